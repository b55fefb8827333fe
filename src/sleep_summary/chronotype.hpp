#pragma once

#include <vector>

#include "sleepcheck/sleep_summary.hpp"

namespace sleepcheck {

struct Chronotype {
    Figure midsleep_free_days;
    Figure social_jetlag;
};

/// Of main sleeps with their metrics. A day is free as its night says, else on Saturday and Sunday.
Chronotype chronotype(const std::vector<const Night*>& nights, const std::vector<NightMetrics>& metrics);

}  // namespace sleepcheck
