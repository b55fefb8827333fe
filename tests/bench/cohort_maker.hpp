#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// Draws answers documents as a cohort might give them, over whatever the catalogue asks. What values are likely comes
/// from the kind of a question, from the thresholds of the rules and from the worked cases, never from its name. The
/// same seed gives the same documents. Made up, every one of them: how often something occurs here says nothing about
/// people.
class CohortMaker {
public:
    /// `knowledge` must outlive it. `typical` are answers of worked cases: times of day are drawn round theirs.
    CohortMaker(const Knowledge& knowledge, const std::vector<Facts>& typical, std::uint64_t seed);

    /// The next document, flat and compact in one line without its end: an id, then answers in catalogue order.
    std::string next();

    /// How many answers were given in all documents so far, `null` not counted.
    [[nodiscard]] std::uint64_t answers() const { return answers_; }

private:
    /// What the values of a question are drawn from.
    struct Source {
        std::vector<std::int32_t> thresholds;  ///< of an integer: where a rule's condition changes
        std::vector<std::int32_t> times;       ///< of a time: those of the worked cases
    };

    void find_thresholds();
    void draw_everything();
    void leave_out_what_does_not_apply();
    void leave_some_open();
    [[nodiscard]] bool halted() const;
    std::int32_t value(FactId fact);
    std::int32_t integer(const Question& question, const Source& source);
    std::int32_t time(const Source& source);
    std::int32_t options(const Question& question);
    std::string document();

    /// From 0 up to, but without, `end`.
    std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
    bool chance(std::uint32_t percent) { return below(100) < percent; }

    const Knowledge& knowledge_;
    std::mt19937_64 random_;
    std::vector<Source> sources_;  ///< of each question
    Facts facts_;
    Judgement judgement_;
    std::uint64_t documents_ = 0;
    std::uint64_t answers_ = 0;
};

}  // namespace sleepcheck
