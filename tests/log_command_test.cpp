// The commands on sleep logs, as a person or a script meets them.

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>

#include "program.hpp"
#include "sleepcheck/diary.hpp"
#include "sleepcheck/log_csv.hpp"
#include "sleepcheck/sleep_summary.hpp"
#include "sleepcheck/text.hpp"
#include "small_diary.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const std::string first_night =
    R"({"date": "2026-03-04", "into_bed": "22:30", "tried_to_sleep": "22:40", "latency_to_sleep_onset_min": 20,
        "number_of_awakenings": 2, "wake_after_sleep_onset_min": 30, "final_awakening": "05:00", "out_of_bed": "06:30"})";

std::string log_of(const std::string& nights) {
    return "{\"format\": \"sleepcheck-log/1\",\n \"nights\": [\n  " + nights + "\n ]}\n";
}

/// So many nights in a row, all alike.
std::string nights_alike(int count) {
    std::string nights;
    for (int i = 0; i < count; ++i) {
        const Date date = calendar_date("2026-01-01").value() + std::chrono::days{i};
        nights += fmt::format(
            "{}{{\"date\": \"{}\", \"into_bed\": \"22:30\", \"tried_to_sleep\": \"22:30\", "
            "\"latency_to_sleep_onset_min\": 10, \"wake_after_sleep_onset_min\": 20, \"final_awakening\": \"06:00\", "
            "\"out_of_bed\": \"06:30\"}}",
            i == 0 ? "" : ", ", to_string(date));
    }
    return nights;
}

json summary_of(const std::string& log) {
    const Result result = Program().input(log).run({"log", "summary", "-", "--format", "json"});
    INFO(result);
    REQUIRE(result.status == 0);
    return json::parse(result.output);
}

const std::vector<std::string> commands{"check", "summary", "export"};

}  // namespace

// ---- All of them ----

TEST_CASE("what is no sleep log is refused by every command on logs") {
    for (const std::string& command : commands) {
        for (const std::string text : {"", "[]", "{\"age_years\": 41}", "date,start,end\n"}) {
            const Result result = Program().input(text).run({"log", command, "-"});
            CHECK(result.status == 3);
            CHECK(result.output.empty());
            CHECK(holds(result.error, "standard input: this is no sleep log\n"));
            CHECK(holds(result.error, "1 problem; no nights were read.\n"));
        }
        CHECK(Program().run({"log", command, "/nowhere/log.json"}).status == 5);
        CHECK(Program().run({"log", command, "/"}).status == 5);
        CHECK(Program().at_terminal().run({"log", command}).status == 2);
    }
}

TEST_CASE("a log in another encoding is called that") {
    Program program;
    program.file("log.json", std::string("\xFF\xFE{\0\"\0", 6));
    for (const std::string& command : commands) {
        const Result result = program.run({"log", command, program.path("log.json")});
        INFO(result);
        CHECK(result.status == 3);
        CHECK(holds(result.error, "log.json:1:1: this is UTF-16"));
    }
}

