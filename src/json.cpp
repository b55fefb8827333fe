// nlohmann's SAX parser tells what it reads but not where. It takes its bytes one by one from an iterator, though, so
// an iterator that remembers how far it came gives the end of every token, and the end of the token before it the
// beginning: in between stand only white space, a comma or a colon.

#include "json.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "json/plain_json.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::json {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Reads bytes and leaves word of how many were read.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *reached_ = ++at_;
        return *this;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char** reached_;
};

bool white(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

bool separator(char letter) {
    return white(letter) || letter == ',' || letter == ':';
}

bool of_a_number(char letter) {
    return (letter >= '0' && letter <= '9') || letter == '-' || letter == '+' || letter == '.' || letter == 'e' ||
           letter == 'E';
}

bool of_a_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// The number of a line, from 1, and where it begins.
struct LinePlace {
    int line = 1;
    std::size_t begin = 0;
};

LinePlace line_at(std::string_view text, std::size_t offset) {
    LinePlace place;
    const std::string_view before = text.substr(0, offset);
    for (auto end = before.find('\n'); end != std::string_view::npos; end = before.find('\n', place.begin)) {
        ++place.line;
        place.begin = end + 1;
    }
    return place;
}

/// A key as part of a JSON pointer. Nobody reads a very long one.
std::string escaped_for_pointer(std::string_view key) {
    constexpr std::size_t longest = 80;
    if (key.size() <= longest && key.find_first_of("~/") == std::string_view::npos) return std::string(key);
    std::string result;
    if (key.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80) --end;
        return escaped_for_pointer(key.substr(0, end)) + "...";
    }
    for (const char letter : key) {
        if (letter == '~') {
            result += "~0";
        } else if (letter == '/') {
            result += "~1";
        } else {
            result += letter;
        }
    }
    return result;
}

std::string step_to(const Member& member) {
    return "/" + escaped_for_pointer(member.key);
}

std::string step_to(std::size_t item) {
    return fmt::format("/{}", item);
}

/// The last of these that does not begin behind the offset; the end when all do.
template <typename Children, typename OffsetOf>
auto last_begun(const Children& children, std::size_t offset, const OffsetOf& offset_of) {
    const auto begun = [&](const auto& child) { return offset_of(child) <= offset; };
    const auto behind = std::partition_point(children.begin(), children.end(), begun);
    return behind == children.begin() ? children.end() : std::prev(behind);
}

/// Builds the tree while nlohmann reads.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    Builder(const Source& source, std::size_t most_values, const char* const* reached, Document& document)
        : source_(source), most_values_(most_values), reached_(reached), document_(document) {
        if (source.text.compare(0, byte_order_mark.size(), byte_order_mark) == 0) behind_ = byte_order_mark.size();
    }

    bool null() override { return add(Value::Type::null, token()) != nullptr; }
    bool boolean(bool value) override {
        Value* added = add(Value::Type::boolean, token());
        if (added != nullptr) added->boolean = value;
        return added != nullptr;
    }
    bool number_integer(std::int64_t value) override { return add_number(value, static_cast<double>(value), true); }
    bool number_unsigned(std::uint64_t value) override {
        const bool fits = value <= static_cast<std::uint64_t>(INT64_MAX);
        return add_number(fits ? static_cast<std::int64_t>(value) : 0, static_cast<double>(value), fits);
    }
    bool number_float(double value, const std::string& /*written*/) override { return add_number(0, value, false); }
    bool string(std::string& value) override {
        Value* added = add(Value::Type::text, token());
        if (added != nullptr) added->text = std::move(value);
        return added != nullptr;
    }
    bool binary(nlohmann::json::binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*size*/) override { return open(Value::Type::object); }
    bool start_array(std::size_t /*size*/) override { return open(Value::Type::list); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& value) override {
        const Mark mark = token();
        Value& object = *open_.back();
        const Mark* const earlier = earlier_key(object, value, mark);
        if (earlier != nullptr && document_.problems.size() < most_problems) {
            report(mark, pointer_of_open() + "/" + escaped_for_pointer(value), "this key is written twice",
                   fmt::format("keep one of the two; the first is in line {}",
                               line_at(source_.text, earlier->offset).line));
        }
        object.members.push_back({std::move(value), mark, {}});
        key_waits_ = true;
        last_ = Last::key;
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& exception) override {
        const std::size_t offset = std::min(position == 0 ? 0 : position - 1, source_.text.size());
        constexpr int number_too_large = 406;
        diagnose(offset, exception.id == number_too_large);
        return false;
    }

