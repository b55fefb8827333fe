#include "random_facts.hpp"

#include <algorithm>
#include <limits>

using namespace sleepcheck;

namespace {

constexpr std::int32_t day = 24 * 60;
constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();

}  // namespace

RandomFacts::RandomFacts(const RuleBook& rules) : rules_(rules), cuts_(rules.facts) {
    for (const Step& step : rules.steps) {
        if (step.kind != Step::Kind::within) continue;
        auto& cuts = cuts_[step.fact];
        if (step.low > lowest) cuts.insert(cuts.end(), {step.low - 1, step.low});
        if (step.high < highest) cuts.insert(cuts.end(), {step.high, step.high + 1});
    }
    for (const Derivation& derivation : rules.derivations) {
        for (const Branch& branch : derivation.first) {
            if (!branch.is_hours) continue;
            Span span{branch.from, branch.to, cuts_[index_of(derivation.fact)]};
            span.minutes.insert(span.minutes.end(), {branch.unknown_above, branch.unknown_above + 1});
            spans_.push_back(std::move(span));
        }
    }
}

std::int32_t RandomFacts::value(Random& random, FactId question) const {
    const FactDomain& domain = rules_.domains[index_of(question)];
    if (domain.options != 0) {
        while (true) {
            const auto marked = static_cast<std::uint32_t>(random()) & domain.options;
            if (marked == 0) continue;
            return static_cast<std::int32_t>((marked & domain.alone) != 0 ? domain.alone : marked);
        }
    }
    const auto& cuts = cuts_[index_of(question)];
    if (!cuts.empty() && chance(random, 70)) {
        return std::clamp(cuts[random() % cuts.size()], domain.least, domain.most);
    }
    return number_from(random, domain.least, domain.most);
}

void RandomFacts::put_times_near_thresholds(Random& random, Facts& facts) const {
    for (const Span& span : spans_) {
        if (!facts.known(span.from) || !facts.known(span.to) || chance(random, 40)) continue;
        const std::int32_t minutes = span.minutes[random() % span.minutes.size()];
        facts.learn(span.from, ((facts.value(span.to) - minutes) % day + day) % day);
    }
}

Facts RandomFacts::facts(Random& random, unsigned percent) const {
    Facts facts(rules_.facts);
    for (std::size_t i = 0; i < rules_.questions; ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (chance(random, percent)) {
            facts.learn(question, value(random, question));
        } else if (chance(random, 10)) {
            facts.decline(question);
        }
    }
    put_times_near_thresholds(random, facts);
    return facts;
}

Facts RandomFacts::completed(Random& random, const Facts& facts) const {
    Facts result = facts;
    const auto percent = static_cast<unsigned>(1 + random() % 100);
    std::vector<FactId> added;
    for (std::size_t i = 0; i < rules_.questions; ++i) {
        const FactId question{static_cast<std::uint16_t>(i)};
        if (facts.known(question) || !chance(random, percent)) continue;
        result.learn(question, value(random, question));
        added.push_back(question);
    }
    Judgement judgement;
    for (bool changed = true; changed;) {
        changed = false;
        judge(rules_, result, judgement);
        for (const FactId question : added) {
            if (!result.known(question) || judgement.truth(rules_.applies[index_of(question)]) != Truth::no) continue;
            result.forget(question);
            changed = true;
        }
    }
    return result;
}

namespace {

/// One random rule book in the making.
class RuleMaker {
public:
    explicit RuleMaker(Random& random) : random_(random), row_(facts, questions) {}

    RuleBook made() {
        make_domains();
        for (int i = 0; i < 8; ++i) add_test(Table::given, false);
        for (int i = 0; i < 4; ++i) add_count();
        for (std::size_t i = 1; i < questions; ++i) {
            if (chance(random_, 35)) row_.applies(FactId(i), any_step());
        }
        add_derivations(Table::given);
        for (int i = 0; i < 4; ++i) add_test(Table::given, true);
        for (int i = 0; i < 2; ++i) add_count();
        std::vector<Clearing> clearings;
        for (int i = number(0, 2); i > 0; --i) clearings.push_back({any_step(), {any_question(), any_question()}});
        row_.clear(clearings);
        add_derivations(Table::cleared);
        for (int i = 0; i < 12; ++i) add_test(Table::cleared, chance(random_, 30));
        for (int i = 0; i < 12; ++i) {
            add_count();
            add_tally();
        }
        return row_.build();
    }

private:
    static constexpr std::size_t questions = 8;
    static constexpr std::size_t facts = 11;
    static constexpr FactId choice{2};
    static constexpr FactId several{3};
    static constexpr FactId many{4};
    static constexpr FactId first_time{5};
    static constexpr FactId last_time{7};
    static constexpr FactId worked_out{8};
    static constexpr FactId hours{9};
    static constexpr FactId hours_or_number{10};

    std::int32_t number(std::int32_t least, std::int32_t most) { return number_from(random_, least, most); }
    FactId any_fact(std::size_t first, std::size_t end) { return FactId(first + random_() % (end - first)); }
    FactId any_question() { return any_fact(0, questions); }
    StepId any_step() { return steps_[random_() % steps_.size()]; }

