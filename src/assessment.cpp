#include "sleepcheck/assessment.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "outlook/completions.hpp"
#include "sleepcheck/certainty.hpp"
#include "sleepcheck/prospects.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

std::string said(const Knowledge& knowledge, const Judgement& judgement, const Sign& sign) {
    return filled(sign.says, [&](std::string_view name) -> std::optional<std::string> {
        const auto fact = find_fact(knowledge.catalogue, name);
        if (!fact || !judgement.cleared.known(*fact)) return std::nullopt;
        return written(knowledge.catalogue.at(*fact), judgement.cleared.value(*fact));
    });
}

/// The level that would be reached without requirements and caps.
std::size_t level_by_points(const Pattern& pattern, std::int32_t points) {
    const auto reached = [&](const Level& level) { return points >= level.points; };
    return static_cast<std::size_t>(std::count_if(pattern.levels.begin(), pattern.levels.end(), reached));
}

std::string said(const Knowledge& knowledge, const Judgement& judgement, const Cap& cap) {
    return filled(cap.says, [&](std::string_view name) -> std::optional<std::string> {
        std::vector<std::string> names;
        if (name == "causes") {
            for (const auto& [cause, reached] : cap.causes) {
                if (judgement.holds(reached)) names.push_back(cause);
            }
        } else {
            for (const FactId fact : cap.when_unknown) {
                if (!judgement.cleared.known(fact)) names.push_back(knowledge.catalogue.at(fact).name);
            }
        }
        return listed(names);
    });
}

/// Why a pattern stays below what its points alone would give: what it lacks, or the tightest of its caps.
std::vector<std::string> limits_of(const Knowledge& knowledge, const Judgement& judgement, const Score& score) {
    std::vector<std::string> limits;
    const Pattern& pattern = *score.pattern;
    if (level_by_points(pattern, score.points) <= score.level) return limits;
    for (const Requirement& requirement : pattern.requirements) {
        if (!judgement.holds(requirement.when)) limits.push_back(requirement.says);
    }
    if (!limits.empty()) return limits;
    for (const Cap& cap : pattern.caps) {
        if (cap.at_most == score.level && judgement.holds(cap.when)) limits.push_back(said(knowledge, judgement, cap));
    }
    return limits;
}

std::size_t level_of(const Pattern& pattern, const Judgement& judgement) {
    std::size_t result = 0;
    for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
        if (judgement.holds(pattern.levels[i].reached)) result = i + 1;
    }
    return result;
}

Score score_of(const Knowledge& knowledge, const Judgement& judgement, const Pattern& pattern) {
    Score score;
    score.pattern = &pattern;
    score.points = judgement.number(pattern.points);
    score.points_range = {score.points, score.points};
    score.level = level_of(pattern, judgement);
    score.least_level = score.level;
    score.most_level = score.level;
    for (const Domain& domain : pattern.domains) {
        if (judgement.holds(domain.present)) score.domains.push_back(domain.id);
    }
    for (const Sign& sign : pattern.signs) {
        auto facts = facts_behind(knowledge.rules, judgement, sign.when);
        if (judgement.holds(sign.when)) {
            score.counted.push_back({&sign, said(knowledge, judgement, sign), std::move(facts)});
        } else {
            score.uncounted.push_back({&sign, judgement.truth(sign.when), std::move(facts)});
        }
    }
    score.limits = limits_of(knowledge, judgement, score);
    return score;
}

const Choice* first_holding(const std::vector<Choice>& choices, const Judgement& judgement) {
    const auto holds = [&](const Choice& choice) { return judgement.holds(choice.when); };
    const auto found = std::find_if(choices.begin(), choices.end(), holds);
    return found == choices.end() ? nullptr : &*found;
}

/// Collects facts that are worth asking: unknown, applicable, and not answered already and set aside.
class Missing {
public:
    Missing(const Knowledge& knowledge, const Judgement& judgement) : knowledge_(knowledge), judgement_(judgement) {}

    void add(const MissingItem& item) {
        if (!judgement_.holds(item.when)) return;
        if (!item.group) return add(item.fact);
        for (const auto& line : knowledge_.groups[*item.group].lines) {
            const auto known = [&](FactId fact) { return judgement_.cleared.known(fact); };
            if (std::none_of(line.begin(), line.end(), known)) add(line.front());
        }
    }

    [[nodiscard]] std::vector<FactId> facts() const { return {facts_.begin(), facts_.end()}; }

private:
    void add(FactId fact) {
        const bool open = !judgement_.cleared.known(fact) && !judgement_.given.known(fact);
        const bool applies = judgement_.truth(knowledge_.rules.applies[index_of(fact)]) != Truth::no;
        if (open && applies) facts_.insert(fact);
    }

    const Knowledge& knowledge_;
    const Judgement& judgement_;
    std::set<FactId> facts_;
};

