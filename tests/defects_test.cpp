#include "sleepcheck/defects.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <set>

#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

/// A small folder without a mistake, in which every kind of entry has one to make.
RuleTexts sound_rules() {
    RuleTexts texts = bare_rules();
    texts["claims.json"] = R"({
  "grades": [{"id": "good", "name": "well shown"}, {"id": "poor", "name": "badly shown"}],
  "articles": [{"id": "A", "title": "An article"}],
  "claims": [
    {"id": "A1", "article": "A", "says": "Pain wakes.", "grade": "good", "reason": "Shown.", "sources": ["x"]},
    {"id": "A2", "article": "A", "says": "Cups wake.", "grade": "poor", "reason": "Not shown.", "sources": ["400 mg"]}
  ]
})";
    texts["questions/body.json"] = R"({
  "id": "body", "order": 1, "title": "Body",
  "questions": [
    {"id": "night_pain", "name": "pain", "kind": "yes_no", "tier": "core", "prompt": "Pain?", "why": "Wakes.", "claims": []},
    {"id": "cold_feet", "name": "cold feet", "kind": "choice", "tier": "core", "prompt": "Cold?", "why": "Wakes.", "claims": [],
     "options": [{"value": "never", "label": "No"}, {"value": "some", "label": "Some"}, {"value": "often", "label": "Yes"}]},
    {"id": "cups_per_day", "name": "cups", "kind": "integer", "unit": "cups", "min": 0, "max": 9, "tier": "core",
     "prompt": "Cups?", "why": "Wakes.", "claims": []},
    {"id": "late_cup", "name": "late cup", "kind": "yes_no", "tier": "follow_up", "prompt": "Late?", "why": "Wakes.", "claims": [],
     "applies_when": {"fact": "cups_per_day", "op": ">=", "value": 1}},
    {"id": "pills", "name": "pills", "kind": "multi_choice", "tier": "core", "prompt": "Pills?", "why": "Safety.", "claims": [],
     "options": [{"value": "painkiller", "label": "Painkiller"}, {"value": "sedative", "label": "Sedative"},
                 {"value": "none", "label": "None"}]},
    {"id": "bedtime", "name": "bedtime", "kind": "time", "tier": "core", "prompt": "When?", "why": "Hours.", "claims": []},
    {"id": "get_up", "name": "getting up", "kind": "time", "tier": "core", "prompt": "Up?", "why": "Hours.", "claims": []}
  ]
})";
    texts["derived.json"] = R"({"derived": [
  {"id": "hours_in_bed", "name": "hours in bed", "kind": "hours", "first": [
    {"hours": {"from": "bedtime", "to": "get_up", "unknown_above": 16}}
  ]},
  {"id": "bad_night", "name": "a bad night", "kind": "yes_no", "first": [
    {"value": "yes", "when": {"fact": "night_pain", "op": "==", "value": "yes"}},
    {"value": "no", "when": {"fact": "night_pain", "op": "==", "value": "no"}}
  ]}
]})";
    texts["contradictions.json"] = R"({"contradictions": [
  {"id": "pills_for_nothing", "clears": ["night_pain"], "says": "These do not fit.",
   "when": {"all": [{"fact": "night_pain", "op": "==", "value": "no"},
                    {"fact": "pills", "op": "has_any", "value": ["painkiller"]}]}}
]})";
    texts["flags/care.json"] = R"({
  "id": "care", "order": 1, "name": "Care",
  "flags": [
    {"id": "sedated", "urgency": "urgent", "title": "Talk", "action": "Talk to someone.",
     "when": {"fact": "pills", "op": "has_any", "value": ["sedative"]}}
  ]
})";
    texts["groups.json"] = R"({"groups": [
  {"id": "shape", "name": "the shape", "need": 1, "lines": [["night_pain"], ["cold_feet"]]}
]})";
    texts["patterns/ache.json"] = R"({
  "id": "ache", "order": 1, "name": "ache", "about": "Pain.", "evidence": "weak", "evidence_note": "Little.", "claims": ["A1"],
  "domains": [{"id": "bones", "name": "bones"}],
  "levels": {"weak": 2, "strong": 4},
  "requires": [{"when": {"domains": ["bones"]}, "says": "No pain."}],
  "caps": [
    {"at_most": "weak", "when": {"causes": ["winter"], "level": "minor"}, "says": "Something else."},
    {"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."}
  ],
  "signs": [
    {"id": "hurts", "domain": "bones", "role": "core", "points": 2, "claims": ["A1"], "grade": "good", "says": "It hurts.",
     "when": {"fact": "bad_night", "op": "==", "value": "yes"}},
    {"id": "many_cups", "role": "support", "points": 1, "claims": ["A2"], "grade": "poor", "says": "You drink a lot.",
     "when": {"fact": "cups_per_day", "op": ">=", "value": 4}},
    {"id": "very_many_cups", "role": "support", "points": 1, "claims": ["A2"], "grade": "poor", "says": "Too much.",
     "adds_to": "many_cups", "when": {"fact": "cups_per_day", "op": ">=", "value": 7}},
    {"id": "long_night", "role": "support", "points": 1, "claims": ["A2"], "grade": "poor", "says": "You lie long.",
     "when": {"fact": "hours_in_bed", "op": ">=", "value": 10}},
    {"id": "few_cups", "role": "counter", "points": -1, "claims": ["A2"], "grade": "poor", "says": "You drink little.",
     "when": {"fact": "cups_per_day", "op": "<", "value": 2}}
  ]
})";
    texts["causes/winter.json"] = R"({
  "id": "winter", "order": 1, "name": "winter", "levels": {"minor": 1, "major": 2},
  "signs": [
    {"id": "cold", "role": "factor", "points": 1, "claims": ["A2"], "grade": "poor", "says": "Your feet are cold.",
     "when": {"fact": "cold_feet", "op": "in", "value": ["some", "often"]}},
    {"id": "cold_and_late", "role": "factor", "points": 1, "claims": ["A2"], "grade": "poor", "says": "Cold and late.",
     "when": {"all": [{"fact": "cold_feet", "op": "!=", "value": "some"}, {"fact": "late_cup", "op": "==", "value": "yes"}]}}
  ]
})";
    texts["outcomes.json"] = R"({
  "outcomes": [
    {"id": "found", "name": "found", "headline": "Found."},
    {"id": "open", "name": "open", "headline": "Open.", "leans": true}
  ],
  "lines": [
    {"outcome": "open", "reason": "too_little", "when": {"not": {"group": "shape"}}},
    {"outcome": "found", "reason": "strong", "when": {"patterns": ["ache"], "level": "strong"}},
    {"outcome": "found", "reason": "weak", "advice": true, "when": {"patterns": ["ache"], "level": "weak"}},
    {"outcome": "open", "reason": "else", "missing": [{"group": "shape"}]}
  ],
  "leaning": {"first": [
    {"value": "to_ache", "when": {"sign": "many_cups"}},
    {"value": "to_cold", "when": {"causes": ["winter"], "level": "minor"}}
  ]},
  "side": {"first": [
    {"value": "body_side", "when": {"domains": ["bones"], "pattern": "ache"}},
    {"value": "no_side"}
  ]}
})";
    texts["plan.json"] = R"({
  "weeks": [
    {"week": 1, "first": [
      {"id": "rest_first", "title": "Rest", "text": "Rest.", "claims": [], "when": {"flag": "sedated"}},
      {"id": "walk", "title": "Walk", "text": "Walk.", "claims": ["A1"]}
    ]}
  ],
  "foods": [{"group": "soup", "examples": ["broth"], "claims": [], "leave_out_if": ["sedated"]}]
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

