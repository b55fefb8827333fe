#pragma once

#include <vector>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// For each question, the steps that its answer can change, in a judgement and in a look ahead, in row order. Whether a
/// question can be answered at all hangs on the steps that say whether it applies, so what reads it does, too.
class Dependents {
public:
    explicit Dependents(const RuleBook& rules);

    [[nodiscard]] const std::vector<StepId>& of(FactId question) const { return steps_[index_of(question)]; }

private:
    std::vector<std::vector<StepId>> steps_;
};

}  // namespace sleepcheck
