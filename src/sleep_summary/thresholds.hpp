#pragma once

#include <vector>

#include "sleepcheck/sleep_summary.hpp"
#include "sleepcheck/truth.hpp"

namespace sleepcheck {

/// On how many nights each threshold was met. The nights are sorted by date.
std::vector<ThresholdCount> threshold_counts(const std::vector<NightMetrics>& nights);

}  // namespace sleepcheck
