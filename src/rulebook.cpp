// The engine. Every criterion is the same kind of thing: a weighted count against a threshold over truths. `all` is a
// count whose threshold is the number of its parts, `any` one with threshold 1, `not` one with weight -1 and threshold
// 0, a pattern's points are a count, its level a count that its caps pull down. So there is one loop, and the row it
// runs over is also where every reason is read off: a reason cannot disagree with its verdict.

#include "sleepcheck/rulebook.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "rulebook/passes_test.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/error.hpp"

namespace sleepcheck {

namespace {

Facts& table_of(Judgement& judgement, Table table) {
    return table == Table::given ? judgement.given : judgement.cleared;
}

Truth tested(const Step& step, const Facts& facts) {
    const FactId fact{step.fact};
    if (step.kind == Step::Kind::known) return truth_of(facts.known(fact));
    return facts.known(fact) ? truth_of(passes_test(step, facts.value(fact))) : Truth::unknown;
}

/// Kleene's count: the least and the greatest sum that the unknown parts leave open.
Truth counted(const Step& step, const RuleBook& rules, const Truth* truths) {
    std::int32_t least = 0;
    std::int32_t greatest = 0;
    const Part* const end = rules.parts.data() + step.first + step.size;
    for (const Part* part = end - step.size; part != end; ++part) {
        const Truth truth = truths[index_of(part->step)];
        const std::int32_t weight = part->weight;
        const std::int32_t sure = truth == Truth::yes ? weight : 0;
        const std::int32_t possible = truth == Truth::no ? 0 : weight;
        least += std::min(sure, possible);
        greatest += std::max(sure, possible);
    }
    if (least >= step.low) return Truth::yes;
    return greatest < step.low ? Truth::no : Truth::unknown;
}

std::int32_t tallied(const Step& step, const RuleBook& rules, const Truth* truths) {
    std::int32_t sum = 0;
    const Part* const end = rules.parts.data() + step.first + step.size;
    for (const Part* part = end - step.size; part != end; ++part) {
        sum += truths[index_of(part->step)] == Truth::yes ? part->weight : 0;
    }
    return sum;
}

/// The value a branch gives on these facts; false when it is passed over.
bool gives(const Branch& branch, const std::vector<Truth>& truths, const Facts& facts, std::int32_t& value) {
    if (!branch.is_hours) {
        value = branch.value;
        return truths[index_of(branch.when)] == Truth::yes;
    }
    if (!facts.known(branch.from) || !facts.known(branch.to)) return false;
    value = minutes_forward(ClockTime{facts.value(branch.from)}, ClockTime{facts.value(branch.to)});
    return value <= branch.unknown_above;
}

/// Gives the derived fact its value; returns the branch taken, or -1.
std::int32_t derive(const Derivation& derivation, const std::vector<Truth>& truths, Facts& facts) {
    for (std::size_t i = 0; i < derivation.first.size(); ++i) {
        std::int32_t value = 0;
        if (!gives(derivation.first[i], truths, facts, value)) continue;
        facts.learn(derivation.fact, value);
        return static_cast<std::int32_t>(i);
    }
    facts.forget(derivation.fact);
    return -1;
}

void clear(const RuleBook& rules, Judgement& judgement) {
    judgement.cleared = judgement.given;
    for (const auto& clearing : rules.clearings) {
        if (!judgement.holds(clearing.when)) continue;
        for (const FactId fact : clearing.facts) judgement.cleared.forget(fact);
    }
}

/// Settles steps one after the other; `place_of` gives the place in the row of the first, the second, ...
template <typename PlaceOf>
void settle(const RuleBook& rules, std::size_t count, const PlaceOf& place_of, Judgement& judgement) {
    const Step* const steps = rules.steps.data();  // looked up once: this loop is where the time goes
    Truth* const truths = judgement.truths.data();
    std::int32_t* const numbers = judgement.numbers.data();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = place_of(i);
        const Step& step = steps[place];
        Truth& truth = truths[place];
        std::int32_t& number = numbers[place];
        switch (step.kind) {
            case Step::Kind::within:
            case Step::Kind::one_of:
            case Step::Kind::any_of:
            case Step::Kind::known: truth = tested(step, table_of(judgement, step.table)); break;
            case Step::Kind::count: truth = counted(step, rules, truths); break;
            case Step::Kind::tally:
                number = tallied(step, rules, truths);
                truth = truth_of(number >= step.low);
                break;
            case Step::Kind::reaches: truth = truth_of(numbers[step.first] >= step.low); break;
            case Step::Kind::derive:
                number = derive(rules.derivations[step.first], judgement.truths, table_of(judgement, step.table));
                truth = truth_of(number >= 0);
                break;
            case Step::Kind::clear:
                clear(rules, judgement);
                truth = Truth::yes;
                break;
        }
    }
}

/// Walks down from a step to the questions behind it.
class Walk {
public:
    explicit Walk(const RuleBook& rules) : rules_(rules), seen_(rules.steps.size()), behind_(rules.questions) {}

