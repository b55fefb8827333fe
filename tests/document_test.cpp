// A document as text: lines, columns, bars and colours; and that nothing in it commands a terminal.

#include <catch2/catch.hpp>

#include "program.hpp"
#include "sleepcheck/document.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

std::string shown(const Document& document, int width = 40) {
    return to_text(document, {width, false, true});
}

const std::string hostile = "a\x1b[31mb\x07\x08\x7f c\u009b1md \u202ee\u2066f\u200b g\u2028h\ufeff i\nj\rk\tl";
const std::string tamed =
    "a\\x1b[31mb\\x07\\x08\\x7f c\\u{009b}1md \\u{202e}e\\u{2066}f\\u{200b} g\\u{2028}h\\u{feff} i\\x0aj\\x0dk\\x09l";

}  // namespace

TEST_CASE("no block, no text") {
    CHECK(shown({}).empty());
    CHECK(shown({Paragraph{""}}).empty());
}

TEST_CASE("words are wrapped, and a longer word stands alone") {
    CHECK(shown({Paragraph{"one two three four five six seven eight nine"}}) ==
          "one two three four five six seven eight\n"
          "nine\n");
    CHECK(shown({Paragraph{"see https://example.org/a/very/long/address/indeed now"}}) ==
          "see\n"
          "https://example.org/a/very/long/address/indeed\n"
          "now\n");
    CHECK(shown({Paragraph{"größe größe größe größe größe größe größ"}}) ==
          "größe größe größe größe größe größe größ\n");
}

TEST_CASE("a heading stands over what belongs to it, and blocks stand apart") {
    CHECK(shown({Heading{"Title"}, Paragraph{"Text."}, Paragraph{"More."}, Heading{"Next"}, Note{"Name", "Words."}}) ==
          "Title\n"
          "  Text.\n"
          "\n"
          "More.\n"
          "\n"
          "Next\n"
          "  Name\n"
          "    Words.\n");
}

TEST_CASE("the text of a list hangs behind its markers") {
    CHECK(shown({Heading{"List"}, Entries{{{"+2", "a sign with more words than one line holds"},
                                           {"-", "short"},
                                           {"+10", "", 0},
                                           {"-", "deep", 1}}}}) ==
          "List\n"
          "  +2   a sign with more words than one\n"
          "       line holds\n"
          "  -    short\n"
          "  +10\n"
          "    -    deep\n");
}

TEST_CASE("wide markers stand over their text") {
    CHECK(shown({Entries{{{"a marker of many words", "its text"}, {"short", "more"}}}}) ==
          "  a marker of many words\n"
          "    its text\n"
          "  short\n"
          "    more\n");
}

TEST_CASE("however deep a list, its lines keep to the width") {
    Entries entries;
    for (int depth = 0; depth < 40; ++depth) entries.entries.push_back({"-", "some words to be wrapped here", depth});
    for (const std::string& line : lines_of(shown({entries}))) {
        INFO(line);
        const std::size_t word = line.find_first_not_of(" -");
        CHECK((line.size() <= 40 || line.find(' ', word) == std::string::npos));
    }
}

TEST_CASE("bars stand side by side, in plain ASCII where need be") {
    const Document document{
        Bars{{{"first", 0.5, {"7", "weak", "poor"}}, {"second one", 2, {"-10", "strong", "good"}}}}};
    CHECK(shown(document, 60) ==
          "  first       ███████░░░░░░░    7  weak    poor\n"
          "  second one  ██████████████  -10  strong  good\n");
    CHECK(to_text(document, {60, false, false}) ==
          "  first       #######.......    7  weak    poor\n"
          "  second one  ##############  -10  strong  good\n");
    CHECK(to_text({Bars{{{"none", -1, {"0"}}}}}, {60, false, false}) == "  none  ..............  0\n");
}

TEST_CASE("where a bar does not fit, its label gets a line of its own") {
    const Document document{Bars{{{"a label that takes much room", 0.5, {"7", "moderate", "evidence: mixed"}}}}};
    CHECK(to_text(document, {40, false, false}) ==
          "  a label that takes much room\n"
          "    ####....  7  moderate  evidence: mixed\n");
}

TEST_CASE("the figures of a table stand below each other, and its words are wrapped") {
    const Document document{
        FigureTable{{"", "mean", "n"}, {{"sleep", "372", "9"}, {"awake after falling asleep", "41.5", "10"}}}};
    CHECK(shown(document, 60) ==
          "                              mean   n\n"
          "  sleep                        372   9\n"
          "  awake after falling asleep  41.5  10\n");
    CHECK(shown(document, 30) ==
          "                      mean   n\n"
          "  sleep                372   9\n"
          "  awake after         41.5  10\n"
          "    falling asleep\n");
}

TEST_CASE("where a table does not fit, each figure is named") {
    const Document document{FigureTable{{"", "a long head", "n", "another one"}, {{"sleep", "372", "9", ""}}}};
    CHECK(shown(document, 30) ==
          "  sleep\n"
          "    a long head 372, n 9\n");
}

