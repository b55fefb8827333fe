#pragma once

#include "import/csv.hpp"

namespace sleepcheck {

inline constexpr std::string_view sleepmeter_header =
    "wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes";

/// Reads the diary table of a Sleepmeter export. The app does not double the quotes in notes, so that a record begins
/// only where a line begins with three quoted times. Its tables of own words are passed over, as are dreams, aids,
/// hindrances and tags.
void read_sleepmeter(CsvExport& csv);

}  // namespace sleepcheck
