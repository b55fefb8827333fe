#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/commands.hpp"

namespace sleepcheck::cli {

/// A bar on standard error for what takes seconds; only for a terminal. It stays on one line and leaves it empty.
class Progress {
public:
    /// `whole` in bytes. Little needs no bar, nor does what has no known size (0).
    Progress(const Console& console, std::uint64_t whole);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    /// So many bytes more were read. With documents, the bar also tells how many a second, and how long it will take.
    void add(std::uint64_t bytes, std::uint64_t documents = 0);

private:
    [[nodiscard]] std::string pace() const;
    void say(const std::string& text) const;

    const Console& console_;
    std::uint64_t whole_;
    bool shown_;
    std::uint64_t read_ = 0;
    std::uint64_t documents_ = 0;
    std::uint64_t percent_ = 0;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace sleepcheck::cli
