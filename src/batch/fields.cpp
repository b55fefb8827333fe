#include "batch/fields.hpp"

#include <algorithm>
#include <array>

namespace sleepcheck {

namespace {

using What = BatchField::Kind;

/// In the order of a report.
constexpr std::array<BatchField, 23> all_fields{{
    {"id", What::id, true, false},
    {"format", What::rest_of_report, false, true},
    {"tool", What::rest_of_report, false, true},
    {"rules", What::rest_of_report, false, true},
    {"outcome", What::outcome, true, false},
    {"reason", What::reason, false, false},
    {"leaning", What::leaning, true, false},
    {"certainty", What::certainty, true, false},
    {"possible_outcomes", What::ids_of_report, false, true},
    {"side", What::side, false, false},
    {"patterns", What::patterns, true, false},
    {"points_range", What::points_range, false, true},
    {"causes", What::causes, true, false},
    {"flags", What::flags, true, false},
    {"contradictions", What::ids_of_report, false, true},
    {"missing", What::missing, true, false},
    {"not_excluded", What::ids_of_report, false, true},
    {"could_matter", What::ids_of_report, false, true},
    {"plan", What::ids_of_report, false, true},
    {"foods", What::rest_of_report, false, true},
    {"answers", What::rest_of_report, false, true},
    {"log", What::rest_of_report, false, true},
    {"disclaimer", What::rest_of_report, false, true},
}};

}  // namespace

const BatchField& batch_field(std::string_view name) {
    return *std::find_if(all_fields.begin(), all_fields.end(),
                         [&](const BatchField& field) { return field.name == name; });
}

std::vector<std::string> known_fields(BatchFormat format) {
    std::vector<std::string> names;
    for (const BatchField& field : all_fields) {
        if (format == BatchFormat::json || field.kind != What::rest_of_report) names.emplace_back(field.name);
    }
    return names;
}

const std::vector<std::string>& usual_fields() {
    static const std::vector<std::string> usual = [] {
        std::vector<std::string> names;
        for (const BatchField& field : all_fields) {
            if (field.usual) names.emplace_back(field.name);
        }
        return names;
    }();
    return usual;
}

}  // namespace sleepcheck
