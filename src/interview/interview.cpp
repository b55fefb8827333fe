#include "sleepcheck/interview.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <random>
#include <utility>

#include "interview/worth_asking.hpp"

namespace sleepcheck {

namespace {

/// The share of the questions worth asking that a round takes up, and the least number of them. Of the shares tried on
/// the worked cases (0.1 to 0.75) all below a half ask about as few questions as always going to the best one would;
/// larger rounds keep to the sections better.
constexpr double share_of_a_round = 0.35;
constexpr std::size_t smallest_round = 3;

bool among(const std::vector<FactId>& facts, FactId fact) {
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

/// The first of the wanted questions in the order of the sections, and within a section in the order of the round.
std::optional<FactId> first_of(const Catalogue& catalogue, const std::vector<FactId>& round,
                               const std::vector<FactId>& wanted) {
    for (const Section& section : catalogue.sections) {
        for (const FactId fact : round) {
            if (catalogue.at(fact).section == section.id && among(wanted, fact)) return fact;
        }
    }
    return std::nullopt;
}

/// The next question of the round; a new round begins when nothing of this one is wanted any more.
std::optional<FactId> next_question(const Knowledge& knowledge, const InterviewState& state, WorthAsking& worth_asking,
                                    const Dependents& dependents, std::vector<FactId>& round) {
    const auto wanted = worth_asking.questions(state.facts);
    if (wanted.empty()) return std::nullopt;
    if (state.depth == Depth::full) return first_of(knowledge.catalogue, wanted, wanted);
    if (auto next = first_of(knowledge.catalogue, round, wanted)) return next;
    round = worth_asking.ranked(state.facts, wanted, dependents);
    const auto share = static_cast<std::size_t>(std::lround(share_of_a_round * static_cast<double>(round.size())));
    round.resize(std::min(round.size(), std::max(smallest_round, share)));
    return first_of(knowledge.catalogue, round, wanted);
}

bool is_halted(const Knowledge& knowledge, const Facts& facts) {
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    const auto halts = [&](const Flag& flag) { return flag.halt && judgement.holds(flag.when); };
    return std::any_of(knowledge.flags.begin(), knowledge.flags.end(), halts);
}

/// Learns an answer drawn from those that rules tell apart, if possible one that halts nothing. The same person answers
/// a question the same way each time, so that the length imagined does not jump from one question to the next.
void imagine_answer(const Knowledge& knowledge, FactId question, std::uint32_t person, Facts& facts) {
    constexpr std::uint32_t odd = 7919;
    std::minstd_rand random(person * odd + static_cast<std::uint32_t>(index_of(question)));
    random.discard(2);
    const auto values = telling_values(knowledge, question);
    const std::size_t start = random();
    for (std::size_t i = 0; i < values.size(); ++i) {
        facts.learn(question, values[(start + i) % values.size()]);
        if (!is_halted(knowledge, facts)) return;
    }
}

/// How many questions a conversation with this person would have from here on.
std::size_t imagined_length(const Knowledge& knowledge, InterviewState state, std::vector<bool> put_and_not_kept,
                            std::uint32_t person) {
    WorthAsking worth_asking(knowledge, state.depth, put_and_not_kept);
    for (std::size_t length = 0;; ++length) {
        const auto wanted = worth_asking.questions(state.facts);
        if (wanted.empty()) return length;
        const FactId question = wanted.front();
        if (knowledge.catalogue.at(question).never_stored) {
            put_and_not_kept[index_of(question)] = true;
        } else {
            imagine_answer(knowledge, question, person, state.facts);
        }
    }
}

/// Most questions do, whatever was answered: the condition has no parts.
bool applies_always(const RuleBook& rules, FactId question) {
    const Step& applies = rules.steps[index_of(rules.applies[index_of(question)])];
    return applies.kind == Step::Kind::count && applies.size == 0 && applies.low <= 0;
}

/// Whether the question can make sense beside all other answers: no answer speaks for its own question. Without this
/// a follow-up that contradicts the changed answer to its first question would hold itself up.
bool may_apply_beside(const Knowledge& knowledge, Facts facts, FactId question) {
    if (applies_always(knowledge.rules, question)) return true;
    facts.forget(question);
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    return may_apply(knowledge.rules, judgement, question);
}

}  // namespace

std::string_view word_for(Depth depth) {
    constexpr std::array<std::string_view, 3> words{"quick", "usual", "full"};
    return words[static_cast<std::size_t>(depth)];
}

Interview::Interview(const Knowledge& knowledge, InterviewState state)
    : knowledge_(&knowledge),
      dependents_(std::make_shared<const Dependents>(knowledge.rules)),
      state_(std::move(state)),
      put_and_not_kept_(knowledge.catalogue.questions) {
    if (state_.facts.size() == 0) state_.facts = Facts(knowledge.catalogue.entries.size());
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (!knowledge.catalogue.at(fact).never_stored) continue;
        if (state_.facts.known(fact)) end_if_halted(fact, state_.facts.value(fact));
        state_.facts.forget(fact);
        state_.path.erase(std::remove(state_.path.begin(), state_.path.end(), fact), state_.path.end());
    }
    go_on();
}

void Interview::go_on() {
    looks_back_ = false;
    question_.reset();
    if (ended_by_) return;
    WorthAsking worth_asking(*knowledge_, state_.depth, put_and_not_kept_);
    question_ = next_question(*knowledge_, state_, worth_asking, *dependents_, round_);
}

bool Interview::passed(FactId fact) const {
    return put_and_not_kept_[index_of(fact)] || state_.facts.state(fact) != Facts::State::not_given;
}

std::size_t Interview::number() const {
    const auto place = looks_back_ ? std::find(state_.path.begin(), state_.path.end(), *question_) : state_.path.end();
    return static_cast<std::size_t>(place - state_.path.begin()) + 1;
}

std::size_t Interview::about_to_go() const {
    constexpr std::uint32_t people = 12;
    std::size_t sum = 0;
    for (std::uint32_t person = 1; person <= people; ++person) {
        sum += imagined_length(*knowledge_, state_, put_and_not_kept_, person);
    }
    const std::size_t length = (sum + people / 2) / people;
    return length - (length > 0 && !looks_back_ ? 1 : 0);
}

/// An answer that is never stored is looked at once: does it halt?
void Interview::end_if_halted(FactId fact, std::int32_t value) {
    Facts with_it = state_.facts;
    with_it.learn(fact, value);
    Judgement judgement;
    judge(knowledge_->rules, with_it, judgement);
    const auto& flags = knowledge_->flags;
    const auto halts = [&](const Flag& flag) {
        return flag.halt && judgement.holds(flag.when) && among(questions_of(knowledge_->rules, flag.when), fact);
    };
    if (std::any_of(flags.begin(), flags.end(), halts)) ended_by_ = std::move(with_it);
}

void Interview::drop_what_no_longer_applies(const Facts& before) {
    dropped_.clear();
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < knowledge_->catalogue.questions; ++i) {
            const FactId fact{static_cast<std::uint16_t>(i)};
            if (!passed(fact) || may_apply_beside(*knowledge_, state_.facts, fact)) continue;
            if (!may_apply_beside(*knowledge_, before, fact)) continue;
            if (state_.facts.known(fact)) dropped_.push_back(fact);
            state_.facts.forget(fact);
            put_and_not_kept_[i] = false;
            state_.path.erase(std::remove(state_.path.begin(), state_.path.end(), fact), state_.path.end());
            again = true;
        }
    }
}

