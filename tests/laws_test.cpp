// What must hold of every assessment, whatever the answers.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "random_answers.hpp"
#include "sleepcheck/answers.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;
using slow_twin::Verdict;

namespace {

/// Draws answer sets to the built-in rules and shows each law one after the other.
template <typename Law>
void for_random_answers(std::size_t many, const Law& law) {
    const slow_twin::SlowTwin twin(built_in_files());
    const auto seed = random_seed();
    RandomAnswers random(built_in_files(), twin, seed);
    for (std::size_t i = 0; i < repetitions(many); ++i) {
        const json answers = random.next();
        INFO("SLEEPCHECK_SEED=" << seed << " answers " << answers.dump());
        law(random, answers);
    }
}

Facts facts_on(const json& answers) {
    return facts_of(built_in_rules().catalogue, answers);
}

Verdict verdict_on(const Facts& facts) {
    return verdict_of(built_in_rules(), assess(built_in_rules(), facts, Ahead::do_not_look));
}

Judgement judged(const Facts& facts) {
    Judgement judgement;
    judge(built_in_rules().rules, facts, judgement);
    return judgement;
}

/// An answers document with its answers in another order.
std::string shuffled(RandomAnswers& random, const json& answers) {
    std::vector<std::string> members;
    for (const auto& [id, answer] : answers.items()) members.push_back(json(id).dump() + ": " + answer.dump());
    std::string text;
    while (!members.empty()) {
        std::swap(members[random.number(members.size())], members.back());
        text += (text.empty() ? "" : ", ") + members.back();
        members.pop_back();
    }
    return "{" + text + "}";
}

std::set<FactId> questions_behind(StepId step) {
    const auto found = questions_of(built_in_rules().rules, step);
    return {found.begin(), found.end()};
}

template <typename Visit>
void each_score(const Visit& visit) {
    for (const Pattern& pattern : built_in_rules().patterns) visit(pattern);
    for (const Pattern& cause : built_in_rules().causes) visit(cause);
}

/// Questions that the signs of causes read.
std::vector<std::string> questions_of_causes() {
    std::set<FactId> of_causes;
    for (const Pattern& cause : built_in_rules().causes) {
        for (const Sign& sign : cause.signs) of_causes.merge(questions_behind(sign.when));
    }
    std::vector<std::string> result;
    for (const FactId fact : of_causes) result.push_back(built_in_rules().catalogue.at(fact).id);
    return result;
}

struct Standing {
    std::vector<std::size_t> levels;   ///< of the patterns
    std::vector<std::int32_t> causes;  ///< points
    std::vector<bool> own;  ///< all that bears on the patterns beside causes: signs, requirements, other caps
};

Standing standing_of(const Facts& facts) {
    const Knowledge& rules = built_in_rules();
    const Judgement judgement = judged(facts);
    Standing standing;
    for (const Pattern& pattern : rules.patterns) {
        std::size_t level = 0;
        for (const Level& one : pattern.levels) level += judgement.holds(one.reached) ? 1U : 0U;
        standing.levels.push_back(level);
        for (const Sign& sign : pattern.signs) standing.own.push_back(judgement.holds(sign.when));
        for (const Requirement& requirement : pattern.requirements)
            standing.own.push_back(judgement.holds(requirement.when));
        for (const Cap& cap : pattern.caps) {
            if (cap.causes.empty()) standing.own.push_back(judgement.holds(cap.when));
        }
    }
    for (const Pattern& cause : rules.causes) standing.causes.push_back(judgement.number(cause.points));
    return standing;
}

bool each_at_least(const std::vector<std::int32_t>& these, const std::vector<std::int32_t>& those) {
    return std::equal(these.begin(), these.end(), those.begin(), [](auto one, auto other) { return one >= other; });
}

}  // namespace

TEST_CASE("the order of answers never matters") {
    for_random_answers(1'000, [](RandomAnswers& random, const json& answers) {
        const ReadAnswers read = read_answers(built_in_rules().catalogue, shuffled(random, answers), "f");
        REQUIRE(read.problems.empty());
        REQUIRE(verdict_on(read.facts) == verdict_on(facts_on(answers)));
    });
}

