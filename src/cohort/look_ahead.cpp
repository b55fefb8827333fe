// The pass over sets of truths for a block of people, the counterpart of `look_ahead` for one.

#include <algorithm>
#include <array>

#include "cohort/program.hpp"

namespace sleepcheck {

namespace {

class CohortForesight {
public:
    CohortForesight(const CohortRules& rules, const CohortSteps& steps, const CohortJudgement& now,
                    CohortOutlook& outlook)
        : program_(rules.program()), steps_(steps), now_(now), outlook_(outlook) {}

    void look(const std::vector<People>& closed) {
        outlook_.could.resize(program_.operations.size());
        outlook_.least_digits.resize(program_.digit_count);
        outlook_.most_digits.resize(program_.digit_count);
        outlook_.can_be_known.resize(2 * program_.facts);
        outlook_.can_be_unknown.resize(2 * program_.facts);
        outlook_.least_derived.resize(2 * program_.derived_views.size());
        outlook_.most_derived.resize(2 * program_.derived_views.size());
        outlook_.open.resize(program_.questions);
        for (std::size_t i = 0; i < program_.questions; ++i) outlook_.open[i] = ~(now_.given[i] | closed[i]);
        const auto rest = std::lower_bound(steps_.places.begin(), steps_.places.end(), program_.end_of_applies);
        do {
            set_given();
            std::for_each(steps_.places.begin(), rest, [&](std::uint32_t place) { step(place); });
        } while (close_what_never_applies());
        std::for_each(rest, steps_.places.end(), [&](std::uint32_t place) { step(place); });
    }

private:
    void set_given() {
        for (std::size_t i = 0; i < program_.questions; ++i) {
            outlook_.can_be_known[i] = now_.given[i] | outlook_.open[i];
            outlook_.can_be_unknown[i] = ~now_.given[i];
        }
    }

    /// True when there are more people for whom a question applies in no completion.
    bool close_what_never_applies() {
        bool closed = false;
        for (std::size_t i = 0; i < program_.questions; ++i) {
            const CohortCould& applies = outlook_.of(program_.applies[i]);
            const People never = outlook_.open[i] & applies.no & ~applies.yes & ~applies.unknown;
            outlook_.open[i] &= ~never;
            closed = closed || never.any();
        }
        return closed;
    }

    void step(std::size_t place) {
        const Operation& operation = program_.operations[place];
        CohortCould& could = outlook_.could[place];
        switch (operation.kind) {
            case Operation::Kind::compare: could = compared(program_.tests[operation.index]); break;
            case Operation::Kind::known: could = known(program_.tests[operation.index]); break;
            case Operation::Kind::all: could = all(operation.parts); break;
            case Operation::Kind::any: could = any(operation.parts); break;
            case Operation::Kind::count: could = counted(operation); break;
            case Operation::Kind::tally: could = tallied(operation, program_.digits[place]); break;
            case Operation::Kind::reaches:
                could = reached(program_.digits[index_of(operation.tally)], operation);
                break;
            case Operation::Kind::derive:
                could = derived(program_.derivations[operation.index], operation.table);
                break;
            case Operation::Kind::clear:
                clear();
                could = {People::everybody(), People::nobody(), People::nobody()};
                break;
        }
    }

    [[nodiscard]] std::size_t place_of(std::size_t fact, Table table) const {
        return fact + (table == Table::cleared ? program_.facts : 0);
    }
    [[nodiscard]] const People& can_be_known(FactId fact, Table table) const {
        return outlook_.can_be_known[place_of(index_of(fact), table)];
    }
    [[nodiscard]] const People& can_be_unknown(FactId fact, Table table) const {
        return outlook_.can_be_unknown[place_of(index_of(fact), table)];
    }

    [[nodiscard]] CohortCould known(const Test& test) const {
        const FactId fact{test.fact};
        return {can_be_known(fact, test.table), can_be_unknown(fact, test.table), People::nobody()};
    }

    [[nodiscard]] CohortCould compared(const Test& test) const {
        const FactId fact{test.fact};
        const People& can_know = can_be_known(fact, test.table);
        const People& unknown = can_be_unknown(fact, test.table);
        if (test.derived) {
            return {can_know & met(test.inside, test.table), can_know & met(test.outside, test.table), unknown};
        }
        // An answer that there is passes or fails; one that is still to come may do what the question's options allow.
        const People answered = can_know & now_.given[test.fact];
        const People to_come = can_know & ~now_.given[test.fact];
        const People passes = answered & (test.marked != no_view ? now_.views[test.marked] : inside(test));
        CohortCould result{passes, answered ^ passes, unknown};
        if (test.open_can_pass) result.yes |= to_come;
        if (test.open_can_fail) result.no |= to_come;
        return result;
    }

