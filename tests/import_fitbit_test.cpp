// Fitbit's sleep-*.json: made-up records, broken ones, and real ones where they are at hand.

#include <nlohmann/json.hpp>
#include <numeric>

#include "broken_exports.hpp"

using namespace sleeps;

namespace {

ReadExport read(const std::string& text, const std::optional<Zone>& zone = {}) {
    return read_fitbit(text, "file", zone);
}

std::string level(const std::string& at, const std::string& level, int seconds) {
    return fmt::format(R"({{"dateTime": "{}", "level": "{}", "seconds": {}}})", at, level, seconds);
}

std::string record(const std::string& start, const std::string& end, const std::string& data,
                   const std::string& short_data = "", const std::string& more = "") {
    return fmt::format(
        R"({{"logId": 1, {}"startTime": "{}", "endTime": "{}", "levels": {{"data": [{}], "shortData": [{}]}}}})", more,
        start, end, data, short_data);
}

const std::string stages = record(
    "2026-03-05T23:00:00.000", "2026-03-06T06:00:30.000",
    level("2026-03-05T23:00:00.000", "wake", 600) + "," + level("2026-03-05T23:10:00.000", "light", 12000) + "," +
        level("2026-03-06T02:30:00.000", "deep", 3600) + "," + level("2026-03-06T03:30:00.000", "rem", 8400) + "," +
        level("2026-03-06T05:50:00.000", "wake", 600),
    level("2026-03-06T01:00:00.000", "wake", 90) + "," + level("2026-03-06T02:29:00.000", "wake", 120),
    R"("dateOfSleep": "2026-03-06", "type": "stages", "isMainSleep": true, "minutesAsleep": 396, "efficiency": 95, )");

const std::string old =
    R"({"sleep": [{"dateOfSleep": "2014-03-06", "isMainSleep": true, "startTime": "2014-03-05T23:58:00.000",
 "duration": 300000, "minuteData": [{"dateTime": "23:58:00", "value": "3"}, {"dateTime": "23:59:00", "value": "2"},
 {"dateTime": "00:00:00", "value": "1"}, {"dateTime": "00:01:00", "value": "1"}, {"dateTime": "00:02:00", "value": "2"}]}],
 "summary": {"totalSleepRecords": 1}})";

Night only_night(const ReadExport& read) {
    CHECK(told(read.problems) == "");
    REQUIRE(read.sleeps.size() == 1);
    return read.sleeps.front().night;
}

/// The spells awake between onset and final awakening, in minutes.
std::vector<double> spells_awake(const Night& night) {
    std::vector<double> spells;
    bool awake = false;
    for (const Segment& segment : night.segments) {
        const bool after_onset = elapsed(night.sleep_onset->moment, segment.start.moment).count() >= 0;
        const bool before_end = elapsed(segment.end.moment, night.final_awakening.moment).count() >= 0;
        if (!after_onset || !before_end || segment.state != SleepState::awake) {
            awake = false;
            continue;
        }
        if (!awake) spells.push_back(0);
        awake = true;
        spells.back() += Minutes{elapsed(segment.start.moment, segment.end.moment)}.count();
    }
    return spells;
}

double minutes(const Night& night, SleepState state) {
    Minutes sum{0};
    for (const Segment& segment : night.segments) {
        if (segment.state == state) sum += elapsed(segment.start.moment, segment.end.moment);
    }
    return sum.count();
}

}  // namespace

TEST_CASE("Fitbit's short waking spells lie upon its stages", "[import][fitbit]") {
    const Night night = only_night(read("[" + stages + "]"));
    CHECK(told(night.segments) ==
          "W 23:00-23:10, S 23:10-01:00, W 01:00-01:01:30, S 01:01:30-02:29, W 02:29-02:31, S 02:31-03:30, "
          "S 03:30-05:50, W 05:50-06:00");
    CHECK(night.segments[5].stage == Stage::deep);
    CHECK(to_string(night.date) == "2026-03-06");
    CHECK(night.sleep_onset == at("2026-03-05T23:10"));
    CHECK(night.final_awakening == at("2026-03-06T05:50"));
    CHECK(night.out_of_bed == at("2026-03-06T06:00"));
    CHECK_FALSE(night.latency_to_sleep_onset.has_value());
    CHECK_FALSE(night.tried_to_sleep.has_value());
    CHECK(night.vendor == std::vector<VendorValue>{{"dateOfSleep", "2026-03-06"},
                                                   {"type", "stages"},
                                                   {"isMainSleep", true},
                                                   {"minutesAsleep", 396.0},
                                                   {"efficiency", 95.0}});
}

