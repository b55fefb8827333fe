// The summary for scripts, key by key. Nothing is worked out here.

#include <cmath>
#include <nlohmann/json.hpp>

#include "sleepcheck/log_report.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;

/// Six digits behind the point are more than any figure here is worth, and spare readers 17 of them.
Json rounded(double number) {
    constexpr double digits = 1e6;
    const double result = std::round(number * digits) / digits;
    return result == 0 ? 0.0 : result;
}

Json rounded(const std::optional<double>& number) {
    return number ? rounded(*number) : Json(nullptr);
}

std::string key(std::string_view text) {
    return std::string(text);
}

/// "time of day" is minutes after midnight in JSON, too.
Json unit_of(Quantity quantity) {
    const std::string_view unit = words_for(quantity).unit;
    if (unit.empty()) return nullptr;
    return unit == "time of day" ? Json("minutes after midnight") : Json(unit);
}

Json measure_json(const Measure& measure) {
    if (measure.value) return {{"value", rounded(*measure.value)}, {"basis", word_for(measure.basis)}};
    return {{"value", nullptr}, {"because", words_for(measure.because)}};
}

Json night_json(const NightMetrics& night) {
    Json result{{"date", to_string(night.date)},
                {"sleep_onset", night.onset ? Json(to_string(*night.onset)) : Json(nullptr)},
                {"by_the_clock", night.by_the_clock}};
    Json& metrics = result["metrics"] = Json::object();
    for (std::size_t i = 0; i < quantity_count; ++i) {
        metrics[key(words_for(static_cast<Quantity>(i)).id)] = measure_json(night.measures[i]);
    }
    return result;
}

Json summary_json(const Summary& summary) {
    return {{"n", summary.n},
            {"mean", rounded(summary.mean)},
            {"median", rounded(summary.median)},
            {"lower_quartile", rounded(summary.lower_quartile)},
            {"upper_quartile", rounded(summary.upper_quartile)},
            {"standard_deviation", rounded(summary.standard_deviation)}};
}

Json quantities_json(const SleepSummary& summary) {
    Json result = Json::object();
    for (const QuantitySummary& figures : summary.quantities) {
        Json entry{{"name", words_for(figures.quantity).name}, {"unit", unit_of(figures.quantity)}};
        entry.update(summary_json(figures.summary));
        entry["standing"] = word_for(figures.standing);
        entry["standing_of_spread"] = word_for(figures.standing_of_spread);
        entry["nights_needed"] = gate_of_mean(figures.quantity).enough;
        entry["nights_needed_source"] = gate_of_mean(figures.quantity).source;
        result[key(words_for(figures.quantity).id)] = std::move(entry);
    }
    return result;
}

Json clock_json(const ClockSummary& clock) {
    return {{"n", clock.circular.n},
            {"unit", "minutes after midnight"},
            {"circular_mean", rounded(clock.circular.mean)},
            {"circular_standard_deviation", rounded(clock.circular.standard_deviation)},
            {"linear_standard_deviation", rounded(clock.circular.linear)},
            {"standing", word_for(clock.standing)},
            {"standing_of_spread", word_for(clock.standing_of_spread)}};
}

Json figure_json(const Figure& figure, std::string_view unit) {
    Json result{{"value", rounded(figure.value)}, {"unit", unit}, {"n", figure.nights}};
    if (figure.value) {
        result["standing"] = word_for(figure.standing);
    } else {
        result["because"] = words_for(figure.because);
    }
    return result;
}

std::string_view word_for(Comparison comparison) {
    switch (comparison) {
        case Comparison::at_least: return "at_least";
        case Comparison::above: return "above";
        case Comparison::below: return "below";
    }
    return {};
}

Json criterion_json(const Criterion& criterion) {
    return {{"metric", words_for(criterion.quantity).id},
            {"comparison", word_for(criterion.comparison)},
            {"limit", rounded(criterion.limit)}};
}

