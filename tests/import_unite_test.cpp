// One log from what many files say.

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "sleeps.hpp"

using namespace sleeps;

namespace {

ImportedLog united_file(std::vector<ExportedSleep> sleeps) {
    return united({file_of(std::move(sleeps))});
}

/// What was written reads back as the same log, without a problem.
void check_sound(const ImportedLog& log) {
    if (log.diary.nights.empty()) return;
    const ReadDiary read = read_diary(to_json(log.diary), "log");
    INFO(to_json(log.diary));
    CHECK(told(read.problems) == "");
    CHECK(told(read.diary) == told(log.diary));
    CHECK(to_json(read.diary) == to_json(log.diary));
}

}  // namespace

TEST_CASE("pieces of one sleep are joined at a pause of up to two hours", "[import]") {
    struct Row {
        std::string second_begins;
        std::string log;
        std::size_t joined;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-03-06T02:30", "2026-03-06 main 2026-03-05T23:00 ? 07:00 07:00\n", 1},
        {"2026-03-06T04:30", "2026-03-06 main 2026-03-05T23:00 ? 07:00 07:00\n", 1},
        {"2026-03-06T04:31",
         "2026-03-06 main 2026-03-05T23:00 ? 02:30 02:30\n2026-03-06 nap 2026-03-06T04:31 ? 07:00 07:00\n", 0},
    }));
    const ImportedLog log =
        united_file({sleep("2026-03-05T23:00", "2026-03-06T02:30"), sleep(row.second_begins, "2026-03-06T07:00")});
    CHECK(told(log.diary) == row.log);
    CHECK(log.joined == row.joined);
    CHECK(told(log.left_out) == "");
    check_sound(log);
}

TEST_CASE("the pause between two pieces counts as awake where both were scored", "[import]") {
    const ExportedSleep first =
        scored("2026-03-05T23:00", "2026-03-06T02:00", {{"2026-03-05T23:10", "2026-03-06T02:00"}});
    const ExportedSleep second =
        scored("2026-03-06T02:40", "2026-03-06T07:00", {{"2026-03-06T02:50", "2026-03-06T06:50"}});
    const ImportedLog log = united_file({second, first});
    CHECK(told(log.diary) == "2026-03-06 main 2026-03-05T23:00 23:10 06:50 07:00\n");
    CHECK(told(log.diary.nights[0].segments) ==
          "W 23:00-23:10, S 23:10-02:00, W 02:00-02:40, W 02:40-02:50, S 02:50-06:50, W 06:50-07:00");
    check_sound(log);
    const ImportedLog unscored = united_file({first, sleep("2026-03-06T02:40", "2026-03-06T07:00")});
    CHECK(told(unscored.diary.nights[0].segments) == "W 23:00-23:10, S 23:10-02:00");
}

TEST_CASE("what a person counted in two pieces adds up, or is unknown", "[import]") {
    ExportedSleep first = sleep("2026-03-05T23:00", "2026-03-06T02:00");
    ExportedSleep second = sleep("2026-03-06T02:30", "2026-03-06T06:00");
    first.night.number_of_awakenings = 1;
    first.night.wake_after_sleep_onset = Minutes{10};
    second.night.number_of_awakenings = 2;
    second.night.wake_after_sleep_onset = Minutes{20};
    second.night.sleep_onset = at("2026-03-06T02:35");
    const Night both = united_file({first, second}).diary.nights.at(0);
    CHECK(both.number_of_awakenings == 4);
    CHECK(both.wake_after_sleep_onset == Minutes{10 + 35 + 20});
    second.night.wake_after_sleep_onset.reset();
    CHECK_FALSE(united_file({first, second}).diary.nights.at(0).wake_after_sleep_onset.has_value());
}

TEST_CASE("pieces are not joined to a sleep of a day or more", "[import]") {
    std::vector<ExportedSleep> pieces;
    for (int hour = 0; hour < 24; hour += 2) {
        pieces.push_back(sleep(fmt::format("2026-03-05T{:02}:00", hour), fmt::format("2026-03-05T{:02}:30", hour + 1)));
    }
    pieces.push_back(sleep("2026-03-06T00:00", "2026-03-06T01:30"));
    const ImportedLog log = united_file(pieces);
    CHECK(told(log.diary) ==
          "2026-03-05 main 2026-03-05T00:00 ? 23:30 23:30\n2026-03-06 main 2026-03-06T00:00 ? 01:30 01:30\n");
    check_sound(log);
}

