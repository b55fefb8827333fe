#include "sleepcheck/zone.hpp"

#include <absl/time/time.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

using namespace sleepcheck;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

namespace {

Zone::Shown shown_by(absl::TimeZone::TimeInfo::CivilKind kind) {
    switch (kind) {
        case absl::TimeZone::TimeInfo::SKIPPED: return Zone::Shown::never;
        case absl::TimeZone::TimeInfo::REPEATED: return Zone::Shown::twice;
        case absl::TimeZone::TimeInfo::UNIQUE: break;
    }
    return Zone::Shown::once;
}

/// Abseil's own look-up of what clocks showed, as seconds of a calendar without zones.
Zone::Found by_abseil(const absl::TimeZone& zone, local_seconds shown) {
    const auto civil =
        absl::ToCivilSecond(absl::FromUnixSeconds(shown.time_since_epoch().count()), absl::UTCTimeZone());
    const auto info = zone.At(civil);
    const seconds since_epoch{absl::ToUnixSeconds(info.pre)};
    return {{shown, shown.time_since_epoch() - since_epoch}, shown_by(info.kind)};
}

/// Counts where the two differ, on the clocks and in time, at and around an instant.
int differences(const Zone& zone, const absl::TimeZone& abseil, sys_seconds instant) {
    int count = 0;
    const seconds ahead{abseil.At(absl::FromUnixSeconds(instant.time_since_epoch().count())).offset};
    for (const int step : {-86401, -7201, -3601, -3600, -1800, -1, 0, 1, 1799, 3599, 3600, 7200, 86400}) {
        const sys_seconds at = instant + seconds{step};
        const auto offset = abseil.At(absl::FromUnixSeconds(at.time_since_epoch().count())).offset;
        count += zone.shown_at(at).ahead == seconds{offset} ? 0 : 1;
        const local_seconds shown{at.time_since_epoch() + ahead};
        const Zone::Found found = zone.at(shown);
        const Zone::Found expected = by_abseil(abseil, shown);
        count += found.moment == expected.moment && found.shown == expected.shown ? 0 : 1;
    }
    return count;
}

}  // namespace

TEST_CASE("a zone tells what Abseil tells, at every change of its clocks and far from them", "[diary]") {
    if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Paris")) {
        WARN("no time zones are installed here; skipped");
        return;
    }
    std::minstd_rand random(1);
    const sys_seconds first = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};
    const sys_seconds last = std::chrono::sys_days{std::chrono::year{2200} / 12 / 31};
    std::uniform_int_distribution<std::int64_t> any((first.time_since_epoch()).count(),
                                                    last.time_since_epoch().count());
    // Half-hour changes, a lost day, changes backwards in winter, two hours at once, seconds, none at all.
    for (const char* const name :
         {"Europe/Paris", "Europe/Dublin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe",
          "Pacific/Apia", "Africa/Casablanca", "Africa/Monrovia", "Antarctica/Troll", "Asia/Kathmandu", "Asia/Manila",
          "America/Sao_Paulo", "Pacific/Kwajalein", "Etc/GMT+12", "UTC"}) {
        const auto zone = find_zone(name);
        absl::TimeZone abseil;
        if (!zone || !absl::LoadTimeZone(name, &abseil)) continue;
        INFO(name);
        int wrong = differences(*zone, abseil, first) + differences(*zone, abseil, last);
        absl::Time at = absl::FromUnixSeconds(first.time_since_epoch().count());
        absl::TimeZone::CivilTransition change;
        while (abseil.NextTransition(at, &change) && at < absl::FromUnixSeconds(last.time_since_epoch().count())) {
            at = abseil.At(change.to).trans;
            wrong += differences(*zone, abseil, sys_seconds{seconds{absl::ToUnixSeconds(at)}});
        }
        for (int i = 0; i < 200; ++i) wrong += differences(*zone, abseil, sys_seconds{seconds{any(random)}});
        CHECK(wrong == 0);
    }
}
