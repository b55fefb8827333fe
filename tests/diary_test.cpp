// Reading a sleep log: what is read, what is refused, what is odd, and what is never shown.

#include "sleepcheck/diary.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "sleepcheck/text.hpp"

using namespace sleepcheck;

namespace {

/// A night with what is needed and these members more. `more` comes before, so that it can stand in for a needed one.
std::string night(const std::string& more = "") {
    std::string text = "{" + more;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (more.find('"' + key + '"') != std::string::npos) return;
        text += fmt::format(R"({}"{}": "{}")", text == "{" ? "" : ", ", key, value);
    };
    add("date", "2026-03-06");
    add("into_bed", "22:30");
    add("final_awakening", "06:20");
    return text + "}";
}

std::string log_of(const std::string& nights, const std::string& zone = "") {
    const std::string timezone = zone.empty() ? "" : "\"timezone\": \"" + zone + "\", ";
    return fmt::format("{{\"format\": \"sleepcheck-log/1\", {}\"nights\": [\n{}]}}", timezone, nights);
}

std::string told(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        text += fmt::format("{}:{}: {} | {}\n", problem.place.line, problem.place.column, problem.what, problem.cure);
    }
    return text;
}

/// The diary of a text that must be sound.
Diary diary(const std::string& text) {
    const ReadDiary read = read_diary(text, "log.json");
    INFO(text);
    CHECK(told(read.problems) == "");
    return read.diary;
}

Night only_night(const std::string& more, const std::string& zone = "") {
    const Diary read = diary(log_of(night(more), zone));
    REQUIRE(read.nights.size() == 1);
    return read.nights.front();
}

std::string everything() {
    return R"({"format": "sleepcheck-log/1", "timezone": "Europe/Paris",
"source": {"modality": "self-reported", "name": "paper diary"},
"nights": [{
  "date": "2026-03-06", "is_main_sleep": true, "into_bed": "22:30", "tried_to_sleep": "22:30:30",
  "planned_bedtime": "22:00", "latency_to_sleep_onset_min": 10.5, "sleep_onset": "22:41",
  "number_of_awakenings": 2, "wake_after_sleep_onset_min": 20,
  "awakenings": [{"at": "02:10", "minutes": 12, "left_bed": false}, {"minutes": 8}],
  "final_awakening": "04:20", "planned_wake": "06:30", "trying_to_sleep_after_final_awakening_min": 60,
  "out_of_bed": "2026-03-06T06:30+01:00", "alarm": false, "day_type": "work", "quality": 2, "rested": 2,
  "naps": [{"start": "14:00", "minutes": 20}], "medication": "a pill", "alcohol_drinks": 1.5,
  "caffeine_drinks": 2, "last_caffeine": "15:30", "nicotine": "evening", "evening_light_min": 90,
  "magnesium_foods": 3, "problem_night": true, "notes": "said \"ow\"",
  "segments": [{"start": "22:41", "end": "02:10", "state": "asleep", "stage": "deep"},
               {"start": "02:10", "end": "02:22", "state": "awake"},
               {"start": "02:22:30", "end": "04:20", "state": "unknown"}],
  "vendor": {"score": 81, "efficiency": 0.93, "model": "X", "worn": true}}]})";
}

}  // namespace

TEST_CASE("a night needs three values, and all others are unknown", "[diary]") {
    const Night read = only_night("");
    CHECK(to_string(read.into_bed.moment) == "2026-03-05T22:30");
    CHECK(to_string(read.final_awakening.moment) == "2026-03-06T06:20");
    Night bare;
    bare.date = read.date;
    bare.into_bed = read.into_bed;
    bare.final_awakening = read.final_awakening;
    CHECK(read == bare);
    CHECK(is_main(read));
}