/// `file:line:column /pointer: what (cure)`.
std::string with_pointer(const Problem& problem) {
    const std::string line = in_one_line(problem);
    const auto after_place = line.find(": ");
    return line.substr(0, after_place) + " " + problem.place.pointer + line.substr(after_place);
}

Problems mistakes_in(const RuleTexts& texts) {
    const Loaded loaded = load_knowledge({layer_of(texts, "small")});
    return loaded.problems.empty() ? find_defects(loaded) : loaded.problems;
}

std::string lines_of(const Problems& problems) {
    std::string lines;
    for (const Problem& problem : problems) lines += (lines.empty() ? "" : "\n") + with_pointer(problem);
    return lines;
}

struct Row {
    std::string file;
    std::string from;
    std::string to;
    std::string mistakes;
};

const std::vector<Row>& planted_mistakes() {
    // clang-format off
    static const std::vector<Row> rows{
        // what loading finds
        {"patterns/ache.json", R"~("bad_night")~", R"~("bad_nite")~",
         R"~(patterns/ache.json:12:23 /signs/0/when/fact: unknown fact "bad_nite" (there is night_pain, cold_feet, cups_per_day, late_cup, pills, bedtime, get_up, hours_in_bed and bad_night))~"},
        {"patterns/ache.json", R"~("op": ">=", "value": 10)~", R"~("op": "is", "value": 10)~",
         R"~(patterns/ache.json:18:45 /signs/3/when/op: "is" does not fit "hours_in_bed", which is hours (it takes ==, !=, <, <=, >, >=, known and unknown))~"},
        {"causes/winter.json", R"~(["some", "often"])~", R"~(["some", "offen"])~",
         R"~(causes/winter.json:5:66 /signs/0/when/value/1: "cold_feet" cannot have this value (did you mean "often"?))~"},
        {"patterns/ache.json", R"~("value": 4})~", R"~("value": "4"})~",
         R"~(patterns/ache.json:14:60 /signs/1/when/value: "cups_per_day" cannot have this value (it is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~("value": 4})~", R"~("value": 10})~",
         R"~(patterns/ache.json:14:60 /signs/1/when/value: "cups_per_day" cannot have this value (it is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~("claims": ["A2"], "grade": "poor", "says": "You drink a lot.")~", R"~("claims": ["A3"], "grade": "poor", "says": "You drink a lot.")~",
         R"~(patterns/ache.json:13:67 /signs/1/claims: unknown claim "A3" (there is A1 and A2))~"
         "\n"
         R"~(patterns/ache.json:13:84 /signs/1/grade: "poor" is better than the grade of every claim of this sign (a sign is never better than the best of its claims))~"},
        {"outcomes.json", R"~({"sign": "many_cups"})~", R"~({"sign": "many_cup"})~",
         R"~(outcomes.json:13:43 /leaning/first/0/when/sign: unknown sign "many_cup" (did you mean "many_cups"?))~"},
        {"outcomes.json", R"~({"not": {"group": "shape"}})~", R"~({"not": {"group": "shapes"}})~",
         R"~(outcomes.json:7:75 /lines/0/when/not/group: unknown group "shapes" (did you mean "shape"?))~"},
        {"plan.json", R"~({"flag": "sedated"})~", R"~({"flag": "sedate"})~",
         R"~(plan.json:4:93 /weeks/0/first/0/when/flag: unknown flag "sedate" (did you mean "sedated"?))~"},
        {"patterns/ache.json", R"~("causes": ["winter"])~", R"~("causes": ["summer"])~",
         R"~(patterns/ache.json:7:44 /caps/0/when/causes: unknown id "summer" among causes (there is winter))~"},
        {"outcomes.json", R"~("level": "strong")~", R"~("level": "great")~",
         R"~(outcomes.json:8:86 /lines/1/when/level: "ache" has no level "great" (there is weak and strong))~"},
        {"patterns/ache.json", R"~({"domains": ["bones"]})~", R"~({"all": []})~",
         R"~(patterns/ache.json:5:33 /requires/0/when/all: "all" is empty (name at least one condition))~"},
        {"patterns/ache.json", R"~({"domains": ["bones"]})~", R"~({"any": []})~",
         R"~(patterns/ache.json:5:33 /requires/0/when/any: "any" is empty (name at least one condition))~"},
        {"patterns/ache.json", R"~({"domains": ["bones"]})~", R"~({"at_least": 1, "of": []})~",
         R"~(patterns/ache.json:5:47 /requires/0/when/of: "of" is empty (name at least one condition))~"},
        {"patterns/ache.json", R"~("says": "It hurts.")~", R"~("says": "")~",
         R"~(patterns/ache.json:11:112 /signs/0/says: "says" has no words)~"},
        {"patterns/ache.json", R"~(, "grade": "good")~", "",
         R"~(patterns/ache.json:11:5 /signs/0: "grade" is missing (add text as "grade"))~"},
        {"patterns/ache.json", R"~("claims": ["A1"], "grade": "good")~", R"~("claims": ["A2"], "grade": "good")~",
         R"~(patterns/ache.json:11:96 /signs/0/grade: "good" is better than the grade of every claim of this sign (a sign is never better than the best of its claims))~"},
        {"patterns/ache.json", R"~("id": "ache")~", R"~("id": "pain_pattern")~",
         R"~(outcomes.json:8:67 /lines/1/when/patterns: unknown id "ache" among patterns (there is pain_pattern))~"
         "\n"
         R"~(outcomes.json:9:81 /lines/2/when/patterns: unknown id "ache" among patterns (there is pain_pattern))~"
         "\n"
         R"~(outcomes.json:17:70 /side/first/0/when/pattern: of which pattern are these domains? (add "pattern"; there is pain_pattern))~"
         "\n"
         R"~(patterns/ache.json:2:9 /id: the id is "pain_pattern", but the file is named "ache" (give both the same name))~"},
        {"patterns/ache.json", R"~("id": "few_cups")~", R"~("id": "many_cups")~",
         R"~(patterns/ache.json:19:12 /signs/4/id: there is another sign "many_cups" (an id names one thing only))~"},
        {"questions/body.json", R"~("id": "get_up")~", R"~("id": "bedtime")~",
         R"~(derived.json:3:41 /derived/0/first/0/hours/to: unknown fact "get_up" (there is night_pain, cold_feet, cups_per_day, late_cup, pills, bedtime, bedtime, hours_in_bed and bad_night))~"
         "\n"
         R"~(questions/body.json:15:12 /questions/6/id: there is another fact "bedtime" (an id names one thing only))~"},
        {"derived.json", R"~("fact": "night_pain", "op": "==", "value": "yes")~", R"~("fact": "bad_night", "op": "==", "value": "yes")~",
         "derived.json:6:5 /derived/1/first/0: a derived fact may use only derived facts above it"},
        {"patterns/ache.json", R"~("adds_to": "many_cups")~", R"~("adds_to": "many_cup")~",
         R"~(patterns/ache.json:16:17 /signs/2/adds_to: no other sign of "ache" is called "many_cup" (did you mean "many_cups"?))~"},
        {"patterns/ache.json", R"~("adds_to": "many_cups")~", R"~("adds_to": "cold")~",
         R"~(patterns/ache.json:16:17 /signs/2/adds_to: no other sign of "ache" is called "cold" (there is hurts, many_cups, very_many_cups, long_night and few_cups))~"},
        {"patterns/ache.json", R"~("adds_to": "many_cups")~", R"~("adds_to": "very_many_cups")~",
         R"~(patterns/ache.json:16:17 /signs/2/adds_to: no other sign of "ache" is called "very_many_cups")~"},
        // conditions that never hold, or never fail
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"fact": "cups_per_day", "op": "<", "value": 0})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition can never hold ("cups_per_day" is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"fact": "cups_per_day", "op": "<=", "value": 9})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition always holds ("cups_per_day" is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": ">=", "value": 7})~", R"~({"fact": "cups_per_day", "op": ">", "value": 9})~",
         R"~(patterns/ache.json:16:38 /signs/2/when: this condition can never hold ("cups_per_day" is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"all": [{"fact": "cups_per_day", "op": ">=", "value": 2}, {"fact": "cups_per_day", "op": "<=", "value": 1}]})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition can never hold (no answers to "cups_per_day" make it hold))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"any": [{"fact": "cups_per_day", "op": ">=", "value": 2}, {"fact": "cups_per_day", "op": "<=", "value": 2}]})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition always holds (no answers to "cups_per_day" make it fail))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"any": [{"fact": "night_pain", "op": "==", "value": "no"}, {"all": [{"fact": "cups_per_day", "op": "==", "value": 3}, {"fact": "cups_per_day", "op": "==", "value": 5}]}]})~",
         R"~(patterns/ache.json:20:74 /signs/4/when/any/1: this condition can never hold (no answers to "cups_per_day" make it hold))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"not": {"fact": "cups_per_day", "op": ">", "value": 9}})~",
         R"~(patterns/ache.json:20:22 /signs/4/when/not: this condition can never hold ("cups_per_day" is cups from 0 to 9))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"all": [{"fact": "cups_per_day", "op": "==", "value": 0}, {"fact": "late_cup", "op": "==", "value": "yes"}]})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition can never hold (no answers to "cups_per_day" and "late_cup" make it hold))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"all": [{"fact": "night_pain", "op": "==", "value": "no"}, {"fact": "pills", "op": "has_any", "value": ["painkiller"]}]})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition can never hold (no answers to "night_pain" and "pills" make it hold))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"all": [{"fact": "bad_night", "op": "==", "value": "yes"}, {"fact": "night_pain", "op": "==", "value": "no"}]})~",
         R"~(patterns/ache.json:20:14 /signs/4/when: this condition can never hold (no answers to "night_pain" make it hold))~"},
        {"patterns/ache.json", R"~("op": ">=", "value": 10)~", R"~("op": ">", "value": 16)~",
         R"~(patterns/ache.json:18:14 /signs/3/when: this condition can never hold (no answers to "bedtime" and "get_up" make it hold))~"},
        {"causes/winter.json", R"~(["some", "often"])~", R"~(["never", "some", "often"])~",
         R"~(causes/winter.json:5:14 /signs/0/when: this condition always holds ("cold_feet" is one of never, some, often))~"},
        {"flags/care.json", R"~(["sedative"])~", R"~(["painkiller", "sedative", "none"])~",
         R"~(flags/care.json:5:14 /flags/0/when: this condition always holds ("pills" is a list of any of painkiller, sedative, none))~"},
        {"flags/care.json", R"~({"fact": "pills", "op": "has_any", "value": ["sedative"]})~", R"~({"all": [{"fact": "pills", "op": "has_any", "value": ["none"]}, {"fact": "pills", "op": "has_any", "value": ["sedative"]}]})~",
         R"~(flags/care.json:5:14 /flags/0/when: this condition can never hold (no answers to "pills" make it hold))~"},
        {"derived.json", R"~("fact": "night_pain", "op": "==", "value": "no")~", R"~("fact": "cups_per_day", "op": "<", "value": 0)~",
         R"~(derived.json:7:29 /derived/1/first/1/when: this condition can never hold ("cups_per_day" is cups from 0 to 9))~"},
        {"questions/body.json", R"~("op": ">=", "value": 1})~", R"~("op": ">=", "value": 0})~",
         R"~(questions/body.json:10:22 /questions/3/applies_when: this condition always holds ("cups_per_day" is cups from 0 to 9))~"},
        {"contradictions.json", R"~({"fact": "pills", "op": "has_any", "value": ["painkiller"]})~", R"~({"fact": "night_pain", "op": "==", "value": "yes"})~",
         R"~(contradictions.json:3:12 /contradictions/0/when: this contradiction can never occur (no answers to "night_pain" make it hold))~"},
        {"outcomes.json", R"~({"not": {"group": "shape"}})~", R"~({"any": [{"group": "shape"}, {"not": {"group": "shape"}}]})~",
         R"~(outcomes.json:7:57 /lines/0/when: this condition always holds (no answers to "night_pain" and "cold_feet" make it fail))~"},
        {"plan.json", R"~({"flag": "sedated"})~", R"~({"all": [{"flag": "sedated"}, {"fact": "pills", "op": "unknown"}]})~",
         R"~(plan.json:4:84 /weeks/0/first/0/when: this condition can never hold (no answers to "pills" make it hold))~"},
        // signs
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2}})~", R"~({"fact": "cups_per_day", "op": "<", "value": 2}},
    {"id": "hardly_any", "role": "counter", "points": -1, "claims": ["A2"], "grade": "poor", "says": "Hardly any.",
     "when": {"fact": "cups_per_day", "op": "<=", "value": 1}})~",
         R"~(patterns/ache.json:21:5 /signs/5: this sign has the same condition as the sign "few_cups" (both count for {"cups_per_day": 0}; keep one of them))~"},
        {"patterns/ache.json", R"~({"fact": "cups_per_day", "op": "<", "value": 2})~", R"~({"fact": "cups_per_day", "op": ">=", "value": 4})~",
         R"~(patterns/ache.json:19:5 /signs/4: this sign has the same condition as the sign "many_cups" (both count for {"cups_per_day": 6}; keep one of them))~"},
        {"patterns/ache.json", R"~("adds_to": "many_cups", )~", "",
         R"~(patterns/ache.json:15:5 /signs/2: whenever this sign counts, the sign "many_cups" counts too (both count for {"cups_per_day": 7}; if they are meant to add up, say "adds_to": "many_cups"))~"},
        {"patterns/ache.json", R"~("when": {"fact": "cups_per_day", "op": "<", "value": 2})~", R"~("when": {"fact": "cups_per_day", "op": "<", "value": 2}},
    {"id": "some_cups", "role": "counter", "points": -1, "claims": ["A2"], "grade": "poor", "says": "Some.",
     "when": {"fact": "cups_per_day", "op": "in", "value": [1, 3]})~",
         R"~(patterns/ache.json:21:5 /signs/5: the answer to "cups_per_day" counts here and in the sign "few_cups" (both count for {"cups_per_day": 1}; if they are meant to add up, say "adds_to": "few_cups"))~"},
        {"causes/winter.json", R"~("op": "!=", "value": "some")~", R"~("op": "==", "value": "often")~",
         R"~(causes/winter.json:6:5 /signs/1: whenever this sign counts, the sign "cold" counts too (both count for {"cold_feet": "often", "late_cup": "yes"}; if they are meant to add up, say "adds_to": "cold"))~"},
        // levels, domains and caps
        {"patterns/ache.json", R"~("strong": 4)~", R"~("strong": 6)~",
         R"~(patterns/ache.json:4:35 /levels/strong: no answers reach the level "strong" (the points go from -1 to 5))~"},
        {"causes/winter.json", R"~("major": 2)~", R"~("major": 3)~",
         R"~(causes/winter.json:2:81 /levels/major: no answers reach the level "major" (the points go from 0 to 2))~"},
        {"patterns/ache.json", R"~({"when": {"domains": ["bones"]}, "says": "No pain."})~", R"~({"when": {"fact": "cold_feet", "op": "unknown"}, "says": "No pain."})~",
         R"~(patterns/ache.json:4:35 /levels/strong: no answers reach the level "strong" (what it requires, its caps and its points exclude each other))~"},
        {"patterns/ache.json", R"~({"id": "bones", "name": "bones"})~", R"~({"id": "bones", "name": "bones"}, {"id": "skin", "name": "skin"})~",
         "patterns/ache.json:3:49 /domains/1: no answers make this domain present (it needs a sign with points above 0 that can count)"},
        {"patterns/ache.json", R"~({"at_most": "weak", "when_unknown")~", R"~({"at_most": "strong", "when_unknown")~",
         "patterns/ache.json:8:5 /caps/1: this cap never changes the level (there is no level above it)"},
        {"patterns/ache.json", R"~({"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."})~", R"~({"at_most": "weak", "when": {"causes": ["winter"], "level": "major"}, "says": "Something else."})~",
         "patterns/ache.json:8:5 /caps/1: this cap never changes the level (whenever it holds, another cap holds the level as low)"},
        {"patterns/ache.json", R"~({"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."})~", R"~({"at_most": "weak", "when": {"fact": "night_pain", "op": "==", "value": "no"}, "says": "No pain."})~",
         "patterns/ache.json:8:5 /caps/1: this cap never changes the level (whenever it holds, the level is no higher without it)"},
        {"patterns/ache.json", R"~({"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."})~", R"~({"at_most": "weak", "when": {"not": {"domains": ["bones"]}}, "says": "No pain."})~",
         "patterns/ache.json:8:5 /caps/1: this cap never changes the level (whenever it holds, something required does not)"},
        {"patterns/ache.json", R"~({"at_most": "weak", "when_unknown": ["cold_feet"], "says": "Not ruled out ({facts})."})~", R"~({"at_most": "weak", "when": {"fact": "cups_per_day", "op": "<", "value": 3}, "says": "Few cups."})~",
         "patterns/ache.json:8:5 /caps/1: this cap never changes the level (whenever it holds, the level is no higher without it)"},
        // lists of which the first that holds is taken
        {"outcomes.json", R"~("reason": "weak", "advice": true, "when": {"patterns": ["ache"], "level": "weak"})~", R"~("reason": "weak", "advice": true, "when": {"patterns": ["ache"], "level": "strong"})~",
         R"~(outcomes.json:9:5 /lines/2: this line never decides (what stands before it is taken first, as for {"night_pain": "yes", "cold_feet": "never", "cups_per_day": 9}))~"},
        {"outcomes.json", R"~("reason": "strong", "when": {"patterns": ["ache"], "level": "strong"})~", R"~("reason": "strong", "when": {"patterns": ["ache"], "level": "weak"})~",
         R"~(outcomes.json:9:5 /lines/2: this line never decides (what stands before it is taken first, as for {"night_pain": "yes"}))~"},
        {"outcomes.json", R"~({"causes": ["winter"], "level": "minor"})~", R"~({"sign": "very_many_cups"})~",
         R"~(outcomes.json:14:5 /leaning/first/1: this leaning is never chosen (what stands before it is taken first, as for {"cups_per_day": 7}))~"},
        {"outcomes.json", R"~({"value": "no_side"})~", R"~({"value": "other_side", "when": {"sign": "hurts"}})~",
         R"~(outcomes.json:18:5 /side/first/1: this side is never chosen (what stands before it is taken first, as for {"night_pain": "yes"}))~"},
        {"plan.json", R"~(, "when": {"flag": "sedated"})~", "",
         "plan.json:5:7 /weeks/0/first/1: this piece of the plan is never given (what stands before it is always taken first)"},
        {"plan.json", R"~({"id": "walk")~", R"~({"id": "stroll", "title": "Stroll", "text": "Stroll.", "claims": [], "when": {"all": [{"flag": "sedated"}, {"group": "shape"}]}},
      {"id": "walk")~",
         R"~(plan.json:5:7 /weeks/0/first/1: this piece of the plan is never given (what stands before it is taken first, as for {"cold_feet": "some", "pills": ["sedative"]}))~"},
        // questions
        {"questions/body.json", R"~("claims": [],
     "applies_when": {"fact": "cups_per_day", "op": ">=", "value": 1}},)~", R"~("claims": [],
     "applies_when": {"fact": "cups_per_day", "op": ">=", "value": 1}},
    {"id": "snack", "name": "snack", "kind": "yes_no", "tier": "core", "prompt": "Snack?", "why": "Food.", "claims": []},)~",
         "questions/body.json:11:5 /questions/4: no rule uses this question (use it in a condition, or leave it out)"},
        {"questions/body.json", R"~("claims": [],
     "applies_when": {"fact": "cups_per_day", "op": ">=", "value": 1}},)~", R"~("claims": [],
     "applies_when": {"fact": "cups_per_day", "op": ">=", "value": 1}},
    {"id": "snack", "name": "snack", "kind": "yes_no", "tier": "core", "prompt": "Snack?", "why": "Food.", "claims": []},
    {"id": "sweet", "name": "sweet", "kind": "yes_no", "tier": "core", "prompt": "Sweet?", "why": "Food.", "claims": [],
     "applies_when": {"fact": "snack", "op": "==", "value": "yes"}},)~",
         "questions/body.json:11:5 /questions/4: no rule uses this question (use it in a condition, or leave it out)"
         "\n"
         "questions/body.json:12:5 /questions/5: no rule uses this question (use it in a condition, or leave it out)"},
        {"questions/body.json", R"~({"fact": "cups_per_day", "op": ">=", "value": 1})~", R"~({"fact": "cups_per_day", "op": "known"})~",
         R"~(questions/body.json:10:53 /questions/3/applies_when/op: "known" cannot be used in applies_when (whether a question makes sense hangs on answers, not on whether they were given))~"},
        {"questions/body.json", R"~({"fact": "cups_per_day", "op": ">=", "value": 1})~", R"~({"not": {"fact": "cups_per_day", "op": "unknown"}})~",
         R"~(questions/body.json:10:61 /questions/3/applies_when/not/op: "unknown" cannot be used in applies_when (whether a question makes sense hangs on answers, not on whether they were given))~"},
        // words that read like a dose
        {"plan.json", R"~("Walk.")~", R"~("Walk, and take 400 mg of it.")~",
         R"~(plan.json:5:47 /weeks/0/first/1/text: "400 mg" reads like a dose (the rules name no amounts to take))~"},
        {"plan.json", R"~(["broth"])~", R"~(["broth", "0.5mg tablets"])~",
         R"~(plan.json:8:53 /foods/0/examples/1: "0.5mg" reads like a dose (the rules name no amounts to take))~"},
        {"patterns/ache.json", R"~("Too much.")~", R"~("More than 5-MCG is too much.")~",
         R"~(patterns/ache.json:15:105 /signs/2/says: "5-MCG" reads like a dose (the rules name no amounts to take))~"},
        {"questions/body.json", R"~("Hours.")~", R"~("Up to 1,000 IU.")~",
         R"~(questions/body.json:14:100 /questions/5/why: "1,000 IU" reads like a dose (the rules name no amounts to take))~"},
        {"claims.json", R"~("Not shown.")~", R"~("250 µg were tried.")~",
         R"~(claims.json:6:83 /claims/1/reason: "250 µg" reads like a dose (the rules name no amounts to take))~"},
    };
    // clang-format on
    return rows;
}

