#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "shared_exports.hpp"
#include "sleepcheck/import.hpp"

using namespace sleepcheck;

namespace {

/// As a phone writes it, with the malformed document type of iOS 16.
const std::string beginning = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent)*)>
  startDate CDATA #REQUIRED
]>
<HealthData locale="en_GB">
)";

std::string record(const std::string& source, const std::string& value, const std::string& start,
                   const std::string& end, const std::string& zone = "") {
    const std::string metadata =
        zone.empty() ? "/>\n" : ">\n  <MetadataEntry key=\"HKTimeZone\" value=\"" + zone + "\"/>\n </Record>\n";
    return R"( <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName=")" + source + "\" startDate=\"" +
           start + "\" endDate=\"" + end + "\" value=\"HKCategoryValueSleepAnalysis" + value + "\"" + metadata;
}

std::string minutes_later(int minutes) {
    const auto time = std::chrono::local_days{std::chrono::year{2026} / 3 / 5} + std::chrono::hours{23} +
                      std::chrono::minutes{minutes};
    std::string text = to_string(Moment{time, {}});
    text[10] = ' ';
    return text + ":00 +0100";
}

/// A record that begins and ends so many minutes after 23:00.
std::string record(const std::string& source, const std::string& value, int start, int end) {
    return record(source, value, minutes_later(start), minutes_later(end));
}

ReadExport read(const std::string& records, std::size_t at_most = 1'000'000) {
    return read_apple_health(bytes_of(beginning + records + "</HealthData>\n", at_most), "export.xml");
}

/// "asleep light 23:00-23:40" and so on.
std::string segments_of(const Night& night) {
    std::string result;
    const std::map<SleepState, std::string> states{
        {SleepState::asleep, "asleep"}, {SleepState::awake, "awake"}, {SleepState::unknown, "unknown"}};
    const std::map<Stage, std::string> stages{{Stage::light, "light "}, {Stage::deep, "deep "}, {Stage::rem, "rem "}};
    for (const Segment& segment : night.segments) {
        result += states.at(segment.state) + " " + (segment.stage ? stages.at(*segment.stage) : "") +
                  written_time(time_of_day(segment.start.moment.shown)) + "-" +
                  written_time(time_of_day(segment.end.moment.shown)) + "\n";
    }
    return result;
}

std::chrono::seconds asleep(const std::vector<Night>& nights) {
    std::set<std::chrono::sys_seconds> minutes;
    for (const Night& night : nights) {
        for (const Segment& segment : night.segments) {
            if (segment.state != SleepState::asleep) continue;
            for (Moment at = segment.start.moment; elapsed(at, segment.end.moment).count() > 0; ++at.shown) {
                minutes.insert(std::chrono::sys_seconds{at.shown.time_since_epoch() - *at.ahead});
            }
        }
    }
    return std::chrono::seconds{static_cast<std::int64_t>(minutes.size())};
}

}  // namespace

TEST_CASE("Apple's stages become the segments of a night") {
    const ReadExport result = read(record("Watch", "Awake", 0, 10) + record("Watch", "AsleepCore", 10, 100) +
                                   record("Watch", "AsleepDeep", 100, 140) + record("Watch", "AsleepREM", 140, 200) +
                                   record("Watch", "Awake", 200, 206) + record("Watch", "AsleepUnspecified", 206, 400) +
                                   record("Watch", "Asleep", 400, 420) + record("Watch", "Awake", 420, 431));
    CHECK(first_problem(result.problems) == "");
    REQUIRE(result.sleeps.size() == 1);
    const Night& night = result.sleeps.front().night;
    CHECK(result.sleeps.front().source == "Watch");
    CHECK(to_string(night.date) == "2026-03-06");
    CHECK(to_string(night.into_bed.moment) == "2026-03-05T23:00+01:00");
    CHECK(to_string(night.sleep_onset->moment) == "2026-03-05T23:10+01:00");
    CHECK(to_string(night.final_awakening.moment) == "2026-03-06T06:00+01:00");
    CHECK(to_string(night.out_of_bed->moment) == "2026-03-06T06:11+01:00");
    CHECK(!night.tried_to_sleep);
    CHECK(!night.latency_to_sleep_onset);
    CHECK(segments_of(night) ==
          "awake 23:00-23:10\nasleep light 23:10-00:40\nasleep deep 00:40-01:20\nasleep rem 01:20-02:20\n"
          "awake 02:20-02:26\nasleep 02:26-05:40\nasleep 05:40-06:00\nawake 06:00-06:11\n");
    CHECK(left_out_text(result).empty());
}

