#pragma once

#include <optional>
#include <string_view>

#include "sleepcheck/date.hpp"

namespace sleepcheck {

/// What 01/02/2026 means where the year stands last. Where it stands first the month follows.
enum class DateOrder : std::uint8_t { day_first, month_first };

/// A date and time as tables write it.
struct TableMoment {
    Moment moment;
    bool counted = false;  ///< as seconds or milliseconds since 1970: an instant, and no clock that showed it
};

/// Reads "2026-03-06 22:30", "06.03.2026 22:30:00", "3/6/2026, 10:30 PM", "06. 03. 2026 22:30", ISO 8601 with or
/// without an offset, and counts since 1970 of 10 digits (seconds) or 13 (milliseconds). Empty for everything else: a
/// date or a time alone, a year of two digits, 25:61.
std::optional<TableMoment> table_moment(std::string_view text, DateOrder order);

/// Reads a date alone, in any of the ways above.
std::optional<Date> table_date(std::string_view text, DateOrder order);

/// Reads a time of day alone: "22:30", "22:30:15", "10:30 PM".
std::optional<std::chrono::seconds> table_clock(std::string_view text);

}  // namespace sleepcheck
