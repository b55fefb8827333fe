#include "batch/cohort_results.hpp"

#include <algorithm>
#include <array>

namespace sleepcheck {

namespace {

constexpr std::size_t word_bits = People::word_bits;

/// Turns a square of bits: bit `b` of word `a` becomes bit `a` of word `b`. Swaps halves, quarters, and so on.
/// (H. S. Warren, Hacker's Delight, 2nd edition, section 7-3.)
void turn_square(std::array<std::uint64_t, word_bits>& words) {
    std::uint64_t mask = 0x00000000FFFFFFFFU;
    for (std::size_t half = word_bits / 2; half != 0; half /= 2, mask ^= mask << half) {
        for (std::size_t i = 0; i < word_bits; i = (i + half + 1) & ~half) {
            const std::uint64_t swapped = ((words[i] >> half) ^ words[i + half]) & mask;
            words[i] ^= swapped << half;
            words[i + half] ^= swapped;
        }
    }
}

using Columns = CohortResults::Columns;

/// The bits of one person.
class Row {
public:
    Row(const BlockResults& block, std::size_t person) : block_(block), person_(person) {}

    [[nodiscard]] bool has(std::size_t column) const {
        return ((block_[(column / word_bits) * People::most + person_] >> (column % word_bits)) & 1U) != 0;
    }

    /// Calls `visit(place)` for each of the columns that is set.
    template <typename Visit>
    void each(Columns columns, const Visit& visit) const {
        for (std::size_t done = 0; done < columns.size; done += word_bits) {
            const std::size_t size = std::min(columns.size - done, word_bits);
            for (std::uint64_t left = bits({columns.first + done, size}); left != 0; left &= left - 1) {
                visit(done + static_cast<std::size_t>(__builtin_ctzll(left)));
            }
        }
    }

    /// The first of the columns that is set; their number when none is.
    [[nodiscard]] std::size_t first(Columns columns) const {
        for (std::size_t done = 0; done < columns.size; done += word_bits) {
            const std::uint64_t set = bits({columns.first + done, std::min(columns.size - done, word_bits)});
            if (set != 0) return done + static_cast<std::size_t>(__builtin_ctzll(set));
        }
        return columns.size;
    }

    /// Columns that are the digits of a number.
    [[nodiscard]] std::int32_t number(Columns columns) const { return static_cast<std::int32_t>(bits(columns)); }

private:
    /// At most 64 columns, the first of them as the lowest bit.
    [[nodiscard]] std::uint64_t bits(Columns columns) const {
        if (columns.size == 0) return 0;
        const std::size_t word = columns.first / word_bits;
        const std::size_t shift = columns.first % word_bits;
        std::uint64_t result = block_[word * People::most + person_] >> shift;
        if (shift + columns.size > word_bits) {
            result |= block_[(word + 1) * People::most + person_] << (word_bits - shift);
        }
        return columns.size == word_bits ? result : result & ((std::uint64_t{1} << columns.size) - 1);
    }

