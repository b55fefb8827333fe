#include "import/row_times.hpp"

#include <fmt/format.h>

#include "import/local_time.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using std::chrono::seconds;

std::optional<Night> RowTimes::night_of(const CsvRow& row) {
    const auto zone = zone_of(RowCells(csv_, plan_, row));
    const auto start = needed_time(row, TableColumn::start, zone, {});
    const auto end = needed_time(row, TableColumn::end, zone, start);
    if (!start || !end || !could_be_a_sleep(row, *start, *end)) return std::nullopt;
    Night night;
    night.into_bed = *start;
    night.final_awakening = *end;
    night.date = std::chrono::floor<std::chrono::days>(end->moment.shown);
    add_times(row, zone, night);
    check_order(row, night);
    return night;
}

void RowTimes::warn_of_zones() {
    if (counted_in_utc_) {
        csv_.warn("the times are instants, and no time zone is named: they are told in UTC",
                  "name the zone in which you slept, as in timezone=Europe/Paris");
    }
    if (shown_without_zone_) {
        csv_.warn("the times have no time zone: a night in which the clocks were set may be wrong by an hour",
                  "name the zone in which you slept, as in timezone=Europe/Paris");
    }
}

std::optional<Zone> RowTimes::zone_of(const RowCells& cells) {
    const CsvField* const name = cells.find(TableColumn::timezone);
    if (name == nullptr) return plan_.zone;
    const std::string key(trimmed(name->text).substr(0, longest_text));
    const auto known = zones_.find(key);
    if (known != zones_.end()) return known->second;
    auto zone = find_zone(key);
    if (!zone) {
        csv_.complain(*name, fmt::format("the time zone \"{}\" is not known on this machine", brief(key)),
                      "zones have names such as Europe/Paris");
    }
    constexpr std::size_t most_zones = 1000;
    if (zones_.size() < most_zones) zones_.emplace(key, zone);
    return zone;
}

std::optional<NightTime> RowTimes::needed_time(const CsvRow& row, TableColumn name, const std::optional<Zone>& zone,
                                               const std::optional<NightTime>& before) {
    const CsvField* const field = RowCells(csv_, plan_, row).find(name);
    if (field != nullptr) return time(*field, zone, before);
    csv_.complain(row.front(),
                  fmt::format("this row has no {} of the sleep", name == TableColumn::start ? "beginning" : "end"),
                  "write it, or take the row out of the table");
    return std::nullopt;
}

/// Of a time that came twice when the clocks went back, the first that is not before the one before.
std::optional<NightTime> RowTimes::time(const CsvField& field, const std::optional<Zone>& zone,
                                        const std::optional<NightTime>& before) {
    const auto read = table_moment(field.text, order_);
    if (!read) {
        csv_.complain(field, fmt::format("expected a date and time, got \"{}\"", brief(field.text)),
                      fmt::format("years {} to {} with four digits, hours 0 to 23, minutes 00 to 59, such as "
                                  "2026-03-06 22:30",
                                  first_year, last_year));
        return std::nullopt;
    }
    Moment moment = read->moment;
    if (read->counted && zone) {
        moment = zone->shown_at(std::chrono::sys_seconds{moment.shown.time_since_epoch()});
    } else if (zone && !moment.ahead) {
        moment = settled(*zone, moment.shown, before ? std::optional(before->moment) : std::nullopt);
    }
    counted_in_utc_ = counted_in_utc_ || (read->counted && !zone);
    shown_without_zone_ = shown_without_zone_ || !moment.ahead;
    return NightTime{moment, moment.ahead.has_value()};
}

bool RowTimes::could_be_a_sleep(const CsvRow& row, const NightTime& start, const NightTime& end) {
    constexpr seconds longest_night = std::chrono::days{1};
    const seconds length = elapsed(start.moment, end.moment);
    if (length.count() > 0 && length <= longest_night) return true;
    csv_.leave_out(row.front(), length.count() < 0    ? "ended before it began"
                                : length.count() == 0 ? "without any length"
                                                      : "longer than 24 hours");
    return false;
}

void RowTimes::add_times(const CsvRow& row, const std::optional<Zone>& zone, Night& night) {
    const RowCells cells(csv_, plan_, row);
    const auto optional_time = [&](TableColumn name) -> std::optional<NightTime> {
        const CsvField* const field = cells.find(name);
        return field == nullptr ? std::nullopt : time(*field, zone, night.into_bed);
    };
    night.tried_to_sleep = optional_time(TableColumn::tried_to_sleep);
    night.sleep_onset = optional_time(TableColumn::sleep_onset);
    night.out_of_bed = optional_time(TableColumn::out_of_bed);
}

void RowTimes::check_order(const CsvRow& row, Night& night) {
    const Moment* reached = &night.into_bed.moment;
    const auto in_order = [&](const std::optional<NightTime>& next) {
        if (!next) return true;
        const bool later = elapsed(*reached, next->moment).count() >= 0;
        reached = &next->moment;
        return later;
    };
    if (in_order(night.tried_to_sleep) && in_order(night.sleep_onset) && in_order(night.final_awakening) &&
        in_order(night.out_of_bed)) {
        return;
    }
    csv_.warn(row.front(), "the times of this night are not in order: going to bed, trying to sleep, asleep, awake, up",
              "only its beginning and its end are used");
    night.tried_to_sleep.reset();
    night.sleep_onset.reset();
    night.out_of_bed.reset();
}

}  // namespace sleepcheck
