// Signs of one pattern or cause that say the same, or count the same answer.

#include <algorithm>
#include <fmt/format.h>

#include "defects/checks.hpp"
#include "defects/implication.hpp"

namespace sleepcheck::defects {

namespace {

class SignPairs {
public:
    SignPairs(Review& review, const Pattern& pattern) : review_(review), pattern_(pattern) {
        for (const Sign& sign : pattern.signs) questions_.push_back(questions_of(review.rules, sign.when));
    }

    void check() {
        for (std::size_t second = 1; second < pattern_.signs.size(); ++second) {
            for (std::size_t first = 0; first < second; ++first) {
                if (check(first, second)) break;
            }
        }
    }

private:
    [[nodiscard]] const Sign& sign(std::size_t place) const { return pattern_.signs[place]; }

    [[nodiscard]] bool counted_here(const Sign& sign) const {
        const RulePlace* place = review_.place("sign", sign.id);
        return place != nullptr && !review_.reported_within(*place);
    }

    [[nodiscard]] bool share_a_question(std::size_t left, std::size_t right) const {
        const auto& others = questions_[right];
        return std::any_of(questions_[left].begin(), questions_[left].end(),
                           [&](FactId fact) { return std::find(others.begin(), others.end(), fact) != others.end(); });
    }

    /// True when the second of the two was reported.
    bool check(std::size_t first, std::size_t second) {
        if (!share_a_question(first, second) || !counted_here(sign(first)) || !counted_here(sign(second))) return false;
        const bool forth = always_with(sign(second), sign(first));
        const bool back = always_with(sign(first), sign(second));
        if (forth && back) return report_same(first, second);
        const bool same_direction = (sign(first).points > 0) == (sign(second).points > 0);
        if (!same_direction) return false;
        if (forth) return report_subsumed(sign(second), sign(first));
        if (back) return report_subsumed(sign(first), sign(second));
        return check_counted_twice(first, second);
    }

    /// Whenever the one counts, the other does: proven.
    [[nodiscard]] bool always_with(const Sign& one, const Sign& other) const {
        if (implies(review_.rules, review_.space.outlook(), {one.when, Literal::Says::yes},
                    {other.when, Literal::Says::yes})) {
            return true;
        }
        return review_.space
            .find({one.when, other.when},
                  [&](const Judgement& judgement) { return judgement.holds(one.when) && !judgement.holds(other.when); })
            .is_excluded();
    }

    [[nodiscard]] Finding both(const Sign& one, const Sign& other) const {
        return review_.space.find({one.when, other.when}, [&](const Judgement& judgement) {
            return judgement.holds(one.when) && judgement.holds(other.when);
        });
    }

    /// "both count for {...}; "; empty when no answers were met for which they do.
    [[nodiscard]] std::string shown(const Finding& finding) const {
        return finding.is_shown() ? fmt::format("both count for {}; ", review_.as_json(finding.answers)) : "";
    }

    /// Says that it adds to the other, itself or by way of signs in between.
    [[nodiscard]] bool adds_to(const Sign& one, const Sign& other) const {
        const Sign* at = &one;
        for (std::size_t i = 0; i < pattern_.signs.size() && !at->adds_to.empty(); ++i) {
            if (at->adds_to == other.id) return true;
            const auto next = std::find_if(pattern_.signs.begin(), pattern_.signs.end(),
                                           [&](const Sign& sign) { return sign.id == at->adds_to; });
            if (next == pattern_.signs.end()) return false;
            at = &*next;
        }
        return false;
    }

    bool report_same(std::size_t first, std::size_t second) {
        review_.report(*review_.place("sign", sign(second).id),
                       fmt::format("this sign has the same condition as the sign \"{}\"", sign(first).id),
                       shown(both(sign(first), sign(second))) + "keep one of them");
        return true;
    }

    bool report_subsumed(const Sign& stronger, const Sign& weaker) {
        if (adds_to(stronger, weaker)) return false;
        review_.report(*review_.place("sign", stronger.id),
                       fmt::format("whenever this sign counts, the sign \"{}\" counts too", weaker.id),
                       fmt::format("{}if they are meant to add up, say \"adds_to\": \"{}\"",
                                   shown(both(stronger, weaker)), weaker.id));
        return true;
    }

    bool check_counted_twice(std::size_t first, std::size_t second) {
        if (questions_[first].size() != 1 || questions_[first] != questions_[second]) return false;
        if (adds_to(sign(first), sign(second)) || adds_to(sign(second), sign(first))) return false;
        const Finding finding = for_one_answer(sign(first), sign(second), questions_[first].front());
        if (!finding.is_shown()) return false;
        review_.report(
            *review_.place("sign", sign(second).id),
            fmt::format("the answer to \"{}\" counts here and in the sign \"{}\"",
                        review_.knowledge.catalogue.at(questions_[first].front()).id, sign(first).id),
            fmt::format("{}if they are meant to add up, say \"adds_to\": \"{}\"", shown(finding), sign(first).id));
        return true;
    }

    /// Several options of a multi_choice are several answers.
    [[nodiscard]] Finding for_one_answer(const Sign& one, const Sign& other, FactId question) const {
        const bool several = review_.rules.domains[index_of(question)].options != 0;
        return review_.space.find({one.when, other.when}, [&](const Judgement& judgement) {
            if (!judgement.holds(one.when) || !judgement.holds(other.when)) return false;
            if (!several || !judgement.given.known(question)) return true;
            const auto marked = static_cast<std::uint32_t>(judgement.given.value(question));
            return (marked & (marked - 1U)) == 0;
        });
    }

    Review& review_;
    const Pattern& pattern_;
    std::vector<std::vector<FactId>> questions_;
};

}  // namespace

void check_signs(Review& review) {
    for (const auto* patterns : {&review.knowledge.patterns, &review.knowledge.causes}) {
        for (const Pattern& pattern : *patterns) SignPairs(review, pattern).check();
    }
}

}  // namespace sleepcheck::defects
