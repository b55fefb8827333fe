#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// The number of a line right-aligned before a bar, as in `   8 | `.
std::string margin(const std::string& number) {
    return fmt::format("{:>4} | ", number);
}

}  // namespace

std::string told(const Problem& problem) {
    const Place& place = problem.place;
    std::string text;
    if (place.file.empty()) {
        text += "sleepcheck: ";
    } else if (place.line == 0) {
        text += printable(place.file) + ": ";
    } else {
        text += fmt::format("{}:{}:{}: ", printable(place.file), place.line, place.column);
    }
    text += problem.what;
    if (!place.pointer.empty()) text += fmt::format(" (at {})", brief(place.pointer));
    text += '\n';
    if (!problem.excerpt.empty()) {
        const auto before = static_cast<std::size_t>(std::max(place.column - 1, 0));
        const auto room = std::max<std::size_t>(characters(problem.excerpt), before + 1) - before;
        const auto width = std::min(static_cast<std::size_t>(problem.width), room);
        text += margin(fmt::format("{}", place.line)) + problem.excerpt + '\n';
        text += margin("") + std::string(before, ' ') + std::string(width, '^');
        text += (problem.cure.empty() ? "" : " " + problem.cure) + '\n';
    } else if (!problem.cure.empty()) {
        text += (place.line == 0 ? "  " : margin("")) + problem.cure + '\n';
    }
    return text;
}

void put(const Console& console, std::string_view text) {
    write_stream(console.streams.output, text);
}

void put_error(const Console& console, const Error& error) {
    std::string text;
    for (const Problem& problem : error.problems()) text += told(problem);
    const auto count = error.problems().size();
    const std::string problems = counted(count, "problem", "problems");
    const std::string consequence = error.consequence().empty() ? "nothing was assessed" : error.consequence();
    if (error.status() == Status::input) text += fmt::format("{}; {}.\n", problems, consequence);
    if (error.status() == Status::rules) text += problems + "; these rules were not used.\n";
    std::fwrite(text.data(), 1, text.size(), console.streams.error);
    std::fflush(console.streams.error);
}

TextStyle text_style(const Console& console, const TerminalWishes& wishes) {
    const Terminal terminal = look_at(console.streams, wishes, console.environment);
    return {terminal.columns, terminal.color, terminal.utf8};
}

}  // namespace sleepcheck::cli
