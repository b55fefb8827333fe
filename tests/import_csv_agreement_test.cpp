// The real tables that lie beside the checkout, against what other programs and reference implementations make of them.

#include <catch2/catch.hpp>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "shared_exports.hpp"
#include "sleepcheck/import.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

std::int64_t instant(const NightTime& time) {
    return (time.moment.shown.time_since_epoch() - *time.moment.ahead).count();
}

double minutes_between(const NightTime& from, const NightTime& to) {
    return Minutes(elapsed(from.moment, to.moment)).count();
}

std::string iso(std::int64_t seconds, const Zone& zone) {
    return to_string(zone.shown_at(std::chrono::sys_seconds{std::chrono::seconds{seconds}}));
}

/// Mean and spread of times of day round the clock, in minutes.
struct Circular {
    double mean = 0;
    double deviation = 0;
};

Circular circular(const std::vector<double>& minutes) {
    constexpr double turn = 2 * 3.14159265358979323846;
    double sine = 0;
    double cosine = 0;
    for (const double minute : minutes) {
        sine += std::sin(minute / 1440 * turn);
        cosine += std::cos(minute / 1440 * turn);
    }
    const double length = std::hypot(sine, cosine) / static_cast<double>(minutes.size());
    const double mean = std::atan2(sine, cosine) / turn * 1440;
    return {mean < 0 ? mean + 1440 : mean, std::sqrt(-2 * std::log(length)) / turn * 1440};
}

double minute_of_day(const NightTime& time) {
    return Minutes(time_of_day(time.moment.shown)).count();
}

}  // namespace

TEST_CASE("real Sleepmeter diaries come to what the formulas of sleep diaries say") {
    const auto text = shared_export("sleepmeter/expected.reference-csd.json");
    if (!text) return;
    std::size_t compared = 0;
    const json all = json::parse(*text);
    for (const auto& [file, expected] : all["files"].items()) {
        const auto csv = shared_export("sleepmeter/" + file);
        if (!csv) return;
        INFO(file);
        const ReadExport result = read_csv(*csv, file, {});
        CHECK(first_problem(result.problems) == "");
        CHECK(result.left_out.empty());
        for (const auto& row : expected["rows"]) {
            const auto as_expected = [&](const ExportedSleep& sleep) {
                const Night& night = sleep.night;
                const auto same = [](const NightTime& time, const json& moment) {
                    return elapsed(time.moment, *iso_moment(moment.get<std::string>())).count() == 0;
                };
                const double period = minutes_between(*night.sleep_onset, night.final_awakening);
                return same(night.into_bed, row["bedtime"]) && same(*night.sleep_onset, row["sleep"]) &&
                       same(night.final_awakening, row["wake"]) &&
                       minutes_between(*night.tried_to_sleep, *night.sleep_onset) == row["sol_min"].get<double>() &&
                       period == row["spt_min"].get<double>() &&
                       night.number_of_awakenings == row["awakenings"].get<int>() &&
                       night.wake_after_sleep_onset->count() == row["waso_min"].get<double>() &&
                       period - night.wake_after_sleep_onset->count() == row["tst_min"].get<double>() &&
                       std::get<double>(night.vendor.at(0).value) == std::stod(row["quality"].get<std::string>());
            };
            CHECK(std::any_of(result.sleeps.begin(), result.sleeps.end(), as_expected));
            ++compared;
        }
    }
    CHECK(compared == 17);
}

TEST_CASE("real Sleepmeter diaries have the sleeps that sleepdiary reads in them") {
    const auto text = shared_export("sleepmeter/expected.sleepdiary-core.json");
    if (!text) return;
    const json all = json::parse(*text);
    for (const auto& [file, expected] : all.items()) {
        const auto csv = shared_export("sleepmeter/" + file);
        if (!csv) return;
        INFO(file);
        std::multimap<std::int64_t, std::int64_t> theirs;
        std::multimap<std::int64_t, std::int64_t> ours;
        for (const auto& record : expected["standard_records"]) {
            if (record["status"] != "asleep") continue;
            theirs.emplace(record["start"].get<std::int64_t>() / 1000, record["end"].get<std::int64_t>() / 1000);
        }
        for (const ExportedSleep& sleep : read_csv(*csv, file, {}).sleeps) {
            ours.emplace(instant(*sleep.night.sleep_onset), instant(sleep.night.final_awakening));
        }
        CHECK(ours == theirs);
    }
}

TEST_CASE("the real Plees Tracker table has the sleeps that sleepdiary reads in it") {
    const auto text = shared_export("plees_tracker/expected.sleepdiary-core.json");
    const auto csv = shared_export("plees_tracker/plees-tracker.csv");
    if (!text || !csv) return;
    const json all = json::parse(*text);
    const json& records = all["plees-tracker.csv"]["standard_records"];
    const ReadExport result = read_csv(*csv, "plees-tracker.csv", {});
    CHECK(first_problem(result.problems) == "");
    REQUIRE(result.sleeps.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(instant(result.sleeps[i].night.into_bed) == records[i]["start"].get<std::int64_t>() / 1000);
        CHECK(instant(result.sleeps[i].night.final_awakening) == records[i]["end"].get<std::int64_t>() / 1000);
    }
}

