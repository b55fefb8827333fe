#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sleepcheck {

/// The place of the first byte that is not valid UTF-8; empty when all of it is.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// How many characters (code points) valid UTF-8 holds.
std::size_t characters(std::string_view text);

/// The text with everything a terminal could obey made visible: control characters, DEL, C1, direction marks, line
/// separators, byte order marks and bytes that are not UTF-8 become `\x1b`, `\u{202e}` and the like.
std::string printable(std::string_view text);

/// The same, and not more than some sixty characters of it: for words of a person in a message.
std::string brief(std::string_view text);

/// The candidate that a person most likely meant: at most one slip in three letters (a letter wrong, missing, added or
/// swapped with its neighbour), or one text beginning with the other. Empty when nothing is near.
std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& candidates);

/// The words of the text in lines of at most `width` characters; a longer word stands alone on its line.
/// No line for an empty text.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// "a, b and c".
std::string listed(const std::vector<std::string>& items, std::string_view last_joint = " and ");

/// The text with its first letter, if it is one of a to z, as a capital.
std::string capitalised(std::string_view text);

/// "1 problem", "2 problems".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural);

/// The text with each `{name}` replaced by what `meaning` gives for the name; a name without meaning stays as written.
template <typename Meaning>
std::string filled(std::string_view text, const Meaning& meaning) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return result.append(text.substr(at));
        result.append(text.substr(at, open - at));
        const std::optional<std::string> value = meaning(text.substr(open + 1, close - open - 1));
        result.append(value ? std::string_view(*value) : text.substr(open, close + 1 - open));
        at = close + 1;
    }
    return result;
}

/// The names between braces in a text, in order.
std::vector<std::string> names_in_braces(std::string_view text);

}  // namespace sleepcheck