TEST_CASE("null is the same as not written", "[diary]") {
    std::string nulls;
    for (const std::string key : {"is_main_sleep",
                                  "tried_to_sleep",
                                  "planned_bedtime",
                                  "latency_to_sleep_onset_min",
                                  "sleep_onset",
                                  "number_of_awakenings",
                                  "wake_after_sleep_onset_min",
                                  "awakenings",
                                  "planned_wake",
                                  "trying_to_sleep_after_final_awakening_min",
                                  "out_of_bed",
                                  "alarm",
                                  "day_type",
                                  "quality",
                                  "rested",
                                  "naps",
                                  "medication",
                                  "alcohol_drinks",
                                  "caffeine_drinks",
                                  "last_caffeine",
                                  "nicotine",
                                  "evening_light_min",
                                  "magnesium_foods",
                                  "problem_night",
                                  "notes",
                                  "segments",
                                  "vendor"}) {
        nulls += fmt::format("{}\"{}\": null", nulls.empty() ? "" : ", ", key);
    }
    CHECK(only_night(nulls) == only_night(""));
}

TEST_CASE("every key is read and written back, in one order", "[diary]") {
    const Diary read = diary(everything());
    const std::string written = to_json(read);
    CHECK(diary(written) == read);
    CHECK(to_json(diary(written)) == written);
    CHECK(written.find("\"tried_to_sleep\": \"22:30:30\"") != std::string::npos);
    CHECK(written.find("\"out_of_bed\": \"2026-03-06T06:30+01:00\"") != std::string::npos);
    const Night& night = read.nights.front();
    CHECK(night.latency_to_sleep_onset == Minutes{10.5});
    CHECK(night.alcohol_drinks == 1.5);
    CHECK(night.nicotine == Nicotine::evening);
    CHECK(night.segments[0].stage == Stage::deep);
    CHECK(to_string(night.naps->front().start->moment) == "2026-03-05T14:00+01:00");
    CHECK(to_string(night.awakenings->front().at->moment) == "2026-03-06T02:10+01:00");
    CHECK(night.vendor[1] == VendorValue{"efficiency", 0.93});
    CHECK(told(read_diary(everything(), "").warnings) == "");
}

TEST_CASE("times find their date by walking back from the final awakening", "[diary]") {
    struct Row {
        std::string more;
        std::string into_bed;
        std::string out_of_bed;
    };
    const std::vector<Row> rows{
        {R"("into_bed": "22:40", "final_awakening": "06:40", "out_of_bed": "07:00")", "2026-03-05T22:40",
         "2026-03-06T07:00"},
        {R"("into_bed": "00:10", "final_awakening": "08:15", "out_of_bed": "08:15")", "2026-03-06T00:10",
         "2026-03-06T08:15"},
        {R"("into_bed": "07:30", "final_awakening": "15:00", "out_of_bed": "15:10")", "2026-03-06T07:30",
         "2026-03-06T15:10"},
        {R"("into_bed": "16:00", "final_awakening": "23:50", "out_of_bed": "00:10")", "2026-03-06T16:00",
         "2026-03-07T00:10"},
        {R"("into_bed": "23:50", "tried_to_sleep": "00:25", "final_awakening": "07:00")", "2026-03-05T23:50", ""},
        {R"("into_bed": "2026-03-05T22:00+09:00", "final_awakening": "2026-03-06T06:00+09:00")",
         "2026-03-05T22:00+09:00", ""},
    };
    for (const auto& [more, into_bed, out_of_bed] : rows) {
        INFO(more);
        const Night read = only_night(more);
        CHECK(to_string(read.into_bed.moment) == into_bed);
        CHECK((read.out_of_bed ? to_string(read.out_of_bed->moment) : "") == out_of_bed);
    }
}

