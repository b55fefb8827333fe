#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/csv.hpp"
#include "import/table_time.hpp"

namespace sleepcheck {

/// Longer words of a table are cut, or left out.
inline constexpr std::size_t longest_text = 200;

/// Our names for columns of a table.
enum class TableColumn : std::uint8_t {
    date,   ///< the morning of waking; then all times are times of day alone
    start,  ///< going to bed
    end,    ///< the final awakening
    tried_to_sleep,
    sleep_onset,
    out_of_bed,
    latency,          ///< minutes
    latency_seconds,  ///< of a tracker: 0 is not known
    awake,            ///< minutes awake between falling asleep and the final awakening
    light_seconds,    ///< of sleep; so are the next two
    deep_seconds,
    rem_seconds,
    rising_seconds,  ///< from the final awakening to the end of the record
    awakenings,
    trying_after,  ///< minutes in bed after the final awakening, wanting to sleep on
    quality,
    stars,  ///< 1 to 5, 0 for none
    rested,
    nap,
    main_sleep,
    alarm,
    day_type,
    planned_bedtime,
    planned_wake,
    caffeine_drinks,
    last_caffeine,
    evening_light,  ///< minutes
    magnesium_foods,
    problem_night,
    medication,      ///< private
    alcohol_drinks,  ///< private
    nicotine,        ///< private
    notes,           ///< private
    source,
    modality,
    timezone,
};
inline constexpr std::size_t table_column_count = static_cast<std::size_t>(TableColumn::timezone) + 1;

/// How a table is to be read: where its columns are, and what holds for all its rows.
struct TablePlan {
    std::string name;  ///< of the maker
    Modality modality = Modality::sensed;
    std::optional<DateOrder> order;  ///< empty: the dates have to tell
    std::optional<Zone> zone;        ///< of all rows
    std::array<std::optional<std::size_t>, table_column_count> columns{};
    std::vector<std::pair<std::string, std::size_t>> vendor;
    bool ends_out_of_bed = false;  ///< the end of a record is getting up, not waking
    bool tamed_words = false;  ///< an apostrophe before words that a spreadsheet would take for a formula is not theirs

    [[nodiscard]] std::optional<std::size_t> column(TableColumn wanted) const {
        return columns[static_cast<std::size_t>(wanted)];
    }
};

/// The plan for a table with this header: as the person maps its columns, or a preset that knows it. Empty when there
/// is none, which is said.
std::optional<TablePlan> plan_for(CsvExport& csv, const CsvRow& header, const ColumnMap& columns);

}  // namespace sleepcheck
