// The command line: the only file that knows CLI11. What a person mistypes is answered here, in our own words.

#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <new>
#include <thread>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::string_view guide = R"(sleepcheck: what your answers about your sleep point to, and why

  sleepcheck ask                                   questions one by one, then the result
  sleepcheck questions --template > answers.json   write a file to fill in instead
  sleepcheck assess answers.json                   read it and explain the result
  sleepcheck log summary log.json                  what a sleep log says, night by night
  sleepcheck batch answers.ndjson                  many documents, a line each
  sleepcheck questions                             all questions, with their options
  sleepcheck rules list                            everything a result rests on
  sleepcheck rules show %sign%
      one rule: words, condition, evidence

  sleepcheck COMMAND --help                        more, with examples

For education only: not a medical device, not a diagnosis and not treatment.
If you are in danger or have thoughts of harming yourself, call your emergency
number or a crisis line now.
)";

constexpr std::string_view assess_examples = R"(Examples:
  sleepcheck assess answers.json
  sleepcheck assess answers.json --explain
  sleepcheck assess --format json answers.json > report.json
  echo '{"%question%": 5}' | sleepcheck assess
  sleepcheck assess answers.json -o report.txt --fail-on urgent

Exit status: 0 done; 1 --fail-on found such a flag; 2 wrong usage; 3 the answers
are at fault; 4 --require-outcome and there is none; 5 a file or stream cannot be
read or written; 6 the rules are at fault; 7 too large.
)";

constexpr std::string_view batch_examples =
    R"(One JSON document a line in, one result line out, in order, in constant memory.
A document is what assess reads: answers, flat or under "answers", and beside them
an "id", which is copied to the result, and a sleep "log". A blank line gives no
result; for a bad document the result says what is wrong with it.

Fields: %fields%.

Examples:
  sleepcheck batch answers.ndjson > results.ndjson
  sleepcheck batch answers.ndjson --format csv -o results.csv
  sleepcheck batch answers.ndjson --fields id,outcome,could_matter
  sleepcheck batch - --summary < answers.ndjson > results.ndjson
  parallel --pipepart -a answers.ndjson -k --block -1 sleepcheck batch -j 1 -

Exit status: 0 done; 1 some document is at fault; 2 wrong usage; 3 --strict and a
document is at fault; 5 a file or stream cannot be read or written; 6 the rules
are at fault; 130 or 143 stopped while -o FILE was written, which stays as it was.
)";

constexpr std::string_view ask_examples =
    R"(It asks only what can still matter. Every answer is saved at once; Ctrl-C, a
closed window or a power cut lose at most the line being typed. The questions go
to standard error, the report to standard output. Lines may also come from a file
or a pipe. Finished, nothing is kept but what you asked for.

Examples:
  sleepcheck ask
  sleepcheck ask --quick
  sleepcheck ask -o answers.json
  sleepcheck ask --answers answers.json
  sleepcheck ask --resume
  sleepcheck ask --forget

Exit status: 0 done, also after q; 2 wrong usage; 3 the answers given are at
fault; 5 a file cannot be read or written; 6 the rules are at fault; 129, 130 or
143 stopped by a closed window, Ctrl-C or a request to stop: answers are saved.
)";

constexpr std::string_view questions_examples = R"(Examples:
  sleepcheck questions
  sleepcheck questions show %question%
  sleepcheck questions --template > answers.json
  sleepcheck questions --format json
)";

constexpr std::string_view log_examples = R"(A sleep log is a diary of nights, as JSON or one night a line. What is not
written is unknown, never zero and never "no".

Examples:
  sleepcheck log check log.json
  sleepcheck log summary log.json
  sleepcheck log add log.json
  sleepcheck log export log.json --to csv -o nights.csv
)";

constexpr std::string_view log_check_examples =
    R"(A problem cannot be: times out of order, nights that overlap, one date twice. A
warning is odd but may be true. Nothing is mended.

Examples:
  sleepcheck log check log.json
  sleepcheck log check --format json - < log.json

Exit status: 0 nothing was found; 1 warnings alone; 2 wrong usage; 3 problems, with
which no log is assessed, or no sleep log; 5 it cannot be read; 7 too large.
)";

constexpr std::string_view log_summary_examples =
    R"(How many nights, typical sleep, time awake, waking too early, how regular, and how
that changed from week to week; then charts and tables. Figures from too few
nights say so. Nothing here is a diagnosis.

