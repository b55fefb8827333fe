#include "sleepcheck/certainty.hpp"

#include <algorithm>

#include "certainty/case_search.hpp"
#include "sleepcheck/prospects.hpp"

namespace sleepcheck {

namespace {

std::size_t outcome_of(const Knowledge& knowledge, const Judgement& judgement) {
    const auto holds = [&](const OutcomeLine& line) { return judgement.holds(line.when); };
    return std::find_if(knowledge.lines.begin(), knowledge.lines.end(), holds)->outcome;
}

/// Looks at cases one by one.
class Looker {
public:
    Looker(const Knowledge& knowledge, const Facts& answers) : knowledge_(knowledge), answers_(answers) {
        judge(knowledge.rules, answers, now_);
        outcome_ = outcome_of(knowledge, now_);
    }

    CaseFinding look(const CaseSearch& search, CaseId id) {
        using What = CaseFinding::What;
        suppose(search, id);
        const bool differs = outcome_of(knowledge_, now_) != outcome_;
        if (differs && every_answer_applies()) return {What::other_outcome, {}};
        look_ahead(knowledge_.rules, now_, closed_, outlook_);
        if (has_no_completion()) return {What::same_outcome, {}};
        const auto lines = possible_lines(knowledge_, outlook_);
        const auto same = [&](const OutcomeLine* line) { return line->outcome == outcome_; };
        if (std::all_of(lines.begin(), lines.end(), same)) return {What::same_outcome, {}};
        const bool may_stay = std::any_of(lines.begin(), lines.end(), same);
        const auto matters = could_matter(knowledge_.rules, outlook_, may_stay ? steps_of(lines) : applying());
        return matters.empty() ? CaseFinding{} : CaseFinding{What::open, matters.front()};
    }

private:
    void suppose(const CaseSearch& search, CaseId id) {
        Facts facts = answers_;
        closed_.clear();
        answered_.clear();
        search.each_supposition(id, [&](const Supposition& supposed) {
            if (supposed.answer) {
                facts.learn(supposed.question, *supposed.answer);
                answered_.push_back(supposed.question);
            } else {
                closed_.push_back(supposed.question);
            }
        });
        judge(knowledge_.rules, facts, now_);
    }

    /// What is supposed is a completion as it stands, if no answer is to a question that does not apply.
    [[nodiscard]] bool every_answer_applies() const {
        const auto astray = [&](StepId applies) { return now_.truth(applies) == Truth::no; };
        const auto steps = applying();
        return std::none_of(steps.begin(), steps.end(), astray);
    }

    [[nodiscard]] bool has_no_completion() const {
        const auto never = [&](StepId applies) { return outlook_.of(applies).is(Truth::no); };
        const auto steps = applying();
        return std::any_of(steps.begin(), steps.end(), never);
    }

    /// What says whether the questions apply for which answers are supposed. Where every line would mean another
    /// outcome, only this is in doubt.
    [[nodiscard]] std::vector<StepId> applying() const {
        std::vector<StepId> steps;
        for (const FactId question : answered_) steps.push_back(knowledge_.rules.applies[index_of(question)]);
        return steps;
    }

    const Knowledge& knowledge_;
    const Facts& answers_;
    std::size_t outcome_ = 0;
    std::vector<FactId> answered_;
    std::vector<FactId> closed_;
    Judgement now_;
    Outlook outlook_;
};

}  // namespace

Certainty certainty(const Knowledge& knowledge, const Facts& facts) {
    const AnswerClasses classes(knowledge);
    CaseSearch search(classes);
    Looker looker(knowledge, facts);
    std::vector<CaseFinding> findings;
    for (search.begin(facts); !search.next().empty(); search.learn(findings)) {
        findings.clear();
        for (const CaseId next : search.next()) findings.push_back(looker.look(search, next));
    }
    return search.verdict();
}

}  // namespace sleepcheck
