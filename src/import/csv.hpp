#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/left_out.hpp"
#include "sleepcheck/import.hpp"

namespace sleepcheck {

/// A field of a table, without its quotes, and where it begins. Lines and columns count from 1, columns in characters.
struct CsvField {
    std::string text;
    int line = 0;
    int column = 0;
};
using CsvRow = std::vector<CsvField>;

/// Splits a text into rows and fields as RFC 4180 has it, with any separator. Quoted fields may hold separators, line
/// ends and, doubled, quotes; a quote within an unquoted field is a letter like others. Empty lines are passed over.
/// Lines end with CRLF, LF or CR.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    /// Empty at the end of the text.
    std::optional<CsvRow> next();

    /// Where a quoted field begins that nothing closes; the text was read as if it were closed at its end.
    [[nodiscard]] const std::optional<CsvField>& unclosed() const { return unclosed_; }
    /// Where a row has more fields than any table: the reading ended there.
    [[nodiscard]] const std::optional<CsvField>& endless() const { return endless_; }

private:
    CsvField field();
    void quoted(CsvField& field);
    void advance();
    bool at_line_end() const;
    void skip_line_end();

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
    std::optional<CsvField> unclosed_;
    std::optional<CsvField> endless_;
};

/// The one of comma, semicolon, tab and bar that the first line has most often outside of quotes; comma when it has
/// none.
char separator_of(std::string_view text);

/// An export in CSV: its text, and what is to be said of it.
class CsvExport {
public:
    /// `name` is the maker's. Text that is not UTF-8 is a problem, and read as empty.
    CsvExport(std::string_view text, std::string file, std::string name);

    /// Without a byte order mark.
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] bool enough_problems() const;
    [[nodiscard]] bool has_problems() const { return !read_.problems.empty(); }

    void complain(const CsvField& field, std::string what, std::string cure);
    void complain(std::string what, std::string cure);
    void warn(const CsvField& field, std::string what, std::string cure);
    void warn(std::string what, std::string cure);
    /// Leaves a record out, and says at which place and why.
    void leave_out(const CsvField& field, const std::string& why);
    void count_left_out(const std::string& why) { left_out_.add(why); }
    /// Says what a reader met that is no sound CSV.
    void check(const CsvReader& reader);

    void add(Night night, std::string source = {});
    void set_name(std::string name) { read_.name = std::move(name); }
    void set_modality(Modality modality) { read_.modality = modality; }
    void set_zone(std::optional<Zone> zone) { read_.zone = std::move(zone); }
    [[nodiscard]] ReadExport finish() &&;

private:
    [[nodiscard]] Problem problem(const CsvField& field, std::string what, std::string cure) const;

    std::string_view text_;
    std::string file_;
    ReadExport read_;
    LeftOutCounts left_out_;
};

/// The number that the whole text writes, blanks around it aside; empty for everything else, and for what is infinite.
std::optional<double> number_in(std::string_view text);
/// Without blanks around it.
std::string_view trimmed(std::string_view text);

}  // namespace sleepcheck
