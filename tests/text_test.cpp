#include "sleepcheck/text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sleepcheck;
using namespace std::string_literals;

TEST_CASE("the first byte that is not UTF-8 is found") {
    struct Row {
        std::string text;
        int place;  ///< -1 when all of it is UTF-8
    };
    const std::vector<Row> rows{
        {"", -1},
        {"abc", -1},
        {"a\0b"s, -1},
        {"\x7F", -1},
        {"\xC2\x80", -1},
        {"\xDF\xBF", -1},
        {"\xE0\xA0\x80", -1},
        {"\xED\x9F\xBF", -1},
        {"\xEE\x80\x80", -1},
        {"\xEF\xBF\xBF", -1},
        {"\xF0\x90\x80\x80", -1},
        {"\xF4\x8F\xBF\xBF", -1},
        {"\x80", 0},  // a continuation alone
        {"a\xBF", 1},
        {"\xC0\x80", 0},  // NUL, overlong
        {"\xC1\xBF", 0},
        {"ab\xE0\x9F\xBF", 2},    // overlong
        {"\xF0\x8F\xBF\xBF", 0},  // overlong
        {"\xED\xA0\x80", 0},      // surrogates
        {"\xED\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
        {"\xF5\x80\x80\x80", 0},
        {"\xFE", 0},
        {"\xFF", 0},
        {"\xC3", 0},  // cut off
        {"a\xE2\x82", 1},
        {"\xF0\x9F\x98", 0},
        {"\xC3\xA9\xC3\x28", 2},
        {"\xE2\x28\xA1", 0},
        {"\xE2\x82\x28", 0},
    };
    for (const auto& [text, place] : rows) {
        INFO(printable(text));
        const auto found = invalid_utf8(text);
        CHECK((found ? static_cast<int>(*found) : -1) == place);
    }
}

TEST_CASE("characters are counted, not bytes") {
    CHECK(characters("") == 0);
    CHECK(characters("abc") == 3);
    CHECK(characters("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") == 3);
}

TEST_CASE("what a terminal could obey is made visible") {
    struct Row {
        std::string text;
        std::string shown;
    };
    const std::vector<Row> rows{
        {"plain text", "plain text"},
        {"\xC3\xA9 \xF0\x9F\x98\x80 \xE2\x80\xA6", "\xC3\xA9 \xF0\x9F\x98\x80 \xE2\x80\xA6"},
        {"\x1B[31mred", "\\x1b[31mred"},
        {"a\0b"s, "a\\x00b"},
        {"a\tb\nc\rd\be", "a\\x09b\\x0ac\\x0dd\\x08e"},
        {"\x7F", "\\x7f"},
        {"\xC2\x80\xC2\x9B\xC2\x9F", "\\u{0080}\\u{009b}\\u{009f}"},
        {"\xC2\xA0", "\xC2\xA0"},
        {"\xC2\xAD", "\\u{00ad}"},  // soft hyphen
        {"\xD8\x9C", "\\u{061c}"},  // Arabic letter mark
        {"\xE2\x80\x8B\xE2\x80\x8E\xE2\x80\x8F", "\\u{200b}\\u{200e}\\u{200f}"},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\\u{2028}\\u{2029}"},  // line and paragraph separator
        {"\xE2\x80\xAA\xE2\x80\xAE", "\\u{202a}\\u{202e}"},  // embeddings and overrides
        {"\xE2\x81\xA6\xE2\x81\xA9", "\\u{2066}\\u{2069}"},  // isolates
        {"\xEF\xBB\xBF", "\\u{feff}"},
        {"\xEF\xBF\xB9", "\\u{fff9}"},
        {"\xF3\xA0\x80\x81", "\\u{e0001}"},  // tags
        {"\xFF\xC3", "\\xff\\xc3"},
        {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
        {"\xE2\x80\xAF\xE2\x80\x90", "\xE2\x80\xAF\xE2\x80\x90"},
    };
    for (const auto& [text, shown] : rows) {
        INFO(shown);
        CHECK(printable(text) == shown);
        CHECK(printable(printable(text)) == shown);
    }
}

TEST_CASE("a near miss finds what was meant, and false friends find nothing") {
    const std::vector<std::string> facts{"teeth_grinding",       "muscle_tension", "age_years", "nights_per_week",
                                         "late_nights_per_week", "low_mood",       "often",     "never"};
    struct Row {
        std::string written;
        std::string meant;  ///< empty when nothing is near
    };
    const std::vector<Row> rows{
        {"teeth_grindin", "teeth_grinding"},
        {"teeth_grinidng", "teeth_grinding"},
        {"teeth_gringing", "teeth_grinding"},
        {"Teeth-Grinding", "teeth_grinding"},
        {"teeth grinding", "teeth_grinding"},
        {"teethgrinding", "teeth_grinding"},
        {"teeth", "teeth_grinding"},
        {"muscle_tensions", "muscle_tension"},
        {"age", ""},
        {"age_year", "age_years"},
        {"agge_years", "age_years"},
        {"nights_per_weak", "nights_per_week"},
        {"late_nights_per_weak", "late_nights_per_week"},
        {"low_mod", "low_mood"},
        {"oft", ""},
        {"oftne", "often"},
        {"ofte", "often"},
        {"nver", "never"},
        {"ever", "never"},
        {"", ""},
        {"xyz", ""},
        {"yes", ""},
        {"no", ""},
        {"sugar_cravings", ""},
        {"morning", ""},
        {std::string(65, 'a'), ""},
    };
    for (const auto& [written, meant] : rows) {
        INFO("\"" << written << "\"");
        CHECK(nearest(written, facts).value_or("") == meant);
    }
    CHECK_FALSE(nearest("anything", {}));
}

TEST_CASE("words are wrapped to a width and never cut") {
    struct Row {
        std::string text;
        std::size_t width;
        std::vector<std::string> lines;
    };
    const std::vector<Row> rows{
        {"", 10, {}},
        {"   ", 10, {}},
        {"one", 10, {"one"}},
        {"one two", 7, {"one two"}},
        {"one two", 6, {"one", "two"}},
        {"one two three four", 9, {"one two", "three", "four"}},
        {"  one   two  ", 20, {"one two"}},
        {"extraordinarily long", 5, {"extraordinarily", "long"}},
        {"a extraordinarily b", 5, {"a", "extraordinarily", "b"}},
        {"\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9", 5, {"\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9"}},
        {"a b", 0, {"a", "b"}},
    };
    for (const auto& [text, width, lines] : rows) {
        INFO(text << " in " << width);
        CHECK(wrapped(text, width) == lines);
    }
}

TEST_CASE("items are listed as in a sentence") {
    CHECK(listed({}).empty());
    CHECK(listed({"a"}) == "a");
    CHECK(listed({"a", "b"}) == "a and b");
    CHECK(listed({"a", "b", "c"}) == "a, b and c");
    CHECK(listed({"a", "b", "c"}, " or ") == "a, b or c");
}

TEST_CASE("one is singular, all else plural") {
    CHECK(counted(0, "problem", "problems") == "0 problems");
    CHECK(counted(1, "problem", "problems") == "1 problem");
    CHECK(counted(2, "problem", "problems") == "2 problems");
}

TEST_CASE("names in braces are filled in, and what has no meaning stays") {
    const auto meaning = [](std::string_view name) -> std::optional<std::string> {
        if (name == "times") return "3";
        if (name == "loop") return "{times}";
        return std::nullopt;
    };
    struct Row {
        std::string text;
        std::string result;
    };
    const std::vector<Row> rows{
        {"", ""},
        {"nothing here", "nothing here"},
        {"{times}", "3"},
        {"You wake {times} times, {times}!", "You wake 3 times, 3!"},
        {"{unheard} of", "{unheard} of"},
        {"{times", "{times"},
        {"times}", "times}"},
        {"} {times} {", "} 3 {"},
        {"{}", "{}"},
        {"{loop}", "{times}"},
        {"{times}{times}", "33"},
    };
    for (const auto& [text, result] : rows) {
        INFO(text);
        CHECK(filled(text, meaning) == result);
    }
    CHECK(names_in_braces("{a} and {b_c}, {a} {").size() == 3);
    CHECK(names_in_braces("{a} and {b_c}") == std::vector<std::string>{"a", "b_c"});
    CHECK(names_in_braces("none").empty());
}
