#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sleepcheck/date.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/zone.hpp"

/// A sleep log as a person or a tracker wrote it. Nothing is worked out here: see sleep_metrics.hpp. Whatever is empty
/// was not written, and is unknown: never zero, never "no".
namespace sleepcheck {

/// A length of time in minutes, parts of them included.
using Minutes = std::chrono::duration<double, std::ratio<60>>;

/// Who says it: a person in the morning, or a device during the night. What people remember and what devices count are
/// not the same thing; they are never mixed.
enum class Modality : std::uint8_t { self_reported, sensed };

/// Whether the day that began with this morning was a day of work or school.
enum class DayType : std::uint8_t { work, free };

/// When nicotine was used on the day before the night.
enum class Nicotine : std::uint8_t { none, day, evening };

enum class SleepState : std::uint8_t { asleep, awake, unknown };
enum class Stage : std::uint8_t { light, deep, rem };

/// One point of a night. A bare time of day ("22:30") gets its date from the others: `final_awakening` lies on the
/// night's date, what comes before it is the last such time before the next one, what comes after it the first.
/// So there is no rule about noon, and who sleeps by day is read as well.
struct NightTime {
    Moment moment;
    bool dated = false;  ///< written with its date, not as a bare time of day

    friend bool operator==(const NightTime&, const NightTime&) = default;
};

/// A time awake between falling asleep and the final awakening.
struct Awakening {
    std::optional<NightTime> at;  ///< bare: the first such time after going to bed
    std::optional<Minutes> lasted;
    std::optional<bool> left_bed;

    friend bool operator==(const Awakening&, const Awakening&) = default;
};

/// A sleep on the day before the night.
struct Nap {
    std::optional<NightTime> start;  ///< bare: the last such time before going to bed
    std::optional<Minutes> lasted;

    friend bool operator==(const Nap&, const Nap&) = default;
};

/// A stretch of a night as a tracker scored it. Segments are in order and do not overlap; what lies between two of them
/// is unknown.
struct Segment {
    NightTime start;
    NightTime end;
    SleepState state = SleepState::unknown;
    std::optional<Stage> stage;

    friend bool operator==(const Segment&, const Segment&) = default;
};

/// A figure of the tracker's maker, kept beside ours and never used as ours.
struct VendorValue {
    std::string name;
    std::variant<double, bool, std::string> value;

    friend bool operator==(const VendorValue&, const VendorValue&) = default;
};

/// One sleep. The order of the times is into_bed, tried_to_sleep, sleep_onset, final_awakening, out_of_bed. What
/// happened by day (naps, drinks, light) happened on the day before the night.
struct Night {
    Date date{};                        ///< the morning of waking
    std::optional<bool> is_main_sleep;  ///< empty means yes: see `is_main`
    NightTime into_bed;
    std::optional<NightTime> tried_to_sleep;
    std::optional<std::chrono::seconds> planned_bedtime;  ///< time of day
    std::optional<Minutes> latency_to_sleep_onset;
    std::optional<NightTime> sleep_onset;
    std::optional<int> number_of_awakenings;  ///< the final one not counted
    std::optional<Minutes> wake_after_sleep_onset;
    std::optional<std::vector<Awakening>> awakenings;  ///< an empty list says that there were none
    NightTime final_awakening;
    std::optional<std::chrono::seconds> planned_wake;              ///< time of day
    std::optional<Minutes> trying_to_sleep_after_final_awakening;  ///< in bed and wanting to sleep on
    std::optional<NightTime> out_of_bed;
    std::optional<bool> alarm;  ///< whether an alarm ended the night
    std::optional<DayType> day_type;
    std::optional<int> quality;             ///< 1 very poor, up to 5 very good
    std::optional<int> rested;              ///< 1 not at all, up to 5 very
    std::optional<std::vector<Nap>> naps;   ///< an empty list says that there were none
    std::optional<std::string> medication;  ///< private
    std::optional<double> alcohol_drinks;   ///< private
    std::optional<double> caffeine_drinks;
    std::optional<std::chrono::seconds> last_caffeine;  ///< time of day
    std::optional<Nicotine> nicotine;                   ///< private
    std::optional<Minutes> evening_light;               ///< bright light or screens in the last hours before bed
    std::optional<int> magnesium_foods;                 ///< helpings
    std::optional<bool> problem_night;                  ///< whether the person calls it a bad night
    std::optional<std::string> notes;                   ///< private
    std::vector<Segment> segments;                      ///< none: the night was not scored
    std::vector<VendorValue> vendor;

    friend bool operator==(const Night&, const Night&) = default;
};

/// Not so for a second sleep on a day, which counts as a nap.
inline bool is_main(const Night& night) {
    return night.is_main_sleep != std::optional(false);
}

struct Diary {
    std::optional<Zone> zone;  ///< empty: times are taken as the clocks showed them
    std::optional<Modality> modality;
    std::string name;           ///< of the source, such as "paper diary"; empty when none was written
    std::vector<Night> nights;  ///< as written; see `log check` for what may be wrong with their order

    friend bool operator==(const Diary&, const Diary&) = default;
};

/// Empty modality counts as a person's: only a log that says "sensed" comes from a device.
inline bool is_sensed(const Diary& diary) {
    return diary.modality == Modality::sensed;
}

inline constexpr std::string_view log_format = "sleepcheck-log/1";

/// A log as read from a text. The diary is complete only when there are no problems. Warnings are odd, but may be true;
/// they change nothing in the diary. Both are sorted by place, and no private value is repeated in either.
struct ReadDiary {
    Diary diary;
    Problems problems;
    Problems warnings;
};

/// True when the text means to be a sleep log, sound or not: it names `log_format` or has the keys of a night.
bool is_sleep_log(std::string_view text);

/// Reads a log: `{"format": "sleepcheck-log/1", "nights": [...]}`, or one night a line, where the first line may be an
/// object with `format`, `timezone` and `source`. `file` is the name for messages.
///
/// Problems are what cannot be: times out of order, a night over 24 hours, nights that overlap, one date twice.
/// Warnings are what is unlikely: a step of 12 hours or more, minutes awake that do not fit, a date left out.
/// A local time that was skipped when the clocks went forward, or shown twice when they went back, is a warning, and
/// `Zone::at` says how it is taken.
/// Throws `Error` (ceiling) for a log of more values than memory is meant to hold.
ReadDiary read_diary(std::string_view text, const std::string& file);

/// The log as text, keys in the order of `Night`, what is unknown left out. Reads back as the same diary.
std::string to_json(const Diary& diary);

}  // namespace sleepcheck
