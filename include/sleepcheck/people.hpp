#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sleepcheck {

/// Some of the people of a block, one bit each. A condition holds for some of a block's people, so it is one of these,
/// and "and", "or", "not" of conditions take a few instructions for all of them together.
class People {
public:
    /// How many people a block has room for.
    static constexpr std::size_t most = 256;
    static constexpr std::size_t word_bits = 64;

    static People nobody() { return {}; }
    static People everybody() { return ~People{}; }
    static People everybody_if(bool statement) { return statement ? everybody() : nobody(); }

    /// The people from 64 times `place` on, the first as the lowest bit.
    [[nodiscard]] std::uint64_t word(std::size_t place) const { return halves_[place / 2][place % 2]; }
    void set_word(std::size_t place, std::uint64_t bits) { halves_[place / 2][place % 2] = bits; }

    [[nodiscard]] bool has(std::size_t person) const {
        return ((word(person / word_bits) >> (person % word_bits)) & 1U) != 0;
    }
    void add(std::size_t person) { halves_[person / 128][person / word_bits % 2] |= bit(person); }
    void remove(std::size_t person) { halves_[person / 128][person / word_bits % 2] &= ~bit(person); }
    /// So many people in a row.
    void add(std::size_t first, std::size_t count) {
        for (std::size_t end = first + count; first < end;) {
            const std::size_t room = word_bits - first % word_bits;
            const std::size_t here = end - first < room ? end - first : room;
            const std::uint64_t row = here == word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << here) - 1;
            set_word(first / word_bits, word(first / word_bits) | row << (first % word_bits));
            first += here;
        }
    }
    [[nodiscard]] bool any() const {
        const Half some = halves_[0] | halves_[1];
        return (some[0] | some[1]) != 0;
    }

    /// Calls `visit(person)` for each of them, in order.
    template <typename Visit>
    void each(const Visit& visit) const {
        for (std::size_t place = 0; place < most / word_bits; ++place) {
            for (std::uint64_t left = word(place); left != 0; left &= left - 1) {
                visit(place * word_bits + static_cast<std::size_t>(__builtin_ctzll(left)));
            }
        }
    }

    friend People operator&(const People& a, const People& b) {
        return {{a.halves_[0] & b.halves_[0], a.halves_[1] & b.halves_[1]}};
    }
    friend People operator|(const People& a, const People& b) {
        return {{a.halves_[0] | b.halves_[0], a.halves_[1] | b.halves_[1]}};
    }
    friend People operator^(const People& a, const People& b) {
        return {{a.halves_[0] ^ b.halves_[0], a.halves_[1] ^ b.halves_[1]}};
    }
    friend People operator~(const People& a) { return {{~a.halves_[0], ~a.halves_[1]}}; }
    People& operator&=(const People& other) { return *this = *this & other; }
    People& operator|=(const People& other) { return *this = *this | other; }
    People& operator^=(const People& other) { return *this = *this ^ other; }
    friend bool operator==(const People& a, const People& b) { return !(a ^ b).any(); }

    People() = default;

private:
    /// What every processor of the kind handles at once; g++ and clang++ know what to do on others.
    using Half = std::uint64_t __attribute__((vector_size(16)));

    People(const std::array<Half, 2>& halves) : halves_(halves) {}
    static std::uint64_t bit(std::size_t person) { return std::uint64_t{1} << (person % word_bits); }

    std::array<Half, 2> halves_{};
};

}  // namespace sleepcheck
