// The engine for many people is checked against the engine for one: on everything either of them says, on rule books
// about sleep, about headaches, and about nothing at all.

#include "sleepcheck/cohort.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "random_answers.hpp"
#include "random_facts.hpp"
#include "sleepcheck/outlook.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

/// A block of people, and each of them alone.
class Block {
public:
    Block(const RuleBook& rules, Random& random, std::size_t people)
        : rules_(rules), random_(random), cohort_rules_(rules), facts_(rules), closed_(rules.questions) {
        const RandomFacts answers(rules);
        constexpr unsigned densities[] = {0, 5, 30, 60, 90, 100};
        for (std::size_t person = 0; person < people; ++person) {
            people_.push_back(answers.facts(random, densities[random() % 6]));
            facts_.learn(person, 1, people_.back());
            auto& never = never_answered_.emplace_back();
            for (std::size_t i = 0; i < rules.questions; ++i) {
                if (!chance(random, 15)) continue;
                never.push_back(FactId(i));
                closed_[i].add(person);
            }
        }
    }

    /// The objects are used again and again, as a batch does.
    void compare(CohortJudgement& judgement, CohortOutlook& outlook, CohortMatters& matters) {
        const CohortSteps& steps = cohort_rules_.all_steps();
        judge(cohort_rules_, steps, facts_, judgement);
        look_ahead(cohort_rules_, steps, judgement, closed_, outlook);
        choose_wanted();
        could_matter(cohort_rules_, steps, outlook, wanted_, matters);
        Judgement now;
        Outlook ahead;
        for (std::size_t person = 0; person < people_.size(); ++person) {
            judge(rules_, people_[person], now);
            compare(judgement, now, person);
            look_ahead(rules_, now, never_answered_[person], ahead);
            compare(outlook, ahead, person);
            compare(matters.questions, sleepcheck::could_matter(rules_, ahead, wanted_by(person)), person);
        }
    }

private:
    static std::int32_t number(const std::vector<People>& digits, const CohortDigits& place, std::size_t person) {
        std::int32_t sum = -place.too_much;
        for (std::uint32_t i = 0; i < place.size; ++i) sum += digits[place.first + i].has(person) ? 1 << i : 0;
        return sum;
    }

    void compare(const CohortJudgement& block, const Judgement& one, std::size_t person) {
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            const StepId step{static_cast<std::uint16_t>(i)};
            const bool same = block.yes(step).has(person) == (one.truth(step) == Truth::yes) &&
                              block.no(step).has(person) == (one.truth(step) == Truth::no);
            if (!same) FAIL("step " << i << " of person " << person);
            if (rules_.steps[i].kind != Step::Kind::tally) continue;
            const std::int32_t sum = one.number(step);
            if (number(block.digits, cohort_rules_.digits_of(step), person) != sum) FAIL("tally " << i);
            if (!reaching(cohort_rules_, block, step, sum).has(person)) FAIL("tally " << i << " reaches itself");
            if (reaching(cohort_rules_, block, step, sum + 1).has(person)) FAIL("tally " << i << " reaches more");
        }
        for (std::size_t i = 0; i < rules_.facts; ++i) {
            const FactId fact{static_cast<std::uint16_t>(i)};
            if (block.given[i].has(person) != one.given.known(fact)) FAIL("fact " << i);
            if (block.cleared[i].has(person) != one.cleared.known(fact)) FAIL("cleared fact " << i);
        }
    }

    void compare(const CohortOutlook& block, const Outlook& one, std::size_t person) {
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            const StepId step{static_cast<std::uint16_t>(i)};
            const CohortCould& could = block.of(step);
            const bool same = could.yes.has(person) == one.of(step).has(Truth::yes) &&
                              could.no.has(person) == one.of(step).has(Truth::no) &&
                              could.unknown.has(person) == one.of(step).has(Truth::unknown);
            const Step& at = rules_.steps[i];
            if (!same) {
                FAIL("outlook of step " << i << " of person " << person << ": kind " << int(at.kind) << " fact "
                                        << at.fact << " low " << at.low << " high " << at.high << " size " << at.size
                                        << " came to " << could.yes.has(person) << could.no.has(person)
                                        << could.unknown.has(person) << " not " << one.of(step).has(Truth::yes)
                                        << one.of(step).has(Truth::no) << one.of(step).has(Truth::unknown));
            }
            if (rules_.steps[i].kind != Step::Kind::tally) continue;
            const CohortDigits place = cohort_rules_.digits_of(step);
            const NumberRange range{number(block.least_digits, place, person),
                                    number(block.most_digits, place, person)};
            if (range != one.number(step)) FAIL("range of tally " << i << " of person " << person);
        }
        for (std::size_t i = 0; i < rules_.questions; ++i) {
            if (block.open[i].has(person) != one.open[i]) FAIL("open question " << i);
        }
        for (std::size_t i = 0; i < rules_.facts; ++i) {
            for (const auto& [place, fact] :
                 {std::pair(i, one.given[i]), std::pair(rules_.facts + i, one.cleared[i])}) {
                if (block.can_be_known[place].has(person) != fact.can_be_known) FAIL("can be known " << place);
                if (block.can_be_unknown[place].has(person) != fact.can_be_unknown) FAIL("can be unknown " << place);
            }
        }
    }

    void compare(const std::vector<People>& matters, const std::vector<FactId>& one, std::size_t person) const {
        const std::set<FactId> of_one(one.begin(), one.end());
        for (std::size_t i = 0; i < rules_.questions; ++i) {
            if (matters[i].has(person) != (of_one.count(FactId(i)) > 0)) FAIL(i << " matters to " << person);
        }
    }

    /// A few steps, each for some of the people, one of them for all; one step may come twice.
    void choose_wanted() {
        for (int i = 0; i < 5; ++i) {
            CohortWanted wanted{StepId(random_() % rules_.steps.size()), {}};
            for (std::size_t person = 0; person < people_.size(); ++person) {
                if (i == 0 || chance(random_, 30)) wanted.people.add(person);
            }
            wanted_.push_back(wanted);
        }
        wanted_.push_back(wanted_[random_() % wanted_.size()]);
    }

    [[nodiscard]] std::vector<StepId> wanted_by(std::size_t person) const {
        std::vector<StepId> steps;
        for (const CohortWanted& wanted : wanted_) {
            if (wanted.people.has(person)) steps.push_back(wanted.step);
        }
        return steps;
    }

    const RuleBook& rules_;
    Random& random_;
    CohortRules cohort_rules_;
    std::vector<Facts> people_;
    CohortFacts facts_;
    std::vector<std::vector<FactId>> never_answered_;  ///< of each person
    std::vector<People> closed_;                       ///< the same by question
    std::vector<CohortWanted> wanted_;
};

