#pragma once

#include "sleepcheck/error.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// The mistakes of a rule base that loads without problems, sorted by file and place: conditions that never or always
/// hold, signs that say the same, levels, lines and caps without effect, questions without use, words like a dose.
///
/// Only what is proven is reported, over all answer sets in which every answered question applies. Where a mistake
/// shows in some answer set, the cure gives the smallest one found, as JSON. The same rules give the same findings.
Problems find_defects(const Loaded& loaded);

}  // namespace sleepcheck
