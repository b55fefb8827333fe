#pragma once

#include <optional>

#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// Turns the local times of one Fitbit record into time that went by since it began, and back.
///
/// Without a zone, a night on which the clocks were set is told as if they had not been: an hour that the record has
/// too much is passed over, and times that jump back go on instead.
class FitbitClock {
public:
    FitbitClock(const Moment& start, const std::optional<Zone>& zone);

    /// Times from this one on are an hour ahead, since the clocks went forward. Only without a zone.
    void passes_over_the_hour_before(std::chrono::local_seconds shown) { forward_ = shown; }

    /// So long after the beginning; `reached`: not before that, if a time can be meant that came twice.
    std::chrono::seconds place(const Moment& moment, std::chrono::seconds reached);

    [[nodiscard]] NightTime moment_at(std::chrono::seconds since_start) const;
    [[nodiscard]] bool has_zone() const { return zone_.has_value() || start_.ahead.has_value(); }
    /// True when a change of the clocks was passed over.
    [[nodiscard]] bool not_set() const { return forward_.has_value() || back_; }

private:
    Moment start_;
    std::optional<Zone> zone_;
    std::optional<std::chrono::local_seconds> forward_;
    bool back_ = false;
};

/// Clocks are set on Sundays of spring and autumn, at night; those of a few countries on other days.
bool may_be_set(std::chrono::local_seconds shown);

}  // namespace sleepcheck
