// The interview in a real terminal: its width, its keys, its end in every way a terminal can end.

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <poll.h>
#include <random>
#include <termios.h>

#include "interview_script.hpp"
#include "live_program.hpp"
#include "program.hpp"
#include "random_answers.hpp"
#include "sleepcheck/text.hpp"
#include "test_rules.hpp"

namespace fs = std::filesystem;
using nlohmann::json;
using namespace sleepcheck;

namespace {

constexpr std::string_view control_c = "\x03";
constexpr std::string_view control_d = "\x04";
constexpr std::string_view control_z = "\x1a";
constexpr std::string_view how_to_go_on = "Saved. To go on: sleepcheck ask --resume\n";

/// A terminal with a folder of its own behind it.
class Desk : public Program {
public:
    Desk() { variable("XDG_STATE_HOME", path("state")); }

    [[nodiscard]] LiveProgram::Setup setup(Arguments options = {}, unsigned short columns = 80) const {
        options.insert(options.begin(), "ask");
        return {std::move(options), {{"XDG_STATE_HOME", path("state")}, {"TERM", "dumb"}}, columns};
    }
    [[nodiscard]] std::string kept_name() const { return path("state/sleepcheck/interview.json"); }
    [[nodiscard]] std::string kept() const { return fs::exists(kept_name()) ? text_of_file(kept_name()) : ""; }
};

std::string saved_after(const InterviewScript& script) {
    return to_json(built_in_rules(), script.interview().state());
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

/// Types the lines, each when the program waits for it; returns when it waits for the next.
void type_lines(LiveProgram& program, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
        program.line(line);
        program.until_prompt();
    }
}

/// The text without colours; `colored` tells whether there were any.
std::string without_color(const std::string& text, bool& colored) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\x1b') {
            colored = true;
            at = text.find('m', at);
            REQUIRE(at != std::string::npos);
        } else {
            plain += text[at];
        }
    }
    return plain;
}

bool same_settings(const struct termios& left, const struct termios& right) {
    return left.c_iflag == right.c_iflag && left.c_oflag == right.c_oflag && left.c_cflag == right.c_cflag &&
           left.c_lflag == right.c_lflag && std::memcmp(left.c_cc, right.c_cc, sizeof left.c_cc) == 0;
}

/// An interview of which three questions were answered and the fourth is half typed.
struct HalfTyped {
    Desk desk;
    InterviewScript script{example_answers()};
    LiveProgram program;
    struct termios before;

    explicit HalfTyped(const std::function<void(LiveProgram::Setup&)>& change = [](LiveProgram::Setup&) {})
        : program([&] {
              LiveProgram::Setup setup = desk.setup();
              change(setup);
              return setup;
          }()) {
        before = program.terminal_settings();
        program.until_prompt();
        script.answer().answer().answer();
        type_lines(program, script.lines());
        program.type("1");
        program.until("1");  // its echo
    }
};

}  // namespace

TEST_CASE("no line is wider than the terminal, and a plain terminal sees no command") {
    struct Row {
        unsigned short columns;
        std::string terminal;
        std::string no_color;
        bool color;
    };
    const auto row = GENERATE(values<Row>({
        {40, "dumb", "", false},
        {80, "dumb", "", false},
        {40, "xterm", "", true},
        {80, "xterm", "", true},
        {80, "xterm", "1", false},
    }));
    INFO(row.columns << " " << row.terminal << " " << row.no_color);
    json answers = example_answers();
    answers["low_mood"] = "most_days";
    answers["daytime_sleepiness"] = "dozes_driving";
    answers["sleep_latency_min"] = 60;
    InterviewScript script(answers, Depth::full);
    for (int number = 0; !script.at_end(); ++number) {
        if (number % 5 == 0) script.line("?").line("nonsense").line("r").line("l").line(number == 0 ? "?" : "");
        script.answer();
        if (number % 5 == 1 && !script.at_end()) script.back().keep();
    }
    const Desk desk;
    LiveProgram::Setup setup = desk.setup({"--full"}, row.columns);
    setup.variables["TERM"] = row.terminal;
    setup.variables["NO_COLOR"] = row.no_color;
    LiveProgram program(setup);
    program.until_prompt();
    type_lines(program, script.lines());
    program.line("");
    CHECK(program.status() == 0);
    bool colored = false;
    const std::string text = without_color(plain_lines(program.said()), colored);
    CHECK(colored == row.color);
    CHECK_FALSE(commands_terminals(text));
    CHECK(holds(text, "These do not fit together"));
    CHECK(holds(text, "For education only."));
    for (const std::string& line : lines_of(text)) {
        INFO(line);
        CHECK(characters(line) <= row.columns);
    }
}

