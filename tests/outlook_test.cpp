// What a look ahead promises is checked against completions made at random, and, where few questions are open, against
// all of them.

#include "sleepcheck/outlook.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "outlook/dependents.hpp"
#include "random_answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

/// Random partial answer sets of the built-in rules, and completions of them.
class Completions {
public:
    Completions() : twin_(built_in_files()), answers_(built_in_files(), twin_, random_seed()) {}

    Facts partial() {
        const Facts full = facts_of(knowledge().catalogue, answers_.next());
        Facts facts = full;
        const auto dropped = static_cast<unsigned>(answers_.number(101));
        for (std::size_t i = 0; i < knowledge().catalogue.questions; ++i) {
            if (answers_.chance(dropped)) facts.forget(fact(i));
        }
        return facts;
    }

    /// The facts with more answers, none of them to a question that does not apply; `allowed` says which are in play.
    Facts completed(const Facts& facts, const std::vector<bool>& allowed) {
        Facts result = facts;
        const auto share = static_cast<unsigned>(1 + answers_.number(100));
        std::vector<std::size_t> added;
        for (std::size_t i = 0; i < allowed.size(); ++i) {
            if (!allowed[i] || facts.known(fact(i)) || !answers_.chance(share)) continue;
            result.learn(fact(i), value(i));
            added.push_back(i);
        }
        take_back_what_does_not_apply(result, added);
        return result;
    }

    static FactId fact(std::size_t place) { return FactId(place); }
    static const Knowledge& knowledge() { return built_in_rules(); }
    [[nodiscard]] std::size_t number(std::size_t end) { return answers_.number(end); }

    /// One allowed value of the question.
    std::int32_t value(std::size_t place) {
        const std::string& id = knowledge().catalogue.entries[place].id;
        return facts_of(knowledge().catalogue, {{id, answers_.value(id)}}).value(fact(place));
    }

private:
    static void take_back_what_does_not_apply(Facts& facts, std::vector<std::size_t>& added) {
        Judgement judgement;
        for (bool changed = true; changed;) {
            changed = false;
            judge(knowledge().rules, facts, judgement);
            for (const std::size_t place : added) {
                const bool applies = judgement.truth(knowledge().rules.applies[place]) != Truth::no;
                if (applies || !facts.known(fact(place))) continue;
                facts.forget(fact(place));
                changed = true;
            }
        }
    }

    slow_twin::SlowTwin twin_;
    RandomAnswers answers_;
};

bool halted(const Assessment& assessment) {
    return assessment.line == nullptr;
}

/// All that could_matter speaks of.
struct Result {
    std::string outcome;
    std::vector<std::size_t> levels;
    std::vector<std::string> rest;

    friend bool operator==(const Result&, const Result&) = default;
};

Result result_of(const Facts& facts) {
    const Knowledge& knowledge = built_in_rules();
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    Result result;
    bool advice = false;
    for (const OutcomeLine& line : knowledge.lines) {
        if (!judgement.holds(line.when)) continue;
        result.outcome = knowledge.outcomes[line.outcome].id + line.reason;
        advice = line.advice;
        break;
    }
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) {
            std::size_t level = 0;
            for (const Level& each : pattern.levels) level += judgement.holds(each.reached) ? 1U : 0U;
            result.levels.push_back(level);
        }
    }
    for (const Flag& flag : knowledge.flags) {
        if (judgement.holds(flag.when)) result.rest.push_back(flag.id);
    }
    for (const PlanEntry& entry : knowledge.plan) {
        for (const PlanPiece& piece : entry.first) {
            if (!advice || !judgement.holds(piece.when)) continue;
            result.rest.push_back(piece.id);
            break;
        }
    }
    return result;
}

