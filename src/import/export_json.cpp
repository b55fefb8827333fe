#include "import/export_json.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

using json::Value;

namespace {

/// Some five years of nights with their stages; files of makers hold a month, or a hundred nights.
constexpr std::size_t most_values = 1'000'000;

/// A day in milliseconds, the smallest unit that any maker counts in.
constexpr double largest_figure = 86'400'000;

bool is_number(const Value& value) {
    return value.is(Value::Type::integer) || value.is(Value::Type::number);
}

void sort_by_place(Problems& problems) {
    const auto place = [](const Problem& problem) { return std::tie(problem.place.line, problem.place.column); };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& left, const Problem& right) { return place(left) < place(right); });
}

}  // namespace

ExportJson::ExportJson(std::string_view text, std::string file, std::string name)
    : source_{std::move(file), std::string(text)}, document_(json::parse(source_, most_values)) {
    read_.name = std::move(name);
    read_.problems = document_.problems;
}

void ExportJson::complain(const Value& value, std::string what, std::string cure) {
    if (enough_problems()) return;
    read_.problems.push_back(json::problem_at(source_, value.mark, json::pointer_to(document_.root, value),
                                              std::move(what), std::move(cure)));
}

void ExportJson::warn(const Value& value, std::string what, std::string cure) {
    if (read_.warnings.size() >= json::most_problems) return;
    const json::Mark mark{value.mark.offset, 1};
    read_.warnings.push_back(
        json::problem_at(source_, mark, json::pointer_to(document_.root, value), std::move(what), std::move(cure)));
}

void ExportJson::leave_out(const Value& record, const std::string& why, std::string cure) {
    left_out_.add(why);
    warn(record, fmt::format("this record is left out: {}", why), std::move(cure));
}

std::vector<const Value*> ExportJson::records(const std::vector<std::string_view>& keys, std::string_view own_key,
                                              std::string expected, std::string cure) {
    std::vector<const Value*> result;
    if (root() == nullptr) return result;
    const Value* list = root()->is(Value::Type::list) ? root() : nullptr;
    for (const std::string_view key : keys) {
        const Value* under_key = member(*root(), key);
        if (list == nullptr && under_key != nullptr && under_key->is(Value::Type::list)) list = under_key;
    }
    if (list != nullptr) {
        for (const Value& record : list->items) result.push_back(&record);
    } else if (member(*root(), own_key) != nullptr) {
        result.push_back(root());
    } else {
        complain(*root(), "expected " + std::move(expected), std::move(cure));
    }
    return result;
}

const Value* ExportJson::member(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    return value == nullptr || value->is(Value::Type::null) ? nullptr : value;
}

const std::vector<Value>& ExportJson::list(const Value& object, std::string_view key) {
    static const std::vector<Value> none;
    const Value* value = member(object, key);
    if (value == nullptr) return none;
    if (value->is(Value::Type::list)) return value->items;
    unexpected(*value, "a list", {});
    return none;
}

std::optional<std::string> ExportJson::text(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    if (value == nullptr) return std::nullopt;
    if (value->is(Value::Type::text)) return value->text;
    return unexpected(*value, "text", {});
}

std::optional<double> ExportJson::number(const Value& object, std::string_view key, double least, double most) {
    const Value* value = member(object, key);
    if (value == nullptr) return std::nullopt;
    if (is_number(*value) && value->number >= least && value->number <= most) return value->number;
    return unexpected(*value, fmt::format("a number from {} to {}", least, most), {});
}

std::optional<Moment> ExportJson::moment(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    if (value == nullptr) return std::nullopt;
    if (value->is(Value::Type::text)) {
        if (const auto moment = iso_moment(value->text)) return moment;
    }
    return unexpected(*value, "a date and time",
                      fmt::format("years {} to {}, hours 0 to 23, minutes 00 to 59, such as \"2026-03-06T22:30:00\"; "
                                  "export the file again if you did not change it",
                                  first_year, last_year));
}

std::optional<std::chrono::seconds> ExportJson::clock(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    if (value == nullptr) return std::nullopt;
    if (value->is(Value::Type::text)) {
        if (const auto clock = time_to_the_second(value->text)) return clock;
    }
    return unexpected(*value, "a time of day", "hours 0 to 23 and minutes 00 to 59, such as \"22:30:00\"");
}

bool ExportJson::needs(const Value& object, std::string_view key) {
    if (member(object, key) != nullptr) return true;
    Value beginning;
    beginning.mark = {object.mark.offset, 1};
    complain(beginning, fmt::format("\"{}\" is missing in this record", key), "export the file again; is it whole?");
    return false;
}

void ExportJson::keep(Night& night, const Value& object, const std::vector<std::string_view>& keys,
                      const std::string& prefix) {
    for (const std::string_view key : keys) {
        const Value* value = member(object, key);
        if (value == nullptr) continue;
        std::string name = prefix + std::string(key);
        if (is_number(*value) && !(value->number >= 0 && value->number <= largest_figure)) {
            warn(*value, fmt::format("\"{}\" cannot be true", name), "it is left out; the night is read all the same");
        } else if (is_number(*value)) {
            night.vendor.push_back({std::move(name), value->number});
        } else if (value->is(Value::Type::boolean)) {
            night.vendor.push_back({std::move(name), value->boolean});
        } else if (value->is(Value::Type::text)) {
            night.vendor.push_back({std::move(name), value->text});
        }
    }
}

ReadExport ExportJson::finish() && {
    if (read_.problems.empty() && read_.sleeps.empty()) {
        warn(document_.root, fmt::format("there is no sleep in this {} file that could be used", read_.name),
             "was anything recorded in these days?");
    }
    sort_by_place(read_.problems);
    sort_by_place(read_.warnings);
    read_.left_out = left_out_.all();
    return std::move(read_);
}

std::nullopt_t ExportJson::unexpected(const Value& value, std::string_view expected, std::string cure) {
    const std::string got = value.is(Value::Type::text) ? fmt::format("\"{}\"", brief(value.text))
                            : is_number(value)          ? fmt::format("{}", value.number)
                                                        : std::string(json::name_of(value.type));
    complain(value, fmt::format("expected {}, got {}", expected, got), std::move(cure));
    return std::nullopt;
}

}  // namespace sleepcheck
