// A result of `batch` is what `assess` says of the same document. Every document goes a second way here, the slow one:
// read by `read_answers`, assessed by itself, written plainly.

#include "sleepcheck/batch.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <functional>
#include <optional>

#include "program.hpp"
#include "random_documents.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/diary.hpp"
#include "sleepcheck/report.hpp"
#include "small_rules.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::ordered_json;

namespace {

std::string dumped(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

/// What is known of one line, found the slow way.
struct Expected {
    std::string id;  ///< as JSON; empty when there is none
    Problems problems;
    Assessment assessment;
};

Expected expected_of(const Knowledge& knowledge, const std::string& line) {
    ReadAnswers read = read_answers(knowledge.catalogue, line, "standard input");
    Expected expected{read.id, std::move(read.problems), {}};
    if (!expected.problems.empty()) return expected;
    if (!read.log) {
        expected.assessment = assess(knowledge, read.facts);
        return expected;
    }
    ReadDiary log = read_diary(*read.log, "standard input");
    expected.problems = log.problems;
    for (Problem& problem : expected.problems) problem.place.pointer.insert(0, "/log");
    if (!expected.problems.empty()) return expected;
    expected.assessment = assess_with_log(knowledge, std::move(read.facts), std::move(log), nights_to_answer);
    return expected;
}

ordered_json json_of(const Problem& problem, std::size_t line) {
    ordered_json json{{"line", line}, {"column", std::max(problem.place.column, 1)}, {"message", problem.what}};
    if (!problem.cure.empty()) json["cure"] = problem.cure;
    if (!problem.place.pointer.empty()) json["at"] = problem.place.pointer;
    return json;
}

ordered_json ids(const Catalogue& catalogue, const std::vector<FactId>& facts) {
    ordered_json list = ordered_json::array();
    for (const std::string& id : ids_of(catalogue, facts)) list.push_back(id);
    return list;
}

/// The fields that are written when nothing is asked for, without the id.
ordered_json usual_fields_of(const Knowledge& knowledge, const Assessment& assessment) {
    ordered_json json{{"outcome", assessment.outcome->id}};
    json["leaning"] = assessment.leaning == nullptr ? ordered_json() : ordered_json(assessment.leaning->value);
    json["certainty"] = settled(assessment) ? "settled" : "provisional";
    for (const char* const list : {"patterns", "causes", "flags"}) json[list] = ordered_json::array();
    for (const Score& score : assessment.patterns) {
        json["patterns"].push_back({{"id", score.pattern->id}, {"level", level_name(score)}, {"points", score.points}});
    }
    for (const Score& score : assessment.causes) {
        json["causes"].push_back({{"id", score.pattern->id}, {"level", level_name(score)}});
    }
    for (const Flag* flag : assessment.flags) json["flags"].push_back(flag->id);
    json["missing"] = ids(knowledge.catalogue, assessment.missing);
    return json;
}

std::string with_id(const std::string& id, const ordered_json& rest) {
    return fmt::format("{{\"id\":{},{}", id.empty() ? "null" : id, dumped(rest).substr(1));
}

std::string error_line(const Expected& expected, std::size_t number) {
    ordered_json error = json_of(expected.problems.front(), number);
    for (std::size_t i = 1; i < expected.problems.size(); ++i) {
        error["more"].push_back(json_of(expected.problems[i], number));
    }
    // Only ASCII, since a key of the document may stand in it.
    const std::string said = error.dump(-1, ' ', true, ordered_json::error_handler_t::replace);
    return fmt::format("{{\"id\":{},\"error\":{}}}", expected.id.empty() ? "null" : expected.id, said);
}

std::string usual_line(const Knowledge& knowledge, const Expected& expected, std::size_t number) {
    return expected.problems.empty() ? with_id(expected.id, usual_fields_of(knowledge, expected.assessment))
                                     : error_line(expected, number);
}

std::string full_line(const Knowledge& knowledge, const Expected& expected, std::size_t number) {
    if (!expected.problems.empty()) return error_line(expected, number);
    ReportOptions options;
    options.id = expected.id;
    ordered_json report = ordered_json::parse(to_json(knowledge, expected.assessment, options));
    report.erase("id");
    return expected.id.empty() ? dumped(report) : with_id(expected.id, report);
}

/// A text that can be read in a test's output, whatever is in it.
std::string readable(const std::string& line) {
    std::string result;
    for (const char byte : line) {
        const bool plain = byte >= ' ' && byte < 0x7F;
        result += plain ? std::string(1, byte) : fmt::format("<{:02x}>", static_cast<unsigned char>(byte));
    }
    return result;
}

using LineOf = std::string (*)(const Knowledge&, const Expected&, std::size_t);

void compare(const Knowledge& knowledge, const std::vector<std::string>& documents, const Arguments& options,
             LineOf line_of) {
    std::string input;
    for (const std::string& document : documents) input += document + "\n";
    Arguments arguments{"batch"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result result = Program().input(input).run(arguments);
    const std::vector<std::string> results = lines_of(result.output);
    std::size_t place = 0;
    std::size_t bad = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (is_blank(documents[i])) continue;
        const Expected expected = expected_of(knowledge, documents[i]);
        bad += expected.problems.empty() ? 0U : 1U;
        INFO(readable(documents[i]));
        REQUIRE(place < results.size());
        REQUIRE(results[place++] == line_of(knowledge, expected, i + 1));
    }
    CHECK(place == results.size());
    CHECK(result.status == (bad > 0 ? 1 : 0));
    std::string counted = fmt::format("{} of {} document{} could not be read; \"error\" in their results says why\n",
                                      bad, place, place == 1 ? "" : "s");
    if (bad > 1 && bad == place) {
        counted += "batch takes one JSON document a line; put one that goes over many lines on one first\n";
    }
    CHECK(result.error == (bad > 0 ? counted : ""));
}

/// So many documents, a few thousand in a run of the program.
void compare_many(std::size_t many, const std::function<std::string()>& next, const Arguments& options = {},
                  LineOf line_of = usual_line, const Knowledge& knowledge = built_in_rules()) {
    constexpr std::size_t of_a_run = 2500;
    while (many > 0) {
        const std::size_t count = std::min(many, of_a_run);
        std::vector<std::string> documents;
        for (std::size_t i = 0; i < count; ++i) documents.push_back(next());
        compare(knowledge, documents, options, line_of);
        many -= count;
    }
}

const std::string headaches = in_checkout("tests/second_subject/headaches");

}  // namespace

TEST_CASE("a result of batch is what assess says: documents of all forms") {
    RandomDocuments random(random_seed());
    random.put_logs(200);
    compare_many(repetitions(15'000), [&] { return random.chance(2) ? random.blank() : random.sound(); });
}

TEST_CASE("a result of batch is what assess says: documents as programs write them") {
    RandomDocuments random(random_seed() + 1);
    compare_many(repetitions(10'000), [&] { return random.plain(); }, {"-j", "1"});
}

TEST_CASE("a result of batch is what assess says: damaged documents") {
    RandomDocuments random(random_seed() + 2);
    random.put_logs(100);
    compare_many(repetitions(40'000), [&] { return random.damaged(); }, {"-j", "2"});
}

TEST_CASE("a result of batch is what assess says: another subject") {
    const RuleTexts texts = texts_below("tests/second_subject/headaches");
    const slow_twin::RuleFiles files = files_of(texts);
    Knowledge knowledge = knowledge_of(texts);
    knowledge.layers = {"headaches"};
    RandomDocuments random(files, random_seed());
    const auto next = [&] { return random.chance(50) ? random.sound() : random.damaged(); };
    compare_many(repetitions(10'000), next, {"--rules-only", headaches}, usual_line, knowledge);
    compare_many(repetitions(500), next, {"--rules-only", headaches, "--full"}, full_line, knowledge);
}

TEST_CASE("the option --full is the report of assess in one line") {
    RandomDocuments random(random_seed());
    random.put_logs(20);
    compare_many(
        repetitions(1'500), [&] { return random.chance(70) ? random.sound() : random.damaged(); }, {"--full"},
        full_line);
}

TEST_CASE("the option --full is what assess prints, id and private answers included when wanted") {
    nlohmann::json answers = example_answers();
    answers["id"] = "p1";
    for (const Arguments& more : std::vector<Arguments>{{}, {"--show-private"}}) {
        Arguments assess_arguments{"assess", "--format", "json"};
        Arguments batch_arguments{"batch", "--full"};
        assess_arguments.insert(assess_arguments.end(), more.begin(), more.end());
        batch_arguments.insert(batch_arguments.end(), more.begin(), more.end());
        const Result one = Program().input(answers.dump()).run(assess_arguments);
        const Result many = Program().input(answers.dump()).run(batch_arguments);
        CHECK(many.status == 0);
        CHECK(many.output == dumped(ordered_json::parse(one.output)) + "\n");
        CHECK(ordered_json::parse(many.output)["id"] == "p1");
    }
}

TEST_CASE("a number as an id is copied as it was written, in a report, too") {
    for (const std::string id : {"1.50", "12345678901234567890123", "1E2", "-0", "\"\\u0041\""}) {
        const std::string document = "{\"id\":" + id + "}";
        INFO(id);
        const std::string beginning = "{\"id\":" + id + ",";
        CHECK(Program().input(document).run({"batch"}).output.substr(0, beginning.size()) == beginning);
        const std::string full = Program().input(document).run({"batch", "--full"}).output;
        CHECK(full.find("\"id\":" + id + ",") != std::string::npos);
        const std::string report = Program().input(document).run({"assess", "--format", "json"}).output;
        CHECK(report.find("\"id\": " + id + ",") != std::string::npos);
    }
}

TEST_CASE("fields are written in the order they were asked for") {
    RandomDocuments random(random_seed());
    const Knowledge& knowledge = built_in_rules();
    const Arguments options{"batch", "--fields",
                            "plan,points_range,id,could_matter,side,outcome,disclaimer,possible_outcomes"};
    for (std::size_t i = 0; i < repetitions(200); ++i) {
        const std::string document = random.sound();
        INFO(readable(document));
        const Expected expected = expected_of(knowledge, document);
        const auto report = ordered_json::parse(to_json(knowledge, expected.assessment, {}));
        ordered_json patterns = ordered_json::array();
        for (const Score& score : expected.assessment.patterns) {
            const NumberRange range = score.points_range;
            patterns.push_back({{"id", score.pattern->id}, {"points_range", {range.least, range.most}}});
        }
        const std::string line = fmt::format(
            "{{\"plan\":{},\"patterns\":{},\"id\":{},\"could_matter\":{},\"side\":{},\"outcome\":{},\"disclaimer\":{},"
            "\"possible_outcomes\":{}}}\n",
            dumped(report["plan"]), dumped(patterns), expected.id.empty() ? "null" : expected.id,
            dumped(report["could_matter"]), dumped(report["side"]), dumped(report["outcome"]),
            dumped(report["disclaimer"]), dumped(report["possible_outcomes"]));
        REQUIRE(Program().input(document).run(options).output == line);
    }
}

TEST_CASE("each field of a report can be asked for alone, and has the value of the report") {
    const auto answers = example_answers().dump();
    const auto report = ordered_json::parse(Program().input(answers).run({"assess", "--format", "json"}).output);
    for (const std::string& field : known_fields(BatchFormat::json)) {
        INFO(field);
        const Result result = Program().input(answers).run({"batch", "--fields", field});
        CHECK(result.status == 0);
        const auto json = ordered_json::parse(result.output);
        CHECK(json.size() == 1);
        const std::string key = json.items().begin().key();
        CHECK(key == (field == "points_range" ? "patterns" : field));
        const bool shorter = key == "patterns" || key == "causes" || key == "flags";
        if (report.contains(field) && !shorter) CHECK(json[key] == report[field]);
        if (!report.contains(field) && !shorter) CHECK(json[key].is_null());
        if (shorter) CHECK(json[key].size() == report[key].size());
    }
}

TEST_CASE("fields are named right and once") {
    const auto complaint = [](const Arguments& options) {
        Arguments arguments{"batch"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Result result = Program().input("{}").run(arguments);
        CHECK(result.status == 2);
        CHECK(result.output == "");
        return result.error;
    };
    CHECK(complaint({"--fields", "outcom"}) ==
          "sleepcheck: --fields cannot hold \"outcom\"\n  did you mean \"outcome\"?\n");
    CHECK(complaint({"--fields", "id,id"}) == "sleepcheck: --fields has \"id\" twice\n  name each field once\n");
    CHECK(complaint({"--fields", "id,,outcome"}).find("--fields cannot hold \"\"") != std::string::npos);
    CHECK(complaint({"--fields", ""}).find("--fields is empty") != std::string::npos);
    CHECK(complaint({"--fields", "zzzzzzzzz"}).find("there is id, format,") != std::string::npos);
    CHECK(complaint({"--fields", "log", "--format", "csv"}).find("--fields cannot hold \"log\"") != std::string::npos);
    CHECK(complaint({"--full", "--fields", "id"}).find("exclude each other") != std::string::npos);
    CHECK(complaint({"--full", "--format", "csv"}).find("no row of a table") != std::string::npos);
    CHECK(complaint({"--format", "xml"}).find("--format cannot be \"xml\"") != std::string::npos);
    CHECK(complaint({"-j", "0"}).find("--jobs") != std::string::npos);
    CHECK(complaint({"-j", "257"}).find("--jobs") != std::string::npos);
    CHECK(complaint({"--max-line", "0"}).find("--max-line") != std::string::npos);
    CHECK(complaint({"--max-line", "M"}).find("--max-line") != std::string::npos);
    CHECK(complaint({"--max-line", "2000M"}).find("--max-line") != std::string::npos);
    CHECK(complaint({"a", "b"}).find("one argument too many") != std::string::npos);
}

TEST_CASE("every number of jobs gives the same bytes") {
    RandomDocuments random(random_seed());
    random.put_logs(100);
    std::string input;
    for (std::size_t i = 0; i < repetitions(12'000); ++i) {
        std::string document = random.chance(90) ? random.sound() : random.damaged();
        if (random.chance(3)) document += std::string(random.number(200'000), ' ');
        if (random.number(3000) == 0) document += std::string(3'000'000, '\t');
        if (random.chance(2)) document = random.blank();
        input += document + "\n";
    }
    input.pop_back();
    for (const Arguments& options : std::vector<Arguments>{{}, {"--format", "csv"}}) {
        Arguments arguments{"batch", "--max-line", "2M", "-j"};
        std::optional<Result> one;
        for (const std::string jobs : {"1", "2", "3", "8"}) {
            Arguments all = arguments;
            all.push_back(jobs);
            all.insert(all.end(), options.begin(), options.end());
            const Result result = Program().input(input).run(all);
            if (!one) one = result;
            CHECK((result == *one));
        }
    }
}

TEST_CASE("a cohort's parts, one behind the other, give what the whole gives") {
    RandomDocuments random(random_seed());
    std::string whole;
    std::string joined;
    for (int part = 0; part < 5; ++part) {
        std::string documents;
        for (std::size_t i = 0; i < 100 + random.number(300); ++i) documents += random.sound() + "\n";
        whole += documents;
        joined += Program().input(documents).run({"batch"}).output;
    }
    CHECK((Program().input(whole).run({"batch", "-j", "2"}).output == joined));
}

TEST_CASE("a log inside a document counts as one beside it") {
    const std::string log = text_of_file(in_checkout("examples/log.json"));
    auto answers = example_answers();
    Program program;
    program.file("answers.json", answers.dump()).file("log.json", log);
    const Result apart =
        program.run({"assess", program.path("answers.json"), "--log", program.path("log.json"), "--format", "json"});
    REQUIRE(apart.status == 0);
    for (const bool wrapped : {false, true}) {
        nlohmann::json document = answers;
        if (wrapped) document = {{"format", "sleepcheck-answers/1"}, {"answers", answers}};
        document["log"] = nlohmann::json::parse(log);
        const Result together = Program().input(document.dump()).run({"batch", "--full"});
        // The log stands elsewhere, so its warnings have other places.
        auto one = ordered_json::parse(together.output);
        auto other = ordered_json::parse(apart.output);
        CHECK(one["log"]["warnings"].size() == other["log"]["warnings"].size());
        one["log"].erase("warnings");
        other["log"].erase("warnings");
        CHECK(one == other);
    }
    // The answers alone come to something else, or the test would prove nothing.
    CHECK(Program().input(answers.dump()).run({"batch", "--full"}).output !=
          dumped(ordered_json::parse(apart.output)) + "\n");
}

TEST_CASE("a mistake in a log inside a document is told with its column in the line") {
    const std::string line =
        R"({"id": "é", "log": {"format": "sleepcheck-log/1", "nights": [{"date": "2026-01-02", "into_bed": "25:61",)"
        R"( "final_awakening": "2026-01-02T07:00"}]}, "answers": {}})";
    const Result result = Program().input("{}\n" + line + "\n").run({"batch", "--fields", "id"});
    CHECK(result.status == 1);
    const auto error = ordered_json::parse(lines_of(result.output).at(1))["error"];
    CHECK(error["line"] == 2);
    CHECK(error["column"] == line.find("\"25:61\""));  // counting from 1, and é is two bytes
    CHECK(error["at"] == "/log/nights/0/into_bed");
    const Result assessed = Program().input(line).run({"assess"});
    CHECK(assessed.error.find(error["message"].get<std::string>()) != std::string::npos);
}

TEST_CASE("an id is a scalar") {
    const auto error_of = [](const std::string& document) {
        return ordered_json::parse(Program().input(document).run({"batch"}).output)["error"]["message"];
    };
    CHECK(error_of(R"({"id": [1]})") == "expected an id, got a list");
    CHECK(error_of(R"({"id": {}})") == "expected an id, got an object");
    CHECK(error_of(R"({"id": 1, "id": 1})") == "this key is written twice");
}

TEST_CASE("where a question is called id, it is a question") {
    RuleTexts texts = small_rules();
    for (auto& [name, text] : texts) {
        for (const std::string before : {"\"fact\": ", "{"}) {
            const std::string old = before + "\"cups\"";
            for (auto at = text.find(old); at != std::string::npos; at = text.find(old)) {
                text.replace(at, old.size(), before + "\"id\"");
            }
        }
    }
    texts["questions/day.json"] = R"({"id": "day", "title": "Day", "questions": [
{"id": "id", "name": "cups a day", "kind": "integer", "unit": "cups", "min": 0, "max": 20, "tier": "core",
 "prompt": "How many?", "why": "It matters.", "claims": ["C1"]}]})";
    Program program;
    for (const auto& [name, text] : texts) program.file("rules/" + name, text);
    program.input(
        "{\"id\": 11}\n{\"id\": 2}\n{\"answers\": {\"id\": 12}}\n{\"id\": \"p\"}\n{\"id\": 7, \"answers\": {\"id\": "
        "3}}\n");
    const Result result = program.run({"batch", "--rules-only", program.path("rules")});
    const auto lines = lines_of(result.output);
    INFO(result);
    REQUIRE(lines.size() == 5);
    CHECK(ordered_json::parse(lines[0])["id"].is_null());
    CHECK(ordered_json::parse(lines[0])["flags"] == ordered_json{"too_many"});
    CHECK(ordered_json::parse(lines[1])["flags"].empty());
    CHECK(ordered_json::parse(lines[2])["flags"] == ordered_json{"too_many"});
    CHECK(ordered_json::parse(lines[3])["error"]["column"] == 8);
}