/// The answer set in a cure; null when it has none.
nlohmann::json answers_in(const std::string& cure) {
    const auto open = cure.find('{');
    if (open == std::string::npos) return nullptr;
    return nlohmann::json::parse(cure.substr(open, cure.rfind('}') - open + 1));
}

/// The place of an entry in its list: the last number of its pointer.
std::size_t number_in(const std::string& pointer) {
    return std::stoul(pointer.substr(pointer.rfind('/') + 1));
}

/// All answer sets of the small rules in which every answered question applies, numbers and times only near thresholds.
std::vector<Judgement> all_judgements(const Knowledge& knowledge) {
    std::vector<std::vector<nlohmann::json>> values;
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const Question& question = knowledge.catalogue.entries[i];
        std::vector<nlohmann::json> choices{nlohmann::json()};
        if (question.kind == Kind::integer) {
            for (const int number : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) choices.emplace_back(number);
        }
        if (question.kind == Kind::time) {
            for (const char* const time : {"06:00", "21:00"}) choices.emplace_back(time);
        }
        const bool several = question.kind == Kind::multi_choice;
        for (const Option& option : question.options) {
            choices.push_back(several ? nlohmann::json::array({option.value}) : nlohmann::json(option.value));
        }
        if (several) choices.push_back(nlohmann::json::array({question.options[0].value, question.options[1].value}));
        values.push_back(std::move(choices));
    }
    std::vector<Judgement> judgements;
    std::vector<std::size_t> digits(values.size());
    for (bool more = true; more;) {
        nlohmann::json answers = nlohmann::json::object();
        for (std::size_t i = 0; i < digits.size(); ++i) {
            const nlohmann::json& value = values[i][digits[i]];
            if (!value.is_null()) answers[knowledge.catalogue.entries[i].id] = value;
        }
        Judgement judgement;
        judge(knowledge.rules, facts_of(knowledge.catalogue, answers), judgement);
        bool sound = true;
        for (std::size_t i = 0; i < digits.size(); ++i) {
            sound = sound && (digits[i] == 0 || judgement.truth(knowledge.rules.applies[i]) != Truth::no);
        }
        if (sound) judgements.push_back(std::move(judgement));
        more = false;
        for (std::size_t i = 0; i < digits.size() && !more; ++i) {
            digits[i] = (digits[i] + 1) % values[i].size();
            more = digits[i] != 0;
        }
    }
    return judgements;
}

