// A conversation step by step: what is put, what is left out, what is kept and what is dropped.

#include "sleepcheck/interview.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "random_answers.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "small_rules.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

using Ids = std::vector<std::string>;

/// Cups lead to sugar, sugar to spoons; a low mood to a question that is never stored. `noise` waits for nothing and
/// speaks for nothing. Only cups, sugar and spoons have signs; only 11 cups raise a flag that does not halt.
RuleTexts talk_rules() {
    RuleTexts texts = small_rules();
    texts["questions/day.json"] = R"({"id": "day", "title": "Day", "order": 1, "questions": [
{"id": "cups", "name": "cups a day", "kind": "integer", "unit": "cups", "min": 0, "max": 20, "tier": "core",
 "prompt": "How many?", "why": "It matters.", "claims": ["C1"]},
{"id": "sugar", "name": "sugar in it", "kind": "yes_no", "tier": "core",
 "prompt": "With sugar?", "why": "It matters.", "claims": ["C1"],
 "applies_when": {"fact": "cups", "op": ">=", "value": 1}},
{"id": "spoons", "name": "spoons of it", "kind": "integer", "unit": "spoons", "min": 0, "max": 9, "tier": "follow_up",
 "prompt": "How many?", "why": "It matters.", "claims": ["C1"],
 "applies_when": {"fact": "sugar", "op": "==", "value": "yes"}},
{"id": "noise", "name": "noise", "kind": "yes_no", "tier": "core",
 "prompt": "Noise?", "why": "It matters.", "claims": ["C1"]}]})";
    texts["questions/mood.json"] = R"({"id": "mood", "title": "Mood", "order": 2, "questions": [
{"id": "low", "name": "low mood", "kind": "yes_no", "tier": "core",
 "prompt": "Low?", "why": "It matters.", "claims": ["C1"]},
{"id": "harm", "name": "thoughts of harm", "kind": "yes_no", "tier": "safety", "private": true, "never_stored": true,
 "prompt": "Harm?", "why": "It matters.", "claims": ["C1"],
 "applies_when": {"fact": "low", "op": "==", "value": "yes"}},
{"id": "signs", "name": "warning signs", "kind": "multi_choice", "tier": "safety",
 "options": [{"value": "none", "label": "None"}, {"value": "pain", "label": "Pain"}, {"value": "fits", "label": "Fits"}],
 "prompt": "Signs?", "why": "It matters.", "claims": ["C1"]}]})";
    texts["patterns/cup.json"] = R"({"id": "cup", "name": "cups", "about": "Cups.", "evidence": "weak",
"evidence_note": "None.", "claims": ["C1"], "levels": {"some": 2, "many": 4}, "signs": [
{"id": "many_cups", "role": "core", "points": 2, "when": {"fact": "cups", "op": ">=", "value": 3},
 "says": "Many.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"cups": 3}], "no": [{"cups": 2}]}},
{"id": "sweet", "role": "core", "points": 1, "when": {"fact": "sugar", "op": "==", "value": "yes"},
 "says": "Sweet.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"sugar": "yes"}], "no": [{"sugar": "no"}]}},
{"id": "spoonful", "role": "core", "points": 1, "when": {"fact": "spoons", "op": ">=", "value": 3},
 "says": "Spoons.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"spoons": 3}], "no": [{"spoons": 2}]}}]})";
    texts["flags/some.json"] = R"({"id": "some", "order": 1, "name": "Some", "flags": [
{"id": "harmed", "urgency": "emergency", "halt": true, "when": {"fact": "harm", "op": "==", "value": "yes"},
 "title": "T", "action": "A", "examples": {"yes": [{"harm": "yes"}], "no": [{"harm": "no"}]}},
{"id": "pained", "urgency": "caution", "when": {"fact": "signs", "op": "has_any", "value": ["pain"]},
 "title": "T", "action": "A", "examples": {"yes": [{"signs": ["pain"]}], "no": [{"signs": ["none"]}]}},
{"id": "too_many", "urgency": "caution", "when": {"fact": "cups", "op": ">=", "value": 11},
 "title": "T", "action": "A", "examples": {"yes": [{"cups": 11}], "no": [{"cups": 10}]}}]})";
    texts["outcomes.json"] = R"({"outcomes": [{"id": "restless", "name": "n", "headline": "H."},
{"id": "fine", "name": "f", "headline": "F."}, {"id": "stopped", "name": "s", "headline": "S."}], "halted": "stopped",
"lines": [{"outcome": "restless", "when": {"patterns": ["cup"], "level": "some"}}, {"outcome": "fine"}]})";
    return texts;
}

const Knowledge& small() {
    static const Knowledge knowledge = knowledge_of(talk_rules());
    return knowledge;
}

/// An interview in words: questions by id, answers as an answers file has them.
class Talk {
public:
    explicit Talk(const Knowledge& knowledge, Depth depth = Depth::full, const json& known = json::object())
        : knowledge_(knowledge), interview_(knowledge, {depth, facts_of(knowledge.catalogue, known), {}}) {}

