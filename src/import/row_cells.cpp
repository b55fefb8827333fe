#include "import/row_cells.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

bool is_private(TableColumn name) {
    return name == TableColumn::medication || name == TableColumn::alcohol_drinks || name == TableColumn::nicotine ||
           name == TableColumn::notes;
}

}  // namespace

void RowCells::unexpected(TableColumn name, const CsvField& field, const std::string& expected, std::string cure) {
    const std::string got = is_private(name) ? "" : fmt::format(", got \"{}\"", brief(field.text));
    csv_.complain(field, fmt::format("expected {}{}", expected, got), std::move(cure));
}

const CsvField* RowCells::find(TableColumn name) const {
    const auto column = plan_.column(name);
    if (!column || *column >= row_.size() || trimmed(row_[*column].text).empty()) return nullptr;
    return &row_[*column];
}

std::optional<std::string> RowCells::text(TableColumn name) const {
    const CsvField* const field = find(name);
    return field == nullptr ? std::nullopt : std::optional(std::string(trimmed(field->text)));
}

std::optional<double> RowCells::number(TableColumn name, std::string_view kind, double least, double most) {
    const CsvField* const field = find(name);
    if (field == nullptr) return std::nullopt;
    const auto number = number_in(field->text);
    const bool whole = kind == "whole number";
    if (number && *number >= least && *number <= most && (!whole || std::floor(*number) == *number)) return number;
    unexpected(name, *field, fmt::format("a {} from {} to {}", kind, least, most),
               "leave the field empty if it is not known");
    return std::nullopt;
}

std::optional<double> RowCells::number(TableColumn name, double least, double most) {
    return number(name, "number", least, most);
}

std::optional<int> RowCells::whole_number(TableColumn name, int least, int most) {
    const auto read = number(name, "whole number", least, most);
    return read ? std::optional(static_cast<int>(*read)) : std::nullopt;
}

std::optional<Minutes> RowCells::minutes(TableColumn name) {
    const auto read = number(name, 0, Minutes{std::chrono::days{1}}.count());
    return read ? std::optional(Minutes{*read}) : std::nullopt;
}

std::optional<std::chrono::seconds> RowCells::seconds(TableColumn name) {
    const auto read = number(name, 0, std::chrono::duration<double>{std::chrono::days{1}}.count());
    return read ? std::optional(std::chrono::round<std::chrono::seconds>(std::chrono::duration<double>{*read}))
                : std::nullopt;
}

std::optional<std::chrono::seconds> RowCells::clock(TableColumn name) {
    const CsvField* const field = find(name);
    if (field == nullptr) return std::nullopt;
    const auto clock = table_clock(field->text);
    if (!clock) unexpected(name, *field, "a time of day", "hours 0 to 23, minutes 00 to 59, such as 22:30 or 10:30 pm");
    return clock;
}

std::optional<std::size_t> RowCells::word(TableColumn name, const std::vector<std::string_view>& words) {
    const CsvField* const field = find(name);
    if (field == nullptr) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), trimmed(field->text));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    unexpected(name, *field, listed({words.begin(), words.end()}, " or "), "leave the field empty if it is not known");
    return std::nullopt;
}

std::optional<bool> RowCells::truth(TableColumn name, std::string_view when_yes) {
    static const std::map<std::string_view, bool> words{{"1", true},  {"true", true},   {"yes", true},
                                                        {"0", false}, {"false", false}, {"no", false}};
    const CsvField* const field = find(name);
    if (field == nullptr) return std::nullopt;
    const auto word = words.find(trimmed(field->text));
    if (word != words.end()) return word->second;
    unexpected(name, *field, "yes or no",
               fmt::format("yes, true and 1 say that {}; no, false and 0 deny it", when_yes));
    return std::nullopt;
}

}  // namespace sleepcheck
