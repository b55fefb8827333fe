#pragma once

#include <vector>

#include "diary/log_text.hpp"
#include "diary/night_reader.hpp"

namespace sleepcheck {

/// Finds what cannot be, or hardly can, within a night.
void check_night(LogText& log, const ReadNight& read);

/// Finds nights that overlap, dates written twice, and dates left out.
void check_nights(LogText& log, const std::vector<ReadNight>& nights);

}  // namespace sleepcheck
