// Small changes of the rules, and whether the cases notice them.

#include "sleepcheck/mutation.hpp"

#include <catch2/catch.hpp>

#include "small_rules.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using Lines = std::vector<std::string>;

namespace {

MutationResult mutated(const RuleTexts& texts, const MutationWishes& wishes = {}) {
    const Loaded loaded = loaded_rules(texts);
    return mutate({layer_of(texts, "built-in")}, loaded, read_cases(loaded), wishes);
}

Lines unnoticed(const RuleTexts& texts) {
    const Loaded loaded = loaded_rules(texts);
    Lines lines;
    for (const Problem& problem : problems_of(loaded, mutated(texts))) lines.push_back(in_one_line(problem));
    return lines;
}

}  // namespace

TEST_CASE("a threshold is guarded by examples on both sides, points and levels by a worked case") {
    CHECK(unnoticed(small_rules()) ==
          Lines{"patterns/cup.json:2:64: changing some from 2 to some from 3 is noticed by no case",
                "patterns/cup.json:3:47: changing 2 points to 1 is noticed by no case",
                "patterns/cup.json:3:47: changing 2 points to 3 is noticed by no case"});
}

TEST_CASE("a worked case that names points and level leaves only what no answers show") {
    RuleTexts texts = small_rules();
    texts["cases/some.json"] = R"({"id": "some", "cases": [{"id": "a", "title": "A", "why": "B", "answers": {"cups": 3},
"expect": {"points": {"cup": 2}, "levels": {"cup": "some"}}}]})";
    const MutationResult result = mutated(texts);
    CHECK(result.tried == 8);
    CHECK(result.without_effect == 1);
    CHECK(result.unnoticed.empty());
}

TEST_CASE("only some of the changes may be tried") {
    CHECK(mutated(small_rules(), {3}).tried == 3);
}

TEST_CASE("the built-in cases notice nearly every change") {
    // Every fifth: `rules check --mutate` tries them all.
    const MutationResult result = mutated(built_in_texts(), {5});
    CHECK(result.tried > 150);
    CHECK(result.unnoticed.size() <= 12);
}
