#include "sleepcheck/prospects.hpp"

#include <algorithm>

namespace sleepcheck {

std::vector<const OutcomeLine*> possible_lines(const Knowledge& knowledge, const Outlook& outlook) {
    std::vector<const OutcomeLine*> lines;
    for (const OutcomeLine& line : knowledge.lines) {
        const TruthSet could = outlook.of(line.when);
        if (could.has(Truth::yes)) lines.push_back(&line);
        if (could.is(Truth::yes)) break;
    }
    return lines;
}

std::vector<StepId> steps_of(const std::vector<const OutcomeLine*>& lines) {
    std::vector<StepId> steps;
    if (lines.size() < 2) return steps;
    for (const OutcomeLine* line : lines) steps.push_back(line->when);
    return steps;
}

std::vector<StepId> steps_of(const Pattern& pattern) {
    std::vector<StepId> steps;
    for (const Level& level : pattern.levels) steps.push_back(level.reached);
    return steps;
}

std::vector<StepId> flag_steps(const Knowledge& knowledge, Flags flags) {
    std::vector<StepId> steps;
    for (const Flag& flag : knowledge.flags) {
        if (flags == Flags::all || flag.halt) steps.push_back(flag.when);
    }
    return steps;
}

/// Foods hang on flags alone, which stand on their own.
std::vector<StepId> advice_steps(const Knowledge& knowledge, const std::vector<const OutcomeLine*>& lines) {
    std::vector<StepId> steps;
    const auto gives_advice = [](const OutcomeLine* line) { return line->advice; };
    if (std::none_of(lines.begin(), lines.end(), gives_advice)) return steps;
    for (const PlanEntry& entry : knowledge.plan) {
        for (const PlanPiece& piece : entry.first) steps.push_back(piece.when);
    }
    return steps;
}

}  // namespace sleepcheck
