// The worked cases and the examples that the rules carry with them: each says what must come out.

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;
using slow_twin::Verdict;

namespace {

using Ids = std::vector<std::string>;

bool has(const Ids& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

Ids sorted(Ids ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Points and levels of patterns and causes by id; what has no points is not there.
std::map<std::string, slow_twin::Scored> scores_of(const Verdict& verdict) {
    std::map<std::string, slow_twin::Scored> scores;
    for (const auto* list : {&verdict.patterns, &verdict.causes}) {
        for (const auto& scored : *list) scores[scored.id] = scored;
    }
    return scores;
}

void check_exactly(const Ids& found, const json& wanted) {
    CHECK(sorted(found) == sorted(wanted.get<Ids>()));
}

void check_levels(const Verdict& verdict, const json& wanted) {
    auto scores = scores_of(verdict);
    for (const auto& [id, level] : wanted.items()) {
        INFO(id);
        CHECK(scores[id].level == level);
    }
}

void check_points(const Verdict& verdict, const json& wanted) {
    auto scores = scores_of(verdict);
    for (const auto& [id, points] : wanted.items()) {
        INFO(id);
        CHECK(scores[id].points == points);
    }
}

using Expectation = std::function<void(const Verdict&, const json&)>;

/// What a worked case may expect. Lists are compared whole, save for `..._has` and `..._lack`.
const std::map<std::string, Expectation> expectations{
    {"outcome", [](const Verdict& verdict, const json& wanted) { CHECK(verdict.outcome == wanted); }},
    {"reason", [](const Verdict& verdict, const json& wanted) { CHECK(verdict.reason == wanted); }},
    {"side", [](const Verdict& verdict, const json& wanted) { CHECK(verdict.side == wanted); }},
    {"leaning",
     [](const Verdict& verdict, const json& wanted) {
         CHECK(verdict.leaning == (wanted.is_null() ? std::string() : wanted.get<std::string>()));
     }},
    {"levels", check_levels},
    {"causes", check_levels},
    {"points", check_points},
    {"signs", [](const Verdict& verdict, const json& wanted) { check_exactly(verdict.signs, wanted); }},
    {"flags", [](const Verdict& verdict, const json& wanted) { check_exactly(verdict.flags, wanted); }},
    {"contradictions",
     [](const Verdict& verdict, const json& wanted) { check_exactly(verdict.contradictions, wanted); }},
    {"not_excluded", [](const Verdict& verdict, const json& wanted) { check_exactly(verdict.not_excluded, wanted); }},
    {"missing", [](const Verdict& verdict, const json& wanted) { check_exactly(verdict.missing, wanted); }},
    {"missing_has",
     [](const Verdict& verdict, const json& wanted) {
         for (const std::string id : wanted) CHECK(has(verdict.missing, id));
     }},
    {"plan", [](const Verdict& verdict, const json& wanted) { CHECK(verdict.plan == wanted.get<Ids>()); }},
    {"plan_has",
     [](const Verdict& verdict, const json& wanted) {
         for (const std::string id : wanted) CHECK(has(verdict.plan, id));
     }},
    {"foods_lack",
     [](const Verdict& verdict, const json& wanted) {
         for (const std::string group : wanted) CHECK_FALSE(has(verdict.foods, group));
     }},
};

Verdict verdict_on(const json& answers) {
    const Knowledge& knowledge = built_in_rules();
    return verdict_of(knowledge, assess(knowledge, facts_of(knowledge.catalogue, answers)));
}

/// The files of a folder below the rules folder.
std::vector<json> folder(const std::string& beginning) {
    std::vector<json> files;
    for (const auto& [name, file] : built_in_files()) {
        if (name.compare(0, beginning.size(), beginning) == 0) files.push_back(file);
    }
    return files;
}

/// Tries the examples of a rule; `counts` says whether it counts on a set of answers.
template <typename Counts>
void check_examples(const json& rule, const Counts& counts) {
    const std::string id = rule["id"];
    INFO(id);
    REQUIRE(rule.contains("examples"));
    CHECK_FALSE(rule["examples"]["yes"].empty());
    CHECK_FALSE(rule["examples"]["no"].empty());
    for (const char* answer : {"yes", "no"}) {
        for (const json& answers : rule["examples"][answer]) {
            INFO(answer << " on " << answers.dump());
            CHECK(counts(id, answers) == (std::string(answer) == "yes"));
        }
    }
}

/// On one sign only, so that neither a halt nor a score of 0 points hides it.
bool sign_counts(const std::string& id, const json& answers) {
    const Knowledge& knowledge = built_in_rules();
    Judgement judgement;
    judge(knowledge.rules, facts_of(knowledge.catalogue, answers), judgement);
    for (const auto* kind : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *kind) {
            for (const Sign& sign : pattern.signs) {
                if (sign.id == id) return judgement.holds(sign.when);
            }
        }
    }
    FAIL("no sign " << id);
    return false;
}

}  // namespace

TEST_CASE("every worked case comes out as it says") {
    std::size_t cases = 0;
    for (const json& file : folder("cases/")) {
        for (const json& worked : file["cases"]) {
            INFO(file["id"] << "/" << worked["id"]);
            const Verdict verdict = verdict_on(worked["answers"]);
            for (const auto& [key, wanted] : worked["expect"].items()) {
                INFO(key << " is to be " << wanted.dump() << "\n" << to_string(verdict));
                const auto expectation = expectations.find(key);
                REQUIRE(expectation != expectations.end());
                expectation->second(verdict, wanted);
            }
            CHECK_FALSE(worked["expect"].empty());
            ++cases;
        }
    }
    CHECK(cases >= 33);  // a guard against losing a file
}

TEST_CASE("a worked case has an id of its own, a title and a reason") {
    std::map<std::string, int> times;
    for (const json& file : folder("cases/")) {
        for (const json& worked : file["cases"]) {
            INFO(worked["id"]);
            CHECK(++times[worked["id"]] == 1);
            CHECK_FALSE(worked["title"].get<std::string>().empty());
            CHECK_FALSE(worked["why"].get<std::string>().empty());
        }
    }
}

TEST_CASE("every sign counts in its yes-examples and not in its no-examples") {
    for (const char* beginning : {"patterns/", "causes/"}) {
        for (const json& file : folder(beginning)) {
            for (const json& sign : file["signs"]) check_examples(sign, sign_counts);
        }
    }
}

TEST_CASE("every flag is raised in its yes-examples and not in its no-examples") {
    for (const json& file : folder("flags/")) {
        for (const json& flag : file["flags"]) {
            check_examples(flag,
                           [](const auto& id, const json& answers) { return has(verdict_on(answers).flags, id); });
        }
    }
}

TEST_CASE("every contradiction is found in its yes-examples and not in its no-examples") {
    for (const json& contradiction : built_in_files().at("contradictions.json")["contradictions"]) {
        check_examples(contradiction,
                       [](const auto& id, const json& answers) { return has(verdict_on(answers).contradictions, id); });
    }
}
