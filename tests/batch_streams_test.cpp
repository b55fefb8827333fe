// How a batch reads and writes: lines of every length and shape, files that are none, disks that are full, readers that
// leave, and being stopped in the middle.

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch_input.hpp"
#include "live_program.hpp"
#include "program.hpp"
#include "random_documents.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

Result batch(const std::string& input, const Arguments& options = {}) {
    Arguments arguments{"batch"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return Program().input(input).run(arguments);
}

/// The line, column and message of a result that is an error; "sound" of one that is none.
std::string fault(const std::string& result) {
    const json line = json::parse(result);
    if (!line.contains("error")) return "sound";
    const json& error = line["error"];
    return fmt::format("{}:{}: {}", error["line"].get<int>(), error["column"].get<int>(),
                       error["message"].get<std::string>());
}

std::vector<std::string> faults(const std::string& input, const Arguments& options = {}) {
    std::vector<std::string> result;
    for (const std::string& line : lines_of(batch(input, options).output)) result.push_back(fault(line));
    return result;
}

std::string documents(std::size_t count) {
    RandomDocuments random(random_seed());
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += random.plain() + "\n";
    return text;
}

/// Runs a command in bash, in the folder of the program; `$P` is the real program. Its status, and what it said on
/// both streams.
Result in_shell(const Program& program, const std::string& command) {
    std::ofstream(program.path("command")) << "P='" SLEEPCHECK_PROGRAM "'\n" << command << "\n";
    const std::string line = "cd '" + program.path("") + "' && env -i LANG=C.UTF-8 HOME='" + program.path("") +
                             "' PATH=\"$PATH\" bash command >output 2>error </dev/null";
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), program.text_of("output"), program.text_of("error")};
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

const std::vector<std::string> sound{"sound"};

}  // namespace

TEST_CASE("lines may end in any way, and blank ones are passed over") {
    using Faults = std::vector<std::string>;
    CHECK(batch("") == Result{0, "", ""});
    CHECK(batch("\n\n \t\r\n\r") == Result{0, "", ""});
    CHECK(faults("{}") == sound);
    CHECK(faults("{}\n") == sound);
    CHECK(faults("{}\r\n") == sound);
    CHECK(faults("\n\n{}\n\n") == sound);
    CHECK(faults("{}\r") == sound);
    CHECK(faults("{}\n{}\r\n\r\n{}") == Faults{"sound", "sound", "sound"});
    CHECK(faults("\r\n\n[]") == Faults{"3:1: expected an object of answers, got a list"});
    CHECK(faults("{}\r{}").front().find("1:4: ") == 0);
}

TEST_CASE("what is no UTF-8 is said so, line by line") {
    const std::string nul("{\0}\n{}\n", 7);
    CHECK(faults(nul) == std::vector<std::string>{"1:1: this is UTF-16 or UTF-32, not UTF-8", "sound"});
    const std::string later_nul("{  \0}\n{}\n", 9);
    CHECK(faults(later_nul) == std::vector<std::string>{"1:4: a NUL byte", "sound"});
    const std::string utf16("\xFF\xFE{\0}\0\n\0{\0}\0", 12);
    for (const std::string& line : faults(utf16)) CHECK(line.find("this is UTF-16") != std::string::npos);
    CHECK(faults("\xEF\xBB\xBF{}\n{}") == std::vector<std::string>{"sound", "sound"});
    CHECK(faults("{\"id\":\"\xC3\"}") == std::vector<std::string>{"1:8: this byte is not UTF-8"});
}

