#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/log_file.hpp"
#include "sleepcheck/log_csv.hpp"

namespace sleepcheck::cli {

Status log_export(const LogExportCommand& command, const Console& console) {
    const ReadDiary read = sound(diary_at(command.file, console), "nothing was exported");
    const std::string rows =
        to_csv(read.diary, command.show_private ? PrivateColumns::shown : PrivateColumns::left_out);
    if (command.output.empty() || command.output == "-") {
        put(console, rows);
    } else {
        write_file(command.output, rows);
    }
    return Status::done;
}

}  // namespace sleepcheck::cli
