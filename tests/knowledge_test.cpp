#include "sleepcheck/knowledge.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

/// A small folder in which every kind of file has something to get wrong.
RuleTexts small_rules() {
    RuleTexts texts = bare_rules();
    texts["claims.json"] = R"({
  "grades": [{"id": "good", "name": "well shown"}, {"id": "poor", "name": "badly shown"}],
  "articles": [{"id": "A", "title": "An article"}],
  "claims": [
    {"id": "A1", "article": "A", "says": "Pain wakes.", "grade": "good", "reason": "Shown.", "sources": ["x"]},
    {"id": "A2", "article": "A", "says": "Cold wakes.", "grade": "poor", "reason": "Not shown.", "sources": ["x"]}
  ]
})";
    texts["questions/body.json"] = R"({
  "id": "body", "order": 1, "title": "Body",
  "questions": [
    {"id": "night_pain", "name": "pain", "kind": "yes_no", "tier": "core", "prompt": "Pain?", "why": "Wakes.", "claims": ["A1"]},
    {"id": "cold_feet", "name": "cold feet", "kind": "choice", "tier": "core", "prompt": "Cold?", "why": "Wakes.", "claims": [],
     "options": [{"value": "never", "label": "No"}, {"value": "often", "label": "Yes"}]},
    {"id": "cups_per_day", "name": "cups", "kind": "integer", "unit": "cups", "min": 0, "max": 9, "tier": "core",
     "prompt": "Cups?", "why": "Wakes.", "claims": []},
    {"id": "dark_thoughts", "name": "thoughts", "kind": "yes_no", "tier": "safety", "private": true, "prompt": "Thoughts?",
     "why": "Safety.", "claims": []},
    {"id": "bedtime", "name": "bedtime", "kind": "time", "tier": "core", "prompt": "When?", "why": "Hours.", "claims": []}
  ]
})";
    texts["derived.json"] = R"({"derived": [
  {"id": "bad_night", "name": "a bad night", "kind": "yes_no", "first": [
    {"value": "yes", "when": {"fact": "night_pain", "op": "==", "value": "yes"}}
  ]}
]})";
    texts["patterns/ache.json"] = R"({
  "id": "ache", "order": 1, "name": "ache", "about": "Pain.", "evidence": "weak", "evidence_note": "Little.", "claims": ["A1"],
  "domains": [{"id": "bones", "name": "bones"}],
  "levels": {"weak": 1, "strong": 3},
  "caps": [{"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."}],
  "signs": [
    {"id": "hurts", "domain": "bones", "role": "core", "points": 2,
     "when": {"fact": "night_pain", "op": "==", "value": "yes"},
     "says": "It hurts.", "claims": ["A1"], "grade": "good"},
    {"id": "many_cups", "role": "support", "points": 1,
     "when": {"fact": "cups_per_day", "op": ">=", "value": 4},
     "says": "You drink {cups_per_day} cups.", "claims": ["A2"], "grade": "poor"},
    {"id": "few_cups", "role": "counter", "points": -1,
     "when": {"fact": "cups_per_day", "op": "<", "value": 2}, "says": "You drink little.", "claims": ["A2"], "grade": "poor"}
  ]
})";
    texts["causes/winter.json"] = R"({
  "id": "winter", "order": 1, "name": "winter", "levels": {"minor": 1},
  "signs": [
    {"id": "cold", "role": "factor", "points": 1,
     "when": {"fact": "cold_feet", "op": "in", "value": ["often"]},
     "says": "Your feet are cold.", "claims": ["A2"], "grade": "poor"}
  ]
})";
    texts["flags/care.json"] = R"({
  "id": "care", "order": 1, "name": "Care",
  "flags": [
    {"id": "talk", "urgency": "urgent", "when": {"fact": "dark_thoughts", "op": "==", "value": "yes"},
     "title": "Talk", "action": "Talk to someone."}
  ]
})";
    texts["contradictions.json"] = R"({"contradictions": [
  {"id": "clash", "when": {"all": [{"fact": "night_pain", "op": "==", "value": "no"},
                                   {"fact": "cold_feet", "op": "==", "value": "often"}]},
   "clears": ["night_pain"], "says": "These do not fit."}
]})";
    texts["groups.json"] = R"({"groups": [
  {"id": "shape", "name": "the shape", "need": 1, "lines": [["night_pain"], ["cold_feet"]]}
]})";
    texts["outcomes.json"] = R"({
  "outcomes": [
    {"id": "found", "name": "found", "headline": "Found."},
    {"id": "open", "name": "open", "headline": "Open.", "leans": true}
  ],
  "lines": [
    {"outcome": "found", "when": {"patterns": ["ache"], "level": "weak"}},
    {"outcome": "open", "missing": [{"group": "shape"}, {"fact": "bedtime"}]}
  ]
})";
    texts["plan.json"] = R"({
  "weeks": [{"week": 1, "first": [{"id": "rest", "title": "Rest", "text": "Rest.", "claims": ["A1"]}]}],
  "foods": [{"group": "soup", "examples": ["broth"], "claims": [], "leave_out_if": ["talk"]}]
})";
    return texts;
}

