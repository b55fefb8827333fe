#pragma once

#include <vector>

#include "diary/log_text.hpp"
#include "diary/night_reader.hpp"

namespace sleepcheck {

/// Finds what cannot be, or hardly can, within a night.
void check_night(LogText& log, const Night& night, const NightPlace& place);

/// Finds nights that overlap, dates written twice, and dates left out.
/// Each night has its place.
void check_nights(LogText& log, const std::vector<Night>& nights, const std::vector<NightPlace>& places);

}  // namespace sleepcheck
