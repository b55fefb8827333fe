#include "text_charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

constexpr std::size_t gap = 2;

std::string spaces(std::size_t count) {
    return std::string(count, ' ');
}

std::string left_aligned(const std::string& text, std::size_t width) {
    return text + spaces(width - std::min(width, characters(text)));
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return spaces(width - std::min(width, characters(text))) + text;
}

std::string painted(const std::string& text, std::string_view code, const TextStyle& style) {
    return style.color && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

std::string without_trailing_spaces(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

// ---- Tables ----

using Cells = std::vector<std::string>;

Cells tamed(const Cells& row) {
    Cells result;
    for (const std::string& cell : row) result.push_back(printable(cell));
    return result;
}

std::vector<std::size_t> natural_widths(const std::vector<Cells>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
    }
    return widths;
}

/// The words, and below them the figures with their names.
void add_folded(std::vector<std::string>& lines, const Cells& head, const Cells& row, std::size_t columns) {
    for (std::string& line : wrapped(row.front(), columns)) lines.push_back(std::move(line));
    std::string figures;
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (row[i].empty()) continue;
        figures += fmt::format("{}{} {}", figures.empty() ? "" : ", ", head[i], row[i]);
    }
    for (const std::string& line : wrapped(figures, columns - gap)) lines.push_back(spaces(gap) + line);
}

void add_row(std::vector<std::string>& lines, const Cells& row, const std::vector<std::size_t>& widths) {
    const auto words = wrapped(row.front(), widths.front());
    std::string line = left_aligned(words.empty() ? "" : words.front(), widths.front());
    for (std::size_t i = 1; i < row.size(); ++i) line += spaces(gap) + right_aligned(row[i], widths[i]);
    lines.push_back(without_trailing_spaces(std::move(line)));
    for (std::size_t i = 1; i < words.size(); ++i) lines.push_back(spaces(gap) + words[i]);
}

// ---- Rasters ----

struct Look {
    std::string_view utf8;
    std::string_view ascii;
    std::string_view color;
};

constexpr Look look_of(Shade shade) {
    switch (shade) {
        case Shade::full: return {"█", "#", "36"};
        case Shade::light: return {"░", ".", "33"};
        case Shade::line: return {"─", "-", "2"};
        case Shade::low: return {"▄", "n", "35"};
        case Shade::open: return {"?", "?", "2"};
    }
    return {};
}

std::string sign_of(Shade shade, const TextStyle& style) {
    const Look look = look_of(shade);
    return std::string(style.utf8 ? look.utf8 : look.ascii);
}

/// The stretch of time that one character stands for.
struct Grid {
    int from = 0;
    int step = 0;
    std::size_t cells = 0;
};

Grid grid_of(const Raster& raster, std::size_t room) {
    constexpr std::array<int, 10> steps{10, 15, 20, 30, 45, 60, 120, 180, 240, 360};
    Grid grid{raster.from, steps.back(), 0};
    for (const int step : steps) {
        grid.step = step;
        grid.cells = static_cast<std::size_t>(std::max(0, raster.to - raster.from + step - 1) / step);
        if (grid.cells <= room) break;
    }
    return grid;
}

std::string hour_marks(const Grid& grid) {
    constexpr std::array<int, 6> every{1, 2, 3, 4, 6, 12};
    constexpr int widest_mark = 4;
    int hours = every.back();
    for (const int candidate : every) {
        if (candidate * minutes_per_hour < widest_mark * grid.step) continue;
        hours = candidate;
        break;
    }
    std::string line(grid.cells + 2, ' ');
    for (std::size_t i = 0; i < grid.cells; ++i) {
        const int at = grid.from + static_cast<int>(i) * grid.step;
        // The mark stands at the first character that reaches its hour.
        const int past = ((at % minutes_per_day) + minutes_per_day) % (hours * minutes_per_hour);
        if (past >= grid.step) continue;
        const int hour = ((at - past) % minutes_per_day + minutes_per_day) % minutes_per_day / minutes_per_hour;
        line.replace(i, 2, fmt::format("{:02}", hour));
    }
    return without_trailing_spaces(std::move(line));
}

/// What covers most of a character's time. Anything but the longest stretches counts double, so that a short one is
/// not lost between two characters.
std::optional<Shade> shade_at(const std::vector<Stripe>& stripes, double from, double to) {
    constexpr std::array<double, 5> weights{1, 2, 1, 2, 1};
    std::array<double, weights.size()> covered{};
    double blank = to - from;
    for (std::size_t i = 0; i < stripes.size(); ++i) {
        const double start = std::max(from, stripes[i].from);
        const double end = std::min(to, stripes[i].to);
        if (end <= start) continue;
        double hidden = 0;
        for (std::size_t over = i + 1; over < stripes.size(); ++over) {
            hidden += std::max(0.0, std::min(end, stripes[over].to) - std::max(start, stripes[over].from));
        }
        const double seen = std::max(0.0, end - start - hidden);
        const auto place = static_cast<std::size_t>(stripes[i].shade);
        covered[place] += seen * weights[place];
        blank -= seen;
    }
    const auto most = std::max_element(covered.begin(), covered.end());
    if (*most <= 0 || *most < blank) return std::nullopt;
    return static_cast<Shade>(most - covered.begin());
}