TEST_CASE("Ctrl-C saves, says how to go on, and loses the line being typed and nothing else") {
    HalfTyped half;
    half.program.type(control_c);
    CHECK(half.program.status() == 130);
    CHECK(ends_with(plain_lines(half.program.said()), how_to_go_on));
    CHECK(count_of(half.program.said(), "--resume") == 1);
    CHECK(half.desk.kept() == saved_after(half.script));
    CHECK(same_settings(half.program.terminal_settings(), half.before));
}

TEST_CASE("Ctrl-C before the first answer keeps nothing and says so") {
    const Desk desk;
    LiveProgram program(desk.setup());
    program.until_prompt();
    program.type(control_c);
    CHECK(program.status() == 130);
    CHECK(ends_with(plain_lines(program.said()), "\nNothing was kept.\n"));
    CHECK(desk.kept().empty());
}

TEST_CASE("Ctrl-C works wherever a line is waited for") {
    for (const std::string where : {"l", "?", "r", "nonsense", "b"}) {
        INFO(where);
        HalfTyped half;
        half.program.line("");
        half.program.until_prompt();
        half.script.answer_with("1");
        half.program.line(where);
        half.program.until_prompt();
        half.program.type(control_c);
        CHECK(half.program.status() == 130);
        CHECK(half.desk.kept() == saved_after(half.script));
        CHECK(ends_with(plain_lines(half.program.said()), how_to_go_on));
    }
}

TEST_CASE("Ctrl-D saves and leaves, and is never taken for Enter") {
    HalfTyped half;
    half.program.type(control_d);  // only hands over the line so far
    half.program.type(control_d);
    CHECK(half.program.status() == 0);
    CHECK(ends_with(plain_lines(half.program.said()), how_to_go_on));
    CHECK(half.desk.kept() == saved_after(half.script));
    CHECK(same_settings(half.program.terminal_settings(), half.before));

    const Desk desk;
    LiveProgram program(desk.setup());
    program.until_prompt();
    program.type(control_d);
    CHECK(program.status() == 0);
    CHECK(desk.kept().empty());
}

TEST_CASE("a request to stop saves and leaves") {
    HalfTyped half;
    half.program.signal(SIGTERM);
    CHECK(half.program.status() == 143);
    CHECK(ends_with(plain_lines(half.program.said()), how_to_go_on));
    CHECK(half.desk.kept() == saved_after(half.script));
    CHECK(same_settings(half.program.terminal_settings(), half.before));
}

TEST_CASE("signals between pipes are heard, too") {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        const Desk desk;
        InterviewScript script(example_answers());
        LiveProgram program(desk.setup({}, 0));
        program.until_prompt();
        type_lines(program, script.answer().answer().lines());
        program.signal(number);
        CHECK(program.status() == 128 + number);
        CHECK(ends_with(program.said(), how_to_go_on));
        CHECK(desk.kept() == saved_after(script));
    }
}

TEST_CASE("a terminal that is closed ends the interview, and the answers are saved") {
    SECTION("with its signal") {
        HalfTyped half;
        half.program.hang_up();
        CHECK(half.program.status() == 129);
        CHECK(half.desk.kept() == saved_after(half.script));
    }
    SECTION("without it") {
        HalfTyped half([](LiveProgram::Setup& setup) { setup.ignores_hang_up = true; });
        half.program.hang_up();
        CHECK(half.program.status() == 129);
        CHECK(half.desk.kept() == saved_after(half.script));
    }
}

TEST_CASE("a terminal that is closed at the recap is not taken for Enter") {
    const bool ignores = GENERATE(false, true);
    const Desk desk;
    const InterviewScript script = InterviewScript(example_answers(), Depth::full).answer_until();
    LiveProgram::Setup setup = desk.setup({"--full", "-o", desk.path("answers.json")});
    setup.output_file = desk.path("report");
    setup.ignores_hang_up = ignores;
    LiveProgram program(setup);
    program.until_prompt();
    type_lines(program, script.lines());
    CHECK(holds(program.said(), "Enter shows the report"));
    program.hang_up();
    CHECK(program.status() == 129);
    CHECK(desk.kept() == saved_after(script));
    CHECK(desk.text_of("report").empty());
    CHECK_FALSE(fs::exists(desk.path("answers.json")));
}

