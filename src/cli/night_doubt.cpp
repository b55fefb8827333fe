#include "cli/night_doubt.hpp"

#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <vector>

#include "sleepcheck/clock.hpp"

namespace sleepcheck::cli {

namespace {

/// A point of the night that is known.
struct Point {
    std::string_view words;
    ClockTime time;
};

constexpr std::string_view falling_asleep = "falling asleep";

int whole(Minutes minutes) {
    return static_cast<int>(std::chrono::round<std::chrono::minutes>(minutes).count());
}

ClockTime clock_of(const NightTime& time) {
    return {whole(std::chrono::floor<std::chrono::minutes>(time_of_day(time.moment.shown)))};
}

/// In the order of the night.
std::vector<Point> points_of(const Night& night, const SaidTimes& said) {
    std::vector<Point> points;
    if (said.into_bed) points.push_back({"going to bed", clock_of(night.into_bed)});
    if (night.tried_to_sleep) points.push_back({"trying to sleep", clock_of(*night.tried_to_sleep)});
    if (night.sleep_onset) {
        points.push_back({falling_asleep, clock_of(*night.sleep_onset)});
    } else if (night.tried_to_sleep && night.latency_to_sleep_onset) {
        const int onset = clock_of(*night.tried_to_sleep).minutes + whole(*night.latency_to_sleep_onset);
        points.push_back({falling_asleep, {onset % minutes_per_day}});
    }
    if (said.final_awakening) points.push_back({"waking for good", clock_of(night.final_awakening)});
    if (night.out_of_bed) points.push_back({"getting out of bed", clock_of(*night.out_of_bed)});
    return points;
}

/// Morning and evening are mistaken for each other most often, and an order that is wrong shows as a very long step,
/// too.
std::string doubt_about_steps(const std::vector<Point>& points) {
    constexpr int long_step = minutes_per_day / 2;
    int length = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto& [from, start] = points[i - 1];
        const auto& [to, end] = points[i];
        const int step = minutes_forward(start, end);
        length += step;
        if (step >= long_step) {
            return fmt::format(
                "From {} ({}) to {} ({}) that is {}. Is one of them a slip, or morning for evening? The same answer "
                "again is taken; b goes back.",
                from, to_string(start), to, to_string(end), length_words(Minutes{step}));
        }
    }
    if (length <= minutes_per_day) return {};
    return "With that, the night would be longer than a day: is one of the times a slip? b goes back.";
}

std::string doubt_about_minutes_awake(const Night& night, const std::vector<Point>& points, const SaidTimes& said) {
    if (!night.wake_after_sleep_onset || !said.final_awakening) return {};
    for (const Point& point : points) {
        if (point.words != falling_asleep) continue;
        const int period = minutes_forward(point.time, clock_of(night.final_awakening));
        if (whole(*night.wake_after_sleep_onset) <= period) return {};
        return fmt::format("From falling asleep to waking for good there are only {}. The same answer again is taken.",
                           length_words(Minutes{period}));
    }
    return {};
}

}  // namespace

std::string doubt_about(const Night& night, const SaidTimes& said) {
    const std::vector<Point> points = points_of(night, said);
    const std::string about_steps = doubt_about_steps(points);
    return about_steps.empty() ? doubt_about_minutes_awake(night, points, said) : about_steps;
}

std::string clock_words(const NightTime& time) {
    return to_string(clock_of(time));
}

std::string length_words(Minutes length) {
    const int minutes = whole(length);
    if (minutes < minutes_per_hour) return fmt::format("{} min", minutes);
    return fmt::format("{} h {} min", minutes / minutes_per_hour, minutes % minutes_per_hour);
}

}  // namespace sleepcheck::cli
