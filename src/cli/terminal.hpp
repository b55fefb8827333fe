#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sleepcheck/date.hpp"

namespace sleepcheck::cli {

/// What `--color` may say.
enum class ColorChoice { automatic, always, never };

/// The value of an environment variable; empty when it is not set.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

/// The date where the person is. Asked only where a command needs it.
using Today = std::function<Date()>;

/// What the place that our output goes to can show.
struct Terminal {
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    bool error_is_terminal = false;
    int columns = 80;
    bool color = false;
    bool utf8 = false;
};

/// What the command line says about the output.
struct TerminalWishes {
    ColorChoice color = ColorChoice::automatic;
    std::optional<int> columns;  ///< taken as it is; who reads the command line sets its bounds
};

struct Streams {
    std::FILE* input;
    std::FILE* output;
    std::FILE* error;
};

/// The choice of the command line, then NO_COLOR, then CLICOLOR_FORCE, then TERM and whether a terminal listens.
bool shows_color(ColorChoice choice, bool is_terminal, const Environment& environment);

/// The width asked for; else the terminal's own or, where it does not tell, COLUMNS, between 40 and 100; else 80.
/// `reported` is what the terminal says of itself, 0 when it does not know, empty when there is no terminal.
int columns_to_use(std::optional<int> asked, std::optional<int> reported, const Environment& environment);

/// Whether the locale names UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is not empty decides.
bool speaks_utf8(const Environment& environment);

/// Looks at the real terminal; the only function here that does.
Terminal look_at(const Streams& streams, const TerminalWishes& wishes, const Environment& environment);

/// The real environment, to be passed as an `Environment`.
std::optional<std::string> environment_variable(std::string_view name);

/// The date on the machine's own clock, to be passed as `Today`.
Date local_date();

}  // namespace sleepcheck::cli
