#include "sleepcheck/zone.hpp"

#include <absl/time/time.h>
#include <algorithm>
#include <vector>

namespace sleepcheck {

namespace {

/// Abseil opens what it is given as a file, and reads the environment for "localtime"; a log must bring about neither.
/// Zones below "right/" count leap seconds and would be off by half a minute.
bool is_a_name(std::string_view name) {
    constexpr std::size_t longest = 64;
    const auto belongs = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '+' || letter == '-' || letter == '/';
    };
    return !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), belongs) &&
           name.front() != '/' && name != "localtime" && name.substr(0, 6) != "right/";
}

/// So the clocks are set between two changes.
struct Setting {
    std::chrono::seconds ahead{};  ///< of UTC
    std::chrono::sys_seconds from = std::chrono::sys_seconds::min();
    std::chrono::local_seconds shown_from = std::chrono::local_seconds::min();  ///< on clocks set so
    std::chrono::local_seconds shown_until = std::chrono::local_seconds::max();
};

std::chrono::local_seconds shown_as(absl::CivilSecond shown) {
    return std::chrono::local_seconds{std::chrono::seconds{shown - absl::CivilSecond(1970)}};
}

std::chrono::local_seconds shown_by(const Setting& setting, std::chrono::sys_seconds instant) {
    return std::chrono::local_seconds{instant.time_since_epoch() + setting.ahead};
}

/// All that dates of a log can need, in order. Looked up once: Abseil's own way from a time to its instant is by the
/// calendar, and takes ten times as long as a search in here.
std::vector<Setting> settings_of(const absl::TimeZone& zone) {
    const absl::Time end = absl::FromCivil(absl::CivilDay(last_year + 1, 1, 3), absl::UTCTimeZone());
    absl::Time instant = absl::FromCivil(absl::CivilDay(first_year - 1, 12, 30), absl::UTCTimeZone());
    std::vector<Setting> settings{{std::chrono::seconds{zone.At(instant).offset}}};
    for (absl::TimeZone::CivilTransition change; zone.NextTransition(instant, &change) && instant < end;) {
        Setting& before = settings.back();
        before.shown_until = shown_as(change.from);
        Setting next;
        next.from = std::chrono::sys_seconds{before.shown_until.time_since_epoch() - before.ahead};
        next.shown_from = shown_as(change.to);
        next.ahead = next.shown_from.time_since_epoch() - next.from.time_since_epoch();
        instant = absl::FromUnixSeconds(next.from.time_since_epoch().count());
        settings.push_back(next);
    }
    return settings;
}

}  // namespace

struct Zone::Rules {
    std::vector<Setting> settings;
};

Zone::Zone(std::string name, std::shared_ptr<const Rules> rules) : name_(std::move(name)), rules_(std::move(rules)) {}

Zone::Found Zone::at(std::chrono::local_seconds shown) const {
    const auto over = [&](const Setting& setting) { return setting.shown_until <= shown; };
    const auto& settings = rules_->settings;
    const auto setting = std::partition_point(settings.begin(), settings.end(), over);
    if (shown < setting->shown_from) return {{shown, std::prev(setting)->ahead}, Shown::never};
    const auto next = std::next(setting);
    const bool again = next != settings.end() && next->shown_from <= shown;
    return {{shown, setting->ahead}, again ? Shown::twice : Shown::once};
}

Moment Zone::shown_at(std::chrono::sys_seconds instant) const {
    const auto begun = [&](const Setting& setting) { return setting.from <= instant; };
    const auto& settings = rules_->settings;
    const Setting& setting = *std::prev(std::partition_point(settings.begin(), settings.end(), begun));
    return {shown_by(setting, instant), setting.ahead};
}

std::optional<Zone> find_zone(std::string_view name) {
    absl::TimeZone zone;
    if (!is_a_name(name) || !absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
    return Zone(std::string(name), std::make_shared<Zone::Rules>(Zone::Rules{settings_of(zone)}));
}

}  // namespace sleepcheck
