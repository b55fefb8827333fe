#include "certainty/case_search.hpp"

#include <algorithm>

namespace sleepcheck {

namespace {

/// One search in a thousand needs more than a tenth of that.
constexpr std::size_t most_looks = 2048;
constexpr std::size_t few = 4;

}  // namespace

void CaseSearch::begin(const Facts& answers) {
    answers_ = &answers;
    cases_.assign(1, {});
    waiting_.clear();
    next_.assign(1, CaseId{0});
    looks_ = 0;
    verdict_ = Certainty::undecided;
}

void CaseSearch::learn(const std::vector<CaseFinding>& findings) {
    using What = CaseFinding::What;
    looks_ += next_.size();
    const auto any = [&](What what) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const CaseFinding& finding) { return finding.what == what; });
    };
    if (any(What::other_outcome)) return end(Certainty::provisional);
    if (any(What::stuck)) return end(Certainty::undecided);
    for (std::size_t i = 0; i < next_.size(); ++i) {
        if (findings[i].what == What::open) split(next_[i], findings[i].split);
    }
    choose_next();
}

void CaseSearch::split(CaseId parent, FactId question) {
    wait(parent, {question, std::nullopt});
    if (!classes_.stand_alone(question)) return split_on_tied(parent, question);
    for (const std::int32_t value : classes_.of(question)) wait(parent, {question, value});
}

void CaseSearch::split_on_tied(CaseId parent, FactId question) {
    Facts given = *answers_;
    std::vector<FactId> closed;
    each_supposition(parent, [&](const Supposition& supposed) {
        if (supposed.answer) {
            given.learn(supposed.question, *supposed.answer);
        } else {
            closed.push_back(supposed.question);
        }
    });
    for (const std::int32_t value : classes_.of(question, given, closed)) wait(parent, {question, value});
}

void CaseSearch::wait(CaseId parent, const Supposition& supposed) {
    waiting_.push_back(CaseId{static_cast<std::uint32_t>(cases_.size())});
    cases_.push_back({static_cast<std::uint32_t>(parent), supposed});
}

void CaseSearch::choose_next() {
    next_.clear();
    if (waiting_.empty()) return end(Certainty::settled);
    if (looks_ >= most_looks || !classes_.complete()) return end(Certainty::undecided);
    const std::size_t count = std::min(waiting_.size(), std::clamp(looks_ / 2, few, most_at_once));
    next_.assign(waiting_.rbegin(), waiting_.rbegin() + static_cast<std::ptrdiff_t>(count));
    waiting_.resize(waiting_.size() - count);
}

void CaseSearch::end(Certainty verdict) {
    verdict_ = verdict;
    next_.clear();
}

}  // namespace sleepcheck
