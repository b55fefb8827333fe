// The last four weeks below each other, one night a line. A stripe is only what was written: minutes awake whose place
// in the night nobody knows are not drawn.

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "log_report/sections.hpp"
#include "log_report/words.hpp"
#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

/// Minutes from the midnight that begins the date, as the clock showed it.
double place(const Moment& moment, Date date) {
    return Minutes{moment.shown - date}.count();
}

class RowOfNight {
public:
    RowOfNight(const Night& night, const NightMetrics& metrics) : night_(night), metrics_(metrics) {}

    RasterRow row() && {
        const double into_bed = place(night_.into_bed.moment, night_.date);
        const double awake = place(night_.final_awakening.moment, night_.date);
        const double tried = night_.tried_to_sleep ? place(night_.tried_to_sleep->moment, night_.date) : into_bed;
        if (metrics_.onset) {
            const double onset = std::clamp(place(*metrics_.onset, night_.date), into_bed, awake);
            add(into_bed, tried, Shade::line);
            add(std::min(tried, onset), onset, night_.tried_to_sleep ? Shade::light : Shade::line);
            add_sleep(onset, awake);
        } else {
            add(into_bed, awake, Shade::open);
        }
        if (night_.out_of_bed) add(awake, place(night_.out_of_bed->moment, night_.date), Shade::line);
        add_naps();
        return {short_date(night_.date), std::move(stripes_), {}};
    }

private:
    void add(double from, double to, Shade shade) {
        if (to > from) stripes_.push_back({from, to, shade});
    }

    /// A tracker's gaps stay open.
    void add_sleep(double onset, double awake) {
        add(onset, awake, night_.segments.empty() ? Shade::full : Shade::open);
        for (const Segment& segment : night_.segments) {
            if (segment.state == SleepState::unknown) continue;
            add(std::max(onset, place(segment.start.moment, night_.date)),
                std::min(awake, place(segment.end.moment, night_.date)),
                segment.state == SleepState::asleep ? Shade::full : Shade::light);
        }
        if (!night_.awakenings) return;
        for (const Awakening& awakening : *night_.awakenings) {
            if (!awakening.at || !awakening.lasted) continue;
            const double from = place(awakening.at->moment, night_.date);
            add(std::max(onset, from), std::min(awake, from + awakening.lasted->count()), Shade::light);
        }
    }

    void add_naps() {
        if (!night_.naps) return;
        for (const Nap& nap : *night_.naps) {
            if (!nap.start || !nap.lasted) continue;
            const double from = place(nap.start->moment, night_.date);
            add(from, from + nap.lasted->count(), Shade::low);
        }
    }

    const Night& night_;
    const NightMetrics& metrics_;
    std::vector<Stripe> stripes_;
};

/// A nap's row is the night that follows it; a second sleep of a date lies on the row of that date.
void add_other_sleeps(std::map<Date, RasterRow>& rows, const Diary& diary) {
    for (const Night& night : diary.nights) {
        if (is_main(night)) continue;
        const auto found = rows.find(night.date);
        if (found == rows.end()) continue;
        found->second.stripes.push_back(
            {place(night.into_bed.moment, night.date), place(night.final_awakening.moment, night.date), Shade::low});
    }
}

std::map<Date, RasterRow> rows_since(const SummarisedLog& log, Date first) {
    std::map<Date, const Night*> nights;
    for (const Night& night : log.diary.nights) {
        if (is_main(night) && night.date >= first) nights.emplace(night.date, &night);
    }
    std::map<Date, RasterRow> rows;
    for (const NightMetrics& metrics : log.summary.nights) {
        if (metrics.date >= first) rows.emplace(metrics.date, RowOfNight(*nights.at(metrics.date), metrics).row());
    }
    add_other_sleeps(rows, log.diary);
    return rows;
}

