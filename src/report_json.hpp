#pragma once

#include <nlohmann/json.hpp>

#include "sleepcheck/report.hpp"

namespace sleepcheck {

/// The object that `to_json` writes, without the document's id.
nlohmann::ordered_json report_json(const Knowledge& knowledge, const Assessment& assessment,
                                   const ReportOptions& options);

/// What `to_json` writes, in one line without its end.
std::string to_json_line(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options);

}  // namespace sleepcheck
