#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace sleepcheck {

/// A text with room behind it, so that it can be copied in steps of sixteen bytes.
class Snippet {
public:
    static constexpr std::size_t step = 16;

    Snippet() = default;
    explicit Snippet(std::string_view text) : text_(text), size_(text.size()) { text_.append(step, ' '); }

    [[nodiscard]] const char* data() const { return text_.data(); }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    std::string text_;
    std::size_t size_ = 0;
};

/// A line in the making: texts one behind the other.
class LineBuffer {
public:
    /// Begins a line. All its snippets and letters together have at most so many bytes.
    void begin(std::size_t most) {
        most_ = most + Snippet::step;
        at_ = bytes_.get();
        make_room(0);
    }

    void add(const Snippet& snippet) {
        const char* from = snippet.data();
        char* to = at_;
        at_ += snippet.size();
        for (; to < at_; to += Snippet::step, from += Snippet::step) std::memcpy(to, from, Snippet::step);
    }
    void add(char letter) { *at_++ = letter; }
    /// A text of any length, beside what `begin` knew of.
    void add(std::string_view text) {
        make_room(text.size());
        std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }
    /// Takes the last letter away.
    void drop() { --at_; }

    [[nodiscard]] std::string_view text() const { return {bytes_.get(), used()}; }

private:
    [[nodiscard]] std::size_t used() const { return static_cast<std::size_t>(at_ - bytes_.get()); }

    /// For so much, and everything that `begin` knew of.
    void make_room(std::size_t more) {
        if (size_ - used() >= more + most_) return;
        const std::size_t size = 2 * (used() + more + most_);
        std::unique_ptr<char[]> bytes(new char[size]);  // left as it is, not cleared
        if (used() > 0) std::memcpy(bytes.get(), bytes_.get(), used());
        at_ = bytes.get() + used();
        bytes_ = std::move(bytes);
        size_ = size;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t most_ = 0;
    char* at_ = nullptr;
};

}  // namespace sleepcheck
