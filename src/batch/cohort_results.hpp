#pragma once

#include <cstdint>
#include <vector>

#include "batch/result.hpp"
#include "sleepcheck/cohort.hpp"

namespace sleepcheck {

/// What was found out about a block of people, by person: a bit for each thing that there is to know.
using BlockResults = std::vector<std::uint64_t>;

/// Gathers what is found out about a block of people, condition by condition, and hands it out person by person.
class CohortResults {
public:
    /// Both must outlive it.
    CohortResults(const Knowledge& knowledge, const CohortRules& rules);

    /// What it reads of a judgement.
    [[nodiscard]] std::vector<StepId> steps() const;

    /// Those for whom a flag halts the sorting.
    [[nodiscard]] People halted(const CohortJudgement& judgement) const;

    /// Takes in a block. `settled`: those whose outcome no further answer can change, as far as that is known.
    void gather(const CohortJudgement& judgement, const People& settled, BlockResults& block);

    /// Adds one to those who are settled.
    void settle(std::size_t person, BlockResults& block) const;

    /// Everything but the id.
    void take(const BlockResults& block, std::size_t person, BatchResult& result) const;

    /// Some columns in a row, each of them a bit of each person.
    struct Columns {
        std::size_t first = 0;
        std::size_t size = 0;
    };

private:
    struct OfPattern {
        const Pattern* pattern = nullptr;
        Columns levels;
        Columns digits;
        std::int32_t too_much = 0;
    };

    Columns columns(std::size_t size);
    OfPattern columns_of(const Pattern& pattern, const CohortRules& rules);

    void put(Columns columns, std::size_t place, const People& people) { columns_[columns.first + place] = people; }
    void put_first_holding(Columns columns, const CohortJudgement& judgement, const std::vector<Choice>& choices);
    void put_pattern(const OfPattern& pattern, const CohortJudgement& judgement);
    void put_missing(const CohortJudgement& judgement);
    void put_missing(const CohortJudgement& judgement, const MissingItem& item, const People& people);
    void put_missing(const CohortJudgement& judgement, FactId fact, const People& people);
    void turn(BlockResults& block) const;
    void take_halted(BatchResult& result) const;

    const Knowledge& knowledge_;
    const CohortRules& rules_;
    Columns halted_;
    Columns settled_;
    Columns lines_;
    Columns leaning_;
    Columns side_;
    Columns flags_;
    Columns missing_;
    Columns causes_with_points_;
    std::vector<OfPattern> patterns_;
    std::vector<OfPattern> causes_;
    std::vector<People> columns_;
};

}  // namespace sleepcheck
