#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sleepcheck {

/// Writes JSON from front to back, byte for byte as nlohmann's `dump(2)` lays it out, but without a tree: for what
/// may be long. Each `begin` has its `end`. What is not UTF-8 becomes U+FFFD.
class JsonWriter {
public:
    void begin_object() { begin('}'); }
    void begin_object(std::string_view key) {
        name(key);
        begin('}');
    }
    void begin_list(std::string_view key) {
        name(key);
        begin(']');
    }
    /// Of the object or list that was begun last.
    void end();

    /// A member of the open object.
    template <typename Value>
    void put(std::string_view key, const Value& value) {
        name(key);
        add(value);
    }

    /// An item of the open list.
    void add(std::string_view text);
    void add(const char* text) { add(std::string_view(text)); }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(double number);  ///< finite
    void add(bool truth) { write(truth ? "true" : "false"); }
    void add(int number) { write(std::to_string(number)); }
    void add(std::size_t number) { write(std::to_string(number)); }
    void add(std::int64_t number) { write(std::to_string(number)); }
    void add(std::nullptr_t /*null*/) { write("null"); }
    template <typename Value>
    void add(const std::optional<Value>& value) {
        if (value) return add(*value);
        add(nullptr);
    }

    /// All of it, when every `begin` has its `end`.
    std::string take() && { return std::move(text_); }

private:
    struct Level {
        char closing = '}';
        bool empty = true;
    };

    void name(std::string_view key);
    void begin(char closing);
    void write(std::string_view written);
    void begin_value();
    void append_text(std::string_view text);
    void begin_line();

    std::string text_;
    std::vector<Level> open_;
    bool behind_key_ = false;
};

}  // namespace sleepcheck
