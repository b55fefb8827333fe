#include <catch2/catch.hpp>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "import/csv.hpp"
#include "import/table_time.hpp"
#include "shared_exports.hpp"
#include "sleepcheck/import.hpp"

using namespace sleepcheck;

namespace {

ReadExport read(const std::string& text, std::vector<std::pair<std::string, std::string>> columns = {},
                const std::optional<Zone>& zone = {}) {
    return read_csv(text, "t.csv", ColumnMap{std::move(columns)}, zone);
}

const std::vector<std::pair<std::string, std::string>> start_and_end{{"start", "start"}, {"end", "end"}};

std::string span(const Night& night) {
    return to_string(night.into_bed.moment) + " " + to_string(night.final_awakening.moment);
}

std::string all(const CsvRow& row) {
    std::string result;
    for (const CsvField& field : row) result += "[" + field.text + "]";
    return result;
}

double minutes_between(const NightTime& from, const NightTime& to) {
    return Minutes(elapsed(from.moment, to.moment)).count();
}

}  // namespace

TEST_CASE("a table is split as RFC 4180 has it") {
    CsvReader reader("a,\"b,\"\"c\"\"\nd\",e\r\n\r\n\"\u20ac\",x\"y,\n,\"z\"\rlast", ',');
    CHECK(all(*reader.next()) == "[a][b,\"c\"\nd][e]");
    const auto second = reader.next();
    CHECK(all(*second) == "[\u20ac][x\"y][]");
    CHECK((*second)[1].line == 4);
    CHECK((*second)[1].column == 5);
    CHECK(all(*reader.next()) == "[][z]");
    CHECK(all(*reader.next()) == "[last]");
    CHECK(!reader.next());
    CHECK(!reader.unclosed());

    CsvReader open("a,\"b", ',');
    CHECK(all(*open.next()) == "[a][b]");
    REQUIRE(open.unclosed());
    CHECK(open.unclosed()->column == 3);
    CHECK(!CsvReader("", ',').next());
    CHECK(!CsvReader("\n\n", ',').next());
}

TEST_CASE("the separator of a table is the one that its first line has most") {
    CHECK(separator_of("a,b;c,d\n;;;;") == ',');
    CHECK(separator_of("a;b;c,d") == ';');
    CHECK(separator_of("a\tb") == '\t');
    CHECK(separator_of("\"a;b;c\",d") == ',');
    CHECK(separator_of("a|b;c|d") == '|');
    CHECK(separator_of("a;b\tc") == ';');
    CHECK(separator_of("alone") == ',');
}

TEST_CASE("dates and times are read as tables write them") {
    const auto day = [](const std::string& text) {
        const auto read = table_moment(text, DateOrder::day_first);
        return read ? to_string(read->moment) : "none";
    };
    CHECK(day("2026-03-06 22:30") == "2026-03-06T22:30");
    CHECK(day(" 2026-03-06T22:30:15.250+01:00 ") == "2026-03-06T22:30:15+01:00");
    CHECK(day("2026-03-06 22:30 +0100") == "2026-03-06T22:30+01:00");
    CHECK(day("2026-03-06T22:30Z") == "2026-03-06T22:30+00:00");
    CHECK(day("2026/3/6 7:05") == "2026-03-06T07:05");
    CHECK(day("06.03.2026 22:30") == "2026-03-06T22:30");
    CHECK(day("06. 03. 2026 7:05") == "2026-03-06T07:05");
    CHECK(day("6/3/2026, 10:30 PM") == "2026-03-06T22:30");
    CHECK(day("6/3/2026 12:05am") == "2026-03-06T00:05");
    CHECK(day("1772748000000") == "2026-03-05T22:00+00:00");
    CHECK(day("1772748000") == "2026-03-05T22:00+00:00");
    CHECK(to_string(table_moment("6/3/2026 22:30", DateOrder::month_first)->moment) == "2026-06-03T22:30");
    for (const char* const text :
         {"", "2026-03-06", "22:30", "6/3/26 22:30", "2026-03-06 25:61", "0000-03-06 22:30", "2026-02-30 22:30",
          "13:00 PM", "6/3/2026 13:00 PM", "2026-03-06 22:30 later", "06-03/2026 22:30", "-772748000", "99999999999",
          "9999999999999", "12345678901234567890"}) {
        INFO(text);
        CHECK(day(text) == "none");
    }
}

