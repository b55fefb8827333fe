#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sleepcheck {

/// A time of day, to the minute, without date or zone: 0 is midnight, 1439 is 23:59.
struct ClockTime {
    int minutes = 0;

    friend constexpr bool operator==(ClockTime, ClockTime) = default;
};

inline constexpr int minutes_per_hour = 60;
inline constexpr int minutes_per_day = 24 * minutes_per_hour;

/// Reads "7:05" or "07:05" (24 hours). Empty for everything else, 24:00 included.
std::optional<ClockTime> clock_time(std::string_view text);

/// Reads a time as people say it, too: besides the above "11:30 pm", "11:30pm", "7 am" (12 am is midnight, 12 pm noon).
/// Empty for everything else; a bare "7" could be morning or evening.
std::optional<ClockTime> spoken_clock_time(std::string_view text);

/// "07:05".
std::string to_string(ClockTime time);

/// Minutes from one time of day forward to the other, 0 up to 1439. The one place where midnight is crossed.
constexpr int minutes_forward(ClockTime from, ClockTime to) {
    return (to.minutes - from.minutes + minutes_per_day) % minutes_per_day;
}

}  // namespace sleepcheck
