// The numbers of others, each with its source, in one table; and how many nights a figure needs.

#include "sleep_summary/thresholds.hpp"

namespace sleepcheck {

namespace {

using enum Comparison;
using enum Quantity;

constexpr std::string_view lichstein = "Lichstein 2003: 31 minutes or more, on 3 nights a week, for 6 months";
constexpr std::string_view lineberger = "Lineberger 2006: two-week mean of 20 minutes or more";
constexpr std::string_view levenson = "Levenson 2013, J Clin Sleep Med 9:2: cut-offs for older adults";
constexpr std::string_view guide = "DSM-5 guide: over 20 to 30 minutes, on 3 nights a week, for 3 months";
constexpr std::string_view guide_early =
    "DSM-5 guide: awake 30 minutes or more before the wanted time and before 6.5 hours of sleep";
constexpr std::string_view rest_protocol = "REST project, Lincoln: diary of 7 to 14 days";
constexpr std::string_view silber = "Silber 2005, N Engl J Med 353:803";

/// Minutes of 6.5 hours.
constexpr double six_and_a_half_hours = 390;

const std::vector<Threshold> table{
    {"lichstein_latency", {latency_to_sleep_onset, at_least, 31}, {}, false, lichstein},
    {"lichstein_awake", {wake_after_sleep_onset, at_least, 31}, {}, false, lichstein},
    {"lineberger_latency", {latency_to_sleep_onset, at_least, 20}, {}, true, lineberger},
    {"lineberger_awake", {wake_after_sleep_onset, at_least, 20}, {}, true, lineberger},
    {"levenson_latency", {latency_to_sleep_onset, at_least, 18}, {}, false, levenson},
    {"levenson_awake", {wake_after_sleep_onset, at_least, 21}, {}, false, levenson},
    {"levenson_efficiency", {sleep_efficiency_of_time_in_bed, below, 92}, {}, false, levenson},
    {"levenson_sleep", {total_sleep_time, below, 388}, {}, false, levenson},
    {"dsm_latency", {latency_to_sleep_onset, above, 30}, {}, false, guide},
    {"dsm_awake", {wake_after_sleep_onset, above, 30}, {}, false, guide},
    {"dsm_early",
     {early_morning_awakening, at_least, 30},
     Criterion{total_sleep_time, below, six_and_a_half_hours},
     false,
     guide_early},
    {"rest_latency", {latency_to_sleep_onset, above, 30}, {}, false, rest_protocol},
    {"rest_awake", {wake_after_sleep_onset, above, 30}, {}, false, rest_protocol},
    {"rest_sleep", {total_sleep_time, below, 360}, {}, false, rest_protocol},
    {"rest_efficiency", {sleep_efficiency_of_time_in_bed, below, 85}, {}, false, rest_protocol},
    {"silber_latency", {latency_to_sleep_onset, above, 30}, {}, false, silber},
    {"silber_efficiency", {sleep_efficiency_of_time_in_bed, below, 85}, {}, false, silber},
};

constexpr Gate usual{5, 7, "Wohlgemuth 1999: one week of a diary for most measures; Borba 2020: 7 nights in a row"};
constexpr Gate of_insomnia{5, 14, "Wohlgemuth 1999: over 2 weeks for the time to fall asleep, 3 for minutes awake"};
constexpr Gate spread{7, 7, "Fischer 2021 (zsab103): over a week; at 7 nights it comes out some 7 % too small"};

bool meets(double value, const Criterion& criterion) {
    switch (criterion.comparison) {
        case at_least: return value >= criterion.limit;
        case above: return value > criterion.limit;
        case below: return value < criterion.limit;
    }
    return false;
}

Truth met(const NightMetrics& night, const Criterion& criterion) {
    const auto& value = night.of(criterion.quantity).value;
    return value ? truth_of(meets(*value, criterion)) : Truth::unknown;
}

Truth met(const NightMetrics& night, const Threshold& threshold) {
    const Truth first = met(night, threshold.criterion);
    return threshold.and_also ? std::min(first, met(night, *threshold.and_also)) : first;
}

}  // namespace

const std::vector<Threshold>& thresholds() {
    return table;
}

const Gate& gate_of_mean(Quantity quantity) {
    return quantity == latency_to_sleep_onset || quantity == wake_after_sleep_onset ? of_insomnia : usual;
}

const Gate& gate_of_spread() {
    return spread;
}

Standing standing(const Gate& gate, std::size_t nights) {
    if (nights >= gate.enough) return Standing::enough;
    return nights >= gate.provisional ? Standing::provisional : Standing::too_few;
}

std::vector<ThresholdCount> threshold_counts(const std::vector<NightMetrics>& nights) {
    std::vector<ThresholdCount> counts;
    for (const Threshold& threshold : table) {
        ThresholdCount count;
        count.threshold = &threshold;
        double sum = 0;
        for (const NightMetrics& night : nights) {
            const Truth truth = met(night, threshold);
            if (truth == Truth::unknown) continue;
            const bool last_week = night.date > nights.back().date - std::chrono::days{7};
            const bool yes = truth == Truth::yes;
            ++count.known;
            count.met += yes ? 1U : 0U;
            count.known_last_week += last_week ? 1U : 0U;
            count.met_last_week += last_week && yes ? 1U : 0U;
            if (threshold.of_the_mean) sum += *night.of(threshold.criterion.quantity).value;
        }
        constexpr std::size_t two_weeks = 14;
        if (threshold.of_the_mean && count.known >= two_weeks) {
            count.mean_meets = meets(sum / static_cast<double>(count.known), threshold.criterion);
        }
        counts.push_back(count);
    }
    return counts;
}

}  // namespace sleepcheck
