// What a tired person wants to know first, in the fewest words. Medians: one bad night does not move them.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "log_report/sections.hpp"
#include "log_report/words.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using enum Quantity;

std::size_t mornings_between(const std::vector<NightMetrics>& nights) {
    const auto days = (nights.back().date - nights.front().date).count() + 1;
    return static_cast<std::size_t>(days) - std::min(static_cast<std::size_t>(days), nights.size());
}

std::string headline(const std::vector<NightMetrics>& nights) {
    const std::string count = counted(nights.size(), "night", "nights");
    if (nights.size() == 1) return fmt::format("{}, ended on {}", count, long_date(nights.front().date));
    return fmt::format("{}, {} to {}", count, long_date(nights.front().date), long_date(nights.back().date));
}

/// What the reader has to know of the log before its figures; empty when there is nothing.
std::string what_to_know(const SummarisedLog& log) {
    const SleepSummary& summary = log.summary;
    std::vector<std::string> sentences;
    if (const auto missing = mornings_between(summary.nights); missing > 0) {
        sentences.push_back(missing == 1
                                ? std::string("1 night in between is not in the log, and so unknown.")
                                : fmt::format("{} nights in between are not in the log, and so unknown.", missing));
    }
    if (is_sensed(log.diary)) {
        sentences.emplace_back(
            "They come from a tracker: it counts awakenings that nobody remembers, and guesses sleep.");
    }
    if (!log.warnings.empty()) {
        sentences.push_back(fmt::format(
            "{} odd in this log: sleepcheck log check shows where.",
            log.warnings.size() == 1 ? "1 thing looks" : fmt::format("{} things look", log.warnings.size())));
    }
    if (summary.nights_by_the_clock > 0 && log.diary.zone) {
        sentences.emplace_back("Some times lack their offset; a change of the clocks goes unseen there.");
    } else if (!log.diary.zone && summary.nights_by_the_clock > 0) {
        sentences.emplace_back(
            "The log names no time zone, so a night on which the clocks were changed is off by an hour.");
    }
    return fmt::format("{}", fmt::join(sentences, " "));
}

/// The reason most nights have for not knowing this.
std::string why_unknown(const SleepSummary& summary, Quantity quantity) {
    std::map<Unknown, std::size_t> reasons;
    for (const NightMetrics& night : summary.nights) {
        if (!night.of(quantity).value) ++reasons[night.of(quantity).because];
    }
    if (reasons.empty()) return "not known";
    const auto fewer = [](const auto& left, const auto& right) { return left.second < right.second; };
    return fmt::format("not known: {}", words_for(std::max_element(reasons.begin(), reasons.end(), fewer)->first));
}

/// On how many nights a figure rests, where that is not all, and whether these are too few.
std::string resting_on(const SleepSummary& summary, std::size_t known, Standing standing) {
    std::string text;
    if (known < summary.nights.size()) text = counted(known, "night", "nights");
    if (standing != Standing::enough) text += fmt::format("{}{}", text.empty() ? "" : ", ", word_for(standing));
    return text.empty() ? "" : fmt::format(" ({})", text);
}

/// "6 h 12 min; half of the nights 5 h 50 min to 6 h 40 min".
std::string typical(const SleepSummary& summary, Quantity quantity, std::string_view behind = "") {
    const QuantitySummary& figures = summary_of(summary, quantity);
    const Summary& row = figures.summary;
    if (row.n == 0) return why_unknown(summary, quantity);
    std::string text = fmt::format("{}{}", spoken_value(quantity, *row.median), behind);
    const bool scale = words_for(quantity).unit == "of 5";
    const std::string low =
        scale ? spoken_number(*row.lower_quartile, digits_of(quantity)) : spoken_value(quantity, *row.lower_quartile);
    const std::string high = spoken_value(quantity, *row.upper_quartile);
    constexpr std::size_t enough_for_quartiles = 4;
    if (row.n >= enough_for_quartiles && low != high) {
        text += fmt::format("; half of the nights {} to {}", low, high);
    }
    return text + resting_on(summary, row.n, figures.standing);
}

std::string times(const SleepSummary& summary) {
    const auto& bed = summary.bedtime.circular.mean;
    const auto& awake = summary.final_awakening.circular.mean;
    if (!bed || !awake) return "at all hours";
    return fmt::format("to bed about {}, awake for good about {}", spoken_clock(*bed), spoken_clock(*awake));
}

std::string regularity(const SleepSummary& summary) {
    const auto& spread = summary.midsleep.circular.standard_deviation;
    std::string middle =
        spread ? fmt::format("the middle of sleep moves by {} (SD){}", spoken_length(*spread),
                             resting_on(summary, summary.midsleep.circular.n, summary.midsleep.standing_of_spread))
               : "not known how much the middle of sleep moves";
    if (!summary.regularity.value) return middle;
    return fmt::format("{}; sleep regularity index {} of 100", middle, spoken_number(*summary.regularity.value, 0));
}

/// "25 min more", "12 min less", "no more and no less".
std::string compared(double difference) {
    const std::string length = spoken_length(std::abs(difference));
    if (length == "0 min") return "no more and no less";
    return fmt::format("{} {}", length, difference > 0 ? "more" : "less");
}

/// How the last week differs from the first in this; empty when that cannot be told.
std::optional<Change> last_change(const SleepSummary& summary, Quantity quantity) {
    return week_figure(summary, summary.weeks.size() - 1, quantity).change;
}

std::string week_by_week(const SleepSummary& summary) {
    std::vector<std::string> beyond;
    std::vector<std::string> within;
    for (const auto& [quantity, name] :
         {std::pair(total_sleep_time, "sleep"), std::pair(wake_after_sleep_onset, "awake"),
          std::pair(early_morning_awakening, "up too early")}) {
        const auto change = last_change(summary, quantity);
        if (!change) continue;
        (change->beyond_noise ? beyond : within).push_back(fmt::format("{} {}", name, compared(change->difference)));
    }
    if (beyond.empty() && within.empty()) return "too few nights to compare the last week with the first";
    std::string text = "last week against the first:";
    if (!beyond.empty()) text += fmt::format(" {}, beyond night-to-night noise", fmt::join(beyond, ", "));
    if (!within.empty()) {
        text += fmt::format("{} {}, within night-to-night noise", beyond.empty() ? "" : ";", fmt::join(within, ", "));
    }
    return text;
}

}  // namespace

const QuantitySummary& summary_of(const SleepSummary& summary, Quantity quantity) {
    return *std::find_if(summary.quantities.begin(), summary.quantities.end(),
                         [&](const QuantitySummary& one) { return one.quantity == quantity; });
}

void add_short_of_it(Document& document, const SummarisedLog& log) {
    const SleepSummary& summary = log.summary;
    if (summary.nights.empty()) {
        document.push_back(Heading{"No main sleep is in this log", Tone::headline});
        return;
    }
    document.push_back(Heading{headline(summary.nights), Tone::headline});
    if (std::string text = what_to_know(log); !text.empty()) document.push_back(Paragraph{std::move(text)});
    document.push_back(Heading{"A typical night"});
    document.push_back(Entries{{{"sleep", typical(summary, total_sleep_time)},
                                {"falling asleep", typical(summary, latency_to_sleep_onset)},
                                {"awake at night", typical(summary, wake_after_sleep_onset)},
                                {"up too early", typical(summary, early_morning_awakening, " before the planned time")},
                                {"rested", typical(summary, rested)},
                                {"times", times(summary)},
                                {"regularity", regularity(summary)},
                                {"changes", week_by_week(summary)}}});
}

}  // namespace sleepcheck
