// The search for a completion with another outcome is checked against all completions, where these are few enough, and
// against completions at random; and the search for many people against the search for one.

#include "sleepcheck/certainty.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>

#include "certainty/cohort_certainty.hpp"
#include "certainty/outcome_steps.hpp"
#include "random_answers.hpp"
#include "random_facts.hpp"
#include "sleepcheck/assessment.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

constexpr std::int32_t day = 24 * 60;

Knowledge headaches() {
    return knowledge_of(texts_below("tests/second_subject/headaches"));
}

/// Random rules with three outcomes on top of them.
Knowledge random_knowledge(Random& random) {
    Knowledge knowledge;
    knowledge.rules = random_rules(random);
    knowledge.outcomes.resize(3);
    for (int i = number_from(random, 1, 5); i > 0; --i) {
        knowledge.lines.push_back({random() % 3, {}, {}, StepId(random() % knowledge.rules.steps.size()), false, {}});
    }
    constexpr StepId always{0};
    knowledge.lines.push_back({random() % 3, {}, {}, always, false, {}});
    return knowledge;
}

std::size_t outcome_of(const Knowledge& knowledge, const Judgement& judgement) {
    const auto holds = [&](const OutcomeLine& line) { return judgement.holds(line.when); };
    return std::find_if(knowledge.lines.begin(), knowledge.lines.end(), holds)->outcome;
}

bool halts(const Knowledge& knowledge, const Facts& facts) {
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    return std::any_of(knowledge.flags.begin(), knowledge.flags.end(),
                       [&](const Flag& flag) { return flag.halt && judgement.holds(flag.when); });
}

/// All completions of a few open questions, with enough values for each to meet whatever a condition could tell.
class AllCompletions {
public:
    AllCompletions(const Knowledge& knowledge, const Facts& facts) : knowledge_(knowledge), facts_(facts) {
        for (std::size_t i = 0; i < knowledge.rules.questions; ++i) {
            if (!facts.known(FactId(i))) open_.push_back(FactId(i));
        }
        for (const FactId question : open_) {
            values_.push_back(telling_values(question));
            count_ *= static_cast<double>(values_.back().size() + 1);
        }
    }

    [[nodiscard]] double count() const { return count_; }

    /// Whether one of them has another outcome than the facts as they are.
    [[nodiscard]] bool differ() const {
        Judgement judgement;
        judge(knowledge_.rules, facts_, judgement);
        const std::size_t before = outcome_of(knowledge_, judgement);
        for (std::size_t i = 0; i < static_cast<std::size_t>(count_); ++i) {
            const Facts completed = completion(i);
            judge(knowledge_.rules, completed, judgement);
            const auto astray = [&](FactId question) {
                return completed.known(question) &&
                       judgement.truth(knowledge_.rules.applies[index_of(question)]) == Truth::no;
            };
            if (std::any_of(open_.begin(), open_.end(), astray)) continue;
            if (outcome_of(knowledge_, judgement) != before) return true;
        }
        return false;
    }

private:
    [[nodiscard]] Facts completion(std::size_t number) const {
        Facts completed = facts_;
        for (std::size_t i = 0; i < open_.size(); ++i) {
            const std::size_t chosen = number % (values_[i].size() + 1);
            number /= values_[i].size() + 1;
            if (chosen > 0) completed.learn(open_[i], values_[i][chosen - 1]);
        }
        return completed;
    }

    [[nodiscard]] std::vector<std::int32_t> telling_values(FactId question) const {
        const FactDomain& domain = knowledge_.rules.domains[index_of(question)];
        if (domain.options != 0) return sets_of_options(domain);
        std::set<std::int32_t> values{domain.least, domain.most};
        constexpr std::int32_t few = 20;
        if (domain.most - domain.least <= few) {
            for (std::int32_t value = domain.least; value <= domain.most; ++value) values.insert(value);
        }
        for (const Step& step : knowledge_.rules.steps) {
            if (step.kind != Step::Kind::within || step.fact != index_of(question)) continue;
            if (step.low > domain.least) values.insert({step.low - 1, step.low});
            if (step.high < domain.most) values.insert({step.high, step.high + 1});
        }
        add_times(question, values);
        std::vector<std::int32_t> allowed;
        for (const std::int32_t value : values) {
            if (value >= domain.least && value <= domain.most) allowed.push_back(value);
        }
        return allowed;
    }