TEST_CASE("the longest sleep that ends on a date is the main one", "[import]") {
    const ImportedLog log = united_file({
        sleep("2026-03-06T14:00", "2026-03-06T15:00"),
        sleep("2026-03-05T23:00", "2026-03-06T06:00"),
        sleep("2026-03-06T22:00", "2026-03-06T23:30"),
        sleep("2026-03-07T09:00", "2026-03-07T16:30"),  // after a night shift
        sleep("2026-03-07T20:00", "2026-03-07T22:00"),
        sleep("2026-03-08T08:00", "2026-03-08T09:00"),
        sleep("2026-03-08T18:00", "2026-03-08T19:00"),
    });
    CHECK(told(log.diary) ==
          "2026-03-06 main 2026-03-05T23:00 ? 06:00 06:00\n"
          "2026-03-06 nap 2026-03-06T14:00 ? 15:00 15:00\n"
          "2026-03-06 nap 2026-03-06T22:00 ? 23:30 23:30\n"
          "2026-03-07 main 2026-03-07T09:00 ? 16:30 16:30\n"
          "2026-03-07 nap 2026-03-07T20:00 ? 22:00 22:00\n"
          "2026-03-08 main 2026-03-08T08:00 ? 09:00 09:00\n"
          "2026-03-08 nap 2026-03-08T18:00 ? 19:00 19:00\n");
    CHECK(log.nights == 3);
    CHECK(log.naps == 4);
    check_sound(log);
}

TEST_CASE("overlapping records are one sleep, the most detailed one first", "[import]") {
    const ExportedSleep phone = sleep("2026-03-05T22:50+01:00", "2026-03-06T07:00+01:00", "Phone");
    const ExportedSleep watch = scored(
        "2026-03-05T23:10+01:00", "2026-03-06T06:30+01:00",
        {{"2026-03-05T23:20+01:00", "2026-03-06T02:00+01:00"}, {"2026-03-06T02:15+01:00", "2026-03-06T06:30+01:00"}},
        "Watch", Stage::light);
    const ExportedSleep band = scored("2026-03-05T23:00+01:00", "2026-03-06T06:50+01:00",
                                      {{"2026-03-05T23:05+01:00", "2026-03-06T06:45+01:00"}}, "Band");
    const ImportedLog log = united_file({phone, band, watch});
    CHECK(told(log.diary) == "2026-03-06 main 2026-03-05T22:50+01:00 23:05 06:45 07:00\n");
    CHECK(told(log.diary.nights[0].segments) ==
          "W 23:00-23:05, S 23:05-23:10, W 23:10-23:20, S 23:20-02:00, W 02:00-02:15, S 02:15-06:30, S 06:30-06:45, "
          "W 06:45-06:50");
    CHECK(told(log.left_out) ==
          "2: the same sleep recorded once more, used only where the better record has nothing\n");
    check_sound(log);
    CHECK(told(united_file({phone, watch}).diary) == "2026-03-06 main 2026-03-05T22:50+01:00 23:20 06:30 07:00\n");
}

TEST_CASE("the same night in two files counts once", "[import]") {
    const ExportedSleep night =
        scored("2026-03-05T23:00", "2026-03-06T06:00", {{"2026-03-05T23:10", "2026-03-06T06:00"}});
    ExportedSleep corrected = night;
    corrected.night.vendor.push_back({"efficiency", 91.0});
    const ExportedSleep next = sleep("2026-03-06T23:00", "2026-03-07T06:00");
    const ImportedLog log = united({file_of({night, next}), file_of({night}), file_of({corrected})});
    CHECK(log.nights == 2);
    CHECK(log.naps == 0);
    CHECK(told(log.left_out) ==
          "1: the same record once more\n"
          "1: the same sleep recorded once more, used only where the better record has nothing\n");
    CHECK(log.diary.nights[0].segments == night.night.segments);
    REQUIRE(log.diary.nights[0].vendor.size() == 1);
}

TEST_CASE("the makers' figures of all records are kept apart", "[import]") {
    ExportedSleep first = sleep("2026-03-05T23:00", "2026-03-06T02:00", "A");
    ExportedSleep second = sleep("2026-03-06T02:30", "2026-03-06T06:00", "A");
    ExportedSleep other = sleep("2026-03-06T02:20", "2026-03-06T05:00", "B");
    for (ExportedSleep* each : {&first, &second, &other}) each->night.vendor.push_back({"score", 80.0});
    other.night.vendor[0].value = 70.0;
    const Night night = united_file({first, second, other}).diary.nights.at(0);
    CHECK(night.vendor ==
          std::vector<VendorValue>{{"score", 80.0}, {"score (piece 2)", 80.0}, {"score (B) (piece 2)", 70.0}});
}

