#include "outlook/value_classes.hpp"

#include <algorithm>
#include <numeric>

#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

std::int32_t around_the_clock(std::int32_t minutes) {
    return (minutes % minutes_per_day + minutes_per_day) % minutes_per_day;
}

}  // namespace

ValueClasses::ValueClasses(const RuleBook& rules, const std::vector<StepId>& steps, const std::vector<bool>& open,
                           const Facts& given)
    : rules_(rules), steps_(steps), open_(open), given_(given) {
    find_differences();
    complete_ = no_circle();
}

std::vector<std::int32_t> ValueClasses::of(std::size_t question) const {
    const FactDomain& domain = rules_.domains[question];
    std::vector<const Step*> tests;
    for (const StepId id : steps_) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind < Step::Kind::known && step.fact == question) tests.push_back(&step);
    }
    if (domain.options != 0) return option_sets(domain, tests);
    if (!tests.empty() && tests.front()->kind == Step::Kind::one_of) return options_told_apart(domain, tests);
    const std::set<std::int32_t> cuts = tied_cuts(question, nullptr);
    return {cuts.begin(), cuts.end()};
}

/// The first value of each class of a number, as far as its own tests tell classes apart.
std::set<std::int32_t> ValueClasses::own_cuts(std::size_t question) const {
    const FactDomain& domain = rules_.domains[question];
    std::set<std::int32_t> cuts{domain.least};
    for (const StepId id : steps_) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::within || step.fact != question) continue;
        if (step.low > domain.least && step.low <= domain.most) cuts.insert(step.low);
        if (step.high >= domain.least && step.high < domain.most) cuts.insert(step.high + 1);
    }
    return cuts;
}

/// A time's own cuts, and those of every time it is tied to, carried over the differences in between; not those from
/// beyond the difference `back`.
std::set<std::int32_t> ValueClasses::tied_cuts(std::size_t question, const TimeDifference* back) const {
    const FactId fact{static_cast<std::uint16_t>(question)};
    if (given_.known(fact)) return {given_.value(fact)};
    if (!open_[question]) return {};
    std::set<std::int32_t> cuts = own_cuts(question);
    if (!complete_) return cuts;
    for (const TimeDifference& difference : differences_) {
        if (&difference == back || (difference.from != question && difference.to != question)) continue;
        const bool forward = difference.to == question;
        for (const std::int32_t cut : tied_cuts(forward ? difference.from : difference.to, &difference)) {
            for (auto start = difference.starts.begin(); start != difference.starts.end(); ++start) {
                const auto next = std::next(start);
                const std::int32_t end = (next == difference.starts.end() ? minutes_per_day : *next) - 1;
                cuts.insert(around_the_clock(forward ? cut + *start : cut - end));
            }
        }
    }
    return cuts;
}

std::vector<std::int32_t> ValueClasses::options_told_apart(const FactDomain& domain,
                                                           const std::vector<const Step*>& tests) const {
    std::set<std::vector<bool>> signatures;
    std::vector<std::int32_t> values;
    for (std::int32_t value = domain.least; value <= domain.most; ++value) {
        std::vector<bool> signature;
        for (const Step* test : tests) {
            const auto bits = static_cast<std::uint32_t>(test->low);
            signature.push_back(((bits >> static_cast<std::uint32_t>(value)) & 1U) != 0);
        }
        if (signatures.insert(signature).second) values.push_back(value);
    }
    return values;
}

/// Sets of options that some test tells apart: each option alone, and its unions with sets found before.
std::vector<std::int32_t> ValueClasses::option_sets(const FactDomain& domain,
                                                    const std::vector<const Step*>& tests) const {
    std::set<std::vector<bool>> signatures;
    std::vector<std::uint32_t> found;
    const auto add = [&](std::uint32_t options) {
        std::vector<bool> signature;
        for (const Step* test : tests) signature.push_back((static_cast<std::uint32_t>(test->low) & options) != 0);
        if (signatures.insert(signature).second) found.push_back(options);
    };
    for (std::uint32_t option = 1; option != 0 && option <= domain.options; option <<= 1U) {
        if ((domain.options & option) == 0) continue;
        const std::size_t before = option == domain.alone ? 0 : found.size();
        for (std::size_t i = 0; i < before; ++i) {
            if (found[i] != domain.alone) add(found[i] | option);
        }
        add(option);
    }
    return {found.begin(), found.end()};
}

void ValueClasses::find_differences() {
    for (const StepId id : steps_) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::derive) continue;
        const Derivation& derivation = rules_.derivations[step.first];
        for (const Branch& branch : derivation.first) {
            if (branch.is_hours) add_difference(branch, derivation.fact);
        }
    }
}

void ValueClasses::add_difference(const Branch& branch, FactId derived) {
    TimeDifference difference{index_of(branch.from), index_of(branch.to), {0}};
    const auto cut = [&](std::int32_t start) {
        if (start > 0 && start < minutes_per_day) difference.starts.insert(start);
    };
    cut(branch.unknown_above + 1);
    for (const StepId id : steps_) {
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::within || step.fact != index_of(derived)) continue;
        cut(step.low);
        if (step.high < minutes_per_day) cut(step.high + 1);
    }
    for (TimeDifference& same : differences_) {
        if (same.from != difference.from || same.to != difference.to) continue;
        same.starts.insert(difference.starts.begin(), difference.starts.end());
        return;
    }
    differences_.push_back(std::move(difference));
}

/// Known times hold still, so only differences between open ones can go round in a circle.
bool ValueClasses::no_circle() const {
    std::vector<std::size_t> root(rules_.questions);
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t question) {
        while (root[question] != question) question = root[question];
        return question;
    };
    for (const TimeDifference& difference : differences_) {
        if (!open_[difference.from] || !open_[difference.to]) continue;
        const auto left = find(difference.from);
        const auto right = find(difference.to);
        if (left == right) return false;
        root[left] = right;
    }
    return true;
}

}  // namespace sleepcheck