TEST_CASE("a night a line is the same log", "[diary]") {
    const std::string first = night(R"("quality": 4)");
    const std::string second = night(R"("date": "2026-03-07")");
    const Diary whole = diary(log_of(first + "," + second, "Europe/Paris"));
    const std::string header = R"({"format": "sleepcheck-log/1", "timezone": "Europe/Paris"})";
    CHECK(diary(header + "\n" + first + "\n\n" + second + "\n") == whole);
    CHECK(diary(header + "\r\n" + first + "\r\n" + second) == whole);
    CHECK(diary(first + "\n" + second).nights == diary(log_of(first + "," + second)).nights);
    CHECK(diary(first).nights.size() == 1);
    const auto read = read_diary(header + "\n" + first + "\n{\"date\": 7}\n", "");
    CHECK(told(read.problems) ==
          "3:1: \"into_bed\" is missing | a night needs \"date\", \"into_bed\" and \"final_awakening\"\n"
          "3:1: \"final_awakening\" is missing | a night needs \"date\", \"into_bed\" and \"final_awakening\"\n"
          "3:10: expected a date from 1900 to 2200, got 7 | year, month and day in quotes: \"2026-03-06\"\n");
}

TEST_CASE("a mark of the byte order changes nothing", "[diary]") {
    const std::string mark = "\xEF\xBB\xBF";
    const std::string lines = night() + "\n" + night(R"("date": "2026-03-07")") + "\n";
    CHECK(diary(mark + lines) == diary(lines));
    const std::string document = log_of(night());
    CHECK(diary(mark + document) == diary(document));
}

TEST_CASE("escapes, however many, are read as what they stand for", "[diary]") {
    const auto with_note = [](const std::string& note) {
        return log_of(night("\"notes\": \"" + note + "\"") + "," + night(R"("date": "2026-03-07")"));
    };
    CHECK(diary(with_note(R"(caf\u00e9 \"}] \\)")).nights.front().notes == "caf\xC3\xA9 \"}] \\");
    CHECK(diary(with_note(R"(caf\u00e9)")) == diary(with_note("caf\xC3\xA9")));
    CHECK(told(read_diary(with_note(R"(\q)"), "").problems).find("2:") == 0);
    // A log with escapes may be as long as one without.
    std::string nights;
    for (int year = 2000; year < 2015; ++year) {
        for (int day = 1; day <= 28; ++day) {
            std::string segments;
            for (int i = 0; i < 500; ++i) segments += i == 0 ? "1" : ",1";
            nights += fmt::format(R"({}{{"date": "{}-01-{:02}", "notes": "\u00e9", "quality": [{}], )"
                                  R"("into_bed": "22:30", "final_awakening": "06:20"}})",
                                  nights.empty() ? "" : ",\n", year, day, segments);
        }
    }
    CHECK(read_diary(log_of(nights), "").problems.size() == 100);
}

TEST_CASE("what is broken beside the nights is called broken", "[diary]") {
    for (const std::string source : {R"({"name": {"a": tru}})", R"({"name": [1})", R"([[1,]])"}) {
        const std::string text =
            fmt::format(R"({{"format": "sleepcheck-log/1", "source": {}, "nights": [{}]}})", source, night());
        INFO(text);
        const Problems problems = read_diary(text, "").problems;
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().what.find("expected text") == std::string::npos);
    }
}

TEST_CASE("a night that cannot be read is not a night left out", "[diary]") {
    const std::string broken = night() + "\n{\"date\": \"2026-03-07\", oops}\n" + night(R"("date": "2026-03-08")");
    CHECK(read_diary(broken, "").warnings.empty());
    CHECK(read_diary(log_of(night() + "," + night(R"("date": "2026-03-07", "into_bed": "25:61")") + "," +
                            night(R"("date": "2026-03-08")")),
                     "")
              .warnings.empty());
    CHECK(read_diary(log_of(night() + "," + night(R"("date": "2026-03-08")")), "").warnings.size() == 1);
}

TEST_CASE("a log is known by its content", "[diary]") {
    CHECK(is_sleep_log(log_of("")));
    CHECK(is_sleep_log(night()));
    CHECK(is_sleep_log(R"({"format": "sleepcheck-log/9", broken)"));
    CHECK_FALSE(is_sleep_log(R"({"format": "sleepcheck-answers/1", "answers": {"usual_bedtime": "22:30"}})"));
    CHECK_FALSE(is_sleep_log(R"({"usual_bedtime": "22:30"})"));
    CHECK_FALSE(is_sleep_log(""));
    CHECK_FALSE(is_sleep_log("# Logs\n\nOne begins with {\"format\": \"sleepcheck-log/1\"}.\n"));
    CHECK(is_sleep_log("\xEF\xBB\xBF\n " + night()));
}

