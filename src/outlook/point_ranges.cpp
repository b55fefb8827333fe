// How many points can a pattern still get? Trying all completions would take 10^23 steps when nothing is answered. But
// a sign reads few questions, so the sum is a sum of small tables, and questions can be eliminated one by one: collect
// the tables that read a question, add them up over its values, keep the best and the worst, and go on with a table
// that no longer reads it. (Variable elimination, as in R. Dechter, "Bucket elimination", Artificial Intelligence 113,
// 1999.)
//
// Completions only answer questions that apply in them, so "answered, though it does not apply" is a table, too, with
// no finite entry there.

#include "outlook/point_ranges.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "outlook/value_classes.hpp"

namespace sleepcheck {

namespace {

constexpr std::int32_t impossible = 1'000'000;
constexpr std::size_t largest_table = std::size_t{1} << 21U;

/// The least and most points for each combination of values of some questions.
struct PointTable {
    std::vector<std::size_t> questions;  // places among the problem's, rising
    std::vector<NumberRange> entries;    // the first question varies slowest
};

/// The range of one sum.
class PointProblem {
public:
    PointProblem(const RuleBook& rules, const Judgement& now, const Outlook& outlook)
        : rules_(rules), now_(now), outlook_(outlook), place_(rules.questions, nowhere), scratch_(now) {}

    std::optional<NumberRange> range(StepId sum) {
        const Step& step = rules_.steps[index_of(sum)];
        std::int32_t sure = 0;
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            const TruthSet could = outlook_.of(part.step);
            if (could.is(Truth::yes)) sure += part.weight;
            if (could.has(Truth::yes) && !could.settled()) add_cone(part.step, part.weight, nowhere);
        }
        if (cones_.empty()) return NumberRange{sure, sure};
        add_applicability();
        if (!choose_values()) return std::nullopt;
        for (const Cone& cone : cones_) {
            if (!tabulate(cone)) return std::nullopt;
        }
        const auto total = eliminate();
        if (!total) return std::nullopt;
        return NumberRange{total->least + sure, total->most + sure};
    }

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    /// A sign, or the condition under which a question applies, with all it depends on.
    struct Cone {
        StepId step{};
        std::int32_t points = 0;
        std::size_t applies_to = nowhere;  ///< the question, when this is about whether it applies
        std::vector<StepId> steps;         ///< in row order
        std::set<std::size_t> questions;   ///< the open ones it reads, as places among the problem's
    };

    // ---- what depends on what ----

    std::size_t place_of(std::size_t question) {
        if (place_[question] == nowhere) {
            place_[question] = questions_.size();
            questions_.push_back(question);
        }
        return place_[question];
    }

    void add_cone(StepId step, std::int32_t points, std::size_t applies_to) {
        Cone cone{step, points, applies_to, {}, {}};
        std::vector<bool> seen(rules_.steps.size());
        collect(step, cone, seen);
        if (applies_to != nowhere) cone.questions.insert(place_of(applies_to));
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (seen[i]) cone.steps.push_back(StepId(i));
        }
        cones_.push_back(std::move(cone));
    }

