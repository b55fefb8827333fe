#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sleepcheck {

/// Reads every line as JSON, looks at every value, and returns a number made of all of them: the same whoever read
/// them. With simdjson, one parser for all; behind each line 64 bytes must be readable. This is the floor that a batch
/// is measured against: no rules, no output, just what the documents hold.
std::uint64_t parse_with_simdjson(const std::vector<std::string_view>& lines);

/// The same with nlohmann/json.
std::uint64_t parse_with_nlohmann(const std::vector<std::string_view>& lines);

}  // namespace sleepcheck
