// Conditions that can never hold, or never fail.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "defects/checks.hpp"
#include "defects/implication.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::defects {

namespace {

enum class Verdict : std::uint8_t { fine, never, always };

Verdict verdict_on(const Review& review, StepId step) {
    if (review.space.never(step) || contradicts_itself(review.rules, review.space.outlook(), step)) {
        return Verdict::never;
    }
    return review.space.always(step) ? Verdict::always : Verdict::fine;
}

/// The answers it hangs on, and of a single one what it can be.
std::string ground(const Review& review, StepId step, Verdict verdict) {
    const Catalogue& catalogue = review.knowledge.catalogue;
    const Step& test = review.rules.steps[index_of(step)];
    if (test.kind < Step::Kind::known && !catalogue.entries[test.fact].derived) {
        const Question& question = catalogue.entries[test.fact];
        return fmt::format("\"{}\" is {}", question.id, expected_answer(question));
    }
    std::vector<std::string> ids;
    for (const FactId fact : questions_of(review.rules, step)) {
        ids.push_back(fmt::format("\"{}\"", catalogue.at(fact).id));
    }
    constexpr std::size_t few = 4;
    const std::string what = verdict == Verdict::never ? "make it hold" : "make it fail";
    if (ids.empty() || ids.size() > few) return "no answers " + what;
    return fmt::format("no answers to {} {}", listed(ids), what);
}

/// Parts before wholes: by the row, and among places of one step the deepest first.
bool before(const std::vector<const RulePlace*>& left, const std::vector<const RulePlace*>& right) {
    const auto key = [](const RulePlace& place) {
        return std::pair(place.step, -std::count(place.pointer.begin(), place.pointer.end(), '/'));
    };
    return key(*left.front()) < key(*right.front());
}

std::string what(const Review& review, const RulePlace& condition, Verdict verdict) {
    if (verdict == Verdict::always) return "this condition always holds";
    for (const RulePlace* place : review.places("contradiction")) {
        const bool its_own = place->file == condition.file && place->pointer + "/when" == condition.pointer;
        if (its_own) return "this contradiction can never occur";
    }
    return "this condition can never hold";
}

}  // namespace

void check_conditions(Review& review) {
    // Conditions of derived facts are read once for each table; what is said of one must be true of both.
    std::map<std::pair<std::size_t, std::string>, std::vector<const RulePlace*>> by_pointer;
    for (const RulePlace* place : review.places("condition")) {
        by_pointer[{place->file, place->pointer}].push_back(place);
    }
    std::vector<std::vector<const RulePlace*>> conditions;
    for (auto& [pointer, places] : by_pointer) conditions.push_back(std::move(places));
    std::stable_sort(conditions.begin(), conditions.end(), before);
    std::map<StepId, Verdict> known;
    const auto verdict_of = [&](const RulePlace* place) {
        const auto found = known.find(place->step);
        if (found != known.end()) return found->second;
        return known[place->step] = verdict_on(review, place->step);
    };
    for (const auto& places : conditions) {
        const RulePlace& place = *places.front();
        const Verdict verdict = verdict_of(&place);
        const auto same = [&](const RulePlace* other) { return verdict_of(other) == verdict; };
        if (verdict == Verdict::fine || !std::all_of(places.begin(), places.end(), same)) continue;
        if (review.reported_within(place) || review.excused(place.step)) continue;
        review.report(place, what(review, place, verdict), ground(review, place.step, verdict));
        for (const RulePlace* reported : places) review.faulty.insert(reported->step);
    }
}

}  // namespace sleepcheck::defects
