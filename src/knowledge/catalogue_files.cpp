// questions/*.json, scales.json and derived.json: everything that can be known.

#include <algorithm>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

using json::Value;

namespace {

template <typename Enumeration>
Enumeration read_word(ObjectReader& reader, std::string_view key, const std::vector<Enumeration>& known) {
    const std::string written = reader.text(key);
    std::vector<std::string> words;
    for (const Enumeration value : known) {
        if (word_for(value) == written) return value;
        words.emplace_back(word_for(value));
    }
    if (!written.empty()) {
        reader.complain_at(key, fmt::format("unknown {} \"{}\"", key, printable(written)), suggestion(written, words));
    }
    return known.front();
}

std::vector<Option> no_or_yes() {
    return {{"no", "No"}, {"yes", "Yes"}};
}

}  // namespace

std::vector<Option> Loader::read_options(const ParsedFile& file, const std::vector<const Value*>& items) {
    std::vector<Option> options;
    for (const Value* item : items) {
        ObjectReader reader(file, *item, problems_);
        Option option{reader.id("value"), reader.text("label")};
        const auto same = [&](const Option& other) { return other.value == option.value; };
        if (std::any_of(options.begin(), options.end(), same)) {
            reader.complain_at("value", fmt::format("there is another option \"{}\"", option.value));
        }
        reader.finish();
        options.push_back(std::move(option));
    }
    return options;
}

void Loader::read_scales(std::map<std::string, std::vector<Option>>& scales) {
    const ParsedFile* file = find_file(folder_, "scales.json");
    if (file == nullptr) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("scales")) {
        ObjectReader scale(*file, *item, problems_);
        const std::string id = scale.id();
        check_unique(scale, "scale", id);
        scales[id] = read_options(*file, scale.items("options"));
        scale.finish();
    }
    reader.finish();
}

Question Loader::read_question(ObjectReader& reader, const std::map<std::string, std::vector<Option>>& scales) {
    Question question;
    question.id = reader.id();
    check_unique(reader, "fact", question.id);
    question.name = reader.text("name");
    question.kind =
        read_word<Kind>(reader, "kind", {Kind::yes_no, Kind::choice, Kind::multi_choice, Kind::integer, Kind::time});
    question.tier = read_word<Tier>(reader, "tier", {Tier::core, Tier::follow_up, Tier::safety});
    question.prompt = reader.text("prompt");
    question.why = reader.text("why");
    question.is_private = reader.boolean("private");
    question.never_stored = reader.boolean("never_stored");
    question.from_log = reader.boolean("from_log");
    question.claims = reader.texts("claims");
    check_claims(reader, question.claims);
    if (question.kind == Kind::integer) {
        constexpr std::int32_t largest = 1'000'000;
        question.unit = reader.text("unit");
        question.least = reader.number("min", 0, largest);
        question.most = reader.number("max", 0, largest);
        if (question.most < question.least) reader.complain_at("max", "\"max\" is less than \"min\"");
    }
    if (question.kind == Kind::yes_no) question.options = no_or_yes();
    if (question.kind == Kind::choice || question.kind == Kind::multi_choice) {
        const Value* options = reader.value("options");
        if (options != nullptr && options->is(Value::Type::text)) {
            const auto scale = scales.find(options->text);
            if (scale != scales.end()) {
                question.options = scale->second;
            } else {
                std::vector<std::string> ids;
                for (const auto& [id, unused] : scales) ids.push_back(id);
                reader.complain_at("options", fmt::format("unknown scale \"{}\"", printable(options->text)),
                                   suggestion(options->text, ids));
            }
        } else {
            question.options = read_options(reader.file(), reader.items("options"));
        }
        if (question.options.empty() || question.options.size() > most_options) {
            reader.complain_at("options", fmt::format("a question has 1 to {} options", most_options));
            question.options.resize(1);
        }
    }
    reader.value("applies_when");
    reader.finish();
    return question;
}

void Loader::read_catalogue() {
    std::map<std::string, std::vector<Option>> scales;
    read_scales(scales);
    Catalogue& catalogue = knowledge_.catalogue;
    for (const ParsedFile* file : files_in(folder_, "questions")) {
        ObjectReader reader(*file, file->document.root, problems_);
        Section section{reader.id(), reader.text("title")};
        check_file_id(reader, section.id);
        reader.optional_number("order", 0, 1'000'000);
        for (const Value* item : reader.items("questions")) {
            ObjectReader question(*file, *item, problems_);
            catalogue.entries.push_back(read_question(question, scales));
            catalogue.entries.back().section = section.id;
        }
        reader.finish();
        catalogue.sections.push_back(std::move(section));
    }
    catalogue.questions = catalogue.entries.size();
    read_derived_entries();
}

