// The commands on sleep logs, as a person or a script meets them.

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>

#include "program.hpp"
#include "sleepcheck/diary.hpp"
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

const std::vector<std::string> commands{"check"};

}  // namespace

// ---- All of them ----

TEST_CASE("what is no sleep log is refused by every command on logs") {
    for (const std::string& command : commands) {
        for (const std::string text : {"", "[]", "{\"age_years\": 41}", "\xff\xfe", "date,start,end\n"}) {
            const Result result = Program().input(text).run({"log", command, "-"});
            CHECK(result.status == 3);
            CHECK(result.output.empty());
            CHECK(holds(result.error, "standard input: this is no sleep log\n"));
        }
        CHECK(Program().run({"log", command, "/nowhere/log.json"}).status == 5);
        CHECK(Program().run({"log", command, "/"}).status == 5);
        CHECK(Program().at_terminal().run({"log", command}).status == 2);
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
    CHECK(result.status == 1);
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
    CHECK(result.status == 1);
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
}
