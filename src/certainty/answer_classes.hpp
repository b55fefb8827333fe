#pragma once

#include <cstdint>
#include <vector>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// The answers to try of each question: one for each class of answers between which nothing that decides the outcome,
/// or whether a question applies, can tell.
class AnswerClasses {
public:
    /// The knowledge must outlive it.
    explicit AnswerClasses(const Knowledge& knowledge);

    /// False when the times of the rules hang together in a circle, so that a combination may be missed.
    [[nodiscard]] bool complete() const { return complete_; }

    /// Whether the classes of the question are the same whatever else is answered.
    [[nodiscard]] bool stand_alone(FactId question) const { return !tied_[index_of(question)]; }

    /// With no other answer given; all there is to try of a question whose classes stand alone.
    [[nodiscard]] const std::vector<std::int32_t>& of(FactId question) const { return values_[index_of(question)]; }

    /// Of any question that is neither in `given` nor closed; `closed` questions are never answered.
    [[nodiscard]] std::vector<std::int32_t> of(FactId question, const Facts& given,
                                               const std::vector<FactId>& closed) const;

private:
    const RuleBook& rules_;
    std::vector<std::vector<std::int32_t>> values_;  ///< of each question, with no answer given
    std::vector<bool> tied_;                         ///< times whose classes hang on other times
    std::vector<StepId> steps_of_times_;             ///< what the classes of tied times hang on
    bool complete_ = true;
};

}  // namespace sleepcheck
