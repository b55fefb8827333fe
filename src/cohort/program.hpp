#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sleepcheck/cohort.hpp"

namespace sleepcheck {

/// A place in one of the lists of views, or none.
using ViewId = std::uint32_t;
inline constexpr ViewId no_view = ~ViewId{0};

/// Something to be read off the answers of everybody at once.
struct View {
    enum class Kind : std::uint8_t {
        at_least,  ///< the answer is at least `operand`
        marks,     ///< the answer and `operand` share a bit
        hours,     ///< the minutes from the time `fact` forward to the time `to` are at least `operand`
    };
    Kind kind = Kind::at_least;
    std::uint16_t fact = 0;
    std::uint16_t to = 0;
    std::int32_t operand = 0;

    friend bool operator==(const View&, const View&) = default;
};

/// Values that reach one view and not the other; a view that is not there sets no bound.
struct Interval {
    ViewId from = no_view;
    ViewId beyond = no_view;
};

/// A stretch of some list.
struct Stretch {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
};

/// A step that reads a fact. Views are those of answers, or of derived facts.
struct Test {
    Table table = Table::given;
    std::uint16_t fact = 0;
    bool derived = false;
    ViewId marked = no_view;  ///< of a test of several options; else the value is compared with intervals
    Stretch inside;           ///< intervals that pass
    Stretch outside;          ///< all others
    bool open_can_pass = false;
    bool open_can_fail = false;
};

/// A step or its opposite.
struct Literal {
    StepId step{};
    bool when_yes = true;
};

/// A part of a count or tally, with its weight made positive: a part with a negative weight adds when it is no.
struct CohortPart {
    StepId step{};
    bool adds_when_yes = true;
    bool ends_run = true;
    std::uint32_t weight = 1;
    bool is_pair = false;  ///< of a tally: the step is no more than both of these, which are read in its place
    std::array<Literal, 2> pair{};
};

/// One step, made ready. `threshold` is raised by what the negative weights take away.
struct Operation {
    enum class Kind : std::uint8_t { compare, known, all, any, count, tally, reaches, derive, clear };
    Kind kind = Kind::all;
    std::uint32_t index = 0;  ///< of a test; of a derivation
    StepId tally{};           ///< of `reaches`
    Table table = Table::given;
    Stretch parts;
    std::int32_t threshold = 0;
    std::uint32_t digits = 0;  ///< of a count: enough for the sum of all weights
};

/// A derived fact's value from one branch: a constant, or the minutes between two times.
struct CohortBranch {
    StepId when{};
    bool is_hours = false;
    std::int32_t value = 0;
    FactId from{};
    FactId to{};
    std::int32_t most = 0;        ///< the greatest number of minutes that counts
    ViewId beyond = no_view;      ///< more minutes than count
    std::vector<ViewId> reaches;  ///< of each view of the derived fact: the minutes reach it
};

struct CohortDerivation {
    StepId step{};
    std::uint16_t fact = 0;
    Stretch views;  ///< of the derived fact
    std::vector<CohortBranch> branches;
};

struct CohortRules::Program {
    std::size_t facts = 0;
    std::size_t questions = 0;
    std::vector<View> views;
    std::vector<std::int32_t>
        derived_views;  ///< the value that each reaches; the given table's, then once more cleared
    std::vector<Interval> intervals;
    std::vector<Test> tests;
    std::vector<CohortPart> parts;
    std::vector<CohortDerivation> derivations;
    std::vector<Operation> operations;  ///< one for each step
    CohortSteps all;                    ///< every step
    std::vector<CohortDigits> digits;   ///< of each step; of size 0 for all but tallies
    std::size_t digit_count = 0;
    std::vector<Clearing> clearings;
    std::vector<StepId> applies;
    std::size_t end_of_applies = 0;               ///< behind the last step that says whether a question applies
    std::vector<std::uint32_t> derivation_of[2];  ///< of each fact in each table, its derivation; else no_view

