#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sleepcheck {

/// What a block is for the reader; a renderer may show it in colour, and loses nothing when it does not.
enum class Tone { plain, urgent, headline, quiet };

struct Heading {
    std::string text;
    Tone tone = Tone::plain;
};

struct Paragraph {
    std::string text;
    Tone tone = Tone::plain;
};

/// A title with the text that belongs to it.
struct Note {
    std::string title;
    std::string text;
    Tone tone = Tone::plain;
};

/// A list; the markers (a dash, points, a name) stand in a column of their own.
struct Entry {
    std::string marker;
    std::string text;
    int depth = 0;  ///< how far it is indented
};
struct Entries {
    std::vector<Entry> entries;
};

/// Bars below each other, with short words behind each.
struct Bar {
    std::string label;
    double filled = 0;  ///< 0 to 1
    std::vector<std::string> words;
    std::string note;  ///< stands last, or in a narrow window below
};
struct Bars {
    std::vector<Bar> bars;
};

/// Rows below a head; each is as long as the head. The first column is words and is wrapped, the others are figures.
/// Where they do not fit side by side, the figures stand below the words, each with its name.
struct FigureTable {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};

/// How a stretch of time is painted.
enum class Shade : std::uint8_t { full, light, line, low, open };

/// From and to in minutes; 0 is midnight, -60 an hour before.
struct Stripe {
    double from = 0;
    double to = 0;
    Shade shade{};
};
struct RasterRow {
    std::string label;
    std::vector<Stripe> stripes;  ///< a later one lies over those before it
    std::string note;             ///< stands in place of stripes
};

/// Days below each other along one clock, which stands on top.
struct Raster {
    int from = 0;  ///< minutes, as in `Stripe`
    int to = 0;
    std::vector<RasterRow> rows;
    std::vector<std::pair<Shade, std::string>> legend;
};

/// Numbers as a line of heights, from the lowest to the highest; an empty one is unknown.
struct Spark {
    std::string label;
    std::vector<std::optional<double>> values;
    std::string note;  ///< says what lowest and highest are
};
struct Sparks {
    std::vector<Spark> sparks;
};

using Block = std::variant<Heading, Paragraph, Note, Entries, Bars, FigureTable, Raster, Sparks>;

/// What is said, in order, without a word on how it looks.
using Document = std::vector<Block>;

/// How a terminal or a pipe shows a document.
struct TextStyle {
    int width = 80;
    bool color = false;
    bool utf8 = true;  ///< false: bars and charts of plain ASCII
};

/// The document as lines of at most `width` characters. Nothing in it can command a terminal.
std::string to_text(const Document& document, const TextStyle& style);

}  // namespace sleepcheck
