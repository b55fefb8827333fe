#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/batch.hpp"

namespace sleepcheck {

/// Something of a result that can be asked for by name.
struct BatchField {
    enum class Kind : std::uint8_t {
        id,
        outcome,
        reason,
        leaning,
        certainty,
        side,
        patterns,
        points_range,  ///< joins in with the patterns
        causes,
        flags,
        missing,
        ids_of_report,  ///< a list of the report, in a table as its ids; as it is in JSON
        rest_of_report  ///< anything else of the report; JSON alone
    };

    std::string_view name;
    Kind kind = Kind::id;
    bool usual = false;
    bool whole = false;  ///< needs the whole assessment
};

/// The field of this name, which is one of `known_fields`.
const BatchField& batch_field(std::string_view name);

}  // namespace sleepcheck