    [[nodiscard]] std::span<const CohortPart> parts_of(Stretch stretch) const {
        return {parts.data() + stretch.first, stretch.size};
    }
    [[nodiscard]] std::span<const Interval> intervals_of(Stretch stretch) const {
        return {intervals.data() + stretch.first, stretch.size};
    }
    [[nodiscard]] std::size_t derived_view(Table table, ViewId view) const {
        return view + (table == Table::cleared ? derived_views.size() : 0);
    }
};

/// Sums of weights have at most so many digits.
inline constexpr std::uint32_t most_digits = 24;

/// Those whose number is at least `threshold`.
inline People at_least(const People* digits, std::uint32_t size, std::int32_t threshold) {
    if (threshold <= 0) return People::everybody();
    const auto wanted = static_cast<std::uint32_t>(threshold);
    if (size < 32 && wanted >> size != 0) return People::nobody();
    People result = People::everybody();
    for (std::uint32_t i = 0; i < size; ++i) {
        result = ((wanted >> i) & 1U) != 0 ? digits[i] & result : digits[i] | result;
    }
    return result;
}

/// Adds up some numbers for each person, as binary digits, which all get the same weights. Of a digit up to two sets
/// wait to be added; a third makes them one and a carry, so that a carry seldom runs through all digits. An object
/// serves one sum after the other.
template <std::size_t numbers>
class NumberSums {
public:
    /// For each number, to whose it is added.
    using Sets = std::array<People, numbers>;

    /// Begins at 0 for everybody, with so many digits.
    void begin(std::uint32_t size) {
        size_ = size;
        one_waits_ = 0;
        two_wait_ = 0;
    }

    void add(const Sets& sets, std::uint32_t weight) {
        for (; weight != 0; weight &= weight - 1) add_at(static_cast<std::uint32_t>(std::countr_zero(weight)), sets);
    }

    /// Writes the digits of a number, least first.
    void finish(std::size_t number, People* digits) const {
        People carry;
        for (std::uint32_t i = 0; i < size_; ++i) {
            if (!waits(one_waits_, i)) {
                digits[i] = std::exchange(carry, People::nobody());
            } else if (!waits(two_wait_, i)) {
                const People first = first_[i][number];
                digits[i] = first ^ carry;
                carry &= first;
            } else {
                digits[i] = first_[i][number];
                carry = add_two(digits[i], second_[i][number], carry);
            }
        }
    }

    /// Those of whom a number is at least `threshold`.
    [[nodiscard]] People reaching(std::size_t number, std::int32_t threshold) const {
        std::array<People, most_digits> digits;
        finish(number, digits.data());
        return at_least(digits.data(), size_, threshold);
    }

private:
    static bool waits(std::uint32_t digits, std::uint32_t digit) { return ((digits >> digit) & 1U) != 0; }

    /// Adds two digits to another; returns the carry.
    static People add_two(People& digit, const People& one, const People& other) {
        const People differ = digit ^ one;
        const People carry = (digit & one) | (differ & other);
        digit = differ ^ other;
        return carry;
    }

    void add_at(std::uint32_t digit, Sets sets) {
        for (; digit < size_; ++digit) {
            const std::uint32_t bit = 1U << digit;
            if ((one_waits_ & bit) == 0) {
                first_[digit] = sets;
                one_waits_ |= bit;
                return;
            }
            if ((two_wait_ & bit) == 0) {
                second_[digit] = sets;
                two_wait_ |= bit;
                return;
            }
            for (std::size_t i = 0; i < numbers; ++i) sets[i] = add_two(first_[digit][i], second_[digit][i], sets[i]);
            two_wait_ &= ~bit;
        }
    }

    std::uint32_t size_ = 0;
    std::uint32_t one_waits_ = 0;  ///< a bit for each digit
    std::uint32_t two_wait_ = 0;
    std::array<Sets, most_digits> first_;
    std::array<Sets, most_digits> second_;
};

}  // namespace sleepcheck