Examples:
  sleepcheck log summary log.json
  sleepcheck log summary log.json --nights
  sleepcheck log summary log.json --format json > summary.json

Exit status: 0 done; 2 wrong usage; 3 the log is at fault; 5 a file or stream
cannot be read or written; 7 too large.
)";

constexpr std::string_view log_import_examples =
    R"(Reads Fitbit, Apple Health (export.xml or export.zip), Sleep as Android, Oura,
Garmin, and tables of Sleepmeter, Plees Tracker, Sleep Cycle, Withings or your own
(--map with start and end at least; with date, the morning of waking, where times
of day have the date in a column of its own; modality=self-reported for a diary,
or else the table counts as a tracker's). Several files give one log: overlapping
records of a night become one. What was read and left out stands on
standard error.

Examples:
  sleepcheck log import sleep-*.json -o log.json
  sleepcheck log import export.zip -o log.json
  sleepcheck log import --from csv --map start=Begin,end=End nights.csv
  sleepcheck log import --map date=Day,start=Bedtime,end="Woke up" nights.csv
  sleepcheck log import sleep-*.json | sleepcheck log summary

Exit status: 0 done; 2 wrong usage; 3 an export is at fault, or holds no sleep;
5 a file cannot be read or written; 7 too large.
)";

constexpr std::string_view log_export_examples =
    R"(One row a night; an empty cell is unknown. What is private (medicines, alcohol,
nicotine, notes) is left out unless you ask for it.

Examples:
  sleepcheck log export log.json -o nights.csv
  sleepcheck log export log.json --to csv > nights.csv

Exit status: 0 done; 2 wrong usage; 3 the log is at fault; 5 a file or stream
cannot be read or written; 7 too large.
)";

constexpr std::string_view log_add_examples =
    R"(Nine short questions; nothing is written before you agree. The rest of the log
stays as it is, byte by byte. A night that is there already is corrected only
when you say so.

Examples:
  sleepcheck log add log.json
  sleepcheck log add log.json --date 2026-03-06

Exit status: 0 done, also after q; 2 wrong usage; 3 the log is at fault; 5 it
cannot be read or written; 129, 130 or 143 stopped, nothing was changed.
)";

constexpr std::string_view rules_examples = R"(Examples:
  sleepcheck rules list
  sleepcheck rules list %cause%
  sleepcheck rules list --kind flag
  sleepcheck rules show %flag%
  sleepcheck rules list --rules my-rules
  sleepcheck rules diff built-in my-rules
  sleepcheck rules new my-rules
)";

constexpr std::string_view diff_examples = R"(A folder with questions of its own stands alone; another is laid over the
built-in rules.

Examples:
  sleepcheck rules diff built-in my-rules
  sleepcheck rules diff old-rules new-rules --on answers.ndjson
)";

constexpr std::string_view rules_check_examples =
    R"(A DIR with questions of its own stands alone; any other is laid over the built-in
rules. More than one: each is laid over those before it.

What is checked: every file, every worked case and example, and that for each part
of each condition some case or example shows that it matters, both ways.

Examples:
  sleepcheck rules check
  sleepcheck rules check my-rules
  sleepcheck rules check my-rules --propose
  sleepcheck rules check --mutate

Exit status: 0 nothing was found; 1 something was; 2 wrong usage; 5 a folder
cannot be read.
)";

/// Texts as the command line gives them, before they are checked.
struct Written {
    std::string format = "text";
    std::string color = "auto";
    std::string width;
    std::string fail_on;
    std::string least_nights;
    std::string columns;
    std::string target = "csv";
    std::string date;
    std::string fields;
    std::string jobs;
    std::string most_bytes;
};

[[noreturn]] void wrong(std::string what, std::string cure) {
    throw Error(Status::usage, std::move(what), std::move(cure));
}

template <typename Value>
using Words = std::vector<std::pair<std::string, Value>>;

template <typename Value>
Value one_of(const std::string& option, const std::string& written, const Words<Value>& known) {
    std::vector<std::string> words;
    for (const auto& [word, value] : known) {
        if (word == written) return value;
        words.push_back(word);
    }
    const auto near = nearest(written, words);
    wrong(fmt::format("{} cannot be \"{}\"", option, brief(written)),
          near ? fmt::format("did you mean \"{}\"? it is {}", *near, listed(words, " or "))
               : "it is " + listed(words, " or "));
}