/// The rules with one stretch of a file written otherwise.
RuleTexts changed(RuleTexts texts, const std::string& file, const std::string& from, const std::string& to) {
    std::string& text = texts[file];
    const auto at = text.find(from);
    INFO(file << " has no " << from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return texts;
}

std::string problems_in(const RuleTexts& texts) {
    std::string lines;
    for (const Problem& problem : load_knowledge({layer_of(texts, "small")}).problems) {
        lines += (lines.empty() ? "" : "\n") + in_one_line(problem);
    }
    return lines;
}

}  // namespace

TEST_CASE("a small sound folder of rules has no problem") {
    CHECK(problems_in(small_rules()).empty());
    CHECK(problems_in(bare_rules()).empty());
    CHECK(problems_in(built_in_texts()).empty());
}

TEST_CASE("each mistake in a rule is named with its place and its cure") {
    struct Row {
        std::string file;
        std::string from;
        std::string to;
        std::string problems;
    };
    const std::vector<Row> rows{
        {"patterns/ache.json", R"("fact": "night_pain")", R"("fact": "night_pian")",
         R"(patterns/ache.json:8:23: unknown fact "night_pian" (did you mean "night_pain"?))"},
        {"patterns/ache.json", R"("fact": "night_pain")", R"("fact": "sugar")",
         R"(patterns/ache.json:8:23: unknown fact "sugar" (there is night_pain, cold_feet, cups_per_day, dark_thoughts, bedtime and bad_night))"},
        {"patterns/ache.json", R"("points": 2,)", R"("points": 2, "weight": 1,)",
         R"(patterns/ache.json:7:69: unknown key "weight" (there is id, domain, role, points, when, says, claims, grade, adds_to and examples))"},
        {"patterns/ache.json", R"("points": 2,)", R"("point": 2,)",
         R"(patterns/ache.json:7:5: "points" is missing (add a whole number as "points"))"
         "\n"
         R"(patterns/ache.json:7:56: unknown key "point" (did you mean "points"?))"},
        {"patterns/ache.json", R"("points": 2,)", R"("points": 4,)",
         R"(patterns/ache.json:7:66: "points" is to be from -3 to 3)"},
        {"patterns/ache.json", R"("points": 2,)", R"("points": 0,)",
         "patterns/ache.json:7:66: a sign of 0 points says nothing"},
        {"patterns/ache.json", R"("points": 2,)", R"("points": "2",)",
         R"(patterns/ache.json:7:66: "points" is to be a whole number, not text)"},
        {"patterns/ache.json", R"("op": "<", "value": 2)", R"("op": "=<", "value": 2)",
         R"(patterns/ache.json:14:45: "=<" does not fit "cups_per_day", which is integer (it takes ==, !=, <, <=, >, >=, in, known and unknown))"},
        {"patterns/ache.json", R"("op": "<", "value": 2)", R"("op": "<", "value": 10)",
         R"(patterns/ache.json:14:59: "cups_per_day" cannot have this value (it is cups from 0 to 9))"},
        {"patterns/ache.json", R"("op": "<", "value": 2)", R"("op": "<", "value": 2.5)",
         R"(patterns/ache.json:14:59: "cups_per_day" cannot have this value (it is cups from 0 to 9))"},
        {"patterns/ache.json", R"("op": "<", "value": 2)", R"("op": "<")",
         R"(patterns/ache.json:14:14: "value" is missing)"},
        {"patterns/ache.json", R"("op": "==", "value": "yes")", R"("op": ">", "value": "yes")",
         R"(patterns/ache.json:8:43: ">" does not fit "night_pain", which is yes_no (it takes ==, !=, in, known and unknown))"},
        {"patterns/ache.json", R"("op": "==", "value": "yes")", R"("op": "==", "value": "yess")",
         R"(patterns/ache.json:8:58: "night_pain" cannot have this value (did you mean "yes"?))"},
        {"patterns/ache.json", R"("op": "==", "value": "yes")", R"("op": "==", "value": true)",
         R"(patterns/ache.json:8:58: "night_pain" cannot have this value (it is yes or no))"},
        {"patterns/ache.json", R"("op": "==", "value": "yes")", R"("between": ["22:00", "23:00"])",
         R"(patterns/ache.json:8:48: "between" takes two times of day, for a fact that is a time)"},
        {"patterns/ache.json", R"({"fact": "night_pain", "op": "==", "value": "yes"})", R"({"al": []})",
         "patterns/ache.json:8:14: this is no condition (a condition has fact, all, any, not, at_least, more_of, sign, "
         "flag, group, domains, causes or patterns; see rules/README.md)"},
        {"patterns/ache.json", R"({"fact": "night_pain", "op": "==", "value": "yes"})", R"({"all": []})",
         R"(patterns/ache.json:8:22: "all" is empty (name at least one condition))"},
        {"patterns/ache.json", R"({"fact": "night_pain", "op": "==", "value": "yes"})", "[]",
         "patterns/ache.json:8:14: expected an object, got a list"},
        {"patterns/ache.json", R"({"fact": "night_pain", "op": "==", "value": "yes"})", R"({"flag": "talk"})",
         R"(patterns/ache.json:8:23: "flag" cannot be used here (signs, flags, contradictions, questions and derived facts rest on answers alone))"},
        {"patterns/ache.json", R"({"fact": "night_pain", "op": "==", "value": "yes"})",
         R"({"at_least": 3, "of": [{"fact": "night_pain", "op": "known"}]})",
         R"(patterns/ache.json:8:27: "at_least" is to be from 1 to 1)"},
        {"patterns/ache.json", R"("claims": ["A2"], "grade": "poor")", R"("claims": ["A2"], "grade": "good")",
         R"(patterns/ache.json:12:75: "good" is better than the grade of every claim of this sign (a sign is never better than the best of its claims))"},
        {"patterns/ache.json", R"("claims": ["A2"], "grade": "poor")", R"("claims": ["A2"], "grade": "pour")",
         R"(patterns/ache.json:12:75: unknown grade "pour" (did you mean "poor"?))"},
        {"patterns/ache.json", R"("grade": "good")", R"("level": 1)",
         R"(patterns/ache.json:7:5: "grade" is missing (add text as "grade"))"
         "\n"
         R"(patterns/ache.json:9:45: unknown key "level" (there is id, domain, role, points, when, says, claims, grade, adds_to and examples))"},
        {"patterns/ache.json", R"("id": "many_cups")", R"("id": "hurts")",
         R"(patterns/ache.json:10:12: there is another sign "hurts" (an id names one thing only))"},
        {"patterns/ache.json", R"("id": "many_cups")", R"("id": "cold")",
         R"(patterns/ache.json:10:12: there is another sign "cold" (an id names one thing only))"},
        {"patterns/ache.json", R"("id": "many_cups")", R"("id": "Many-Cups")",
         R"(patterns/ache.json:10:12: "Many-Cups" is no id (an id is lower-case words joined by _))"},
        {"patterns/ache.json", R"("id": "ache")", R"("id": "pain")",
         R"(outcomes.json:7:47: unknown id "ache" among patterns (there is pain))"
         "\n"
         R"(patterns/ache.json:2:9: the id is "pain", but the file is named "ache" (give both the same name))"},
        {"patterns/ache.json", R"("domain": "bones")", R"("domain": "bone")",
         R"(patterns/ache.json:7:31: unknown domain "bone" (did you mean "bones"?))"},
        {"patterns/ache.json", R"("role": "core")", R"("role": "cores")",
         R"(patterns/ache.json:7:48: unknown role "cores" (did you mean "core"?))"},
        {"patterns/ache.json", "It hurts.", "You drink {cups_per_day} cups.",
         R"(patterns/ache.json:9:14: "{cups_per_day}" may be unknown when this is said (name only facts of the condition))"},
        {"patterns/ache.json", "It hurts.", "You said {dark_thoughts}.",
         R"(patterns/ache.json:9:14: "{dark_thoughts}" would repeat a private answer)"},
        {"patterns/ache.json", "{cups_per_day}", "{cups}",
         R"(patterns/ache.json:12:14: unknown fact "cups" (did you mean "cups_per_day"?))"},
        {"patterns/ache.json", R"("says": "It hurts.")", R"("says": "")",
         R"(patterns/ache.json:9:14: "says" has no words)"},
        {"patterns/ache.json", "({facts})", "({fact})",
         R"(patterns/ache.json:5:71: "{fact}" means nothing here (a cap knows {causes} and {facts}))"},
        {"patterns/ache.json", R"("at_most": "weak")", R"("at_most": "week")",
         R"(patterns/ache.json:5:24: unknown at_most "week" (did you mean "weak"?))"},
        {"patterns/ache.json", R"(["cold_feet"])", R"(["cold_foot"])",
         R"(patterns/ache.json:5:49: unknown fact "cold_foot" (did you mean "cold_feet"?))"},
        {"patterns/ache.json", R"(["cold_feet"])", "[]", R"(patterns/ache.json:5:48: "when_unknown" names no fact)"},
        {"patterns/ache.json", R"(["cold_feet"])", R"(["bad_night"])",
         R"(patterns/ache.json:5:49: "bad_night" is a derived fact, which nobody can answer (name the questions it comes from))"},
        {"patterns/ache.json", R"("strong": 3)", R"("strong": 1)",
         "patterns/ache.json:4:13: the points of the levels are to rise"},
        {"patterns/ache.json", R"("evidence": "weak")", R"("evidence": "strong")",
         R"(patterns/ache.json:2:75: unknown evidence "strong" (there is weak, mixed and good))"},
        {"causes/winter.json", R"(["often"])", "[]",
         "causes/winter.json:5:57: this list is empty, so the condition can never hold"},
        {"causes/winter.json", R"(["often"])", R"(["oftn"])",
         R"(causes/winter.json:5:58: "cold_feet" cannot have this value (did you mean "often"?))"},
        {"causes/winter.json", R"("op": "in", "value": ["often"])", R"("op": "has_any", "value": ["often"])",
         R"(causes/winter.json:5:42: "has_any" does not fit "cold_feet", which is choice (it takes ==, !=, in, known and unknown))"},
        {"causes/winter.json", R"("order": 1)", R"("order": "first")",
         R"(causes/winter.json:2:28: "order" is to be a whole number, not text)"},
        {"questions/body.json", R"("kind": "yes_no")", R"("kind": "yesno")",
         R"(questions/body.json:4:50: unknown kind "yesno" (did you mean "yes_no"?))"},
        {"questions/body.json", R"("tier": "safety")", R"("tier": "safe")",
         R"(questions/body.json:9:75: unknown tier "safe" (did you mean "safety"?))"},
        {"questions/body.json", R"("private": true)", R"("private": "yes")",
         R"(questions/body.json:9:96: "private" is to be true or false, not text)"},
        {"derived.json", R"("value": "yes", "when": {"fact": "night_pain")",
         R"("value": "yes", "when": {"fact": "bad_night")",
         "derived.json:3:5: a derived fact may use only derived facts above it"},
        {"derived.json", R"({"value": "yes", "when": {"fact": "night_pain", "op": "==", "value": "yes"}})",
         R"({"hours": {"from": "bedtime", "to": "cups_per_day"}})",
         R"(derived.json:3:5: "hours" belong to a derived fact of kind hours)"
         "\n"
         R"(derived.json:3:41: "cups_per_day" is no time of day)"},
        {"derived.json", R"("id": "bad_night")", R"("id": "night_pain")",
         R"(derived.json:2:10: there is another fact "night_pain" (an id names one thing only))"},
        {"derived.json", R"("first": [)", R"("frist": [)",
         R"(derived.json:2:3: "first" is missing (add a list as "first"))"
         "\n"
         R"(derived.json:2:64: unknown key "frist" (did you mean "first"?))"},
        {"flags/care.json", R"("urgency": "urgent")", R"("urgency": "high")",
         R"(flags/care.json:4:31: unknown urgency "high" (there is caution, see_routine, see_soon, urgent, stop and emergency))"},
        {"flags/care.json", R"("when": {"fact": "dark_thoughts", "op": "==", "value": "yes"},)", "",
         R"(flags/care.json:4:5: "when" is missing (add a condition))"},
        {"flags/care.json", R"("urgency": "urgent")", R"("urgency": "urgent", "halt": true)",
         R"(outcomes.json:1:1: "halted" is missing (name the outcome after a flag with halt))"},
        {"contradictions.json", R"("clears": ["night_pain"])", R"("clears": ["bad_night"])",
         R"(contradictions.json:4:15: "bad_night" is a derived fact, which nobody can answer (name the questions it comes from))"},
        {"contradictions.json", R"("clears": ["night_pain"])", R"("clears": [])",
         R"(contradictions.json:4:14: "clears" names no fact)"},
        {"groups.json", R"("need": 1)", R"("need": 3)", R"(groups.json:2:48: "need" is to be from 1 to 2)"},
        {"groups.json", R"(["cold_feet"])", R"(["cold_fet"])",
         "groups.json:2:77: this line names no fact"
         "\n"
         R"(groups.json:2:78: unknown fact "cold_fet" (did you mean "cold_feet"?))"},
        {"groups.json", R"(["cold_feet"])", R"(["bad_night"])",
         "groups.json:2:77: this line names no fact"
         "\n"
         R"(groups.json:2:78: "bad_night" is a derived fact, which nobody can answer (name the questions it comes from))"},
        {"groups.json", R"(["cold_feet"])", "[]", "groups.json:2:77: this line names no fact"},
        {"outcomes.json", R"({"outcome": "open", "missing")",
         R"({"outcome": "open", "when": {"group": "shape"}, "missing")",
         "outcomes.json:6:12: the last line has no condition, so that there is always an outcome"},
        {"outcomes.json", R"({"outcome": "open", "missing")", R"({"outcome": "opn", "missing")",
         R"(outcomes.json:8:17: unknown outcome "opn" (did you mean "open"?))"},
        {"outcomes.json", R"({"group": "shape"})", R"({"group": "shap"})",
         R"(outcomes.json:8:47: unknown group "shap" (did you mean "shape"?))"},
        {"outcomes.json", R"({"fact": "bedtime"})", R"({"fact": "bad_night"})",
         R"(outcomes.json:8:66: "bad_night" is a derived fact, which nobody can answer (name the questions it comes from))"},
        {"outcomes.json", R"(["ache"], "level": "weak")", R"(["aches"], "level": "weak")",
         R"(outcomes.json:7:47: unknown id "aches" among patterns (did you mean "ache"?))"},
        {"outcomes.json", R"(["ache"], "level": "weak")", R"(["ache"], "level": "moderate")",
         R"(outcomes.json:7:66: "ache" has no level "moderate" (there is weak and strong))"},
        {"outcomes.json", R"(["ache"], "level": "weak")", R"(["ache"])",
         R"(outcomes.json:7:34: which level, points or role? (add "level", "points" or "role"))"},
        {"outcomes.json", R"({"patterns": ["ache"], "level": "weak"})", R"({"domains": ["bones"]})",
         R"(outcomes.json:7:34: of which pattern are these domains? (add "pattern"; there is ache))"},
        {"outcomes.json", R"({"patterns": ["ache"], "level": "weak"})", R"({"domains": ["bone"], "pattern": "ache"})",
         R"(outcomes.json:7:47: unknown domain "bone" (did you mean "bones"?))"},
        {"outcomes.json", R"({"patterns": ["ache"], "level": "weak"})", R"({"sign": "hurt"})",
         R"(outcomes.json:7:43: unknown sign "hurt" (did you mean "hurts"?))"},
        {"outcomes.json", R"({"patterns": ["ache"], "level": "weak"})", R"({"patterns": "ache", "level": "weak"})",
         R"(outcomes.json:7:47: "patterns" is to be a list, not text)"},
        {"outcomes.json", R"({"patterns": ["ache"], "level": "weak"})",
         R"({"causes": ["winter"], "level": "minor", "at_least": 2})",
         R"(outcomes.json:7:87: "at_least" is to be from 1 to 1)"},
        {"plan.json", R"(["talk"])", R"(["talks"])", R"(plan.json:3:84: unknown flag "talks" (did you mean "talk"?))"},
        {"plan.json", R"("claims": ["A1"])", R"("claims": ["A9"])",
         R"(plan.json:2:94: unknown claim "A9" (there is A1 and A2))"},
        {"questions/body.json", R"("claims": ["A1"])", R"("claims": ["A11"])",
         R"(questions/body.json:4:122: unknown claim "A11" (did you mean "A1"?))"},
        {"questions/body.json", R"("title": "Body")", R"("title": 1)",
         R"(questions/body.json:2:38: "title" is to be text, not a whole number)"},
        {"plan.json", R"("week": 1)", R"("week": 0)", R"(plan.json:2:22: "week" is to be from 1 to 52)"},
        {"plan.json", R"("text": "Rest.", )", "", R"(plan.json:2:35: "text" is missing (add text as "text"))"},
        {"claims.json", R"("article": "A", "says": "Pain)", R"("article": "B", "says": "Pain)",
         R"(claims.json:5:29: unknown article "B" (there is A))"},
        {"report.json", R"("Only a test.")", "1", R"(report.json:1:16: "disclaimer" is to be text)"},
        {"report.json", R"("disclaimer")", R"("disclamer")",
         R"(report.json:1:1: "disclaimer" is missing (add text as "disclaimer"))"},
        {"rules.json", "sleepcheck-rules/1", "sleepcheck-rules/2",
         R"(rules.json:1:12: this program reads "sleepcheck-rules/1")"},
        {"rules.json", R"("name": "small", )", "", R"(rules.json:1:1: "name" is missing (add text as "name"))"},
        {"groups.json", R"({"groups": [)", R"({"groups": [,)",
         "groups.json:1:13: expected a value (a number, a text in double quotes, true, false, null, [ or {)"},
    };
    for (const auto& [file, from, to, problems] : rows) {
        INFO(file << ": " << from << " -> " << to);
        CHECK(problems_in(changed(small_rules(), file, from, to)) == problems);
    }
}

