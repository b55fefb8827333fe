// Words for people that read like a dose: the rules never say how much of something to take.

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "defects/checks.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::defects {

namespace {

constexpr std::array<std::string_view, 12> units{"mg", "mcg", "\u00b5g",   "\u03bcg",    "ug",        "g",
                                                 "iu", "ml",  "milligram", "milligrams", "microgram", "micrograms"};
constexpr std::array<std::string_view, 6> gaps{"\u00a0", "\u202f", "\u2009", "\u2011", " ", "-"};

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// A letter of a word; every letter beyond ASCII is taken for one.
bool is_letter(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') || byte >= 0x80U;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return result;
}

std::size_t after_gap(std::string_view text, std::size_t at) {
    for (const std::string_view gap : gaps) {
        if (text.substr(at, gap.size()) == gap) return at + gap.size();
    }
    return at;
}

/// The first number with a unit of mass or volume behind it; empty when there is none.
std::string_view dose_in(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at]) || (at > 0 && is_letter(text[at - 1]))) continue;
        const std::size_t start = at;
        while (at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == ',')) ++at;
        const std::size_t unit = after_gap(text, at);
        std::size_t end = unit;
        while (end < text.size() && is_letter(text[end])) ++end;
        const std::string word = lower(text.substr(unit, end - unit));
        if (std::find(units.begin(), units.end(), word) != units.end()) return text.substr(start, end - start);
        at = unit > at ? unit - 1 : at;
    }
    return {};
}

/// Keys whose texts no report repeats.
bool is_for_authors(std::string_view key) {
    return key == "sources" || key == "id" || key == "fact" || key == "value";
}

void check_text(Review& review, std::size_t file, const json::Value& value) {
    if (const auto dose = dose_in(value.text); !dose.empty()) {
        review.report(file, value, fmt::format("\"{}\" reads like a dose", printable(dose)),
                      "the rules name no amounts to take");
    }
    for (const json::Value& item : value.items) check_text(review, file, item);
    for (const json::Member& member : value.members) {
        if (!is_for_authors(member.key)) check_text(review, file, member.value);
    }
}

}  // namespace

void check_words(Review& review) {
    for (std::size_t file = 0; file < review.documents.size(); ++file) {
        check_text(review, file, review.documents[file].root);
    }
}

}  // namespace sleepcheck::defects
