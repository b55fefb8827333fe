#include "sleepcheck/catalogue.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

std::string hours(std::int32_t minutes) {
    return fmt::format("{:.3g} hours", static_cast<double>(minutes) / minutes_per_hour);
}

std::vector<std::string> option_values(const Question& question) {
    std::vector<std::string> values;
    for (const auto& option : question.options) values.push_back(option.value);
    return values;
}

/// Units are written in the plural; of one thing the last letter goes.
std::string_view unit_for(const Question& question, std::int32_t value) {
    std::string_view unit = question.unit;
    if (value == 1 && unit.size() > 1 && unit.back() == 's') unit.remove_suffix(1);
    return unit;
}

}  // namespace

std::size_t questions_asked(const Catalogue& catalogue) {
    const auto asked = [](const Question& entry) { return !entry.derived && !entry.from_log; };
    return static_cast<std::size_t>(std::count_if(catalogue.entries.begin(), catalogue.entries.end(), asked));
}

std::optional<FactId> find_fact(const Catalogue& catalogue, std::string_view id) {
    const auto& entries = catalogue.entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.id == id; });
    if (found == entries.end()) return std::nullopt;
    return static_cast<FactId>(found - entries.begin());
}

std::optional<std::size_t> find_option(const Question& question, std::string_view value) {
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        if (question.options[i].value == value) return i;
    }
    return std::nullopt;
}

std::vector<std::string> marked_options(const Question& question, std::int32_t value) {
    std::vector<std::string> marked;
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        if ((static_cast<std::uint32_t>(value) >> i) & 1U) marked.push_back(question.options[i].value);
    }
    return marked;
}

std::string written(const Question& question, std::int32_t value) {
    switch (question.kind) {
        case Kind::yes_no:
        case Kind::choice: return question.options[static_cast<std::size_t>(value)].value;
        case Kind::multi_choice: return fmt::format("{}", fmt::join(marked_options(question, value), ", "));
        case Kind::integer: return fmt::format("{}", value);
        case Kind::time: return to_string(ClockTime{value});
        case Kind::hours: return hours(value);
    }
    return {};
}

std::string spoken(const Question& question, std::int32_t value) {
    switch (question.kind) {
        case Kind::yes_no:
        case Kind::choice: return question.options[static_cast<std::size_t>(value)].label;
        case Kind::multi_choice: {
            std::vector<std::string> labels;
            for (const auto& marked : marked_options(question, value)) {
                labels.push_back(question.options[*find_option(question, marked)].label);
            }
            return listed(labels);
        }
        case Kind::integer: return fmt::format("{} {}", value, unit_for(question, value));
        case Kind::time:
        case Kind::hours: return written(question, value);
    }
    return {};
}

std::string expected_answer(const Question& question) {
    const auto values = [&] { return fmt::format("{}", fmt::join(option_values(question), ", ")); };
    switch (question.kind) {
        case Kind::yes_no: return "yes or no";
        case Kind::choice: return "one of " + values();
        case Kind::multi_choice: return "a list of any of " + values();
        case Kind::integer: return fmt::format("{} from {} to {}", question.unit, question.least, question.most);
        case Kind::time:
        case Kind::hours: return "a time of day like \"23:30\"";
    }
    return {};
}

std::string_view word_for(Kind kind) {
    constexpr std::array<std::string_view, 6> words{"yes_no", "choice", "multi_choice", "integer", "time", "hours"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view word_for(Tier tier) {
    constexpr std::array<std::string_view, 3> words{"core", "follow_up", "safety"};
    return words[static_cast<std::size_t>(tier)];
}

}  // namespace sleepcheck