TEST_CASE("a file that is missing, misplaced or no JSON is named") {
    struct Row {
        std::string file;
        std::string text;  ///< empty when the file is taken away
        std::string problems;
    };
    const std::vector<Row> rows{
        {"claims.json", "", "claims.json: this file is missing from the rules (rules/README.md says what it holds)"},
        {"outcomes.json", "",
         "outcomes.json: this file is missing from the rules (rules/README.md says what it holds)"},
        {"report.json", "", "report.json: this file is missing from the rules (rules/README.md says what it holds)"},
        {"rules.json", "",
         "small: rules.json is missing: it gives the folder its name (write {\"format\": \"sleepcheck-rules/1\", "
         "\"name\": "
         "\"my-rules\", \"version\": \"1\"} into it)"},
        {"group.json", "{}", "group.json: this file has no place in a rules folder (did you mean \"groups.json\"?)"},
        {"signs/pain.json", "{}", "signs/pain.json: this file has no place in a rules folder"},
        {"patterns/more.json", "[]", "patterns/more.json:1:1: expected an object, got a list"},
        {"report.json", "{\"disclaimer\": \"a\",}",
         "report.json:1:20: a comma before the closing bracket (remove the last comma)"},
        {"report.json", "{\"disclaimer\": \"a\", \"disclaimer\": \"b\"}",
         "report.json:1:21: this key is written twice (keep one of the two; the first is in line 1)"},
    };
    for (const auto& [file, text, problems] : rows) {
        INFO(file << " " << text);
        RuleTexts texts = bare_rules();
        if (text.empty()) {
            texts.erase(file);
        } else {
            texts[file] = text;
        }
        CHECK(problems_in(texts).find(problems) != std::string::npos);
    }
}

