// Each figure is a function of what was written and of figures before it. An unknown comes with its reason, and whoever
// needs the figure hands the reason on.

#include <algorithm>
#include <cmath>

#include "sleep_metrics/scored_wake.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/sleep_metrics.hpp"

namespace sleepcheck {

using std::chrono::seconds;

namespace {

Measure unknown(Unknown because) {
    return {std::nullopt, Basis::derived, because};
}

Measure derived(double value) {
    return {value, Basis::derived, {}};
}

Measure derived(Minutes minutes) {
    return derived(minutes.count());
}

double minutes_after_midnight(double minutes) {
    const double rest = std::fmod(minutes, minutes_per_day);
    return rest < 0 ? rest + minutes_per_day : rest;
}

bool is_zero_of_a_tracker(const Diary& diary, const Night& night) {
    return is_sensed(diary) && night.latency_to_sleep_onset == Minutes{0};
}

/// The moment so long after, on the clock of the place where the zone is known.
Moment later(const Diary& diary, const Moment& moment, Minutes wait) {
    const Moment as_before{moment.shown + std::chrono::round<seconds>(wait), moment.ahead};
    if (!diary.zone || !moment.ahead) return as_before;
    const auto instant = [](const Moment& at) {
        return std::chrono::sys_seconds{at.shown.time_since_epoch() - *at.ahead};
    };
    // With an offset that is not of the log's zone somebody travels, and the clock there is the one that counts. A time
    // that the zone skipped has the offset from before.
    const bool of_the_zone =
        diary.zone->shown_at(instant(moment)).ahead == moment.ahead || diary.zone->at(moment.shown).moment == moment;
    if (!of_the_zone) return as_before;
    return diary.zone->shown_at(instant(as_before));
}

using OtherSleeps = std::vector<const Night*>;

/// The sleeps that are not the main one of their date.
OtherSleeps other_sleeps(const Diary& diary) {
    OtherSleeps others;
    for (const Night& night : diary.nights) {
        if (!is_main(night)) others.push_back(&night);
    }
    return others;
}

class NightFigures {
public:
    NightFigures(const Diary& diary, const Night& night, const OtherSleeps& others)
        : diary_(diary), night_(night), others_(others), written_(is_sensed(diary) ? Basis::vendor : Basis::reported) {
        result_.date = night.date;
        result_.by_the_clock = !night.into_bed.moment.ahead || !night.final_awakening.moment.ahead;
        result_.onset = sleep_onset(diary, night);
        if (result_.onset) wake_ = scored_wake(night_, *result_.onset);
        if (const auto listed = listed_wake(night_)) wake_ = listed;
    }

    NightMetrics all() && {
        put(Quantity::time_in_bed, time_in_bed());
        put(Quantity::time_in_bed_without_spells_out, time_in_bed_without_spells_out());
        put(Quantity::latency_to_sleep_onset, latency());
        put(Quantity::number_of_awakenings, awakenings());
        put(Quantity::awakenings_of_5_min, awakenings_of_5_min());
        put(Quantity::wake_after_sleep_onset, minutes_awake());
        put(Quantity::terminal_wakefulness, terminal_wakefulness());
        put(Quantity::early_morning_awakening, early_morning_awakening());
        put(Quantity::sleep_period, sleep_period());
        put(Quantity::total_sleep_time, total_sleep_time());
        put(Quantity::sleep_efficiency_of_time_in_bed, of_sleep(time_in_bed()));
        put(Quantity::sleep_efficiency_of_attempt_to_rise, of_sleep(attempt_to_rise()));
        put(Quantity::sleep_efficiency_of_sleep_episode, of_sleep(sleep_episode()));
        put(Quantity::sleep_efficiency_of_sleep_period, of_sleep(sleep_period()));
        put(Quantity::midsleep, midsleep());
        put(Quantity::awakening_index, awakening_index());
        put(Quantity::quality, written(night_.quality));
        put(Quantity::rested, written(night_.rested));
        put(Quantity::nap_time, nap_time());
        put(Quantity::sleep_in_24_hours, sleep_in_24_hours());
        return result_;
    }

private:
    void put(Quantity quantity, const Measure& measure) { result_.measures[index_of(quantity)] = measure; }

    [[nodiscard]] Measure written(const std::optional<int>& value) const {
        return value ? Measure{*value, written_, {}} : unknown(Unknown::not_written);
    }

