#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/night_doubt.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck::cli {

/// A night as somebody tells it in the morning, question by question in the order of the night. Knows no terminal.
/// Times are times of day only; `night` has no dates in them.
class MorningEntry {
public:
    /// Starts from what the log has of this night, if it has something: what is not asked stays as it is.
    MorningEntry(Date date, const Night* existing);

    /// Empty at the end: everything was asked.
    [[nodiscard]] std::optional<std::string> prompt() const;
    /// How to answer, in a few words.
    [[nodiscard]] std::string form() const;
    /// What is there already, in words; empty when nothing is.
    [[nodiscard]] std::string earlier() const;

    struct Heard {
        bool accepted = false;
        std::string words;  ///< what was understood or, when it was not accepted, what to do
    };
    /// Takes an answer. What is unlikely (a step of 12 hours, more minutes awake than the night has) is asked about
    /// once; the same answer again is taken.
    Heard take(std::string_view line);
    /// Leaves it unknown. Not accepted where a night cannot do without.
    Heard skip();
    /// Leaves what is there; false when nothing is.
    bool keep();
    /// False at the first question.
    bool back();
    void start_again() { at_ = 0; }

    /// With its bare times of day; dates are found when the log is read.
    [[nodiscard]] const Night& night() const { return night_; }

private:
    void next();
    [[nodiscard]] bool asks_for_minutes_awake() const;
    Heard settle(Night changed, std::string words, std::string_view line);
    Heard take_time(std::string_view line);
    Heard take_asleep(std::string_view line);
    Heard take_number(std::string_view line);
    [[nodiscard]] std::optional<NightTime>* time_here(Night& night) const;

    Night night_;
    SaidTimes said_;
    std::size_t at_ = 0;
    std::string doubted_;  ///< the answer that was asked about
};

}  // namespace sleepcheck::cli
