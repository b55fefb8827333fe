#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sleepcheck {

/// The keys of a night, in the order in which they are written.
enum class Field : std::uint8_t {
    date,
    is_main_sleep,
    into_bed,
    tried_to_sleep,
    planned_bedtime,
    latency,
    sleep_onset,
    awakenings_count,
    wake_after_sleep_onset,
    awakenings,
    final_awakening,
    planned_wake,
    trying_after_final_awakening,
    out_of_bed,
    alarm,
    day_type,
    quality,
    rested,
    naps,
    medication,
    alcohol_drinks,
    caffeine_drinks,
    last_caffeine,
    nicotine,
    evening_light,
    magnesium_foods,
    problem_night,
    notes,
    segments,
    vendor,
};

inline constexpr std::array<std::string_view, 30> field_names{
    "date",
    "is_main_sleep",
    "into_bed",
    "tried_to_sleep",
    "planned_bedtime",
    "latency_to_sleep_onset_min",
    "sleep_onset",
    "number_of_awakenings",
    "wake_after_sleep_onset_min",
    "awakenings",
    "final_awakening",
    "planned_wake",
    "trying_to_sleep_after_final_awakening_min",
    "out_of_bed",
    "alarm",
    "day_type",
    "quality",
    "rested",
    "naps",
    "medication",
    "alcohol_drinks",
    "caffeine_drinks",
    "last_caffeine",
    "nicotine",
    "evening_light_min",
    "magnesium_foods",
    "problem_night",
    "notes",
    "segments",
    "vendor",
};

constexpr std::size_t index_of(Field field) {
    return static_cast<std::size_t>(field);
}

constexpr std::string_view name_of(Field field) {
    return field_names[index_of(field)];
}

/// What never appears in a message or beside one.
constexpr bool is_private(Field field) {
    return field == Field::medication || field == Field::alcohol_drinks || field == Field::nicotine ||
           field == Field::notes;
}

/// A word of a log for each value of an enumeration, in its order.
inline constexpr std::array<std::string_view, 2> modality_words{"self-reported", "sensed"};
inline constexpr std::array<std::string_view, 2> day_type_words{"work", "free"};
inline constexpr std::array<std::string_view, 3> nicotine_words{"none", "day", "evening"};
inline constexpr std::array<std::string_view, 3> state_words{"asleep", "awake", "unknown"};
inline constexpr std::array<std::string_view, 3> stage_words{"light", "deep", "rem"};

}  // namespace sleepcheck
