// One forward pass over the row, on sets of truths instead of truths. It is sound because every operator here gives all
// results that any choice from its parts' sets could give: parts are treated as if they were independent. What keeps it
// honest about known facts: a further answer can contradict a known one and clear it, so a fact that a contradiction
// may clear can become unknown again, in the table that signs read.

#include "sleepcheck/outlook.hpp"

#include <algorithm>

#include "outlook/point_ranges.hpp"

namespace sleepcheck {

namespace {

bool contains(const FactOutlook& outer, std::int32_t low, std::int32_t high) {
    return outer.least >= low && outer.most <= high;
}

bool meets(const FactOutlook& fact, std::int32_t low, std::int32_t high) {
    return fact.least <= high && fact.most >= low;
}

std::uint32_t bits_from_to(std::int32_t least, std::int32_t most) {
    const auto below = [](std::int32_t count) {
        return count > 31 ? ~0U : (1U << static_cast<std::uint32_t>(count)) - 1U;
    };
    return below(most + 1) & ~below(least);
}

/// One look ahead over a row.
class Foresight {
public:
    Foresight(const RuleBook& rules, const Judgement& now, const std::vector<FactId>& closed, Outlook& outlook)
        : rules_(rules), now_(now), closed_(closed), outlook_(outlook) {}

    void look(Sums sums) {
        // Every step and fact is written before it is read, so what an earlier look left here does no harm.
        outlook_.could.resize(rules_.steps.size());
        outlook_.numbers.resize(rules_.steps.size());
        outlook_.given.resize(rules_.facts);
        outlook_.open.assign(rules_.questions, false);
        for (std::size_t i = 0; i < rules_.questions; ++i) outlook_.open[i] = !now_.given.known(FactId(i));
        for (const FactId question : closed_) outlook_.open[index_of(question)] = false;
        const std::size_t settled_by = end_of_applies();
        for (std::size_t i = 0; i < rules_.questions; ++i) set_given(FactId(i));
        do {
            for (std::size_t i = 0; i < settled_by; ++i) step(i);
        } while (close_what_never_applies());
        for (std::size_t i = settled_by; i < rules_.steps.size(); ++i) step(i);
        if (sums == Sums::bounded) return;
        exact_ = exact_point_ranges(rules_, now_, outlook_);
        for (std::size_t i = settled_by; i < rules_.steps.size(); ++i) step(i);
    }

    /// With one answer more than when the outlook was found. The completions are some of those that there were.
    void look_again(FactId answered, const std::vector<StepId>& dependents) {
        outlook_.open[index_of(answered)] = false;
        set_given(answered);
        const std::size_t settled_by = end_of_applies();
        const auto rest = std::partition_point(dependents.begin(), dependents.end(),
                                               [&](StepId step) { return index_of(step) < settled_by; });
        do {
            for (auto at = dependents.begin(); at != rest; ++at) step(index_of(*at));
        } while (close_what_never_applies());
        for (auto at = rest; at != dependents.end(); ++at) step(index_of(*at));
    }

private:
    /// Which questions apply hangs on few steps at the front of the row.
    [[nodiscard]] std::size_t end_of_applies() const {
        std::size_t end = 0;
        for (const StepId step : rules_.applies) end = std::max(end, index_of(step) + 1);
        return end;
    }

    void set_given(FactId question) {
        const std::size_t place = index_of(question);
        FactOutlook& outlook = outlook_.given[place];
        if (now_.given.known(question)) {
            outlook = {now_.given.value(question), now_.given.value(question), true, false};
        } else {
            outlook = {rules_.domains[place].least, rules_.domains[place].most, outlook_.open[place], true};
        }
    }

    /// A question that applies in no completion is answered in none. True when there is one more of them, and what was
    /// found so far may be wider than it needs to be.
    bool close_what_never_applies() {
        bool closed = false;
        for (std::size_t i = 0; i < rules_.questions; ++i) {
            if (!outlook_.open[i] || !outlook_.of(rules_.applies[i]).is(Truth::no)) continue;
            outlook_.open[i] = false;
            set_given(FactId(i));
            closed = true;
        }
        return closed;
    }

