// Oura tells a sleep as a row of digits, one for each five minutes (or thirty seconds) since the ring saw somebody go
// to bed: 1 deep, 2 light, 3 rem, 4 awake. Times have their offsets. Its `awake_time` includes the time to fall asleep,
// so that no figure of ours can be taken from it.

#include <fmt/format.h>

#include "import/export_json.hpp"
#include "import/stretches.hpp"

namespace sleepcheck {

using json::Value;
using std::chrono::seconds;

namespace {

struct Phases {
    std::string_view key;
    seconds epoch;
};
/// The finest first.
constexpr std::array<Phases, 3> phases{{
    {"sleep_phase_30_sec", seconds{30}},
    {"sleep_phase_5_min", seconds{300}},
    {"hypnogram_5min", seconds{300}},  // version 1 of the API
}};

std::optional<Stretch> stretch_of(char digit) {
    switch (digit) {
        case '1': return Stretch{{}, {}, SleepState::asleep, Stage::deep};
        case '2': return Stretch{{}, {}, SleepState::asleep, Stage::light};
        case '3': return Stretch{{}, {}, SleepState::asleep, Stage::rem};
        case '4': return Stretch{{}, {}, SleepState::awake, std::nullopt};
        default: return std::nullopt;
    }
}

class OuraRecord {
public:
    OuraRecord(ExportJson& in, const Value& record) : in_(in), record_(record) {}

    void read() {
        const auto type = in_.text(record_, "type");
        if (type == "deleted") return in_.leave_out("deleted in the app");
        if (type == "rest") return in_.leave_out("rest, as Oura says, not sleep");
        const bool complete = ExportJson::member(record_, "bedtime_start") != nullptr &&
                              ExportJson::member(record_, "bedtime_end") != nullptr;
        if (!complete) return in_.leave_out(record_, "no beginning or no end", "it had not been worked out yet");
        const auto start = in_.moment(record_, "bedtime_start");
        const auto end = in_.moment(record_, "bedtime_end");
        if (!start || !end) return;
        const seconds length = elapsed(*start, *end);
        if (length.count() <= 0) return in_.leave_out(record_, "it ends before it begins", {});
        if (length >= std::chrono::hours{24}) return in_.leave_out(record_, "24 hours or longer", {});
        add(*start, *end, length);
    }

private:
    /// Where the offset changed in between, clocks are set at night: before the middle of the sleep.
    void add(const Moment& start, const Moment& end, seconds length) {
        const auto moment_at = [&](seconds since_start) {
            const bool with_end = start.ahead && end.ahead && since_start > length / 2;
            const seconds set = with_end ? *end.ahead - *start.ahead : seconds{0};
            return NightTime{{start.shown + since_start + set, with_end ? end.ahead : start.ahead},
                             start.ahead.has_value()};
        };
        Night night;
        tell(night, stretches(length), length, moment_at);
        in_.keep(night, record_,
                 {"day", "type", "period", "time_in_bed", "total_sleep_duration", "awake_time", "latency", "efficiency",
                  "restless_periods", "deep_sleep_duration", "light_sleep_duration", "rem_sleep_duration",
                  "average_heart_rate", "lowest_heart_rate", "average_hrv", "average_breath", "low_battery_alert",
                  "sleep_algorithm_version"});
        in_.add(std::move(night));
    }

    Stretches stretches(seconds length) {
        for (const Phases& each : phases) {
            const auto digits = in_.text(record_, each.key);
            if (digits && !digits->empty()) return stretches(*digits, each, length);
        }
        return {};
    }

    Stretches stretches(const std::string& digits, const Phases& of, seconds length) {
        Stretches result;
        bool strange = false;
        seconds from{0};
        for (const char digit : digits) {
            const seconds to = from + of.epoch;
            const auto stretch = stretch_of(digit);
            strange = strange || !stretch;
            if (stretch) result.push_back({from, to, stretch->state, stretch->stage});
            from = to;
        }
        if (strange) {
            in_.warn(*ExportJson::member(record_, of.key), "only 1, 2, 3 and 4 stand for phases of sleep",
                     "others are taken as unknown");
        }
        if (from > length + of.epoch) {
            in_.warn(*ExportJson::member(record_, of.key),
                     fmt::format("{} phases are more than fit between going to bed and getting up", digits.size()),
                     "what lies behind the end is not used");
        }
        if (!result.empty() && from < length && length - from < of.epoch && result.back().to == from) {
            result.back().to = length;  // the last phase is not a whole one
        }
        return overlaid(result, {});
    }

    ExportJson& in_;
    const Value& record_;
};

}  // namespace

ReadExport read_oura(std::string_view text, const std::string& file) {
    ExportJson in(text, file, "Oura");
    const auto records = in.records({"data", "sleep"}, "bedtime_start", R"(a list of sleeps, or "data" with one)",
                                    "of the API, take the answer to \"sleep\", not to \"daily_sleep\"");
    for (const Value* record : records) {
        if (in.enough_problems()) break;
        OuraRecord(in, *record).read();
    }
    return std::move(in).finish();
}

}  // namespace sleepcheck
