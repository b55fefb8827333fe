#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// Cuts the values of open questions into classes that no condition tells apart, and picks one value for each.
///
/// Times of which a difference matters are cut together: whatever combination of conditions can hold, holds at a point
/// where each time is some cut of a time plus or minus some cuts of differences on the way to it, as long as the
/// differences between open times form no circle.
class ValueClasses {
public:
    /// `steps` are the conditions that matter, `open` says of each question whether it may still be answered, `given`
    /// holds the answers there are. All four must outlive this.
    ValueClasses(const RuleBook& rules, const std::vector<StepId>& steps, const std::vector<bool>& open,
                 const Facts& given);

    /// False when open times are tied together in a circle; the classes may then miss a combination.
    [[nodiscard]] bool complete() const { return complete_; }

    /// Values such that, taken for all open questions together, they reach every combination of truths of the steps
    /// that any values reach. At least one.
    [[nodiscard]] std::vector<std::int32_t> of(std::size_t question) const;

private:
    /// The difference of two times, and the cuts in it that matter: the first of each class.
    struct TimeDifference {
        std::size_t from = 0;
        std::size_t to = 0;
        std::set<std::int32_t> starts;
    };

    void find_differences();
    void add_difference(const Branch& branch, FactId derived);
    [[nodiscard]] bool no_circle() const;
    [[nodiscard]] std::set<std::int32_t> own_cuts(std::size_t question) const;
    [[nodiscard]] std::set<std::int32_t> tied_cuts(std::size_t question, const TimeDifference* back) const;
    [[nodiscard]] std::vector<std::int32_t> options_told_apart(const FactDomain& domain,
                                                               const std::vector<const Step*>& tests) const;
    [[nodiscard]] std::vector<std::int32_t> option_sets(const FactDomain& domain,
                                                        const std::vector<const Step*>& tests) const;

    const RuleBook& rules_;
    const std::vector<StepId>& steps_;
    const std::vector<bool>& open_;
    const Facts& given_;
    std::vector<TimeDifference> differences_;
    bool complete_ = true;
};

}  // namespace sleepcheck