TEST_CASE("records that overlap without end do not become one endless sleep", "[import]") {
    std::vector<ExportedSleep> chain;
    for (int day = 1; day < 28; ++day) {
        chain.push_back(
            sleep(fmt::format("2026-02-{:02}T10:00", day), fmt::format("2026-02-{:02}T09:59", day + 1), "A"));
        chain.push_back(sleep(fmt::format("2026-02-{:02}T09:00", day), fmt::format("2026-02-{:02}T11:00", day), "B"));
    }
    const ImportedLog log = united_file(chain);
    CHECK(log.diary.nights.size() >= 1);
    check_sound(log);
}

TEST_CASE("a zone that one file names holds for times without an offset", "[import]") {
    ReadExport zoned = file_of({sleep("2026-03-27T23:00", "2026-03-28T06:00")}, "App");
    zoned.zone = find_zone("Europe/Paris");
    REQUIRE(zoned.zone.has_value());
    const ExportedSleep spring =
        scored("2026-03-28T23:00", "2026-03-29T07:00",
               {{"2026-03-28T23:10", "2026-03-29T02:00"}, {"2026-03-29T03:00", "2026-03-29T07:00"}});
    const ExportedSleep autumn =
        scored("2026-10-24T23:00", "2026-10-25T02:40",
               {{"2026-10-24T23:10", "2026-10-25T02:50"}, {"2026-10-25T02:20", "2026-10-25T02:40"}});
    const ImportedLog log = united({zoned, file_of({spring, autumn})});
    CHECK(log.diary.zone == zoned.zone);
    CHECK(log.diary.name == "App and Made up");
    REQUIRE(log.nights == 3);
    CHECK(elapsed(log.diary.nights[1].into_bed.moment, log.diary.nights[1].out_of_bed->moment) ==
          std::chrono::hours{7});
    CHECK(told(log.diary.nights[1].segments) == "W 23:00-23:10, S 23:10-02:00, S 03:00-07:00");
    CHECK(to_string(log.diary.nights[2].final_awakening.moment) == "2026-10-25T02:40+01:00");
    check_sound(log);
}

TEST_CASE("two zones leave the log without one, and times with their offsets", "[import]") {
    ReadExport paris = file_of({sleep("2026-03-05T23:00", "2026-03-06T06:00")}, "B");
    ReadExport tokyo = file_of({sleep("2026-03-06T23:00", "2026-03-07T06:00")}, "A");
    paris.zone = find_zone("Europe/Paris");
    tokyo.zone = find_zone("Asia/Tokyo");
    const ImportedLog log = united({paris, tokyo});
    CHECK_FALSE(log.diary.zone.has_value());
    CHECK(
        told(log.warnings) ==
        "0:0: the files name more than one time zone: Asia/Tokyo and Europe/Paris | times are written with their dates "
        "and offsets instead\n");
    CHECK(
        told(log.diary) ==
        "2026-03-06 main 2026-03-05T23:00+01:00 ? 06:00 06:00\n2026-03-07 main 2026-03-06T23:00+09:00 ? 06:00 06:00\n");
    check_sound(log);
}

TEST_CASE("records that cannot be a sleep are counted", "[import]") {
    ReadExport read =
        file_of({sleep("2026-03-05T23:00", "2026-03-05T23:00"), sleep("2026-03-05T23:00", "2026-03-05T22:00"),
                 sleep("2026-03-05T23:00", "2026-03-06T23:00"), sleep("2026-03-01T23:00", "2026-03-05T23:00")});
    read.left_out.push_back({"24 hours or longer", 3});
    const ImportedLog log = united({read});
    CHECK(told(log.left_out) == "5: 24 hours or longer\n2: without any length\n");
    CHECK(log.diary.nights.empty());
    CHECK(united({}).diary.nights.empty());
}

TEST_CASE("a mixture of times with and without offset is told", "[import]") {
    const ImportedLog log =
        united_file({sleep("2026-03-05T23:00", "2026-03-06T06:00"), sleep("2026-03-06T23:00Z", "2026-03-07T06:00Z")});
    CHECK(told(log.warnings) ==
          "0:0: some times have an offset from UTC, others neither an offset nor a time zone | all are compared as the "
          "clocks showed them; name the zone in which you slept: log import --timezone Europe/Paris\n");
    check_sound(log);
}

