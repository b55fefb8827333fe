#pragma once

#include <string>

#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// How closely a sleep was looked at, least first.
enum class Detail : std::uint8_t { times, asleep_and_awake, stages };
Detail detail_of(const Night& night);

/// When the record ends: out of bed, or else the final awakening.
const Moment& end_of(const Night& night);

/// From going to bed to the end of the record.
std::chrono::seconds length_of(const Night& night);

/// Two pieces of one sleep; the second begins when the first has ended, or later. `pause_is_awake`: what lies between
/// them is told as awake, where both were scored; else it stays unknown. `label` tells the maker's figures of the
/// second from those of the first.
Night joined(Night first, const Night& second, bool pause_is_awake, const std::string& label);

/// Two records of one sleep that overlap. The first counts, the other fills in what it does not say.
Night completed(Night counts, const Night& other, const std::string& label);

}  // namespace sleepcheck
