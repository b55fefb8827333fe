// The report: its keys for scripts, the order of what a person reads, and what it never says.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <functional>
#include <regex>
#include <set>

#include "program.hpp"
#include "test_rules.hpp"

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

using Names = std::vector<std::string>;

Names keys_of(const ordered_json& object) {
    Names keys;
    for (const auto& member : object.items()) keys.push_back(member.key());
    return keys;
}

/// Those of the keys that are expected, in the order in which they stand; further keys may be added at any place.
Names only(const Names& expected, const Names& keys) {
    Names found;
    for (const std::string& key : keys) {
        if (std::find(expected.begin(), expected.end(), key) != expected.end()) found.push_back(key);
    }
    return found;
}

void check_keys(const ordered_json& object, const Names& expected) {
    CHECK(only(expected, keys_of(object)) == expected);
}

bool is_text(const json& value) {
    return value.is_string() && !value.get<std::string>().empty();
}

bool all_texts(const json& list) {
    return list.is_array() && std::all_of(list.begin(), list.end(), is_text);
}

/// One space for each stretch of white space, so that wrapped words can be compared.
std::string in_one_line(const std::string& text) {
    std::string result;
    for (const char letter : text) {
        const bool white = letter == ' ' || letter == '\n';
        if (!white || (!result.empty() && result.back() != ' ')) result += white ? ' ' : letter;
    }
    return result;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string text_report(const json& answers, const Arguments& options = {}) {
    const Result result = assess_json(answers, options);
    REQUIRE(result.status == 0);
    return result.output;
}

const json& words() {
    static const json read = json::parse(text_of_file(in_checkout("rules/report.json")));
    return read;
}

/// A heading as it stands in the text, whatever is filled in behind its first brace.
std::string beginning_of(const std::string& heading) {
    const std::string text = words().at(heading);
    return "\n" + text.substr(0, text.find('{'));
}

bool is_private(const std::string& id) {
    const auto fact = sleepcheck::find_fact(built_in_rules().catalogue, id);
    return fact && built_in_rules().catalogue.at(*fact).is_private;
}

/// Every object below "facts" and "answers" of a report.
void each_given(const json& value, const std::function<void(const std::string&, const json&)>& action) {
    if (value.is_array()) {
        for (const json& inner : value) each_given(inner, action);
    }
    if (!value.is_object()) return;
    for (const auto& [key, inner] : value.items()) {
        const bool given = (key == "facts" || key == "answers") && inner.is_object();
        if (!given) {
            each_given(inner, action);
            continue;
        }
        for (const auto& [id, answer] : inner.items()) action(id, answer);
    }
}

}  // namespace

TEST_CASE("a report for scripts has its keys, in their order") {
    const Names keys{
        "format", "tool",     "rules",   "outcome", "reason",         "leaning", "certainty",    "possible_outcomes",
        "side",   "patterns", "causes",  "flags",   "contradictions", "missing", "not_excluded", "could_matter",
        "plan",   "foods",    "answers", "log",     "disclaimer"};
    for (const WorkedCase& worked : worked_cases()) {
        INFO(worked.name);
        const ordered_json report = json_report(worked.answers);
        CHECK(keys_of(report) == keys);
        check_keys(report["tool"], {"name", "version"});
        check_keys(report["rules"], {"name", "version", "layers"});
        for (const auto& pattern : report["patterns"]) {
            check_keys(pattern,
                       {"id", "level", "points", "points_range", "level_range", "evidence", "domains", "signs"});
            for (const auto& sign : pattern["signs"])
                check_keys(sign, {"id", "points", "says", "facts", "claims", "grade"});
        }
        for (const auto& cause : report["causes"]) {
            check_keys(cause, {"id", "level", "points", "signs"});
            for (const auto& sign : cause["signs"])
                check_keys(sign, {"id", "points", "says", "facts", "claims", "grade"});
        }
        for (const auto& flag : report["flags"]) check_keys(flag, {"id", "urgency", "title", "action"});
        for (const auto& contradiction : report["contradictions"]) check_keys(contradiction, {"id", "says", "facts"});
        for (const auto& piece : report["plan"]) check_keys(piece, {"week", "id", "title", "text"});
        for (const auto& food : report["foods"]) check_keys(food, {"group", "examples"});
    }
}

