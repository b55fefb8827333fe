#include "sleepcheck/rules_diff.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "json.hpp"

namespace sleepcheck {

namespace {

using json::Value;

/// A value without its layout. Lists of entries that are compared by themselves are left out.
std::string plain(const Value& value) {
    constexpr std::array<std::string_view, 3> compared_apart{"signs", "caps", "requires"};
    switch (value.type) {
        case Value::Type::null: return "null";
        case Value::Type::boolean: return value.boolean ? "true" : "false";
        case Value::Type::integer: return fmt::format("{}", value.integer);
        case Value::Type::number: return fmt::format("{}", value.number);
        case Value::Type::text: return fmt::format("\"{}\"", value.text);
        case Value::Type::list: {
            std::string result = "[";
            for (const Value& item : value.items) result += plain(item) + ",";
            return result + "]";
        }
        case Value::Type::object: break;
    }
    std::set<std::string> members;
    for (const auto& member : value.members) {
        if (std::find(compared_apart.begin(), compared_apart.end(), member.key) != compared_apart.end()) continue;
        members.insert(fmt::format("\"{}\":{}", member.key, plain(member.value)));
    }
    return fmt::format("{{{}}}", fmt::join(members, ","));
}

/// The entries of a rule base by kind and id, or by kind and place for what has no id of its own.
std::map<std::pair<std::string, std::string>, std::string> entries_of(const Loaded& loaded) {
    constexpr std::array<std::string_view, 4> without_id{"cap", "requirement", "line", "branch"};
    std::map<std::pair<std::string, std::string>, std::string> entries;
    for (const RulePlace& place : loaded.places) {
        if (place.kind == "condition") continue;
        const RuleFile& file = loaded.sources[place.file];
        const bool has_id = std::find(without_id.begin(), without_id.end(), place.kind) == without_id.end();
        const std::string id = has_id ? place.id : fmt::format("{}{}", file.name, place.pointer);
        const json::Source source{file.name, file.text.substr(place.offset, place.length)};
        entries[{place.kind, id}] = plain(json::parse(source).root);
    }
    return entries;
}

class Comparison {
public:
    Comparison(std::size_t number, ResultChanges& changes) : number_(number), changes_(changes) {}

    void of(int rank, std::string_view what, std::string_view before, std::string_view after) {
        if (before != after) add(rank, fmt::format("{}: {} -> {}", what, before, after));
    }

    void of_points(int rank, const std::string& id, std::int32_t before, std::int32_t after) {
        if (before != after) add(rank, fmt::format("points of {}: {:+}", id, after - before));
    }

    void of_sets(int rank, std::string_view what, const std::set<std::string>& before,
                 const std::set<std::string>& after) {
        for (const auto& id : before) {
            if (after.find(id) == after.end()) add(rank, fmt::format("{} {}: no longer", what, id));
        }
        for (const auto& id : after) {
            if (before.find(id) == before.end()) add(rank, fmt::format("{} {}: new", what, id));
        }
    }

    [[nodiscard]] bool any() const { return any_; }

private:
    void add(int rank, const std::string& change) {
        any_ = true;
        ResultChange& entry = changes_[{rank, change}];
        if (entry.count++ == 0) entry.first = number_;
    }

    std::size_t number_;
    ResultChanges& changes_;
    bool any_ = false;
};

std::set<std::string> flags_of(const Assessment& assessment) {
    std::set<std::string> ids;
    for (const Flag* flag : assessment.flags) ids.insert(flag->id);
    return ids;
}

std::set<std::string> contradictions_of(const Assessment& assessment) {
    std::set<std::string> ids;
    for (const auto& found : assessment.contradictions) ids.insert(found.contradiction->id);
    return ids;
}

std::set<std::string> advice_of(const Assessment& assessment) {
    std::set<std::string> ids;
    for (const auto& given : assessment.plan) ids.insert(given.piece->id);
    for (const Food* food : assessment.foods) ids.insert(food->group);
    return ids;
}

std::map<std::string, std::pair<std::string, std::int32_t>> scores_of(const Assessment& assessment) {
    std::map<std::string, std::pair<std::string, std::int32_t>> scores;
    for (const auto* list : {&assessment.patterns, &assessment.causes}) {
        for (const Score& score : *list) scores[score.pattern->id] = {std::string(level_name(score)), score.points};
    }
    return scores;
}

std::string outcome_of(const Assessment& assessment) {
    return assessment.outcome->id + (assessment.reason.empty() ? "" : " (" + assessment.reason + ")");
}

}  // namespace

std::vector<RuleChange> changed_rules(const Loaded& before, const Loaded& after) {
    std::vector<RuleChange> changes;
    const auto old_entries = entries_of(before);
    const auto new_entries = entries_of(after);
    for (const auto& [key, text] : old_entries) {
        const auto found = new_entries.find(key);
        if (found == new_entries.end()) {
            changes.push_back({RuleChange::What::removed, key.first, key.second});
        } else if (found->second != text) {
            changes.push_back({RuleChange::What::changed, key.first, key.second});
        }
    }
    for (const auto& [key, text] : new_entries) {
        if (old_entries.find(key) == old_entries.end()) {
            changes.push_back({RuleChange::What::added, key.first, key.second});
        }
    }
    const auto by_name = [](const RuleChange& left, const RuleChange& right) {
        return std::tie(left.kind, left.id) < std::tie(right.kind, right.id);
    };
    std::sort(changes.begin(), changes.end(), by_name);
    return changes;
}

bool add_changes(const Assessment& before, const Assessment& after, std::size_t number, ResultChanges& changes) {
    enum Rank { outcome, level, flag, contradiction, advice, points };
    Comparison comparison(number, changes);
    comparison.of(outcome, "outcome", outcome_of(before), outcome_of(after));
    auto old_scores = scores_of(before);
    auto new_scores = scores_of(after);
    for (const auto& [id, score] : new_scores) old_scores.try_emplace(id, "none", 0);
    for (const auto& [id, score] : old_scores) {
        const auto& other = new_scores.try_emplace(id, "none", 0).first->second;
        comparison.of(level, "level of " + id, score.first, other.first);
        if (score.first == other.first) comparison.of_points(points, id, score.second, other.second);
    }
    comparison.of_sets(flag, "flag", flags_of(before), flags_of(after));
    comparison.of_sets(contradiction, "contradiction", contradictions_of(before), contradictions_of(after));
    comparison.of_sets(advice, "advice", advice_of(before), advice_of(after));
    return comparison.any();
}

}  // namespace sleepcheck
