#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sleepcheck/catalogue.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/rulebook.hpp"

/// Everything the rules folder says, read and checked. `rules/README.md` explains each of these things to an author;
/// here they only get their types. Conditions have become steps of the rule book.
namespace sleepcheck {

/// How soon a warning sign belongs to a professional, least first.
enum class Urgency : std::uint8_t { caution, see_routine, see_soon, urgent, stop, emergency };

std::string_view word_for(Urgency urgency);
std::optional<Urgency> urgency_named(std::string_view word);

struct Sign {
    std::string id;
    std::string role;
    std::string domain;  ///< empty when it has none
    std::int32_t points = 0;
    std::string says;  ///< with `{fact}` where an answer goes
    std::string grade;
    std::vector<std::string> claims;
    std::string adds_to;  ///< the sign that may count along with it, by intent; empty when it says none
    StepId when{};
};

struct Domain {
    std::string id;
    std::string name;
    StepId present{};
};

struct Level {
    std::string id;
    std::int32_t points = 0;
    StepId reached{};  ///< points, requirements and caps together
};

struct Requirement {
    StepId when{};
    std::string says;
};

struct Cap {
    std::size_t at_most = 0;  ///< how many of the pattern's levels stay open
    StepId when{};
    std::vector<FactId> when_unknown;                    ///< facts to report as not excluded; else empty
    std::vector<std::pair<std::string, StepId>> causes;  ///< the causes it speaks of, each with the level it asks about
    std::string says;
};

/// Something the signs may add up to: a pattern, or one of the other causes (which has no domains, caps, evidence).
struct Pattern {
    std::string id;
    std::string name;
    std::string about;
    std::string evidence;
    std::string evidence_note;
    std::vector<std::string> claims;
    std::vector<Domain> domains;
    std::vector<Level> levels;  ///< lowest first; below the first the level is "none"
    std::vector<Requirement> requirements;
    std::vector<Cap> caps;
    std::vector<Sign> signs;
    StepId points{};
    StepId checkable{};
};

struct Flag {
    std::string id;
    std::string title;
    std::string action;
    Urgency urgency = Urgency::caution;
    bool halt = false;
    StepId when{};
};

struct Contradiction {
    std::string id;
    std::string says;
    StepId when{};
    std::vector<FactId> clears;
};

/// What counts as enough information on one side of the matter.
struct Group {
    std::string id;
    std::string name;
    std::int32_t need = 0;
    std::vector<std::vector<FactId>> lines;
    std::vector<FactId> and_one_of;
    StepId met{};
};

struct Outcome {
    std::string id;
    std::string name;
    std::string headline;
    std::string says;
    bool conclusive = true;
    bool leans = false;
};

/// Something that may be missing: the first fact of each unanswered line of a group, or one fact.
struct MissingItem {
    StepId when{};
    std::optional<std::size_t> group;
    FactId fact{};
};

struct OutcomeLine {
    std::size_t outcome = 0;
    std::string reason;  ///< empty when it has none
    std::string says;
    StepId when{};
    bool advice = false;
    std::vector<MissingItem> missing;
};

/// One entry of a list of which the first that holds is taken.
struct Choice {
    std::string value;
    std::string says;
    StepId when{};
};

struct PlanPiece {
    std::string id;
    std::string title;
    std::string text;
    std::vector<std::string> claims;
    StepId when{};
};

struct PlanEntry {
    std::int32_t week = 0;
    std::vector<PlanPiece> first;
};

struct Food {
    std::string group;
    std::vector<std::string> examples;
    std::vector<std::string> claims;
    std::vector<std::size_t> leave_out_if;  ///< places of flags
};

/// What a row of nights comes to in one number.
enum class NightStatistic : std::uint8_t {
    mean,
    median,
    spread,        ///< from the 5th to the 95th percentile
    nights_a_week  ///< how many nights of seven have the figure within `from` and `to`
};

/// How the nights of a log answer a question. Several may speak of one: the first whose words fit counts.
struct LogAnswer {
    FactId fact{};
    std::string figure;         ///< of each night; see night_figures.hpp
    std::string sensed_figure;  ///< the same for nights that a tracker counted; empty: those say nothing on it
    NightStatistic statistic = NightStatistic::mean;
    double from = 0;  ///< of nights_a_week
    double to = 0;
    std::int32_t differs_from = 0;  ///< an answer this far away is a clear disagreement
    bool wants_two_weeks = false;   ///< from fewer nights it is used, and said to be from so few

