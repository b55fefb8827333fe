#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/left_out.hpp"
#include "json.hpp"
#include "sleepcheck/import.hpp"

namespace sleepcheck {

/// An export in JSON: its values, and what is to be said of them. Keys that nobody asks for are passed over: makers add
/// new ones all the time. What is missing or null is empty; what is there and wrong is a problem, and empty too.
class ExportJson {
public:
    /// Reads the whole text; what is no JSON is a problem. `name` is the maker's.
    ExportJson(std::string_view text, std::string file, std::string name);

    /// Null when the text is no JSON.
    [[nodiscard]] const json::Value* root() const { return document_.whole ? &document_.root : nullptr; }
    [[nodiscard]] bool enough_problems() const { return read_.problems.size() >= json::most_problems; }

    void complain(const json::Value& value, std::string what, std::string cure);
    void warn(const json::Value& value, std::string what, std::string cure);
    /// Leaves a record out, and says at which place and why.
    void leave_out(const json::Value& record, const std::string& why, std::string cure);
    /// Leaves a record out that the maker itself calls no sleep.
    void leave_out(const std::string& why) { left_out_.add(why); }

    /// The records of a file: those of a list, of a list under one of these keys, or the one object that has `own_key`.
    /// None when it is something else, which is said: "expected ...".
    std::vector<const json::Value*> records(const std::vector<std::string_view>& keys, std::string_view own_key,
                                            std::string expected, std::string cure);

    /// The member, unless it is null.
    static const json::Value* member(const json::Value& object, std::string_view key);
    /// Its entries; none when it is missing, null, or no list, which is said.
    const std::vector<json::Value>& list(const json::Value& object, std::string_view key);
    std::optional<std::string> text(const json::Value& object, std::string_view key);
    std::optional<double> number(const json::Value& object, std::string_view key, double least, double most);
    /// Date and time, as text in ISO 8601.
    std::optional<Moment> moment(const json::Value& object, std::string_view key);
    /// A time of day.
    std::optional<std::chrono::seconds> clock(const json::Value& object, std::string_view key);

    /// Says that this key is needed, and missing. Returns whether it is there.
    bool needs(const json::Value& object, std::string_view key);
    /// Keeps the maker's own figures of these keys; lists and objects are not kept.
    void keep(Night& night, const json::Value& object, const std::vector<std::string_view>& keys,
              const std::string& prefix = {});

    void add(Night night) { read_.sleeps.push_back({std::move(night), {}}); }
    [[nodiscard]] ReadExport finish() &&;

private:
    std::nullopt_t unexpected(const json::Value& value, std::string_view expected, std::string cure);

    json::Source source_;
    json::Document document_;
    ReadExport read_;
    LeftOutCounts left_out_;
};

}  // namespace sleepcheck
