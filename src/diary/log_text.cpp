#include "diary/log_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "diary/fields.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

bool of_a_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
           (letter & '\x80') != 0;
}

bool is_public_word(std::string_view word) {
    static constexpr std::array<std::string_view, 24> others{
        "true", "false",    "null",    "format",   "nights", "timezone", "source", "modality",
        "name", "at",       "minutes", "left_bed", "start",  "end",      "state",  "stage",
        "self", "reported", "sensed",  "work",     "free",   "asleep",   "awake",  "T",
    };
    if (std::find(others.begin(), others.end(), word) != others.end()) return true;
    const auto field = std::find(field_names.begin(), field_names.end(), word);
    return field != field_names.end() && !is_private(static_cast<Field>(field - field_names.begin()));
}

/// A line that begins with a value may hold one that belongs to a private key of the line before.
bool has_public_words_only(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return true;
    if (line[first] != '"' && line[first] != '{' && line[first] != '}') return false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\') return false;
        if (!of_a_word(line[at])) continue;
        const std::size_t start = at;
        while (at < line.size() && of_a_word(line[at])) ++at;
        if (!is_public_word(line.substr(start, at - start))) return false;
    }
    return true;
}

/// The pointer down to a private key: what stands below it is private, too.
std::string discreet(std::string pointer) {
    for (std::size_t i = 0; i < field_names.size(); ++i) {
        if (!is_private(static_cast<Field>(i))) continue;
        const std::string key = fmt::format("/{}/", field_names[i]);
        const auto at = pointer.find(key);
        if (at != std::string::npos) pointer.resize(at + key.size() - 1);
    }
    return pointer;
}

}  // namespace

LogText::LogText(std::string_view text, std::string file)
    : text_(text), file_(std::move(file)), places_(text), showing_(places_.lines(), Showing::yes) {}

void LogText::restrict(const json::Mark& mark, Showing showing) {
    const std::size_t last = places_.line_of(mark.offset + mark.length);
    for (std::size_t line = places_.line_of(mark.offset); line <= last; ++line) {
        showing_[line] = std::max(showing_[line], showing);
    }
}

void LogText::complain(const json::Mark& mark, std::string pointer, std::string what, std::string cure) {
    if (enough_problems()) return;
    problems_.push_back(problem_at(mark, std::move(pointer), std::move(what), std::move(cure)));
}

void LogText::warn(const json::Mark& mark, std::string pointer, std::string what, std::string cure) {
    warnings_.push_back(problem_at(mark, std::move(pointer), std::move(what), std::move(cure)));
}

void LogText::adopt(Problem problem, std::size_t part_begins) {
    if (enough_problems()) return;
    problem.place.pointer = discreet(std::move(problem.place.pointer));
    if (problem.place.line > 0) problem.place.line += static_cast<int>(places_.line_of(part_begins));
    problems_.push_back(std::move(problem));
}

Problems LogText::take_problems() {
    finish(problems_);
    return std::move(problems_);
}

Problems LogText::take_warnings() {
    finish(warnings_);
    return std::move(warnings_);
}

Problem LogText::problem_at(const json::Mark& mark, std::string pointer, std::string what, std::string cure) {
    const std::size_t line = places_.line_of(mark.offset);
    const std::size_t end = std::max(mark.offset, std::min(mark.offset + mark.length, places_.end_of(line)));
    Problem problem;
    problem.place = {file_, static_cast<int>(line) + 1, static_cast<int>(places_.column_of(mark.offset)) + 1,
                     std::move(pointer)};
    problem.what = std::move(what);
    problem.cure = std::move(cure);
    problem.width = std::max(1, static_cast<int>(characters(text_.substr(mark.offset, end - mark.offset))));
    return problem;
}

bool LogText::may_show(std::size_t line) const {
    if (showing_[line] == Showing::yes) return true;
    return showing_[line] == Showing::public_words && has_public_words_only(places_.text_of(line));
}

/// A mistake that every night repeats is told with every place, its long cure only once.
void LogText::shorten_cures(Problems& problems) {
    constexpr std::size_t longest = 60;
    std::map<std::pair<std::string, std::string>, int> lines;
    for (Problem& problem : problems) {
        if (problem.cure.size() <= longest) continue;
        const auto [first, is_new] = lines.emplace(std::pair(problem.what, problem.cure), problem.place.line);
        if (!is_new && first->second < problem.place.line) problem.cure = fmt::format("as in line {}", first->second);
    }
}

void LogText::finish(Problems& problems) const {
    const auto earlier = [](const Problem& left, const Problem& right) {
        return std::pair(left.place.line, left.place.column) < std::pair(right.place.line, right.place.column);
    };
    std::stable_sort(problems.begin(), problems.end(), earlier);
    shorten_cures(problems);
    for (Problem& problem : problems) {
        if (problem.place.line == 0) continue;
        const auto line = static_cast<std::size_t>(problem.place.line) - 1;
        std::string excerpt = json::excerpt_of(places_.text_of(line));
        if (!excerpt.empty() && may_show(line)) problem.excerpt = std::move(excerpt);
    }
}

}  // namespace sleepcheck
