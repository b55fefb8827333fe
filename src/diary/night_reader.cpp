// A night is read in two goes: first its plain values and its five times as they are written, then, once these have
// found their dates, everything whose date hangs on them.

#include "diary/night_reader.hpp"

#include <fmt/format.h>

#include "diary/time_line.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using json::Member;
using json::Value;

namespace {

constexpr std::array<Field, 3> needed{Field::date, Field::into_bed, Field::final_awakening};

std::vector<std::string> night_keys() {
    return {field_names.begin(), field_names.end()};
}

/// Keys mostly stand in the order of the fields, so the search begins behind the field before.
std::optional<Field> field_of(std::string_view key, std::size_t begin) {
    const auto start = field_names.begin() + begin;
    auto found = std::find(start, field_names.end(), key);
    if (found == field_names.end()) {
        found = std::find(field_names.begin(), start, key);
        if (found == start) return std::nullopt;
    }
    return static_cast<Field>(found - field_names.begin());
}

class NightReader {
public:
    NightReader(LogText& log, const std::optional<Zone>& zone, const LogPart& part)
        : part_(part), values_(log, part), line_(values_, zone), log_(log) {}

    std::optional<ReadNight> read(const Value& value) && {
        if (!value.is(Value::Type::object)) {
            // In a log with a night a line it may belong to a private key of the line before.
            log_.hide(values_.in_log(value.mark));
            values_.be_private(true);
            values_.unexpected(value, "an object for a night", R"(write {"date": ..., "into_bed": ..., ...})");
            return std::nullopt;
        }
        result_.place.mark = values_.in_log({value.mark.offset, 1});
        result_.place.pointer = part_.pointer_to(value);
        for (const Member& member : value.members) {
            if (!log_.enough_problems()) read_member(member);
        }
        const bool complete = has_what_is_needed(value);
        const bool laid_out = complete && line_.lay_out(written_, result_.night);
        read_lists(value);
        return laid_out ? std::optional(std::move(result_)) : std::nullopt;
    }

private:
    void read_member(const Member& member) {
        const auto field = field_of(member.key, next_field_);
        if (!field) return values_.unknown_key(member, night_keys());
        next_field_ = index_of(*field) + 1;
        result_.place.fields[index_of(*field)] = values_.in_log(member.value.mark);
        if (is_private(*field)) values_.hide(member);
        values_.be_private(is_private(*field));
        if (!read_time(*field, member.value) && !read_report(*field, member.value)) read_day(*field, member.value);
        values_.be_private(false);
    }

    bool read_time(Field field, const Value& value) {
        Night& night = result_.night;
        switch (field) {
            case Field::date: written_.date = values_.date(value); return true;
            case Field::into_bed: written_.into_bed = values_.time(value); return true;
            case Field::tried_to_sleep: written_.tried_to_sleep = values_.time(value); return true;
            case Field::planned_bedtime: night.planned_bedtime = values_.clock(value); return true;
            case Field::sleep_onset: written_.sleep_onset = values_.time(value); return true;
            case Field::final_awakening: written_.final_awakening = values_.time(value); return true;
            case Field::planned_wake: night.planned_wake = values_.clock(value); return true;
            case Field::out_of_bed: written_.out_of_bed = values_.time(value); return true;
            case Field::last_caffeine: night.last_caffeine = values_.clock(value); return true;
            default: return false;
        }
    }

    bool read_report(Field field, const Value& value) {
        constexpr int most_awakenings = 500;
        constexpr int best = 5;
        Night& night = result_.night;
        switch (field) {
            case Field::is_main_sleep: night.is_main_sleep = values_.truth(value); return true;
            case Field::latency: night.latency_to_sleep_onset = values_.minutes(value); return true;
            case Field::awakenings_count:
                night.number_of_awakenings = values_.whole_number(value, 0, most_awakenings);
                return true;
            case Field::wake_after_sleep_onset: night.wake_after_sleep_onset = values_.minutes(value); return true;
            case Field::trying_after_final_awakening:
                night.trying_to_sleep_after_final_awakening = values_.minutes(value);
                return true;
            case Field::alarm: night.alarm = values_.truth(value); return true;
            case Field::day_type: night.day_type = values_.word<DayType>(value, day_type_words); return true;
            case Field::quality: night.quality = values_.whole_number(value, 1, best); return true;
            case Field::rested: night.rested = values_.whole_number(value, 1, best); return true;
            default: return false;
        }
    }

    void read_day(Field field, const Value& value) {
        constexpr double most_drinks = 100;
        constexpr int most_helpings = 100;
        Night& night = result_.night;
        switch (field) {
            case Field::medication: night.medication = values_.text(value); break;
            case Field::alcohol_drinks: night.alcohol_drinks = values_.number(value, 0, most_drinks); break;
            case Field::caffeine_drinks: night.caffeine_drinks = values_.number(value, 0, most_drinks); break;
            case Field::nicotine: night.nicotine = values_.word<Nicotine>(value, nicotine_words); break;
            case Field::evening_light: night.evening_light = values_.minutes(value); break;
            case Field::magnesium_foods: night.magnesium_foods = values_.whole_number(value, 0, most_helpings); break;
            case Field::problem_night: night.problem_night = values_.truth(value); break;
            case Field::notes: night.notes = values_.text(value); break;
            default: break;  // the lists, for which it is too early
        }
    }

