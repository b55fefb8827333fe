#include "diary/time_line.hpp"

#include <fmt/format.h>

#include "diary/across_midnight.hpp"

namespace sleepcheck {

using std::chrono::local_seconds;
using std::chrono::seconds;

bool TimeLine::lay_out(const WrittenTimes& written, Night& night) {
    night.date = *written.date;
    const WrittenTime& last = *written.final_awakening;
    night.final_awakening = settle(last, last.dated ? last.dated->shown : night.date + last.clock);
    local_seconds limit = night.final_awakening.moment.shown;
    if (std::chrono::floor<std::chrono::days>(limit) != night.date) {
        values_.complain(*last.value,
                         fmt::format("the final awakening is not on the night's date {}", to_string(night.date)),
                         "\"date\" is the morning of waking");
        return false;
    }
    if (written.out_of_bed) night.out_of_bed = after(limit, *written.out_of_bed);
    night.sleep_onset = before(limit, written.sleep_onset);
    night.tried_to_sleep = before(limit, written.tried_to_sleep);
    night.into_bed = *before(limit, written.into_bed);
    return true;
}

NightTime TimeLine::before(local_seconds limit, const WrittenTime& written) {
    return settle(written, written.dated ? written.dated->shown : last_at_or_before(limit, written.clock));
}

NightTime TimeLine::after(local_seconds limit, const WrittenTime& written) {
    return settle(written, written.dated ? written.dated->shown : first_at_or_after(limit, written.clock));
}

std::optional<NightTime> TimeLine::before(local_seconds& limit, const std::optional<WrittenTime>& written) {
    if (!written) return std::nullopt;
    const NightTime time = before(limit, *written);
    limit = time.moment.shown;
    return time;
}

NightTime TimeLine::settle(const WrittenTime& written, local_seconds shown) {
    const bool dated = written.dated.has_value();
    if (dated && written.dated->ahead) return {*written.dated, true};
    if (!zone_) {
        if (dated) {
            values_.complain(*written.value, "a date and time without an offset, in a log without a time zone",
                             R"(add the offset ("+01:00"), or "timezone" to the log, or write the time of day alone)");
        }
        return {{shown, std::nullopt}, dated};
    }
    const Zone::Found found = zone_->at(shown);
    if (found.shown == Zone::Shown::never) {
        values_.warn(
            *written.value,
            fmt::format("{} was skipped in {}: the clocks went forward", to_string(Moment{shown, {}}), zone_->name()),
            "taken as if the clock had not been set yet; correct the time if it was");
    } else if (found.shown == Zone::Shown::twice) {
        values_.warn(
            *written.value,
            fmt::format("{} came twice in {}: the clocks went back", to_string(Moment{shown, {}}), zone_->name()),
            fmt::format("the first is taken, {}; write date, time and offset if it was the other",
                        to_string(found.moment)));
    }
    return {found.moment, dated};
}

}  // namespace sleepcheck
