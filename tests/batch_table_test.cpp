// A batch as a table, and its counts; and that neither says what is private.

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <map>

#include "program.hpp"
#include "random_documents.hpp"
#include "sleepcheck/batch.hpp"
#include "small_rules.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

using Row = std::vector<std::string>;

/// The rows of a table (RFC 4180).
std::vector<Row> rows_of(const std::string& text) {
    std::vector<Row> rows;
    for (std::size_t at = 0; at < text.size();) {
        Row row(1);
        bool quoted = false;
        for (; at < text.size(); ++at) {
            if (quoted && text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"') {
                row.back() += text[at++];
            } else if (text[at] == '"') {
                quoted = !quoted;
            } else if (quoted || (text[at] != ',' && text[at] != '\n' && text[at] != '\r')) {
                row.back() += text[at];
            } else if (text[at] == ',') {
                row.emplace_back();
            } else if (text[at] == '\n') {
                ++at;
                break;
            }
        }
        rows.push_back(row);
    }
    return rows;
}

Result batch(const std::string& input, const Arguments& options) {
    Arguments arguments{"batch"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return Program().input(input).run(arguments);
}

std::vector<Row> table(const std::string& input, const Arguments& options = {}) {
    Arguments arguments{"--format", "csv"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return rows_of(batch(input, arguments).output);
}

/// A row's cells by the names of their columns.
std::map<std::string, std::string> named(const Row& head, const Row& row) {
    REQUIRE(row.size() == head.size());
    std::map<std::string, std::string> cells;
    for (std::size_t i = 0; i < head.size(); ++i) cells[head[i]] = row[i];
    return cells;
}

std::string joined(const json& ids) {
    std::string text;
    for (const json& id : ids) text += (text.empty() ? "" : ";") + id.get<std::string>();
    return text;
}

std::string random_documents(std::size_t count) {
    RandomDocuments random(random_seed());
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (random.chance(70) ? random.sound() : random.damaged()) + "\n";
    return text;
}

}  // namespace

TEST_CASE("a table has a column for each pattern, cause and flag, and the same number of cells in each row") {
    const auto rows = table(random_documents(repetitions(1000)) + "{}\n");
    const Row& head = rows.front();
    Row expected{"id", "outcome", "leaning", "certainty"};
    for (const Pattern& pattern : built_in_rules().patterns) {
        expected.push_back(pattern.id + "_level");
        expected.push_back(pattern.id + "_points");
    }
    for (const Pattern& cause : built_in_rules().causes) expected.push_back("cause_" + cause.id);
    for (const Flag& flag : built_in_rules().flags) expected.push_back("flag_" + flag.id);
    for (const char* const name : {"missing", "error_line", "error_column", "error"}) expected.emplace_back(name);
    CHECK(head == expected);
    for (const Row& row : rows) CHECK(row.size() == head.size());
}

TEST_CASE("a table says what the lines of JSON say") {
    const std::string input = random_documents(repetitions(3000)) + "{}\n[]\n";
    const auto rows = table(input);
    const auto lines = lines_of(batch(input, {}).output);
    REQUIRE(rows.size() == lines.size() + 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const json line = json::parse(lines[i]);
        INFO(lines[i]);
        auto cells = named(rows[0], rows[i + 1]);
        if (line.contains("error")) {
            CHECK(cells["error_line"] == line["error"]["line"].dump());
            CHECK(cells["error_column"] == line["error"]["column"].dump());
            CHECK(cells["error"] != "");
            CHECK(cells["outcome"] == "");
            continue;
        }
        CHECK(cells["error"] == "");
        CHECK(cells["error_line"] == "");
        CHECK(cells["outcome"] == line["outcome"]);
        CHECK(cells["leaning"] == (line["leaning"].is_null() ? "" : line["leaning"].get<std::string>()));
        CHECK(cells["certainty"] == line["certainty"]);
        CHECK(cells["missing"] == joined(line["missing"]));
        const bool halted = line["patterns"].empty();
        for (const Pattern& pattern : built_in_rules().patterns) {
            if (halted) CHECK(cells[pattern.id + "_level"] + cells[pattern.id + "_points"] == "");
        }
        for (const json& pattern : line["patterns"]) {
            const auto id = pattern["id"].get<std::string>();
            CHECK(cells[id + "_level"] == pattern["level"]);
            CHECK(cells[id + "_points"] == pattern["points"].dump());
        }
        for (const Pattern& cause : built_in_rules().causes) {
            std::string level = halted ? "" : "none";
            for (const json& found : line["causes"]) {
                if (found["id"] == cause.id) level = found["level"];
            }
            CHECK(cells["cause_" + cause.id] == level);
        }
        for (const Flag& flag : built_in_rules().flags) {
            const bool raised = std::find(line["flags"].begin(), line["flags"].end(), flag.id) != line["flags"].end();
            CHECK(cells["flag_" + flag.id] == (raised ? "yes" : "no"));
        }
    }
}

TEST_CASE("where there are no patterns at all, a halt alone leaves the cells of causes empty") {
    RuleTexts texts = small_rules();
    texts.erase("patterns/cup.json");
    texts["causes/cup.json"] = R"({"id": "cup", "name": "cups", "levels": {"some": 2}, "signs": [
{"id": "many_cups", "role": "factor", "points": 2, "when": {"fact": "cups", "op": ">=", "value": 3}, "says": "Many.",
 "claims": ["C1"], "grade": "fine", "examples": {"yes": [{"cups": 3}], "no": [{"cups": 2}]}}]})";
    texts["flags/some.json"] = R"({"id": "some", "flags": [{"id": "too_many", "urgency": "urgent", "halt": true,