TEST_CASE("any table is read when its columns are named") {
    const ReadExport result = read(
        "\xEF\xBB\xBFWho;Down;Up;Fell asleep after;Woke;Mark;Remark;Other\r\n"
        "watch;2026-03-05 23:00;2026-03-06 07:00;20;2;4;\"a;b\";x\r\n"
        "watch;2026-03-06 23:00;2026-03-07 06:30;;;;;\r\n",
        {{"start", "down"},
         {"end", "Up"},
         {"latency_to_sleep_onset_min", "Fell asleep after"},
         {"number_of_awakenings", "Woke"},
         {"quality", "Mark"},
         {"notes", "Remark"},
         {"source", "Who"},
         {"modality", "self-reported"}});
    CHECK(first_problem(result.problems) == "");
    CHECK(result.modality == Modality::self_reported);
    REQUIRE(result.sleeps.size() == 2);
    const Night& night = result.sleeps[0].night;
    CHECK(span(night) == "2026-03-05T23:00 2026-03-06T07:00");
    CHECK(to_string(night.date) == "2026-03-06");
    CHECK(night.latency_to_sleep_onset == Minutes{20});
    CHECK(night.number_of_awakenings == 2);
    CHECK(night.quality == 4);
    CHECK(night.notes == "a;b");
    CHECK(result.sleeps[0].source == "watch");
    const Night& bare = result.sleeps[1].night;
    CHECK(!bare.latency_to_sleep_onset);
    CHECK(!bare.number_of_awakenings);
    CHECK(!bare.quality);
    CHECK(!bare.notes);
    REQUIRE(result.warnings.size() == 2);
    CHECK(result.warnings[0].what ==
          "the times have no time zone: a night in which the clocks were set may be wrong by an hour");
    CHECK(result.warnings[1].what == "not read: column \"Other\"");
}

TEST_CASE("a time zone puts the times of a table right on the nights in which clocks are set") {
    const std::string table = "start,end\n2026-03-28 23:00,2026-03-29 07:00\n2026-10-24 23:00,2026-10-25 07:00\n";
    const auto with_zone = read(table, {{"start", "start"}, {"end", "end"}, {"timezone", "Europe/Paris"}});
    REQUIRE(with_zone.sleeps.size() == 2);
    CHECK(minutes_between(with_zone.sleeps[0].night.into_bed, with_zone.sleeps[0].night.final_awakening) == 420);
    CHECK(minutes_between(with_zone.sleeps[1].night.into_bed, with_zone.sleeps[1].night.final_awakening) == 540);
    CHECK(with_zone.warnings.empty());
    const auto given = read(table, start_and_end, find_zone("Australia/Sydney"));
    CHECK(minutes_between(given.sleeps[0].night.into_bed, given.sleeps[0].night.final_awakening) == 480);
    const auto twice = read("start,end\n2026-10-25 02:30,2026-10-25 02:10\n", start_and_end, find_zone("Europe/Paris"));
    REQUIRE(twice.sleeps.size() == 1);
    CHECK(span(twice.sleeps[0].night) == "2026-10-25T02:30+02:00 2026-10-25T02:10+01:00");
    const auto column = read("start,end,tz\n2026-03-28 23:00,2026-03-29 07:00,Asia/Tokyo\n",
                             {{"start", "start"}, {"end", "end"}, {"timezone", "tz"}});
    CHECK(span(column.sleeps.at(0).night) == "2026-03-28T23:00+09:00 2026-03-29T07:00+09:00");
}