TEST_CASE("a mistake in every night is told with every place, and how to mend it once", "[diary]") {
    const std::string key = R"("sleep_score": 3, )";
    const ReadDiary read = read_diary(log_of("{" + key + night().substr(1) + ",\n{" + key + night().substr(1)), "");
    REQUIRE(read.problems.size() > 1);
    CHECK(read.problems[0].cure.substr(0, 14) == "allowed here: ");
    CHECK(read.problems[1].what == read.problems[0].what);
    CHECK(read.problems[0].place.line == 2);
    CHECK(read.problems[1].place.line == 3);
    CHECK(read.problems[1].cure == "as in line 2");
}

TEST_CASE("what no night can hold is a problem with its place", "[diary]") {
    struct Row {
        std::string more;
        std::string said;
    };
    const std::vector<Row> rows{
        {R"("date": "0000-01-01")",
         "2:10: expected a date from 1900 to 2200, got \"0000-01-01\" | year, month and day in quotes: \"2026-03-06\""},
        {R"("into_bed": "25:61")",
         "2:14: expected a time, got \"25:61\" | hours 0 to 23 and minutes 00 to 59 in quotes, or date, time and "
         "offset: \"2026-03-06T22:30+01:00\""},
        {R"("out_of_bed": "24:00")", "2:16: expected a time, got \"24:00\" | midnight is \"00:00\""},
        {R"("latency_to_sleep_onset_min": -5)", "2:32: expected a number from 0 to 1440, got -5 | "},
        {R"("wake_after_sleep_onset_min": 1e9)", "2:32: expected a number from 0 to 1440, got 1000000000 | "},
        {R"("wake_after_sleep_onset_min": "20")",
         "2:32: expected a number from 0 to 1440, got \"20\" | write the number without quotes"},
        {R"("number_of_awakenings": 2.5)", "2:26: expected a whole number from 0 to 500, got 2.5 | "},
        {R"("quality": 0)", "2:13: expected a whole number from 1 to 5, got 0 | "},
        {R"("alarm": "yes")",
         "2:11: expected true or false, got \"yes\" | without quotes; leave it out, or write null, when it is not "
         "known"},
        {R"("day_type": "fre")", "2:14: expected \"work\" or \"free\", got \"fre\" | did you mean \"free\"?"},
        {R"("alcohol_drinks": "plenty")", "2:20: expected a number from 0 to 100 | write the number without quotes"},
        {R"("alcohol_drinks": -3)", "2:20: expected a number from 0 to 100 | "},
        {R"("nicotine": "nite")", "2:14: expected \"none\", \"day\" or \"evening\" | "},
        {R"("medication": 7)", "2:16: expected text | write it in double quotes"},
        {R"("into_bedd": "22:00", "into_bed": "22:30")", "2:2: unknown key \"into_bedd\" | did you mean \"into_bed\"?"},
        {R"("awakenings": [{"hour": 3}])", "2:18: unknown key \"hour\" | allowed here: at, minutes and left_bed"},
        {R"("naps": {})", "2:10: expected a list, got an object | write \"naps\": [...]"},
        {R"("out_of_bed": "2026-03-06T08:00")",
         "2:16: a date and time without an offset, in a log without a time zone | add the offset (\"+01:00\"), or "
         "\"timezone\" to the log, or write the time of day alone"},
        {R"("final_awakening": "2026-03-07T08:00Z")",
         "2:21: the final awakening is not on the night's date 2026-03-06 | \"date\" is the morning of waking"},
        {R"("into_bed": "2026-03-06T07:00Z", "final_awakening": "2026-03-06T06:00Z")",
         "2:54: \"final_awakening\" is before \"into_bed\" | the order is into_bed, tried_to_sleep, sleep_onset, "
         "final_awakening, out_of_bed"},
        {R"("into_bed": "2026-03-04T22:00Z", "final_awakening": "2026-03-06T06:00Z")",
         "2:14: this night is 32 h long, more than a day | check each time: hours go from 0 to 23"},
        {R"("tried_to_sleep": "23:00", "latency_to_sleep_onset_min": 600)",
         "2:59: with 10 h to fall asleep, sleep would begin after the final awakening | minutes from "
         "\"tried_to_sleep\" to sleep"},
        {R"("segments": [{"start": "23:00", "state": "asleep"}])",
         "2:15: a segment without all it needs | it has \"start\", \"end\" and \"state\""},
    };
    for (const auto& [more, said] : rows) {
        INFO(more);
        const ReadDiary read = read_diary(log_of(night(more)), "log.json");
        CHECK(told(read.problems) == said + "\n");
    }
}