private:
    enum class Last { nothing, opened, key, value };

    void report(const Mark& mark, std::string pointer, std::string what, std::string cure) {
        if (document_.problems.size() >= most_problems) return;
        document_.problems.push_back(problem_at(source_, mark, std::move(pointer), std::move(what), std::move(cure)));
    }

    /// The JSON pointer of the innermost list or object that is being read.
    [[nodiscard]] std::string pointer_of_open() const {
        std::string pointer;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
            const Value& parent = *open_[i];
            pointer +=
                parent.is(Value::Type::object) ? step_to(parent.members.back()) : step_to(parent.items.size() - 1);
        }
        return pointer;
    }

    /// Where the object has this key already; null when it is new. A look through a few keys costs less than keeping
    /// them in a table, which only objects of many keys get.
    const Mark* earlier_key(const Value& object, const std::string& key, const Mark& mark) {
        constexpr std::size_t few = 32;
        const auto& members = object.members;
        auto& table = keys_.back();
        if (members.size() < few) {
            const auto same = [&](const Member& member) { return member.key == key; };
            const auto found = std::find_if(members.begin(), members.end(), same);
            return found == members.end() ? nullptr : &found->key_mark;
        }
        if (table.empty()) {
            for (const Member& member : members) table.try_emplace(member.key, member.key_mark);
        }
        const auto [earlier, is_new] = table.try_emplace(key, mark);
        return is_new ? nullptr : &earlier->second;
    }

    /// The objects of a list mostly have as many keys as the one before; one that is a whole document is often one of
    /// many lines, with a dozen keys.
    void expect_members(Value& object) const {
        constexpr std::size_t usual = 16;
        constexpr std::size_t most_expected = 64;
        if (open_.empty()) return object.members.reserve(usual);
        const auto& siblings = open_.back()->items;
        if (siblings.size() < 2) return;
        object.members.reserve(std::min(siblings[siblings.size() - 2].members.size(), most_expected));
    }

    [[nodiscard]] std::size_t reached() const { return static_cast<std::size_t>(*reached_ - source_.text.data()); }

    [[nodiscard]] std::size_t token_start() const {
        std::size_t start = behind_;
        while (start < source_.text.size() && separator(source_.text[start])) ++start;
        return start;
    }

    /// The token that nlohmann has just read whole.
    Mark token() {
        const std::size_t start = token_start();
        behind_ = reached();
        return {start, behind_ - start};
    }

    /// nlohmann reads one byte beyond a number to see its end, so here the number is measured by JSON's grammar.
    Mark number_token() {
        const std::string_view text = source_.text;
        const std::size_t start = token_start();
        std::size_t end = start;
        const auto digits = [&] {
            while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        };
        const auto next_is = [&](std::string_view letters) {
            return end < text.size() && letters.find(text[end]) != std::string_view::npos;
        };
        if (next_is("-")) ++end;
        if (next_is("0")) {
            ++end;
        } else {
            digits();
        }
        if (next_is(".")) {
            ++end;
            digits();
        }
        if (next_is("eE")) {
            ++end;
            if (next_is("+-")) ++end;
            digits();
        }
        behind_ = end;
        return {start, end - start};
    }

    Value* add(Value::Type type, const Mark& mark) {
        if (++values_ > most_values_) {
            throw Error(Status::ceiling,
                        fmt::format("{}: more than {} values in one document", printable(source_.file), most_values_),
                        "split the document");
        }
        Value* place = &document_.root;
        if (!open_.empty()) {
            Value& parent = *open_.back();
            place = key_waits_ ? &parent.members.back().value : &parent.items.emplace_back();
        }
        place->type = type;
        place->mark = mark;
        key_waits_ = false;
        last_ = Last::value;
        return place;
    }

    bool add_number(std::int64_t integer, double number, bool whole) {
        Value* added = add(whole ? Value::Type::integer : Value::Type::number, number_token());
        added->integer = integer;
        added->number = number;
        return true;
    }

    bool open(Value::Type type) {
        const Mark mark = token();
        if (open_.size() == deepest) {
            report(mark, {}, fmt::format("nested more than {} deep", deepest), "answers and rules are never that deep");
            return false;
        }
        Value* const opened = add(type, mark);
        if (type == Value::Type::object) expect_members(*opened);
        open_.push_back(opened);
        keys_.emplace_back();
        last_ = Last::opened;
        return true;
    }

    bool close() {
        const Mark mark = token();
        Value& closed = *open_.back();
        closed.mark.length = mark.offset + mark.length - closed.mark.offset;
        open_.pop_back();
        keys_.pop_back();
        last_ = Last::value;
        return true;
    }

    /// Says in a person's words what is wrong at the byte where nlohmann gave up. What it says itself quotes the
    /// input, which may be private.
    void diagnose(std::size_t offset, bool too_large) {
        const std::string_view text = source_.text;
        std::size_t start = behind_;
        bool comma = false;
        bool colon = false;
        for (; start < offset && separator(text[start]); ++start) {
            comma = comma || text[start] == ',';
            colon = colon || text[start] == ':';
        }
        while (start < text.size() && white(text[start])) ++start;
        const std::string pointer = pointer_of_open();
        const auto say = [&](std::size_t at, std::size_t length, std::string what, std::string cure) {
            report({at, length}, pointer, std::move(what), std::move(cure));
        };
        if (start >= text.size()) {
            if (last_ == Last::nothing) return say(0, 0, "the input is empty", "give a JSON document");
            return say(text.size(), 1, "the JSON ends too early", "a closing } or ] is missing; is the file whole?");
        }
        if (too_large) return say(start, number_length(start), "this number is too large", "write a smaller number");
        const char first = text[start];
        const bool in_object = !open_.empty() && open_.back()->is(Value::Type::object);
        if (first == '\'') return say(start, 1, "single quotes", "JSON wants double quotes: \"like this\"");
        if (first == '/' || first == '#') return say(start, 1, "a comment", "JSON has no comments: remove it");
        if ((first == '}' || first == ']') && comma) {
            return say(start, 1, "a comma before the closing bracket", "remove the last comma");
        }
        if (last_ == Last::value && !comma && start == behind_ && of_a_number(first) && of_a_number(text[start - 1])) {
            while (start > 0 && of_a_number(text[start - 1])) --start;
            return diagnose_number(start, say);
        }
        if (last_ == Last::value && open_.empty()) {
            return say(start, 1, "there is text after the end of the JSON", "remove it, or put one document in a file");
        }
        if (last_ == Last::value && !comma) {
            return say(start, 1, "a comma is missing before this, or a bracket is too many",
                       "write a comma between two entries");
        }
        if (last_ == Last::key && !colon) {
            return say(start, 1, "a colon is missing after the key", "write \"key\": value");
        }
        if (first == '"' && offset > start) return diagnose_text(start, offset, say);
        const bool key_expected = in_object && !(last_ == Last::key);
        if (key_expected) {
            return say(start, word_length(start), "expected a key in double quotes", "write \"key\": value");
        }
        if (of_a_number(first)) return diagnose_number(start, say);
        if (of_a_word(first)) {
            return say(start, word_length(start), "expected a value",
                       "text needs double quotes; true, false and null are in lower case");
        }
        say(start, 1, "expected a value", "a number, a text in double quotes, true, false, null, [ or {");
    }

    template <typename Say>
    void diagnose_number(std::size_t start, const Say& say) {
        say(start, number_length(start), "not a number as JSON writes it",
            "no plus sign, no leading zero, a digit on both sides of the point");
    }

    template <typename Say>
    void diagnose_text(std::size_t start, std::size_t offset, const Say& say) {
        const std::string_view text = source_.text;
        if (offset >= text.size()) return say(start, 1, "this text has no closing quote", "write a \" at its end");
        const auto byte = static_cast<unsigned char>(text[offset]);
        if (byte == '\n' || byte == '\r') {
            return say(start, 1, "this text has no closing quote in its line", "write a \" at its end");
        }
        if (byte < 0x20) {
            return say(offset, 1, fmt::format("a control character (code {}) inside a text", byte),
                       "remove it, or write it as \\n, \\t or \\u00..");
        }
        say(start, 1, "a \\ in this text begins nothing that JSON knows",
            "write \\\\ for a backslash; \\u needs four hexadecimal digits, pairs for rare signs");
    }

    [[nodiscard]] std::size_t number_length(std::size_t start) const { return run(start, of_a_number); }
    [[nodiscard]] std::size_t word_length(std::size_t start) const { return run(start, of_a_word); }
    [[nodiscard]] std::size_t run(std::size_t start, bool (*belongs)(char)) const {
        std::size_t end = start;
        while (end < source_.text.size() && belongs(source_.text[end])) ++end;
        return std::max<std::size_t>(1, end - start);
    }

    const Source& source_;
    std::size_t most_values_;
    const char* const* reached_;
    Document& document_;
    std::vector<Value*> open_;  // stable: a parent's children are not added to while one of them is open
    std::vector<std::unordered_map<std::string, Mark>> keys_;  // of each open value; never iterated
    std::size_t behind_ = 0;                                   // the first byte behind the last token
    std::size_t values_ = 0;
    bool key_waits_ = false;
    Last last_ = Last::nothing;
};

