#pragma once

#include <vector>

#include "sleepcheck/outlook.hpp"
#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// The points that a sum really reaches in some completion.
struct ExactRange {
    StepId sum{};
    NumberRange range;
};

/// The exact range of every sum of the rule book, from an outlook whose bounds are known already. A sum is left out
/// when its range cannot be worked out exactly in reasonable time; the bounds then stand.
std::vector<ExactRange> exact_point_ranges(const RuleBook& rules, const Judgement& now, const Outlook& outlook);

}  // namespace sleepcheck
