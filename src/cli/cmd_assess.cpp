#include <algorithm>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/report.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t largest_document = std::size_t{16} << 20U;

std::string input_of(const AssessCommand& command, const Console& console) {
    const bool from_terminal = look_at(console.streams, {}, console.environment).input_is_terminal;
    if (command.file.empty() && from_terminal) {
        throw Error(Status::usage, "which answers? name a file, or pipe them in",
                    "sleepcheck questions --template > answers.json   writes a file to fill in;\n"
                    "  sleepcheck assess answers.json                   then reads it");
    }
    return read_all(command.file.empty() ? "-" : command.file, console.streams.input, largest_document);
}

std::string written(const AssessCommand& command, const Console& console, const Knowledge& knowledge,
                    const Assessment& assessment) {
    const ReportOptions options{command.show_private, command.explain};
    if (command.format == Format::json) return to_json(knowledge, assessment, options);
    TextStyle style = text_style(console, command.wishes);
    const bool to_file = !command.output.empty();
    if (to_file && command.wishes.color != ColorChoice::always) style.color = false;
    return to_text(compose(knowledge, assessment, options), style);
}

Status verdict(const AssessCommand& command, const Assessment& assessment) {
    const auto grave = [&](const Flag* flag) { return flag->urgency >= *command.fail_on; };
    if (command.fail_on && std::any_of(assessment.flags.begin(), assessment.flags.end(), grave)) {
        return Status::check_failed;
    }
    return command.require_outcome && !assessment.outcome->conclusive ? Status::inconclusive : Status::done;
}

}  // namespace

Status assess(const AssessCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    const std::string text = input_of(command, console);
    const bool named = !command.file.empty() && command.file != "-";
    ReadAnswers answers = read_answers(knowledge.catalogue, text, named ? command.file : "standard input");
    if (!answers.problems.empty()) throw Error(Status::input, std::move(answers.problems));
    const Assessment assessment = sleepcheck::assess(knowledge, answers.facts);
    const std::string report = written(command, console, knowledge, assessment);
    if (command.output.empty() || command.output == "-") {
        put(console, report);
    } else {
        write_file(command.output, report);
    }
    return verdict(command, assessment);
}

}  // namespace sleepcheck::cli