TEST_CASE("an end without a signal is told from Ctrl-D") {
    // A shell that ignores the signal: the interview sees nothing but the end of its input.
    const Desk desk;
    const InterviewScript script = InterviewScript(example_answers(), Depth::full).answer_until();
    LiveProgram::Setup setup = desk.setup();
    setup.program = "/bin/sh";
    setup.arguments = {"-c", "trap '' HUP; '" SLEEPCHECK_PROGRAM "' ask --full -o '" + desk.path("answers.json") +
                                 "' >'" + desk.path("report") + "'; echo $? >'" + desk.path("status") + "'"};
    LiveProgram shell(setup);
    shell.until_prompt();
    type_lines(shell, script.lines());
    shell.hang_up();
    shell.status();
    CHECK(desk.text_of("status") == "129\n");
    CHECK(desk.kept() == saved_after(script));
    CHECK(desk.text_of("report").empty());
    CHECK_FALSE(fs::exists(desk.path("answers.json")));
}

TEST_CASE("an interview that is stopped and continued goes on as before") {
    const Desk desk;
    LiveProgram::Setup setup = desk.setup();
    setup.program = "/bin/sh";
    setup.arguments = {"-i"};
    setup.variables["PS1"] = "ready> ";
    LiveProgram shell(setup);
    shell.until("ready> ");
    shell.line("'" SLEEPCHECK_PROGRAM "' ask");
    shell.until_prompt();
    InterviewScript script(example_answers());
    type_lines(shell, script.answer().answer().lines());
    shell.type("1");
    shell.until("1");
    shell.type(control_z);
    shell.until("ready> ");
    CHECK(desk.kept() == saved_after(script));
    shell.line("fg");
    shell.until("ask");
    script.answer();
    shell.line(script.lines().back());
    shell.until_prompt();
    CHECK(desk.kept() == saved_after(script));
    shell.line("q");
    shell.until("Saved.");
    shell.until("ready> ");
    shell.line("echo left with $?");
    shell.until("left with 0");
    shell.type(control_d);
    shell.status();
}

TEST_CASE("an interview that was halted from outside goes on as before") {
    const Desk desk;
    InterviewScript script(example_answers());
    LiveProgram program(desk.setup());
    program.until_prompt();
    type_lines(program, script.answer().lines());
    program.signal(SIGSTOP);
    program.until_stopped();
    program.signal(SIGCONT);
    script.answer();
    program.line(script.lines().back());
    program.until_prompt();
    CHECK(desk.kept() == saved_after(script));
}

TEST_CASE("keys that send commands are no answer, and are not sent back as commands") {
    HalfTyped half;
    half.program.type("\x15");  // the terminal's own key to empty the line
    const std::string hint = "keys in that line that mean nothing here";
    for (const std::string keys : {"\x1b[A", "5\x1b[D\x1b[D", "\x1bOP", "\x1b[200~5\x1b[201~"}) {
        half.program.line(keys);
        CHECK(count_of(half.program.until_prompt(), hint) == 1);
    }
    CHECK(half.desk.kept() == saved_after(half.script));
    CHECK(half.program.said().find('\x1b') == std::string::npos);
    half.program.type("12\x7f\x7f");  // backspace mends the line before it is read
    half.program.line(half.script.answer().lines().back());
    half.program.until_prompt();
    CHECK(half.desk.kept() == saved_after(half.script));
}

TEST_CASE("the terminal is left as it was found, however the interview ends") {
    const Desk desk;
    const InterviewScript script = InterviewScript(example_answers(), Depth::full).answer_until();
    LiveProgram program(desk.setup({"--full"}));
    const struct termios before = program.terminal_settings();
    program.until_prompt();
    CHECK(same_settings(program.terminal_settings(), before));
    type_lines(program, script.lines());
    program.line("");
    CHECK(program.status() == 0);
    CHECK(same_settings(program.terminal_settings(), before));
    HalfTyped killed;
    killed.program.signal(SIGKILL);
    CHECK(killed.program.status() == 137);
    CHECK(same_settings(killed.program.terminal_settings(), killed.before));
    CHECK(killed.desk.kept() == saved_after(killed.script));
}

// ---- The offer to go on ----

namespace {

/// A terminal at which an unfinished interview is offered.
struct Offered {
    Desk desk;
    InterviewScript script{example_answers()};
    std::string kept;
    std::optional<LiveProgram> program;

