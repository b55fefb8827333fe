// The command line: every command, option and exit status of the README's table.

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.hpp"
#include "program.hpp"

using nlohmann::json;

namespace {

Result run(const Arguments& arguments) {
    return Program().run(arguments);
}

/// Wrong usage: what is wrong, and the cure.
Result misused(const std::string& what, const std::string& cure) {
    return {2, "", "sleepcheck: " + what + "\n  " + cure + "\n"};
}

bool begins(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Misuse {
    Arguments arguments;
    std::string what;
    std::string cure;
};

void check(const std::vector<Misuse>& rows) {
    for (const auto& [arguments, what, cure] : rows) CHECK(run(arguments) == misused(what, cure));
}

const std::string rules_json = R"({"format": "sleepcheck-rules/1", "name": "mine", "version": "7"})";

/// A flag that every adult raises.
std::string flag_file(const std::string& id, const std::string& urgency) {
    return R"({"id": ")" + id + R"(", "order": 90, "name": "for a test", "flags": [{"id": ")" + id +
           R"(", "urgency": ")" + urgency +
           R"(", "when": {"fact": "age_years", "op": ">=", "value": 18}, "title": "A title", "action": "Do it.",
           "examples": {"yes": [{"age_years": 18}], "no": [{"age_years": 17}]}}]})";
}

const std::vector<std::string> urgencies{"caution", "see_routine", "see_soon", "urgent", "stop", "emergency"};

}  // namespace

// ---- Finding one's way
// -----------------------------------------------------------------------------------------------

TEST_CASE("without arguments the program says what it can do") {
    const Result result = run({});
    CHECK(result.status == 0);
    CHECK(result.error.empty());
    CHECK(begins(result.output, "sleepcheck: what your answers about your sleep point to, and why\n"));
    for (const std::string command : {"sleepcheck questions --template > answers.json",
                                      "sleepcheck assess answers.json", "sleepcheck rules list"}) {
        CHECK(holds(result.output, command));
    }
    CHECK(holds(result.output, "call your emergency\nnumber or a crisis line now"));
}

TEST_CASE("the version is told") {
    CHECK(run({"--version"}) == Result{0, "sleepcheck " SLEEPCHECK_VERSION "\n", ""});
}

TEST_CASE("every command has help with examples") {
    const std::vector<Arguments> commands{
        {"assess"}, {"questions"},    {"questions", "show"}, {"rules"},         {"rules", "list"}, {"rules", "show"},
        {"log"},    {"log", "check"}, {"log", "summary"},    {"log", "export"}, {"log", "add"}};
    for (Arguments command : commands) {
        std::string name = "sleepcheck";
        for (const std::string& word : command) name += " " + word;
        INFO(name);
        for (const std::string option : {"--help", "-h"}) {
            command.push_back(option);
            const Result result = run(command);
            command.pop_back();
            CHECK(result.status == 0);
            CHECK(result.error.empty());
            CHECK((holds(result.output, "\nExample:\n") || holds(result.output, "\nExamples:\n")));
            CHECK(holds(result.output, "\n  " + name));
            CHECK(holds(result.output, "Usage: " + name));
        }
    }
    const Result overview = run({"--help"});
    CHECK(overview.status == 0);
    for (const Arguments& command : commands) CHECK(holds(overview.output, command.front()));
    CHECK(run({"rules"}) == run({"rules", "--help"}));
    CHECK(run({"log"}) == run({"log", "--help"}));
}

