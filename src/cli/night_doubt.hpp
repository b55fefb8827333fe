#pragma once

#include <string>

#include "sleepcheck/diary.hpp"

namespace sleepcheck::cli {

/// Which of the two times that no night is without were said already.
struct SaidTimes {
    bool into_bed = false;
    bool final_awakening = false;
};

/// What is unlikely in a night that is still being told, as a question to the person; empty when nothing is. Only the
/// times of day of the night count.
std::string doubt_about(const Night& night, const SaidTimes& said);

/// "23:10".
std::string clock_words(const NightTime& time);
/// "45 min", "6 h 0 min".
std::string length_words(Minutes length);

}  // namespace sleepcheck::cli