    /// Only what made the step what it is on this judgement.
    void reasons(const Judgement& judgement, StepId step) {
        follow(step, [&](const Step& whole, StepId at) { add_reasons(judgement, whole, at); });
    }

    void everything(StepId step) {
        follow(step, [&](const Step& whole, StepId /*at*/) {
            for (const Part& part : parts(whole)) everything(part.step);
            if (whole.kind == Step::Kind::reaches) everything(StepId(whole.first));
            if (whole.kind <= Step::Kind::known) add_whole_fact(FactId{whole.fact}, whole.table);
        });
    }

    [[nodiscard]] std::vector<FactId> facts() const {
        std::vector<FactId> result;
        for (std::size_t i = 0; i < behind_.size(); ++i) {
            if (behind_[i]) result.push_back(FactId(i));
        }
        return result;
    }

private:
    template <typename Visit>
    void follow(StepId step, const Visit& visit) {
        if (seen_[index_of(step)]) return;
        seen_[index_of(step)] = true;
        visit(rules_.steps[index_of(step)], step);
    }

    [[nodiscard]] std::vector<Part> parts(const Step& step) const {
        if (step.kind != Step::Kind::count && step.kind != Step::Kind::tally) return {};
        const auto first = rules_.parts.begin() + step.first;
        return {first, first + step.size};
    }

    void add_reasons(const Judgement& judgement, const Step& step, StepId at) {
        if (step.kind <= Step::Kind::known) return add_fact_reasons(judgement, FactId{step.fact}, step.table);
        if (step.kind == Step::Kind::reaches) return reasons(judgement, StepId(step.first));
        const Truth truth = judgement.truth(at);
        for (const Part& part : parts(step)) {
            Truth part_truth = judgement.truth(part.step);
            if (step.kind == Step::Kind::tally && part_truth == Truth::unknown) part_truth = Truth::no;
            const Truth helpful = part.weight > 0 ? part_truth : !part_truth;
            if (helpful == truth) reasons(judgement, part.step);
        }
    }

    void add_fact_reasons(const Judgement& judgement, FactId fact, Table table) {
        if (index_of(fact) < rules_.questions) {
            behind_[index_of(fact)] = true;
            return;
        }
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            const Step& step = rules_.steps[i];
            if (step.kind != Step::Kind::derive || step.table != table) continue;
            const Derivation& derivation = rules_.derivations[step.first];
            if (derivation.fact != fact) continue;
            const std::int32_t taken = judgement.numbers[i];
            if (taken < 0) return add_whole_fact(fact, table);
            const Branch& branch = derivation.first[static_cast<std::size_t>(taken)];
            if (!branch.is_hours) return reasons(judgement, branch.when);
            add_fact_reasons(judgement, branch.from, table);
            add_fact_reasons(judgement, branch.to, table);
            return;
        }
    }

    void add_whole_fact(FactId fact, Table table) {
        if (index_of(fact) < rules_.questions) {
            behind_[index_of(fact)] = true;
            return;
        }
        for (const Derivation& derivation : rules_.derivations) {
            if (derivation.fact != fact) continue;
            for (const Branch& branch : derivation.first) {
                if (!branch.is_hours) {
                    everything(branch.when);
                } else {
                    add_whole_fact(branch.from, table);
                    add_whole_fact(branch.to, table);
                }
            }
        }
    }

    const RuleBook& rules_;
    std::vector<bool> seen_;
    std::vector<bool> behind_;
};

