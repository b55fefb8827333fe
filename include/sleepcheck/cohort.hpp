#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "sleepcheck/people.hpp"
#include "sleepcheck/rulebook.hpp"

/// The engine for many people: the same row of steps, settled for a block of up to 256 people at once. What is one
/// truth for one person is two sets of people here, and a number is a set for each of its binary digits. Everything
/// comes to the same as `judge`, `look_ahead` (with bounded sums) and `could_matter` for each person alone.
namespace sleepcheck {

/// The answers of a block of people.
class CohortFacts {
public:
    explicit CohortFacts(const RuleBook& rules) : values_(rules.questions * People::most), known_(rules.questions) {}

    /// Who has answered the question.
    [[nodiscard]] const People& known(FactId question) const { return known_[index_of(question)]; }
    /// The answers of all people in a row; anything at all for those who have not answered.
    [[nodiscard]] const std::int32_t* values(FactId question) const {
        return values_.data() + index_of(question) * People::most;
    }
    /// What one person knows, for the engine for one. `facts` has room for all facts of the rules.
    void copy_to(std::size_t person, Facts& facts) const;

    void learn(std::size_t person, FactId question, std::int32_t value) {
        values_.data()[index_of(question) * People::most + person] = value;
        known_.data()[index_of(question)].add(person);
    }
    /// All answers that are known, for so many people in a row; derived facts are left aside.
    void learn(std::size_t first, std::size_t count, const Facts& facts);
    void forget(std::size_t person);
    void forget_everybody() { known_.assign(known_.size(), People::nobody()); }

private:
    std::vector<std::int32_t> values_;
    std::vector<People> known_;
};

/// The binary digits of a number for each person, least first: `size` sets from the place `first` on. The number is
/// what the digits give less `too_much`.
struct CohortDigits {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    std::int32_t too_much = 0;
};

/// Some of the steps of a rule book, for passes that need no more.
struct CohortSteps {
    std::vector<std::uint32_t> places;  ///< in row order
    std::vector<std::uint32_t> views;   ///< what the tests among them read off the answers, fact by fact
};

/// A rule book made ready for blocks of people.
class CohortRules {
public:
    /// Copies what it needs from the rules. Throws `Error` (ceiling) for sums of weights beyond 24 binary digits.
    explicit CohortRules(const RuleBook& rules);
    CohortRules(const CohortRules&) = delete;
    CohortRules& operator=(const CohortRules&) = delete;
    ~CohortRules();

    /// Where the number of a tally stands in a judgement's `digits`.
    [[nodiscard]] CohortDigits digits_of(StepId tally) const;

    /// Every step, for passes over all.
    [[nodiscard]] const CohortSteps& all_steps() const;

    struct Program;
    [[nodiscard]] const Program& program() const { return *program_; }

private:
    std::unique_ptr<const Program> program_;
};

/// These steps and all that they are made of.
CohortSteps only(const CohortRules& rules, const std::vector<StepId>& wanted);

/// Those for whom a step is yes, and those for whom it is no; it is unknown for all others.
struct CohortTruth {
    People yes;
    People no;
};

/// What the row came to for a block of people. May be used again for the next block of the same rules.
struct CohortJudgement {
    std::vector<CohortTruth> truths;  ///< of each step
    std::vector<People> digits;       ///< of the tallies
    std::vector<People> given;        ///< who knows each fact, derived ones worked out
    std::vector<People> cleared;      ///< the same without what contradictions set aside
    std::vector<People> views;        ///< what tests read off the answers, such as "at least 31"
    std::vector<People> derived;      ///< the same of derived facts, for both tables

    [[nodiscard]] const People& yes(StepId step) const { return truths[index_of(step)].yes; }
    [[nodiscard]] const People& no(StepId step) const { return truths[index_of(step)].no; }
};

/// Those for whom the number of a tally is at least so much.
People reaching(const CohortRules& rules, const CohortJudgement& judgement, StepId tally, std::int32_t number);

/// Judges a block of people by these steps; of all others the judgement says nothing.
void judge(const CohortRules& rules, const CohortSteps& steps, const CohortFacts& facts, CohortJudgement& judgement);

/// Those for whom a step can still come to yes, to no, to unknown.
struct CohortCould {
    People yes;
    People no;
    People unknown;
};

/// What everything can still come to for a block of people.
struct CohortOutlook {
    std::vector<CohortCould> could;    ///< of each step
    std::vector<People> open;          ///< of each question: for whom some completion answers it
    std::vector<People> least_digits;  ///< of the tallies
    std::vector<People> most_digits;
    std::vector<People> can_be_known;  ///< of each fact as given, then of each fact cleared
    std::vector<People> can_be_unknown;
    std::vector<People> least_derived;  ///< what the least and the greatest value of derived facts reach
    std::vector<People> most_derived;

    [[nodiscard]] const CohortCould& of(StepId step) const { return could[index_of(step)]; }
};

/// Looks ahead from a judgement of these steps, with bounded sums. Among them must be those that say whether questions
/// apply. `closed` holds for each question those who never answer it.
void look_ahead(const CohortRules& rules, const CohortSteps& steps, const CohortJudgement& now,
                const std::vector<People>& closed, CohortOutlook& outlook);

/// The people for whom a step counts.
struct CohortWanted {
    StepId step{};
    People people;
};

/// What could change the steps that are wanted. May be used again for the same rules.
struct CohortMatters {
    std::vector<People> questions;                 ///< for each, those for whom an answer to it could
    std::vector<People> wanted;                    ///< on the way: those for whom each step counts
    std::vector<People> number_wanted;             ///< the number of each tally
    std::array<std::vector<People>, 2> knowledge;  ///< each fact, as given and cleared
};

/// Finds out for whom an answer to each question could still change one of the steps wanted for them, which are among
/// `steps`.
void could_matter(const CohortRules& rules, const CohortSteps& steps, const CohortOutlook& outlook,
                  const std::vector<CohortWanted>& wanted, CohortMatters& matters);

}  // namespace sleepcheck
