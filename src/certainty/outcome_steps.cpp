#include "certainty/outcome_steps.hpp"

#include <algorithm>

namespace sleepcheck {

namespace {

/// The steps that some steps are made of, down to the tests of answers, through derived facts and clearings.
class Cone {
public:
    explicit Cone(const RuleBook& rules) : rules_(rules) {}

    void add(StepId id) {
        if (!steps_.insert(index_of(id)).second) return;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind <= Step::Kind::known) return add_fact(FactId{step.fact}, step.table);
        if (step.kind == Step::Kind::reaches) return add(StepId(step.first));
        if (step.kind == Step::Kind::derive) return add_branches(step);
        for (std::uint32_t i = 0; i < step.size; ++i) add(rules_.parts[step.first + i].step);
    }

    [[nodiscard]] const std::set<std::size_t>& steps() const { return steps_; }

private:
    void add_fact(FactId fact, Table table) {
        if (index_of(fact) >= rules_.questions) add_derived(fact, table);
        if (table == Table::given) return;
        for (const Clearing& clearing : rules_.clearings) {
            const auto& cleared = clearing.facts;
            if (std::find(cleared.begin(), cleared.end(), fact) != cleared.end()) add(clearing.when);
        }
    }

    void add_derived(FactId fact, Table table) {
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            const Step& step = rules_.steps[i];
            if (step.kind != Step::Kind::derive || step.table != table) continue;
            if (rules_.derivations[step.first].fact == fact) add(StepId(i));
        }
    }

    void add_branches(const Step& step) {
        for (const Branch& branch : rules_.derivations[step.first].first) {
            if (branch.is_hours) {
                add_fact(branch.from, step.table);
                add_fact(branch.to, step.table);
            } else {
                add(branch.when);
            }
        }
    }

    const RuleBook& rules_;
    std::set<std::size_t> steps_;
};

}  // namespace

std::vector<StepId> deciding_steps(const Knowledge& knowledge) {
    std::vector<StepId> steps = knowledge.rules.applies;
    for (const OutcomeLine& line : knowledge.lines) steps.push_back(line.when);
    return steps;
}

std::set<std::size_t> steps_behind_the_outcome(const Knowledge& knowledge) {
    Cone cone(knowledge.rules);
    for (const StepId step : deciding_steps(knowledge)) cone.add(step);
    std::set<std::size_t> steps = cone.steps();
    for (std::size_t i = 0; i < knowledge.rules.steps.size(); ++i) {
        if (knowledge.rules.steps[i].kind == Step::Kind::clear) steps.insert(i);
    }
    return steps;
}

}  // namespace sleepcheck
