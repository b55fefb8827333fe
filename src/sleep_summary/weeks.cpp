#include "sleep_summary/weeks.hpp"

namespace sleepcheck {

namespace {

constexpr std::chrono::days a_week{7};

/// "3 nights a week" and the like are read off a week from so many nights on (ours).
constexpr std::size_t fewest_nights = 5;

std::vector<double> known_values(const SleepSummary& summary, const Week& week, Quantity quantity) {
    std::vector<double> values;
    values.reserve(week.nights);
    for (std::size_t i = 0; i < week.nights; ++i) {
        if (const auto& value = summary.nights[week.first_night + i].of(quantity).value) values.push_back(*value);
    }
    return values;
}

/// The first week that has enough nights; the ones after it are compared with it.
std::optional<std::size_t> base_of(const SleepSummary& summary, Quantity quantity) {
    for (std::size_t i = 0; i < summary.weeks.size(); ++i) {
        if (known_values(summary, summary.weeks[i], quantity).size() >= fewest_nights) return i;
    }
    return std::nullopt;
}

Change change_between(const Summary& base, const Summary& week) {
    const Interval interval = *welch_interval(base, week);
    return {*week.mean - *base.mean, interval, interval.low > 0 || interval.high < 0};
}

}  // namespace

void add_weeks(SleepSummary& result) {
    if (result.nights.empty()) return;
    const Date last = result.nights.back().date;
    for (std::size_t i = 0; i < result.nights.size(); ++i) {
        const Date end = last - (last - result.nights[i].date) / a_week * a_week;
        if (result.weeks.empty() || result.weeks.back().last != end) {
            result.weeks.push_back({end - a_week + std::chrono::days{1}, end, i, 0});
        }
        ++result.weeks.back().nights;
    }
    for (std::size_t i = 0; i < quantity_count; ++i) {
        result.base_weeks[i] = base_of(result, static_cast<Quantity>(i));
    }
}

WeekFigure week_figure(const SleepSummary& all, std::size_t week, Quantity quantity) {
    const auto base = all.base_weeks[index_of(quantity)];
    const auto summary_of = [&](std::size_t place) { return summary(known_values(all, all.weeks[place], quantity)); };
    WeekFigure figure{summary_of(week), week == base, {}};
    const bool comparable = base && week > *base && figure.summary.n >= fewest_nights;
    if (comparable) figure.change = change_between(summary_of(*base), figure.summary);
    return figure;
}

}  // namespace sleepcheck
