#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// Looks for answers of a certain kind: all answers to the questions behind some conditions, as far as the conditions
/// tell them apart, or answers near to some that are known.
class AnswerSearch {
public:
    /// Says whether the search is over.
    using Found = std::function<bool(const Facts&)>;

    /// `facts` is the size of the catalogue.
    explicit AnswerSearch(std::size_t facts) : facts_(facts) {}

    /// Takes in the questions behind a condition.
    void add(const RuleBook& rules, StepId condition);

    /// Hands out all answers to these questions, each answered or not, until something is found. False when there are
    /// more than `most`, or when they cannot be cut into classes: then nothing was handed out.
    bool try_all(std::size_t most, const Found& found) const;

    /// How far answers are from what is looked for; 0 when they are it.
    using Distance = std::function<int(const Facts&)>;

    /// Goes downhill from each of the sets (those nearest first), one to three answers at a time, `steps` in all, the
    /// same way every time. Empty when that leads nowhere.
    [[nodiscard]] std::optional<Facts> near(const std::vector<Facts>& sets, std::size_t steps,
                                            const Distance& distance) const;

private:
    std::size_t facts_;
    bool complete_ = true;
    std::map<FactId, std::set<std::int32_t>> values_;
};

/// The answers without those that are not needed for `found`.
Facts without_needless_answers(Facts facts, std::size_t questions, const AnswerSearch::Found& found);

}  // namespace sleepcheck