TEST_CASE("a question declined changes nothing but that it was asked") {
    for_random_answers(1'000, [](RandomAnswers& random, json answers) {
        const Verdict before = verdict_on(facts_on(answers));
        for (const std::string& id : random.questions()) {
            if (!answers.contains(id) && random.chance(30)) answers[id] = nullptr;
        }
        const Facts facts = facts_on(answers);
        REQUIRE(to_string(verdict_on(facts)) == to_string(before));
        const Assessment assessment = assess(built_in_rules(), facts, Ahead::do_not_look);
        for (const auto& [id, answer] : answers.items()) {
            REQUIRE(assessment.given.declined(*find_fact(built_in_rules().catalogue, id)) == answer.is_null());
        }
    });
}

TEST_CASE("more points of a cause never raise the level of a pattern whose own signs stay") {
    const auto questions = questions_of_causes();
    std::size_t compared = 0;
    std::size_t lowered = 0;
    // About one in 500 lowers a level. So a run with fewer repetitions still has some thousands.
    const std::size_t many = repetitions(40'000) < 40'000 ? 160'000 : 40'000;
    for_random_answers(many, [&](RandomAnswers& random, json answers) {
        const Standing before = standing_of(facts_on(answers));
        const std::string& changed = questions[random.number(questions.size())];
        answers[changed] = random.value(changed);
        const Standing after = standing_of(facts_on(answers));
        INFO("then " << changed << " " << answers[changed]);
        if (after.own != before.own || after.causes == before.causes) return;
        const bool more = each_at_least(after.causes, before.causes);
        if (!more && !each_at_least(before.causes, after.causes)) return;
        for (std::size_t i = 0; i < after.levels.size(); ++i) {
            REQUIRE((more ? after.levels[i] <= before.levels[i] : after.levels[i] >= before.levels[i]));
            if (after.levels[i] != before.levels[i]) ++lowered;
        }
        ++compared;
    });
    CHECK(compared > repetitions(many) / 20);
    CHECK(lowered > 0);
}

TEST_CASE("a flag depends on its own questions alone, whatever the outcome") {
    const Knowledge& rules = built_in_rules();
    for_random_answers(1'000, [&](RandomAnswers&, const json& answers) {
        const Facts facts = facts_on(answers);
        const Judgement judgement = judged(facts);
        const Verdict verdict = verdict_on(facts);
        for (const Flag& flag : rules.flags) {
            const auto own = questions_behind(flag.when);
            Facts few(rules.catalogue.entries.size());
            for (const FactId fact : own) {
                if (facts.known(fact)) few.learn(fact, facts.value(fact));
            }
            INFO(flag.id);
            REQUIRE(judged(few).truth(flag.when) == judgement.truth(flag.when));
            const bool listed = std::find(verdict.flags.begin(), verdict.flags.end(), flag.id) != verdict.flags.end();
            REQUIRE(listed == judgement.holds(flag.when));
        }
    });
}

TEST_CASE("a sign that counts rests on answers that are known") {
    const Knowledge& rules = built_in_rules();
    for_random_answers(1'000, [&](RandomAnswers&, const json& answers) {
        const Judgement judgement = judged(facts_on(answers));
        each_score([&](const Pattern& pattern) {
            for (const Sign& sign : pattern.signs) {
                if (!judgement.holds(sign.when)) continue;
                const auto behind = facts_behind(rules.rules, judgement, sign.when);
                INFO(sign.id);
                REQUIRE_FALSE(behind.empty());
                for (const FactId fact : behind) REQUIRE(judgement.cleared.known(fact));
            }
        });
    });
}

TEST_CASE("the facts behind a sign are enough to make it what it is") {
    const Knowledge& rules = built_in_rules();
    for_random_answers(500, [&](RandomAnswers&, const json& answers) {
        const Judgement judgement = judged(facts_on(answers));
        each_score([&](const Pattern& pattern) {
            for (const Sign& sign : pattern.signs) {
                if (judgement.truth(sign.when) == Truth::unknown) continue;
                Facts few(rules.catalogue.entries.size());
                for (const FactId fact : facts_behind(rules.rules, judgement, sign.when)) {
                    if (judgement.cleared.known(fact)) few.learn(fact, judgement.cleared.value(fact));
                }
                INFO(sign.id);
                REQUIRE(judged(few).truth(sign.when) == judgement.truth(sign.when));
            }
        });
    });
}