TEST_CASE("a log with problems is not used, and all of them are told") {
    Program program;
    program.file("log.json", log_of(R"({"date": "2026-03-04", "into_bed": "25:61", "final_awakening": "05:00"},
  {"date": "2026-03-05", "into_bed": "22:30", "final_awakening": "05:00", "rested": 9})"));
    for (const std::string command : {"summary", "export"}) {
        const Result result = program.run({"log", command, program.path("log.json")});
        INFO(result);
        CHECK(result.status == 3);
        CHECK(result.output.empty());
        CHECK(holds(result.error, "log.json:3:38: "));
        CHECK(holds(result.error, "log.json:4:85: "));
        CHECK(holds(result.error, "2 problems; nothing was "));
    }
}

// ---- check ----

TEST_CASE("a sound log is called sound, with how many nights were looked at") {
    CHECK(Program().input(log_of(first_night)).run({"log", "check", "-"}) ==
          Result{0, "nothing odd was found in 1 night\n", ""});
}

TEST_CASE("problems and warnings are told by place, each with its cure") {
    const Result result = Program()
                              .input(log_of(R"({"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00",
   "number_of_awakenings": 0, "wake_after_sleep_onset_min": 30},
  {"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00"},
  {"date": "2026-03-07", "into_bed": "22:30", "final_awakening": "05:00"})"))
                              .run({"log", "check"});
    CHECK(result.error.empty());
    CHECK(result.status == 3);
    CHECK(
        result.output ==
        R"(standard input:4:28: warning: no awakenings, but 30 min awake after falling asleep (at /nights/0/number_of_awakenings)
   4 |    "number_of_awakenings": 0, "wake_after_sleep_onset_min": 30},
     |                            ^ the minutes count; correct one of the two
standard input:5:12: a second night for 2026-03-04 (at /nights/1/date)
   5 |   {"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00"},
     |            ^^^^^^^^^^^^ keep one; a shorter sleep of that day gets "is_main_sleep": false
standard input:6:12: warning: 2 nights are missing between 2026-03-04 and 2026-03-07 (at /nights/2/date)
   6 |   {"date": "2026-03-07", "into_bed": "22:30", "final_awakening": "05:00"}
     |            ^^^^^^^^^^^^ they stay unknown
1 problem, 2 warnings
)");
}

TEST_CASE("what was found can be had for scripts") {
    const Result result =
        Program().input(log_of(first_night + ",\n" + first_night)).run({"log", "check", "-", "--format", "json"});
    CHECK(result.status == 3);
    const json found = json::parse(result.output);
    CHECK(found["format"] == "sleepcheck-log-check/1");
    CHECK(found["problems"] == 1);
    CHECK(found["findings"][0]["kind"] == "problem");
    CHECK(found["findings"][0]["line"] == 5);
    CHECK(found["findings"][0]["what"] == "a second night for 2026-03-04");
}

TEST_CASE("private answers are in no output of a command on logs unless asked for") {
    const std::string night =
        R"({"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00", "notes": "SECRET",
            "medication": "SECRET", "alcohol_drinks": 17, "nicotine": "evening")";
    for (const std::string tail : {"}", ", \"rested\": 7}"}) {
        for (const std::string& command : commands) {
            const Result result = Program().input(log_of(night + tail)).run({"log", command, "-"});
            for (const std::string& text : {result.output, result.error}) {
                CHECK_FALSE(holds(text, "SECRET"));
                CHECK_FALSE(holds(text, "17"));
                CHECK_FALSE(holds(text, "evening,"));
                CHECK_FALSE(holds(text, "\"evening\""));
            }
        }
    }
    CHECK(holds(Program().input(log_of(night + "}")).run({"log", "export", "-", "--show-private"}).output, "SECRET"));
}

// ---- summary ----

TEST_CASE("every figure of a night has a basis or a reason for being unknown") {
    const json summary = summary_of(log_of(first_night));
    const json& metrics = summary["nights"][0]["metrics"];
    CHECK(metrics.size() == 20);
    CHECK(metrics["total_sleep_time"] == json{{"value", 330.0}, {"basis", "derived"}});
    CHECK(metrics["latency_to_sleep_onset"] == json{{"value", 20.0}, {"basis", "reported"}});
    for (const auto& [name, measure] : metrics.items()) {
        INFO(name);
        CHECK(measure.contains("basis") == !measure["value"].is_null());
        CHECK(measure.contains("because") == measure["value"].is_null());
    }
    CHECK(summary["metrics"]["total_sleep_time"]["standing"] == "too few nights");
    CHECK(summary["metrics"]["total_sleep_time"]["n"] == 1);
    CHECK(summary["metrics"]["rested"]["mean"].is_null());
    CHECK(summary["thresholds"].size() == thresholds().size());
    for (const json& threshold : summary["thresholds"]) CHECK_FALSE(threshold["source"].get<std::string>().empty());
}

