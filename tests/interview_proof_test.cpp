// The proof that an interview leaves out only what cannot matter: answered from a set that is full along the visible
// path, it comes to the same as an assessment of the whole set.

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "random_answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/interview.hpp"
#include "sleepcheck/rule_cases.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

const Knowledge& rules() {
    return built_in_rules();
}

FactId question_at(std::size_t place) {
    return FactId(place);
}

/// Puts into the set what the other facts say about each question that applies, in the order in which questions can
/// come to apply, until nothing is missing. This is the visible path, found without an interview: a question of which
/// the set itself leaves open whether it applies comes last, and belongs to it.
Facts visible_path(const Facts& all) {
    Facts set(rules().catalogue.entries.size());
    Judgement judgement;
    const auto add = [&](Truth when) {
        judge(rules().rules, set, judgement);
        bool added = false;
        for (std::size_t i = 0; i < rules().catalogue.questions; ++i) {
            const FactId fact = question_at(i);
            if (set.state(fact) != Facts::State::not_given || judgement.truth(rules().rules.applies[i]) != when)
                continue;
            if (all.known(fact)) set.learn(fact, all.value(fact));
            if (all.declined(fact)) set.decline(fact);
            added = added || all.state(fact) != Facts::State::not_given;
        }
        return added;
    };
    while (add(Truth::yes) || add(Truth::unknown)) {
    }
    return set;
}

/// Answer sets of all sorts, full along the visible path.
class FullSets {
public:
    explicit FullSets(std::uint64_t seed) : twin_(built_in_files()), random_(built_in_files(), twin_, seed) {}

    Facts next() {
        Facts facts = facts_of(rules().catalogue, random_.next());
        for (std::size_t i = 0; i < rules().catalogue.questions; ++i) {
            if (!facts.known(question_at(i))) facts.learn(question_at(i), value(i));
        }
        return visible_path(facts);
    }

    /// The same with some questions that will be skipped, and what then may apply.
    Facts next_with_gaps() {
        Facts facts = facts_of(rules().catalogue, random_.next());
        constexpr unsigned shares[] = {3, 10, 40, 80};
        const unsigned share = shares[random_.number(4)];
        for (std::size_t i = 0; i < rules().catalogue.questions; ++i) {
            if (random_.chance(share)) {
                facts.decline(question_at(i));
            } else if (!facts.known(question_at(i))) {
                facts.learn(question_at(i), value(i));
            }
        }
        return visible_path(facts);
    }

private:
    std::int32_t value(std::size_t place) {
        const std::string& id = rules().catalogue.entries[place].id;
        return facts_of(rules().catalogue, {{id, random_.value(id)}}).value(question_at(place));
    }

    slow_twin::SlowTwin twin_;
    RandomAnswers random_;
};

/// Everything an interview must not change. The words of the report follow from it and from the answers.
struct Result {
    std::string outcome;
    std::string reason;
    std::vector<std::string> levels;
    std::vector<std::string> flags;
    std::vector<std::string> plan;
    std::vector<std::string> foods;

    friend bool operator==(const Result&, const Result&) = default;
};

std::string in_words(const Result& result) {
    return fmt::format("{} {}; {}; flags {}; plan {}; foods {}", result.outcome, result.reason,
                       fmt::join(result.levels, ", "), fmt::join(result.flags, ", "), fmt::join(result.plan, ", "),
                       fmt::join(result.foods, ", "));
}

Result result_of(const Facts& facts) {
    const Assessment assessment = assess(rules(), facts, Ahead::do_not_look);
    Result result{assessment.outcome->id, assessment.reason, {}, {}, {}, {}};
    const auto add_levels = [&](const std::vector<Score>& scores) {
        for (const Score& score : scores) {
            if (score.level != 0) result.levels.push_back(fmt::format("{} {}", score.pattern->id, level_name(score)));
        }
    };
    add_levels(assessment.patterns);
    add_levels(assessment.causes);
    add_levels(assessment.causes_without_points);
    for (const Flag* flag : assessment.flags) result.flags.push_back(flag->id);
    for (const GivenPlanPiece& given : assessment.plan)
        result.plan.push_back(fmt::format("{} {}", given.week, given.piece->id));
    for (const Food* food : assessment.foods) result.foods.push_back(food->group);
    return result;
}

