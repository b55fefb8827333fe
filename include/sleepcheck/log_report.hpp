#pragma once

#include <string>

#include "sleepcheck/document.hpp"
#include "sleepcheck/sleep_summary.hpp"

/// What is said about the nights of a log. Every sentence is decided here; nothing private is in it.
namespace sleepcheck {

/// A log that has no problems, and what it comes to.
struct SummarisedLog {
    const Diary& diary;
    const SleepSummary& summary;
    const Problems& warnings;  ///< of the same log
};

enum class NightRows { none, all };

/// For people: the short of it, the nights as a raster, then tables. With `all` each night is a row of a table, too.
/// Charts show the last four weeks, and the text says so.
Document compose(const SummarisedLog& log, NightRows rows = NightRows::none);

/// For scripts, as "sleepcheck-log-summary/1": every figure of every night, with its basis or why it is unknown. Ends
/// with a line end.
std::string to_json(const SummarisedLog& log);

/// One sentence, for the end of all that is said about a log.
extern const std::string_view log_disclaimer;

}  // namespace sleepcheck