TEST_CASE("a line may be as long as is said, and no longer") {
    const auto padded = [](std::size_t size) { return "{" + std::string(size - 2, ' ') + "}"; };
    const Arguments hundred{"--max-line", "100"};
    const std::string too_long = "a line of more than 100 bytes";
    CHECK(faults(padded(100), hundred) == sound);
    CHECK(faults(padded(101), hundred) == std::vector<std::string>{"1:1: " + too_long});
    CHECK(faults(padded(100) + "\n" + padded(101) + "\n" + padded(100), hundred) ==
          std::vector<std::string>{"sound", "2:1: " + too_long, "sound"});
    CHECK(faults(std::string(200, ' ') + "\n{}", hundred).back() == "sound");
    const Result result = batch(padded(101), hundred);
    CHECK(json::parse(result.output)["error"]["cure"] == "--max-line allows longer ones");
    CHECK(json::parse(result.output)["id"].is_null());
    CHECK(result.status == 1);
    constexpr std::size_t mebi = std::size_t{1} << 20U;
    CHECK(faults(padded(mebi)) == sound);
    CHECK(faults(padded(mebi + 1)) == std::vector<std::string>{"1:1: a line of more than 1048576 bytes"});
    // Longer than what is read at once, with lines before and behind.
    for (const std::size_t size : {4 * mebi - 1, 4 * mebi, 4 * mebi + 1, 9 * mebi + 7}) {
        const std::string input = "{}\n" + padded(size) + "\n[]\n" + padded(size);
        CHECK(faults(input, {"--max-line", "16M", "-j", "2"}) ==
              std::vector<std::string>{"sound", "sound", "3:1: expected an object of answers, got a list", "sound"});
        CHECK(faults(input).at(2) == "3:1: expected an object of answers, got a list");
    }
}

TEST_CASE("a line without end takes no memory") {
    const Program program;
    const Result result =
        in_shell(program, "{ echo '{}'; head -c 300M /dev/zero | tr '\\0' x; echo; echo '{}'; } | \"$P\" batch");
    CHECK(result.status == 1);
    const auto lines = lines_of(result.output);
    REQUIRE(lines.size() == 3);
    CHECK(fault(lines[1]) == "2:1: a line of more than 1048576 bytes");
    CHECK(fault(lines[2]) == "sound");
    struct rusage used = {};
    REQUIRE(::getrusage(RUSAGE_CHILDREN, &used) == 0);
    constexpr long most_kibi = 150 * 1024;
    CHECK(used.ru_maxrss < most_kibi);
}

TEST_CASE("however short the lines are, not more than so many are handed out at once, and none is lost") {
    Program program;
    std::string text = "\n";
    for (int i = 0; i < 1000; ++i) text += std::to_string(i) + "\n";
    text += std::string(50, 'x') + "\nlast";
    program.file("lines", text);
    for (const std::size_t most : {std::size_t{1}, std::size_t{7}, std::size_t{1003}, std::size_t{5000}}) {
        cli::InputStream stream(program.path("lines"), stdin);
        cli::BatchInput input(stream, {most, 40}, [] { return false; });
        cli::BatchChunk chunk;
        std::string together;
        std::size_t number = 0;
        while (input.next(chunk)) {
            CHECK(chunk.lines.size() <= most);
            for (const BatchLine& line : chunk.lines) {
                CHECK(line.number == ++number);
                together += line.too_long ? std::string(50, 'x') : std::string(line.text);
                together += '\n';
            }
        }
        CHECK(number == 1003);
        CHECK(together == text + "\n");
    }
}

TEST_CASE("bad lines are counted, and nothing else is said") {
    CHECK(batch("{}\n[]\n{}\nx\n").error ==
          "2 of 4 documents could not be read; \"error\" in their results says why\n");
    CHECK(batch("[]").error == "1 of 1 document could not be read; \"error\" in their results says why\n");
    CHECK(batch("{\n  \"a\": 1\n}\n").error ==
          "3 of 3 documents could not be read; \"error\" in their results says why\n"
          "batch takes one JSON document a line; put one that goes over many lines on one first\n");
    CHECK(batch("[]").status == 1);
    CHECK(batch("{}\n{}\n").error == "");
}