/// Every value that some condition could tell from its neighbours, and some more.
std::vector<std::int32_t> telling_values(const RuleBook& rules, FactId fact, Kind kind) {
    const FactDomain& domain = rules.domains[index_of(fact)];
    std::set<std::int32_t> values;
    if (kind == Kind::multi_choice) {
        for (std::uint32_t option = 1; option <= domain.options; option <<= 1U) {
            values.insert(static_cast<std::int32_t>(option));
            const auto others = static_cast<std::int32_t>(domain.options & ~domain.alone & ~option);
            values.insert(others);
            for (std::uint32_t other = 1; other < option; other <<= 1U) {
                if ((option | other) & domain.alone) continue;
                values.insert(static_cast<std::int32_t>(option | other));
            }
        }
    } else if (kind == Kind::time) {
        for (std::int32_t minute = 0; minute <= domain.most; minute += 15)
            values.insert({minute, minute + 1, minute + 14});
    } else {
        for (const Step& step : rules.steps) {
            if (step.kind != Step::Kind::within || step.fact != index_of(fact)) continue;
            if (step.low > domain.least) values.insert({step.low - 1, step.low});
            if (step.high < domain.most) values.insert({step.high, step.high + 1});
        }
        values.insert({domain.least, domain.most});
        if (kind != Kind::integer) {
            for (std::int32_t value = domain.least; value <= domain.most; ++value) values.insert(value);
        }
    }
    return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("no completion goes beyond what was foreseen") {
    Completions completions;
    const Knowledge& knowledge = Completions::knowledge();
    const std::vector<bool> all(knowledge.catalogue.questions, true);
    const std::size_t sets = repetitions(4000);
    constexpr std::size_t tries = 60;
    Judgement now;
    Outlook outlook;
    Judgement later;
    for (std::size_t i = 0; i < sets; ++i) {
        const Facts facts = completions.partial();
        judge(knowledge.rules, facts, now);
        look_ahead(knowledge.rules, now, Sums::exact, outlook);
        const Assessment assessment = assess(knowledge, facts);
        for (std::size_t j = 0; j < tries; ++j) {
            const Facts completed = completions.completed(facts, all);
            judge(knowledge.rules, completed, later);
            for (std::size_t step = 0; step < knowledge.rules.steps.size(); ++step) {
                if (!outlook.could[step].has(later.truths[step])) FAIL("step " << step << " in set " << i);
                if (knowledge.rules.steps[step].kind != Step::Kind::tally) continue;
                const NumberRange range = outlook.numbers[step];
                if (later.numbers[step] < range.least || later.numbers[step] > range.most) FAIL("tally " << step);
            }
            if (halted(assessment)) continue;
            const Result result = result_of(completed);
            const auto foreseen = [&](const Outcome* outcome) { return result.outcome.rfind(outcome->id, 0) == 0; };
            const auto& possible = assessment.possible_outcomes;
            if (std::none_of(possible.begin(), possible.end(), foreseen)) FAIL(result.outcome << " in set " << i);
            for (std::size_t p = 0; p < assessment.patterns.size(); ++p) {
                const Score& score = assessment.patterns[p];
                if (result.levels[p] < score.least_level || result.levels[p] > score.most_level) FAIL("level of " << p);
            }
        }
    }
    SUCCEED();
}

TEST_CASE("to look again after an answer is to look afresh") {
    Completions completions;
    const Knowledge& knowledge = Completions::knowledge();
    const Dependents dependents(knowledge.rules);
    const auto same = [](const FactOutlook& left, const FactOutlook& right) {
        return left.least == right.least && left.most == right.most && left.can_be_known == right.can_be_known &&
               left.can_be_unknown == right.can_be_unknown;
    };
    std::size_t closed = 0;
    for (std::size_t i = 0; i < repetitions(1000); ++i) {
        Facts facts = completions.partial();
        Judgement now;
        Outlook outlook;
        judge(knowledge.rules, facts, now);
        look_ahead(knowledge.rules, now, Sums::bounded, outlook);
        for (std::size_t question = 0; question < knowledge.catalogue.questions; ++question) {
            if (!outlook.open[question]) continue;
            const FactId fact = Completions::fact(question);
            const std::int32_t value = completions.value(question);
            Judgement later = now;
            Outlook again = outlook;
            later.given.learn(fact, value);
            judge_only(knowledge.rules, dependents.of(fact), later);
            look_ahead_again(knowledge.rules, later, fact, dependents.of(fact), again);
            facts.learn(fact, value);
            Judgement judged;
            Outlook afresh;
            judge(knowledge.rules, facts, judged);
            look_ahead(knowledge.rules, judged, Sums::bounded, afresh);
            facts = now.given;
            INFO("question " << question << " in set " << i);
            REQUIRE(later.truths == judged.truths);
            REQUIRE(later.numbers == judged.numbers);
            REQUIRE(again.could == afresh.could);
            REQUIRE(again.open == afresh.open);
            REQUIRE(std::equal(again.given.begin(), again.given.end(), afresh.given.begin(), same));
            REQUIRE(std::equal(again.cleared.begin(), again.cleared.end(), afresh.cleared.begin(), same));
            for (std::size_t step = 0; step < knowledge.rules.steps.size(); ++step) {
                if (knowledge.rules.steps[step].kind != Step::Kind::tally) continue;
                REQUIRE(again.numbers[step] == afresh.numbers[step]);
            }
            const auto still_open = std::count(again.open.begin(), again.open.end(), true);
            closed += still_open + 1 < std::count(outlook.open.begin(), outlook.open.end(), true) ? 1U : 0U;
        }
    }
    CHECK(closed > 0);
}

TEST_CASE("an answer outside of what could matter changes no outcome, level, flag, plan or food") {
    Completions completions;
    const Knowledge& knowledge = Completions::knowledge();
    const std::vector<bool> all(knowledge.catalogue.questions, true);
    for (std::size_t i = 0; i < repetitions(3000); ++i) {
        const Facts facts = completions.partial();
        const Assessment assessment = assess(knowledge, facts);
        if (halted(assessment)) continue;
        std::vector<bool> outside(knowledge.catalogue.questions, true);
        for (const FactId fact : assessment.could_matter) outside[index_of(fact)] = false;
        for (std::size_t j = 0; j < 20; ++j) {
            const Facts unimportant = completions.completed(facts, outside);
            if (result_of(unimportant) != result_of(facts)) FAIL("set " << i);
            // The same from any completion, when only answers outside change and all of them apply.
            const Facts one = completions.completed(facts, all);
            Facts other = one;
            for (std::size_t q = 0; q < outside.size(); ++q) {
                if (outside[q] && !facts.known(FactId(q))) other.forget(FactId(q));
            }
            other = completions.completed(other, outside);
            Judgement judgement;
            judge(knowledge.rules, other, judgement);
            const auto astray = [&](std::size_t q) {
                const FactId fact{static_cast<std::uint16_t>(q)};
                return other.known(fact) && !facts.known(fact) &&
                       judgement.truth(knowledge.rules.applies[q]) == Truth::no;
            };
            bool a_completion = true;
            for (std::size_t q = 0; q < outside.size(); ++q) a_completion = a_completion && !astray(q);
            if (a_completion && result_of(one) != result_of(other)) FAIL("completion in set " << i);
        }
    }
    SUCCEED();
}

TEST_CASE("ranges of points are exact: all completions of small open sets reach their ends") {
    Completions completions;
    const Knowledge& knowledge = Completions::knowledge();
    const RuleBook& rules = knowledge.rules;
    std::size_t compared = 0;
    std::size_t wider = 0;
    for (std::size_t i = 0; i < repetitions(400); ++i) {
        Facts facts = completions.partial();
        std::vector<FactId> open;
        for (std::size_t q = 0; q < rules.questions; ++q) {
            if (!facts.known(FactId(q))) open.push_back(FactId(q));
        }
        const std::size_t wanted = 1 + completions.number(4);
        while (open.size() > wanted) {
            const auto place = completions.number(open.size());
            facts.learn(open[place], completions.value(index_of(open[place])));
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(place));
        }
        Judgement now;
        judge(rules, facts, now);
        const Assessment assessment = assess(knowledge, facts);
        if (halted(assessment)) continue;
        open.clear();
        std::vector<std::vector<std::int32_t>> values;
        std::size_t combinations = 1;
        for (std::size_t q = 0; q < rules.questions; ++q) {
            if (facts.known(FactId(q))) continue;
            open.push_back(FactId(q));
            values.push_back(telling_values(rules, FactId(q), knowledge.catalogue.entries[q].kind));
            combinations *= values.back().size() + 1;
        }
        if (combinations > 200'000) continue;
        std::vector<NumberRange> reached;
        for (const Score& score : assessment.patterns) reached.push_back({score.points, score.points});
        std::set<std::string> outcomes;
        Judgement later;
        for (std::size_t c = 0; c < combinations; ++c) {
            Facts completed = facts;
            std::size_t rest = c;
            for (std::size_t q = 0; q < open.size(); ++q) {
                const std::size_t choice = rest % (values[q].size() + 1);
                rest /= values[q].size() + 1;
                if (choice > 0) completed.learn(open[q], values[q][choice - 1]);
            }
            judge(rules, completed, later);
            const auto astray = [&](FactId fact) {
                return completed.known(fact) && later.truth(rules.applies[index_of(fact)]) == Truth::no;
            };
            if (std::any_of(open.begin(), open.end(), astray)) continue;
            for (std::size_t p = 0; p < reached.size(); ++p) {
                const std::int32_t points = later.number(knowledge.patterns[p].points);
                reached[p].least = std::min(reached[p].least, points);
                reached[p].most = std::max(reached[p].most, points);
            }
            for (const OutcomeLine& line : knowledge.lines) {
                if (!later.holds(line.when)) continue;
                outcomes.insert(knowledge.outcomes[line.outcome].id);
                break;
            }
        }
        ++compared;
        wider += assessment.possible_outcomes.size() > outcomes.size() ? 1U : 0U;
        for (std::size_t p = 0; p < reached.size(); ++p) {
            CHECK(assessment.patterns[p].points_range.least == reached[p].least);
            CHECK(assessment.patterns[p].points_range.most == reached[p].most);
        }
    }
    CHECK(compared > 0);
    WARN("possible outcomes wider than the truth in " << wider << " of " << compared << " small open sets");
}