    const BlockResults& block_;
    std::size_t person_;
};

}  // namespace

CohortResults::CohortResults(const Knowledge& knowledge, const CohortRules& rules)
    : knowledge_(knowledge), rules_(rules) {
    halted_ = columns(1);
    settled_ = columns(1);
    lines_ = columns(knowledge.lines.size());
    leaning_ = columns(knowledge.leaning.size());
    side_ = columns(knowledge.side.size());
    flags_ = columns(knowledge.flags.size());
    missing_ = columns(knowledge.catalogue.questions);
    causes_with_points_ = columns(knowledge.causes.size());
    for (const Pattern& pattern : knowledge.patterns) patterns_.push_back(columns_of(pattern, rules));
    for (const Pattern& cause : knowledge.causes) causes_.push_back(columns_of(cause, rules));
    const std::size_t words = (columns_.size() + word_bits - 1) / word_bits;
    columns_.resize(words * word_bits);
}

CohortResults::Columns CohortResults::columns(std::size_t size) {
    const Columns result{columns_.size(), size};
    columns_.resize(columns_.size() + size);
    return result;
}

CohortResults::OfPattern CohortResults::columns_of(const Pattern& pattern, const CohortRules& rules) {
    const CohortDigits digits = rules.digits_of(pattern.points);
    const Columns levels = columns(pattern.levels.size());
    return {&pattern, levels, columns(digits.size), digits.too_much};
}

std::vector<StepId> CohortResults::steps() const {
    std::vector<StepId> steps = knowledge_.rules.applies;
    const auto add = [&](const auto& list) {
        for (const auto& one : list) steps.push_back(one.when);
    };
    add(knowledge_.lines);
    for (const OutcomeLine& line : knowledge_.lines) add(line.missing);
    add(knowledge_.leaning);
    add(knowledge_.side);
    add(knowledge_.flags);
    for (const auto* patterns : {&knowledge_.patterns, &knowledge_.causes}) {
        for (const Pattern& pattern : *patterns) {
            steps.push_back(pattern.points);
            for (const Level& level : pattern.levels) steps.push_back(level.reached);
        }
    }
    // Groups tell of facts, which may be derived ones.
    for (std::size_t i = 0; i < knowledge_.rules.steps.size(); ++i) {
        if (knowledge_.rules.steps[i].kind == Step::Kind::derive) steps.push_back(StepId(i));
    }
    return steps;
}

People CohortResults::halted(const CohortJudgement& judgement) const {
    People halted;
    for (const Flag& flag : knowledge_.flags) {
        if (flag.halt) halted |= judgement.yes(flag.when);
    }
    return halted;
}

void CohortResults::gather(const CohortJudgement& judgement, const People& settled, BlockResults& block) {
    put(halted_, 0, halted(judgement));
    put(settled_, 0, settled);
    People left = People::everybody();
    for (std::size_t i = 0; i < knowledge_.lines.size(); ++i) {
        const People& holds = judgement.yes(knowledge_.lines[i].when);
        put(lines_, i, left & holds);
        left &= ~holds;
    }
    put_first_holding(leaning_, judgement, knowledge_.leaning);
    put_first_holding(side_, judgement, knowledge_.side);
    for (std::size_t i = 0; i < knowledge_.flags.size(); ++i) put(flags_, i, judgement.yes(knowledge_.flags[i].when));
    for (const OfPattern& pattern : patterns_) put_pattern(pattern, judgement);
    for (const OfPattern& cause : causes_) put_pattern(cause, judgement);
    for (std::size_t i = 0; i < causes_.size(); ++i) {
        put(causes_with_points_, i, reaching(rules_, judgement, causes_[i].pattern->points, 1));
    }
    put_missing(judgement);
    turn(block);
}

void CohortResults::settle(std::size_t person, BlockResults& block) const {
    block[(settled_.first / word_bits) * People::most + person] |= std::uint64_t{1} << (settled_.first % word_bits);
}

void CohortResults::put_first_holding(Columns columns, const CohortJudgement& judgement,
                                      const std::vector<Choice>& choices) {
    People left = People::everybody();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const People& holds = judgement.yes(choices[i].when);
        put(columns, i, left & holds);
        left &= ~holds;
    }
}

/// Of the levels that hold only the highest is put down.
void CohortResults::put_pattern(const OfPattern& pattern, const CohortJudgement& judgement) {
    const StepId points = pattern.pattern->points;
    People higher;
    for (std::size_t i = pattern.levels.size; i-- > 0;) {
        const People& reached = judgement.yes(pattern.pattern->levels[i].reached);
        put(pattern.levels, i, reached & ~higher);
        higher |= reached;
    }
    const std::size_t first_digit = rules_.digits_of(points).first;
    for (std::size_t i = 0; i < pattern.digits.size; ++i) put(pattern.digits, i, judgement.digits[first_digit + i]);
}