    Offered() {
        script.answer().answer().answer();
        desk.input(script.text());
        REQUIRE(desk.run({"ask"}).status == 0);
        kept = desk.kept();
        program.emplace(desk.setup());
        const std::string offer = plain_lines(program->until_prompt());
        CHECK(holds(offer, "An unfinished interview is kept, with 3 questions put. Go on with it?"));
    }
};

}  // namespace

TEST_CASE("an unfinished interview is offered and taken up") {
    for (const std::string yes : {"yes", "2", "ye"}) {
        Offered offered;
        offered.program->line(yes);
        const std::string next = plain_lines(offered.program->until_prompt());
        CHECK(holds(next, "question 4, "));
        InterviewScript script(example_answers(), offered.script.interview().state());
        type_lines(*offered.program, script.answer().lines());
        CHECK(offered.desk.kept() == saved_after(script));
    }
}

TEST_CASE("an unfinished interview that is declined stays until there is another answer") {
    for (const std::string no : {"no", "1"}) {
        Offered offered;
        offered.program->line(no);
        CHECK(holds(plain_lines(offered.program->until_prompt()), "question 1, "));
        CHECK(offered.desk.kept() == offered.kept);
        InterviewScript script(example_answers());
        type_lines(*offered.program, script.answer().lines());
        CHECK(offered.desk.kept() == saved_after(script));
    }
}

TEST_CASE("an unfinished interview may be left as it is") {
    const std::string still = "What was kept before is still there. To go on: sleepcheck ask --resume\n";
    const std::vector<std::pair<std::string, int>> ways{{"q\n", 0}, {"\x04", 0}, {"\x03", 130}};
    for (const auto& [keys, status] : ways) {
        Offered offered;
        for (const std::string no_answer : {"", "maybe", "y", "s", "b", "3", "\x1b[A"}) {
            offered.program->line(no_answer);
            CHECK(count_of(offered.program->until_prompt(), "Please type yes to go on with it") == 1);
        }
        offered.program->type(keys);
        CHECK(offered.program->status() == status);
        CHECK(offered.desk.kept() == offered.kept);
        CHECK(ends_with(plain_lines(offered.program->said()), still));
    }
}

// ---- kill -9 ----

TEST_CASE("a kill at any moment leaves every answer whose next question was seen") {
    std::mt19937_64 random(random_seed());
    InterviewScript beginning(example_answers(), Depth::full);
    for (int i = 0; i < 34; ++i) beginning.answer();
    InterviewState begun = beginning.interview().state();
    begun.path.clear();
    Desk desk;
    desk.file("known.json", beginning.file());
    InterviewScript script(example_answers(), begun);
    std::vector<std::string> states;  // by the number of answers
    for (states.emplace_back(); !script.at_end(); states.push_back(saved_after(script))) script.answer();
    const std::string lines = script.text();
    const LiveProgram::Setup setup = desk.setup({"--full", "--new", "--answers", desk.path("known.json")}, 0);
    std::size_t longest = 0;
    {
        LiveProgram program(setup);
        program.type(lines);
        program.until("Enter shows the report");
        longest = program.said().size();
    }
    for (std::size_t round = 0; round < repetitions(200); ++round) {
        const std::string before = desk.kept();
        LiveProgram program(setup);
        program.type(lines);
        program.read_at_least(random() % longest);
        ::poll(nullptr, 0, static_cast<int>(random() % 4));
        program.signal(SIGKILL);
        REQUIRE(program.status() == 137);
        const std::size_t seen = count_of(program.said(), "\n> ");
        const std::string kept = desk.kept();
        const auto found = std::find(states.begin() + 1, states.end(), kept);
        INFO("round " << round << ", " << seen << " questions seen, kept:\n" << kept);
        if (found == states.end()) {
            CHECK(seen < 2);
            REQUIRE(kept == before);
        } else {
            CHECK(static_cast<std::size_t>(found - states.begin()) + 1 >= seen);
        }
        if (kept.empty()) continue;
        Program resumed;
        resumed.variable("XDG_STATE_HOME", desk.path("state"));
        const Result result = resumed.input("q\n").run({"ask", "--resume"});
        INFO(result);
        REQUIRE(result.status == 0);
        REQUIRE_FALSE(holds(result.error, "put aside"));
        REQUIRE(desk.kept() == kept);
        REQUIRE(std::distance(fs::directory_iterator(desk.path("state/sleepcheck")), fs::directory_iterator()) == 1);
    }
}