    void step(std::size_t place) {
        const Step& step = rules_.steps[place];
        TruthSet& could = outlook_.could[place];
        switch (step.kind) {
            case Step::Kind::within:
            case Step::Kind::one_of:
            case Step::Kind::any_of:
            case Step::Kind::known: could = tested(step); break;
            case Step::Kind::count: could = counted(step); break;
            case Step::Kind::tally: could = tallied(step, place); break;
            case Step::Kind::reaches: could = reached(outlook_.numbers[step.first], step.low); break;
            case Step::Kind::derive: could = derived(step); break;
            case Step::Kind::clear:
                clear();
                could = TruthSet(Truth::yes);
                break;
        }
    }

    [[nodiscard]] std::vector<FactOutlook>& facts(Table table) {
        return table == Table::given ? outlook_.given : outlook_.cleared;
    }

    [[nodiscard]] TruthSet tested(const Step& step) {
        const FactOutlook& fact = facts(step.table)[step.fact];
        TruthSet could;
        if (step.kind == Step::Kind::known) {
            if (fact.can_be_known) could = could | TruthSet(Truth::yes);
            if (fact.can_be_unknown) could = could | TruthSet(Truth::no);
            return could;
        }
        if (fact.can_be_unknown) could = TruthSet(Truth::unknown);
        if (!fact.can_be_known) return could;
        if (can_pass(step, fact)) could = could | TruthSet(Truth::yes);
        if (can_fail(step, fact)) could = could | TruthSet(Truth::no);
        return could;
    }

    [[nodiscard]] bool can_pass(const Step& step, const FactOutlook& fact) const {
        const auto bits = static_cast<std::uint32_t>(step.low);
        if (step.kind == Step::Kind::within) return meets(fact, step.low, step.high);
        if (step.kind == Step::Kind::one_of) return (bits_from_to(fact.least, fact.most) & bits) != 0;
        return (options(step, fact) & bits) != 0;
    }

    [[nodiscard]] bool can_fail(const Step& step, const FactOutlook& fact) const {
        const auto bits = static_cast<std::uint32_t>(step.low);
        if (step.kind == Step::Kind::within) return !contains(fact, step.low, step.high);
        if (step.kind == Step::Kind::one_of) return (bits_from_to(fact.least, fact.most) & ~bits) != 0;
        // Some single option outside the list; of a known answer the list must miss every option.
        return is_open(step) ? (options(step, fact) & ~bits) != 0 : (options(step, fact) & bits) == 0;
    }

    [[nodiscard]] bool is_open(const Step& step) const { return !now_.given.known(FactId{step.fact}); }

    [[nodiscard]] std::uint32_t options(const Step& step, const FactOutlook& fact) const {
        return is_open(step) ? rules_.domains[step.fact].options : static_cast<std::uint32_t>(fact.least);
    }

    /// Kleene's count. A part adds its weight when yes, nothing when no, and when unknown it leaves a gap between the
    /// least sum and the greatest.
    [[nodiscard]] TruthSet counted(const Step& step) const {
        std::int32_t surest = 0;   // the greatest that the least sum can be
        std::int32_t poorest = 0;  // the least that the greatest sum can be
        std::int32_t gap_low = 0;  // the widest gap: every part that can be unknown is
        std::int32_t gap_high = 0;
        bool gap = false;
        const TruthSet* const could = outlook_.could.data();
        const Part* const end = rules_.parts.data() + step.first + step.size;
        for (const Part* part = end - step.size; part != end; ++part) {
            const TruthSet of_part = could[index_of(part->step)];
            const std::int32_t weight = part->weight;
            const std::int32_t if_yes = of_part.has(Truth::yes) ? weight : 0;
            const std::int32_t unless_no = of_part.has(Truth::no) ? 0 : weight;
            const bool unsure = of_part.has(Truth::unknown);
            surest += weight > 0 ? if_yes : unless_no;
            poorest += weight > 0 ? unless_no : if_yes;
            gap_low += unsure ? std::min(weight, 0) : weight > 0 ? unless_no : if_yes;
            gap_high += unsure ? std::max(weight, 0) : weight > 0 ? if_yes : unless_no;
            gap = gap || unsure;
        }
        TruthSet result;
        if (surest >= step.low) result = result | TruthSet(Truth::yes);
        if (poorest < step.low) result = result | TruthSet(Truth::no);
        if (gap && gap_low < step.low && gap_high >= step.low) result = result | TruthSet(Truth::unknown);
        return result;
    }