TEST_CASE("times beside a date find theirs as in a log of our own") {
    const std::vector<std::pair<std::string, std::string>> map{
        {"date", "day"},          {"start", "bed"},    {"end", "woke"}, {"tried_to_sleep", "lights out"},
        {"sleep_onset", "slept"}, {"out_of_bed", "up"}};
    const std::string head = "day,bed,lights out,slept,woke,up\n";
    struct Case {
        std::string row;
        std::string times;  ///< going to bed, trying, falling asleep, waking, getting up
    };
    const std::vector<Case> cases{
        {"2026-03-06,22:30,22:40,23:00,06:30,06:45",
         "2026-03-05T22:30 2026-03-05T22:40 2026-03-05T23:00 2026-03-06T06:30 2026-03-06T06:45"},
        {"2026-03-06,22:30,,,06:30,", "2026-03-05T22:30 - - 2026-03-06T06:30 -"},
        {"2026-03-06,00:30,00:30,01:00,06:30,06:30",
         "2026-03-06T00:30 2026-03-06T00:30 2026-03-06T01:00 2026-03-06T06:30 2026-03-06T06:30"},
        {"2026-03-06,23:50,00:10,,06:30,", "2026-03-05T23:50 2026-03-06T00:10 - 2026-03-06T06:30 -"},
        {"2026-03-06,8:30 am,,,4 pm,", ""},
        {"2026-03-06,8:30 am,,,4:00 PM,4:10 pm", "2026-03-06T08:30 - - 2026-03-06T16:00 2026-03-06T16:10"},
        {"2026-03-06,22:00,,,23:50,00:20", "2026-03-06T22:00 - - 2026-03-06T23:50 2026-03-07T00:20"},
        {"06.03.2026,22:30:15,,,06:30,", "2026-03-05T22:30:15 - - 2026-03-06T06:30 -"},
    };
    for (const auto& [row, times] : cases) {
        INFO(row);
        const ReadExport result = read(head + row + "\n20.03.2026,22:00,,,06:00,\n", map);
        if (times.empty()) {
            CHECK(result.problems.size() == 1);
            continue;
        }
        CHECK(first_problem(result.problems) == "");
        const Night& night = result.sleeps.at(0).night;
        const auto written = [](const std::optional<NightTime>& time) {
            return time ? to_string(time->moment) : std::string("-");
        };
        CHECK(written(night.into_bed) + " " + written(night.tried_to_sleep) + " " + written(night.sleep_onset) + " " +
                  written(night.final_awakening) + " " + written(night.out_of_bed) ==
              times);
        CHECK(night.date == std::chrono::floor<std::chrono::days>(night.final_awakening.moment.shown));
    }
    CHECK(read(head, map).problems.empty());
}

TEST_CASE("times beside a date are right on nights in which the clocks are set") {
    const std::vector<std::pair<std::string, std::string>> map{{"date", "d"}, {"start", "s"}, {"end", "e"}};
    const auto slept = [&](const std::string& row, const std::string& zone) {
        const Night night = read("d,s,e\n" + row, map, find_zone(zone)).sleeps.at(0).night;
        return minutes_between(night.into_bed, night.final_awakening);
    };
    CHECK(slept("2026-03-29,23:00,07:00", "Europe/Paris") == 420);
    CHECK(slept("2026-10-25,23:00,07:00", "Europe/Paris") == 540);
    CHECK(slept("2026-10-04,23:00,07:00", "Australia/Sydney") == 420);
    CHECK(slept("2026-04-05,23:00,07:00", "Australia/Sydney") == 540);
}

