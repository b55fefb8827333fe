#include "import/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <tuple>

#include "json.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

/// A night of Sleep as Android has a field per five minutes and one per event.
constexpr std::size_t most_fields = 20'000;
/// Some hundred years of nights. Bounds the memory.
constexpr std::size_t most_sleeps = 100'000;

bool continues_a_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

void sort_by_place(Problems& problems) {
    const auto place = [](const Problem& problem) { return std::tie(problem.place.line, problem.place.column); };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& left, const Problem& right) { return place(left) < place(right); });
}

}  // namespace

std::optional<CsvRow> CsvReader::next() {
    while (at_ < text_.size() && at_line_end()) skip_line_end();
    if (at_ >= text_.size() || endless_) return std::nullopt;
    CsvRow row{field()};
    while (at_ < text_.size() && !at_line_end()) {
        advance();  // over the separator
        row.push_back(field());
        if (row.size() <= most_fields) continue;
        endless_ = CsvField{{}, row.front().line, row.front().column};
        return std::nullopt;
    }
    skip_line_end();
    return row;
}

CsvField CsvReader::field() {
    CsvField field{{}, line_, column_};
    if (at_ < text_.size() && text_[at_] == '"') quoted(field);
    while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end()) {
        field.text += text_[at_];
        advance();
    }
    return field;
}

void CsvReader::quoted(CsvField& field) {
    advance();
    while (at_ < text_.size()) {
        if (text_[at_] == '"') {
            advance();
            if (at_ >= text_.size() || text_[at_] != '"') return;
        }
        field.text += text_[at_];
        if (at_line_end() && text_.substr(at_, 2) != "\r\n") {
            skip_line_end();
        } else {
            advance();
        }
    }
    unclosed_ = CsvField{{}, field.line, field.column};
}

void CsvReader::advance() {
    ++at_;
    if (at_ >= text_.size() || !continues_a_character(text_[at_])) ++column_;
}

bool CsvReader::at_line_end() const {
    return text_[at_] == '\n' || text_[at_] == '\r';
}

void CsvReader::skip_line_end() {
    if (at_ >= text_.size()) return;
    at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
    ++line_;
    column_ = 1;
}

char separator_of(std::string_view text) {
    constexpr std::string_view separators = ",;\t|";  // of two that are as frequent, the first
    std::array<std::size_t, separators.size()> counts{};
    bool quoted = false;
    for (const char letter : text) {
        if (letter == '"') quoted = !quoted;
        if (quoted) continue;
        if (letter == '\n' || letter == '\r') break;
        const auto place = separators.find(letter);
        if (place != std::string_view::npos) ++counts[place];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return separators[static_cast<std::size_t>(most - counts.begin())];
}

CsvExport::CsvExport(std::string_view text, std::string file, std::string name) : text_(text), file_(std::move(file)) {
    read_.name = std::move(name);
    const bool wide = text_.substr(0, 2) == "\xFF\xFE" || text_.substr(0, 2) == "\xFE\xFF";
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
    const auto wrong = invalid_utf8(text_);
    if (wide || wrong || text_.find('\0') != std::string_view::npos) {
        const std::string_view before = text_.substr(0, wide ? 0 : wrong.value_or(text_.find('\0')));
        const auto line_begins = before.rfind('\n') + 1;
        const CsvField place{{},
                             static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                             static_cast<int>(characters(before.substr(line_begins))) + 1};
        complain(place, wide ? "the file is written in UTF-16, not in UTF-8" : "the text is not written in UTF-8",
                 "save the table as \"CSV UTF-8\", or as text with the encoding UTF-8");
        text_ = {};
    } else if (trimmed(text_).empty()) {
        complain("the file is empty", "export it again");
    }
}

bool CsvExport::enough_problems() const {
    return read_.problems.size() >= json::most_problems;
}

Problem CsvExport::problem(const CsvField& field, std::string what, std::string cure) const {
    return {{file_, field.line, field.column, {}}, std::move(what), std::move(cure), {}, 1};
}

void CsvExport::complain(const CsvField& field, std::string what, std::string cure) {
    if (!enough_problems()) read_.problems.push_back(problem(field, std::move(what), std::move(cure)));
}

void CsvExport::complain(std::string what, std::string cure) {
    complain({}, std::move(what), std::move(cure));
}

void CsvExport::warn(const CsvField& field, std::string what, std::string cure) {
    if (read_.warnings.size() >= json::most_problems) return;
    read_.warnings.push_back(problem(field, std::move(what), std::move(cure)));
}

void CsvExport::warn(std::string what, std::string cure) {
    warn({}, std::move(what), std::move(cure));
}

void CsvExport::leave_out(const CsvField& field, const std::string& why) {
    left_out_.add(why);
    warn(field, fmt::format("this record is left out: {}", why), {});
}

void CsvExport::check(const CsvReader& reader) {
    if (reader.unclosed()) {
        complain(*reader.unclosed(), "the quote that opens here is never closed",
                 "the file is cut off, or a quote in a text is not doubled; export it again");
    }
    if (reader.endless()) {
        complain(*reader.endless(), fmt::format("this row has more than {} fields", most_fields),
                 "this is no table of sleeps");
    }
}

void CsvExport::add(Night night, std::string source) {
    if (read_.sleeps.size() >= most_sleeps) {
        throw Error(Status::ceiling, fmt::format("{} has more than {} sleeps", file_, most_sleeps),
                    "import a part of it at a time");
    }
    read_.sleeps.push_back({std::move(night), std::move(source)});
}

ReadExport CsvExport::finish() && {
    if (read_.problems.empty() && read_.sleeps.empty()) {
        const std::string name = read_.name.empty() ? "" : read_.name + " ";
        warn(fmt::format("there is no sleep in this {}file that could be used", name),
             "was anything recorded in these days?");
    }
    sort_by_place(read_.problems);
    sort_by_place(read_.warnings);
    read_.left_out = left_out_.all();
    return std::move(read_);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

std::optional<double> number_in(std::string_view text) {
    text = trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace sleepcheck
