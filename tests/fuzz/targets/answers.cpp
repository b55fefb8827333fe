// A document of answers to the built-in questions.

#include "sleepcheck/answers.hpp"
#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"
#include "sleepcheck/built_in.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

const Catalogue& catalogue() {
    static const Knowledge knowledge = built_in_knowledge();
    return knowledge.catalogue;
}

std::vector<std::string> private_questions() {
    std::vector<std::string> ids;
    for (const Question& question : catalogue().entries) {
        if (question.is_private) ids.push_back(question.id);
    }
    return ids;
}

bool same(const Facts& left, const Facts& right) {
    for (std::size_t i = 0; i < catalogue().questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (catalogue().at(fact).never_stored) continue;
        if (left.state(fact) != right.state(fact)) return false;
        if (left.known(fact) && left.value(fact) != right.value(fact)) return false;
    }
    return true;
}

bool is_sound(std::string_view input) {
    static const std::vector<std::string> hidden = private_questions();
    try {
        if (!holds_secret(input)) {
            must_keep_the_secret(read_answers(catalogue(), with_secret(input, hidden), "answers").problems);
        }
        const ReadAnswers read = read_answers(catalogue(), input, "answers");
        must_be_well_said(read.problems, "answers", input);
        if (!read.problems.empty()) return false;
        const ReadAnswers again = read_answers(catalogue(), to_answers(catalogue(), read.facts), "written");
        must(again.problems.empty() && same(read.facts, again.facts), "answers are not the same when read back");
        return true;
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "answers are refused by an error, not by their problems");
        return false;
    }
}

}  // namespace

Target answers() {
    return {"answers",
            is_sound,
            {
                R"({"age_years": 43, "awakenings_per_night": 5, "teeth_grinding": "often", "restless_sleep": null,
 "main_wake_time": "3:05", "falls_asleep_easily": true, "caffeine_per_day": 2.0})",
                R"({"$schema": "s", "format": "sleepcheck-answers/1", "note": "mine", "answers": {
 "teeth_grinding": {"question": "?", "options": {"never": "Never"}, "answer": "never"},
 "sleep_latency_min": {"expects": "minutes", "answer": null},
 "alcohol_evenings": 3, "low_mood": "some_days", "nicotine_use": "evening_or_night", "already_takes": ["magnesium"]}})",
                "{}",
            }};
}

}  // namespace fuzz
