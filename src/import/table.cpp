// A table with one sleep a row, of any app.

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "import/csv.hpp"
#include "import/date_order.hpp"
#include "import/local_time.hpp"
#include "import/sleepmeter.hpp"
#include "import/table_columns.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using std::chrono::seconds;

constexpr seconds longest_night = std::chrono::days{1};
constexpr std::size_t longest_text = 200;

class Rows {
public:
    Rows(CsvExport& csv, const TablePlan& plan, DateOrder order) : csv_(csv), plan_(plan), order_(order) {
        csv_.set_name(plan.name);
        csv_.set_modality(plan.modality);
        csv_.set_zone(plan.zone);
    }

    void take(const CsvRow& row) {
        if (std::all_of(row.begin(), row.end(), [](const CsvField& field) { return trimmed(field.text).empty(); }))
            return;
        const auto zone = zone_of(row);
        const auto start = needed_time(row, TableColumn::start, zone, {});
        const auto end = needed_time(row, TableColumn::end, zone, start);
        if (!start || !end) return;
        const seconds length = elapsed(start->moment, end->moment);
        if (length.count() < 0) return csv_.leave_out(row.front(), "ended before it began");
        if (length.count() == 0) return csv_.leave_out(row.front(), "without any length");
        if (length > longest_night) return csv_.leave_out(row.front(), "longer than 24 hours");
        Night night;
        night.into_bed = *start;
        night.final_awakening = *end;
        night.date = std::chrono::floor<std::chrono::days>(end->moment.shown);
        add_times(row, zone, night);
        add_figures(row, night);
        if (plan_.ends_out_of_bed) place_sleep(row, length, night);
        add_words(row, night);
        const CsvField* const source = cell(row, TableColumn::source);
        csv_.add(std::move(night), source == nullptr ? "" : std::string(trimmed(source->text).substr(0, longest_text)));
    }

    void warn_of_zones() {
        if (counted_in_utc_) {
            csv_.warn("the times are instants, and no time zone is named: they are told in UTC",
                      "name the zone in which you slept, as in timezone=Europe/Paris");
        }
        if (shown_without_zone_) {
            csv_.warn("the times have no time zone: a night in which the clocks were set may be wrong by an hour",
                      "name the zone in which you slept, as in timezone=Europe/Paris");
        }
    }

private:
    /// Null when the table has no such column, the row is too short, or nothing is written there.
    [[nodiscard]] const CsvField* cell(const CsvRow& row, TableColumn name) const {
        const auto column = plan_.column(name);
        if (!column || *column >= row.size() || trimmed(row[*column].text).empty()) return nullptr;
        return &row[*column];
    }