Json threshold_json(const ThresholdCount& count) {
    const Threshold& threshold = *count.threshold;
    Json criteria = Json::array();
    criteria.push_back(criterion_json(threshold.criterion));
    if (threshold.and_also) criteria.push_back(criterion_json(*threshold.and_also));
    Json result{{"id", threshold.id},
                {"source", threshold.source},
                {"criteria", std::move(criteria)},
                {"nights_known", count.known},
                {"nights_met", count.met},
                {"last_week_known", count.known_last_week},
                {"last_week_met", count.met_last_week}};
    if (threshold.of_the_mean) {
        result["mean_meets"] = count.mean_meets ? Json(*count.mean_meets) : Json(nullptr);
        if (!count.mean_meets) result["because"] = "too few nights: a mean of two weeks needs 14";
    }
    return result;
}

Json change_json(const Change& change) {
    Json interval = Json::array();
    interval.push_back(rounded(change.interval.low));
    interval.push_back(rounded(change.interval.high));
    return {{"difference", rounded(change.difference)},
            {"interval_95", std::move(interval)},
            {"beyond_noise", change.beyond_noise}};
}

Json week_json(const Week& week) {
    Json result{{"first", to_string(week.first)}, {"last", to_string(week.last)}, {"nights", week.nights}};
    Json& metrics = result["metrics"] = Json::object();
    for (const WeekFigure& figure : week.figures) {
        Json entry = summary_json(figure.summary);
        entry["base"] = figure.is_base;
        entry["change"] = figure.change ? change_json(*figure.change) : Json(nullptr);
        if (!figure.change && !figure.is_base) entry["because"] = "too few nights in this week, or in all before it";
        metrics[key(words_for(figure.quantity).id)] = std::move(entry);
    }
    return result;
}

Json log_json(const Diary& diary) {
    Json modality = nullptr;
    if (diary.modality) modality = is_sensed(diary) ? "sensed" : "self-reported";
    return {{"modality", std::move(modality)}, {"timezone", diary.zone ? Json(diary.zone->name()) : Json(nullptr)}};
}

Json warning_json(const Problem& warning) {
    return {{"file", warning.place.file},       {"line", warning.place.line}, {"column", warning.place.column},
            {"pointer", warning.place.pointer}, {"what", warning.what},       {"cure", warning.cure}};
}

template <typename Items, typename Write>
Json list_json(const Items& items, const Write& write) {
    Json list = Json::array();
    for (const auto& item : items) list.push_back(write(item));
    return list;
}

}  // namespace

std::string to_json(const SummarisedLog& log) {
    const SleepSummary& summary = log.summary;
    Json result;
    result["format"] = "sleepcheck-log-summary/1";
    result["tool"] = {{"name", "sleepcheck"}, {"version", SLEEPCHECK_VERSION}};
    result["log"] = log_json(log.diary);
    result["warnings"] = list_json(log.warnings, warning_json);
    result["nights_by_the_clock"] = summary.nights_by_the_clock;
    result["metrics"] = quantities_json(summary);
    result["times"] = {{"into_bed", clock_json(summary.bedtime)},
                       {"sleep_onset", clock_json(summary.onset)},
                       {"midsleep", clock_json(summary.midsleep)},
                       {"final_awakening", clock_json(summary.final_awakening)}};
    result["regularity"] = {{"midsleep_rmssd", figure_json(summary.midsleep_rmssd, "min")},
                            {"sleep_regularity_index", figure_json(summary.regularity, "-100 to 100")},
                            {"msf_sc", figure_json(summary.midsleep_free_days, "minutes after midnight")},
                            {"social_jetlag", figure_json(summary.social_jetlag, "min")},
                            {"day_length", figure_json(summary.day_length, "hours")}};
    result["thresholds"] = list_json(summary.thresholds, threshold_json);
    result["weeks"] = list_json(summary.weeks, week_json);
    result["nights"] = list_json(summary.nights, night_json);
    result["disclaimer"] = log_disclaimer;
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sleepcheck