    [[nodiscard]] People inside(const Test& test) const {
        People result;
        for (const Interval& interval : program_.intervals_of(test.inside)) {
            People within = interval.from == no_view ? People::everybody() : now_.views[interval.from];
            if (interval.beyond != no_view) within &= ~now_.views[interval.beyond];
            result |= within;
        }
        return result;
    }

    /// Those whose values, from the least to the greatest that a derived fact can have, meet one of the intervals.
    [[nodiscard]] People met(Stretch intervals, Table table) const {
        const People* const least = outlook_.least_derived.data() + program_.derived_view(table, 0);
        const People* const most = outlook_.most_derived.data() + program_.derived_view(table, 0);
        People result;
        for (const Interval& interval : program_.intervals_of(intervals)) {
            People meets = interval.from == no_view ? People::everybody() : most[interval.from];
            if (interval.beyond != no_view) meets &= ~least[interval.beyond];
            result |= meets;
        }
        return result;
    }

    /// Those for whom a part can still add its weight, can still fail to, and can stay unknown.
    struct Adding {
        const People& yes;
        const People& no;
        const People& unknown;
    };

    /// Without a check, since this is where the time goes.
    [[nodiscard]] const CohortCould& could_of(const CohortPart& part) const {
        return outlook_.could.data()[index_of(part.step)];
    }
    static People surely(const CohortCould& could) { return could.yes & ~could.no & ~could.unknown; }

    [[nodiscard]] Adding adding(const CohortPart& part) const {
        const CohortCould& could = could_of(part);
        return {part.adds_when_yes ? could.yes : could.no, part.adds_when_yes ? could.no : could.yes, could.unknown};
    }

    [[nodiscard]] CohortCould all(Stretch parts) const {
        CohortCould result{People::everybody(), People::nobody(), People::nobody()};
        People never_no = People::everybody();  // those for whom every part can be something else
        for (const CohortPart& one : program_.parts_of(parts)) {
            const Adding part = adding(one);
            result.yes &= part.yes;
            result.no |= part.no;
            result.unknown |= part.unknown;
            never_no &= part.yes | part.unknown;
        }
        result.unknown &= never_no;
        return result;
    }

    [[nodiscard]] CohortCould any(Stretch parts) const {
        CohortCould result{People::nobody(), People::everybody(), People::nobody()};
        People surely_yes;
        for (const CohortPart& one : program_.parts_of(parts)) {
            const Adding part = adding(one);
            result.yes |= part.yes;
            result.no &= part.no;
            result.unknown |= part.unknown;
            surely_yes |= part.yes & ~part.no & ~part.unknown;
        }
        result.unknown &= ~surely_yes;
        return result;
    }

    /// Four sums: the greatest that the least sum can be, the least that the greatest can be, and the widest gap
    /// between the two, when every part that can be unknown is.
    CohortCould counted(const Operation& operation) {
        NumberSums<4> sums;
        sums.begin(operation.digits);
        People gap;
        for (const CohortPart& part : program_.parts_of(operation.parts)) {
            const Adding could = adding(part);
            const People sure = could.yes & ~could.no & ~could.unknown;
            sums.add({could.yes, ~could.no, sure, could.yes | could.unknown}, part.weight);
            gap |= could.unknown;
        }
        const auto reach = [&](std::size_t sum) { return sums.reaching(sum, operation.threshold); };
        return {reach(0), ~reach(1), gap & ~reach(2) & reach(3)};
    }

    CohortCould tallied(const Operation& operation, const CohortDigits& place) {
        tally_.begin(place.size);
        std::span<const CohortPart> parts = program_.parts_of(operation.parts);
        while (!parts.empty()) {
            const auto last =
                std::find_if(parts.begin(), parts.end(), [](const CohortPart& part) { return part.ends_run; });
            const auto size = static_cast<std::size_t>(last - parts.begin()) + 1;
            add_run(parts.first(size));
            parts = parts.subspan(size);
        }
        tally_.finish(0, outlook_.least_digits.data() + place.first);
        tally_.finish(1, outlook_.most_digits.data() + place.first);
        return reached(place, operation);
    }

    /// Those for whom a part of a tally can hold, and those for whom it is sure to.
    struct Holding {
        People can;
        People surely;
    };

    [[nodiscard]] Holding holding(const Literal& literal) const {
        const CohortCould& could = outlook_.could.data()[index_of(literal.step)];
        const People& can = literal.when_yes ? could.yes : could.no;
        return {can, can & ~(literal.when_yes ? could.no : could.yes) & ~could.unknown};
    }

    [[nodiscard]] Holding holding(const CohortPart& part) const {
        if (!part.is_pair) return holding(Literal{part.step});
        const Holding one = holding(part.pair[0]);
        const Holding other = holding(part.pair[1]);
        return {one.can & other.can, one.surely & other.surely};
    }

