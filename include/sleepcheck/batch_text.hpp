#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace sleepcheck {

/// A text that grows at its end, for many small pieces: its room is never cleared, and small pieces are copied in steps
/// of sixteen bytes.
class BatchText {
public:
    static constexpr std::size_t step = 16;

    [[nodiscard]] std::string_view text() const { return {bytes_.get(), used()}; }
    void clear() { at_ = bytes_.get(); }

    /// A text of any length.
    void add(std::string_view text) {
        reserve(text.size());
        if (!text.empty()) std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }

    /// Makes room for so many more bytes, with a step behind them. Room that was made before and is not used up stays.
    void reserve(std::size_t more) {
        room_ = more > room_ ? more : room_;
        if (size_ - used() >= more + room_ + step) return;
        grow(2 * (used() + more + room_ + step));
    }

    // Only where there is room.
    void add(char letter) { *at_++ = letter; }
    /// Up to a step behind the text is read, too.
    void add_in_steps(const char* text, std::size_t size) {
        char* to = at_;
        at_ += size;
        for (; to < at_; to += step, text += step) std::memcpy(to, text, step);
    }
    /// Takes the last letter away.
    void drop() { --at_; }

private:
    [[nodiscard]] std::size_t used() const { return static_cast<std::size_t>(at_ - bytes_.get()); }

    struct Free {
        void operator()(char* bytes) const { std::free(bytes); }
    };

    /// A large text is not copied: its pages move.
    void grow(std::size_t size) {
        const std::size_t before = used();
        char* const bytes = static_cast<char*>(std::realloc(bytes_.get(), size));
        if (bytes == nullptr) throw std::bad_alloc();
        static_cast<void>(bytes_.release());
        bytes_.reset(bytes);
        at_ = bytes + before;
        size_ = size;
    }

    std::unique_ptr<char, Free> bytes_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;  ///< the most that was ever made at once
    char* at_ = nullptr;
};

}  // namespace sleepcheck