void Loader::read_derived_entries() {
    const ParsedFile* file = find_file(folder_, "derived.json");
    if (file == nullptr || !file->document.whole) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("derived")) {
        ObjectReader entry(*file, *item, problems_);
        Question derived;
        derived.id = entry.id();
        check_unique(entry, "fact", derived.id);
        derived.name = entry.text("name");
        derived.derived = true;
        derived.kind = read_word<Kind>(entry, "kind", {Kind::yes_no, Kind::hours});
        if (derived.kind == Kind::yes_no) derived.options = no_or_yes();
        entry.items("first");
        entry.finish();
        knowledge_.catalogue.entries.push_back(std::move(derived));
    }
    reader.finish();
}

void Loader::set_domains() {
    for (std::size_t i = 0; i < knowledge_.catalogue.entries.size(); ++i) {
        const Question& fact = knowledge_.catalogue.entries[i];
        FactDomain domain;
        switch (fact.kind) {
            case Kind::integer: domain = {fact.least, fact.most}; break;
            case Kind::time: domain = {0, minutes_per_day - 1}; break;
            case Kind::hours: domain = {0, minutes_per_day}; break;
            case Kind::yes_no:
            case Kind::choice: domain = {0, static_cast<std::int32_t>(fact.options.size()) - 1}; break;
            case Kind::multi_choice:
                domain.options = (1U << fact.options.size()) - 1U;
                if (const auto none = find_option(fact, none_of_these)) domain.alone = 1U << *none;
                break;
        }
        row_.domain(FactId(i), domain);
    }
}

Branch Loader::read_branch(ObjectReader& reader, const Question& derived, Table table) {
    Branch branch;
    if (const Value* hours = reader.value("hours")) {
        ObjectReader span(reader.file(), *hours, problems_);
        const auto time = [&](std::string_view key) {
            const std::string id = span.text(key);
            const auto fact = id.empty() ? std::nullopt : conditions_.fact(reader.file(), *span.value(key), id);
            if (fact && knowledge_.catalogue.at(*fact).kind != Kind::time) {
                span.complain_at(key, fmt::format("\"{}\" is no time of day", id));
            }
            return fact.value_or(FactId{});
        };
        branch.is_hours = true;
        branch.from = time("from");
        branch.to = time("to");
        branch.unknown_above = span.optional_number("unknown_above", 0, 24).value_or(24) * minutes_per_hour;
        span.finish();
        if (derived.kind != Kind::hours) reader.complain("\"hours\" belong to a derived fact of kind hours");
        return branch;
    }
    if (const Value* value = reader.value("value")) {
        branch.value = conditions_.value_of(reader.file(), *value, derived).value_or(0);
    } else {
        reader.complain("\"value\" or \"hours\" is missing");
    }
    branch.when = optional_condition(reader, "when", {table});
    return branch;
}

void Loader::read_derivations(Table table) {
    const ParsedFile* file = find_file(folder_, "derived.json");
    if (file == nullptr || !file->document.whole) return;
    ObjectReader reader(*file, file->document.root, problems_);
    FactId fact{static_cast<std::uint16_t>(knowledge_.catalogue.questions)};
    for (const Value* item : reader.items("derived")) {
        ObjectReader entry(*file, *item, problems_);
        Derivation derivation{fact, {}};
        const Question& derived = knowledge_.catalogue.at(fact);
        for (const Value* first : entry.items("first")) {
            ObjectReader branch(*file, *first, problems_);
            const auto known_problems = problems_.size();
            derivation.first.push_back(read_branch(branch, derived, table));
            if (!derivation.first.back().is_hours)
                note_place(branch, "branch", derived.id, derivation.first.back().when);
            if (problems_.size() == known_problems) branch.finish();
            const StepId when = derivation.first.back().when;
            for (const FactId later : derived_facts_of(when)) {
                if (later >= fact) branch.complain("a derived fact may use only derived facts above it");
            }
        }
        row_.derive(table, std::move(derivation));
        fact = FactId(index_of(fact) + 1);
    }
}

std::vector<FactId> Loader::derived_facts_of(StepId step) const {
    const RuleBook rules = row_.build();
    std::vector<FactId> facts;
    std::vector<StepId> open{step};
    while (!open.empty()) {
        const Step& at = rules.steps[index_of(open.back())];
        open.pop_back();
        if (at.kind <= Step::Kind::known && at.fact >= rules.questions) facts.push_back(FactId{at.fact});
        if (at.kind != Step::Kind::count) continue;
        for (std::uint32_t i = 0; i < at.size; ++i) open.push_back(rules.parts[at.first + i].step);
    }
    return facts;
}

void Loader::read_applies_when() {
    std::size_t question = 0;
    for (const ParsedFile* file : files_in(folder_, "questions")) {
        ObjectReader reader(*file, file->document.root, problems_);
        for (const Value* item : reader.items("questions")) {
            ObjectReader entry(*file, *item, problems_);
            const auto before = problems_.size();
            const bool asked = !knowledge_.catalogue.entries[question].from_log;
            const StepId when =
                asked ? optional_condition(entry, "applies_when", {Table::cleared}) : row_.negation(row_.always());
            note_place(entry, "question", knowledge_.catalogue.entries[question].id, when);
            if (problems_.size() == before) row_.applies(FactId(question), when);
            ++question;
        }
    }
}

}  // namespace sleepcheck::knowledge
