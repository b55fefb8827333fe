#include "answer_search.hpp"

#include <algorithm>
#include <random>

#include "outlook/value_classes.hpp"

namespace sleepcheck {

namespace {

/// The steps that a condition rests on, derived facts and contradictions included.
class Foundation {
public:
    explicit Foundation(const RuleBook& rules) : rules_(rules) {
        for (const Clearing& clearing : rules.clearings) add(clearing.when);
    }

    void add(StepId id) {
        if (!steps_.insert(index_of(id)).second) return;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind == Step::Kind::reaches) add(StepId(step.first));
        if (step.kind == Step::Kind::count || step.kind == Step::Kind::tally) {
            for (std::uint32_t i = 0; i < step.size; ++i) add(rules_.parts[step.first + i].step);
        }
        if (step.kind <= Step::Kind::known && step.fact >= rules_.questions) add_derivation(FactId{step.fact});
    }

    [[nodiscard]] std::vector<StepId> steps() const {
        std::vector<StepId> steps;
        for (const std::size_t place : steps_) steps.push_back(StepId(place));
        return steps;
    }

private:
    void add_derivation(FactId fact) {
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            if (rules_.steps[i].kind != Step::Kind::derive) continue;
            const Derivation& derivation = rules_.derivations[rules_.steps[i].first];
            if (derivation.fact != fact || !steps_.insert(i).second) continue;
            for (const Branch& branch : derivation.first) {
                if (!branch.is_hours) add(branch.when);
            }
        }
    }

    const RuleBook& rules_;
    std::set<std::size_t> steps_;
};

}  // namespace

void AnswerSearch::add(const RuleBook& rules, StepId condition) {
    Foundation foundation(rules);
    foundation.add(condition);
    const std::vector<bool> open(rules.questions, true);
    const Facts nothing(rules.facts);
    const std::vector<StepId> steps = foundation.steps();
    const ValueClasses classes(rules, steps, open, nothing);
    complete_ = complete_ && classes.complete();
    for (const FactId question : questions_of(rules, condition)) {
        const auto values = classes.of(index_of(question));
        values_[question].insert(values.begin(), values.end());
    }
}

bool AnswerSearch::try_all(std::size_t most, const Found& found) const {
    std::vector<std::pair<FactId, std::vector<std::int32_t>>> questions;
    std::size_t count = 1;
    for (const auto& [question, values] : values_) {
        questions.emplace_back(question, std::vector<std::int32_t>(values.begin(), values.end()));
        count *= values.size() + 1;
        if (count > most) return false;
    }
    if (!complete_) return false;
    Facts facts(facts_);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        for (const auto& [question, values] : questions) {
            const std::size_t choice = rest % (values.size() + 1);
            rest /= values.size() + 1;
            choice == 0 ? facts.forget(question) : facts.learn(question, values[choice - 1]);
        }
        if (found(facts)) break;
    }
    return true;
}

std::optional<Facts> AnswerSearch::near(const std::vector<Facts>& sets, std::size_t steps,
                                        const Distance& distance) const {
    std::vector<std::pair<int, std::size_t>> starts;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        starts.emplace_back(distance(sets[i]), i);
        if (starts.back().first == 0) return sets[i];
    }
    if (starts.empty() || values_.empty()) return std::nullopt;
    std::sort(starts.begin(), starts.end());
    const std::vector<std::pair<FactId, std::set<std::int32_t>>> questions(values_.begin(), values_.end());
    // Not a distribution of the standard library, which would be another one elsewhere.
    std::mt19937 dice(1);
    const auto below = [&](std::size_t size) { return dice() % size; };
    constexpr std::size_t steps_from_one_start = 400;
    for (std::size_t step = 0; step < steps;) {
        const auto& [first, place] = starts[step / steps_from_one_start % starts.size()];
        Facts here = sets[place];
        int height = first;
        for (std::size_t end = step + steps_from_one_start; step < end; ++step) {
            Facts there = here;
            for (std::size_t change = below(3) + 1; change > 0; --change) {
                const auto& [question, values] = questions[below(questions.size())];
                const std::size_t choice = below(values.size() + 1);
                if (choice == values.size()) {
                    there.forget(question);
                } else {
                    there.learn(question, *std::next(values.begin(), static_cast<std::ptrdiff_t>(choice)));
                }
            }
            const int next = distance(there);
            if (next == 0) return there;
            if (next > height) continue;
            here = there;
            height = next;
        }
    }
    return std::nullopt;
}

Facts without_needless_answers(Facts facts, std::size_t questions, const AnswerSearch::Found& found) {
    for (std::size_t i = 0; i < questions; ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (facts.state(question) == Facts::State::not_given) continue;
        Facts fewer = facts;
        fewer.forget(question);
        if (found(fewer)) facts = fewer;
    }
    return facts;
}

}  // namespace sleepcheck
