#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "test_rules.hpp"

/// A rules folder with one question, one pattern of one sign, and one flag; every part of it is shown by an example.
inline RuleTexts small_rules() {
    RuleTexts texts = bare_rules();
    texts["claims.json"] = R"({"grades": [{"id": "fine", "name": "fine"}], "articles": [{"id": "a", "title": "A"}],
"claims": [{"id": "C1", "article": "a", "says": "S", "grade": "fine", "reason": "R", "sources": []}]})";
    texts["questions/day.json"] = R"({"id": "day", "title": "Day", "questions": [
{"id": "cups", "name": "cups a day", "kind": "integer", "unit": "cups", "min": 0, "max": 20, "tier": "core",
 "prompt": "How many?", "why": "It matters.", "claims": ["C1"]}]})";
    texts["patterns/cup.json"] = R"({"id": "cup", "name": "cups", "about": "Cups.", "evidence": "weak",
"evidence_note": "None.", "claims": ["C1"], "levels": {"some": 2}, "signs": [
{"id": "many_cups", "role": "core", "points": 2,
 "when": {"fact": "cups", "op": ">=", "value": 3},
 "says": "Many.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"cups": 3}], "no": [{"cups": 2}]}}]})";
    texts["flags/some.json"] = R"({"id": "some", "flags": [
{"id": "too_many", "urgency": "caution",
 "when": {"fact": "cups", "op": ">=", "value": 11},
 "title": "T",
 "action": "A",
 "examples": {"yes": [   {"cups": 11}], "no": [{"cups": 10}]}}]})";
    texts["outcomes.json"] = R"({"outcomes": [{"id": "restless", "name": "n", "headline": "H."},
{"id": "fine", "name": "f", "headline": "F."}],
"lines": [{"outcome": "restless", "when": {"patterns": ["cup"], "level": "some"}}, {"outcome": "fine"}]})";
    return texts;
}

inline sleepcheck::Loaded loaded_rules(const RuleTexts& texts) {
    sleepcheck::Loaded loaded = sleepcheck::load_knowledge({layer_of(texts, "built-in")});
    for (const auto& problem : loaded.problems) FAIL_CHECK(in_one_line(problem));
    return loaded;
}
