#pragma once

#include <string_view>

#include "json.hpp"

namespace sleepcheck::json {

/// Lists and objects may stand so deep in each other.
inline constexpr std::size_t deepest = 64;

/// UTF-8 without a NUL.
bool is_text(std::string_view text);

/// A fast lane for JSON that is plain: sound, no escapes in its texts, no key twice, no number of more than 18 digits.
/// Of such a text it builds the very tree that the strict reader builds; of any other it takes nothing. So whatever is
/// odd has one reader, which alone says what is wrong. The text must be one by `is_text`.
///
/// Of lists and objects that stand in more than so many `levels` only the type and the mark are found: whether they are
/// sound will show when that stretch is read.
bool read_plain(std::string_view text, std::size_t most_values, Value& root, std::size_t levels = deepest);

}  // namespace sleepcheck::json