    [[nodiscard]] bool zero_of_a_tracker() const { return is_zero_of_a_tracker(diary_, night_); }

    [[nodiscard]] Measure time_in_bed() const {
        if (!night_.out_of_bed) return unknown(Unknown::out_of_bed_not_written);
        return derived(Minutes{elapsed(night_.into_bed.moment, night_.out_of_bed->moment)});
    }

    [[nodiscard]] Measure time_in_bed_without_spells_out() const {
        const Measure in_bed = time_in_bed();
        if (!in_bed.value) return in_bed;
        const auto out = minutes_out_of_bed(night_);
        if (!out) return unknown(Unknown::spells_out_not_known);
        if (out->count() > *in_bed.value) return unknown(Unknown::awake_longer_than_period);
        return derived(*in_bed.value - out->count());
    }

    [[nodiscard]] Measure latency() const {
        if (night_.latency_to_sleep_onset && !zero_of_a_tracker()) {
            return {night_.latency_to_sleep_onset->count(), written_, {}};
        }
        if (!night_.tried_to_sleep) {
            return unknown(zero_of_a_tracker() ? Unknown::zero_of_a_tracker : Unknown::attempt_not_written);
        }
        if (!result_.onset) return unknown(zero_of_a_tracker() ? Unknown::zero_of_a_tracker : Unknown::onset_not_known);
        const Minutes latency = elapsed(night_.tried_to_sleep->moment, *result_.onset);
        return latency.count() < 0 ? unknown(Unknown::onset_not_known) : derived(latency);
    }

    [[nodiscard]] Unknown why_not_scored(Unknown otherwise) const {
        return night_.segments.empty() ? otherwise : Unknown::parts_not_scored;
    }

    [[nodiscard]] Measure awakenings() const {
        if (night_.number_of_awakenings) return written(night_.number_of_awakenings);
        return wake_ ? derived(wake_->awakenings) : unknown(why_not_scored(Unknown::not_written));
    }

    [[nodiscard]] Measure awakenings_of_5_min() const {
        if (!wake_) return unknown(why_not_scored(Unknown::lengths_not_known));
        return wake_->of_5_min ? derived(*wake_->of_5_min) : unknown(Unknown::lengths_not_known);
    }

    [[nodiscard]] Measure minutes_awake() const {
        if (night_.wake_after_sleep_onset) return {night_.wake_after_sleep_onset->count(), written_, {}};
        if (!wake_) return unknown(why_not_scored(Unknown::not_written));
        return wake_->minutes_awake ? derived(*wake_->minutes_awake) : unknown(Unknown::lengths_not_known);
    }

    [[nodiscard]] Measure terminal_wakefulness() const {
        if (!night_.out_of_bed) return unknown(Unknown::out_of_bed_not_written);
        return derived(Minutes{elapsed(night_.final_awakening.moment, night_.out_of_bed->moment)});
    }

    /// The planned time is the one of that clock time nearest to the awakening.
    [[nodiscard]] Measure early_morning_awakening() const {
        if (night_.alarm == true) return unknown(Unknown::ended_by_alarm);
        if (!night_.planned_wake) return unknown(Unknown::planned_wake_not_written);
        const Minutes woke = time_of_day(night_.final_awakening.moment.shown);
        const double ahead = minutes_after_midnight((Minutes{*night_.planned_wake} - woke).count());
        return derived(ahead > minutes_per_day / 2.0 ? 0 : ahead);
    }

    [[nodiscard]] Measure sleep_period() const {
        if (!result_.onset) return unknown(Unknown::onset_not_known);
        const Minutes period = elapsed(*result_.onset, night_.final_awakening.moment);
        return period.count() < 0 ? unknown(Unknown::onset_not_known) : derived(period);
    }

    [[nodiscard]] Measure total_sleep_time() const {
        const Measure period = sleep_period();
        if (!period.value) return period;
        const Measure awake = minutes_awake();
        if (!awake.value) {
            return unknown(awake.because == Unknown::not_written ? Unknown::wake_minutes_not_known : awake.because);
        }
        if (*awake.value > *period.value) return unknown(Unknown::awake_longer_than_period);
        return derived(*period.value - *awake.value);
    }

    [[nodiscard]] Measure attempt_to_rise() const {
        if (!night_.out_of_bed) return unknown(Unknown::out_of_bed_not_written);
        if (!night_.tried_to_sleep) return unknown(Unknown::attempt_not_written);
        return derived(Minutes{elapsed(night_.tried_to_sleep->moment, night_.out_of_bed->moment)});
    }

