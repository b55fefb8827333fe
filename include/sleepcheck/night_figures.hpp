#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/sleep_metrics.hpp"

/// What each night of a log says, figure by figure, under the names by which rules ask for it.
namespace sleepcheck {

/// How a figure is counted: plain numbers and minutes, or a time of day (minutes after midnight, on a circle).
enum class FigureKind : std::uint8_t { number, time_of_day };

/// What one figure is in one night; empty where the log does not say.
struct NightFigure {
    std::string_view id;
    FigureKind kind = FigureKind::number;
    std::optional<double> (*of)(const Night& night, const NightMetrics& metrics) = nullptr;
};

/// Every figure: the metrics of sleep_metrics.hpp by their ids, and what a diary notes beside them: `problem_night`
/// (1 or 0), `longest_awakening` (when it began), `bedtime` (when sleep was first tried, else when the person went to
/// bed), `minutes_after_planned_bedtime`, `caffeine_drinks`, `last_caffeine`, `alcohol_drinks`, `nicotine` (0 none, 1
/// by day, 2 in the evening), `evening_light`, `magnesium_foods`.
const std::vector<NightFigure>& night_figures();

/// Null when there is no figure of this id.
const NightFigure* find_night_figure(std::string_view id);

/// A main sleep with its metrics.
struct MeasuredNight {
    const Night* night = nullptr;
    NightMetrics metrics;
};

/// The main sleeps of the diary, which must outlive them, by date.
std::vector<MeasuredNight> measured_nights(const Diary& diary);

/// The figure in every night in which it is known.
std::vector<double> known_figures(const std::vector<MeasuredNight>& nights, const NightFigure& figure);

}  // namespace sleepcheck
