#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <pty.h>
#include <string>
#include <string_view>
#include <unistd.h>

#include "cli/terminal.hpp"

using namespace sleepcheck::cli;

namespace {

using Variables = std::map<std::string, std::string>;
using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Environment environment_of(const Variables& variables) {
    return [variables](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(std::string(name));
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

}  // namespace

TEST_CASE("color follows the choice, then the environment, then the terminal") {
    struct Row {
        ColorChoice choice;
        bool is_terminal;
        Variables variables;
        bool color;
    };
    constexpr auto automatic = ColorChoice::automatic;
    const auto row = GENERATE(values<Row>({
        {automatic, true, {}, true},
        {automatic, false, {}, false},
        {automatic, true, {{"TERM", "xterm-256color"}}, true},
        {automatic, true, {{"TERM", "dumb"}}, false},
        {automatic, true, {{"NO_COLOR", "1"}}, false},
        {automatic, true, {{"NO_COLOR", "0"}}, false},
        {automatic, true, {{"NO_COLOR", ""}}, true},
        {automatic, false, {{"CLICOLOR_FORCE", "1"}}, true},
        {automatic, false, {{"CLICOLOR_FORCE", "0"}}, false},
        {automatic, false, {{"CLICOLOR_FORCE", ""}}, false},
        {automatic, true, {{"CLICOLOR_FORCE", "1"}, {"TERM", "dumb"}}, true},
        {automatic, false, {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, false},
        {ColorChoice::always, false, {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, true},
        {ColorChoice::never, true, {{"CLICOLOR_FORCE", "1"}}, false},
    }));
    CHECK(shows_color(row.choice, row.is_terminal, environment_of(row.variables)) == row.color);
}

TEST_CASE("the width is the one asked for, else the terminal's within reason, else 80") {
    struct Row {
        std::optional<int> asked;
        std::optional<int> reported;
        Variables variables;
        int columns;
    };
    const auto row = GENERATE(values<Row>({
        {std::nullopt, std::nullopt, {}, 80},
        {std::nullopt, std::nullopt, {{"COLUMNS", "60"}}, 80},
        {std::nullopt, 72, {{"COLUMNS", "60"}}, 72},
        {std::nullopt, 39, {}, 40},
        {std::nullopt, 40, {}, 40},
        {std::nullopt, 100, {}, 100},
        {std::nullopt, 101, {}, 100},
        {std::nullopt, 0, {}, 80},
        {std::nullopt, 0, {{"COLUMNS", "60"}}, 60},
        {std::nullopt, 0, {{"COLUMNS", "1000"}}, 100},
        {std::nullopt, 0, {{"COLUMNS", ""}}, 80},
        {std::nullopt, 0, {{"COLUMNS", "60 "}}, 80},
        {std::nullopt, 0, {{"COLUMNS", "-60"}}, 80},
        {std::nullopt, 0, {{"COLUMNS", "99999999999999999999"}}, 80},
        {120, 72, {{"COLUMNS", "60"}}, 120},
        {50, std::nullopt, {}, 50},
    }));
    CHECK(columns_to_use(row.asked, row.reported, environment_of(row.variables)) == row.columns);
}

TEST_CASE("the first locale variable that is not empty tells about UTF-8") {
    struct Row {
        Variables variables;
        bool utf8;
    };
    const auto row = GENERATE(values<Row>({
        {{}, false},
        {{{"LANG", "C"}}, false},
        {{{"LANG", "C.UTF-8"}}, true},
        {{{"LANG", "de_DE.utf8"}}, true},
        {{{"LANG", "de_DE.Utf-8@euro"}}, true},
        {{{"LANG", "de_DE.ISO-8859-1"}}, false},
        {{{"LANG", "en_US.UTF-8"}, {"LC_CTYPE", "C"}}, false},
        {{{"LANG", "C"}, {"LC_CTYPE", "en_US.UTF-8"}}, true},
        {{{"LANG", "en_US.UTF-8"}, {"LC_CTYPE", "en_US.UTF-8"}, {"LC_ALL", "POSIX"}}, false},
        {{{"LANG", "en_US.UTF-8"}, {"LC_CTYPE", ""}, {"LC_ALL", ""}}, true},
    }));
    CHECK(speaks_utf8(environment_of(row.variables)) == row.utf8);
}

TEST_CASE("a terminal is known by what it says of itself") {
    int controller = -1;
    int line = -1;
    const struct winsize size = {24, 72, 0, 0};
    REQUIRE(::openpty(&controller, &line, nullptr, nullptr, &size) == 0);
    {
        const Stream stream(::fdopen(line, "r+"), std::fclose);
        const Stream file(std::tmpfile(), std::fclose);
        const Terminal terminal = look_at({stream.get(), stream.get(), file.get()}, {}, environment_of({}));
        CHECK(terminal.input_is_terminal);
        CHECK(terminal.output_is_terminal);
        CHECK_FALSE(terminal.error_is_terminal);
        CHECK(terminal.columns == 72);
        CHECK(terminal.color);
        CHECK_FALSE(terminal.utf8);
    }
    ::close(controller);
}

TEST_CASE("a file is no terminal") {
    const Stream file(std::tmpfile(), std::fclose);
    REQUIRE(file != nullptr);
    const Streams streams{file.get(), file.get(), file.get()};
    const Terminal terminal = look_at(streams, {}, environment_of({{"LANG", "C.UTF-8"}}));
    CHECK_FALSE(terminal.input_is_terminal);
    CHECK_FALSE(terminal.output_is_terminal);
    CHECK_FALSE(terminal.error_is_terminal);
    CHECK(terminal.columns == 80);
    CHECK_FALSE(terminal.color);
    CHECK(terminal.utf8);
}