    /// Of a run, what is sure counts; without that, at most one part, for the greatest difference the heaviest.
    void add_run(std::span<const CohortPart> run) {
        People taken;
        if (run.size() > 1) {
            for (const CohortPart& part : run) taken |= holding(part).surely;
        }
        for (const CohortPart& part : run) {
            const Holding holds = holding(part);
            const People chosen = holds.surely | (holds.can & ~taken);
            taken |= chosen;
            tally_.add(part.adds_when_yes ? NumberSums<2>::Sets{holds.surely, chosen}
                                          : NumberSums<2>::Sets{~chosen, ~holds.surely},
                       part.weight);
        }
    }

    [[nodiscard]] CohortCould reached(const CohortDigits& place, const Operation& operation) const {
        return {at_least(outlook_.most_digits.data() + place.first, place.size, operation.threshold),
                ~at_least(outlook_.least_digits.data() + place.first, place.size, operation.threshold),
                People::nobody()};
    }

    /// The values of a derived fact in the making.
    struct DerivedOutlook {
        const std::int32_t* thresholds = nullptr;  ///< of the views
        std::uint32_t size = 0;
        People* least = nullptr;
        People* most = nullptr;
        People can_be_known;

        /// For these people it can be a value that reaches the view or, where not, one that does not.
        void include(std::uint32_t view, const People& people, const People& reach) const {
            least[view] &= ~people | reach;
            most[view] |= people & reach;
        }
        void include(const People& people, std::int32_t from, std::int32_t to) {
            for (std::uint32_t view = 0; view < size; ++view) {
                if (from < thresholds[view]) least[view] &= ~people;
                if (to >= thresholds[view]) most[view] |= people;
            }
            can_be_known |= people;
        }
    };

    CohortCould derived(const CohortDerivation& derivation, Table table) {
        const std::size_t first = program_.derived_view(table, derivation.views.first);
        DerivedOutlook fact{program_.derived_views.data() + derivation.views.first,
                            derivation.views.size,
                            outlook_.least_derived.data() + first,
                            outlook_.most_derived.data() + first,
                            {}};
        for (std::uint32_t view = 0; view < fact.size; ++view) {
            fact.least[view] = People::everybody();
            fact.most[view] = People::nobody();
        }
        People left = People::everybody();  // those for whom no branch so far is sure to give the value
        for (const CohortBranch& branch : derivation.branches) {
            left &= ~(branch.is_hours ? include_hours(branch, table, left, fact) : include_value(branch, left, fact));
        }
        outlook_.can_be_known[place_of(derivation.fact, table)] = fact.can_be_known;
        outlook_.can_be_unknown[place_of(derivation.fact, table)] = left;
        return {fact.can_be_known, left, People::nobody()};
    }

    /// Takes in what the branch can give; returns those for whom it is sure to.
    People include_value(const CohortBranch& branch, const People& left, DerivedOutlook& fact) const {
        const CohortCould& could = outlook_.of(branch.when);
        fact.include(left & could.yes, branch.value, branch.value);
        return left & surely(could);
    }

    People include_hours(const CohortBranch& branch, Table table, const People& left, DerivedOutlook& fact) const {
        const People possible = left & can_be_known(branch.from, table) & can_be_known(branch.to, table);
        const People fixed = now_.given[index_of(branch.from)] & now_.given[index_of(branch.to)];
        fact.include(possible & ~fixed, 0, branch.most);
        const People counted =
            branch.beyond == no_view ? possible & fixed : possible & fixed & ~now_.views[branch.beyond];
        for (std::uint32_t view = 0; view < fact.size; ++view) {
            fact.include(view, counted, now_.views[branch.reaches[view]]);
        }
        fact.can_be_known |= counted;
        return counted & ~can_be_unknown(branch.from, table) & ~can_be_unknown(branch.to, table);
    }

    void clear() {
        const std::size_t facts = program_.facts;
        for (std::size_t fact = 0; fact < facts; ++fact) {
            outlook_.can_be_known[facts + fact] = outlook_.can_be_known[fact];
            outlook_.can_be_unknown[facts + fact] = outlook_.can_be_unknown[fact];
        }
        for (const Clearing& clearing : program_.clearings) {
            const CohortCould& could = outlook_.of(clearing.when);
            for (const FactId fact : clearing.facts) {
                outlook_.can_be_unknown[facts + index_of(fact)] |= could.yes;
                outlook_.can_be_known[facts + index_of(fact)] &= ~surely(could);
            }
        }
    }

    const CohortRules::Program& program_;
    const CohortSteps& steps_;
    const CohortJudgement& now_;
    CohortOutlook& outlook_;
    NumberSums<2> tally_;  ///< the least and the greatest number
};

}  // namespace

void look_ahead(const CohortRules& rules, const CohortSteps& steps, const CohortJudgement& now,
                const std::vector<People>& closed, CohortOutlook& outlook) {
    CohortForesight(rules, steps, now, outlook).look(closed);
}

}  // namespace sleepcheck