TEST_CASE("all mistakes of all files come at once, by file and place") {
    RuleTexts texts = changed(small_rules(), "patterns/ache.json", "\"night_pain\"", "\"night_pian\"");
    texts = changed(texts, "patterns/ache.json", "\"points\": 1", "\"points\": 0");
    texts = changed(texts, "causes/winter.json", "\"cold_feet\"", "\"cold_foot\"");
    CHECK(problems_in(texts) ==
          "causes/winter.json:5:23: unknown fact \"cold_foot\" (did you mean \"cold_feet\"?)\n"
          "patterns/ache.json:8:23: unknown fact \"night_pian\" (did you mean \"night_pain\"?)\n"
          "patterns/ache.json:10:54: a sign of 0 points says nothing");
}

TEST_CASE("a mistake in the rules shows its line") {
    const RuleTexts texts = changed(small_rules(), "causes/winter.json", "\"cold_feet\"", "\"cold_foot\"");
    const Problems problems = load_knowledge({layer_of(texts, "small")}).problems;
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].excerpt == "     \"when\": {\"fact\": \"cold_foot\", \"op\": \"in\", \"value\": [\"often\"]},");
    CHECK(problems[0].width == 11);
    CHECK(problems[0].place.pointer == "/signs/0/when/fact");
}

