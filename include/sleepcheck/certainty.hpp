#pragma once

#include <cstdint>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// Whether further answers could change the outcome.
enum class Certainty : std::uint8_t {
    settled,      ///< no completion has another outcome
    provisional,  ///< some completion has
    undecided,    ///< the search was given up; to be on the safe side, the outcome is not called settled
};

/// Searches for a completion with another outcome: looks ahead and, where that leaves the outcome open, splits on an
/// open question that matters and looks ahead again for each of its answers. Flags that halt are left aside.
Certainty certainty(const Knowledge& knowledge, const Facts& facts);

}  // namespace sleepcheck