std::vector<FactId> not_excluded(const Judgement& judgement, const std::vector<Score>& patterns) {
    std::set<FactId> facts;
    for (const Score& score : patterns) {
        if (score.level == 0) continue;
        for (const Cap& cap : score.pattern->caps) {
            for (const FactId fact : cap.when_unknown) {
                if (!judgement.cleared.known(fact)) facts.insert(fact);
            }
        }
    }
    return {facts.begin(), facts.end()};
}

void add_advice(const Knowledge& knowledge, const Judgement& judgement, Assessment& assessment) {
    for (const PlanEntry& entry : knowledge.plan) {
        const auto holds = [&](const PlanPiece& piece) { return judgement.holds(piece.when); };
        const auto found = std::find_if(entry.first.begin(), entry.first.end(), holds);
        if (found != entry.first.end()) assessment.plan.push_back({entry.week, &*found});
    }
    for (const Food& food : knowledge.foods) {
        const auto raised = [&](std::size_t flag) { return judgement.holds(knowledge.flags[flag].when); };
        if (std::none_of(food.leave_out_if.begin(), food.leave_out_if.end(), raised)) assessment.foods.push_back(&food);
    }
}

/// So many completions are judged in less than a millisecond.
constexpr std::size_t completions_worth_trying = 500;

const OutcomeLine* deciding_line(const Knowledge& knowledge, const Judgement& judgement) {
    const auto holds = [&](const OutcomeLine& line) { return judgement.holds(line.when); };
    return &*std::find_if(knowledge.lines.begin(), knowledge.lines.end(), holds);
}

/// The look ahead treats conditions as independent of each other, so it may hold things possible that are not. Where
/// few questions are left, all their answers are tried instead.
class Narrowing {
public:
    Narrowing(const Knowledge& knowledge, const Judgement& now, const Outlook& outlook)
        : knowledge_(knowledge), now_(now), outlook_(outlook) {}

    [[nodiscard]] std::vector<const OutcomeLine*> lines() const {
        auto lines = possible_lines(knowledge_, outlook_);
        if (lines.size() < 2) return lines;
        std::set<const OutcomeLine*> reached;
        const bool tried = try_all(
            steps_of(lines), [&](const Judgement& judgement) { reached.insert(deciding_line(knowledge_, judgement)); });
        const auto unreached = [&](const OutcomeLine* line) { return reached.find(line) == reached.end(); };
        if (tried) lines.erase(std::remove_if(lines.begin(), lines.end(), unreached), lines.end());
        return lines;
    }

    void ranges(Score& score) const {
        score.points_range = outlook_.number(score.pattern->points);
        for (std::size_t i = 0; i < score.pattern->levels.size(); ++i) {
            const TruthSet reached = outlook_.of(score.pattern->levels[i].reached);
            if (!reached.is(Truth::yes)) score.least_level = std::min(score.least_level, i);
            if (reached.has(Truth::yes)) score.most_level = std::max(score.most_level, i + 1);
        }
        if (score.least_level == score.most_level) return;
        std::size_t least = score.level;
        std::size_t most = score.level;
        const bool tried = try_all(steps_of(*score.pattern), [&](const Judgement& judgement) {
            const std::size_t level = level_of(*score.pattern, judgement);
            least = std::min(least, level);
            most = std::max(most, level);
        });
        if (!tried) return;
        score.least_level = least;
        score.most_level = most;
    }

private:
    bool try_all(const std::vector<StepId>& steps, const std::function<void(const Judgement&)>& visit) const {
        const auto questions = could_matter(knowledge_.rules, outlook_, steps);
        return try_completions(knowledge_.rules, now_, outlook_, questions, completions_worth_trying, visit);
    }

    const Knowledge& knowledge_;
    const Judgement& now_;
    const Outlook& outlook_;
};

/// The steps whose change a person would notice: outcome, levels, flags, plan and foods.
std::vector<StepId> noticed_steps(const Knowledge& knowledge, const std::vector<const OutcomeLine*>& lines,
                                  const std::vector<Score>& scores) {
    std::vector<StepId> steps;
    const auto add = [&](const std::vector<StepId>& more) { steps.insert(steps.end(), more.begin(), more.end()); };
    add(steps_of(lines));
    for (const Score& score : scores) {
        if (score.least_level != score.most_level) add(steps_of(*score.pattern));
    }
    add(flag_steps(knowledge, Flags::all));
    add(advice_steps(knowledge, lines));
    return steps;
}

/// The search of certainty.hpp has the last word on whether the outcome is settled, as it has in a batch, where nothing
/// slower could be asked. Where it is given up and nothing else than the outcome is left, all stays possible that a
/// look ahead without exact sums leaves.
std::vector<const OutcomeLine*> what_can_be(const Knowledge& knowledge, const Judgement& now,
                                            std::vector<const OutcomeLine*> narrowed) {
    const std::size_t outcome = deciding_line(knowledge, now)->outcome;
    const auto other = [&](const OutcomeLine* line) { return line->outcome != outcome; };
    Outlook bounded;
    look_ahead(knowledge.rules, now, Sums::bounded, bounded);
    auto lines = possible_lines(knowledge, bounded);
    if (std::none_of(lines.begin(), lines.end(), other)) return narrowed;
    switch (certainty(knowledge, now.given)) {
        case Certainty::settled: std::erase_if(narrowed, other); return narrowed;
        case Certainty::provisional: return narrowed;
        case Certainty::undecided: break;
    }
    return std::any_of(narrowed.begin(), narrowed.end(), other) ? narrowed : lines;
}

