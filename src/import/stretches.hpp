#pragma once

#include <functional>
#include <vector>

#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// A part of a sleep as it was scored, in time that went by since the record began.
struct Stretch {
    std::chrono::seconds from{};
    std::chrono::seconds to{};
    SleepState state = SleepState::unknown;
    std::optional<Stage> stage;
};
using Stretches = std::vector<Stretch>;

/// Both, in order; where they overlap, what is above. Of two that overlap within one list the first counts. Neighbours
/// that are alike become one.
Stretches overlaid(const Stretches& below, const Stretches& above);

/// Gives the night its segments, and from them when sleep began and ended. Of a record without sleep, or whose
/// beginning or end was not scored, that stays unknown: then `final_awakening` is the end of the record, and
/// `out_of_bed` is empty, so that nobody takes the time between for zero. `moment_at` tells what clocks showed so long
/// after the beginning.
void tell(Night& night, const Stretches& scored, std::chrono::seconds length,
          const std::function<NightTime(std::chrono::seconds)>& moment_at);

}  // namespace sleepcheck