    void make_domains() {
        row_.domain(FactId{0}, {0, 10, 0, 0});
        row_.domain(FactId{1}, {0, 1, 0, 0});
        row_.domain(choice, {0, 4, 0, 0});
        row_.domain(several, {0, 0, 0b11111, chance(random_, 50) ? 0b10000U : 0U});
        row_.domain(many, {0, 0, 0x7FFFFFFF, 0});
        for (auto i = index_of(first_time); i <= index_of(last_time); ++i) row_.domain(FactId(i), {0, day - 1, 0, 0});
        row_.domain(worked_out, {0, 5, 0, 0});
        row_.domain(hours, {0, day, 0, 0});
        row_.domain(hours_or_number, {0, day, 0, 0});
    }

    /// As the files of rules have them: a question with options is never tested like a number, and no range is empty.
    void add_test(Table table, bool of_derived) {
        const FactId fact = of_derived ? any_fact(index_of(worked_out), facts) : any_question();
        if (chance(random_, 10)) return add(row_.known(table, fact));
        if (fact == several) return add(row_.any_of(table, fact, static_cast<std::uint32_t>(number(1, 31))));
        if (fact == many) return add(row_.any_of(table, fact, static_cast<std::uint32_t>(random_() & 0x7FFFFFFFU)));
        if (fact == choice || fact == FactId{1}) {
            const int options = fact == choice ? 31 : 3;
            return add(row_.one_of(table, fact, static_cast<std::uint32_t>(number(0, options))));
        }
        const bool is_time = index_of(fact) >= index_of(first_time) && fact != worked_out;
        std::int32_t low = is_time ? 15 * number(0, 96) : number(-1, 11);
        std::int32_t high = is_time ? 15 * number(0, 96) : number(-1, 11);
        if (low > high) std::swap(low, high);
        if (chance(random_, 20)) low = -1'000'000;
        if (chance(random_, 20)) high = 1'000'000;
        add(row_.within(table, fact, low, high));
    }

    std::vector<Part> parts() {
        std::vector<Part> parts;
        for (int i = number(0, 6); i > 0; --i) {
            const int weight = chance(random_, 50) ? 1 : number(1, 5);
            parts.push_back({any_step(), static_cast<std::int16_t>(chance(random_, 25) ? -weight : weight)});
        }
        return parts;
    }

    static std::int32_t lightest(const std::vector<Part>& parts) {
        std::int32_t sum = 0;
        for (const Part& part : parts) sum += std::min<std::int32_t>(part.weight, 0);
        return sum;
    }
    static std::int32_t heaviest(const std::vector<Part>& parts) {
        std::int32_t sum = 0;
        for (const Part& part : parts) sum += std::max<std::int32_t>(part.weight, 0);
        return sum;
    }

    void add_count() {
        switch (number(0, 4)) {
            case 0: return add(row_.all({any_step(), any_step(), any_step()}));
            case 1: return add(row_.any({any_step(), any_step(), any_step()}));
            case 2: return add(row_.negation(any_step()));
            default: break;
        }
        auto counted = parts();
        const int threshold = number(lightest(counted) - 2, heaviest(counted) + 2);
        add(row_.count(std::move(counted), threshold));
    }

    /// Tests of one fact that exclude each other are among the parts, too, some of them inside an `all`.
    void add_tally() {
        auto tallied = parts();
        for (int i = number(0, 3); i > 0; --i) {
            const std::int32_t at = number(0, 10);
            const StepId test = row_.within(Table::cleared, FactId{0}, at, at + number(0, 1));
            const StepId part = chance(random_, 50) ? test : row_.all({test, any_step()});
            tallied.push_back({part, static_cast<std::int16_t>(chance(random_, 25) ? -number(1, 5) : number(1, 5))});
        }
        for (int i = number(0, 3); i > 0; --i) {
            const StepId test = row_.one_of(Table::cleared, choice, 1U << static_cast<std::uint32_t>(number(0, 4)));
            tallied.push_back({test, static_cast<std::int16_t>(number(1, 5))});
        }
        const int least = lightest(tallied) - 2;
        const int most = heaviest(tallied) + 2;
        const StepId tally = row_.tally(std::move(tallied), number(least, most));
        add(tally);
        if (chance(random_, 50)) row_.sum(tally);
        for (int i = 0; i < 2; ++i) add(row_.reaches(tally, number(least, most)));
    }

    /// The same three facts in both tables.
    void add_derivations(Table table) {
        if (derived_.empty()) {
            derived_.push_back({worked_out, {}});
            for (int i = number(1, 4); i > 0; --i) {
                derived_.back().first.push_back({any_step(), false, number(0, 5), {}, {}, 0});
            }
            derived_.push_back({hours, {hours_between()}});
            derived_.push_back(
                {hours_or_number,
                 {hours_between(), {any_step(), false, 15 * number(0, 96), {}, {}, 0}, hours_between()}});
        }
        for (const Derivation& derivation : derived_) row_.derive(table, derivation);
    }

    Branch hours_between() {
        const auto time = [&] { return any_fact(index_of(first_time), index_of(last_time) + 1); };
        const std::int32_t unknown_above = chance(random_, 50) ? day : 15 * number(0, 95);
        return {{}, true, 0, time(), time(), unknown_above};
    }

    void add(StepId step) { steps_.push_back(step); }

    Random& random_;
    RowBuilder row_;
    std::vector<StepId> steps_;
    std::vector<Derivation> derived_;
};

}  // namespace

RuleBook random_rules(Random& random) {
    return RuleMaker(random).made();
}
