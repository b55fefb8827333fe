#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Rows of a table as a spreadsheet reads them: commas, quotes where needed, CR LF (RFC 4180).
namespace sleepcheck {

/// Words of a person as a cell. A spreadsheet takes a text that begins with one of `=+-@` for a formula, which could
/// call programs or send the other cells away; an apostrophe makes it plain text again. Line ends stay as they are,
/// all else that could command a terminal is escaped.
std::string cell_of_words(std::string_view words);

/// Appends the cells as a row, with its line end.
void add_row(std::string& text, const std::vector<std::string>& cells);

}  // namespace sleepcheck
