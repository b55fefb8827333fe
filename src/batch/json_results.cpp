#include "batch/json_results.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report_json.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string in_quotes(std::string_view text) {
    return dumped(Json(text));
}

std::string_view level_of(const Pattern& pattern, std::size_t level) {
    return level == 0 ? std::string_view("none") : std::string_view(pattern.levels[level - 1].id);
}

void add_number(std::int32_t number, BatchText& text) {
    const fmt::format_int written(number);
    text.add(std::string_view(written.data(), written.size()));
}

/// Adds items with commas between them, in brackets.
template <typename Items, typename Snippets>
void add_list(const Items& items, BatchText& text, const Snippets& snippet_of) {
    text.add('[');
    for (const auto& item : items) {
        sleepcheck::add(snippet_of(item), text);
        text.add(',');
    }
    if (!items.empty()) text.drop();
    text.add(']');
}

/// The longest of the snippets, each of which may stand in a list.
std::size_t longest(const std::vector<Snippet>& snippets) {
    std::size_t size = 0;
    for (const Snippet& snippet : snippets) size = std::max(size, snippet.size() + 1);
    return size;
}

std::size_t together(const std::vector<Snippet>& snippets) {
    std::size_t size = 0;
    for (const Snippet& snippet : snippets) size += snippet.size() + 1;
    return size;
}

Json json_of(const Problem& problem) {
    Json result{{"line", problem.place.line}, {"column", problem.place.column}, {"message", problem.what}};
    if (!problem.cure.empty()) result["cure"] = problem.cure;
    if (!problem.place.pointer.empty()) result["at"] = problem.place.pointer;
    return result;
}

}  // namespace

JsonResults::JsonResults(const Knowledge& knowledge, const BatchChoice& choice)
    : knowledge_(knowledge), choice_(choice), settled_("\"settled\""), provisional_("\"provisional\"") {
    add_pieces(choice);
    add_snippets();
    most_bytes_ = longest_line();
}

void JsonResults::add_pieces(const BatchChoice& choice) {
    std::vector<const BatchField*> fields;
    for (const std::string& name : choice.fields) fields.push_back(&batch_field(name));
    const auto asked = [&](BatchField::Kind kind) {
        return std::any_of(fields.begin(), fields.end(), [&](const BatchField* field) { return field->kind == kind; });
    };
    with_levels_ = asked(BatchField::Kind::patterns);
    with_ranges_ = asked(BatchField::Kind::points_range);
    for (const BatchField* field : fields) {
        const bool ranges = field->kind == BatchField::Kind::points_range;
        if (ranges && with_levels_) continue;  // they join in with the patterns
        const std::string_view key = ranges ? "patterns" : field->name;
        pieces_.push_back({field, Snippet(fmt::format("{}{}:", pieces_.empty() ? "{" : ",", in_quotes(key)))});
    }
}

void JsonResults::add_snippets() {
    const auto of_level = [](const Pattern& pattern, std::size_t level) {
        return fmt::format("{{\"id\":{},\"level\":{}", in_quotes(pattern.id), in_quotes(level_of(pattern, level)));
    };
    for (const Outcome& outcome : knowledge_.outcomes) outcomes_.emplace_back(in_quotes(outcome.id));
    for (const Choice& leaning : knowledge_.leaning) leanings_.emplace_back(in_quotes(leaning.value));
    for (const Flag& flag : knowledge_.flags) flags_.emplace_back(in_quotes(flag.id));
    for (const Question& fact : knowledge_.catalogue.entries) facts_.emplace_back(in_quotes(fact.id));
    for (const Pattern& pattern : knowledge_.patterns) {
        auto& levels = patterns_.emplace_back();
        for (std::size_t level = 0; level <= pattern.levels.size(); ++level) {
            levels.emplace_back(with_levels_ ? of_level(pattern, level) + ",\"points\":"
                                             : "{\"id\":" + in_quotes(pattern.id));
        }
    }
    for (const Pattern& cause : knowledge_.causes) {
        auto& levels = causes_.emplace_back();
        for (std::size_t level = 0; level <= cause.levels.size(); ++level) {
            levels.emplace_back(of_level(cause, level) + "}");
        }
    }
}