TEST_CASE("restless counts as awake, as Fitbit counts it itself", "[import][fitbit]") {
    const std::string text = record(
        "2026-03-05T23:00:00.000", "2026-03-05T23:40:00.000",
        level("2026-03-05T23:00:00.000", "restless", 300) + "," + level("2026-03-05T23:05:00.000", "awake", 300) + "," +
            level("2026-03-05T23:10:00.000", "asleep", 1200) + "," + level("2026-03-05T23:30:00.000", "restless", 600));
    CHECK(told(only_night(read("{\"sleep\": [" + text + "]}")).segments) ==
          "W 23:00-23:10, S 23:10-23:30, W 23:30-23:40");
}

TEST_CASE("Fitbit's old minutes find their dates across midnight", "[import][fitbit]") {
    const Night night = only_night(read(old));
    CHECK(told(night.segments) == "W 23:58-00:00, S 00:00-00:02, W 00:02-00:03");
    CHECK(to_string(night.final_awakening.moment) == "2014-03-06T00:02");
    CHECK(night.out_of_bed == at("2014-03-06T00:03"));
}

TEST_CASE("a Fitbit record without stages has times alone, and no zero that nobody measured", "[import][fitbit]") {
    const Night night = only_night(read(R"([{"startTime": "2026-03-05T23:00", "endTime": "2026-03-06T06:00",
"minutesToFallAsleep": 0, "duration": 25200000}])"));
    CHECK(night.into_bed == at("2026-03-05T23:00"));
    CHECK(night.final_awakening == at("2026-03-06T06:00"));
    CHECK_FALSE(night.sleep_onset.has_value());
    CHECK_FALSE(night.out_of_bed.has_value());
    CHECK(night.segments.empty());
    CHECK(night.vendor == std::vector<VendorValue>{{"duration", 25200000.0}, {"minutesToFallAsleep", 0.0}});
}

TEST_CASE("a part of a Fitbit night that was not scored stays unknown", "[import][fitbit]") {
    const std::string late = record("2026-03-05T23:00", "2026-03-06T06:00", level("2026-03-06T00:00", "asleep", 7200));
    const Night night = only_night(read("[" + late + "]"));
    CHECK(told(night.segments) == "? 23:00-00:00, S 00:00-02:00");
    CHECK_FALSE(night.sleep_onset.has_value());
    CHECK(night.final_awakening == at("2026-03-06T06:00"));
    CHECK_FALSE(night.out_of_bed.has_value());
}

TEST_CASE("the hour that Fitbit puts in when the clocks go forward is taken out", "[import][fitbit]") {
    const std::string spring = record("2026-03-28T23:00:00.000", "2026-03-29T07:00:00.000",
                                      level("2026-03-28T23:00:00.000", "light", 10800) + "," +
                                          level("2026-03-29T02:00:00.000", "unknown", 3600) + "," +
                                          level("2026-03-29T03:00:00.000", "light", 14400),
                                      level("2026-03-29T04:00:00.000", "wake", 60), R"("duration": 25200000, )");
    const ReadExport without = read("[" + spring + "]");
    const Night night = only_night(without);
    CHECK(minutes(night, SleepState::asleep) == 7 * 60 - 1);
    CHECK(elapsed(night.into_bed.moment, night.out_of_bed->moment) == std::chrono::hours{7});
    CHECK(told(night.segments) == "S 23:00-03:00, W 03:00-03:01, S 03:01-06:00");
    CHECK(told(without.warnings) ==
          "1:2: the clocks were set in this night, and the export names no time zone | later times are told as if they "
          "had not been set; name the zone in which you slept: log import --timezone Europe/Paris\n");
    const ReadExport with = read("[" + spring + "]", find_zone("Europe/Paris"));
    CHECK(told(with.warnings) == "");
    const Night zoned = only_night(with);
    CHECK(told(zoned.segments) == "S 23:00-04:00, W 04:00-04:01, S 04:01-07:00");
    CHECK(to_string(zoned.out_of_bed->moment) == "2026-03-29T07:00+02:00");
    CHECK(elapsed(zoned.into_bed.moment, zoned.out_of_bed->moment) == std::chrono::hours{7});
    CHECK(minutes(zoned, SleepState::asleep) == 7 * 60 - 1);
}

