#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sleepcheck {

/// What a program took from its start to its end.
struct ProgramRun {
    double seconds = 0;            ///< by the clock on the wall
    double processor_seconds = 0;  ///< of all its threads, in the system too
    std::int64_t peak_kilobytes = 0;
};

/// Runs a program; its output is thrown away. Ends this one when that fails. The peak counts the memory of the caller,
/// too, as it was at the start: for a little program the caller must be less.
ProgramRun run_program(std::vector<std::string> words);

}  // namespace sleepcheck
