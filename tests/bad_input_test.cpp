// Every kind of bad input: what is said about it, word for word, and what is never said.

#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "program.hpp"
#include "test_rules.hpp"

using nlohmann::json;
using sleepcheck::Question;

namespace {

struct Row {
    std::string input;
    std::string said;  ///< from the line number on, without the last line
};

/// What is said about an input with one problem.
Result refused(const std::string& said) {
    return {3, "", "standard input:" + said + "\n1 problem; nothing was assessed.\n"};
}

void check(const std::vector<Row>& rows) {
    for (const auto& [input, said] : rows) {
        INFO(input);
        CHECK(assess(input) == refused(said));
    }
}

}  // namespace

TEST_CASE("what is no JSON is refused with the place and the cure") {
    check({
        {R"({"age_years": 41,, "low_mood": "no"})",
         R"(1:18: expected a key in double quotes
     | write "key": value)"},
        {R"({
  "age_years": 41
)",
         R"(3:1: the JSON ends too early
     | a closing } or ] is missing; is the file whole?)"},
        {R"({
  "age_years": 41,
  "age_years": 42
})",
         R"(3:3: this key is written twice (at /age_years)
   3 |   "age_years": 42
     |   ^^^^^^^^^^^ keep one of the two; the first is in line 2)"},
        {R"({
  "age_years": 41,
  "age_yea\u0072s": 42
})",
         R"(3:3: this key is written twice (at /age_years)
   3 |   "age_yea\u0072s": 42
     |   ^^^^^^^^^^^^^^^^ keep one of the two; the first is in line 2)"},
        {R"({"\ud800": 1})",
         R"(1:2: a \ in this text begins nothing that JSON knows
     | write \\ for a backslash; \u needs four hexadecimal digits, pairs for rare signs)"},
        {R"({"age_years": 1e999})",
         R"(1:15: this number is too large
     | write a smaller number)"},
        {R"({
  // my age
  "age_years": 41
})",
         R"(2:3: a comment
     | JSON has no comments: remove it)"},
        {R"({
  # my age
  "age_years": 41
})",
         R"(2:3: a comment
     | JSON has no comments: remove it)"},
        {R"({'age_years': 41})",
         R"(1:2: single quotes
   1 | {'age_years': 41}
     |  ^ JSON wants double quotes: "like this")"},
        {R"({"teeth_grinding": 'often'})",
         R"(1:20: single quotes
   1 | {"teeth_grinding": 'often'}
     |                    ^ JSON wants double quotes: "like this")"},
        {R"({"age_years": 41,})",
         R"(1:18: a comma before the closing bracket
   1 | {"age_years": 41,}
     |                  ^ remove the last comma)"},
        {R"({"age_years": 41 "nights_per_week": 5})",
         R"(1:18: a comma is missing before this, or a bracket is too many
   1 | {"age_years": 41 "nights_per_week": 5}
     |                  ^ write a comma between two entries)"},
        {R"({
  "age_years": 41
  "nights_per_week": 5
})",
         R"(3:3: a comma is missing before this, or a bracket is too many
   3 |   "nights_per_week": 5
     |   ^ write a comma between two entries)"},
        {R"({"age_years" 41})",
         R"(1:14: a colon is missing after the key
   1 | {"age_years" 41}
     |              ^ write "key": value)"},
        {R"({age_years: 41})",
         R"(1:2: expected a key in double quotes
   1 | {age_years: 41}
     |  ^^^^^^^^^ write "key": value)"},
        {R"({"teeth_grinding": often})",
         R"(1:20: expected a value
   1 | {"teeth_grinding": often}
     |                    ^^^^^ text needs double quotes; true, false and null are in lower case)"},
        {R"({"legs_urge": True})",
         R"(1:15: expected a value
     | text needs double quotes; true, false and null are in lower case)"},
        {R"({"age_years": 041})",
         R"(1:15: not a number as JSON writes it
   1 | {"age_years": 041}
     |               ^^^ no plus sign, no leading zero, a digit on both sides of the point)"},
        {R"({"age_years": +41})",
         R"(1:15: not a number as JSON writes it
   1 | {"age_years": +41}
     |               ^^^ no plus sign, no leading zero, a digit on both sides of the point)"},
        {R"({"age_years": .5})",
         R"(1:15: not a number as JSON writes it
   1 | {"age_years": .5}
     |               ^^ no plus sign, no leading zero, a digit on both sides of the point)"},
        {R"({"age_years": NaN})",
         R"(1:15: expected a value
     | text needs double quotes; true, false and null are in lower case)"},
        {R"({"age_years": 41}
{"age_years": 41})",
         R"(2:1: there is text after the end of the JSON
   2 | {"age_years": 41}
     | ^ remove it, or put one document in a file)"},
        {R"({"age_years": 41}})",
         R"(1:18: there is text after the end of the JSON
   1 | {"age_years": 41}}
     |                  ^ remove it, or put one document in a file)"},
        {R"({"age_years": 41]})",
         R"(1:17: a comma is missing before this, or a bracket is too many
   1 | {"age_years": 41]}
     |                 ^ write a comma between two entries)"},
        {R"({"teeth_grinding": "often}
)",
         R"(1:20: this text has no closing quote in its line
   1 | {"teeth_grinding": "often}
     |                    ^ write a " at its end)"},
        {R"({"teeth_grinding": "of\xten"})",
         R"(1:20: a \ in this text begins nothing that JSON knows
     | write \\ for a backslash; \u needs four hexadecimal digits, pairs for rare signs)"},
    });
}

