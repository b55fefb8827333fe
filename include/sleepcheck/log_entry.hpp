#pragma once

#include <string>
#include <string_view>

#include "sleepcheck/diary.hpp"

/// Adding a night to a log that a person wrote: everything else in the text stays as it was, byte by byte.
namespace sleepcheck {

enum class LogShape { document, night_a_line };

/// A log that holds this night alone, as a person reported it.
std::string new_log(const Night& night, LogShape shape);

/// The text of a sound log with the night added at its end or, where the log has a main sleep of its date, in the place
/// of that one. A log with a night a line stays one.
std::string with_night(std::string_view log, const Night& night);

/// The main sleep of the date; null when there is none.
const Night* night_of(const Diary& diary, Date date);

/// Whether the diaries are the same but for the main sleep of this date.
bool same_but_for(const Diary& left, const Diary& right, Date date);

}  // namespace sleepcheck
