// Fitbit has told sleep in three ways. Since 2017 as stages: `levels.data` are stretches of light, deep, rem and wake
// that cover the record, and `levels.shortData` are waking spells below three minutes, which lie upon them. Before
// that, and for short sleeps today, as "classic": asleep, restless and awake; its own `minutesAwake` are restless and
// awake together. And at first minute by minute, `minuteData`: 1, 2, 3 for the same. All times are local, without a
// zone.

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "import/export_json.hpp"
#include "import/fitbit_clock.hpp"
#include "import/local_time.hpp"
#include "import/stretches.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using json::Value;
using std::chrono::seconds;

namespace {

constexpr seconds one_hour = std::chrono::hours{1};
constexpr seconds one_minute = std::chrono::minutes{1};

struct Level {
    std::string_view name;
    SleepState state;
    std::optional<Stage> stage;
};
constexpr std::array<Level, 11> levels{{
    {"light", SleepState::asleep, Stage::light},
    {"deep", SleepState::asleep, Stage::deep},
    {"rem", SleepState::asleep, Stage::rem},
    {"wake", SleepState::awake, std::nullopt},
    {"asleep", SleepState::asleep, std::nullopt},
    {"restless", SleepState::awake, std::nullopt},
    {"awake", SleepState::awake, std::nullopt},
    {"unknown", SleepState::unknown, std::nullopt},
    {"1", SleepState::asleep, std::nullopt},
    {"2", SleepState::awake, std::nullopt},
    {"3", SleepState::awake, std::nullopt},
}};

/// One record on its way to a night.
class FitbitRecord {
public:
    FitbitRecord(ExportJson& in, const Value& record, const Moment& start, const std::optional<Zone>& zone)
        : in_(in), record_(record), start_(start), clock_(start, zone) {}

    void read() {
        const auto end = in_.moment(record_, "endTime");
        const auto duration = in_.number(record_, "duration", 0, most_milliseconds);
        if (duration) duration_ = std::chrono::round<seconds>(std::chrono::duration<double, std::milli>(*duration));
        const Value* scored = ExportJson::member(record_, "levels");
        if (scored != nullptr && scored->is(Value::Type::object)) {
            if (end) find_padding(*scored, *end);
            stretches_ = overlaid(stretches_in(*scored, "data"), stretches_in(*scored, "shortData"));
        } else {
            stretches_ = overlaid(minutes(), {});
        }
        const seconds reached = stretches_.empty() ? seconds{0} : stretches_.back().to;
        if (end) {
            add(clock_.place(*end, reached));
        } else if (reached.count() > 0) {
            add(reached);
        } else if (duration_) {
            add(*duration_);
        } else {
            in_.needs(record_, "endTime");
        }
    }

private:
    static constexpr double most_milliseconds = 1e12;

    /// In the night in which the clocks go forward, an hour of "unknown" stands for the one that was skipped.
    void find_padding(const Value& scored, const Moment& end) {
        if (clock_.has_zone()) return;
        const seconds span = end.shown - start_.shown;
        const bool too_long = duration_ && std::chrono::abs(span - *duration_ - one_hour) <= one_minute;
        const Value* data = ExportJson::member(scored, "data");
        if (data == nullptr) return;
        for (const Value& entry : data->items) {
            const Value* level = ExportJson::member(entry, "level");
            const Value* length = ExportJson::member(entry, "seconds");
            if (level == nullptr || level->text != "unknown" || length == nullptr) continue;
            if (length->number != static_cast<double>(one_hour.count())) continue;
            const Value* written = ExportJson::member(entry, "dateTime");
            const auto at = written == nullptr ? std::nullopt : iso_moment(written->text);
            if (at && (too_long || may_be_set(at->shown))) {
                return clock_.passes_over_the_hour_before(at->shown + one_hour);
            }
        }
    }

    Stretches stretches_in(const Value& scored, std::string_view key) {
        constexpr double most_seconds = 24 * 60 * 60;
        Stretches stretches;
        seconds reached{0};
        for (const Value& entry : in_.list(scored, key)) {
            if (in_.enough_problems()) break;
            const bool complete =
                in_.needs(entry, "dateTime") && in_.needs(entry, "level") && in_.needs(entry, "seconds");
            if (!complete) continue;
            const auto at = in_.moment(entry, "dateTime");
            const auto length = in_.number(entry, "seconds", 0, most_seconds);
            const Level* level = level_of(entry, "level");
            if (!at || !length || level == nullptr) continue;
            const seconds from = clock_.place(*at, reached);
            reached = from + std::chrono::round<seconds>(std::chrono::duration<double>(*length));
            if (is_padding(*level, *at, from, reached - from)) {
                reached = from;
            } else {
                stretches.push_back({from, reached, level->state, level->stage});
            }
        }
        return stretches;
    }