/// What makes a text no JSON text at all, whatever it says; empty when nothing does.
std::optional<Problem> wrong_encoding(const Source& source) {
    const std::string_view text = source.text;
    const auto starts = [&](std::string_view bytes) { return text.substr(0, bytes.size()) == bytes; };
    const auto nul = text.find('\0');
    if (starts("\xFF\xFE") || starts("\xFE\xFF") || nul < 2) {
        return problem_at(source, {0, 0}, {}, "this is UTF-16 or UTF-32, not UTF-8",
                          "save the file as UTF-8, or pipe it through iconv -f UTF-16 -t UTF-8");
    }
    if (nul != std::string_view::npos) {
        return problem_at(source, {nul, 1}, {}, "a NUL byte", "is this a text file? remove the byte");
    }
    if (const auto bad = invalid_utf8(text)) {
        return problem_at(source, {*bad, 1}, {}, "this byte is not UTF-8", "save the file as UTF-8");
    }
    return std::nullopt;
}

}  // namespace

const Value* Value::find(std::string_view key) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.key == key; });
    return found == members.end() ? nullptr : &found->value;
}

std::string pointer_to(const Value& root, const Value& value) {
    const std::size_t offset = value.mark.offset;
    std::string pointer;
    for (const Value* at = &root; at->mark.offset < offset;) {
        if (at->is(Value::Type::object)) {
            const auto member =
                last_begun(at->members, offset, [](const Member& child) { return child.value.mark.offset; });
            if (member == at->members.end()) break;
            pointer += step_to(*member);
            at = &member->value;
        } else {
            const auto item = last_begun(at->items, offset, [](const Value& child) { return child.mark.offset; });
            if (item == at->items.end()) break;
            pointer += step_to(static_cast<std::size_t>(item - at->items.begin()));
            at = &*item;
        }
    }
    return pointer;
}

