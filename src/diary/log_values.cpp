#include "diary/log_values.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

using json::Value;

namespace {

bool is_number(const Value& value) {
    return value.is(Value::Type::integer) || value.is(Value::Type::number);
}

bool is_container(const Value& value) {
    return value.is(Value::Type::list) || value.is(Value::Type::object);
}

/// For a value that is no number; one that is needs no word about it.
std::string how_to_write_a_number(const Value& value) {
    return is_number(value) ? std::string{} : "write the number without quotes";
}

constexpr std::string_view how_to_write_a_time =
    R"(hours 0 to 23 and minutes 00 to 59 in quotes, or date, time and offset: "2026-03-06T22:30+01:00")";

}  // namespace

std::optional<bool> LogValues::truth(const Value& value) {
    if (value.is(Value::Type::null)) return std::nullopt;
    if (value.is(Value::Type::boolean)) return value.boolean;
    return unexpected(value, "true or false", "without quotes; leave it out, or write null, when it is not known");
}

std::optional<double> LogValues::number(const Value& value, double least, double most) {
    if (value.is(Value::Type::null)) return std::nullopt;
    if (is_number(value) && value.number >= least && value.number <= most) {
        return value.number + 0.0;  // a zero has no sign
    }
    return unexpected(value, fmt::format("a number from {} to {}", least, most), how_to_write_a_number(value));
}

std::optional<int> LogValues::whole_number(const Value& value, int least, int most) {
    if (value.is(Value::Type::null)) return std::nullopt;
    const bool whole = is_number(value) && value.number == std::floor(value.number);
    if (whole && value.number >= least && value.number <= most) return static_cast<int>(value.number);
    return unexpected(value, fmt::format("a whole number from {} to {}", least, most), how_to_write_a_number(value));
}

std::optional<Minutes> LogValues::minutes(const Value& value) {
    constexpr double most = 24 * 60;
    const auto count = number(value, 0, most);
    return count ? std::optional(Minutes{*count}) : std::nullopt;
}

std::optional<std::string> LogValues::text(const Value& value) {
    if (value.is(Value::Type::null)) return std::nullopt;
    if (value.is(Value::Type::text)) return value.text;
    return unexpected(value, "text", "write it in double quotes");
}

std::optional<Date> LogValues::date(const Value& value) {
    if (value.is(Value::Type::text)) {
        if (const auto date = calendar_date(value.text)) return date;
    }
    return unexpected(value, fmt::format("a date from {} to {}", first_year, last_year),
                      R"(year, month and day in quotes: "2026-03-06")");
}

std::optional<std::chrono::seconds> LogValues::clock(const Value& value) {
    if (value.is(Value::Type::null)) return std::nullopt;
    if (value.is(Value::Type::text)) {
        if (const auto clock = time_to_the_second(value.text)) return clock;
    }
    return unexpected(value, "a time of day", R"(hours 0 to 23 and minutes 00 to 59 in quotes: "22:30")");
}

std::optional<WrittenTime> LogValues::time(const Value& value) {
    if (value.is(Value::Type::null)) return std::nullopt;
    if (value.is(Value::Type::text)) {
        if (const auto clock = time_to_the_second(value.text)) return WrittenTime{*clock, std::nullopt, &value};
        if (const auto dated = iso_moment(value.text)) return WrittenTime{{}, dated, &value};
        if (value.text == "24:00") return unexpected(value, "a time", R"(midnight is "00:00")");
    }
    return unexpected(value, "a time", std::string(how_to_write_a_time));
}

std::nullopt_t LogValues::no_such_word(const Value& value, const std::vector<std::string>& words) {
    std::vector<std::string> quoted;
    for (const auto& word : words) quoted.push_back('"' + word + '"');
    const std::string expected = listed(quoted, " or ");
    if (!value.is(Value::Type::text)) return unexpected(value, expected, "write the word in double quotes");
    const auto near = private_ ? std::nullopt : nearest(value.text, words);
    return unexpected(value, expected, near ? fmt::format("did you mean \"{}\"?", *near) : std::string{});
}

void LogValues::complain(const Value& value, std::string what, std::string cure) {
    complain(value.mark, value, std::move(what), std::move(cure));
}

void LogValues::complain(const json::Mark& mark, const Value& value, std::string what, std::string cure) {
    log_.complain(in_log(mark), part_.pointer_to(value), std::move(what), std::move(cure));
}

void LogValues::warn(const Value& value, std::string what, std::string cure) {
    log_.warn(in_log(value.mark), part_.pointer_to(value), std::move(what), std::move(cure));
}

void LogValues::unknown_key(const json::Member& member, const std::vector<std::string>& keys) {
    hide(member);
    const auto near = nearest(member.key, keys);
    complain(member.key_mark, member.value, fmt::format("unknown key \"{}\"", brief(member.key)),
             near ? fmt::format("did you mean \"{}\"?", *near) : "allowed here: " + listed(keys));
}

void LogValues::hide(const json::Member& member) {
    const std::size_t end = member.value.mark.offset + member.value.mark.length;
    log_.hide(in_log({member.key_mark.offset, end - member.key_mark.offset}));
}

std::nullopt_t LogValues::unexpected(const Value& value, std::string_view expected, std::string cure) {
    std::string got;
    if (is_container(value)) log_.hide(in_log(value.mark));
    if (!private_) {
        constexpr std::size_t longest = 40;
        const bool short_text = value.is(Value::Type::text) && value.text.size() <= longest;
        got = short_text                       ? fmt::format(", got \"{}\"", printable(value.text))
              : value.is(Value::Type::integer) ? fmt::format(", got {}", value.integer)
              : value.is(Value::Type::number)  ? fmt::format(", got {}", value.number)
                                               : fmt::format(", got {}", json::name_of(value.type));
    }
    complain(value, fmt::format("expected {}{}", expected, got), std::move(cure));
    return std::nullopt;
}

}  // namespace sleepcheck
