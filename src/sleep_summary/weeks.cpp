#include <algorithm>
#include <map>

#include "sleepcheck/sleep_summary.hpp"

namespace sleepcheck {

namespace {

constexpr std::chrono::days a_week{7};

/// "3 nights a week" and the like are read off a week from so many nights on (ours).
constexpr std::size_t fewest_nights = 5;

WeekFigure figure_of(const std::vector<const NightMetrics*>& nights, Quantity quantity) {
    std::vector<double> values;
    values.reserve(nights.size());
    for (const NightMetrics* night : nights) {
        if (const auto& value = night->of(quantity).value) values.push_back(*value);
    }
    return {quantity, summary(std::move(values))};
}

/// The base is the first week that has enough nights; the ones after it are compared with it.
void find_base(std::vector<Week>& weeks, std::size_t place) {
    std::optional<std::size_t> base;
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        WeekFigure& figure = weeks[i].figures[place];
        if (figure.summary.n < fewest_nights) continue;
        figure.base = base;
        figure.is_base = !base;
        if (!base) base = i;
    }
}

}  // namespace

std::vector<Week> weeks_of(const std::vector<NightMetrics>& nights) {
    if (nights.empty()) return {};
    const Date last = nights.back().date;
    std::map<std::int64_t, std::vector<const NightMetrics*>, std::greater<>> by_age;
    for (const NightMetrics& night : nights) by_age[(last - night.date) / a_week].push_back(&night);
    std::vector<Week> weeks;
    for (const auto& [age, members] : by_age) {
        const Date end = last - age * a_week;
        Week week{end - a_week + std::chrono::days{1}, end, members.size(), {}};
        week.figures.reserve(quantity_count);
        for (std::size_t i = 0; i < quantity_count; ++i) {
            const auto quantity = static_cast<Quantity>(i);
            if (quantity != Quantity::midsleep) week.figures.push_back(figure_of(members, quantity));
        }
        weeks.push_back(std::move(week));
    }
    for (std::size_t place = 0; place < weeks.front().figures.size(); ++place) find_base(weeks, place);
    return weeks;
}

std::optional<Change> change_of(const std::vector<Week>& weeks, const WeekFigure& figure) {
    if (!figure.base) return std::nullopt;
    const auto& figures = weeks[*figure.base].figures;
    const Summary& base = std::find_if(figures.begin(), figures.end(), [&](const WeekFigure& one) {
                              return one.quantity == figure.quantity;
                          })->summary;
    const Interval interval = *welch_interval(base, figure.summary);
    return Change{*figure.summary.mean - *base.mean, interval, interval.low > 0 || interval.high < 0};
}

}  // namespace sleepcheck
