#pragma once

#include <string>

#include "cli/commands.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck::cli {

/// A sleep log as it was found.
struct LogFile {
    std::string name;  ///< for messages
    std::string text;
};

/// The bytes of a log; `-` for standard input. Throws `Error` (stream, ceiling).
LogFile log_file(const std::string& path, const Console& console);

/// What a log of ours, or the export of a tracker, says, sound or not. Throws `Error` (input) for what is no sleep log
/// at all.
ReadDiary diary_in(const LogFile& file, const Console& console);

/// The same, of a log without problems. Throws `Error` (input) with all of them; `consequence` is what then was not
/// done.
ReadDiary sound_diary_in(const LogFile& file, const Console& console, const std::string& consequence);

}  // namespace sleepcheck::cli
