#pragma once

#include <array>
#include <optional>
#include <string>

#include "diary/fields.hpp"
#include "diary/log_values.hpp"
#include "json.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// Where in the log a night stands.
struct NightPlace {
    json::Mark mark;
    std::string pointer;
    std::array<json::Mark, field_names.size()> fields{};  ///< of each value that was written

    [[nodiscard]] const json::Mark& mark_of(Field field) const { return fields[index_of(field)]; }
};

struct ReadNight {
    Night night;
    NightPlace place;
};

/// Reads the object of one night. Empty when the night cannot be laid out in time: a time that is needed is missing or
/// wrong, which was said.
std::optional<ReadNight> read_night(LogText& log, const std::optional<Zone>& zone, const LogPart& part,
                                    const json::Value& value);

}  // namespace sleepcheck
