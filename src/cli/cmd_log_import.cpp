#include <filesystem>

#include "cli/commands.hpp"
#include "cli/export_files.hpp"
#include "cli/files.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// An export is the only copy of somebody's nights, often enough.
void require_other_file(const LogImportCommand& command) {
    for (const std::string& path : command.files) {
        std::error_code error;
        if (path == "-" || !std::filesystem::equivalent(path, command.output, error) || error) continue;
        throw Error(Status::usage, "the log would take the place of the export it is made from",
                    "name another file after -o");
    }
}

}  // namespace

Status log_import(const LogImportCommand& command, const Console& console) {
    if (!command.output.empty()) require_writable(command.output);
    require_other_file(command);
    ExportFiles files{command.files, {}, {command.columns}, {}};
    if (!command.from.empty()) files.from = export_format_named(command.from);
    if (!command.timezone.empty()) {
        files.zone = find_zone(command.timezone);
        if (!files.zone) {
            throw Error(Status::usage, "unknown time zone \"" + brief(command.timezone) + "\"",
                        "a name like Europe/Paris, as the machine's tz database has it");
        }
    }
    const ImportedLog log = imported(files, console);
    const std::string text = to_json(log.diary);
    if (command.output.empty() || command.output == "-") {
        put(console, text);
    } else {
        write_file(command.output, text);
    }
    std::string said;
    for (const Problem& warning : log.warnings) said += told(warning);
    said += import_summary(log);
    static_cast<void>(std::fwrite(said.data(), 1, said.size(), console.streams.error));
    static_cast<void>(std::fflush(console.streams.error));
    return Status::done;
}

}  // namespace sleepcheck::cli