TEST_CASE("a layer replaces files of the same name, adds new ones, and is named") {
    const RuleTexts over{
        {"rules.json", R"({"format": "sleepcheck-rules/1", "name": "my-clinic", "version": "7"})"},
        {"causes/winter.json",
         R"({"id": "winter", "order": 1, "name": "hard winter", "levels": {"minor": 1}, "signs": []})"},
        {"causes/noise.json", R"({"id": "noise", "order": 0, "name": "noise", "levels": {"minor": 1}, "signs": []})"},
    };
    const Loaded loaded = load_knowledge({layer_of(small_rules(), "built-in"), layer_of(over, "somewhere")});
    for (const Problem& problem : loaded.problems) FAIL_CHECK(in_one_line(problem));
    const Knowledge& knowledge = loaded.knowledge;
    CHECK(knowledge.layers == std::vector<std::string>{"built-in", "my-clinic"});
    CHECK(knowledge.name == "small");
    CHECK(knowledge.version == "1");
    REQUIRE(knowledge.causes.size() == 2);
    CHECK(knowledge.causes[0].name == "noise");
    CHECK(knowledge.causes[1].name == "hard winter");
    CHECK(knowledge.causes[1].signs.empty());
    REQUIRE(knowledge.patterns.size() == 1);
    CHECK(knowledge.patterns[0].signs.size() == 3);
}