TEST_CASE("what is wrong with a date or a time beside it is said, with its place and its cure") {
    const auto said = [](const std::string& row) {
        const ReadExport result =
            read("day,bed,woke\n" + row + "\n", {{"date", "day"}, {"start", "bed"}, {"end", "woke"}});
        return result.problems.empty() ? "" : first_problem(result.problems) + " | " + result.problems.front().cure;
    };
    const std::string a_date =
        " | years 1900 to 2200 with four digits, such as 2026-03-06; it is the morning of waking";
    const std::string a_time =
        " | hours 0 to 23, minutes 00 to 59, such as 22:30 or 10:30 pm; the date has a column of its own";
    CHECK(said("2026-02-30,22:30,06:30") == "t.csv:2:1: expected a date, got \"2026-02-30\"" + a_date);
    CHECK(said("0000-03-06,22:30,06:30") == "t.csv:2:1: expected a date, got \"0000-03-06\"" + a_date);
    CHECK(said("2026-03-06 00:00,22:30,06:30") == "t.csv:2:1: expected a date, got \"2026-03-06 00:00\"" + a_date);
    CHECK(said("2026-03-06,25:61,06:30") == "t.csv:2:12: expected a time of day, got \"25:61\"" + a_time);
    CHECK(said("2026-03-06,22:30,-5") == "t.csv:2:18: expected a time of day, got \"-5\"" + a_time);
    CHECK(said("2026-03-06,2026-03-05 22:30,06:30") ==
          "t.csv:2:12: expected a time of day, got \"2026-03-05 22:30\"" + a_time);
    CHECK(said(",22:30,06:30") == "t.csv:2:1: this row has no date | write it, or take the row out of the table");
    CHECK(said("2026-03-06,,06:30") ==
          "t.csv:2:1: this row has no beginning of the sleep | write it, or take the row out of the table");
    CHECK(said("01/02/2026,22:30,06:30") ==
          "t.csv:2:1: \"01/02/2026\" may be day/month/year or month/day/year, and no row of the table tells | say "
          "which: dates=day-month-year or dates=month-day-year");
    CHECK(said("01/02/2026,22:30,06:30\n31/01/2026,22:30,06:30") == "");
    CHECK(left_out_text(read("d,s,e\n2026-03-06,06:30,06:30\n", {{"date", "d"}, {"start", "s"}, {"end", "e"}})) ==
          "1 without any length\n");
    const ReadExport alone = read("s,e\n22:30,06:30\n", {{"start", "s"}, {"end", "e"}});
    CHECK(first_problem(alone.problems) == "t.csv:2:1: expected a date and time, got \"22:30\"");
    CHECK(alone.problems.front().cure == "map the column of the date, too: date=COLUMN, the morning of waking");
}

TEST_CASE("the order of day and month is what the rows prove, and never a guess") {
    const auto of = [](const std::string& rows) {
        const ReadExport result = read("start,end\n" + rows, start_and_end);
        return result.problems.empty() ? span(result.sleeps.at(0).night) : first_problem(result.problems);
    };
    CHECK(of("01/02/2026 01:00,01/02/2026 07:00\n13/02/2026 01:00,13/02/2026 07:00\n") ==
          "2026-02-01T01:00 2026-02-01T07:00");
    CHECK(of("01/02/2026 01:00,01/02/2026 07:00\n02/13/2026 01:00,02/13/2026 07:00\n") ==
          "2026-01-02T01:00 2026-01-02T07:00");
    // Else this night would last a month.
    CHECK(of("01/02/2026 23:00,02/02/2026 07:00\n") == "2026-02-01T23:00 2026-02-02T07:00");
    CHECK(of("01/02/2026 23:00,01/03/2026 07:00\n") == "2026-01-02T23:00 2026-01-03T07:00");
    CHECK(of("02/02/2026 01:00,02/02/2026 07:00\n") == "2026-02-02T01:00 2026-02-02T07:00");
    CHECK(of("01/02/2026 01:00,01/02/2026 07:00\n") ==
          "t.csv:2:1: \"01/02/2026 01:00\" may be day/month/year or month/day/year, and no row of the table tells");
    CHECK(of("13/02/2026 01:00,13/02/2026 07:00\n02/13/2026 01:00,02/13/2026 07:00\n") ==
          "t.csv:0:0: 1 row can only be day/month/year, 1 row only month/day/year");
    const auto told = read("start,end\n01/02/2026 01:00,01/02/2026 07:00\n",
                           {{"start", "start"}, {"end", "end"}, {"dates", "month-day-year"}});
    CHECK(span(told.sleeps.at(0).night) == "2026-01-02T01:00 2026-01-02T07:00");
}

