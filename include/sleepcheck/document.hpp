#pragma once

#include <string>
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

using Block = std::variant<Heading, Paragraph, Note, Entries, Bars>;

/// What is said, in order, without a word on how it looks.
using Document = std::vector<Block>;

/// How a terminal or a pipe shows a document.
struct TextStyle {
    int width = 80;
    bool color = false;
    bool utf8 = true;  ///< false: bars of plain ASCII
};

/// The document as lines of at most `width` characters. Nothing in it can command a terminal.
std::string to_text(const Document& document, const TextStyle& style);

}  // namespace sleepcheck
