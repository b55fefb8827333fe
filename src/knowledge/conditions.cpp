#include "knowledge/conditions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

namespace {

using json::Value;

constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t most_parts = 1000;

bool has_options(Kind kind) {
    return kind == Kind::yes_no || kind == Kind::choice || kind == Kind::multi_choice;
}

std::vector<std::string> operators_for(Kind kind) {
    if (kind == Kind::multi_choice) return {"has_any", "known", "unknown"};
    if (has_options(kind)) return {"==", "!=", "in", "known", "unknown"};
    if (kind == Kind::integer) return {"==", "!=", "<", "<=", ">", ">=", "in", "known", "unknown"};
    return {"==", "!=", "<", "<=", ">", ">=", "known", "unknown"};
}

std::vector<std::string> ids_of(const Referables& known) {
    std::vector<std::string> ids;
    for (const auto& [id, referable] : known) ids.push_back(id);
    return ids;
}

template <typename Entries>
std::vector<std::string> ids_of(const Entries& entries) {
    std::vector<std::string> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

template <typename Entries>
auto find_id(const Entries& entries, const std::string& id) {
    return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.id == id; });
}

}  // namespace

StepId ConditionReader::read(const ParsedFile& file, const Value& value, const Scope& scope) {
    if (depth_ == 0) mentioned_.clear();
    ++depth_;
    ObjectReader reader(file, value, problems_);
    StepId step = row_.always();
    if (reader.has("fact")) {
        step = of_fact(reader, scope);
    } else if (reader.has("all")) {
        step = row_.all(list(reader, "all", scope));
    } else if (reader.has("any")) {
        step = row_.any(list(reader, "any", scope));
    } else if (reader.has("not")) {
        step = row_.negation(read(file, *reader.value("not"), scope));
    } else if (reader.has("of")) {
        step = at_least(reader, scope);
    } else if (reader.has("more_of")) {
        step = more_of(reader, scope);
    } else {
        check_findings_allowed(reader, scope);
        if (reader.has("sign")) {
            step = reference(reader, "sign", signs_);
        } else if (reader.has("flag")) {
            step = reference(reader, "flag", flags_);
        } else if (reader.has("group")) {
            step = reference(reader, "group", groups_);
        } else if (reader.has("domains")) {
            step = domains(reader, scope);
        } else if (reader.has("causes")) {
            step = scored(reader, "causes", knowledge_.causes);
        } else if (reader.has("patterns")) {
            step = scored(reader, "patterns", knowledge_.patterns);
        } else if (value.is(Value::Type::object)) {
            reader.complain("this is no condition",
                            "a condition has fact, all, any, not, at_least, more_of, sign, flag, "
                            "group, domains, causes or patterns; see rules/README.md");
            --depth_;
            return step;
        }
    }
    reader.finish();
    --depth_;
    places_.push_back({"condition",
                       {},
                       step,
                       file.number,
                       value.mark.offset,
                       value.mark.length,
                       json::pointer_to(file.document.root, value)});
    return step;
}

void ConditionReader::check_findings_allowed(ObjectReader& reader, const Scope& scope) {
    if (scope.findings) return;
    constexpr std::array<std::string_view, 6> findings{"sign", "flag", "group", "domains", "causes", "patterns"};
    for (const auto key : findings) {
        if (!reader.has(key)) continue;
        reader.complain_at(key, fmt::format("\"{}\" cannot be used here", key),
                           "signs, flags, contradictions, questions and derived facts rest on answers alone");
    }
}

std::optional<FactId> ConditionReader::fact(const ParsedFile& file, const Value& where, const std::string& id) {
    const auto found = find_fact(knowledge_.catalogue, id);
    if (!found) {
        report(file, where, problems_, fmt::format("unknown fact \"{}\"", printable(id)),
               suggestion(id, ids_of(knowledge_.catalogue.entries)));
    }
    return found;
}

std::optional<FactId> ConditionReader::question(const ParsedFile& file, const Value& where, const std::string& id) {
    const auto found = fact(file, where, id);
    if (!found || !knowledge_.catalogue.at(*found).derived) return found;
    report(file, where, problems_, fmt::format("\"{}\" is a derived fact, which nobody can answer", id),
           "name the questions it comes from");
    return std::nullopt;
}

