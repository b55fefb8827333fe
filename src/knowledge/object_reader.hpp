#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"

namespace sleepcheck::knowledge {

/// A rules file that was read as JSON.
struct ParsedFile {
    std::string name;  ///< below the rules folder, with `/`
    json::Source source;
    json::Document document;
    std::size_t number = 0;  ///< its place among the files of the folder
};

/// Adds a problem with its excerpt: rules are never private.
void report(const ParsedFile& file, const json::Value& value, Problems& problems, std::string what,
            std::string cure = {});

/// `did you mean "x"?`, or a list of what there is when that is short, or nothing.
std::string suggestion(std::string_view written, const std::vector<std::string>& known);

/// Lower-case words joined by `_`.
bool is_id(std::string_view text);

/// Reads one JSON object key by key. What is missing or of the wrong type is reported and read as empty; `finish`
/// reports every key that nobody asked for.
class ObjectReader {
public:
    ObjectReader(const ParsedFile& file, const json::Value& value, Problems& problems);

    std::string text(std::string_view key);           ///< must be there and not be empty
    std::string optional_text(std::string_view key);  ///< empty when it is not there
    std::string id(std::string_view key = "id");      ///< a text of lower-case words joined by `_`
    std::int32_t number(std::string_view key, std::int32_t least, std::int32_t most);
    std::optional<std::int32_t> optional_number(std::string_view key, std::int32_t least, std::int32_t most);
    bool boolean(std::string_view key, bool when_absent = false);
    std::vector<std::string> texts(std::string_view key);           ///< a list of texts; must be there
    std::vector<std::string> optional_texts(std::string_view key);  ///< empty when it is not there

    /// The value itself; null when it is not there. Counts as asked for.
    const json::Value* value(std::string_view key);
    /// The items of a list that must be there.
    std::vector<const json::Value*> items(std::string_view key);
    std::vector<const json::Value*> optional_items(std::string_view key);

    [[nodiscard]] bool has(std::string_view key) const { return value_.find(key) != nullptr; }
    [[nodiscard]] const json::Value& whole() const { return value_; }
    [[nodiscard]] const ParsedFile& file() const { return file_; }

    void complain(std::string what, std::string cure = {});
    /// At the value of a key if it is there, else at the object.
    void complain_at(std::string_view key, std::string what, std::string cure = {});

    void finish();

private:
    const json::Value* required(std::string_view key, json::Value::Type type);
    const json::Value* typed(std::string_view key, json::Value::Type type);

    const ParsedFile& file_;
    const json::Value& value_;
    Problems& problems_;
    std::vector<std::string> asked_;
};

}  // namespace sleepcheck::knowledge
