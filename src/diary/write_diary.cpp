// The log as text, key by key in the order of `Field`.

#include <algorithm>
#include <cmath>

#include "diary/fields.hpp"
#include "json_writer.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

namespace {

void put(JsonWriter& json, std::string_view key, bool truth) {
    json.put(key, truth);
}
void put(JsonWriter& json, std::string_view key, int number) {
    json.put(key, number);
}
/// 20, not 20.0.
void put(JsonWriter& json, std::string_view key, double number) {
    constexpr double largest_exact = 9007199254740992.0;
    if (number == std::floor(number) && std::abs(number) < largest_exact) {
        json.put(key, static_cast<std::int64_t>(number));
    } else {
        json.put(key, number);
    }
}
void put(JsonWriter& json, std::string_view key, const std::string& text) {
    json.put(key, text);
}
void put(JsonWriter& json, std::string_view key, Minutes minutes) {
    put(json, key, minutes.count());
}
void put(JsonWriter& json, std::string_view key, std::chrono::seconds clock) {
    json.put(key, written_time(clock));
}
void put(JsonWriter& json, std::string_view key, const NightTime& time) {
    json.put(key, time.dated ? to_string(time.moment) : written_time(time_of_day(time.moment.shown)));
}

template <typename Words, typename Enumeration>
std::string_view word(const Words& words, Enumeration value) {
    return words[static_cast<std::size_t>(value)];
}
void put(JsonWriter& json, std::string_view key, DayType type) {
    json.put(key, word(day_type_words, type));
}
void put(JsonWriter& json, std::string_view key, Nicotine use) {
    json.put(key, word(nicotine_words, use));
}

template <typename Entry>
void put(JsonWriter& json, std::string_view key, const std::vector<Entry>& entries);

template <typename Value>
void put(JsonWriter& json, std::string_view key, const std::optional<Value>& value) {
    if (value) put(json, key, *value);
}

void put_entry(JsonWriter& json, const Awakening& awakening) {
    put(json, "at", awakening.at);
    put(json, "minutes", awakening.lasted);
    put(json, "left_bed", awakening.left_bed);
}

void put_entry(JsonWriter& json, const Nap& nap) {
    put(json, "start", nap.start);
    put(json, "minutes", nap.lasted);
}

void put_entry(JsonWriter& json, const Segment& segment) {
    put(json, "start", segment.start);
    put(json, "end", segment.end);
    json.put("state", word(state_words, segment.state));
    if (segment.stage) json.put("stage", word(stage_words, *segment.stage));
}

template <typename Entry>
void put(JsonWriter& json, std::string_view key, const std::vector<Entry>& entries) {
    json.begin_list(key);
    for (const Entry& entry : entries) {
        json.begin_object();
        put_entry(json, entry);
        json.end();
    }
    json.end();
}

/// Where a maker says one thing twice, it stands in the place of the first and counts as the last says.
void put(JsonWriter& json, std::string_view key, const std::vector<VendorValue>& values) {
    json.begin_object(key);
    for (auto value = values.begin(); value != values.end(); ++value) {
        const auto same = [&](const VendorValue& other) { return other.name == value->name; };
        if (std::any_of(values.begin(), value, same)) continue;
        const auto last = std::find_if(values.rbegin(), values.rend(), same);
        std::visit([&](const auto& held) { put(json, value->name, held); }, last->value);
    }
    json.end();
}

void put_reports(JsonWriter& json, const Night& night) {
    const auto write = [&](Field field, const auto& value) { put(json, name_of(field), value); };
    write(Field::is_main_sleep, night.is_main_sleep);
    write(Field::into_bed, night.into_bed);
    write(Field::tried_to_sleep, night.tried_to_sleep);
    write(Field::planned_bedtime, night.planned_bedtime);
    write(Field::latency, night.latency_to_sleep_onset);
    write(Field::sleep_onset, night.sleep_onset);
    write(Field::awakenings_count, night.number_of_awakenings);
    write(Field::wake_after_sleep_onset, night.wake_after_sleep_onset);
    write(Field::awakenings, night.awakenings);
    write(Field::final_awakening, night.final_awakening);
    write(Field::planned_wake, night.planned_wake);
    write(Field::trying_after_final_awakening, night.trying_to_sleep_after_final_awakening);
    write(Field::out_of_bed, night.out_of_bed);
    write(Field::alarm, night.alarm);
    write(Field::day_type, night.day_type);
    write(Field::quality, night.quality);
    write(Field::rested, night.rested);
}

void put_day(JsonWriter& json, const Night& night) {
    const auto write = [&](Field field, const auto& value) { put(json, name_of(field), value); };
    write(Field::naps, night.naps);
    write(Field::medication, night.medication);
    write(Field::alcohol_drinks, night.alcohol_drinks);
    write(Field::caffeine_drinks, night.caffeine_drinks);
    write(Field::last_caffeine, night.last_caffeine);
    write(Field::nicotine, night.nicotine);
    write(Field::evening_light, night.evening_light);
    write(Field::magnesium_foods, night.magnesium_foods);
    write(Field::problem_night, night.problem_night);
    write(Field::notes, night.notes);
    if (!night.segments.empty()) write(Field::segments, night.segments);
    if (!night.vendor.empty()) write(Field::vendor, night.vendor);
}

void put_source(JsonWriter& json, const Diary& diary) {
    if (!diary.modality && diary.name.empty()) return;
    json.begin_object("source");
    if (diary.modality) json.put("modality", word(modality_words, *diary.modality));
    if (!diary.name.empty()) json.put("name", diary.name);
    json.end();
}

}  // namespace

std::string to_json(const Diary& diary) {
    JsonWriter json;
    json.begin_object();
    json.put("format", log_format);
    if (diary.zone) json.put("timezone", diary.zone->name());
    put_source(json, diary);
    json.begin_list("nights");
    for (const Night& night : diary.nights) {
        json.begin_object();
        json.put(name_of(Field::date), to_string(night.date));
        put_reports(json, night);
        put_day(json, night);
        json.end();
    }
    json.end();
    json.end();
    return std::move(json).take() + "\n";
}

}  // namespace sleepcheck
