// Levels, domains and caps of patterns and causes.

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "defects/checks.hpp"
#include "defects/implication.hpp"

namespace sleepcheck::defects {

namespace {

/// Levels that some condition asks of `"any"` cause or pattern: every one of these must have them, in reach or not.
void add_levels_of_any(const json::Value& value, std::string_view key, std::set<std::string>& levels) {
    const json::Value* whose = value.find(key);
    const json::Value* level = value.find("level");
    if (whose != nullptr && level != nullptr && whose->text == "any") levels.insert(level->text);
    for (const json::Value& item : value.items) add_levels_of_any(item, key, levels);
    for (const json::Member& member : value.members) add_levels_of_any(member.value, key, levels);
}

std::set<std::string> levels_of_any(const Review& review, std::string_view key) {
    std::set<std::string> levels;
    for (const json::Document& document : review.documents) add_levels_of_any(document.root, key, levels);
    return levels;
}

bool out_of_reach(const Review& review, const Level& level) {
    return review.space.never(level.reached) || contradicts_itself(review.rules, review.space.outlook(), level.reached);
}

void mark(Review& review, const std::vector<Pattern>& patterns, std::string_view key) {
    const auto excused = levels_of_any(review, key);
    for (const Pattern& pattern : patterns) {
        for (const Level& level : pattern.levels) {
            if (excused.count(level.id) == 0 && out_of_reach(review, level)) review.faulty.insert(level.reached);
        }
    }
}

class PatternCheck {
public:
    PatternCheck(Review& review, const Pattern& pattern, const RulePlace& place)
        : review_(review), pattern_(pattern), place_(place) {}

    void check() {
        if (!review_.reported_within(place_)) check_domains();
        if (check_lowest_level_out_of_reach() || review_.reported_within(place_)) return;
        for (std::size_t i = 0; i < pattern_.caps.size(); ++i) check_cap(i);
    }

private:
    void check_domains() {
        for (std::size_t i = 0; i < pattern_.domains.size(); ++i) {
            const Domain& domain = pattern_.domains[i];
            if (!review_.space.never(domain.present) || review_.excused(domain.present)) continue;
            review_.report_inside(place_, fmt::format("/domains/{}", i), "no answers make this domain present",
                                  "it needs a sign with points above 0 that can count");
        }
    }

    /// Where one level is out of reach, those above it are too. True when there is one.
    bool check_lowest_level_out_of_reach() {
        for (const Level& level : pattern_.levels) {
            if (review_.faulty.count(level.reached) == 0) continue;
            if (review_.excused(level.reached) || review_.reported_within(place_)) return true;
            const NumberRange points = review_.space.outlook().number(pattern_.points);
            review_.report_inside(
                place_, "/levels/" + level.id, fmt::format("no answers reach the level \"{}\"", level.id),
                points.most < level.points ? fmt::format("the points go from {} to {}", points.least, points.most)
                                           : "what it requires, its caps and its points exclude each other");
            return true;
        }
        return false;
    }

    [[nodiscard]] std::size_t level_by_points(const Judgement& judgement) const {
        const auto reached = [&](const Level& level) { return judgement.number(pattern_.points) >= level.points; };
        return static_cast<std::size_t>(std::count_if(pattern_.levels.begin(), pattern_.levels.end(), reached));
    }

    /// The level would be higher if it were not for this cap.
    [[nodiscard]] bool binds(std::size_t place, const Judgement& judgement) const {
        const Cap& cap = pattern_.caps[place];
        if (!judgement.holds(cap.when) || level_by_points(judgement) <= cap.at_most) return false;
        for (const Requirement& requirement : pattern_.requirements) {
            if (!judgement.holds(requirement.when)) return false;
        }
        for (std::size_t i = 0; i < pattern_.caps.size(); ++i) {
            const Cap& other = pattern_.caps[i];
            if (i != place && other.at_most <= cap.at_most && judgement.holds(other.when)) return false;
        }
        return true;
    }

    /// An earlier cap, or a lower one, that holds whenever this one does; null when none is seen to.
    [[nodiscard]] const Cap* stronger_cap(std::size_t place) const {
        const Cap& cap = pattern_.caps[place];
        for (std::size_t i = 0; i < pattern_.caps.size(); ++i) {
            const Cap& other = pattern_.caps[i];
            const bool lower = other.at_most < cap.at_most || (other.at_most == cap.at_most && i < place);
            if (i != place && lower && implied(cap.when, {other.when, Literal::Says::yes})) return &other;
        }
        return nullptr;
    }

    [[nodiscard]] bool implied(StepId step, const Literal& other) const {
        return implies(review_.rules, review_.space.outlook(), {step, Literal::Says::yes}, other);
    }

    [[nodiscard]] bool excludes_a_requirement(const Cap& cap) const {
        const auto excluded = [&](const Requirement& requirement) {
            return implied(cap.when, {requirement.when, Literal::Says::not_yes});
        };
        return std::any_of(pattern_.requirements.begin(), pattern_.requirements.end(), excluded);
    }

    void check_cap(std::size_t place) {
        const Cap& cap = pattern_.caps[place];
        if (review_.excused(cap.when)) return;
        if (cap.at_most >= pattern_.levels.size()) return report_cap(place, "there is no level above it");
        if (stronger_cap(place) != nullptr) {
            return report_cap(place, "whenever it holds, another cap holds the level as low");
        }
        if (excludes_a_requirement(cap)) return report_cap(place, "whenever it holds, something required does not");
        std::vector<StepId> about{pattern_.points, cap.when};
        for (const Requirement& requirement : pattern_.requirements) about.push_back(requirement.when);
        for (const Cap& other : pattern_.caps) about.push_back(other.when);
        const Finding finding =
            review_.space.find(about, [&](const Judgement& judgement) { return binds(place, judgement); });
        if (finding.is_excluded()) report_cap(place, "whenever it holds, the level is no higher without it");
    }

    void report_cap(std::size_t place, std::string cure) {
        review_.report_inside(place_, fmt::format("/caps/{}", place), "this cap never changes the level",
                              std::move(cure));
    }

    Review& review_;
    const Pattern& pattern_;
    const RulePlace& place_;
};

}  // namespace

void mark_levels(Review& review) {
    mark(review, review.knowledge.patterns, "patterns");
    mark(review, review.knowledge.causes, "causes");
}

void check_levels(Review& review) {
    for (const Pattern& pattern : review.knowledge.patterns) {
        PatternCheck(review, pattern, *review.place("pattern", pattern.id)).check();
    }
    for (const Pattern& cause : review.knowledge.causes) {
        PatternCheck(review, cause, *review.place("cause", cause.id)).check();
    }
}

}  // namespace sleepcheck::defects