TEST_CASE("a raster shows what covers most of each stretch, under its hours") {
    Raster raster{-120, 480, {}, {{Shade::full, "asleep"}, {Shade::low, "nap"}}};
    raster.rows.push_back({"one", {{-60, 0, Shade::line}, {0, 360, Shade::full}, {120, 180, Shade::light}}, {}});
    raster.rows.push_back({"two", {{240, 300, Shade::open}, {420, 480, Shade::low}}, {}});
    raster.rows.push_back({"three", {}, "(nothing)"});
    CHECK(to_text({raster}, {21, false, true}) ==
          "           00  04\n"
          "  one     ─██░███\n"
          "  two          ?  ▄\n"
          "  three  (nothing)\n"
          "  █ asleep, ▄ nap\n");
    CHECK(to_text({raster}, {21, false, false}) ==
          "           00  04\n"
          "  one     -##.###\n"
          "  two          ?  n\n"
          "  three  (nothing)\n"
          "  # asleep, n nap\n");
    CHECK(to_text({Raster{0, 60, {{"", {{0, 60, Shade::full}}, {}}}, {}}}, {10, true, true}) ==
          "    00\n    \x1b[36m██████\x1b[0m\n");
}

TEST_CASE("a short stretch is not lost in a raster of long ones") {
    Raster raster{0, 600, {{"", {{0, 600, Shade::full}, {70, 95, Shade::light}}, {}}}, {}};
    CHECK(to_text({raster}, {14, false, false}) == "    00  04  08\n    #.########\n");
}

TEST_CASE("a spark is as high as its number, and open where there is none") {
    const Document document{
        Sparks{{{"TST", {300, std::nullopt, 335, 370}, "5 h to 6 h 10 min"}, {"WASO", {7}, "7 min"}}}};
    CHECK(shown(document) ==
          "  TST   ▁?▅█  5 h to 6 h 10 min\n"
          "  WASO  ▁     7 min\n");
    CHECK(to_text(document, {24, false, false}) ==
          "  TST: 5 h to 6 h 10 min\n"
          "    1?58\n"
          "  WASO: 7 min\n"
          "    1\n");
}

TEST_CASE("colour is painted line by line") {
    CHECK(to_text({Heading{"one two", Tone::headline}, Paragraph{"quiet", Tone::quiet}}, {4, true, true}) ==
          "\x1b[1;36mone\x1b[0m\n"
          "\x1b[1;36mtwo\x1b[0m\n"
          "  \x1b[2mquiet\x1b[0m\n");
}

TEST_CASE("what a terminal could obey is made visible in every block") {
    const Document document{Heading{hostile, Tone::urgent},
                            Paragraph{hostile},
                            Note{hostile, hostile},
                            Entries{{{hostile, hostile}, {"-", hostile}}},
                            Bars{{{hostile, 0.5, {hostile, hostile}}}},
                            FigureTable{{hostile, hostile}, {{hostile, hostile}}},
                            Raster{0, 60, {{hostile, {}, hostile}}, {{Shade::full, hostile}}},
                            Sparks{{{hostile, {1}, hostile}}}};
    const std::string text = shown(document, 100);
    CHECK_FALSE(commands_terminals(text));
    CHECK(text.find(tamed) != std::string::npos);
    CHECK(shown({Paragraph{"bytes \xff\xc0\x80 that are not UTF-8"}}, 80) ==
          "bytes \\xff\\xc0\\x80 that are not UTF-8\n");
}

TEST_CASE("no word of a folder of rules reaches the terminal untamed") {
    const json flag{{"id", "mine"},
                    {"order", 90},
                    {"name", hostile},
                    {"flags",
                     {{{"id", "mine"},
                       {"urgency", "urgent"},
                       {"when", {{"fact", "age_years"}, {"op", ">="}, {"value", 18}}},
                       {"title", hostile},
                       {"action", hostile},
                       {"examples", {{"yes", {{{"age_years", 18}}}}, {"no", {{{"age_years", 17}}}}}}}}}};
    json words = json::parse(text_of_file(in_checkout("rules/report.json")));
    for (json& word : words) word = word.get<std::string>() + hostile;
    Program program;
    program.input(R"({"age_years": 41})")
        .file("mine/rules.json", json{{"format", "sleepcheck-rules/1"}, {"name", hostile}, {"version", hostile}}.dump())
        .file("mine/report.json", words.dump())
        .file("mine/flags/mine.json", flag.dump());
    for (Arguments arguments : std::vector<Arguments>{
             {"assess"}, {"assess", "--explain"}, {"questions"}, {"rules", "list"}, {"rules", "show", "mine"}}) {
        arguments.insert(arguments.end(), {"--rules", program.path("mine")});
        const Result result = program.run(arguments);
        INFO(result.error);
        CHECK(result.status == 0);
        CHECK_FALSE(commands_terminals(result.output));
    }
    program.file("mine/report.json", json{{"disclaimer", "x"}, {hostile, hostile}}.dump());
    CHECK_FALSE(commands_terminals(program.run({"assess", "--rules", program.path("mine")}).error));
    program.file("mine/report.json", "{\"disclaimer\": \"" + hostile + "\"}");
    CHECK_FALSE(commands_terminals(program.run({"assess", "--rules", program.path("mine")}).error));
}
