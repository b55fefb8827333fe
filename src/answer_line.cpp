#include "sleepcheck/answer_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <utility>
#include <vector>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t") + 1 - start);
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_letter(char letter) {
    return lower(letter) >= 'a' && lower(letter) <= 'z';
}

bool only_digits(std::string_view text) {
    const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

/// Empty for what is no plain number, or a longer one than any question has.
std::optional<std::int32_t> plain_number(std::string_view text) {
    constexpr std::size_t longest = 7;
    if (!only_digits(text) || text.size() > longest) return std::nullopt;
    std::int32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool begins_with(std::string_view text, std::string_view beginning) {
    const auto same = [](char left, char right) { return lower(left) == lower(right); };
    return text.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), text.begin(),
                      text.begin() + static_cast<std::ptrdiff_t>(beginning.size()), same);
}

bool same_word(std::string_view left, std::string_view right) {
    return left.size() == right.size() && begins_with(left, right);
}

/// "1" with four options is the first; a word is an option's own or the beginning of only one.
std::optional<std::size_t> option_meant(const Question& question, std::string_view word) {
    const auto count = question.options.size();
    if (const auto number = plain_number(word)) {
        const auto place = static_cast<std::size_t>(*number);
        return place >= 1 && place <= count ? std::optional(place - 1) : std::nullopt;
    }
    std::vector<std::size_t> beginnings;
    for (std::size_t i = 0; i < count; ++i) {
        const Option& option = question.options[i];
        if (same_word(option.value, word) || same_word(option.label, word)) return i;
        if (begins_with(option.value, word) || begins_with(option.label, word)) beginnings.push_back(i);
    }
    constexpr std::size_t shortest = 2;
    if (characters(word) < shortest || beginnings.size() != 1) return std::nullopt;
    return beginnings.front();
}

/// The pieces between commas; numbers may stand between spaces alone.
std::vector<std::string_view> pieces_of(std::string_view line) {
    const auto of_numbers = [](char letter) {
        return (letter >= '0' && letter <= '9') || letter == ' ' || letter == ',';
    };
    const bool numbers = std::all_of(line.begin(), line.end(), of_numbers);
    std::vector<std::string_view> pieces;
    while (!line.empty()) {
        const auto end = std::min(line.find_first_of(numbers ? ", " : ","), line.size());
        const auto piece = trimmed(line.substr(0, end));
        if (!piece.empty()) pieces.push_back(piece);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return pieces;
}

Reply options_meant(const Question& question, std::string_view line) {
    std::uint32_t marked = 0;
    const bool one = option_meant(question, line).has_value();  // a label may hold commas
    for (const auto piece : one ? std::vector{line} : pieces_of(line)) {
        const auto option = option_meant(question, piece);
        if (!option) return Misunderstood{how_to_answer(question)};
        marked |= 1U << static_cast<std::uint32_t>(*option);
    }
    if (marked == 0) return Misunderstood{how_to_answer(question)};
    const auto none = find_option(question, none_of_these);
    if (none && ((marked >> *none) & 1U) != 0 && marked != (1U << *none)) {
        return Misunderstood{fmt::format("{} stands alone: type {}, or the others without it.", *none + 1, *none + 1)};
    }
    return TypedAnswer{static_cast<std::int32_t>(marked)};
}

Reply number_meant(const Question& question, std::string_view line) {
    const auto number = plain_number(line);
    if (!number || *number < question.least || *number > question.most) return Misunderstood{how_to_answer(question)};
    return TypedAnswer{*number};
}

Reply time_meant(const Question& question, std::string_view line) {
    if (const auto time = spoken_clock_time(line)) return TypedAnswer{time->minutes};
    if (line == "24:00") return Misunderstood{"Midnight is 00:00. " + how_to_answer(question)};
    if (const auto hour = plain_number(line); hour && *hour >= 1 && *hour <= 12) {
        return Misunderstood{"Morning or evening? " + how_to_answer(question)};
    }
    return Misunderstood{how_to_answer(question)};
}

/// In the middle of what is allowed, so that it suggests nothing at an end.
std::int32_t example_of(const Question& question) {
    constexpr std::int32_t familiar = 12;
    const std::int32_t middle = (question.least + question.most) / 2;
    return std::min(middle, std::max(familiar, question.least));
}

}  // namespace

bool is_garbled(std::string_view line) {
    return invalid_utf8(line) || printable(line) != line;
}

std::optional<Command> command_in(std::string_view line) {
    constexpr std::array<std::pair<char, Command>, 6> commands{{{'?', Command::why},
                                                                {'b', Command::back},
                                                                {'s', Command::skip},
                                                                {'l', Command::list},
                                                                {'q', Command::quit},
                                                                {'r', Command::result}}};
    const auto typed = trimmed(line);
    if (typed.size() != 1) return std::nullopt;
    for (const auto& [letter, command] : commands) {
        if (lower(typed.front()) == letter) return command;
    }
    return std::nullopt;
}

Reply understood(const Question& question, std::string_view line) {
    constexpr std::size_t longest = 1000;
    if (line.size() > longest) return Misunderstood{"That line is too long. " + how_to_answer(question)};
    if (is_garbled(line)) {
        return Misunderstood{"There were keys in that line that mean nothing here. " + how_to_answer(question)};
    }
    const auto typed = trimmed(line);
    if (typed.empty()) return EmptyLine{};
    if (const auto command = command_in(typed)) return *command;
    if (typed.size() == 1 && is_letter(typed.front())) {
        return Misunderstood{"One letter is always a command, and this is none: ? shows them. " +
                             how_to_answer(question)};
    }
    switch (question.kind) {
        case Kind::yes_no:
        case Kind::choice: {
            const auto option = option_meant(question, typed);
            if (!option) return Misunderstood{how_to_answer(question)};
            return TypedAnswer{static_cast<std::int32_t>(*option)};
        }
        case Kind::multi_choice: return options_meant(question, typed);
        case Kind::integer: return number_meant(question, line);
        case Kind::time: return time_meant(question, typed);
        case Kind::hours: break;
    }
    return Misunderstood{how_to_answer(question)};
}

std::string how_to_answer(const Question& question) {
    const auto count = question.options.size();
    switch (question.kind) {
        case Kind::yes_no: return "Please type yes or no, or the number before it.";
        case Kind::choice:
            return fmt::format(
                "Please type one number from 1 to {}, for example {}, or the first letters of an answer.", count,
                std::min<std::size_t>(count, 2));
        case Kind::multi_choice:
            return fmt::format("Please type one or more numbers from 1 to {} with commas between, for example {}.",
                               count, count > 2 ? "2, 3" : std::to_string(count));
        case Kind::integer:
            return fmt::format(
                "Please type a whole number of {} from {} to {} in plain digits and nothing else, for example {}.",
                question.unit, question.least, question.most, example_of(question));
        case Kind::time: return "Please type a time of day like 23:30 or 11:30 pm.";
        case Kind::hours: break;
    }
    return {};
}

}  // namespace sleepcheck
