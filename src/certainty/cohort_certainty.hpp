#pragma once

#include <deque>
#include <vector>

#include "certainty/case_search.hpp"
#include "certainty/leads.hpp"
#include "sleepcheck/cohort.hpp"

namespace sleepcheck {

/// A person of some block.
struct PersonOfBlock {
    std::size_t block = 0;
    std::size_t person = 0;
};

/// Finds out for whole blocks of people what `certainty` finds out for one, with the same search. The cases of all who
/// need a search, of many blocks, share blocks of their own. An object serves one thread.
class CohortCertainty {
public:
    /// All four must outlive it.
    CohortCertainty(const Knowledge& knowledge, const CohortRules& rules, const AnswerClasses& classes,
                    const Leads& leads);

    /// Those of the people for whom one look ahead shows that the outcome is settled. A search is begun for the others.
    /// `now` is the judgement of the facts, `block` a number to tell them by.
    People settled_at_once(const CohortFacts& facts, const CohortJudgement& now, const People& people,
                           std::size_t block);

    /// Carries all searches to their ends and calls `visit(person_of_block, answers, verdict)` for each.
    template <typename Visit>
    void finish(const Visit& visit) {
        search();
        for (const Search& search : searches_) visit(search.whose, search.answers, search.cases.verdict());
        searches_.clear();
    }

private:
    /// A person whose cases are being looked at.
    struct Search {
        Search(const AnswerClasses& classes, const RuleBook& rules) : answers(rules.facts), cases(classes) {}

        PersonOfBlock whose;
        std::size_t outcome = 0;  ///< of the answers as they are
        Facts answers;
        std::vector<FactId> open;        ///< the questions that some completion answers
        std::vector<std::size_t> lines;  ///< those that could decide and mean another outcome
        std::size_t leads_tried = 0;
        CaseSearch cases;
    };

    /// A block's people by outcome.
    using ByOutcome = std::vector<People>;

    void sort_by_outcome(const CohortJudgement& judgement, ByOutcome& outcomes) const;
    /// Looks ahead: those who have another outcome than `before` in no completion, and what matters to all others.
    /// `supposed` holds for each question those for whom an answer is supposed.
    People keeping(const CohortJudgement& judgement, const std::vector<People>& closed,
                   const std::vector<People>& supposed, const ByOutcome& before);
    [[nodiscard]] CaseFinding open_case(std::size_t person) const;

    void begin_search(const CohortFacts& facts, PersonOfBlock whose);
    void search();
    /// Tries so many leads for everybody who waits; who has another outcome with one of them waits no longer.
    void follow_leads(std::size_t count);
    void put_leads(std::size_t place, std::size_t count, Search& search);
    /// Those of the block whose answers, and these are to questions that apply, have another outcome.
    [[nodiscard]] People differing();
    /// Looks at cases until everybody who waits has a verdict or has had so many looks.
    void look_at_cases(std::size_t most_looks);
    void fill_block_with_cases();
    void clear_block();
    /// Puts the next cases of a search into the block, from a place on; returns the place behind them.
    std::size_t put_cases(std::size_t place, const Search& search);
    void learn_from_block();

    const Knowledge& knowledge_;
    const CohortRules& rules_;
    const AnswerClasses& classes_;
    const Leads& leads_;
    CohortSteps steps_;           ///< what outcomes hang on
    std::vector<People> nobody_;  ///< for each question
    ByOutcome outcomes_;          ///< of the people asked about
    CohortOutlook outlook_;
    std::vector<People> possible_;  ///< for each line, for whom it could decide
    std::vector<CohortWanted> wanted_;
    CohortMatters matters_;

    /// Since the last time that all were finished. None is kept for the next time: they would all come to have room for
    /// the longest search in the end.
    std::deque<Search> searches_;
    std::deque<Search*> waiting_;
    std::deque<Search*> later_;
    std::vector<Search*> in_block_;
    std::vector<CaseFinding> findings_;
    CohortFacts cases_;
    CohortJudgement case_judgement_;
    std::vector<People> supposed_;  ///< for each question, the cases that suppose an answer
    std::vector<People> closed_;
    ByOutcome case_before_;
    ByOutcome case_outcomes_;
};

}  // namespace sleepcheck
