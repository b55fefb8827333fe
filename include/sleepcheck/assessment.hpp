#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sleepcheck/knowledge.hpp"
#include "sleepcheck/log_answers.hpp"
#include "sleepcheck/outlook.hpp"

namespace sleepcheck {

/// A sign that counts, with the words for this person and the answers it rests on.
struct CountedSign {
    const Sign* sign = nullptr;
    std::string says;
    std::vector<FactId> facts;  ///< in catalogue order
};

/// A sign that does not count, and why: the answers that rule it out, or those it waits for.
struct UncountedSign {
    const Sign* sign = nullptr;
    Truth truth = Truth::no;  ///< no or unknown
    std::vector<FactId> facts;
};

/// What the signs of a pattern or cause come to.
struct Score {
    const Pattern* pattern = nullptr;
    std::int32_t points = 0;
    std::size_t level = 0;        ///< 0 for none, else counting the pattern's levels from 1
    NumberRange points_range;     ///< over all completions of the answers
    std::size_t least_level = 0;  ///< over all completions; like `level`
    std::size_t most_level = 0;
    std::vector<std::string> domains;
    std::vector<CountedSign> counted;
    std::vector<UncountedSign> uncounted;
    std::vector<std::string> limits;  ///< why the level is not what the points alone would give
};

struct FoundContradiction {
    const Contradiction* contradiction = nullptr;
    std::vector<FactId> facts;  ///< the answers that do not fit together
};

struct GivenPlanPiece {
    std::int32_t week = 0;
    const PlanPiece* piece = nullptr;
};

/// What the facts amount to: the one record between the engine and everything that is written. It points into the
/// knowledge it was made with, which must outlive it. Lists are in the order of the rules, facts in catalogue order.
struct Assessment {
    const Outcome* outcome = nullptr;
    const OutcomeLine* line = nullptr;         ///< null when a flag halted the sorting
    std::string reason;                        ///< empty when the outcome has none
    const Choice* leaning = nullptr;           ///< null unless the outcome leans and something has points
    const Choice* side = nullptr;              ///< null when the rules know no sides
    std::vector<Score> patterns;               ///< every pattern; none after a halt
    std::vector<Score> causes;                 ///< those with points
    std::vector<Score> causes_without_points;  ///< the others, for whoever wants to know why
    std::vector<const Flag*> flags;            ///< all raised
    std::vector<FoundContradiction> contradictions;
    std::vector<const Outcome*> possible_outcomes;  ///< over all completions; one only: the result is settled
    std::vector<FactId> could_matter;  ///< open questions that could change outcome, level, flag, plan or food
    std::vector<FactId> missing;
    std::vector<FactId> not_excluded;
    std::vector<GivenPlanPiece> plan;
    std::vector<const Food*> foods;
    Facts given{0};                 ///< the answers as given, with what a log says in their place
    std::optional<LogAnswers> log;  ///< what a sleep log says; empty when there is none
    std::vector<FactId> set_aside;  ///< answers that a contradiction made unknown
};

/// Whether an assessment also says what more answers could change. Without, `possible_outcomes` and `could_matter` are
/// empty and ranges hold only what is so now.
enum class Ahead { look, do_not_look };

/// Judges the facts and puts everything found into one record.
Assessment assess(const Knowledge& knowledge, const Facts& facts, Ahead ahead = Ahead::look);

/// The same with a sleep log beside the answers: what its nights say is put over them. The log must be sound.
Assessment assess_with_log(const Knowledge& knowledge, Facts answers, ReadDiary log, std::size_t least_nights);

/// True when no further answer can change the outcome.
bool settled(const Assessment& assessment);

/// The name of a score's level: the pattern's word, or "none".
std::string_view level_name(const Score& score);
/// The name of a level of the score's pattern, counting from 1; 0 is "none".
std::string_view level_name(const Score& score, std::size_t level);

}  // namespace sleepcheck
