#include "sleepcheck/night_figures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sleepcheck/statistics.hpp"

namespace sleepcheck {

namespace {

using Figure = std::optional<double>;

double minutes_of_day(std::chrono::seconds since_midnight) {
    return std::chrono::duration_cast<Minutes>(since_midnight).count();
}

template <typename Value>
Figure number(const std::optional<Value>& value) {
    return value ? Figure(static_cast<double>(*value)) : std::nullopt;
}

Figure minutes(const std::optional<Minutes>& value) {
    return value ? Figure(value->count()) : std::nullopt;
}

Figure clock(const std::optional<std::chrono::seconds>& value) {
    return value ? Figure(minutes_of_day(*value)) : std::nullopt;
}

template <Quantity quantity>
Figure measure(const Night& /*night*/, const NightMetrics& metrics) {
    return metrics.of(quantity).value;
}

Figure bedtime(const Night& night, const NightMetrics& /*metrics*/) {
    const NightTime& time = night.tried_to_sleep ? *night.tried_to_sleep : night.into_bed;
    return minutes_of_day(time_of_day(time.moment.shown));
}

/// The first of the longest; empty unless each awakening is known with its time and length.
Figure longest_awakening(const Night& night, const NightMetrics& /*metrics*/) {
    if (!night.awakenings || night.awakenings->empty()) return std::nullopt;
    const auto whole = [](const Awakening& awakening) { return awakening.at && awakening.lasted; };
    if (!std::all_of(night.awakenings->begin(), night.awakenings->end(), whole)) return std::nullopt;
    const auto shorter = [](const Awakening& left, const Awakening& right) { return *left.lasted < *right.lasted; };
    const auto longest = std::max_element(night.awakenings->begin(), night.awakenings->end(), shorter);
    return minutes_of_day(time_of_day(longest->at->moment.shown));
}

/// Before the planned time counts below zero; the shorter way round the clock decides which it is.
Figure minutes_after_planned_bedtime(const Night& night, const NightMetrics& metrics) {
    if (!night.planned_bedtime) return std::nullopt;
    return shorter_way(minutes_of_day(*night.planned_bedtime), *bedtime(night, metrics));
}

Figure problem_night(const Night& night, const NightMetrics& /*metrics*/) {
    return number(night.problem_night);
}
Figure caffeine_drinks(const Night& night, const NightMetrics& /*metrics*/) {
    return number(night.caffeine_drinks);
}
Figure last_caffeine(const Night& night, const NightMetrics& /*metrics*/) {
    return clock(night.last_caffeine);
}
Figure alcohol_drinks(const Night& night, const NightMetrics& /*metrics*/) {
    return number(night.alcohol_drinks);
}
Figure nicotine(const Night& night, const NightMetrics& /*metrics*/) {
    return number(night.nicotine);
}
Figure evening_light(const Night& night, const NightMetrics& /*metrics*/) {
    return minutes(night.evening_light);
}
Figure magnesium_foods(const Night& night, const NightMetrics& /*metrics*/) {
    return number(night.magnesium_foods);
}

template <std::size_t... places>
void add_measures(std::vector<NightFigure>& figures, std::index_sequence<places...> /*all*/) {
    const auto add = [&](Quantity quantity, auto of) {
        const bool time = quantity == Quantity::midsleep;
        figures.push_back({words_for(quantity).id, time ? FigureKind::time_of_day : FigureKind::number, of});
    };
    (add(static_cast<Quantity>(places), measure<static_cast<Quantity>(places)>), ...);
}

std::vector<NightFigure> all_figures() {
    std::vector<NightFigure> figures{
        {"problem_night", FigureKind::number, problem_night},
        {"longest_awakening", FigureKind::time_of_day, longest_awakening},
        {"bedtime", FigureKind::time_of_day, bedtime},
        {"minutes_after_planned_bedtime", FigureKind::number, minutes_after_planned_bedtime},
        {"caffeine_drinks", FigureKind::number, caffeine_drinks},
        {"last_caffeine", FigureKind::time_of_day, last_caffeine},
        {"alcohol_drinks", FigureKind::number, alcohol_drinks},
        {"nicotine", FigureKind::number, nicotine},
        {"evening_light", FigureKind::number, evening_light},
        {"magnesium_foods", FigureKind::number, magnesium_foods},
    };
    add_measures(figures, std::make_index_sequence<quantity_count>{});
    return figures;
}

}  // namespace

const std::vector<NightFigure>& night_figures() {
    static const std::vector<NightFigure> figures = all_figures();
    return figures;
}

const NightFigure* find_night_figure(std::string_view id) {
    const auto& figures = night_figures();
    const auto found =
        std::find_if(figures.begin(), figures.end(), [&](const auto& figure) { return figure.id == id; });
    return found == figures.end() ? nullptr : &*found;
}

std::vector<MeasuredNight> measured_nights(const Diary& diary) {
    const std::vector<const Night*> nights = main_sleeps(diary);
    const std::vector<NightMetrics> metrics = night_metrics(diary, nights);
    std::vector<MeasuredNight> measured;
    measured.reserve(nights.size());
    for (std::size_t i = 0; i < nights.size(); ++i) measured.push_back({nights[i], metrics[i]});
    return measured;
}

std::vector<double> known_figures(const std::vector<MeasuredNight>& nights, const NightFigure& figure) {
    std::vector<double> values;
    for (const MeasuredNight& measured : nights) {
        if (const auto value = figure.of(*measured.night, measured.metrics)) values.push_back(*value);
    }
    return values;
}

}  // namespace sleepcheck
