// What an answer does for a condition is estimated from the whole down to its parts. Somebody who wants an `all` wants
// every part of it as much; who wants an `any` wants each of its n parts an nth; not to want something turns the two
// round. A point of a tally is worth its share of the number to be reached. At the tests, the wish goes to the answers
// that pass and against those that fail. Only the order of a search hangs on this, so a guess may be coarse.

#include "certainty/leads.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include "rulebook/passes_test.hpp"

namespace sleepcheck {

namespace {

/// For each question, how much each of its classes of answers is wanted; leaving it open counts 0.
using Wishes = std::vector<std::vector<double>>;

class Backwards {
public:
    Backwards(const RuleBook& rules, const AnswerClasses& classes)
        : rules_(rules), classes_(classes), wanted_(rules.steps.size()), wishes_(rules.questions) {
        for (std::size_t i = 0; i < rules.questions; ++i) wishes_[i].resize(classes.of(FactId(i)).size());
    }

    void want(StepId step, double how_much) { wanted_[index_of(step)] += how_much; }

    /// Parts stand before wholes, so one pass from the last step to the first is enough.
    Wishes wishes() && {
        for (std::size_t place = rules_.steps.size(); place-- > 0;) {
            if (wanted_[place] != 0) hand_down(rules_.steps[place], wanted_[place]);
        }
        return std::move(wishes_);
    }

private:
    void hand_down(const Step& step, double wanted) {
        switch (step.kind) {
            case Step::Kind::within:
            case Step::Kind::one_of:
            case Step::Kind::any_of:
            case Step::Kind::known: return hand_down_test(step, wanted);
            case Step::Kind::count: return hand_down_count(step, wanted);
            case Step::Kind::tally: return hand_down_points(step, step.low, wanted);
            case Step::Kind::reaches: return hand_down_points(rules_.steps[step.first], step.low, wanted);
            case Step::Kind::derive:
            case Step::Kind::clear: return;
        }
    }

    void hand_down_test(const Step& step, double wanted) {
        if (step.fact >= rules_.questions) return hand_down_derived(step, wanted);
        const auto& values = classes_.of(FactId{step.fact});
        for (std::size_t i = 0; i < values.size(); ++i) wishes_[step.fact][i] += wish(step, values[i], wanted);
    }

    /// Minutes between two times are left to chance.
    void hand_down_derived(const Step& test, double wanted) {
        for (const Step& step : rules_.steps) {
            if (step.kind != Step::Kind::derive || step.table != test.table) continue;
            const Derivation& derivation = rules_.derivations[step.first];
            if (index_of(derivation.fact) != test.fact) continue;
            const double share = wanted / static_cast<double>(derivation.first.size());
            for (const Branch& branch : derivation.first) {
                if (!branch.is_hours) want(branch.when, wish(test, branch.value, share));
            }
        }
    }

    static double wish(const Step& test, std::int32_t value, double wanted) {
        return test.kind == Step::Kind::known || passes_test(test, value) ? wanted : -wanted;
    }

    void hand_down_count(const Step& step, double wanted) {
        double total = 0;
        double least = step.low;  // so much of the total has to hold, where a negative weight holds by being no
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            total += std::abs(part.weight);
            least += std::max<int>(0, -part.weight);
        }
        const double shared_by = std::max(1.0, wanted > 0 ? total - least + 1 : least);
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            want(part.step, wanted * part.weight / shared_by);
        }
    }

    void hand_down_points(const Step& tally, std::int32_t least, double wanted) {
        for (std::uint32_t i = 0; i < tally.size; ++i) {
            const Part& part = rules_.parts[tally.first + i];
            want(part.step, wanted * part.weight / std::max(1, std::abs(least)));
        }
    }

    const RuleBook& rules_;
    const AnswerClasses& classes_;
    std::vector<double> wanted_;  ///< of each step, how much it is wanted; below 0 to be no
    Wishes wishes_;
};

/// A line decides when it holds and those before it do not.
Wishes wishes_for(const Knowledge& knowledge, const AnswerClasses& classes, std::size_t line) {
    Backwards backwards(knowledge.rules, classes);
    for (std::size_t before = 0; before < line; ++before) {
        if (knowledge.lines[before].outcome == knowledge.lines[line].outcome) continue;
        backwards.want(knowledge.lines[before].when, -0.5);
    }
    backwards.want(knowledge.lines[line].when, 1);
    return std::move(backwards).wishes();
}

/// How far a set of answers departs from the most wanted ones.
struct Departure {
    double noise = 0;        ///< is added to every wish, at most
    unsigned left_open = 0;  ///< so many questions in a hundred
    unsigned by_chance = 0;  ///< and so many of the others are answered at random
};

/// What the estimate leaves out, such as answers that contradict each other, is found by departing from it. Tried out
/// on the rules that come with the program and on ten times as many signs.
constexpr std::array<Departure, 8> departures{{
    {0, 0, 0},
    {0.3, 25, 0},
    {0.6, 0, 0},
    {0.9, 50, 0},
    {0, 25, 20},
    {0.3, 25, 50},
    {0, 25, 100},
    {0, 25, 100},
}};

class Chance {
public:
    explicit Chance(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }
    bool in_a_hundred(unsigned times) { return below(100) < times; }
    double share() { return static_cast<double>(below(1000)) / 1000; }

private:
    std::minstd_rand random_;
};

/// The place of the answer that is wanted most; none when leaving the question open is.
std::optional<std::size_t> most_wanted(const std::vector<double>& wishes, double noise, Chance& chance) {
    std::optional<std::size_t> best;
    double most = noise * chance.share();
    const std::size_t first = chance.below(wishes.size());
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const std::size_t place = (first + i) % wishes.size();
        const double wish = wishes[place] + noise * chance.share();
        if (wish < most || (best && wish == most)) continue;
        most = wish;
        best = place;
    }
    return best;
}

Leads::Answers departing(const Wishes& wishes, const Departure& departure, const AnswerClasses& classes,
                         Chance& chance) {
    Leads::Answers answers(wishes.size());
    for (std::size_t question = 0; question < wishes.size(); ++question) {
        if (chance.in_a_hundred(departure.left_open)) continue;
        const auto& values = classes.of(FactId(question));
        if (chance.in_a_hundred(departure.by_chance)) {
            answers[question] = values[chance.below(values.size())];
        } else if (const auto best = most_wanted(wishes[question], departure.noise, chance)) {
            answers[question] = values[*best];
        }
    }
    return answers;
}

}  // namespace

Leads::Leads(const Knowledge& knowledge, const AnswerClasses& classes) {
    constexpr std::uint32_t seed = 1;
    Chance chance(seed);
    for (std::size_t line = 0; line < knowledge.lines.size(); ++line) {
        const Wishes wishes = wishes_for(knowledge, classes, line);
        for (std::size_t round = 0; round < rounds; ++round) {
            const Departure& departure = departures[round < departures.size() ? round : 1 + round % 7];
            answers_.push_back(departing(wishes, departure, classes, chance));
        }
    }
}

}  // namespace sleepcheck
