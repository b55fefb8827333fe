// A condition in plain English, read off the row that is judged.

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/knowledge.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();

std::string range(const Question& fact, const Step& step) {
    const bool a_time = fact.kind == Kind::time;
    if (step.low == step.high) return spoken(fact, step.low);
    if (step.low == lowest) return spoken(fact, step.high) + (a_time ? " or earlier" : " or less");
    if (step.high == highest) return spoken(fact, step.low) + (a_time ? " or later" : " or more");
    return fmt::format("from {} to {}", written(fact, step.low), spoken(fact, step.high));
}

class Telling {
public:
    explicit Telling(const Knowledge& knowledge) : knowledge_(knowledge), rules_(knowledge.rules) {}

    std::vector<ConditionLine> lines(StepId step) {
        tell(step, 0, false);
        return std::move(lines_);
    }

private:
    void add(int depth, std::string text) { lines_.push_back({depth, std::move(text)}); }

    [[nodiscard]] const std::string* name_of(StepId step) const {
        const auto& names = knowledge_.step_names;
        const auto found =
            std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == step; });
        return found == names.end() ? nullptr : &found->second;
    }

    [[nodiscard]] std::string test(const Step& step) const {
        const Question& fact = knowledge_.catalogue.entries[step.fact];
        switch (step.kind) {
            case Step::Kind::known: return fact.name + ": answered";
            case Step::Kind::within: return fmt::format("{}: {}", fact.name, range(fact, step));
            default: break;
        }
        std::vector<std::string> labels;
        for (std::size_t i = 0; i < fact.options.size(); ++i) {
            if ((static_cast<std::uint32_t>(step.low) >> i) & 1U)
                labels.push_back(fmt::format("\"{}\"", fact.options[i].label));
        }
        return fmt::format("{}: {}", fact.name, listed(labels, " or "));
    }

    void tell(StepId id, int depth, bool negated) {
        const Step& step = rules_.steps[index_of(id)];
        const std::string_view prefix = negated ? "not: " : "";
        if (const std::string* name = name_of(id)) return add(depth, fmt::format("{}{}", prefix, *name));
        if (step.kind <= Step::Kind::known) return add(depth, fmt::format("{}{}", prefix, test(step)));
        if (step.kind != Step::Kind::count && step.kind != Step::Kind::tally) return;
        const auto first = rules_.parts.begin() + step.first;
        const std::vector<Part> parts(first, first + step.size);
        if (parts.empty()) return add(depth, "always");
        if (parts.size() == 1) return tell(parts.front().step, depth, negated != (parts.front().weight < 0));
        const auto is_for = [](const Part& part) { return part.weight > 0; };
        if (!std::all_of(parts.begin(), parts.end(), is_for)) {
            add(depth, fmt::format("{}more of these:", prefix));
            for (const Part& part : parts) {
                if (is_for(part)) tell(part.step, depth + 1, false);
            }
            add(depth, "than of these:");
            for (const Part& part : parts) {
                if (!is_for(part)) tell(part.step, depth + 1, false);
            }
            return;
        }
        const auto threshold = static_cast<std::size_t>(step.low);
        const std::string how_many = threshold == parts.size() ? "all"
                                     : threshold == 1          ? "any"
                                                               : fmt::format("at least {}", threshold);
        add(depth, fmt::format("{}{} of these:", prefix, how_many));
        for (const Part& part : parts) tell(part.step, depth + 1, false);
    }

    const Knowledge& knowledge_;
    const RuleBook& rules_;
    std::vector<ConditionLine> lines_;
};

}  // namespace

std::vector<ConditionLine> in_words(const Knowledge& knowledge, StepId step) {
    return Telling(knowledge).lines(step);
}

}  // namespace sleepcheck