TEST_CASE("what is wrong with the whole log is said", "[diary]") {
    struct Row {
        std::string text;
        std::string said;
    };
    const std::vector<Row> rows{
        {"[]", "1:1: expected a sleep log, got a list | write {\"format\": \"sleepcheck-log/1\", \"nights\": [...]}"},
        {R"({"format": "sleepcheck-log/2", "nights": [)" + night() + "]}",
         "1:12: this is no sleep log of a kind this program reads | \"format\" is \"sleepcheck-log/1\""},
        {R"({"schema": "sleepcheck-log/1", "nights": [)" + night() + "]}",
         "1:1: \"format\" is missing | add \"format\": \"sleepcheck-log/1\"\n1:2: unknown key \"schema\" | allowed "
         "here: format, timezone, source and nights"},
        {R"({"format": "sleepcheck-log/1"})", "1:1: \"nights\" is missing | add \"nights\": [...]"},
        {log_of(""), "1:42: this log has no nights | add one"},
        {R"({"format": "sleepcheck-log/1"})" + std::string("\n{}"),
         "2:1: \"date\" is missing | a night needs \"date\", \"into_bed\" and \"final_awakening\"\n2:1: \"into_bed\" "
         "is "
         "missing | a night needs \"date\", \"into_bed\" and \"final_awakening\"\n2:1: \"final_awakening\" is missing "
         "| "
         "a night needs \"date\", \"into_bed\" and \"final_awakening\""},
        {log_of(night(), "Mars/Base"),
         "1:44: no time zone \"Mars/Base\" is known on this machine | write a name such as \"Europe/Paris\"; zones are "
         "read from /usr/share/zoneinfo (tzdata)"},
        {log_of(night() + ",\n" + night()),
         "3:10: a second night for 2026-03-06 | keep one; a shorter sleep of that day gets \"is_main_sleep\": "
         "false"},
        {log_of(night() + ",\n" + night(R"("date": "2026-03-07", "naps": [{"start": "06:00", "minutes": 30}])")),
         "3:32: this nap begins before the night of 2026-03-06 ends | that one goes on until 2026-03-06T06:20"},
    };
    for (const auto& [text, said] : rows) {
        INFO(text);
        Problems problems = read_diary(text, "log.json").problems;
        std::vector<std::string> lines;
        CHECK(told(problems) == said + "\n");
    }
}

