// Oura's sleep, of the API and of account exports.

#include <nlohmann/json.hpp>

#include "broken_exports.hpp"

using namespace sleeps;

namespace {

ReadExport read(const std::string& text) {
    return read_oura(text, "file");
}

std::string record(const std::string& start, const std::string& end, const std::string& more = "") {
    return fmt::format(R"({{"day": "2026-03-06", {}"bedtime_start": "{}", "bedtime_end": "{}"}})", more, start, end);
}

const std::string start = "2026-03-05T23:00:00+01:00";
const std::string scored_night = record(
    start, "2026-03-06T00:02:00+01:00",
    R"("type": "long_sleep", "sleep_phase_5_min": "422114333244", "latency": 0, "efficiency": 90, "average_hrv": null, )");

}  // namespace

TEST_CASE("Oura's digits are phases of five minutes", "[import][oura]") {
    const ReadExport file = read("{\"data\": [" + scored_night + "], \"next_token\": null}");
    CHECK(told(file.problems) == "");
    REQUIRE(file.sleeps.size() == 1);
    const Night& night = file.sleeps.front().night;
    CHECK(told(night.segments) ==
          "W 23:00-23:05, S 23:05-23:15, S 23:15-23:25, W 23:25-23:30, S 23:30-23:45, S 23:45-23:50, W 23:50-00:02");
    CHECK(night.segments[2].stage == Stage::deep);
    CHECK(night.segments[4].stage == Stage::rem);
    CHECK(night.sleep_onset == at("2026-03-05T23:05+01:00"));
    CHECK(night.final_awakening == at("2026-03-05T23:50+01:00"));
    CHECK(night.out_of_bed == at("2026-03-06T00:02+01:00"));
    CHECK(to_string(night.date) == "2026-03-05");
    CHECK_FALSE(night.latency_to_sleep_onset.has_value());
    CHECK(night.vendor == std::vector<VendorValue>{
                              {"day", "2026-03-06"}, {"type", "long_sleep"}, {"latency", 0.0}, {"efficiency", 90.0}});
}

TEST_CASE("Oura's finer phases go before the coarser", "[import][oura]") {
    const ReadExport file =
        read("[" +
             record(start, "2026-03-05T23:02:00+01:00", R"("sleep_phase_5_min": "2", "sleep_phase_30_sec": "4221", )") +
             "]");
    CHECK(told(file.sleeps.at(0).night.segments) == "W 23:00-23:00:30, S 23:00:30-23:01:30, S 23:01:30-23:02");
}

TEST_CASE("an Oura sleep without phases has times alone", "[import][oura]") {
    const ReadExport file = read(record(start, "2026-03-06T06:00:00+01:00", R"("awake_time": 2400, )"));
    const Night& night = file.sleeps.at(0).night;
    CHECK(night.final_awakening == at("2026-03-06T06:00+01:00"));
    CHECK_FALSE(night.out_of_bed.has_value());
    CHECK_FALSE(night.wake_after_sleep_onset.has_value());
    CHECK(night.vendor.back() == VendorValue{"awake_time", 2400.0});
}

TEST_CASE("the offset of an Oura night changes with the clocks", "[import][oura]") {
    const ReadExport file = read("[" +
                                 record("2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00",
                                        "\"sleep_phase_5_min\": \"" + std::string(84, '2') + "\", ") +
                                 "]");
    const Night& night = file.sleeps.at(0).night;
    CHECK(elapsed(night.into_bed.moment, night.out_of_bed->moment) == std::chrono::hours{7});
    CHECK(to_string(night.final_awakening.moment) == "2026-03-29T07:00+02:00");
}

TEST_CASE("what Oura itself calls no sleep is left out and counted", "[import][oura]") {
    const ReadExport file = read(R"({"sleep": [{"type": "deleted", "bedtime_start": null}, {"type": "rest"},
{"type": "sleep", "bedtime_start": "2026-03-05T23:00:00+01:00", "bedtime_end": null},
)" + record(start, start) + "," + record(start, "2026-03-07T00:00:00+01:00") +
                                 "]}");
    CHECK(told(file.problems) == "");
    CHECK(told(file.left_out) ==
          "1: 24 hours or longer\n1: deleted in the app\n1: it ends before it begins\n1: no beginning or no end\n"
          "1: rest, as Oura says, not sleep\n");
    CHECK(file.sleeps.empty());
}

TEST_CASE("what is wrong with an Oura file is told", "[import][oura]") {
    CHECK(told(read("{\"daily\": []}").problems) ==
          "1:1: expected a list of sleeps, or \"data\" with one | of the API, take the answer to \"sleep\", not to "
          "\"daily_sleep\"\n");
    CHECK(told(read("[" + record("2026-13-05T23:00:00+01:00", "2026-03-06T06:00:00+01:00") + "]").problems) ==
          "1:41: expected a date and time, got \"2026-13-05T23:00:00+01:00\" | years 1900 to 2200, hours 0 to 23, "
          "minutes 00 to 59, such as \"2026-03-06T22:30:00\"; export the file again if you did not change it\n");
    const ReadExport strange =
        read("[" + record(start, "2026-03-05T23:10:00+01:00", R"("sleep_phase_5_min": "2x2222", )") + "]");
    CHECK(told(strange.sleeps.at(0).night.segments) == "S 23:00-23:05");
    CHECK(told(strange.warnings) ==
          "1:45: only 1, 2, 3 and 4 stand for phases of sleep | others are taken as unknown\n"
          "1:45: 6 phases are more than fit between going to bed and getting up | what lies behind the end is not "
          "used\n");
}

TEST_CASE("a broken Oura file has a problem or makes a sound log", "[import][oura]") {
    check_broken([](const std::string& text) { return read(text); }, "{\"data\": [" + scored_night + "]}");
}

TEST_CASE("real Oura files keep the maker's figures", "[import][oura]") {
    const std::string expected = real_export("oura/expected.vendor-and-derived.json");
    if (expected.empty()) return;
    const auto files = nlohmann::json::parse(expected)["files"];
    for (const auto& [name, sleeps] : files.items()) {
        const std::string text = real_export("oura/" + name);
        if (text.empty()) continue;
        CHECK(recognised(text) == ExportFormat::oura);
        const ReadExport file = read(text);
        CHECK(told(file.problems) == "");
        std::size_t next = 0;
        for (const auto& sleep : sleeps) {
            if (sleep["type"] == "deleted" || sleep["type"] == "rest" || sleep["bedtime_end"].is_null()) continue;
            INFO(name << " " << sleep["bedtime_start"]);
            REQUIRE(next < file.sleeps.size());
            const Night& night = file.sleeps[next++].night;
            CHECK(night.into_bed == at(sleep["bedtime_start"]));
            for (const auto& [key, value] : sleep["vendor"].items()) {
                if (value.is_null()) continue;
                const auto kept =
                    std::find(night.vendor.begin(), night.vendor.end(), VendorValue{key, value.get<double>()});
                CHECK(kept != night.vendor.end());
            }
            if (sleep["phase5"]["n"] == 0) continue;
            Minutes asleep{0};
            for (const Segment& segment : night.segments) {
                if (segment.state == SleepState::asleep) asleep += elapsed(segment.start.moment, segment.end.moment);
            }
            const double phases = sleep["phase5"]["deep"].get<double>() + sleep["phase5"]["light"].get<double>() +
                                  sleep["phase5"]["rem"].get<double>();
            CHECK(std::abs(asleep.count() - phases) < 5);
        }
        CHECK(next == file.sleeps.size());
    }
}
