#include "import/date_order.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

/// The first moment, if this is a possible night.
std::optional<Moment> reading(const CsvField& start, const CsvField& end, DateOrder order) {
    const auto from = table_moment(start.text, order);
    const auto to = table_moment(end.text, order);
    if (!from || !to) return std::nullopt;
    const std::chrono::seconds length = elapsed(from->moment, to->moment);
    const bool possible = length.count() >= 0 && length <= std::chrono::days{1};
    return possible ? std::optional(from->moment) : std::nullopt;
}

}  // namespace

void OrderOfDates::look_at(const CsvRow& row) {
    if (const auto date = plan_.column(TableColumn::date)) {
        if (*date >= row.size()) return;
        const std::string& text = row[*date].text;
        return compare(row[*date], table_date(text, DateOrder::day_first), table_date(text, DateOrder::month_first));
    }
    const auto start = plan_.column(TableColumn::start);
    const auto end = plan_.column(TableColumn::end);
    if (!start || !end || std::max(*start, *end) >= row.size()) return;
    compare(row[*start], reading(row[*start], row[*end], DateOrder::day_first),
            reading(row[*start], row[*end], DateOrder::month_first));
}

template <typename Reading>
void OrderOfDates::compare(const CsvField& field, const std::optional<Reading>& day_first,
                           const std::optional<Reading>& month_first) {
    if (!day_first && month_first) ++only_month_first_;
    if (day_first && !month_first) ++only_day_first_;
    if (day_first && month_first && *day_first != *month_first && !doubtful_) doubtful_ = field;
}

std::optional<DateOrder> OrderOfDates::settled() const {
    if (only_day_first_ > 0 && only_month_first_ == 0) return DateOrder::day_first;
    if (only_month_first_ > 0 && only_day_first_ == 0) return DateOrder::month_first;
    if (doubtful_ || only_day_first_ > 0) return std::nullopt;
    return DateOrder::day_first;
}

void OrderOfDates::complain(CsvExport& csv) const {
    const std::string cure = "say which: dates=day-month-year or dates=month-day-year";
    if (only_day_first_ > 0) {
        csv.complain(fmt::format("{} can only be day/month/year, {} only month/day/year",
                                 counted(only_day_first_, "row", "rows"), counted(only_month_first_, "row", "rows")),
                     cure);
    } else {
        csv.complain(*doubtful_,
                     fmt::format("\"{}\" may be day/month/year or month/day/year, and no row of the table tells",
                                 brief(doubtful_->text)),
                     cure);
    }
}

}  // namespace sleepcheck