TEST_CASE("the real Sleep Cycle table without times is refused") {
    const auto csv = shared_export("sleep_cycle/luiszugasti-user_history.csv");
    if (!csv) return;
    CHECK(first_problem(read_csv(*csv, "history.csv", {}).problems) ==
          "history.csv:1:1: no app is known whose table has this header");
}

TEST_CASE("a real table of intervals comes to the reference's times of the day") {
    const auto text = shared_export("generic_intervals/expected.reference-timing-summary.json");
    const auto csv = shared_export("generic_intervals/welltory-sleep.csv");
    if (!text || !csv) return;
    const ReadExport result =
        read_csv(*csv, "sleep.csv",
                 {{{"start", "sleep_begin"}, {"end", "sleep_end"}, {"source", "user_code"}, {"notes", "day"}}});
    CHECK(first_problem(result.problems) == "");
    std::size_t users = 0;
    const json all = json::parse(*text);
    for (const auto& [series, expected] : all["series"].items()) {
        if (series.compare(0, 9, "welltory-") != 0) continue;
        INFO(series);
        // The reference takes the longest sleep of what the vendor calls a day.
        std::map<std::string, Night> main_sleeps;
        for (const ExportedSleep& sleep : result.sleeps) {
            if (sleep.source != series.substr(9)) continue;
            Night& longest = main_sleeps.try_emplace(*sleep.night.notes, sleep.night).first->second;
            if (minutes_between(sleep.night.into_bed, sleep.night.final_awakening) >
                minutes_between(longest.into_bed, longest.final_awakening)) {
                longest = sleep.night;
            }
        }
        std::vector<double> onsets;
        std::vector<double> ends;
        std::vector<double> middles;
        for (const auto& [day, night] : main_sleeps) {
            onsets.push_back(minute_of_day(night.into_bed));
            ends.push_back(minute_of_day(night.final_awakening));
            middles.push_back(onsets.back() + minutes_between(night.into_bed, night.final_awakening) / 2);
        }
        CHECK(main_sleeps.size() == expected["nights"].get<std::size_t>());
        const auto compare = [](const std::vector<double>& values, const json& with) {
            CHECK(circular(values).mean == Approx(with["circ_mean_min"].get<double>()).margin(0.001));
            CHECK(circular(values).deviation == Approx(with["circ_sd_min"].get<double>()).margin(0.001));
        };
        compare(onsets, expected["onset"]);
        compare(ends, expected["offset"]);
        compare(middles, expected["midsleep"]);
        ++users;
    }
    CHECK(users >= 3);
}

TEST_CASE("nights of Withings come to the parts that its makers give") {
    const auto text = shared_export("withings/expected.vendor-and-derived.json");
    if (!text) return;
    std::size_t compared = 0;
    const json all = json::parse(*text);
    for (const auto& [name, expected] : all["files"].items()) {
        const auto answer = shared_export("withings/python-withings-sleep_summary-" + name + ".json");
        if (!answer) return;
        std::string table =
            "from,to,\"light (s)\",\"deep (s)\",\"rem (s)\",\"awake (s)\",\"wake up\",\"Duration to sleep (s)\","
            "\"Duration to wake up (s)\"\n";
        const json whole = json::parse(*answer);
        const json& series = whole["body"]["series"];
        for (const auto& night : series) {
            const auto zone = find_zone(night["timezone"].get<std::string>());
            REQUIRE(zone);
            const auto& data = night["data"];
            const auto number = [&](const char* key) { return data.value(key, 0); };
            table += fmt::format("{},{},{},{},{},{},{},{},{}\n", iso(night["startdate"].get<std::int64_t>(), *zone),
                                 iso(night["enddate"].get<std::int64_t>(), *zone), number("lightsleepduration"),
                                 number("deepsleepduration"), number("remsleepduration"), number("wakeupduration"),
                                 number("wakeupcount"), number("durationtosleep"), number("durationtowakeup"));
        }
        const ReadExport result = read_csv(table, name, {});
        CHECK(first_problem(result.problems) == "");
        REQUIRE(result.sleeps.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const Night& night = result.sleeps[i].night;
            INFO(name << " " << expected[i].dump());
            CHECK(to_string(night.date) == expected[i]["date"].get<std::string>());
            REQUIRE(night.out_of_bed);
            CHECK(minutes_between(night.into_bed, *night.out_of_bed) * 60 ==
                  Approx(expected[i]["span_s"].get<double>()));
            CHECK(minutes_between(night.final_awakening, *night.out_of_bed) * 60 ==
                  Approx(expected[i]["terminal_wake_s"].get<double>()));
            if (expected[i]["sol_s"].get<int>() == 0) {
                CHECK(!night.latency_to_sleep_onset);
                continue;
            }
            CHECK(night.latency_to_sleep_onset->count() * 60 == Approx(expected[i]["sol_s"].get<double>()));
            const double period = minutes_between(*night.sleep_onset, night.final_awakening) * 60;
            CHECK(period == Approx(expected[i]["spt_s"].get<double>()));
            REQUIRE(night.wake_after_sleep_onset);
            CHECK(night.wake_after_sleep_onset->count() * 60 == Approx(expected[i]["waso_s"].get<double>()));
            CHECK(period - night.wake_after_sleep_onset->count() * 60 == Approx(expected[i]["tst_s"].get<double>()));
            ++compared;
        }
    }
    CHECK(compared > 0);
}
