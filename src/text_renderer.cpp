// The document as text for a terminal or a pipe. Every word from outside goes through `printable` here.

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "sleepcheck/document.hpp"
#include "sleepcheck/text.hpp"
#include "text_charts.hpp"

namespace sleepcheck {

namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t most_cells = 14;
constexpr std::size_t fewest_cells = 8;

class TextRenderer {
public:
    explicit TextRenderer(const TextStyle& style) : style_(style), width_(static_cast<std::size_t>(style.width)) {}

    void operator()(const Heading& heading) {
        gap();
        put(heading.text, 0, heading.tone == Tone::plain ? "1" : paint(heading.tone));
        after_heading_ = true;
    }

    void operator()(const Paragraph& paragraph) {
        if (paragraph.text.empty()) return;
        if (!after_heading_) gap();
        put(paragraph.text, after_heading_ ? indent : 0, paint(paragraph.tone));
        after_heading_ = false;
    }

    void operator()(const Note& note) {
        if (!after_heading_) gap();
        put(note.title, indent, note.tone == Tone::urgent ? paint(note.tone) : "1");
        put(note.text, 2 * indent, "");
        after_heading_ = false;
    }

    void operator()(const Entries& block) {
        std::size_t marker_width = 0;
        for (const Entry& entry : block.entries) {
            marker_width = std::max(marker_width, characters(printable(entry.marker)));
        }
        const bool apart = marker_width > width_ / 3;
        for (const Entry& entry : block.entries) {
            const std::size_t start = std::min(indent * (1 + static_cast<std::size_t>(entry.depth)), width_ / 2);
            const std::string marker = printable(entry.marker);
            if (apart) {
                put(entry.marker, start, "");
                put(entry.text, start + indent, "");
                continue;
            }
            const std::size_t text_at = start + marker_width + 2;
            const auto lines = wrapped(printable(entry.text), width_ - text_at);
            const std::string padding(marker_width - characters(marker) + 2, ' ');
            line(std::string(start, ' ') + marker + (lines.empty() ? "" : padding + lines.front()));
            for (std::size_t i = 1; i < lines.size(); ++i) line(std::string(text_at, ' ') + lines[i]);
        }
        after_heading_ = false;
    }

    void operator()(const Bars& block) {
        BarWidths widths;
        std::size_t note = 0;
        for (const Bar& bar : block.bars) {
            widths.label = std::max(widths.label, characters(printable(bar.label)));
            note = std::max(note, characters(printable(bar.note)));
            widths.words.resize(std::max(widths.words.size(), bar.words.size()));
            for (std::size_t i = 0; i < bar.words.size(); ++i) {
                widths.words[i] = std::max(widths.words[i], characters(printable(bar.words[i])));
            }
        }
        std::size_t words = 0;
        for (const std::size_t width : widths.words) words += width == 0 ? 0 : width + 2;
        const std::size_t beside = indent + widths.label + 2 + words + 2 + note;
        widths.narrow = beside + fewest_cells > width_;
        const std::size_t taken = widths.narrow ? 2 * indent + words : beside;
        widths.cells = std::clamp<std::size_t>(width_ - std::min(width_, taken), fewest_cells, most_cells);
        for (const Bar& bar : block.bars) put_bar(bar, widths);
        after_heading_ = false;
    }

    void operator()(const FigureTable& table) { put_lines(lines_of(table, width_ - indent, style_)); }
    void operator()(const Raster& raster) { put_lines(lines_of(raster, width_ - indent, style_)); }
    void operator()(const Sparks& sparks) { put_lines(lines_of(sparks, width_ - indent, style_)); }

    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    static std::string paint(Tone tone) {
        switch (tone) {
            case Tone::urgent: return "1;31";
            case Tone::headline: return "1;36";
            case Tone::quiet: return "2";
            case Tone::plain: break;
        }
        return {};
    }

    void line(const std::string& content) { text_.append(content).append("\n"); }

    void gap() {
        if (!text_.empty()) text_ += '\n';
    }

    void put_lines(const std::vector<std::string>& lines) {
        for (const std::string& content : lines) line(content.empty() ? "" : std::string(indent, ' ') + content);
        after_heading_ = false;
    }

    /// Words in lines from a column on, painted line by line so that a pager or a copied line keeps its colour.
    void put(const std::string& words, std::size_t column, const std::string& painted) {
        for (const std::string& words_of_line : wrapped(printable(words), width_ - column)) {
            const bool plain = painted.empty() || !style_.color;
            line(std::string(column, ' ') +
                 (plain ? words_of_line : fmt::format("\x1b[{}m{}\x1b[0m", painted, words_of_line)));
        }
    }

    /// How wide the parts of a line with a bar are.
    struct BarWidths {
        std::size_t label = 0;
        std::size_t cells = most_cells;
        std::vector<std::size_t> words;
        bool narrow = false;  ///< label and note stand on lines of their own
    };

    static std::string padded(const std::string& word, std::size_t width) {
        return word + std::string(width - characters(word), ' ');
    }

    [[nodiscard]] std::string drawn(double filled, std::size_t cells) const {
        const double share = std::clamp(filled, 0.0, 1.0) * static_cast<double>(cells);
        const auto full = static_cast<std::size_t>(std::lround(share));
        std::string bar;
        for (std::size_t i = 0; i < cells; ++i) bar += style_.utf8 ? (i < full ? "█" : "░") : (i < full ? "#" : ".");
        return style_.color ? fmt::format("\x1b[36m{}\x1b[0m", bar) : bar;
    }

    void put_bar(const Bar& bar, const BarWidths& widths) {
        const std::string label = printable(bar.label);
        if (widths.narrow) put(bar.label, indent, "");
        std::string content = widths.narrow ? "" : padded(label, widths.label) + "  ";
        content += drawn(bar.filled, widths.cells);
        for (std::size_t i = 0; i < bar.words.size(); ++i) {
            if (widths.words[i] == 0) continue;
            const std::string word = printable(bar.words[i]);
            const bool number = i == 0;
            content += "  ";
            content +=
                number ? std::string(widths.words[i] - characters(word), ' ') + word : padded(word, widths.words[i]);
        }
        if (!widths.narrow) content += "  " + printable(bar.note);
        content.erase(content.find_last_not_of(' ') + 1);
        line(std::string(widths.narrow ? 2 * indent : indent, ' ') + content);
        if (widths.narrow) put(bar.note, 2 * indent, "");
    }

    const TextStyle& style_;
    std::size_t width_;
    std::string text_;
    bool after_heading_ = false;
};

}  // namespace

std::string to_text(const Document& document, const TextStyle& style) {
    TextRenderer renderer(style);
    for (const Block& block : document) std::visit(renderer, block);
    return std::move(renderer).text();
}

}  // namespace sleepcheck
