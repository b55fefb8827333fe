#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// The steps that decide the outcome, and those that say whether a question applies.
std::vector<StepId> deciding_steps(const Knowledge& knowledge);

/// The same by place in the row, with all that they are made of. The clearing of contradictions is among them; what
/// else flags, plans and reports hang on is not.
std::set<std::size_t> steps_behind_the_outcome(const Knowledge& knowledge);

}  // namespace sleepcheck
