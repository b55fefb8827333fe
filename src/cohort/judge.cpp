// One pass over the row for a block of people, the counterpart of `judge` for one.

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "cohort/program.hpp"
#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

static_assert(std::endian::native == std::endian::little, "the first byte in memory is the lowest of a word");

/// Those for whom the byte is 1; all others are 0.
People marked(const std::array<std::uint8_t, People::most>& bytes) {
    People people;
    for (std::size_t place = 0; place < People::most / People::word_bits; ++place) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < People::word_bits; i += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes.data() + place * People::word_bits + i, sizeof eight);
            // Multiplying brings the lowest bit of each byte to its place in the highest byte.
            word |= ((eight * 0x0102040810204080U) >> 56U) << i;
        }
        people.set_word(place, word);
    }
    return people;
}

/// The answers of a block to one question, a byte each: what is less or greater than a byte can tell counts as the
/// least or greatest that it can. Most numbers in rules are small, so most views can be had from these; and sixteen
/// bytes are compared at once where the processor can.
class AnswerBytes {
public:
    /// Whether bytes tell who has at least so much.
    static bool can_tell(std::int32_t least) {
        return least > std::numeric_limits<std::int8_t>::min() && least <= std::numeric_limits<std::int8_t>::max();
    }

    void take(const std::int32_t* values);

    /// `least` is something that bytes can tell.
    [[nodiscard]] People with_at_least(std::int32_t least) const;

private:
    std::array<std::int8_t, People::most> bytes_;
};

#ifdef __SSE2__

void AnswerBytes::take(const std::int32_t* values) {
    const auto four = [&](std::size_t from) {
        __m128i numbers;
        std::memcpy(&numbers, values + from, sizeof numbers);
        return numbers;
    };
    for (std::size_t i = 0; i < People::most; i += 16) {
        const __m128i first_eight = _mm_packs_epi32(four(i), four(i + 4));
        const __m128i last_eight = _mm_packs_epi32(four(i + 8), four(i + 12));
        const __m128i sixteen = _mm_packs_epi16(first_eight, last_eight);
        std::memcpy(bytes_.data() + i, &sixteen, sizeof sixteen);
    }
}

People AnswerBytes::with_at_least(std::int32_t least) const {
    const __m128i below = _mm_set1_epi8(static_cast<char>(least - 1));
    People people;
    for (std::size_t place = 0; place < People::most / People::word_bits; ++place) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < People::word_bits; i += 16) {
            __m128i numbers;
            std::memcpy(&numbers, bytes_.data() + place * People::word_bits + i, sizeof numbers);
            word |= static_cast<std::uint64_t>(_mm_movemask_epi8(_mm_cmpgt_epi8(numbers, below))) << i;
        }
        people.set_word(place, word);
    }
    return people;
}

#else

void AnswerBytes::take(const std::int32_t* values) {
    using Byte = std::numeric_limits<std::int8_t>;
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        bytes_[i] = static_cast<std::int8_t>(std::clamp<std::int32_t>(values[i], Byte::min(), Byte::max()));
    }
}

People AnswerBytes::with_at_least(std::int32_t least) const {
    std::array<std::uint8_t, People::most> have;
    for (std::size_t i = 0; i < have.size(); ++i) have[i] = static_cast<std::uint8_t>(bytes_[i] >= least);
    return marked(have);
}

#endif

People seen(const View& view, const CohortFacts& facts) {
    const std::int32_t* const values = facts.values(FactId{view.fact});
    const std::int32_t* const to = facts.values(FactId{view.to});
    const std::int32_t operand = view.operand;
    std::array<std::uint8_t, People::most> have;
    const auto mark = [&](const auto& holds) {
        for (std::size_t i = 0; i < have.size(); ++i) have[i] = static_cast<std::uint8_t>(holds(i));
    };
    switch (view.kind) {
        case View::Kind::at_least: mark([&](std::size_t i) { return values[i] >= operand; }); break;
        case View::Kind::marks: mark([&](std::size_t i) { return (values[i] & operand) != 0; }); break;
        case View::Kind::hours:
            mark([&](std::size_t i) {
                const std::int32_t minutes = to[i] - values[i];
                return minutes + (minutes < 0 ? minutes_per_day : 0) >= operand;
            });
            break;
    }
    return marked(have);
}

