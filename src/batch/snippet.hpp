#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sleepcheck/batch_text.hpp"

namespace sleepcheck {

/// A text with a step of room behind it.
class Snippet {
public:
    Snippet() = default;
    explicit Snippet(std::string_view text) : text_(text), size_(text.size()) { text_.append(BatchText::step, ' '); }

    [[nodiscard]] const char* data() const { return text_.data(); }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    std::string text_;
    std::size_t size_ = 0;
};

/// Adds a snippet to a text that has room for it.
inline void add(const Snippet& snippet, BatchText& text) {
    text.add_in_steps(snippet.data(), snippet.size());
}

}  // namespace sleepcheck