TEST_CASE("the option --strict stops at the first bad line, with what came before it") {
    std::string input = documents(2000);
    const std::size_t good = lines_of(input).size();
    const std::string before = batch(input).output;
    input += "{\"cofee\": 1}\n" + documents(3000) + "[]\n";
    for (const std::string jobs : {"1", "3"}) {
        const Result result = batch(input, {"--strict", "-j", jobs});
        CHECK(result.status == 3);
        CHECK((result.output == before));
        CHECK(result.error.find(fmt::format("standard input:{}:2: unknown question \"cofee\"", good + 1)) !=
              std::string::npos);
        CHECK(result.error.find("the rest was not assessed") != std::string::npos);
    }
    Program program;
    program.file("results", "old").input(input);
    CHECK(program.run({"batch", "--strict", "-o", program.path("results")}).status == 3);
    CHECK(program.text_of("results") == "old");
    CHECK(names_in(program.path("")) == std::vector<std::string>{"results"});
    CHECK(batch("{}\n{}\n", {"--strict"}).status == 0);
}

TEST_CASE("a file of results is there when all of it is, for its owner alone") {
    Program program;
    const std::string input = documents(500);
    program.file("results", "old").file("answers.ndjson", input);
    const std::string results = program.path("results");
    CHECK(program.run({"batch", program.path("answers.ndjson"), "-o", results}) == Result{0, "", ""});
    CHECK((program.text_of("results") == batch(input).output));
    struct stat found = {};
    REQUIRE(::stat(results.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(program.run({"batch", program.path("answers.ndjson"), "-o", program.path("")}).status == 5);
    CHECK(program.run({"batch", program.path("answers.ndjson"), "-o", program.path("no/such")}).status == 5);
    // The documents themselves may be replaced.
    CHECK(program.run({"batch", program.path("answers.ndjson"), "-o", program.path("answers.ndjson")}).status == 0);
    CHECK((program.text_of("answers.ndjson") == batch(input).output));
    CHECK((program.input(input).run({"batch", "-o", "-"}).output == batch(input).output));
}

TEST_CASE("what cannot be read is named") {
    Program program;
    const auto complaint = [&](const std::string& name) {
        const Result result = program.run({"batch", program.path(name)});
        CHECK(result.status == 5);
        CHECK(result.output == "");
        return result.error;
    };
    CHECK(complaint("missing") == "missing: cannot be read: no such file or directory\n");
    fs::create_directory(program.path("folder"));
    CHECK(complaint("folder") == "folder: is a folder, not a file\n  name a file in it\n");
    REQUIRE(::mkfifo(program.path("pipe").c_str(), 0600) == 0);
    CHECK(complaint("pipe") == "pipe: is a pipe, not a file\n  use - and < to read it\n");
    CHECK(program.run({"batch", "/dev/zero"}).status == 5);
    CHECK(in_shell(program, "\"$P\" batch - < folder").status == 5);
    CHECK(in_shell(program, "\"$P\" batch <&-").status == 5);
}

TEST_CASE("at a terminal without a file, batch says what it wants") {
    const Result result = Program().at_terminal().run({"batch"});
    CHECK(result == Result{2, "",
                           "sleepcheck: which documents? name a file, or pipe them in\n"
                           "  one JSON document a line; sleepcheck batch answers.ndjson\n"});
}

TEST_CASE("a full disk is an error, wherever it is met") {
    const std::string message = "sleepcheck: cannot write the output: no space left on device\n";
    CHECK(Program().input("{}\n").output_to("/dev/full").run({"batch"}) == Result{5, "", message});
    CHECK(Program().input(documents(5000)).output_to("/dev/full").run({"batch", "-j", "3"}) == Result{5, "", message});
    CHECK(Program().input("{}\n").output_to("/dev/full").run({"batch", "--format", "csv"}) == Result{5, "", message});
    CHECK(Program().input("{}\n").run({"batch", "-o", "/dev/full"}) ==
          Result{5, "", "/dev/full: cannot be written: no space left on device\n"});
    CHECK(Program().input("{}\n").run({"batch", "--summary-file", "/dev/full"}).status == 5);
    Program program;
    program.file("answers.ndjson", documents(3000));
    CHECK(
        in_shell(program, "ulimit -f 20; trap '' XFSZ; mkdir new; \"$P\" batch answers.ndjson -o new/results").status ==
        5);
    CHECK(names_in(program.path("new")).empty());
    CHECK(in_shell(program, "\"$P\" batch answers.ndjson >&-").status == 5);
}

TEST_CASE("a reader that leaves ends a batch quietly") {
    Program program;
    program.file("answers.ndjson", documents(5'000));
    const Result head = in_shell(program, "\"$P\" batch answers.ndjson -j 3 | head -1; echo ${PIPESTATUS[0]}");
    const auto lines = lines_of(head.output);
    REQUIRE(lines.size() == 2);
    CHECK(fault(lines[0]) == "sound");
    CHECK(lines[1] == "0");
    CHECK(head.error == "");
    const Result cat =
        in_shell(program,
                 "yes '{}' | { \"$P\" batch -j 2; echo $? >status; } | { head -c 1000 >/dev/null; kill -9 $BASHPID; }; "
                 "cat status");
    CHECK(cat.output == "0\n");
}

TEST_CASE("a result comes as soon as its document, not when there are many") {
    LiveProgram::Setup setup;
    setup.arguments = {"batch", "-j", "2"};
    LiveProgram program(setup);
    program.line("{\"id\": 1}");
    for (int i = 0; i < 200 && program.output().find('\n') == std::string::npos; ++i) {
        ::usleep(20'000);
        program.read_at_least(0);
    }
    program.end_input();
    CHECK(program.status() == 0);
    CHECK(fault(program.output()) == "sound");
}

TEST_CASE("a batch that is stopped leaves no half file behind") {
    for (const auto& [number, status] : {std::pair(SIGINT, 130), std::pair(SIGTERM, 143), std::pair(SIGHUP, 129)}) {
        Program program;
        program.file("results", "old");
        LiveProgram::Setup setup;
        setup.arguments = {"batch", "-", "-o", program.path("results"), "-j", "3"};
        LiveProgram live(setup);
        live.type(documents(300));
        for (int i = 0; i < 500 && names_in(program.path("")).size() < 2; ++i) ::usleep(20'000);
        CHECK(names_in(program.path("")).size() == 2);
        live.signal(number);
        CHECK(live.status() == status);
        CHECK(names_in(program.path("")) == std::vector<std::string>{"results"});
        CHECK(program.text_of("results") == "old");
    }
}

TEST_CASE("a bar is shown at a terminal, for large files, and can be left out") {
    Program program;
    std::string large = documents(100);
    while (large.size() < 9'000'000) large += large;
    program.file("answers.ndjson", large);
    for (const bool quiet : {false, true}) {
        LiveProgram::Setup setup;
        setup.columns = 80;
        setup.arguments = {"batch", program.path("answers.ndjson"), "-o", program.path("results")};
        if (quiet) setup.arguments.emplace_back("--quiet");
        LiveProgram live(setup);
        CHECK(live.status() == 0);
        CHECK((live.said().find("a second") == std::string::npos) == quiet);
        CHECK((live.said().find('%') == std::string::npos) == quiet);
        CHECK(live.said().find("101 %") == std::string::npos);
        if (quiet) CHECK(live.said() == "");
    }
}

TEST_CASE("parts that GNU parallel hands out, joined in order, are what one process gives") {
    Program program;
    if (in_shell(program, "parallel --version").output.rfind("GNU parallel", 0) != 0) {
        WARN("GNU parallel is not installed");
        return;
    }
    std::string input = documents(6000);
    program.file("answers.ndjson", input);
    const Result parts =
        in_shell(program, "parallel --will-cite --pipepart -a answers.ndjson -k --block 1M -j 2 \"'$P' batch -j 1 -\"");
    CHECK(parts.status == 0);
    CHECK((parts.output == batch(input).output));
    const Result split =
        in_shell(program, "split -n l/3 answers.ndjson part. && for f in part.*; do \"$P\" batch $f; done");
    CHECK((split.output == batch(input).output));
}
