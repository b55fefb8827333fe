#pragma once

#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// What to do about times whose zone nobody knows.
inline constexpr std::string_view name_the_zone =
    "name the zone in which you slept: log import --timezone Europe/Paris";

/// The moment at which clocks of the zone showed this. Of a time that came twice when the clocks went back, the first
/// unless that lies before `not_before`.
Moment settled(const Zone& zone, std::chrono::local_seconds shown, const std::optional<Moment>& not_before);

/// What somebody has to be told of a time without an offset that clocks of the zone never showed, or showed twice.
struct ClockDoubt {
    std::string what;
    std::string cure;
};
/// `taken` is what it was settled as. Empty when there is no doubt, and when the order of the times has decided.
std::optional<ClockDoubt> doubt_about(const Zone& zone, const Moment& taken);

/// Gives times of the night that have no offset the one that clocks of the zone had, and returns the doubts about them.
/// Segments of an hour that these clocks skipped vanish.
std::vector<ClockDoubt> settle(Night& night, const Zone& zone);

/// Decides which times are written with their date and offset: those whose time of day alone would be read otherwise.
void shorten(Night& night, const std::optional<Zone>& zone);

}  // namespace sleepcheck
