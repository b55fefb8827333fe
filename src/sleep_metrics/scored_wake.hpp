#pragma once

#include <optional>

#include "sleepcheck/sleep_metrics.hpp"

namespace sleepcheck {

/// The awakenings of a night where they are told one by one: as a list of the person, or as segments of a tracker.
struct ScoredWake {
    int awakenings = 0;
    std::optional<int> of_5_min;           ///< empty when the length of one is unknown
    std::optional<Minutes> minutes_awake;  ///< likewise
};

/// From the list of awakenings; empty when there is none, or when the night's own number says that it is not complete.
std::optional<ScoredWake> listed_wake(const Night& night);

/// How long the awakenings were in which the bed was left; empty unless each awakening is listed, with whether it was
/// left and, if so, its length.
std::optional<Minutes> minutes_out_of_bed(const Night& night);

/// When a tracker saw sleep begin; empty when it did not look before.
std::optional<Moment> scored_onset(const Night& night);

/// From the segments between onset and final awakening. Empty when there are none, or when a part was not scored.
std::optional<ScoredWake> scored_wake(const Night& night, const Moment& onset);

}  // namespace sleepcheck
