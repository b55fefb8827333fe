#include "sleepcheck/clock.hpp"

#include <fmt/format.h>
#include <string>

namespace sleepcheck {

namespace {

bool digit(char letter) {
    return letter >= '0' && letter <= '9';
}

}  // namespace

std::optional<ClockTime> clock_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    int hours = 0;
    for (const char letter : text.substr(0, colon)) {
        if (!digit(letter)) return std::nullopt;
        hours = hours * 10 + (letter - '0');
    }
    if (!digit(text[colon + 1]) || !digit(text[colon + 2])) return std::nullopt;
    const int minutes = (text[colon + 1] - '0') * 10 + (text[colon + 2] - '0');
    if (hours > 23 || minutes > 59) return std::nullopt;
    return ClockTime{hours * minutes_per_hour + minutes};
}

std::optional<ClockTime> spoken_clock_time(std::string_view text) {
    constexpr std::size_t half = 2;  // "am", "pm"
    if (text.size() <= half || (text.back() != 'm' && text.back() != 'M')) return clock_time(text);
    const char letter = text[text.size() - half];
    const bool morning = letter == 'a' || letter == 'A';
    if (!morning && letter != 'p' && letter != 'P') return std::nullopt;
    text.remove_suffix(half);
    if (text.back() == ' ') text.remove_suffix(1);
    const bool whole_hour = text.find(':') == std::string_view::npos;
    const auto time = clock_time(whole_hour ? std::string(text) + ":00" : std::string(text));
    constexpr int noon = 12;
    if (!time || time->minutes < minutes_per_hour || time->minutes >= (noon + 1) * minutes_per_hour)
        return std::nullopt;
    const int since_twelve = time->minutes % (noon * minutes_per_hour);
    return ClockTime{morning ? since_twelve : since_twelve + noon * minutes_per_hour};
}

std::string to_string(ClockTime time) {
    return fmt::format("{:02}:{:02}", time.minutes / minutes_per_hour, time.minutes % minutes_per_hour);
}

}  // namespace sleepcheck