    /// Every single option, every pair, all, all but one.
    static std::vector<std::int32_t> sets_of_options(const FactDomain& domain) {
        std::set<std::uint32_t> sets{domain.options & ~domain.alone};
        for (std::uint32_t option = 1; option != 0 && option <= domain.options; option <<= 1U) {
            sets.insert({option, domain.options & ~domain.alone & ~option});
            for (std::uint32_t other = 1; other < option; other <<= 1U) sets.insert(option | other);
        }
        std::vector<std::int32_t> allowed;
        for (const std::uint32_t marked : sets) {
            const bool alone = (marked & domain.alone) != 0;
            if (marked == 0 || (marked & ~domain.options) != 0 || (alone && marked != domain.alone)) continue;
            allowed.push_back(static_cast<std::int32_t>(marked));
        }
        return allowed;
    }

    /// Of a time that is one end of a length: where the length crosses what is asked of it.
    void add_times(FactId question, std::set<std::int32_t>& values) const {
        for (const Derivation& derivation : knowledge_.rules.derivations) {
            for (const Branch& branch : derivation.first) {
                if (!branch.is_hours || (branch.from != question && branch.to != question)) continue;
                const FactId other = branch.from == question ? branch.to : branch.from;
                const std::int32_t sign = branch.from == question ? -1 : 1;
                if (!facts_.known(other)) {
                    for (std::int32_t time = 0; time < day; time += 15) values.insert({time, time + 1, time + 14});
                    continue;
                }
                std::set<std::int32_t> minutes{0, branch.unknown_above, branch.unknown_above + 1};
                for (const Step& step : knowledge_.rules.steps) {
                    if (step.kind != Step::Kind::within || step.fact != index_of(derivation.fact)) continue;
                    if (step.low > -day) minutes.insert({step.low - 1, step.low});
                    if (step.high < 2 * day) minutes.insert({step.high, step.high + 1});
                }
                for (const std::int32_t length : minutes) {
                    if (length < -day || length > 2 * day) continue;
                    values.insert((facts_.value(other) + sign * length + 3 * day) % day);
                }
            }
        }
    }

    const Knowledge& knowledge_;
    const Facts& facts_;
    std::vector<FactId> open_;
    std::vector<std::vector<std::int32_t>> values_;
    double count_ = 1;
};

struct Tally {
    std::size_t compared = 0;
    std::size_t settled = 0;
    std::size_t undecided = 0;
};

/// Answers of which all but a few questions are answered.
Facts nearly_full(const RuleBook& rules, Random& random, std::size_t most_open) {
    const RandomFacts answers(rules);
    Facts facts = answers.facts(random, 100);
    for (std::size_t i = random() % (most_open + 1); i > 0; --i) facts.forget(FactId(random() % rules.questions));
    return facts;
}

void compare_with_all_completions(const Knowledge& knowledge, Random& random, Tally& tally) {
    constexpr double most = 20'000;
    const Facts facts = nearly_full(knowledge.rules, random, 4);
    const AllCompletions all(knowledge, facts);
    if (all.count() > most) return;
    ++tally.compared;
    switch (certainty(knowledge, facts)) {
        case Certainty::settled:
            ++tally.settled;
            if (all.differ()) FAIL("settled, but some completion has another outcome");
            break;
        case Certainty::provisional:
            if (!all.differ()) FAIL("provisional, but every completion has the same outcome");
            break;
        case Certainty::undecided: ++tally.undecided; break;
    }
}

/// The verdicts on a row of facts, found block by block.
std::vector<Certainty> verdicts_of_blocks(const Knowledge& knowledge, const std::vector<Facts>& people) {
    const CohortRules rules(knowledge.rules);
    const AnswerClasses classes(knowledge);
    const Leads leads(knowledge, classes);
    CohortCertainty search(knowledge, rules, classes, leads);
    CohortFacts facts(knowledge.rules);
    CohortJudgement judgement;
    std::vector<Certainty> verdicts(people.size(), Certainty::settled);
    std::vector<bool> searched(people.size());
    for (std::size_t first = 0, block = 0; first < people.size(); first += People::most, ++block) {
        People asked;
        facts.forget_everybody();
        for (std::size_t i = first; i < std::min(first + People::most, people.size()); ++i) {
            facts.learn(i - first, 1, people[i]);
            asked.add(i - first);
        }
        judge(rules, rules.all_steps(), facts, judgement);
        const People settled = search.settled_at_once(facts, judgement, asked, block);
        (asked & ~settled).each([&](std::size_t person) { searched[first + person] = true; });
    }
    search.finish([&](PersonOfBlock whose, const Facts& answers, Certainty verdict) {
        const std::size_t place = whose.block * People::most + whose.person;
        REQUIRE(searched[place]);
        searched[place] = false;
        verdicts[place] = verdict;
        for (std::size_t i = 0; i < knowledge.rules.questions; ++i) {
            if (answers.known(FactId(i)) != people[place].known(FactId(i))) FAIL("answers of somebody else");
        }
    });
    CHECK(std::find(searched.begin(), searched.end(), true) == searched.end());
    return verdicts;
}

