#pragma once

#include <string>
#include <vector>

#include "import/left_out.hpp"
#include "import/one_sleep.hpp"

namespace sleepcheck {

/// A sleep with its place on the line of time that all records share.
struct Record {
    Night night;
    std::string source;
    std::chrono::seconds start{};
    std::chrono::seconds end{};
    int pieces = 1;        ///< that were joined
    int used = 1;          ///< records, this one and those that filled in
    std::string contents;  ///< as text; only where another record has the same times and source
};
using Records = std::vector<Record>;

inline constexpr std::chrono::seconds whole_day = std::chrono::hours{24};

/// By time, source and contents: two records are in the same order whatever file they are from.
void sort_by_time(Records& records);

/// Joins the next piece of one sleep. False, and nothing is done, when the whole would reach 24 hours, or has a hundred
/// pieces: that is no sleep.
bool join(Record& whole, const Record& next);

/// Makes one of all records that overlap. They are sorted, and so is what comes back.
Records without_overlaps(Records records, LeftOutCounts& left_out);

}  // namespace sleepcheck
