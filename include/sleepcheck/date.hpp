#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sleepcheck {

/// A day of the calendar, in no zone. Counts in days, so that dates can be added and subtracted.
using Date = std::chrono::local_days;

/// Nobody's diary is older or reaches further; a date outside is taken for a slip.
inline constexpr int first_year = 1900;
inline constexpr int last_year = 2200;

/// Reads "2026-03-06". Empty for everything else: a day that the calendar does not have, a year before `first_year` or
/// after `last_year`.
std::optional<Date> calendar_date(std::string_view text);

/// "2026-03-06".
std::string to_string(Date date);

/// Saturday or Sunday.
bool is_weekend(Date date);

/// A time of day, to the second; 0 is midnight.
std::chrono::seconds time_of_day(std::chrono::local_seconds shown);

/// Reads "7:05", "07:05" or "07:05:30" as seconds after midnight. Empty for everything else, 24:00 included.
std::optional<std::chrono::seconds> time_to_the_second(std::string_view text);

/// "07:05", or "07:05:30" where there are seconds.
std::string written_time(std::chrono::seconds after_midnight);

/// What a clock on the wall showed, with the date, and how far that clock was ahead of UTC.
struct Moment {
    std::chrono::local_seconds shown{};
    std::optional<std::chrono::seconds> ahead;  ///< empty: no zone is known, and a change of the clocks goes unseen

    friend bool operator==(const Moment&, const Moment&) = default;
};

/// Reads ISO 8601 with date and time: "2026-03-06T22:30", with or without seconds (a fraction of them is cut off), with
/// or without an offset ("Z", "+01:00", "-0330"). Without an offset `ahead` is empty.
std::optional<Moment> iso_moment(std::string_view text);

/// "2026-03-06T22:30+01:00"; seconds only where there are some, the offset only where it is known.
std::string to_string(const Moment& moment);

/// The time that went by, negative when `to` was first. Exact when both offsets are known; else as the clocks on the
/// wall showed it.
std::chrono::seconds elapsed(const Moment& from, const Moment& to);

}  // namespace sleepcheck
