// Oura: answers of the API and account exports.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

bool is_sound(std::string_view input) {
    try {
        return makes_a_sound_log(read_oura(input, "export"), "export", input);
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "an export is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target oura() {
    return {"oura",
            is_sound,
            {
                R"({"data": [{"id": "a", "day": "2026-03-06", "type": "long_sleep",
 "bedtime_start": "2026-03-05T23:00:00+01:00", "bedtime_end": "2026-03-06T00:02:00+01:00",
 "sleep_phase_5_min": "422114333244", "latency": 300, "total_sleep_duration": 2700, "awake_time": 1020,
 "time_in_bed": 3720, "efficiency": 73, "average_hrv": null},
 {"day": "2026-03-06", "type": "rest", "bedtime_start": "2026-03-06T13:00:00+01:00",
 "bedtime_end": "2026-03-06T13:20:00+01:00"}], "next_token": null})",
                R"([{"day": "2026-03-07", "bedtime_start": "2026-03-06T23:00:00.000-05:00",
 "bedtime_end": "2026-03-06T23:02:00.000-05:00", "sleep_phase_5_min": "2", "sleep_phase_30_sec": "4221"}])",
            }};
}

}  // namespace fuzz
