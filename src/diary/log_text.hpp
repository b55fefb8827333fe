#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "sleepcheck/error.hpp"
#include "text_places.hpp"

namespace sleepcheck {

/// The text of a log, what was found wrong or odd in it, and which of its lines a message may show.
/// Marks count from the beginning of the whole text.
class LogText {
public:
    LogText(std::string_view text, std::string file);

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool has_problems() const { return !problems_.empty(); }
    [[nodiscard]] bool enough_problems() const { return problems_.size() >= json::most_problems; }

    void complain(const json::Mark& mark, std::string pointer, std::string what, std::string cure);
    void warn(const json::Mark& mark, std::string pointer, std::string what, std::string cure);
    /// Takes over a problem that was found in the part of the text that begins here.
    void adopt(Problem problem, std::size_t part_begins);

    /// No line of this stretch is shown.
    void hide(const json::Mark& mark) { restrict(mark, Showing::no); }
    /// Of this stretch nobody knows what it says, since its JSON is broken: a line of it is shown only when each of its
    /// words is a word of a log and none is private.
    void doubt(const json::Mark& mark) { restrict(mark, Showing::public_words); }

    /// All of them, sorted by place, with the lines that may be shown. Nothing may be added afterwards.
    [[nodiscard]] Problems take_problems();
    [[nodiscard]] Problems take_warnings();

private:
    enum class Showing : std::uint8_t { yes, public_words, no };

    void restrict(const json::Mark& mark, Showing showing);
    [[nodiscard]] Problem problem_at(const json::Mark& mark, std::string pointer, std::string what, std::string cure);
    [[nodiscard]] bool may_show(std::size_t line) const;
    static void shorten_cures(Problems& problems);
    void finish(Problems& problems) const;

    std::string_view text_;
    std::string file_;
    TextPlaces places_;
    std::vector<Showing> showing_;  ///< of each line
    Problems problems_;
    Problems warnings_;
};

}  // namespace sleepcheck