void compare_blocks(const RuleBook& rules, std::size_t blocks, Random& random) {
    CohortJudgement judgement;
    CohortOutlook outlook;
    CohortMatters matters;
    for (std::size_t i = 0; i < blocks; ++i) {
        const std::size_t people = i % 4 == 0 ? People::most : 1 + random() % People::most;
        Block(rules, random, people).compare(judgement, outlook, matters);
    }
    SUCCEED();
}

Knowledge headaches() {
    return knowledge_of(texts_below("tests/second_subject/headaches"));
}

}  // namespace

TEST_CASE("what holds for a block of people holds for each alone: the built-in rules") {
    Random random(random_seed());
    compare_blocks(built_in_rules().rules, repetitions(60), random);
}

TEST_CASE("what holds for a block of people holds for each alone: another subject") {
    Random random(random_seed());
    compare_blocks(headaches().rules, repetitions(200), random);
}

TEST_CASE("what holds for a block of people holds for each alone: rules of all sorts") {
    Random random(random_seed());
    for (std::size_t i = 0; i < repetitions(400); ++i) {
        INFO("rules " << i);
        compare_blocks(random_rules(random), 2, random);
    }
}

TEST_CASE("bounds are never too narrow, whatever excludes what") {
    Random random(random_seed());
    std::vector<RuleBook> books{built_in_rules().rules, headaches().rules};
    for (int i = 0; i < 40; ++i) books.push_back(random_rules(random));
    Judgement now;
    Judgement later;
    Outlook outlook;
    for (std::size_t i = 0; i < repetitions(4000); ++i) {
        const RuleBook& rules = books[i % 4 < 2 ? i % 4 : i % books.size()];
        const RandomFacts answers(rules);
        const Facts facts = answers.facts(random, static_cast<unsigned>(random() % 101));
        judge(rules, facts, now);
        look_ahead(rules, now, std::vector<FactId>{}, outlook);
        for (int j = 0; j < 10; ++j) {
            judge(rules, answers.completed(random, facts), later);
            for (std::size_t step = 0; step < rules.steps.size(); ++step) {
                if (!outlook.could[step].has(later.truths[step])) FAIL("step " << step << " of set " << i);
                if (rules.steps[step].kind != Step::Kind::tally) continue;
                const NumberRange range = outlook.numbers[step];
                if (later.numbers[step] < range.least || later.numbers[step] > range.most) FAIL("tally " << step);
            }
        }
    }
    SUCCEED();
}

TEST_CASE("a part without weight changes nothing") {
    for (const std::int32_t threshold : {-1, 0, 1, 2}) {
        RowBuilder row(2, 2);
        row.domain(FactId{0}, {0, 1, 0, 0});
        row.domain(FactId{1}, {0, 1, 0, 0});
        const StepId heavy = row.within(Table::given, FactId{0}, 1, 1);
        const StepId weightless = row.within(Table::given, FactId{1}, 1, 1);
        row.clear({});
        row.count({{heavy, 1}, {weightless, 0}}, threshold);
        row.tally({{heavy, 1}, {weightless, 0}}, threshold);
        Random random(random_seed());
        INFO("threshold " << threshold);
        compare_blocks(row.build(), 3, random);
    }
}