TEST_CASE("what a source says twice counts once, and stages win over plain sleep") {
    const ReadExport result = read(record("App", "Asleep", 0, 100) + record("App", "AsleepDeep", 30, 60) +
                                   record("App", "Awake", 50, 70) + record("App", "AsleepDeep", 30, 60));
    REQUIRE(result.sleeps.size() == 1);
    CHECK(segments_of(result.sleeps.front().night) ==
          "asleep 23:00-23:30\nasleep deep 23:30-00:00\nawake 00:00-00:10\nasleep 00:10-00:40\n");
    CHECK(left_out_text(result) == "1 the same record once more\n");
}

TEST_CASE("the order of Apple's records does not matter, nor the size of the pieces") {
    const std::vector<std::string> records{record("A", "AsleepCore", 0, 100), record("B", "Asleep", 20, 300),
                                           record("A", "AsleepREM", 90, 120), record("A", "InBed", -10, 320)};
    const ReadExport forward = read(records[0] + records[1] + records[2] + records[3]);
    const ReadExport backward = read(records[3] + records[2] + records[1] + records[0], 1);
    REQUIRE(forward.sleeps.size() == 2);
    REQUIRE(backward.sleeps.size() == 2);
    for (const ExportedSleep& sleep : forward.sleeps) {
        const auto same = std::find_if(backward.sleeps.begin(), backward.sleeps.end(),
                                       [&](const auto& other) { return other.source == sleep.source; });
        REQUIRE(same != backward.sleeps.end());
        CHECK(same->night == sleep.night);
    }
}

TEST_CASE("a gap ends a piece of sleep, and pieces are joined for the log") {
    const std::string pieces = record("Watch", "AsleepCore", 0, 100) + record("Watch", "AsleepCore", 220, 300);
    const ReadExport result = read(pieces + record("Phone", "InBed", -20, 320));
    REQUIRE(result.sleeps.size() == 2);
    CHECK(!result.sleeps.front().night.out_of_bed);
    const ImportedLog log = united({result});
    REQUIRE(log.diary.nights.size() == 1);
    CHECK(log.joined == 1);
    const Night& night = log.diary.nights.front();
    CHECK(segments_of(night) == "asleep light 23:00-00:40\nawake 00:40-02:40\nasleep light 02:40-04:00\n");
    CHECK(to_string(night.into_bed.moment) == "2026-03-05T22:40+01:00");
    CHECK(to_string(night.out_of_bed->moment) == "2026-03-06T04:20+01:00");
    const std::string two = record("Watch", "AsleepCore", 0, 100) + record("Watch", "AsleepCore", 221, 300);
    CHECK(united({read(two)}).diary.nights.size() == 2);
}

TEST_CASE("a time in bed says when somebody went to bed and got up, and is no sleep") {
    const std::string sleep = record("Watch", "AsleepCore", 30, 400);
    const ReadExport result = read(sleep + record("Phone", "InBed", 0, 420));
    REQUIRE(result.sleeps.size() == 1);
    CHECK(to_string(result.sleeps.front().night.into_bed.moment) == "2026-03-05T23:00+01:00");
    CHECK(to_string(result.sleeps.front().night.out_of_bed->moment) == "2026-03-06T06:00+01:00");
    CHECK(asleep({result.sleeps.front().night}) == std::chrono::minutes{370});

    const ReadExport alone = read(sleep + record("Phone", "InBed", 1000, 1010));
    CHECK(!alone.sleeps.front().night.out_of_bed);
    CHECK(left_out_text(alone) == "1 in bed, without any sleep recorded\n");

    const ReadExport nothing = read(record("Phone", "InBed", 0, 420));
    CHECK(nothing.problems.empty());
    CHECK(first_problem(nothing.warnings) ==
          "export.xml:0:0: there is no sleep in this Apple Health export that could be used");
}

