#pragma once

#include "import/table_columns.hpp"

namespace sleepcheck {

/// What the rows of a table say about the order of day and month. A reading that makes a night impossible, such as one
/// that lasts a month, is wrong: often that settles it.
class OrderOfDates {
public:
    explicit OrderOfDates(const TablePlan& plan) : plan_(plan) {}

    void look_at(const CsvRow& row);

    /// Empty when no row settles it, or rows contradict each other.
    [[nodiscard]] std::optional<DateOrder> settled() const;

    /// Says why it is not settled.
    void complain(CsvExport& csv) const;

private:
    template <typename Reading>
    void compare(const CsvField& field, const std::optional<Reading>& day_first,
                 const std::optional<Reading>& month_first);

    const TablePlan& plan_;
    std::size_t only_day_first_ = 0;
    std::size_t only_month_first_ = 0;
    std::optional<CsvField> doubtful_;  ///< the first
};

}  // namespace sleepcheck