/// A few completions are tried before a search, so a block may know where the search for one is given up; never the
/// other way round.
void compare_blocks(const Knowledge& knowledge, const std::vector<Facts>& people) {
    const auto verdicts = verdicts_of_blocks(knowledge, people);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Certainty alone = certainty(knowledge, people[i]);
        const bool luck = alone == Certainty::undecided && verdicts[i] == Certainty::provisional;
        if (verdicts[i] != alone && !luck) {
            FAIL("person " << i << ": " << int(verdicts[i]) << " in a block, " << int(alone) << " alone");
        }
    }
}

std::vector<Facts> random_people(const RuleBook& rules, Random& random, std::size_t count) {
    const RandomFacts answers(rules);
    std::vector<Facts> people;
    for (std::size_t i = 0; i < count; ++i) {
        people.push_back(chance(random, 50) ? nearly_full(rules, random, 12)
                                            : answers.facts(random, static_cast<unsigned>(random() % 101)));
    }
    return people;
}

}  // namespace

TEST_CASE("the outcome is settled when, and only when, all completions have it: the built-in rules") {
    Random random(random_seed());
    Tally tally;
    for (std::size_t i = 0; i < repetitions(600); ++i) compare_with_all_completions(built_in_rules(), random, tally);
    INFO(tally.settled << " settled, " << tally.undecided << " undecided of " << tally.compared);
    CHECK(tally.compared > 0);
    CHECK(tally.undecided * 20 <= tally.compared);
}

TEST_CASE("the outcome is settled when, and only when, all completions have it: another subject") {
    Random random(random_seed());
    const Knowledge knowledge = headaches();
    Tally tally;
    for (std::size_t i = 0; i < repetitions(2000); ++i) compare_with_all_completions(knowledge, random, tally);
    INFO(tally.settled << " settled, " << tally.undecided << " undecided of " << tally.compared);
    CHECK(tally.compared > 0);
    CHECK(tally.undecided * 20 <= tally.compared);
}

TEST_CASE("the outcome is settled when, and only when, all completions have it: rules of all sorts") {
    Random random(random_seed());
    Tally tally;
    for (std::size_t i = 0; i < repetitions(1000); ++i) {
        INFO("rules " << i);
        const Knowledge knowledge = random_knowledge(random);
        for (int j = 0; j < 4; ++j) compare_with_all_completions(knowledge, random, tally);
    }
    INFO(tally.settled << " settled, " << tally.undecided << " undecided of " << tally.compared);
    CHECK(tally.compared > 0);
    CHECK(tally.undecided * 2 <= tally.compared);
}

TEST_CASE("no completion of a settled outcome has another one") {
    Random random(random_seed());
    std::vector<Knowledge> books{headaches()};
    for (int i = 0; i < 30; ++i) books.push_back(random_knowledge(random));
    Judgement judgement;
    std::size_t settled = 0;
    for (std::size_t i = 0; i < repetitions(3000); ++i) {
        const Knowledge& knowledge = i % 2 == 0 ? built_in_rules() : books[i % books.size()];
        const RandomFacts answers(knowledge.rules);
        const Facts facts = answers.facts(random, static_cast<unsigned>(random() % 101));
        if (certainty(knowledge, facts) != Certainty::settled) continue;
        ++settled;
        judge(knowledge.rules, facts, judgement);
        const std::size_t before = outcome_of(knowledge, judgement);
        for (int j = 0; j < 30; ++j) {
            judge(knowledge.rules, answers.completed(random, facts), judgement);
            if (outcome_of(knowledge, judgement) != before) FAIL("set " << i);
        }
    }
    CHECK(settled > 0);
}