TEST_CASE("an hour of unknown on any other night is unknown", "[import][fitbit]") {
    const std::string night =
        record("2026-03-05T23:00", "2026-03-06T07:00",
               level("2026-03-05T23:00", "light", 10800) + "," + level("2026-03-06T02:00", "unknown", 3600) + "," +
                   level("2026-03-06T03:00", "light", 14400));
    for (const auto& zone : {std::optional<Zone>{}, find_zone("Europe/Paris")}) {
        const ReadExport export_ = read("[" + night + "]", zone);
        CHECK(told(only_night(export_).segments) == "S 23:00-02:00, ? 02:00-03:00, S 03:00-07:00");
        CHECK(told(export_.warnings) == "");
    }
}

TEST_CASE("Fitbit times that come twice when the clocks go back are told apart", "[import][fitbit]") {
    const std::string autumn =
        record("2026-10-24T23:00", "2026-10-25T06:00",
               level("2026-10-24T23:00", "light", 13800) + "," + level("2026-10-25T02:50", "wake", 600) + "," +
                   level("2026-10-25T02:00", "deep", 14400));
    const Night night = only_night(read("[" + autumn + "]"));
    CHECK(told(night.segments) == "S 23:00-02:50, W 02:50-03:00, S 03:00-07:00");
    const Night zoned = only_night(read("[" + autumn + "]", find_zone("Europe/Paris")));
    CHECK(told(zoned.segments) == "S 23:00-02:50, W 02:50-02:00, S 02:00-06:00");
    CHECK(elapsed(zoned.into_bed.moment, zoned.out_of_bed->moment) == std::chrono::hours{8});
    const ImportedLog log = united({read("[" + autumn + "]", find_zone("Europe/Paris"))});
    CHECK(to_json(read_diary(to_json(log.diary), "log").diary) == to_json(log.diary));
    CHECK(told(read_diary(to_json(log.diary), "log").problems) == "");
}

TEST_CASE("what is wrong with a Fitbit file is told with place and cure", "[import][fitbit]") {
    struct Row {
        std::string text;
        std::string problems;
    };
    const std::string how =
        "years 1900 to 2200, hours 0 to 23, minutes 00 to 59, such as \"2026-03-06T22:30:00\"; export the file again "
        "if "
        "you did not change it\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"", "1:1: the input is empty | give a JSON document\n"},
        {"[{\"startTime\": ", "1:16: the JSON ends too early | a closing } or ] is missing; is the file whole?\n"},
        {"\xFF\xFE[\0]\0",
         "1:1: this is UTF-16 or UTF-32, not UTF-8 | save the file as UTF-8, or pipe it through iconv "
         "-f UTF-16 -t UTF-8\n"},
        {"{\"nights\": []}",
         "1:1: expected a list of sleeps, or \"sleep\" with one | Fitbit's files are called "
         "sleep-YYYY-MM-DD.json\n"},
        {"[\n{\"endTime\": \"2026-03-06T06:00\"}, 7]",
         "2:1: \"startTime\" is missing in this record | export the file again; is it whole?\n"
         "2:34: \"startTime\" is missing in this record | export the file again; is it whole?\n"},
        {"[{\"startTime\": \"2026-03-05T25:61:00.000\", \"endTime\": \"0000-03-06T06:00\"}]",
         "1:16: expected a date and time, got \"2026-03-05T25:61:00.000\" | " + how},
        {"[{\"startTime\": \"2026-03-05T22:00:00.000\", \"endTime\": \"0000-03-06T06:00\"}]",
         "1:54: expected a date and time, got \"0000-03-06T06:00\" | " + how},
        {"[{\"startTime\": \"2026-03-05T22:00:00.000\"}]",
         "1:2: \"endTime\" is missing in this record | export the file again; is it whole?\n"},
        {"[" + record("2026-03-05T23:00", "2026-03-06T06:00", level("2026-03-05T23:00", "light", 1000000000)) + "]",
         "1:161: expected a number from 0 to 86400, got 1000000000 | \n"},
        {"[" + record("2026-03-05T23:00", "2026-03-06T06:00", level("2026-03-05T23:00", "light", -60)) + "]",
         "1:161: expected a number from 0 to 86400, got -60 | \n"},
    }));
    INFO(row.text);
    CHECK(told(read(row.text).problems) == row.problems);
}

TEST_CASE("Fitbit records that cannot be a sleep are left out, counted and shown", "[import][fitbit]") {
    const ReadExport export_ = read(R"([{"startTime": "2026-03-05T23:00", "endTime": "2026-03-05T22:00"},
{"startTime": "2026-03-05T23:00", "endTime": "2026-03-09T22:00"}])");
    CHECK(told(export_.problems) == "");
    CHECK(told(export_.left_out) == "1: 24 hours or longer\n1: it ends before it begins\n");
    CHECK(told(export_.warnings) ==
          "1:1: there is no sleep in this Fitbit file that could be used | was anything recorded in these days?\n"
          "1:2: this record is left out: it ends before it begins | \n"
          "2:1: this record is left out: 24 hours or longer | \n");
    CHECK(told(read("[]").warnings) ==
          "1:1: there is no sleep in this Fitbit file that could be used | was anything recorded in these days?\n");
}

