// Worked cases and examples: read strictly, run, and each failure told where it is written.

#include "sleepcheck/rule_cases.hpp"

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

/// What is wrong with a folder that has this worked case.
Lines wrong_with(const std::string& worked_case) {
    RuleTexts texts = small_rules();
    texts["cases/some.json"] = "{\"id\": \"some\", \"cases\": [\n" + worked_case + "\n]}";
    const Loaded loaded = loaded_rules(texts);
    const RuleCases cases = read_cases(loaded);
    return told(cases.problems.empty() ? run_cases(loaded, cases) : cases.problems);
}

std::string expecting(const std::string& expect) {
    return R"({"id": "a", "title": "A", "why": "B", "answers": {"cups": 3}, "expect": )" + expect + "}";
}

}  // namespace

TEST_CASE("a case that comes out as it says is no problem") {
    CHECK(wrong_with(expecting(R"({"outcome": "restless", "levels": {"cup": "some"}, "points": {"cup": 2}, "flags": [],
                                   "signs": ["many_cups"], "reason": "", "side": null, "missing": []})")) == Lines{});
}

TEST_CASE("each expectation that is not met is told where it stands") {
    struct Row {
        std::string expect;
        Lines wrong;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"outcome": "fine"})", {"cases/some.json:2:85: this case expects outcome \"fine\", got \"restless\""}},
        {R"({"levels": {"cup": "none"}})",
         {"cases/some.json:2:92: this case expects level \"none\" of \"cup\", got \"some\""}},
        {R"({"points": {"cup": 1}})", {"cases/some.json:2:92: this case expects 1 points of \"cup\", got 2"}},
        {R"({"signs": []})", {"cases/some.json:2:83: this case expects no sign \"many_cups\", got it"}},
        {R"({"flags": ["too_many"]})", {"cases/some.json:2:84: this case expects flag \"too_many\", did not get it"}},
    }));
    CHECK(wrong_with(expecting(row.expect)) == row.wrong);
}

TEST_CASE("a slip in a case is told with its cure") {
    struct Row {
        std::string worked_case;
        Lines wrong;
    };
    const auto row = GENERATE(values<Row>({
        {expecting(R"({"outcom": "fine"})"),
         {"cases/some.json:2:74: unknown key \"outcom\" (did you mean \"outcome\"?)"}},
        {expecting(R"({"outcome": "fien"})"),
         {"cases/some.json:2:85: unknown outcome \"fien\" (did you mean \"fine\"?)"}},
        {expecting("{}"), {"cases/some.json:2:73: this case expects nothing"}},
        {R"({"id": "a", "title": "A", "why": "B", "answers": {"cups": 99}, "expect": {"flags": []}})",
         {"cases/some.json:2:59: \"cups\" cannot have this value (it is cups from 0 to 20)"}},
        {R"({"id": "a", "title": "A", "why": "B", "answers": {"cup": 9}, "expect": {"flags": []}})",
         {"cases/some.json:2:58: unknown fact \"cup\" (did you mean \"cups\"?)"}},
    }));
    CHECK(wrong_with(row.worked_case) == row.wrong);
}

TEST_CASE("an example that does not hold is told where it stands") {
    RuleTexts texts = small_rules();
    std::string& file = texts["flags/some.json"];
    file.replace(file.find("{\"cups\": 11}"), 12, "{\"cups\": 9}");
    const Loaded loaded = loaded_rules(texts);
    CHECK(told(run_cases(loaded, read_cases(loaded))) ==
          Lines{"flags/some.json:6:26: on this example flag \"too_many\" is to be raised, but is not"});
}

TEST_CASE("the built-in cases and examples all come out as they say") {
    const Loaded loaded = loaded_rules(built_in_texts());
    const RuleCases cases = read_cases(loaded);
    CHECK(told(cases.problems) == Lines{});
    CHECK(told(run_cases(loaded, cases)) == Lines{});
    CHECK(cases.worked >= 33);
}
