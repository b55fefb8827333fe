#pragma once

#include <string>

#include "cli/peeked_input.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck::cli {

/// A sleep log as it was found.
struct LogFile {
    std::string name;  ///< for messages
    std::string text;
};

/// Ten years of a tracker's nights with all their segments.
inline constexpr std::size_t largest_log = std::size_t{64} << 20U;

/// All of it. Throws `Error` as `PeekedInput` does.
LogFile whole_log(PeekedInput input);

/// What a log of ours, or the export of a tracker, says, sound or not. Throws `Error` (input) for what is no sleep log
/// at all.
ReadDiary diary_in(const LogFile& file);

/// The same of a file, `-`, or nothing for standard input; of exports of any size. Throws `Error` (usage) when a person
/// would have to type the log.
ReadDiary diary_at(const std::string& path, const Console& console);

/// What was read, if it has no problems. Throws `Error` (input) with all of them; `consequence` is what then was not
/// done.
ReadDiary sound(ReadDiary read, const std::string& consequence);

}  // namespace sleepcheck::cli