    [[nodiscard]] Measure sleep_episode() const {
        const Measure fell_asleep = latency();
        const Measure asleep = total_sleep_time();
        if (!fell_asleep.value) return fell_asleep;
        if (!asleep.value) return asleep;
        if (!night_.trying_to_sleep_after_final_awakening) return unknown(Unknown::trying_after_not_written);
        return derived(*fell_asleep.value + *asleep.value + *minutes_awake().value +
                       night_.trying_to_sleep_after_final_awakening->count());
    }

    [[nodiscard]] Measure of_sleep(const Measure& whole) const {
        const Measure asleep = total_sleep_time();
        if (!asleep.value) return asleep;
        if (!whole.value) return whole;
        if (*whole.value <= 0) return unknown(Unknown::nothing_to_divide_by);
        constexpr double percent = 100;
        return derived(percent * *asleep.value / *whole.value);
    }

    /// Half of the elapsed time, then the clock: where clocks are set during the night, the two halves differ on it.
    [[nodiscard]] Measure midsleep() const {
        const Measure period = sleep_period();
        if (!period.value) return period;
        const Moment middle = later(diary_, *result_.onset, Minutes{std::floor(*period.value / 2)});
        const double rest = *period.value / 2 - std::floor(*period.value / 2);
        return derived(minutes_after_midnight(Minutes{time_of_day(middle.shown)}.count() + rest));
    }

    [[nodiscard]] Measure awakening_index() const {
        const Measure asleep = total_sleep_time();
        if (!asleep.value) return asleep;
        const Measure count = awakenings();
        if (!count.value) return unknown(Unknown::awakenings_not_known);
        if (*asleep.value <= 0) return unknown(Unknown::nothing_to_divide_by);
        return derived(*count.value / (*asleep.value / minutes_per_hour));
    }

    [[nodiscard]] Measure nap_time() const {
        if (!night_.naps) return unknown(Unknown::naps_not_written);
        double sum = 0;
        for (const Nap& nap : *night_.naps) {
            if (!nap.lasted) return unknown(Unknown::naps_not_written);
            sum += nap.lasted->count();
        }
        bool others = false;
        for (const Night* other : others_) {
            if (other->date != night_.date || other == &night_) continue;
            const Measure asleep = NightFigures(diary_, *other, {}).total_sleep_time();
            if (!asleep.value) return asleep;
            sum += *asleep.value;
            others = true;
        }
        return {sum, others ? Basis::derived : written_, {}};
    }

    [[nodiscard]] Measure sleep_in_24_hours() const {
        const Measure asleep = total_sleep_time();
        if (!asleep.value) return asleep;
        const Measure naps = nap_time();
        return naps.value ? derived(*asleep.value + *naps.value) : naps;
    }

    const Diary& diary_;
    const Night& night_;
    const OtherSleeps& others_;
    Basis written_;
    std::optional<ScoredWake> wake_;
    NightMetrics result_;
};

}  // namespace

std::optional<Moment> sleep_onset(const Diary& diary, const Night& night) {
    if (night.sleep_onset) return night.sleep_onset->moment;
    if (night.tried_to_sleep && night.latency_to_sleep_onset && !is_zero_of_a_tracker(diary, night)) {
        return later(diary, night.tried_to_sleep->moment, *night.latency_to_sleep_onset);
    }
    return scored_onset(night);
}

std::vector<const Night*> main_sleeps(const Diary& diary) {
    std::vector<const Night*> nights;
    for (const Night& night : diary.nights) {
        if (is_main(night)) nights.push_back(&night);
    }
    std::stable_sort(nights.begin(), nights.end(),
                     [](const Night* left, const Night* right) { return left->date < right->date; });
    return nights;
}

NightMetrics night_metrics(const Diary& diary, const Night& night) {
    return NightFigures(diary, night, other_sleeps(diary)).all();
}

std::vector<NightMetrics> night_metrics(const Diary& diary, const std::vector<const Night*>& nights) {
    const OtherSleeps others = other_sleeps(diary);
    std::vector<NightMetrics> all;
    all.reserve(nights.size());
    for (const Night* night : nights) all.push_back(NightFigures(diary, *night, others).all());
    return all;
}

std::vector<NightMetrics> night_metrics(const Diary& diary) {
    return night_metrics(diary, main_sleeps(diary));
}

}  // namespace sleepcheck
