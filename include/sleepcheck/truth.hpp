#pragma once

#include <cstdint>

namespace sleepcheck {

/// What is known of a statement. Ordered, so that `all` is the least and `any` the greatest (Kleene's strong logic).
enum class Truth : std::uint8_t { no, unknown, yes };

constexpr Truth operator!(Truth truth) {
    return static_cast<Truth>(2 - static_cast<int>(truth));
}

constexpr Truth truth_of(bool statement) {
    return statement ? Truth::yes : Truth::no;
}

/// The truths a statement can still come to: a set with a bit for each.
class TruthSet {
public:
    constexpr TruthSet() = default;
    constexpr explicit TruthSet(Truth truth) : bits_(bit(truth)) {}

    static constexpr TruthSet all() { return TruthSet(Truth::no) | TruthSet(Truth::unknown) | TruthSet(Truth::yes); }

    [[nodiscard]] constexpr bool has(Truth truth) const { return (bits_ & bit(truth)) != 0; }
    /// True when the set holds this truth and no other.
    [[nodiscard]] constexpr bool is(Truth truth) const { return bits_ == bit(truth); }
    [[nodiscard]] constexpr bool settled() const { return (bits_ & (bits_ - 1)) == 0; }

    friend constexpr TruthSet operator|(TruthSet left, TruthSet right) {
        TruthSet both;
        both.bits_ = static_cast<std::uint8_t>(left.bits_ | right.bits_);
        return both;
    }
    friend constexpr bool operator==(TruthSet, TruthSet) = default;

private:
    static constexpr std::uint8_t bit(Truth truth) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(truth));
    }

    std::uint8_t bits_ = 0;
};

}  // namespace sleepcheck