    [[nodiscard]] std::string question() const {
        const auto fact = interview_.question();
        return fact ? knowledge_.catalogue.at(*fact).id : std::string();
    }
    Talk& say(const json& answer) {
        const std::string id = question();
        REQUIRE_FALSE(id.empty());
        interview_.answer(facts_of(knowledge_.catalogue, {{id, answer}}).value(*interview_.question()));
        return *this;
    }
    Talk& skip() {
        interview_.skip();
        return *this;
    }
    Talk& back() {
        CHECK(interview_.back());
        return *this;
    }
    Talk& keep() {
        interview_.keep();
        return *this;
    }
    Talk& revisit(const std::string& id) {
        interview_.revisit(fact(id));
        return *this;
    }
    [[nodiscard]] FactId fact(const std::string& id) const { return find_fact(knowledge_.catalogue, id).value(); }
    [[nodiscard]] Ids dropped() const { return ids_of(knowledge_.catalogue, interview_.dropped()); }
    [[nodiscard]] Ids path() const { return ids_of(knowledge_.catalogue, interview_.state().path); }

    /// The answers so far, as an answers file has them.
    [[nodiscard]] json answers() const {
        return json::parse(to_answers(knowledge_.catalogue, interview_.facts()))["answers"];
    }

    /// Answers from the set, as long as something is put, skipping what it lacks; what was put.
    Ids answer_from(const json& set) {
        Ids put;
        while (!question().empty()) {
            put.push_back(question());
            REQUIRE(put.size() <= knowledge_.catalogue.questions);
            if (set.contains(put.back())) {
                say(set[put.back()]);
            } else {
                skip();
            }
        }
        return put;
    }

    Interview& interview() { return interview_; }

private:
    const Knowledge& knowledge_;
    Interview interview_;
};

json members(std::initializer_list<std::pair<const std::string, json>> list) {
    json object = json::object();
    for (const auto& [id, answer] : list) object[id] = answer;
    return object;
}

Truth applies(const Knowledge& knowledge, const Facts& facts, FactId fact) {
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    return judgement.truth(knowledge.rules.applies[index_of(fact)]);
}

bool contradicts(const Knowledge& knowledge, const Facts& facts) {
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    const auto holds = [&](const Contradiction& contradiction) { return judgement.holds(contradiction.when); };
    return std::any_of(knowledge.contradictions.begin(), knowledge.contradictions.end(), holds);
}

constexpr Depth depths[] = {Depth::quick, Depth::usual, Depth::full};

}  // namespace

TEST_CASE("an interview starts at the first question and ends after the last") {
    Talk talk(small());
    CHECK(talk.question() == "cups");
    CHECK(talk.interview().number() == 1);
    CHECK_FALSE(talk.interview().looks_back());
    CHECK(talk.answer_from(
              members({{"cups", 2}, {"sugar", "no"}, {"noise", "no"}, {"low", "no"}, {"signs", {"none"}}})) ==
          Ids{"cups", "sugar", "noise", "low", "signs"});
    CHECK(talk.question().empty());
    CHECK(talk.interview().number() == 6);
    CHECK_FALSE(talk.interview().ended_by());
    CHECK(talk.answers() ==
          members({{"cups", 2}, {"sugar", "no"}, {"noise", "no"}, {"low", "no"}, {"signs", {"none"}}}));
}

TEST_CASE("with all that applies asked, each question waits for those that tell whether it applies") {
    struct Row {
        std::string when;
        json answers;
        Ids put;
    };
    const std::vector<Row> rows{
        {"nothing applies", {{"cups", 0}, {"low", "no"}}, {"cups", "noise", "low", "signs"}},
        {"one leads on", {{"cups", 1}, {"sugar", "no"}, {"low", "no"}}, {"cups", "sugar", "noise", "low", "signs"}},
        {"all apply",
         {{"cups", 1}, {"sugar", "yes"}, {"low", "yes"}},
         {"cups", "sugar", "spoons", "noise", "low", "harm", "signs"}},
        {"skipped: it may apply", {{"low", "no"}}, {"cups", "sugar", "spoons", "noise", "low", "signs"}},
        {"the second one skipped", {{"cups", 1}, {"low", "no"}}, {"cups", "sugar", "spoons", "noise", "low", "signs"}},
        {"all skipped", json::object(), {"cups", "sugar", "spoons", "noise", "low", "harm", "signs"}},
    };
    for (const auto& [when, answers, put] : rows) {
        INFO(when);
        CHECK(Talk(small()).answer_from(answers) == put);
    }
}