TEST_CASE("a report for scripts keeps to its types") {
    const std::set<std::string> urgencies{"caution", "see_routine", "see_soon", "urgent", "stop", "emergency"};
    for (const WorkedCase& worked : worked_cases()) {
        INFO(worked.name);
        const json report = json_report(worked.answers);
        CHECK(report["format"] == "sleepcheck-report/1");
        CHECK(report["tool"] == json{{"name", "sleepcheck"}, {"version", SLEEPCHECK_VERSION}});
        CHECK(report["rules"] == json{{"name", "magnesium-melatonin"}, {"version", "1"}, {"layers", {"built-in"}}});
        CHECK(is_text(report["outcome"]));
        for (const std::string key : {"reason", "leaning", "side"})
            CHECK((report[key].is_null() || is_text(report[key])));
        CHECK((report["certainty"] == "settled" || report["certainty"] == "provisional"));
        CHECK(all_texts(report["possible_outcomes"]));
        const json& possible = report["possible_outcomes"];
        CHECK(std::count(possible.begin(), possible.end(), report["outcome"]) == 1);
        CHECK((possible.size() == 1) == (report["certainty"] == "settled"));
        for (const std::string key : {"missing", "not_excluded", "could_matter"}) CHECK(all_texts(report[key]));
        for (const std::string key : {"patterns", "causes"}) {
            for (const json& pattern : report[key]) {
                CHECK((is_text(pattern["id"]) && is_text(pattern["level"]) && pattern["points"].is_number_integer()));
                int sum = 0;
                for (const json& sign : pattern["signs"]) {
                    CHECK((is_text(sign["id"]) && is_text(sign["says"]) && is_text(sign["grade"])));
                    CHECK((all_texts(sign["claims"]) && !sign["claims"].empty()));
                    CHECK((sign["facts"].is_object() && !sign["facts"].empty()));
                    sum += sign["points"].get<int>();
                }
                CHECK(pattern["points"] == sum);
            }
        }
        for (const json& pattern : report["patterns"]) {
            CHECK((all_texts(pattern["domains"]) && is_text(pattern["evidence"])));
            const json& points = pattern["points_range"];
            CHECK((points[0] <= pattern["points"] && pattern["points"] <= points[1]));
            CHECK((all_texts(pattern["level_range"]) && pattern["level_range"].size() == 2));
        }
        for (const json& flag : report["flags"]) {
            CHECK((is_text(flag["id"]) && is_text(flag["title"]) && is_text(flag["action"])));
            CHECK(urgencies.count(flag["urgency"]) == 1);
        }
        for (const json& contradiction : report["contradictions"]) {
            CHECK(
                (is_text(contradiction["id"]) && is_text(contradiction["says"]) && all_texts(contradiction["facts"])));
        }
        for (const json& piece : report["plan"]) {
            CHECK((piece["week"].is_number_integer() && is_text(piece["id"]) && is_text(piece["title"])));
            CHECK(is_text(piece["text"]));
        }
        for (const json& food : report["foods"]) CHECK((is_text(food["group"]) && all_texts(food["examples"])));
        CHECK(report["answers"].size() == worked.answers.size());
        for (const auto& [id, answer] : report["answers"].items()) {
            CHECK(answer["from"] == "questionnaire");
            if (!is_private(id)) CHECK(answer["value"] == worked.answers[id]);
        }
        CHECK(report["log"].is_null());
        CHECK(is_text(report["disclaimer"]));
    }
}

