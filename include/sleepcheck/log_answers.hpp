#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sleepcheck/diary.hpp"
#include "sleepcheck/knowledge.hpp"

/// What the nights of a log answer, by the rules' own `log.json`.
namespace sleepcheck {

/// So many nights answer a question, unless a person asks for another number (sleep time reaches a reliability of 0.70
/// with 7 nights in a row: Borba 2020).
inline constexpr std::size_t nights_to_answer = 7;

/// Below two weeks, latency and minutes awake are said to be from so few nights (diary practice; Wohlgemuth 1999).
inline constexpr std::size_t nights_of_two_weeks = 14;

/// A question that a log says something about.
struct LoggedFact {
    FactId fact{};
    std::size_t nights = 0;             ///< on which the figure is known; at least 1
    std::optional<std::int32_t> value;  ///< empty when no words fit the number
    bool used = false;                  ///< enough nights, and a value
    bool too_few = false;               ///< fewer nights than a figure needs to count
    bool from_few = false;              ///< enough, but fewer nights than two weeks where that matters

    std::optional<std::int32_t> answered;  ///< what the person answered; empty when nothing
    bool differs = false;                  ///< clearly, from what the person answered
};

struct LogAnswers {
    std::vector<LoggedFact> facts;  ///< in the order of the catalogue
    std::size_t nights = 0;         ///< main sleeps
    std::optional<Date> first;      ///< empty when there is no night
    std::optional<Date> last;
    bool sensed = false;
    std::size_t least_nights = nights_to_answer;
    Problems warnings;  ///< what is odd about the log, but may be true
};

/// Works out what the diary answers. A figure on fewer than `least_nights` nights is told, not used.
LogAnswers log_answers(const Knowledge& knowledge, const Diary& diary, std::size_t least_nights);

/// The answers with what the log says put over them: where both speak and the log has enough nights, the log wins. What
/// the person answered is noted in `log`.
Facts with_log(const Knowledge& knowledge, Facts answers, LogAnswers& log);

}  // namespace sleepcheck