TEST_CASE("what is wrong with a table is said, with its place") {
    struct Row {
        std::string rows;
        std::string problem;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-03-05 25:61,2026-03-06 07:00", "t.csv:2:1: expected a date and time, got \"2026-03-05 25:61\""},
        {"2026-03-05 23:00,0000-03-06 07:00", "t.csv:2:18: expected a date and time, got \"0000-03-06 07:00\""},
        {"2026-03-05 23:00,6/3/26 7:00", "t.csv:2:18: expected a date and time, got \"6/3/26 7:00\""},
        {"2026-03-05 23:00", "t.csv:2:1: this row has no end of the sleep"},
        {",2026-03-05 23:00", "t.csv:2:1: this row has no beginning of the sleep"},
        {"2026-03-05 23:00,\"2026-03-06 07:00", "t.csv:2:18: the quote that opens here is never closed"},
        {"2026-03-05 23:00,2026-03-06 07:00,-5", "t.csv:2:35: expected a number from 0 to 1440, got \"-5\""},
        {"2026-03-05 23:00,2026-03-06 07:00,1e9", "t.csv:2:35: expected a number from 0 to 1440, got \"1e9\""},
        {"2026-03-05 23:00,2026-03-06 07:00,inf", "t.csv:2:35: expected a number from 0 to 1440, got \"inf\""},
        {"2026-03-05 23:00,2026-03-06 07:00,,2.5", "t.csv:2:36: expected a whole number from 1 to 5, got \"2.5\""},
        {"2026-03-05 23:00,2026-03-06 07:00,,,maybe", "t.csv:2:37: expected yes or no, got \"maybe\""},
        {"2026-03-05 23:00,2026-03-06 07:00,,,no,501",
         "t.csv:2:40: expected a whole number from 0 to 500, got \"501\""},
        {"a\xFF", "t.csv:2:2: the text is not written in UTF-8"},
    }));
    const ReadExport result =
        read("start,end,minutes,mark,nap,woke\n" + row.rows + "\n", {{"start", "start"},
                                                                     {"number_of_awakenings", "woke"},
                                                                     {"end", "end"},
                                                                     {"latency_to_sleep_onset_min", "minutes"},
                                                                     {"quality", "mark"},
                                                                     {"nap", "nap"}});
    CHECK(first_problem(result.problems) == row.problem);
}

TEST_CASE("a table whose columns are not known is refused with what to do") {
    const auto said = [](const std::string& text, std::vector<std::pair<std::string, std::string>> columns = {}) {
        const ReadExport result = read(text, std::move(columns));
        return result.problems.empty() ? "" : first_problem(result.problems) + ": " + result.problems.front().cure;
    };
    CHECK(said("a,b\n1,2\n") ==
          "t.csv:1:1: no app is known whose table has this header: say which columns hold the beginning and the end of "
          "each sleep, as in start=COLUMN and end=COLUMN; the columns are \"a\" and \"b\"");
    CHECK(said("begin,end\n", {{"start", "begins"}, {"end", "end"}}) ==
          "t.csv:1:1: there is no column \"begins\": did you mean \"begin\"?");
    CHECK(said("begin,end\n", {{"strat", "begin"}, {"end", "end"}}) ==
          "t.csv:0:0: \"strat\" is no name for a column: did you mean \"start\"?");
    CHECK(said("begin,end\n", {{"end", "end"}}) ==
          "t.csv:0:0: no column is mapped to \"start\": map both, as in start=COLUMN and end=COLUMN; the columns are "
          "\"begin\" and \"end\"");
    CHECK(said("", start_and_end) == "t.csv:0:0: the file is empty: export it again");
    CHECK(said("start,end\n", start_and_end).empty());
    CHECK(first_problem(read("start,end\n", start_and_end).warnings) ==
          "t.csv:0:0: there is no sleep in this file that could be used");
}

TEST_CASE("rows that cannot be a sleep are left out, and counted") {
    const ReadExport result = read(
        "start,end\n2026-03-05 23:00,2026-03-05 22:00\n2026-03-05 23:00,2026-03-05 23:00\n"
        "2026-03-05 23:00,2026-03-07 23:00\n,\n2026-03-05 23:00,2026-03-06 07:00\n",
        start_and_end);
    CHECK(result.sleeps.size() == 1);
    CHECK(left_out_text(result) == "1 ended before it began\n1 longer than 24 hours\n1 without any length\n");
    CHECK(result.problems.empty());
}