TEST_CASE("every outcome and every reason comes up, with its headline") {
    const json outcomes = json::parse(text_of_file(in_checkout("rules/outcomes.json")));
    std::set<std::string> expected;
    for (const json& line : outcomes["lines"]) {
        expected.insert(line["outcome"].get<std::string>() + " " + line.value("reason", ""));
    }
    for (const sleepcheck::Flag& flag : built_in_rules().flags) {
        if (flag.halt) expected.insert(outcomes["halted"].get<std::string>() + " " + flag.id);
    }
    std::vector<json> answer_sets;
    for (const WorkedCase& worked : worked_cases()) answer_sets.push_back(worked.answers);
    json unremarkable = answer_sets.back();
    for (const WorkedCase& worked : worked_cases()) {
        if (worked.name == "boundaries/sleeps_well") unremarkable = worked.answers;
    }
    unremarkable["nights_per_week"] = 3;
    answer_sets.push_back(unremarkable);  // bad nights, and nothing that speaks for a reason
    answer_sets.push_back({{"awakenings_per_night", 1},
                           {"early_waking_min", 0},
                           {"light_sleep_sound", "sometimes"},
                           {"restless_sleep", "never"},
                           {"vivid_dreams", "never"},
                           {"unrefreshed", "never"}});
    std::set<std::string> found;
    for (const json& answers : answer_sets) {
        const json report = json_report(answers);
        found.insert(report["outcome"].get<std::string>() + " " +
                     (report["reason"].is_null() ? "" : report["reason"].get<std::string>()));
        const std::string text = "\n" + in_one_line(text_report(answers));
        for (const json& outcome : outcomes["outcomes"]) {
            const std::string headline = outcome["headline"];
            const bool first = holds(text, headline.substr(0, headline.find('{')));
            CHECK(first == (outcome["id"] == report["outcome"]));
        }
    }
    CHECK(found == expected);
}

TEST_CASE("what a person reads comes in its order, warnings first and the disclaimer last") {
    const Names order{"heading_patterns", "heading_for",  "heading_worth", "heading_causes",       "heading_side",
                      "heading_change",   "heading_plan", "heading_foods", "heading_professional", "heading_explain"};
    const std::string disclaimer = words().at("disclaimer");
    for (const WorkedCase& worked : sampled_cases()) {
        INFO(worked.name);
        for (const Arguments& options : std::vector<Arguments>{{}, {"--explain"}, {"--width", "40"}}) {
            const std::string text = text_report(worked.answers, options);
            std::size_t last = 0;
            for (const std::string& heading : order) {
                const std::size_t at = text.find(beginning_of(heading));
                if (at == std::string::npos) continue;
                CHECK(at > last);
                last = at;
            }
            const std::string line = in_one_line(text);
            CHECK(line.size() > disclaimer.size());
            CHECK(line.substr(line.size() - disclaimer.size() - 1) == disclaimer + " ");
        }
        const ordered_json report = json_report(worked.answers);
        CHECK(keys_of(report).back() == "disclaimer");
        CHECK(report["disclaimer"] == disclaimer);
        const std::string text = text_report(worked.answers);
        const json flags = report["flags"];
        const bool grave = std::any_of(flags.begin(), flags.end(), [](const json& flag) {
            return flag["urgency"] == "urgent" || flag["urgency"] == "stop" || flag["urgency"] == "emergency";
        });
        CHECK((text.find(words().at("heading_urgent").get<std::string>()) == 0) == grave);
        for (const json& flag : flags) CHECK(holds(in_one_line(text), flag["action"]));
    }
}

TEST_CASE("the text tells what the report for scripts tells") {
    for (const WorkedCase& worked : sampled_cases()) {
        INFO(worked.name);
        const json report = json_report(worked.answers);
        const std::string text = in_one_line(text_report(worked.answers));
        for (const std::string key : {"patterns", "causes"}) {
            for (const json& pattern : report[key]) {
                for (const json& sign : pattern["signs"]) CHECK(holds(text, sign["says"]));
            }
        }
        for (const json& pattern : report["patterns"]) {
            CHECK(holds(text, "evidence: " + pattern["evidence"].get<std::string>()));
            for (const json& limit : pattern["limits"]) CHECK(holds(text, limit));
        }
        for (const json& contradiction : report["contradictions"]) CHECK(holds(text, contradiction["says"]));
        for (const json& piece : report["plan"]) CHECK(holds(text, piece["text"]));
        for (const json& food : report["foods"]) CHECK(holds(text, food["group"].get<std::string>() + ": "));
    }
}

TEST_CASE("an explanation names every sign, and why it counts or not") {
    for (const WorkedCase& worked : sampled_cases()) {
        INFO(worked.name);
        const json report = json_report(worked.answers, {"--explain"});
        const std::string text = in_one_line(text_report(worked.answers, {"--explain"}));
        for (std::size_t i = 0; i < report["patterns"].size(); ++i) {
            const json& pattern = report["patterns"][i];
            CHECK(pattern["signs"].size() + pattern["not_counted"].size() == built_in_rules().patterns[i].signs.size());
            for (const std::string key : {"signs", "not_counted"}) {
                for (const json& sign : pattern[key]) CHECK(holds(text, " " + sign["id"].get<std::string>() + " - "));
            }
        }
    }
}