std::string first_quoted(const std::string& text) {
    const auto open = text.find('"') + 1;
    return text.substr(open, text.find('"', open) - open);
}

}  // namespace

TEST_CASE("rules without a mistake are left in peace") {
    CHECK(lines_of(mistakes_in(sound_rules())).empty());
    CHECK(lines_of(mistakes_in(bare_rules())).empty());
}

TEST_CASE("the built-in rules have none of the mistakes that a check can find") {
    CHECK(lines_of(mistakes_in(built_in_texts())).empty());
}

TEST_CASE("each planted mistake is found, named and placed, and nothing besides") {
    REQUIRE(planted_mistakes().size() >= 30);
    for (const Row& row : planted_mistakes()) {
        INFO(row.file << ": " << row.from << " -> " << row.to);
        CHECK(lines_of(mistakes_in(changed(sound_rules(), row.file, row.from, row.to))) == row.mistakes);
    }
}

TEST_CASE("mistakes are found among the built-in rules, too") {
    // clang-format off
    const std::vector<Row> rows{
        {"patterns/magnesium.json", R"~("strong": 12)~", R"~("strong": 40)~",
         R"~(patterns/magnesium.json /levels/strong: no answers reach the level "strong")~"},
        {"patterns/magnesium.json", R"~("at_most": "weak",
      "when": {"causes": ["breathing", "pregnancy"])~", R"~("at_most": "moderate",
      "when": {"causes": ["breathing", "pregnancy"])~",
         "patterns/magnesium.json /caps/4: this cap never changes the level"},
        {"patterns/melatonin.json", R"~( "adds_to": "early_waking_no_return",)~", "",
         R"~(patterns/melatonin.json /signs/1: whenever this sign counts, the sign "early_waking_no_return" counts too)~"},
        {"outcomes.json", R"~("when": {"patterns": ["magnesium", "melatonin"], "level": "moderate"},)~", R"~("when": {"patterns": ["magnesium", "melatonin"], "level": "moderate", "checkable": true},)~",
         "outcomes.json /lines/6: this line never decides"},
        {"outcomes.json", R"~("when": {"patterns": ["melatonin"], "level": "moderate", "checkable": true})~", R"~("when": {"patterns": ["magnesium"], "level": "strong", "checkable": true})~",
         "outcomes.json /lines/5: this line never decides"},
        {"patterns/magnesium.json", R"~({"fact": "nights_per_week", "op": "<=", "value": 2})~", R"~({"fact": "nights_per_week", "op": "<=", "value": 0})~",
         "patterns/magnesium.json /caps/5/when: this condition can never hold"},
        {"patterns/magnesium.json", R"~({"fact": "awakenings_per_night", "op": "<=", "value": 1},
          {"fact": "light_sleep_sound", "op": "==", "value": "never"})~", R"~({"fact": "awakenings_per_night", "op": "==", "value": 0},
          {"fact": "awake_in_night_min", "op": ">=", "value": 20})~",
         "patterns/magnesium.json /signs/24/when: this condition can never hold"},
    };
    // clang-format on
    for (const Row& row : rows) {
        INFO(row.file << ": " << row.from << " -> " << row.to);
        const Problems mistakes = mistakes_in(changed(built_in_texts(), row.file, row.from, row.to));
        REQUIRE(mistakes.size() == 1);
        const Problem& mistake = mistakes.front();
        CHECK(fmt::format("{} {}: {}", mistake.place.file, mistake.place.pointer, mistake.what) == row.mistakes);
    }
}

