#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "shared_exports.hpp"
#include "sleepcheck/import.hpp"

using namespace sleepcheck;

namespace {

const std::string header =
    "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo";

/// 2026-03-05 23:00 in Paris.
constexpr std::int64_t eleven = 1772748000000;

std::string night(std::int64_t id, const std::string& hours, const std::string& comment,
                  const std::vector<std::string>& events, const std::string& zone = "Europe/Paris",
                  const std::string& rating = "0.0") {
    std::string result = header;
    for (std::size_t i = 0; i < events.size(); ++i) result += ",\"Event\"";
    result += fmt::format(
        "\n\"{}\",\"{}\",\"05. 03. 2026 23:00\",\"06. 03. 2026 7:00\",\"\",\"{}\",\"{}\",\"{}\","
        "\"10007\",\"-1\",\"-1.0\",\"0\",\"-1.0\",\"0\",\"\"",
        id, zone, hours, rating, comment);
    for (const std::string& event : events) result += ",\"" + event + "\"";
    return result + "\n";
}

std::string event(const std::string& label, int minutes, const std::string& value = "") {
    return fmt::format("{}-{}{}", label, eleven + minutes * 60'000, value);
}

ReadExport read(const std::string& text) {
    return read_sleep_as_android(text, "sleep-export.csv");
}

double minutes(const Night& night, SleepState state) {
    double result = 0;
    for (const Segment& segment : night.segments) {
        if (segment.state == state) result += Minutes(elapsed(segment.start.moment, segment.end.moment)).count();
    }
    return result;
}

}  // namespace

TEST_CASE("a night of Sleep as Android is read from its Id, Hours and events") {
    const ReadExport result = read(night(
        eleven, "8.000", "slept, \"\"well\"\"\nat home #sport",
        {event("AWAKE_START", 0), event("LIGHT_START", 0), event("LUX", 1, "-9.0"), event("AWAKE_END", 10),
         event("LIGHT_END", 60), event("DEEP_START", 60, "-1.0E-3"), event("DEEP_END", 100), event("AWAKE_START", 200),
         event("AWAKE_END", 206), event("REM_START", 300), event("REM_END", 330), event("ALARM_DISMISS", 480)},
        "Europe/Paris", "3.5"));
    CHECK(first_problem(result.problems) == "");
    CHECK(result.name == "Sleep as Android");
    REQUIRE(result.zone);
    CHECK(result.zone->name() == "Europe/Paris");
    REQUIRE(result.sleeps.size() == 1);
    const Night& night = result.sleeps.front().night;
    CHECK(to_string(night.date) == "2026-03-06");
    CHECK(to_string(night.into_bed.moment) == "2026-03-05T23:00+01:00");
    CHECK(to_string(night.sleep_onset->moment) == "2026-03-05T23:10+01:00");
    CHECK(to_string(night.final_awakening.moment) == "2026-03-06T07:00+01:00");
    CHECK(minutes(night, SleepState::awake) == 16);
    CHECK(minutes(night, SleepState::asleep) == 464);
    CHECK(night.segments.size() == 8);
    CHECK(night.notes == "slept, \"well\"\nat home #sport");
    CHECK(night.quality == 4);
    CHECK(night.alarm == true);
    CHECK(night.vendor.front() == VendorValue{"Hours", 8.0});
}

TEST_CASE("a night that the app did not score has times alone") {
    const ReadExport result =
        read(night(eleven, "8.000", "Manually added", {}) + night(eleven, "7.5", "", {}) + ",,,,,,,,,,,,,,,0.1,0.2\n");
    REQUIRE(result.sleeps.size() == 2);
    const Night& night = result.sleeps.front().night;
    CHECK(night.segments.empty());
    CHECK(!night.sleep_onset);
    CHECK(!night.out_of_bed);
    CHECK(!night.quality);
    CHECK(!night.alarm);
}

TEST_CASE("Sleep as Android nights on which the clocks are set have their true length") {
    const std::int64_t before = 1774733400000;  // 2026-03-28 22:30 UTC
    const ReadExport result = read(night(before, "8.000", "", {}));
    const Night& night = result.sleeps.at(0).night;
    CHECK(to_string(night.into_bed.moment) == "2026-03-28T22:30+01:00");
    CHECK(to_string(night.final_awakening.moment) == "2026-03-29T07:30+02:00");
}

TEST_CASE("what is wrong with an export of Sleep as Android is said, with its place") {
    struct Row {
        std::string text;
        std::string problem;
    };
    const auto row = GENERATE(values<Row>({
        {"", "e.csv:0:0: the file is empty"},
        {"1,2,3\n", "e.csv:1:1: expected the header of Sleep as Android, \"Id,Tz,From,To,...\""},
        {std::string("\xFF\xFEI\0d\0", 6), "e.csv:1:1: the file is written in UTF-16, not in UTF-8"},
        {header + "\n\xFF", "e.csv:2:1: the text is not written in UTF-8"},
        {night(12, "8.0", "", {}), "e.csv:2:1: expected an Id in milliseconds, got \"12\""},
        {night(eleven, "eight", "", {}), "e.csv:2:76: expected the Hours of the sleep, got \"eight\""},
        {night(eleven, "1e9", "", {}), "e.csv:2:76: expected the Hours of the sleep, got \"1e9\""},
        {night(eleven, "nan", "", {}), "e.csv:2:76: expected the Hours of the sleep, got \"nan\""},
        {header + "\n\"1772748000000\",\"Europe/Paris\"\n", "e.csv:2:1: expected the Hours of the sleep, got nothing"},
        {header + "\n\"1772748000000\",\"UTC\",,,,\"8.0\",,\"cut",
         "e.csv:2:33: the quote that opens here is never closed"},
    }));
    CHECK(first_problem(read_sleep_as_android(row.text, "e.csv").problems) == row.problem);
}

TEST_CASE("odd nights of Sleep as Android are left out or warned of") {
    const ReadExport result = read(night(eleven, "0.0", "", {}) + night(eleven, "-3", "", {}) +
                                   night(eleven, "25", "", {}) + night(eleven, "8", "", {}, "Moon/Base"));
    CHECK(left_out_text(result) == "1 longer than 24 hours\n2 without any length\n");
    REQUIRE(result.sleeps.size() == 1);
    CHECK(!result.zone);
    CHECK(result.warnings.back().what == "the time zone \"Moon/Base\" is not known on this machine");
    CHECK(to_string(result.sleeps.front().night.into_bed.moment) == "2026-03-05T22:00+00:00");
    CHECK(first_problem(read(header + "\n").warnings) ==
          "sleep-export.csv:0:0: there is no sleep in this Sleep as Android file that could be used");
}

TEST_CASE("a broken export of Sleep as Android has a problem or makes a sound log") {
    const auto reader = [](const std::string& text) { return read_sleep_as_android(text, "file"); };
    sleeps::check_broken(reader,
                         night(eleven, "8.000", "a, \"\"b\"\"",
                               {event("LIGHT_START", 0), event("AWAKE_START", 60), event("AWAKE_END", 90, "-1.0")}));
}

TEST_CASE("the real exports of Sleep as Android come to what sleepdiary reads in them") {
    const auto expected = shared_export("sleep_as_android/expected.sleepdiary-core.json");
    if (!expected) return;
    std::size_t compared = 0;
    const auto all = nlohmann::json::parse(*expected);
    for (const auto& [zip, values] : all.items()) {
        const auto csv = shared_export("sleep_as_android/csv/" + zip.substr(0, zip.size() - 4) + ".csv");
        if (!csv) return;
        INFO(zip);
        ReadExport result = read(*csv);
        CHECK(result.problems.empty());
        CHECK(result.left_out.empty());
        std::sort(result.sleeps.begin(), result.sleeps.end(), [](const auto& left, const auto& right) {
            return left.night.into_bed.moment.shown < right.night.into_bed.moment.shown;
        });
        const auto& records = values["standard_records"];
        REQUIRE(result.sleeps.size() == records.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Night& night = result.sleeps[i].night;
            const Moment& start = night.into_bed.moment;
            const Moment end = night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment;
            CHECK((start.shown.time_since_epoch() - *start.ahead).count() ==
                  records[i]["start"].get<std::int64_t>() / 1000);
            CHECK(elapsed(start, end).count() == records[i]["duration"].get<std::int64_t>() / 1000);
            ++compared;
        }
    }
    CHECK(compared == 38);
}

TEST_CASE("real nights of Sleep as Android come to the minutes of sleep that their events say") {
    const auto converted = shared_export("sleep_as_android/paralin-sleep-data-cleaned-sample.json");
    const auto expected = shared_export("sleep_as_android/expected.paralin-reference.json");
    if (!converted || !expected) return;
    std::string text;
    const auto all = nlohmann::json::parse(*converted);
    for (const auto& record : all) {
        std::vector<std::string> events;
        for (const auto& event : record["events"]) {
            events.push_back(event["type"].get<std::string>() + "-" + event["timestamp"].get<std::string>());
        }
        text += night(record["id"].get<std::int64_t>(), record["hours"].dump(), "", events, "America/Los_Angeles");
    }
    const ReadExport result = read(text);
    CHECK(first_problem(result.problems) == "");
    const auto records = nlohmann::json::parse(*expected)["records"];
    REQUIRE(result.sleeps.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Night& night = result.sleeps[i].night;
        INFO(records[i].dump());
        if (records[i]["tst_min"].is_null()) {
            CHECK(night.segments.empty());
            continue;
        }
        // A time awake at the end may reach beyond it: Hours has two decimals here, so that the end is known to 18 s.
        const double rounding = 0.02 * records[i]["awake_intervals"].get<double>() + 0.2;
        CHECK(minutes(night, SleepState::awake) == Approx(records[i]["awake_min"].get<double>()).margin(rounding));
        CHECK(minutes(night, SleepState::asleep) == Approx(records[i]["tst_min"].get<double>()).margin(rounding));
    }
}
