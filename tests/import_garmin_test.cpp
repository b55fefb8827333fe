// Garmin's sleep, of account exports and of Connect.

#include "broken_exports.hpp"

using namespace sleeps;

namespace {

ReadExport read(const std::string& text, const std::optional<Zone>& zone = {}) {
    return read_garmin(text, "file", zone);
}

/// 2026-03-05T22:00Z to 2026-03-06T05:00Z, an hour behind the clocks.
const std::string day = R"({"dailySleepDTO": {"calendarDate": "2026-03-06", "sleepTimeSeconds": 22800,
"sleepStartTimestampGMT": 1772748000000, "sleepEndTimestampGMT": 1772773200000,
"sleepStartTimestampLocal": 1772751600000, "sleepEndTimestampLocal": 1772776800000, "awakeSleepSeconds": 2400},
"sleepLevels": [{"startGMT": "2026-03-05T22:00:00.0", "endGMT": "2026-03-05T22:20:00.0", "activityLevel": 3.0},
{"startGMT": "2026-03-05T22:20:00.0", "endGMT": "2026-03-06T01:00:00.0", "activityLevel": 1.0},
{"startGMT": "2026-03-06T01:00:00.0", "endGMT": "2026-03-06T02:00:00.0", "activityLevel": 0.0},
{"startGMT": "2026-03-06T02:00:00.0", "endGMT": "2026-03-06T04:40:00.0", "activityLevel": 2.0},
{"startGMT": "2026-03-06T04:40:00.0", "endGMT": "2026-03-06T05:00:00.0", "activityLevel": 3.0}],
"dailyNapDTOS": [{"napStartTimestampGMT": "2026-03-06T13:00:00", "napEndTimestampGMT": "2026-03-06T13:30:00"}]})";

const std::string exported = R"([{"sleepStartTimestampGMT": "2026-03-05T22:00:00.0", "sleepEndTimestampGMT":
"2026-03-06T05:00:00.0", "calendarDate": "2026-03-06", "deepSleepSeconds": 3600, "unmeasurableSeconds": 0, "retro": false},
{"retro": false}])";

}  // namespace

TEST_CASE("Garmin's levels are stages, on the clock of the place", "[import][garmin]") {
    const ReadExport file = read(day);
    CHECK(told(file.problems) == "");
    CHECK(told(file.warnings) == "");
    REQUIRE(file.sleeps.size() == 2);
    const Night& night = file.sleeps[0].night;
    CHECK(told(night.segments) == "W 23:00-23:20, S 23:20-02:00, S 02:00-03:00, S 03:00-05:40, W 05:40-06:00");
    CHECK(night.segments[2].stage == Stage::deep);
    CHECK(to_string(night.sleep_onset->moment) == "2026-03-05T23:20+01:00");
    CHECK(to_string(night.final_awakening.moment) == "2026-03-06T05:40+01:00");
    CHECK(to_string(night.out_of_bed->moment) == "2026-03-06T06:00+01:00");
    CHECK(night.vendor == std::vector<VendorValue>{{"calendarDate", "2026-03-06"},
                                                   {"sleepTimeSeconds", 22800.0},
                                                   {"awakeSleepSeconds", 2400.0}});
    CHECK(
        told(united({file}).diary) ==
        "2026-03-06 main 2026-03-05T23:00+01:00 23:20 05:40 06:00\n2026-03-06 nap 2026-03-06T14:00+01:00 ? 14:30 ?\n");
}

