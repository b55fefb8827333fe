#include "text_places.hpp"

#include <algorithm>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Bytes between two places whose characters are remembered. A character may lie on both sides: it counts where it
/// begins.
constexpr std::size_t block = 1024;

}  // namespace

TextPlaces::TextPlaces(std::string_view text) : text_(text) {
    line_starts_.push_back(0);
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        line_starts_.push_back(at + 1);
    }
}

std::size_t TextPlaces::line_of(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    return static_cast<std::size_t>(after - line_starts_.begin()) - 1;
}

std::size_t TextPlaces::end_of(std::size_t line) const {
    const std::size_t start = begin_of(line);
    const std::size_t end = line + 1 < lines() ? begin_of(line + 1) - 1 : text_.size();
    return end > start && text_[end - 1] == '\r' ? end - 1 : end;
}

std::string_view TextPlaces::text_of(std::size_t line) const {
    return text_.substr(begin_of(line), end_of(line) - begin_of(line));
}

std::size_t TextPlaces::column_of(std::size_t offset) {
    const std::size_t line = line_of(offset);
    const bool marked = line == 0 && text_.substr(0, offset).substr(0, byte_order_mark.size()) == byte_order_mark;
    return characters_before(offset) - characters_before(begin_of(line)) - (marked ? 1 : 0);
}

std::size_t TextPlaces::characters_before(std::size_t offset) {
    const std::size_t whole_blocks = offset / block;
    auto& known = characters_before_block_;
    while (known.size() <= whole_blocks) {
        known.push_back(known.back() + characters(text_.substr((known.size() - 1) * block, block)));
    }
    return known[whole_blocks] + characters(text_.substr(whole_blocks * block, offset - whole_blocks * block));
}

}  // namespace sleepcheck
