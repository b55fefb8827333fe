#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "defects/answer_space.hpp"
#include "json.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck::defects {

/// The rules under the checks, and what the checks found.
class Review {
public:
    explicit Review(const Loaded& loaded);

    const Loaded& loaded;
    const Knowledge& knowledge;
    RuleBook rules;  ///< those of the knowledge, but what only a log says can be known, too
    const AnswerSpace space;
    const std::vector<json::Document> documents;  ///< of each source
    Problems problems;
    std::set<StepId> faulty;  ///< conditions that were reported, and levels out of reach

    void report(const RulePlace& place, std::string what, std::string cure);
    void report(std::size_t file, const json::Value& value, std::string what, std::string cure);
    /// At the value with this pointer, say that of a level of a pattern.
    void report_inside(const RulePlace& place, const std::string& pointer, std::string what, std::string cure);

    /// True when something was reported at this place or within.
    [[nodiscard]] bool reported_within(const RulePlace& place) const;
    /// True when the step rests on what is faulty already: its own fault may be nothing but that one.
    [[nodiscard]] bool excused(StepId step) const { return space.rests_on(step, faulty); }
    /// The places of a kind, in the order they were read.
    [[nodiscard]] std::vector<const RulePlace*> places(std::string_view kind) const;
    /// Null when the rules have no such entry.
    [[nodiscard]] const RulePlace* place(std::string_view kind, std::string_view id) const;
    /// Answers as an answers file has them, on one line.
    [[nodiscard]] std::string as_json(const Facts& answers) const;
};

/// Marks the levels out of reach as faulty, without a word.
void mark_levels(Review& review);

void check_conditions(Review& review);
void check_signs(Review& review);
void check_levels(Review& review);
void check_first_matches(Review& review);
void check_questions(Review& review);
void check_words(Review& review);

}  // namespace sleepcheck::defects
