// Which parts of conditions the cases show to matter.

#include "sleepcheck/coverage.hpp"

#include <catch2/catch.hpp>

#include "small_rules.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using Lines = std::vector<std::string>;

namespace {

Lines told(const Problems& problems) {
    Lines lines;
    for (const Problem& problem : problems) lines.push_back(in_one_line(problem));
    return lines;
}

/// The small rules with another condition for their sign and other examples.
RuleTexts with_sign(const std::string& when, const std::string& examples) {
    RuleTexts texts = small_rules();
    std::string& file = texts["patterns/cup.json"];
    const std::string old_when = R"({"fact": "cups", "op": ">=", "value": 3})";
    const std::string old_examples = R"({"yes": [{"cups": 3}], "no": [{"cups": 2}]})";
    file.replace(file.find(old_when), old_when.size(), when);
    file.replace(file.find(old_examples), old_examples.size(), examples);
    return texts;
}

Coverage coverage_of(const Loaded& loaded) {
    return coverage_of(loaded, read_cases(loaded));
}

}  // namespace

TEST_CASE("rules whose examples show every part are covered") {
    const Loaded loaded = loaded_rules(small_rules());
    const Coverage coverage = coverage_of(loaded);
    CHECK(told(uncovered(loaded, coverage)) == Lines{});
    CHECK(told(never_deciding(loaded, coverage)) == Lines{});
    CHECK(coverage.parts.size() == 3);
}

TEST_CASE("a part that no example shows is told with its place") {
    const Loaded loaded =
        loaded_rules(with_sign(R"({"fact": "cups", "op": "==", "value": 20})", R"({"yes": [], "no": [{"cups": 3}]})"));
    CHECK(
        told(uncovered(loaded, coverage_of(loaded))) ==
        Lines{
            "outcomes.json:3:43: no case or example shows that it matters when this holds (--propose writes one)",
            "patterns/cup.json:4:10: no case or example shows that it matters when this holds (--propose writes one)"});
}

TEST_CASE("a part that can never decide is not demanded") {
    const Loaded loaded = loaded_rules(
        with_sign(R"({"all": [{"fact": "cups", "op": ">=", "value": 3}, {"fact": "cups", "op": ">=", "value": 2}]})",
                  R"({"yes": [{"cups": 3}], "no": [{"cups": 2}]})"));
    const Coverage coverage = coverage_of(loaded);
    CHECK(told(uncovered(loaded, coverage)) == Lines{});
    CHECK(told(never_deciding(loaded, coverage)) ==
          Lines{"patterns/cup.json:4:61: with no answers does it matter that this does not hold"});
}

TEST_CASE("what is proposed covers what was not covered") {
    const Loaded loaded =
        loaded_rules(with_sign(R"({"fact": "cups", "op": "==", "value": 20})", R"({"yes": [], "no": [{"cups": 3}]})"));
    const RuleCases cases = read_cases(loaded);
    const auto proposals = propose(loaded, cases, coverage_of(loaded, cases));
    REQUIRE(proposals.size() == 2);
    CHECK(proposals[1].where == "into the \"yes\" examples of sign \"many_cups\"");
    CHECK(proposals[1].text == R"({"cups": 20})");
}

TEST_CASE("the built-in cases and examples show that every part of every condition matters") {
    const Loaded loaded = loaded_rules(built_in_texts());
    CHECK(told(uncovered(loaded, coverage_of(loaded))) == Lines{});
}
