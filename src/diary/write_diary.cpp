// The log as text, key by key in the order of `Field`.

#include <cmath>
#include <nlohmann/json.hpp>

#include "diary/fields.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;

/// 20, not 20.0.
Json written(double number) {
    constexpr double largest_exact = 9007199254740992.0;
    if (number == std::floor(number) && std::abs(number) < largest_exact) return static_cast<std::int64_t>(number);
    return number;
}
Json written(int number) {
    return number;
}
Json written(bool truth) {
    return truth;
}
Json written(const std::string& text) {
    return text;
}
Json written(Minutes minutes) {
    return written(minutes.count());
}
Json written(std::chrono::seconds clock) {
    return written_time(clock);
}
Json written(const NightTime& time) {
    return time.dated ? to_string(time.moment) : written_time(time_of_day(time.moment.shown));
}

template <typename Words, typename Enumeration>
std::string word(const Words& words, Enumeration value) {
    return std::string(words[static_cast<std::size_t>(value)]);
}
Json written(DayType type) {
    return word(day_type_words, type);
}
Json written(Nicotine use) {
    return word(nicotine_words, use);
}

Json written(const std::vector<Awakening>& awakenings);
Json written(const std::vector<Nap>& naps);
Json written(const std::vector<Segment>& segments);
Json written(const std::vector<VendorValue>& values);

template <typename Value>
void add(Json& object, std::string_view key, const std::optional<Value>& value) {
    if (value) object[std::string(key)] = written(*value);
}

Json written(const std::vector<Awakening>& awakenings) {
    Json list = Json::array();
    for (const Awakening& awakening : awakenings) {
        Json entry = Json::object();
        add(entry, "at", awakening.at);
        add(entry, "minutes", awakening.lasted);
        add(entry, "left_bed", awakening.left_bed);
        list.push_back(std::move(entry));
    }
    return list;
}

Json written(const std::vector<Nap>& naps) {
    Json list = Json::array();
    for (const Nap& nap : naps) {
        Json entry = Json::object();
        add(entry, "start", nap.start);
        add(entry, "minutes", nap.lasted);
        list.push_back(std::move(entry));
    }
    return list;
}

Json written(const std::vector<Segment>& segments) {
    Json list = Json::array();
    for (const Segment& segment : segments) {
        Json entry = Json::object();
        entry["start"] = written(segment.start);
        entry["end"] = written(segment.end);
        entry["state"] = word(state_words, segment.state);
        if (segment.stage) entry["stage"] = word(stage_words, *segment.stage);
        list.push_back(std::move(entry));
    }
    return list;
}

Json written(const std::vector<VendorValue>& values) {
    Json object = Json::object();
    for (const VendorValue& value : values) {
        object[value.name] = std::visit([](const auto& held) { return written(held); }, value.value);
    }
    return object;
}

void add_reports(Json& object, const Night& night) {
    const auto put = [&](Field field, const auto& value) { add(object, name_of(field), value); };
    put(Field::is_main_sleep, night.is_main_sleep);
    put(Field::into_bed, std::optional(night.into_bed));
    put(Field::tried_to_sleep, night.tried_to_sleep);
    put(Field::planned_bedtime, night.planned_bedtime);
    put(Field::latency, night.latency_to_sleep_onset);
    put(Field::sleep_onset, night.sleep_onset);
    put(Field::awakenings_count, night.number_of_awakenings);
    put(Field::wake_after_sleep_onset, night.wake_after_sleep_onset);
    put(Field::awakenings, night.awakenings);
    put(Field::final_awakening, std::optional(night.final_awakening));
    put(Field::planned_wake, night.planned_wake);
    put(Field::trying_after_final_awakening, night.trying_to_sleep_after_final_awakening);
    put(Field::out_of_bed, night.out_of_bed);
    put(Field::alarm, night.alarm);
    put(Field::day_type, night.day_type);
    put(Field::quality, night.quality);
    put(Field::rested, night.rested);
}

void add_day(Json& object, const Night& night) {
    const auto put = [&](Field field, const auto& value) { add(object, name_of(field), value); };
    put(Field::naps, night.naps);
    put(Field::medication, night.medication);
    put(Field::alcohol_drinks, night.alcohol_drinks);
    put(Field::caffeine_drinks, night.caffeine_drinks);
    put(Field::last_caffeine, night.last_caffeine);
    put(Field::nicotine, night.nicotine);
    put(Field::evening_light, night.evening_light);
    put(Field::magnesium_foods, night.magnesium_foods);
    put(Field::problem_night, night.problem_night);
    put(Field::notes, night.notes);
    if (!night.segments.empty()) put(Field::segments, std::optional(night.segments));
    if (!night.vendor.empty()) put(Field::vendor, std::optional(night.vendor));
}

Json written(const Night& night) {
    Json object = Json::object();
    object[std::string(name_of(Field::date))] = to_string(night.date);
    add_reports(object, night);
    add_day(object, night);
    return object;
}

}  // namespace

std::string to_json(const Diary& diary) {
    Json log = Json::object();
    log["format"] = log_format;
    if (diary.zone) log["timezone"] = diary.zone->name();
    Json source = Json::object();
    if (diary.modality) source["modality"] = word(modality_words, *diary.modality);
    if (!diary.name.empty()) source["name"] = diary.name;
    if (!source.empty()) log["source"] = std::move(source);
    log["nights"] = Json::array();
    for (const Night& night : diary.nights) log["nights"].push_back(written(night));
    return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sleepcheck
