#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "broken_exports.hpp"

namespace sleepcheck {

/// A real export; empty, with a message, when these are not there.
inline std::optional<std::string> shared_export(const std::string& name) {
    std::string text = sleeps::real_export(name);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

/// Hands out a text in pieces of at most so many bytes.
inline ByteReader bytes_of(std::string text, std::size_t at_most = 1'000'000) {
    return [text = std::move(text), at_most, at = std::size_t{0}](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min({size, at_most, text.size() - at});
        std::memcpy(buffer, text.data() + at, count);
        at += count;
        return count;
    };
}

/// "file:line:col: what".
inline std::string first_problem(const Problems& problems) {
    if (problems.empty()) return "";
    const Problem& problem = problems.front();
    return problem.place.file + ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) +
           ": " + problem.what;
}

inline std::string left_out_text(const ReadExport& read) {
    std::string result;
    for (const LeftOut& entry : read.left_out) result += std::to_string(entry.count) + " " + entry.why + "\n";
    return result;
}

}  // namespace sleepcheck