TEST_CASE("what is known at the start is not asked") {
    struct Row {
        json known;
        Ids put;
    };
    const std::vector<Row> rows{
        {{{"cups", 2}}, {"sugar", "spoons", "noise", "low", "harm", "signs"}},
        {{{"cups", 0}}, {"noise", "low", "harm", "signs"}},
        {{{"cups", 0}, {"signs", {"pain"}}, {"low", "no"}}, {"noise"}},
        {{{"cups", nullptr}}, {"sugar", "spoons", "noise", "low", "harm", "signs"}},
        {{{"sugar", "no"}}, {"cups", "noise", "low", "harm", "signs"}},
        {{{"cups", 0}, {"noise", "yes"}, {"signs", {"pain"}}, {"low", "no"}}, {}},
    };
    for (const auto& [known, put] : rows) {
        INFO(known.dump());
        Talk talk(small(), Depth::full, known);
        CHECK(talk.answer_from(json::object()) == put);
        CHECK(talk.path() == put);
        for (const auto& [id, answer] : known.items()) CHECK(talk.answers()[id] == answer);
    }
}

TEST_CASE("a question skipped stays unknown, and is not put again") {
    Talk talk(small());
    talk.skip();
    CHECK(talk.answers() == members({{"cups", nullptr}}));
    CHECK_FALSE(talk.interview().facts().known(talk.fact("cups")));
    CHECK(talk.interview().passed(talk.fact("cups")));
    CHECK(talk.question() == "sugar");
    CHECK(talk.interview().number() == 2);
}

TEST_CASE("skipping takes an earlier answer back") {
    Talk talk(small());
    talk.say(5).back();
    CHECK(talk.question() == "cups");
    talk.skip();
    CHECK(talk.answers() == members({{"cups", nullptr}}));
    CHECK(talk.path() == Ids{"cups"});
}

TEST_CASE("back goes as far as the first question, over skipped ones too") {
    Talk talk(small());
    talk.say(5).skip().say(3).skip();
    CHECK(talk.question() == "low");
    const auto before = talk.answers();
    std::size_t number = 5;
    for (const auto* earlier : {"noise", "spoons", "sugar", "cups"}) {
        talk.back();
        CHECK(talk.question() == earlier);
        CHECK(talk.interview().looks_back());
        CHECK(talk.interview().number() == --number);
        CHECK(talk.answers() == before);
    }
    CHECK_FALSE(talk.interview().back());
    CHECK(talk.question() == "cups");
    CHECK(talk.interview().looks_back());
    talk.keep();
    CHECK(talk.question() == "low");
    CHECK_FALSE(talk.interview().looks_back());
    CHECK(talk.interview().number() == 5);
    CHECK(talk.answers() == before);
}

TEST_CASE("at the very first question there is no way back") {
    Talk talk(small());
    CHECK_FALSE(talk.interview().back());
    CHECK(talk.question() == "cups");
    CHECK_FALSE(talk.interview().looks_back());
    Talk known(small(), Depth::full, {{"cups", 0}});
    CHECK_FALSE(known.interview().back());
    CHECK(known.question() == "noise");
}

TEST_CASE("after the last question there is a way back") {
    Talk talk(small());
    talk.answer_from(members({{"cups", 0}, {"noise", "no"}, {"low", "no"}, {"signs", {"none"}}}));
    talk.back();
    CHECK(talk.question() == "signs");
    talk.say({"pain"});
    CHECK(talk.question().empty());
    CHECK(talk.answers()["signs"] == json::array({"pain"}));
}

TEST_CASE("the same answer given again changes nothing") {
    Talk talk(small());
    talk.say(5).say("yes").say(3).back().back().say("yes");
    CHECK(talk.dropped().empty());
    CHECK(talk.answers() == members({{"cups", 5}, {"sugar", "yes"}, {"spoons", 3}}));
    CHECK(talk.question() == "noise");
}

TEST_CASE("any question that was put or known can be put again, and others stay as they are") {
    Talk talk(small(), Depth::full, {{"noise", "yes"}});
    talk.say(5).say("no");
    CHECK(talk.question() == "low");
    for (const auto* id : {"noise", "cups", "sugar"}) {
        talk.revisit(id);
        CHECK(talk.question() == id);
        CHECK(talk.interview().looks_back());
        talk.keep();
        CHECK(talk.question() == "low");
    }
    talk.revisit("noise").say("no");
    CHECK(talk.answers() == members({{"cups", 5}, {"sugar", "no"}, {"noise", "no"}}));
    CHECK(talk.path() == Ids{"cups", "sugar", "noise"});
    CHECK(talk.question() == "low");
}

TEST_CASE("a changed answer drops what no longer applies, all along the chain, and says which") {
    Talk talk(small());
    talk.say(5).say("yes").say(3).say("no");
    CHECK(talk.question() == "low");
    talk.revisit("cups").say(0);
    CHECK(talk.dropped() == Ids{"sugar", "spoons"});
    CHECK(talk.answers() == members({{"cups", 0}, {"noise", "no"}}));
    CHECK(talk.path() == Ids{"cups", "noise"});
    CHECK_FALSE(talk.interview().passed(talk.fact("sugar")));
    CHECK(talk.question() == "low");
    talk.say("no");
    CHECK(talk.dropped().empty());
    talk.revisit("cups").say(7);
    CHECK(talk.dropped().empty());
    CHECK(talk.question() == "sugar");
    talk.say("yes");
    CHECK(talk.question() == "spoons");
    talk.say(1);
    CHECK(talk.question() == "signs");
    CHECK(talk.answers() == members({{"cups", 7}, {"sugar", "yes"}, {"spoons", 1}, {"noise", "no"}, {"low", "no"}}));
}

