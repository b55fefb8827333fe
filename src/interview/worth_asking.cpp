#include "interview/worth_asking.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "sleepcheck/prospects.hpp"

namespace sleepcheck {

namespace {

bool among(const std::vector<FactId>& facts, FactId fact) {
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

/// `way` holds the questions that led here. Where they go round in a circle nothing tells, and unknown is never no.
bool may_apply(const RuleBook& rules, const Judgement& judgement, FactId question, std::vector<FactId>& way) {
    const StepId applies = rules.applies[index_of(question)];
    if (among(way, question) || judgement.truth(applies) != Truth::unknown)
        return judgement.truth(applies) != Truth::no;
    way.push_back(question);
    const auto behind = facts_behind(rules, judgement, applies);
    const auto can_tell = [&](FactId first) {
        return judgement.given.known(first) || may_apply(rules, judgement, first, way);
    };
    const bool result = behind.empty() || std::any_of(behind.begin(), behind.end(), can_tell);
    way.pop_back();
    return result;
}

}  // namespace

bool may_apply(const RuleBook& rules, const Judgement& judgement, FactId question) {
    std::vector<FactId> way;
    return may_apply(rules, judgement, question, way);
}

void WorthAsking::look(const Facts& facts) {
    judge(knowledge_.rules, facts, judgement_);
    look_ahead(knowledge_.rules, judgement_, Sums::bounded, outlook_);
}

bool WorthAsking::settled(const Facts& facts) {
    look(facts);
    return possible_lines(knowledge_, outlook_).size() < 2;
}

/// The questions that can still change what the depth is after.
std::vector<FactId> WorthAsking::wanted() const {
    const auto lines = possible_lines(knowledge_, outlook_);
    std::vector<StepId> steps;
    const auto add = [&](const std::vector<StepId>& more) { steps.insert(steps.end(), more.begin(), more.end()); };
    const auto halts = [&](const Flag& flag) { return flag.halt && judgement_.holds(flag.when); };
    const bool halted = std::any_of(knowledge_.flags.begin(), knowledge_.flags.end(), halts);
    if (!halted) add(steps_of(lines));
    add(flag_steps(knowledge_, depth_ == Depth::quick ? Flags::halting : Flags::all));
    if (depth_ == Depth::usual && !halted) {
        for (const auto* patterns : {&knowledge_.patterns, &knowledge_.causes}) {
            for (const Pattern& pattern : *patterns) add(steps_of(pattern));
        }
        add(advice_steps(knowledge_, lines));
    }
    return behind(std::move(steps));
}

/// The questions that can still change one of the steps. Some of them may not apply now and yet come to: a
/// contradiction can make unknown what rules them out. So what could bring that about is among them, too.
std::vector<FactId> WorthAsking::behind(std::vector<StepId> steps) const {
    for (;;) {
        auto facts = could_matter(knowledge_.rules, outlook_, steps);
        const std::size_t before = steps.size();
        for (const FactId fact : facts) {
            const StepId applies = knowledge_.rules.applies[index_of(fact)];
            const bool added = std::find(steps.begin(), steps.end(), applies) != steps.end();
            if (!added && !may_apply(knowledge_.rules, judgement_, fact)) steps.push_back(applies);
        }
        if (steps.size() == before) return facts;
    }
}

bool WorthAsking::open(FactId fact) const {
    return judgement_.given.state(fact) == Facts::State::not_given && !put_and_not_kept_[index_of(fact)] &&
           may_apply(knowledge_.rules, judgement_, fact);
}

/// `way` holds the questions that wait for this one; none of them can be waited for in turn.
void WorthAsking::add_or_wait(FactId fact, std::vector<FactId>& way, std::vector<bool>& chosen) const {
    if (!open(fact) || chosen[index_of(fact)]) return;
    const StepId applies = knowledge_.rules.applies[index_of(fact)];
    bool waits = false;
    if (judgement_.truth(applies) == Truth::unknown) {
        way.push_back(fact);
        for (const FactId first : facts_behind(knowledge_.rules, judgement_, applies)) {
            if (!open(first) || among(way, first)) continue;
            add_or_wait(first, way, chosen);
            waits = true;
        }
        way.pop_back();
    }
    if (!waits) chosen[index_of(fact)] = true;
}

std::vector<FactId> WorthAsking::questions(const Facts& facts) {
    look(facts);
    std::vector<bool> chosen(knowledge_.catalogue.questions);
    std::vector<FactId> way;
    if (depth_ != Depth::full) {
        for (const FactId fact : wanted()) add_or_wait(fact, way, chosen);
    }
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const bool always = depth_ == Depth::full || knowledge_.catalogue.entries[i].tier == Tier::safety;
        if (always) add_or_wait(FactId(i), way, chosen);
    }
    std::vector<FactId> result;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) result.push_back(FactId(i));
    }
    return result;
}

/// How much is still open: the questions that can matter, and the room between the bounds of each pattern's points,
/// which shrinks long before a question drops out. The weight between the two was tried on the worked cases: from 0.2
/// to 2 it makes little difference to the number of questions asked, without it quick interviews are a quarter longer.
double WorthAsking::left_open() const {
    constexpr double weight_of_a_point = 0.5;
    double left = static_cast<double>(wanted().size());
    for (const Pattern& pattern : knowledge_.patterns) {
        const NumberRange range = outlook_.number(pattern.points);
        left += weight_of_a_point * (range.most - range.least);
    }
    return left;
}

double WorthAsking::left_open_after(const Judgement& before, const Outlook& outlook_before, FactId question,
                                    const std::vector<StepId>& dependents) {
    const auto values = telling_values(knowledge_, question);
    double sum = 0;
    for (const std::int32_t value : values) {
        judgement_ = before;
        outlook_ = outlook_before;
        judgement_.given.learn(question, value);
        judge_only(knowledge_.rules, dependents, judgement_);
        look_ahead_again(knowledge_.rules, judgement_, question, dependents, outlook_);
        sum += left_open();
    }
    return sum / static_cast<double>(values.size());
}

std::vector<FactId> WorthAsking::ranked(const Facts& facts, const std::vector<FactId>& questions,
                                        const Dependents& dependents) {
    look(facts);
    const Judgement now = judgement_;
    const Outlook outlook = outlook_;
    std::vector<std::pair<double, FactId>> ranks;
    for (const FactId question : questions) {
        ranks.emplace_back(left_open_after(now, outlook, question, dependents.of(question)), question);
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<FactId> result;
    for (const auto& [left, question] : ranks) result.push_back(question);
    return result;
}

std::vector<std::int32_t> telling_values(const Knowledge& knowledge, FactId question) {
    const FactDomain& domain = knowledge.rules.domains[index_of(question)];
    std::set<std::int32_t> values;
    if (domain.options != 0) {
        for (std::uint32_t option = 1; option != 0 && option <= domain.options; option <<= 1U) {
            if ((domain.options & option) != 0) values.insert(static_cast<std::int32_t>(option));
        }
    } else if (!knowledge.catalogue.at(question).options.empty()) {
        for (std::int32_t value = domain.least; value <= domain.most; ++value) values.insert(value);
    } else {
        values.insert(domain.least);
        for (const Step& step : knowledge.rules.steps) {
            if (step.kind != Step::Kind::within || step.fact != index_of(question)) continue;
            if (step.low > domain.least && step.low <= domain.most) values.insert(step.low);
            if (step.high >= domain.least && step.high < domain.most) values.insert(step.high + 1);
        }
    }
    return {values.begin(), values.end()};
}

}  // namespace sleepcheck
