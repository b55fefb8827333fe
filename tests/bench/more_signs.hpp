#pragma once

#include <cstddef>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// A folder of rules with so many times the signs of this one, to see what rules cost. Each copy has a name of its own
/// and another condition: other numbers where there are any, and one test more. Levels want so many times the points,
/// so that about as many people reach them. `knowledge` is what the folder says.
RuleLayer with_more_signs(RuleLayer layer, const Knowledge& knowledge, std::size_t times);

}  // namespace sleepcheck
