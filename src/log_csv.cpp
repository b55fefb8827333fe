#include "sleepcheck/log_csv.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <tuple>

#include "diary/fields.hpp"
#include "sleepcheck/sleep_metrics.hpp"
#include "sleepcheck/spreadsheet.hpp"

namespace sleepcheck {

namespace {

using std::chrono::seconds;

using Row = std::vector<std::string>;

// ---- Cells ----

std::string cell(const std::optional<double>& number) {
    if (!number) return {};
    constexpr double thousandths = 1000;
    const double rounded = std::round(*number * thousandths) / thousandths;
    return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

std::string cell(const std::optional<int>& number) {
    return number ? fmt::format("{}", *number) : "";
}

std::string cell(const std::optional<bool>& truth) {
    if (!truth) return {};
    return *truth ? "yes" : "no";
}

std::string cell(const std::optional<seconds>& clock) {
    return clock ? written_time(*clock) : "";
}

std::string cell(const std::optional<Minutes>& minutes) {
    return minutes ? cell(std::optional(minutes->count())) : "";
}

/// With a space between date and time, as spreadsheets read it.
std::string cell(const std::optional<Moment>& moment) {
    if (!moment) return {};
    const Date date = std::chrono::floor<std::chrono::days>(moment->shown);
    return fmt::format("{} {}", to_string(date), written_time(time_of_day(moment->shown)));
}

std::string cell(const std::optional<NightTime>& time) {
    return time ? cell(std::optional(time->moment)) : "";
}

std::string cell(const std::optional<std::string>& text) {
    return text ? cell_of_words(*text) : "";
}

std::string_view word(DayType type) {
    return type == DayType::work ? "work" : "free";
}

std::string_view word(Nicotine use) {
    switch (use) {
        case Nicotine::none: return "none";
        case Nicotine::day: return "day";
        case Nicotine::evening: return "evening";
    }
    return {};
}

template <typename Enumeration>
std::string word_cell(const std::optional<Enumeration>& value) {
    return value ? std::string(word(*value)) : "";
}

// ---- Rows ----

std::string column_name(Quantity quantity) {
    const QuantityWords& words = words_for(quantity);
    if (words.unit == "min") return fmt::format("{}_min", words.id);
    if (words.unit == "%") return fmt::format("{}_percent", words.id);
    if (words.unit == "per hour") return fmt::format("{}_per_hour", words.id);
    if (words.unit == "of 5") return fmt::format("{}_1_to_5", words.id);
    return words.unit == "time of day" ? fmt::format("{}_local_time", words.id) : std::string(words.id);
}

Row head(PrivateColumns columns) {
    const auto name = [](Field field) { return std::string(name_of(field)); };
    Row row{name(Field::date),         "main_sleep",
            name(Field::day_type),     name(Field::alarm),
            "into_bed_local_time",     "tried_to_sleep_local_time",
            "sleep_onset_local_time",  "final_awakening_local_time",
            "out_of_bed_local_time",   "planned_bedtime_local_time",
            "planned_wake_local_time", name(Field::trying_after_final_awakening)};
    for (std::size_t i = 0; i < quantity_count; ++i) row.push_back(column_name(static_cast<Quantity>(i)));
    row.insert(row.end(), {name(Field::caffeine_drinks), "last_caffeine_local_time", name(Field::evening_light),
                           name(Field::magnesium_foods), name(Field::problem_night), "modality", "timezone"});
    if (columns == PrivateColumns::shown) {
        row.insert(row.end(),
                   {name(Field::medication), name(Field::alcohol_drinks), name(Field::nicotine), name(Field::notes)});
    }
    return row;
}

Row row_of(const Diary& diary, const Night& night, const NightMetrics& metrics, PrivateColumns columns) {
    Row row{to_string(night.date),
            is_main(night) ? "yes" : "no",
            word_cell(night.day_type),
            cell(night.alarm),
            cell(std::optional(night.into_bed)),
            cell(night.tried_to_sleep),
            cell(metrics.onset),
            cell(std::optional(night.final_awakening)),
            cell(night.out_of_bed),
            cell(night.planned_bedtime),
            cell(night.planned_wake),
            cell(night.trying_to_sleep_after_final_awakening)};
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const auto& value = metrics.measures[i].value;
        const bool clock = static_cast<Quantity>(i) == Quantity::midsleep && value;
        row.push_back(clock ? written_time(std::chrono::round<seconds>(Minutes{*value}) % std::chrono::days{1})
                            : cell(value));
    }
    row.insert(row.end(), {cell(night.caffeine_drinks), cell(night.last_caffeine), cell(night.evening_light),
                           cell(night.magnesium_foods), cell(night.problem_night),
                           is_sensed(diary) ? "sensed" : "self-reported", diary.zone ? diary.zone->name() : ""});
    if (columns == PrivateColumns::shown) {
        row.insert(row.end(),
                   {cell(night.medication), cell(night.alcohol_drinks), word_cell(night.nicotine), cell(night.notes)});
    }
    return row;
}

}  // namespace

std::string to_csv(const Diary& diary, PrivateColumns columns) {
    std::vector<const Night*> nights;
    for (const Night& night : diary.nights) nights.push_back(&night);
    std::stable_sort(nights.begin(), nights.end(), [](const Night* left, const Night* right) {
        return std::tuple(left->date, left->into_bed.moment.shown) <
               std::tuple(right->date, right->into_bed.moment.shown);
    });
    const std::vector<NightMetrics> metrics = night_metrics(diary, nights);
    std::string text;
    add_row(text, head(columns));
    for (std::size_t i = 0; i < nights.size(); ++i) add_row(text, row_of(diary, *nights[i], metrics[i], columns));
    return text;
}

}  // namespace sleepcheck
