#include "cli/terminal.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sleepcheck::cli {

namespace {

/// Below 40 no table fits; above 100 lines are hard to read.
constexpr int narrowest = 40;
constexpr int widest = 100;
constexpr int usual = 80;

bool leads_to_terminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1;
}

/// Empty for no terminal, 0 for one that does not know its width.
std::optional<int> reported_columns(std::FILE* stream) {
    if (!leads_to_terminal(stream)) return std::nullopt;
    struct winsize size = {};
    return ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// 0 for what is no whole number.
int number(const std::string& text) {
    int value = 0;
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc() && result.ptr == end ? value : 0;
}

}  // namespace

bool shows_color(ColorChoice choice, bool is_terminal, const Environment& environment) {
    if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
    if (!environment("NO_COLOR").value_or("").empty()) return false;
    const std::string forced = environment("CLICOLOR_FORCE").value_or("");
    if (!forced.empty() && forced != "0") return true;
    return is_terminal && environment("TERM") != "dumb";
}

int columns_to_use(std::optional<int> asked, std::optional<int> reported, const Environment& environment) {
    if (asked) return *asked;
    if (!reported) return usual;
    const int columns = *reported > 0 ? *reported : number(environment("COLUMNS").value_or(""));
    return columns > 0 ? std::clamp(columns, narrowest, widest) : usual;
}

bool speaks_utf8(const Environment& environment) {
    for (const std::string_view name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        std::string locale = environment(name).value_or("");
        if (locale.empty()) continue;
        std::transform(locale.begin(), locale.end(), locale.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    }
    return false;
}

Terminal look_at(const Streams& streams, const TerminalWishes& wishes, const Environment& environment) {
    Terminal terminal;
    terminal.input_is_terminal = leads_to_terminal(streams.input);
    terminal.output_is_terminal = leads_to_terminal(streams.output);
    terminal.error_is_terminal = leads_to_terminal(streams.error);
    terminal.columns = columns_to_use(wishes.columns, reported_columns(streams.output), environment);
    terminal.color = shows_color(wishes.color, terminal.output_is_terminal, environment);
    terminal.utf8 = speaks_utf8(environment);
    return terminal;
}

Date local_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    constexpr int first_tm_year = 1900;
    return Date{std::chrono::year{parts.tm_year + first_tm_year} /
                std::chrono::month{static_cast<unsigned>(parts.tm_mon) + 1} /
                std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
}

std::optional<std::string> environment_variable(std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return value;
}

}  // namespace sleepcheck::cli
