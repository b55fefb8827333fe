#include "sleepcheck/sleep_summary.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sleep_summary/chronotype.hpp"
#include "sleep_summary/thresholds.hpp"
#include "sleep_summary/weeks.hpp"

namespace sleepcheck {

namespace {

/// The share of poor nights says more of a rating than its mean.
std::optional<std::size_t> two_or_less(const std::vector<double>& values, Quantity quantity) {
    if (quantity != Quantity::quality && quantity != Quantity::rested) return std::nullopt;
    const auto poor = [](double rating) { return rating <= 2; };
    return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), poor));
}

QuantitySummary quantity_summary(const std::vector<NightMetrics>& nights, Quantity quantity) {
    std::vector<double> values;
    values.reserve(nights.size());
    std::set<Basis> bases;
    for (const NightMetrics& night : nights) {
        const Measure& measure = night.of(quantity);
        if (!measure.value) continue;
        values.push_back(*measure.value);
        bases.insert(measure.basis);
    }
    QuantitySummary result{quantity, {}, {}, {}, {bases.begin(), bases.end()}, two_or_less(values, quantity)};
    result.standing = standing(gate_of_mean(quantity), values.size());
    result.standing_of_spread = standing(gate_of_spread(), values.size());
    result.summary = summary(std::move(values));
    return result;
}

ClockSummary clock_summary(const std::vector<double>& minutes) {
    return {circular_summary(minutes), standing(gate_of_mean(Quantity::midsleep), minutes.size()),
            standing(gate_of_spread(), minutes.size())};
}

double minutes_of_day(const Moment& moment) {
    return Minutes{time_of_day(moment.shown)}.count();
}

void add_clocks(SleepSummary& result, const std::vector<const Night*>& nights) {
    std::vector<double> bedtimes;
    std::vector<double> onsets;
    std::vector<double> middles;
    std::vector<double> awakenings;
    for (std::size_t i = 0; i < nights.size(); ++i) {
        const NightMetrics& metrics = result.nights[i];
        bedtimes.push_back(minutes_of_day(nights[i]->into_bed.moment));
        awakenings.push_back(minutes_of_day(nights[i]->final_awakening.moment));
        if (metrics.onset) onsets.push_back(minutes_of_day(*metrics.onset));
        if (const auto& middle = metrics.of(Quantity::midsleep).value) middles.push_back(*middle);
    }
    result.bedtime = clock_summary(bedtimes);
    result.onset = clock_summary(onsets);
    result.midsleep = clock_summary(middles);
    result.final_awakening = clock_summary(awakenings);
}

/// Only neighbouring dates count; a gap breaks the row (RAPIDS).
Figure midsleep_steps(const std::vector<NightMetrics>& nights) {
    double squares = 0;
    Figure figure;
    for (std::size_t i = 1; i < nights.size(); ++i) {
        const auto& before = nights[i - 1].of(Quantity::midsleep).value;
        const auto& after = nights[i].of(Quantity::midsleep).value;
        if (!before || !after || nights[i].date - nights[i - 1].date != std::chrono::days{1}) continue;
        const double step = shorter_way(*before, *after);
        squares += step * step;
        ++figure.nights;
    }
    if (figure.nights == 0) {
        figure.because = nights.size() < 2 ? Lacking::too_few_nights : Lacking::no_neighbouring_nights;
        return figure;
    }
    figure.value = std::sqrt(squares / static_cast<double>(figure.nights));
    figure.standing = standing(gate_of_spread(), figure.nights + 1);
    return figure;
}

/// The slope of sleep onset over the running number of the day. Days are counted by how long ago the last onset was,
/// not by dates: who lives by a day of 25 hours has no onset on one date in 24, and over dates the slope would be 24.
Figure day_length(const std::vector<NightMetrics>& nights) {
    std::vector<double> numbers;
    std::vector<double> hours;
    const Moment* first = nullptr;
    for (const NightMetrics& night : nights) {
        if (!night.onset) continue;
        if (first == nullptr) first = &*night.onset;
        const double since = std::chrono::duration<double, std::ratio<3600>>(elapsed(*first, *night.onset)).count();
        constexpr double usual_day = 24;
        const double days = hours.empty() ? 0 : std::max(1.0, std::round((since - hours.back()) / usual_day));
        numbers.push_back(numbers.empty() ? 0 : numbers.back() + days);
        hours.push_back(since);
    }
    Figure figure;
    figure.nights = hours.size();
    figure.value = slope(numbers, hours);
    figure.standing = standing(gate_of_spread(), figure.nights);
    return figure;
}

}  // namespace

std::string_view word_for(Standing standing) {
    switch (standing) {
        case Standing::too_few: return "too few nights";
        case Standing::provisional: return "provisional";
        case Standing::enough: return "enough nights";
    }
    return {};
}

std::string_view words_for(Lacking reason) {
    switch (reason) {
        case Lacking::too_few_nights: return "too few nights";
        case Lacking::no_neighbouring_nights: return "no two nights in a row";
        case Lacking::too_few_days_in_a_row: return "fewer than 5 days that can be compared with the next";
        case Lacking::too_few_work_or_free_days: return "it needs 3 nights before work and 2 before free days";
        case Lacking::alarm_on_a_free_day: return "an alarm ended a night before a free day";
        case Lacking::alarm_not_known_on_a_free_day:
            return "it is not known whether an alarm ended a night before a free day";
    }
    return {};
}

SleepSummary sleep_summary(const Diary& diary) {
    SleepSummary result;
    const std::vector<const Night*> nights = main_sleeps(diary);
    result.nights = night_metrics(diary);
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const auto quantity = static_cast<Quantity>(i);
        if (quantity != Quantity::midsleep) result.quantities.push_back(quantity_summary(result.nights, quantity));
    }
    add_clocks(result, nights);
    result.midsleep_rmssd = midsleep_steps(result.nights);
    result.regularity = sleep_regularity(sleep_runs(diary));
    result.granted = taken_for_granted(diary);
    result.regularity.standing = standing(gate_of_spread(), result.onset.circular.n);
    const Chronotype type = chronotype(nights, result.nights);
    result.midsleep_free_days = type.midsleep_free_days;
    result.social_jetlag = type.social_jetlag;
    result.day_length = day_length(result.nights);
    result.thresholds = threshold_counts(result.nights);
    add_weeks(result);
    for (const NightMetrics& night : result.nights) result.nights_by_the_clock += night.by_the_clock ? 1U : 0U;
    return result;
}

}  // namespace sleepcheck