TEST_CASE("what is odd is a warning and changes nothing", "[diary]") {
    struct Row {
        std::string more;
        std::string said;
    };
    const std::vector<Row> rows{
        {R"("into_bed": "10:30", "final_awakening": "06:20")",
         "2:14: 19 h 50 min from \"into_bed\" to \"final_awakening\" | is one of them morning instead of evening? "
         "times have 24 hours"},
        {R"("number_of_awakenings": 0, "wake_after_sleep_onset_min": 30)",
         "2:26: no awakenings, but 30 min awake after falling asleep | the minutes count; correct one of the two"},
        {R"("tried_to_sleep": "22:30", "latency_to_sleep_onset_min": 20, "wake_after_sleep_onset_min": 480)",
         "2:93: 8 h awake, but only 7 h 30 min from falling asleep to the final awakening | this night's sleep time "
         "stays unknown"},
        {R"("number_of_awakenings": 2, "awakenings": [{"minutes": 5}])",
         "2:43: 1 awakening is listed, but \"number_of_awakenings\" is 2 | the number counts; correct one of the two"},
        {R"("wake_after_sleep_onset_min": 20, "awakenings": [{"minutes": 5}, {"minutes": 12}])",
         "2:50: the awakenings add up to 17 min, but \"wake_after_sleep_onset_min\" is 20 min | the total counts; "
         "correct one of the two"},
        {R"("awakenings": [{"at": "07:00", "minutes": 5}])",
         "2:16: the awakening at 07:00 lies outside of the night | an awakening lies between going to bed and the "
         "final awakening"},
        {R"("tried_to_sleep": "22:30", "sleep_onset": "23:00", "latency_to_sleep_onset_min": 10)",
         "2:44: sleep began 30 min after trying, but 10 min were written as the time it took | both are kept; correct "
         "one of them"},
        {R"("tried_to_sleep": "22:30", "sleep_onset": "22:45", "latency_to_sleep_onset_min": 0)", ""},
        {R"("final_awakening": "2026-03-06T06:00+01:00")",
         "2:21: some times of this night have an offset from UTC, others do not | add \"timezone\" to the log; until "
         "then lengths are taken as the clocks showed them"},
    };
    for (const auto& [more, said] : rows) {
        INFO(more);
        const ReadDiary read = read_diary(log_of(night(more)), "log.json");
        CHECK(told(read.problems) == "");
        CHECK(told(read.warnings) == (said.empty() ? "" : said + "\n"));
        CHECK(diary(to_json(read.diary)) == read.diary);
    }
    const auto gap = read_diary(log_of(night() + ",\n" + night(R"("date": "2026-03-09")")), "");
    CHECK(told(gap.warnings) == "3:10: 2 nights are missing between 2026-03-06 and 2026-03-09 | they stay unknown\n");
}

TEST_CASE("a log written as one line has every warning at its place", "[diary]") {
    std::string text = R"({"format": "sleepcheck-log/1", "nights": [)";
    std::vector<int> columns;
    for (Date date = *calendar_date("2025-01-01"); date <= *calendar_date("2025-12-31"); date += std::chrono::days{1}) {
        const std::string beginning = "{\"notes\": \"\u00e9\u20ac\U0001F634\", \"number_of_awakenings\": ";
        text += columns.empty() ? "" : ", ";
        columns.push_back(static_cast<int>(characters(text) + characters(beginning)) + 1);
        text += beginning + R"(0, "wake_after_sleep_onset_min": 5, "date": ")" + to_string(date) +
                R"(", "into_bed": "22:30", "final_awakening": "06:20"})";
    }
    const ReadDiary read = read_diary(text + "]}", "");
    CHECK(told(read.problems) == "");
    REQUIRE(read.warnings.size() == columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        CHECK(read.warnings[i].place.line == 1);
        CHECK(read.warnings[i].place.column == columns[i]);
    }
}

TEST_CASE("times that clocks skipped or showed twice are told of", "[diary]") {
    const auto warned = [](const std::string& more, const std::string& zone) {
        return told(read_diary(log_of(night(more), zone), "").warnings);
    };
    CHECK(warned(R"("date": "2026-03-29", "into_bed": "02:30")", "Europe/Paris") ==
          "2:36: 2026-03-29T02:30 was skipped in Europe/Paris: the clocks went forward | taken as if the clock had not "
          "been set yet; correct the time if it was\n");
    CHECK(warned(R"("date": "2026-10-25", "into_bed": "02:30")", "Europe/Paris") ==
          "2:36: 2026-10-25T02:30 came twice in Europe/Paris: the clocks went back | the first is taken, "
          "2026-10-25T02:30+02:00; write date, time and offset if it was the other\n");
    CHECK(warned(R"("date": "2026-03-29", "into_bed": "02:30")", "") == "");
    CHECK(warned(R"("date": "2026-03-29", "into_bed": "02:30")", "UTC") == "");
    CHECK(warned(R"("date": "2026-10-25", "into_bed": "2026-10-25T02:30+01:00")", "Europe/Paris") == "");
}

