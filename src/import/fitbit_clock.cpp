#include "import/fitbit_clock.hpp"

#include "import/local_time.hpp"

namespace sleepcheck {

using std::chrono::seconds;

namespace {

constexpr seconds one_hour = std::chrono::hours{1};
/// Entries follow each other to the minute; what is further back is not rounding.
constexpr seconds rounding = std::chrono::minutes{2};

}  // namespace

FitbitClock::FitbitClock(const Moment& start, const std::optional<Zone>& zone) : start_(start), zone_(zone) {
    if (zone_ && !start_.ahead) start_ = settled(*zone_, start_.shown, std::nullopt);
}

seconds FitbitClock::place(const Moment& moment, seconds reached) {
    if (moment.ahead || zone_) {
        const Moment at = moment.ahead ? moment : settled(*zone_, moment.shown, moment_at(reached - rounding).moment);
        return elapsed(start_, at);
    }
    seconds place = moment.shown - start_.shown;
    if (forward_ && moment.shown >= *forward_) place -= one_hour;
    if (back_) return place + one_hour >= reached - rounding && place < reached - rounding ? place + one_hour : place;
    if (place < reached - rounding && place + one_hour >= reached - rounding && may_be_set(moment.shown)) {
        back_ = true;
        return place + one_hour;
    }
    return place;
}

NightTime FitbitClock::moment_at(seconds since_start) const {
    if (!start_.ahead) return {{start_.shown + since_start, std::nullopt}, false};
    const std::chrono::sys_seconds instant{start_.shown.time_since_epoch() - *start_.ahead + since_start};
    if (zone_) return {zone_->shown_at(instant), true};
    return {{start_.shown + since_start, start_.ahead}, true};
}

bool may_be_set(std::chrono::local_seconds shown) {
    const Date date = std::chrono::floor<std::chrono::days>(shown);
    const std::chrono::year_month_day parts{date};
    const auto month = static_cast<unsigned>(parts.month());
    const bool season = month == 3 || month == 4 || (month >= 9 && month <= 11);
    return season && std::chrono::weekday{date} == std::chrono::Sunday && time_of_day(shown) <= std::chrono::hours{4};
}

}  // namespace sleepcheck