TEST_CASE("the same rules give the same findings") {
    for (const Row& row : planted_mistakes()) {
        const RuleTexts texts = changed(sound_rules(), row.file, row.from, row.to);
        CHECK(lines_of(mistakes_in(texts)) == lines_of(mistakes_in(texts)));
    }
}

TEST_CASE("answers said to make two signs count make both count") {
    int shown = 0;
    for (const Row& row : planted_mistakes()) {
        const RuleTexts texts = changed(sound_rules(), row.file, row.from, row.to);
        for (const Problem& problem : mistakes_in(texts)) {
            if (problem.cure.find("both count for ") != 0) continue;
            INFO(with_pointer(problem));
            const Knowledge knowledge = knowledge_of(texts);
            const auto& patterns = problem.place.file == "causes/winter.json" ? knowledge.causes : knowledge.patterns;
            const std::string here = patterns.front().signs[number_in(problem.place.pointer)].id;
            const std::string there = first_quoted(problem.what.substr(problem.what.find("the sign ")));
            const auto close = problem.cure.find("};");
            const auto answers = answers_in(problem.cure.substr(0, close + 1));
            const auto counting = counting_signs(assess(knowledge, facts_of(knowledge.catalogue, answers)));
            CHECK(std::count(counting.begin(), counting.end(), here) == 1);
            CHECK(std::count(counting.begin(), counting.end(), there) == 1);
            ++shown;
        }
    }
    CHECK(shown >= 5);
}

