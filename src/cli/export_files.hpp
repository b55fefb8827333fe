#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/peeked_input.hpp"
#include "sleepcheck/import.hpp"

namespace sleepcheck::cli {

/// Which exports to read, and what they do not say themselves.
struct ExportFiles {
    std::vector<std::string> paths;    ///< `-` for standard input
    std::optional<ExportFormat> from;  ///< empty: recognised by content
    ColumnMap columns;
    std::optional<Zone> zone;  ///< of times without an offset
};

/// The word for a format on the command line; none for a zip, which is only a cover.
std::string_view word_for(ExportFormat format);

/// One log from all files, zips looked into. Reads a large XML file piece by piece, with a bar on standard error when
/// that is a terminal. Throws `Error`: `input` with all problems of all files, or when there is no sleep in them;
/// `stream`; `ceiling`.
ImportedLog imported(const ExportFiles& files, const Console& console);

/// The format of a word. Throws `Error` (usage) for another word.
ExportFormat export_format_named(const std::string& word);

/// True when the text is a tracker's export, and not answers or a log of ours. A table has to be called one, too: any
/// line with a comma could be its beginning.
bool is_export(std::string_view text, const std::string& name);

/// The nights of an export that was read as a whole. Throws `Error` (input) as `imported` does.
ReadDiary diary_of_export(const std::string& text, const std::string& name);

/// True for an export that may be far larger than any log: it is read piece by piece, never as a whole.
bool is_large_export(const PeekedInput& input);

/// The nights of such an export. Throws `Error` as `imported` does.
ReadDiary diary_of_large_export(PeekedInput input);

/// What was read, for standard error: "412 nights and 30 naps; 3 records left out: ...".
std::string import_summary(const ImportedLog& log);

}  // namespace sleepcheck::cli