std::size_t JsonResults::longest_line() const {
    constexpr std::size_t brackets = 4;
    std::size_t size = brackets;
    for (const Piece& piece : pieces_) size += piece.before.size() + brackets;
    size += provisional_.size() + longest(outcomes_) + longest(leanings_) + together(flags_) + together(facts_);
    for (const auto& levels : patterns_) size += longest(levels) + brackets;
    for (const auto& levels : causes_) size += longest(levels);
    return size;
}

void JsonResults::add(const BatchResult& result, BatchText& text) const {
    text.reserve(most_bytes_);
    if (choice_.full) {
        const ReportOptions options{choice_.show_private, false, false, std::string(result.id)};
        text.add(to_json_line(knowledge_, *result.assessment, options));
    } else {
        for (const Piece& piece : pieces_) {
            sleepcheck::add(piece.before, text);
            add_value(*piece.field, result, text);
        }
        text.add('}');
    }
    text.add('\n');
}

void JsonResults::add_value(const BatchField& field, const BatchResult& result, BatchText& text) const {
    constexpr std::string_view null = "null";
    switch (field.kind) {
        case BatchField::Kind::id: text.add(result.id.empty() ? null : result.id); break;
        case BatchField::Kind::outcome: sleepcheck::add(outcomes_[result.outcome], text); break;
        case BatchField::Kind::reason:
            text.add(result.reason.empty() ? std::string(null) : in_quotes(result.reason));
            break;
        case BatchField::Kind::leaning:
            if (result.leaning == nullptr) {
                text.add(null);
            } else {
                sleepcheck::add(leanings_[static_cast<std::size_t>(result.leaning - knowledge_.leaning.data())], text);
            }
            break;
        case BatchField::Kind::certainty: sleepcheck::add(result.settled ? settled_ : provisional_, text); break;
        case BatchField::Kind::side:
            text.add(result.side == nullptr ? std::string(null) : in_quotes(result.side->value));
            break;
        case BatchField::Kind::patterns:
        case BatchField::Kind::points_range: add_patterns(result, text); break;
        case BatchField::Kind::causes:
            add_list(
                result.causes, text, [&](const auto& cause) -> auto& { return causes_[cause.first][cause.second]; });
            break;
        case BatchField::Kind::flags:
            add_list(
                result.flags, text, [&](std::size_t flag) -> auto& { return flags_[flag]; });
            break;
        case BatchField::Kind::missing:
            add_list(
                result.missing, text, [&](FactId fact) -> auto& { return facts_[index_of(fact)]; });
            break;
        case BatchField::Kind::ids_of_report:
        case BatchField::Kind::rest_of_report: text.add(report(result, field.name)); break;
    }
}

void JsonResults::add_patterns(const BatchResult& result, BatchText& text) const {
    text.add('[');
    for (std::size_t i = 0; i < result.patterns.size(); ++i) {
        if (i > 0) text.add(',');
        const BatchResult::OfPattern& pattern = result.patterns[i];
        sleepcheck::add(patterns_[i][pattern.level], text);
        if (with_levels_) add_number(pattern.points, text);
        if (with_ranges_) {
            text.add(fmt::format(",\"points_range\":[{},{}]", pattern.range.least, pattern.range.most));
        }
        text.add('}');
    }
    text.add(']');
}

std::string JsonResults::report(const BatchResult& result, std::string_view key) const {
    return dumped(report_json(knowledge_, *result.assessment, {choice_.show_private})[std::string(key)]);
}

void JsonResults::add_error(const std::string& id, const Problems& problems, BatchText& text) {
    Json error = json_of(problems.front());
    for (std::size_t i = 1; i < problems.size(); ++i) error["more"].push_back(json_of(problems[i]));
    // A key of the document may stand in a pointer: only ASCII, so that it cannot command a terminal.
    const std::string said = error.dump(-1, ' ', true, Json::error_handler_t::replace);
    text.add(fmt::format("{{\"id\":{},\"error\":{}}}\n", id.empty() ? "null" : id, said));
}

}  // namespace sleepcheck
