#include "import/row_cells.hpp"

#include <cmath>
#include <fmt/format.h>
#include <map>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

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
    csv_.complain(*field, fmt::format("expected a {} from {} to {}, got \"{}\"", kind, least, most, brief(field->text)),
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

std::optional<bool> RowCells::truth(TableColumn name, std::string_view when_yes) {
    static const std::map<std::string_view, bool> words{{"1", true},  {"true", true},   {"yes", true},
                                                        {"0", false}, {"false", false}, {"no", false}};
    const CsvField* const field = find(name);
    if (field == nullptr) return std::nullopt;
    const auto word = words.find(trimmed(field->text));
    if (word != words.end()) return word->second;
    csv_.complain(*field, fmt::format("expected yes or no, got \"{}\"", brief(field->text)),
                  fmt::format("yes, true and 1 say that {}; no, false and 0 that it was not", when_yes));
    return std::nullopt;
}

}  // namespace sleepcheck
