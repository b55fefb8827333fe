#include "sleepcheck/zone.hpp"

#include <absl/time/time.h>
#include <algorithm>

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

absl::CivilSecond civil(std::chrono::local_seconds shown) {
    const Date date = std::chrono::floor<std::chrono::days>(shown);
    const std::chrono::year_month_day parts{date};
    return absl::CivilSecond(static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                             static_cast<unsigned>(parts.day())) +
           time_of_day(shown).count();
}

}  // namespace

struct Zone::Rules {
    absl::TimeZone zone;
};

Zone::Zone(std::string name, std::shared_ptr<const Rules> rules) : name_(std::move(name)), rules_(std::move(rules)) {}

Zone::Found Zone::at(std::chrono::local_seconds shown) const {
    const auto info = rules_->zone.At(civil(shown));
    const std::chrono::seconds since_epoch{absl::ToUnixSeconds(info.pre)};
    const Moment moment{shown, shown.time_since_epoch() - since_epoch};
    switch (info.kind) {
        case absl::TimeZone::TimeInfo::SKIPPED: return {moment, Shown::never};
        case absl::TimeZone::TimeInfo::REPEATED: return {moment, Shown::twice};
        case absl::TimeZone::TimeInfo::UNIQUE: break;
    }
    return {moment, Shown::once};
}

Moment Zone::shown_at(std::chrono::sys_seconds instant) const {
    const auto info = rules_->zone.At(absl::FromUnixSeconds(instant.time_since_epoch().count()));
    const std::chrono::seconds ahead{info.offset};
    return {std::chrono::local_seconds{instant.time_since_epoch() + ahead}, ahead};
}

std::optional<Zone> find_zone(std::string_view name) {
    absl::TimeZone zone;
    if (!is_a_name(name) || !absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
    return Zone(std::string(name), std::make_shared<Zone::Rules>(Zone::Rules{zone}));
}

}  // namespace sleepcheck
