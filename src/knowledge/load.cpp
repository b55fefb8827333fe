#include <algorithm>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace knowledge {

Loader::Loader(const Folder& folder, Loaded& loaded)
    : folder_(folder),
      knowledge_(loaded.knowledge),
      problems_(loaded.problems),
      places_(loaded.places),
      conditions_(knowledge_, row_, problems_, places_) {}

// Parts before wholes: a thing may speak only of what was read before it.
void Loader::load() {
    read_claims();
    read_catalogue();
    row_ = RowBuilder(knowledge_.catalogue.entries.size(), knowledge_.catalogue.questions);
    set_domains();
    read_derivations(Table::given);
    read_contradictions();
    read_flags();
    std::vector<Clearing> clearings;
    for (const auto& contradiction : knowledge_.contradictions) {
        clearings.push_back({contradiction.when, contradiction.clears});
    }
    row_.clear(std::move(clearings));
    read_derivations(Table::cleared);
    read_applies_when();
    read_groups();
    read_signs("causes", knowledge_.causes);
    read_signs("patterns", knowledge_.patterns);
    read_levels("causes", knowledge_.causes);
    read_levels("patterns", knowledge_.patterns);
    read_outcomes();
    read_plan();
    read_log_answers();
    read_words();
    knowledge_.rules = row_.build();
}

const ParsedFile* Loader::needed(std::string_view name) {
    const ParsedFile* file = find_file(folder_, name);
    if (file == nullptr) {
        Problem problem;
        problem.place.file = std::string(name);
        problem.what = "this file is missing from the rules";
        problem.cure = "rules/README.md says what it holds";
        problems_.push_back(std::move(problem));
        return nullptr;
    }
    return file->document.whole ? file : nullptr;
}

void Loader::note_place(const ObjectReader& reader, std::string kind, std::string id, StepId step) {
    const json::Value& entry = reader.whole();
    places_.push_back({std::move(kind), std::move(id), step, reader.file().number, entry.mark.offset, entry.mark.length,
                       json::pointer_to(reader.file().document.root, entry)});
}

void Loader::check_claims(ObjectReader& reader, const std::vector<std::string>& claims) {
    std::vector<std::string> known;
    for (const Claim& claim : knowledge_.claims) known.push_back(claim.id);
    for (const std::string& id : claims) {
        if (std::find(known.begin(), known.end(), id) != known.end()) continue;
        reader.complain_at("claims", fmt::format("unknown claim \"{}\"", printable(id)), suggestion(id, known));
    }
}

void Loader::check_file_id(ObjectReader& reader, const std::string& id) {
    const std::string& name = reader.file().name;
    const auto slash = name.find('/') + 1;
    const std::string expected = name.substr(slash, name.size() - slash - std::string_view(".json").size());
    if (!id.empty() && id != expected) {
        reader.complain_at("id", fmt::format("the id is \"{}\", but the file is named \"{}\"", id, printable(expected)),
                           "give both the same name");
    }
}

void Loader::check_unique(ObjectReader& reader, std::string_view kind, const std::string& id) {
    const std::string key = fmt::format("{} {}", kind, id);
    if (std::find(taken_.begin(), taken_.end(), key) != taken_.end()) {
        reader.complain_at("id", fmt::format("there is another {} \"{}\"", kind, id), "an id names one thing only");
    }
    taken_.push_back(key);
}

StepId Loader::condition(ObjectReader& reader, std::string_view key, const Scope& scope) {
    const json::Value* value = reader.value(key);
    if (value != nullptr) return conditions_.read(reader.file(), *value, scope);
    reader.complain(fmt::format("\"{}\" is missing", key), "add a condition");
    return row_.always();
}

StepId Loader::optional_condition(ObjectReader& reader, std::string_view key, const Scope& scope) {
    const json::Value* value = reader.value(key);
    if (value == nullptr || value->is(json::Value::Type::null)) return row_.always();
    return conditions_.read(reader.file(), *value, scope);
}

}  // namespace knowledge

Loaded load_knowledge(const std::vector<RuleLayer>& layers) {
    Loaded loaded;
    const knowledge::Folder folder = knowledge::merged(layers, loaded.problems);
    if (loaded.problems.empty()) {
        loaded.knowledge.name = folder.name;
        loaded.knowledge.version = folder.version;
        loaded.knowledge.layers = folder.layers;
        knowledge::Loader(folder, loaded).load();
        for (const auto& file : folder.files) loaded.sources.push_back({file.name, file.source.text, file.source.file});
    }
    const auto before = [](const Problem& left, const Problem& right) {
        return std::tuple(left.place.file, left.place.line, left.place.column, left.what) <
               std::tuple(right.place.file, right.place.line, right.place.column, right.what);
    };
    std::sort(loaded.problems.begin(), loaded.problems.end(), before);
    const auto same = [](const Problem& left, const Problem& right) {
        return left.place.file == right.place.file && left.place.line == right.place.line &&
               left.place.column == right.place.column && left.what == right.what;
    };
    loaded.problems.erase(std::unique(loaded.problems.begin(), loaded.problems.end(), same), loaded.problems.end());
    return loaded;
}

Problem problem_at(const Loaded& loaded, const RulePlace& place, std::string what, std::string cure) {
    const RuleFile& file = loaded.sources[place.file];
    const json::Source source{file.path, file.text};
    Problem problem =
        json::problem_at(source, {place.offset, place.length}, place.pointer, std::move(what), std::move(cure));
    json::add_excerpt(source, problem);
    return problem;
}

std::string_view word(const Knowledge& knowledge, std::string_view key) {
    for (const auto& [name, text] : knowledge.words) {
        if (name == key) return text;
    }
    return {};
}

std::string_view word_for(Urgency urgency) {
    constexpr std::array<std::string_view, 6> words{"caution", "see_routine", "see_soon",
                                                    "urgent",  "stop",        "emergency"};
    return words[static_cast<std::size_t>(urgency)];
}

std::optional<Urgency> urgency_named(std::string_view word) {
    for (auto urgency = Urgency::caution; urgency <= Urgency::emergency;
         urgency = static_cast<Urgency>(static_cast<int>(urgency) + 1)) {
        if (word_for(urgency) == word) return urgency;
    }
    return std::nullopt;
}

}  // namespace sleepcheck
