#pragma once

#include <vector>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// The steps that answers to these questions can change, in a judgement and in a look ahead, in row order. Whether a
/// question can be answered at all hangs on the steps that say whether it applies, so what reads it does, too.
std::vector<StepId> steps_that_change(const RuleBook& rules, const std::vector<FactId>& questions);

/// The same for each question by itself, worked out once.
class Dependents {
public:
    explicit Dependents(const RuleBook& rules);

    [[nodiscard]] const std::vector<StepId>& of(FactId question) const { return steps_[index_of(question)]; }

private:
    std::vector<std::vector<StepId>> steps_;
};

}  // namespace sleepcheck