    void collect(StepId id, Cone& cone, std::vector<bool>& seen) {
        if (seen[index_of(id)]) return;
        seen[index_of(id)] = true;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind <= Step::Kind::known) return collect_fact(FactId{step.fact}, step.table, cone, seen);
        if (step.kind == Step::Kind::reaches) return collect(StepId(step.first), cone, seen);
        for (std::uint32_t i = 0; i < step.size; ++i) collect(rules_.parts[step.first + i].step, cone, seen);
    }

    void collect_fact(FactId fact, Table table, Cone& cone, std::vector<bool>& seen) {
        if (index_of(fact) >= rules_.questions) return collect_derived(fact, table, cone, seen);
        if (outlook_.open[index_of(fact)]) cone.questions.insert(place_of(index_of(fact)));
        if (table == Table::given) return;
        seen[clear_step()] = true;
        for (const Clearing& clearing : rules_.clearings) {
            const auto& cleared = clearing.facts;
            const bool concerned = std::find(cleared.begin(), cleared.end(), fact) != cleared.end();
            if (concerned && outlook_.of(clearing.when).has(Truth::yes)) collect(clearing.when, cone, seen);
        }
    }

    void collect_derived(FactId fact, Table table, Cone& cone, std::vector<bool>& seen) {
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
            const Step& step = rules_.steps[i];
            if (step.kind != Step::Kind::derive || step.table != table) continue;
            const Derivation& derivation = rules_.derivations[step.first];
            if (derivation.fact != fact || seen[i]) continue;
            seen[i] = true;
            for (const Branch& branch : derivation.first) {
                if (branch.is_hours) {
                    collect_fact(branch.from, table, cone, seen);
                    collect_fact(branch.to, table, cone, seen);
                } else {
                    collect(branch.when, cone, seen);
                }
            }
        }
    }

    [[nodiscard]] std::size_t clear_step() const {
        const auto clears = [](const Step& step) { return step.kind == Step::Kind::clear; };
        return static_cast<std::size_t>(std::find_if(rules_.steps.begin(), rules_.steps.end(), clears) -
                                        rules_.steps.begin());
    }

    /// Questions that may turn out not to apply drag in what that depends on.
    void add_applicability() {
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            const StepId applies = rules_.applies[questions_[i]];
            if (outlook_.of(applies).has(Truth::no)) add_cone(applies, 0, questions_[i]);
        }
    }

    bool choose_values() {
        std::vector<bool> in_a_cone(rules_.steps.size());
        for (const Cone& cone : cones_) {
            for (const StepId step : cone.steps) in_a_cone[index_of(step)] = true;
        }
        std::vector<StepId> steps;
        for (std::size_t i = 0; i < in_a_cone.size(); ++i) {
            if (in_a_cone[i]) steps.push_back(StepId(i));
        }
        const ValueClasses classes(rules_, steps, outlook_.open, now_.given);
        for (const std::size_t question : questions_) values_.push_back(classes.of(question));
        return classes.complete();
    }

    // ---- tables ----

    /// How many choices a question leaves: its values, or no answer.
    [[nodiscard]] std::size_t choices(std::size_t question) const { return values_[question].size() + 1; }

    void choose(std::size_t question, std::size_t choice) {
        const FactId fact{static_cast<std::uint16_t>(questions_[question])};
        if (choice == 0) {
            scratch_.given.forget(fact);
        } else {
            scratch_.given.learn(fact, values_[question][choice - 1]);
        }
    }

    [[nodiscard]] std::optional<std::size_t> size_of(const std::vector<std::size_t>& questions) const {
        std::size_t size = 1;
        for (const std::size_t question : questions) {
            size *= choices(question);
            if (size > largest_table) return std::nullopt;
        }
        return size;
    }

    bool tabulate(const Cone& cone) {
        PointTable table{{cone.questions.begin(), cone.questions.end()}, {}};
        const auto size = size_of(table.questions);
        if (!size) return false;
        table.entries.reserve(*size);
        std::vector<std::size_t> digits(table.questions.size());
        for (const std::size_t question : table.questions) choose(question, 0);
        const bool applicability = cone.applies_to != nowhere;
        for (std::size_t i = 0; i < *size; ++i) {
            judge_only(rules_, cone.steps, scratch_);
            const Truth truth = scratch_.truth(cone.step);
            if (applicability) {
                const bool answered = scratch_.given.known(FactId(cone.applies_to));
                table.entries.push_back(answered && truth == Truth::no ? NumberRange{impossible, -impossible}
                                                                       : NumberRange{});
            } else {
                const std::int32_t points = truth == Truth::yes ? cone.points : 0;
                table.entries.push_back({points, points});
            }
            for (std::size_t digit = digits.size(); digit-- > 0;) {
                digits[digit] = (digits[digit] + 1) % choices(table.questions[digit]);
                choose(table.questions[digit], digits[digit]);
                if (digits[digit] != 0) break;
            }
        }
        scratch_.given = now_.given;
        tables_.push_back(std::move(table));
        return true;
    }

    [[nodiscard]] static bool reads(const PointTable& table, std::size_t question) {
        return std::binary_search(table.questions.begin(), table.questions.end(), question);
    }

    /// The questions of all tables that read this one, without it.
    [[nodiscard]] std::vector<std::size_t> neighbours(std::size_t question) const {
        std::set<std::size_t> all;
        for (const PointTable& table : tables_) {
            if (reads(table, question)) all.insert(table.questions.begin(), table.questions.end());
        }
        all.erase(question);
        return {all.begin(), all.end()};
    }

    std::optional<NumberRange> eliminate() {
        std::set<std::size_t> left;
        for (std::size_t i = 0; i < questions_.size(); ++i) left.insert(i);
        while (!left.empty()) {
            std::size_t best = *left.begin();
            std::optional<std::size_t> smallest;
            for (const std::size_t question : left) {
                const auto size = size_of(neighbours(question));
                if (!size || (smallest && *size >= *smallest)) continue;
                smallest = size;
                best = question;
            }
            if (!smallest) return std::nullopt;
            eliminate(best, *smallest);
            left.erase(best);
        }
        NumberRange total;
        for (const PointTable& table : tables_) {
            total.least += table.entries.front().least;
            total.most += table.entries.front().most;
        }
        return total;
    }

    /// For each table, how far its entry moves when a question takes its next choice; 0 for one it does not read.
    [[nodiscard]] std::size_t stride(const PointTable& table, std::size_t question) const {
        if (!reads(table, question)) return 0;
        std::size_t result = 1;
        for (std::size_t i = table.questions.size(); table.questions[i - 1] != question; --i)
            result *= choices(table.questions[i - 1]);
        return result;
    }

    void eliminate(std::size_t question, std::size_t size) {
        std::vector<PointTable> reading;
        std::vector<PointTable> others;
        for (PointTable& table : tables_) (reads(table, question) ? reading : others).push_back(std::move(table));
        tables_ = std::move(others);
        PointTable result;
        std::set<std::size_t> all;
        for (const PointTable& table : reading) all.insert(table.questions.begin(), table.questions.end());
        all.erase(question);
        result.questions.assign(all.begin(), all.end());
        result.entries.reserve(size);
        std::vector<std::vector<std::size_t>> strides(reading.size());
        std::vector<std::size_t> own(reading.size());
        std::vector<std::size_t> at(reading.size());
        for (std::size_t t = 0; t < reading.size(); ++t) {
            own[t] = stride(reading[t], question);
            for (const std::size_t other : result.questions) strides[t].push_back(stride(reading[t], other));
        }
        std::vector<std::size_t> digits(result.questions.size());
        for (std::size_t i = 0; i < size; ++i) {
            NumberRange best{impossible, -impossible};
            for (std::size_t choice = 0; choice < choices(question); ++choice) {
                NumberRange sum;
                for (std::size_t t = 0; t < reading.size(); ++t) {
                    const NumberRange& entry = reading[t].entries[at[t] + choice * own[t]];
                    sum.least += entry.least;
                    sum.most += entry.most;
                }
                best.least = std::min(best.least, sum.least);
                best.most = std::max(best.most, sum.most);
            }
            result.entries.push_back(best);
            for (std::size_t digit = digits.size(); digit-- > 0;) {
                const std::size_t count = choices(result.questions[digit]);
                const bool wraps = ++digits[digit] == count;
                for (std::size_t t = 0; t < reading.size(); ++t) {
                    at[t] = wraps ? at[t] - (count - 1) * strides[t][digit] : at[t] + strides[t][digit];
                }
                if (!wraps) break;
                digits[digit] = 0;
            }
        }
        tables_.push_back(std::move(result));
    }

    const RuleBook& rules_;
    const Judgement& now_;
    const Outlook& outlook_;
    std::vector<std::size_t> place_;      // of a question among this problem's, or nowhere
    std::vector<std::size_t> questions_;  // the open questions of this problem
    std::vector<Cone> cones_;
    std::vector<std::vector<std::int32_t>> values_;  // of each question
    std::vector<PointTable> tables_;
    Judgement scratch_;
};

}  // namespace

std::vector<ExactRange> exact_point_ranges(const RuleBook& rules, const Judgement& now, const Outlook& outlook) {
    std::vector<ExactRange> ranges;
    for (const StepId sum : rules.sums) {
        if (const auto range = PointProblem(rules, now, outlook).range(sum)) ranges.push_back({sum, *range});
    }
    return ranges;
}

}  // namespace sleepcheck
