#pragma once

#include <cstdint>
#include <vector>

#include "sleepcheck/facts.hpp"
#include "sleepcheck/truth.hpp"

namespace sleepcheck {

/// The place of a step in the row.
enum class StepId : std::uint16_t {};

constexpr std::size_t index_of(StepId step) {
    return static_cast<std::size_t>(step);
}

/// Which of its two values of a fact a step reads: as the person gave it, or after contradictions were set aside.
enum class Table : std::uint8_t { given, cleared };

/// A part of a weighted count.
struct Part {
    StepId step{};
    std::int16_t weight = 1;
    /// Of a tally: parts of one run lie next to each other, the heaviest first, and at most one of them can hold.
    std::uint16_t run = 0;

    friend bool operator==(const Part&, const Part&) = default;
};

/// One criterion. Parts stand in the row before the whole that is made of them.
struct Step {
    enum class Kind : std::uint8_t {
        within,   ///< the fact's value lies from `low` to `high`, which is no less; unknown when the fact is
        one_of,   ///< the bit of the fact's value is set in `low`; unknown when the fact is
        any_of,   ///< the fact's value and `low` share a bit; unknown when the fact is
        known,    ///< the fact has a value; never unknown
        count,    ///< the weights of the parts that hold reach `low`, in three values: all, any, not, at least
        tally,    ///< the same for what was found so far: a part that is unknown does not count; never unknown
        reaches,  ///< the number of the tally `first` is at least `low`; never unknown
        derive,   ///< works out the derivation `first`; yes when it has a value
        clear,    ///< makes the cleared table from the given one
    };

    Kind kind = Kind::count;
    Table table = Table::given;
    std::uint16_t fact = 0;   ///< of a test
    std::uint32_t first = 0;  ///< the first part, the tally, or the derivation
    std::uint32_t size = 0;   ///< how many parts
    std::int32_t low = 0;
    std::int32_t high = 0;

    friend bool operator==(const Step&, const Step&) = default;
};

/// One way to a derived value: a value while a condition is yes, or the minutes from one time to another.
struct Branch {
    StepId when{};  ///< of a value
    bool is_hours = false;
    std::int32_t value = 0;
    FactId from{};
    FactId to{};
    std::int32_t unknown_above = 0;  ///< minutes; of hours

    friend bool operator==(const Branch&, const Branch&) = default;
};

/// The first branch that gives a value gives the fact's value.
struct Derivation {
    FactId fact{};
    std::vector<Branch> first;

    friend bool operator==(const Derivation&, const Derivation&) = default;
};

/// Facts that count as unknown when a contradiction holds.
struct Clearing {
    StepId when{};
    std::vector<FactId> facts;

    friend bool operator==(const Clearing&, const Clearing&) = default;
};

/// Which values a fact can have: from `least` to `most`, or for a multi_choice any of `options` together, of which the
/// option `alone` never stands beside another.
struct FactDomain {
    std::int32_t least = 0;
    std::int32_t most = 0;
    std::uint32_t options = 0;  ///< a bit for each option of a multi_choice; 0 for all other facts
    std::uint32_t alone = 0;    ///< 0 when every option may stand beside others

    friend bool operator==(const FactDomain&, const FactDomain&) = default;
};

/// A rule base as one row of steps: one loop from front to back settles everything.
struct RuleBook {
    std::size_t facts = 0;      ///< of the catalogue
    std::size_t questions = 0;  ///< the first so many are questions
    std::vector<Step> steps;
    std::vector<Part> parts;
    std::vector<Derivation> derivations;
    std::vector<Clearing> clearings;
    std::vector<StepId> applies;      ///< for each question, the step that says whether it applies
    std::vector<FactDomain> domains;  ///< of each fact
    std::vector<StepId> sums;         ///< the tallies that are the points of a pattern or cause

    friend bool operator==(const RuleBook&, const RuleBook&) = default;
};

/// What the row came to on one set of facts.
struct Judgement {
    std::vector<Truth> truths;          ///< of each step
    std::vector<std::int32_t> numbers;  ///< of each tally its sum; of each derivation the branch taken, or -1
    Facts given{0};                     ///< as given, derived facts worked out
    Facts cleared{0};                   ///< without what contradictions set aside, derived facts worked out

    [[nodiscard]] Truth truth(StepId step) const { return truths[index_of(step)]; }
    [[nodiscard]] bool holds(StepId step) const { return truth(step) == Truth::yes; }
    [[nodiscard]] std::int32_t number(StepId step) const { return numbers[index_of(step)]; }
};

/// Judges the facts; `judgement` may be a fresh one or one of an earlier call, whose memory is then used again.
void judge(const RuleBook& rules, const Facts& facts, Judgement& judgement);

/// Settles only these steps, given in row order, on the facts in `judgement.given`; all other steps stay as they are.
void judge_only(const RuleBook& rules, const std::vector<StepId>& steps, Judgement& judgement);

/// The questions whose answers made the step what it is, in catalogue order: of an `any` that holds only what holds, of
/// an `all` that fails only what fails, of an unknown only what is unknown, of a derived fact what it came from.
std::vector<FactId> facts_behind(const RuleBook& rules, const Judgement& judgement, StepId step);

/// All questions that the step could ever depend on, in catalogue order.
std::vector<FactId> questions_of(const RuleBook& rules, StepId step);

/// Builds a row. A step that is already there is not added again.
class RowBuilder {
public:
    RowBuilder(std::size_t facts, std::size_t questions);

    StepId within(Table table, FactId fact, std::int32_t low, std::int32_t high);
    /// `options` has a bit for each option that the value of a yes_no or choice may be.
    StepId one_of(Table table, FactId fact, std::uint32_t options);
    /// `options` has a bit for each option of which the value of a multi_choice must hold one.
    StepId any_of(Table table, FactId fact, std::uint32_t options);
    StepId known(Table table, FactId fact);
    StepId count(std::vector<Part> parts, std::int32_t threshold);
    /// Finds out which parts exclude each other; their order and `run` are set here.
    StepId tally(std::vector<Part> parts, std::int32_t threshold);
    StepId reaches(StepId tally, std::int32_t threshold);

    StepId all(const std::vector<StepId>& steps);
    StepId any(const std::vector<StepId>& steps);
    StepId negation(StepId step);
    /// Yes when the step is yes, else no.
    StepId found(StepId step);
    StepId always();

    void derive(Table table, Derivation derivation);
    void clear(std::vector<Clearing> clearings);
    void applies(FactId question, StepId when);
    void domain(FactId fact, const FactDomain& domain);
    /// The tally is the points of something, whose exact range is worth knowing.
    void sum(StepId tally);

    [[nodiscard]] RuleBook build() const { return rules_; }

private:
    StepId add(const Step& step);
    StepId append(const Step& step);
    StepId add_count(Step::Kind kind, std::vector<Part> parts, std::int32_t threshold);

    RuleBook rules_;
};

}  // namespace sleepcheck
