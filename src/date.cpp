#include "sleepcheck/date.hpp"

#include <fmt/format.h>

#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

using std::chrono::seconds;

/// The number that this many digits at the front write, taken off the text; empty when there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (const char letter : text.substr(0, count)) {
        if (letter < '0' || letter > '9') return std::nullopt;
        number = number * 10 + (letter - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, char letter) {
    if (text.empty() || text.front() != letter) return false;
    text.remove_prefix(1);
    return true;
}

/// Takes the fraction of a second off the text; false when digits are missing.
bool take_fraction(std::string_view& text) {
    if (!take(text, '.') && !take(text, ',')) return true;
    if (!take_digits(text, 1)) return false;
    while (take_digits(text, 1)) continue;
    return true;
}

/// "Z", "+01:00", "+0100" or "+01", and nothing behind it. The world's clocks lie within 14 hours of UTC; older ones
/// within 16.
std::optional<seconds> offset_from_utc(std::string_view text) {
    if (text == "Z" || text == "z") return seconds{0};
    const bool behind = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 15) return std::nullopt;
    int minutes = 0;
    if (!text.empty()) {
        take(text, ':');
        const auto written = take_digits(text, 2);
        if (!written || *written > 59 || !text.empty()) return std::nullopt;
        minutes = *written;
    }
    const auto ahead = std::chrono::hours{*hours} + std::chrono::minutes{minutes};
    return behind ? -ahead : ahead;
}

}  // namespace

std::optional<Date> calendar_date(std::string_view text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day || !text.empty() || *year < first_year || *year > last_year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::string to_string(Date date) {
    const std::chrono::year_month_day parts{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                       static_cast<unsigned>(parts.day()));
}

bool is_weekend(Date date) {
    const std::chrono::weekday day{date};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

seconds time_of_day(std::chrono::local_seconds shown) {
    return shown - std::chrono::floor<std::chrono::days>(shown);
}

std::optional<seconds> time_to_the_second(std::string_view text) {
    const auto colon = text.rfind(':');
    if (const auto time = clock_time(text)) return std::chrono::minutes{time->minutes};
    if (colon == std::string_view::npos) return std::nullopt;
    const auto time = clock_time(text.substr(0, colon));
    std::string_view rest = text.substr(colon + 1);
    const auto second = take_digits(rest, 2);
    if (!time || !second || *second > 59 || !rest.empty()) return std::nullopt;
    return std::chrono::minutes{time->minutes} + seconds{*second};
}

std::string written_time(seconds after_midnight) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(after_midnight);
    const std::string time = to_string(ClockTime{static_cast<int>(minutes.count())});
    const auto rest = (after_midnight - minutes).count();
    return rest == 0 ? time : fmt::format("{}:{:02}", time, rest);
}

std::optional<Moment> iso_moment(std::string_view text) {
    constexpr std::size_t date_length = 10;
    const auto date = calendar_date(text.substr(0, date_length));
    if (!date || text.size() <= date_length) return std::nullopt;
    text.remove_prefix(date_length);
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
    constexpr std::size_t shortest = 5;
    constexpr std::size_t with_seconds = 8;
    const bool has_seconds = text.size() >= with_seconds && text[shortest] == ':';
    const std::size_t length = has_seconds ? with_seconds : shortest;
    const auto time = time_to_the_second(text.substr(0, length));
    if (!time || text.size() < length || text[2] != ':') return std::nullopt;
    text.remove_prefix(length);
    if (has_seconds && !take_fraction(text)) return std::nullopt;
    Moment moment{*date + *time, std::nullopt};
    if (text.empty()) return moment;
    moment.ahead = offset_from_utc(text);
    return moment.ahead ? std::optional(moment) : std::nullopt;
}

std::string to_string(const Moment& moment) {
    const Date date = std::chrono::floor<std::chrono::days>(moment.shown);
    std::string text = to_string(date) + "T" + written_time(time_of_day(moment.shown));
    if (!moment.ahead) return text;
    const auto size = std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(*moment.ahead)).count();
    return text + fmt::format("{}{:02}:{:02}", moment.ahead->count() < 0 ? '-' : '+', size / 60, size % 60);
}

seconds elapsed(const Moment& from, const Moment& to) {
    const seconds on_the_wall = to.shown - from.shown;
    if (!from.ahead || !to.ahead) return on_the_wall;
    return on_the_wall - (*to.ahead - *from.ahead);
}

}  // namespace sleepcheck