TEST_CASE("a skipped question that no longer applies is put again when it does") {
    Talk talk(small());
    talk.say(5).skip().skip();
    CHECK(talk.question() == "noise");
    talk.revisit("cups").say(0);
    CHECK(talk.dropped().empty());
    CHECK(talk.answers() == members({{"cups", 0}}));
    talk.revisit("cups").say(5);
    CHECK(talk.question() == "sugar");
}

TEST_CASE("an answer taken back leaves what may still apply") {
    Talk talk(small());
    talk.say(5).say("yes").say(3);
    talk.revisit("cups").skip();
    CHECK(talk.dropped().empty());
    CHECK(talk.answers() == members({{"cups", nullptr}, {"sugar", "yes"}, {"spoons", 3}}));
}

TEST_CASE("an answer that contradicts its own follow-up drops the follow-up") {
    RuleTexts texts = talk_rules();
    texts["contradictions.json"] = R"({"contradictions": [
{"id": "no_cup_but_sugar", "clears": ["cups", "sugar"], "says": "Both cannot be.", "when": {"all": [
  {"fact": "cups", "op": "==", "value": 0}, {"fact": "sugar", "op": "==", "value": "yes"}]},
 "examples": {"yes": [{"cups": 0, "sugar": "yes"}], "no": [{"cups": 1, "sugar": "yes"}]}}]})";
    const Knowledge knowledge = knowledge_of(texts);
    Talk talk(knowledge);
    talk.say(5).say("yes").say(3);
    talk.revisit("cups").say(0);
    CHECK(talk.dropped() == Ids{"sugar", "spoons"});
    CHECK(talk.answers() == members({{"cups", 0}}));
    // What an answers file brings along is not for the interview to drop: a person is to be asked which is right.
    Talk brought(knowledge, Depth::full, {{"cups", 0}, {"sugar", "yes"}});
    brought.answer_from({{"noise", "no"}});
    CHECK(brought.answers()["cups"] == 0);
    CHECK(brought.answers()["sugar"] == "yes");
}

TEST_CASE("what could make a question apply again is asked, too, as long as that question matters") {
    RuleTexts texts = talk_rules();
    texts["contradictions.json"] = R"({"contradictions": [
{"id": "no_cup_but_noise", "clears": ["cups"], "says": "Both cannot be.", "when": {"all": [
  {"fact": "cups", "op": "==", "value": 0}, {"fact": "noise", "op": "==", "value": "yes"}]},
 "examples": {"yes": [{"cups": 0, "noise": "yes"}], "no": [{"cups": 0, "noise": "no"}]}}]})";
    // Nothing but the question of sugar looks at the cups.
    texts["patterns/cup.json"] = R"({"id": "cup", "name": "cups", "about": "Cups.", "evidence": "weak",
"evidence_note": "None.", "claims": ["C1"], "levels": {"some": 2}, "signs": [
{"id": "sweet", "role": "core", "points": 1, "when": {"fact": "sugar", "op": "==", "value": "yes"},
 "says": "Sweet.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"sugar": "yes"}], "no": [{"sugar": "no"}]}},
{"id": "spoonful", "role": "core", "points": 1, "when": {"fact": "spoons", "op": ">=", "value": 3},
 "says": "Spoons.", "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"spoons": 3}], "no": [{"spoons": 2}]}}]})";
    const Knowledge knowledge = knowledge_of(texts);
    struct Row {
        json answers;
        std::set<std::string> put;
    };
    const std::vector<Row> rows{
        {{{"cups", 0}, {"noise", "no"}, {"sugar", "yes"}, {"spoons", 5}, {"low", "no"}},
         {"cups", "noise", "low", "signs"}},
        {{{"cups", 0}, {"noise", "yes"}, {"sugar", "yes"}, {"spoons", 5}, {"low", "no"}},
         {"cups", "noise", "sugar", "spoons", "low", "signs"}},
        {{{"cups", 0}, {"noise", "yes"}, {"sugar", "no"}, {"low", "no"}}, {"cups", "noise", "sugar", "low", "signs"}},
    };
    for (const auto& [answers, put] : rows) {
        for (const Depth depth : {Depth::quick, Depth::usual}) {
            INFO(answers.dump() << " " << word_for(depth));
            Talk talk(knowledge, depth);
            const Ids order = talk.answer_from(answers);
            CHECK(std::set<std::string>(order.begin(), order.end()) == put);
        }
    }
}

TEST_CASE("what only the plan hangs on is asked by default, and not in a quick interview") {
    RuleTexts texts = talk_rules();
    texts["plan.json"] = R"({"weeks": [{"week": 1, "first": [
{"id": "quiet", "title": "T", "text": "T", "claims": ["C1"], "when": {"fact": "noise", "op": "==", "value": "yes"}},
{"id": "other", "title": "T", "text": "T", "claims": ["C1"]}]}], "foods": []})";
    std::string& outcomes = texts["outcomes.json"];
    const std::string line = R"({"outcome": "restless", )";
    outcomes.insert(outcomes.find(line) + line.size(), R"("advice": true, )");
    const Knowledge knowledge = knowledge_of(texts);
    struct Row {
        Depth depth;
        std::int32_t cups;
        bool asked;
    };
    // With few cups the outcome is one that gives no advice.
    for (const auto& [depth, cups, asked] : std::vector<Row>{
             {Depth::usual, 5, true}, {Depth::usual, 0, false}, {Depth::quick, 5, false}, {Depth::quick, 0, false}}) {
        INFO(word_for(depth) << " " << cups);
        Talk talk(knowledge, depth);
        const Ids put = talk.answer_from({{"cups", cups}, {"sugar", "no"}, {"noise", "yes"}, {"low", "no"}});
        CHECK(std::count(put.begin(), put.end(), "noise") == (asked ? 1 : 0));
    }
}