/// A test that has to pass for a step to be yes.
void collect_needed_tests(const RuleBook& rules, StepId id, std::vector<const Step*>& tests) {
    const Step& step = rules.steps[index_of(id)];
    if (step.kind == Step::Kind::within || step.kind == Step::Kind::one_of) tests.push_back(&step);
    if (step.kind != Step::Kind::count) return;
    const Part* const parts = rules.parts.data() + step.first;
    const auto needed = [](const Part& part) { return part.weight == 1; };
    const bool all = step.low == static_cast<std::int32_t>(step.size) && std::all_of(parts, parts + step.size, needed);
    for (std::uint32_t i = 0; all && i < step.size; ++i) collect_needed_tests(rules, parts[i].step, tests);
}

bool have_nothing_in_common(const Step& left, const Step& right) {
    if (left.fact != right.fact || left.table != right.table || left.kind != right.kind) return false;
    if (left.kind == Step::Kind::one_of) return (left.low & right.low) == 0;
    return left.high < right.low || right.high < left.low;
}

bool exclude_each_other(const RuleBook& rules, StepId left, StepId right) {
    std::vector<const Step*> of_left;
    std::vector<const Step*> of_right;
    collect_needed_tests(rules, left, of_left);
    collect_needed_tests(rules, right, of_right);
    return std::any_of(of_left.begin(), of_left.end(), [&](const Step* test) {
        return std::any_of(of_right.begin(), of_right.end(),
                           [&](const Step* other) { return have_nothing_in_common(*test, *other); });
    });
}

/// A part joins the first run of which it excludes every part, all with weights to the same side.
void put_in_runs(const RuleBook& rules, std::vector<Part>& parts) {
    std::vector<std::vector<Part>> runs;
    for (const Part& part : parts) {
        const auto excludes = [&](const Part& other) {
            return (part.weight > 0) == (other.weight > 0) && exclude_each_other(rules, part.step, other.step);
        };
        const auto joined = std::find_if(runs.begin(), runs.end(), [&](const std::vector<Part>& run) {
            return std::all_of(run.begin(), run.end(), excludes);
        });
        if (joined == runs.end()) {
            runs.push_back({part});
        } else {
            joined->push_back(part);
        }
    }
    parts.clear();
    const auto heavier = [](const Part& left, const Part& right) {
        return std::abs(left.weight) > std::abs(right.weight);
    };
    for (std::size_t run = 0; run < runs.size(); ++run) {
        std::stable_sort(runs[run].begin(), runs[run].end(), heavier);
        for (const Part& part : runs[run]) parts.push_back({part.step, part.weight, static_cast<std::uint16_t>(run)});
    }
}

}  // namespace

void judge(const RuleBook& rules, const Facts& facts, Judgement& judgement) {
    assert(facts.size() == rules.facts);
    judgement.truths.resize(rules.steps.size());
    judgement.numbers.resize(rules.steps.size());
    judgement.given = facts;
    settle(
        rules, rules.steps.size(), [](std::size_t i) { return i; }, judgement);
}

void judge_only(const RuleBook& rules, const std::vector<StepId>& steps, Judgement& judgement) {
    settle(
        rules, steps.size(), [&](std::size_t i) { return index_of(steps[i]); }, judgement);
}

std::vector<FactId> facts_behind(const RuleBook& rules, const Judgement& judgement, StepId step) {
    Walk walk(rules);
    walk.reasons(judgement, step);
    return walk.facts();
}

std::vector<FactId> questions_of(const RuleBook& rules, StepId step) {
    Walk walk(rules);
    walk.everything(step);
    return walk.facts();
}

RowBuilder::RowBuilder(std::size_t facts, std::size_t questions) {
    rules_.facts = facts;
    rules_.questions = questions;
    rules_.domains.assign(facts, FactDomain{});
    rules_.applies.assign(questions, always());
}

StepId RowBuilder::add(const Step& step) {
    const auto same = std::find(rules_.steps.begin(), rules_.steps.end(), step);
    if (same != rules_.steps.end()) return StepId(same - rules_.steps.begin());
    return append(step);
}

