#include "outlook/dependents.hpp"

#include <algorithm>

namespace sleepcheck {

namespace {

/// Passes over the row and notes what an answer can change: parts stand in front of the whole that is made of them.
class Upward {
public:
    explicit Upward(const RuleBook& rules)
        : rules_(rules), changes_(rules.steps.size()), given_(rules.facts), cleared_(rules.facts) {}

    void answer(FactId question) {
        given_[index_of(question)] = true;
        cleared_[index_of(question)] = true;
    }

    /// Whether a question can be answered at all may stand behind what reads it, hence more than one pass.
    [[nodiscard]] std::vector<StepId> steps_that_change() {
        do {
            for (std::size_t i = 0; i < rules_.steps.size(); ++i) changes_[i] = change(i) || changes_[i];
        } while (answer_what_may_apply());
        std::vector<StepId> steps;
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            if (changes_[i]) steps.push_back(StepId(i));
        }
        return steps;
    }

private:
    [[nodiscard]] bool changes(StepId step) const { return changes_[index_of(step)]; }

    [[nodiscard]] std::vector<bool>& facts(Table table) { return table == Table::given ? given_ : cleared_; }

    bool change(std::size_t place) {
        const Step& step = rules_.steps[place];
        switch (step.kind) {
            case Step::Kind::within:
            case Step::Kind::one_of:
            case Step::Kind::any_of:
            case Step::Kind::known: return facts(step.table)[step.fact];
            case Step::Kind::count:
            case Step::Kind::tally: return some_part_changes(step);
            case Step::Kind::reaches: return changes_[step.first];
            case Step::Kind::derive: return derive(step.table, rules_.derivations[step.first]);
            case Step::Kind::clear: clear(); return true;
        }
        return true;
    }

    [[nodiscard]] bool some_part_changes(const Step& step) const {
        const Part* const end = rules_.parts.data() + step.first + step.size;
        return std::any_of(end - step.size, end, [&](const Part& part) { return changes(part.step); });
    }

    /// To clear is to begin the cleared table anew, with all that is derived in it.
    bool derive(Table table, const Derivation& derivation) {
        const std::vector<bool>& from = facts(table);
        const auto reads = [&](const Branch& branch) {
            return branch.is_hours ? from[index_of(branch.from)] || from[index_of(branch.to)] : changes(branch.when);
        };
        const bool changed = std::any_of(derivation.first.begin(), derivation.first.end(), reads);
        if (changed) facts(table)[index_of(derivation.fact)] = true;
        return changed || table == Table::cleared;
    }

    void clear() {
        for (std::size_t i = 0; i < given_.size(); ++i) cleared_[i] = cleared_[i] || given_[i];
        for (const Clearing& clearing : rules_.clearings) {
            if (!changes(clearing.when)) continue;
            for (const FactId fact : clearing.facts) cleared_[index_of(fact)] = true;
        }
    }

    bool answer_what_may_apply() {
        bool more = false;
        for (std::size_t i = 0; i < rules_.questions; ++i) {
            if (given_[i] || !changes(rules_.applies[i])) continue;
            answer(FactId(i));
            more = true;
        }
        return more;
    }

    const RuleBook& rules_;
    std::vector<bool> changes_;  ///< of each step
    std::vector<bool> given_;    ///< of each fact in this table
    std::vector<bool> cleared_;
};

}  // namespace

std::vector<StepId> steps_that_change(const RuleBook& rules, const std::vector<FactId>& questions) {
    Upward upward(rules);
    for (const FactId question : questions) upward.answer(question);
    return upward.steps_that_change();
}

Dependents::Dependents(const RuleBook& rules) {
    for (std::size_t i = 0; i < rules.questions; ++i) steps_.push_back(steps_that_change(rules, {FactId(i)}));
}

}  // namespace sleepcheck