int whole_number(const std::string& option, const std::string& written, int least, int most) {
    int number = 0;
    const auto result = std::from_chars(written.data(), written.data() + written.size(), number);
    const bool whole = result.ec == std::errc() && result.ptr == written.data() + written.size();
    if (!whole || number < least || number > most) {
        wrong(fmt::format("{} cannot be \"{}\"", option, brief(written)),
              fmt::format("it is a whole number from {} to {}", least, most));
    }
    return number;
}

std::size_t least_nights_of(const Written& written) {
    if (written.least_nights.empty()) return nights_to_answer;
    constexpr int most = 366;
    return static_cast<std::size_t>(whole_number("--min-nights", written.least_nights, 1, most));
}

/// "start=Begin,end=End".
std::vector<std::pair<std::string, std::string>> columns_of(const Written& written) {
    std::vector<std::pair<std::string, std::string>> columns;
    std::string_view rest = written.columns;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == pair.size()) {
            wrong(fmt::format("--map cannot hold \"{}\"", brief(pair)), "it is NAME=COLUMN,NAME=COLUMN");
        }
        columns.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return columns;
}

/// The parts of a list with commas.
std::vector<std::string> list_of(std::string_view written) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = std::min(written.find(','), written.size());
        parts.emplace_back(written.substr(0, end));
        if (end == written.size()) return parts;
        written.remove_prefix(end + 1);
    }
}

BatchFormat batch_format_of(const Written& written) {
    if (written.format == "text") return BatchFormat::json;  // nothing was said
    return one_of<BatchFormat>("--format", written.format, {{"json", BatchFormat::json}, {"csv", BatchFormat::csv}});
}

std::vector<std::string> fields_of(const Written& written, BatchFormat format) {
    if (written.fields.empty()) return {};
    const std::vector<std::string> known = known_fields(format);
    std::vector<std::string> fields;
    for (const std::string& field : list_of(written.fields)) {
        if (std::find(fields.begin(), fields.end(), field) != fields.end()) {
            wrong(fmt::format("--fields has \"{}\" twice", brief(field)), "name each field once");
        }
        if (std::find(known.begin(), known.end(), field) == known.end()) {
            const auto near = nearest(field, known);
            wrong(fmt::format("--fields cannot hold \"{}\"", brief(field)),
                  near ? fmt::format("did you mean \"{}\"?", *near) : "there is " + listed(known));
        }
        fields.push_back(field);
    }
    return fields;
}

std::size_t jobs_of(const Written& written) {
    constexpr int most = 256;
    if (!written.jobs.empty()) return static_cast<std::size_t>(whole_number("--jobs", written.jobs, 1, most));
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most);
}

/// "1000", "64K", "16M".
std::size_t most_bytes_of(const Written& written) {
    constexpr std::size_t usual = std::size_t{1} << 20U;
    if (written.most_bytes.empty()) return usual;
    std::string digits = written.most_bytes;
    const bool kibi = digits.back() == 'K';
    const bool mebi = digits.back() == 'M';
    if (kibi || mebi) digits.pop_back();
    constexpr int most_mebi = 1024;
    const int most = (most_mebi << 20U) - 1;
    const int number = whole_number("--max-line", digits, 1, mebi ? most >> 20U : kibi ? most >> 10U : most);
    return static_cast<std::size_t>(number) << (mebi ? 20U : kibi ? 10U : 0U);
}

TerminalWishes wishes_of(const Written& written) {
    TerminalWishes wishes;
    wishes.color = one_of<ColorChoice>(
        "--color", written.color,
        {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}});
    if (written.width.empty()) return wishes;
    constexpr int narrowest = 40;
    constexpr int widest = 100;
    wishes.columns = whole_number("--width", written.width, narrowest, widest);
    return wishes;
}

Format format_of(const Written& written) {
    return one_of<Format>("--format", written.format, {{"text", Format::text}, {"json", Format::json}});
}

std::optional<Date> date_of(const Written& written) {
    if (written.date.empty()) return std::nullopt;
    const auto date = calendar_date(written.date);
    if (!date) wrong(fmt::format("--date cannot be \"{}\"", brief(written.date)), "write it as in 2026-03-06");
    return date;
}

std::optional<Urgency> urgency_of(const Written& written) {
    if (written.fail_on.empty()) return std::nullopt;
    Words<Urgency> known;
    for (int i = 0; i <= static_cast<int>(Urgency::emergency); ++i) {
        known.emplace_back(word_for(static_cast<Urgency>(i)), static_cast<Urgency>(i));
    }
    return one_of<Urgency>("--fail-on", written.fail_on, known);
}

