#include "batch/csv_results.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report_json.hpp"
#include "sleepcheck/spreadsheet.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;
using Cells = std::vector<std::string>;

/// A text without its quotes, anything else as it is written.
std::string cell_of_id(std::string_view id) {
    if (id.empty() || id == "null") return {};
    if (id.front() != '"') return std::string(id);
    return cell_of_words(Json::parse(id).get<std::string>());
}

std::string row_of(const Cells& cells) {
    std::string row;
    add_row(row, cells);
    return row;
}

std::string level_of(const Pattern& pattern, std::size_t level) {
    return level == 0 ? "none" : pattern.levels[level - 1].id;
}

std::string joined(const Cells& words) {
    return fmt::format("{}", fmt::join(words, ";"));
}

/// The ids in a list of the report, whose entries are ids or have one.
std::string ids_in(const Json& list) {
    Cells ids;
    for (const Json& entry : list) ids.push_back((entry.is_object() ? entry["id"] : entry).get<std::string>());
    return joined(ids);
}

void add_names(const Knowledge& knowledge, const BatchField& field, Cells& names) {
    switch (field.kind) {
        case BatchField::Kind::patterns:
            for (const Pattern& pattern : knowledge.patterns) {
                names.push_back(pattern.id + "_level");
                names.push_back(pattern.id + "_points");
            }
            break;
        case BatchField::Kind::points_range:
            for (const Pattern& pattern : knowledge.patterns) {
                names.push_back(pattern.id + "_least_points");
                names.push_back(pattern.id + "_most_points");
            }
            break;
        case BatchField::Kind::causes:
            for (const Pattern& cause : knowledge.causes) names.push_back("cause_" + cause.id);
            break;
        case BatchField::Kind::flags:
            for (const Flag& flag : knowledge.flags) names.push_back("flag_" + flag.id);
            break;
        default: names.emplace_back(field.name); break;
    }
}

}  // namespace

CsvResults::CsvResults(const Knowledge& knowledge, const BatchChoice& choice) : knowledge_(knowledge) {
    for (const std::string& name : choice.fields) {
        fields_.push_back(&batch_field(name));
        if (fields_.back()->kind == BatchField::Kind::id) id_column_ = head_.size();
        add_names(knowledge, *fields_.back(), head_);
    }
    head_.insert(head_.end(), {"error_line", "error_column", "error"});
}

std::string CsvResults::header() const {
    return row_of(head_);
}

void CsvResults::add(const BatchResult& result, BatchText& text) const {
    Cells cells;
    for (const BatchField* field : fields_) add_cells(*field, result, cells);
    cells.resize(head_.size());
    text.add(row_of(cells));
}

void CsvResults::add_error(const std::string& id, const Problems& problems, BatchText& text) const {
    Cells cells(head_.size());
    if (id_column_) cells[*id_column_] = cell_of_id(id);
    const Problem& first = problems.front();
    cells[cells.size() - 3] = fmt::format("{}", first.place.line);
    cells[cells.size() - 2] = fmt::format("{}", first.place.column);
    cells.back() = cell_of_words(first.what);
    text.add(row_of(cells));
}

void CsvResults::add_cells(const BatchField& field, const BatchResult& result, Cells& cells) const {
    const bool halted = result.halted;
    switch (field.kind) {
        case BatchField::Kind::id: cells.push_back(cell_of_id(result.id)); break;
        case BatchField::Kind::outcome: cells.push_back(knowledge_.outcomes[result.outcome].id); break;
        case BatchField::Kind::reason: cells.emplace_back(result.reason); break;
        case BatchField::Kind::leaning: cells.push_back(result.leaning == nullptr ? "" : result.leaning->value); break;
        case BatchField::Kind::certainty: cells.emplace_back(result.settled ? "settled" : "provisional"); break;
        case BatchField::Kind::side: cells.push_back(result.side == nullptr ? "" : result.side->value); break;
        case BatchField::Kind::patterns:
            for (std::size_t i = 0; i < knowledge_.patterns.size(); ++i) {
                cells.push_back(halted ? "" : level_of(knowledge_.patterns[i], result.patterns[i].level));
                cells.push_back(halted ? "" : fmt::format("{}", result.patterns[i].points));
            }
            break;
        case BatchField::Kind::points_range:
            for (std::size_t i = 0; i < knowledge_.patterns.size(); ++i) {
                cells.push_back(halted ? "" : fmt::format("{}", result.patterns[i].range.least));
                cells.push_back(halted ? "" : fmt::format("{}", result.patterns[i].range.most));
            }
            break;
        case BatchField::Kind::causes: {
            const std::size_t first = cells.size();
            cells.resize(first + knowledge_.causes.size(), halted ? "" : "none");
            for (const auto& [cause, level] : result.causes)
                cells[first + cause] = level_of(knowledge_.causes[cause], level);
            break;
        }
        case BatchField::Kind::flags: {
            const std::size_t first = cells.size();
            cells.resize(first + knowledge_.flags.size(), "no");
            for (const std::size_t flag : result.flags) cells[first + flag] = "yes";
            break;
        }
        case BatchField::Kind::missing: {
            Cells ids;
            for (const FactId fact : result.missing) ids.push_back(knowledge_.catalogue.at(fact).id);
            cells.push_back(joined(ids));
            break;
        }
        case BatchField::Kind::ids_of_report:
        case BatchField::Kind::rest_of_report:
            cells.push_back(ids_in(report_json(knowledge_, *result.assessment, {})[std::string(field.name)]));
            break;
    }
}

}  // namespace sleepcheck
