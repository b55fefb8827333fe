#include "sleepcheck/clock.hpp"

#include <fmt/format.h>

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

std::string to_string(ClockTime time) {
    return fmt::format("{:02}:{:02}", time.minutes / minutes_per_hour, time.minutes % minutes_per_hour);
}

}  // namespace sleepcheck
