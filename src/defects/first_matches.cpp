// Lists of which the first entry that holds is taken: lines of outcomes, leanings, sides, the pieces of a week.

#include <algorithm>
#include <fmt/format.h>

#include "defects/checks.hpp"
#include "defects/implication.hpp"

namespace sleepcheck::defects {

namespace {

/// The places of the entries of one list.
using Entries = std::vector<const RulePlace*>;

class FirstMatch {
public:
    FirstMatch(Review& review, const Entries& entries, std::string what)
        : review_(review), entries_(entries), what_(std::move(what)) {}

    void check() {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const StepId step = when(i);
            if (review_.faulty.count(step) != 0 && !review_.space.never(step)) return;  // it hides all behind it
            if (review_.reported_within(*entries_[i]) || review_.excused(step)) continue;
            if (is_passed_by(i)) review_.report(*entries_[i], what_, ground(i));
        }
    }

private:
    [[nodiscard]] StepId when(std::size_t place) const { return entries_[place]->step; }

    [[nodiscard]] bool earlier_holds(std::size_t place, const Judgement& judgement) const {
        for (std::size_t i = 0; i < place; ++i) {
            if (judgement.holds(when(i))) return true;
        }
        return false;
    }

    /// Proven: no answers lead to this entry.
    [[nodiscard]] bool is_passed_by(std::size_t place) const {
        if (review_.space.never(when(place))) return true;
        std::vector<StepId> about;
        std::vector<Literal> earlier;
        for (std::size_t i = 0; i < place; ++i) earlier.push_back({when(i), Literal::Says::yes});
        const Literal own{when(place), Literal::Says::yes};
        if (implies_one(review_.rules, review_.space.outlook(), own, earlier)) return true;
        for (std::size_t i = 0; i <= place; ++i) about.push_back(when(i));
        return review_.space
            .find(about,
                  [&](const Judgement& judgement) {
                      return judgement.holds(when(place)) && !earlier_holds(place, judgement);
                  })
            .is_excluded();
    }

    [[nodiscard]] std::string ground(std::size_t place) const {
        const Finding finding =
            review_.space.find({when(place)}, [&](const Judgement& judgement) { return judgement.holds(when(place)); });
        if (finding.is_excluded()) return "its condition holds for no answers";
        if (!finding.is_shown()) return "whenever its condition holds, so does one before it";
        const std::string answers = review_.as_json(finding.answers);
        if (answers == "{}") return "what stands before it is always taken first";
        return fmt::format("what stands before it is taken first, as for {}", answers);
    }

    Review& review_;
    const Entries& entries_;
    std::string what_;
};

void check_list(Review& review, const Entries& entries, std::string what) {
    FirstMatch(review, entries, std::move(what)).check();
}

void check_plan(Review& review) {
    const Entries pieces = review.places("piece of the plan");
    auto piece = pieces.begin();
    for (const PlanEntry& entry : review.knowledge.plan) {
        const auto end = piece + static_cast<std::ptrdiff_t>(entry.first.size());
        check_list(review, Entries(piece, end), "this piece of the plan is never given");
        piece = end;
    }
}

}  // namespace

void check_first_matches(Review& review) {
    check_list(review, review.places("line"), "this line never decides");
    check_list(review, review.places("leaning"), "this leaning is never chosen");
    check_list(review, review.places("side"), "this side is never chosen");
    check_plan(review);
}

}  // namespace sleepcheck::defects
