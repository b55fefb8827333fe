#include "certainty/answer_classes.hpp"

#include <algorithm>

#include "certainty/outcome_steps.hpp"
#include "outlook/value_classes.hpp"

namespace sleepcheck {

AnswerClasses::AnswerClasses(const Knowledge& knowledge) : rules_(knowledge.rules), tied_(rules_.questions) {
    std::vector<StepId> steps;
    for (const std::size_t place : steps_behind_the_outcome(knowledge)) steps.push_back(StepId(place));
    std::vector<bool> times(rules_.facts);  // tied, or worked out from tied ones
    for (const StepId id : steps) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::derive) continue;
        const Derivation& derivation = rules_.derivations[step.first];
        for (const Branch& branch : derivation.first) {
            if (!branch.is_hours) continue;
            steps_of_times_.push_back(id);
            for (const FactId fact : {branch.from, branch.to, derivation.fact}) times[index_of(fact)] = true;
        }
    }
    for (const StepId id : steps) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind <= Step::Kind::known && times[step.fact]) steps_of_times_.push_back(id);
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
