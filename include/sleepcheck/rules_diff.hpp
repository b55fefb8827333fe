#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sleepcheck/assessment.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// A rule that two rule bases do not share.
struct RuleChange {
    enum class What { added, removed, changed };
    What what = What::changed;
    std::string kind;  ///< "sign", "flag", ...
    std::string id;    ///< or, for what has no id of its own, where it stands
};

/// What was added, removed or changed between two rule bases that load, by kind and id. Layout does not count.
std::vector<RuleChange> changed_rules(const Loaded& before, const Loaded& after);

/// How often a change was seen, and where first.
struct ResultChange {
    std::size_t count = 0;
    std::size_t first = 0;  ///< the number of the first answer set that shows it
};

/// Changes in results by what they are in words, what matters most to a person first: outcome, level, flag,
/// contradiction, advice, points.
using ResultChanges = std::map<std::pair<int, std::string>, ResultChange>;

/// Adds what differs between two assessments of the same answers, in words such as "outcome: none -> both".
/// True when anything does.
bool add_changes(const Assessment& before, const Assessment& after, std::size_t number, ResultChanges& changes);

}  // namespace sleepcheck