"when": {"fact": "cups", "op": ">=", "value": 11}, "title": "T", "action": "A",
"examples": {"yes": [{"cups": 11}], "no": [{"cups": 10}]}}]})";
    texts["outcomes.json"] = R"({"outcomes": [{"id": "fine", "name": "f", "headline": "F."},
{"id": "seek_help", "name": "s", "headline": "S."}], "halted": "seek_help", "lines": [{"outcome": "fine"}]})";
    const Knowledge knowledge = knowledge_of(texts);
    for (const bool whole : {false, true}) {
        BatchChoice choice;
        choice.format = BatchFormat::csv;
        choice.fields = {"outcome", "causes"};
        if (whole) choice.fields.emplace_back("could_matter");
        const Batch batch(knowledge, choice);
        const std::string documents = R"({"cups": 1}{"cups": 3}{"cups": 11})" + std::string(64, ' ');
        const std::string_view text = documents;
        const std::vector<BatchLine> lines{{text.substr(0, 11), 1, false, 100},
                                           {text.substr(11, 11), 2, false, 100},
                                           {text.substr(22, 12), 3, false, 100}};
        BatchText results;
        BatchCounts counts(knowledge);
        CHECK_FALSE(BatchWorker(batch).work(lines, results, counts));
        const auto rows = rows_of(batch.header() + std::string(results.text()));
        REQUIRE(rows.size() == 4);
        const auto cell = [&](std::size_t row) { return named(rows[0], rows[row])["cause_cup"]; };
        CHECK(cell(1) == "none");
        CHECK(cell(2) == "some");
        CHECK(cell(3) == "");
    }
}