TEST_CASE("notes, medicines, alcohol and nicotine are never shown", "[diary]") {
    struct Row {
        std::string text;
        bool shown;  ///< whether the line may stand beside the message
    };
    const std::vector<Row> rows{
        {log_of(night(R"("quality": 9)")), true},
        {log_of(night(R"("quality": 9, "notes": "SECRET")")), false},
        {log_of(night("\"notes\": \"SECRET\",\n\"quality\": 9")), true},
        {log_of(night(R"("quality": 9, "alcohol_drinks": 77)")), false},
        {log_of(night("\"alcohol_drinks\":\n77.5, \"quality\": 9")), false},
        {log_of(night(R"("notes": {"SECRET": 1, "SECRET": 2})")), false},
        {log_of(night(R"("nicotine": "SECRET")")), false},
        {log_of(night(R"("medication": ["SECRET"])")), false},
        {log_of(night(R"("note": "SECRET")")), false},
        {log_of(night(R"("quality": {"notes": "SECRET"})")), false},
        {log_of(R"({"date": "2026-03-06", "notes": "SECRET",, "quality": 3})"), false},
        {log_of(R"({"date": "2026-03-06", "quality": 3,, "into_bed": "22:30"})"), true},
        {log_of("{\"date\": \"2026-03-06\", \"alcohol_drinks\":\n77,, \"quality\": 3}"), false},
        {log_of("{\"date\": \"2026-03-06\", \"notes\":\n\"SECRET,, \n}"), false},
        {night(R"("quality": 9, "notes": "SECRET")") + "\n" + night(), false},
        {night() + "\n{\"notes\": \"SECRET\" 7}", false},
        {night() + "\n" + R"({"date": "2026-03-07", "notes":)" + "\n\"SECRET\"\n}", false},
        {night() + "\n" + R"({"date": "2026-03-07", "alcohol_drinks":)" + "\n77\n}", false},
        {night() + "\n77", false},
    };
    for (const auto& [text, shown] : rows) {
        INFO(text);
        const ReadDiary read = read_diary(text, "log.json");
        REQUIRE_FALSE(read.problems.empty());
        const Problem& problem = read.problems.front();
        CHECK(problem.excerpt.empty() != shown);
        for (const Problem& each : read.problems) {
            const std::string all = each.what + each.cure + each.excerpt + each.place.pointer;
            CHECK(all.find("SECRET") == std::string::npos);
            CHECK(all.find("77") == std::string::npos);
        }
    }
}

TEST_CASE("a damaged log is refused or read, and shows nothing private either way", "[diary]") {
    const std::string sound =
        log_of("{\n" + night(R"("medication": "QQQQQQQQ", "quality": 3, "notes": "QQQQQQQQ")").substr(1) +
               ",\n{\"date\": \"2026-03-07\", \"alcohol_drinks\": 77.77,\n\"nicotine\": \"QQQQQQQQ\"}");
    for (const std::string damage : {"", "\"", "{", "}", "[", ",", ":", "\\", "9", "\n", "\xFF"}) {
        for (std::size_t at = 0; at < sound.size(); ++at) {
            std::string text = sound;
            text.replace(at, 1, damage);
            const ReadDiary read = read_diary(text, "log.json");
            std::string all;
            for (const Problems* list : {&read.problems, &read.warnings}) {
                for (const Problem& each : *list)
                    all += each.what + each.cure + each.excerpt + each.place.pointer + "\n";
            }
            INFO(text << "\n" << all);
            REQUIRE(all.find("QQQ") == std::string::npos);
            REQUIRE(all.find("77") == std::string::npos);
        }
    }
}

TEST_CASE("a log with endless problems is not read to its end", "[diary]") {
    std::string nights = night(R"("quality": 9)");
    for (int i = 0; i < 300; ++i) nights += "," + night(R"("quality": 9)");
    CHECK(read_diary(log_of(nights), "").problems.size() == 100);
}
