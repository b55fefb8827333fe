// What README.md shows is what the program says. In a block marked `console`, a line that begins with `$ ` is run by
// bash in the checkout, and what stands below it must come out. To write it anew, set SLEEPCHECK_REGENERATE, run this
// test, and read the diff.

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "program.hpp"

namespace {

/// What a command says on both streams together.
std::string said_by(const std::string& command) {
    Program program;  // for its folder
    std::filesystem::create_directory(program.path("bin"));
    std::filesystem::create_symlink(SLEEPCHECK_PROGRAM, program.path("bin/sleepcheck"));
    program.file("command", command + "\n");
    const std::string path = program.path("bin") + ":" + std::getenv("PATH");
    const std::string shell = "cd '" SLEEPCHECK_SOURCE_DIR "' && env -i LANG=C.UTF-8 PATH='" + path +
                              "' XDG_STATE_HOME='" + program.path("state") + "' bash '" + program.path("command") +
                              "' < /dev/null 2>&1";
    std::FILE* const pipe = ::popen(shell.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> piece{};
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) text.append(piece.data(), count);
    ::pclose(pipe);
    return text;
}

/// The page, with what the commands in it say today.
std::string brought_up_to_date(const std::string& page, std::size_t& commands) {
    std::string result;
    bool in_console = false;
    bool in_output = false;
    for (const std::string& line : lines_of(page)) {
        const bool fence = line.compare(0, 3, "```") == 0;
        const bool command = in_console && line.compare(0, 2, "$ ") == 0;
        if (fence) in_console = line == "```console";
        if (fence || command) in_output = false;
        if (!in_output) result += line + "\n";
        if (!command) continue;
        result += said_by(line.substr(2));
        in_output = true;
        ++commands;
    }
    return result;
}

}  // namespace

TEST_CASE("what the README shows is what the program says") {
    const std::string file = in_checkout("README.md");
    const std::string page = text_of_file(file);
    std::size_t commands = 0;
    const std::string today = brought_up_to_date(page, commands);
    CHECK(commands >= 5);
    if (regenerating()) std::ofstream(file, std::ios::binary) << today;
    const auto written = lines_of(text_of_file(file));
    const auto said = lines_of(today);
    for (std::size_t i = 0; i < std::min(written.size(), said.size()); ++i) {
        INFO("README.md:" << i + 1);
        REQUIRE(written[i] == said[i]);
    }
    CHECK(written.size() == said.size());
}
