// The summary for scripts, key by key. Nothing is worked out here.

#include <cmath>

#include "json_writer.hpp"
#include "sleepcheck/log_report.hpp"

namespace sleepcheck {

namespace {

/// Six digits behind the point are more than any figure here is worth, and spare readers 17 of them.
double rounded(double number) {
    constexpr double digits = 1e6;
    const double result = std::round(number * digits) / digits;
    return result == 0 ? 0.0 : result;
}

std::optional<double> rounded(const std::optional<double>& number) {
    return number ? std::optional(rounded(*number)) : std::nullopt;
}

/// "time of day" is minutes after midnight in JSON, too; empty for a plain number.
std::optional<std::string_view> unit_of(Quantity quantity) {
    const std::string_view unit = words_for(quantity).unit;
    if (unit.empty()) return std::nullopt;
    return unit == "time of day" ? "minutes after midnight" : unit;
}

void write_night(JsonWriter& json, const NightMetrics& night) {
    json.begin_object();
    json.put("date", to_string(night.date));
    json.put("sleep_onset", night.onset ? std::optional(to_string(*night.onset)) : std::nullopt);
    json.put("by_the_clock", night.by_the_clock);
    json.begin_object("metrics");
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const Measure& measure = night.measures[i];
        json.begin_object(words_for(static_cast<Quantity>(i)).id);
        json.put("value", rounded(measure.value));
        if (measure.value) {
            json.put("basis", word_for(measure.basis));
        } else {
            json.put("because", words_for(measure.because));
        }
        json.end();
    }
    json.end();
    json.end();
}

void write_members(JsonWriter& json, const Summary& summary) {
    json.put("n", summary.n);
    json.put("mean", rounded(summary.mean));
    json.put("median", rounded(summary.median));
    json.put("lower_quartile", rounded(summary.lower_quartile));
    json.put("upper_quartile", rounded(summary.upper_quartile));
    json.put("standard_deviation", rounded(summary.standard_deviation));
}

void write_quantity(JsonWriter& json, const QuantitySummary& figures) {
    const Gate& gate = gate_of_mean(figures.quantity);
    json.begin_object(words_for(figures.quantity).id);
    json.put("name", words_for(figures.quantity).name);
    json.put("unit", unit_of(figures.quantity));
    write_members(json, figures.summary);
    if (figures.two_or_less) json.put("two_or_less", *figures.two_or_less);
    json.put("standing", word_for(figures.standing));
    json.put("standing_of_spread", word_for(figures.standing_of_spread));
    json.put("nights_needed", gate.enough);
    json.put("nights_needed_source", gate.source);
    json.end();
}

void write_clock(JsonWriter& json, std::string_view key, const ClockSummary& clock) {
    json.begin_object(key);
    json.put("n", clock.circular.n);
    json.put("unit", "minutes after midnight");
    json.put("circular_mean", rounded(clock.circular.mean));
    json.put("circular_standard_deviation", rounded(clock.circular.standard_deviation));
    json.put("linear_standard_deviation", rounded(clock.circular.linear));
    json.put("standing", word_for(clock.standing));
    json.put("standing_of_spread", word_for(clock.standing_of_spread));
    json.end();
}

void write_figure(JsonWriter& json, std::string_view key, const Figure& figure, std::string_view unit) {
    json.begin_object(key);
    json.put("value", rounded(figure.value));
    json.put("unit", unit);
    json.put("n", figure.nights);
    if (figure.value) {
        json.put("standing", word_for(figure.standing));
    } else {
        json.put("because", words_for(figure.because));
    }
    json.end();
}

std::string_view word_for(Comparison comparison) {
    switch (comparison) {
        case Comparison::at_least: return "at_least";
        case Comparison::above: return "above";
        case Comparison::below: return "below";
    }
    return {};
}

void write_criterion(JsonWriter& json, const Criterion& criterion) {
    json.begin_object();
    json.put("metric", words_for(criterion.quantity).id);
    json.put("comparison", word_for(criterion.comparison));
    json.put("limit", rounded(criterion.limit));
    json.end();
}

void write_threshold(JsonWriter& json, const ThresholdCount& count) {
    const Threshold& threshold = *count.threshold;
    json.begin_object();
    json.put("id", threshold.id);
    json.put("source", threshold.source);
    json.begin_list("criteria");
    write_criterion(json, threshold.criterion);
    if (threshold.and_also) write_criterion(json, *threshold.and_also);
    json.end();
    json.put("nights_known", count.known);
    json.put("nights_met", count.met);
    json.put("last_week_known", count.known_last_week);
    json.put("last_week_met", count.met_last_week);
    if (threshold.of_the_mean) {
        json.put("mean_meets", count.mean_meets);
        if (!count.mean_meets) json.put("because", "too few nights: a mean of two weeks needs 14");
    }
    json.end();
}

void write_change(JsonWriter& json, const Change& change) {
    json.begin_object("change");
    json.put("difference", rounded(change.difference));
    json.begin_list("interval_95");
    json.add(rounded(change.interval.low));
    json.add(rounded(change.interval.high));
    json.end();
    json.put("beyond_noise", change.beyond_noise);
    json.end();
}

void write_week(JsonWriter& json, const SleepSummary& summary, const Week& week) {
    const auto place = static_cast<std::size_t>(&week - summary.weeks.data());
    json.begin_object();
    json.put("first", to_string(week.first));
    json.put("last", to_string(week.last));
    json.put("nights", week.nights);
    json.begin_object("metrics");
    for (const QuantitySummary& whole : summary.quantities) {
        const WeekFigure figure = week_figure(summary, place, whole.quantity);
        json.begin_object(words_for(whole.quantity).id);
        write_members(json, figure.summary);
        json.put("base", figure.is_base);
        if (figure.change) {
            write_change(json, *figure.change);
        } else {
            json.put("change", nullptr);
            if (!figure.is_base) json.put("because", "too few nights in this week, or in all before it");
        }
        json.end();
    }
    json.end();
    json.end();
}

void write_log(JsonWriter& json, const Diary& diary) {
    json.begin_object("log");
    if (diary.modality) {
        json.put("modality", is_sensed(diary) ? "sensed" : "self-reported");
    } else {
        json.put("modality", nullptr);
    }
    json.put("timezone", diary.zone ? std::optional(diary.zone->name()) : std::nullopt);
    json.end();
}

void write_warning(JsonWriter& json, const Problem& warning) {
    json.begin_object();
    json.put("file", warning.place.file);
    json.put("line", warning.place.line);
    json.put("column", warning.place.column);
    json.put("pointer", warning.place.pointer);
    json.put("what", warning.what);
    json.put("cure", warning.cure);
    json.end();
}

template <typename Items, typename Write>
void write_list(JsonWriter& json, std::string_view key, const Items& items, const Write& write) {
    json.begin_list(key);
    for (const auto& item : items) write(json, item);
    json.end();
}

void write_totals(JsonWriter& json, const SleepSummary& summary) {
    json.begin_object("metrics");
    for (const QuantitySummary& figures : summary.quantities) write_quantity(json, figures);
    json.end();
    json.begin_object("times");
    write_clock(json, "into_bed", summary.bedtime);
    write_clock(json, "sleep_onset", summary.onset);
    write_clock(json, "midsleep", summary.midsleep);
    write_clock(json, "final_awakening", summary.final_awakening);
    json.end();
    json.begin_object("regularity");
    write_figure(json, "midsleep_rmssd", summary.midsleep_rmssd, "min");
    write_figure(json, "sleep_regularity_index", summary.regularity, "-100 to 100");
    json.begin_object("taken_for_granted");
    json.put("days_awake", summary.granted.days_awake);
    json.put("nights_asleep", summary.granted.nights_asleep);
    json.end();
    write_figure(json, "msf_sc", summary.midsleep_free_days, "minutes after midnight");
    write_figure(json, "social_jetlag", summary.social_jetlag, "min");
    write_figure(json, "day_length", summary.day_length, "hours");
    json.end();
}

}  // namespace

std::string to_json(const SummarisedLog& log) {
    const SleepSummary& summary = log.summary;
    JsonWriter json;
    json.begin_object();
    json.put("format", "sleepcheck-log-summary/1");
    json.begin_object("tool");
    json.put("name", "sleepcheck");
    json.put("version", SLEEPCHECK_VERSION);
    json.end();
    write_log(json, log.diary);
    write_list(json, "warnings", log.warnings, write_warning);
    json.put("nights_by_the_clock", summary.nights_by_the_clock);
    write_totals(json, summary);
    write_list(json, "thresholds", summary.thresholds, write_threshold);
    const auto write_one = [&](JsonWriter& into, const Week& week) { write_week(into, summary, week); };
    write_list(json, "weeks", summary.weeks, write_one);
    write_list(json, "nights", summary.nights, write_night);
    json.put("disclaimer", log_disclaimer);
    json.end();
    return std::move(json).take() + "\n";
}

}  // namespace sleepcheck
