#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "sleepcheck/rulebook.hpp"

/// Random answers to any rule book, whatever it is about, and random rule books: for what is proved of the engine
/// alone.

using Random = std::mt19937_64;

/// True that often in a hundred.
inline bool chance(Random& random, unsigned percent) {
    return random() % 100 < percent;
}

/// From `least` to `most`, both included.
inline std::int32_t number_from(Random& random, std::int32_t least, std::int32_t most) {
    return std::uniform_int_distribution<std::int32_t>(least, most)(random);
}

/// Answers questions of a rule book, mostly close to where one of its tests changes.
class RandomFacts {
public:
    explicit RandomFacts(const sleepcheck::RuleBook& rules);

    /// So many of a hundred questions answered.
    [[nodiscard]] sleepcheck::Facts facts(Random& random, unsigned percent) const;
    /// The same and more, where every new answer is to a question that then applies (or may apply).
    [[nodiscard]] sleepcheck::Facts completed(Random& random, const sleepcheck::Facts& facts) const;
    [[nodiscard]] std::int32_t value(Random& random, sleepcheck::FactId question) const;

private:
    /// Two times of which a test looks at the minutes from one to the other.
    struct Span {
        sleepcheck::FactId from{};
        sleepcheck::FactId to{};
        std::vector<std::int32_t> minutes;  ///< where a test changes
    };

    void put_times_near_thresholds(Random& random, sleepcheck::Facts& facts) const;

    const sleepcheck::RuleBook& rules_;
    std::vector<std::vector<std::int32_t>> cuts_;  ///< of each question, where a test changes
    std::vector<Span> spans_;
};

/// A small rule book of every kind of step: weights from -5 to 5, thresholds below 0 and beyond the sum, exclusive
/// parts, derived facts, contradictions, questions that do not always apply.
sleepcheck::RuleBook random_rules(Random& random);
