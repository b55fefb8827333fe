#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sleepcheck/assessment.hpp"

namespace sleepcheck {

/// The short result of one document, whichever way it was found. Places are those in the knowledge.
struct BatchResult {
    struct OfPattern {
        std::size_t level = 0;  ///< 0 for none, else counting the pattern's levels from 1
        std::int32_t points = 0;
        NumberRange range;  ///< of the points; only from a whole assessment
    };

    std::string_view id;  ///< as JSON; empty for none
    std::size_t outcome = 0;
    bool halted = false;      ///< a flag ended the sorting: there are no patterns and no causes
    std::string_view reason;  ///< empty for none
    const Choice* leaning = nullptr;
    const Choice* side = nullptr;
    bool settled = false;
    std::vector<OfPattern> patterns;                          ///< of all patterns, or none after a halt
    std::vector<std::pair<std::size_t, std::size_t>> causes;  ///< those with points: cause and level
    std::vector<std::size_t> flags;
    std::vector<FactId> missing;
    const Assessment* assessment = nullptr;  ///< only when something was asked for that needs the whole of it
};

/// Fills in the result of a whole assessment.
void take(const Knowledge& knowledge, const Assessment& assessment, BatchResult& result);

}  // namespace sleepcheck
