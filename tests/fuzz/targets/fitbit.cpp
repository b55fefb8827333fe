// Fitbit: stages, classic, the old minute by minute; with a zone and without.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

bool is_sound(std::string_view input) {
    static const std::optional<Zone> zone = find_zone("Europe/Paris");
    try {
        makes_a_sound_log(read_fitbit(input, "export", zone), "export", input);
        return makes_a_sound_log(read_fitbit(input, "export"), "export", input);
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "an export is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target fitbit() {
    return {"fitbit",
            is_sound,
            {
                R"([{"logId": 1, "dateOfSleep": "2026-03-29", "startTime": "2026-03-28T23:00:00.000",
 "endTime": "2026-03-29T07:00:30.000", "duration": 25230000, "minutesAsleep": 396, "efficiency": 95, "type": "stages",
 "mainSleep": true, "levels": {"summary": {"deep": {"count": 1}}, "data": [
 {"dateTime": "2026-03-28T23:00:00.000", "level": "wake", "seconds": 600},
 {"dateTime": "2026-03-28T23:10:00.000", "level": "light", "seconds": 10000},
 {"dateTime": "2026-03-29T03:30:00.000", "level": "deep", "seconds": 3600},
 {"dateTime": "2026-03-29T04:30:00.000", "level": "rem", "seconds": 9030}],
 "shortData": [{"dateTime": "2026-03-29T01:00:00.000", "level": "wake", "seconds": 90}]}}])",
                R"({"sleep": [{"dateOfSleep": "2026-03-06", "isMainSleep": false, "startTime": "2026-03-06T14:00:00",
 "endTime": "2026-03-06T14:30:00", "type": "classic", "levels": {"data": [
 {"dateTime": "2026-03-06T14:00:00", "level": "restless", "seconds": 300},
 {"dateTime": "2026-03-06T14:05:00", "level": "asleep", "seconds": 1500}]}}]})",
                R"({"sleep": [{"dateOfSleep": "2014-03-06", "isMainSleep": true, "startTime": "2014-03-05T23:58:00.000",
 "duration": 300000, "minuteData": [{"dateTime": "23:58:00", "value": "3"}, {"dateTime": "23:59:00", "value": "2"},
 {"dateTime": "00:00:00", "value": "1"}, {"dateTime": "00:01:00", "value": "1"},
 {"dateTime": "00:02:00", "value": "2"}]}], "summary": {"totalSleepRecords": 1}})",
            }};
}

}  // namespace fuzz
