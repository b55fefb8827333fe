// The interview driven by a script: what is said, what is written, and what is left on the disk.

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "interview_script.hpp"
#include "live_program.hpp"
#include "program.hpp"
#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/document.hpp"
#include "sleepcheck/text.hpp"
#include "test_rules.hpp"

namespace fs = std::filesystem;
using nlohmann::json;
using namespace sleepcheck;

namespace {

const std::string kept_name = "state/sleepcheck/interview.json";

/// A program that keeps its state in a folder of the test.
class Bedside : public Program {
public:
    Bedside() { variable("XDG_STATE_HOME", path("state")); }

    [[nodiscard]] bool keeps() const { return fs::exists(path(kept_name)); }
    [[nodiscard]] Result run_script(const std::string& lines, Arguments options = {}) {
        options.insert(options.begin(), "ask");
        return input(lines).run(options);
    }
    /// The real program with the same state.
    [[nodiscard]] LiveProgram::Setup setup(Arguments options = {}) const {
        options.insert(options.begin(), "ask");
        return {std::move(options), {{"XDG_STATE_HOME", path("state")}}};
    }
};

unsigned mode_of(const std::string& path) {
    struct stat found = {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777U;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

/// The words with one space between, however they were broken into lines.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char letter : text) {
        const bool space = letter == ' ' || letter == '\n';
        if (!space) line += letter;
        if (space && !line.empty() && line.back() != ' ') line += ' ';
    }
    return line;
}

/// What was said before each line was heard; the last is what was said after all.
std::vector<std::string> screens_of(const std::string& error) {
    std::vector<std::string> screens;
    std::size_t at = 0;
    for (auto end = error.find("\n> \n"); end != std::string::npos; end = error.find("\n> \n", at)) {
        screens.push_back(error.substr(at, end + 1 - at));
        at = end + 3;
    }
    screens.push_back(error.substr(at));
    return screens;
}

std::string saved_after(const InterviewScript& script) {
    return to_json(built_in_rules(), script.interview().state());
}

/// What is kept after the first question.
std::string saved_with_age(int years) {
    return saved_after(InterviewScript(json{{"age_years", years}}).answer());
}

const Question& question_named(std::string_view id) {
    return built_in_rules().catalogue.at(*find_fact(built_in_rules().catalogue, id));
}

json worked_case(const std::string& name) {
    for (const WorkedCase& worked : worked_cases()) {
        if (worked.name == name) return worked.answers;
    }
    FAIL(name);
    return {};
}

/// Answers with each kind of private one, none of them "none".
json private_answers() {
    json answers = example_answers();
    answers["alcohol_evenings"] = 5;
    answers["pregnancy_status"] = "breastfeeding";
    answers["medicines"] = {"diuretic", "steroid"};
    answers["conditions"] = {"epilepsy"};
    answers["anxiety_level"] = "severe";
    answers["low_mood"] = "most_days";
    return answers;
}

void check_misuse(const Arguments& options, const std::string& what, const std::string& cure) {
    const Result result = Bedside().run_script("41\n", options);
    CHECK(result == Result{2, "", "sleepcheck: " + what + "\n" + (cure.empty() ? "" : "  " + cure + "\n")});
}

}  // namespace

// ---- The result ----

TEST_CASE("an interview says what assess says on the answers it wrote") {
    const std::vector<Arguments> looks{{},
                                       {"--format", "json"},
                                       {"--explain"},
                                       {"--show-private"},
                                       {"--width", "40"},
                                       {"--format", "json", "--explain", "--show-private"}};
    for (const json& answers : {example_answers(), private_answers()}) {
        const InterviewScript script = InterviewScript(answers).answer_until().line("");
        for (const Arguments& look : looks) {
            INFO(Catch::StringMaker<Arguments>::convert(look));
            Bedside bedside;
            Arguments options{"-o", bedside.path("answers.json")};
            options.insert(options.end(), look.begin(), look.end());
            const Result asked = bedside.run_script(script.text(), options);
            INFO(asked);
            REQUIRE(asked.status == 0);
            CHECK(bedside.text_of("answers.json") == script.file());
            CHECK(mode_of(bedside.path("answers.json")) == 0600);
            Arguments assess{"assess", bedside.path("answers.json")};
            assess.insert(assess.end(), look.begin(), look.end());
            CHECK(bedside.run(assess) == Result{0, asked.output, ""});
            CHECK_FALSE(bedside.keeps());
            CHECK_FALSE(commands_terminals(asked.error));
            CHECK(holds(in_one_line(asked.error), "Your answers are in answers.json, readable by you alone."));
        }
    }
}

TEST_CASE("worked cases can be told in an interview") {
    for (const WorkedCase& worked : sampled_cases()) {
        if (worked.answers.contains(never_stored_question().id) || worked.name.rfind("small_", 0) == 0) continue;
        INFO(worked.name);
        const InterviewScript script = InterviewScript(worked.answers, Depth::full).answer_until().line("");
        Program program;
        const Result asked = program.input(script.text()).run({"ask", "--full", "-o", program.path("answers.json")});
        REQUIRE(asked.status == 0);
        CHECK(program.text_of("answers.json") == script.file());
        CHECK(program.run({"assess", program.path("answers.json")}).output == asked.output);
    }
}

