#include "certainty/cohort_certainty.hpp"

#include <algorithm>

#include "certainty/outcome_steps.hpp"

namespace sleepcheck {

namespace {

/// A lead costs a third of a look and mostly finds another outcome where there is one, so some come first, and before
/// them the two likeliest. Where they find nothing, a few looks mostly show that there is nothing to find; where these
/// do not, more leads are worth it.
constexpr std::size_t first_leads = 2;
constexpr std::size_t few_leads = 6;
constexpr std::size_t few_looks = 8;
constexpr std::size_t more_leads = 16;
constexpr std::size_t any_looks = ~std::size_t{0};

}  // namespace

CohortCertainty::CohortCertainty(const Knowledge& knowledge, const CohortRules& rules, const AnswerClasses& classes,
                                 const Leads& leads)
    : knowledge_(knowledge),
      rules_(rules),
      classes_(classes),
      leads_(leads),
      steps_(only(rules, deciding_steps(knowledge))),
      nobody_(knowledge.rules.questions),
      cases_(knowledge.rules) {}

People CohortCertainty::settled_at_once(const CohortFacts& facts, const CohortJudgement& now, const People& people,
                                        std::size_t block) {
    sort_by_outcome(now, outcomes_);
    const People settled = people & keeping(now, nobody_, nobody_, outcomes_);
    (people & ~settled).each([&](std::size_t person) { begin_search(facts, {block, person}); });
    return settled;
}

void CohortCertainty::sort_by_outcome(const CohortJudgement& judgement, ByOutcome& outcomes) const {
    outcomes.assign(knowledge_.outcomes.size(), People::nobody());
    People left = People::everybody();
    for (const OutcomeLine& line : knowledge_.lines) {
        outcomes[line.outcome] |= left & judgement.yes(line.when);
        left &= ~judgement.yes(line.when);
    }
}

People CohortCertainty::keeping(const CohortJudgement& judgement, const std::vector<People>& closed,
                                const std::vector<People>& supposed, const ByOutcome& before) {
    look_ahead(rules_, steps_, judgement, closed, outlook_);
    wanted_.clear();
    possible_.clear();
    People same = People::everybody();
    People may_stay;  // those for whom some line that is possible means no other outcome
    People left = People::everybody();
    for (const OutcomeLine& line : knowledge_.lines) {
        const CohortCould& could = outlook_.of(line.when);
        const People possible = left & could.yes;
        possible_.push_back(possible);
        wanted_.push_back({line.when, possible});
        same &= before[line.outcome] | ~possible;
        may_stay |= before[line.outcome] & possible;
        left &= could.no | could.unknown;
    }
    for (CohortWanted& wanted : wanted_) wanted.people &= may_stay & ~same;
    for (std::size_t question = 0; question < supposed.size(); ++question) {
        const People in_doubt = supposed[question] & ~may_stay;
        if (in_doubt.any()) wanted_.push_back({knowledge_.rules.applies[question], in_doubt});
    }
    could_matter(rules_, steps_, outlook_, wanted_, matters_);
    return same;
}

CaseFinding CohortCertainty::open_case(std::size_t person) const {
    for (std::size_t question = 0; question < matters_.questions.size(); ++question) {
        if (matters_.questions[question].has(person)) return {CaseFinding::What::open, FactId(question)};
    }
    return {};
}

void CohortCertainty::begin_search(const CohortFacts& facts, PersonOfBlock whose) {
    Search& search = searches_.emplace_back(classes_, knowledge_.rules);
    search.whose = whose;
    while (!outcomes_[search.outcome].has(whose.person)) ++search.outcome;
    facts.copy_to(whose.person, search.answers);
    for (std::size_t i = 0; i < knowledge_.rules.questions; ++i) {
        if (outlook_.open[i].has(whose.person)) search.open.push_back(FactId(i));
    }
    for (std::size_t i = 0; i < knowledge_.lines.size(); ++i) {
        const bool other = knowledge_.lines[i].outcome != search.outcome;
        if (other && possible_[i].has(whose.person)) search.lines.push_back(i);
    }
    search.cases.begin(search.answers);
    findings_.assign(1, open_case(whose.person));
    search.cases.learn(findings_);
    if (!search.cases.next().empty()) waiting_.push_back(&search);
}

void CohortCertainty::search() {
    follow_leads(first_leads);
    follow_leads(few_leads);
    look_at_cases(few_looks);
    follow_leads(more_leads);
    look_at_cases(any_looks);
}

void CohortCertainty::follow_leads(std::size_t count) {
    const std::size_t most = People::most / count;
    for (std::size_t first = 0; first < waiting_.size(); first += most) {
        const std::size_t searches = std::min(waiting_.size() - first, most);
        clear_block();
        for (std::size_t i = 0; i < searches; ++i) put_leads(i * count, count, *waiting_[first + i]);
        judge(rules_, steps_, cases_, case_judgement_);
        const People differs = differing();
        for (std::size_t i = 0; i < searches; ++i) {
            People own;
            own.add(i * count, count);
            if ((differs & own).any()) waiting_[first + i]->cases.learn_of_other_outcome();
        }
    }
    const auto over = [](const Search* search) { return search->cases.next().empty(); };
    waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), over), waiting_.end());
}

