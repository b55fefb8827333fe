// Two readings of the rules, one fast and one slow and plain, agree on everything small and on much that is random.

#include "slow_twin.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "random_answers.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;
using slow_twin::SlowTwin;
using slow_twin::Verdict;

namespace {

/// What came up in a run, to know that it was worth something.
struct Seen {
    std::set<std::string> outcomes;
    std::set<std::string> leanings;
    std::set<std::string> sides;
    std::set<std::string> levels;
    std::set<std::string> ids;

    void add(const Verdict& verdict) {
        outcomes.insert(verdict.outcome + " " + verdict.reason);
        leanings.insert(verdict.leaning);
        sides.insert(verdict.side);
        for (const auto* scores : {&verdict.patterns, &verdict.causes}) {
            for (const auto& scored : *scores) levels.insert(scored.id + " " + scored.level);
        }
        for (const auto* list : {&verdict.signs, &verdict.flags, &verdict.contradictions, &verdict.plan}) {
            ids.insert(list->begin(), list->end());
        }
    }
};

void check_agreement(const Knowledge& knowledge, const SlowTwin& twin, const json& answers, Seen& seen) {
    const Verdict slow = twin.verdict(answers);
    const Verdict fast =
        verdict_of(knowledge, assess(knowledge, facts_of(knowledge.catalogue, answers), Ahead::do_not_look));
    seen.add(slow);
    if (slow == fast) return;
    INFO("answers " << answers.dump());
    CHECK(to_string(fast) == to_string(slow));
}

// ---- Small rule bases, answered in every possible way ----

/// A question and every answer that makes a difference; not answering is one more.
struct Small {
    json question;
    std::vector<json> answers;
};

Small yes_no(const std::string& id) {
    return {{{"id", id}, {"kind", "yes_no"}}, {"no", "yes"}};
}

Small choice(const std::string& id, const std::vector<std::string>& values) {
    json options = json::array();
    for (const std::string& value : values) options.push_back({{"value", value}, {"label", value}});
    Small small{{{"id", id}, {"kind", "choice"}, {"options", options}}, {}};
    for (const std::string& value : values) small.answers.emplace_back(value);
    return small;
}

Small several(const std::string& id, const std::vector<json>& answers) {
    Small small = choice(id, {"none", "a", "b"});
    small.question["kind"] = "multi_choice";
    small.answers = answers;
    return small;
}

Small integer(const std::string& id, int least, int most, const std::vector<json>& answers) {
    return {{{"id", id}, {"kind", "integer"}, {"unit", "times"}, {"min", least}, {"max", most}}, answers};
}

Small time_of_day(const std::string& id, const std::vector<json>& answers) {
    return {{{"id", id}, {"kind", "time"}}, answers};
}

/// Fills in the words that the loader wants and that no verdict depends on.
json with_words(json thing, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        if (!thing.contains(key)) thing[key] = "Words.";
    }
    return thing;
}

json all_with_words(const json& things, const std::vector<std::string>& keys) {
    json result = json::array();
    for (const json& thing : things) result.push_back(with_words(thing, keys));
    return result;
}

json pattern_with_words(json pattern) {
    json signs = json::array();
    for (json sign : pattern["signs"]) {
        sign["claims"] = json::array();
        sign["grade"] = "fine";
        if (!sign.contains("role")) sign["role"] = "core";
        signs.push_back(with_words(sign, {"says"}));
    }
    pattern["signs"] = signs;
    for (const char* key : {"requires", "caps", "domains"}) {
        if (pattern.contains(key)) {
            pattern[key] = all_with_words(pattern[key], {std::string(key) == "domains" ? "name" : "says"});
        }
    }
    return with_words(pattern, {"name"});
}

