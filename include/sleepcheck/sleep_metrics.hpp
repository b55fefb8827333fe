#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sleepcheck/diary.hpp"

/// What one night comes to. Every figure is worked out from what was written, or is unknown for a reason; an unknown
/// makes everything unknown that needs it. Times are instants where the log says which (a zone or offsets); else as the
/// clocks showed them, and a night on which they were set is then wrong by an hour: see `NightMetrics::by_the_clock`.
namespace sleepcheck {

/// The figures of a night, in minutes unless said. Names follow IEEE 1752.1 and the Consensus Sleep Diary (Carney 2012,
/// PMC3250369). The abbreviations are those of the literature.
enum class Quantity : std::uint8_t {
    /// TIB: out_of_bed - into_bed (Carney 2012).
    time_in_bed,
    /// time_in_bed less the awakenings in which the bed was left (IEEE 1752.1 takes long spells out of bed off; it
    /// names no length, so all are). An awakening counts in whole: the least that it can have been. Unknown unless
    /// every
    /// awakening is listed, with whether the bed was left and, if so, for how long.
    time_in_bed_without_spells_out,
    /// SOL: as written, else sleep onset - tried_to_sleep; from the attempt, not from going to bed (IEEE 1752.1).
    /// A tracker's 0 is unknown: makers write it when they did not measure.
    latency_to_sleep_onset,
    /// NWAK: as written, else those listed or scored; the final awakening is not counted.
    number_of_awakenings,
    /// The awakenings of 5 minutes and more: how trackers can be compared at all. From the list or the segments only.
    awakenings_of_5_min,
    /// WASO: as written, else the sum of those listed or scored between sleep onset and final awakening.
    wake_after_sleep_onset,
    /// TWAK: out_of_bed - final_awakening (Reed & Sacco 2016).
    terminal_wakefulness,
    /// EMA: planned_wake - final_awakening, 0 when waking was not earlier. Unknown when an alarm ended the night.
    early_morning_awakening,
    /// SPT: final_awakening - sleep onset.
    sleep_period,
    /// TST: sleep_period - wake_after_sleep_onset; of this sleep alone (IEEE 1752.1). Unknown when the latter is, or is
    /// longer.
    total_sleep_time,
    /// Percent: 100 TST / time in bed. The usual one (Carney 2012, Silber 2005).
    sleep_efficiency_of_time_in_bed,
    /// Percent: 100 TST / (out_of_bed - tried_to_sleep).
    sleep_efficiency_of_attempt_to_rise,
    /// Percent: 100 TST / (SOL + TST + WASO + time trying to sleep after the final awakening): the duration of the
    /// sleep
    /// episode of Reed & Sacco 2016 (PMC4751425).
    sleep_efficiency_of_sleep_episode,
    /// Percent: 100 TST / sleep_period. What IEEE 1752.1 calls sleep efficiency and Open mHealth sleep maintenance.
    sleep_efficiency_of_sleep_period,
    /// Minutes after midnight, on the local clock: onset + half of the sleep period (MS of the MCTQ).
    midsleep,
    /// Awakenings per hour of sleep: NWAK / (TST / 60). Not the arousal index of a sleep laboratory.
    awakening_index,
    quality,  ///< 1 very poor to 5 very good
    rested,   ///< 1 not at all to 5 very
    /// Sleep on the day before: naps and sleeps of the same date that are not the main one.
    nap_time,
    /// total_sleep_time + nap_time.
    sleep_in_24_hours,
};

inline constexpr std::size_t quantity_count = static_cast<std::size_t>(Quantity::sleep_in_24_hours) + 1;

constexpr std::size_t index_of(Quantity quantity) {
    return static_cast<std::size_t>(quantity);
}

/// How a quantity is called in JSON, by people, and what it counts in.
struct QuantityWords {
    std::string_view id;
    std::string_view name;
    std::string_view unit;  ///< "min", "%", "per hour", "of 5", "time of day"; empty for a plain number
};
const QuantityWords& words_for(Quantity quantity);

/// Empty when there is no quantity of this id.
std::optional<Quantity> find_quantity(std::string_view id);

/// Where a value comes from: written by the person, worked out by us, or the maker of a tracker's figure.
enum class Basis : std::uint8_t { reported, derived, vendor };
std::string_view word_for(Basis basis);

/// Why a value is unknown.
enum class Unknown : std::uint8_t {
    not_written,
    out_of_bed_not_written,
    spells_out_not_known,    ///< whether the bed was left in each awakening, and for how long
    attempt_not_written,     ///< tried_to_sleep
    onset_not_known,         ///< neither the latency nor the time of falling asleep
    wake_minutes_not_known,  ///< minutes awake after falling asleep
    awakenings_not_known,
    lengths_not_known,  ///< of single awakenings
    parts_not_scored,   ///< a tracker left out parts of the night
    zero_of_a_tracker,
    awake_longer_than_period,  ///< the night's own figures contradict each other
    planned_wake_not_written,
    ended_by_alarm,
    trying_after_not_written,  ///< the time trying to sleep after the final awakening
    naps_not_written,
    nothing_to_divide_by,
};
/// As a sentence goes on: "it is not known when sleep began".
std::string_view words_for(Unknown reason);

struct Measure {
    std::optional<double> value;
    Basis basis = Basis::derived;            ///< of a known value
    Unknown because = Unknown::not_written;  ///< of an unknown one
};

struct NightMetrics {
    Date date{};
    std::array<Measure, quantity_count> measures{};
    std::optional<Moment> onset;
    bool by_the_clock = false;  ///< some time has no offset: a change of the clocks in this night would go unseen

    [[nodiscard]] const Measure& of(Quantity quantity) const { return measures[index_of(quantity)]; }
};

/// When sleep began: as written, else tried_to_sleep + latency, else as a tracker scored it. Empty when nobody knows.
std::optional<Moment> sleep_onset(const Diary& diary, const Night& night);

/// Sorted by date: the order in the diary does not matter. They stay in the diary, which must outlive the list.
std::vector<const Night*> main_sleeps(const Diary& diary);

/// The figures of one night of the diary; the diary gives the zone, who wrote it, and other sleeps of the same date.
NightMetrics night_metrics(const Diary& diary, const Night& night);

/// The figures of these nights of the diary, in their order: for many, far less work than one by one.
std::vector<NightMetrics> night_metrics(const Diary& diary, const std::vector<const Night*>& nights);

/// Those of `main_sleeps`, in the same order.
std::vector<NightMetrics> night_metrics(const Diary& diary);

}  // namespace sleepcheck
