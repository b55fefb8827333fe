#pragma once

#include <string>
#include <string_view>

#include "sleepcheck/sleep_summary.hpp"

/// Numbers and dates as people read them.
namespace sleepcheck {

/// "6 h 12 min", "45 min", "-8 min".
std::string spoken_length(double minutes);
/// "02:41".
std::string spoken_clock(double minutes_after_midnight);
/// "12", "12.5": at most so many digits behind the point, no needless ones.
std::string spoken_number(double number, int digits);
/// "+8", "-12", "0".
std::string spoken_difference(double number, int digits);
/// Of a quantity, with its unit: "6 h 12 min", "87 %", "2 of 5".
std::string spoken_value(Quantity quantity, double value);

/// "Fri 6 Mar".
std::string short_date(Date date);
/// "6 March 2026".
std::string long_date(Date date);
/// "2 to 8 Mar", "27 Feb to 5 Mar".
std::string spoken_days(Date first, Date last);

/// The abbreviation of the literature: "TST"; a word where there is none.
std::string_view short_name(Quantity quantity);
/// "TST, sleep, min".
std::string full_name(Quantity quantity);

/// How many digits behind the point a figure of this quantity is worth.
int digits_of(Quantity quantity);

}  // namespace sleepcheck
