#include <algorithm>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/report.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t largest_document = std::size_t{16} << 20U;

void require_input(const AssessCommand& command, const Console& console) {
    if (!command.file.empty() || !look_at(console.streams, {}, console.environment).input_is_terminal) return;
    throw Error(Status::usage, "which answers? name a file, or pipe them in",
                "sleepcheck ask                                   asks them one by one;\n"
                "  sleepcheck questions --template > answers.json   writes a file to fill in;\n"
                "  sleepcheck assess answers.json                   then reads it");
}

Status verdict(const AssessCommand& command, const Assessment& assessment) {
    const auto grave = [&](const Flag* flag) { return flag->urgency >= *command.fail_on; };
    if (command.fail_on && std::any_of(assessment.flags.begin(), assessment.flags.end(), grave)) {
        return Status::check_failed;
    }
    return command.require_outcome && !assessment.outcome->conclusive ? Status::inconclusive : Status::done;
}

}  // namespace

Facts answers_in(const std::string& file, const Knowledge& knowledge, const Console& console) {
    const std::string text = read_all(file.empty() ? "-" : file, console.streams.input, largest_document);
    const bool named = !file.empty() && file != "-";
    ReadAnswers answers = read_answers(knowledge.catalogue, text, named ? file : "standard input");
    if (!answers.problems.empty()) throw Error(Status::input, std::move(answers.problems));
    return std::move(answers.facts);
}

std::string report_text(const ReportChoice& choice, const Console& console, const Knowledge& knowledge,
                        const Assessment& assessment) {
    const ReportOptions options{choice.show_private, choice.explain};
    if (choice.format == Format::json) return to_json(knowledge, assessment, options);
    return to_text(compose(knowledge, assessment, options), text_style(console, choice.wishes));
}

Status assess(const AssessCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    require_input(command, console);
    const Assessment assessment = sleepcheck::assess(knowledge, answers_in(command.file, knowledge, console));
    const bool to_stream = command.output.empty() || command.output == "-";
    ReportChoice choice = command.report;
    const bool may_color = command.output.empty() || choice.wishes.color == ColorChoice::always;
    if (!may_color) choice.wishes.color = ColorChoice::never;
    const std::string report = report_text(choice, console, knowledge, assessment);
    if (to_stream) {
        put(console, report);
    } else {
        write_file(command.output, report);
    }
    return verdict(command, assessment);
}

}  // namespace sleepcheck::cli