TEST_CASE("what could halt is asked in a quick interview, too, also when the outcome is settled") {
    RuleTexts texts = talk_rules();
    std::string& flags = texts["flags/some.json"];
    const std::string first = R"("flags": [)";
    flags.insert(flags.find(first) + first.size(), R"(
{"id": "noisy", "urgency": "stop", "halt": true, "when": {"fact": "noise", "op": "==", "value": "yes"},
 "title": "T", "action": "A", "examples": {"yes": [{"noise": "yes"}], "no": [{"noise": "no"}]}},)");
    const Knowledge knowledge = knowledge_of(texts);
    Talk talk(knowledge, Depth::quick, {{"cups", 0}});
    CHECK(talk.interview().outcome_settled());
    const Ids put = talk.answer_from({{"noise", "yes"}, {"low", "no"}});
    CHECK(std::count(put.begin(), put.end(), "noise") == 1);
    CHECK(assess(knowledge, talk.interview().facts(), Ahead::do_not_look).outcome->id == "stopped");
}

TEST_CASE("a chain is dropped whole, also when the catalogue has its end before its middle") {
    RuleTexts texts = talk_rules();
    std::string& day = texts["questions/day.json"];
    const auto replace = [&](const std::string& old, const std::string& text) {
        REQUIRE(day.find(old) != std::string::npos);
        day.replace(day.find(old), old.size(), text);
    };
    replace(R"({"fact": "cups", "op": ">=", "value": 1})", R"({"fact": "spoons", "op": ">=", "value": 1})");
    replace(R"({"fact": "sugar", "op": "==", "value": "yes"})", R"({"fact": "cups", "op": ">=", "value": 1})");
    const Knowledge knowledge = knowledge_of(texts);
    Talk talk(knowledge);
    talk.say(5);
    CHECK(talk.question() == "spoons");
    talk.say(3);
    CHECK(talk.question() == "sugar");
    talk.say("yes").revisit("cups").say(0);
    CHECK(talk.dropped() == Ids{"spoons", "sugar"});
    CHECK(talk.answers() == members({{"cups", 0}}));
}

TEST_CASE("questions that wait for each other do not wait for ever") {
    RuleTexts texts = talk_rules();
    std::string& day = texts["questions/day.json"];
    const std::string always = R"("prompt": "How many?", "why": "It matters.", "claims": ["C1"]},
{"id": "sugar")";
    const auto place = day.find(always);
    REQUIRE(place != std::string::npos);
    day.insert(place, R"("applies_when": {"fact": "spoons", "op": ">=", "value": 0}, )");
    const Knowledge knowledge = knowledge_of(texts);
    for (const Depth depth : depths) {
        INFO(word_for(depth));
        Talk talk(knowledge, depth);
        const Ids put = talk.answer_from({{"cups", 1}, {"sugar", "yes"}, {"spoons", 2}, {"low", "no"}});
        for (const auto* id : {"cups", "sugar", "spoons"}) CHECK(std::count(put.begin(), put.end(), id) == 1);
    }
}

TEST_CASE("an answer that is never to be stored is kept nowhere") {
    for (const bool skipped : {false, true}) {
        Talk talk(small());
        talk.say(0).say("no").say("yes");
        REQUIRE(talk.question() == "harm");
        if (skipped) {
            talk.skip();
        } else {
            talk.say("no");
        }
        CHECK(talk.question() == "signs");
        CHECK_FALSE(talk.interview().ended_by());
        CHECK(talk.interview().passed(talk.fact("harm")));
        CHECK(talk.interview().facts().state(talk.fact("harm")) == Facts::State::not_given);
        CHECK(talk.interview().state().facts.state(talk.fact("harm")) == Facts::State::not_given);
        CHECK(to_answers(small().catalogue, talk.interview().facts()).find("harm") == std::string::npos);
        CHECK(talk.answers() == members({{"cups", 0}, {"noise", "no"}, {"low", "yes"}}));
        talk.back();
        CHECK(talk.question() == "harm");
        talk.keep();
        CHECK(talk.question() == "signs");
    }
}