TEST_CASE("a document that holds no answers object is refused") {
    check({
        {R"(42
)",
         R"(1:1: expected an object of answers, got a whole number
     | write {"question": answer, ...}; "sleepcheck questions" lists the questions)"},
        {R"("often")",
         R"(1:1: expected an object of answers, got text
     | write {"question": answer, ...}; "sleepcheck questions" lists the questions)"},
        {R"([])",
         R"(1:1: expected an object of answers, got a list
   1 | []
     | ^^ write {"question": answer, ...}; "sleepcheck questions" lists the questions)"},
        {R"(null)",
         R"(1:1: expected an object of answers, got null
   1 | null
     | ^^^^ write {"question": answer, ...}; "sleepcheck questions" lists the questions)"},
        {R"({"age_years": {"question": "?"}})",
         R"(1:15: "answer" is missing (at /age_years)
   1 | {"age_years": {"question": "?"}}
     |               ^^^^^^^^^^^^^^^^^ write the answer itself, or {"answer": ...})"},
        {R"({"age_years": {"anser": 4, "answer": 41}})",
         R"(1:16: unknown key "anser" (at /age_years/anser)
     | an answer stands behind "answer")"},
        {R"({"age_years": {"answer": {"answer": 4}}})",
         R"(1:26: expected years from 0 to 120, got an object (at /age_years/answer)
     | write a number)"},
        {R"({"format": "sleepcheck-answers/1", "ansers": {}, "answers": {}})",
         R"(1:36: unknown key "ansers" (at /ansers)
   1 | {"format": "sleepcheck-answers/1", "ansers": {}, "answers": {}}
     |                                    ^^^^^^^^ did you mean "answers"?)"},
        {R"({"format": "sleepcheck-answers/2", "answers": {}})",
         R"(1:12: this is no answers document of a kind this program reads (at /format)
   1 | {"format": "sleepcheck-answers/2", "answers": {}}
     |            ^^^^^^^^^^^^^^^^^^^^^^ "format" is "sleepcheck-answers/1")"},
        {R"({"format": "sleepcheck-answers/1"})",
         R"(1:1: "answers" is missing
   1 | {"format": "sleepcheck-answers/1"}
     | ^ add "answers": {...})"},
        {R"({"format": "sleepcheck-answers/1", "answers": []})",
         R"(1:47: expected an object of answers, got a list (at /answers)
   1 | {"format": "sleepcheck-answers/1", "answers": []}
     |                                               ^^ write "answers": {"question": answer, ...})"},
    });
}