TEST_CASE("an id in a table is quoted where it must be, and no formula") {
    const auto cell = [](const std::string& id) {
        return table("{\"id\":" + id + "}", {"--fields", "id"}).at(1).at(0);
    };
    CHECK(cell(R"("a,b")") == "a,b");
    CHECK(cell(R"("say \"a\"")") == "say \"a\"");
    CHECK(cell(R"("a\nb")") == "a\nb");
    CHECK(cell("null") == "");
    CHECK(cell(R"("")") == "");
    CHECK(cell("-7") == "-7");
    CHECK(cell("true") == "true");
    CHECK(cell("1.50") == "1.50");
    for (const std::string formula : {"=1+1", "+1", "-1+1", "@sum", "=cmd|' /C calc'!A0"}) {
        const std::string written = cell(json(formula).dump());
        INFO(written);
        CHECK(written.find(formula) != std::string::npos);
        CHECK(std::string("=+-@\t\r").find(written.front()) == std::string::npos);
    }
    for (const std::string hostile : {R"({"id":"\u001b[31m\u202e"})", "{\"\x1b[31m\": 1}"}) {
        std::string output = batch(hostile, {"--format", "csv"}).output;
        output.erase(std::remove(output.begin(), output.end(), '\r'), output.end());  // of the line ends
        CHECK(!commands_terminals(output));
    }
    CHECK(!commands_terminals(batch("{\"\x7f\xc2\x9b[31m\": 1}", {}).output));
}

TEST_CASE("fields of a table are the columns asked for, and the fault") {
    const auto rows = table("{}\n[]\n", {"--fields", "points_range,could_matter,plan,reason,side"});
    Row expected;
    for (const Pattern& pattern : built_in_rules().patterns) {
        expected.push_back(pattern.id + "_least_points");
        expected.push_back(pattern.id + "_most_points");
    }
    for (const char* const name : {"could_matter", "plan", "reason", "side", "error_line", "error_column", "error"}) {
        expected.emplace_back(name);
    }
    CHECK(rows.at(0) == expected);
    const auto report = json_report(json::object());
    const auto cells = named(rows.at(0), rows.at(1));
    CHECK(cells.at("could_matter") == joined(report["could_matter"]));
    for (const json pattern : report["patterns"]) {
        const auto id = pattern["id"].get<std::string>();
        CHECK(cells.at(id + "_least_points") == pattern["points_range"][0].dump());
        CHECK(cells.at(id + "_most_points") == pattern["points_range"][1].dump());
    }
    CHECK(named(rows[0], rows.at(2)).at("error_line") == "2");
    CHECK(named(rows[0], rows.at(2)).at("error") == "expected an object of answers, got a list");
    CHECK(table("", {}).size() == 1);  // the head alone
}

TEST_CASE("a summary adds up to what the lines say, whatever the number of jobs") {
    const std::string input = random_documents(repetitions(6000)) + "{}\n[]\n\n";
    const Knowledge& knowledge = built_in_rules();
    BatchCounts counts(knowledge);
    ordered_json expected;
    expected["documents"] = 0;
    expected["bad"] = 0;
    for (const Outcome& outcome : knowledge.outcomes) expected["outcomes"][outcome.id] = 0;
    for (const auto& [list, patterns] :
         {std::pair("patterns", &knowledge.patterns), std::pair("causes", &knowledge.causes)}) {
        for (const Pattern& pattern : *patterns) {
            expected[list][pattern.id]["none"] = 0;
            for (const Level& level : pattern.levels) expected[list][pattern.id][level.id] = 0;
        }
    }
    for (const Flag& flag : knowledge.flags) expected["flags"][flag.id] = 0;
    const auto count = [](ordered_json& number) { number = number.get<int>() + 1; };
    for (const std::string& text : lines_of(batch(input, {}).output)) {
        const json line = json::parse(text);
        count(expected["documents"]);
        if (line.contains("error")) {
            count(expected["bad"]);
            continue;
        }
        count(expected["outcomes"][line["outcome"].get<std::string>()]);
        for (const char* const list : {"patterns", "causes"}) {
            for (const json& found : line[list]) {
                count(expected[list][found["id"].get<std::string>()][found["level"].get<std::string>()]);
            }
        }
        for (const json& flag : line["flags"]) count(expected["flags"][flag.get<std::string>()]);
    }
    for (const std::string jobs : {"1", "4"}) {
        Program program;
        program.input(input);
        const Result result =
            program.run({"batch", "-j", jobs, "--summary-file", program.path("summary.json"), "--full"});
        CHECK(result.status == 1);
        ordered_json summary = ordered_json::parse(program.text_of("summary.json"));
        CHECK(summary["format"] == "sleepcheck-batch-summary/1");
        CHECK(summary["rules"]["version"] == knowledge.version);
        for (const auto& [key, value] : expected.items()) {
            INFO(key);
            CHECK(summary[key] == value);
        }
        const Result told = program.run({"batch", "-j", jobs, "--summary"});
        const int documents = expected["documents"];
        const int bad = expected["bad"];
        CHECK(told.error.find(fmt::format("{} documents assessed, {} with mistakes\n", documents - bad, bad)) == 0);
        for (const Flag& flag : knowledge.flags) {
            const int raised = expected["flags"][flag.id];
            const std::string line = fmt::format("  {:<44} {:>12} ", flag.id, raised);
            CHECK((told.error.find(line) != std::string::npos) == (raised > 0));
        }
        for (const std::string& line : lines_of(told.error)) CHECK(line.size() <= 80);
    }
}

TEST_CASE("a summary of nothing is zero, and - means standard output nowhere") {
    CHECK(batch("", {"--summary"}).error ==
          "0 documents assessed, 0 with mistakes\noutcomes\n  none\npatterns\n  none\nother causes\n  none\n"
          "warning signs\n  none\n");
    Program program;
    const Result result = program.input("{}\n").run({"batch", "--summary-file", program.path("")});
    CHECK(result.status == 5);
    CHECK(result.output == "");  // told before anything is assessed
}

TEST_CASE("no private answer is ever in an error, a result or a count") {
    RandomDocuments random(random_seed());
    std::vector<std::string> private_questions;
    for (std::size_t i = 0; i < built_in_rules().catalogue.questions; ++i) {
        const Question& question = built_in_rules().catalogue.entries[i];
        if (question.is_private) private_questions.push_back(question.id);
    }
    REQUIRE(!private_questions.empty());
    const std::vector<std::string> values{R"("canary")",
                                          R"(["canary"])",
                                          R"(["none","canary"])",
                                          R"({"answer":"canary"})",
                                          R"({"canary":1})",
                                          "canary",
                                          R"("canary)",
                                          R"('canary')",
                                          R"({"answer":{"canary":1}})",
                                          R"([["canary"]])",
                                          R"("\u0063anary canary")",
                                          "\"canary\x01\"",
                                          R"("canary\q")"};
    std::string input;
    for (std::size_t i = 0; i < repetitions(4000); ++i) {
        std::string document = "{";
        if (random.chance(50)) document += "\"id\":1,";
        const bool wrapped = random.chance(30);
        if (wrapped) document += "\"format\":\"sleepcheck-answers/1\",\"answers\":{";
        document += "\"" + private_questions[random.number(private_questions.size())] +
                    "\":" + values[random.number(values.size())];
        document += wrapped ? "}}" : "}";
        if (random.chance(30)) document.resize(document.size() - random.number(4));
        input += document + "\n";
    }
    for (const Arguments& options :
         std::vector<Arguments>{{}, {"--format", "csv"}, {"--full"}, {"--strict"}, {"--summary"}}) {
        const Result result = batch(input, options);
        CHECK(result.status != 0);
        CHECK((result.output.find("canary") == std::string::npos));
        CHECK(result.error.find("canary") == std::string::npos);
    }
}