    /// The value that a number stands for, when the question has words; the first that fits. None: nothing is said.
    struct Range {
        std::int32_t value = 0;
        double from = 0;
        double to = 0;
    };
    std::vector<Range> ranges;
};

struct Named {
    std::string id;
    std::string name;
};

struct Claim {
    std::string id;
    std::string article;
    std::string says;
    std::string grade;
    std::string reason;
    std::vector<std::string> sources;
};

struct Knowledge {
    std::string name;
    std::string version;
    std::vector<std::string> layers;  ///< by the name each declares; "built-in" for ours
    Catalogue catalogue;
    RuleBook rules;
    std::vector<Contradiction> contradictions;
    std::vector<Flag> flags;
    std::vector<Group> groups;
    std::vector<Pattern> patterns;
    std::vector<Pattern> causes;
    std::vector<Outcome> outcomes;
    std::size_t halted = 0;  ///< the outcome after a flag that halts
    std::vector<OutcomeLine> lines;
    std::vector<Choice> leaning;
    std::vector<Choice> side;
    std::vector<PlanEntry> plan;
    std::vector<Food> foods;
    std::vector<LogAnswer> log_answers;
    std::vector<FactId> when_sensed;  ///< yes when a tracker, and no person, counted the nights
    std::vector<Named> grades;        ///< best first
    std::vector<Named> articles;
    std::vector<Claim> claims;
    std::vector<std::pair<std::string, std::string>> words;  ///< of the report: key and text
    std::vector<std::pair<StepId, std::string>> step_names;  ///< what a step that stands for something found is called
};

/// A file of a rules folder: its name below the folder, with `/`, and its text.
struct RuleFile {
    std::string name;
    std::string text;
    std::string path;  ///< as a person knows it, for messages
};

/// The files of one folder of rules, in any order.
struct RuleLayer {
    std::string name;  ///< for messages until the folder's own name is known; "built-in" stays
    std::vector<RuleFile> files;
};

/// Where something of the rules is written, for whoever checks them.
struct RulePlace {
    std::string kind;      ///< "condition", or what the entry is: "sign", "flag", "cap", "line", ...
    std::string id;        ///< of an entry; empty when it has none
    StepId step{};         ///< the condition, or that of the entry
    std::size_t file = 0;  ///< place among the sources
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string pointer;  ///< JSON pointer: what stands inside an entry has a longer one
};

/// Reads layers, each laid over those before it. All mistakes of all files come back at once in `problems`, sorted by
/// file and place; the knowledge is complete only when there are none.
struct Loaded {
    Knowledge knowledge;
    Problems problems;
    std::vector<RuleFile> sources;  ///< the files that were read, after layering
    std::vector<RulePlace>
        places;  ///< of every entry with an id or a condition, and of every condition, parts included
};
Loaded load_knowledge(const std::vector<RuleLayer>& layers);

/// A problem with something at a place of the rules, with line, column and excerpt.
Problem problem_at(const Loaded& loaded, const RulePlace& place, std::string what, std::string cure = {});

/// A text of the report by its key; empty when the rules leave it out.
std::string_view word(const Knowledge& knowledge, std::string_view key);

/// A line of a condition in plain English, and how deep it stands within it.
struct ConditionLine {
    int depth = 0;
    std::string text;
};

/// The condition of a step in plain English.
std::vector<ConditionLine> in_words(const Knowledge& knowledge, StepId step);

/// The knowledge as bytes that are quick to read back, and back. Only for bytes this program wrote itself.
std::string to_ready_bytes(const Knowledge& knowledge);
Knowledge from_ready_bytes(std::string_view bytes);

}  // namespace sleepcheck