void add_rules_options(CLI::App& app, RulesChoice& rules) {
    app.add_option("--rules", rules.over, "Lay a folder of rules over the built-in ones (repeatable)")
        ->type_name("DIR")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--rules-only", rules.only, "Use only the rules of this folder")->type_name("DIR");
}

void add_text_options(CLI::App& app, Written& written) {
    app.add_option("--color", written.color, "auto, always or never; also heeds NO_COLOR")->type_name("WHEN");
    app.add_option("--width", written.width, "Columns of the text, 40 to 100; else the terminal's, 80 in a pipe")
        ->type_name("N");
}

/// Words with commas, in lines of at most 80 characters, the first of which has a word before it.
std::string wrapped(const std::vector<std::string>& words) {
    constexpr std::size_t columns = 80;
    std::size_t used = std::string_view("Fields: ").size();
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = words[i] + (i + 1 < words.size() ? "," : "");
        const bool fits = used + 1 + word.size() <= columns;
        if (i > 0) text += fits ? " " : "\n  ";
        used = fits ? used + 1 + word.size() : 2 + word.size();
        text += word;
    }
    return text;
}

/// Help shows what can be typed as it stands, so the ids in it come from the rules.
std::string with_examples(std::string help) {
    const Knowledge knowledge = built_in_knowledge();
    const auto& questions = knowledge.catalogue.entries;
    const auto a_number = [](const Question& entry) { return entry.kind == Kind::integer && !entry.is_private; };
    const auto question = std::find_if(questions.begin(), questions.end(), a_number);
    const std::vector<std::pair<std::string_view, std::string>> examples{
        {"%question%", question->id},
        {"%sign%", knowledge.patterns.front().signs.front().id},
        {"%cause%", knowledge.causes.front().id},
        {"%flag%", knowledge.flags.back().id},
        {"%fields%", wrapped(known_fields(BatchFormat::json))},
    };
    for (const auto& [token, id] : examples) {
        for (auto at = help.find(token); at != std::string::npos; at = help.find(token))
            help.replace(at, token.size(), id);
    }
    return help;
}

/// The whole command line: its commands fill their structs, `chosen` is what will then be carried out.
class CommandLine {
public:
    explicit CommandLine(const Console& console) : console_(console) {
        app_.set_version_flag("--version", fmt::format("sleepcheck {}", SLEEPCHECK_VERSION), "Print the version");
        app_.set_help_flag("-h,--help", "Print this help");
        add_ask();
        add_assess();
        add_batch();
        add_log();
        add_questions();
        add_rules();
        app_.require_subcommand(0, 1);  // else a word after a command may be taken for another command
        for (CLI::App* command : commands()) {
            command->allow_extras();
            command->require_subcommand(0, 1);
        }
    }

    Status run(const std::vector<std::string>& arguments) {
        if (arguments.empty()) {
            put(console_, with_examples(std::string(guide)));
            return Status::done;
        }
        check_command(arguments, app_);
        try {
            std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
            app_.parse(reversed);
        } catch (const CLI::CallForHelp&) {
            put(console_, with_examples(app_.help()));
            return Status::done;
        } catch (const CLI::CallForVersion& version) {
            put(console_, std::string(version.what()) + "\n");
            return Status::done;
        } catch (const CLI::ParseError& error) {
            wrong(brief(error.what()), "sleepcheck COMMAND --help shows examples");
        }
        for (CLI::App* command : commands()) {
            check_extras(*command);
            check_empty(*command);
        }
        return chosen_();
    }

private:
    void add_assess() {
        CLI::App& app = *app_.add_subcommand("assess", "Read answers and explain what they point to");
        app.add_option("FILE", assess_.file, "Answers or a sleep log as JSON; - for standard input")->type_name("");
        app.add_option("--log", assess_.log, "A sleep log beside the answers: from enough nights, it comes before them")
            ->type_name("LOG");
        add_least_nights(app);
        app.add_option("-o,--output", assess_.output, "Write the report to this file, readable by you alone")
            ->type_name("FILE");
        add_report_options(app, assess_.report);
        app.add_flag("--require-outcome", assess_.require_outcome, "Exit with 4 when there is no conclusion");
        app.add_option("--fail-on", written_.fail_on,
                       "Exit with 1 when a flag is this urgent or worse:\ncaution, see_routine, see_soon, urgent, "
                       "stop, emergency")
            ->type_name("URGENCY");
        add_rules_options(app, assess_.rules);
        app.footer(std::string(assess_examples));
        app.callback([this] {
            chosen_ = [this] {
                assess_.report = report_of(assess_.report);
                assess_.fail_on = urgency_of(written_);
                assess_.least_nights = least_nights_of(written_);
                return assess(assess_, console_);
            };
        });
    }

