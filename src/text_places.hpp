#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sleepcheck {

/// Where the bytes of a text stand, as a person counts: lines, and characters within a line, both from 0 here. To look
/// a place up costs the same anywhere, at the end of a text of one endless line, too. The text must outlive this.
class TextPlaces {
public:
    explicit TextPlaces(std::string_view text);

    [[nodiscard]] std::size_t lines() const { return line_starts_.size(); }
    [[nodiscard]] std::size_t line_of(std::size_t offset) const;
    /// Where the line begins, and behind its last byte; the line end belongs to neither line.
    [[nodiscard]] std::size_t begin_of(std::size_t line) const { return line_starts_[line]; }
    [[nodiscard]] std::size_t end_of(std::size_t line) const;
    [[nodiscard]] std::string_view text_of(std::size_t line) const;
    /// Characters that stand before it on its line; a byte order mark is none. Counts what nobody asked for before, so
    /// a text without problems costs nothing.
    [[nodiscard]] std::size_t column_of(std::size_t offset);

private:
    [[nodiscard]] std::size_t characters_before(std::size_t offset);

    std::string_view text_;
    std::vector<std::size_t> line_starts_;
    std::vector<std::size_t> characters_before_block_{0};
};

}  // namespace sleepcheck
