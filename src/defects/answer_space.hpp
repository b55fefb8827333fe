#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "sleepcheck/outlook.hpp"
#include "sleepcheck/rulebook.hpp"

namespace sleepcheck::defects {

using Statement = std::function<bool(const Judgement&)>;

/// Whether some answers make a statement true.
struct Finding {
    enum class Kind : std::uint8_t {
        shown,      ///< these answers do
        excluded,   ///< no answers do
        unsettled,  ///< too many to try, and none was met
    };

    Kind kind = Kind::unsettled;
    Facts answers{0};

    [[nodiscard]] bool is_shown() const { return kind == Kind::shown; }
    [[nodiscard]] bool is_excluded() const { return kind == Kind::excluded; }
};

/// All sound answer sets of a rule book: any answers, to questions that apply. What can be true somewhere in it is
/// first looked for among random answers, then by trying everything that the conditions concerned can tell apart.
class AnswerSpace {
public:
    explicit AnswerSpace(const RuleBook& rules);

    /// Looks for answers that make the statement true, which may read these steps and what they rest on, no others.
    [[nodiscard]] Finding find(const std::vector<StepId>& about, const Statement& statement) const;

    /// What every step can come to, as far as one look ahead from no answers shows it: never narrower than the truth.
    [[nodiscard]] const Outlook& outlook() const { return outlook_; }

    /// Proven: the step is yes for no answers.
    [[nodiscard]] bool never(StepId step) const;
    /// Proven: the step is no for no answers, and yes for some.
    [[nodiscard]] bool always(StepId step) const;

    /// True when the step rests on one of these, itself left out.
    [[nodiscard]] bool rests_on(StepId step, const std::set<StepId>& others) const;

private:
    /// What some steps rest on: steps in row order, and questions, with those that decide which of them apply.
    struct Cone {
        std::vector<bool> seen;
        std::vector<bool> questions;
    };

    [[nodiscard]] bool sound(const Judgement& judgement) const;
    [[nodiscard]] std::optional<Judgement> judged_soundly(Facts facts) const;
    void draw_samples();
    [[nodiscard]] std::vector<std::int32_t> values_near_thresholds(std::size_t question) const;
    void collect(StepId step, Cone& cone) const;
    void collect_fact(FactId fact, Table table, Cone& cone) const;
    [[nodiscard]] Cone cone_of(const std::vector<StepId>& about) const;
    [[nodiscard]] std::vector<std::vector<std::int32_t>> values_of(const std::vector<FactId>& questions,
                                                                   const std::vector<StepId>& steps) const;
    [[nodiscard]] Finding try_all(const std::vector<StepId>& about, const Statement& statement) const;
    [[nodiscard]] Facts smallest(Facts facts, const Statement& statement) const;

    const RuleBook& rules_;
    Outlook outlook_;
    Judgement nothing_;
    std::vector<Judgement> samples_;
};

}  // namespace sleepcheck::defects
