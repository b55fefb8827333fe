#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/object_reader.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck::knowledge {

/// Something found that a condition may refer to, with the words for it.
struct Referable {
    StepId step{};
    std::string words;
};

using Referables = std::vector<std::pair<std::string, Referable>>;

/// What a condition may speak of where it stands.
struct Scope {
    Table table = Table::cleared;
    bool findings = false;     ///< may refer to signs, flags, groups, domains, causes, patterns
    std::string pattern = {};  ///< whose domains it means when it names none
};

/// Turns conditions into steps of the row.
class ConditionReader {
public:
    ConditionReader(Knowledge& knowledge, RowBuilder& row, Problems& problems, std::vector<RulePlace>& places)
        : knowledge_(knowledge), row_(row), problems_(problems), places_(places) {}

    /// The step of a condition. What is wrong with it is reported; the step is then a placeholder.
    StepId read(const ParsedFile& file, const json::Value& value, const Scope& scope);

    /// The fact with this id; reports an unknown one. `where` is where it is written.
    std::optional<FactId> fact(const ParsedFile& file, const json::Value& where, const std::string& id);
    /// The same for a fact that can be asked: a derived one is reported.
    std::optional<FactId> question(const ParsedFile& file, const json::Value& where, const std::string& id);
    /// Reads a list of ids of facts that can be asked.
    std::vector<FactId> facts(ObjectReader& reader, std::string_view key, bool needed);
    std::vector<FactId> facts(const ParsedFile& file, const json::Value& list);

    /// A value of a fact as written in rules; empty (and reported) when the fact cannot have it.
    std::optional<std::int32_t> value_of(const ParsedFile& file, const json::Value& value, const Question& fact);

    void add_sign(const std::string& id, StepId when, std::string words);
    void add_flag(const std::string& id, StepId when, std::string words);
    void add_group(const std::string& id, StepId met, std::string words);

    /// The causes (with the level asked about) that the condition last read refers to.
    [[nodiscard]] const std::vector<std::pair<std::string, StepId>>& causes_mentioned() const { return mentioned_; }

private:
    StepId of_fact(ObjectReader& reader, const Scope& scope);
    StepId of_known_fact(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op);
    StepId of_options(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op);
    StepId of_number(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op);
    StepId between(ObjectReader& reader, const Scope& scope, FactId fact);
    std::vector<StepId> list(ObjectReader& reader, std::string_view key, const Scope& scope);
    StepId at_least(ObjectReader& reader, const Scope& scope);
    StepId more_of(ObjectReader& reader, const Scope& scope);
    StepId reference(ObjectReader& reader, std::string_view key, const Referables& known);
    StepId domains(ObjectReader& reader, const Scope& scope);
    StepId scored(ObjectReader& reader, std::string_view key, const std::vector<Pattern>& known);
    StepId signs_of(ObjectReader& reader, const Pattern& pattern);
    StepId named(StepId step, std::string words);
    StepId enough(ObjectReader& reader, const std::vector<StepId>& steps);
    void check_findings_allowed(ObjectReader& reader, const Scope& scope);

    Knowledge& knowledge_;
    RowBuilder& row_;
    Problems& problems_;
    std::vector<RulePlace>& places_;
    Referables signs_;
    Referables flags_;
    Referables groups_;
    std::vector<std::pair<std::string, StepId>> mentioned_;
    int depth_ = 0;
};

}  // namespace sleepcheck::knowledge
