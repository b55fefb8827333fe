#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sleepcheck/diary.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/zone.hpp"

/// Exports of trackers and apps become one sleep log, in two goes: a reader per format says what one file holds, and
/// `united` makes one log of all files. A maker's own figures go into `Night::vendor` and are never used as ours.
/// Nothing is dropped in silence: what is left out is counted, with the reason.
namespace sleepcheck {

/// Bytes of an export, read piece by piece: fills the buffer and returns how many bytes it put there, 0 at the end.
using ByteReader = std::function<std::size_t(char* buffer, std::size_t size)>;

/// So many records were left out, and why: a few words that fit after "3 records left out: ".
struct LeftOut {
    std::string why;
    std::size_t count = 0;

    friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

/// One sleep as an export has it, before pieces, overlaps and second sleeps are sorted out. The parts of a night in
/// which the tracker saw sleep are in `Night::segments`; `sleep_onset` and `final_awakening` are taken from them, and
/// `into_bed` and `out_of_bed` from the beginning and the end of the record.
struct ExportedSleep {
    Night night;
    std::string source;  ///< device or app; empty when the export names none
};

/// What one file of an export says. Complete only when there are no problems. Sleeps stand as in the file. Problems and
/// warnings are sorted by place, and there are not more than `json::most_problems` of each.
struct ReadExport {
    std::vector<ExportedSleep> sleeps;
    std::vector<LeftOut> left_out;
    std::optional<Zone> zone;  ///< of times without an offset; empty: they are as the clocks on the wall showed them
    std::string name;          ///< of the maker or app, such as "Fitbit"
    Problems problems;
    Problems warnings;
    Modality modality = Modality::sensed;
};

/// `sleep-YYYY-MM-DD.json` of an account export, or an answer of the API: stages, classic, or the old minute by minute.
/// Its times have no zone. With one given, nights on which the clocks are set come out right; without, the hour that
/// Fitbit puts in between is taken out, and what comes after it is told as if the clocks had not been set: a warning
/// says so.
ReadExport read_fitbit(std::string_view text, const std::string& file, const std::optional<Zone>& zone = {});

/// `sleep` of the API, version 2, or of an account export. Times have their offsets.
ReadExport read_oura(std::string_view text, const std::string& file);

/// `*_sleepData.json` of an account export, or daily answers of Garmin Connect. Times are in UTC. What clocks showed
/// comes from the zone given, or from the local times that only the daily answers have; else it stays UTC, and a
/// warning says so.
ReadExport read_garmin(std::string_view text, const std::string& file, const std::optional<Zone>& zone = {});

/// The CSV inside of the zip.
ReadExport read_sleep_as_android(std::string_view text, const std::string& file);

/// Maps our names of columns to theirs. Empty: a preset is recognised by its header (Sleepmeter, Plees Tracker, Sleep
/// Cycle, Withings, and the rows that `to_csv` writes). `start` (going to bed) and `end` (the final awakening) are
/// needed; there may be `tried_to_sleep`, `sleep_onset`, `out_of_bed`, `latency_to_sleep_onset_min`,
/// `wake_after_sleep_onset_min`, `number_of_awakenings`, `quality`, `rested`, `nap`, `notes`, `source`, `timezone` (a
/// column, or a zone for all rows), and what else a night of a log notes, by its name there: `alarm`, `day_type`,
/// `planned_wake`, `caffeine_drinks` and so on, but for lists.
///
/// With `date`, the morning of waking, dates have a column of their own, and all times are times of day alone. They
/// find their dates as in a log of ours: see `NightTime`.
///
/// Two more say how the table is meant: `dates` is `day-month-year` or `month-day-year`, for 01/02/2026; `modality` is
/// `sensed`, as it is taken when nothing is said, or `self-reported`.
struct ColumnMap {
    std::vector<std::pair<std::string, std::string>> columns;
};

/// A table with one sleep a row, separated by commas, semicolons or tabs. Nobody guesses what 01/02/2026 means: some
/// row has to tell, or the person. Times without an offset are those of the zone given.
ReadExport read_csv(std::string_view text, const std::string& file, const ColumnMap& columns,
                    const std::optional<Zone>& zone = {});

/// `export.xml`, of any size: it is never held in memory as a whole.
ReadExport read_apple_health(const ByteReader& bytes, const std::string& file);

enum class ExportFormat : std::uint8_t {
    native_log,
    fitbit,
    apple_health,
    sleep_as_android,
    csv,
    oura,
    garmin,
    zip,
};

/// Recognises a format by the first bytes of a file, of which 64 KiB are enough; empty for none of them. Says nothing
/// about whether the rest is sound. Any text whose first line has a separator counts as CSV.
std::optional<ExportFormat> recognised(std::string_view beginning);

/// One log from all files.
struct ImportedLog {
    Diary diary;             ///< sorted by time; no two sleeps overlap
    std::size_t nights = 0;  ///< main sleeps
    std::size_t naps = 0;    ///< all others
    std::size_t joined = 0;  ///< pieces that were joined to the sleep before
    std::vector<LeftOut> left_out;
    Problems warnings;
};

/// A pause of at most this long lies within one sleep; a longer one lies between two. The value of open-wearables.
inline constexpr Minutes longest_pause{120};

/// Makes one log of all that was read; the order of the files does not matter.
///
/// - Records of one sleep that overlap become one. The one with the most detail counts (stages before asleep and awake
///   before times alone; then the source that has more of it in all files), the others fill in where it has nothing.
/// - Pieces with a pause of at most `longest_pause` are joined; the pause counts as awake, since the tracker ended a
///   sleep there. Nothing becomes longer than 24 hours by that.
/// - The longest sleep that ends on a date is its main sleep, all others are naps: whatever the maker calls them.
/// - Times without an offset are those of the one zone that any file names; when there are two, of their own file's.
///   Where some times have no offset, all are compared as the clocks showed them, which is said.
ImportedLog united(std::vector<ReadExport> exports);

}  // namespace sleepcheck
