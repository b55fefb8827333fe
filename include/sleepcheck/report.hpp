#pragma once

#include <string>

#include "sleepcheck/assessment.hpp"
#include "sleepcheck/document.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

struct ReportOptions {
    bool show_private = false;  ///< repeat private answers, too
    bool explain = false;       ///< every sign, also those that do not count, and why
    bool brief = false;         ///< only urgent flags, headline, how sure it is, levels and the disclaimer; text alone
    std::string id;  ///< of the answers document, as JSON, to be repeated; JSON alone; empty when it has none
};

/// What is said to a person about the assessment. Every sentence is decided here, most of them taken from the rules.
Document compose(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options);

/// The assessment for scripts, as "sleepcheck-report/1". Ends with a line end.
std::string to_json(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options);

}  // namespace sleepcheck
