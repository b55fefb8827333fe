// The walk back for a block of people, the counterpart of `could_matter` for one. Parts stand before wholes, so one
// pass from the last step to the first is enough.

#include <algorithm>
#include <array>
#include <utility>

#include "cohort/program.hpp"

namespace sleepcheck {

namespace {

class CohortBackward {
public:
    CohortBackward(const CohortRules::Program& program, const CohortOutlook& outlook, CohortMatters& matters)
        : program_(program), outlook_(outlook), matters_(matters) {
        matters.wanted.resize(program.operations.size());
        matters.number_wanted.resize(program.operations.size());
        for (auto& facts : matters.knowledge) facts.assign(program.facts, People::nobody());
    }

    void walk(const CohortSteps& steps, const std::vector<CohortWanted>& wanted) {
        for (const std::uint32_t place : steps.places) matters_.wanted[place] = People::nobody();
        for (const CohortWanted& one : wanted) want(one.step, one.people);
        std::for_each(steps.places.rbegin(), steps.places.rend(), [&](std::uint32_t place) { walk(place); });
        matters_.questions.resize(program_.questions);
        for (std::size_t i = 0; i < program_.questions; ++i) {
            matters_.questions[i] =
                outlook_.open[i] & (wanted_facts(Table::given)[i] | wanted_facts(Table::cleared)[i]);
        }
    }

private:
    static People settled(const CohortCould& could) {
        return ~((could.yes & could.no) | (could.yes & could.unknown) | (could.no & could.unknown));
    }

    /// Hands on to its parts for whom a step is wanted. Everything that is made of it was walked before.
    void walk(std::size_t place) {
        const Operation& operation = program_.operations[place];
        if (operation.kind == Operation::Kind::derive) return walk_derivation(operation);
        if (operation.kind == Operation::Kind::clear) return walk_clearings();
        const People people = matters_.wanted.data()[place] & ~settled(outlook_.could.data()[place]);
        switch (operation.kind) {
            case Operation::Kind::compare:
            case Operation::Kind::known: {
                const Test& test = program_.tests[operation.index];
                wanted_facts(test.table)[test.fact] |= people;
                return;
            }
            case Operation::Kind::reaches: matters_.number_wanted[index_of(operation.tally)] |= people; return;
            case Operation::Kind::tally:
                return walk_parts(operation.parts,
                                  people | std::exchange(matters_.number_wanted[place], People::nobody()));
            case Operation::Kind::all:
            case Operation::Kind::any:
            case Operation::Kind::count: return walk_parts(operation.parts, people);
            case Operation::Kind::derive:
            case Operation::Kind::clear: return;
        }
    }

    void walk_parts(Stretch parts, const People& people) {
        if (!people.any()) return;
        for (const CohortPart& part : program_.parts_of(parts)) {
            if (part.is_pair) {
                walk_pair(part.pair, people);
            } else {
                want(part.step, people);
            }
        }
    }

    void walk_pair(const std::array<Literal, 2>& pair, const People& people) {
        const CohortCould one = could(pair[0]);
        const CohortCould other = could(pair[1]);
        const CohortCould both{one.yes & other.yes, one.no | other.no,
                               (one.unknown | other.unknown) & (one.yes | one.unknown) & (other.yes | other.unknown)};
        const People in_doubt = people & ~settled(both);
        for (const Literal& literal : pair) want(literal.step, in_doubt);
    }

    [[nodiscard]] CohortCould could(const Literal& literal) const {
        const CohortCould& could = outlook_.could.data()[index_of(literal.step)];
        return literal.when_yes ? could : CohortCould{could.no, could.yes, could.unknown};
    }

    void walk_derivation(const Operation& operation) {
        const CohortDerivation& derivation = program_.derivations[operation.index];
        const People& people = wanted_facts(operation.table)[derivation.fact];
        for (const CohortBranch& branch : derivation.branches) {
            if (branch.is_hours) {
                wanted_facts(operation.table)[index_of(branch.from)] |= people;
                wanted_facts(operation.table)[index_of(branch.to)] |= people;
            } else {
                want(branch.when, people);
            }
        }
    }

    void walk_clearings() {
        for (const Clearing& clearing : program_.clearings) {
            for (const FactId fact : clearing.facts) {
                want(clearing.when, wanted_facts(Table::cleared)[index_of(fact)]);
            }
        }
    }

    void want(StepId step, const People& people) { matters_.wanted.data()[index_of(step)] |= people; }

    [[nodiscard]] std::vector<People>& wanted_facts(Table table) {
        return matters_.knowledge[static_cast<std::size_t>(table)];
    }

    const CohortRules::Program& program_;
    const CohortOutlook& outlook_;
    CohortMatters& matters_;
};

}  // namespace

void could_matter(const CohortRules& rules, const CohortSteps& steps, const CohortOutlook& outlook,
                  const std::vector<CohortWanted>& wanted, CohortMatters& matters) {
    CohortBackward(rules.program(), outlook, matters).walk(steps, wanted);
}

}  // namespace sleepcheck
