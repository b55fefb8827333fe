// A table with one sleep a row, of any app.

#include <algorithm>
#include <cmath>

#include "import/csv.hpp"
#include "import/date_order.hpp"
#include "import/row_times.hpp"
#include "import/sleepmeter.hpp"

namespace sleepcheck {

namespace {

using std::chrono::seconds;

/// What one row says beside its times.
class Row {
public:
    Row(CsvExport& csv, const TablePlan& plan, const CsvRow& row)
        : csv_(csv), plan_(plan), row_(row), cells_(csv, plan, row) {}

    void tell(Night& night) {
        add_figures(night);
        add_day(night);
        if (plan_.ends_out_of_bed) place_sleep(night);
        add_words(night);
        keep_vendor(night);
    }

    bool is_sensed() { return cells_.word(TableColumn::modality, {"self-reported", "sensed"}) == 1; }

    [[nodiscard]] std::string source() const {
        const auto source = cells_.text(TableColumn::source);
        return source ? source->substr(0, longest_text) : "";
    }

private:
    void add_figures(Night& night) {
        constexpr int most_awakenings = 500;  // as in a log
        constexpr int best = 5;
        night.latency_to_sleep_onset = cells_.minutes(TableColumn::latency);
        night.wake_after_sleep_onset = cells_.minutes(TableColumn::awake);
        night.number_of_awakenings = cells_.whole_number(TableColumn::awakenings, 0, most_awakenings);
        night.quality = cells_.whole_number(TableColumn::quality, 1, best);
        night.rested = cells_.whole_number(TableColumn::rested, 1, best);
        const auto stars = cells_.number(TableColumn::stars, 0, best);
        if (stars && *stars > 0) night.quality = std::max(1, static_cast<int>(std::floor(*stars + 0.5)));
    }

    void add_day(Night& night) {
        constexpr double most_drinks = 100;  // as in a log, and so are the helpings
        constexpr int most_helpings = 100;
        using enum TableColumn;
        night.alarm = cells_.truth(alarm, "an alarm ended the night");
        if (const auto type = cells_.word(day_type, {"work", "free"})) night.day_type = static_cast<DayType>(*type);
        night.planned_bedtime = cells_.clock(planned_bedtime);
        night.planned_wake = cells_.clock(planned_wake);
        night.trying_to_sleep_after_final_awakening = cells_.minutes(trying_after);
        night.caffeine_drinks = cells_.number(caffeine_drinks, 0, most_drinks);
        night.last_caffeine = cells_.clock(last_caffeine);
        night.evening_light = cells_.minutes(evening_light);
        night.magnesium_foods = cells_.whole_number(magnesium_foods, 0, most_helpings);
        night.problem_night = cells_.truth(problem_night, "it was a bad night");
        night.alcohol_drinks = cells_.number(alcohol_drinks, 0, most_drinks);
        if (const auto use = cells_.word(nicotine, {"none", "day", "evening"})) {
            night.nicotine = static_cast<Nicotine>(*use);
        }
    }

    /// Of a record from going to bed to getting up that says how long falling asleep and getting up took. What is
    /// neither of them nor sleep was time awake in between: so do the makers reckon, too (their minutes awake leave out
    /// a part). A latency of 0 is not known, and neither is when it was awake then.
    void place_sleep(Night& night) {
        const seconds length = elapsed(night.into_bed.moment, night.final_awakening.moment);
        const auto latency = cells_.seconds(TableColumn::latency_seconds);
        const auto rising = cells_.seconds(TableColumn::rising_seconds);
        const auto light = cells_.seconds(TableColumn::light_seconds);
        const auto deep = cells_.seconds(TableColumn::deep_seconds);
        const auto rem = cells_.seconds(TableColumn::rem_seconds);
        if (latency.value_or(seconds{0}) + rising.value_or(seconds{0}) >= length) {
            csv_.warn(row_.front(), "falling asleep and getting up took longer than the night",
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

    void add_words(Night& night) {
        night.medication = words(TableColumn::medication);
        night.notes = words(TableColumn::notes);
        if (const auto main = cells_.truth(TableColumn::main_sleep, "it was the main sleep of its day")) {
            night.is_main_sleep = *main;
        }
        if (const auto nap = cells_.truth(TableColumn::nap, "it was a nap")) night.is_main_sleep = !*nap;
    }

    [[nodiscard]] std::optional<std::string> words(TableColumn name) const {
        auto text = cells_.text(name);
        const bool tamed = plan_.tamed_words && text && text->size() > 1 && text->front() == '\'';
        if (tamed && std::string_view("=+-@ \n").find((*text)[1]) != std::string_view::npos) text->erase(0, 1);
        return text;
    }

    void keep_vendor(Night& night) const {
        for (const auto& [name, column] : plan_.vendor) {
            if (column >= row_.size()) continue;
            const std::string_view text = trimmed(row_[column].text);
            if (const auto figure = number_in(text)) {
                night.vendor.push_back({name, *figure});
            } else if (!text.empty() && text.size() <= longest_text) {
                night.vendor.push_back({name, std::string(text)});
            }
        }
    }

    CsvExport& csv_;
    const TablePlan& plan_;
    const CsvRow& row_;
    RowCells cells_;
};

bool is_blank(const CsvRow& row) {
    return std::all_of(row.begin(), row.end(), [](const CsvField& field) { return trimmed(field.text).empty(); });
}

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
    csv.set_name(plan->name);
    csv.set_modality(plan->modality);
    RowTimes times(csv, *plan, *order);
    while (const auto row = again.next()) {
        if (csv.enough_problems()) return;
        if (is_blank(*row)) continue;
        auto night = times.night_of(*row);
        if (!night) continue;
        Row told(csv, *plan, *row);
        if (told.is_sensed()) csv.set_modality(Modality::sensed);
        told.tell(*night);
        csv.add(std::move(*night), told.source());
    }
    csv.set_zone(times.zone_of_all());
    times.warn_of_zones();
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