/// What is left of a result in an interview that stops when the outcome is settled. The reason belongs to the outcome:
/// two lines with different reasons may still both decide, and then it is not settled.
Result outcome_of(const Result& result) {
    return {result.outcome, result.reason, {}, {}, {}, {}};
}

struct Talk {
    Facts facts{0};  ///< at the end; with the answer that ended it, if one did
    std::size_t put = 0;
    bool ended = false;
};

/// Answers an interview from the set. What the set declines is skipped; what it lacks must never be put.
Talk talk_over(const Facts& set, Depth depth) {
    Interview interview(rules(), {depth, Facts(0), {}});
    Talk talk;
    while (const auto question = interview.question()) {
        const std::string& id = rules().catalogue.at(*question).id;
        if (set.state(*question) == Facts::State::not_given) FAIL(id << " was put, which does not apply");
        if (interview.passed(*question)) FAIL(id << " was put twice");
        ++talk.put;
        if (set.known(*question)) {
            interview.answer(set.value(*question));
        } else {
            interview.skip();
        }
        if (!interview.dropped().empty()) FAIL("an answer was dropped after " << id);
    }
    talk.ended = interview.ended_by().has_value();
    talk.facts = talk.ended ? *interview.ended_by() : interview.facts();
    return talk;
}

bool raises(const Result& result, const std::string& flag) {
    return std::find(result.flags.begin(), result.flags.end(), flag) != result.flags.end();
}

/// An answer that halts cuts the talk short: what else a full set would bring to light belongs to no report then, since
/// none is written.
void check_ended(const Result& talk, const Result& set) {
    const std::string& halting = rules().outcomes[rules().halted].id;
    REQUIRE(talk.outcome == halting);
    REQUIRE(set.outcome == halting);
    REQUIRE(raises(talk, "self_harm"));
    REQUIRE(raises(set, "self_harm"));
}

void check_talk(const Facts& set, const Result& expected, Depth depth) {
    const Talk talk = talk_over(set, depth);
    const Result result = result_of(talk.facts);
    INFO(word_for(depth) << ", " << talk.put << " put");
    INFO("set:  " << in_words(expected));
    INFO("talk: " << in_words(result));
    if (talk.ended) {
        check_ended(result, expected);
    } else if (depth == Depth::quick) {
        REQUIRE(outcome_of(result) == outcome_of(expected));
    } else {
        REQUIRE(result == expected);
    }
}

/// One of four shares of the proof, so that none runs long.
void prove(Depth depth, std::uint64_t share) {
    constexpr std::size_t sets_of_a_share = 5'000;
    FullSets sets(random_seed() + share);
    for (std::size_t i = 0; i < repetitions(depth == Depth::usual ? sets_of_a_share : sets_of_a_share / 4); ++i) {
        const Facts set = sets.next();
        INFO("SLEEPCHECK_SEED=" << random_seed() << " share " << share << " set " << i << " "
                                << answers_in_json(rules().catalogue, set));
        check_talk(set, result_of(set), depth);
    }
}

std::size_t share_at(std::vector<std::size_t> counts, std::size_t percent) {
    std::sort(counts.begin(), counts.end());
    return counts[std::min(counts.size() - 1, counts.size() * percent / 100)];
}

struct Lengths {
    std::size_t median = 0;
    std::size_t ninetieth = 0;
};

Lengths lengths_of(const std::vector<Facts>& sets, Depth depth) {
    std::vector<std::size_t> counts;
    for (const Facts& set : sets) counts.push_back(talk_over(set, depth).put);
    return {share_at(counts, 50), share_at(counts, 90)};
}

/// The worked cases with at least so many answers along the visible path; the questions they lack are skipped.
std::vector<Facts> worked_cases_with(std::size_t answers) {
    const Loaded loaded = load_knowledge({layer_of(built_in_texts(), "built-in")});
    const RuleCases read = read_cases(loaded);
    std::vector<Facts> sets;
    for (std::size_t i = 0; i < read.worked; ++i) {
        Facts facts = read.cases[i].facts;
        std::size_t known = 0;
        for (std::size_t q = 0; q < rules().catalogue.questions; ++q) {
            known += facts.known(question_at(q)) ? 1U : 0U;
            if (!facts.known(question_at(q))) facts.decline(question_at(q));
        }
        if (known >= answers) sets.push_back(visible_path(facts));
    }
    return sets;
}

}  // namespace