TEST_CASE("an answer that does not fit its question is refused, and what would fit is told") {
    check({
        {R"({"teeth_griding": "often"})",
         R"(1:2: unknown question "teeth_griding" (at /teeth_griding)
   1 | {"teeth_griding": "often"}
     |  ^^^^^^^^^^^^^^^ did you mean "teeth_grinding"?)"},
        {R"({"favourite_colour": "blue"})",
         R"(1:2: unknown question "favourite_colour" (at /favourite_colour)
     | "sleepcheck questions" lists the questions)"},
        {R"({"onset_easy": "yes"})",
         R"(1:2: unknown question "onset_easy" (at /onset_easy)
   1 | {"onset_easy": "yes"}
     |  ^^^^^^^^^^^^ "sleepcheck questions" lists the questions)"},
        {R"({"$comment": 1})",
         R"(1:2: unknown question "$comment" (at /$comment)
     | "sleepcheck questions" lists the questions)"},
        {R"({"naïve": "x"})",
         R"(1:2: unknown question "naïve" (at /naïve)
     | "sleepcheck questions" lists the questions)"},
        {R"({"legs_urge": 1})",
         R"(1:15: expected yes or no, got 1 (at /legs_urge)
   1 | {"legs_urge": 1}
     |               ^ write the word in double quotes)"},
        {R"({"legs_urge": "maybe"})",
         R"(1:15: expected yes or no, got "maybe" (at /legs_urge)
   1 | {"legs_urge": "maybe"}
     |               ^^^^^^^)"},
        {R"({"teeth_grinding": 3})",
         R"(1:20: expected one of never, sometimes, often, got 3 (at /teeth_grinding)
   1 | {"teeth_grinding": 3}
     |                    ^ write the word in double quotes)"},
        {R"({"teeth_grinding": "oftn"})",
         R"(1:20: expected one of never, sometimes, often, got "oftn" (at /teeth_grinding)
   1 | {"teeth_grinding": "oftn"}
     |                    ^^^^^^ did you mean "often"?)"},
        {R"({"teeth_grinding": "blue"})",
         R"(1:20: expected one of never, sometimes, often, got "blue" (at /teeth_grinding)
   1 | {"teeth_grinding": "blue"}
     |                    ^^^^^^)"},
        {R"({"teeth_grinding": "Often"})",
         R"(1:20: expected one of never, sometimes, often, got "Often" (at /teeth_grinding)
   1 | {"teeth_grinding": "Often"}
     |                    ^^^^^^^ did you mean "often"?)"},
        {R"({"medicines": []})",
         R"(1:15: an empty list says nothing (at /medicines)
   1 | {"medicines": []}
     |               ^^ write ["none"] for none of these, or null to leave it open)"},
        {R"({"medicines": ["none", "steroid"]})",
         R"(1:15: "none" stands beside another option (at /medicines)
     | keep "none" alone, or the others without it)"},
        {R"({"alcohol_evenings": 8})", R"(1:22: expected evenings from 0 to 7 (at /alcohol_evenings))"},
        {R"({"age_years": 99999999999999999999})",
         R"(1:15: expected years from 0 to 120, got 99999999999999999999 (at /age_years)
   1 | {"age_years": 99999999999999999999}
     |               ^^^^^^^^^^^^^^^^^^^^)"},
        {R"({"age_years": true})",
         R"(1:15: expected years from 0 to 120, got true (at /age_years)
   1 | {"age_years": true}
     |               ^^^^ write a number)"},
        {R"({"age_years": [41]})",
         R"(1:15: expected years from 0 to 120, got a list (at /age_years)
   1 | {"age_years": [41]}
     |               ^^^^ write a number)"},
        {R"({"age_years": 41.5})",
         R"(1:15: expected years from 0 to 120, got 41.5 (at /age_years)
   1 | {"age_years": 41.5}
     |               ^^^^ write a whole number)"},
        {R"({"age_years": -1})",
         R"(1:15: expected years from 0 to 120, got -1 (at /age_years)
   1 | {"age_years": -1}
     |               ^^)"},
        {R"({"age_years": 121})",
         R"(1:15: expected years from 0 to 120, got 121 (at /age_years)
   1 | {"age_years": 121}
     |               ^^^)"},
        {R"({"usual_bedtime": 23})",
         R"(1:19: expected a time of day like "23:30", got 23 (at /usual_bedtime)
   1 | {"usual_bedtime": 23}
     |                   ^^ write hours and minutes in double quotes)"},
        {R"({"usual_bedtime": "25:61"})",
         R"(1:19: expected a time of day like "23:30", got "25:61" (at /usual_bedtime)
   1 | {"usual_bedtime": "25:61"}
     |                   ^^^^^^^ hours 0 to 23, minutes 00 to 59)"},
        {R"({"usual_bedtime": "24:00"})",
         R"(1:19: expected a time of day like "23:30", got "24:00" (at /usual_bedtime)
   1 | {"usual_bedtime": "24:00"}
     |                   ^^^^^^^ midnight is "00:00")"},
        {R"({"usual_bedtime": "7"})",
         R"(1:19: expected a time of day like "23:30", got "7" (at /usual_bedtime)
   1 | {"usual_bedtime": "7"}
     |                   ^^^ hours 0 to 23, minutes 00 to 59)"},
        {R"({"usual_bedtime": ""})",
         R"(1:19: expected a time of day like "23:30", got "" (at /usual_bedtime)
   1 | {"usual_bedtime": ""}
     |                   ^^ hours 0 to 23, minutes 00 to 59)"},
        {R"({"usual_bedtime": "11:00 pm"})",
         R"(1:19: expected a time of day like "23:30", got "11:00 pm" (at /usual_bedtime)
   1 | {"usual_bedtime": "11:00 pm"}
     |                   ^^^^^^^^^^ hours 0 to 23, minutes 00 to 59)"},
        {R"({"usual_bedtime": "23:00:00"})",
         R"(1:19: expected a time of day like "23:30", got "23:00:00" (at /usual_bedtime)
   1 | {"usual_bedtime": "23:00:00"}
     |                   ^^^^^^^^^^ hours 0 to 23, minutes 00 to 59)"},
        {R"({"usual_bedtime": "7:5"})",
         R"(1:19: expected a time of day like "23:30", got "7:5" (at /usual_bedtime)
   1 | {"usual_bedtime": "7:5"}
     |                   ^^^^^ hours 0 to 23, minutes 00 to 59)"},
    });
}