TEST_CASE("who mistypes is told the nearest thing there is") {
    check({
        {{"asess"}, "unknown command \"asess\"", "did you mean \"assess\"?"},
        {{"--hlep"}, "unknown option \"--hlep\"", "did you mean \"--help\"?"},
        {{"rules", "lst"}, "unknown command \"lst\"", "did you mean \"list\"?"},
        {{"log", "sumary"}, "unknown command \"sumary\"", "did you mean \"summary\"?"},
        {{"questions", "shw"}, "unknown command \"shw\"", "did you mean \"show\"?"},
        {{"assess", "--formt", "json"}, "unknown option \"--formt\"", "did you mean \"--format\"?"},
        {{"assess", "--formt=json"}, "unknown option \"--formt\"", "did you mean \"--format\"?"},
        {{"questions", "--templat"}, "unknown option \"--templat\"", "did you mean \"--template\"?"},
        {{"assess", "--format", "jsn"}, "--format cannot be \"jsn\"", "did you mean \"json\"? it is text or json"},
        {{"assess", "--color", "allways"},
         "--color cannot be \"allways\"",
         "did you mean \"always\"? it is auto, always or never"},
        {{"assess", "--fail-on", "urgnt"},
         "--fail-on cannot be \"urgnt\"",
         "did you mean \"urgent\"? it is caution, see_routine, see_soon, urgent, stop or emergency"},
        {{"questions", "show", "teeth_griding"},
         "unknown question \"teeth_griding\"",
         "did you mean \"teeth_grinding\"?"},
        {{"rules", "show", "teeth_grinding_oftn"},
         "unknown rule \"teeth_grinding_oftn\"",
         "did you mean \"teeth_grinding_often\"?"},
        {{"rules", "show", "a18"}, "unknown rule \"a18\"", "did you mean \"A18\"?"},
        {{"rules", "list", "--kind", "flags"}, "unknown kind \"flags\"", "did you mean \"flag\"?"},
    });
}

TEST_CASE("who is far off is told what there is") {
    check({
        {{"xyzzy"}, "unknown command \"xyzzy\"", "there is ask, assess, batch, log, questions and rules"},
        {{""}, "unknown command \"\"", "there is ask, assess, batch, log, questions and rules"},
        {{"-"}, "unknown command \"-\"", "there is ask, assess, batch, log, questions and rules"},
        {{"--xyzzy"}, "unknown option \"--xyzzy\"", "there is --help, -h and --version"},
        {{"\x1b[31m\xff"},
         "unknown command \"\\x1b[31m\\xff\"",
         "there is ask, assess, batch, log, questions and rules"},
        {{"assess", "--xyzzy"}, "unknown option \"--xyzzy\"", "sleepcheck assess --help shows what there is"},
        {{"rules", "list", "--xyzzy"},
         "unknown option \"--xyzzy\"",
         "sleepcheck rules list --help shows what there is"},
        {{"assess", "a.json", "b.json"},
         "this is one argument too many: \"b.json\"",
         "sleepcheck assess --help shows what there is"},
        {{"assess", "--format", "xml"}, "--format cannot be \"xml\"", "it is text or json"},
        {{"questions", "show", "xyzzy"}, "unknown question \"xyzzy\"", "\"sleepcheck questions\" lists them"},
        {{"questions", "show", ""}, "ID is empty", "give it a value, or leave it out"},
        {{"questions", "show", "onset_easy"}, "unknown question \"onset_easy\"", "\"sleepcheck questions\" lists them"},
        {{"rules", "show", "xyzzy"}, "unknown rule \"xyzzy\"", "\"sleepcheck rules list\" lists them"},
        {{"rules", "list", "xyzzy"},
         "no rule holds \"xyzzy\"",
         "\"sleepcheck rules list\" without a word lists them all"},
        {{"rules", "list", "--kind", "xyzzy"},
         "unknown kind \"xyzzy\"",
         "there is pattern, cause, sign, flag, contradiction, group, derived and claim"},
    });
}

TEST_CASE("an option without its value, or an id that is missing, is wrong usage") {
    for (const Arguments& arguments : std::vector<Arguments>{{"assess", "--format"},
                                                             {"assess", "-o"},
                                                             {"assess", "--rules"},
                                                             {"assess", "--width", "60", "--width", "70"},
                                                             {"assess", "--explain=perhaps"},
                                                             {"questions", "show"},
                                                             {"rules", "show"}}) {
        const Result result = run(arguments);
        INFO(result);
        CHECK(result.status == 2);
        CHECK(result.output.empty());
        CHECK(begins(result.error, "sleepcheck: "));
        CHECK_FALSE(commands_terminals(result.error));
    }
}