TEST_CASE("the zone in which somebody slept is used for the clock") {
    const ReadExport result =
        read(record("Watch", "AsleepCore", "2026-03-28 23:30:00 +0000", "2026-03-29 07:00:00 +0000", "Europe/Paris"));
    REQUIRE(result.sleeps.size() == 1);
    CHECK(to_string(result.sleeps.front().night.into_bed.moment) == "2026-03-29T00:30+01:00");
    CHECK(to_string(result.sleeps.front().night.final_awakening.moment) == "2026-03-29T09:00+02:00");
    REQUIRE(result.zone);
    CHECK(result.zone->name() == "Europe/Paris");

    const ReadExport unknown =
        read(record("Watch", "AsleepCore", "2026-03-28 23:30:00 +0000", "2026-03-29 07:00:00 +0000", "Moon/Base"));
    CHECK(to_string(unknown.sleeps.front().night.into_bed.moment) == "2026-03-28T23:30+00:00");
    CHECK(first_problem(unknown.warnings) ==
          "export.xml:9:3: the time zone \"Moon/Base\" is not known on this machine");
}

TEST_CASE("control characters that Apple writes do not stop the reading") {
    const ReadExport result = read(record("Ann's\vWatch", "AsleepCore", 0, 400));
    CHECK(first_problem(result.problems) == "");
    REQUIRE(result.sleeps.size() == 1);
    CHECK(result.sleeps.front().source == "Ann's Watch");
}

TEST_CASE("what is wrong with an Apple export is said, with its place") {
    struct Row {
        std::string text;
        std::string problem;
    };
    const std::string good = record("Watch", "AsleepCore", 0, 400);
    const auto row = GENERATE_COPY(values<Row>({
        {"", "export.xml:0:0: the file is empty"},
        {"Id,Tz\n", "export.xml:0:0: there is no <HealthData> in the file"},
        {std::string("\xFF\xFE<\0H\0", 6), "export.xml:0:0: the file is written in UTF-16, not in UTF-8"},
        {"<HealthDataX></HealthDataX>", "export.xml:0:0: there is no <HealthData> in the file"},
        {beginning + good, "export.xml:9:1: the file ends in the middle: it is cut off"},
        {beginning + good.substr(0, 40), "export.xml:8:2: the file ends in the middle: it is cut off"},
        {beginning + "<a></b></HealthData>", "export.xml:8:6: this is no sound XML: mismatched tag"},
        {beginning + "\xFF</HealthData>", "export.xml:8:1: this is no sound XML: not well-formed (invalid token)"},
        {beginning + "&boom;</HealthData>", "export.xml:8:1: this is no sound XML: undefined entity"},
        {beginning + record("A", "Asleep", "2026-03-05 25:61:00 +0100", "2026-03-06 06:00:00 +0100") + "</HealthData>",
         "export.xml:8:2: startDate \"2026-03-05 25:61:00 +0100\" is no date and time"},
        {beginning + record("A", "Asleep", "0000-03-05 23:00:00 +0100", "2026-03-06 06:00:00 +0100") + "</HealthData>",
         "export.xml:8:2: startDate \"0000-03-05 23:00:00 +0100\" is no date and time"},
        {beginning + record("A", "Asleep", "2026-03-05 23:00:00", "2026-03-06 06:00:00 +0100") + "</HealthData>",
         "export.xml:8:2: startDate \"2026-03-05 23:00:00\" is no date and time"},
        {beginning + record("A", "Asleep", "2026-03-05 23:00:00 +0100", "") + "</HealthData>",
         "export.xml:8:2: a sleep record without endDate"},
    }));
    const ReadExport result = read_apple_health(bytes_of(row.text), "export.xml");
    CHECK(first_problem(result.problems) == row.problem);
}

TEST_CASE("what cannot be a sleep is left out, and counted") {
    const ReadExport result =
        read(record("A", "Asleep", 0, 400) + record("A", "Asleep", 100, 100) + record("A", "Asleep", 100, 90) +
             record("A", "Asleep", 0, 1441) + record("A", "Napping", 0, 10) + record("B", "Awake", 3000, 3010));
    CHECK(result.sleeps.size() == 1);
    CHECK(left_out_text(result) ==
          "1 awake, without sleep before or after it\n"
          "2 ended before they began, or longer than 24 hours\n"
          "1 of a kind of sleep that is not known\n"
          "1 without any length\n");
}