void CohortResults::put_missing(const CohortJudgement& judgement) {
    for (std::size_t i = 0; i < missing_.size; ++i) put(missing_, i, People::nobody());
    for (std::size_t i = 0; i < knowledge_.lines.size(); ++i) {
        const People decided = columns_[lines_.first + i];
        if (!decided.any()) continue;
        for (const MissingItem& item : knowledge_.lines[i].missing) put_missing(judgement, item, decided);
    }
}

void CohortResults::put_missing(const CohortJudgement& judgement, const MissingItem& item, const People& people) {
    const People concerned = people & judgement.yes(item.when);
    if (!item.group) return put_missing(judgement, item.fact, concerned);
    for (const auto& line : knowledge_.groups[*item.group].lines) {
        People unknown = concerned;
        for (const FactId fact : line) unknown &= ~judgement.cleared[index_of(fact)];
        put_missing(judgement, line.front(), unknown);
    }
}

/// Only what is unknown, applies, and was not answered already and set aside.
void CohortResults::put_missing(const CohortJudgement& judgement, FactId fact, const People& people) {
    const std::size_t place = index_of(fact);
    columns_[missing_.first + place] |=
        people & ~judgement.cleared[place] & ~judgement.given[place] & ~judgement.no(knowledge_.rules.applies[place]);
}

void CohortResults::turn(BlockResults& block) const {
    block.resize(columns_.size() / word_bits * People::most);
    std::array<std::uint64_t, word_bits> square;
    for (std::size_t word = 0; word * word_bits < columns_.size(); ++word) {
        for (std::size_t part = 0; part < People::most / word_bits; ++part) {
            for (std::size_t i = 0; i < word_bits; ++i) square[i] = columns_[word * word_bits + i].word(part);
            turn_square(square);
            std::copy(square.begin(), square.end(), &block[word * People::most + part * word_bits]);
        }
    }
}

void CohortResults::take(const BlockResults& block, std::size_t person, BatchResult& result) const {
    const Row row(block, person);
    result.assessment = nullptr;
    result.flags.clear();
    result.patterns.clear();
    result.causes.clear();
    result.missing.clear();
    result.leaning = nullptr;
    result.side = nullptr;
    row.each(flags_, [&](std::size_t flag) { result.flags.push_back(flag); });
    result.halted = row.has(halted_.first);
    if (result.halted) return take_halted(result);
    const OutcomeLine& line = knowledge_.lines[row.first(lines_)];
    result.outcome = line.outcome;
    result.reason = line.reason;
    result.settled = row.has(settled_.first);
    const std::size_t leaning = knowledge_.outcomes[line.outcome].leans ? row.first(leaning_) : leaning_.size;
    if (leaning < leaning_.size) result.leaning = &knowledge_.leaning[leaning];
    const std::size_t side = row.first(side_);
    if (side < side_.size) result.side = &knowledge_.side[side];
    const auto level = [&](const OfPattern& pattern) {
        const std::size_t place = row.first(pattern.levels);
        return place == pattern.levels.size ? 0 : place + 1;
    };
    for (const OfPattern& pattern : patterns_) {
        result.patterns.push_back({level(pattern), row.number(pattern.digits) - pattern.too_much, {}});
    }
    row.each(causes_with_points_, [&](std::size_t cause) { result.causes.emplace_back(cause, level(causes_[cause])); });
    row.each(missing_, [&](std::size_t fact) { result.missing.push_back(FactId(fact)); });
}

void CohortResults::take_halted(BatchResult& result) const {
    const auto halts = [&](std::size_t flag) { return knowledge_.flags[flag].halt; };
    result.outcome = knowledge_.halted;
    result.reason = knowledge_.flags[*std::find_if(result.flags.begin(), result.flags.end(), halts)].id;
    result.settled = true;
    if (!knowledge_.side.empty()) result.side = &knowledge_.side.back();
}

}  // namespace sleepcheck