void add_outlook(const Knowledge& knowledge, const Judgement& now, std::vector<Score>& scores, Assessment& assessment) {
    Outlook outlook;
    look_ahead(knowledge.rules, now, Sums::exact, outlook);
    const Narrowing narrowing(knowledge, now, outlook);
    for (Score& score : scores) narrowing.ranges(score);
    const auto lines = what_can_be(knowledge, now, narrowing.lines());
    for (const Outcome& outcome : knowledge.outcomes) {
        const auto leads_here = [&](const OutcomeLine* line) { return &knowledge.outcomes[line->outcome] == &outcome; };
        if (std::any_of(lines.begin(), lines.end(), leads_here)) assessment.possible_outcomes.push_back(&outcome);
    }
    assessment.could_matter = could_matter(knowledge.rules, outlook, noticed_steps(knowledge, lines, scores));
}

void add_contradictions(const Knowledge& knowledge, const Judgement& judgement, Assessment& assessment) {
    for (const Contradiction& contradiction : knowledge.contradictions) {
        if (!judgement.holds(contradiction.when)) continue;
        assessment.contradictions.push_back(
            {&contradiction, facts_behind(knowledge.rules, judgement, contradiction.when)});
    }
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (judgement.given.known(fact) && !judgement.cleared.known(fact)) assessment.set_aside.push_back(fact);
    }
}

void add_scores(const Knowledge& knowledge, const Judgement& judgement, Ahead ahead, Assessment& assessment) {
    std::vector<Score> scores;
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) scores.push_back(score_of(knowledge, judgement, pattern));
    }
    if (ahead != Ahead::do_not_look) add_outlook(knowledge, judgement, scores, assessment);
    const auto first_cause = scores.begin() + static_cast<std::ptrdiff_t>(knowledge.patterns.size());
    const auto has_points = [](const Score& score) { return score.points > 0; };
    assessment.patterns.assign(scores.begin(), first_cause);
    std::partition_copy(first_cause, scores.end(), std::back_inserter(assessment.causes),
                        std::back_inserter(assessment.causes_without_points), has_points);
}

void add_sorting(const Knowledge& knowledge, const Judgement& judgement, Ahead ahead, Assessment& assessment) {
    add_contradictions(knowledge, judgement, assessment);
    add_scores(knowledge, judgement, ahead, assessment);
    assessment.line = deciding_line(knowledge, judgement);
    assessment.outcome = &knowledge.outcomes[assessment.line->outcome];
    assessment.reason = assessment.line->reason;
    if (assessment.outcome->leans) assessment.leaning = first_holding(knowledge.leaning, judgement);
    assessment.side = first_holding(knowledge.side, judgement);
    Missing missing(knowledge, judgement);
    for (const MissingItem& item : assessment.line->missing) missing.add(item);
    assessment.missing = missing.facts();
    assessment.not_excluded = not_excluded(judgement, assessment.patterns);
    if (assessment.line->advice) add_advice(knowledge, judgement, assessment);
}

}  // namespace

Assessment assess(const Knowledge& knowledge, const Facts& facts, Ahead ahead) {
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    Assessment assessment;
    assessment.given = facts;
    for (const Flag& flag : knowledge.flags) {
        if (judgement.holds(flag.when)) assessment.flags.push_back(&flag);
    }
    const auto halts = [](const Flag* flag) { return flag->halt; };
    const auto halting = std::find_if(assessment.flags.begin(), assessment.flags.end(), halts);
    if (halting == assessment.flags.end()) {
        add_sorting(knowledge, judgement, ahead, assessment);
        return assessment;
    }
    assessment.outcome = &knowledge.outcomes[knowledge.halted];
    assessment.possible_outcomes = {assessment.outcome};
    assessment.reason = (*halting)->id;
    if (!knowledge.side.empty()) assessment.side = &knowledge.side.back();
    return assessment;
}

Assessment assess_with_log(const Knowledge& knowledge, Facts answers, ReadDiary log, std::size_t least_nights) {
    LogAnswers said = log_answers(knowledge, log.diary, least_nights);
    said.warnings = std::move(log.warnings);
    Assessment assessment = assess(knowledge, with_log(knowledge, std::move(answers), said));
    assessment.log = std::move(said);
    return assessment;
}

bool settled(const Assessment& assessment) {
    return assessment.possible_outcomes.size() == 1;
}

std::string_view level_name(const Score& score) {
    return level_name(score, score.level);
}

std::string_view level_name(const Score& score, std::size_t level) {
    return level == 0 ? std::string_view("none") : std::string_view(score.pattern->levels[level - 1].id);
}

}  // namespace sleepcheck
