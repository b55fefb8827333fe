#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/log_file.hpp"
#include "sleepcheck/log_report.hpp"

namespace sleepcheck::cli {

Status log_summary(const LogSummaryCommand& command, const Console& console) {
    const ReadDiary read = sound(diary_at(command.file, console), "nothing was summarised");
    const SleepSummary summary = sleep_summary(read.diary);
    const SummarisedLog log{read.diary, summary, read.warnings};
    TerminalWishes wishes = command.wishes;
    const bool may_color = command.output.empty() || wishes.color == ColorChoice::always;
    if (!may_color) wishes.color = ColorChoice::never;
    const NightRows rows = command.every_night ? NightRows::all : NightRows::none;
    const std::string text =
        command.format == Format::json ? to_json(log) : to_text(compose(log, rows), text_style(console, wishes));
    if (command.output.empty() || command.output == "-") {
        put(console, text);
    } else {
        write_file(command.output, text);
    }
    return Status::done;
}

}  // namespace sleepcheck::cli
