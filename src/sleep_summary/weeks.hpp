#pragma once

#include "sleepcheck/sleep_summary.hpp"

namespace sleepcheck {

/// Cuts the nights that the summary has into weeks.
void add_weeks(SleepSummary& summary);

}  // namespace sleepcheck
