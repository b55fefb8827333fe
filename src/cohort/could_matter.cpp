// The walk back for a block of people, the counterpart of `could_matter` for one. Parts stand before wholes, so one
// pass from the last step to the first is enough.

#include <algorithm>

#include "cohort/program.hpp"

namespace sleepcheck {

namespace {

class CohortBackward {
public:
    CohortBackward(const CohortRules::Program& program, const CohortOutlook& outlook, std::vector<People>& matters)
        : program_(program), outlook_(outlook), matters_(matters), wanted_(program.operations.size()) {
        matters_.assign(program.questions, People::nobody());
    }

    void walk(const std::vector<CohortWanted>& wanted) {
        std::size_t end = 0;
        for (const CohortWanted& one : wanted) {
            wanted_[index_of(one.step)] |= one.people;
            end = std::max(end, index_of(one.step) + 1);
        }
        for (std::size_t place = end; place-- > 0;) {
            const People people = wanted_[place] & ~settled(outlook_.could[place]);
            if (people.any()) walk(program_.operations[place], people);
        }
    }

private:
    static People settled(const CohortCould& could) {
        return ~((could.yes & could.no) | (could.yes & could.unknown) | (could.no & could.unknown));
    }

    void walk(const Operation& operation, const People& people) {
        switch (operation.kind) {
            case Operation::Kind::compare:
            case Operation::Kind::known: {
                const Test& test = program_.tests[operation.index];
                return walk_fact(test.table, FactId{test.fact}, people);
            }
            case Operation::Kind::reaches:
                return walk_parts(program_.operations[index_of(operation.tally)].parts, people);
            case Operation::Kind::all:
            case Operation::Kind::any:
            case Operation::Kind::count:
            case Operation::Kind::tally: return walk_parts(operation.parts, people);
            case Operation::Kind::derive:
            case Operation::Kind::clear: return;
        }
    }

    void walk_parts(Stretch parts, const People& people) {
        for (const CohortPart& part : program_.parts_of(parts)) wanted_.data()[index_of(part.step)] |= people;
    }

    void walk_fact(Table table, FactId fact, const People& people) {
        if (index_of(fact) >= program_.questions) return walk_derivation(table, fact, people);
        matters_[index_of(fact)] |= people & outlook_.open[index_of(fact)];
        if (table == Table::given) return;
        for (const Clearing& clearing : program_.clearings) {
            const auto& cleared = clearing.facts;
            if (std::find(cleared.begin(), cleared.end(), fact) != cleared.end()) {
                wanted_[index_of(clearing.when)] |= people;
            }
        }
    }

    void walk_derivation(Table table, FactId fact, const People& people) {
        const std::uint32_t index = program_.derivation_of[static_cast<std::size_t>(table)][index_of(fact)];
        for (const CohortBranch& branch : program_.derivations[index].branches) {
            if (branch.is_hours) {
                walk_fact(table, branch.from, people);
                walk_fact(table, branch.to, people);
            } else {
                wanted_[index_of(branch.when)] |= people;
            }
        }
    }

    const CohortRules::Program& program_;
    const CohortOutlook& outlook_;
    std::vector<People>& matters_;
    std::vector<People> wanted_;
};

}  // namespace

void could_matter(const CohortRules& rules, const CohortOutlook& outlook, const std::vector<CohortWanted>& wanted,
                  std::vector<People>& matters) {
    CohortBackward(rules.program(), outlook, matters).walk(wanted);
}

}  // namespace sleepcheck
