#include "certainty/cohort_certainty.hpp"

#include <algorithm>
#include <random>

namespace sleepcheck {

namespace {

/// So many completions are tried before a search.
constexpr std::size_t probes = 8;

}  // namespace

CohortCertainty::CohortCertainty(const Knowledge& knowledge, const CohortRules& rules, const AnswerClasses& classes)
    : knowledge_(knowledge),
      rules_(rules),
      classes_(classes),
      nobody_(knowledge.rules.questions),
      cases_(knowledge.rules) {}

People CohortCertainty::settled_at_once(const CohortFacts& facts, const CohortJudgement& now, const People& people,
                                        std::size_t block) {
    sort_by_outcome(now, outcomes_);
    const People settled = people & keeping(now, nobody_, nobody_, outcomes_);
    (people & ~settled).each([&](std::size_t person) { begin_search(facts, now, {block, person}); });
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
    look_ahead(rules_, judgement, closed, outlook_);
    wanted_.clear();
    People same = People::everybody();
    People may_stay;  // those for whom some line that is possible means no other outcome
    People left = People::everybody();
    for (const OutcomeLine& line : knowledge_.lines) {
        const CohortCould& could = outlook_.of(line.when);
        const People possible = left & could.yes;
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
    could_matter(rules_, outlook_, wanted_, matters_);
    return same;
}

CaseFinding CohortCertainty::open_case(std::size_t person) const {
    for (std::size_t question = 0; question < matters_.size(); ++question) {
        if (matters_[question].has(person)) return {CaseFinding::What::open, FactId(question)};
    }
    return {};
}

void CohortCertainty::begin_search(const CohortFacts& facts, const CohortJudgement& now, PersonOfBlock whose) {
    if (used_ == searches_.size()) searches_.emplace_back(classes_, knowledge_.rules);
    Search& search = searches_[used_++];
    search.whose = whose;
    search.outcome = 0;
    while (!outcomes_[search.outcome].has(whose.person)) ++search.outcome;
    facts.copy_to(whose.person, search.answers);
    search.unanswered.clear();
    for (std::size_t i = 0; i < knowledge_.rules.questions; ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        const bool applies = now.yes(knowledge_.rules.applies[i]).has(whose.person);
        if (applies && !search.answers.known(question)) search.unanswered.push_back(question);
    }
    search.cases.begin(search.answers);
    findings_.assign(1, open_case(whose.person));
    search.cases.learn(findings_);
    if (!search.cases.next().empty()) waiting_.push_back(&search);
}

/// Before anybody searches in order: where another outcome is possible, one of a few completions at random mostly has
/// it. A block of them costs half as much as a block of cases, and what they find is as sure.
void CohortCertainty::probe() {
    for (std::size_t first = 0; first < waiting_.size(); first += People::most / probes) {
        const std::size_t count = std::min(waiting_.size() - first, People::most / probes);
        clear_block();
        for (std::size_t i = 0; i < count; ++i) put_probes(i * probes, *waiting_[first + i]);
        judge(rules_, cases_, case_judgement_);
        const People differs = differing();
        for (std::size_t i = 0; i < count; ++i) {
            bool any = false;
            for (std::size_t probe = 0; probe < probes; ++probe) any = any || differs.has(i * probes + probe);
            if (any) waiting_[first + i]->cases.learn_of_other_outcome();
        }
    }
    const auto over = [](const Search* search) { return search->cases.next().empty(); };
    waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), over), waiting_.end());
}

/// Each answers three questions out of four. The same for the same question, whoever is asked and when.
void CohortCertainty::put_probes(std::size_t place, const Search& search) {
    cases_.learn(place, probes, search.answers);
    case_before_[search.outcome].add(place, probes);
    for (const FactId question : search.unanswered) {
        const auto& values = classes_.of(question);
        std::minstd_rand random(static_cast<std::uint32_t>(index_of(question)) + 1);
        for (std::size_t probe = 0; probe < probes; ++probe) {
            if (random() % 4 == 0) continue;
            cases_.learn(place + probe, question, values[random() % values.size()]);
            supposed_[index_of(question)].add(place + probe);
        }
    }
}

/// Fills one block with the next cases of those who wait, in turn.
void CohortCertainty::look_at_cases() {
    clear_block();
    std::size_t place = 0;
    while (!waiting_.empty() && place + waiting_.front()->cases.next().size() <= People::most) {
        in_block_.push_back(waiting_.front());
        waiting_.pop_front();
        place = put_cases(place, *in_block_.back());
    }
    learn_from_block();
    for (Search* const search : in_block_) {
        if (!search->cases.next().empty()) waiting_.push_back(search);
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
    judge(rules_, cases_, case_judgement_);
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
