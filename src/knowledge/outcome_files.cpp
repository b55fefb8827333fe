// claims.json, outcomes.json, plan.json and report.json.

#include <algorithm>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

using json::Value;

namespace {

const Scope findings{Table::cleared, true, {}};

template <typename Entries>
std::vector<std::string> ids_of(const Entries& entries) {
    std::vector<std::string> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

template <typename Entries>
std::optional<std::size_t> place_of(const Entries& entries, const std::string& id) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].id == id) return i;
    }
    return std::nullopt;
}

/// The place of the entry that a key names; reports an unknown one.
template <typename Entries>
std::size_t referred(ObjectReader& reader, std::string_view key, const Entries& entries) {
    const std::string id = reader.text(key);
    const auto place = place_of(entries, id);
    if (!place && !id.empty()) {
        reader.complain_at(key, fmt::format("unknown {} \"{}\"", key, printable(id)), suggestion(id, ids_of(entries)));
    }
    return place.value_or(0);
}

}  // namespace

void Loader::read_claims() {
    const ParsedFile* file = needed("claims.json");
    if (file == nullptr) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("grades")) {
        ObjectReader entry(*file, *item, problems_);
        knowledge_.grades.push_back({entry.text("id"), entry.text("name")});
        entry.finish();
    }
    for (const Value* item : reader.items("articles")) {
        ObjectReader entry(*file, *item, problems_);
        knowledge_.articles.push_back({entry.text("id"), entry.text("title")});
        entry.finish();
    }
    for (const Value* item : reader.items("claims")) {
        ObjectReader entry(*file, *item, problems_);
        Claim claim;
        claim.id = entry.text("id");
        check_unique(entry, "claim", claim.id);
        claim.article = entry.text("article");
        referred(entry, "article", knowledge_.articles);
        claim.says = entry.text("says");
        claim.grade = entry.text("grade");
        referred(entry, "grade", knowledge_.grades);
        claim.reason = entry.text("reason");
        claim.sources = entry.texts("sources");
        entry.finish();
        note_place(entry, "claim", claim.id, {});
        knowledge_.claims.push_back(std::move(claim));
    }
    reader.finish();
}

std::vector<MissingItem> Loader::read_missing(ObjectReader& reader) {
    std::vector<MissingItem> missing;
    for (const Value* item : reader.optional_items("missing")) {
        ObjectReader entry(reader.file(), *item, problems_);
        MissingItem result;
        result.when = optional_condition(entry, "when", findings);
        if (entry.has("group")) {
            result.group = referred(entry, "group", knowledge_.groups);
        } else if (const std::string id = entry.text("fact"); !id.empty()) {
            result.fact = conditions_.question(reader.file(), *entry.value("fact"), id).value_or(FactId{});
        }
        entry.finish();
        missing.push_back(result);
    }
    return missing;
}

OutcomeLine Loader::read_line(ObjectReader& reader) {
    OutcomeLine line;
    line.outcome = referred(reader, "outcome", knowledge_.outcomes);
    line.reason = reader.optional_text("reason");
    line.says = reader.optional_text("says");
    line.when = optional_condition(reader, "when", findings);
    line.advice = reader.boolean("advice");
    line.missing = read_missing(reader);
    reader.finish();
    note_place(reader, "line", line.reason, line.when);
    return line;
}

std::vector<Choice> Loader::read_choices(ObjectReader& reader, std::string_view key) {
    std::vector<Choice> choices;
    const Value* value = reader.value(key);
    if (value == nullptr) return choices;
    ObjectReader list(reader.file(), *value, problems_);
    for (const Value* item : list.items("first")) {
        ObjectReader entry(reader.file(), *item, problems_);
        Choice choice;
        choice.value = entry.id("value");
        choice.says = entry.optional_text("says");
        choice.when = optional_condition(entry, "when", findings);
        entry.finish();
        note_place(entry, std::string(key), choice.value, choice.when);
        choices.push_back(std::move(choice));
    }
    list.finish();
    return choices;
}

