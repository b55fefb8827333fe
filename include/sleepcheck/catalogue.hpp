#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/facts.hpp"

namespace sleepcheck {

/// How a fact is answered, and what its value counts.
enum class Kind : std::uint8_t {
    yes_no,        ///< 0 no, 1 yes
    choice,        ///< the place of the option
    multi_choice,  ///< one bit for each option marked
    integer,       ///< the number, in the question's unit
    time,          ///< minutes since midnight
    hours,         ///< a length in minutes, 0 up to 1439, or 1440 for a whole day; only derived facts
};

/// When a question is asked: `core` first, `follow_up` when it can still matter, `safety` always.
enum class Tier : std::uint8_t { core, follow_up, safety };

struct Option {
    std::string value;  ///< as written in an answers file
    std::string label;  ///< as read by a person
};

/// The bits of a multi_choice stay within a fact's value.
inline constexpr std::size_t most_options = 31;

/// The option of a multi_choice that stands alone.
inline constexpr std::string_view none_of_these = "none";

/// One thing that can be known: a question, or a derived fact (which has no prompt and is never asked).
struct Question {
    std::string id;
    std::string name;  ///< two to five words, as in "not answered: awakenings per night"
    std::string section;
    std::string prompt;
    std::string why;   ///< why it is asked and what the answer is used for
    std::string unit;  ///< of an integer; else empty
    Kind kind = Kind::yes_no;
    Tier tier = Tier::core;
    bool is_private = false;    ///< never repeated unless a person asks for it
    bool never_stored = false;  ///< an interview uses the answer at once and writes it nowhere
    bool from_log = false;      ///< never asked: only a sleep log says it
    bool derived = false;
    std::int32_t least = 0;  ///< of an integer
    std::int32_t most = 0;
    std::vector<Option> options;  ///< of yes_no and both choices; else empty
    std::vector<std::string> claims;
};

struct Section {
    std::string id;
    std::string title;
};

/// Everything that can be known about a person: the questions in the order they are asked, then the derived facts.
struct Catalogue {
    std::vector<Section> sections;
    std::vector<Question> entries;
    std::size_t questions = 0;  ///< the first so many entries are questions, the rest is derived

    [[nodiscard]] const Question& at(FactId fact) const { return entries[index_of(fact)]; }
};

/// How many of the questions are put to people.
std::size_t questions_asked(const Catalogue& catalogue);

/// Empty when the catalogue has no such fact.
std::optional<FactId> find_fact(const Catalogue& catalogue, std::string_view id);

/// The place of the option with this value; empty when there is none.
std::optional<std::size_t> find_option(const Question& question, std::string_view value);

/// The options a value of a multi_choice marks, in catalogue order.
std::vector<std::string> marked_options(const Question& question, std::int32_t value);

/// A value as an answers file has it, without quotes: `often`, `5`, `23:30`, `diuretic, steroid`.
std::string written(const Question& question, std::int32_t value);

/// A value as a person reads it: `Most nights`, `5 times`, `23:30`, `7.5 hours`.
std::string spoken(const Question& question, std::int32_t value);

/// What an answer may be, as a person reads it: "one of never, sometimes, often", "minutes from 0 to 360".
std::string expected_answer(const Question& question);

/// The word for a kind in rules and catalogues.
std::string_view word_for(Kind kind);
std::string_view word_for(Tier tier);

}  // namespace sleepcheck