TEST_CASE("a table of Plees Tracker counts milliseconds and stars") {
    const std::string table =
        "sid,start,stop,rating\n1,1772748000000,1772776800000,0\n2,1772834400000,1772863200000,5\n";
    const ReadExport result = read(table);
    CHECK(first_problem(result.problems) == "");
    CHECK(result.name == "Plees Tracker");
    CHECK(result.modality == Modality::self_reported);
    REQUIRE(result.sleeps.size() == 2);
    CHECK(!result.sleeps[0].night.quality);
    CHECK(result.sleeps[1].night.quality == 5);
    CHECK(span(result.sleeps[0].night) == "2026-03-05T22:00+00:00 2026-03-06T06:00+00:00");
    CHECK(first_problem(result.warnings) ==
          "t.csv:0:0: the times are instants, and no time zone is named: they are told in UTC");
    CHECK(span(read(table, {}, find_zone("Europe/Paris")).sleeps.at(0).night) ==
          "2026-03-05T23:00+01:00 2026-03-06T07:00+01:00");
}

TEST_CASE("a table of Sleep Cycle is read, old and new") {
    const ReadExport old = read(
        "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps)\n"
        "2026-03-05 23:00:12;2026-03-06 07:00:30;73%;8:00;:);Drank tea;;4012\n");
    CHECK(first_problem(old.problems) == "");
    CHECK(old.name == "Sleep Cycle");
    REQUIRE(old.sleeps.size() == 1);
    CHECK(old.sleeps[0].night.notes == "Drank tea");
    CHECK(old.sleeps[0].night.vendor.at(0) == VendorValue{"Sleep quality", std::string("73%")});
    CHECK(!old.sleeps[0].night.quality);
    CHECK(!old.sleeps[0].night.latency_to_sleep_onset);
    const ReadExport later = read(
        "Start,End,Sleep Quality,Regularity,Time asleep (seconds),City\n"
        "2026-03-05 23:00:12,2026-03-06 07:00:30,73%,80%,25000.1,Paris\n");
    REQUIRE(later.sleeps.size() == 1);
    CHECK(later.sleeps[0].night.vendor.size() == 3);
}

TEST_CASE("a table of Withings says when sleep began and ended, and a latency of 0 is not known") {
    const std::string header =
        "from,to,\"light (s)\",\"deep (s)\",\"rem (s)\",\"awake (s)\",\"wake up\",\"Duration to "
        "sleep (s)\",\"Duration to wake up (s)\",\"Night events\"\n";
    const ReadExport result =
        read(header +
             "2026-03-05T23:00:00+01:00,2026-03-06T07:00:00+01:00,15000,6000,4200,3600,2,1200,600,x\n"
             "2026-03-06T23:00:00+01:00,2026-03-07T07:00:00+01:00,15000,6000,4200,3600,2,0,600,x\n");
    CHECK(first_problem(result.problems) == "");
    REQUIRE(result.sleeps.size() == 2);
    const Night& night = result.sleeps[0].night;
    CHECK(night.latency_to_sleep_onset == Minutes{20});
    CHECK(to_string(night.sleep_onset->moment) == "2026-03-05T23:20+01:00");
    CHECK(to_string(night.final_awakening.moment) == "2026-03-06T06:50+01:00");
    CHECK(to_string(night.out_of_bed->moment) == "2026-03-06T07:00+01:00");
    CHECK(night.wake_after_sleep_onset == Minutes{30});
    CHECK(!night.number_of_awakenings);
    CHECK(night.vendor.size() == 7);
    CHECK(!result.sleeps[1].night.latency_to_sleep_onset);
    CHECK(!result.sleeps[1].night.sleep_onset);
    CHECK(!result.sleeps[1].night.wake_after_sleep_onset);
}