TEST_CASE("answers said to be decided by an earlier line meet both lines") {
    int shown = 0;
    for (const Row& row : planted_mistakes()) {
        const RuleTexts texts = changed(sound_rules(), row.file, row.from, row.to);
        for (const Problem& problem : mistakes_in(texts)) {
            if (problem.what != "this line never decides") continue;
            INFO(with_pointer(problem));
            const Knowledge knowledge = knowledge_of(texts);
            const Facts facts = facts_of(knowledge.catalogue, answers_in(problem.cure));
            Judgement judgement;
            judge(knowledge.rules, facts, judgement);
            const OutcomeLine& line = knowledge.lines[number_in(problem.place.pointer)];
            CHECK(judgement.holds(line.when));
            CHECK(assess(knowledge, facts).line < &line);
            ++shown;
        }
    }
    CHECK(shown >= 2);
}

TEST_CASE("conditions said never to hold or to fail do so for no answers") {
    int checked = 0;
    for (const Row& row : planted_mistakes()) {
        const RuleTexts texts = changed(sound_rules(), row.file, row.from, row.to);
        const Loaded loaded = load_knowledge({layer_of(texts, "small")});
        if (!loaded.problems.empty()) continue;
        for (const Problem& problem : find_defects(loaded)) {
            const bool never = problem.what.find("can never") != std::string::npos;
            if (!never && problem.what != "this condition always holds") continue;
            INFO(with_pointer(problem));
            const auto judgements = all_judgements(loaded.knowledge);
            for (const RulePlace& place : loaded.places) {
                if (place.kind != "condition" || place.pointer != problem.place.pointer ||
                    loaded.sources[place.file].path != problem.place.file) {
                    continue;
                }
                const Truth excluded = never ? Truth::yes : Truth::no;
                CHECK(std::none_of(judgements.begin(), judgements.end(), [&](const Judgement& judgement) {
                    return judgement.truth(place.step) == excluded;
                }));
                ++checked;
            }
        }
    }
    CHECK(checked >= 15);
}