TEST_CASE("unknown is never shown as zero") {
    const std::string log = log_of(R"({"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00"})");
    const json summary = summary_of(log);
    for (const auto& [name, measure] : summary["nights"][0]["metrics"].items()) {
        INFO(name);
        CHECK(measure["value"].is_null());
    }
    const std::string text = Program().input(log).run({"log", "summary", "-"}).output;
    CHECK(holds(text, "sleep           not known: it is not known when sleep began\n"));
    CHECK_FALSE(holds(text, "0 min;"));
}

TEST_CASE("a change is called noise or more, or too few nights are said") {
    const std::string few = Program().input(log_of(nights_alike(6))).run({"log", "summary", "-"}).output;
    CHECK(holds(few, "too few nights to compare the last week with the first"));
    const std::string same =
        Program().input(log_of(nights_alike(14))).run({"log", "summary", "-", "--width", "100"}).output;
    CHECK(holds(same, "last week against the first: sleep no more and no less, awake no more"));
}

TEST_CASE("no line of a summary is wider than the window, and a narrow one loses nothing") {
    const std::string log = in_checkout("examples/log.json");
    for (const int width : {40, 55, 80, 100}) {
        const auto result = Program().run({"log", "summary", log, "--nights", "--width", fmt::format("{}", width)});
        REQUIRE(result.status == 0);
        for (const std::string& line : lines_of(result.output)) {
            INFO(width << ": " << line);
            CHECK(characters(line) <= static_cast<std::size_t>(width));
        }
        for (const std::string word : {"SE (TIB)", "social jetlag", "DSM-5 guide", "TST"}) {
            CHECK(holds(result.output, word));
        }
    }
}

TEST_CASE("a summary is plain ASCII where the locale is, and has no colour in a pipe") {
    const std::string log = in_checkout("examples/log.json");
    const std::string plain = Program().variable("LANG", "C").run({"log", "summary", log}).output;
    for (const char letter : plain) REQUIRE((letter == '\n' || (letter >= ' ' && letter <= '~')));
    CHECK(holds(Program().run({"log", "summary", log}).output, "█"));
    CHECK(holds(Program().run({"log", "summary", log, "--color", "always"}).output, "\x1b[36m"));
}

TEST_CASE("a summary of one night, of a day sleeper and of a tracker stands") {
    const std::string day = R"({"date": "2026-03-04", "into_bed": "08:30", "tried_to_sleep": "08:30",
        "latency_to_sleep_onset_min": 5, "wake_after_sleep_onset_min": 0, "final_awakening": "15:40"})";
    const Result result = Program().input(log_of(day)).run({"log", "summary", "-"});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(holds(result.output, "1 night, ended on 4 March 2026\n"));
    CHECK(holds(result.output, "Wed  4 Mar"));
    CHECK(holds(result.output, "to bed about 08:30, awake for good about 15:40"));
    const std::string sensed_log =
        R"({"format": "sleepcheck-log/1", "source": {"modality": "sensed"}, "nights": [)" + first_night + "]}";
    CHECK(holds(Program().input(sensed_log).run({"log", "summary", "-"}).output, "do not carry over"));
}

TEST_CASE("a log without a main sleep has a summary that says so") {
    const std::string nap = R"({"date": "2026-03-04", "is_main_sleep": false, "into_bed": "14:00",
        "final_awakening": "14:30"})";
    const Result result = Program().input(log_of(nap)).run({"log", "summary", "-"});
    CHECK(result.status == 0);
    CHECK(holds(result.output, "No main sleep is in this log\n"));
    CHECK(Program().input(log_of(nap)).run({"log", "summary", "-", "--format", "json"}).status == 0);
}

