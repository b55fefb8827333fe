// A sleep log of our own kind, as one document or with a night a line.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"
#include "sleepcheck/diary.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

void must_tell_nothing_private(std::string_view input) {
    if (holds_secret(input)) return;
    const ReadDiary read = read_diary(with_secret(input, {"medication", "nicotine", "notes", "alcohol_drinks"}), "log");
    must_keep_the_secret(read.problems);
    must_keep_the_secret(read.warnings);
}

bool is_sound(std::string_view input) {
    try {
        must_tell_nothing_private(input);
        const ReadDiary read = read_diary(input, "log");
        must_be_well_said(read.problems, "log", input);
        if (!read.problems.empty()) return false;
        must_be_a_sound_log(read.diary);
        return true;
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "a log is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target sleep_log() {
    return {"sleep_log",
            is_sound,
            {
                R"({"format": "sleepcheck-log/1", "timezone": "Europe/Paris", "source": {"modality": "self-reported",
 "name": "paper"}, "nights": [{"date": "2026-03-06", "is_main_sleep": true, "into_bed": "22:30",
 "tried_to_sleep": "22:40", "planned_bedtime": "22:15", "latency_to_sleep_onset_min": 10, "number_of_awakenings": 1,
 "wake_after_sleep_onset_min": 12, "awakenings": [{"at": "02:10", "minutes": 12, "left_bed": false}],
 "final_awakening": "04:20", "planned_wake": "06:30", "trying_to_sleep_after_final_awakening_min": 60,
 "out_of_bed": "06:30", "alarm": false, "day_type": "work", "quality": 2, "rested": 2,
 "naps": [{"start": "14:00", "minutes": 20}], "medication": "none", "alcohol_drinks": 0.5, "caffeine_drinks": 2,
 "last_caffeine": "15:00", "nicotine": "evening", "evening_light_min": 60, "magnesium_foods": 2,
 "problem_night": true, "notes": "wind"}]})",
                R"({"format": "sleepcheck-log/1", "source": {"modality": "sensed"}, "nights": [
 {"date": "2026-03-29", "into_bed": "2026-03-28T23:00+01:00", "sleep_onset": "2026-03-28T23:10+01:00",
 "final_awakening": "2026-03-29T07:00+02:00", "segments": [
 {"start": "2026-03-28T23:10+01:00", "end": "2026-03-29T01:30+01:00", "state": "asleep", "stage": "deep"},
 {"start": "2026-03-29T01:30+01:00", "end": "2026-03-29T03:40+02:00", "state": "awake"},
 {"start": "2026-03-29T03:40+02:00", "end": "2026-03-29T07:00+02:00", "state": "asleep", "stage": "rem"}],
 "vendor": {"efficiency": 95, "score": null, "kind": "stages", "main": true}}]})",
                R"({"format": "sleepcheck-log/1"}
{"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "06:20"}
{"date": "2026-03-07", "into_bed": "08:30", "final_awakening": "15:20", "naps": []}
)",
            }};
}

}  // namespace fuzz
