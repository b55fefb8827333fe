#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sleepcheck/catalogue.hpp"

/// One line as a person types it at a question.
namespace sleepcheck {

/// What a single letter asks for, at any question.
enum class Command : std::uint8_t { why, back, skip, list, quit, result };

/// An answer, as a fact has it.
struct TypedAnswer {
    std::int32_t value = 0;

    friend bool operator==(const TypedAnswer&, const TypedAnswer&) = default;
};

/// Nothing was typed.
struct EmptyLine {
    friend bool operator==(const EmptyLine&, const EmptyLine&) = default;
};

/// Neither an answer nor a command: what is expected, with an example, in one sentence. Nothing of the line is
/// repeated in it, so it can neither command a terminal nor tell a private answer.
struct Misunderstood {
    std::string hint;

    friend bool operator==(const Misunderstood&, const Misunderstood&) = default;
};

using Reply = std::variant<TypedAnswer, Command, EmptyLine, Misunderstood>;

/// Reads a line, without its end, as a reply to the question. A single letter is always a command. An option is its
/// number (counted from 1), its word, its label, or a beginning of at least two letters that only one option has;
/// several options stand between commas (their numbers between spaces, too). A number is plain digits and nothing else.
/// A time is as `spoken_clock_time` has it.
Reply understood(const Question& question, std::string_view line);

/// The command of a line that is one letter; empty for other lines, and for a letter that is no command.
std::optional<Command> command_in(std::string_view line);

/// How to answer, for people: "A number of minutes, from 0 to 360." Names no option.
std::string how_to_answer(const Question& question);

/// True for a line that no keyboard writes: control characters, bytes that are not UTF-8.
bool is_garbled(std::string_view line);

}  // namespace sleepcheck
