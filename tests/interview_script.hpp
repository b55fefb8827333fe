#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/interview.hpp"

/// The lines that a person types in an interview with the built-in rules, made along with the library's own interview,
/// so that it is known which question each line meets and what is to come of it.
class InterviewScript {
public:
    explicit InterviewScript(const nlohmann::json& answers, sleepcheck::InterviewState state = {});
    /// From nothing, at this depth.
    InterviewScript(const nlohmann::json& answers, sleepcheck::Depth depth);

    /// To the question at hand: its answer, or `s` where the answers hold none.
    InterviewScript& answer();
    /// The same to every question until this one is put, or to all.
    InterviewScript& answer_until(std::string_view id = {});
    /// To the question at hand: another answer.
    InterviewScript& answer_with(const std::string& line);
    InterviewScript& skip();
    InterviewScript& back();
    /// Enter, at a question that is put again.
    InterviewScript& keep();
    /// Goes to a question put before: through the list, or at the end through the recap.
    InterviewScript& revisit(std::string_view id);
    /// A line that changes nothing.
    InterviewScript& line(const std::string& text);

    [[nodiscard]] bool at_end() const { return !interview_.question(); }
    [[nodiscard]] const sleepcheck::Question& question() const;
    [[nodiscard]] const sleepcheck::Interview& interview() const { return interview_; }
    [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
    /// The lines, each with its end.
    [[nodiscard]] std::string text() const;
    /// The answers as they are to be written.
    [[nodiscard]] std::string file() const;
    /// The number of a question in the list.
    [[nodiscard]] std::size_t number(std::string_view id) const;

private:
    sleepcheck::Facts answers_;
    sleepcheck::Interview interview_;
    std::vector<std::string> lines_;
};

/// The one question that is never stored.
const sleepcheck::Question& never_stored_question();
