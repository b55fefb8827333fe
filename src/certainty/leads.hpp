#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "certainty/answer_classes.hpp"

namespace sleepcheck {

/// For each outcome line, sets of answers to try that probably bring it about. They are made from the rules alone,
/// whoever is asked, and the same every time; what they find has to be judged like any other answers.
class Leads {
public:
    /// So many sets there are for each line, the likeliest first.
    static constexpr std::size_t rounds = 24;

    Leads(const Knowledge& knowledge, const AnswerClasses& classes);

    /// For each question the answer to try; none to leave it open.
    using Answers = std::vector<std::optional<std::int32_t>>;
    [[nodiscard]] const Answers& towards(std::size_t line, std::size_t round) const {
        return answers_[line * rounds + round];
    }

private:
    std::vector<Answers> answers_;
};

}  // namespace sleepcheck
