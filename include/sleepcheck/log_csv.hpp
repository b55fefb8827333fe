#pragma once

#include <string>

#include "sleepcheck/diary.hpp"

namespace sleepcheck {

enum class PrivateColumns { left_out, shown };

/// The nights of a log and their figures as rows of a spreadsheet (RFC 4180, UTF-8), sorted by date. The first row
/// names the columns with their units. An empty cell is unknown, never zero. No text in it is taken for a formula.
/// `read_csv` reads it back: times to the second as the clocks showed them, with the zone of the log, and what was
/// noted; not single awakenings, naps, segments and a maker's figures, which have no column. Of a time that came twice
/// when the clocks went back, the first that is in order is taken.
std::string to_csv(const Diary& diary, PrivateColumns columns = PrivateColumns::left_out);

}  // namespace sleepcheck
