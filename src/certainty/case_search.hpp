#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "certainty/answer_classes.hpp"
#include "sleepcheck/certainty.hpp"

namespace sleepcheck {

/// What a case supposes about an open question: an answer, or none ever.
struct Supposition {
    FactId question{};
    std::optional<std::int32_t> answer;
};

/// Some of the completions: those that agree with all that is supposed. The place of a case in its search.
enum class CaseId : std::uint32_t {};

/// What a look at a case told.
struct CaseFinding {
    enum class What : std::uint8_t {
        other_outcome,  ///< one of its completions has another outcome than the answers as they are
        same_outcome,   ///< none has, or the case has no completion
        open,           ///< not known without a closer look
        stuck,          ///< the same, and no question is left on which to split
    };
    What what = What::stuck;
    FactId split{};  ///< of `open`: a question that matters
};

/// The search through the completions of one set of answers, case by case. Whoever carries it out looks at the cases;
/// what is asked next hangs on the findings alone, so every way to look gives the same verdict.
class CaseSearch {
public:
    /// `classes` must outlive it.
    explicit CaseSearch(const AnswerClasses& classes) : classes_(classes) {}

    /// Begins a search on these answers, which must outlive it, with the case that supposes nothing.
    void begin(const Facts& answers);

    /// So many cases at most are looked at in one go: a few at first, since most searches end soon, then half as
    /// many as were looked at before, never more than are left until the pace of the search is taken.
    static constexpr std::size_t most_at_once = 128;

    /// The cases to look at next; none when there is a verdict.
    [[nodiscard]] const std::vector<CaseId>& next() const { return next_; }

    /// Calls `visit(supposition)` for all that the case supposes.
    template <typename Visit>
    void each_supposition(CaseId id, const Visit& visit) const {
        for (auto at = static_cast<std::size_t>(id); at != 0; at = cases_[at].parent) visit(cases_[at].supposed);
    }

    /// One finding for each case of `next`.
    void learn(const std::vector<CaseFinding>& findings);

    /// Ends the search: somebody has met a completion with another outcome.
    void learn_of_other_outcome() { end(Certainty::provisional); }

    /// How many cases were looked at.
    [[nodiscard]] std::size_t looks() const { return progress_.looks; }

    /// `undecided` while cases are left.
    [[nodiscard]] Certainty verdict() const { return verdict_; }

private:
    /// A case supposes one thing more than its parent; the first supposes nothing.
    struct OneCase {
        std::uint32_t parent = 0;
        Supposition supposed;
        double share = 1;  ///< of the whole search, as if the parts into which a case is split took the same work
    };

    /// A case split on a question: one part for each of some answers, and one for none. The parts become cases when
    /// they are looked at, the last answer first; most parts of a search that ends early never do.
    struct Split {
        std::uint32_t parent = 0;
        FactId question{};
        double share = 1;              ///< of each part
        std::size_t first_answer = 0;  ///< in the list of all splits' answers
        std::size_t answers_left = 0;  ///< whose parts were not looked at, nor was that of none
    };

    /// How far the search had come.
    struct Progress {
        std::size_t looks = 0;
        double done = 0;  ///< the shares of the cases that need no closer look
    };

    void split(CaseId parent, FactId question);
    /// Appends the answers to the question that are to be told apart.
    void add_answers(CaseId parent, FactId question);
    /// The part that is next in turn becomes a case.
    CaseId take_part();
    [[nodiscard]] std::size_t next_time() const;
    [[nodiscard]] bool is_hopeless();
    void choose_next();
    void end(Certainty verdict);

    const AnswerClasses& classes_;
    const Facts* given_ = nullptr;
    std::vector<OneCase> cases_;  ///< that were looked at, or are next
    std::vector<Split> splits_;   ///< those with parts left; the last comes first
    std::vector<std::int32_t> answers_;
    std::size_t parts_left_ = 0;
    std::vector<CaseId> next_;
    Progress progress_;
    Progress last_time_;  ///< that the pace was taken
    Certainty verdict_ = Certainty::undecided;
};

}  // namespace sleepcheck
