#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/batch.hpp"
#include "sleepcheck/document.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/interview.hpp"
#include "sleepcheck/knowledge.hpp"

/// One struct a command, as the command line fills it, and the function that carries it out.
namespace sleepcheck::cli {

/// What every command works with.
struct Console {
    Streams streams;
    const Environment& environment;
    const Today& today;
};

/// Which rules to use: the built-in ones, other folders laid over them, or only a folder.
struct RulesChoice {
    std::vector<std::string> over;
    std::string only;  ///< empty: the built-in rules are the base
};

/// Reads the rules. Throws `Error`: `rules` with all problems of the folders, `stream` for one that cannot be read.
Knowledge knowledge_for(const RulesChoice& choice);

/// The layers of the first folder, and the others as layers over these; without any the built-in rules. Throws `Error`
/// (stream) for a folder that cannot be read.
std::vector<RuleLayer> layers_to_check(const std::vector<std::string>& folders, const RulesChoice& choice);

/// The layers that a folder to be looked at means: a folder with questions of its own stands alone, another is laid
/// over the built-in rules; `built-in` means those. Throws `Error` (`stream`) for one that cannot be read.
std::vector<RuleLayer> layers_of(const std::string& folder);

/// The same, loaded. Throws `Error` with `rules` and all problems.
Loaded loaded_rules(const std::string& folder);

enum class Format { text, json };

/// How a report is to look.
struct ReportChoice {
    Format format = Format::text;
    bool explain = false;
    bool show_private = false;
    TerminalWishes wishes;
};

struct AssessCommand {
    std::string file;  ///< answers or a sleep log; empty: standard input, if it is no terminal
    std::string log;   ///< a sleep log beside the answers; empty for none
    std::size_t least_nights = nights_to_answer;
    std::string output;  ///< empty: standard output
    bool require_outcome = false;
    std::optional<Urgency> fail_on;
    ReportChoice report;
    RulesChoice rules;
};
Status assess(const AssessCommand& command, const Console& console);

/// The answers in a file, or on standard input for an empty name. Throws `Error` (input) with all that is wrong.
Facts answers_in(const std::string& file, const Knowledge& knowledge, const Console& console);

/// The report as it is written to standard output; `id` is that of the document, as JSON, or empty.
std::string report_text(const ReportChoice& choice, const Console& console, const Knowledge& knowledge,
                        const Assessment& assessment, const std::string& id = {});

struct AskCommand {
    std::string answers;  ///< a file of answers that are known already; empty for none
    std::string log;      ///< a sleep log that answers what it can; empty for none
    std::size_t least_nights = nights_to_answer;
    std::string output;  ///< where to write the answers; empty: nowhere
    std::optional<Depth> depth;
    bool resume = false;
    bool anew = false;
    bool forget = false;
    bool no_report = false;
    ReportChoice report;
    RulesChoice rules;
};
Status ask(const AskCommand& command, const Console& console);

struct BatchCommand {
    std::string file;    ///< a document a line; empty: standard input, if it is no terminal
    std::string output;  ///< empty: standard output
    BatchChoice choice;
    std::size_t jobs = 1;
    std::size_t most_bytes = std::size_t{1} << 20U;  ///< of a line
    bool quiet = false;                              ///< no bar
    bool summary = false;
    std::string summary_file;  ///< empty for none
    RulesChoice rules;
};
Status batch(const BatchCommand& command, const Console& console);

struct QuestionsCommand {
    std::string show;  ///< the id of one question; empty for all
    Format format = Format::text;
    bool as_template = false;
    TerminalWishes wishes;
    RulesChoice rules;
};
Status questions(const QuestionsCommand& command, const Console& console);

struct RulesListCommand {
    std::string filter;  ///< part of an id or of the words; empty for all
    std::string kind;    ///< empty for every kind
    RulesChoice rules;
    TerminalWishes wishes;
};
Status rules_list(const RulesListCommand& command, const Console& console);

struct RulesShowCommand {
    std::string id;
    RulesChoice rules;
    TerminalWishes wishes;
};
Status rules_show(const RulesShowCommand& command, const Console& console);

struct RulesDiffCommand {
    std::string before;
    std::string after;
    std::string answers;  ///< answer sets to compare results on, one a line; empty for none
};
Status rules_diff(const RulesDiffCommand& command, const Console& console);

struct RulesNewCommand {
    std::string folder;
};
Status rules_new(const RulesNewCommand& command, const Console& console);

struct RulesCheckCommand {
    std::vector<std::string> folders;  ///< none: those of `rules`
    RulesChoice rules;
    bool propose = false;
    bool mutate = false;
};
Status rules_check(const RulesCheckCommand& command, const Console& console);

struct LogCheckCommand {
    std::string file;  ///< empty: standard input, if it is no terminal; so for all commands on logs
    Format format = Format::text;
};
Status log_check(const LogCheckCommand& command, const Console& console);

struct LogSummaryCommand {
    std::string file;
    std::string output;  ///< empty: standard output
    Format format = Format::text;
    bool every_night = false;
    TerminalWishes wishes;
};
Status log_summary(const LogSummaryCommand& command, const Console& console);

struct LogExportCommand {
    std::string file;
    std::string output;  ///< empty: standard output
    bool show_private = false;
};
Status log_export(const LogExportCommand& command, const Console& console);

struct LogAddCommand {
    std::string file;
    std::optional<Date> date;  ///< the morning of waking; empty: today
    TerminalWishes wishes;
};
Status log_add(const LogAddCommand& command, const Console& console);

struct LogImportCommand {
    std::vector<std::string> files;  ///< `-` for standard input
    std::string from;                ///< the word of a format; empty: recognised by content
    std::string timezone;            ///< of times without an offset; empty: as the clocks showed them
    std::vector<std::pair<std::string, std::string>> columns;  ///< of a table: our name, theirs
    std::string output;                                        ///< empty: standard output
};
Status log_import(const LogImportCommand& command, const Console& console);

/// Writes to standard output; a reader that has gone is no failure.
void put(const Console& console, std::string_view text);

/// A problem in the words and lines that a person reads.
std::string told(const Problem& problem);

/// Tells a person what went wrong, all of it.
void put_error(const Console& console, const Error& error);

/// The style for documents on standard output.
TextStyle text_style(const Console& console, const TerminalWishes& wishes);

}  // namespace sleepcheck::cli
