#include "import/one_sleep.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sleepcheck {

using std::chrono::seconds;

namespace {

bool earlier(const Moment& left, const Moment& right) {
    return elapsed(left, right).count() > 0;
}

const NightTime& earlier_of(const NightTime& left, const NightTime& right) {
    return earlier(right.moment, left.moment) ? right : left;
}

const NightTime& later_of(const NightTime& left, const NightTime& right) {
    return earlier(left.moment, right.moment) ? right : left;
}

template <typename Value>
void fill(std::optional<Value>& empty, const std::optional<Value>& value) {
    if (!empty) empty = value;
}

/// What a person says about a night, as far as the night does not say it yet. Not what was measured: figures of two
/// devices do not go together.
void fill_reports(Night& night, const Night& other) {
    fill(night.planned_bedtime, other.planned_bedtime);
    fill(night.planned_wake, other.planned_wake);
    fill(night.alarm, other.alarm);
    fill(night.day_type, other.day_type);
    fill(night.quality, other.quality);
    fill(night.rested, other.rested);
    fill(night.naps, other.naps);
    fill(night.medication, other.medication);
    fill(night.alcohol_drinks, other.alcohol_drinks);
    fill(night.caffeine_drinks, other.caffeine_drinks);
    fill(night.last_caffeine, other.last_caffeine);
    fill(night.nicotine, other.nicotine);
    fill(night.evening_light, other.evening_light);
    fill(night.magnesium_foods, other.magnesium_foods);
    fill(night.problem_night, other.problem_night);
    if (night.notes && other.notes && night.notes != other.notes) {
        *night.notes += "\n" + *other.notes;
    } else {
        fill(night.notes, other.notes);
    }
}

bool has_vendor_value(const Night& night, const std::string& name) {
    return std::any_of(night.vendor.begin(), night.vendor.end(),
                       [&](const VendorValue& value) { return value.name == name; });
}

void add_vendor(Night& night, const Night& other, const std::string& label) {
    for (const VendorValue& value : other.vendor) {
        std::string name = fmt::format("{} ({})", value.name, label);
        for (int again = 2; has_vendor_value(night, name); ++again) {
            name = fmt::format("{} ({}, {})", value.name, label, again);
        }
        night.vendor.push_back({std::move(name), value.value});
    }
}

/// The minutes awake and the awakenings of two pieces, the pause between them being one more; unknown when those of a
/// piece are.
void add_awakenings(Night& night, const Night& second) {
    const bool onset = second.sleep_onset.has_value();
    const Minutes pause = onset ? elapsed(night.final_awakening.moment, second.sleep_onset->moment) : seconds{0};
    if (night.number_of_awakenings && second.number_of_awakenings) {
        *night.number_of_awakenings += 1 + *second.number_of_awakenings;
    } else {
        night.number_of_awakenings.reset();
    }
    if (onset && night.wake_after_sleep_onset && second.wake_after_sleep_onset) {
        *night.wake_after_sleep_onset += pause + *second.wake_after_sleep_onset;
    } else {
        night.wake_after_sleep_onset.reset();
    }
    if (onset && night.awakenings && second.awakenings) {
        night.awakenings->push_back({night.final_awakening, pause, std::nullopt});
        night.awakenings->insert(night.awakenings->end(), second.awakenings->begin(), second.awakenings->end());
    } else {
        night.awakenings.reset();
    }
}

/// The parts of a segment in which none of these was scored; they are in order.
std::vector<Segment> uncovered(Segment segment, const std::vector<Segment>& by) {
    std::vector<Segment> parts;
    const auto first = std::partition_point(
        by.begin(), by.end(), [&](const Segment& cover) { return !earlier(segment.start.moment, cover.end.moment); });
    for (auto each = first; each != by.end() && earlier(each->start.moment, segment.end.moment); ++each) {
        const Segment& cover = *each;
        if (earlier(segment.start.moment, cover.start.moment)) {
            parts.push_back(segment);
            parts.back().end = cover.start;
        }
        segment.start = cover.end;
        if (!earlier(segment.start.moment, segment.end.moment)) return parts;
    }
    parts.push_back(segment);
    return parts;
}

std::vector<Segment> known(const std::vector<Segment>& segments) {
    std::vector<Segment> result;
    std::copy_if(segments.begin(), segments.end(), std::back_inserter(result),
                 [](const Segment& segment) { return segment.state != SleepState::unknown; });
    return result;
}

/// Adds what the other saw where this one has nothing, and moves the beginning and the end of sleep along.
void add_segments(Night& night, const Night& other) {
    if (other.segments.empty()) return;
    std::vector<Segment> all = known(night.segments);
    std::vector<Segment> added;
    for (const Segment& segment : known(other.segments)) {
        for (const Segment& part : uncovered(segment, all)) {
            added.push_back(part);
            if (part.state != SleepState::asleep) continue;
            if (night.sleep_onset) night.sleep_onset = earlier_of(*night.sleep_onset, part.start);
            night.final_awakening = later_of(night.final_awakening, part.end);
        }
    }
    if (added.empty()) return;
    all.insert(all.end(), added.begin(), added.end());
    std::stable_sort(all.begin(), all.end(), [](const Segment& left, const Segment& right) {
        return earlier(left.start.moment, right.start.moment);
    });
    night.segments = std::move(all);
    night.number_of_awakenings.reset();
    night.wake_after_sleep_onset.reset();
    night.awakenings.reset();
}

}  // namespace