TEST_CASE("an empty value is not taken for none") {
    for (const std::string option : {"--fail-on", "--format", "--width", "--color", "-o", "--rules-only", "--rules"}) {
        const Result result = assess("{}", {option, ""});
        INFO(option << '\n' << result);
        CHECK(result.status != 0);
        CHECK(result.output.empty());
    }
}

TEST_CASE("a name that is also a command is taken as it is meant") {
    Program program;
    CHECK(program.run({"assess", "rules"}) == Result{5, "", "rules: cannot be read: no such file or directory\n"});
    CHECK(program.run({"assess", "questions"}) ==
          Result{5, "", "questions: cannot be read: no such file or directory\n"});
    CHECK(run({"rules", "list", "questions"}).error.rfind("sleepcheck: no rule holds \"questions\"", 0) == 0);
    CHECK(run({"assess", "a.json", "questions"}) ==
          misused("this is one argument too many: \"questions\"", "sleepcheck assess --help shows what there is"));
    CHECK(run({"questions", "assess"}).status == 2);
}

TEST_CASE("behind -- a name may begin with a dash") {
    CHECK(run({"assess", "--", "-x.json"}) == Result{5, "", "-x.json: cannot be read: no such file or directory\n"});
}

TEST_CASE("a width is a whole number from 40 to 100") {
    for (const std::string width :
         {"39", "101", "0", "-60", "+60", "6 0", "60.0", "0x40", "1e2", "9999999999999999999", "wide"}) {
        CHECK(assess("{}", {"--width", width}) ==
              misused("--width cannot be \"" + width + "\"", "it is a whole number from 40 to 100"));
    }
    for (const std::string width : {"40", "100"}) CHECK(assess("{}", {"--width", width}).status == 0);
}

// ---- Where answers come from
// -----------------------------------------------------------------------------------------

TEST_CASE("at a terminal without a file the program says what to do") {
    CHECK(Program().at_terminal().run({"assess"}) ==
          misused("which answers? name a file, or pipe them in",
                  "sleepcheck ask                                   asks them one by one;\n"
                  "  sleepcheck questions --template > answers.json   writes a file to fill in;\n"
                  "  sleepcheck assess answers.json                   then reads it"));
}

TEST_CASE("answers come from a file, from a pipe, or from what a minus stands for") {
    const std::string answers = example_answers().dump();
    const Result piped = assess(answers);
    CHECK(piped.status == 0);
    CHECK(piped.error.empty());
    CHECK(assess(answers, {"-"}) == piped);
    Program program;
    program.file("answers.json", answers);
    CHECK(program.run({"assess", program.path("answers.json")}) == piped);
    CHECK(program.at_terminal().run({"assess", program.path("answers.json")}) == piped);
}

// ---- Where the report goes
// -------------------------------------------------------------------------------------------

TEST_CASE("a report is written to a file that only its owner may read") {
    const std::string answers = example_answers().dump();
    for (const std::string option : {"-o", "--output"}) {
        for (const std::string format : {"text", "json"}) {
            Program program;
            const mode_t before = ::umask(0);
            const Result result =
                program.input(answers).run({"assess", "--format", format, option, program.path("report")});
            ::umask(before);
            CHECK(result == Result{0, "", ""});
            CHECK(program.text_of("report") == assess(answers, {"--format", format}).output);
            struct stat found = {};
            REQUIRE(::stat(program.path("report").c_str(), &found) == 0);
            CHECK((found.st_mode & 07777U) == 0600U);
        }
    }
    CHECK(assess(answers, {"-o", "-"}) == assess(answers));
}

