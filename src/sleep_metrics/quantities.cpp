#include <algorithm>

#include "sleepcheck/sleep_metrics.hpp"

namespace sleepcheck {

namespace {

constexpr std::array<QuantityWords, quantity_count> quantities{{
    {"time_in_bed", "time in bed", "min"},
    {"time_in_bed_without_spells_out", "time in bed without spells out of bed", "min"},
    {"latency_to_sleep_onset", "time to fall asleep", "min"},
    {"number_of_awakenings", "awakenings", ""},
    {"awakenings_of_5_min", "awakenings of 5 minutes and more", ""},
    {"wake_after_sleep_onset", "awake after falling asleep", "min"},
    {"terminal_wakefulness", "in bed after the final awakening", "min"},
    {"early_morning_awakening", "awake earlier than planned", "min"},
    {"sleep_period", "from falling asleep to the final awakening", "min"},
    {"total_sleep_time", "sleep", "min"},
    {"sleep_efficiency_of_time_in_bed", "sleep efficiency (of time in bed)", "%"},
    {"sleep_efficiency_of_attempt_to_rise", "sleep efficiency (of attempt to rise)", "%"},
    {"sleep_efficiency_of_sleep_episode", "sleep efficiency (of the sleep episode)", "%"},
    {"sleep_efficiency_of_sleep_period", "sleep efficiency (of the sleep period)", "%"},
    {"midsleep", "middle of sleep", "time of day"},
    {"awakening_index", "awakenings per hour of sleep", "per hour"},
    {"quality", "quality", "of 5"},
    {"rested", "rested", "of 5"},
    {"nap_time", "naps", "min"},
    {"sleep_in_24_hours", "sleep in 24 hours", "min"},
}};

}  // namespace

const QuantityWords& words_for(Quantity quantity) {
    return quantities[index_of(quantity)];
}

std::optional<Quantity> find_quantity(std::string_view id) {
    const auto found =
        std::find_if(quantities.begin(), quantities.end(), [&](const QuantityWords& words) { return words.id == id; });
    if (found == quantities.end()) return std::nullopt;
    return static_cast<Quantity>(found - quantities.begin());
}

std::string_view word_for(Basis basis) {
    switch (basis) {
        case Basis::reported: return "reported";
        case Basis::derived: return "derived";
        case Basis::vendor: return "vendor";
    }
    return {};
}

std::string_view words_for(Unknown reason) {
    switch (reason) {
        case Unknown::not_written: return "it was not written down";
        case Unknown::out_of_bed_not_written: return "the time of getting up was not written down";
        case Unknown::spells_out_not_known:
            return "it is not known of each awakening whether, and for how long, the bed was left";
        case Unknown::attempt_not_written: return "the time of trying to sleep was not written down";
        case Unknown::onset_not_known: return "it is not known when sleep began";
        case Unknown::wake_minutes_not_known: return "the minutes awake after falling asleep are not known";
        case Unknown::awakenings_not_known: return "the number of awakenings is not known";
        case Unknown::lengths_not_known: return "it is not known how long each awakening was";
        case Unknown::parts_not_scored: return "the tracker left out parts of the night";
        case Unknown::zero_of_a_tracker: return "a tracker's 0 does not mean that it was measured";
        case Unknown::awake_longer_than_period: return "more minutes awake were written than the night has";
        case Unknown::planned_wake_not_written: return "the planned time of waking was not written down";
        case Unknown::ended_by_alarm: return "an alarm ended the night";
        case Unknown::trying_after_not_written:
            return "the time trying to sleep after the final awakening was not written down";
        case Unknown::naps_not_written: return "it was not written down whether there were naps";
        case Unknown::nothing_to_divide_by: return "there is nothing to divide by";
    }
    return {};
}

}  // namespace sleepcheck
