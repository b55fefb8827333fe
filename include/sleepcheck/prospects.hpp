#pragma once

#include <vector>

#include "sleepcheck/knowledge.hpp"
#include "sleepcheck/outlook.hpp"

/// What more answers could still change: the steps of the rule book that a person would notice, by what they decide.
namespace sleepcheck {

/// The lines that can decide, given what every condition can still come to: up to the first that is sure to hold.
/// The outcome is settled when there is only one.
std::vector<const OutcomeLine*> possible_lines(const Knowledge& knowledge, const Outlook& outlook);

/// The conditions of these lines; none when there is nothing left to decide between them.
std::vector<StepId> steps_of(const std::vector<const OutcomeLine*>& lines);

/// Every level of the pattern.
std::vector<StepId> steps_of(const Pattern& pattern);

/// All flags, or only those that halt.
enum class Flags { all, halting };
std::vector<StepId> flag_steps(const Knowledge& knowledge, Flags flags);

/// What the plan and the foods hang on; none when no line gives advice.
std::vector<StepId> advice_steps(const Knowledge& knowledge, const std::vector<const OutcomeLine*>& lines);

}  // namespace sleepcheck
