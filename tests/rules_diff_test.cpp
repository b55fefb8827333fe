#include "sleepcheck/rules_diff.hpp"

#include <catch2/catch.hpp>

#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

RuleTexts with(const std::string& file, const std::string& old_text, const std::string& new_text) {
    RuleTexts texts = built_in_texts();
    std::string& text = texts.at(file);
    const auto at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    text.replace(at, old_text.size(), new_text);
    return texts;
}

Loaded loaded(const RuleTexts& texts) {
    Loaded result = load_knowledge({layer_of(texts, "built-in")});
    REQUIRE(result.problems.empty());
    return result;
}

std::vector<std::string> in_words(const std::vector<RuleChange>& changes) {
    std::vector<std::string> words;
    for (const RuleChange& change : changes) {
        const std::string what = change.what == RuleChange::What::added     ? "added "
                                 : change.what == RuleChange::What::removed ? "removed "
                                                                            : "changed ";
        words.push_back(what + change.kind + " " + change.id);
    }
    return words;
}

}  // namespace

TEST_CASE("a rule base does not differ from itself, nor from itself in another layout") {
    const Loaded before = loaded(built_in_texts());
    CHECK(changed_rules(before, before).empty());
    CHECK(changed_rules(before, loaded(with("groups.json", "\"need\": 3", "\n\"need\":   3"))).empty());
}

TEST_CASE("what changed between two rule bases is named by kind and id") {
    const Loaded before = loaded(built_in_texts());
    const Loaded threshold = loaded(with("patterns/magnesium.json", "\"strong\": 12", "\"strong\": 13"));
    CHECK(in_words(changed_rules(before, threshold)) == std::vector<std::string>{"changed pattern magnesium"});
    const Loaded renamed =
        loaded(with("patterns/magnesium.json", "\"id\": \"teeth_grinding_often\"", "\"id\": \"grinds\""));
    CHECK(in_words(changed_rules(before, renamed)) ==
          std::vector<std::string>{"added sign grinds", "removed sign teeth_grinding_often"});
}

TEST_CASE("changed results are counted by what a person would notice, with the first set that shows it") {
    const Loaded before = loaded(built_in_texts());
    const Loaded after = loaded(with("causes/stress.json", "\"strong\": 3", "\"strong\": 4"));
    const auto result = [](const Loaded& rules, const nlohmann::json& answers) {
        return assess(rules.knowledge, facts_of(rules.knowledge.catalogue, answers));
    };
    ResultChanges changes;
    const nlohmann::json strained{{"stress_load", "high"}, {"wired_at_night", "often"}};
    CHECK_FALSE(add_changes(result(before, {}), result(after, {}), 1, changes));
    CHECK(add_changes(result(before, strained), result(after, strained), 2, changes));
    CHECK(add_changes(result(before, strained), result(after, strained), 3, changes));
    REQUIRE(changes.size() == 1);
    CHECK(changes.begin()->first.second == "level of stress: strong -> moderate");
    CHECK(changes.begin()->second.count == 2);
    CHECK(changes.begin()->second.first == 2);
}
