// Garmin: account exports and daily answers; with a zone and without.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

bool is_sound(std::string_view input) {
    static const std::optional<Zone> zone = find_zone("America/New_York");
    try {
        makes_a_sound_log(read_garmin(input, "export", zone), "export", input);
        return makes_a_sound_log(read_garmin(input, "export"), "export", input);
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "an export is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target garmin() {
    return {"garmin",
            is_sound,
            {
                R"([{"sleepStartTimestampGMT": "2026-03-05T22:00:00.0", "sleepEndTimestampGMT": "2026-03-06T05:00:00.0",
 "calendarDate": "2026-03-06", "sleepWindowConfirmationType": "ENHANCED_CONFIRMED_FINAL", "deepSleepSeconds": 3600,
 "lightSleepSeconds": 20000, "awakeSleepSeconds": 600, "unmeasurableSeconds": 0, "retro": false}, {"retro": false}])",
                R"({"dailySleepDTO": {"calendarDate": "2026-03-06", "sleepTimeSeconds": 22800,
 "sleepStartTimestampGMT": 1772748000000, "sleepEndTimestampGMT": 1772773200000,
 "sleepStartTimestampLocal": 1772751600000, "sleepEndTimestampLocal": 1772776800000, "awakeSleepSeconds": 2400},
 "sleepLevels": [{"startGMT": "2026-03-05T22:00:00.0", "endGMT": "2026-03-05T22:20:00.0", "activityLevel": 3.0},
 {"startGMT": "2026-03-05T22:20:00.0", "endGMT": "2026-03-06T01:00:00.0", "activityLevel": 1.0},
 {"startGMT": "2026-03-06T01:00:00.0", "endGMT": "2026-03-06T02:00:00.0", "activityLevel": 0.0},
 {"startGMT": "2026-03-06T02:00:00.0", "endGMT": "2026-03-06T05:00:00.0", "activityLevel": 2.0}],
 "dailyNapDTOS": [{"napStartTimestampGMT": "2026-03-06T13:00:00", "napEndTimestampGMT": "2026-03-06T13:30:00"}]})",
            }};
}

}  // namespace fuzz