TEST_CASE("a report for a file has no colour unless it is asked for") {
    Program program;
    program.variable("CLICOLOR_FORCE", "1");
    CHECK(program.input("{}").run({"assess", "-o", program.path("plain")}).status == 0);
    CHECK_FALSE(holds(program.text_of("plain"), "\x1b"));
    CHECK(program.run({"assess", "--color", "always", "-o", program.path("coloured")}).status == 0);
    CHECK(holds(program.text_of("coloured"), "\x1b"));
}

TEST_CASE("a report takes no place that is not its own") {
    Program program;
    program.input("{}").file("folder/inner", "").file("victim", "old");
    std::filesystem::create_symlink("victim", program.path("link"));
    const auto refused = [&](const std::string& path) { return program.run({"assess", "-o", path}); };
    CHECK(refused(program.path("folder")) == Result{5, "", "folder: is a folder, not a file\n  name a file in it\n"});
    CHECK(refused(program.path("link")) == Result{5, "", "link: is a symbolic link\n  name the file it points to\n"});
    CHECK(refused(program.path("no/report")) ==
          Result{5, "", "no/report: cannot be written: no such file or directory\n"});
    CHECK(refused("/dev/full") == Result{5, "", "/dev/full: cannot be written: no space left on device\n"});
    CHECK(program.text_of("victim") == "old");
}

TEST_CASE("answers at fault leave an old report as it is") {
    Program program;
    program.input("{\"age_years\": 400}").file("report", "old");
    CHECK(program.run({"assess", "-o", program.path("report")}).status == 3);
    CHECK(program.text_of("report") == "old");
}

TEST_CASE("a full disk is told by every command") {
    const Result full{5, "", "sleepcheck: cannot write the output: no space left on device\n"};
    for (const Arguments& arguments : std::vector<Arguments>{{},
                                                             {"--help"},
                                                             {"--version"},
                                                             {"assess"},
                                                             {"assess", "--format", "json"},
                                                             {"assess", "--help"},
                                                             {"questions"},
                                                             {"questions", "--template"},
                                                             {"questions", "show", "age_years"},
                                                             {"rules", "list"},
                                                             {"rules", "show", "A18"}}) {
        CHECK(Program().input("{}").output_to("/dev/full").run(arguments) == full);
    }
}

TEST_CASE("an output that is closed is told, a reader who has gone is not") {
    const Stream input = opened("/dev/null", "rb");
    const Stream error(std::tmpfile(), std::fclose);
    const auto run_with = [&](std::FILE* output) {
        return sleepcheck::cli::run(
            {"questions"}, {input.get(), output, error.get()},
            [](std::string_view) { return std::optional<std::string>{}; }, [] { return sleepcheck::Date{}; });
    };
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    ::close(ends[0]);
    const Stream gone(::fdopen(ends[1], "wb"), std::fclose);
    CHECK(run_with(gone.get()) == 0);
    CHECK(std::ftell(error.get()) == 0);
    const Stream read_only = opened("/dev/null", "rb");
    CHECK(run_with(read_only.get()) == 5);
    std::signal(SIGPIPE, before);
    std::rewind(error.get());
    std::array<char, 100> text{};
    CHECK(std::fgets(text.data(), text.size(), error.get()) != nullptr);
    CHECK(std::string(text.data()) == "sleepcheck: cannot write the output: it is not open\n");
}

// ---- Verdicts for scripts
// --------------------------------------------------------------------------------------------

TEST_CASE("a flag fails a check for its own urgency and for every lesser one") {
    for (std::size_t flag = 0; flag < urgencies.size(); ++flag) {
        Program program;
        program.file("mine/rules.json", rules_json).file("mine/flags/mine.json", flag_file("mine", urgencies[flag]));
        const auto status = [&](std::size_t asked) {
            const Arguments arguments{"assess", "--rules", program.path("mine"), "--fail-on", urgencies[asked]};
            return program.input(R"({"age_years": 41})").run(arguments).status;
        };
        INFO(urgencies[flag]);
        CHECK(status(0) == 1);
        CHECK(status(flag) == 1);
        if (flag + 1 < urgencies.size()) CHECK(status(flag + 1) == 0);
    }
    CHECK(assess("{}", {"--fail-on", "caution"}).status == 0);
}