TEST_CASE("what cannot be shown in a terminal is refused without showing it") {
    check({
        {"", "1:1: the input is empty\n     | give a JSON document"},
        {"{\"age_years\": 41, \"teeth_gr", "1:19: this text has no closing quote\n     | write a \" at its end"},
        {std::string("{\"age_years\": 41}\0", 18), "1:18: a NUL byte\n     | is this a text file? remove the byte"},
        {std::string("{\"age_years\": 41,\n \"a\0b\": 1}", 28),
         "2:4: a NUL byte\n     | is this a text file? remove the byte"},
        {"{\"age_years\": 41,\n \"a\xff\": 1}", "2:4: this byte is not UTF-8\n     | save the file as UTF-8"},
        {"{\"\xc0\xaf\": 1}", "1:3: this byte is not UTF-8\n     | save the file as UTF-8"},
        {"{\"\xed\xa0\x80\": 1}", "1:3: this byte is not UTF-8\n     | save the file as UTF-8"},
        {"{\"teeth_grinding\": \"of\ten\"}",
         "1:23: a control character (code 9) inside a text\n     | remove it, or write it as \\n, \\t or \\u00.."},
        {"{\"teeth_grinding\": \"of\x1b[31m\"}",
         "1:23: a control character (code 27) inside a text\n     | remove it, or write it as \\n, \\t or \\u00.."},
        {"{\"a\u202eb\": 1}",
         "1:2: unknown question \"a\\u{202e}b\" (at /a\\u{202e}b)\n     | \"sleepcheck questions\" lists the "
         "questions"},
        {"\xEF\xBB\xBF\xEF\xBB\xBF{}",
         "1:1: expected a value\n     | a number, a text in double quotes, true, false, null, [ or {"},
    });
}

TEST_CASE("UTF-16 and UTF-32 are recognised by their first bytes") {
    const std::vector<std::string> inputs{{"\xFF\xFE{\0}\0", 6}, {"\xFE\xFF\0{\0}", 6},      {"{\0}\0", 4},
                                          {"\0{\0}", 4},         {"\xFF\xFE\0\0{\0\0\0", 8}, {"\0\0\0{", 4}};
    for (const std::string& input : inputs) {
        CHECK(assess(input) == refused("1:1: this is UTF-16 or UTF-32, not UTF-8\n"
                                       "     | save the file as UTF-8, or pipe it through iconv -f UTF-16 -t UTF-8"));
    }
}