    void add_least_nights(CLI::App& app) {
        app.add_option("--min-nights", written_.least_nights, "Nights on which a figure must be known to count; else 7")
            ->type_name("N");
    }

    void add_report_options(CLI::App& app, ReportChoice& choice) {
        app.add_option("--format", written_.format, "text or json")->type_name("FORMAT");
        app.add_flag("--explain", choice.explain, "Every sign, also those that do not count, and why");
        app.add_flag("--show-private", choice.show_private, "Repeat private answers, too");
        add_text_options(app, written_);
    }

    [[nodiscard]] ReportChoice report_of(ReportChoice choice) const {
        choice.format = format_of(written_);
        choice.wishes = wishes_of(written_);
        return choice;
    }

    void add_batch() {
        CLI::App& app = *app_.add_subcommand("batch", "Assess many documents, one a line");
        app.add_option("FILE", batch_.file, "Documents, one a line; - for standard input")->type_name("");
        app.add_option("-o,--output", batch_.output, "Write the results to this file, readable by you alone")
            ->type_name("FILE");
        app.add_option("--format", written_.format, "json (a result a line) or csv")->type_name("FORMAT");
        app.add_option("--fields", written_.fields, "What to tell of each result, as in id,outcome; see below")
            ->type_name("NAMES");
        app.add_flag("--full", batch_.choice.full, "The whole report, as assess --format json has it");
        app.add_flag("--show-private", batch_.choice.show_private, "Repeat private answers, too");
        add_least_nights(app);
        app.add_option("-j,--jobs", written_.jobs, "How many threads; else one for each processor")->type_name("N");
        app.add_option("--max-line", written_.most_bytes, "Bytes of the longest line that is read, as in 64K; else 1M")
            ->type_name("BYTES");
        app.add_flag("--strict", batch_.choice.strict, "Stop at the first document that is at fault, with 3");
        app.add_flag("--summary", batch_.summary, "At the end, tell how many came to what, on standard error");
        app.add_option("--summary-file", batch_.summary_file, "The same as JSON in this file")->type_name("FILE");
        app.add_flag("--quiet", batch_.quiet, "No progress bar");
        add_rules_options(app, batch_.rules);
        app.footer(std::string(batch_examples));
        app.callback([this] {
            chosen_ = [this] {
                BatchChoice& choice = batch_.choice;
                choice.format = batch_format_of(written_);
                choice.fields = fields_of(written_, choice.format);
                choice.least_nights = least_nights_of(written_);
                if (choice.full && !choice.fields.empty()) {
                    wrong("--full and --fields exclude each other", "give one of them, or neither");
                }
                if (choice.full && choice.format == BatchFormat::csv) {
                    wrong("a whole report is no row of a table", "leave out --full, or --format csv");
                }
                batch_.jobs = jobs_of(written_);
                batch_.most_bytes = most_bytes_of(written_);
                return batch(batch_, console_);
            };
        });
    }

    void add_ask() {
        CLI::App& app = *app_.add_subcommand("ask", "Ask the questions one by one, then explain the result");
        app.add_flag("--quick", quick_, "Stop as soon as no answer can change the outcome");
        app.add_flag("--full", full_, "Ask everything that applies");
        app.add_option("--answers", ask_.answers, "Start from these answers, and ask the rest")->type_name("FILE");
        app.add_option("--log", ask_.log, "Let the nights of a sleep log answer what they can, and ask the rest")
            ->type_name("LOG");
        add_least_nights(app);
        app.add_option("-o,--output", ask_.output, "Write the answers to this file, readable by you alone")
            ->type_name("FILE");
        app.add_flag("--resume", ask_.resume, "Go on with the unfinished interview");
        app.add_flag("--new", ask_.anew, "Begin anew in place of an unfinished interview");
        app.add_flag("--forget", ask_.forget, "Remove the unfinished interview, and ask nothing");
        app.add_flag("--no-report", ask_.no_report, "Only write the answers");
        add_report_options(app, ask_.report);
        add_rules_options(app, ask_.rules);
        app.footer(std::string(ask_examples));
        app.callback([this] {
            chosen_ = [this] {
                if (quick_ && full_) wrong("--quick and --full exclude each other", "give one of them, or neither");
                if (quick_) ask_.depth = Depth::quick;
                if (full_) ask_.depth = Depth::full;
                ask_.least_nights = least_nights_of(written_);
                ask_.report = report_of(ask_.report);
                return ask(ask_, console_);
            };
        });
    }