TEST_CASE("spells out of bed stand beside the time in bed of a night") {
    const std::string night = R"({"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "06:00",
        "out_of_bed": "06:30", "awakenings": [{"at": "02:00", "minutes": 25, "left_bed": true}]})";
    const Result result = Program().input(log_of(night)).run({"log", "summary", "-", "--nights", "--width", "100"});
    CHECK(result.status == 0);
    CHECK(holds(result.output, "480 (455)"));
    CHECK(holds(result.output, "( )  time in bed without the spells out of it\n"));
    const json summary =
        json::parse(Program().input(log_of(night)).run({"log", "summary", "-", "--format", "json"}).output);
    CHECK(summary["nights"][0]["metrics"]["time_in_bed"]["value"] == 480);
    CHECK(summary["nights"][0]["metrics"]["time_in_bed_without_spells_out"]["value"] == 455);
    CHECK(!holds(Program().input(log_of(first_night)).run({"log", "summary", "-", "--nights"}).output, "( )  time"));
}

// ---- export ----

TEST_CASE("a spreadsheet has a row a night, and an empty cell for what is unknown") {
    Program program;
    program.file("log.json", log_of(first_night));
    CHECK(program.run({"log", "export", program.path("log.json"), "--to", "csv", "-o", program.path("nights.csv")}) ==
          Result{0, "", ""});
    const auto lines = lines_of(program.text_of("nights.csv"));
    REQUIRE(lines.size() == 2);
    CHECK(holds(lines[0], "date,main_sleep,day_type,alarm,into_bed_local_time,"));
    CHECK(holds(lines[0], ",total_sleep_time_min,sleep_efficiency_of_time_in_bed_percent,"));
    CHECK(lines[1] ==
          "2026-03-04,yes,,,2026-03-03 22:30,2026-03-03 22:40,2026-03-03 23:00,2026-03-04 05:00,2026-03-04 06:30,,,,"
          "480,,20,2,,30,90,,360,330,68.75,70.213,,91.667,02:00,0.364,,,,,,,,,,self-reported,\r");
    CHECK(std::count(lines[0].begin(), lines[0].end(), ',') == std::count(lines[1].begin(), lines[1].end(), ','));
    struct stat found = {};
    REQUIRE(::stat(program.path("nights.csv").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(Program().input(log_of(first_night)).run({"log", "export", "-", "--to", "xlsx"}).status == 2);
}

TEST_CASE("no text of a spreadsheet is taken for a formula, ends a cell early or commands a terminal") {
    struct Case {
        std::string note;
        std::string cell;
    };
    const std::vector<Case> cases{
        {"slept well", "slept well"},
        {"=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"  =1", "'  =1"},
        {"\n=1", "\"'\n=1\""},
        {"a,b", "\"a,b\""},
        {"say \"so\"", "\"say \"\"so\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"\x1b[31mred", "\\x1b[31mred"},
        {"", ""},
    };
    for (const auto& [note, cell] : cases) {
        INFO(note);
        Diary diary = small_diary(R"({"date": "2026-03-04", "into_bed": "22:30", "final_awakening": "05:00"})");
        diary.nights.front().notes = note;
        const std::string rows = to_csv(diary, PrivateColumns::shown);
        const std::string end = "," + cell + "\r\n";
        CHECK(rows.substr(rows.size() - std::min(rows.size(), end.size())) == end);
    }
}

TEST_CASE("the log is the same in all formats as it was before") {
    struct Format {
        std::string file;
        Arguments arguments;
    };
    const std::string log = text_of_file(in_checkout("examples/log.json"));
    for (const Format& format : {Format{"summary.txt", {"log", "summary", "-", "--nights"}},
                                 Format{"summary.json", {"log", "summary", "-", "--format", "json"}},
                                 Format{"nights.csv", {"log", "export", "-"}}}) {
        const std::string expected = in_checkout("tests/golden_log/" + format.file);
        const std::string said = Program().input(log).run(format.arguments).output;
        if (regenerating()) std::ofstream(expected, std::ios::binary) << said;
        CHECK(text_of_file(expected) == said);
    }
}
