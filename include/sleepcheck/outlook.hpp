#pragma once

#include <cstdint>
#include <vector>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// From the least to the greatest of some whole numbers.
struct NumberRange {
    std::int32_t least = 0;
    std::int32_t most = 0;

    friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

/// What a fact can still come to.
struct FactOutlook {
    std::int32_t least = 0;  ///< of the values it can have; of a multi_choice that is known, the value
    std::int32_t most = 0;
    bool can_be_known = false;
    bool can_be_unknown = true;
};

/// What every step can still come to over all completions: any further answers, to all or some of the open questions
/// that then apply. An open question is one without an answer (a declined one too). Bounds may be wider than the truth,
/// never narrower: a step can never come to a truth, nor a tally to a number, that is not in here.
struct Outlook {
    std::vector<TruthSet> could;       ///< of each step
    std::vector<NumberRange> numbers;  ///< of each tally
    std::vector<FactOutlook> given;    ///< of each fact
    std::vector<FactOutlook> cleared;
    std::vector<bool> open;  ///< of each question: some completion answers it

    [[nodiscard]] TruthSet of(StepId step) const { return could[index_of(step)]; }
    [[nodiscard]] NumberRange number(StepId tally) const { return numbers[index_of(tally)]; }
};

/// How the ranges of points are found.
enum class Sums { bounded, exact };

/// Looks ahead from a judgement. With `Sums::exact` the ranges of points are those that completions really reach, where
/// that can be worked out (see point_ranges.hpp); other steps profit from it.
void look_ahead(const RuleBook& rules, const Judgement& now, Sums sums, Outlook& outlook);

/// The same with bounded sums, over the completions alone that leave these questions unanswered.
void look_ahead(const RuleBook& rules, const Judgement& now, const std::vector<FactId>& closed, Outlook& outlook);

/// Looks ahead with bounded sums from the same answers and one more, to a question that was open in `outlook`, which is
/// of the judgement before. `dependents` are the steps that the answer can change, in row order. Comes to what
/// `look_ahead` comes to, with less work.
void look_ahead_again(const RuleBook& rules, const Judgement& now, FactId answered,
                      const std::vector<StepId>& dependents, Outlook& outlook);

/// The open questions that could still change one of the steps, in catalogue order: an answer to any other question
/// changes none of them.
std::vector<FactId> could_matter(const RuleBook& rules, const Outlook& outlook, const std::vector<StepId>& steps);

}  // namespace sleepcheck