    void add_log() {
        CLI::App& app = *app_.add_subcommand("log", "What a sleep log says, and what is odd in it");
        app.footer(std::string(log_examples));
        add_log_check(app);
        add_log_summary(app);
        add_log_export(app);
        add_log_add(app);
        add_log_import(app);
        show_help_without_command(app);
    }

    static void add_log_option(CLI::App& app, std::string& file) {
        app.add_option("LOG", file, "A sleep log; - for standard input")->type_name("");
    }

    void add_log_check(CLI::App& log) {
        CLI::App& app = *log.add_subcommand("check", "Everything that is wrong or odd in a log, with its place");
        add_log_option(app, log_check_.file);
        app.add_option("--format", written_.format, "text or json")->type_name("FORMAT");
        app.footer(std::string(log_check_examples));
        app.callback([this] {
            chosen_ = [this] {
                log_check_.format = format_of(written_);
                return log_check(log_check_, console_);
            };
        });
    }

    void add_log_summary(CLI::App& log) {
        CLI::App& app = *log.add_subcommand("summary", "What the nights say: typical, night by night, week by week");
        add_log_option(app, log_summary_.file);
        app.add_option("-o,--output", log_summary_.output, "Write to this file, readable by you alone")
            ->type_name("FILE");
        app.add_option("--format", written_.format, "text or json")->type_name("FORMAT");
        app.add_flag("--nights", log_summary_.every_night, "Each night as a row of a table, too");
        add_text_options(app, written_);
        app.footer(std::string(log_summary_examples));
        app.callback([this] {
            chosen_ = [this] {
                log_summary_.format = format_of(written_);
                log_summary_.wishes = wishes_of(written_);
                return log_summary(log_summary_, console_);
            };
        });
    }

    void add_log_import(CLI::App& log) {
        CLI::App& app = *log.add_subcommand("import", "Make one log of what trackers exported");
        app.add_option("FILE", log_import_.files, "Exports, zipped or not; - for standard input")
            ->required()
            ->type_name("");
        app.add_option(
               "--from", log_import_.from,
               "fitbit, apple-health, sleep-as-android, oura, garmin, csv or native;\nelse recognised by content")
            ->type_name("FORMAT");
        app.add_option("--map", written_.columns, "Columns of a table, as in start=Begin,end=End")->type_name("NAMES");
        app.add_option("--timezone", log_import_.timezone, "Zone of times that name none, as in Europe/Paris")
            ->type_name("ZONE");
        app.add_option("-o,--output", log_import_.output, "Write the log to this file, readable by you alone")
            ->type_name("LOG");
        app.footer(std::string(log_import_examples));
        app.callback([this] {
            chosen_ = [this] {
                log_import_.columns = columns_of(written_);
                return log_import(log_import_, console_);
            };
        });
    }

    void add_log_export(CLI::App& log) {
        CLI::App& app = *log.add_subcommand("export", "The nights and their figures as rows of a spreadsheet");
        add_log_option(app, log_export_.file);
        app.add_option("--to", written_.target, "csv")->type_name("FORMAT");
        app.add_option("-o,--output", log_export_.output, "Write to this file, readable by you alone")
            ->type_name("FILE");
        app.add_flag("--show-private", log_export_.show_private, "Medicines, alcohol, nicotine and notes, too");
        app.footer(std::string(log_export_examples));
        app.callback([this] {
            chosen_ = [this] {
                one_of<bool>("--to", written_.target, {{"csv", true}});
                return log_export(log_export_, console_);
            };
        });
    }

    void add_log_add(CLI::App& log) {
        CLI::App& app = *log.add_subcommand("add", "Enter last night at the prompt");
        app.add_option("LOG", log_add_.file, "A sleep log; begun when there is none")->required()->type_name("");
        app.add_option("--date", written_.date, "The morning of waking, as in 2026-03-06; else today")
            ->type_name("DATE");
        add_text_options(app, written_);
        app.footer(std::string(log_add_examples));
        app.callback([this] {
            chosen_ = [this] {
                log_add_.date = date_of(written_);
                log_add_.wishes = wishes_of(written_);
                return log_add(log_add_, console_);
            };
        });
    }

