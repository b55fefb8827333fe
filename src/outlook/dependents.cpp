#include "outlook/dependents.hpp"

namespace sleepcheck {

namespace {

/// Which steps and facts are made from which, one step on.
class Upward {
public:
    explicit Upward(const RuleBook& rules)
        : rules_(rules), of_steps_(rules.steps.size()), of_facts_(2 * rules.facts), made_facts_(rules.steps.size()) {
        for (std::size_t i = 0; i < rules.steps.size(); ++i) add_step(i);
        for (std::size_t i = 0; i < rules.questions; ++i) {
            auto& made = made_facts_[index_of(rules.applies[i])];
            made.push_back(place_of(Table::given, i));
            made.push_back(place_of(Table::cleared, i));
        }
        for (const Clearing& clearing : rules.clearings) {
            for (const FactId fact : clearing.facts) {
                made_facts_[index_of(clearing.when)].push_back(place_of(Table::cleared, index_of(fact)));
            }
        }
    }

    [[nodiscard]] std::vector<StepId> from(std::size_t question) const {
        std::vector<bool> reached(of_steps_.size());
        std::vector<bool> seen(of_facts_.size());
        reach_fact(place_of(Table::given, question), reached, seen);
        reach_fact(place_of(Table::cleared, question), reached, seen);
        std::vector<StepId> steps;
        for (std::size_t i = 0; i < reached.size(); ++i) {
            if (reached[i] || settled_anew_[i]) steps.push_back(StepId(i));
        }
        return steps;
    }

private:
    [[nodiscard]] std::size_t place_of(Table table, std::size_t fact) const {
        return fact + (table == Table::cleared ? rules_.facts : 0);
    }

    void add_step(std::size_t place) {
        const Step& step = rules_.steps[place];
        // To clear is to begin the cleared table anew, with all that is derived in it.
        settled_anew_.push_back(step.kind == Step::Kind::clear ||
                                (step.kind == Step::Kind::derive && step.table == Table::cleared));
        if (step.kind <= Step::Kind::known) {
            of_facts_[place_of(step.table, step.fact)].push_back(place);
        } else if (step.kind == Step::Kind::reaches) {
            of_steps_[step.first].push_back(place);
        } else if (step.kind == Step::Kind::derive) {
            add_derivation(place, step.table, rules_.derivations[step.first]);
        } else if (step.kind != Step::Kind::clear) {
            for (std::uint32_t i = 0; i < step.size; ++i) {
                of_steps_[index_of(rules_.parts[step.first + i].step)].push_back(place);
            }
        }
    }

    void add_derivation(std::size_t place, Table table, const Derivation& derivation) {
        for (const Branch& branch : derivation.first) {
            if (branch.is_hours) {
                of_facts_[place_of(table, index_of(branch.from))].push_back(place);
                of_facts_[place_of(table, index_of(branch.to))].push_back(place);
            } else {
                of_steps_[index_of(branch.when)].push_back(place);
            }
        }
        made_facts_[place].push_back(place_of(table, index_of(derivation.fact)));
        // The cleared table begins as a copy of the given one.
        made_facts_[place].push_back(place_of(Table::cleared, index_of(derivation.fact)));
    }

    void reach_fact(std::size_t fact, std::vector<bool>& reached, std::vector<bool>& seen) const {
        if (seen[fact]) return;
        seen[fact] = true;
        for (const std::size_t step : of_facts_[fact]) reach_step(step, reached, seen);
    }

    void reach_step(std::size_t step, std::vector<bool>& reached, std::vector<bool>& seen) const {
        if (reached[step]) return;
        reached[step] = true;
        for (const std::size_t whole : of_steps_[step]) reach_step(whole, reached, seen);
        for (const std::size_t fact : made_facts_[step]) reach_fact(fact, reached, seen);
    }

    const RuleBook& rules_;
    std::vector<std::vector<std::size_t>> of_steps_;
    std::vector<std::vector<std::size_t>> of_facts_;    ///< of each fact in both tables
    std::vector<std::vector<std::size_t>> made_facts_;  ///< by each step: derived, cleared, or answered at all
    std::vector<bool> settled_anew_;                    ///< the steps that have to be, with any answer
};

}  // namespace

Dependents::Dependents(const RuleBook& rules) {
    const Upward upward(rules);
    for (std::size_t i = 0; i < rules.questions; ++i) steps_.push_back(upward.from(i));
}

}  // namespace sleepcheck