/// Towards each of the lines in turn.
void CohortCertainty::put_leads(std::size_t place, std::size_t count, Search& search) {
    cases_.learn(place, count, search.answers);
    case_before_[search.outcome].add(place, count);
    for (std::size_t end = place + count; place < end; ++place, ++search.leads_tried) {
        const std::size_t round = search.leads_tried / search.lines.size();
        if (round >= Leads::rounds) return;
        const auto& lead = leads_.towards(search.lines[search.leads_tried % search.lines.size()], round);
        for (const FactId question : search.open) {
            const auto& answer = lead[index_of(question)];
            if (!answer) continue;
            cases_.learn(place, question, *answer);
            supposed_[index_of(question)].add(place);
        }
    }
}

void CohortCertainty::look_at_cases(std::size_t most_looks) {
    later_.clear();
    while (!waiting_.empty()) {
        fill_block_with_cases();
        learn_from_block();
        for (Search* const search : in_block_) {
            if (search->cases.next().empty()) continue;
            (search->cases.looks() < most_looks ? waiting_ : later_).push_back(search);
        }
    }
    waiting_.swap(later_);
}

/// With the next cases of those who wait, in turn.
void CohortCertainty::fill_block_with_cases() {
    clear_block();
    std::size_t place = 0;
    while (!waiting_.empty() && place + waiting_.front()->cases.next().size() <= People::most) {
        in_block_.push_back(waiting_.front());
        waiting_.pop_front();
        place = put_cases(place, *in_block_.back());
    }
}

void CohortCertainty::clear_block() {
    in_block_.clear();
    cases_.forget_everybody();
    supposed_.assign(knowledge_.rules.questions, People::nobody());
    closed_.assign(knowledge_.rules.questions, People::nobody());
    case_before_.assign(knowledge_.outcomes.size(), People::nobody());
}

std::size_t CohortCertainty::put_cases(std::size_t place, const Search& search) {
    const std::size_t count = search.cases.next().size();
    cases_.learn(place, count, search.answers);
    case_before_[search.outcome].add(place, count);
    for (const CaseId next : search.cases.next()) {
        search.cases.each_supposition(next, [&](const Supposition& supposed) {
            const std::size_t question = index_of(supposed.question);
            if (supposed.answer) cases_.learn(place, supposed.question, *supposed.answer);
            (supposed.answer ? supposed_ : closed_)[question].add(place);
        });
        ++place;
    }
    return place;
}

People CohortCertainty::differing() {
    sort_by_outcome(case_judgement_, case_outcomes_);
    People differs;
    for (std::size_t outcome = 0; outcome < case_outcomes_.size(); ++outcome) {
        differs |= case_outcomes_[outcome] & ~case_before_[outcome];
    }
    for (std::size_t question = 0; question < supposed_.size(); ++question) {
        differs &= ~(supposed_[question] & case_judgement_.no(knowledge_.rules.applies[question]));
    }
    return differs;
}

void CohortCertainty::learn_from_block() {
    using What = CaseFinding::What;
    judge(rules_, steps_, cases_, case_judgement_);
    const People differs = differing();
    People same = keeping(case_judgement_, closed_, supposed_, case_before_);
    for (std::size_t question = 0; question < supposed_.size(); ++question) {
        const StepId applies = knowledge_.rules.applies[question];
        const CohortCould& could = outlook_.of(applies);
        same |= supposed_[question] & could.no & ~could.yes & ~could.unknown;
    }
    std::size_t place = 0;
    for (Search* const search : in_block_) {
        findings_.clear();
        for (std::size_t i = 0; i < search->cases.next().size(); ++i, ++place) {
            findings_.push_back(differs.has(place) ? CaseFinding{What::other_outcome, {}}
                                : same.has(place)  ? CaseFinding{What::same_outcome, {}}
                                                   : open_case(place));
        }
        search->cases.learn(findings_);
    }
}

}  // namespace sleepcheck
