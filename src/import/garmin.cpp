// Garmin tells a sleep in UTC: as text in account exports, as milliseconds in the answers of Connect, which have the
// local times beside them, as milliseconds of a day that was never there; the difference is the offset. Stages are in
// `sleepLevels` of an answer alone. The seconds of each stage that an export has say nothing about when.

#include <array>
#include <fmt/format.h>

#include "import/export_json.hpp"
#include "import/local_time.hpp"
#include "import/stretches.hpp"

namespace sleepcheck {

using json::Value;
using std::chrono::seconds;
using std::chrono::sys_seconds;

namespace {

/// What `activityLevel` stands for, from 0 on.
constexpr std::array<Stretch, 4> levels{{
    {{}, {}, SleepState::asleep, Stage::deep},
    {{}, {}, SleepState::asleep, Stage::light},
    {{}, {}, SleepState::asleep, Stage::rem},
    {{}, {}, SleepState::awake, std::nullopt},
}};

class GarminFile {
public:
    GarminFile(ExportJson& in, const std::optional<Zone>& zone) : in_(in), zone_(zone) {}

    /// A record, or a day with one in it.
    void read(const Value& day) {
        const Value* record = ExportJson::member(day, "dailySleepDTO");
        if (record == nullptr) record = &day;
        const auto start = instant(*record, "sleepStartTimestampGMT");
        const auto end = instant(*record, "sleepEndTimestampGMT");
        const bool complete = ExportJson::member(*record, "sleepStartTimestampGMT") != nullptr &&
                              ExportJson::member(*record, "sleepEndTimestampGMT") != nullptr;
        if (!complete) in_.leave_out("days without a beginning or an end of sleep");
        if (start && end) add(*record, day, *start, *end);
        for (const Value& nap : in_.list(day, "dailyNapDTOS")) read_nap(nap);
    }

    void warn_of_utc(const Value& root) {
        if (!in_utc_) return;
        in_.warn(root, "these times are in universal time (UTC), which may be hours off what your clocks showed",
                 std::string(name_the_zone));
    }

private:
    std::optional<sys_seconds> instant(const Value& record, std::string_view key) {
        const Value* value = ExportJson::member(record, key);
        if (value == nullptr) return std::nullopt;
        if (value->is(Value::Type::text)) {
            const auto moment = in_.moment(record, key);
            if (!moment) return std::nullopt;
            return sys_seconds{moment->shown.time_since_epoch() - moment->ahead.value_or(seconds{0})};
        }
        constexpr double first_of_1900 = -2208988800000;
        constexpr double last_of_2199 = 7258118399999;
        const bool number = value->is(Value::Type::integer) || value->is(Value::Type::number);
        if (!number || value->number < first_of_1900 || value->number > last_of_2199) {
            in_.complain(*value, "expected a date and time: text, or milliseconds since 1970",
                         "years 1900 to 2199; export the file again if you did not change it");
            return std::nullopt;
        }
        const std::chrono::duration<double, std::milli> since_epoch{value->number};
        return sys_seconds{std::chrono::floor<seconds>(since_epoch)};
    }

    /// How far the clocks were ahead of UTC; empty when the record does not say.
    std::optional<seconds> ahead(const Value& record, std::string_view local_key, sys_seconds in_utc) {
        const auto local = instant(record, local_key);
        if (!local) return std::nullopt;
        const seconds ahead = *local - in_utc;
        constexpr seconds farthest = std::chrono::hours{16};
        if (std::chrono::abs(ahead) < farthest && ahead.count() % 60 == 0) return ahead;
        in_.complain(*ExportJson::member(record, local_key), "this local time does not fit the one in UTC",
                     "they are less than 16 hours apart, in whole minutes");
        return std::nullopt;
    }

    void add(const Value& record, const Value& day, sys_seconds start, sys_seconds end) {
        const seconds length = end - start;
        if (length.count() <= 0) return in_.leave_out(record, "it ends before it begins", {});
        if (length >= std::chrono::hours{24}) return in_.leave_out(record, "24 hours or longer", {});
        const auto first = ahead(record, "sleepStartTimestampLocal", start);
        const auto last = ahead(record, "sleepEndTimestampLocal", end);
        last_ahead_ = last;
        // Where the offset changed in between, clocks are set at night: before the middle of the sleep.
        const auto moment_at = [&](seconds since_start) {
            return shown_at(start + since_start, since_start > length / 2 ? last : first);
        };
        Night night;
        tell(night, stretches(day, start, length), length, moment_at);
        keep_vendor(night, record, day);
        in_.add(std::move(night));
    }

