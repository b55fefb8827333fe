#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/conditions.hpp"
#include "knowledge/object_reader.hpp"
#include "sleepcheck/knowledge.hpp"

namespace sleepcheck::knowledge {

/// The files of all layers as one folder, each later layer laid over those before it, and read as JSON.
struct Folder {
    std::vector<ParsedFile> files;    ///< in the order they are taken: by `order`, then by name
    std::vector<std::string> layers;  ///< the name each layer declares
    std::string name;                 ///< of the base layer
    std::string version;
};

/// Lays the layers over each other; reports what is no JSON, no known file, or has no name.
Folder merged(const std::vector<RuleLayer>& layers, Problems& problems);

/// The file with this name; null when the folder lacks it.
const ParsedFile* find_file(const Folder& folder, std::string_view name);

/// The files in a folder below the rules folder, in their order.
std::vector<const ParsedFile*> files_in(const Folder& folder, std::string_view subfolder);

/// Reads the merged folder, file by file, in the order in which one thing may speak of another.
class Loader {
public:
    Loader(const Folder& folder, Loaded& loaded);
    void load();

private:
    // catalogue_files.cpp
    void read_catalogue();
    void read_scales(std::map<std::string, std::vector<Option>>& scales);
    Question read_question(ObjectReader& reader, const std::map<std::string, std::vector<Option>>& scales);
    std::vector<Option> read_options(const ParsedFile& file, const std::vector<const json::Value*>& items);
    void read_derived_entries();
    void set_domains();
    void read_derivations(Table table);
    Branch read_branch(ObjectReader& reader, const Question& derived, Table table);
    void read_applies_when();
    [[nodiscard]] std::vector<FactId> derived_facts_of(StepId step) const;

    // pattern_files.cpp
    void read_contradictions();
    void read_flags();
    void read_groups();
    void read_signs(const std::string& subfolder, std::vector<Pattern>& patterns);
    Sign read_sign(ObjectReader& reader, const Pattern& pattern);
    void check_additions(ObjectReader& reader, const Pattern& pattern);
    void read_levels(const std::string& subfolder, std::vector<Pattern>& patterns);
    void read_requirements(ObjectReader& reader, Pattern& pattern);
    void read_caps(ObjectReader& reader, Pattern& pattern);
    void settle_levels(ObjectReader& reader, Pattern& pattern);
    void check_words(ObjectReader& reader, std::string_view key, StepId when);
    void read_examples(ObjectReader& reader);

    // outcome_files.cpp
    void read_claims();
    void read_outcomes();
    OutcomeLine read_line(ObjectReader& reader);
    std::vector<MissingItem> read_missing(ObjectReader& reader);
    std::vector<Choice> read_choices(ObjectReader& reader, std::string_view key);
    void read_plan();
    void read_foods(ObjectReader& reader);
    void read_words();

    // log_file.cpp
    void read_log_answers();
    LogAnswer read_log_answer(ObjectReader& reader);
    std::vector<LogAnswer::Range> read_ranges(ObjectReader& reader, const Question& question);

    // shared
    const ParsedFile* needed(std::string_view name);
    void note_place(const ObjectReader& reader, std::string kind, std::string id, StepId step);
    void check_claims(ObjectReader& reader, const std::vector<std::string>& claims);
    void check_file_id(ObjectReader& reader, const std::string& id);
    void check_unique(ObjectReader& reader, std::string_view kind, const std::string& id);
    StepId optional_condition(ObjectReader& reader, std::string_view key, const Scope& scope);
    StepId condition(ObjectReader& reader, std::string_view key, const Scope& scope);

    const Folder& folder_;
    Knowledge& knowledge_;
    Problems& problems_;
    std::vector<RulePlace>& places_;
    RowBuilder row_{0, 0};
    ConditionReader conditions_;
    std::vector<std::string> taken_;  ///< "kind id" of everything read so far
};

}  // namespace sleepcheck::knowledge
