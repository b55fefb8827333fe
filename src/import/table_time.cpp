#include "import/table_time.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "import/csv.hpp"

namespace sleepcheck {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::string_view take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool take(std::string_view& text, char letter) {
    if (text.empty() || text.front() != letter) return false;
    text.remove_prefix(1);
    return true;
}

void take_blanks(std::string_view& text) {
    while (take(text, ' ')) continue;
}

std::optional<TableMoment> counted_moment(std::string_view text) {
    constexpr std::size_t of_seconds = 10;
    constexpr std::size_t of_milliseconds = 13;
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || !is_digit(text.front())) return std::nullopt;
    if (text.size() == of_milliseconds) {
        count /= 1000;
    } else if (text.size() != of_seconds) {
        return std::nullopt;
    }
    constexpr std::int64_t end_of_2200 = 7'289'654'400;
    if (count >= end_of_2200) return std::nullopt;
    return TableMoment{{std::chrono::local_seconds{std::chrono::seconds{count}}, std::chrono::seconds{0}}, true};
}

/// "2026-03-06" from any way to write a date; empty when it is none.
std::string take_date(std::string_view& text, DateOrder order) {
    const std::string_view first = take_digits(text);
    const char separator = text.empty() ? '\0' : text.front();
    if (separator != '-' && separator != '/' && separator != '.') return {};
    const auto next = [&] {
        if (!take(text, separator)) return std::string_view();
        if (separator == '.') take_blanks(text);
        return take_digits(text);
    };
    const std::string_view second = next();
    const std::string_view third = next();
    constexpr std::size_t of_year = 4;
    const auto short_enough = [](std::string_view digits) { return digits.size() == 1 || digits.size() == 2; };
    if (!short_enough(second)) return {};
    if (first.size() == of_year && short_enough(third)) return fmt::format("{}-{:0>2}-{:0>2}", first, second, third);
    if (!short_enough(first) || third.size() != of_year) return {};
    const bool day_first = order == DateOrder::day_first;
    return fmt::format("{}-{:0>2}-{:0>2}", third, day_first ? second : first, day_first ? first : second);
}

/// 'A' or 'P' of AM and PM in any letters; 0 when there is neither.
char take_half_of_day(std::string_view& text) {
    if (text.size() < 2 || (text[1] != 'M' && text[1] != 'm')) return '\0';
    const char letter = text[0] == 'a' || text[0] == 'A' ? 'A' : text[0] == 'p' || text[0] == 'P' ? 'P' : '\0';
    if (letter != '\0') text.remove_prefix(2);
    return letter;
}

/// "22:30:00" from "10:30 PM" and the like; empty when it is no time.
std::string take_time(std::string_view& text) {
    const std::string_view hours = take_digits(text);
    if (hours.empty() || hours.size() > 2 || !take(text, ':')) return {};
    const std::string_view minutes = take_digits(text);
    std::string_view seconds = "00";
    if (take(text, ':')) seconds = take_digits(text);
    if (take(text, '.')) take_digits(text);
    take_blanks(text);
    int hour = 0;
    std::from_chars(hours.data(), hours.data() + hours.size(), hour);
    const char half = take_half_of_day(text);
    if (half != '\0') {
        if (hour < 1 || hour > 12) return {};
        hour = hour % 12 + (half == 'P' ? 12 : 0);
    }
    take_blanks(text);
    if (minutes.size() != 2 || seconds.size() != 2) return {};
    return fmt::format("{:02}:{}:{}", hour, minutes, seconds);
}

}  // namespace

std::optional<TableMoment> table_moment(std::string_view text, DateOrder order) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (const auto moment = counted_moment(text)) return moment;
    const std::string date = take_date(text, order);
    if (date.empty()) return std::nullopt;
    take(text, ',');
    if (!take(text, 'T')) take_blanks(text);
    const std::string time = take_time(text);
    if (time.empty()) return std::nullopt;
    // What is left is the offset from UTC, if any.
    const auto moment = iso_moment(fmt::format("{}T{}{}", date, time, text));
    return moment ? std::optional(TableMoment{*moment, false}) : std::nullopt;
}

std::optional<Date> table_date(std::string_view text, DateOrder order) {
    text = trimmed(text);
    const std::string date = take_date(text, order);
    return text.empty() ? calendar_date(date) : std::nullopt;
}

std::optional<std::chrono::seconds> table_clock(std::string_view text) {
    text = trimmed(text);
    const std::string time = take_time(text);
    return text.empty() ? time_to_the_second(time) : std::nullopt;
}

}  // namespace sleepcheck