Detail detail_of(const Night& night) {
    const auto any = [&](const auto& holds) {
        return std::any_of(night.segments.begin(), night.segments.end(), holds);
    };
    if (any([](const Segment& segment) { return segment.stage.has_value(); })) return Detail::stages;
    if (any([](const Segment& segment) { return segment.state != SleepState::unknown; })) {
        return Detail::asleep_and_awake;
    }
    return Detail::times;
}

const Moment& end_of(const Night& night) {
    return night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment;
}

std::chrono::seconds length_of(const Night& night) {
    return elapsed(night.into_bed.moment, end_of(night));
}

Night joined(Night first, const Night& second, bool pause_is_awake, const std::string& label) {
    Night night = std::move(first);
    const NightTime pause_begins{end_of(night), night.final_awakening.dated};
    const bool both_scored = detail_of(night) != Detail::times && detail_of(second) != Detail::times;
    if (length_of(second) > length_of(night)) {
        if (second.quality) night.quality = second.quality;
        if (second.rested) night.rested = second.rested;
    }
    night.alarm = second.alarm;
    night.planned_wake = second.planned_wake;
    fill_reports(night, second);
    add_vendor(night, second, label);
    add_awakenings(night, second);
    night.final_awakening = second.final_awakening;
    night.out_of_bed = second.out_of_bed;
    night.trying_to_sleep_after_final_awakening = second.trying_to_sleep_after_final_awakening;
    if (pause_is_awake && both_scored && earlier(pause_begins.moment, second.into_bed.moment)) {
        night.segments.push_back({pause_begins, second.into_bed, SleepState::awake, std::nullopt});
    }
    night.segments.insert(night.segments.end(), second.segments.begin(), second.segments.end());
    return night;
}

Night completed(Night counts, const Night& other, const std::string& label) {
    Night night = std::move(counts);
    night.into_bed = earlier_of(night.into_bed, other.into_bed);
    if (night.out_of_bed || other.out_of_bed) {
        const NightTime one = night.out_of_bed ? *night.out_of_bed : night.final_awakening;
        night.out_of_bed = later_of(one, other.out_of_bed ? *other.out_of_bed : other.final_awakening);
    } else if (detail_of(night) == Detail::times) {
        night.final_awakening = later_of(night.final_awakening, other.final_awakening);
    }
    add_segments(night, other);
    if (night.out_of_bed) night.out_of_bed = later_of(*night.out_of_bed, night.final_awakening);
    if (night.sleep_onset && night.tried_to_sleep && earlier(night.sleep_onset->moment, night.tried_to_sleep->moment)) {
        night.tried_to_sleep.reset();
        night.latency_to_sleep_onset.reset();
    }
    fill_reports(night, other);
    add_vendor(night, other, label);
    return night;
}

}  // namespace sleepcheck
