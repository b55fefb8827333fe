#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sleepcheck/rule_cases.hpp"

/// Do the cases notice when a rule is changed? Every threshold, weight and operator is changed a little, one at a time,
/// and all cases are run: a change that none of them notices could slip in unnoticed.
namespace sleepcheck {

/// A change of the rules that no case notices.
struct UnnoticedChange {
    RulePlace place;
    std::string what;  ///< "changing >= 30 to >= 31"
    std::string
        proof;  ///< a worked case that would notice it; empty when none was found, or one for another change does
};

struct MutationResult {
    std::size_t tried = 0;
    std::size_t without_effect = 0;          ///< unnoticed, but no answers at all tell them apart
    std::vector<UnnoticedChange> unnoticed;  ///< in the order of the files
};

/// Which of all changes to try: every one, or `every` nth of them; and whether to look for answers that would tell.
struct MutationWishes {
    std::size_t every = 1;
    bool propose = false;
};

/// Tries the changes one by one. `loaded` came of these layers, and its cases all pass.
MutationResult mutate(const std::vector<RuleLayer>& layers, const Loaded& loaded, const RuleCases& cases,
                      const MutationWishes& wishes = {});

/// The unnoticed changes as problems.
Problems problems_of(const Loaded& loaded, const MutationResult& result);

}  // namespace sleepcheck
