#include "certainty/answer_classes.hpp"

#include <algorithm>

#include "outlook/value_classes.hpp"

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
        for (std::uint32_t i = 0; i < step.size; ++i) add(rules_.parts[step.first + i].step);
    }

    [[nodiscard]] const std::set<std::size_t>& steps() const { return steps_; }

private:
    void add_fact(FactId fact, Table table) {
        if (index_of(fact) >= rules_.questions) return add_derived(fact, table);
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
            const Derivation& derivation = rules_.derivations[step.first];
            if (derivation.fact != fact || !steps_.insert(i).second) continue;
            for (const Branch& branch : derivation.first) {
                if (branch.is_hours) {
                    add_fact(branch.from, table);
                    add_fact(branch.to, table);
                } else {
                    add(branch.when);
                }
            }
        }
    }

    const RuleBook& rules_;
    std::set<std::size_t> steps_;
};

std::set<std::size_t> steps_behind_the_outcome(const Knowledge& knowledge) {
    Cone cone(knowledge.rules);
    for (const OutcomeLine& line : knowledge.lines) cone.add(line.when);
    for (const StepId applies : knowledge.rules.applies) cone.add(applies);
    return cone.steps();
}

}  // namespace

AnswerClasses::AnswerClasses(const Knowledge& knowledge) : rules_(knowledge.rules), tied_(rules_.questions) {
    const std::set<std::size_t> steps = steps_behind_the_outcome(knowledge);
    std::vector<bool> times(rules_.facts);  // tied, or worked out from tied ones
    for (const std::size_t place : steps) {
        const Step& step = rules_.steps[place];
        if (step.kind != Step::Kind::derive) continue;
        const Derivation& derivation = rules_.derivations[step.first];
        for (const Branch& branch : derivation.first) {
            if (!branch.is_hours) continue;
            steps_of_times_.insert(place);
            for (const FactId fact : {branch.from, branch.to, derivation.fact}) times[index_of(fact)] = true;
        }
    }
    for (const std::size_t place : steps) {
        const Step& step = rules_.steps[place];
        if (step.kind <= Step::Kind::known && times[step.fact]) steps_of_times_.insert(place);
    }
    const std::vector<bool> all_open(rules_.questions, true);
    const Facts none(rules_.facts);
    const ValueClasses classes(rules_, steps, all_open, none);
    complete_ = classes.complete();
    for (std::size_t question = 0; question < rules_.questions; ++question) {
        tied_[question] = times[question];
        values_.push_back(classes.of(question));
    }
}

std::vector<std::int32_t> AnswerClasses::of(FactId question, const Facts& given,
                                            const std::vector<FactId>& closed) const {
    if (stand_alone(question)) return of(question);
    std::vector<bool> open(rules_.questions);
    for (std::size_t i = 0; i < open.size(); ++i) open[i] = !given.known(FactId(i));
    for (const FactId never : closed) open[index_of(never)] = false;
    return ValueClasses(rules_, steps_of_times_, open, given).of(index_of(question));
}

}  // namespace sleepcheck
