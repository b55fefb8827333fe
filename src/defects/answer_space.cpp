// Two ways to know. A look ahead proves that something can never be, but takes conditions as independent of each other;
// trying every combination of answers is exact, but affordable only where few questions have a say. What is neither
// excluded by these nor met in some answers stays unsettled, and nobody is told of it.

#include "defects/answer_space.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "outlook/value_classes.hpp"

namespace sleepcheck::defects {

namespace {

constexpr std::size_t sample_count = 400;
constexpr std::size_t most_combinations = 200'000;
constexpr std::size_t most_questions = 17;  // 2^18 is more than most_combinations
constexpr std::uint64_t seed = 20240607;    // any: the same rules are to give the same findings

/// The places that are marked.
template <typename Id>
std::vector<Id> marked(const std::vector<bool>& marks) {
    std::vector<Id> result;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i]) result.push_back(Id(i));
    }
    return result;
}

}  // namespace

AnswerSpace::AnswerSpace(const RuleBook& rules) : rules_(rules) {
    judge(rules, Facts(rules.facts), nothing_);
    look_ahead(rules, nothing_, Sums::exact, outlook_);
    draw_samples();
}

Finding AnswerSpace::find(const std::vector<StepId>& about, const Statement& statement) const {
    const auto met = std::find_if(samples_.begin(), samples_.end(), statement);
    if (met != samples_.end()) return {Finding::Kind::shown, smallest(met->given, statement)};
    return try_all(about, statement);
}

bool AnswerSpace::never(StepId step) const {
    if (!outlook_.of(step).has(Truth::yes)) return true;
    const auto holds = [&](const Judgement& judgement) { return judgement.holds(step); };
    if (std::any_of(samples_.begin(), samples_.end(), holds)) return false;
    return try_all({step}, holds).is_excluded();
}

bool AnswerSpace::always(StepId step) const {
    const auto fails = [&](const Judgement& judgement) { return judgement.truth(step) == Truth::no; };
    if (!outlook_.of(step).has(Truth::no)) return !never(step);
    if (std::any_of(samples_.begin(), samples_.end(), fails)) return false;
    return try_all({step}, fails).is_excluded() && !never(step);
}

bool AnswerSpace::sound(const Judgement& judgement) const {
    for (std::size_t i = 0; i < rules_.questions; ++i) {
        if (judgement.given.known(FactId(i)) && judgement.truth(rules_.applies[i]) == Truth::no) return false;
    }
    return true;
}

/// Takes back answers that do not apply, until all do; empty when that takes too long.
std::optional<Judgement> AnswerSpace::judged_soundly(Facts facts) const {
    constexpr int most_rounds = 8;
    Judgement judgement;
    for (int round = 0; round < most_rounds; ++round) {
        judge(rules_, facts, judgement);
        if (sound(judgement)) return judgement;
        for (std::size_t i = 0; i < rules_.questions; ++i) {
            if (judgement.truth(rules_.applies[i]) == Truth::no) facts.forget(FactId(i));
        }
    }
    return std::nullopt;
}

std::vector<std::int32_t> AnswerSpace::values_near_thresholds(std::size_t question) const {
    const FactDomain& domain = rules_.domains[question];
    std::set<std::int32_t> values{domain.least, domain.most};
    const auto add = [&](std::int64_t value) {
        if (value >= domain.least && value <= domain.most) values.insert(static_cast<std::int32_t>(value));
    };
    for (const Step& step : rules_.steps) {
        if (step.kind >= Step::Kind::known || step.fact != question) continue;
        if (step.kind == Step::Kind::within) {
            for (const std::int64_t value : {std::int64_t{step.low} - 1, std::int64_t{step.low},
                                             std::int64_t{step.high}, std::int64_t{step.high} + 1}) {
                add(value);
            }
        } else if (step.kind == Step::Kind::one_of) {
            for (std::int32_t value = domain.least; value <= domain.most; ++value) add(value);
        } else {
            for (std::uint32_t option = 1; option <= domain.options && option != 0; option <<= 1U) {
                if ((domain.options & option) != 0) values.insert(static_cast<std::int32_t>(option));
            }
        }
    }
    if (domain.options != 0) values.erase(0);
    return {values.begin(), values.end()};
}

void AnswerSpace::draw_samples() {
    std::mt19937_64 random(seed);
    std::vector<std::vector<std::int32_t>> values;
    for (std::size_t i = 0; i < rules_.questions; ++i) values.push_back(values_near_thresholds(i));
    for (std::size_t i = 0; i < sample_count; ++i) {
        Facts facts(rules_.facts);
        const auto percent = 30 + random() % 71;
        for (std::size_t question = 0; question < rules_.questions; ++question) {
            const auto& choices = values[question];
            if (choices.empty() || random() % 100 >= percent) continue;
            facts.learn(FactId(question), choices[random() % choices.size()]);
        }
        if (auto judgement = judged_soundly(std::move(facts))) samples_.push_back(std::move(*judgement));
    }
}