    bool has_what_is_needed(const Value& night) {
        for (const Field field : needed) {
            const Value* value = night.find(name_of(field));
            if (value != nullptr && !value->is(Value::Type::null)) continue;
            values_.complain({night.mark.offset, 1}, night, fmt::format("\"{}\" is missing", name_of(field)),
                             "a night needs \"date\", \"into_bed\" and \"final_awakening\"");
        }
        return written_.date && written_.into_bed && written_.final_awakening;
    }

    void read_lists(const Value& night) {
        if (const Value* list = list_in(night, Field::awakenings)) read_awakenings(*list);
        if (const Value* list = list_in(night, Field::naps)) read_naps(*list);
        if (const Value* list = list_in(night, Field::segments)) read_segments(*list);
        if (const Value* vendor = night.find(name_of(Field::vendor))) read_vendor(*vendor);
    }

    const Value* list_in(const Value& night, Field field) {
        const Value* list = night.find(name_of(field));
        if (list == nullptr || list->is(Value::Type::null)) return nullptr;
        if (list->is(Value::Type::list)) return list;
        values_.unexpected(*list, "a list", fmt::format("write \"{}\": [...]", name_of(field)));
        return nullptr;
    }

    /// False when this is no object; unknown keys of it are reported.
    bool is_entry(const Value& value, const std::vector<std::string>& keys) {
        if (!value.is(Value::Type::object)) {
            values_.unexpected(value, "an object", fmt::format("with the keys {}", listed(keys)));
            return false;
        }
        for (const Member& member : value.members) {
            if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) values_.unknown_key(member, keys);
        }
        return true;
    }

    template <typename Read>
    static auto member(const Value& entry, std::string_view key, const Read& read) -> decltype(read(entry)) {
        const Value* value = entry.find(key);
        return value == nullptr ? std::nullopt : read(*value);
    }

    void read_awakenings(const Value& list) {
        auto& awakenings = result_.night.awakenings.emplace();
        for (const Value& entry : list.items) {
            if (log_.enough_problems() || !is_entry(entry, {"at", "minutes", "left_bed"})) continue;
            Awakening awakening;
            awakening.lasted = member(entry, "minutes", [&](const Value& value) { return values_.minutes(value); });
            awakening.left_bed = member(entry, "left_bed", [&](const Value& value) { return values_.truth(value); });
            const auto at = member(entry, "at", [&](const Value& value) { return values_.time(value); });
            if (at) awakening.at = line_.after(result_.night.into_bed.moment.shown, *at);
            awakenings.push_back(awakening);
        }
    }

    void read_naps(const Value& list) {
        auto& naps = result_.night.naps.emplace();
        for (const Value& entry : list.items) {
            if (log_.enough_problems() || !is_entry(entry, {"start", "minutes"})) continue;
            Nap nap;
            nap.lasted = member(entry, "minutes", [&](const Value& value) { return values_.minutes(value); });
            const auto start = member(entry, "start", [&](const Value& value) { return values_.time(value); });
            if (start) nap.start = line_.before(result_.night.into_bed.moment.shown, *start);
            naps.push_back(nap);
        }
    }

    void read_segments(const Value& list) {
        auto reached = result_.night.into_bed.moment;
        for (const Value& entry : list.items) {
            if (log_.enough_problems() || !is_entry(entry, {"start", "end", "state", "stage"})) continue;
            const auto start = member(entry, "start", [&](const Value& value) { return values_.time(value); });
            const auto end = member(entry, "end", [&](const Value& value) { return values_.time(value); });
            const auto state = member(entry, "state",
                                      [&](const Value& value) { return values_.word<SleepState>(value, state_words); });
            const auto stage =
                member(entry, "stage", [&](const Value& value) { return values_.word<Stage>(value, stage_words); });
            if (!start || !end || !state) {
                values_.complain({entry.mark.offset, 1}, entry, "a segment without all it needs",
                                 "it has \"start\", \"end\" and \"state\"");
                continue;
            }
            Segment segment{line_.after(reached.shown, *start), {}, *state, stage};
            segment.end = line_.after(segment.start.moment.shown, *end);
            if (elapsed(reached, segment.start.moment).count() < 0 ||
                elapsed(segment.start.moment, segment.end.moment).count() <= 0) {
                values_.complain({entry.mark.offset, 1}, entry, "this segment begins before the one before ends",
                                 "segments stand in order, from going to bed on, and end after they begin");
            }
            reached = segment.end.moment;
            result_.night.segments.push_back(segment);
        }
    }

    void read_vendor(const Value& vendor) {
        if (vendor.is(Value::Type::null)) return;
        if (!vendor.is(Value::Type::object)) {
            values_.unexpected(vendor, "an object of the maker's own figures");
            return;
        }
        for (const Member& member : vendor.members) {
            const Value& value = member.value;
            if (value.is(Value::Type::null)) continue;
            if (value.is(Value::Type::boolean)) {
                result_.night.vendor.push_back({member.key, value.boolean});
            } else if (value.is(Value::Type::text)) {
                result_.night.vendor.push_back({member.key, value.text});
            } else if (value.is(Value::Type::list) || value.is(Value::Type::object)) {
                values_.unexpected(value, "a number, text, true or false");
            } else {
                result_.night.vendor.push_back({member.key, value.number});
            }
        }
    }

    LogPart part_;
    LogValues values_;
    TimeLine line_;
    LogText& log_;
    WrittenTimes written_;
    ReadNight result_;
    std::size_t next_field_ = 0;  // that is expected
};

}  // namespace

std::optional<ReadNight> read_night(LogText& log, const std::optional<Zone>& zone, const LogPart& part,
                                    const Value& value) {
    return NightReader(log, zone, part).read(value);
}

}  // namespace sleepcheck
