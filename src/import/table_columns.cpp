#include "import/table_columns.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "diary/fields.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

struct ColumnName {
    std::string_view name;
    TableColumn column;
};

constexpr std::array<ColumnName, 28> column_names{{
    {"date", TableColumn::date},
    {"start", TableColumn::start},
    {"end", TableColumn::end},
    {name_of(Field::tried_to_sleep), TableColumn::tried_to_sleep},
    {name_of(Field::sleep_onset), TableColumn::sleep_onset},
    {name_of(Field::out_of_bed), TableColumn::out_of_bed},
    {name_of(Field::latency), TableColumn::latency},
    {name_of(Field::wake_after_sleep_onset), TableColumn::awake},
    {name_of(Field::awakenings_count), TableColumn::awakenings},
    {name_of(Field::quality), TableColumn::quality},
    {name_of(Field::rested), TableColumn::rested},
    {"nap", TableColumn::nap},
    {name_of(Field::trying_after_final_awakening), TableColumn::trying_after},
    {name_of(Field::alarm), TableColumn::alarm},
    {name_of(Field::day_type), TableColumn::day_type},
    {name_of(Field::planned_bedtime), TableColumn::planned_bedtime},
    {name_of(Field::planned_wake), TableColumn::planned_wake},
    {name_of(Field::caffeine_drinks), TableColumn::caffeine_drinks},
    {name_of(Field::last_caffeine), TableColumn::last_caffeine},
    {name_of(Field::evening_light), TableColumn::evening_light},
    {name_of(Field::magnesium_foods), TableColumn::magnesium_foods},
    {name_of(Field::problem_night), TableColumn::problem_night},
    {name_of(Field::medication), TableColumn::medication},
    {name_of(Field::alcohol_drinks), TableColumn::alcohol_drinks},
    {name_of(Field::nicotine), TableColumn::nicotine},
    {name_of(Field::notes), TableColumn::notes},
    {"source", TableColumn::source},
    {"timezone", TableColumn::timezone},
}};

/// A table that is known by its header, whatever the order of its columns.
struct Preset {
    std::string_view name;
    Modality modality;
    bool ends_out_of_bed;
    std::vector<std::string_view> known_by;
    std::vector<std::pair<TableColumn, std::string_view>> columns;
    std::vector<std::string_view> vendor;
    bool tamed_words = false;
};

/// What `to_csv` writes. The figures that it works out are not read: they are worked out again.
Preset own_export() {
    using enum TableColumn;
    return {"",
            Modality::self_reported,
            false,
            {"main_sleep", "into_bed_local_time", "final_awakening_local_time", "time_in_bed_min"},
            {{main_sleep, "main_sleep"},
             {day_type, name_of(Field::day_type)},
             {alarm, name_of(Field::alarm)},
             {start, "into_bed_local_time"},
             {tried_to_sleep, "tried_to_sleep_local_time"},
             {sleep_onset, "sleep_onset_local_time"},
             {end, "final_awakening_local_time"},
             {out_of_bed, "out_of_bed_local_time"},
             {planned_bedtime, "planned_bedtime_local_time"},
             {planned_wake, "planned_wake_local_time"},
             {trying_after, name_of(Field::trying_after_final_awakening)},
             {latency, "latency_to_sleep_onset_min"},
             {awakenings, "number_of_awakenings"},
             {awake, "wake_after_sleep_onset_min"},
             {quality, "quality_1_to_5"},
             {rested, "rested_1_to_5"},
             {caffeine_drinks, name_of(Field::caffeine_drinks)},
             {last_caffeine, "last_caffeine_local_time"},
             {evening_light, name_of(Field::evening_light)},
             {magnesium_foods, name_of(Field::magnesium_foods)},
             {problem_night, name_of(Field::problem_night)},
             {modality, "modality"},
             {timezone, "timezone"},
             {medication, name_of(Field::medication)},
             {alcohol_drinks, name_of(Field::alcohol_drinks)},
             {nicotine, name_of(Field::nicotine)},
             {notes, name_of(Field::notes)}},
            {},
            true};
}

const std::vector<Preset>& presets() {
    using enum TableColumn;
    static const std::vector<Preset> all{
        own_export(),
        {"Plees Tracker",
         Modality::self_reported,
         false,
         {"sid", "start", "stop", "rating"},
         {{start, "start"}, {end, "stop"}, {stars, "rating"}},
         {"rating"}},
        {"Sleep Cycle",
         Modality::sensed,
         false,
         {"start", "end", "sleep quality"},
         {{start, "start"}, {end, "end"}, {notes, "notes"}, {notes, "sleep notes"}},
         {"sleep quality",
          "time in bed",
          "time in bed (seconds)",
          "time in bed(seconds)",
          "time asleep (seconds)",
          "time before sleep (seconds)",
          "awake (seconds)",
          "dream (seconds)",
          "light (seconds)",
          "deep (seconds)",
          "regularity",
          "mood",
          "wake up",
          "heart rate",
          "heart rate (bpm)",
          "activity (steps)",
          "steps",
          "movements per hour",
          "did snore",
          "snore time",
          "alarm mode"}},
        {"Withings",
         Modality::sensed,
         true,
         {"from", "to", "light (s)", "deep (s)", "awake (s)"},
         {{start, "from"},
          {end, "to"},
          {latency_seconds, "duration to sleep (s)"},
          {light_seconds, "light (s)"},
          {deep_seconds, "deep (s)"},
          {rem_seconds, "rem (s)"},
          {rising_seconds, "duration to wake up (s)"}},
         {"light (s)", "deep (s)", "rem (s)", "awake (s)", "wake up", "duration to sleep (s)",
          "duration to wake up (s)", "snoring (s)", "snoring episodes", "average heart rate", "heart rate (min)",
          "heart rate (max)"}},
    };
    return all;
}