/// A rule base in short: `rules` has the lists of the rules folder under their names, without any words.
slow_twin::RuleFiles small_files(const std::vector<Small>& facts, const json& rules) {
    slow_twin::RuleFiles files = files_of(bare_rules());
    json questions = json::array();
    for (const Small& fact : facts) {
        json question = with_words(fact.question, {"name", "prompt", "why"});
        question["tier"] = "core";
        question["claims"] = json::array();
        if (rules.contains("applies_when") && rules["applies_when"].contains(question["id"])) {
            question["applies_when"] = rules["applies_when"][question["id"].get<std::string>()];
        }
        questions.push_back(question);
    }
    files["questions/all.json"] = {{"id", "all"}, {"title", "All"}, {"questions", questions}};
    for (const char* key : {"patterns", "causes"}) {
        for (json pattern : rules.value(key, json::array())) {
            if (std::string(key) == "patterns") {
                pattern = with_words(pattern, {"about", "evidence_note"});
                pattern["evidence"] = "weak";
                pattern["claims"] = json::array();
            }
            files[std::string(key) + "/" + pattern["id"].get<std::string>() + ".json"] = pattern_with_words(pattern);
        }
    }
    if (rules.contains("derived")) files["derived.json"]["derived"] = all_with_words(rules["derived"], {"name"});
    if (rules.contains("groups")) files["groups.json"]["groups"] = all_with_words(rules["groups"], {"name"});
    if (rules.contains("contradictions")) {
        files["contradictions.json"]["contradictions"] = all_with_words(rules["contradictions"], {"says"});
    }
    if (rules.contains("flags")) {
        json flags = all_with_words(rules["flags"], {"title", "action"});
        for (json& flag : flags) flag["urgency"] = "caution";
        files["flags/all.json"] = {{"id", "all"}, {"flags", flags}};
    }
    if (rules.contains("outcomes")) {
        files["outcomes.json"] = rules["outcomes"];
        files["outcomes.json"]["outcomes"] = all_with_words(rules["outcomes"]["outcomes"], {"name", "headline"});
    }
    if (rules.contains("plan")) {
        json plan = rules["plan"];
        for (json& week : plan["weeks"]) {
            week["first"] = all_with_words(week["first"], {"title", "text"});
            for (json& piece : week["first"]) piece["claims"] = json::array();
        }
        for (json& food : plan["foods"]) food.update({{"examples", json::array()}, {"claims", json::array()}});
        files["plan.json"] = plan;
    }
    return files;
}

RuleTexts texts_of(const slow_twin::RuleFiles& files) {
    RuleTexts texts;
    for (const auto& [name, content] : files) texts[name] = content.dump();
    return texts;
}

/// Goes through all answer sets: each fact not answered, or each of its answers.
template <typename Visit>
void each_answer_set(const std::vector<Small>& facts, const Visit& visit, json answers = json::object(),
                     std::size_t at = 0) {
    if (at == facts.size()) return visit(answers);
    each_answer_set(facts, visit, answers, at + 1);
    for (const json& answer : facts[at].answers) {
        answers[facts[at].question["id"].get<std::string>()] = answer;
        each_answer_set(facts, visit, answers, at + 1);
    }
}

/// One of all answer sets of a small rule base, and what the slow twin makes of it.
struct Judged {
    json answers;
    Verdict verdict;
    std::vector<std::string> not_applicable;
};

/// True when `after` holds all answers of `before`, and answers more questions only where they apply.
bool completes(const Judged& before, const Judged& after) {
    for (const auto& [id, answer] : before.answers.items()) {
        if (!after.answers.contains(id) || after.answers[id] != answer) return false;
    }
    const auto astray = [&](const std::string& id) {
        return after.answers.contains(id) && !before.answers.contains(id);
    };
    return std::none_of(after.not_applicable.begin(), after.not_applicable.end(), astray);
}

/// What a person would notice of a verdict.
std::string noticed(const Verdict& verdict) {
    json all{verdict.outcome, verdict.reason, verdict.flags, verdict.plan, verdict.foods};
    for (const auto* scores : {&verdict.patterns, &verdict.causes}) {
        for (const auto& scored : *scores) all.push_back({scored.id, scored.level});
    }
    return all.dump();
}

