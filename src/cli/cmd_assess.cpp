#include <algorithm>

#include "cli/commands.hpp"
#include "cli/export_files.hpp"
#include "cli/files.hpp"
#include "cli/log_file.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/diary.hpp"
#include "sleepcheck/log_answers.hpp"
#include "sleepcheck/report.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t largest_document = std::size_t{16} << 20U;

void require_input(const AssessCommand& command, const Console& console) {
    if (!command.file.empty() || !command.log.empty() ||
        !look_at(console.streams, {}, console.environment).input_is_terminal)
        return;
    throw Error(Status::usage, "which answers? name a file, or pipe them in",
                "sleepcheck ask                                   asks them one by one;\n"
                "  sleepcheck questions --template > answers.json   writes a file to fill in;\n"
                "  sleepcheck assess answers.json                   then reads it");
}

ReadAnswers read_sound_answers(const Knowledge& knowledge, std::string_view text, const std::string& name) {
    ReadAnswers answers = read_answers(knowledge.catalogue, text, name);
    if (!answers.problems.empty()) throw Error(Status::input, std::move(answers.problems));
    return answers;
}

/// What was given: answers, a log, or both.
struct Given {
    Facts answers{0};
    std::string id;  ///< of the answers document; empty when it has none
    std::optional<ReadDiary> log;
};

ReadDiary sound_log(ReadDiary log) {
    if (!log.problems.empty()) throw Error(Status::input, std::move(log.problems));
    return log;
}

ReadDiary log_in(const LogFile& file) {
    return sound_log(is_export(file.text, file.name) ? diary_of_export(file.text, file.name)
                                                     : read_diary(file.text, file.name));
}

ReadDiary log_at(const std::string& path, const Console& console) {
    PeekedInput input(path, console);
    return sound_log(is_large_export(input) ? diary_of_large_export(std::move(input))
                                            : diary_in(whole_log(std::move(input))));
}

std::string name_of(const std::string& file) {
    return file.empty() || file == "-" ? "standard input" : file;
}

Given given_in(const AssessCommand& command, const Knowledge& knowledge, const Console& console) {
    Given given;
    given.answers = Facts(knowledge.catalogue.entries.size());
    const bool only_log = command.file.empty() && !command.log.empty();
    if (!command.log.empty()) given.log = log_at(command.log, console);
    if (only_log) return given;
    const auto require_one_log = [&] {
        if (given.log) throw Error(Status::usage, "both are sleep logs", "give one log, beside answers or alone");
    };
    PeekedInput input(command.file, console);
    if (is_large_export(input)) {
        require_one_log();
        given.log = sound_log(diary_of_large_export(std::move(input)));
        return given;
    }
    const std::string name = input.name();
    const bool begins_as_log = is_sleep_log(input.beginning());
    const std::string text = std::move(input).text(begins_as_log ? largest_log : largest_document);
    if (!embeds_log(text) && (is_sleep_log(text) || is_export(text, name))) {
        require_one_log();
        given.log = log_in({name, text});
        return given;
    }
    ReadAnswers read = read_sound_answers(knowledge, text, name);
    if (read.log && given.log) {
        throw Error(Status::usage, "the answers have a sleep log inside", "leave out --log, or take the log out");
    }
    if (read.log) given.log = log_in({name, *read.log});
    given.answers = std::move(read.facts);
    given.id = std::move(read.id);
    return given;
}

Assessment assessed(const AssessCommand& command, const Knowledge& knowledge, Given given) {
    if (!given.log) return sleepcheck::assess(knowledge, given.answers);
    return assess_with_log(knowledge, std::move(given.answers), std::move(*given.log), command.least_nights);
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
    return read_sound_answers(knowledge, text, name_of(file)).facts;
}

std::string report_text(const ReportChoice& choice, const Console& console, const Knowledge& knowledge,
                        const Assessment& assessment, const std::string& id) {
    const ReportOptions options{choice.show_private, choice.explain, false, id};
    if (choice.format == Format::json) return to_json(knowledge, assessment, options);
    return to_text(compose(knowledge, assessment, options), text_style(console, choice.wishes));
}

Status assess(const AssessCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    require_input(command, console);
    Given given = given_in(command, knowledge, console);
    const std::string id = std::move(given.id);
    const Assessment assessment = assessed(command, knowledge, std::move(given));
    const bool to_stream = command.output.empty() || command.output == "-";
    ReportChoice choice = command.report;
    const bool may_color = command.output.empty() || choice.wishes.color == ColorChoice::always;
    if (!may_color) choice.wishes.color = ColorChoice::never;
    const std::string report = report_text(choice, console, knowledge, assessment, id);
    if (to_stream) {
        put(console, report);
    } else {
        write_file(command.output, report);
    }
    return verdict(command, assessment);
}

}  // namespace sleepcheck::cli