    NightTime shown_at(sys_seconds instant, const std::optional<seconds>& ahead) {
        if (zone_) return {zone_->shown_at(instant), true};
        in_utc_ = in_utc_ || !ahead;
        const seconds offset = ahead ? *ahead : seconds{0};
        return {{std::chrono::local_seconds{instant.time_since_epoch() + offset}, offset}, true};
    }

    Stretches stretches(const Value& day, sys_seconds start, seconds length) {
        Stretches result;
        for (const Value& entry : in_.list(day, "sleepLevels")) {
            if (in_.enough_problems()) break;
            if (!in_.needs(entry, "startGMT") || !in_.needs(entry, "endGMT")) continue;
            const auto from = instant(entry, "startGMT");
            const auto to = instant(entry, "endGMT");
            constexpr double most = 100;
            const auto level = in_.number(entry, "activityLevel", -most, most);
            if (!from || !to) continue;
            Stretch stretch;
            for (std::size_t i = 0; i < levels.size(); ++i) {
                if (level == static_cast<double>(i)) stretch = levels[i];
            }
            stretch.from = *from - start;
            stretch.to = *to - start;
            result.push_back(stretch);
        }
        result = overlaid(result, {});
        if (!result.empty() && (result.front().from >= length || result.back().to.count() <= 0)) {
            in_.warn(*ExportJson::member(day, "sleepLevels"), "these stages lie outside of the sleep",
                     "they are not used");
        }
        return result;
    }

    void read_nap(const Value& nap) {
        const auto start = instant(nap, "napStartTimestampGMT");
        const auto end = instant(nap, "napEndTimestampGMT");
        if (!start || !end) return in_.leave_out("naps without a beginning or an end");
        add_nap(nap, *start, *end);
    }

    void add_nap(const Value& nap, sys_seconds start, sys_seconds end) {
        const seconds length = end - start;
        if (length.count() <= 0) return in_.leave_out(nap, "it ends before it begins", {});
        if (length >= std::chrono::hours{24}) return in_.leave_out(nap, "24 hours or longer", {});
        Night night;
        tell(night, {}, length, [&](seconds since_start) { return shown_at(start + since_start, last_ahead_); });
        in_.keep(night, nap, {"calendarDate", "napTimeSec"});
        in_.add(std::move(night));
    }

    void keep_vendor(Night& night, const Value& record, const Value& day) {
        in_.keep(night, record,
                 {"calendarDate", "sleepWindowConfirmationType", "sleepTimeSeconds", "napTimeSeconds",
                  "deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds", "awakeSleepSeconds",
                  "unmeasurableSeconds", "unmeasurableSleepSeconds", "awakeCount", "avgSleepStress",
                  "averageRespirationValue", "averageSpO2Value", "retro"});
        if (const Value* scores = ExportJson::member(record, "sleepScores")) {
            const Value* overall = ExportJson::member(*scores, "overall");
            if (overall != nullptr) in_.keep(night, *overall, {"value"}, "overall sleep score ");
        }
        in_.keep(night, day, {"restlessMomentsCount", "restingHeartRate", "avgOvernightHrv"});
    }

    ExportJson& in_;
    const std::optional<Zone>& zone_;
    std::optional<seconds> last_ahead_;  ///< of the last sleep; naps have no local times of their own
    bool in_utc_ = false;
};

}  // namespace

ReadExport read_garmin(std::string_view text, const std::string& file, const std::optional<Zone>& zone) {
    ExportJson in(text, file, "Garmin");
    GarminFile garmin(in, zone);
    const bool one_day = in.root() != nullptr && ExportJson::member(*in.root(), "dailySleepDTO") != nullptr;
    const auto records = in.records({}, one_day ? "dailySleepDTO" : "sleepStartTimestampGMT",
                                    R"(a list of sleeps, or a day with "dailySleepDTO")",
                                    "Garmin's files are called ..._sleepData.json");
    for (const Value* record : records) {
        if (in.enough_problems()) break;
        garmin.read(*record);
    }
    if (in.root() != nullptr) garmin.warn_of_utc(*in.root());
    ReadExport read = std::move(in).finish();
    read.zone = zone;
    return read;
}

}  // namespace sleepcheck
