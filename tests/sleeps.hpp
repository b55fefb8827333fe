#pragma once

#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "sleepcheck/import.hpp"

/// Made-up sleeps of trackers, and words for what comes of them.
namespace sleeps {

using namespace sleepcheck;

inline NightTime at(const std::string& iso) {
    const auto moment = iso_moment(iso);
    if (!moment) throw std::invalid_argument(iso);
    return {*moment, moment->ahead.has_value()};
}

inline Segment segment(const std::string& from, const std::string& to, SleepState state,
                       std::optional<Stage> stage = {}) {
    return {at(from), at(to), state, stage};
}

/// A sleep with nothing but its times.
inline ExportedSleep sleep(const std::string& from, const std::string& to, const std::string& source = "") {
    Night night;
    night.into_bed = at(from);
    night.final_awakening = at(to);
    night.out_of_bed = at(to);
    night.date = std::chrono::floor<std::chrono::days>(night.final_awakening.moment.shown);
    return {night, source};
}

/// A sleep in which the tracker saw these stretches of sleep, and was awake in between.
inline ExportedSleep scored(const std::string& from, const std::string& to,
                            const std::vector<std::pair<std::string, std::string>>& asleep,
                            const std::string& source = "", std::optional<Stage> stage = {}) {
    ExportedSleep result = sleep(from, to, source);
    NightTime reached = at(from);
    for (const auto& [start, end] : asleep) {
        if (at(start) != reached) {
            result.night.segments.push_back({reached, at(start), SleepState::awake, std::nullopt});
        }
        result.night.segments.push_back(segment(start, end, SleepState::asleep, stage));
        reached = at(end);
    }
    result.night.sleep_onset = at(asleep.front().first);
    result.night.final_awakening = reached;
    if (at(to) != reached) result.night.segments.push_back({reached, at(to), SleepState::awake, std::nullopt});
    return result;
}

inline ReadExport file_of(std::vector<ExportedSleep> sleeps, const std::string& name = "Made up") {
    ReadExport read;
    read.sleeps = std::move(sleeps);
    read.name = name;
    return read;
}

inline std::string told(const std::vector<Segment>& segments) {
    static const std::string letters = "SW?";
    std::string text;
    for (const Segment& segment : segments) {
        text += fmt::format("{}{} {}-{}", text.empty() ? "" : ", ", letters[static_cast<std::size_t>(segment.state)],
                            written_time(time_of_day(segment.start.moment.shown)),
                            written_time(time_of_day(segment.end.moment.shown)));
    }
    return text;
}

/// "2026-03-06 main 2026-03-05T22:30..23:00..06:00..06:30", a line each.
inline std::string told(const Diary& diary) {
    const auto clock = [](const std::optional<NightTime>& time) {
        return time ? written_time(time_of_day(time->moment.shown)) : std::string("?");
    };
    std::string text;
    for (const Night& night : diary.nights) {
        text += fmt::format("{} {} {} {} {} {}\n", to_string(night.date), is_main(night) ? "main" : "nap",
                            to_string(night.into_bed.moment), clock(night.sleep_onset), clock(night.final_awakening),
                            clock(night.out_of_bed));
    }
    return text;
}

inline std::string told(const std::vector<LeftOut>& left_out) {
    std::string text;
    for (const LeftOut& each : left_out) text += fmt::format("{}: {}\n", each.count, each.why);
    return text;
}

inline std::string told(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        text += fmt::format("{}:{}: {} | {}\n", problem.place.line, problem.place.column, problem.what, problem.cure);
    }
    return text;
}

}  // namespace sleeps