    /// "rules" alone is a question: what is there?
    void show_help_without_command(CLI::App& app) {
        app.callback([this, &app] {
            if (!app.get_subcommands().empty()) return;
            chosen_ = [this] {
                put(console_, with_examples(app_.help()));
                return Status::done;
            };
        });
    }

    void add_questions() {
        CLI::App& app = *app_.add_subcommand("questions", "Show the questions, or write a file to fill in");
        app.add_option("--format", written_.format, "text or json")->type_name("FORMAT");
        app.add_flag("--template", questions_.as_template, "Write an answers file to fill in by hand");
        add_text_options(app, written_);
        add_rules_options(app, questions_.rules);
        app.footer(std::string(questions_examples));
        CLI::App& show = *app.add_subcommand("show", "One question: options, why it is asked, when it applies");
        show.add_option("ID", questions_.show, "The id of a question")->required()->type_name("");
        show.add_option("--format", written_.format, "text or json")->type_name("FORMAT");
        add_text_options(show, written_);
        add_rules_options(show, questions_.rules);
        show.footer("Example:\n  sleepcheck questions show %question%\n");
        app.callback([this] {
            chosen_ = [this] {
                questions_.format = format_of(written_);
                questions_.wishes = wishes_of(written_);
                return questions(questions_, console_);
            };
        });
    }

    void add_rules() {
        CLI::App& app = *app_.add_subcommand("rules", "Show what a result rests on");
        app.footer(std::string(rules_examples));
        CLI::App& list =
            *app.add_subcommand("list", "List patterns, causes, signs, flags, contradictions, groups, claims");
        list.add_option("WORD", rules_list_.filter, "Only those with this in their id or words")->type_name("");
        list.add_option("--kind", rules_list_.kind, "Only one kind, for example sign")->type_name("KIND");
        add_rules_options(list, rules_list_.rules);
        list.footer("Examples:\n  sleepcheck rules list %cause%\n  sleepcheck rules list --kind cause\n");
        list.callback([this] { chosen_ = [this] { return rules_list(rules_list_, console_); }; });
        CLI::App& show = *app.add_subcommand("show", "One rule: its words, condition, claims, grade and sources");
        show.add_option("ID", rules_show_.id, "The id of a rule")->required()->type_name("");
        add_text_options(show, written_);
        add_rules_options(show, rules_show_.rules);
        show.footer("Example:\n  sleepcheck rules show %sign%\n");
        show.callback([this] {
            chosen_ = [this] {
                rules_show_.wishes = wishes_of(written_);
                return rules_show(rules_show_, console_);
            };
        });
        add_rules_diff(app);
        add_rules_new(app);
        add_rules_check(app);
        show_help_without_command(app);
    }

    void add_rules_diff(CLI::App& app) {
        CLI::App& diff = *app.add_subcommand("diff", "What changed between two folders of rules, and what it changes");
        diff.add_option("OLD", rules_diff_.before, "A folder of rules, or built-in")->required()->type_name("");
        diff.add_option("NEW", rules_diff_.after, "A folder of rules, or built-in")->required()->type_name("");
        diff.add_option("--on", rules_diff_.answers, "Compare results on these answers, one JSON object a line")
            ->type_name("FILE");
        diff.footer(std::string(diff_examples));
        diff.callback([this] { chosen_ = [this] { return rules_diff(rules_diff_, console_); }; });
    }

    void add_rules_new(CLI::App& app) {
        CLI::App& fresh = *app.add_subcommand("new", "Write a small folder of rules to start a subject of your own");
        fresh.add_option("DIR", rules_new_.folder, "A folder that does not exist yet")->required()->type_name("");
        fresh.footer("Example:\n  sleepcheck rules new my-rules\n");
        fresh.callback([this] { chosen_ = [this] { return rules_new(rules_new_, console_); }; });
    }

    void add_rules_check(CLI::App& rules) {
        CLI::App& app = *rules.add_subcommand("check", "Check rules: their words, worked cases and examples");
        app.add_option("DIR", rules_check_.folders, "Folders of rules; none for the built-in ones")->type_name("");
        app.add_flag("--propose", rules_check_.propose, "Write answers for what no case or example shows");
        app.add_flag("--mutate", rules_check_.mutate,
                     "Change every threshold, weight and operator, one at a time:\nwhich change does no case notice?");
        add_rules_options(app, rules_check_.rules);
        app.footer(std::string(rules_check_examples));
        app.callback([this] { chosen_ = [this] { return rules_check(rules_check_, console_); }; });
    }

