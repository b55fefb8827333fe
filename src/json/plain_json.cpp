#include "json/plain_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "sleepcheck/text.hpp"

namespace sleepcheck::json {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// For each byte, whether it is one of a kind: looked up, since most of the time goes by in loops over bytes.
using KindOfByte = std::array<bool, 256>;

constexpr KindOfByte texts = [] {
    KindOfByte kind{};
    for (std::size_t byte = ' '; byte < kind.size(); ++byte) kind[byte] = byte != '"' && byte != '\\';
    return kind;
}();

constexpr KindOfByte quotes_and_brackets = [] {
    KindOfByte kind{};
    for (const char byte : {'"', '{', '}', '[', ']'}) kind[static_cast<unsigned char>(byte)] = true;
    return kind;
}();

bool stands_in_texts(char letter) {
    return texts[static_cast<unsigned char>(letter)];
}

bool is_quote_or_bracket(char letter) {
    return quotes_and_brackets[static_cast<unsigned char>(letter)];
}

/// Each function reads on from the place reached, and says whether what stood there was plain.
class PlainReader {
public:
    PlainReader(std::string_view text, std::size_t most_values, std::size_t levels)
        : begin_(text.data()), end_(begin_ + text.size()), at_(begin_), values_left_(most_values), levels_(levels) {}

    bool read(Value& root) {
        skip_white();
        if (!read_value(root, nullptr)) return false;
        skip_white();
        return at_ == end_;
    }

private:
    /// A NUL behind the end, which belongs to nothing.
    [[nodiscard]] char next() const { return at_ == end_ ? '\0' : *at_; }

    void skip_white() {
        while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') ++at_;
    }

    bool take_next(char letter) {
        if (next() != letter) return false;
        ++at_;
        return true;
    }

    bool take(char letter) {
        skip_white();
        return take_next(letter);
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
        switch (next()) {
            case '"': value.type = Value::Type::text; return read_text(value.text);
            case '{':
                value.type = Value::Type::object;
                return depth_ == levels_ ? pass_over() : read_object(value, list);
            case '[': value.type = Value::Type::list; return depth_ == levels_ ? pass_over() : read_list(value);
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
        if (std::string_view(at_, end_).substr(0, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    bool read_text(std::string& text) {
        const char* const start = at_ + 1;
        if (!pass_over_text()) return false;
        text.assign(start, at_ - 1);
        return true;
    }

    bool pass_over_text() {
        ++at_;
        while (at_ != end_ && stands_in_texts(*at_)) ++at_;
        return take_next('"');
    }

    /// The same where nobody needs to know what the text says.
    bool pass_over_any_text() {
        while (!pass_over_text()) {
            if (next() != '\\' || end_ - at_ < 2) return false;
            ++at_;  // and the letter behind it with the next turn
        }
        return true;
    }

    /// To behind the bracket that closes the one reached, of either kind.
    bool pass_over() {
        if (levels_ == deepest) return false;
        std::size_t open = 0;
        do {
            while (at_ != end_ && !is_quote_or_bracket(*at_)) ++at_;
            if (at_ == end_) return false;
            if (*at_ == '"') {
                if (!pass_over_any_text()) return false;
                continue;
            }
            *at_ == '{' || *at_ == '[' ? ++open : --open;
            if (depth_ + open > deepest) return false;
            ++at_;
        } while (open > 0);
        return true;
    }

    /// At least one digit.
    bool skip_digits() {
        const char* const start = at_;
        while (is_digit(next())) ++at_;
        return at_ > start;
    }

    bool read_number(Value& value) {
        constexpr std::ptrdiff_t most_digits = 18;
        const char* const start = at_;
        take_next('-');
        const char* const first = at_;
        if (!skip_digits() || at_ - first > most_digits || (*first == '0' && at_ - first > 1)) return false;
        if (next() == '.' || next() == 'e' || next() == 'E') return read_fraction(value, start);
        value.type = Value::Type::integer;
        std::from_chars(start, at_, value.integer);
        value.number = static_cast<double>(value.integer);
        return true;
    }

    /// The rest of a number that began earlier.
    bool read_fraction(Value& value, const char* start) {
        if (take_next('.') && !skip_digits()) return false;
        if (take_next('e') || take_next('E')) {
            if (!take_next('+')) take_next('-');
            if (!skip_digits()) return false;
        }
        value.type = Value::Type::number;
        return std::from_chars(start, at_, value.number).ec == std::errc{};
    }

    bool read_list(Value& list) {
        enter();
        if (take(']')) return leave();
        do {
            skip_white();
            if (!read_value(list.items.emplace_back(), &list)) return false;
        } while (take(','));
        return take(']') && leave();
    }

    bool read_object(Value& object, const Value* list) {
        enter();
        if (take('}')) return leave();
        object.members.reserve(expected_members(list));
        do {
            if (!read_member(object)) return false;
        } while (take(','));
        return take('}') && leave();
    }

    void enter() {
        ++depth_;
        ++at_;
    }

    bool leave() {
        --depth_;
        return true;
    }

    bool read_member(Value& object) {
        skip_white();
        if (next() != '"') return false;
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
    std::size_t levels_;
    std::size_t depth_ = 0;
};

}  // namespace

bool is_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && !invalid_utf8(text);
}

bool read_plain(std::string_view text, std::size_t most_values, Value& root, std::size_t levels) {
    return PlainReader(text, most_values, levels).read(root);
}

}  // namespace sleepcheck::json