class CohortSettling {
public:
    CohortSettling(const CohortRules& rules, CohortJudgement& judgement)
        : program_(rules.program()), judgement_(judgement) {}

    void settle(const CohortSteps& steps, const CohortFacts& facts) {
        judgement_.truths.resize(program_.operations.size());
        judgement_.digits.resize(program_.digit_count);
        judgement_.derived.resize(2 * program_.derived_views.size());
        judgement_.given.resize(program_.facts);
        judgement_.views.resize(program_.views.size());
        see(steps.views, facts);
        for (std::size_t i = 0; i < program_.questions; ++i) judgement_.given[i] = facts.known(FactId(i));
        for (const std::uint32_t place : steps.places) settle(place);
    }

private:
    void see(const std::vector<std::uint32_t>& views, const CohortFacts& facts) {
        AnswerBytes bytes;
        std::optional<std::uint16_t> taken;
        for (const ViewId id : views) {
            const View& view = program_.views[id];
            if (view.kind != View::Kind::at_least || !AnswerBytes::can_tell(view.operand)) {
                judgement_.views[id] = seen(view, facts);
                continue;
            }
            if (taken != view.fact) bytes.take(facts.values(FactId{view.fact}));
            taken = view.fact;
            judgement_.views[id] = bytes.with_at_least(view.operand);
        }
    }

    void settle(std::size_t place) {
        const Operation& operation = program_.operations[place];
        CohortTruth& truth = judgement_.truths[place];
        switch (operation.kind) {
            case Operation::Kind::compare: truth = compared(program_.tests[operation.index]); break;
            case Operation::Kind::known: truth = known(program_.tests[operation.index]); break;
            case Operation::Kind::all: truth = all(operation.parts); break;
            case Operation::Kind::any: truth = any(operation.parts); break;
            case Operation::Kind::count: truth = counted(operation); break;
            case Operation::Kind::tally: truth = tallied(operation, program_.digits[place]); break;
            case Operation::Kind::reaches:
                truth = reached(program_.digits[index_of(operation.tally)], operation);
                break;
            case Operation::Kind::derive:
                truth = derived(program_.derivations[operation.index], operation.table);
                break;
            case Operation::Kind::clear:
                clear();
                truth = {People::everybody(), People::nobody()};
                break;
        }
    }

    [[nodiscard]] std::vector<People>& knowing(Table table) {
        return table == Table::given ? judgement_.given : judgement_.cleared;
    }

    CohortTruth known(const Test& test) {
        const People& knows = knowing(test.table)[test.fact];
        return {knows, ~knows};
    }

    CohortTruth compared(const Test& test) {
        const People& knows = knowing(test.table)[test.fact];
        const People passes = test.marked != no_view ? judgement_.views[test.marked] : inside(test);
        return {knows & passes, knows & ~passes};
    }

    [[nodiscard]] People inside(const Test& test) const {
        const People* const views =
            test.derived ? judgement_.derived.data() + program_.derived_view(test.table, 0) : judgement_.views.data();
        People result;
        for (const Interval& interval : program_.intervals_of(test.inside)) {
            People within = interval.from == no_view ? People::everybody() : views[interval.from];
            if (interval.beyond != no_view) within &= ~views[interval.beyond];
            result |= within;
        }
        return result;
    }

    /// Those for whom a part adds its weight, and those for whom it surely does not.
    struct Adding {
        const People& yes;
        const People& no;
    };

    /// Without a check, since this is where the time goes.
    [[nodiscard]] const CohortTruth& truth_of(const CohortPart& part) const {
        return judgement_.truths.data()[index_of(part.step)];
    }

    [[nodiscard]] const People& holds(const Literal& literal) const {
        const CohortTruth& truth = judgement_.truths.data()[index_of(literal.step)];
        return literal.when_yes ? truth.yes : truth.no;
    }

    [[nodiscard]] Adding adding(const CohortPart& part) const {
        const CohortTruth& truth = truth_of(part);
        return {part.adds_when_yes ? truth.yes : truth.no, part.adds_when_yes ? truth.no : truth.yes};
    }