TEST_CASE("an assessment is settled when the search says so") {
    Random random(random_seed());
    const Knowledge other = headaches();
    std::map<Certainty, std::size_t> seen;
    for (std::size_t i = 0; i < repetitions(2000); ++i) {
        const Knowledge& knowledge = i % 3 == 0 ? other : built_in_rules();
        const Facts facts = i % 2 == 0
                                ? nearly_full(knowledge.rules, random, 10)
                                : RandomFacts(knowledge.rules).facts(random, static_cast<unsigned>(random() % 101));
        if (halts(knowledge, facts)) continue;
        const Assessment assessment = assess(knowledge, facts);
        const Certainty verdict = certainty(knowledge, facts);
        ++seen[verdict];
        const auto& possible = assessment.possible_outcomes;
        CHECK(std::find(possible.begin(), possible.end(), assessment.outcome) != possible.end());
        if (settled(assessment) != (verdict == Certainty::settled)) FAIL("set " << i);
    }
    CHECK(seen[Certainty::settled] > 0);
    CHECK(seen[Certainty::provisional] > 0);
}

TEST_CASE("blocks of people get the verdicts that each would get alone") {
    Random random(random_seed());
    const Knowledge other = headaches();
    for (std::size_t round = 0; round < std::max<std::size_t>(1, repetitions(10)); ++round) {
        compare_blocks(built_in_rules(), random_people(built_in_rules().rules, random, 300 + random() % 200));
        compare_blocks(other, random_people(other.rules, random, 600));
    }
    for (std::size_t round = 0; round < repetitions(100); ++round) {
        INFO("rules " << round);
        const Knowledge knowledge = random_knowledge(random);
        compare_blocks(knowledge, random_people(knowledge.rules, random, 20));
    }
}

TEST_CASE("nobody, and people asked about twice, get their verdicts, too") {
    const Knowledge& knowledge = built_in_rules();
    CHECK(verdicts_of_blocks(knowledge, {}).empty());
    const Facts nothing(knowledge.rules.facts);
    CHECK(verdicts_of_blocks(knowledge, {nothing, nothing}) ==
          std::vector<Certainty>(2, certainty(knowledge, nothing)));
    CHECK(certainty(knowledge, nothing) == Certainty::provisional);
}

TEST_CASE("some lead brings about each line when nothing is answered yet") {
    for (const Knowledge& knowledge : {built_in_rules(), headaches()}) {
        const Leads leads(knowledge, AnswerClasses(knowledge));
        Judgement judgement;
        std::set<std::size_t> decided;
        for (std::size_t line = 0; line < knowledge.lines.size(); ++line) {
            for (std::size_t round = 0; round < Leads::rounds; ++round) {
                Facts facts(knowledge.rules.facts);
                const Leads::Answers& answers = leads.towards(line, round);
                for (std::size_t i = 0; i < answers.size(); ++i) {
                    if (answers[i]) facts.learn(FactId(i), *answers[i]);
                }
                judge(knowledge.rules, facts, judgement);
                const auto holds = [&](const OutcomeLine& other) { return judgement.holds(other.when); };
                if (std::none_of(knowledge.lines.begin(), knowledge.lines.begin() + std::ptrdiff_t(line), holds) &&
                    holds(knowledge.lines[line])) {
                    decided.insert(line);
                }
            }
            INFO("line " << line);
            CHECK(decided.count(line) == 1);
        }
    }
}

TEST_CASE("what outcomes hang on comes to the same without all other steps") {
    Random random(random_seed());
    for (std::size_t round = 0; round < repetitions(100); ++round) {
        INFO("rules " << round);
        const Knowledge knowledge = random_knowledge(random);
        const CohortRules rules(knowledge.rules);
        const CohortSteps steps = only(rules, deciding_steps(knowledge));
        CohortFacts facts(knowledge.rules);
        const auto people = random_people(knowledge.rules, random, People::most);
        for (std::size_t i = 0; i < people.size(); ++i) facts.learn(i, 1, people[i]);
        CohortJudgement whole;
        CohortJudgement part;
        judge(rules, rules.all_steps(), facts, whole);
        judge(rules, steps, facts, part);
        CohortOutlook whole_outlook;
        CohortOutlook part_outlook;
        const std::vector<People> nobody(knowledge.rules.questions);
        look_ahead(rules, rules.all_steps(), whole, nobody, whole_outlook);
        look_ahead(rules, steps, part, nobody, part_outlook);
        for (const std::uint32_t place : steps.places) {
            const StepId step{static_cast<std::uint16_t>(place)};
            if (knowledge.rules.steps[place].kind == Step::Kind::clear) continue;
            CHECK((part.yes(step) == whole.yes(step) && part.no(step) == whole.no(step)));
            const CohortCould& could = part_outlook.of(step);
            const CohortCould& same = whole_outlook.of(step);
            CHECK((could.yes == same.yes && could.no == same.no && could.unknown == same.unknown));
        }
        CHECK(part_outlook.open == whole_outlook.open);
    }
}