TEST_CASE("nesting has an end, however deep the input") {
    const std::string said = "nested more than 64 deep\n     | answers and rules are never that deep";
    CHECK(assess(std::string(100'000, '[')) == refused("1:65: " + said));
    std::string objects = "{\"medicines\": ";
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\": ";
    CHECK(assess(objects) == refused("1:393: " + said));
    const std::string inner(100'000, '[');
    const std::string closing(100'000, ']');
    CHECK(assess("{\"medicines\": " + inner + closing + "}") == refused("1:78: " + said));
}

TEST_CASE("an empty key is a question that nobody knows") {
    CHECK(assess("{\"\": 1}") ==
          refused("1:2: unknown question \"\" (at /)\n     | \"sleepcheck questions\" lists the questions"));
}

TEST_CASE("a byte order mark and Windows line ends are fine") {
    const Result plain = assess("{\n  \"age_years\": 41\n}\n");
    CHECK(plain.status == 0);
    CHECK(assess("\xEF\xBB\xBF{\n  \"age_years\": 41\n}\n") == plain);
    CHECK(assess("{\r\n  \"age_years\": 41\r\n}\r\n") == plain);
    CHECK(assess("\r\n\t {\"age_years\":41}\r\n\r\n") == plain);
}

TEST_CASE("places count characters, not bytes, and neither the byte order mark nor the Windows line end") {
    const std::string said = "expected years from 0 to 120, got 400 (at /age_years)\n";
    CHECK(assess("\xEF\xBB\xBF{\n  \"age_years\": 400\n}") ==
          refused("2:16: " + said + "   2 |   \"age_years\": 400\n     |                ^^^"));
    CHECK(assess("{\r\n  \"age_years\": 400\r\n}\r\n") ==
          refused("2:16: " + said + "   2 |   \"age_years\": 400\n     |                ^^^"));
    CHECK(assess("{\n\t\t\"age_years\":\t400\n}\n") ==
          refused("2:16: " + said + "   2 |   \"age_years\": 400\n     |                ^^^"));
    CHECK(assess("{\"teeth_grinding\": \"gr\u00f6\u00dfe\"}") ==
          refused("1:20: expected one of never, sometimes, often, got \"gr\u00f6\u00dfe\" (at /teeth_grinding)\n"
                  "   1 | {\"teeth_grinding\": \"gr\u00f6\u00dfe\"}\n"
                  "     |                    ^^^^^^^"));
}

TEST_CASE("a mistake in the first line behind a byte order mark is shown") {
    CHECK(assess("\xEF\xBB\xBF{\"age_years\": 400}") ==
          refused("1:15: expected years from 0 to 120, got 400 (at /age_years)\n"
                  "   1 | {\"age_years\": 400}\n"
                  "     |               ^^^"));
}

TEST_CASE("all mistakes of a file come at once, by place") {
    const std::string text = R"({
  "usual_bedtime": "25:00",
  "teeth_griding": "often",
  "age_years": 400, "legs_urge": 3,
  "age_years": 41
}
)";
    Program program;
    program.file("answers.json", text);
    CHECK(program.run({"assess", program.path("answers.json")}).error ==
          R"(answers.json:2:20: expected a time of day like "23:30", got "25:00" (at /usual_bedtime)
   2 |   "usual_bedtime": "25:00",
     |                    ^^^^^^^ hours 0 to 23, minutes 00 to 59
answers.json:3:3: unknown question "teeth_griding" (at /teeth_griding)
   3 |   "teeth_griding": "often",
     |   ^^^^^^^^^^^^^^^ did you mean "teeth_grinding"?
answers.json:4:16: expected years from 0 to 120, got 400 (at /age_years)
   4 |   "age_years": 400, "legs_urge": 3,
     |                ^^^
answers.json:4:34: expected yes or no, got 3 (at /legs_urge)
   4 |   "age_years": 400, "legs_urge": 3,
     |                                  ^ write the word in double quotes
answers.json:5:3: this key is written twice (at /age_years)
   5 |   "age_years": 41
     |   ^^^^^^^^^^^ keep one of the two; the first is in line 4
5 problems; nothing was assessed.
)");
}

TEST_CASE("what has a name but is no file of answers is refused") {
    Program program;
    REQUIRE(::mkfifo(program.path("pipe").c_str(), 0600) == 0);
    program.file("folder/inner", "");
    const auto refused_as = [&](const std::string& path) { return program.run({"assess", path}); };
    CHECK(refused_as(program.path("folder")) ==
          Result{5, "", "folder: is a folder, not a file\n  name a file in it\n"});
    CHECK(refused_as(program.path("missing")) == Result{5, "", "missing: cannot be read: no such file or directory\n"});
    CHECK(refused_as(program.path("pipe")) == Result{5, "", "pipe: is a pipe, not a file\n  use - and < to read it\n"});
    CHECK(refused_as("/dev/zero") == Result{5, "", "/dev/zero: is a device, not a file\n  use - and < to read it\n"});
    CHECK(refused_as("").status == 2);
}

TEST_CASE("what is too large is refused") {
    const std::string bytes(17U << 20U, ' ');
    CHECK(assess(bytes) == Result{7, "", "standard input: holds more than 16 MiB, the most that is read\n"});
    std::string values = "[0";
    for (int i = 0; i < 200'000; ++i) values += ",0";
    CHECK(assess(values + "]") == Result{7, "",
                                         "sleepcheck: standard input: more than 100000 values in one document\n"
                                         "  split the document\n"});
    Program program;
    program.file("large.json", bytes);
    CHECK(program.run({"assess", program.path("large.json")}) ==
          Result{7, "", "large.json: holds more than 16 MiB, the most that is read\n"});
}

// ---- Time, memory and words stay in proportion to the input
// ----------------------------------------------------------

namespace {

/// Of the processor, so that a busy machine does not count.
double seconds_for(const std::string& input) {
    const std::clock_t start = std::clock();
    const Result result = assess(input);
    CHECK(result.status == 3);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

long most_kilobytes() {
    struct rusage usage = {};
    REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
    return usage.ru_maxrss;
}

std::string repeated(const std::string& member, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += (i == 0 ? "" : ",") + fmt::format(fmt::runtime(member), i);
    return text;
}

}  // namespace

TEST_CASE("a key repeated many times behind much white space takes no long time") {
    CHECK(seconds_for(std::string(3U << 20U, ' ') + "{" + repeated("\"a\": 1", 30'000) + "}") < 2);
}

TEST_CASE("many unknown questions take no long time") {
    CHECK(seconds_for("{" + repeated("\"teeth_grindings_of_the_night_{}\": 1", 90'000) + "}") < 3);
}

TEST_CASE("a long key over many values takes no endless memory") {
    const long before = most_kilobytes();
    CHECK(assess("{\"" + std::string(20'000, 'k') + "\": [" + repeated("1", 20'000) + "]}").status == 3);
    CHECK(most_kilobytes() - before < 100'000);
}

TEST_CASE("a message stays short however long the key") {
    const Result result = assess("{\"" + std::string(1'000'000, 'k') + "\": 1}");
    CHECK(result.status == 3);
    CHECK(result.error.size() < 1000);
}

// ---- Private answers
// -------------------------------------------------------------------------------------------------

namespace {

std::vector<Question> private_questions() {
    std::vector<Question> found;
    const auto& catalogue = built_in_rules().catalogue;
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        if (catalogue.entries[i].is_private) found.push_back(catalogue.entries[i]);
    }
    return found;
}

/// Documents with something wrong in them; K is a private question, V an answer nobody may see.
const std::vector<std::string> faulty{
    // the answer itself
    R"({"K": V})",
    R"({"K": [V]})",
    R"({"K": [V, 1]})",
    R"({"K": [[V]]})",
    R"({"K": {"answer": V}})",
    R"({"K": {"anser": V}})",
    R"({"K": {"value": V}})",
    R"({"answers": {"K": V}})",
    // the answer as a key
    R"({"K": {V: true}})",
    R"({"K": {V: true, V: true}})",
    R"({"K": {V: {"a": 1 2}}})",
    R"({"K": [{V: [}]})",
    // twice
    R"({"K": V, "K": V})",
    "{\n\"K\": V,\n\"K\": V\n}",
    // beside another mistake
    R"({"age_years": 500, "K": V})",
    R"({"K":V,"age_years":500})",
    "{\"K\":\nV, \"age_years\": 500}",
    R"({"age_years": 41, "K": V, "age_years": 41})",
    R"({"teeth_griding": "often", "K": V})",
    R"({"age_years": {"note": 1, "K": V}})",
    // syntax, in the same line
    R"({"K": V,,})",
    R"({"K": V,})",
    R"({"K": V "age_years": 41})",
    R"({"K" V})",
    R"({"K"; V})",
    R"({"K": V; "a": 1})",
    R"({"K": V 'a': 1})",
    R"({K: V})",
    R"({'K': V})",
    R"({"K: V})",
    R"({K": V})",
    R"({"K": V)",
    R"({"K": [V)",
    R"({"K": V}})",
    R"({"K": V]})",
    R"({"K": V} {"K": V})",
    R"({"age_years": 41 "K": V})",
    R"({"age_years": 041, "K": V})",
    R"({"age_years": +41, "K": V})",
    R"({"age_years": tru, "K": V})",
    R"({"age_years": 1e999, "K": V})",
    R"({"age_years: 41, "K": V})",
    R"({"age_years": "41, "K": V})",
    R"(// "K": V)",
    R"({"K": V // mine)",
    R"({"K": V \)",
    // syntax, in a line before or after
    "{\"K\": V\n \"age_years\": 41}",
    "{\"K\":\n V,\n ,}",
    "{\"K\":\n V 7}",
    "{\"K\"\n V}",
    "{\"K\": [\nV V]}",
    "{\"K\":\n,\nV}",
    "{\"age_years\" 41,\n\"K\": V}",
    "{\"K\": {\n\"answer\":\nV V}}",
    "{\"K:\nV",
    "{\"age_years\": 41}\n{\"K\": V}",
    "{\"age_years\": 41}\n{\"K\":\nV}",
    // no answers object where one should be
    R"([{"K": V}])",
    R"(["K", V])",
    R"(["K=" V])",
    "[{\"K\":\n V 7}]",
    R"([[{"K": V}]])",
    R"({"answers": [{"K": V}]})",
    "{\"answers\": [{\"K\":\n V 7}]}",
    R"({"answers": V})",
    R"({"answers": "K", "age_years": V})",
    R"({"format": "x", "K": V})",
    "{\"format\": \"x\", \"K\":\n V 7}",
    R"({"format": "sleepcheck-answers/1", "K": V})",
    R"({"answers": {}, "K": V})",
    R"({"answers": {"age_years": 500}, "K": V})",
    R"({"answers": {}, "answers": {"K": V}})",
    R"({"answers": {"K": V}, "answers": {}})",
    R"({"answers": {"answers": {"K": V}}})",
    R"({"format": {"K": V}, "answers": {}})",
    R"({"note": "K is", "note": V, "answers": {}})",
    R"({"note": V, "format": 3, "answers": {}})",
    R"({"note": {"K": V}, "anwsers": {}, "answers": {}})",
    R"({"$K": V})",
    R"({"$schema": V, "K": 1, "age_years": 500})",
};

std::string with(std::string document, const std::string& key, const std::string& value) {
    for (auto at = document.find('V'); at != std::string::npos; at = document.find('V', at + value.size())) {
        document.replace(at, 1, value);
    }
    for (auto at = document.find('K'); at != std::string::npos; at = document.find('K', at + key.size())) {
        document.replace(at, 1, key);
    }
    return document;
}

void check_kept_secret(const std::string& document, const std::string& secret) {
    const Result result = assess(document);
    INFO(document << '\n' << result);
    CHECK(result.error.find(secret) == std::string::npos);
    CHECK(result.output.find(secret) == std::string::npos);
}

}  // namespace

TEST_CASE("a private answer never appears in a message") {
    REQUIRE_FALSE(private_questions().empty());
    for (const Question& question : private_questions()) {
        for (const std::string& document : faulty) {
            check_kept_secret(with(document, question.id, "\"canary\""), "canary");
            check_kept_secret(with(document, question.id, "77317"), "77317");
            check_kept_secret(with(document, question.id, "canary"), "canary");  // the quotes forgotten
        }
    }
}

TEST_CASE("a private answer behind a misspelt question never appears in a message") {
    for (const Question& question : private_questions()) {
        for (std::size_t i = 0; i < question.id.size(); ++i) {
            std::string without_letter = question.id;
            without_letter.erase(i, 1);
            std::string swapped = question.id;
            if (i > 0) std::swap(swapped[i - 1], swapped[i]);
            for (const std::string& key : {without_letter, swapped}) {
                check_kept_secret(with(R"({"K": V, "age_years": 500})", key, "\"canary\""), "canary");
                check_kept_secret(with("{\"K\":\nV V}", key, "77317"), "77317");
            }
        }
    }
}

TEST_CASE("a wrong option of a private question is not quoted, though the options are listed") {
    CHECK(assess("{\"alcohol_evenings\": 8}") == refused("1:22: expected evenings from 0 to 7 (at /alcohol_evenings)"));
    CHECK(assess("{\"pregnancy_status\": \"canary\"}") ==
          refused("1:22: expected one of no, trying, pregnant, breastfeeding (at /pregnancy_status)"));
    CHECK(assess("{\"self_harm_thoughts\": \"maybe\"}") ==
          refused("1:24: expected yes or no (at /self_harm_thoughts)"));
}

// ---- Collections of strange input, for those who have them beside the checkout
// ---------------------------------------

namespace {

std::filesystem::path collections() {
    return std::filesystem::path(SLEEPCHECK_SOURCE_DIR).parent_path() / "shared/corpora";
}

std::vector<std::string> all_texts_below(const std::string& folder) {
    std::vector<std::string> texts;
    if (!std::filesystem::is_directory(collections() / folder)) {
        WARN(folder << " is not there");
        return texts;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(collections() / folder)) {
        if (entry.is_regular_file()) texts.push_back(text_of_file(entry.path()));
    }
    return texts;
}

/// As they are; the same in base 64 lie beside them, and are naughty no more.
std::vector<json> naughty_strings() {
    const auto file = collections() / "blns/blns.json";
    if (!std::filesystem::is_regular_file(file)) {
        WARN(file << " is not there");
        return {};
    }
    return json::parse(text_of_file(file)).get<std::vector<json>>();
}

void check_survived(const std::string& input, const std::string& format) {
    const Result result = assess(input, {"--format", format});
    INFO(input);
    CHECK((result.status == 0 || result.status == 3 || result.status == 7));
    CHECK_FALSE(commands_terminals(result.output));
    CHECK_FALSE(commands_terminals(result.error));
    CHECK((result.status == 0) == result.error.empty());
    CHECK((result.status == 0) != result.output.empty());
}

}  // namespace

TEST_CASE("no document of the collections does harm") {
    for (const std::string folder : {"JSONTestSuite", "json5-tests", "blns", "json_schema_formats", "toml_datetimes"}) {
        for (const std::string& text : all_texts_below(folder)) {
            check_survived(text, "text");
            check_survived(text, "json");
            check_survived("{\"age_years\": " + text + "}", "text");
            check_survived("{\"medicines\": " + text + "}", "json");
        }
    }
}

TEST_CASE("no naughty string does harm as an answer") {
    for (const json& naughty : naughty_strings()) {
        check_survived(json{{"teeth_grinding", naughty}, {"medicines", naughty}, {"usual_bedtime", naughty}}.dump(),
                       "text");
        check_survived(json{{"$schema", naughty}}.dump(), "json");
    }
}

TEST_CASE("no naughty string does harm as a question") {
    for (const json& naughty : naughty_strings()) {
        check_survived(json{{naughty.get<std::string>(), "often"}}.dump(), "text");
        check_survived(json{{"teeth_grinding", {{naughty.get<std::string>(), naughty}}}}.dump(), "json");
    }
}

TEST_CASE("of all times of the collections only those of a day, to the minute, are answers") {
    const auto is_time = [](const std::string& text) {
        const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
        const auto number = [&](std::size_t at, std::size_t length) { return std::stoi(text.substr(at, length)); };
        const std::size_t colon = text.find(':');
        if (colon == std::string::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i != colon && !digit(i)) return false;
        }
        return number(0, colon) < 24 && number(colon + 1, 2) < 60;
    };
    const auto check_value = [&](const json& value) {
        if (!value.is_string()) return;
        INFO(value);
        const Result result = assess_json({{"usual_bedtime", value}});
        CHECK(result.status == (is_time(value) ? 0 : 3));
    };
    const auto check_all = [&](const json& document, const auto& again) -> void {
        check_value(document);
        if (document.is_structured()) {
            for (const json& inner : document) again(inner, again);
        }
    };
    for (const std::string folder : {"json_schema_formats", "toml_datetimes"}) {
        for (const std::string& text : all_texts_below(folder)) {
            if (json::accept(text)) check_all(json::parse(text), check_all);
        }
    }
}
