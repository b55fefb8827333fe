#pragma once

#include <cstdint>

#include "sleepcheck/rulebook.hpp"

namespace sleepcheck {

/// Whether a value passes a test: one `within`, `one_of` or `any_of`.
inline bool passes_test(const Step& test, std::int32_t value) {
    const auto bits = static_cast<std::uint32_t>(test.low);
    if (test.kind == Step::Kind::within) return value >= test.low && value <= test.high;
    if (test.kind == Step::Kind::one_of) return ((bits >> static_cast<std::uint32_t>(value)) & 1U) != 0;
    return (bits & static_cast<std::uint32_t>(value)) != 0;
}

}  // namespace sleepcheck