/// Checks what is foreseen on one answer set against everything that its completions really come to.
void check_outlook(const Knowledge& knowledge, const Judged& now, const std::vector<Judged>& all) {
    const Assessment assessment = assess(knowledge, facts_of(knowledge.catalogue, now.answers));
    if (assessment.line == nullptr) return;
    INFO("answers " << now.answers.dump());
    std::vector<NumberRange> reached;
    for (const Score& score : assessment.patterns) reached.push_back({score.points, score.points});
    std::set<std::string> outcomes;
    std::set<std::string> matters;
    for (const std::string& id : ids_of(knowledge.catalogue, assessment.could_matter)) matters.insert(id);
    // Exact only where the answers tried are all that conditions can tell apart; of times a few are tried.
    const auto is_time = [](const Question& question) { return question.kind == Kind::time; };
    const auto& questions = knowledge.catalogue.entries;
    bool all_seen = std::none_of(questions.begin(), questions.end(), is_time);
    for (const Judged& later : all) {
        if (!completes(now, later)) continue;
        if (later.verdict.patterns.size() != assessment.patterns.size()) {
            all_seen = false;  // a flag halts there; what the patterns came to is not told
            continue;
        }
        outcomes.insert(later.verdict.outcome);
        for (std::size_t i = 0; i < reached.size(); ++i) {
            reached[i].least = std::min(reached[i].least, later.verdict.patterns[i].points);
            reached[i].most = std::max(reached[i].most, later.verdict.patterns[i].points);
        }
        bool only_others = true;
        for (const auto& [id, answer] : later.answers.items()) {
            only_others = only_others && (now.answers.contains(id) || matters.count(id) == 0);
        }
        if (only_others && noticed(later.verdict) != noticed(now.verdict)) {
            INFO("completed " << later.answers.dump());
            CHECK(noticed(later.verdict) == noticed(now.verdict));
        }
    }
    std::set<std::string> foreseen;
    for (const Outcome* outcome : assessment.possible_outcomes) foreseen.insert(outcome->id);
    CHECK(std::includes(foreseen.begin(), foreseen.end(), outcomes.begin(), outcomes.end()));
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const NumberRange range = assessment.patterns[i].points_range;
        CHECK(range.least <= reached[i].least);
        CHECK(range.most >= reached[i].most);
        if (all_seen) CHECK(range == reached[i]);
    }
}

/// Looks ahead from many answer sets, and goes through all completions of each.
void check_outlooks(const Knowledge& knowledge, const SlowTwin& twin, const std::vector<Small>& facts) {
    std::vector<Judged> all;
    each_answer_set(facts, [&](const json& answers) {
        all.push_back({answers, twin.verdict(answers), twin.not_applicable(answers)});
    });
    const std::size_t wanted = repetitions(300);
    const std::size_t stride = std::max<std::size_t>(1, all.size() / wanted);
    for (std::size_t i = 0; i < all.size(); i += stride) check_outlook(knowledge, all[i], all);
}

/// Compares both readings on all answer sets; gives what came up.
Seen check_everything(const std::vector<Small>& facts, const json& rules) {
    const slow_twin::RuleFiles files = small_files(facts, rules);
    const Knowledge knowledge = knowledge_of(texts_of(files));
    const SlowTwin twin(files);
    Seen seen;
    each_answer_set(facts, [&](const json& answers) { check_agreement(knowledge, twin, answers, seen); });
    check_outlooks(knowledge, twin, facts);
    return seen;
}

/// A pattern whose only sign has this condition: what counts is seen in the points.
json one_sign(const json& condition) {
    return {{"patterns",
             {{{"id", "only"},
               {"levels", {{"reached", 1}}},
               {"signs", {{{"id", "the_sign"}, {"points", 1}, {"when", condition}}}}}}}};
}

const std::vector<Small> four_facts{
    choice("mood", {"low", "middle", "high"}),
    integer("age", 0, 10, {0, 4, 5, 6, 10}),
    time_of_day("bedtime", {"00:00", "01:59", "02:00", "12:00", "21:59", "22:00", "23:59"}),
    several("things", {json::array({"none"}), json::array({"a"}), json::array({"b"}), json::array({"a", "b"})}),
};

}  // namespace

