#pragma once

#include <string>
#include <vector>

#include "diary/log_text.hpp"
#include "diary/night_reader.hpp"

namespace sleepcheck {

/// Finds what cannot be, or hardly can, within a night.
void check_night(LogText& log, const Night& night, const NightPlace& place);

/// What has to be kept of a night's place until all nights are read.
struct NightMarks {
    std::string pointer;
    json::Mark date;
    json::Mark into_bed;
    json::Mark naps;
};
NightMarks marks_of(const NightPlace& place);

/// Finds nights that overlap, dates written twice, and dates left out; the last only when no night was left aside as
/// unreadable. Each night has its marks.
void check_nights(LogText& log, const std::vector<Night>& nights, const std::vector<NightMarks>& marks, bool all_read);

}  // namespace sleepcheck
