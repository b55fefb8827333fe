#include "import/row_times.hpp"

#include <fmt/format.h>

#include "diary/across_midnight.hpp"
#include "import/local_time.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using std::chrono::seconds;

std::optional<Night> RowTimes::night_of(const CsvRow& row) {
    const auto zone = zone_of(RowCells(csv_, plan_, row));
    auto night = plan_.column(TableColumn::date) ? walked_back(row, zone) : written_out(row, zone);
    if (night) check_order(row, *night);
    return night;
}

std::optional<Zone> RowTimes::zone_of_all() const {
    return zones_.size() == 1 && !row_without_zone_ ? zones_.begin()->second : plan_.zone;
}

void RowTimes::warn_of_zones() {
    if (counted_in_utc_) {
        csv_.warn("the times are instants, and no time zone is named: they are told in UTC",
                  std::string(name_the_zone));
    }
    if (shown_without_zone_) {
        csv_.warn("the times have no time zone: a night in which the clocks were set may be wrong by an hour",
                  std::string(name_the_zone));
    }
}

std::optional<Zone> RowTimes::zone_of(const RowCells& cells) {
    const CsvField* const name = cells.find(TableColumn::timezone);
    if (name == nullptr) {
        row_without_zone_ = true;
        return plan_.zone;
    }
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

/// Each time with its own date.
std::optional<Night> RowTimes::written_out(const CsvRow& row, const std::optional<Zone>& zone) {
    const CsvField* const start_field = needed(row, TableColumn::start);
    const auto start = start_field == nullptr ? std::nullopt : time(*start_field, zone, {});
    const CsvField* const end_field = needed(row, TableColumn::end);
    const auto end = end_field == nullptr ? std::nullopt : time(*end_field, zone, start);
    if (!start || !end || !could_be_a_sleep(row, *start, *end)) return std::nullopt;
    Night night;
    night.into_bed = *start;
    night.final_awakening = *end;
    night.date = std::chrono::floor<std::chrono::days>(end->moment.shown);
    add_times(row, zone, night);
    return night;
}

/// Times of day beside a date, as in a log of our own: the final awakening lies on the date, what comes before it is
/// the last such time, getting up the first. Offsets come afterwards, from going to bed on.
std::optional<Night> RowTimes::walked_back(const CsvRow& row, const std::optional<Zone>& zone) {
    const RowCells cells(csv_, plan_, row);
    const auto morning = date(needed(row, TableColumn::date));
    const auto start = clock(needed(row, TableColumn::start));
    const auto end = clock(needed(row, TableColumn::end));
    const auto tried = clock(cells.find(TableColumn::tried_to_sleep));
    const auto onset = clock(cells.find(TableColumn::sleep_onset));
    const auto rose = clock(cells.find(TableColumn::out_of_bed));
    if (!morning || !start || !end) return std::nullopt;

    const std::chrono::local_seconds woke = *morning + *end;
    const auto fell_asleep = last_at_or_before(woke, onset.value_or(*end));
    const auto lay_down = last_at_or_before(fell_asleep, tried.value_or(time_of_day(fell_asleep)));
    Night night;
    night.date = *morning;
    night.into_bed = placed(row.front(), last_at_or_before(lay_down, *start), zone, {});
    if (tried) night.tried_to_sleep = placed(row.front(), lay_down, zone, night.into_bed);
    if (onset)
        night.sleep_onset =
            placed(row.front(), fell_asleep, zone, night.tried_to_sleep ? night.tried_to_sleep : night.into_bed);
    night.final_awakening = placed(row.front(), woke, zone, night.sleep_onset ? night.sleep_onset : night.into_bed);
    if (rose) night.out_of_bed = placed(row.front(), first_at_or_after(woke, *rose), zone, night.final_awakening);
    if (!could_be_a_sleep(row, night.into_bed, night.final_awakening)) return std::nullopt;
    return night;
}

std::optional<Date> RowTimes::date(const CsvField* field) {
    if (field == nullptr) return std::nullopt;
    const auto read = table_date(field->text, order_);
    if (!read) {
        csv_.complain(*field, fmt::format("expected a date, got \"{}\"", brief(field->text)),
                      fmt::format("years {} to {} with four digits, such as 2026-03-06; it is the morning of waking",
                                  first_year, last_year));
    }
    return read;
}

std::optional<seconds> RowTimes::clock(const CsvField* field) {
    if (field == nullptr) return std::nullopt;
    const auto read = table_clock(field->text);
    if (!read) {
        csv_.complain(*field, fmt::format("expected a time of day, got \"{}\"", brief(field->text)),
                      "hours 0 to 23, minutes 00 to 59, such as 22:30 or 10:30 pm; the date has a column of its own");
    }
    return read;
}

/// Of a time that came twice when the clocks went back, the first that is not before the one before.
NightTime RowTimes::placed(const CsvField& field, std::chrono::local_seconds shown, const std::optional<Zone>& zone,
                           const std::optional<NightTime>& before) {
    shown_without_zone_ = shown_without_zone_ || !zone;
    if (!zone) return {{shown, std::nullopt}, false};
    const Moment moment = settled(*zone, shown, before ? std::optional(before->moment) : std::nullopt);
    if (const auto doubt = doubt_about(*zone, moment)) csv_.warn(field, doubt->what, doubt->cure);
    return {moment, true};
}

const CsvField* RowTimes::needed(const CsvRow& row, TableColumn name) {
    const CsvField* const field = RowCells(csv_, plan_, row).find(name);
    if (field != nullptr) return field;
    const std::string_view what = name == TableColumn::date    ? "date"
                                  : name == TableColumn::start ? "beginning of the sleep"
                                                               : "end of the sleep";
    csv_.complain(row.front(), fmt::format("this row has no {}", what), "write it, or take the row out of the table");
    return nullptr;
}

std::optional<NightTime> RowTimes::time(const CsvField& field, const std::optional<Zone>& zone,
                                        const std::optional<NightTime>& before) {
    const auto read = table_moment(field.text, order_);
    if (!read) {
        csv_.complain(field, fmt::format("expected a date and time, got \"{}\"", brief(field.text)),
                      table_clock(field.text)
                          ? "map the column of the date, too: date=COLUMN, the morning of waking"
                          : fmt::format("years {} to {} with four digits, hours 0 to 23, minutes 00 to 59, such as "
                                        "2026-03-06 22:30",
                                        first_year, last_year));
        return std::nullopt;
    }
    counted_in_utc_ = counted_in_utc_ || (read->counted && !zone);
    if (read->counted && zone) {
        const std::chrono::sys_seconds instant{read->moment.shown.time_since_epoch()};
        return NightTime{zone->shown_at(instant), true};
    }
    if (read->moment.ahead) return NightTime{read->moment, true};
    return placed(field, read->moment.shown, zone, before);
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