TEST_CASE("no line is longer than the width, unless it is one word") {
    for (const int width : {40, 60, 80, 100}) {
        for (const WorkedCase& worked : sampled_cases()) {
            for (const Arguments& more : std::vector<Arguments>{{}, {"--explain"}}) {
                Arguments options{"--width", std::to_string(width)};
                options.insert(options.end(), more.begin(), more.end());
                for (const std::string& line : lines_of(text_report(worked.answers, options))) {
                    const auto count = std::count_if(line.begin(), line.end(), [](char byte) {
                        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
                    });
                    const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
                    INFO(worked.name << " at " << width << ": " << line);
                    CHECK((count <= width || line.find(' ', word) == std::string::npos));
                    CHECK((line.empty() || line.back() != ' '));
                }
            }
        }
    }
}

TEST_CASE("no report names a dose, or says that a person lacks something") {
    const std::regex dose(R"([0-9][0-9.,]*\s*(mg|mcg|µg|ug|IU|iu|milligrams?|micrograms?|tablets?|capsules?)\b)");
    for (const WorkedCase& worked : sampled_cases()) {
        INFO(worked.name);
        for (const std::string& text :
             {text_report(worked.answers, {"--explain"}), json_report(worked.answers).dump(2)}) {
            for (const std::string& line : lines_of(text)) CHECK_FALSE(std::regex_search(line, dose));
            std::string lower = text;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
            CHECK_FALSE(holds(lower, "deficien"));
        }
    }
}

// ---- Private answers
// -------------------------------------------------------------------------------------------------

TEST_CASE("a private answer is a value in no report, unless it is asked for") {
    const json questions = json::parse(Program().run({"questions", "--format", "json"}).output)["questions"];
    json answers = example_answers();
    for (const json& question : questions) {
        if (!question["private"]) continue;
        const std::string id = question["id"];
        const json before = answers[id];
        std::vector<json> values;
        for (const json& option : question.value("options", json::array())) {
            values.push_back(question["kind"] == "multi_choice" ? json::array({option["value"]}) : option["value"]);
        }
        if (values.empty()) values = {question["min"], question["max"]};
        for (const json& value : values) {
            answers[id] = value;
            INFO(id << ": " << value);
            each_given(json_report(answers, {"--explain"}), [&](const std::string& given, const json& answer) {
                if (!is_private(given)) return;
                CHECK(answer["private"] == true);
                CHECK_FALSE(answer.contains("value"));
            });
            const json shown = json_report(answers, {"--show-private"});
            CHECK(shown["answers"][id]["value"] == value);
            each_given(shown, [&](const std::string& given, const json& answer) {
                if (given == id && !answer.is_object()) CHECK(answer == value);
            });
        }
        answers[id] = before;
    }
}

TEST_CASE("an explanation calls a private answer private, unless it is asked for") {
    const json answers{{"alcohol_evenings", 7}, {"teeth_grinding", "often"}};
    CHECK(holds(in_one_line(text_report(answers, {"--explain"})), "evenings with alcohol: (private)"));
    const std::string shown = in_one_line(text_report(answers, {"--explain", "--show-private"}));
    CHECK(holds(shown, "evenings with alcohol: 7 evenings"));
    CHECK_FALSE(holds(shown, "(private)"));
}

TEST_CASE("an explanation goes through every sign of the rules, also of causes without points") {
    const auto report = json_report(example_answers(), {"--explain"});
    std::size_t signs = 0;
    for (const auto* list : {"patterns", "causes", "causes_without_points"}) {
        for (const auto& scored : report[list]) signs += scored["signs"].size() + scored["not_counted"].size();
    }
    const std::string all = Program().run({"rules", "list", "--kind", "sign"}).output;
    CHECK(signs == lines_of(all).size());
    const std::string text = assess_json(example_answers(), {"--explain"}).output;
    for (const std::string& line : lines_of(all)) {
        const std::string id = line.substr(14, line.find(' ', 14) - 14);
        INFO(id);
        CHECK(text.find(id) != std::string::npos);
    }
}
