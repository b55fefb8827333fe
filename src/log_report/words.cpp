#include "log_report/words.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::size_t short_month = 3;

constexpr std::array<std::string_view, quantity_count> short_names{{
    "TIB",     "TIB (net)", "SOL",      "NWAK",       "NWAK5",    "WASO",     "TWAK",     "EMA",
    "SPT",     "TST",       "SE (TIB)", "SE (ATR)",   "SE (DSE)", "SE (SPT)", "midsleep", "awakening index",
    "quality", "rested",    "naps",     "TST (24 h)",
}};

unsigned day_of(const std::chrono::year_month_day& date) {
    return static_cast<unsigned>(date.day());
}

std::string_view month_of(const std::chrono::year_month_day& date) {
    return months[static_cast<unsigned>(date.month()) - 1];
}

}  // namespace

std::string spoken_length(double minutes) {
    const long long whole = std::llround(std::abs(minutes));
    const std::string_view sign = minutes < 0 && whole > 0 ? "-" : "";
    if (whole < minutes_per_hour) return fmt::format("{}{} min", sign, whole);
    const long long rest = whole % minutes_per_hour;
    return rest == 0 ? fmt::format("{}{} h", sign, whole / minutes_per_hour)
                     : fmt::format("{}{} h {} min", sign, whole / minutes_per_hour, rest);
}

std::string spoken_clock(double minutes_after_midnight) {
    const long long whole = std::llround(minutes_after_midnight) % minutes_per_day;
    return to_string(ClockTime{static_cast<int>((whole + minutes_per_day) % minutes_per_day)});
}

std::string spoken_number(double number, int digits) {
    std::string text = fmt::format("{:.{}f}", number, digits);
    if (digits > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string spoken_difference(double number, int digits) {
    const std::string text = spoken_number(number, digits);
    return text == "0" || text.front() == '-' ? text : "+" + text;
}

std::string spoken_value(Quantity quantity, double value) {
    const std::string_view unit = words_for(quantity).unit;
    if (unit == "min") return spoken_length(value);
    if (unit == "time of day") return spoken_clock(value);
    const std::string number = spoken_number(value, digits_of(quantity));
    return unit.empty() ? number : fmt::format("{} {}", number, unit);
}

std::string short_date(Date date) {
    const std::chrono::year_month_day parts{date};
    const std::chrono::weekday weekday{date};
    return fmt::format("{} {:>2} {}", weekdays[weekday.c_encoding()], day_of(parts),
                       month_of(parts).substr(0, short_month));
}

std::string long_date(Date date) {
    const std::chrono::year_month_day parts{date};
    return fmt::format("{} {} {}", day_of(parts), month_of(parts), static_cast<int>(parts.year()));
}

std::string spoken_days(Date first, Date last) {
    const std::chrono::year_month_day from{first};
    const std::chrono::year_month_day to{last};
    const std::string end = fmt::format("{} {}", day_of(to), month_of(to).substr(0, short_month));
    if (from.month() == to.month()) return fmt::format("{} to {}", day_of(from), end);
    return fmt::format("{} {} to {}", day_of(from), month_of(from).substr(0, short_month), end);
}

std::string_view short_name(Quantity quantity) {
    return short_names[index_of(quantity)];
}

std::string full_name(Quantity quantity) {
    const QuantityWords& words = words_for(quantity);
    const std::string_view name = short_name(quantity);
    const std::string both = name == words.name ? std::string(name) : fmt::format("{}, {}", name, words.name);
    return words.unit.empty() ? both : fmt::format("{}, {}", both, words.unit);
}

int digits_of(Quantity quantity) {
    const std::string_view unit = words_for(quantity).unit;
    return unit == "min" || unit == "%" || unit == "time of day" ? 0 : 1;
}

}  // namespace sleepcheck
