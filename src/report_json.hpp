#pragma once

#include <nlohmann/json.hpp>

#include "sleepcheck/report.hpp"

namespace sleepcheck {

/// The object that `to_json` writes.
nlohmann::ordered_json report_json(const Knowledge& knowledge, const Assessment& assessment,
                                   const ReportOptions& options);

}  // namespace sleepcheck