const Value* value_at(const Value& root, std::string_view pointer) {
    if (pointer.empty()) return &root;
    const std::string_view step = pointer.substr(0, pointer.find('/', 1));
    const std::string_view rest = pointer.substr(step.size());
    for (const Member& member : root.members) {
        if (step_to(member) == step) return value_at(member.value, rest);
    }
    for (std::size_t i = 0; i < root.items.size(); ++i) {
        if (step_to(i) == step) return value_at(root.items[i], rest);
    }
    return nullptr;
}

std::string_view name_of(Value::Type type) {
    switch (type) {
        case Value::Type::null: return "null";
        case Value::Type::boolean: return "true or false";
        case Value::Type::integer: return "a whole number";
        case Value::Type::number: return "a number";
        case Value::Type::text: return "text";
        case Value::Type::list: return "a list";
        case Value::Type::object: return "an object";
    }
    return {};
}

Document parse_strictly(const Source& source, std::size_t most_values) {
    Document document;
    if (auto problem = wrong_encoding(source)) {
        document.problems.push_back(std::move(*problem));
        return document;
    }
    const char* const begin = source.text.data();
    const char* reached = begin;
    Builder builder(source, most_values, &reached, document);
    document.whole = nlohmann::json::sax_parse(CountingIterator(begin, &reached),
                                               CountingIterator(begin + source.text.size(), &reached), &builder);
    const auto earlier = [](const Problem& left, const Problem& right) {
        return std::pair(left.place.line, left.place.column) < std::pair(right.place.line, right.place.column);
    };
    std::stable_sort(document.problems.begin(), document.problems.end(), earlier);
    return document;
}

