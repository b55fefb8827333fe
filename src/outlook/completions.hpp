#pragma once

#include <functional>
#include <vector>

#include "sleepcheck/outlook.hpp"

namespace sleepcheck {

/// Judges every completion that answers some of these open questions, as far as conditions can tell them apart, and
/// hands each judgement out. A question is left alone where it does not apply. False, and nothing is judged, when that
/// would be more than `most` completions, or when its values cannot be cut into classes.
///
/// When the questions are all that could matter to some steps, no completion brings these steps to anything that is not
/// handed out.
bool try_completions(const RuleBook& rules, const Judgement& now, const Outlook& outlook,
                     const std::vector<FactId>& questions, std::size_t most,
                     const std::function<void(const Judgement&)>& visit);

}  // namespace sleepcheck