TEST_CASE("an interview comes to the same as the full set, first share") {
    prove(Depth::usual, 1);
}

TEST_CASE("an interview comes to the same as the full set, second share") {
    prove(Depth::usual, 2);
}

TEST_CASE("an interview comes to the same as the full set, third share") {
    prove(Depth::usual, 3);
}

TEST_CASE("an interview comes to the same as the full set, last share") {
    prove(Depth::usual, 4);
}

TEST_CASE("a quick interview comes to the same outcome as the full set, first share") {
    prove(Depth::quick, 1);
}

TEST_CASE("a quick interview comes to the same outcome as the full set, second share") {
    prove(Depth::quick, 2);
}

TEST_CASE("a quick interview comes to the same outcome as the full set, third share") {
    prove(Depth::quick, 3);
}

TEST_CASE("a quick interview comes to the same outcome as the full set, last share") {
    prove(Depth::quick, 4);
}

TEST_CASE("an interview in which questions are skipped comes to the same as the set without them") {
    const auto seed = random_seed() + 5;
    FullSets sets(seed);
    for (std::size_t i = 0; i < repetitions(1'000); ++i) {
        const Facts set = sets.next_with_gaps();
        const Result expected = result_of(set);
        INFO("SLEEPCHECK_SEED=" << random_seed() << " set " << i << " " << answers_in_json(rules().catalogue, set));
        for (const Depth depth : {Depth::usual, Depth::quick}) check_talk(set, expected, depth);
    }
}

TEST_CASE("asked in full, an interview takes in the whole set") {
    const auto seed = random_seed() + 6;
    FullSets sets(seed);
    for (std::size_t i = 0; i < repetitions(2'000); ++i) {
        const Facts set = i % 2 == 0 ? sets.next() : sets.next_with_gaps();
        INFO("SLEEPCHECK_SEED=" << random_seed() << " set " << i << " " << answers_in_json(rules().catalogue, set));
        const Talk talk = talk_over(set, Depth::full);
        if (talk.ended) continue;
        for (std::size_t q = 0; q < rules().catalogue.questions; ++q) {
            const FactId fact = question_at(q);
            if (rules().catalogue.at(fact).never_stored) continue;
            REQUIRE(talk.facts.state(fact) == set.state(fact));
            if (set.known(fact)) REQUIRE(talk.facts.value(fact) == set.value(fact));
        }
    }
}

TEST_CASE("every worked case comes out the same in an interview") {
    for (const Facts& set : worked_cases_with(0)) {
        INFO(answers_in_json(rules().catalogue, set));
        const Result expected = result_of(set);
        for (const Depth depth : {Depth::usual, Depth::quick}) check_talk(set, expected, depth);
    }
}

TEST_CASE("an interview is short enough to be finished at night") {
    struct Row {
        std::string name;
        std::vector<Facts> sets;
        std::size_t usual;  ///< the most that the median may be
        std::size_t quick;
    };
    FullSets random(random_seed() + 7);
    std::vector<Facts> full;
    for (std::size_t i = 0; i < repetitions(1'000) + 1; ++i) full.push_back(random.next());
    const std::vector<Row> rows{
        {"random full sets", full, 45, 25},
        {"all worked cases", worked_cases_with(0), 50, 50},
        {"worked cases of 41 or more answers", worked_cases_with(41), 40, 33},
    };
    for (const auto& [name, sets, usual, quick] : rows) {
        REQUIRE_FALSE(sets.empty());
        const Lengths by_default = lengths_of(sets, Depth::usual);
        const Lengths shortest = lengths_of(sets, Depth::quick);
        WARN(fmt::format("{} ({}): questions put, median and 90th percentile: default {} and {}, quick {} and {}", name,
                         sets.size(), by_default.median, by_default.ninetieth, shortest.median, shortest.ninetieth));
        INFO(name);
        CHECK(by_default.median <= usual);
        CHECK(shortest.median <= quick);
    }
}
