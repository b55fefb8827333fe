#include "sleep_summary/chronotype.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

double on_the_clock(double minutes) {
    const double rest = std::fmod(minutes, minutes_per_day);
    return rest < 0 ? rest + minutes_per_day : rest;
}

double mean(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

/// The nights of one kind of day as they are gathered.
struct Gathered {
    std::vector<double> onsets;
    std::vector<double> durations;
    bool alarm = false;
    bool alarm_not_known = false;

    void add(const NightMetrics& metrics, const Night& night) {
        const Measure& duration = metrics.of(Quantity::sleep_period);
        if (!metrics.onset || !duration.value) return;
        onsets.push_back(Minutes{time_of_day(metrics.onset->shown)}.count());
        durations.push_back(*duration.value);
        alarm = alarm || night.alarm == true;
        alarm_not_known = alarm_not_known || !night.alarm;
    }

    [[nodiscard]] std::optional<SleepOfDays> sleep() const {
        const std::vector<double> line = unwrapped(onsets);
        if (line.empty()) return std::nullopt;
        return SleepOfDays{on_the_clock(mean(line)), mean(durations), static_cast<double>(line.size())};
    }
};

bool free_day(const Night& night) {
    return night.day_type ? *night.day_type == DayType::free : is_weekend(night.date);
}

}  // namespace

double midsleep_of(const SleepOfDays& sleep) {
    return on_the_clock(sleep.onset + sleep.duration / 2);
}

double corrected_midsleep(const SleepOfDays& work, const SleepOfDays& free) {
    if (free.duration <= work.duration) return midsleep_of(free);
    const double week = (work.duration * work.days + free.duration * free.days) / (work.days + free.days);
    return on_the_clock(midsleep_of(free) - (free.duration - week) / 2);
}

double social_jetlag(const SleepOfDays& work, const SleepOfDays& free) {
    return std::abs(shorter_way(midsleep_of(work), midsleep_of(free)));
}

Chronotype chronotype(const std::vector<const Night*>& nights, const std::vector<NightMetrics>& metrics) {
    Gathered work;
    Gathered free;
    for (std::size_t i = 0; i < nights.size(); ++i) (free_day(*nights[i]) ? free : work).add(metrics[i], *nights[i]);
    Chronotype result;
    Figure figure;
    figure.nights = work.onsets.size() + free.onsets.size();
    figure.standing = standing(gate_of_spread(), figure.nights);
    constexpr std::size_t fewest_work_days = 3;
    constexpr std::size_t fewest_free_days = 2;
    const auto sleep_at_work = work.sleep();
    const auto sleep_when_free = free.sleep();
    if (work.onsets.size() < fewest_work_days || free.onsets.size() < fewest_free_days || !sleep_at_work ||
        !sleep_when_free) {
        figure.standing = Standing::too_few;
        figure.because = Lacking::too_few_work_or_free_days;
        return {figure, figure};
    }
    result.social_jetlag = figure;
    result.social_jetlag.value = social_jetlag(*sleep_at_work, *sleep_when_free);
    result.midsleep_free_days = figure;
    if (free.alarm || free.alarm_not_known) {
        result.midsleep_free_days.because =
            free.alarm ? Lacking::alarm_on_a_free_day : Lacking::alarm_not_known_on_a_free_day;
    } else {
        result.midsleep_free_days.value = corrected_midsleep(*sleep_at_work, *sleep_when_free);
    }
    return result;
}

}  // namespace sleepcheck
