#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

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
        const std::size_t size = 2 * (used() + more + room_ + step);
        std::unique_ptr<char[]> bytes(new char[size]);
        if (used() > 0) std::memcpy(bytes.get(), bytes_.get(), used());
        at_ = bytes.get() + used();
        bytes_ = std::move(bytes);
        size_ = size;
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

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;  ///< the most that was ever made at once
    char* at_ = nullptr;
};

}  // namespace sleepcheck