    static TruthSet reached(NumberRange number, std::int32_t threshold) {
        TruthSet result;
        if (number.most >= threshold) result = result | TruthSet(Truth::yes);
        if (number.least < threshold) result = result | TruthSet(Truth::no);
        return result;
    }

    TruthSet tallied(const Step& step, std::size_t place) {
        NumberRange& number = outlook_.numbers[place];
        number = {};
        const Part* const parts = rules_.parts.data() + step.first;
        for (std::uint32_t i = 0; i < step.size;) {
            const NumberRange range = run_from(parts, step.size, i);
            number.least += range.least;
            number.most += range.most;
        }
        for (const ExactRange& exact : exact_) {
            if (index_of(exact.sum) == place) number = exact.range;
        }
        return reached(number, step.low);
    }

    /// What a run of parts that exclude each other adds: one of them is sure, or at most one holds. Leaves `i` behind
    /// the run.
    [[nodiscard]] NumberRange run_from(const Part* parts, std::uint32_t size, std::uint32_t& i) const {
        NumberRange open;
        std::int32_t sure = 0;
        const std::uint16_t run = parts[i].run;
        const TruthSet* const of_steps = outlook_.could.data();
        for (; i < size && parts[i].run == run; ++i) {
            const TruthSet could = of_steps[index_of(parts[i].step)];
            if (!could.has(Truth::yes)) continue;
            if (could.is(Truth::yes)) sure += parts[i].weight;
            open.least = std::min<std::int32_t>(open.least, parts[i].weight);
            open.most = std::max<std::int32_t>(open.most, parts[i].weight);
        }
        return sure != 0 ? NumberRange{sure, sure} : open;
    }

    static void include(FactOutlook& fact, std::int32_t least, std::int32_t most) {
        fact.least = fact.can_be_known ? std::min(fact.least, least) : least;
        fact.most = fact.can_be_known ? std::max(fact.most, most) : most;
        fact.can_be_known = true;
    }

    /// Takes in what a branch can give; true when no later branch can have a say.
    bool include_branch(FactOutlook& fact, const Branch& branch, Table table) {
        if (!branch.is_hours) {
            const TruthSet could = outlook_.of(branch.when);
            if (could.has(Truth::yes)) include(fact, branch.value, branch.value);
            return could.is(Truth::yes);
        }
        const FactOutlook& from = facts(table)[index_of(branch.from)];
        const FactOutlook& to = facts(table)[index_of(branch.to)];
        if (!from.can_be_known || !to.can_be_known) return false;
        constexpr std::int32_t day = 24 * 60;
        if (from.least != from.most || to.least != to.most) {
            include(fact, 0, std::min(branch.unknown_above, day - 1));
            return false;
        }
        const std::int32_t minutes = (to.least - from.least + day) % day;
        if (minutes > branch.unknown_above) return false;
        include(fact, minutes, minutes);
        return !from.can_be_unknown && !to.can_be_unknown;
    }

    TruthSet derived(const Step& step) {
        const Derivation& derivation = rules_.derivations[step.first];
        FactOutlook fact;
        fact.can_be_unknown = true;
        for (const Branch& branch : derivation.first) {
            if (!include_branch(fact, branch, step.table)) continue;
            fact.can_be_unknown = false;
            break;
        }
        facts(step.table)[index_of(derivation.fact)] = fact;
        TruthSet could;
        if (fact.can_be_known) could = could | TruthSet(Truth::yes);
        if (fact.can_be_unknown) could = could | TruthSet(Truth::no);
        return could;
    }

    void clear() {
        outlook_.cleared = outlook_.given;
        for (const Clearing& clearing : rules_.clearings) {
            const TruthSet could = outlook_.of(clearing.when);
            if (!could.has(Truth::yes)) continue;
            for (const FactId fact : clearing.facts) {
                FactOutlook& outlook = outlook_.cleared[index_of(fact)];
                outlook.can_be_unknown = true;
                if (could.is(Truth::yes)) outlook.can_be_known = false;
            }
        }
    }