/// As presets have it: small letters, no blanks and no colon around it.
std::string simplified(std::string_view name) {
    name = trimmed(name);
    if (!name.empty() && name.back() == ':') name.remove_suffix(1);
    std::string result(trimmed(name));
    std::transform(result.begin(), result.end(), result.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return result;
}

class Planning {
public:
    Planning(CsvExport& csv, const CsvRow& header) : csv_(csv), header_(header) {}

    std::optional<TablePlan> by_map(const ColumnMap& map) && {
        for (const auto& [ours, theirs] : map.columns) take(ours, theirs);
        for (const TableColumn needed : {TableColumn::start, TableColumn::end}) {
            if (plan_.column(needed) || csv_.has_problems()) continue;
            csv_.complain(
                fmt::format("no column is mapped to \"{}\"", needed == TableColumn::start ? "start" : "end"),
                fmt::format("map both, as in start=COLUMN and end=COLUMN; the columns are {}", all_columns()));
        }
        if (csv_.has_problems()) return std::nullopt;
        warn_of_unused();
        return plan_;
    }

    std::optional<TablePlan> by_preset() && {
        for (const Preset& preset : presets()) {
            const auto is_there = [&](std::string_view name) { return place_of(name).has_value(); };
            if (!std::all_of(preset.known_by.begin(), preset.known_by.end(), is_there)) continue;
            plan_.name = preset.name;
            plan_.modality = preset.modality;
            plan_.ends_out_of_bed = preset.ends_out_of_bed;
            plan_.tamed_words = preset.tamed_words;
            for (const auto& [column, name] : preset.columns) {
                if (const auto place = place_of(name)) plan_.columns[static_cast<std::size_t>(column)] = place;
            }
            for (const std::string_view name : preset.vendor) {
                const auto place = place_of(name);
                if (place) plan_.vendor.emplace_back(trimmed(header_[*place].text), *place);
            }
            return plan_;
        }
        csv_.complain(header_.front(), "no app is known whose table has this header",
                      fmt::format("say which columns hold the beginning and the end of each sleep, as in start=COLUMN "
                                  "and end=COLUMN; the columns are {}",
                                  all_columns()));
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view simple_name) const {
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (simplified(header_[i].text) == simple_name) return i;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const CsvField& field : header_) result.push_back("\"" + brief(trimmed(field.text)) + "\"");
        return result;
    }

    [[nodiscard]] std::string all_columns() const {
        constexpr std::size_t enough = 30;
        std::vector<std::string> shown = names();
        if (shown.size() > enough) {
            shown.resize(enough);
            shown.emplace_back("more");
        }
        return listed(shown);
    }

    void take(const std::string& ours, const std::string& theirs) {
        if (ours == "dates") return take_order(theirs);
        if (ours == "modality") return take_modality(theirs);
        const auto* const known = std::find_if(column_names.begin(), column_names.end(),
                                               [&](const ColumnName& entry) { return entry.name == ours; });
        if (known == column_names.end()) return complain_of_name(ours);
        const auto place = place_of(simplified(theirs));
        if (place) {
            plan_.columns[static_cast<std::size_t>(known->column)] = place;
            return;
        }
        if (known->column == TableColumn::timezone) {
            plan_.zone = find_zone(theirs);
            if (plan_.zone) return;
        }
        const auto meant = nearest("\"" + theirs + "\"", names());
        csv_.complain(
            header_.front(), fmt::format("there is no column \"{}\"", brief(theirs)),
            meant ? fmt::format("did you mean {}?", *meant) : fmt::format("the columns are {}", all_columns()));
    }

    void take_order(const std::string& order) {
        if (order == "day-month-year") {
            plan_.order = DateOrder::day_first;
        } else if (order == "month-day-year") {
            plan_.order = DateOrder::month_first;
        } else {
            csv_.complain(fmt::format("\"{}\" is no order of dates", brief(order)),
                          "dates=day-month-year or dates=month-day-year");
        }
    }

    void take_modality(const std::string& modality) {
        if (modality == "sensed") {
            plan_.modality = Modality::sensed;
        } else if (modality == "self-reported") {
            plan_.modality = Modality::self_reported;
        } else {
            csv_.complain(fmt::format("\"{}\" does not say who wrote the table", brief(modality)),
                          "modality=sensed for a tracker, modality=self-reported for a diary");
        }
    }

    void complain_of_name(const std::string& name) {
        std::vector<std::string> known{"dates", "modality"};
        for (const ColumnName& entry : column_names) known.emplace_back(entry.name);
        const auto meant = nearest(name, known);
        csv_.complain(
            fmt::format("\"{}\" is no name for a column", brief(name)),
            meant ? fmt::format("did you mean \"{}\"?", *meant) : fmt::format("the names are {}", listed(known)));
    }

    void warn_of_unused() {
        std::vector<std::string> unused;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            const auto used = std::find(plan_.columns.begin(), plan_.columns.end(), std::optional(i));
            if (used == plan_.columns.end()) unused.push_back(names()[i]);
        }
        constexpr std::size_t enough = 30;
        if (unused.empty() || unused.size() > enough) return;
        csv_.warn(header_.front(),
                  fmt::format("not read: {} {}", unused.size() == 1 ? "column" : "columns", listed(unused)), {});
    }

    CsvExport& csv_;
    const CsvRow& header_;
    TablePlan plan_;
};

}  // namespace

std::optional<TablePlan> plan_for(CsvExport& csv, const CsvRow& header, const ColumnMap& columns) {
    if (columns.columns.empty()) return Planning(csv, header).by_preset();
    return Planning(csv, header).by_map(columns);
}

}  // namespace sleepcheck