std::vector<FactId> ConditionReader::facts(const ParsedFile& file, const Value& list) {
    std::vector<FactId> result;
    for (const Value& item : list.items) {
        if (!item.is(Value::Type::text)) {
            report(file, item, problems_, "expected the id of a fact");
        } else if (const auto found = question(file, item, item.text)) {
            result.push_back(*found);
        }
    }
    return result;
}

std::vector<FactId> ConditionReader::facts(ObjectReader& reader, std::string_view key, bool needed) {
    const auto items = needed ? reader.items(key) : reader.optional_items(key);
    if (items.empty()) {
        if (needed && reader.has(key)) reader.complain_at(key, fmt::format("\"{}\" names no fact", key));
        return {};
    }
    return facts(reader.file(), *reader.value(key));
}

std::optional<std::int32_t> ConditionReader::value_of(const ParsedFile& file, const Value& value,
                                                      const Question& fact) {
    const auto wrong = [&](std::string cure = {}) {
        report(file, value, problems_, fmt::format("\"{}\" cannot have this value", fact.id),
               cure.empty() ? "it is " + expected_answer(fact) : std::move(cure));
        return std::nullopt;
    };
    switch (fact.kind) {
        case Kind::yes_no:
        case Kind::choice:
        case Kind::multi_choice: {
            if (!value.is(Value::Type::text)) return wrong();
            if (const auto option = find_option(fact, value.text)) return static_cast<std::int32_t>(*option);
            return wrong(suggestion(value.text, [&] {
                std::vector<std::string> values;
                for (const auto& option : fact.options) values.push_back(option.value);
                return values;
            }()));
        }
        case Kind::integer:
            if (!value.is(Value::Type::integer) || value.integer < fact.least || value.integer > fact.most)
                return wrong();
            return static_cast<std::int32_t>(value.integer);
        case Kind::time: {
            const auto time = value.is(Value::Type::text) ? clock_time(value.text) : std::nullopt;
            return time ? std::optional(time->minutes) : wrong();
        }
        case Kind::hours: {
            const bool a_number = value.is(Value::Type::integer) || value.is(Value::Type::number);
            const double minutes = a_number ? value.number * minutes_per_hour : -1;
            if (minutes < 0 || minutes > minutes_per_day || minutes != std::floor(minutes)) {
                return wrong("it is hours from 0 to 24, in whole minutes");
            }
            return static_cast<std::int32_t>(minutes);
        }
    }
    return std::nullopt;
}

StepId ConditionReader::of_fact(ObjectReader& reader, const Scope& scope) {
    const std::string id = reader.text("fact");
    const auto found = fact(reader.file(), *reader.value("fact"), id);
    if (reader.has("between")) {
        if (!found) {
            reader.value("between");
            return row_.always();
        }
        return between(reader, scope, *found);
    }
    const std::string op = reader.text("op");
    if (!found || op.empty()) {
        reader.value("value");
        return row_.always();
    }
    const Question& question = knowledge_.catalogue.at(*found);
    const auto operators = operators_for(question.kind);
    if (std::find(operators.begin(), operators.end(), op) == operators.end()) {
        reader.value("value");
        reader.complain_at(
            "op", fmt::format("\"{}\" does not fit \"{}\", which is {}", printable(op), id, word_for(question.kind)),
            "it takes " + listed(operators));
        return row_.always();
    }
    return of_known_fact(reader, scope, *found, op);
}

StepId ConditionReader::of_known_fact(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op) {
    if (op == "known") return row_.known(scope.table, fact);
    if (op == "unknown") return row_.negation(row_.known(scope.table, fact));
    if (!reader.has("value")) {
        reader.complain("\"value\" is missing");
        return row_.always();
    }
    return has_options(knowledge_.catalogue.at(fact).kind) ? of_options(reader, scope, fact, op)
                                                           : of_number(reader, scope, fact, op);
}

StepId ConditionReader::of_options(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op) {
    const Question& question = knowledge_.catalogue.at(fact);
    const bool of_list = op == "in" || op == "has_any";
    std::vector<const Value*> values;
    if (of_list) {
        values = reader.items("value");
        if (values.empty()) reader.complain_at("value", "this list is empty, so the condition can never hold");
    } else {
        values.push_back(reader.value("value"));
    }
    std::uint32_t options = 0;
    for (const Value* value : values) {
        if (const auto option = value_of(reader.file(), *value, question)) {
            options |= 1U << static_cast<std::uint32_t>(*option);
        }
    }
    if (op == "has_any") return row_.any_of(scope.table, fact, options);
    if (op == "!=") options = ~options & ((1U << question.options.size()) - 1U);
    return row_.one_of(scope.table, fact, options);
}

