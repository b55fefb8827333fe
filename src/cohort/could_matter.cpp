// The walk back for a block of people, the counterpart of `could_matter` for one. Parts stand before wholes, so one
// pass from the last step to the first is enough.

#include <algorithm>
#include <array>

#include "cohort/program.hpp"

namespace sleepcheck {

namespace {

class CohortBackward {
public:
    CohortBackward(const CohortRules::Program& program, const CohortOutlook& outlook)
        : program_(program),
          outlook_(outlook),
          wanted_(program.operations.size()),
          number_wanted_(program.operations.size()) {
        for (auto& facts : facts_wanted_) facts.resize(program.facts);
    }

    void walk(const std::vector<CohortWanted>& wanted) {
        std::size_t end = 0;
        for (const CohortWanted& one : wanted) {
            wanted_[index_of(one.step)] |= one.people;
            end = std::max(end, index_of(one.step) + 1);
        }
        while (end-- > 0) walk(end);
    }

    [[nodiscard]] People matters(std::size_t question) const {
        return outlook_.open[question] & (facts_wanted_[0][question] | facts_wanted_[1][question]);
    }

private:
    static People settled(const CohortCould& could) {
        return ~((could.yes & could.no) | (could.yes & could.unknown) | (could.no & could.unknown));
    }

    /// Hands on to its parts for whom a step, with all that is made of it walked, is wanted.
    void walk(std::size_t place) {
        const Operation& operation = program_.operations[place];
        if (operation.kind == Operation::Kind::derive) return walk_derivation(operation);
        if (operation.kind == Operation::Kind::clear) return walk_clearings();
        const bool any_number = operation.kind == Operation::Kind::tally && number_wanted_[place].any();
        if (!wanted_[place].any() && !any_number) return;
        const People people = wanted_[place] & ~settled(outlook_.could[place]);
        switch (operation.kind) {
            case Operation::Kind::compare:
            case Operation::Kind::known: {
                const Test& test = program_.tests[operation.index];
                wanted_facts(test.table)[test.fact] |= people;
                return;
            }
            case Operation::Kind::reaches: number_wanted_[index_of(operation.tally)] |= people; return;
            case Operation::Kind::tally: return walk_parts(operation.parts, people | number_wanted_[place]);
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

    void want(StepId step, const People& people) { wanted_.data()[index_of(step)] |= people; }

    [[nodiscard]] std::vector<People>& wanted_facts(Table table) {
        return facts_wanted_[static_cast<std::size_t>(table)];
    }

    const CohortRules::Program& program_;
    const CohortOutlook& outlook_;
    std::vector<People> wanted_;                      ///< of each step
    std::vector<People> number_wanted_;               ///< of each tally, for the sake of what compares its number
    std::array<std::vector<People>, 2> facts_wanted_;  ///< of each fact, as given and cleared
};

}  // namespace

void could_matter(const CohortRules& rules, const CohortOutlook& outlook, const std::vector<CohortWanted>& wanted,
                  std::vector<People>& matters) {
    CohortBackward backward(rules.program(), outlook);
    backward.walk(wanted);
    matters.resize(rules.program().questions);
    for (std::size_t question = 0; question < matters.size(); ++question) matters[question] = backward.matters(question);
}

}  // namespace sleepcheck
