#pragma once

#include <vector>

#include "outlook/dependents.hpp"
#include "sleepcheck/interview.hpp"
#include "sleepcheck/outlook.hpp"

namespace sleepcheck {

/// Whether the question can make sense. Not when its condition fails; nor when the condition is open only because of
/// questions that can make no sense themselves.
bool may_apply(const RuleBook& rules, const Judgement& judgement, FactId question);

/// The open questions worth putting now, in catalogue order: those whose answer can still change what the depth is
/// after, and safety questions. A question of which nobody knows yet whether it applies waits for the questions that
/// tell, unless those were skipped.
class WorthAsking {
public:
    /// `put_and_not_kept` says of each question whether it was put and its answer kept nowhere.
    WorthAsking(const Knowledge& knowledge, Depth depth, const std::vector<bool>& put_and_not_kept)
        : knowledge_(knowledge), depth_(depth), put_and_not_kept_(put_and_not_kept) {}

    [[nodiscard]] std::vector<FactId> questions(const Facts& facts);

    /// The same questions, the one first whose answers leave least open on average. The dependents are those of the
    /// rules.
    [[nodiscard]] std::vector<FactId> ranked(const Facts& facts, const std::vector<FactId>& questions,
                                             const Dependents& dependents);

    /// Whether one line alone can decide.
    [[nodiscard]] bool settled(const Facts& facts);

private:
    void look(const Facts& facts);
    [[nodiscard]] std::vector<FactId> wanted() const;
    [[nodiscard]] std::vector<FactId> behind(std::vector<StepId> steps) const;
    [[nodiscard]] bool open(FactId fact) const;
    void add_or_wait(FactId fact, std::vector<FactId>& way, std::vector<bool>& chosen) const;
    [[nodiscard]] double left_open_after(const Judgement& before, const Outlook& outlook_before, FactId question,
                                         const std::vector<StepId>& dependents);
    [[nodiscard]] double left_open() const;

    const Knowledge& knowledge_;
    Depth depth_;
    const std::vector<bool>& put_and_not_kept_;
    Judgement judgement_;
    Outlook outlook_;
};

/// Values of a question, at least one on each side of every threshold that a rule sets in it.
std::vector<std::int32_t> telling_values(const Knowledge& knowledge, FactId question);

}  // namespace sleepcheck
