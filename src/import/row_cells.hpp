#pragma once

#include "import/table_columns.hpp"

namespace sleepcheck {

/// The cells of one row of a table, by our names for its columns. What is wrong with a cell is said, and then it is
/// empty, as is one without anything written in it. What is private is not repeated.
class RowCells {
public:
    RowCells(CsvExport& csv, const TablePlan& plan, const CsvRow& row) : csv_(csv), plan_(plan), row_(row) {}

    /// Null when the table has no such column, the row is too short, or nothing is written there.
    [[nodiscard]] const CsvField* find(TableColumn name) const;
    /// Without blanks around it.
    [[nodiscard]] std::optional<std::string> text(TableColumn name) const;
    std::optional<double> number(TableColumn name, double least, double most);
    std::optional<int> whole_number(TableColumn name, int least, int most);
    /// Up to a day.
    std::optional<Minutes> minutes(TableColumn name);
    std::optional<std::chrono::seconds> seconds(TableColumn name);
    /// A time of day.
    std::optional<std::chrono::seconds> clock(TableColumn name);
    /// The place of the cell's word among these.
    std::optional<std::size_t> word(TableColumn name, const std::vector<std::string_view>& words);
    /// `when_yes` says what yes, true and 1 mean.
    std::optional<bool> truth(TableColumn name, std::string_view when_yes);

private:
    void unexpected(TableColumn name, const CsvField& field, const std::string& expected, std::string cure);
    std::optional<double> number(TableColumn name, std::string_view kind, double least, double most);

    CsvExport& csv_;
    const TablePlan& plan_;
    const CsvRow& row_;
};

}  // namespace sleepcheck
