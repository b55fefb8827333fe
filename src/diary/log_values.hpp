#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "diary/log_text.hpp"
#include "json.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// A point of a night before it has found its date.
struct WrittenTime {
    std::chrono::seconds clock{};  ///< time of day, when there is no date
    std::optional<Moment> dated;
    const json::Value* value = nullptr;
};

/// A JSON text within a log.
struct LogPart {
    const json::Value& root;
    std::size_t begins = 0;  ///< its text, within that of the log
    std::string pointer;     ///< of the root, within the log

    [[nodiscard]] std::string pointer_to(const json::Value& value) const {
        return pointer + json::pointer_to(root, value);
    }
};

/// Reads single values of a log, and says what is wrong with them. Each function returns nothing when the value is null
/// (nobody knows) and when it is wrong (which was said then).
class LogValues {
public:
    /// After `be_private` no value is repeated.
    LogValues(LogText& log, const LogPart& part) : log_(log), part_(part) {}

    void be_private(bool is_private) { private_ = is_private; }

    std::optional<bool> truth(const json::Value& value);
    std::optional<double> number(const json::Value& value, double least, double most);
    std::optional<int> whole_number(const json::Value& value, int least, int most);
    std::optional<Minutes> minutes(const json::Value& value);
    std::optional<std::string> text(const json::Value& value);
    std::optional<Date> date(const json::Value& value);
    std::optional<std::chrono::seconds> clock(const json::Value& value);
    std::optional<WrittenTime> time(const json::Value& value);

    /// The place of the word among those allowed, as the enumeration has it.
    template <typename Enumeration, typename Words>
    std::optional<Enumeration> word(const json::Value& value, const Words& words) {
        if (value.is(json::Value::Type::null)) return std::nullopt;
        const auto found = std::find(words.begin(), words.end(), value.text);
        const bool written = value.is(json::Value::Type::text) && found != words.end();
        if (!written) return no_such_word(value, {words.begin(), words.end()});
        return static_cast<Enumeration>(found - words.begin());
    }

    void complain(const json::Value& value, std::string what, std::string cure = {});
    /// Points to `value`, of which the mark is a part or the key.
    void complain(const json::Mark& mark, const json::Value& value, std::string what, std::string cure = {});
    void warn(const json::Value& value, std::string what, std::string cure);
    /// An unknown key, with the nearest right one. Whatever stands behind it is not shown.
    void unknown_key(const json::Member& member, const std::vector<std::string>& keys);
    void hide(const json::Member& member);
    /// "expected this, got that". Hides the value when anything may stand in it.
    std::nullopt_t unexpected(const json::Value& value, std::string_view expected, std::string cure = {});

    /// The mark as it counts in the whole log.
    [[nodiscard]] json::Mark in_log(const json::Mark& mark) const { return {mark.offset + part_.begins, mark.length}; }

private:
    std::nullopt_t no_such_word(const json::Value& value, const std::vector<std::string>& words);

    LogText& log_;
    LogPart part_;
    bool private_ = false;
};

}  // namespace sleepcheck
