#include "json.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "json/plain_json.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using namespace std::string_literals;
using json::Document;
using json::Source;
using json::Value;

namespace {

Document read(const std::string& text) {
    return json::parse({"f", text});
}

/// All problems of a text, one a line.
std::string problems_in(const std::string& text) {
    std::string lines;
    for (const Problem& problem : read(text).problems) lines += (lines.empty() ? "" : "\n") + in_one_line(problem);
    return lines;
}

/// Each value below (and with) this one as `pointer type line:column+width`, in the order of the text.
void tell_places(const Source& source, const Value& root, const Value& value, std::string& told) {
    const std::string pointer = json::pointer_to(root, value);
    CHECK(json::value_at(root, pointer) == &value);
    const Problem problem = json::problem_at(source, value.mark, pointer, {});
    told += pointer + " " + std::string(json::name_of(value.type)) + " " + std::to_string(problem.place.line) + ":" +
            std::to_string(problem.place.column) + "+" + std::to_string(value.mark.length) + "\n";
    for (const Value& item : value.items) tell_places(source, root, item, told);
    for (const auto& member : value.members) tell_places(source, root, member.value, told);
}

std::string places_in(const std::string& text) {
    const Source source{"f", text};
    const Document document = json::parse(source);
    REQUIRE(document.whole);
    std::string told;
    tell_places(source, document.root, document.root, told);
    return told;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("every JSON value remembers where it stands") {
    struct Row {
        std::string text;
        std::string places;
    };
    const std::vector<Row> rows{
        {"null", " null 1:1+4\n"},
        {" \"a\\u00e9\" ", " text 1:2+9\n"},
        {"[true, false,null]", " a list 1:1+18\n/0 true or false 1:2+4\n/1 true or false 1:8+5\n/2 null 1:14+4\n"},
        {"[1,-2 ,3.5e+1]", " a list 1:1+14\n/0 a whole number 1:2+1\n/1 a whole number 1:4+2\n/2 a number 1:8+6\n"},
        {"[[],[ ],{}]", " a list 1:1+11\n/0 a list 1:2+2\n/1 a list 1:5+3\n/2 an object 1:9+2\n"},
        {"{\"a\":1,\"b\" :\"x\"}", " an object 1:1+16\n/a a whole number 1:6+1\n/b text 1:13+3\n"},
        {"{\n  \"a\": [\n    1,\n    {\"b/c~\": 2}\n  ]\n}",
         " an object 1:1+39\n/a a list 2:8+28\n/a/0 a whole number 3:5+1\n/a/1 an object 4:5+11\n"
         "/a/1/b~1c~0 a whole number 4:14+1\n"},
        {"[\r\n\"a\",\r\n\t2\r\n]", " a list 1:1+14\n/0 text 2:1+3\n/1 a whole number 3:2+1\n"},
        {"\xEF\xBB\xBF[1]", " a list 1:1+3\n/0 a whole number 1:2+1\n"},
        {"[\"\xC3\xA9\xF0\x9F\x98\x80\", 1]", " a list 1:1+13\n/0 text 1:2+8\n/1 a whole number 1:8+1\n"},
        {"[\"a,b: ]\", 7]", " a list 1:1+13\n/0 text 1:2+8\n/1 a whole number 1:12+1\n"},
        {"[12]", " a list 1:1+4\n/0 a whole number 1:2+2\n"},
        {"{\"a\":12}", " an object 1:1+8\n/a a whole number 1:6+2\n"},
    };
    for (const auto& [text, places] : rows) {
        INFO(text);
        CHECK(places_in(text) == places);
    }
}

TEST_CASE("JSON values keep what was written") {
    const Document document = read(R"({"a": -3, "b": 2.5, "c": 9223372036854775807, "d": 9223372036854775808,
        "e": -9223372036854775808, "f": 123456789012345678901234567890, "g": 5.0, "h": 1e2, "i": "\ud83d\ude00\n"})");
    REQUIRE(document.whole);
    const Value& root = document.root;
    CHECK(root.find("a")->integer == -3);
    CHECK(root.find("a")->number == -3.0);
    CHECK(root.find("b")->number == 2.5);
    CHECK(root.find("c")->integer == INT64_MAX);
    CHECK(root.find("d")->is(Value::Type::number));
    CHECK(root.find("e")->integer == INT64_MIN);
    CHECK(root.find("f")->number == Approx(1.2345678901234568e29));
    CHECK(root.find("g")->is(Value::Type::number));
    CHECK(root.find("g")->number == 5.0);
    CHECK(root.find("h")->number == 100.0);
    CHECK(root.find("i")->text == "\xF0\x9F\x98\x80\n");
    CHECK(root.find("z") == nullptr);
    CHECK(root.find("a")->find("a") == nullptr);
    CHECK(root.members.front().key == "a");
    CHECK(root.members.back().key == "i");
}

TEST_CASE("the fast lane takes what is plain and leaves everything else alone") {
    const auto is_taken = [](const std::string& text, std::size_t most_values = 100) {
        Value root;
        return json::read_plain(text, most_values, root);
    };
    for (const std::string text :
         {"null", " [1, -2.5e3, \"caf\xC3\xA9\", {}]\r\n", R"({"a": true, "b": [false, []]})", "123456789012345678"}) {
        INFO(text);
        CHECK(is_taken(text));
    }
    for (const std::string text : {"",
                                   "[1",
                                   "[1,]",
                                   "{\"a\":1,}",
                                   "[1 2]",
                                   "[1]]",
                                   "{\"a\" 1}",
                                   "{a: 1}",
                                   "{\"a\":1,\"a\":2}",
                                   R"("\n")",
                                   "\"a\nb\"",
                                   "\"a",
                                   "01",
                                   "-",
                                   "+1",
                                   ".5",
                                   "1.",
                                   "1e",
                                   "1e400",
                                   "1234567890123456789",
                                   "nul",
                                   "True",
                                   "\xEF\xBB\xBF[]"}) {
        INFO(text);
        CHECK_FALSE(is_taken(text));
    }
    CHECK(is_taken("[1,2]", 3));
    CHECK_FALSE(is_taken("[1,2]", 2));
    CHECK(is_taken(repeated("[", 64) + repeated("]", 64)));
    CHECK_FALSE(is_taken(repeated("[", 65) + repeated("]", 65)));
}

TEST_CASE("a slip in JSON is named with its place and its cure") {
    const std::string early = "the JSON ends too early (a closing } or ] is missing; is the file whole?)";
    const std::string last_comma = "a comma before the closing bracket (remove the last comma)";
    const std::string no_comma =
        "a comma is missing before this, or a bracket is too many (write a comma between two entries)";
    const std::string no_value = "expected a value (a number, a text in double quotes, true, false, null, [ or {)";
    const std::string no_word = "expected a value (text needs double quotes; true, false and null are in lower case)";
    const std::string no_key = "expected a key in double quotes (write \"key\": value)";
    const std::string no_colon = "a colon is missing after the key (write \"key\": value)";
    const std::string no_number =
        "not a number as JSON writes it (no plus sign, no leading zero, a digit on both sides of the point)";
    const std::string too_large = "this number is too large (write a smaller number)";
    const std::string single_quotes = "single quotes (JSON wants double quotes: \"like this\")";
    const std::string comment = "a comment (JSON has no comments: remove it)";
    const std::string after = "there is text after the end of the JSON (remove it, or put one document in a file)";
    const std::string open_text = "this text has no closing quote (write a \" at its end)";
    const std::string open_line = "this text has no closing quote in its line (write a \" at its end)";
    const std::string backslash =
        "a \\ in this text begins nothing that JSON knows (write \\\\ for a backslash; \\u needs four hexadecimal "
        "digits, pairs for rare signs)";
    const std::string empty = "the input is empty (give a JSON document)";
    const std::string utf16 =
        "this is UTF-16 or UTF-32, not UTF-8 (save the file as UTF-8, or pipe it through iconv -f "
        "UTF-16 -t UTF-8)";
    const std::string nul = "a NUL byte (is this a text file? remove the byte)";
    const std::string not_utf8 = "this byte is not UTF-8 (save the file as UTF-8)";
    struct Row {
        std::string text;
        std::string place;
        std::string message;
    };
    const std::vector<Row> rows{
        {"", "1:1", empty},
        {" \n ", "1:1", empty},
        {"\xEF\xBB\xBF", "1:1", empty},
        {"{", "1:2", early},
        {"[1", "1:3", early},
        {"[1,\n", "2:1", early},
        {"{\"a\"", "1:5", early},
        {"{\"a\":", "1:6", early},
        {"{\"a\":1", "1:7", early},
        {"[1,]", "1:4", last_comma},
        {"[1,\r\n\"a\",\r\n]", "3:1", last_comma},
        {"{\"a\":1,}", "1:8", last_comma},
        {"\xEF\xBB\xBF[1,]", "1:4", last_comma},
        {"[,1]", "1:2", no_value},
        {"[1,,2]", "1:4", no_value},
        {"{\"a\":}", "1:6", no_value},
        {"{\"a\":,\"b\":1}", "1:6", no_value},
        {"{\"a\"::1}", "1:6", no_value},
        {"]", "1:1", no_value},
        {"\xC2\xA0[1]", "1:1", no_value},
        {"oft", "1:1", no_word},
        {"{\"teeth\": often}", "1:11", no_word},
        {"[True]", "1:2", no_word},
        {"[NaN]", "1:2", no_word},
        {"{,}", "1:2", no_key},
        {"{a:1}", "1:2", no_key},
        {"{1:2}", "1:2", no_key},
        {"{\"a\":1,,\"b\":2}", "1:8", no_key},
        {"{\"a\":1,b}", "1:8", no_key},
        {"{\"a\" 1}", "1:6", no_colon},
        {"{\"a\", 1}", "1:5", no_colon},
        {"{\"a\"=\"b\"}", "1:5", no_colon},
        {"{\"a\":1,\"b\"}", "1:11", no_colon},
        {"{\"a\" \"b\"}", "1:6", no_colon},
        {"[1 2]", "1:4", no_comma},
        {"[\"a\" 2]", "1:6", no_comma},
        {"[\"a\" \"b\"]", "1:6", no_comma},
        {"{\"a\": 1\n\"b\": 2}", "2:1", no_comma},
        {"{\"a\": \"x\"\n\"b\": 2}", "2:1", no_comma},
        {"{\"a\":1;\"b\":2}", "1:7", no_comma},
        {"[1}", "1:3", no_comma},
        {"{\"a\":1]", "1:7", no_comma},
        {"[nulll]", "1:6", no_comma},
        {"[1]]", "1:4", after},
        {"{} {}", "1:4", after},
        {"[1] 2", "1:5", after},
        {"\"a\" \"b\"", "1:5", after},
        {"{\"a\":1}x", "1:8", after},
        {"{'a':1}", "1:2", single_quotes},
        {"{\"a\":'b'}", "1:6", single_quotes},
        {"// c\n1", "1:1", comment},
        {"[1 /* c */]", "1:4", comment},
        {"# c", "1:1", comment},
        {"[+1]", "1:2", no_number},
        {"[1.]", "1:2", no_number},
        {"[.5]", "1:2", no_number},
        {"[1e]", "1:2", no_number},
        {"[-]", "1:2", no_number},
        {"[--1]", "1:2", no_number},
        {"[01]", "1:2", no_number},
        {"[-01]", "1:2", no_number},
        {"{\"a\": 007}", "1:7", no_number},
        {"[1-2]", "1:2", no_number},
        {"[1.5.5]", "1:2", no_number},
        {"[1e999]", "1:2", too_large},
        {"[0, -1e999]", "1:5", too_large},
        {"[\"a", "1:2", open_text},
        {"[\"a\\\"]", "1:2", open_text},
        {"[\"a\\", "1:2", open_text},
        {"[\"a\nb\"]", "1:2", open_line},
        {"{\"a\":\"x\r\n\"b\":1}", "1:6", open_line},
        {"[\"a\tb\"]", "1:4",
         "a control character (code 9) inside a text (remove it, or write it as \\n, \\t or \\u00..)"},
        {"[\"\\q\"]", "1:2", backslash},
        {"[\"\\u12\"]", "1:2", backslash},
        {"[\"\\ud800\"]", "1:2", backslash},
        {"[\"\\udc00\"]", "1:2", backslash},
        {"\xFF\xFE{\0}\0"s, "1:1", utf16},
        {"\xFE\xFF\0{"s, "1:1", utf16},
        {"{\0}\0"s, "1:1", utf16},
        {"\0{\0}"s, "1:1", utf16},
        {"{\"a\0\": 1}"s, "1:4", nul},
        {"[1]\n\0"s, "2:1", nul},
        {"[\"\xC0\x80\"]", "1:3", not_utf8},
        {"[\"\xC3\xA9\xED\xA0\x80\"]", "1:4", not_utf8},
        {"[\"\xE9\"]", "1:3", not_utf8},
    };
    for (const auto& [text, place, message] : rows) {
        INFO(text);
        CHECK(problems_in(text) == "f:" + place + ": " + message);
        CHECK_FALSE(read(text).whole);
    }
}

TEST_CASE("a key written twice is a slip, however it is spelled") {
    struct Row {
        std::string text;
        std::string problems;
    };
    const std::vector<Row> rows{
        {R"({"a":1,"a":2})", "f:1:8: this key is written twice (keep one of the two; the first is in line 1)"},
        {R"({"a":1,"\u0061":2})", "f:1:8: this key is written twice (keep one of the two; the first is in line 1)"},
        {"{\"a\":1,\n\n\"b\":{\"c\":0,\n\"c\":1}}",
         "f:4:1: this key is written twice (keep one of the two; the first is in line 3)"},
        {R"({"":1,"":2})", "f:1:7: this key is written twice (keep one of the two; the first is in line 1)"},
        {R"([{"a":1},{"a":2}])", ""},
        {R"({"a":{"a":{"a":1}}})", ""},
        {R"({"a":1,"A":2})", ""},
        {R"({"\u001b":1,"\u001b":2})",
         "f:1:13: this key is written twice (keep one of the two; the first is in line 1)"},
    };
    for (const auto& [text, problems] : rows) {
        INFO(text);
        CHECK(problems_in(text) == problems);
        CHECK(read(text).whole);
    }
}

TEST_CASE("a document nests 64 deep and no deeper") {
    CHECK(problems_in(repeated("[", 64) + repeated("]", 64)).empty());
    const std::string refused = "f:1:65: nested more than 64 deep (answers and rules are never that deep)";
    CHECK(problems_in(repeated("[", 65) + repeated("]", 65)) == refused);
    CHECK(problems_in(repeated("[", 100'000)) == refused);
    CHECK(problems_in(repeated("{\"a\":", 100'000)) ==
          "f:1:321: nested more than 64 deep (answers and rules are never that deep)");
}

TEST_CASE("a document holds a hundred thousand values and no more") {
    CHECK(read("[" + repeated("1,", 99'998) + "1]").whole);
    try {
        read("[" + repeated("1,", 99'999) + "1]");
        FAIL("more values than that were read");
    } catch (const Error& error) {
        CHECK(error.status() == Status::ceiling);
        REQUIRE(error.problems().size() == 1);
        CHECK(in_one_line(error.problems()[0]) == ": f: more than 100000 values in one document (split the document)");
    }
}

TEST_CASE("an excerpt shows the line, unless a terminal would obey it or it is too long") {
    struct Row {
        std::string text;
        std::string excerpt;
    };
    const std::vector<Row> rows{
        {"[1,\n\t2 3\n]", " 2 3"},
        {"[1,\r\n2 3\r\n]", "2 3"},
        {"[1 \"\x1b\"", ""},
        {"[1 x" + repeated(" ", 156), "[1 x" + repeated(" ", 156)},
        {"[1 x" + repeated(" ", 157), ""},
        {"[\"\xC3\xA9\" 1]", "[\"\xC3\xA9\" 1]"},
        {"[\"\xE9\"]", ""},
    };
    for (const auto& [text, excerpt] : rows) {
        INFO(text);
        const Source source{"f", text};
        Document document = json::parse(source);
        REQUIRE(document.problems.size() == 1);
        json::add_excerpt(source, document.problems[0]);
        CHECK(document.problems[0].excerpt == excerpt);
    }
}

TEST_CASE("no problem of JSON quotes a value that was written") {
    for (const std::string text : {"{\"self_harm_thoughts\": secret}", "{\"a\": \"secret\\q\"}", "[\"secret\"secret]",
                                   "{\"a\": 'secret'}", "[\"secret"}) {
        INFO(text);
        CHECK_FALSE(problems_in(text).empty());
        CHECK(problems_in(text).find("secret") == std::string::npos);
    }
}

TEST_CASE("the JSON test suite is judged as it says") {
    const std::filesystem::path suite = SLEEPCHECK_SOURCE_DIR "/../shared/corpora/JSONTestSuite/test_parsing";
    if (!std::filesystem::exists(suite)) {
        WARN("JSONTestSuite is not here; skipped");
        return;
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(suite)) {
        const std::string name = entry.path().filename();
        INFO(name);
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        const bool accepted = problems_in(text).empty();
        CHECK(json::parse_strictly({"f", text}).problems.empty() == accepted);
        const bool repeats_keys = name.find("duplicated_key") != std::string::npos;
        if (name[0] == 'y') CHECK(accepted != repeats_keys);
        if (name[0] == 'n') CHECK_FALSE(accepted);
        ++files;
    }
    CHECK(files > 300);
}