void Loader::read_outcomes() {
    const ParsedFile* file = needed("outcomes.json");
    if (file == nullptr) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("outcomes")) {
        ObjectReader entry(*file, *item, problems_);
        Outcome outcome;
        outcome.id = entry.id();
        check_unique(entry, "outcome", outcome.id);
        outcome.name = entry.text("name");
        outcome.headline = entry.text("headline");
        outcome.says = entry.optional_text("says");
        outcome.conclusive = entry.boolean("conclusive", true);
        outcome.leans = entry.boolean("leans");
        entry.finish();
        note_place(entry, "outcome", outcome.id, {});
        knowledge_.outcomes.push_back(std::move(outcome));
    }
    if (knowledge_.outcomes.empty()) {
        reader.complain_at("outcomes", "there is no outcome");
        return;
    }
    const auto halts = [](const Flag& flag) { return flag.halt; };
    if (reader.has("halted")) {
        knowledge_.halted = referred(reader, "halted", knowledge_.outcomes);
    } else if (std::any_of(knowledge_.flags.begin(), knowledge_.flags.end(), halts)) {
        reader.complain("\"halted\" is missing", "name the outcome after a flag with halt");
    }
    for (const Value* item : reader.items("lines")) {
        ObjectReader entry(*file, *item, problems_);
        knowledge_.lines.push_back(read_line(entry));
    }
    if (knowledge_.lines.empty() || knowledge_.lines.back().when != row_.always()) {
        reader.complain_at("lines", "the last line has no condition, so that there is always an outcome");
    }
    knowledge_.leaning = read_choices(reader, "leaning");
    knowledge_.side = read_choices(reader, "side");
    reader.finish();
}

void Loader::read_foods(ObjectReader& reader) {
    for (const Value* item : reader.optional_items("foods")) {
        ObjectReader entry(reader.file(), *item, problems_);
        Food food;
        food.group = entry.text("group");
        food.examples = entry.texts("examples");
        food.claims = entry.texts("claims");
        check_claims(entry, food.claims);
        for (const std::string& id : entry.optional_texts("leave_out_if")) {
            if (const auto place = place_of(knowledge_.flags, id)) {
                food.leave_out_if.push_back(*place);
            } else {
                entry.complain_at("leave_out_if", fmt::format("unknown flag \"{}\"", printable(id)),
                                  suggestion(id, ids_of(knowledge_.flags)));
            }
        }
        entry.finish();
        knowledge_.foods.push_back(std::move(food));
    }
}

void Loader::read_plan() {
    const ParsedFile* file = find_file(folder_, "plan.json");
    if (file == nullptr || !file->document.whole) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("weeks")) {
        ObjectReader entry(*file, *item, problems_);
        PlanEntry week;
        week.week = entry.number("week", 1, 52);
        for (const Value* first : entry.items("first")) {
            ObjectReader piece(*file, *first, problems_);
            PlanPiece result;
            result.id = piece.id();
            check_unique(piece, "piece of the plan", result.id);
            result.title = piece.text("title");
            result.text = piece.text("text");
            result.claims = piece.texts("claims");
            check_claims(piece, result.claims);
            result.when = optional_condition(piece, "when", findings);
            piece.finish();
            note_place(piece, "piece of the plan", result.id, result.when);
            week.first.push_back(std::move(result));
        }
        entry.finish();
        knowledge_.plan.push_back(std::move(week));
    }
    read_foods(reader);
    reader.finish();
}

void Loader::read_words() {
    const ParsedFile* file = needed("report.json");
    if (file == nullptr) return;
    ObjectReader reader(*file, file->document.root, problems_);
    if (!reader.has("disclaimer")) reader.text("disclaimer");
    for (const auto& member : file->document.root.members) {
        if (member.value.is(Value::Type::text)) {
            knowledge_.words.emplace_back(member.key, member.value.text);
        } else {
            report(*file, member.value, problems_, fmt::format("\"{}\" is to be text", printable(member.key)));
        }
    }
}

}  // namespace sleepcheck::knowledge