    [[nodiscard]] CohortTruth all(Stretch parts) const {
        CohortTruth result{People::everybody(), People::nobody()};
        for (const CohortPart& one : program_.parts_of(parts)) {
            const Adding part = adding(one);
            result.yes &= part.yes;
            result.no |= part.no;
        }
        return result;
    }

    [[nodiscard]] CohortTruth any(Stretch parts) const {
        CohortTruth result{People::nobody(), People::everybody()};
        for (const CohortPart& one : program_.parts_of(parts)) {
            const Adding part = adding(one);
            result.yes |= part.yes;
            result.no &= part.no;
        }
        return result;
    }

    /// Kleene's count: the least sum, and the greatest that the unknown parts leave open.
    CohortTruth counted(const Operation& operation) {
        NumberSums<2> sums;  // the least and the greatest
        sums.begin(operation.digits);
        for (const CohortPart& part : program_.parts_of(operation.parts)) {
            const Adding truth = adding(part);
            sums.add({truth.yes, ~truth.no}, part.weight);
        }
        return {sums.reaching(0, operation.threshold), ~sums.reaching(1, operation.threshold)};
    }

    CohortTruth tallied(const Operation& operation, const CohortDigits& place) {
        sum_.begin(place.size);
        for (const CohortPart& part : program_.parts_of(operation.parts)) {
            const People yes = part.is_pair ? holds(part.pair[0]) & holds(part.pair[1]) : truth_of(part).yes;
            sum_.add({part.adds_when_yes ? yes : ~yes}, part.weight);
        }
        sum_.finish(0, judgement_.digits.data() + place.first);
        return reached(place, operation);
    }

    [[nodiscard]] CohortTruth reached(const CohortDigits& place, const Operation& operation) const {
        const People yes = at_least(judgement_.digits.data() + place.first, place.size, operation.threshold);
        return {yes, ~yes};
    }

    CohortTruth derived(const CohortDerivation& derivation, Table table) {
        std::vector<People>& knows = knowing(table);
        People* const views = judgement_.derived.data() + program_.derived_view(table, derivation.views.first);
        for (std::uint32_t i = 0; i < derivation.views.size; ++i) views[i] = People::nobody();
        People left = People::everybody();
        for (const CohortBranch& branch : derivation.branches) {
            const People takes = left & (branch.is_hours ? counting(branch, knows) : judgement_.yes(branch.when));
            left &= ~takes;
            for (std::uint32_t i = 0; i < derivation.views.size; ++i) {
                if (branch.is_hours) {
                    views[i] |= takes & judgement_.views[branch.reaches[i]];
                } else if (branch.value >= program_.derived_views[derivation.views.first + i]) {
                    views[i] |= takes;
                }
            }
        }
        knows[derivation.fact] = ~left;
        return {~left, left};
    }

    /// Those for whom both times are known and not too far apart.
    [[nodiscard]] People counting(const CohortBranch& branch, const std::vector<People>& knows) const {
        const People both = knows[index_of(branch.from)] & knows[index_of(branch.to)];
        return branch.beyond == no_view ? both : both & ~judgement_.views[branch.beyond];
    }

    void clear() {
        judgement_.cleared = judgement_.given;
        for (const Clearing& clearing : program_.clearings) {
            for (const FactId fact : clearing.facts)
                judgement_.cleared[index_of(fact)] &= ~judgement_.yes(clearing.when);
        }
    }

    const CohortRules::Program& program_;
    CohortJudgement& judgement_;
    NumberSums<1> sum_;  ///< of tallies
};

}  // namespace

People reaching(const CohortRules& rules, const CohortJudgement& judgement, StepId tally, std::int32_t number) {
    const CohortDigits place = rules.digits_of(tally);
    return at_least(judgement.digits.data() + place.first, place.size, number + place.too_much);
}

void judge(const CohortRules& rules, const CohortSteps& steps, const CohortFacts& facts, CohortJudgement& judgement) {
    CohortSettling(rules, judgement).settle(steps, facts);
}

}  // namespace sleepcheck