    std::optional<Zone> zone_of(const CsvRow& row) {
        const CsvField* const name = cell(row, TableColumn::timezone);
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

    std::optional<NightTime> needed_time(const CsvRow& row, TableColumn name, const std::optional<Zone>& zone,
                                         const std::optional<NightTime>& before) {
        const CsvField* const field = cell(row, name);
        if (field != nullptr) return time(*field, zone, before);
        csv_.complain(row.front(),
                      fmt::format("this row has no {} of the sleep", name == TableColumn::start ? "beginning" : "end"),
                      "write it, or take the row out of the table");
        return std::nullopt;
    }

    /// Of a time that came twice when the clocks went back, the first that is not before the one before.
    std::optional<NightTime> time(const CsvField& field, const std::optional<Zone>& zone,
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

    void add_times(const CsvRow& row, const std::optional<Zone>& zone, Night& night) {
        const auto optional_time = [&](TableColumn name) -> std::optional<NightTime> {
            const CsvField* const field = cell(row, name);
            return field == nullptr ? std::nullopt : time(*field, zone, night.into_bed);
        };
        night.tried_to_sleep = optional_time(TableColumn::tried_to_sleep);
        night.sleep_onset = optional_time(TableColumn::sleep_onset);
        night.out_of_bed = optional_time(TableColumn::out_of_bed);
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
        csv_.warn(row.front(),
                  "the times of this night are not in order: going to bed, trying to sleep, asleep, awake, up",
                  "only its beginning and its end are used");
        night.tried_to_sleep.reset();
        night.sleep_onset.reset();
        night.out_of_bed.reset();
    }

    std::optional<double> number(const CsvRow& row, TableColumn name, double least, double most, bool whole = false) {
        const CsvField* const field = cell(row, name);
        if (field == nullptr) return std::nullopt;
        const auto number = number_in(field->text);
        if (number && *number >= least && *number <= most && (!whole || std::floor(*number) == *number)) return number;
        csv_.complain(*field,
                      fmt::format("expected a {}number from {} to {}, got \"{}\"", whole ? "whole " : "", least, most,
                                  brief(field->text)),
                      "leave the field empty if it is not known");
        return std::nullopt;
    }

    void add_figures(const CsvRow& row, Night& night) {
        constexpr double minutes_of_a_day = 1440;
        constexpr double many = 1000;
        const auto whole = [&](TableColumn name, double least, double most) -> std::optional<int> {
            const auto read = number(row, name, least, most, true);
            return read ? std::optional(static_cast<int>(*read)) : std::nullopt;
        };
        const auto minutes = [&](TableColumn name) -> std::optional<Minutes> {
            const auto read = number(row, name, 0, minutes_of_a_day);
            return read ? std::optional(Minutes{*read}) : std::nullopt;
        };
        night.latency_to_sleep_onset = minutes(TableColumn::latency);
        night.wake_after_sleep_onset = minutes(TableColumn::awake);
        night.number_of_awakenings = whole(TableColumn::awakenings, 0, many);
        night.quality = whole(TableColumn::quality, 1, 5);
        night.rested = whole(TableColumn::rested, 1, 5);
        const auto stars = number(row, TableColumn::stars, 0, 5);
        if (stars && *stars > 0) night.quality = std::max(1, static_cast<int>(std::floor(*stars + 0.5)));
    }

    /// Of a record from going to bed to getting up that says how long falling asleep and getting up took. What is
    /// neither of them nor sleep was time awake in between: so do the makers reckon, too (their minutes awake leave out
    /// a part). A latency of 0 is not known, and neither is when it was awake then.
    void place_sleep(const CsvRow& row, seconds length, Night& night) {
        const auto seconds_of = [&](TableColumn name) -> std::optional<seconds> {
            const auto read = number(row, name, 0, static_cast<double>(longest_night.count()));
            return read ? std::optional(std::chrono::round<seconds>(std::chrono::duration<double>{*read}))
                        : std::nullopt;
        };
        const auto latency = seconds_of(TableColumn::latency_seconds);
        const auto rising = seconds_of(TableColumn::rising_seconds);
        const auto light = seconds_of(TableColumn::light_seconds);
        const auto deep = seconds_of(TableColumn::deep_seconds);
        const auto rem = seconds_of(TableColumn::rem_seconds);
        if (latency.value_or(seconds{0}) + rising.value_or(seconds{0}) >= length) {
            csv_.warn(row.front(), "falling asleep and getting up took longer than the night",
                      "when sleep began and ended is taken as unknown");
            return;
        }
        if (rising) {
            night.out_of_bed = night.final_awakening;
            night.final_awakening.moment.shown -= *rising;
            night.date = std::chrono::floor<std::chrono::days>(night.final_awakening.moment.shown);
        }
        if (!latency || latency->count() == 0) return;
        night.latency_to_sleep_onset = Minutes{*latency};
        night.sleep_onset = night.into_bed;
        night.sleep_onset->moment.shown += *latency;
        if (!rising || !light || !deep) return;
        const seconds awake = length - *latency - *rising - *light - *deep - rem.value_or(seconds{0});
        if (awake.count() >= 0) night.wake_after_sleep_onset = Minutes{awake};
    }

    void add_words(const CsvRow& row, Night& night) {
        if (const CsvField* const notes = cell(row, TableColumn::notes))
            night.notes = std::string(trimmed(notes->text));
        if (const CsvField* const nap = cell(row, TableColumn::nap)) {
            static const std::map<std::string_view, bool> words{{"1", true},  {"true", true},   {"yes", true},
                                                                {"0", false}, {"false", false}, {"no", false}};
            const auto word = words.find(trimmed(nap->text));
            if (word != words.end()) {
                night.is_main_sleep = !word->second;
            } else {
                csv_.complain(*nap, fmt::format("expected yes or no, got \"{}\"", brief(nap->text)),
                              "yes, true and 1 say that it was a nap; no, false and 0 that it was not");
            }
        }
        for (const auto& [name, column] : plan_.vendor) {
            if (column >= row.size()) continue;
            const std::string_view text = trimmed(row[column].text);
            if (const auto figure = number_in(text)) {
                night.vendor.push_back({name, *figure});
            } else if (!text.empty() && text.size() <= longest_text) {
                night.vendor.push_back({name, std::string(text)});
            }
        }
    }

    CsvExport& csv_;
    const TablePlan& plan_;
    DateOrder order_;
    std::map<std::string, std::optional<Zone>> zones_;
    bool counted_in_utc_ = false;
    bool shown_without_zone_ = false;
};

/// Twice over the text, so that no row is kept: first the order of the dates, then the sleeps.
void read_table(CsvExport& csv, const ColumnMap& columns, const std::optional<Zone>& zone) {
    const char separator = separator_of(csv.text());
    CsvReader first(csv.text(), separator);
    const auto header = first.next();
    if (!header) return csv.check(first);
    auto plan = plan_for(csv, *header, columns);
    if (!plan) return;
    if (!plan->zone) plan->zone = zone;
    OrderOfDates orders(*plan);
    while (const auto row = first.next()) orders.look_at(*row);
    csv.check(first);
    const auto order = plan->order ? plan->order : orders.settled();
    if (!order) return orders.complain(csv);
    CsvReader again(csv.text(), separator);
    again.next();
    Rows rows(csv, *plan, *order);
    while (const auto row = again.next()) {
        if (csv.enough_problems()) return;
        rows.take(*row);
    }
    rows.warn_of_zones();
}

bool is_sleepmeter(std::string_view text) {
    if (text.substr(0, sleepmeter_header.size()) == sleepmeter_header) return true;
    return text.find("\n" + std::string(sleepmeter_header)) != std::string_view::npos;
}

}  // namespace

ReadExport read_csv(std::string_view text, const std::string& file, const ColumnMap& columns,
                    const std::optional<Zone>& zone) {
    CsvExport csv(text, file, "");
    if (columns.columns.empty() && is_sleepmeter(csv.text())) {
        read_sleepmeter(csv);
    } else if (!csv.has_problems()) {
        read_table(csv, columns, zone);
    }
    return std::move(csv).finish();
}

}  // namespace sleepcheck