TEST_CASE("weights that add up to more than can be counted are refused") {
    RowBuilder row(1, 1);
    row.domain(FactId{0}, {0, 1000, 0, 0});
    std::vector<Part> parts;
    for (int i = 0; i < 600; ++i) parts.push_back({row.within(Table::given, FactId{0}, i, i), 32'767});
    row.tally(parts, 1);
    const RuleBook rules = row.build();
    try {
        const CohortRules made_ready(rules);
        FAIL("not refused");
    } catch (const Error& error) {
        CHECK(error.status() == Status::ceiling);
        CHECK(in_one_line(error.problems().front()).find("add up to more") != std::string::npos);
    }
}

TEST_CASE("sets of people do what sets do") {
    Random random(random_seed());
    const auto some = [&](std::set<std::size_t>& model) {
        People people;
        const auto percent = static_cast<unsigned>(random() % 101);
        for (std::size_t i = 0; i < People::most; ++i) {
            if (!chance(random, percent)) continue;
            people.add(i);
            model.insert(i);
        }
        return people;
    };
    const auto members = [](const People& people) {
        std::vector<std::size_t> result;
        people.each([&](std::size_t person) { result.push_back(person); });
        return result;
    };
    for (std::size_t round = 0; round < 200; ++round) {
        std::set<std::size_t> left;
        std::set<std::size_t> right;
        const People a = some(left);
        const People b = some(right);
        CHECK(members(a) == std::vector<std::size_t>(left.begin(), left.end()));
        CHECK(a.any() == !left.empty());
        CHECK((a == b) == (left == right));
        bool same = true;
        for (std::size_t i = 0; i < People::most; ++i) {
            const bool in_a = left.count(i) > 0;
            const bool in_b = right.count(i) > 0;
            same = same && a.has(i) == in_a && (a & b).has(i) == (in_a && in_b) && (a | b).has(i) == (in_a || in_b) &&
                   (a ^ b).has(i) == (in_a != in_b) && (~a).has(i) == !in_a;
        }
        CHECK(same);
        People taken = a;
        for (const std::size_t person : left) taken.remove(person);
        CHECK(!taken.any());
    }
}

TEST_CASE("people in a row are added over the borders of words") {
    for (std::size_t first = 0; first <= People::most; ++first) {
        for (const std::size_t count : {0U, 1U, 2U, 8U, 63U, 64U, 65U, 127U, 128U, 129U, 192U, 255U, 256U}) {
            if (first + count > People::most) continue;
            People people;
            people.add(first, count);
            bool same = people.any() == (count > 0);
            for (std::size_t i = 0; i < People::most; ++i)
                same = same && people.has(i) == (i >= first && i < first + count);
            if (!same) FAIL(count << " from " << first);
        }
    }
    People kept;
    kept.add(3);
    kept.add(200);
    kept.add(60, 10);
    CHECK(kept.has(3));
    CHECK(kept.has(200));
    CHECK(!kept.has(59));
    CHECK(kept.has(69));
    CHECK(People::everybody().has(255));
    CHECK(!People::nobody().any());
    CHECK(People::everybody_if(true) == People::everybody());
    CHECK(People::everybody_if(false) == People::nobody());
}

TEST_CASE("answers of a block are learnt, copied and forgotten person by person") {
    Random random(random_seed());
    const RuleBook& rules = built_in_rules().rules;
    const RandomFacts answers(rules);
    CohortFacts block(rules);
    const Facts many = answers.facts(random, 50);
    const Facts one = answers.facts(random, 50);
    block.learn(60, 70, many);
    block.learn(64, FactId{0}, rules.domains[0].least);
    block.forget(65);
    block.learn(255, 1, one);
    const auto same = [&](std::size_t person, const Facts& expected) {
        Facts copied(rules.facts);
        for (std::size_t i = 0; i < rules.questions; ++i) copied.learn(FactId(i), -7);  // must not stay
        block.copy_to(person, copied);
        for (std::size_t i = 0; i < rules.questions; ++i) {
            const FactId question{static_cast<std::uint16_t>(i)};
            if (copied.known(question) != expected.known(question)) return false;
            if (copied.known(question) && copied.value(question) != expected.value(question)) return false;
        }
        return true;
    };
    const Facts nothing(rules.facts);
    Facts changed = many;
    changed.learn(FactId{0}, rules.domains[0].least);
    CHECK(same(59, nothing));
    CHECK(same(60, many));
    CHECK(same(64, changed));
    CHECK(same(65, nothing));
    CHECK(same(129, many));
    CHECK(same(130, nothing));
    CHECK(same(255, one));
    block.forget_everybody();
    CHECK(same(60, nothing));
    CHECK(same(255, nothing));
}