TEST_CASE("a yes that halts ends the interview at once and is stored nowhere") {
    Talk talk(small());
    talk.say(0).say("no").say("yes").say("yes");
    CHECK(talk.question().empty());
    REQUIRE(talk.interview().ended_by());
    CHECK(talk.interview().ended_by()->value(talk.fact("harm")) == 1);
    CHECK(talk.interview().ended_by()->value(talk.fact("cups")) == 0);
    CHECK(talk.interview().facts().state(talk.fact("harm")) == Facts::State::not_given);
    CHECK(to_answers(small().catalogue, talk.interview().facts()).find("harm") == std::string::npos);
    const Assessment last = assess(small(), *talk.interview().ended_by(), Ahead::do_not_look);
    CHECK(last.outcome->id == "stopped");
}

TEST_CASE("a no given again after a look back goes on, and a yes then ends") {
    Talk talk(small());
    talk.say(0).say("no").say("yes").say("no").back().say("no");
    CHECK(talk.question() == "signs");
    talk.back().say("yes");
    CHECK(talk.question().empty());
    CHECK(talk.interview().ended_by());
}

TEST_CASE("an answer never to be stored that is known at the start is taken out") {
    for (const Depth depth : depths) {
        INFO(word_for(depth));
        Talk no(small(), depth, {{"low", "yes"}, {"harm", "no"}});
        CHECK(no.interview().facts().state(no.fact("harm")) == Facts::State::not_given);
        CHECK_FALSE(no.interview().ended_by());
        const Ids put = no.answer_from(json::object());
        CHECK(std::count(put.begin(), put.end(), "harm") == 1);
        Talk yes(small(), depth, {{"low", "yes"}, {"harm", "yes"}});
        CHECK(yes.question().empty());
        CHECK(yes.interview().ended_by());
        CHECK(yes.interview().facts().state(yes.fact("harm")) == Facts::State::not_given);
    }
}

TEST_CASE("a question never to be stored is put again in an interview taken up again, as a new one") {
    Talk first(small());
    first.say(0).say("no").say("yes").say("no");
    Interview second(small(), first.interview().state());
    REQUIRE(second.question());
    CHECK(small().catalogue.at(*second.question()).id == "harm");
    CHECK(second.number() == 4);
    REQUIRE(second.back());
    CHECK(small().catalogue.at(*second.question()).id == "low");
}

TEST_CASE("an interview taken up again goes on with what is open, and can go back") {
    Talk first(small());
    first.say(5).skip().say(2);
    Interview second(small(), first.interview().state());
    CHECK(second.question() == first.interview().question());
    CHECK(second.number() == 4);
    REQUIRE(second.back());
    CHECK(small().catalogue.at(*second.question()).id == "spoons");
}

TEST_CASE("a quick interview stops when the outcome is settled, after the safety questions") {
    struct Row {
        json answers;
        Ids quick;
        Ids usual;
    };
    const std::vector<Row> rows{
        // Cups alone reach the lower level; sugar and spoons could only raise it further.
        {{{"cups", 5}, {"sugar", "no"}, {"low", "no"}}, {"cups", "low", "signs"}, {"cups", "sugar", "low", "signs"}},
        {{{"cups", 5}, {"sugar", "yes"}, {"low", "yes"}},
         {"cups", "low", "harm", "signs"},
         {"cups", "sugar", "spoons", "low", "harm", "signs"}},
        {{{"cups", 0}, {"low", "no"}}, {"cups", "low", "signs"}, {"cups", "low", "signs"}},
        {{{"cups", 1}, {"sugar", "no"}, {"low", "no"}},
         {"cups", "sugar", "low", "signs"},
         {"cups", "sugar", "low", "signs"}},
    };
    for (const auto& [answers, quick, usual] : rows) {
        INFO(answers.dump());
        for (const auto& [depth, expected] : {std::pair{Depth::quick, quick}, {Depth::usual, usual}}) {
            INFO(word_for(depth));
            Talk talk(small(), depth);
            Ids put = talk.answer_from(answers);
            CHECK(talk.interview().outcome_settled());
            // The order is that of what each question can settle.
            Ids sorted = expected;
            std::sort(put.begin(), put.end());
            std::sort(sorted.begin(), sorted.end());
            CHECK(put == sorted);
        }
    }
}

TEST_CASE("safety questions are put in every depth, also when a flag has halted everything else") {
    const Knowledge& knowledge = built_in_rules();
    for (const Depth depth : depths) {
        INFO(word_for(depth));
        Talk talk(knowledge, depth, {{"age_years", 15}, {"low_mood", "some_days"}});
        const Ids put = talk.answer_from(json::object());
        for (const auto* id : {"self_harm_thoughts", "daytime_sleepiness", "warning_signs"}) {
            CHECK(std::count(put.begin(), put.end(), id) == 1);
        }
    }
    CHECK(Talk(knowledge, Depth::usual, {{"age_years", 15}, {"low_mood", "no"}, {"anxiety_level", "none"}})
              .answer_from(json::object())
              .size() < 20);
}