TEST_CASE("Garmin's account export is in UTC, which is said", "[import][garmin]") {
    const ReadExport file = read(exported);
    CHECK(told(file.problems) == "");
    CHECK(told(file.left_out) == "1: days without a beginning or an end of sleep\n");
    CHECK(
        told(file.warnings) ==
        "1:1: these times are in universal time (UTC), which may be hours off what your clocks showed | name the zone "
        "in which you slept: log import --timezone Europe/Paris\n");
    REQUIRE(file.sleeps.size() == 1);
    const Night& night = file.sleeps[0].night;
    CHECK(to_string(night.into_bed.moment) == "2026-03-05T22:00+00:00");
    CHECK_FALSE(night.out_of_bed.has_value());
    CHECK_FALSE(night.wake_after_sleep_onset.has_value());
    const ReadExport zoned = read(exported, find_zone("Asia/Tokyo"));
    CHECK(told(zoned.warnings) == "");
    CHECK(to_string(zoned.sleeps.at(0).night.final_awakening.moment) == "2026-03-06T14:00+09:00");
}

TEST_CASE("what Garmin did not measure is unknown", "[import][garmin]") {
    const ReadExport file = read(R"({"dailySleepDTO": {"sleepStartTimestampGMT": "2026-03-05T22:00:00.0",
"sleepEndTimestampGMT": "2026-03-06T01:00:00.0"}, "sleepLevels": [
{"startGMT": "2026-03-05T22:00:00.0", "endGMT": "2026-03-05T23:00:00.0", "activityLevel": -1.0},
{"startGMT": "2026-03-05T23:00:00.0", "endGMT": "2026-03-06T01:00:00.0", "activityLevel": 1}]})");
    CHECK(told(file.sleeps.at(0).night.segments) == "? 22:00-23:00, S 23:00-01:00");
    CHECK_FALSE(file.sleeps.at(0).night.sleep_onset.has_value());
}

TEST_CASE("what is wrong with a Garmin file is told", "[import][garmin]") {
    CHECK(told(read("{}").problems) ==
          "1:1: expected a list of sleeps, or a day with \"dailySleepDTO\" | Garmin's files are called "
          "..._sleepData.json\n");
    CHECK(
        told(
            read(
                R"([{"sleepStartTimestampGMT": 0, "sleepEndTimestampGMT": 3600000, "sleepStartTimestampLocal": 86400000}])")
                .problems) ==
        "1:93: this local time does not fit the one in UTC | they are less than 16 hours apart, in whole minutes\n");
    CHECK(
        told(read(R"([{"sleepStartTimestampGMT": 1e15, "sleepEndTimestampGMT": true}])").problems) ==
        "1:29: expected a date and time: text, or milliseconds since 1970 | years 1900 to 2199; export the file again "
        "if you did not change it\n"
        "1:59: expected a date and time: text, or milliseconds since 1970 | years 1900 to 2199; export the file again "
        "if you did not change it\n");
    CHECK(told(read(R"([{"sleepStartTimestampGMT": 3600000, "sleepEndTimestampGMT": 0},
{"sleepStartTimestampGMT": 0, "sleepEndTimestampGMT": 1e12}])")
                   .left_out) == "1: 24 hours or longer\n1: it ends before it begins\n");
}

TEST_CASE("a broken Garmin file has a problem or makes a sound log", "[import][garmin]") {
    const Reader reader = [](const std::string& text) { return read(text); };
    check_broken(reader, day);
    check_broken(reader, exported);
    check_broken([](const std::string& text) { return read(text, find_zone("Asia/Tokyo")); }, exported);
}

TEST_CASE("stages of a real Garmin file that lie outside of its sleep are not used", "[import][garmin]") {
    const std::string text = real_export("garmin/anup-shesh-sleep.json");
    if (text.empty()) return;
    CHECK(recognised(text) == ExportFormat::garmin);
    const ReadExport file = read(text);
    CHECK(told(file.problems) == "");
    REQUIRE(file.sleeps.size() == 1);
    const Night& night = file.sleeps.front().night;
    CHECK(to_string(night.into_bed.moment) == "2026-01-14T22:45+05:00");
    CHECK(elapsed(night.into_bed.moment, night.final_awakening.moment) == std::chrono::seconds{26400});
    CHECK(night.segments.empty());
}