    std::vector<CLI::App*> commands() {
        std::vector<CLI::App*> all;
        for (CLI::App* command : app_.get_subcommands({})) {
            all.push_back(command);
            for (CLI::App* inner : command->get_subcommands({})) all.push_back(inner);
        }
        return all;
    }

    static std::vector<std::string> names(const CLI::App& app) {
        std::vector<std::string> result;
        for (const CLI::App* command : app.get_subcommands({})) result.push_back(command->get_name());
        return result;
    }

    /// CLI11 has no word for a misspelt command.
    static void check_command(const std::vector<std::string>& arguments, const CLI::App& app) {
        const std::string& first = arguments.front();
        const auto known = names(app);
        if (std::find(known.begin(), known.end(), first) != known.end()) return;
        const std::vector<std::string> options{"--help", "-h", "--version"};
        if (std::find(options.begin(), options.end(), first) != options.end()) return;
        const bool option = first.size() > 1 && first.front() == '-';
        const auto near = nearest(first, option ? options : known);
        wrong(fmt::format("unknown {} \"{}\"", option ? "option" : "command", brief(first)),
              near ? fmt::format("did you mean \"{}\"?", *near) : "there is " + listed(option ? options : known));
    }

    /// An empty value is a mistake, most often an unset variable in a script; it must not switch anything off.
    static void check_empty(const CLI::App& command) {
        for (const CLI::Option* option : command.get_options()) {
            const auto& values = option->results();
            if (option->count() == 0 || std::find(values.begin(), values.end(), "") == values.end()) continue;
            wrong(fmt::format("{} is empty", option->get_name()), "give it a value, or leave it out");
        }
    }

    /// "rules list", as it is written after the program's name.
    static std::string path_of(const CLI::App& command) {
        const CLI::App* parent = command.get_parent();
        const bool top = parent == nullptr || parent->get_parent() == nullptr;
        return (top ? "" : path_of(*parent) + " ") + command.get_name();
    }

    /// What a command did not know what to do with.
    static void check_extras(CLI::App& command) {
        auto extras = command.remaining();
        extras.erase(std::remove(extras.begin(), extras.end(), "--"), extras.end());
        if (extras.empty()) return;
        const std::string& extra = extras.front();
        std::vector<std::string> known = names(command);
        const bool option = extra.size() > 1 && extra.front() == '-';
        if (option) {
            known.clear();
            for (const CLI::Option* candidate : command.get_options()) {
                for (const auto& name : candidate->get_lnames()) known.push_back("--" + name);
            }
        }
        const std::string written = option ? extra.substr(0, extra.find('=')) : extra;
        const auto near = nearest(written, known);
        const std::string_view what = option          ? "unknown option"
                                      : known.empty() ? "this is one argument too many:"
                                                      : "unknown command";
        wrong(fmt::format("{} \"{}\"", what, brief(written)),
              near ? fmt::format("did you mean \"{}\"?", *near)
                   : fmt::format("sleepcheck {} --help shows what there is", path_of(command)));
    }

    const Console& console_;
    CLI::App app_{"What your answers about your sleep point to, and why. For education only.", "sleepcheck"};
    Written written_;
    bool quick_ = false;
    bool full_ = false;
    AskCommand ask_;
    AssessCommand assess_;
    BatchCommand batch_;
    LogCheckCommand log_check_;
    LogSummaryCommand log_summary_;
    LogExportCommand log_export_;
    LogImportCommand log_import_;
    LogAddCommand log_add_;
    QuestionsCommand questions_;
    RulesListCommand rules_list_;
    RulesShowCommand rules_show_;
    RulesCheckCommand rules_check_;
    RulesDiffCommand rules_diff_;
    RulesNewCommand rules_new_;
    std::function<Status()> chosen_ = [] { return Status::done; };
};

}  // namespace

int run(const std::vector<std::string>& arguments, const Streams& streams, const Environment& environment,
        const Today& today) {
    const Console console{streams, environment, today};
    Status status = Status::done;
    try {
        status = CommandLine(console).run(arguments);
    } catch (const Error& error) {
        put_error(console, error);
        status = error.status();
    } catch (const std::bad_alloc&) {
        put_error(console, Error(Status::ceiling, "there is not enough memory for this"));
        status = Status::ceiling;
    }
    return static_cast<int>(status);
}

}  // namespace sleepcheck::cli
