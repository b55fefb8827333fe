#pragma once

#include <cstddef>
#include <set>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// The steps (by place in the row) that decide the outcome or whether a question applies, with all that they are made
/// of. The clearing of contradictions is among them; what else flags, plans and reports hang on is not.
std::set<std::size_t> steps_behind_the_outcome(const Knowledge& knowledge);

}  // namespace sleepcheck