StepId ConditionReader::of_number(ObjectReader& reader, const Scope& scope, FactId fact, const std::string& op) {
    const Question& question = knowledge_.catalogue.at(fact);
    if (op == "in") {
        std::vector<StepId> steps;
        for (const Value* item : reader.items("value")) {
            if (const auto value = value_of(reader.file(), *item, question)) {
                steps.push_back(row_.within(scope.table, fact, *value, *value));
            }
        }
        if (steps.empty()) reader.complain_at("value", "this list is empty, so the condition can never hold");
        return steps.empty() ? row_.always() : row_.any(steps);
    }
    const auto value = value_of(reader.file(), *reader.value("value"), question);
    if (!value) return row_.always();
    if (op == "<") return row_.within(scope.table, fact, lowest, *value - 1);
    if (op == "<=") return row_.within(scope.table, fact, lowest, *value);
    if (op == ">") return row_.within(scope.table, fact, *value + 1, highest);
    if (op == ">=") return row_.within(scope.table, fact, *value, highest);
    const StepId equal = row_.within(scope.table, fact, *value, *value);
    return op == "==" ? equal : row_.negation(equal);
}

StepId ConditionReader::between(ObjectReader& reader, const Scope& scope, FactId fact) {
    const auto ends = reader.items("between");
    const Question& question = knowledge_.catalogue.at(fact);
    if (question.kind != Kind::time || ends.size() != 2) {
        reader.complain_at("between", "\"between\" takes two times of day, for a fact that is a time");
        return row_.always();
    }
    const auto from = value_of(reader.file(), *ends[0], question);
    const auto to = value_of(reader.file(), *ends[1], question);
    if (!from || !to) return row_.always();
    if (*from <= *to) return row_.within(scope.table, fact, *from, *to);
    return row_.any(
        {row_.within(scope.table, fact, *from, minutes_per_day - 1), row_.within(scope.table, fact, 0, *to)});
}

std::vector<StepId> ConditionReader::list(ObjectReader& reader, std::string_view key, const Scope& scope) {
    std::vector<StepId> steps;
    const auto items = reader.items(key);
    for (const Value* item : items) steps.push_back(read(reader.file(), *item, scope));
    if (items.empty()) {
        reader.complain_at(key, fmt::format("\"{}\" is empty", key), "name at least one condition");
        steps.push_back(row_.always());
    }
    return steps;
}

StepId ConditionReader::at_least(ObjectReader& reader, const Scope& scope) {
    const auto steps = list(reader, "of", scope);
    const auto threshold = reader.number("at_least", 1, static_cast<std::int32_t>(steps.size()));
    std::vector<Part> parts;
    for (const StepId step : steps) parts.push_back({step, 1});
    return row_.count(std::move(parts), threshold);
}

StepId ConditionReader::more_of(ObjectReader& reader, const Scope& scope) {
    std::vector<Part> parts;
    for (const StepId step : list(reader, "more_of", scope)) parts.push_back({step, 1});
    for (const StepId step : list(reader, "than_of", scope)) parts.push_back({step, -1});
    return row_.count(std::move(parts), 1);
}

StepId ConditionReader::named(StepId step, std::string words) {
    const auto same = [&](const auto& entry) { return entry.first == step; };
    auto& names = knowledge_.step_names;
    if (std::none_of(names.begin(), names.end(), same)) names.emplace_back(step, std::move(words));
    return step;
}

StepId ConditionReader::reference(ObjectReader& reader, std::string_view key, const Referables& known) {
    const std::string id = reader.text(key);
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == id; });
    if (found != known.end()) return named(row_.found(found->second.step), found->second.words);
    reader.complain_at(key, fmt::format("unknown {} \"{}\"", key, printable(id)), suggestion(id, ids_of(known)));
    return row_.always();
}

StepId ConditionReader::enough(ObjectReader& reader, const std::vector<StepId>& steps) {
    const auto threshold =
        reader.optional_number("at_least", 1, std::max<std::int32_t>(1, static_cast<std::int32_t>(steps.size())));
    std::vector<Part> parts;
    for (const StepId step : steps) parts.push_back({step, 1});
    if (parts.empty()) return row_.always();
    return row_.tally(std::move(parts), threshold.value_or(1));
}

