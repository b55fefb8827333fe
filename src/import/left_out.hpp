#pragma once

#include <map>

#include "sleepcheck/import.hpp"

namespace sleepcheck {

/// Counts what is left out, by reason.
class LeftOutCounts {
public:
    void add(const std::string& why, std::size_t count = 1) {
        if (count > 0) counts_[why] += count;
    }

    /// Sorted by reason.
    [[nodiscard]] std::vector<LeftOut> all() const {
        std::vector<LeftOut> result;
        for (const auto& [why, count] : counts_) result.push_back({why, count});
        return result;
    }

private:
    std::map<std::string, std::size_t> counts_;
};

}  // namespace sleepcheck