TEST_CASE("the same answers give the same file, in whatever order they were given") {
    const json answers = private_answers();
    const std::string straight = InterviewScript(answers, Depth::full).answer_until().file();
    InterviewScript script(answers, Depth::full);
    script.answer().answer().back().back().keep();
    script.skip().back().answer();  // skipped, then answered
    script.answer().skip().line("l").line("").line("?").line("r").back().answer();
    script.answer_until("caffeine_per_day").answer_with("0").answer().revisit("caffeine_per_day").answer();
    script.answer_until();
    script.revisit("medicines").answer_with("none").revisit("medicines").answer();
    script.revisit("caffeine_per_day").answer_with("0").revisit("caffeine_per_day").answer().answer_until().line("");
    REQUIRE(script.file() == straight);
    Bedside bedside;
    const Result result = bedside.run_script(script.text(), {"--full", "-o", bedside.path("answers.json")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(bedside.text_of("answers.json") == straight);
    CHECK(bedside.run({"assess", bedside.path("answers.json")}).output == result.output);
}

TEST_CASE("without a report an interview writes the answers and nothing else") {
    const InterviewScript script = InterviewScript(example_answers()).answer_until().line("");
    Bedside bedside;
    const std::string file = bedside.path("answers.json");
    const Result result = bedside.run_script(script.text(), {"--no-report", "-o", file});
    CHECK(result.status == 0);
    CHECK(result.output.empty());
    CHECK(bedside.text_of("answers.json") == script.file());
    CHECK(holds(result.error, "Enter writes your answers"));
    CHECK(bedside.run_script(script.text(), {"--no-report", "-o", "-"}).output == script.file());
}

TEST_CASE("who cannot be given the report keeps the answers") {
    const InterviewScript script = InterviewScript(example_answers()).answer_until().line("");
    Bedside bedside;
    bedside.output_to("/dev/full");
    const Result result = bedside.run_script(script.text());
    CHECK(result.status == 5);
    CHECK(holds(result.error, "sleepcheck: cannot write the output: no space left on device"));
    CHECK(bedside.text_of(kept_name) == saved_after(script));
}

// ---- What is asked ----

TEST_CASE("answers in a file are not asked for again") {
    json known = example_answers();
    known.erase("age_years");
    known.erase("daytime_sleepiness");
    Bedside bedside;
    bedside.file("known.json", known.dump());
    InterviewState state;
    state.facts = facts_of(built_in_rules().catalogue, known);
    const InterviewScript script = InterviewScript(example_answers(), state).answer_until().line("");
    const Result result =
        bedside.run_script(script.text(), {"--answers", bedside.path("known.json"), "-o", bedside.path("all.json")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(bedside.text_of("all.json") == script.file());
    CHECK(bedside.run({"assess", bedside.path("all.json")}).output == result.output);
    CHECK_FALSE(holds(result.error, question_named("nights_per_week").prompt));
    CHECK(holds(result.error, question_named("age_years").prompt));
}

TEST_CASE("with all answers in a file only what no file holds is asked") {
    Bedside bedside;
    bedside.file("all.json", InterviewScript(private_answers(), Depth::full).answer_until().file());
    const Arguments options{"--full", "--answers", bedside.path("all.json")};
    const Result result = bedside.run_script("no\n\n", options);
    INFO(result);
    CHECK(result.status == 0);
    CHECK(result.output == bedside.run({"assess", bedside.path("all.json")}).output);
    const auto screens = screens_of(result.error);
    REQUIRE(screens.size() == 3);
    CHECK(holds(in_one_line(screens[0]), never_stored_question().prompt));
    CHECK(holds(screens[1], "Here is what you said"));
}

TEST_CASE("answers at fault are told with their places, and nothing is asked") {
    Bedside bedside;
    bedside.file("answers.json", "{\"age_years\": \"old\",\n \"age\": 3, \"low_mood\": \"canary\"}");
    const std::string file = bedside.path("answers.json");
    const Result asked = bedside.run_script("41\n", {"--answers", file});
    CHECK(asked.status == 3);
    CHECK(asked == bedside.run({"assess", file}));
    CHECK_FALSE(bedside.keeps());
    const Result missing = bedside.run_script("41\n", {"--answers", bedside.path("nowhere.json")});
    CHECK(missing == Result{5, "", "nowhere.json: cannot be read: no such file or directory\n"});
}

TEST_CASE("a quick interview says that it ends because the outcome is settled") {
    const json answers = worked_case("clear_patterns/textbook_melatonin_type");
    const InterviewScript quick = InterviewScript(answers, Depth::quick).answer_until().line("");
    const InterviewScript usual = InterviewScript(answers).answer_until().line("");
    const InterviewScript full = InterviewScript(answers, Depth::full).answer_until().line("");
    REQUIRE(quick.interview().outcome_settled());
    CHECK(quick.lines().size() < usual.lines().size());
    CHECK(usual.lines().size() < full.lines().size());
    const std::string told = "No further answer can change the outcome, so the questions end here.";
    const auto run = [](const InterviewScript& script, const Arguments& options) {
        const Result result = Bedside().run_script(script.text(), options);
        CHECK(result.status == 0);
        CHECK(screens_of(result.error).size() == script.lines().size() + 1);
        return in_one_line(result.error);
    };
    CHECK(count_of(run(quick, {"--quick"}), told) == 1);
    CHECK(count_of(run(usual, {}), told) == 0);
    CHECK(count_of(run(full, {"--full"}), told) == 0);
}

TEST_CASE("a full interview asks every question that applies") {
    const InterviewScript script = InterviewScript(example_answers(), Depth::full).answer_until().line("");
    const Result result = Bedside().run_script(script.text(), {"--full"});
    const auto& catalogue = built_in_rules().catalogue;
    const std::string said = in_one_line(result.error);
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        INFO(catalogue.entries[i].id);
        CHECK(holds(said, catalogue.entries[i].prompt) == script.interview().passed(FactId(i)));
    }
    CHECK(script.interview().passed(*find_fact(catalogue, "nicotine_use")));
}

// ---- Saved as it goes ----

TEST_CASE("each answer is on the disk before the next question is put") {
    const Bedside bedside;
    LiveProgram program(bedside.setup());
    program.until_prompt();
    CHECK(mode_of(bedside.path("state")) == 0700);
    CHECK(mode_of(bedside.path("state/sleepcheck")) == 0700);
    CHECK_FALSE(bedside.keeps());
    InterviewScript script(private_answers());
    const std::string snapshot = bedside.path("snapshot");
    for (std::string before; !script.at_end();) {
        INFO(script.question().id);
        script.answer();
        program.line(script.lines().back());
        program.until_prompt();
        CHECK(bedside.text_of(kept_name) == saved_after(script));
        CHECK(mode_of(bedside.path(kept_name)) == 0600);
        // The file of before was replaced, never written over: at no moment was there half a file.
        if (!before.empty()) CHECK(text_of_file(snapshot) == before);
        fs::remove(snapshot);
        fs::create_hard_link(bedside.path(kept_name), snapshot);
        before = saved_after(script);
    }
    program.line("");
    CHECK(program.status() == 0);
    CHECK(names_in(bedside.path("state/sleepcheck")).empty());
}

TEST_CASE("the end of the input saves and leaves, wherever it comes") {
    InterviewScript script(example_answers(), Depth::full);
    const Result none = Bedside().run_script("");
    CHECK(none.status == 0);
    CHECK(none.output.empty());
    CHECK(holds(none.error, "\n> \nNothing was kept.\n"));
    while (true) {
        for (int i = 0; i < 7 && !script.at_end(); ++i) script.answer();
        if (script.at_end()) break;
        INFO(script.lines().size());
        for (const std::string end : {"", "Q\n", "l\nq\n", "l\n"}) {
            Bedside bedside;
            const Result result = bedside.run_script(script.text() + end, {"--full"});
            CHECK(result.status == 0);
            CHECK(result.output.empty());
            REQUIRE(bedside.keeps());
            CHECK(bedside.text_of(kept_name) == saved_after(script));
            const std::string parting = "Saved. To go on: sleepcheck ask --resume\n";
            CHECK(result.error.substr(result.error.size() - parting.size()) == parting);
        }
    }
    Bedside bedside;
    const Result left = bedside.run_script(script.text() + "q\n", {"--full"});
    CHECK(left.output.empty());
    CHECK(bedside.text_of(kept_name) == saved_after(script));
    const Result finished = Bedside().run_script(script.text(), {"--full"});
    CHECK(finished.output == Bedside().run_script(script.text() + "\n", {"--full"}).output);
    CHECK_FALSE(finished.output.empty());
}

TEST_CASE("an interview goes on where it was left") {
    InterviewScript first(private_answers());
    for (int i = 0; i < 9; ++i) first.answer();
    first.skip();
    Bedside bedside;
    REQUIRE(bedside.run_script(first.text()).status == 0);
    const InterviewScript second =
        InterviewScript(private_answers(), first.interview().state()).answer_until().line("");
    const Result result = bedside.run_script(second.text(), {"--resume", "-o", bedside.path("answers.json")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(bedside.text_of("answers.json") == second.file());
    CHECK(bedside.run({"assess", bedside.path("answers.json")}).output == result.output);
    CHECK_FALSE(bedside.keeps());
    CHECK(bedside.run_script("", {"--resume"}) ==
          Result{2, "", "sleepcheck: there is no unfinished interview to go on with\n  sleepcheck ask begins one\n"});
}

TEST_CASE("an interview goes on at its depth, or at the one asked for") {
    const auto resumed = [](const Arguments& first, Arguments second) {
        Bedside bedside;
        CHECK(bedside.run_script("41\n", first).status == 0);
        second.emplace_back("--resume");
        CHECK(bedside.run_script("no\n", second).status == 0);
        return json::parse(bedside.text_of(kept_name)).at("depth").get<std::string>();
    };
    CHECK(resumed({}, {}) == "usual");
    CHECK(resumed({"--quick"}, {}) == "quick");
    CHECK(resumed({"--full"}, {}) == "full");
    CHECK(resumed({"--full"}, {"--quick"}) == "quick");
    CHECK(resumed({"--quick"}, {"--full"}) == "full");
}

TEST_CASE("an unfinished interview is never replaced without being told to") {
    Bedside bedside;
    REQUIRE(bedside.run_script("41\n").status == 0);
    const std::string kept = bedside.text_of(kept_name);
    CHECK(bedside.run_script("42\n") == Result{2, "",
                                               "sleepcheck: an unfinished interview is kept\n"
                                               "  --resume goes on with it, --new begins anew in its place\n"});
    CHECK(bedside.text_of(kept_name) == kept);
    const Result untouched = bedside.run_script("q\n", {"--new"});
    CHECK(untouched.status == 0);
    CHECK(holds(untouched.error, "What was kept before is still there. To go on: sleepcheck ask --resume\n"));
    CHECK(bedside.text_of(kept_name) == kept);
    CHECK(bedside.run_script("42\n", {"--new"}).status == 0);
    CHECK(bedside.text_of(kept_name) == saved_with_age(42));
}

TEST_CASE("what is kept can be removed at any time") {
    Bedside bedside;
    REQUIRE(bedside.run_script("41\n").status == 0);
    REQUIRE(bedside.keeps());
    CHECK(bedside.run_script("", {"--forget"}) == Result{0, "The unfinished interview was removed.\n", ""});
    CHECK(names_in(bedside.path("state/sleepcheck")).empty());
    CHECK(bedside.run_script("", {"--forget"}) == Result{0, "There was no unfinished interview.\n", ""});
}

TEST_CASE("a half-written file of an interview that was killed does not stay") {
    for (const Arguments& options : {Arguments{"--forget"}, Arguments{}}) {
        Bedside bedside;
        bedside.file("state/sleepcheck/.sleepcheck-aB3dEf", "{\"answers\": {\"low_mood\"");
        bedside.file("state/sleepcheck/something-else", "not ours");
        CHECK(bedside.run_script("", options).status == 0);
        CHECK(names_in(bedside.path("state/sleepcheck")) == std::vector<std::string>{"something-else"});
    }
}

TEST_CASE("a log answers what its nights say, says so, and the rest is asked") {
    const std::string log = text_of_file(in_checkout("examples/log.json"));
    Bedside bedside;
    bedside.file("log.json", log);
    const Result result = bedside.run_script("q\n", {"--full", "--log", bedside.path("log.json")});
    CHECK(result.status == 0);
    CHECK(holds(in_one_line(result.error), "From 26 nights your log answers this, so it is not asked"));
    CHECK(holds(result.error, "Minutes to fall asleep: 10 minutes"));

    std::string skips;
    for (int i = 0; i < 48; ++i) skips += "s\n";
    const Result all = bedside.run_script(
        skips, {"--full", "--new", "--log", bedside.path("log.json"), "-o", bedside.path("answers.json")});
    CHECK(all.status == 0);
    CHECK_FALSE(holds(in_one_line(all.error), question_named("sleep_latency_min").prompt));
    CHECK(nlohmann::json::parse(bedside.text_of("answers.json"))["answers"]["sleep_latency_min"] == 10);
    CHECK(nlohmann::json::parse(bedside.text_of("answers.json"))["answers"]["teeth_grinding"].is_null());
    CHECK(all.output == bedside.run({"assess", bedside.path("answers.json")}).output);
}

TEST_CASE("a log of few nights answers nothing, and a broken one stops before anything is asked") {
    Bedside bedside;
    bedside.file("few.json", R"({"format": "sleepcheck-log/1", "nights": [
        {"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "06:30"}]})");
    CHECK(holds(in_one_line(bedside.run_script("q\n", {"--log", bedside.path("few.json")}).error),
                "Your log answers nothing yet: that takes 7 nights with the same figure."));
    const Result one = bedside.run_script("q\n", {"--new", "--log", bedside.path("few.json"), "--min-nights", "1"});
    CHECK(holds(in_one_line(one.error), "From 1 night your log answers this, so it is not asked"));
    bedside.file("broken.json", R"({"format": "sleepcheck-log/1", "nights": [{"date": "2026-03-06"}]})");
    const Result broken = bedside.run_script("41\n", {"--log", bedside.path("broken.json")});
    CHECK(broken.status == 3);
    CHECK(holds(broken.error, "nothing was asked"));
    CHECK_FALSE(bedside.keeps());
}

TEST_CASE("options that exclude each other are refused before anything is asked") {
    check_misuse({"--quick", "--full"}, "--quick and --full exclude each other", "give one of them, or neither");
    check_misuse({"--resume", "--new"}, "--resume and --new exclude each other", "");
    check_misuse({"--resume", "--answers", "a.json"}, "--resume excludes --answers and --log",
                 "the unfinished interview has its own");
    check_misuse({"--answers", "-"}, "--answers cannot be -", "standard input is the conversation: name a file");
    check_misuse({"--no-report"}, "--no-report alone would leave nothing of the interview",
                 "-o FILE writes the answers to a file");
    check_misuse({"-o", "-"}, "answers and report would run into each other on standard output",
                 "name a file for the answers, or add --no-report");
    check_misuse({"-o", ""}, "--output is empty", "give it a value, or leave it out");
    check_misuse({"--format", "jsn"}, "--format cannot be \"jsn\"", "did you mean \"json\"? it is text or json");
    check_misuse({"--resum"}, "unknown option \"--resum\"", "did you mean \"--resume\"?");
    check_misuse({"answers.json"}, "this is one argument too many: \"answers.json\"",
                 "sleepcheck ask --help shows what there is");
}

TEST_CASE("a place where the answers cannot go is told before the first question") {
    Bedside bedside;
    bedside.file("victim", "old");
    fs::create_directory(bedside.path("folder"));
    fs::create_symlink(bedside.path("victim"), bedside.path("link"));
    const auto told = [&](const std::string& name, const std::string& what) {
        CHECK(bedside.run_script("41\n", {"-o", bedside.path(name)}) == Result{5, "", what});
    };
    told("nowhere/answers.json", "nowhere/answers.json: cannot be written: no such file or directory\n");
    told("victim/answers.json", "victim/answers.json: cannot be written: not a directory\n");
    told("folder", "folder: is a folder, not a file\n  name a file in it\n");
    told("folder/", "folder/: is a folder, not a file\n  name a file in it\n");
    told("link", "link: is a symbolic link\n  name the file it points to\n");
    CHECK(bedside.text_of("victim") == "old");
    CHECK_FALSE(bedside.keeps());
}

TEST_CASE("the state is kept where the environment says, and only there") {
    struct Row {
        std::string state;
        std::string home;
        std::string kept;
    };
    for (const Row& row : {Row{"a", "b", "a/sleepcheck"}, Row{"", "b", "b/.local/state/sleepcheck"},
                           Row{"a/deep/er", "", "a/deep/er/sleepcheck"}}) {
        Program program;
        program.variable("XDG_STATE_HOME", row.state.empty() ? "" : program.path(row.state));
        program.variable("HOME", row.home.empty() ? "" : program.path(row.home));
        CHECK(program.input("41\n").run({"ask"}).status == 0);
        CHECK(names_in(program.path("")).size() == 1);
        CHECK(names_in(program.path(row.kept)) == std::vector<std::string>{"interview.json"});
        CHECK(mode_of(program.path(row.kept)) == 0700);
    }
    Program relative;
    relative.variable("XDG_STATE_HOME", "state").variable("HOME", relative.path("home"));
    CHECK(relative.input("41\n").run({"ask"}).status == 0);
    CHECK(names_in(relative.path("home/.local/state/sleepcheck")).size() == 1);
}

TEST_CASE("without a place to keep answers this is told, and the interview goes on") {
    const InterviewScript script = InterviewScript(example_answers()).answer_until().line("");
    const std::string report = Bedside().run_script(script.text()).output;
    const std::string told = "So your answers are not saved as you go; they live in this conversation only.";
    SECTION("there is none") {
        const Result result = Program().input(script.text()).run({"ask"});
        CHECK(result.status == 0);
        CHECK(result.output == report);
        CHECK(count_of(result.error, "there is no place to keep answers: neither XDG_STATE_HOME nor HOME is set") == 1);
        CHECK(count_of(in_one_line(result.error), told) == 1);
        CHECK_FALSE(holds(result.error, "is saved at once"));
        CHECK(holds(Program().input("41\n").run({"ask"}).error, "Nothing was kept.\n"));
    }
    SECTION("a file stands in its place") {
        for (const std::string name : {"state", "state/sleepcheck"}) {
            INFO(name);
            Bedside bedside;
            bedside.file(name, "old");
            const Result result = bedside.run_script(script.text());
            INFO(result);
            CHECK(result.status == 0);
            CHECK(result.output == report);
            CHECK(count_of(in_one_line(result.error), told) == 1);
            CHECK(bedside.text_of(name) == "old");
        }
    }
    SECTION("the disk is full") {
        const Bedside bedside;
        LiveProgram::Setup setup = bedside.setup();
        setup.largest_file = 600;
        LiveProgram program(setup);
        program.type(script.text());
        CHECK(program.status() == 0);
        CHECK(program.output() == report);
        CHECK(count_of(program.said(), "cannot be written: file too large") == 1);
        CHECK(count_of(in_one_line(program.said()), told) == 1);
        CHECK_FALSE(bedside.keeps());
    }
}

TEST_CASE("a disk that fills up leaves the last answers that fitted") {
    Bedside bedside;
    LiveProgram::Setup setup = bedside.setup();
    setup.largest_file = 600;
    InterviewScript script(example_answers());
    std::string fitting;
    while (saved_after(script).size() <= 600) {
        fitting = saved_after(script);
        script.answer();
    }
    for (int i = 0; i < 3; ++i) script.answer();
    LiveProgram program(setup);
    program.type(script.text());
    program.end_input();
    CHECK(program.status() == 0);
    CHECK(bedside.text_of(kept_name) == fitting);
    CHECK(names_in(bedside.path("state/sleepcheck")) == std::vector<std::string>{"interview.json"});
    CHECK(bedside.run_script("q\n", {"--resume"}).status == 0);
}

TEST_CASE("a second interview is refused while one is under way") {
    Bedside bedside;
    LiveProgram program(bedside.setup());
    program.until_prompt();
    program.line("41");
    program.until_prompt();
    const std::string kept = bedside.text_of(kept_name);
    const Result refused{5, "",
                         "sleepcheck: another interview is under way, in another window perhaps\n"
                         "  finish it there, or leave it with q; then try again\n"};
    for (const Arguments& options : {Arguments{}, Arguments{"--resume"}, Arguments{"--new"}, Arguments{"--forget"}}) {
        CHECK(bedside.run_script("42\n", options) == refused);
    }
    CHECK(bedside.text_of(kept_name) == kept);
    program.line("q");
    CHECK(program.status() == 0);
    CHECK(bedside.run_script("q\n", {"--resume"}).status == 0);
}

TEST_CASE("a link where answers are kept is not followed to write") {
    Bedside bedside;
    bedside.file("victim", "not ours\n");
    fs::create_directories(bedside.path("state/sleepcheck"));
    fs::create_symlink(bedside.path("victim"), bedside.path(kept_name));
    const Result result = bedside.run_script("41\nno\n");
    INFO(result);
    CHECK(result.status == 0);
    CHECK(bedside.text_of("victim") == "not ours\n");
    CHECK(fs::is_symlink(bedside.path(kept_name + ".kept-1")));

    Bedside other;
    other.file("victim", saved_with_age(41));
    const std::string before = other.text_of("victim");
    fs::create_directories(other.path("state/sleepcheck"));
    fs::create_symlink(other.path("victim"), other.path(kept_name));
    static_cast<void>(other.run_script("no\n3\n", {"--resume"}));
    CHECK(other.text_of("victim") == before);

    Bedside dangling;
    fs::create_directories(dangling.path("state/sleepcheck"));
    fs::create_symlink(dangling.path("nowhere"), dangling.path(kept_name));
    CHECK(dangling.run_script("41\n").status == 0);
    CHECK_FALSE(fs::exists(dangling.path("nowhere")));
}

TEST_CASE("what cannot be understood where answers are kept is put aside, byte for byte") {
    const std::string sound = saved_after(InterviewScript(example_answers()).answer().answer().answer());
    struct Row {
        std::string text;
        std::string what;
    };
    const auto row = GENERATE_REF(values<Row>({
        {"", "is damaged"},
        {"\n", "is damaged"},
        {sound.substr(0, sound.size() / 2), "is damaged"},
        {sound.substr(0, sound.size() - 2), "is damaged"},
        {sound + "}", "is damaged"},
        {sound + std::string(1, '\0'), "is damaged"},
        {std::string("\0\1\2\xff\xfe\x1b[31mcanary", 14), "is damaged"},
        {std::string(200'000, '['), "is damaged"},
        {"{}", "is no saved interview of this program"},
        {"[1, 2]", "is no saved interview of this program"},
        {R"({"format": "canary/1", "rules": 3})", "is no saved interview of this program"},
        {R"({"format": "sleepcheck-answers/1", "answers": {"age_years": 41}})",
         "is no saved interview of this program"},
        {R"({"format": "sleepcheck-interview/1", "rules": "headaches", "depth": "usual", "asked": [], "answers": {}})",
         "belongs to other rules (\"headaches\")"},
        {R"({"format": "sleepcheck-interview/1", "rules": "magnesium-melatonin", "depth": "canary", "asked": [],
            "answers": {}})",
         "is damaged"},
        {R"({"format": "sleepcheck-interview/1", "rules": "magnesium-melatonin", "depth": "usual", "asked": [],
            "answers": {"low_mood": "canary"}})",
         "holds answers that these rules do not know"},
        {R"({"format": "sleepcheck-interview/1", "rules": "magnesium-melatonin", "depth": "usual", "asked": ["canary"],
            "answers": {}})",
         "holds questions that these rules do not know"},
        {std::string(2'000'000, ' ') + sound, "holds more than 1 MiB, the most that is read"},
    }));
    INFO(row.text.substr(0, 200));
    Bedside bedside;
    for (int number = 1; number <= 3; ++number) {
        const std::string aside = kept_name + ".kept-" + std::to_string(number);
        bedside.file(kept_name, row.text);
        const bool resumes = number == 2;
        const Result result = bedside.run_script("41\n", resumes ? Arguments{"--resume"} : Arguments{});
        INFO(result);
        const std::string told = kept_name + ": " + row.what + "\n  it was put aside as " + aside + "\n";
        CHECK(holds(result.error, told));
        CHECK(bedside.text_of(aside) == row.text);
        CHECK(bedside.keeps() == !resumes);
        CHECK(result.status == (resumes ? 3 : 0));
        CHECK_FALSE(holds(result.error, "canary"));
        CHECK_FALSE(commands_terminals(result.error));
        if (!resumes) CHECK(bedside.text_of(kept_name) == saved_with_age(41));
        if (!resumes) CHECK(screens_of(result.error).size() == 3);  // it was put the first question and the next
    }
}

TEST_CASE("a folder where answers are kept does not stop an interview") {
    Bedside bedside;
    bedside.file(kept_name + "/inside", "not ours");
    const Result result = bedside.run_script("41\n");
    INFO(result);
    CHECK(result.status == 0);
    CHECK(bedside.text_of(kept_name + ".kept-1/inside") == "not ours");
}

// ---- The question that is never stored ----

namespace {

/// Lines that lead to the question that is never stored, without it.
InterviewScript up_to_never_stored() {
    return InterviewScript(private_answers()).answer_until(never_stored_question().id);
}

std::string help_text() {
    for (const Flag& flag : built_in_rules().flags) {
        if (flag.halt && flag.urgency == Urgency::emergency) return flag.action;
    }
    FAIL("no such flag");
    return {};
}

/// No file below the folder holds the name of the question.
void check_no_trace(const std::string& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        INFO(entry.path());
        CHECK_FALSE(holds(text_of_file(entry.path()), never_stored_question().id));
    }
}

}  // namespace

TEST_CASE("the question that is never stored may be skipped or denied, and leaves no trace") {
    for (const std::string reply : {"s", "no", "1"}) {
        INFO(reply);
        Bedside bedside;
        LiveProgram program(bedside.setup({"-o", bedside.path("answers.json")}));
        program.until_prompt();
        InterviewScript script = up_to_never_stored();
        program.type(script.text());
        program.until(never_stored_question().prompt.substr(0, 20));
        program.until_prompt();
        check_no_trace(bedside.path(""));
        if (reply == "s") {
            script.skip();
        } else {
            script.answer_with(reply);
        }
        const std::size_t before = script.lines().size();
        script.answer_until().line("");
        program.line(reply);
        program.until_prompt();
        check_no_trace(bedside.path(""));
        for (std::size_t i = before; i < script.lines().size(); ++i) program.line(script.lines()[i]);
        CHECK(program.status() == 0);
        check_no_trace(bedside.path(""));
        CHECK(bedside.text_of("answers.json") == script.file());
    }
}

TEST_CASE("yes to the question that is never stored brings help at once, and no file") {
    for (const std::string reply : {"yes", "2", "YES", " ye "}) {
        INFO(reply);
        Bedside bedside;
        InterviewScript script = up_to_never_stored();
        const Result result =
            bedside.run_script(script.text() + reply + "\n41\n\n", {"-o", bedside.path("answers.json")});
        INFO(result);
        CHECK(result.status == 0);
        CHECK(result.output.empty());
        CHECK(holds(in_one_line(screens_of(result.error).back()), in_one_line(help_text())));
        CHECK(holds(result.error, "The questions end here, and nothing you said was kept.\n"));
        CHECK(screens_of(result.error).size() == script.lines().size() + 2);
        CHECK_FALSE(fs::exists(bedside.path("answers.json")));
        CHECK(names_in(bedside.path("state/sleepcheck")).empty());
    }
}

TEST_CASE("a yes that a file brings along ends the interview before it begins") {
    Bedside bedside;
    bedside.file("known.json", json{{never_stored_question().id, "yes"}, {"age_years", 41}}.dump());
    const Result result =
        bedside.run_script("41\n\n", {"--answers", bedside.path("known.json"), "-o", bedside.path("answers.json")});
    CHECK(result.status == 0);
    CHECK(result.output.empty());
    CHECK(holds(in_one_line(result.error), in_one_line(help_text())));
    CHECK_FALSE(holds(result.error, "\n> "));
    CHECK_FALSE(fs::exists(bedside.path("answers.json")));
    CHECK_FALSE(bedside.keeps());
}

TEST_CASE("a no that a file brings along is neither believed nor written") {
    json known = private_answers();
    known[never_stored_question().id] = "no";
    Bedside bedside;
    bedside.file("known.json", known.dump());
    const Result result = bedside.run_script(
        "s\ns\ns\ns\ns\n\n", {"--full", "--answers", bedside.path("known.json"), "-o", bedside.path("answers.json")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(holds(in_one_line(result.error), never_stored_question().prompt));
    CHECK_FALSE(holds(bedside.text_of("answers.json"), never_stored_question().id));
}

TEST_CASE("help comes even when what is kept cannot be removed") {
    Bedside bedside;
    LiveProgram program(bedside.setup());
    program.until_prompt();
    program.type(up_to_never_stored().text());
    program.until(never_stored_question().prompt.substr(0, 20));
    program.until_prompt();
    fs::remove(bedside.path(kept_name));
    bedside.file(kept_name + "/inside", "");
    program.line("yes");
    CHECK(program.status() == 5);
    CHECK(program.output().empty());
    CHECK(holds(in_one_line(program.said()), in_one_line(help_text())));
    CHECK_FALSE(holds(program.said(), "nothing you said was kept"));
}

// ---- What is told on the way ----

TEST_CASE("an urgent sign is told once and at once") {
    json answers = example_answers();
    answers["daytime_sleepiness"] = "dozes_driving";
    InterviewScript script(answers);
    script.answer_until("daytime_sleepiness").answer();
    const std::size_t place = script.lines().size();
    script.answer_until().line("");
    Bedside bedside;
    const Result result = bedside.run_script(script.text());
    const auto screens = screens_of(result.error);
    REQUIRE(screens.size() == script.lines().size() + 1);
    const std::string title = "Drowsy driving";
    CHECK(holds(screens[place], title));
    CHECK(count_of(result.error, title) == 1);
    CHECK(holds(result.output, title));
    CHECK_FALSE(
        holds(Bedside().run_script(InterviewScript(example_answers()).answer_until().line("").text()).error, title));
}

TEST_CASE("an urgent sign is told again to who comes back") {
    InterviewScript script(json{{"age_years", 41}, {"daytime_sleepiness", "dozes_driving"}});
    script.answer_until("daytime_sleepiness").answer();
    Bedside bedside;
    REQUIRE(bedside.run_script(script.text()).status == 0);
    const auto screens = screens_of(bedside.run_script("q\n", {"--resume"}).error);
    CHECK(holds(screens.front(), "Drowsy driving"));
}

TEST_CASE("a contradiction is shown with numbers and mended by one of them") {
    json answers = example_answers();
    answers["sleep_latency_min"] = 60;
    InterviewScript script(answers, Depth::full);
    script.answer_until();
    const std::size_t recap = script.lines().size();
    const std::string numbers = std::to_string(script.number("falls_asleep_easily")) + " or " +
                                std::to_string(script.number("sleep_latency_min"));
    script.revisit("sleep_latency_min").answer_with("10").answer_until().line("");
    Bedside bedside;
    const Result result = bedside.run_script(script.text(), {"--full", "-o", bedside.path("answers.json")});
    INFO(result);
    const auto screens = screens_of(result.error);
    REQUIRE(screens.size() == script.lines().size() + 1);
    const std::string told =
        "You said you fall asleep easily, but also that it takes 45 minutes or more. "
        "To correct one of them, type " +
        numbers + ".";
    CHECK(holds(in_one_line(screens[recap]), told));
    CHECK(holds(in_one_line(screens[recap + 1]), "You said: 60 minutes. Enter keeps it."));
    CHECK_FALSE(holds(screens[screens.size() - 2], "These do not fit together"));
    CHECK(bedside.text_of("answers.json") == script.file());
}

TEST_CASE("a change at the end brings the questions that now matter, and leaves out those that do not") {
    json answers = example_answers();
    answers["caffeine_per_day"] = 0;
    answers["caffeine_last_time"] = "16:30";
    InterviewScript script(answers);
    script.answer_until();
    const std::size_t recap = script.lines().size();
    script.revisit("caffeine_per_day").answer_with("3");
    REQUIRE(script.question().id == "caffeine_last_time");
    script.answer_until();
    script.revisit("caffeine_per_day").answer_with("0").answer_until().line("");
    Bedside bedside;
    const Result result = bedside.run_script(script.text(), {"-o", bedside.path("answers.json")});
    const auto screens = screens_of(result.error);
    REQUIRE(screens.size() == script.lines().size() + 1);
    CHECK(holds(in_one_line(screens[recap + 2]), question_named("caffeine_last_time").prompt));
    CHECK(holds(in_one_line(result.error), "With that, this no longer applies and was left out: " +
                                               question_named("caffeine_last_time").name + "."));
    CHECK(bedside.text_of("answers.json") == script.file());
    CHECK_FALSE(holds(script.file(), "caffeine_last_time"));
}

// ---- What is typed ----

namespace {

std::string hint_for(const Question& question, const std::string& line) {
    const Reply reply = understood(question, line);
    CHECK(std::get_if<TypedAnswer>(&reply) == nullptr);
    const auto* const misunderstood = std::get_if<Misunderstood>(&reply);
    return misunderstood != nullptr ? misunderstood->hint
                                    : how_to_answer(question) + " s skips it, ? tells why it is asked.";
}

/// Each bad line gets one hint, then the question once more and nothing else, and nothing of the line is said or kept.
void check_refused(const Question& question, const std::vector<std::string>& lines) {
    INFO(question.id);
    InterviewScript script(example_answers(), Depth::full);
    script.answer_until(question.id);
    const std::size_t place = script.lines().size();
    const std::string before = place > 0 ? saved_after(script) : "";
    for (const std::string& line : lines) script.line(line);
    Bedside bedside;
    const Result left = bedside.run_script(script.text(), {"--full"});
    CHECK(left.status == 0);
    CHECK(left.output.empty());
    CHECK((bedside.keeps() ? bedside.text_of(kept_name) : "") == before);
    CHECK_FALSE(commands_terminals(left.error));
    CHECK_FALSE(holds(left.error, "anary"));
    const auto screens = screens_of(left.error);
    REQUIRE(screens.size() == script.lines().size() + 2);
    const std::string once_more = screens[place].substr(screens[place].rfind("\n\n") + 1);
    CHECK(holds(in_one_line(once_more), question.prompt));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        INFO(Catch::StringMaker<std::string>::convert(lines[i].substr(0, 100)));
        const Document hint{Entries{{{"", hint_for(question, lines[i])}}}};
        CHECK(screens[place + 1 + i] == "\n" + to_text(hint, {80, false, true}) + once_more);
    }
    script.answer_until().line("");
    CHECK(Bedside().run_script(script.text(), {"--full", "--no-report", "-o", "-"}).output == script.file());
}

const std::vector<std::string>& garbage() {
    static const std::vector<std::string> lines{
        "",
        " ",
        "\t",
        "Canary",
        "\x1b[31mCanary\x1b[0m",
        "\x1b]0;Canary\x07",
        "\x1b[A",
        "1\x1b[D",
        std::string("1\0", 2),
        std::string("\0Canary", 7),
        "\x7f\x08",
        "Canary\xff\xfe",
        "\xc3",
        "\xc2\x9b"
        "31mCanary",
        "\xe2\x80\xae"
        "1",
        "\xef\xbb\xbf"
        "1",
        "\xef\xbc\x95",  // a fullwidth 5
        "1\r2",
        std::string(1'000'000, 'C'),
        std::string(1'000'000, '1'),
        std::string(999, ' ') + "1 Canary",
        "--help",
        "%s%n",
        "{}",
        "z",
        "x",
        "1e9",
        "-0",
        "7h",
        "+1",
        "0x1",
        "1.0",
        "999999999999999999999",
        "-1",
    };
    return lines;
}

}  // namespace

TEST_CASE("a line that is no answer gets one hint and the question again") {
    const Question& question = question_named(
        GENERATE(as<std::string>(), "age_years", "low_mood", "falls_asleep_easily", "caffeine_last_time", "medicines"));
    const std::map<std::string, std::vector<std::string>> own{
        {"age_years", {" 7 ", "121", "1,0", "1 0", "forty"}},
        {"low_mood", {"0", "4", "1,2", "1 2", "some_days most_days"}},
        {"falls_asleep_easily", {"0", "3", "true", "y", "n", "yesno"}},
        {"caffeine_last_time", {"7", "12", "25:00", "24:00", "23:60", "1200", "13:00 pm", "11:30 xm", "7:5", "0:0:0"}},
        {"medicines", {"0", "15", "1,2", "none, steroid", "2, canary", "2;3", "st, canary", ","}},
    };
    std::vector<std::string> lines = own.at(question.id);
    lines.insert(lines.end(), garbage().begin(), garbage().end());
    check_refused(question, lines);
}

TEST_CASE("after why and the result so far the question stands there again") {
    Bedside bedside;
    const auto screens = screens_of(bedside.run_script("?\nr\n").error);
    REQUIRE(screens.size() >= 3);
    const std::string question = screens[0].substr(screens[0].rfind("\n\n") + 1);
    for (const std::size_t place : {1U, 2U}) {
        CHECK(screens[place].size() > question.size());
        CHECK(screens[place].substr(screens[place].size() - question.size()) == question);
    }
}

TEST_CASE("answers from a file and an unfinished interview are not mixed unasked") {
    Bedside bedside;
    REQUIRE(bedside.run_script("41\n").status == 0);
    const std::string kept = bedside.text_of(kept_name);
    bedside.file("answers.json", R"({"teeth_grinding": "often"})");
    const Result refused = bedside.run_script("", {"--answers", bedside.path("answers.json")});
    CHECK(refused.status == 2);
    CHECK(holds(refused.error, "an unfinished interview is kept"));
    CHECK(bedside.text_of(kept_name) == kept);
}

TEST_CASE("a last line without its end counts") {
    Bedside bedside;
    CHECK(bedside.run_script("41").status == 0);
    CHECK(bedside.text_of(kept_name) == saved_with_age(41));
    Bedside windows;
    CHECK(windows.run_script("41\r\nq\r\n").status == 0);
    CHECK(windows.text_of(kept_name) == bedside.text_of(kept_name));
}

TEST_CASE("commands work at any question, in either case") {
    InterviewScript script(example_answers(), Depth::full);
    while (!script.at_end()) {
        INFO(script.question().id);
        const std::string prompt = script.question().prompt;
        const std::string why = script.question().why;
        Bedside bedside;
        const auto screens = screens_of(bedside.run_script(script.text() + "?\nR\nL\n\n", {"--full"}).error);
        const std::size_t place = script.lines().size();
        CHECK(holds(in_one_line(screens[place]), prompt));
        CHECK(holds(in_one_line(screens[place + 1]), why));
        CHECK_FALSE(in_one_line(screens[place + 2]).empty());
        if (place > 0) CHECK(holds(screens[place + 3], "The number of an answer changes it; Enter goes on.\n"));
        if (place == 0) CHECK(holds(screens[place + 3], "Nothing was answered yet.\n"));
        if (place > 0) CHECK(holds(in_one_line(screens[place + 4]), prompt));
        if (place > 0) CHECK(bedside.text_of(kept_name) == saved_after(script));
        for (int i = 0; i < 4 && !script.at_end(); ++i) script.answer();
    }
    CHECK(holds(Bedside().run_script("b\n").error, "This is the first question.\n"));
}

// ---- Private answers ----

TEST_CASE("private answers are not repeated unless it is asked for") {
    InterviewScript script(private_answers(), Depth::full);
    std::vector<std::size_t> reactions;  // the screens on which an answer could be repeated
    const auto look_back = [&] {
        script.back();
        reactions.push_back(script.lines().size());
        script.keep();
        script.line("l");
        reactions.push_back(script.lines().size());
        script.line("");
    };
    while (!script.at_end()) {
        script.answer();
        if (!script.at_end()) look_back();
    }
    reactions.push_back(script.lines().size());
    script.line("");
    const auto run = [&](const Arguments& more) {
        Arguments options{"--full"};
        options.insert(options.end(), more.begin(), more.end());
        return Bedside().run_script(script.text(), options);
    };
    const auto secrets = [&](const std::string& error, bool told_back) {
        const auto screens = screens_of(error);
        REQUIRE(screens.size() == script.lines().size() + 1);
        std::size_t count = 0;
        const auto& catalogue = built_in_rules().catalogue;
        for (std::size_t i = 0; i < catalogue.questions; ++i) {
            const Question& question = catalogue.entries[i];
            const FactId fact = FactId(i);
            if (!question.is_private || !script.interview().facts().known(fact)) continue;
            const std::string spoken_answer = spoken(question, script.interview().facts().value(fact));
            const std::string listed = capitalised(question.name) + ": " + spoken_answer;
            for (const std::size_t place : reactions) {
                const std::string screen = in_one_line(screens[place]);
                if (holds(screen, listed) || holds(screen, "You said: " + spoken_answer)) ++count;
            }
            // The reaction to the answer itself stands before the next question.
            for (const std::string& screen : screens) {
                if (told_back && screen.rfind("\n    " + spoken_answer + "\n", 0) == 0) ++count;
            }
        }
        return count;
    };
    const Result discreet = run({});
    CHECK(discreet.status == 0);
    CHECK(secrets(discreet.error, false) == 0);
    CHECK(holds(discreet.error, ": (private)\n"));
    CHECK(holds(in_one_line(discreet.error), "You answered this (private); Enter keeps your answer."));
    const Result open = run({"--show-private"});
    CHECK(secrets(open.error, false) > 20);
    CHECK_FALSE(holds(open.error, "(private)"));
}