TEST_CASE("what is odd about an Apple export is told by place, of the whole file first") {
    const ReadExport result =
        read(record("Watch", "Awake", "2026-03-06 01:00:00 +0100", "2026-03-06 01:10:00 +0100", "Moon/Base"));
    REQUIRE(result.warnings.size() == 2);
    CHECK(result.warnings[0].place.line == 0);
    CHECK(result.warnings[0].what == "there is no sleep in this Apple Health export that could be used");
    CHECK(result.warnings[1].what == "the time zone \"Moon/Base\" is not known on this machine");
}

TEST_CASE("XML that only wants memory gets none") {
    const auto endless = [](std::string repeated) {
        return [repeated = std::move(repeated), first = true, left = 400](char* buffer, std::size_t size) mutable {
            std::string text;
            if (first) text = "<HealthData>";
            first = false;
            while (text.size() + repeated.size() <= size) text += repeated;
            std::memcpy(buffer, text.data(), text.size());
            return left-- > 0 ? text.size() : 0;
        };
    };
    CHECK(first_problem(read_apple_health(endless("<a>"), "e.xml").problems) ==
          "e.xml:1:205: elements nested more than 64 deep");
    CHECK(first_problem(read_apple_health(endless("<"), "e.xml").problems) ==
          "e.xml:1:14: this is no sound XML: not well-formed (invalid token)");
    CHECK(first_problem(read_apple_health(
                            [begin = true](char* buffer, std::size_t size) mutable {
                                std::fill_n(buffer, size, 'x');
                                if (begin) std::memcpy(buffer, "<HealthData a=\"", 15);
                                begin = false;
                                return size;
                            },
                            "e.xml")
                            .problems) == "e.xml:1:1: a tag of more than a megabyte");
}

TEST_CASE("a broken Apple export has a problem or makes a sound log") {
    const auto reader = [](const std::string& text) { return read_apple_health(bytes_of(text), "file"); };
    sleeps::check_broken(
        reader, "<HealthData>\n" + record("A", "AsleepCore", 0, 100) +
                    record("A", "Awake", "2026-03-05 23:50:00 +0000", "2026-03-06 00:10:00 +0000", "Europe/Paris") +
                    record("B", "InBed", -20, 140) + "</HealthData>");
}

TEST_CASE("the real Apple exports come to what other programs make of them") {
    const auto several = shared_export("apple_health/ruochenlyu-multi-source-export.xml");
    const auto one = shared_export("apple_health/alxdrcirilo-export.xml");
    if (!several || !one) return;
    const ReadExport result = read_apple_health(bytes_of(*several), "export.xml");
    CHECK(result.problems.empty());
    CHECK(result.left_out.empty());
    std::map<std::string, std::vector<std::int64_t>> by_source;
    std::vector<Night> both;
    for (const ExportedSleep& sleep : result.sleeps) {
        by_source[sleep.source].push_back(asleep({sleep.night}).count());
        if (to_string(sleep.night.date) == "2026-03-21") both.push_back(sleep.night);
    }
    CHECK(by_source["Withings"] == std::vector<std::int64_t>{25200, 26100, 27000, 28800, 30600});
    CHECK(by_source["Riley\u2019s Watch"] == std::vector<std::int64_t>{24600});
    CHECK(both.size() == 2);
    CHECK(asleep(both).count() == 28800);
    const ImportedLog log = united({result});
    CHECK(log.diary.nights.size() == 5);
    for (const Night& night : log.diary.nights) {
        if (to_string(night.date) == "2026-03-21") CHECK(asleep({night}).count() == 28800);
    }

    const ReadExport short_one = read_apple_health(bytes_of(*one), "export.xml");
    REQUIRE(short_one.sleeps.size() == 1);
    CHECK(short_one.sleeps.front().source == "Alexandre's Apple Watch");
    CHECK(asleep({short_one.sleeps.front().night}).count() == 750);
    CHECK(left_out_text(short_one) == "1 in bed, without any sleep recorded\n");
}