    const RuleBook& rules_;
    const Judgement& now_;
    const std::vector<FactId>& closed_;
    Outlook& outlook_;
    std::vector<ExactRange> exact_;
};

/// Walks back from steps that are not settled to the open questions that leave them so.
class Backward {
public:
    Backward(const RuleBook& rules, const Outlook& outlook)
        : rules_(rules),
          outlook_(outlook),
          seen_(rules.steps.size()),
          seen_facts_(2 * rules.facts),
          matters_(rules.questions) {}

    void walk(StepId id) {
        if (seen_[index_of(id)] || settled(id)) return;
        seen_[index_of(id)] = true;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind <= Step::Kind::known) return walk_fact(step.table, FactId{step.fact});
        if (step.kind == Step::Kind::reaches) return walk_tally(step.first);
        for (std::uint32_t i = 0; i < step.size; ++i) walk(rules_.parts[step.first + i].step);
    }

    [[nodiscard]] std::vector<FactId> facts() const {
        std::vector<FactId> result;
        for (std::size_t i = 0; i < matters_.size(); ++i) {
            if (matters_[i]) result.push_back(FactId(i));
        }
        return result;
    }

private:
    [[nodiscard]] bool settled(StepId id) const { return outlook_.of(id).settled(); }

    void walk_tally(std::size_t place) {
        const Step& step = rules_.steps[place];
        for (std::uint32_t i = 0; i < step.size; ++i) walk(rules_.parts[step.first + i].step);
    }

    void walk_fact(Table table, FactId fact) {
        const std::size_t place = index_of(fact) + (table == Table::cleared ? rules_.facts : 0);
        if (seen_facts_[place]) return;
        seen_facts_[place] = true;
        if (index_of(fact) >= rules_.questions) return walk_derivation(table, fact);
        if (outlook_.open[index_of(fact)]) matters_[index_of(fact)] = true;
        if (table == Table::given) return;
        for (const Clearing& clearing : rules_.clearings) {
            const auto& cleared = clearing.facts;
            if (std::find(cleared.begin(), cleared.end(), fact) != cleared.end()) walk(clearing.when);
        }
    }

    void walk_derivation(Table table, FactId fact) {
        for (const Step* step : derivings()) {
            const Derivation& derivation = rules_.derivations[step->first];
            if (derivation.fact != fact || step->table != table) continue;
            for (const Branch& branch : derivation.first) {
                if (branch.is_hours) {
                    walk_fact(table, branch.from);
                    walk_fact(table, branch.to);
                } else {
                    walk(branch.when);
                }
            }
        }
    }

    /// The steps that work out derived facts, looked up when the first is met.
    const std::vector<const Step*>& derivings() {
        if (!derivings_.empty()) return derivings_;
        derivings_.reserve(2 * rules_.derivations.size());
        for (const Step& step : rules_.steps) {
            if (step.kind == Step::Kind::derive) derivings_.push_back(&step);
        }
        return derivings_;
    }

    const RuleBook& rules_;
    const Outlook& outlook_;
    std::vector<const Step*> derivings_;
    std::vector<bool> seen_;
    std::vector<bool> seen_facts_;
    std::vector<bool> matters_;
};

}  // namespace

void look_ahead(const RuleBook& rules, const Judgement& now, Sums sums, Outlook& outlook) {
    Foresight(rules, now, {}, outlook).look(sums);
}

void look_ahead(const RuleBook& rules, const Judgement& now, const std::vector<FactId>& closed, Outlook& outlook) {
    Foresight(rules, now, closed, outlook).look(Sums::bounded);
}

void look_ahead_again(const RuleBook& rules, const Judgement& now, FactId answered,
                      const std::vector<StepId>& dependents, Outlook& outlook) {
    Foresight(rules, now, {}, outlook).look_again(answered, dependents);
}

std::vector<FactId> could_matter(const RuleBook& rules, const Outlook& outlook, const std::vector<StepId>& steps) {
    Backward backward(rules, outlook);
    for (const StepId step : steps) backward.walk(step);
    return backward.facts();
}

}  // namespace sleepcheck