    [[nodiscard]] bool is_padding(const Level& level, const Moment& at, seconds from, seconds length) const {
        if (level.state != SleepState::unknown || length != one_hour) return false;
        if (!clock_.has_zone()) return clock_.not_set();
        return clock_.moment_at(from).moment.shown != at.shown;  // the clocks skipped it
    }

    const Level* level_of(const Value& entry, std::string_view key) {
        const auto name = in_.text(entry, key);
        if (!name) return nullptr;
        const auto* const found =
            std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.name == *name; });
        if (found != levels.end()) return found;
        in_.warn(entry, fmt::format("a level of sleep that this program does not know: \"{}\"", brief(*name)),
                 "it is taken as unknown");
        static constexpr Level unknown{"unknown", SleepState::unknown, std::nullopt};
        return &unknown;
    }

    /// Minutes have a time of day alone, so that each is the first such time after the one before.
    Stretches minutes() {
        constexpr seconds whole_day = std::chrono::hours{24};
        Stretches stretches;
        seconds last_clock = time_of_day(start_.shown);
        seconds from{0};
        for (const Value& entry : in_.list(record_, "minuteData")) {
            if (in_.enough_problems()) break;
            if (!in_.needs(entry, "dateTime") || !in_.needs(entry, "value")) continue;
            const auto clock = in_.clock(entry, "dateTime");
            const Level* level = level_of(entry, "value");
            if (!clock || level == nullptr) continue;
            seconds step = *clock - last_clock;
            if (step.count() < 0) step += whole_day;
            if (step > whole_day / 2) step = stretches.empty() ? seconds{0} : one_minute;  // it jumped back
            if (step == one_hour + one_minute && may_be_set(start_.shown + from)) step = one_minute;
            from += step;
            last_clock = *clock;
            stretches.push_back({from, from + one_minute, level->state, level->stage});
        }
        return stretches;
    }

    void add(seconds length) {
        if (length.count() <= 0) return in_.leave_out(record_, "it ends before it begins", {});
        if (length >= std::chrono::hours{24}) return in_.leave_out(record_, "24 hours or longer", {});
        if (clock_.not_set()) {
            in_.warn(record_, "the clocks were set in this night, and the export names no time zone",
                     fmt::format("later times are told as if they had not been set; {}", name_the_zone));
        }
        Night night;
        tell(night, stretches_, length, [&](seconds since_start) { return clock_.moment_at(since_start); });
        keep_vendor(night);
        in_.add(std::move(night));
    }

    void keep_vendor(Night& night) const {
        in_.keep(night, record_,
                 {"dateOfSleep", "type", "logType", "infoCode", "isMainSleep", "mainSleep", "duration", "timeInBed",
                  "minutesAsleep", "minutesAwake", "minutesToFallAsleep", "minutesAfterWakeup", "efficiency",
                  "awakeCount", "awakeDuration", "awakeningsCount", "restlessCount", "restlessDuration"});
        const Value* scored = ExportJson::member(record_, "levels");
        const Value* summary = scored == nullptr ? nullptr : ExportJson::member(*scored, "summary");
        if (summary == nullptr) return;
        for (const Level& level : levels) {
            const Value* figures = ExportJson::member(*summary, level.name);
            if (figures == nullptr) continue;
            in_.keep(night, *figures, {"count", "minutes"}, fmt::format("{} ", level.name));
        }
    }

    ExportJson& in_;
    const Value& record_;
    Moment start_;
    FitbitClock clock_;
    std::optional<seconds> duration_;
    Stretches stretches_;
};

}  // namespace

ReadExport read_fitbit(std::string_view text, const std::string& file, const std::optional<Zone>& zone) {
    ExportJson in(text, file, "Fitbit");
    const auto records = in.records({"sleep"}, "startTime", R"(a list of sleeps, or "sleep" with one)",
                                    "Fitbit's files are called sleep-YYYY-MM-DD.json");
    for (const Value* record : records) {
        if (in.enough_problems()) break;
        if (!in.needs(*record, "startTime")) continue;
        if (const auto start = in.moment(*record, "startTime")) FitbitRecord(in, *record, *start, zone).read();
    }
    ReadExport read = std::move(in).finish();
    read.zone = zone;
    return read;
}

}  // namespace sleepcheck
