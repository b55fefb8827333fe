#pragma once

#include <chrono>

/// How a bare time of day gets its date: the one place where midnight is crossed.
namespace sleepcheck {

inline std::chrono::local_seconds last_at_or_before(std::chrono::local_seconds limit, std::chrono::seconds clock) {
    const std::chrono::local_seconds that_day = std::chrono::floor<std::chrono::days>(limit) + clock;
    return that_day <= limit ? that_day : that_day - std::chrono::days{1};
}

inline std::chrono::local_seconds first_at_or_after(std::chrono::local_seconds limit, std::chrono::seconds clock) {
    const std::chrono::local_seconds that_day = std::chrono::floor<std::chrono::days>(limit) + clock;
    return that_day >= limit ? that_day : that_day + std::chrono::days{1};
}

}  // namespace sleepcheck