/// 18:00 to noon, or as the nights lie, by whole hours.
void set_window(Raster& raster) {
    constexpr int evening = -6 * minutes_per_hour;
    constexpr int noon = 12 * minutes_per_hour;
    double low = noon;
    double high = evening;
    for (const RasterRow& row : raster.rows) {
        for (const Stripe& stripe : row.stripes) {
            low = std::min(low, stripe.from);
            high = std::max(high, stripe.to);
        }
    }
    raster.from = evening;
    raster.to = noon;
    if (low >= evening && high <= noon) return;
    raster.from = static_cast<int>(std::floor(low / minutes_per_hour)) * minutes_per_hour;
    raster.to = static_cast<int>(std::ceil(high / minutes_per_hour)) * minutes_per_hour;
}

/// Nights that nobody wrote down have their line, too.
void add_missing(std::vector<RasterRow>& rows, Date before, Date after) {
    constexpr int longest_gap = 3;
    const auto missing = (after - before).count() - 1;
    if (missing > longest_gap) {
        rows.push_back({"", {}, fmt::format("({} nights not in the log)", missing)});
        return;
    }
    for (Date date = before + std::chrono::days{1}; date < after; date += std::chrono::days{1}) {
        rows.push_back({short_date(date), {}, "(not in the log)"});
    }
}

Raster raster_of(const SummarisedLog& log, Date first) {
    Raster raster;
    std::optional<Date> last;
    for (auto& [date, row] : rows_since(log, first)) {
        if (last) add_missing(raster.rows, *last, date);
        last = date;
        raster.rows.push_back(std::move(row));
    }
    set_window(raster);
    const std::vector<std::pair<Shade, std::string>> all{{Shade::full, "asleep"},
                                                         {Shade::light, "awake"},
                                                         {Shade::line, "in bed"},
                                                         {Shade::low, "nap"},
                                                         {Shade::open, "not known"}};
    for (const auto& entry : all) {
        const auto has_it = [&](const RasterRow& row) {
            return std::any_of(row.stripes.begin(), row.stripes.end(),
                               [&](const Stripe& stripe) { return stripe.shade == entry.first; });
        };
        if (std::any_of(raster.rows.begin(), raster.rows.end(), has_it)) raster.legend.push_back(entry);
    }
    return raster;
}

Spark spark_of(const SleepSummary& summary, Quantity quantity, Date first) {
    Spark spark;
    spark.label = short_name(quantity);
    std::optional<double> low;
    std::optional<double> high;
    for (const NightMetrics& night : summary.nights) {
        if (night.date < first) continue;
        const auto& value = night.of(quantity).value;
        spark.values.push_back(value);
        if (!value) continue;
        low = std::min(low.value_or(*value), *value);
        high = std::max(high.value_or(*value), *value);
    }
    spark.note = low ? fmt::format("{} to {}", spoken_value(quantity, *low), spoken_value(quantity, *high))
                     : std::string("not known");
    return spark;
}

/// A person's minutes awake have a number, but rarely a place in the night.
bool has_unplaced_wake(const SummarisedLog& log) {
    return std::any_of(log.diary.nights.begin(), log.diary.nights.end(), [](const Night& night) {
        return night.segments.empty() && !night.awakenings &&
               night.wake_after_sleep_onset.value_or(Minutes{0}) > Minutes{0};
    });
}

}  // namespace

void add_charts(Document& document, const SummarisedLog& log) {
    const SleepSummary& summary = log.summary;
    if (summary.nights.empty()) return;
    const Date first = summary.nights.back().date - charted + std::chrono::days{1};
    const bool all = summary.nights.front().date >= first;
    document.push_back(Heading{all ? "Night by night" : "The last four weeks, night by night"});
    document.push_back(raster_of(log, first));
    std::string words = "Each line is the night that ended on that morning.";
    if (has_unplaced_wake(log)) words += " Awake is drawn only where its time was written.";
    document.push_back(Entries{{{"", std::move(words)}}});
    document.push_back(Heading{"Sleep (TST) and minutes awake after falling asleep (WASO), night after night"});
    document.push_back(Sparks{{spark_of(summary, Quantity::total_sleep_time, first),
                               spark_of(summary, Quantity::wake_after_sleep_onset, first)}});
}

}  // namespace sleepcheck
