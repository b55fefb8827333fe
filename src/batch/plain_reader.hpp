#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/catalogue.hpp"
#include "sleepcheck/cohort.hpp"

namespace sleepcheck {

/// A few bytes to be compared with a text, eight at a time. So many bytes are read of the text, whatever they are.
class ShortText {
public:
    static constexpr std::size_t longest = 48;

    ShortText() = default;
    /// The text is at most `longest` bytes long.
    explicit ShortText(std::string_view text);

    [[nodiscard]] std::size_t size() const { return size_; }
    /// Whether the other text begins with this one. Half of it is enough for nearly all.
    [[nodiscard]] bool begins(const char* text) const {
        return differences(text, 0) == 0 && (size_ <= longest / 2 || differences(text, words / 2) == 0);
    }

private:
    static constexpr std::size_t words = longest / 8;

    [[nodiscard]] std::uint64_t differences(const char* text, std::size_t first) const {
        static_assert(words == 6, "three of them are half");
        const auto difference = [&](std::size_t word) {
            std::uint64_t other = 0;
            std::memcpy(&other, text + 8 * word, sizeof other);
            return (other ^ words_[word]) & masks_[word];
        };
        return difference(first) | difference(first + 1) | difference(first + 2);
    }

    std::array<std::uint64_t, words> words_{};
    std::array<std::uint64_t, words> masks_{};  ///< the bytes that count
    std::size_t size_ = 0;
};

/// The fast lane: reads documents that are written plainly, as nearly all are. Plain means known keys, each once; words
/// without a backslash, small whole numbers, "HH:MM"; flat, or under "answers"; an id of plain letters or digits. It
/// has no opinion on anything else: what it does not take goes to `read_answers`, which alone decides what is a mistake
/// and how it is told. What it takes, `read_answers` would read just so.
class PlainReader {
public:
    explicit PlainReader(const Catalogue& catalogue);

    /// Puts the answers of a line into the facts of a person who knows nothing yet. False when the line is not plain:
    /// the person then knows nothing again. `id` is set to the document's own id as it is written; empty when it has
    /// none. The byte behind the line is a line end, and 64 bytes behind it can be read.
    bool read(std::string_view line, std::size_t person, CohortFacts& facts, std::string_view& id);

private:
    /// A question as it has to be written.
    struct Written {
        ShortText key;               ///< with its closing quote
        Written* follows = nullptr;  ///< the question that came last behind this one
        std::uint16_t place = 0;
        Kind kind = Kind::yes_no;
        /// False where no two bytes tell the options apart: all of them are compared.
        bool told = false;
        /// The places of two bytes that, mixed, are others in each option; and by the mixture, the option it may be.
        std::array<std::uint8_t, 2> telling{};
        std::array<std::uint8_t, 256> by_mixture{};
        std::vector<ShortText> options;  ///< with their closing quotes
        std::int32_t alone = 0;          ///< the bit of the option that stands alone; 0 when there is none
        std::int32_t least = 0;
        std::int32_t most = 0;

        [[nodiscard]] std::uint8_t mixture(const char* text) const;
    };

    struct Document;

    static Written written(const Question& question, bool& plain);
    static void find_telling_bytes(const Question& question, Written& written);

    // All of these read from a place on and return the place behind, or null for what is not plain.
    const char* read_members(const char* at, Document& document, bool inside_answers);
    [[gnu::always_inline]] inline const char* read_member(const char* at, Document& document, bool inside_answers);
    const char* read_companion(const char* at, Document& document);
    [[gnu::always_inline]] static inline const char* read_answer(const char* at, const Written& question,
                                                                 Document& document);
    [[gnu::always_inline]] static inline const char* read_option(const char* at, const Written& question,
                                                                 std::int32_t& option);
    static const char* read_options(const char* at, const Written& question, std::int32_t& marked);

    /// By a key that ends with a quote; null when there is no such question.
    Written* find_question(const char* key);

    std::vector<Written> questions_;  ///< and one more, whose `follows` is the question that came last at the beginning
    std::vector<Written*> slots_;     ///< the hash table of keys
    std::vector<std::uint64_t> seen_;  ///< a bit for each question of the document
    bool usable_ = true;               ///< false for a catalogue whose words are too long, or those of the envelope
};

}  // namespace sleepcheck
