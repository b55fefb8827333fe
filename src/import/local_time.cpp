#include "import/local_time.hpp"

#include <fmt/format.h>

namespace sleepcheck {

namespace {

template <typename Act>
void if_there(std::optional<NightTime>& time, const Act& act) {
    if (time) act(*time);
}

}  // namespace

Moment settled(const Zone& zone, std::chrono::local_seconds shown, const std::optional<Moment>& not_before) {
    const Zone::Found found = zone.at(shown);
    if (found.shown != Zone::Shown::twice || !not_before || elapsed(*not_before, found.moment).count() >= 0) {
        return found.moment;
    }
    const std::chrono::sys_seconds first{shown.time_since_epoch() - *found.moment.ahead};
    // Clocks are set by an hour; on Lord Howe Island by half of one.
    for (const std::chrono::minutes step : {std::chrono::minutes{30}, std::chrono::minutes{60}}) {
        const Moment second = zone.shown_at(first + step);
        if (second.shown == shown) return second;
    }
    return found.moment;
}

std::optional<ClockDoubt> doubt_about(const Zone& zone, const Moment& taken) {
    const Zone::Found found = zone.at(taken.shown);
    if (found.shown == Zone::Shown::once || found.moment != taken) return std::nullopt;
    const std::string shown = to_string(Moment{taken.shown, {}});
    if (found.shown == Zone::Shown::never) {
        return ClockDoubt{fmt::format("{} was skipped in {}: the clocks went forward", shown, zone.name()),
                          "taken as if the clock had not been set yet"};
    }
    return ClockDoubt{fmt::format("{} came twice in {}: the clocks went back", shown, zone.name()),
                      fmt::format("the first is taken, {}", to_string(taken))};
}

std::vector<ClockDoubt> settle(Night& night, const Zone& zone) {
    std::vector<ClockDoubt> doubts;
    std::optional<Moment> reached;
    const auto in_order = [&](NightTime& time) {
        if (!time.moment.ahead) {
            time.moment = settled(zone, time.moment.shown, reached);
            if (auto doubt = doubt_about(zone, time.moment)) doubts.push_back(*std::move(doubt));
        }
        reached = time.moment;
    };
    in_order(night.into_bed);
    if_there(night.tried_to_sleep, in_order);
    if_there(night.sleep_onset, in_order);
    const auto onset = reached;
    reached = night.into_bed.moment;
    std::optional<Moment> last_asleep = onset;
    for (Segment& segment : night.segments) {
        in_order(segment.start);
        in_order(segment.end);
        if (segment.state == SleepState::asleep) last_asleep = reached;
    }
    std::erase_if(night.segments, [](const Segment& segment) {
        return elapsed(segment.start.moment, segment.end.moment).count() <= 0;
    });
    if (night.awakenings) {
        reached = onset;
        for (Awakening& awakening : *night.awakenings) if_there(awakening.at, in_order);
    }
    if (night.naps) {
        reached.reset();
        for (Nap& nap : *night.naps) if_there(nap.start, in_order);
    }
    reached = last_asleep;
    in_order(night.final_awakening);
    if_there(night.out_of_bed, in_order);
    return doubts;
}

void shorten(Night& night, const std::optional<Zone>& zone) {
    const auto shorten_one = [&](NightTime& time) {
        if (!time.moment.ahead || !zone) {
            time.dated = time.moment.ahead.has_value();
            return;
        }
        const Zone::Found found = zone->at(time.moment.shown);
        time.dated = found.shown != Zone::Shown::once || found.moment != time.moment;
    };
    shorten_one(night.into_bed);
    if_there(night.tried_to_sleep, shorten_one);
    if_there(night.sleep_onset, shorten_one);
    for (Segment& segment : night.segments) {
        shorten_one(segment.start);
        shorten_one(segment.end);
    }
    if (night.awakenings) {
        for (Awakening& awakening : *night.awakenings) if_there(awakening.at, shorten_one);
    }
    if (night.naps) {
        for (Nap& nap : *night.naps) if_there(nap.start, shorten_one);
    }
    shorten_one(night.final_awakening);
    if_there(night.out_of_bed, shorten_one);
}

}  // namespace sleepcheck