TEST_CASE("about to go counts down to none at the last question") {
    Talk talk(small(), Depth::full, {{"low", "no"}});
    struct Row {
        std::string question;
        json answer;
        std::size_t least;
        std::size_t most;
    };
    const std::vector<Row> rows{
        {"cups", 5, 2, 4},     {"sugar", "yes", 2, 3},    {"spoons", 1, 2, 2},
        {"noise", "no", 1, 1}, {"signs", {"none"}, 0, 0},
    };
    for (const auto& [question, answer, least, most] : rows) {
        INFO(question);
        REQUIRE(talk.question() == question);
        CHECK(talk.interview().about_to_go() >= least);
        CHECK(talk.interview().about_to_go() <= most);
        talk.say(answer);
    }
    CHECK(talk.question().empty());
    CHECK(talk.interview().about_to_go() == 0);
    talk.back();
    CHECK(talk.interview().about_to_go() == 0);
}

namespace {

/// Random talks with the built-in rules.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : twin_(built_in_files()), random_(built_in_files(), twin_, seed) {}

    static const Knowledge& knowledge() { return built_in_rules(); }

    std::int32_t value(FactId fact) {
        const std::string& id = knowledge().catalogue.at(fact).id;
        return facts_of(knowledge().catalogue, {{id, random_.value(id)}}).value(fact);
    }
    /// Every question answered, whether it applies or not.
    Facts full() {
        Facts facts = facts_of(knowledge().catalogue, random_.next());
        for (std::size_t i = 0; i < knowledge().catalogue.questions; ++i) {
            if (!facts.known(FactId(i))) facts.learn(FactId(i), value(FactId(i)));
        }
        return facts;
    }
    RandomAnswers& random() { return random_; }

private:
    slow_twin::SlowTwin twin_;
    RandomAnswers random_;
};

}  // namespace

TEST_CASE("asked in full, all that applies is put and nothing else, in the order of the catalogue") {
    const auto seed = random_seed();
    Walk walk(seed);
    const Knowledge& knowledge = built_in_rules();
    std::size_t in_order = 0;
    for (std::size_t i = 0; i < repetitions(1000); ++i) {
        INFO("SLEEPCHECK_SEED=" << seed << " set " << i);
        const Facts facts = walk.full();
        Interview interview(knowledge, {Depth::full, Facts(0), {}});
        std::vector<FactId> asked;
        while (interview.question()) {
            const FactId fact = *interview.question();
            REQUIRE(applies(knowledge, interview.facts(), fact) != Truth::no);
            asked.push_back(fact);
            interview.answer(facts.value(fact));
        }
        if (interview.ended_by()) continue;
        const std::set<FactId> put(asked.begin(), asked.end());
        REQUIRE(put.size() == asked.size());
        for (std::size_t q = 0; q < knowledge.catalogue.questions; ++q) {
            const bool may_apply = applies(knowledge, interview.facts(), FactId(q)) != Truth::no;
            REQUIRE(put.contains(FactId(q)) == may_apply);
        }
        // A contradiction can make a question apply that did not.
        if (contradicts(knowledge, interview.facts())) continue;
        Ids sections;
        for (const FactId fact : asked) {
            const std::string& section = knowledge.catalogue.at(fact).section;
            if (sections.empty() || sections.back() != section) sections.push_back(section);
        }
        REQUIRE(std::set<std::string>(sections.begin(), sections.end()).size() == sections.size());
        REQUIRE(std::is_sorted(asked.begin(), asked.end()));
        ++in_order;
    }
    CHECK(in_order > 0);
}

TEST_CASE("the same replies lead through the same questions") {
    Walk walk(random_seed());
    for (const Depth depth : depths) {
        for (std::size_t i = 0; i < repetitions(40); ++i) {
            const Facts facts = walk.full();
            Interview one(built_in_rules(), {depth, Facts(0), {}});
            Interview other(built_in_rules(), {depth, Facts(0), {}});
            while (one.question()) {
                REQUIRE(one.question() == other.question());
                one.answer(facts.value(*one.question()));
                other.answer(facts.value(*other.question()));
            }
            REQUIRE_FALSE(other.question());
        }
    }
}

TEST_CASE("about to go is near what comes, and exact at the last question in full") {
    Walk walk(random_seed());
    for (std::size_t i = 0; i < repetitions(60); ++i) {
        const Depth depth = depths[i % 3];
        const Facts facts = walk.full();
        Interview interview(built_in_rules(), {depth, Facts(0), {}});
        std::vector<std::size_t> said;
        while (interview.question()) {
            said.push_back(interview.about_to_go());
            interview.answer(facts.value(*interview.question()));
        }
        if (interview.ended_by()) continue;
        for (std::size_t at = 0; at < said.size(); ++at) {
            const auto came = static_cast<int>(said.size() - 1 - at);
            INFO(word_for(depth) << " question " << at + 1 << " of " << said.size() << ": " << said[at] << " to go");
            const int bound = depth == Depth::full ? 8 : 30;
            REQUIRE(std::abs(static_cast<int>(said[at]) - came) <= bound);
        }
        if (depth == Depth::full) REQUIRE(said.back() == 0);
    }
}

