#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sleepcheck/rule_cases.hpp"

/// Which parts of the conditions in the rules the cases show to matter. A part (a test of a fact, a reference) decides
/// a condition when turning this part alone, between yes and not yes, changes whether the whole condition is yes. A
/// part is covered when some case shows it deciding while it is yes, and some case while it is not.
namespace sleepcheck {

/// Whether something was shown by a case, could be, or cannot be by any answers.
enum class Shown { by_a_case, by_none, impossible };

struct PartCoverage {
    RulePlace place;  ///< of the part
    RulePlace rule;   ///< of the entry whose condition it belongs to: a sign, a cap, an outcome line, ...
    RulePlace whole;  ///< of the whole condition
    Shown yes = Shown::by_none;
    Shown no = Shown::by_none;
};

struct Coverage {
    std::vector<PartCoverage> parts;  ///< in the order of the files
};

/// Runs all cases over all conditions. What no case shows is looked for among all answers, where these are few enough
/// to try them all; then it is known to be impossible, or how it could be shown.
Coverage coverage_of(const Loaded& loaded, const RuleCases& cases);

/// A problem for each part that is not covered, save for what is impossible.
Problems uncovered(const Loaded& loaded, const Coverage& coverage);

/// Parts that no answers can make decide, in one direction or both, for whoever wonders.
Problems never_deciding(const Loaded& loaded, const Coverage& coverage);

/// Answers that would cover what no case covers.
struct Proposal {
    RulePlace part;
    std::string where;  ///< where the text belongs, in words
    std::string text;   ///< JSON to paste; empty when no answers were found
};
std::vector<Proposal> propose(const Loaded& loaded, const RuleCases& cases, const Coverage& coverage);

}  // namespace sleepcheck