TEST_CASE("a check that fails still gives the whole report") {
    const std::string answers = example_answers().dump();
    const Result plain = assess(answers);
    const Result failed = assess(answers, {"--fail-on", "see_routine"});
    CHECK(failed.status == 1);
    CHECK(failed.output == plain.output);
    CHECK(failed.error.empty());
}

TEST_CASE("an outcome can be required") {
    CHECK(assess("{}").status == 0);
    const Result inconclusive = assess("{}", {"--require-outcome"});
    CHECK(inconclusive == Result{4, assess("{}").output, ""});
    CHECK(assess_json(example_answers(), {"--require-outcome"}).status == 0);
    CHECK(assess(R"({"age_years": 10})", {"--require-outcome"}).status == 4);
}

TEST_CASE("a grave flag weighs more than a missing outcome") {
    const Arguments both{"--require-outcome", "--fail-on", "stop"};
    CHECK(assess(R"({"age_years": 10})", both).status == 1);
    CHECK(assess(R"({"age_years": 41})", both).status == 4);
    CHECK(assess_json(example_answers(), both).status == 0);
}

// ---- Look and locale
// -------------------------------------------------------------------------------------------------

TEST_CASE("colour follows the option, then the environment") {
    struct Row {
        Variables variables;
        Arguments options;
        bool coloured;
    };
    const std::vector<Row> rows{
        {{}, {}, false},
        {{}, {"--color", "always"}, true},
        {{}, {"--color=auto"}, false},
        {{{"CLICOLOR_FORCE", "1"}}, {}, true},
        {{{"CLICOLOR_FORCE", "1"}}, {"--color", "never"}, false},
        {{{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, {}, false},
        {{{"CLICOLOR_FORCE", "0"}}, {}, false},
        {{{"NO_COLOR", "1"}, {"TERM", "dumb"}}, {"--color", "always"}, true},
    };
    for (const Row& row : rows) {
        for (const Arguments& command : std::vector<Arguments>{
                 {"assess"}, {"questions"}, {"questions", "show", "age_years"}, {"rules", "show", "A18"}}) {
            Program program;
            for (const auto& [name, value] : row.variables) program.variable(name, value);
            Arguments arguments = command;
            arguments.insert(arguments.end(), row.options.begin(), row.options.end());
            CHECK(holds(program.input("{}").run(arguments).output, "\x1b[") == row.coloured);
        }
    }
}

TEST_CASE("colour adds nothing but colour") {
    const std::string plain = assess_json(example_answers()).output;
    const std::string coloured = assess_json(example_answers(), {"--color", "always"}).output;
    std::string stripped;
    for (std::size_t at = 0; at < coloured.size(); ++at) {
        if (coloured[at] == '\x1b') {
            at = coloured.find('m', at);
        } else {
            stripped += coloured[at];
        }
    }
    CHECK(stripped == plain);
    CHECK(coloured != plain);
    CHECK_FALSE(holds(assess_json(example_answers(), {"--color", "always", "--format", "json"}).output, "\x1b"));
}

TEST_CASE("bars are plain ASCII where the locale is not UTF-8, and the rest is the same") {
    const std::string answers = example_answers().dump();
    const std::string utf8 = Program().input(answers).run({"assess"}).output;
    CHECK(holds(utf8, "█"));
    for (const std::string locale : {"", "C", "POSIX", "de_DE.ISO-8859-1"}) {
        const std::string plain = Program().variable("LANG", locale).input(answers).run({"assess"}).output;
        CHECK(holds(plain, "  ####"));
        CHECK(std::all_of(plain.begin(), plain.end(),
                          [](char byte) { return byte == '\n' || (byte >= ' ' && byte <= '~'); }));
    }
}

// ---- Rules of one's own
// ----------------------------------------------------------------------------------------------

TEST_CASE("a folder of rules is laid over the built-in ones") {
    const std::string answers = R"({"age_years": 41})";
    Program program;
    program.input(answers)
        .file("first/rules.json", rules_json)
        .file("first/report.json", R"({"disclaimer": "First words."})")
        .file("second/rules.json", R"({"format": "sleepcheck-rules/1", "name": "second", "version": "1"})")
        .file("second/report.json", R"({"disclaimer": "Second words."})")
        .file("second/flags/mine.json", flag_file("mine", "caution"));
    const auto report = [&](const Arguments& layers) {
        Arguments arguments{"assess", "--format", "json"};
        for (const std::string& layer : layers) arguments.insert(arguments.end(), {"--rules", program.path(layer)});
        const Result result = program.run(arguments);
        INFO(result);
        REQUIRE(result.status == 0);
        return json::parse(result.output);
    };
    const json built_in = report({});
    CHECK(built_in["rules"]["layers"] == json{"built-in"});
    CHECK(built_in["flags"].empty());
    const json first = report({"first"});
    CHECK(first["disclaimer"] == "First words.");
    CHECK(first["rules"] == json{{"name", "magnesium-melatonin"}, {"version", "1"}, {"layers", {"built-in", "mine"}}});
    const json second = report({"first", "second"});
    CHECK(second["disclaimer"] == "Second words.");
    CHECK(second["rules"]["layers"] == json{"built-in", "mine", "second"});
    CHECK(second["flags"][0]["id"] == "mine");
    CHECK(report({"second", "first"})["disclaimer"] == "First words.");
    CHECK(holds(program.run({"rules", "list", "mine", "--rules", program.path("second")}).output, "A title"));
    CHECK(holds(program.run({"rules", "show", "mine", "--rules", program.path("second")}).output, "A title"));
}

TEST_CASE("a folder of rules can stand alone") {
    Program program;
    program.input("{\"age_years\": 41}").file("empty/rules.json", rules_json);
    const Result alone = program.run({"assess", "--rules-only", SLEEPCHECK_SOURCE_DIR "/rules"});
    CHECK(alone == program.run({"assess"}));
    CHECK(program.run({"questions", "--rules-only", program.path("empty")}).status == 6);
}

TEST_CASE("a folder of rules may replace one question, and then the old one is gone") {
    Program program;
    program.file("mine/rules.json", rules_json).file("mine/scales.json", R"({"scales": []})");
    const Result result = program.run({"questions", "--rules", program.path("mine")});
    CHECK(result.status == 6);
    CHECK(holds(result.error, "problems; these rules were not used.\n"));
}

TEST_CASE("rules at fault are told with their place and cure, and not used") {
    Program program;
    program.input("{}").file("mine/rules.json", rules_json).file("mine/flags/mine.json", "{\"id\":\n \"mine\",}");
    const Result syntax{6, "",
                        "mine/flags/mine.json:2:9: a comma before the closing bracket\n"
                        "   2 |  \"mine\",}\n"
                        "     |         ^ remove the last comma\n"
                        "1 problem; these rules were not used.\n"};
    for (const Arguments& command : std::vector<Arguments>{{"assess"},
                                                           {"questions"},
                                                           {"questions", "show", "age_years"},
                                                           {"rules", "list"},
                                                           {"rules", "show", "A18"}}) {
        Arguments arguments = command;
        arguments.insert(arguments.end(), {"--rules", program.path("mine")});
        CHECK(program.run(arguments) == syntax);
    }
    program.file("mine/flags/mine.json", "{\n  \"id\": \"mine\",\n  \"oder\": 90, \"name\": \"n\", \"flags\": []\n}\n");
    CHECK(program.run({"assess", "--rules", program.path("mine")}).error ==
          "mine/flags/mine.json:3:3: unknown key \"oder\" (at /oder)\n"
          "   3 |   \"oder\": 90, \"name\": \"n\", \"flags\": []\n"
          "     |   ^^^^^^ did you mean \"order\"?\n"
          "1 problem; these rules were not used.\n");
    std::filesystem::remove(program.path("mine/rules.json"));
    program.file("mine/flags/mine.json", flag_file("mine", "stop"));
    CHECK(program.run({"assess", "--rules", program.path("mine")}) ==
          Result{6, "",
                 "mine: rules.json is missing: it gives the folder its name\n"
                 "  write {\"format\": \"sleepcheck-rules/1\", \"name\": \"my-rules\", \"version\": \"1\"} into it\n"
                 "1 problem; these rules were not used.\n"});
}

TEST_CASE("a folder of rules that is not there is told") {
    Program program;
    program.input("{}").file("file", "");
    for (const std::string option : {"--rules", "--rules-only"}) {
        for (const std::string name : {"missing", "file"}) {
            CHECK(program.run({"assess", option, program.path(name)}) ==
                  Result{5, "",
                         "sleepcheck: " + name +
                             ": this is no folder that can be read\n"
                             "  give the folder that holds rules.json\n"});
        }
    }
}

TEST_CASE("links and hidden files in a folder of rules are left alone") {
    Program program;
    program.input("{}")
        .file("mine/rules.json", rules_json)
        .file("mine/.hidden.json", "no rules")
        .file("mine/notes.txt", "x");
    program.file("mine/.git/flags.json", "no rules");
    std::filesystem::create_symlink("/dev/zero", program.path("mine/zero.json"));
    REQUIRE(::mkfifo(program.path("mine/pipe.json").c_str(), 0600) == 0);
    CHECK(program.run({"assess", "--rules", program.path("mine")}).status == 0);
}

// ---- Looking things up
// -----------------------------------------------------------------------------------------------

TEST_CASE("every question can be shown, in words and for scripts") {
    const Result all = run({"questions", "--format", "json"});
    REQUIRE(all.status == 0);
    const json catalogue = json::parse(all.output);
    CHECK(catalogue["format"] == "sleepcheck-questions/1");
    const std::string overview = run({"questions"}).output;
    for (const json& question : catalogue["questions"]) {
        const std::string id = question["id"];
        INFO(id);
        CHECK(holds(overview, "    " + id + ": "));
        const Result shown = run({"questions", "show", id});
        CHECK(shown.status == 0);
        CHECK(begins(shown.output, id + "\n"));
        CHECK(holds(shown.output, "Why it is asked: "));
        CHECK(holds(shown.output, "Private: ") == question["private"].get<bool>());
        CHECK(json::parse(run({"questions", "show", id, "--format", "json"}).output) == question);
    }
}

TEST_CASE("every rule that is listed can be shown") {
    const Result list = run({"rules", "list"});
    REQUIRE(list.status == 0);
    for (const std::string& line : lines_of(list.output)) {
        const std::string kind = line.substr(0, line.find(' '));
        const std::size_t start = line.find_first_not_of(' ', kind.size());
        const std::string id = line.substr(start, line.find(' ', start) - start);
        const Result shown = run({"rules", "show", id});
        INFO(line);
        CHECK(shown.status == 0);
        CHECK(holds("\n" + shown.output, "\n" + kind + " " + id + "\n"));
    }
}

TEST_CASE("rules are listed by kind and by words in any case") {
    const Result flags = run({"rules", "list", "--kind", "flag"});
    for (const std::string& line : lines_of(flags.output)) CHECK(begins(line, "flag "));
    CHECK(run({"rules", "list", "GRIND"}) == run({"rules", "list", "grind"}));
    const Result both = run({"rules", "list", "grind", "--kind", "claim"});
    CHECK(both.status == 0);
    for (const std::string& line : lines_of(both.output)) {
        CHECK(begins(line, "claim "));
        CHECK(holds(line, "grind"));
    }
}
