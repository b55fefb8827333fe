#include "sleepcheck/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>

namespace sleepcheck {

namespace {

/// One decoded character: its code point and how many bytes it takes; 0 bytes when they are not valid UTF-8.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;
};

/// Decodes as the Unicode standard's table 3-7 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[at + offset]); };
    const std::uint32_t first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) return {};
    std::uint32_t code = first & (0xFFU >> (bytes + 1));
    for (std::size_t offset = 1; offset < bytes; ++offset) {
        if ((byte(offset) & 0xC0U) != 0x80) return {};
        code = (code << 6U) | (byte(offset) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (code < least[bytes] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, bytes};
}

bool obeyed_by_terminals(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0xAD || code == 0x61C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE007F);
}

/// Damerau's distance (adjacent swaps count once), in the restricted form that compares each letter once.
std::size_t slips(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1);
    std::vector<std::size_t> above(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[right.size()];
}

bool begins(std::string_view text, std::string_view beginning) {
    return beginning.size() >= 4 && text.substr(0, beginning.size()) == beginning;
}

/// Letters only, in lower case: "My-Word" and "my_word" are the same word.
std::string plain(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter >= 'A' && letter <= 'Z') {
            result += static_cast<char>(letter - 'A' + 'a');
        } else if (letter != '_' && letter != '-' && letter != ' ') {
            result += letter;
        }
    }
    return result;
}

bool has_eight_letters_of_ascii(std::string_view text, std::size_t at) {
    std::uint64_t letters = 0;
    if (text.size() - at < sizeof letters) return false;
    std::memcpy(&letters, text.data() + at, sizeof letters);
    return (letters & 0x8080808080808080U) == 0;
}

}  // namespace

std::optional<std::size_t> invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (has_eight_letters_of_ascii(text, at)) {  // nearly all of a log
            at += 8;
            continue;
        }
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto bytes = character_at(text, at).bytes;
        if (bytes == 0) return at;
        at += bytes;
    }
    return std::nullopt;
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (has_eight_letters_of_ascii(text, at)) {
            count += 8;
            at += 8;
            continue;
        }
        count += (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80 ? 1U : 0U;
        ++at;
    }
    return count;
}

std::string printable(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, bytes] = character_at(text, at);
        if (bytes == 0 || code < 0x80) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (bytes == 0 || obeyed_by_terminals(code)) {
                result += fmt::format("\\x{:02x}", byte);
            } else {
                result += text[at];
            }
            at += 1;
            continue;
        }
        result += obeyed_by_terminals(code) ? fmt::format("\\u{{{:04x}}}", code) : std::string(text.substr(at, bytes));
        at += bytes;
    }
    return result;
}

std::string brief(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (characters(text) <= longest) return printable(text);
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size() && count < longest - 3; ++count) {
        end += std::max<std::size_t>(1, character_at(text, end).bytes);
    }
    return printable(text.substr(0, end)) + "...";
}

std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest_compared = 64;
    if (written.empty() || written.size() > longest_compared) return std::nullopt;
    const std::string wanted = plain(written);
    std::optional<std::string> best;
    std::size_t fewest = wanted.size() / 3 + 1;
    for (const auto& candidate : candidates) {
        const std::string other = plain(candidate);
        const bool one_begins_the_other = begins(other, wanted) || begins(wanted, other);
        const std::size_t distance = one_begins_the_other ? 1 : slips(wanted, other);
        if (distance < fewest) {
            fewest = distance;
            best = candidate;
        }
    }
    return best;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = text.find_first_not_of(' ', at);
        if (start == std::string_view::npos) break;
        const auto end = std::min(text.find(' ', start), text.size());
        const auto word = text.substr(start, end - start);
        const auto length = characters(word);
        if (lines.empty() || used + 1 + length > width) {
            lines.emplace_back(word);
            used = length;
        } else {
            lines.back().append(" ").append(word);
            used += 1 + length;
        }
        at = end;
    }
    return lines;
}

std::string listed(const std::vector<std::string>& items, std::string_view last_joint) {
    std::string result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) result += i + 1 == items.size() ? last_joint : std::string_view(", ");
        result += items[i];
    }
    return result;
}

std::string capitalised(std::string_view text) {
    std::string result(text);
    if (!result.empty() && result.front() >= 'a' && result.front() <= 'z') {
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    }
    return result;
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
    return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

std::vector<std::string> names_in_braces(std::string_view text) {
    std::vector<std::string> names;
    filled(text, [&](std::string_view name) {
        names.emplace_back(name);
        return std::optional<std::string>{};
    });
    return names;
}

}  // namespace sleepcheck
