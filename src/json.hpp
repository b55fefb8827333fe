#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/error.hpp"

/// The one door through which JSON comes in. nlohmann's parser reads; what it lets pass in silence (repeated keys,
/// a NUL, endless nesting) is refused here, and every value remembers where it stands. What is plain takes a fast lane
/// (json/plain_json.hpp) that comes to the same.
namespace sleepcheck::json {

/// A stretch of the source, in bytes.
struct Mark {
    std::size_t offset = 0;
    std::size_t length = 0;
};

struct Member;

/// A JSON value as written, members in the order of the file.
struct Value {
    enum class Type : std::uint8_t { null, boolean, integer, number, text, list, object };

    Type type = Type::null;
    bool boolean = false;
    std::int64_t integer = 0;  ///< of `integer`; a number with a fraction or exponent, or beyond 64 bits, is a `number`
    double number = 0;         ///< of `integer` and `number`; finite
    std::string text;
    std::vector<Value> items;
    std::vector<Member> members;
    Mark mark;

    [[nodiscard]] bool is(Type wanted) const { return type == wanted; }
    /// Null when there is no such member, or this is no object.
    [[nodiscard]] const Value* find(std::string_view key) const;
};

struct Member {
    std::string key;
    Mark key_mark;
    Value value;
};

/// The JSON pointer of a value of the tree below this root: found by its mark when it is wanted, since a document
/// without problems wants none. Keys of more than 80 bytes are shortened in it.
std::string pointer_to(const Value& root, const Value& value);

/// The value that such a pointer leads to; null when there is none.
const Value* value_at(const Value& root, std::string_view pointer);

/// "a number", "a list", ...
std::string_view name_of(Value::Type type);

/// A text with the name of the file it came from.
struct Source {
    std::string file;
    std::string text;
};

/// A source read as JSON.
struct Document {
    Value root;          ///< what could be read; complete when `problems` is empty
    Problems problems;   ///< sorted by place, without excerpts
    bool whole = false;  ///< false after an error of syntax or encoding: nothing behind it was read
};

/// More than so many problems of one document help nobody; the first ones are reported.
inline constexpr std::size_t most_problems = 100;

/// Answers and rules are far smaller.
inline constexpr std::size_t most_values_usually = 100'000;

/// Reads the whole text as one JSON document in UTF-8. Throws `Error` (ceiling) beyond so many values.
Document parse(const Source& source, std::size_t most_values = most_values_usually);

/// The same without the fast lane: by nlohmann's parser, whatever the text is like.
Document parse_strictly(const Source& source, std::size_t most_values = most_values_usually);

/// A problem at a stretch of the source; line and column are counted here.
Problem problem_at(const Source& source, const Mark& mark, std::string pointer, std::string what,
                   std::string cure = {});

/// The line of the source at which the problem stands, as an excerpt: printable, shortened round the place.
void add_excerpt(const Source& source, Problem& problem);

/// A line of a source as an excerpt; empty when it is too long, or a terminal could obey it.
std::string excerpt_of(std::string_view line);

/// The bytes of the line (counting from 1), without its line end.
Mark line_mark(const Source& source, int line);

}  // namespace sleepcheck::json
