#pragma once

#include <cstdint>

namespace sleepcheck {

/// What is known of a statement. Ordered, so that `all` is the least and `any` the greatest (Kleene's strong logic).
enum class Truth : std::uint8_t { no, unknown, yes };

constexpr Truth operator!(Truth truth) {
    return static_cast<Truth>(2 - static_cast<int>(truth));
}

constexpr Truth truth_of(bool statement) {
    return statement ? Truth::yes : Truth::no;
}

}  // namespace sleepcheck
