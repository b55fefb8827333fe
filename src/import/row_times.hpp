#pragma once

#include <map>

#include "import/row_cells.hpp"

namespace sleepcheck {

/// Reads the times of rows, and keeps in mind what has to be said of them all.
class RowTimes {
public:
    RowTimes(CsvExport& csv, const TablePlan& plan, DateOrder order) : csv_(csv), plan_(plan), order_(order) {}

    /// A night with its times and its date. Empty when the row has no sleep that could be used, which is said.
    std::optional<Night> night_of(const CsvRow& row);

    /// The one zone that every row named, else that of the table.
    [[nodiscard]] std::optional<Zone> zone_of_all() const;

    void warn_of_zones();

private:
    std::optional<Zone> zone_of(const RowCells& cells);
    const CsvField* needed(const CsvRow& row, TableColumn name);
    std::optional<Night> written_out(const CsvRow& row, const std::optional<Zone>& zone);
    std::optional<Night> walked_back(const CsvRow& row, const std::optional<Zone>& zone);
    std::optional<Date> date(const CsvField* field);
    std::optional<std::chrono::seconds> clock(const CsvField* field);
    NightTime placed(const CsvField& field, std::chrono::local_seconds shown, const std::optional<Zone>& zone,
                     const std::optional<NightTime>& before);
    std::optional<NightTime> time(const CsvField& field, const std::optional<Zone>& zone,
                                  const std::optional<NightTime>& before);
    bool could_be_a_sleep(const CsvRow& row, const NightTime& start, const NightTime& end);
    void add_times(const CsvRow& row, const std::optional<Zone>& zone, Night& night);
    void check_order(const CsvRow& row, Night& night);

    CsvExport& csv_;
    const TablePlan& plan_;
    DateOrder order_;
    std::map<std::string, std::optional<Zone>> zones_;
    bool row_without_zone_ = false;
    bool counted_in_utc_ = false;
    bool shown_without_zone_ = false;
};

}  // namespace sleepcheck