TEST_CASE("the order of files and records changes nothing, and nothing overlaps", "[import]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto below = [&](unsigned limit) { return random() % limit; };
        std::vector<ReadExport> files(1 + below(4));
        const auto start = iso_moment("2026-03-01T00:00")->shown;
        for (ReadExport& file : files) {
            file.name = "App " + std::to_string(below(2));
            for (unsigned i = 0; i < 12; ++i) {
                const auto from = start + std::chrono::minutes{below(8 * 1440)};
                const auto to = from + std::chrono::minutes{1 + below(700)};
                ExportedSleep sleep = scored(to_string(Moment{from, {}}), to_string(Moment{to, {}}),
                                             {{to_string(Moment{from, {}}), to_string(Moment{to, {}})}},
                                             "Device " + std::to_string(below(3)));
                if (below(3) == 0) sleep.night.segments.clear();
                if (below(3) == 0) sleep.night.quality = static_cast<int>(1 + below(5));
                if (below(3) == 0) sleep.night.vendor.push_back({"score", static_cast<double>(below(9))});
                file.sleeps.push_back(sleep);
                if (below(4) == 0) files.front().sleeps.push_back(sleep);
            }
        }
        const ImportedLog log = united(files);
        check_sound(log);
        for (int again = 0; again < 3; ++again) {
            std::shuffle(files.begin(), files.end(), random);
            for (ReadExport& file : files) std::shuffle(file.sleeps.begin(), file.sleeps.end(), random);
            const ImportedLog other = united(files);
            CHECK(to_json(other.diary) == to_json(log.diary));
            CHECK(other.left_out == log.left_out);
        }
    }
}

TEST_CASE("an export is recognised by how it begins", "[import]") {
    struct Row {
        std::string beginning;
        std::optional<ExportFormat> format;
    };
    const auto row = GENERATE(values<Row>({
        {"", std::nullopt},
        {"  \n", std::nullopt},
        {"PK\x03\x04rest", ExportFormat::zip},
        {R"({"format": "sleepcheck-log/1", "nights": [)", ExportFormat::native_log},
        {R"({"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "06:20"})", ExportFormat::native_log},
        {R"([{"logId": 1, "dateOfSleep": "2026-03-06")", ExportFormat::fitbit},
        {"\xEF\xBB\xBF [{\"dateOfSleep\": \"2026-03-06\"", ExportFormat::fitbit},
        {R"({"sleep": [], "summary": {"totalMinutesAsleep": 0, "totalSleepRecords": 0}})", ExportFormat::fitbit},
        {R"({ "sleep" : [] })", ExportFormat::fitbit},
        {R"({"sleep": "badly"})", std::nullopt},
        {"# Logs\nOne begins with {\"format\": \"sleepcheck-log/1\"}.\n", std::nullopt},
        {R"({"data": [{"bedtime_start": "2026-03-05T23:00:00+01:00")", ExportFormat::oura},
        {R"({"data": [], "next_token": null})", ExportFormat::oura},
        {R"([{"sleepStartTimestampGMT": "2026-03-05T22:00:00.0")", ExportFormat::garmin},
        {R"({"dailySleepDTO": {"id": null}})", ExportFormat::garmin},
        {R"({"age_years": 41})", std::nullopt},
        {"<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [", ExportFormat::apple_health},
        {"<html>", std::nullopt},
        {"Id,Tz,From,To,Sched,Hours,Rating", ExportFormat::sleep_as_android},
        {"start;end\n", ExportFormat::csv},
        {"a line of words\nand, later, commas", std::nullopt},
        {std::string("\x7f"
                     "ELF\0,,",
                     7),
         std::nullopt},
    }));
    INFO(row.beginning);
    CHECK(recognised(row.beginning) == row.format);
    std::string wide = "\xFF\xFE";
    for (const char letter : row.beginning) wide += {letter, '\0'};
    const bool plain = row.beginning.find('\xEF') == std::string::npos && row.beginning.find('\0') == std::string::npos;
    if (plain && row.format != ExportFormat::zip) CHECK(recognised(wide) == row.format);
}

TEST_CASE("thousands of records of one night are settled at once", "[import]") {
    std::vector<ExportedSleep> versions;
    std::vector<ExportedSleep> pieces;
    const auto start = iso_moment("2026-03-05T22:00")->shown;
    for (int i = 0; i < 3000; ++i) {
        ExportedSleep version = sleep("2026-03-05T23:00", "2026-03-06T06:00");
        version.night.vendor.push_back({"score", static_cast<double>(i)});
        versions.push_back(version);
        const auto from = start + std::chrono::seconds{20 * i};
        ExportedSleep piece =
            sleep(to_string(Moment{from, {}}), to_string(Moment{from + std::chrono::seconds{10}, {}}));
        piece.night.vendor.push_back({"score", static_cast<double>(i)});
        pieces.push_back(piece);
    }
    const ImportedLog log = united_file(versions);
    CHECK(log.nights == 1);
    CHECK(told(log.left_out) ==
          "2980: overlapping a record with which they cannot make one sleep\n"
          "19: the same sleep recorded once more, used only where the better record has nothing\n");
    CHECK(united_file(pieces).joined == 3000 - 30);
}