TEST_CASE("a broken Fitbit file has a problem or makes a sound log", "[import][fitbit]") {
    const Reader reader = [](const std::string& text) { return read(text); };
    check_broken(reader, "[" + stages + "]");
    check_broken(reader, old);
    check_broken([](const std::string& text) { return read(text, find_zone("Europe/Paris")); }, "[" + stages + "]");
}

TEST_CASE("real Fitbit files give the values that others work out", "[import][fitbit]") {
    for (const std::string folder : {"fitbit_stages", "fitbit_classic"}) {
        const std::string expected = real_export(folder + "/expected.vendor-and-derived.json");
        if (expected.empty()) continue;
        int compared = 0;
        int as_the_maker = 0;
        const auto files = nlohmann::json::parse(expected);  // our own research, not input
        for (const auto& [name, sleeps] : files.items()) {
            const std::string text = real_export(folder + "/" + name);
            if (text.empty()) continue;
            CHECK(recognised(text) == ExportFormat::fitbit);
            const ReadExport read_file = read(text);
            CHECK(told(read_file.problems) == "");
            CHECK(told(read_file.warnings) == "");
            CHECK(told(read_file.left_out) == "");
            REQUIRE(read_file.sleeps.size() == sleeps.size());
            for (std::size_t i = 0; i < sleeps.size(); ++i) {
                const Night& night = read_file.sleeps[i].night;
                const auto& derived = sleeps[i]["derived"];
                INFO(name << " " << sleeps[i]["start"]);
                REQUIRE(night.out_of_bed.has_value());
                REQUIRE(night.sleep_onset.has_value());
                const auto minutes_between = [](const NightTime& from, const NightTime& to) {
                    return Minutes{elapsed(from.moment, to.moment)}.count();
                };
                const double asleep = minutes(night, SleepState::asleep);
                CHECK(minutes_between(night.into_bed, *night.out_of_bed) == derived["time_in_bed_min"]);
                CHECK(minutes_between(*night.sleep_onset, night.final_awakening) == derived["sleep_period_min"]);
                CHECK(minutes_between(night.into_bed, *night.sleep_onset) == derived["sol_min"]);
                CHECK(minutes_between(night.final_awakening, *night.out_of_bed) == derived["terminal_wake_min"]);
                CHECK(asleep == derived["tst_min"]);
                CHECK(minutes(night, SleepState::unknown) == derived["unknown_min"]);
                const std::vector<double> spells = spells_awake(night);
                CHECK(std::accumulate(spells.begin(), spells.end(), 0.0) == derived["waso_min"]);
                CHECK(spells.size() == derived["awakenings_any"]);
                CHECK(std::count_if(spells.begin(), spells.end(), [](double spell) { return spell >= 5; }) ==
                      derived["awakenings_ge5min"]);
                ++compared;
                if (std::abs(asleep - sleeps[i]["vendor"]["minutesAsleep"].get<double>()) < 1) ++as_the_maker;
            }
        }
        WARN(folder << ": " << compared << " sleeps compared; minutes asleep as Fitbit has them: " << as_the_maker);
    }
}

TEST_CASE("real Fitbit months make one log, in any order and with repeated files", "[import][fitbit]") {
    std::vector<ReadExport> months;
    for (const std::string month : {"2016-07", "2016-08", "2016-09", "2017-02", "2017-03"}) {
        const std::string text = real_export("fitbit_classic/sleep-" + month + ".json");
        if (!text.empty()) months.push_back(read(text));
    }
    if (months.empty()) return;
    const ImportedLog log = united(months);
    const std::string written = to_json(log.diary);
    const ReadDiary again = read_diary(written, "log");
    CHECK(told(again.problems) == "");
    CHECK(to_json(again.diary) == written);
    std::vector<ReadExport> others(months.rbegin(), months.rend());
    others.push_back(months.front());
    const ImportedLog other = united(others);
    CHECK(to_json(other.diary) == written);
    CHECK(told(log.left_out) == "");
    CHECK(told(other.left_out) == fmt::format("{}: the same record once more\n", months.front().sleeps.size()));
    WARN(log.nights << " nights, " << log.naps << " naps, " << log.joined << " pieces joined");
}
