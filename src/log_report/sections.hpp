#pragma once

#include "sleepcheck/log_report.hpp"

/// The parts of a report on a log, in the order in which they stand.
namespace sleepcheck {

/// So many days the charts and the table of weeks go back.
inline constexpr std::chrono::days charted{28};

/// What somebody wants to know first.
void add_short_of_it(Document& document, const SummarisedLog& log);

/// The last nights below each other, and sparks of them.
void add_charts(Document& document, const SummarisedLog& log);

/// The weeks, each against the first.
void add_weeks(Document& document, const SleepSummary& summary);

/// Every quantity over all nights, and what is unknown and why.
void add_quantities(Document& document, const SleepSummary& summary);

/// Times of day, regularity, chronotype.
void add_regularity(Document& document, const SleepSummary& summary);

/// How many nights lie over each published threshold.
void add_thresholds(Document& document, const SummarisedLog& log);

/// Each night as a row.
void add_nights(Document& document, const SleepSummary& summary);

/// The summary of a quantity other than midsleep.
const QuantitySummary& summary_of(const SleepSummary& summary, Quantity quantity);

}  // namespace sleepcheck
