#include <algorithm>

#include "sleepcheck/cohort.hpp"

namespace sleepcheck {

void CohortFacts::copy_to(std::size_t person, Facts& facts) const {
    for (std::size_t i = 0; i < known_.size(); ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (known_[i].has(person)) {
            facts.learn(question, values_[i * People::most + person]);
        } else {
            facts.forget(question);
        }
    }
}

void CohortFacts::learn(std::size_t first, std::size_t count, const Facts& facts) {
    for (std::size_t i = 0; i < known_.size(); ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (!facts.known(question)) continue;
        std::fill_n(&values_[i * People::most + first], count, facts.value(question));
        known_[i].add(first, count);
    }
}

void CohortFacts::forget(std::size_t person) {
    for (People& known : known_) known.remove(person);
}

}  // namespace sleepcheck