TEST_CASE("a folder that stands alone is named by its own name") {
    const Loaded loaded = load_knowledge({layer_of(small_rules(), "somewhere")});
    REQUIRE(loaded.problems.empty());
    CHECK(loaded.knowledge.layers == std::vector<std::string>{"small"});
}

TEST_CASE("the order of files and layers in memory does not matter, the order in the files does") {
    RuleLayer layer = layer_of(small_rules(), "built-in");
    const std::string bytes = to_ready_bytes(load_knowledge({layer}).knowledge);
    std::reverse(layer.files.begin(), layer.files.end());
    CHECK(to_ready_bytes(load_knowledge({layer}).knowledge) == bytes);
    RuleTexts texts = small_rules();
    texts["causes/autumn.json"] =
        R"({"id": "autumn", "order": 2, "name": "autumn", "levels": {"minor": 1}, "signs": []})";
    CHECK(knowledge_of(texts).causes.front().id == "winter");
    texts = changed(texts, "causes/autumn.json", "\"order\": 2", "\"order\": 1");
    CHECK(knowledge_of(texts).causes.front().id == "autumn");
}

TEST_CASE("ready bytes read back as the knowledge they were made of") {
    for (const RuleTexts& texts : {bare_rules(), small_rules(), built_in_texts()}) {
        const Knowledge knowledge = knowledge_of(texts);
        const std::string bytes = to_ready_bytes(knowledge);
        const Knowledge back = from_ready_bytes(bytes);
        CHECK(to_ready_bytes(back) == bytes);
        CHECK(back.rules == knowledge.rules);
        CHECK(back.catalogue.entries.size() == knowledge.catalogue.entries.size());
        CHECK(back.layers == knowledge.layers);
        CHECK(back.words == knowledge.words);
        CHECK(back.step_names == knowledge.step_names);
    }
}

TEST_CASE("a condition is told in plain English") {
    const Knowledge knowledge = knowledge_of(small_rules());
    const auto told = [&](StepId step) {
        std::string text;
        for (const ConditionLine& line : in_words(knowledge, step)) {
            text += std::string(static_cast<std::size_t>(line.depth) * 2, ' ') + line.text + "\n";
        }
        return text;
    };
    for (const auto* kind : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *kind) {
            for (const Sign& sign : pattern.signs) CHECK_FALSE(told(sign.when).empty());
        }
    }
    const Knowledge& built_in = built_in_rules();
    for (const OutcomeLine& line : built_in.lines) {
        for (const ConditionLine& words : in_words(built_in, line.when)) CHECK_FALSE(words.text.empty());
    }
}

TEST_CASE("a text of the report that the rules leave out is empty") {
    const Knowledge knowledge = knowledge_of(bare_rules());
    CHECK(word(knowledge, "disclaimer") == "Only a test.");
    CHECK(word(knowledge, "week").empty());
}
