#pragma once

#include <vector>

#include "sleepcheck/outlook.hpp"
#include "sleepcheck/rulebook.hpp"

namespace sleepcheck::defects {

/// Something said of a step.
struct Literal {
    enum class Says : std::uint8_t { yes, no, not_yes, not_no };

    StepId step{};
    Says says = Says::yes;

    friend bool operator==(const Literal&, const Literal&) = default;
};

/// True when the way the conditions are put together shows that what the first literal says makes the second true,
/// whatever the answers are. False means nothing.
bool implies(const RuleBook& rules, const Outlook& outlook, const Literal& first, const Literal& second);

/// The same for at least one of several: where the first is an `any`, each of its parts may make another one true.
bool implies_one(const RuleBook& rules, const Outlook& outlook, const Literal& first,
                 const std::vector<Literal>& others);

/// True when the parts of a step that must all hold for it to be yes are seen to exclude each other.
bool contradicts_itself(const RuleBook& rules, const Outlook& outlook, StepId step);

}  // namespace sleepcheck::defects