void Interview::answer(std::int32_t value) {
    take(value);
}

void Interview::skip() {
    take(std::nullopt);
}

void Interview::take(std::optional<std::int32_t> value) {
    assert(question_);
    const FactId fact = *question_;
    const Facts before = state_.facts;
    if (!among(state_.path, fact)) state_.path.push_back(fact);
    if (knowledge_->catalogue.at(fact).never_stored) {
        put_and_not_kept_[index_of(fact)] = true;
        if (value) end_if_halted(fact, *value);
    } else if (value) {
        state_.facts.learn(fact, *value);
    } else {
        state_.facts.decline(fact);
    }
    if (looks_back_) round_.clear();
    drop_what_no_longer_applies(before);
    go_on();
}

void Interview::keep() {
    dropped_.clear();
    go_on();
}

bool Interview::back() {
    const auto& path = state_.path;
    const auto here = looks_back_ ? std::find(path.begin(), path.end(), *question_) : path.end();
    if (here == path.begin()) return false;
    dropped_.clear();
    question_ = *(here - 1);
    looks_back_ = true;
    return true;
}

void Interview::revisit(FactId fact) {
    assert(passed(fact));
    dropped_.clear();
    question_ = fact;
    looks_back_ = true;
}

bool Interview::outcome_settled() const {
    WorthAsking worth_asking(*knowledge_, state_.depth, put_and_not_kept_);
    return worth_asking.settled(state_.facts);
}

}  // namespace sleepcheck
