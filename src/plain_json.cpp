#include "plain_json.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sleepcheck::json {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Each function reads on from the place reached, and says whether what stood there was plain. The byte behind the
/// text, a NUL, belongs to nothing and so stops them all.
class PlainReader {
public:
    PlainReader(const std::string& text, std::size_t most_values)
        : begin_(text.data()), end_(text.data() + text.size()), at_(begin_), values_left_(most_values) {}

    bool read(Value& root) {
        skip_white();
        if (!read_value(root, nullptr)) return false;
        skip_white();
        return at_ == end_;
    }

private:
    void skip_white() {
        while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
    }

    bool take(char letter) {
        skip_white();
        if (*at_ != letter) return false;
        ++at_;
        return true;
    }

    [[nodiscard]] Mark mark_from(const char* start) const {
        return {static_cast<std::size_t>(start - begin_), static_cast<std::size_t>(at_ - start)};
    }

    /// `list` is the one that the value is an item of.
    bool read_value(Value& value, const Value* list) {
        if (values_left_ == 0) return false;
        --values_left_;
        const char* const start = at_;
        if (!read_content(value, list)) return false;
        value.mark = mark_from(start);
        return true;
    }

    bool read_content(Value& value, const Value* list) {
        switch (*at_) {
            case '"': value.type = Value::Type::text; return read_text(value.text);
            case '{': value.type = Value::Type::object; return read_object(value, list);
            case '[': value.type = Value::Type::list; return read_list(value);
            case 'n': return read_word("null");
            case 't':
                value.type = Value::Type::boolean;
                value.boolean = true;
                return read_word("true");
            case 'f': value.type = Value::Type::boolean; return read_word("false");
            default: return read_number(value);
        }
    }

    bool read_word(std::string_view word) {
        if (std::strncmp(at_, word.data(), word.size()) != 0) return false;
        at_ += word.size();
        return true;
    }

    bool read_text(std::string& text) {
        const char* const start = ++at_;
        while (*at_ != '"') {
            if (*at_ == '\\' || static_cast<unsigned char>(*at_) < ' ') return false;
            ++at_;
        }
        text.assign(start, at_);
        ++at_;
        return true;
    }

    /// At least one digit.
    bool skip_digits() {
        const char* const start = at_;
        while (is_digit(*at_)) ++at_;
        return at_ > start;
    }

    bool read_number(Value& value) {
        constexpr std::ptrdiff_t most_digits = 18;
        const char* const start = at_;
        if (*at_ == '-') ++at_;
        const char* const first = at_;
        if (!skip_digits() || at_ - first > most_digits || (*first == '0' && at_ - first > 1)) return false;
        if (*at_ == '.' || *at_ == 'e' || *at_ == 'E') return read_fraction(value, start);
        value.type = Value::Type::integer;
        std::from_chars(start, at_, value.integer);
        value.number = static_cast<double>(value.integer);
        return true;
    }

    /// The rest of a number that began earlier.
    bool read_fraction(Value& value, const char* start) {
        if (*at_ == '.') {
            ++at_;
            if (!skip_digits()) return false;
        }
        if (*at_ == 'e' || *at_ == 'E') {
            ++at_;
            if (*at_ == '+' || *at_ == '-') ++at_;
            if (!skip_digits()) return false;
        }
        value.type = Value::Type::number;
        return std::from_chars(start, at_, value.number).ec == std::errc{};
    }

    bool read_list(Value& list) {
        if (++depth_ > deepest) return false;
        ++at_;
        if (take(']')) return leave();
        do {
            skip_white();
            if (!read_value(list.items.emplace_back(), &list)) return false;
        } while (take(','));
        return take(']') && leave();
    }

    bool read_object(Value& object, const Value* list) {
        if (++depth_ > deepest) return false;
        ++at_;
        if (take('}')) return leave();
        object.members.reserve(expected_members(list));
        do {
            if (!read_member(object)) return false;
        } while (take(','));
        return take('}') && leave();
    }

    bool leave() {
        --depth_;
        return true;
    }

    bool read_member(Value& object) {
        skip_white();
        if (*at_ != '"') return false;
        const char* const start = at_;
        Member& member = object.members.emplace_back();
        if (!read_text(member.key)) return false;
        member.key_mark = mark_from(start);
        if (!is_new(object) || !take(':')) return false;
        skip_white();
        return read_value(member.value, nullptr);
    }

    /// Whether the last key differs from all others. Objects of many keys are left to the reader that has a table.
    static bool is_new(const Value& object) {
        constexpr std::size_t many = 128;
        const auto& members = object.members;
        const auto same = [&](const Member& member) { return member.key == members.back().key; };
        return members.size() < many && std::none_of(members.begin(), std::prev(members.end()), same);
    }

    /// The objects of a list mostly have as many keys as the one before; one that is a whole document is often one of
    /// many lines, with a dozen keys.
    static std::size_t expected_members(const Value* list) {
        constexpr std::size_t usual = 16;
        if (list == nullptr || list->items.size() < 2) return usual;
        return std::max<std::size_t>(1, list->items[list->items.size() - 2].members.size());
    }

    const char* begin_;
    const char* end_;
    const char* at_;
    std::size_t values_left_;
    std::size_t depth_ = 0;
};

}  // namespace

bool read_plain(const std::string& text, std::size_t most_values, Value& root) {
    return PlainReader(text, most_values).read(root);
}

}  // namespace sleepcheck::json
