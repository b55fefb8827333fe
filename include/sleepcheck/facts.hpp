#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sleepcheck {

/// The place of a fact in the catalogue: first the questions, then the derived facts.
enum class FactId : std::uint16_t {};

constexpr std::size_t index_of(FactId fact) {
    return static_cast<std::size_t>(fact);
}

/// What is known about a person. A fact that nobody gave, and one that was declined, have no value: they are unknown,
/// never "no". Values are whole numbers whose meaning the catalogue gives: the number itself, minutes since midnight,
/// the place of an option, or one bit for each option marked.
class Facts {
public:
    enum class State : std::uint8_t { not_given, declined, known };

    explicit Facts(std::size_t count) : slots_(count) {}

    [[nodiscard]] std::size_t size() const { return slots_.size(); }
    [[nodiscard]] State state(FactId fact) const { return slots_[index_of(fact)].state; }
    [[nodiscard]] bool known(FactId fact) const { return state(fact) == State::known; }
    [[nodiscard]] bool declined(FactId fact) const { return state(fact) == State::declined; }
    /// Only for a known fact.
    [[nodiscard]] std::int32_t value(FactId fact) const { return slots_[index_of(fact)].value; }

    void learn(FactId fact, std::int32_t value) { slots_[index_of(fact)] = {value, State::known}; }
    /// Asked and not answered.
    void decline(FactId fact) { slots_[index_of(fact)] = {0, State::declined}; }
    void forget(FactId fact) { slots_[index_of(fact)] = {}; }

private:
    struct Slot {
        std::int32_t value = 0;
        State state = State::not_given;
    };
    std::vector<Slot> slots_;
};

}  // namespace sleepcheck