TEST_CASE("a Sleepmeter diary is read, whatever its notes hold") {
    const ReadExport result = read(
        "custom_tag_id,name\nCUSTOM_0001,\"x\"\nwake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,"
        "notes\n"
        "\"2026-03-06 07:00+0100\",\"2026-03-05 23:10+0100\",\"2026-03-05 23:00+0100\",60-70|300-315,NIGHT_SLEEP,NONE,"
        "NONE,NONE,NONE,7,\"a \"quoted\", note\nof \"two\" lines\"\n"
        "\"2026-03-06 15:00+0100\",\"2026-03-06 14:30+0100\",\"2026-03-06 "
        "14:30+0100\",,NAP,NONE,NONE,NONE,NONE,5,\"\"\n"
        "custom_aid_id,class,name\nCUSTOM_0001,READING,\"y\"\n");
    CHECK(first_problem(result.problems) == "");
    CHECK(result.name == "Sleepmeter");
    CHECK(result.modality == Modality::self_reported);
    REQUIRE(result.sleeps.size() == 2);
    const Night& night = result.sleeps[0].night;
    CHECK(night.notes == "a \"quoted\", note\nof \"two\" lines");
    CHECK(night.number_of_awakenings == 2);
    CHECK(night.wake_after_sleep_onset == Minutes{25});
    CHECK(to_string(night.awakenings->at(1).at->moment) == "2026-03-06T04:10+01:00");
    CHECK(to_string(night.tried_to_sleep->moment) == "2026-03-05T23:00+01:00");
    CHECK(!night.quality);
    CHECK(night.vendor.at(0) == VendorValue{"quality", 7.0});
    CHECK(result.sleeps[1].night.is_main_sleep == false);
    CHECK(!result.sleeps[1].night.notes);
}

TEST_CASE("what is wrong in a Sleepmeter diary is said, with its place") {
    const std::string header = "wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes\n";
    const std::string rest = ",NIGHT_SLEEP,NONE,NONE,NONE,NONE,7,\"\"\n";
    CHECK(first_problem(
              read(header + "\"2026-03-06 25:61+0100\",\"2026-03-05 23:10+0100\",\"2026-03-05 23:00+0100\"," + rest)
                  .problems) == "t.csv:2:1: expected a date and time, got \"2026-03-06 25:61+0100\"");
    CHECK(first_problem(
              read(header + "\"2026-03-06 07:00+0100\",\"0000-03-05 23:10+0100\",\"2026-03-05 23:00+0100\"," + rest)
                  .problems) == "t.csv:2:25: expected a date and time, got \"0000-03-05 23:10+0100\"");
    CHECK(first_problem(read(header + "something else\n").problems) ==
          "t.csv:2:1: expected a sleep that begins with its three times in quotes");
    const ReadExport holes =
        read(header + "\"2026-03-06 07:00+0100\",\"2026-03-05 23:10+0100\",\"2026-03-05 23:00+0100\",60-50" + rest +
             "\"2026-03-06 07:00+0100\",\"2026-03-06 23:10+0100\",\"2026-03-05 23:00+0100\"," + rest);
    REQUIRE(holes.sleeps.size() == 1);
    CHECK(!holes.sleeps[0].night.wake_after_sleep_onset);
    CHECK(first_problem(holes.warnings) ==
          "t.csv:2:73: the times awake in this night are not in order, or lie outside of it");
    CHECK(left_out_text(holes) == "1 not in the order to bed, asleep, awake\n");
}

TEST_CASE("a broken table has a problem or makes a sound log") {
    const auto preset = [](const std::string& text) { return read_csv(text, "file", {}); };
    sleeps::check_broken(preset,
                         "wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes\n"
                         "\"2026-03-06 07:00+0100\",\"2026-03-05 23:10+0100\",\"2026-03-05 23:00+0100\","
                         "60-70|300-315,NIGHT_SLEEP,NONE,NONE,NONE,NONE,7,\"a \"b\"\"\n");
    sleeps::check_broken(preset,
                         "from,to,light (s),deep (s),awake (s),Duration to sleep (s),Duration to wake up (s)\n"
                         "2026-03-05T23:00:00+01:00,2026-03-06T07:00:00+01:00,15000,6000,3600,1200,600\n");
    const auto mapped = [](const std::string& text) {
        return read_csv(text, "file",
                        {{{"start", "a"},
                          {"end", "b"},
                          {"tried_to_sleep", "c"},
                          {"out_of_bed", "d"},
                          {"wake_after_sleep_onset_min", "e"},
                          {"nap", "f"},
                          {"timezone", "g"}}});
    };
    sleeps::check_broken(mapped,
                         "a;b;c;d;e;f;g\n13/03/2026 11:00 PM;14/03/2026 7:00 AM;13/03/2026 11:20 PM;"
                         "14/03/2026 7:20 AM;30;no;Europe/Paris\n");
}
