#include "certainty/case_search.hpp"

#include <algorithm>
#include <utility>

namespace sleepcheck {

namespace {

/// One search in a thousand needs more than a tenth of that.
constexpr std::size_t most_looks = 2048;
constexpr std::size_t few = 4;

/// The pace of a search is taken from so many looks on, each time that they have doubled. A search that would take more
/// than the most looks at its pace is given up.
constexpr std::size_t looks_before_any_pace = 64;

}  // namespace

void CaseSearch::begin(const Facts& answers) {
    given_ = &answers;
    cases_.assign(1, {});
    splits_.clear();
    answers_.clear();
    parts_left_ = 0;
    next_.assign(1, CaseId{0});
    progress_ = {};
    last_time_ = {};
    verdict_ = Certainty::undecided;
}

void CaseSearch::learn(const std::vector<CaseFinding>& findings) {
    using What = CaseFinding::What;
    progress_.looks += next_.size();
    const auto any = [&](What what) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const CaseFinding& finding) { return finding.what == what; });
    };
    if (any(What::other_outcome)) return end(Certainty::provisional);
    if (any(What::stuck)) return end(Certainty::undecided);
    for (std::size_t i = 0; i < next_.size(); ++i) {
        if (findings[i].what == What::open) {
            split(next_[i], findings[i].split);
        } else {
            progress_.done += cases_[static_cast<std::size_t>(next_[i])].share;
        }
    }
    choose_next();
}

void CaseSearch::split(CaseId parent, FactId question) {
    const std::size_t first = answers_.size();
    add_answers(parent, question);
    const auto place = static_cast<std::uint32_t>(parent);
    const std::size_t parts = answers_.size() - first + 1;
    splits_.push_back({place, question, cases_[place].share / static_cast<double>(parts), first, parts - 1});
    parts_left_ += parts;
}

void CaseSearch::add_answers(CaseId parent, FactId question) {
    const auto add = [&](const std::vector<std::int32_t>& answers) {
        answers_.insert(answers_.end(), answers.begin(), answers.end());
    };
    if (classes_.stand_alone(question)) return add(classes_.of(question));
    Facts given = *given_;
    std::vector<FactId> closed;
    each_supposition(parent, [&](const Supposition& supposed) {
        if (supposed.answer) {
            given.learn(supposed.question, *supposed.answer);
        } else {
            closed.push_back(supposed.question);
        }
    });
    add(classes_.of(question, given, closed));
}

CaseId CaseSearch::take_part() {
    Split& split = splits_.back();
    OneCase part{split.parent, {split.question, std::nullopt}, split.share};
    if (split.answers_left > 0) {
        part.supposed.answer = answers_[split.first_answer + --split.answers_left];
    } else {
        answers_.resize(split.first_answer);
        splits_.pop_back();
    }
    cases_.push_back(part);
    --parts_left_;
    return CaseId{static_cast<std::uint32_t>(cases_.size() - 1)};
}

/// The number of looks with which the pace is taken next.
std::size_t CaseSearch::next_time() const {
    return std::max(looks_before_any_pace, 2 * last_time_.looks);
}

/// By the pace since the last time: what is done first says little of what comes later.
bool CaseSearch::is_hopeless() {
    if (progress_.looks < next_time()) return false;
    const Progress before = std::exchange(last_time_, progress_);
    if (before.looks == 0) return false;
    const double pace = (progress_.done - before.done) / static_cast<double>(progress_.looks - before.looks);
    return 1 - progress_.done > pace * most_looks;
}

void CaseSearch::choose_next() {
    next_.clear();
    if (parts_left_ == 0) return end(Certainty::settled);
    if (progress_.looks >= most_looks || is_hopeless() || !classes_.complete()) return end(Certainty::undecided);
    const std::size_t half_as_many = std::clamp(progress_.looks / 2, few, most_at_once);
    const std::size_t count = std::min({parts_left_, half_as_many, next_time() - progress_.looks});
    while (next_.size() < count) next_.push_back(take_part());
}

void CaseSearch::end(Certainty verdict) {
    verdict_ = verdict;
    next_.clear();
}

}  // namespace sleepcheck