TEST_CASE("only a discriminator speaks for one pattern and against another") {
    const Knowledge& rules = built_in_rules();
    std::map<StepId, std::vector<std::pair<const Pattern*, const Sign*>>> by_condition;
    for (const Pattern& pattern : rules.patterns) {
        for (const Sign& sign : pattern.signs) by_condition[sign.when].emplace_back(&pattern, &sign);
    }
    for (const auto& [when, signs] : by_condition) {
        for (const auto& [pattern, sign] : signs) {
            for (const auto& [other, against] : signs) {
                if (pattern == other || sign->points < 0 || against->points > 0) continue;
                INFO(sign->id << " and " << against->id);
                CHECK(sign->role == "discriminator");
                CHECK(against->role == "discriminator");
            }
        }
    }
}

TEST_CASE("a sign is never graded better than the best of its claims") {
    const Knowledge& rules = built_in_rules();
    const auto place = [&](const std::string& grade) {
        const auto found =
            std::find_if(rules.grades.begin(), rules.grades.end(), [&](const Named& one) { return one.id == grade; });
        REQUIRE(found != rules.grades.end());
        return found - rules.grades.begin();
    };
    std::map<std::string, std::string> grades;
    for (const Claim& claim : rules.claims) grades[claim.id] = claim.grade;
    each_score([&](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            INFO(sign.id);
            std::ptrdiff_t best = static_cast<std::ptrdiff_t>(rules.grades.size());
            for (const std::string& claim : sign.claims) best = std::min(best, place(grades[claim]));
            CHECK(place(sign.grade) >= best);
        }
    });
}

TEST_CASE("hours into the night keep their fractions") {
    struct Row {
        std::string bedtime;
        std::string wake_time;
        int minutes;  ///< -1 when unknown
    };
    const std::vector<Row> rows{
        {"23:00", "05:20", 380}, {"22:45", "04:44", 359}, {"22:45", "04:46", 361}, {"00:00", "12:00", 720},
        {"00:00", "12:01", -1},  {"23:59", "00:00", 1},   {"01:00", "00:59", -1},
    };
    const FactId derived = find_fact(built_in_rules().catalogue, "hours_into_night").value();
    for (const auto& [bedtime, wake_time, minutes] : rows) {
        INFO(bedtime << " to " << wake_time);
        const Judgement judgement = judged(facts_on({{"usual_bedtime", bedtime}, {"main_wake_time", wake_time}}));
        REQUIRE(judgement.cleared.known(derived) == (minutes >= 0));
        if (minutes >= 0) CHECK(judgement.cleared.value(derived) == minutes);
    }
}

TEST_CASE("what is reported as missing is open, applies and was not set aside") {
    for_random_answers(1'000, [](RandomAnswers&, const json& answers) {
        const Verdict verdict = verdict_on(facts_on(answers));
        for (const std::string& id : verdict.missing) REQUIRE((!answers.contains(id) || answers[id].is_null()));
        for (const std::string& id : verdict.not_excluded) {
            const bool set_aside = !verdict.contradictions.empty();
            REQUIRE((!answers.contains(id) || answers[id].is_null() || set_aside));
        }
    });
}

TEST_CASE("a level below its points always has a reason, and a full level none") {
    for_random_answers(1'000, [](RandomAnswers&, const json& answers) {
        const Assessment assessment = assess(built_in_rules(), facts_on(answers), Ahead::do_not_look);
        for (const Score& score : assessment.patterns) {
            std::size_t by_points = 0;
            for (const Level& level : score.pattern->levels) by_points += score.points >= level.points ? 1U : 0U;
            INFO(score.pattern->id << " " << score.points);
            REQUIRE(score.level <= by_points);
            REQUIRE(score.limits.empty() == (score.level == by_points));
            for (const std::string& limit : score.limits) {
                REQUIRE(limit.find('{') == std::string::npos);
                REQUIRE(limit.find("()") == std::string::npos);
            }
            for (const CountedSign& counted : score.counted) REQUIRE(counted.says.find('{') == std::string::npos);
        }
    });
}

TEST_CASE("points are the sum of the signs that count") {
    for_random_answers(1'000, [](RandomAnswers&, const json& answers) {
        const Assessment assessment = assess(built_in_rules(), facts_on(answers), Ahead::do_not_look);
        for (const auto* scores : {&assessment.patterns, &assessment.causes}) {
            for (const Score& score : *scores) {
                std::int32_t sum = 0;
                for (const CountedSign& counted : score.counted) sum += counted.sign->points;
                REQUIRE(sum == score.points);
                REQUIRE(score.counted.size() + score.uncounted.size() == score.pattern->signs.size());
            }
        }
    });
}
