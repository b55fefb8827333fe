#include "outlook/completions.hpp"

#include <numeric>
#include <set>

#include "outlook/dependents.hpp"
#include "outlook/value_classes.hpp"

namespace sleepcheck {

namespace {

/// A question may be passed over as "does not apply" only where nothing outside of the tried questions has a say in it.
bool applies_by_these_alone(const RuleBook& rules, const Outlook& outlook, FactId question,
                            const std::vector<FactId>& questions) {
    const auto others = could_matter(rules, outlook, {rules.applies[index_of(question)]});
    const std::set<FactId> tried(questions.begin(), questions.end());
    for (const FactId other : others) {
        if (tried.find(other) == tried.end()) return false;
    }
    return true;
}

}  // namespace

bool try_completions(const RuleBook& rules, const Judgement& now, const Outlook& outlook,
                     const std::vector<FactId>& questions, std::size_t most,
                     const std::function<void(const Judgement&)>& visit) {
    constexpr std::size_t most_questions = 12;
    if (questions.size() > most_questions) return false;
    std::vector<StepId> steps;
    for (std::size_t i = 0; i < rules.steps.size(); ++i) steps.push_back(StepId(i));
    const ValueClasses classes(rules, steps, outlook.open, now.given);
    if (!classes.complete()) return false;
    std::vector<std::vector<std::int32_t>> values;
    std::size_t count = 1;
    for (const FactId question : questions) {
        values.push_back(classes.of(index_of(question)));
        count *= values.back().size() + 1;
        if (count > most) return false;
    }
    std::vector<bool> checked;
    for (const FactId question : questions)
        checked.push_back(applies_by_these_alone(rules, outlook, question, questions));
    const std::vector<StepId> changing = steps_that_change(rules, questions);
    Judgement judgement = now;
    Facts& facts = judgement.given;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        for (std::size_t q = 0; q < questions.size(); ++q) {
            const std::size_t choices = values[q].size() + 1;
            const std::size_t choice = rest % choices;
            rest /= choices;
            choice == 0 ? facts.forget(questions[q]) : facts.learn(questions[q], values[q][choice - 1]);
        }
        judge_only(rules, changing, judgement);
        bool sound = true;
        for (std::size_t q = 0; q < questions.size() && sound; ++q) {
            const bool astray = judgement.truth(rules.applies[index_of(questions[q])]) == Truth::no;
            sound = !(checked[q] && astray && facts.known(questions[q]));
        }
        if (sound) visit(judgement);
    }
    return true;
}

}  // namespace sleepcheck