StepId ConditionReader::domains(ObjectReader& reader, const Scope& scope) {
    std::string owner = reader.optional_text("pattern");
    if (owner.empty()) owner = scope.pattern;
    const auto pattern = find_id(knowledge_.patterns, owner);
    if (pattern == knowledge_.patterns.end()) {
        reader.texts("domains");
        reader.optional_number("at_least", 1, most_parts);
        reader.complain_at("pattern", "of which pattern are these domains?",
                           "add \"pattern\"; " + suggestion(owner, ids_of(knowledge_.patterns)));
        return row_.always();
    }
    std::vector<StepId> steps;
    for (const Value* item : reader.items("domains")) {
        const auto domain = find_id(pattern->domains, item->text);
        if (domain == pattern->domains.end()) {
            report(reader.file(), *item, problems_, fmt::format("unknown domain \"{}\"", printable(item->text)),
                   suggestion(item->text, ids_of(pattern->domains)));
        } else {
            steps.push_back(domain->present);
        }
    }
    return enough(reader, steps);
}

StepId ConditionReader::signs_of(ObjectReader& reader, const Pattern& pattern) {
    std::vector<StepId> parts;
    if (const auto points = reader.optional_number("points", -most_parts, most_parts)) {
        parts.push_back(
            named(row_.reaches(pattern.points, *points), fmt::format("{}: {} points or more", pattern.name, *points)));
    }
    if (const std::string role = reader.optional_text("role"); !role.empty()) {
        std::vector<Part> signs;
        for (const Sign& sign : pattern.signs) {
            if (sign.role == role) signs.push_back({sign.when, 1});
        }
        if (signs.empty()) {
            reader.complain_at("role",
                               fmt::format("no sign of \"{}\" has the role \"{}\"", pattern.id, printable(role)));
            return row_.always();
        }
        parts.push_back(
            named(row_.tally(std::move(signs), 1), fmt::format("{}: a {} sign counts", pattern.name, role)));
    }
    if (parts.empty()) {
        reader.complain("which level, points or role?", "add \"level\", \"points\" or \"role\"");
        return row_.always();
    }
    return row_.all(parts);
}

StepId ConditionReader::scored(ObjectReader& reader, std::string_view key, const std::vector<Pattern>& known) {
    std::vector<const Pattern*> meant;
    const Value& list = *reader.value(key);
    if (list.is(Value::Type::text) && list.text == "any") {
        for (const Pattern& pattern : known) meant.push_back(&pattern);
    } else {
        for (const std::string& id : reader.texts(key)) {
            const auto found = find_id(known, id);
            if (found != known.end()) {
                meant.push_back(&*found);
            } else {
                reader.complain_at(key, fmt::format("unknown id \"{}\" among {}", printable(id), key),
                                   suggestion(id, ids_of(known)));
            }
        }
    }
    const std::string level = reader.optional_text("level");
    const bool checkable = reader.boolean("checkable");
    std::vector<StepId> steps;
    for (const Pattern* pattern : meant) {
        if (level.empty()) {
            steps.push_back(signs_of(reader, *pattern));
            continue;
        }
        const auto found = find_id(pattern->levels, level);
        if (found == pattern->levels.end()) {
            reader.complain_at("level", fmt::format("\"{}\" has no level \"{}\"", pattern->id, printable(level)),
                               suggestion(level, ids_of(pattern->levels)));
            continue;
        }
        const bool highest_level = found + 1 == pattern->levels.end();
        StepId step =
            named(found->reached, fmt::format("{}: {}{}", pattern->name, level, highest_level ? "" : " or more"));
        if (key == "causes") mentioned_.emplace_back(pattern->name, step);
        if (checkable) step = row_.all({step, row_.found(pattern->checkable)});
        steps.push_back(step);
    }
    return enough(reader, steps);
}

void ConditionReader::add_sign(const std::string& id, StepId when, std::string words) {
    signs_.push_back({id, {when, std::move(words)}});
}

void ConditionReader::add_flag(const std::string& id, StepId when, std::string words) {
    flags_.push_back({id, {when, std::move(words)}});
}

void ConditionReader::add_group(const std::string& id, StepId met, std::string words) {
    groups_.push_back({id, {met, std::move(words)}});
}

}  // namespace sleepcheck::knowledge
