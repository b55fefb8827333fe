#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/error.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

class Dependents;

/// How much is asked. Safety questions are asked in each, as long as they may apply.
enum class Depth : std::uint8_t {
    quick,  ///< until no answer can change the outcome any more
    usual,  ///< what can still change outcome, level, flag, plan or food
    full,   ///< everything that applies
};

std::string_view word_for(Depth depth);

/// What an interview needs to go on later.
struct InterviewState {
    Depth depth = Depth::usual;
    Facts facts{0};
    std::vector<FactId> path;  ///< the questions answered or skipped in it, in the order they were put
};

/// A conversation about the questions of a catalogue: which to put next, and what the answers are so far. It holds no
/// words and knows no terminal. The same replies lead through the same questions.
///
/// Questions come in rounds through the sections of the catalogue: each round takes up those that can settle most, so
/// that many of the others no longer need to be put.
class Interview {
public:
    /// `knowledge` must outlive the interview. What the facts hold counts as answered. A question that is never to be
    /// stored is taken out of them, and put again.
    Interview(const Knowledge& knowledge, InterviewState state);

    /// The question to put now; empty when there is none left, or when an answer has ended the interview.
    [[nodiscard]] std::optional<FactId> question() const { return question_; }

    /// True while a question is put again that was put before.
    [[nodiscard]] bool looks_back() const { return looks_back_; }

    /// The place of the question in the conversation, from 1.
    [[nodiscard]] std::size_t number() const;

    /// About how many questions come after this one: the mean of a few imagined conversations from here.
    [[nodiscard]] std::size_t about_to_go() const;

    /// Takes the answer to the question, and goes on.
    void answer(std::int32_t value);
    /// Leaves the question open (an earlier answer is taken back), and goes on.
    void skip();
    /// Leaves everything as it is, and goes on to the first question that was not put yet. Only while it looks back.
    void keep();
    /// Goes to the question put before this one; false at the first.
    bool back();
    /// Puts a question again that was answered or skipped.
    void revisit(FactId fact);

    /// What to save. Holds no answer that is never to be stored.
    [[nodiscard]] const InterviewState& state() const { return state_; }
    [[nodiscard]] const Facts& facts() const { return state_.facts; }

    /// True for a question that was put and needs no second time, also when its answer was not kept.
    [[nodiscard]] bool passed(FactId fact) const;

    /// Answers that the last answer, skip or revisit left without a question that applies; they were dropped.
    [[nodiscard]] const std::vector<FactId>& dropped() const { return dropped_; }

    /// Set when an answer that is never stored has ended the interview: all facts with that answer, for the last word
    /// and nothing else.
    [[nodiscard]] const std::optional<Facts>& ended_by() const { return ended_by_; }

    /// True when no answer to a question still to be put can change the outcome.
    [[nodiscard]] bool outcome_settled() const;

private:
    void go_on();
    void take(std::optional<std::int32_t> value);
    void drop_what_no_longer_applies(const Facts& before);
    void end_if_halted(FactId fact, std::int32_t value);

    const Knowledge* knowledge_;
    std::shared_ptr<const Dependents> dependents_;
    InterviewState state_;
    std::vector<bool> put_and_not_kept_;  ///< of each question
    std::vector<FactId> round_;           ///< the questions of this round, best first
    std::optional<FactId> question_;
    bool looks_back_ = false;
    std::vector<FactId> dropped_;
    std::optional<Facts> ended_by_;
};

/// A saved interview as read from a document; complete only when there are no problems.
struct ReadInterview {
    InterviewState state;
    Problems problems;
};

/// The state as a document, and back. An interview with other rules is a problem. `file` is the name for messages.
std::string to_json(const Knowledge& knowledge, const InterviewState& state);
ReadInterview read_interview(const Knowledge& knowledge, std::string_view text, const std::string& file);

}  // namespace sleepcheck