TEST_CASE("what is said to be without effect is so for all answers") {
    int checked = 0;
    for (const Row& row : planted_mistakes()) {
        const RuleTexts texts = changed(sound_rules(), row.file, row.from, row.to);
        const Loaded loaded = load_knowledge({layer_of(texts, "small")});
        if (!loaded.problems.empty()) continue;
        const Knowledge& knowledge = loaded.knowledge;
        for (const Problem& problem : find_defects(loaded)) {
            const std::string& pointer = problem.place.pointer;
            const bool level = pointer.find("/levels/") == 0;
            const bool line = problem.what == "this line never decides";
            if (!level && !line) continue;
            INFO(with_pointer(problem));
            for (const Judgement& judgement : all_judgements(knowledge)) {
                if (line) {
                    const auto holds = [&](const OutcomeLine& other) { return judgement.holds(other.when); };
                    const auto first = std::find_if(knowledge.lines.begin(), knowledge.lines.end(), holds);
                    if (first - knowledge.lines.begin() == static_cast<std::ptrdiff_t>(number_in(pointer)))
                        FAIL_CHECK();
                    continue;
                }
                const auto& owner = row.file == "causes/winter.json" ? knowledge.causes : knowledge.patterns;
                for (const Level& reached : owner.front().levels) {
                    if ("/levels/" + reached.id == pointer && judgement.holds(reached.reached)) FAIL_CHECK();
                }
            }
            ++checked;
        }
    }
    CHECK(checked >= 5);
}
