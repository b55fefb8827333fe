#pragma once

#include <string>

#include "json.hpp"

namespace sleepcheck::json {

/// Lists and objects may stand so deep in each other.
inline constexpr std::size_t deepest = 64;

/// A fast lane for JSON that is plain: sound, no escapes in its texts, no key twice, no number of more than 18 digits.
/// Of such a text it builds the very tree that the strict reader builds; of any other it takes nothing. So whatever is
/// odd has one reader, which alone says what is wrong. The text must be UTF-8 without a NUL.
bool read_plain(const std::string& text, std::size_t most_values, Value& root);

}  // namespace sleepcheck::json
