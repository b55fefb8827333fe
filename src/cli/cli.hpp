#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace sleepcheck::cli {

/// Runs the program on its arguments (without the program's name) and returns its exit status. Everything it touches
/// besides files comes in here, so that tests run it in process.
int run(const std::vector<std::string>& arguments, const Streams& streams, const Environment& environment,
        const Today& today);

}  // namespace sleepcheck::cli