/// Steps are numbered with 16 bits, which is a hundred times what the built-in rules need.
StepId RowBuilder::append(const Step& step) {
    constexpr std::size_t most_steps = 65'000;
    if (rules_.steps.size() >= most_steps) throw Error(Status::ceiling, "more conditions than a rule base can hold");
    rules_.steps.push_back(step);
    return StepId(rules_.steps.size() - 1);
}

StepId RowBuilder::within(Table table, FactId fact, std::int32_t low, std::int32_t high) {
    return add({Step::Kind::within, table, static_cast<std::uint16_t>(fact), 0, 0, low, high});
}

StepId RowBuilder::one_of(Table table, FactId fact, std::uint32_t options) {
    return add(
        {Step::Kind::one_of, table, static_cast<std::uint16_t>(fact), 0, 0, static_cast<std::int32_t>(options), 0});
}

StepId RowBuilder::any_of(Table table, FactId fact, std::uint32_t options) {
    return add(
        {Step::Kind::any_of, table, static_cast<std::uint16_t>(fact), 0, 0, static_cast<std::int32_t>(options), 0});
}

StepId RowBuilder::known(Table table, FactId fact) {
    return add({Step::Kind::known, table, static_cast<std::uint16_t>(fact), 0, 0, 0, 0});
}

StepId RowBuilder::add_count(Step::Kind kind, std::vector<Part> parts, std::int32_t threshold) {
    const auto weightless = [](const Part& part) { return part.weight == 0; };
    parts.erase(std::remove_if(parts.begin(), parts.end(), weightless), parts.end());
    for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
        const Step& step = rules_.steps[i];
        if (step.kind != kind || step.low != threshold || step.size != parts.size()) continue;
        if (std::equal(parts.begin(), parts.end(), rules_.parts.begin() + step.first)) return StepId(i);
    }
    Step step{kind,
              Table::given,
              0,
              static_cast<std::uint32_t>(rules_.parts.size()),
              static_cast<std::uint32_t>(parts.size()),
              threshold,
              0};
    rules_.parts.insert(rules_.parts.end(), parts.begin(), parts.end());
    return append(step);
}

StepId RowBuilder::count(std::vector<Part> parts, std::int32_t threshold) {
    return add_count(Step::Kind::count, std::move(parts), threshold);
}

StepId RowBuilder::tally(std::vector<Part> parts, std::int32_t threshold) {
    put_in_runs(rules_, parts);
    return add_count(Step::Kind::tally, std::move(parts), threshold);
}

StepId RowBuilder::reaches(StepId tally, std::int32_t threshold) {
    return add({Step::Kind::reaches, Table::given, 0, static_cast<std::uint32_t>(tally), 0, threshold, 0});
}

StepId RowBuilder::all(const std::vector<StepId>& steps) {
    if (steps.size() == 1) return steps.front();
    std::vector<Part> parts;
    for (const StepId step : steps) parts.push_back({step, 1});
    return count(std::move(parts), static_cast<std::int32_t>(steps.size()));
}

StepId RowBuilder::any(const std::vector<StepId>& steps) {
    if (steps.size() == 1) return steps.front();
    std::vector<Part> parts;
    for (const StepId step : steps) parts.push_back({step, 1});
    return count(std::move(parts), 1);
}

StepId RowBuilder::negation(StepId step) {
    return count({{step, -1}}, 0);
}

StepId RowBuilder::found(StepId step) {
    return tally({{step, 1}}, 1);
}

StepId RowBuilder::always() {
    return count({}, 0);
}

void RowBuilder::derive(Table table, Derivation derivation) {
    const auto place = static_cast<std::uint32_t>(rules_.derivations.size());
    rules_.derivations.push_back(std::move(derivation));
    append({Step::Kind::derive, table, 0, place, 0, 0, 0});
}

void RowBuilder::clear(std::vector<Clearing> clearings) {
    rules_.clearings = std::move(clearings);
    append({Step::Kind::clear, Table::given, 0, 0, 0, 0, 0});
}

void RowBuilder::domain(FactId fact, const FactDomain& domain) {
    rules_.domains[index_of(fact)] = domain;
}

void RowBuilder::sum(StepId tally) {
    rules_.sums.push_back(tally);
}

void RowBuilder::applies(FactId question, StepId when) {
    rules_.applies[index_of(question)] = when;
}

}  // namespace sleepcheck
