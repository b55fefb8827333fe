#include "sleepcheck/log_report.hpp"

#include "log_report/sections.hpp"

namespace sleepcheck {

const std::string_view log_disclaimer =
    "For education only: these are the figures of what was written down, not a test, not a diagnosis and not "
    "treatment.";

Document compose(const SummarisedLog& log, NightRows rows) {
    Document document;
    add_short_of_it(document, log);
    add_charts(document, log);
    add_weeks(document, log.summary);
    add_quantities(document, log.summary);
    add_regularity(document, log.summary);
    add_thresholds(document, log);
    if (rows == NightRows::all) add_nights(document, log.summary);
    document.push_back(Paragraph{std::string(log_disclaimer), Tone::quiet});
    return document;
}

}  // namespace sleepcheck