std::string painted_row(const std::vector<Stripe>& stripes, const Grid& grid, const TextStyle& style) {
    std::string line;
    std::string run;
    std::optional<Shade> last;
    std::size_t blanks = 0;
    const auto finish = [&] {
        if (last) line += painted(run, look_of(*last).color, style);
        run.clear();
    };
    for (std::size_t i = 0; i < grid.cells; ++i) {
        const double from = grid.from + static_cast<double>(i) * grid.step;
        const auto shade = shade_at(stripes, from, from + grid.step);
        if (shade != last) finish();
        last = shade;
        if (!shade) {
            ++blanks;
            continue;
        }
        line += spaces(blanks);
        blanks = 0;
        run += sign_of(*shade, style);
    }
    finish();
    return line;
}

std::string legend_of(const Raster& raster, const TextStyle& style) {
    std::string text;
    for (const auto& [shade, words] : raster.legend) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", sign_of(shade, style), printable(words));
    }
    return text;
}

// ---- Sparks ----

std::string spark_line(const std::vector<std::optional<double>>& values, const TextStyle& style) {
    constexpr std::array<std::string_view, 8> utf8{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    constexpr std::array<std::string_view, 8> ascii{"1", "2", "3", "4", "5", "6", "7", "8"};
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto& value : values) {
        if (!value) continue;
        low = std::min(low, *value);
        high = std::max(high, *value);
    }
    std::string line;
    for (const auto& value : values) {
        if (!value) {
            line += "?";
            continue;
        }
        const double part = high > low ? (*value - low) / (high - low) : 0;
        const auto height = static_cast<std::size_t>(std::lround(part * static_cast<double>(utf8.size() - 1)));
        line += style.utf8 ? utf8[height] : ascii[height];
    }
    return painted(line, "36", style);
}

}  // namespace

std::vector<std::string> lines_of(const FigureTable& table, std::size_t columns, const TextStyle& style) {
    constexpr std::size_t narrowest_words = 14;
    std::vector<Cells> rows{tamed(table.head)};
    for (const Cells& row : table.rows) rows.push_back(tamed(row));
    std::vector<std::size_t> widths = natural_widths(rows);
    std::size_t figures = 0;
    for (std::size_t i = 1; i < widths.size(); ++i) figures += gap + widths[i];
    std::vector<std::string> lines;
    if (figures + std::min(widths.front(), narrowest_words) > columns) {
        for (std::size_t i = 1; i < rows.size(); ++i) add_folded(lines, rows.front(), rows[i], columns);
        return lines;
    }
    widths.front() = std::min(widths.front(), columns - figures);
    for (const Cells& row : rows) {
        add_row(lines, row, widths);
        if (lines.size() == 1) lines.front() = painted(lines.front(), "1", style);
    }
    return lines;
}

std::vector<std::string> lines_of(const Raster& raster, std::size_t columns, const TextStyle& style) {
    std::size_t label_width = 0;
    for (const RasterRow& row : raster.rows) label_width = std::max(label_width, characters(printable(row.label)));
    const std::size_t before = label_width + gap;
    const Grid grid = grid_of(raster, columns - std::min(columns, before));
    std::vector<std::string> lines{without_trailing_spaces(spaces(before) + hour_marks(grid))};
    for (const RasterRow& row : raster.rows) {
        const std::string label = left_aligned(printable(row.label), before);
        const std::string content = row.note.empty() ? painted_row(row.stripes, grid, style) : printable(row.note);
        lines.push_back(without_trailing_spaces(label + content));
    }
    for (std::string& line : wrapped(legend_of(raster, style), columns)) lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> lines_of(const Sparks& block, std::size_t columns, const TextStyle& style) {
    std::size_t label_width = 0;
    std::size_t line_width = 0;
    std::size_t note_width = 0;
    for (const Spark& spark : block.sparks) {
        label_width = std::max(label_width, characters(printable(spark.label)));
        line_width = std::max(line_width, spark.values.size());
        note_width = std::max(note_width, characters(printable(spark.note)));
    }
    const bool beside = label_width + gap + line_width + gap + note_width <= columns;
    std::vector<std::string> lines;
    for (const Spark& spark : block.sparks) {
        const std::string label = printable(spark.label);
        const std::string line = spark_line(spark.values, style);
        if (beside) {
            const std::string padding = spaces(line_width - spark.values.size() + gap);
            lines.push_back(
                fmt::format("{}{}{}{}", left_aligned(label, label_width + gap), line, padding, printable(spark.note)));
            continue;
        }
        for (std::string& part : wrapped(fmt::format("{}: {}", label, printable(spark.note)), columns)) {
            lines.push_back(std::move(part));
        }
        lines.push_back(spaces(gap) + line);
    }
    return lines;
}

}  // namespace sleepcheck