TEST_CASE("the engine and its slow twin agree on random answers to the built-in rules") {
    const Knowledge& knowledge = built_in_rules();
    const SlowTwin twin(built_in_files());
    const auto seed = random_seed();
    INFO("SLEEPCHECK_SEED=" << seed);
    RandomAnswers random(built_in_files(), twin, seed);
    Seen seen;
    const std::size_t sets = repetitions(100'000);
    for (std::size_t i = 0; i < sets; ++i) check_agreement(knowledge, twin, random.next(), seen);

    CHECK(seen.sides.size() >= knowledge.side.size());
    CHECK(seen.leanings.size() == knowledge.leaning.size() + 1);
    if (sets < 20'000) return;  // too few to see every rule
    for (const OutcomeLine& line : knowledge.lines) {
        INFO(line.reason);
        CHECK(seen.outcomes.count(knowledge.outcomes[line.outcome].id + " " + line.reason) == 1);
    }
    for (const Pattern& pattern : knowledge.patterns) {
        for (const Level& level : pattern.levels) CHECK(seen.levels.count(pattern.id + " " + level.id) == 1);
        for (const Sign& sign : pattern.signs) CHECK(seen.ids.count(sign.id) == 1);
    }
    for (const Pattern& cause : knowledge.causes) {
        for (const Sign& sign : cause.signs) CHECK(seen.ids.count(sign.id) == 1);
    }
    for (const Flag& flag : knowledge.flags) CHECK(seen.ids.count(flag.id) == 1);
    for (const Contradiction& contradiction : knowledge.contradictions) CHECK(seen.ids.count(contradiction.id) == 1);
}

TEST_CASE("both readings agree on every condition, answered in every way") {
    const json low = {{"fact", "mood"}, {"op", "=="}, {"value", "low"}};
    const json not_high = {{"fact", "mood"}, {"op", "!="}, {"value", "high"}};
    const json older = {{"fact", "age"}, {"op", ">="}, {"value", 5}};
    const json late = {{"fact", "bedtime"}, {"between", {"22:00", "01:59"}}};
    const json has_a = {{"fact", "things"}, {"op", "has_any"}, {"value", {"a"}}};
    const std::vector<json> conditions{
        low,
        not_high,
        older,
        late,
        has_a,
        {{"fact", "mood"}, {"op", "in"}, {"value", {"low", "high"}}},
        {{"fact", "mood"}, {"op", "known"}},
        {{"fact", "mood"}, {"op", "unknown"}},
        {{"fact", "age"}, {"op", "=="}, {"value", 5}},
        {{"fact", "age"}, {"op", "!="}, {"value", 5}},
        {{"fact", "age"}, {"op", "<"}, {"value", 5}},
        {{"fact", "age"}, {"op", "<"}, {"value", 0}},
        {{"fact", "age"}, {"op", "<="}, {"value", 5}},
        {{"fact", "age"}, {"op", ">"}, {"value", 5}},
        {{"fact", "age"}, {"op", ">"}, {"value", 10}},
        {{"fact", "age"}, {"op", "in"}, {"value", {0, 5}}},
        {{"fact", "bedtime"}, {"op", ">="}, {"value", "22:00"}},
        {{"fact", "bedtime"}, {"op", "<"}, {"value", "02:00"}},
        {{"fact", "bedtime"}, {"op", "=="}, {"value", "00:00"}},
        {{"fact", "bedtime"}, {"op", "!="}, {"value", "12:00"}},
        {{"fact", "bedtime"}, {"between", {"02:00", "22:00"}}},
        {{"fact", "bedtime"}, {"between", {"12:00", "12:00"}}},
        {{"fact", "things"}, {"op", "has_any"}, {"value", {"none", "b"}}},
        {{"fact", "things"}, {"op", "unknown"}},
        {{"not", late}},
        {{"not", {{"not", has_a}}}},
        {{"all", {low, older, late, has_a}}},
        {{"any", {low, older, late, has_a}}},
        {{"all", {{{"any", {low, older}}}, {{"not", {{"all", {late, has_a}}}}}}}},
        {{"any", {{{"all", {low, {{"not", older}}}}}, {{"all", {late, {{"not", has_a}}}}}}}},
        {{"not", {{"any", {low, {{"fact", "age"}, {"op", "unknown"}}}}}}},
        {{"any", {low, {{"not", low}}}}},
        {{"all", {older, {{"not", older}}}}},
        {{"at_least", 1}, {"of", {low, older, late, has_a}}},
        {{"at_least", 2}, {"of", {low, older, late, has_a}}},
        {{"at_least", 3}, {"of", {low, older, late, has_a}}},
        {{"at_least", 4}, {"of", {low, older, late, has_a}}},
        {{"at_least", 2}, {"of", {low, low, older}}},
        {{"not", {{"at_least", 2}, {"of", {low, older, {{"not", late}}}}}}},
        {{"more_of", {low, older}}, {"than_of", {late, has_a}}},
        {{"more_of", {low, older, not_high}}, {"than_of", {low}}},
        {{"not", {{"more_of", {has_a}}, {"than_of", {late, older}}}}},
        {{"all", {{{"more_of", {low}}, {"than_of", {late}}}, {{"at_least", 1}, {"of", {older, has_a}}}}}},
    };
    for (const json& condition : conditions) {
        INFO(condition.dump());
        check_everything(four_facts, one_sign(condition));
        check_everything(four_facts, one_sign({{"not", condition}}));
    }
}

TEST_CASE("both readings agree on derived facts, answered in every way") {
    const std::vector<Small> facts{
        time_of_day("from", {"23:00", "23:01", "11:00", "10:59", "00:00"}),
        time_of_day("to", {"23:00", "10:59", "11:00", "11:01", "00:00"}),
        integer("cups", 0, 5, {0, 1, 2}),
        yes_no("tired"),
    };
    const json derived = {
        {{"id", "span"},
         {"kind", "hours"},
         {"first", {{{"hours", {{"from", "from"}, {"to", "to"}, {"unknown_above", 12}}}}}}},
        {{"id", "since_cup"},
         {"kind", "hours"},
         {"first",
          {{{"value", 24}, {"when", {{"fact", "cups"}, {"op", "=="}, {"value", 0}}}},
           {{"hours", {{"from", "to"}, {"to", "from"}}}},
           {{"value", 1.5}}}}},
        {{"id", "rested"},
         {"kind", "yes_no"},
         {"first",
          {{{"value", "no"}, {"when", {{"fact", "tired"}, {"op", "=="}, {"value", "yes"}}}},
           {{"value", "yes"}, {"when", {{"fact", "span"}, {"op", ">="}, {"value", 11.5}}}},
           {{"value", "no"},
            {"when", {{"all", {{{"fact", "span"}, {"op", "known"}}, {{"fact", "tired"}, {"op", "known"}}}}}}}}}},
        {{"id", "fine"},
         {"kind", "yes_no"},
         {"first",
          {{{"value", "yes"},
            {"when",
             {{"any",
               {{{"fact", "rested"}, {"op", "=="}, {"value", "yes"}},
                {{"fact", "since_cup"}, {"op", ">"}, {"value", 12}}}}}}}}}},
    };
    const std::vector<json> conditions{
        {{"fact", "span"}, {"op", ">="}, {"value", 11.5}},
        {{"fact", "span"}, {"op", "=="}, {"value", 12}},
        {{"fact", "span"}, {"op", "<"}, {"value", 12}},
        {{"fact", "span"}, {"op", "unknown"}},
        {{"fact", "since_cup"}, {"op", "=="}, {"value", 24}},
        {{"fact", "since_cup"}, {"op", "<="}, {"value", 1.5}},
        {{"fact", "since_cup"}, {"op", "known"}},
        {{"fact", "rested"}, {"op", "=="}, {"value", "no"}},
        {{"fact", "rested"}, {"op", "!="}, {"value", "no"}},
        {{"fact", "rested"}, {"op", "in"}, {"value", {"yes"}}},
        {{"fact", "rested"}, {"op", "unknown"}},
        {{"fact", "fine"}, {"op", "=="}, {"value", "yes"}},
        {{"fact", "fine"}, {"op", "known"}},
    };
    for (const json& condition : conditions) {
        INFO(condition.dump());
        json rules = one_sign(condition);
        rules["derived"] = derived;
        rules["flags"] = {{{"id", "as_given"}, {"when", condition}}};
        rules["contradictions"] = {
            {{"id", "cups_or_not"},
             {"when",
              {{"all",
                {{{"fact", "cups"}, {"op", ">="}, {"value", 2}}, {{"fact", "fine"}, {"op", "=="}, {"value", "yes"}}}}}},
             {"clears", {"cups", "from"}}}};
        const Seen seen = check_everything(facts, rules);
        CHECK(seen.ids.count("cups_or_not") == 1);
    }
}

namespace {

/// Every part of the rules at once, on few facts.
json everything() {
    const json pain = {{"fact", "pain"}, {"op", "=="}, {"value", "yes"}};
    const json cold = {{"fact", "cold"}, {"op", "=="}, {"value", "yes"}};
    const json dark = {{"fact", "light"}, {"op", "=="}, {"value", "dark"}};
    const json bright = {{"fact", "light"}, {"op", "=="}, {"value", "bright"}};
    const json many = {{"fact", "cups"}, {"op", ">="}, {"value", 3}};
    const json some = {{"fact", "cups"}, {"op", ">="}, {"value", 1}};
    json rules;
    rules["applies_when"] = {{"cold", {{"fact", "pain"}, {"op", "!="}, {"value", "no"}}},
                             {"light", {{"fact", "cups"}, {"op", "!="}, {"value", 0}}}};
    rules["derived"] = {{{"id", "bad"},
                         {"kind", "yes_no"},
                         {"first",
                          {{{"value", "yes"}, {"when", {{"any", {pain, many}}}}},
                           {{"value", "no"}, {"when", {{"fact", "pain"}, {"op", "known"}}}}}}}};
    rules["contradictions"] = {
        {{"id", "cold_and_bright"}, {"when", {{"all", {cold, bright}}}}, {"clears", {"cold", "light"}}},
        {{"id", "no_pain_but_cups"},
         {"when", {{"all", {{{"fact", "pain"}, {"op", "=="}, {"value", "no"}}, many}}}},
         {"clears", {"pain"}}}};
    rules["flags"] = {{{"id", "chill"}, {"when", cold}},
                      {{"id", "overflow"}, {"halt", true}, {"when", {{"fact", "cups"}, {"op", ">"}, {"value", 4}}}},
                      {{"id", "ill"}, {"when", {{"fact", "bad"}, {"op", "=="}, {"value", "yes"}}}},
                      {{"id", "late_halt"}, {"halt", true}, {"when", {{"all", {pain, cold, dark, many}}}}}};
    rules["groups"] = {
        {{"id", "body"}, {"need", 1}, {"lines", {{"pain", "cups"}, {"cold"}}}},
        {{"id", "room"}, {"need", 1}, {"lines", {{"light"}, {"cold"}}}, {"and_one_of", {"cups", "light"}}},
        {{"id", "whole"}, {"need", 3}, {"lines", {{"pain"}, {"cold", "cups"}, {"light", "pain"}, {"cups"}}}}};
    rules["causes"] = {{{"id", "coffee"},
                        {"order", 2},
                        {"levels", {{"minor", 1}, {"strong", 2}}},
                        {"signs",
                         {{{"id", "some_cups"}, {"points", 1}, {"when", some}},
                          {{"id", "many_cups"}, {"points", 1}, {"when", many}}}}},
                       {{"id", "winter"},
                        {"order", 1},
                        {"levels", {{"minor", 1}, {"strong", 2}}},
                        {"signs",
                         {{{"id", "cold_winter"}, {"points", 2}, {"when", cold}},
                          {{"id", "bright_winter"}, {"points", -2}, {"role", "temper"}, {"when", {{"not", dark}}}}}}}};
    rules["patterns"] = {
        {{"id", "ache"},
         {"domains", {{{"id", "bones"}}, {{"id", "skin"}}}},
         {"levels", {{"faint", 1}, {"middling", 3}, {"strong", 4}}},
         {"requires",
          {{{"when", {{"domains", {"bones", "skin"}}}}}, {{"when", {{"fact", "bad"}, {"op", "!="}, {"value", "no"}}}}}},
         {"caps",
          {{{"at_most", "middling"}, {"when", {{"not", {{"domains", {"bones", "skin"}}, {"at_least", 2}}}}}},
           {{"at_most", "faint"}, {"when", {{"causes", "any"}, {"level", "strong"}, {"at_least", 2}}}},
           {{"at_most", "none"},
            {"when", {{"all", {{{"causes", {"coffee"}}, {"level", "minor"}}, {{"flag", "chill"}}}}}}},
           {{"at_most", "middling"}, {"when_unknown", {"light"}}}}},
         {"checkable", {{"all", {{{"group", "body"}}, {{"fact", "light"}, {"op", "known"}}}}}},
         {"signs",
          {{{"id", "painful"}, {"domain", "bones"}, {"points", 3}, {"when", pain}},
           {{"id", "cold_skin"}, {"domain", "skin"}, {"points", 1}, {"role", "support"}, {"when", cold}},
           {{"id", "too_bright"}, {"domain", "skin"}, {"points", -2}, {"role", "counter"}, {"when", bright}}}}},
        {{"id", "gloom"},
         {"domains", {{{"id", "night"}}}},
         {"levels", {{"faint", 1}, {"middling", 2}}},
         {"checkable", {{"group", "room"}}},
         {"caps",
          {{{"at_most", "faint"}, {"when_unknown", {"cups"}}},
           {{"at_most", "faint"}, {"when", {{"patterns", {"ache"}}, {"points", 3}, {"role", "support"}}}}}},
         {"signs",
          {{{"id", "dark_room"}, {"domain", "night"}, {"points", 2}, {"when", dark}},
           {{"id", "few_cups"}, {"points", 1}, {"when", {{"not", some}}}}}}}};
    return rules;
}

json outcomes_of_everything() {
    return {
        {"outcomes",
         {{{"id", "one"}},
          {{"id", "two"}},
          {{"id", "open"}, {"leans", true}, {"conclusive", false}},
          {{"id", "halted"}}}},
        {"halted", "halted"},
        {"lines",
         {{{"outcome", "open"},
           {"reason", "unmet"},
           {"when", {{"not", {{"group", "whole"}}}}},
           {"missing", {{{"group", "whole"}}, {{"fact", "light"}, {"when", {{"sign", "painful"}}}}}}},
          {{"outcome", "two"},
           {"advice", true},
           {"when", {{"patterns", {"ache", "gloom"}}, {"level", "faint"}, {"checkable", true}, {"at_least", 2}}}},
          {{"outcome", "one"},
           {"reason", "ache"},
           {"advice", true},
           {"when", {{"patterns", {"ache"}}, {"level", "middling"}, {"checkable", true}}}},
          {{"outcome", "one"},
           {"reason", "causes"},
           {"when", {{"causes", {"winter", "coffee"}}, {"level", "minor"}, {"at_least", 2}}}},
          {{"outcome", "open"},
           {"reason", "rest"},
           {"missing",
            {{{"group", "room"}, {"when", {{"not", {{"flag", "ill"}}}}}}, {{"group", "body"}}, {{"fact", "cups"}}}}}}},
        {"leaning",
         {{"first",
           {{{"value", "both"}, {"when", {{"patterns", "any"}, {"points", 1}, {"role", "core"}, {"at_least", 2}}}},
            {{"value", "ache"}, {"when", {{"patterns", {"ache"}}, {"role", "core"}}}},
            {{"value", "gloom"}, {"when", {{"patterns", {"gloom"}}, {"points", 1}}}},
            {{"value", "causes"}, {"when", {{"causes", "any"}, {"level", "minor"}}}}}}}},
        {"side",
         {{"first",
           {{{"value", "body"},
             {"when",
              {{"more_of", {{{"domains", {"bones"}}, {"pattern", "ache"}}, {{"sign", "cold_skin"}}}},
               {"than_of", {{{"domains", {"night"}}, {"pattern", "gloom"}}}}}}},
            {{"value", "room"}, {"when", {{"domains", {"night"}}, {"pattern", "gloom"}}}},
            {{"value", "unclear"}}}}}}};
}

/// Outcomes that name no sign, so that any sign may be left out.
json outcomes_without_signs() {
    json outcomes = outcomes_of_everything();
    outcomes["lines"][0]["missing"] = {{{"group", "whole"}}};
    outcomes["leaning"] = {{"first", {{{"value", "ache"}, {"when", {{"patterns", {"ache"}}, {"points", 1}}}}}}};
    outcomes["side"] = {{"first", {{{"value", "room"}, {"when", {{"domains", {"night"}}, {"pattern", "gloom"}}}}}}};
    return outcomes;
}

json plan_of_everything() {
    return {
        {"weeks",
         {{{"week", 1}, {"first", {{{"id", "warm"}, {"when", {{"flag", "chill"}}}}, {{"id", "as_ever"}}}}},
          {{"week", 2}, {"first", {{{"id", "less_coffee"}, {"when", {{"causes", {"coffee"}}, {"level", "minor"}}}}}}}}},
        {"foods", {{{"group", "soup"}, {"leave_out_if", {"ill", "chill"}}}, {{"group", "bread"}}}}};
}

const std::vector<Small> facts_of_everything{
    yes_no("pain"),
    yes_no("cold"),
    choice("light", {"dark", "dim", "bright"}),
    integer("cups", 0, 5, {0, 1, 2, 3, 4, 5}),
};

}  // namespace

TEST_CASE("both readings agree on a whole small rule base, answered in every way") {
    json rules = everything();
    rules["outcomes"] = outcomes_of_everything();
    rules["plan"] = plan_of_everything();
    const Seen seen = check_everything(facts_of_everything, rules);
    CHECK(seen.outcomes == std::set<std::string>{"halted late_halt", "halted overflow", "one ache", "one causes",
                                                 "open rest", "open unmet", "two "});
    CHECK(seen.sides == std::set<std::string>{"body", "room", "unclear"});
    CHECK(seen.leanings == std::set<std::string>{"", "ache", "both", "causes", "gloom"});
}

TEST_CASE("both readings agree on every subset of the signs of a small rule base") {
    const json whole = everything();
    std::vector<std::pair<std::size_t, std::size_t>> signs;  // pattern and sign
    for (std::size_t i = 0; i < whole["patterns"].size(); ++i) {
        for (std::size_t j = 0; j < whole["patterns"][i]["signs"].size(); ++j) signs.emplace_back(i, j);
    }
    for (std::size_t subset = 0; subset < (std::size_t{1} << signs.size()); ++subset) {
        INFO("subset " << subset);
        json rules = whole;
        rules["outcomes"] = outcomes_without_signs();
        for (json& pattern : rules["patterns"]) {
            pattern["signs"] = json::array();
            json caps = json::array();  // those that speak of no sign by its role
            for (const json& cap : pattern["caps"]) {
                if (cap.dump().find("\"role\"") == std::string::npos) caps.push_back(cap);
            }
            pattern["caps"] = caps;
        }
        for (std::size_t i = 0; i < signs.size(); ++i) {
            const auto [pattern, sign] = signs[i];
            if ((subset >> i) & 1U)
                rules["patterns"][pattern]["signs"].push_back(whole["patterns"][pattern]["signs"][sign]);
        }
        check_everything(facts_of_everything, rules);
    }
}