namespace {

/// What a walk has replied, beside the interview: what must be in its facts, and what was left open.
class Mirror {
public:
    explicit Mirror(const Interview& interview) : interview_(interview) {}

    void replied(FactId fact, std::optional<std::int32_t> value) {
        put_.insert(fact);
        if (!catalogue().at(fact).never_stored) replies_[fact] = value;
        for (const FactId dropped : interview_.dropped()) {
            REQUIRE(replies_.contains(dropped));
            REQUIRE(replies_[dropped].has_value());
            REQUIRE(may_apply(dropped) == false);
            replies_.erase(dropped);
        }
        std::erase_if(replies_, [&](const auto& reply) {
            const bool dropped = !reply.second && !interview_.facts().declined(reply.first);
            if (dropped) REQUIRE_FALSE(may_apply(reply.first));
            return dropped;
        });
    }

    void check() {
        for (std::size_t i = 0; i < catalogue().questions; ++i) {
            const FactId fact{static_cast<std::uint16_t>(i)};
            INFO(catalogue().at(fact).id);
            const auto reply = replies_.find(fact);
            const Facts::State state = interview_.facts().state(fact);
            if (reply == replies_.end()) {
                REQUIRE(state == Facts::State::not_given);
                continue;
            }
            REQUIRE(state == (reply->second ? Facts::State::known : Facts::State::declined));
            if (reply->second) REQUIRE(interview_.facts().value(fact) == *reply->second);
            REQUIRE(may_apply(fact));
            REQUIRE(interview_.passed(fact));
        }
        const auto& path = interview_.state().path;
        const std::set<FactId> distinct(path.begin(), path.end());
        REQUIRE(distinct.size() == path.size());
        for (const auto& [fact, value] : replies_) REQUIRE(distinct.contains(fact));
        for (const FactId fact : path) REQUIRE((interview_.passed(fact) && put_.contains(fact)));
        const auto question = interview_.question();
        if (question) REQUIRE(interview_.looks_back() == interview_.passed(*question));
        if (question) REQUIRE(may_apply(*question));
        REQUIRE(interview_.state().facts.size() == catalogue().entries.size());
    }

private:
    static const Catalogue& catalogue() { return built_in_rules().catalogue; }
    /// With all other answers: an answer never speaks for its own question.
    [[nodiscard]] bool may_apply(FactId fact) const {
        Facts others = interview_.facts();
        others.forget(fact);
        return applies(built_in_rules(), others, fact) != Truth::no;
    }

    const Interview& interview_;
    std::map<FactId, std::optional<std::int32_t>> replies_;
    std::set<FactId> put_;
};

void check_the_end(const Interview& interview, Depth depth) {
    const Knowledge& knowledge = built_in_rules();
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (depth != Depth::full && knowledge.catalogue.at(fact).tier != Tier::safety) continue;
        INFO(knowledge.catalogue.at(fact).id);
        REQUIRE((interview.passed(fact) || applies(knowledge, interview.facts(), fact) == Truth::no));
    }
}

/// Up to so many replies of all sorts in one interview.
void walk_once(Walk& walk, Depth depth, std::size_t replies) {
    RandomAnswers& random = walk.random();
    Interview interview(built_in_rules(), {depth, Facts(0), {}});
    Mirror mirror(interview);
    const unsigned skips = random.chance(20) ? 60 : 10;
    for (std::size_t i = 0; i < replies && !interview.ended_by(); ++i) {
        const auto question = interview.question();
        const auto& path = interview.state().path;
        const auto before = interview.facts();
        if (!question) check_the_end(interview, depth);
        if (!path.empty() && (!question || random.chance(10))) {
            const FactId again = path[random.number(path.size())];
            interview.revisit(again);
            REQUIRE(interview.question() == again);
        } else if (!path.empty() && random.chance(15)) {
            const bool first = interview.looks_back() && question == path.front();
            REQUIRE(interview.back() == !first);
            REQUIRE(interview.looks_back());
        } else if (interview.looks_back() && random.chance(20)) {
            interview.keep();
            REQUIRE_FALSE(interview.looks_back());
        } else if (random.chance(skips)) {
            interview.skip();
            mirror.replied(*question, std::nullopt);
        } else {
            const std::int32_t value = walk.value(*question);
            interview.answer(value);
            mirror.replied(*question, value);
        }
        mirror.check();
    }
}

}  // namespace

TEST_CASE("whatever way a walk takes, the answers are those of the visible path") {
    const auto seed = random_seed();
    Walk walk(seed);
    for (std::size_t i = 0; i < repetitions(120); ++i) {
        INFO("SLEEPCHECK_SEED=" << seed << " walk " << i);
        walk_once(walk, depths[i % 3], i % 3 == 2 ? 400 : 100);
    }
}
