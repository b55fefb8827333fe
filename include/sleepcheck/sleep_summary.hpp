#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "sleepcheck/sleep_metrics.hpp"
#include "sleepcheck/statistics.hpp"

/// What the nights of a log come to together. A figure from too few nights is shown, and says so; nobody may rest a
/// conclusion on it.
namespace sleepcheck {

/// How much a figure over nights can bear.
enum class Standing : std::uint8_t { too_few, provisional, enough };
std::string_view word_for(Standing standing);

/// How many nights a kind of figure needs, and who found that.
struct Gate {
    std::size_t provisional = 0;
    std::size_t enough = 0;
    std::string_view source;
};

/// For the mean and median of a quantity.
const Gate& gate_of_mean(Quantity quantity);
/// For spread, regularity, social jetlag and day length.
const Gate& gate_of_spread();
Standing standing(const Gate& gate, std::size_t nights);

struct QuantitySummary {
    Quantity quantity{};
    Summary summary;  ///< of the nights on which it is known; midsleep is left to `ClockSummary`
    Standing standing = Standing::too_few;
    Standing standing_of_spread = Standing::too_few;
    std::vector<Basis> bases;                ///< of the known values, each once, in the order of the enumeration
    std::optional<std::size_t> two_or_less;  ///< nights rated so, of a rating from 1 to 5; empty for all else
};

/// A time of day over the nights.
struct ClockSummary {
    CircularSummary circular;
    Standing standing = Standing::too_few;
    Standing standing_of_spread = Standing::too_few;
};

/// Why a figure over all nights is unknown.
enum class Lacking : std::uint8_t {
    too_few_nights,
    no_neighbouring_nights,
    too_few_days_in_a_row,      ///< five days that can be compared with the next
    too_few_work_or_free_days,  ///< 3 and 2
    alarm_on_a_free_day,
    alarm_not_known_on_a_free_day,
};
std::string_view words_for(Lacking reason);

/// One figure over all nights.
struct Figure {
    std::optional<double> value;
    std::size_t nights = 0;  ///< it rests on; for regularity the days compared
    Standing standing = Standing::too_few;
    Lacking because = Lacking::too_few_nights;  ///< of an unknown one
};

// ---- Regularity ----

/// A stretch of whole minutes, counted from any beginning.
struct Run {
    std::int64_t start = 0;
    std::int64_t end = 0;
    SleepState state = SleepState::unknown;
};

/// SRI: -100 + 200 * the part of the minutes that are the same as 24 hours later; 100 when all are, 0 for chance.
/// Pairs with an unknown side are left out; fewer than five days of pairs give nothing (Phillips 2017, sleepreg).
/// The runs are in order and do not overlap; between them is unknown.
Figure sleep_regularity(const std::vector<Run>& runs);

/// The runs of a diary. Between two nights that lie less than a day apart somebody is awake but for the naps written
/// down; a nap without its time makes that day unknown. Minutes awake whose place in the night nobody wrote count as
/// sleep.
std::vector<Run> sleep_runs(const Diary& diary);

/// What `sleep_runs` took for granted because nobody wrote it.
struct TakenForGranted {
    std::size_t days_awake = 0;     ///< between two nights, without a word on naps
    std::size_t nights_asleep = 0;  ///< of which nobody wrote how long the person was awake
};
TakenForGranted taken_for_granted(const Diary& diary);

// ---- Chronotype ----

/// Sleep on days of one kind, in minutes; `onset` after midnight.
struct SleepOfDays {
    double onset = 0;
    double duration = 0;
    double days = 0;  ///< of this kind, of a week or of a log
};

/// MSW or MSF of the MCTQ: onset + duration / 2, minutes after midnight.
double midsleep_of(const SleepOfDays& sleep);

/// MSFsc: MSF - (duration free - duration of the week) / 2 when sleep on free days is longer, else MSF
/// (Roenneberg 2019, PMC6784249; mctq). Minutes after midnight.
double corrected_midsleep(const SleepOfDays& work, const SleepOfDays& free);

/// |MSF - MSW| along the shorter way round the clock, in minutes (Wittmann 2006).
double social_jetlag(const SleepOfDays& work, const SleepOfDays& free);

// ---- Published thresholds ----

enum class Comparison : std::uint8_t { at_least, above, below };

struct Criterion {
    Quantity quantity{};
    Comparison comparison{};
    double limit = 0;
};

/// A criterion that was published; what a log of a week or two shows is its frequency only, never how many months.
struct Threshold {
    std::string_view id;
    Criterion criterion;
    std::optional<Criterion> and_also;
    bool of_the_mean = false;  ///< meant for the mean of two weeks, not for single nights
    std::string_view source;
};
const std::vector<Threshold>& thresholds();

struct ThresholdCount {
    const Threshold* threshold = nullptr;
    std::size_t known = 0;  ///< nights on which it can be told
    std::size_t met = 0;
    std::size_t known_last_week = 0;  ///< "3 nights a week" needs 5 of these (ours)
    std::size_t met_last_week = 0;
    std::optional<bool> mean_meets;  ///< only of a threshold for the mean, from 14 nights
};

// ---- Weeks ----

/// Against the first week with five nights or more of the quantity.
struct Change {
    double difference = 0;
    Interval interval;          ///< 95 %, Welch
    bool beyond_noise = false;  ///< 0 lies outside of the interval; nights are taken as independent
};

/// What a quantity comes to in a week.
struct WeekFigure {
    Summary summary;
    bool is_base = false;          ///< the first week with five nights or more of the quantity
    std::optional<Change> change;  ///< empty in that week, in those before it, and for fewer than five nights
};

/// Seven days in a row; the last week ends with the last night, the first may have begun before the log.
struct Week {
    Date first{};
    Date last{};
    std::size_t first_night = 0;  ///< its place among the nights of the summary
    std::size_t nights = 0;
};

// ---- All of it ----

struct SleepSummary {
    std::vector<NightMetrics> nights;  ///< main sleeps by date
    std::vector<QuantitySummary> quantities;
    ClockSummary bedtime;  ///< into_bed
    ClockSummary onset;
    ClockSummary midsleep;
    ClockSummary final_awakening;
    Figure midsleep_rmssd;      ///< minutes; root of the mean square of steps between neighbouring dates (RAPIDS)
    Figure regularity;          ///< SRI; its `nights` are the days compared, its standing that of the nights
    TakenForGranted granted;    ///< for `regularity`
    Figure midsleep_free_days;  ///< MSFsc, minutes after midnight
    Figure social_jetlag;       ///< minutes
    Figure day_length;          ///< hours from onset to onset; above 24.25 or so hints at drift (ours)
    std::vector<ThresholdCount> thresholds;
    std::vector<Week> weeks;  ///< none without a night; see `week_figure`
    /// For each quantity the place of the first week with five nights or more of it.
    std::array<std::optional<std::size_t>, quantity_count> base_weeks{};
    std::size_t nights_by_the_clock = 0;  ///< on which a change of the clocks would go unseen
};

/// The order of nights in the diary does not matter.
SleepSummary sleep_summary(const Diary& diary);

/// A quantity in the week at this place. Worked out when it is asked for: ten years have 10,000 of these figures, and a
/// report shows few.
WeekFigure week_figure(const SleepSummary& summary, std::size_t week, Quantity quantity);

}  // namespace sleepcheck