void AnswerSpace::collect(StepId id, Cone& cone) const {
    if (cone.seen[index_of(id)]) return;
    cone.seen[index_of(id)] = true;
    const Step& step = rules_.steps[index_of(id)];
    if (step.kind <= Step::Kind::known) return collect_fact(FactId{step.fact}, step.table, cone);
    if (step.kind == Step::Kind::reaches) return collect(StepId(step.first), cone);
    for (std::uint32_t i = 0; i < step.size; ++i) collect(rules_.parts[step.first + i].step, cone);
}

void AnswerSpace::collect_fact(FactId fact, Table table, Cone& cone) const {
    const bool is_question = index_of(fact) < rules_.questions;
    if (is_question && !cone.questions[index_of(fact)]) {
        cone.questions[index_of(fact)] = true;
        collect(rules_.applies[index_of(fact)], cone);
    }
    for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
        const Step& step = rules_.steps[i];
        if (is_question && table == Table::cleared && step.kind == Step::Kind::clear) cone.seen[i] = true;
        if (is_question || cone.seen[i] || step.kind != Step::Kind::derive || step.table != table) continue;
        const Derivation& derivation = rules_.derivations[step.first];
        if (derivation.fact != fact) continue;
        cone.seen[i] = true;
        for (const Branch& branch : derivation.first) {
            if (!branch.is_hours) {
                collect(branch.when, cone);
                continue;
            }
            collect_fact(branch.from, table, cone);
            collect_fact(branch.to, table, cone);
        }
    }
    if (!is_question || table == Table::given) return;
    for (const Clearing& clearing : rules_.clearings) {
        const bool concerned = std::find(clearing.facts.begin(), clearing.facts.end(), fact) != clearing.facts.end();
        if (concerned) collect(clearing.when, cone);
    }
}

AnswerSpace::Cone AnswerSpace::cone_of(const std::vector<StepId>& about) const {
    Cone cone{std::vector<bool>(rules_.steps.size()), std::vector<bool>(rules_.questions)};
    for (const StepId step : about) collect(step, cone);
    return cone;
}

bool AnswerSpace::rests_on(StepId step, const std::set<StepId>& others) const {
    const Cone cone = cone_of({step});
    return std::any_of(others.begin(), others.end(),
                       [&](StepId other) { return other != step && cone.seen[index_of(other)]; });
}

/// For each question the values that the steps can tell apart; empty when these are too many to try them all.
std::vector<std::vector<std::int32_t>> AnswerSpace::values_of(const std::vector<FactId>& questions,
                                                              const std::vector<StepId>& steps) const {
    const std::vector<bool> open(rules_.questions, true);
    const ValueClasses classes(rules_, steps, open, nothing_.given);
    if (!classes.complete()) return {};
    std::vector<std::vector<std::int32_t>> values;
    std::size_t count = 1;
    for (const FactId question : questions) {
        values.push_back(classes.of(index_of(question)));
        count *= values.back().size() + 1;
        if (count > most_combinations) return {};
    }
    return values;
}

Finding AnswerSpace::try_all(const std::vector<StepId>& about, const Statement& statement) const {
    const Cone cone = cone_of(about);
    const auto steps = marked<StepId>(cone.seen);
    const auto questions = marked<FactId>(cone.questions);
    if (questions.size() > most_questions) return {};
    const auto values = values_of(questions, steps);
    if (values.size() != questions.size()) return {};
    Judgement judgement = nothing_;
    const auto answered_soundly = [&](FactId question) {
        return !judgement.given.known(question) || judgement.truth(rules_.applies[index_of(question)]) != Truth::no;
    };
    std::vector<std::size_t> choices(questions.size());  // 0 for no answer
    for (bool more = true; more;) {
        judge_only(rules_, steps, judgement);
        if (statement(judgement) && std::all_of(questions.begin(), questions.end(), answered_soundly)) {
            return {Finding::Kind::shown, smallest(judgement.given, statement)};
        }
        more = false;
        for (std::size_t q = 0; q < questions.size() && !more; ++q) {
            choices[q] = (choices[q] + 1) % (values[q].size() + 1);
            more = choices[q] != 0;
            more ? judgement.given.learn(questions[q], values[q][choices[q] - 1])
                 : judgement.given.forget(questions[q]);
        }
    }
    return {Finding::Kind::excluded, Facts(0)};
}

/// Takes back one answer after the other, as long as the rest is sound and still makes the statement true.
Facts AnswerSpace::smallest(Facts facts, const Statement& statement) const {
    Judgement judgement;
    for (std::size_t i = rules_.questions; i < rules_.facts; ++i) facts.forget(FactId(i));
    for (std::size_t i = 0; i < rules_.questions; ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (!facts.known(question)) continue;
        Facts fewer = facts;
        fewer.forget(question);
        judge(rules_, fewer, judgement);
        if (sound(judgement) && statement(judgement)) facts = std::move(fewer);
    }
    return facts;
}

}  // namespace sleepcheck::defects
