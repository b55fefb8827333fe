#include "sleep_metrics/scored_wake.hpp"

#include <algorithm>

namespace sleepcheck {

using std::chrono::seconds;

namespace {

/// Section 0 of the log's definitions: what a tracker counts is compared from 5 minutes on.
constexpr Minutes worth_counting{5};

}  // namespace

std::optional<ScoredWake> listed_wake(const Night& night) {
    if (!night.awakenings) return std::nullopt;
    const auto& list = *night.awakenings;
    if (night.number_of_awakenings && std::ssize(list) != *night.number_of_awakenings) return std::nullopt;
    ScoredWake wake{static_cast<int>(list.size()), std::nullopt, std::nullopt};
    if (std::any_of(list.begin(), list.end(), [](const Awakening& each) { return !each.lasted; })) return wake;
    wake.of_5_min = 0;
    wake.minutes_awake = Minutes{0};
    for (const Awakening& awakening : list) {
        *wake.minutes_awake += *awakening.lasted;
        if (*awakening.lasted >= worth_counting) ++*wake.of_5_min;
    }
    return wake;
}

std::optional<Minutes> minutes_out_of_bed(const Night& night) {
    if (!night.awakenings) return night.number_of_awakenings == 0 ? std::optional(Minutes{0}) : std::nullopt;
    if (night.number_of_awakenings && std::ssize(*night.awakenings) != *night.number_of_awakenings) return std::nullopt;
    Minutes sum{0};
    for (const Awakening& awakening : *night.awakenings) {
        if (!awakening.left_bed) return std::nullopt;
        if (!*awakening.left_bed) continue;
        if (!awakening.lasted) return std::nullopt;
        sum += *awakening.lasted;
    }
    return sum;
}

std::optional<Moment> scored_onset(const Night& night) {
    for (const Segment& segment : night.segments) {
        if (segment.state == SleepState::unknown) return std::nullopt;
        if (segment.state == SleepState::asleep) return segment.start.moment;
    }
    return std::nullopt;
}

/// Goes along the segments, each cut to what lies between onset and final awakening:
///
///     onset |--asleep--|--awake--|--awake--|--asleep--|--awake--| final_awakening
///                      '---- one spell ----'          '- wakes up for good: none -'
std::optional<ScoredWake> scored_wake(const Night& night, const Moment& onset) {
    if (night.segments.empty()) return std::nullopt;
    const seconds end = elapsed(onset, night.final_awakening.moment);
    ScoredWake wake{0, 0, Minutes{0}};
    seconds reached{0};
    seconds spell{0};
    const auto close_spell = [&] {
        if (spell.count() == 0) return;
        ++wake.awakenings;
        if (spell >= worth_counting) ++*wake.of_5_min;
        spell = seconds{0};
    };
    for (const Segment& segment : night.segments) {
        const seconds from = std::max(seconds{0}, elapsed(onset, segment.start.moment));
        const seconds to = std::min(end, elapsed(onset, segment.end.moment));
        if (to <= from) continue;
        if (segment.state == SleepState::unknown || from > reached) return std::nullopt;
        reached = to;
        if (segment.state == SleepState::asleep) {
            close_spell();
        } else {
            spell += to - from;
            *wake.minutes_awake += to - from;
        }
    }
    if (reached < end) return std::nullopt;
    return wake;
}

}  // namespace sleepcheck