Document parse(const Source& source, std::size_t most_values) {
    Document document;
    document.whole = is_text(source.text) && read_plain(source.text, most_values, document.root);
    return document.whole ? std::move(document) : parse_strictly(source, most_values);
}

Problem problem_at(const Source& source, const Mark& mark, std::string pointer, std::string what, std::string cure) {
    const auto [line, begin] = line_at(source.text, mark.offset);
    std::string_view left = std::string_view(source.text).substr(begin, mark.offset - begin);
    if (line == 1 && left.substr(0, byte_order_mark.size()) == byte_order_mark) left.remove_prefix(3);
    const std::string_view marked = std::string_view(source.text).substr(mark.offset, mark.length);
    Problem problem;
    problem.place = {source.file, line, static_cast<int>(characters(left)) + 1, std::move(pointer)};
    problem.what = std::move(what);
    problem.cure = std::move(cure);
    problem.width = std::max(1, static_cast<int>(characters(marked.substr(0, marked.find('\n')))));
    return problem;
}

Mark line_mark(const Source& source, int line) {
    std::size_t start = 0;
    for (int seen = 1; seen < line; ++seen) start = source.text.find('\n', start) + 1;
    std::size_t end = std::min(source.text.find('\n', start), source.text.size());
    if (end > start && source.text[end - 1] == '\r') --end;
    return {start, end - start};
}

std::string excerpt_of(std::string_view line) {
    constexpr std::size_t longest = 160;
    if (line.size() > longest) return {};
    if (line.substr(0, byte_order_mark.size()) == byte_order_mark) line.remove_prefix(byte_order_mark.size());
    std::string excerpt(line);
    std::replace(excerpt.begin(), excerpt.end(), '\t', ' ');
    return printable(excerpt) == excerpt ? excerpt : std::string{};
}

void add_excerpt(const Source& source, Problem& problem) {
    const Mark mark = line_mark(source, problem.place.line);
    problem.excerpt = excerpt_of(std::string_view(source.text).substr(mark.offset, mark.length));
}

}  // namespace sleepcheck::json
