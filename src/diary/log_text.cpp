#include "diary/log_text.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "diary/fields.hpp"

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

LogText::LogText(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
    line_starts_.push_back(0);
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        line_starts_.push_back(at + 1);
    }
    showing_.resize(line_starts_.size(), Showing::yes);
}

void LogText::restrict(const json::Mark& mark, Showing showing) {
    const std::size_t last = line_of(mark.offset + mark.length);
    for (std::size_t line = line_of(mark.offset); line <= last; ++line) {
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
    if (problem.place.line > 0) problem.place.line += static_cast<int>(line_of(part_begins));
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

/// Counts columns in the one line alone, so that a place costs the same anywhere in a long log.
Problem LogText::problem_at(const json::Mark& mark, std::string pointer, std::string what, std::string cure) {
    const std::size_t line = line_of(mark.offset);
    const json::Mark whole = mark_of_line(line);
    const json::Source source{file_, std::string(text_.substr(whole.offset, whole.length))};
    Problem problem = json::problem_at(source, {mark.offset - whole.offset, mark.length}, std::move(pointer),
                                       std::move(what), std::move(cure));
    problem.place.line = static_cast<int>(line) + 1;
    return problem;
}

std::size_t LogText::line_of(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    return static_cast<std::size_t>(after - line_starts_.begin()) - 1;
}

json::Mark LogText::mark_of_line(std::size_t line) const {
    const std::size_t start = line_starts_[line];
    std::size_t end = line + 1 < line_starts_.size() ? line_starts_[line + 1] - 1 : text_.size();
    if (end > start && text_[end - 1] == '\r') --end;
    return {start, end - start};
}

bool LogText::may_show(std::size_t line) const {
    if (showing_[line] == Showing::yes) return true;
    const json::Mark mark = mark_of_line(line);
    return showing_[line] == Showing::public_words && has_public_words_only(text_.substr(mark.offset, mark.length));
}

void LogText::finish(Problems& problems) {
    const auto earlier = [](const Problem& left, const Problem& right) {
        return std::pair(left.place.line, left.place.column) < std::pair(right.place.line, right.place.column);
    };
    std::stable_sort(problems.begin(), problems.end(), earlier);
    for (Problem& problem : problems) {
        if (problem.place.line == 0) continue;
        const int line = problem.place.line;
        const std::size_t index = static_cast<std::size_t>(line) - 1;
        if (!may_show(index)) continue;
        const json::Mark mark = mark_of_line(index);
        problem.place.line = 1;
        json::add_excerpt({file_, std::string(text_.substr(mark.offset, mark.length))}, problem);
        problem.place.line = line;
    }
}

}  // namespace sleepcheck
