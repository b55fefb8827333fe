// Makes a row ready for blocks of people. Tests become intervals between views ("at least 31"), which many tests share;
// counts and tallies get weights that are all positive, so that their sums can be kept as plain binary numbers.

#include "cohort/program.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/error.hpp"

namespace sleepcheck {

namespace {

/// From the first to the last of some values in a row, both included.
struct Values {
    std::int32_t first = 0;
    std::int32_t last = 0;
};

/// The options of a set, in stretches. An option is at most the 31st of its question.
std::vector<Values> stretches_of(std::uint32_t options) {
    std::vector<Values> stretches;
    for (std::int32_t option = 0; option < 32; ++option) {
        if (((options >> static_cast<std::uint32_t>(option)) & 1U) == 0) continue;
        if (!stretches.empty() && stretches.back().last + 1 == option) {
            stretches.back().last = option;
        } else {
            stretches.push_back({option, option});
        }
    }
    return stretches;
}

/// The values of the domain that pass a test.
std::vector<Values> passing(const Step& step, const FactDomain& domain) {
    std::vector<Values> all{{step.low, step.high}};
    if (step.kind == Step::Kind::one_of) all = stretches_of(static_cast<std::uint32_t>(step.low));
    std::vector<Values> within;
    for (const Values& stretch : all) {
        const Values clipped{std::max(stretch.first, domain.least), std::min(stretch.last, domain.most)};
        if (clipped.first <= clipped.last) within.push_back(clipped);
    }
    return within;
}

/// What lies between and beside these stretches of the domain.
std::vector<Values> others(const std::vector<Values>& stretches, const FactDomain& domain) {
    std::vector<Values> result;
    std::int32_t next = domain.least;
    for (const Values& stretch : stretches) {
        if (stretch.first > next) result.push_back({next, stretch.first - 1});
        next = stretch.last + 1;
    }
    if (next <= domain.most) result.push_back({next, domain.most});
    return result;
}

/// The answers to a question are made ready once for all its views that lie next to each other.
void sort_by_fact(std::vector<std::uint32_t>& views, const CohortRules::Program& program) {
    std::stable_sort(views.begin(), views.end(),
                     [&](ViewId a, ViewId b) { return program.views[a].fact < program.views[b].fact; });
}

class Compiler {
public:
    explicit Compiler(const RuleBook& rules) : rules_(rules) {}

    CohortRules::Program program() && {
        program_.facts = rules_.facts;
        program_.questions = rules_.questions;
        program_.clearings = rules_.clearings;
        program_.applies = rules_.applies;
        for (const StepId step : rules_.applies) {
            program_.end_of_applies = std::max(program_.end_of_applies, index_of(step) + 1);
        }
        add_derived_views();
        for (auto& derivations : program_.derivation_of) derivations.assign(rules_.facts, no_view);
        program_.digits.resize(rules_.steps.size());
        for (std::size_t i = 0; i < rules_.steps.size(); ++i) add(StepId(i), rules_.steps[i]);
        for (std::uint32_t i = 0; i < program_.operations.size(); ++i) program_.all.places.push_back(i);
        for (std::uint32_t i = 0; i < program_.views.size(); ++i) program_.all.views.push_back(i);
        sort_by_fact(program_.all.views, program_);
        return std::move(program_);
    }

private:
    [[nodiscard]] bool is_derived(std::uint16_t fact) const { return fact >= rules_.questions; }

    /// The values that tests of each derived fact tell apart.
    void add_derived_views() {
        std::map<std::uint16_t, std::set<std::int32_t>> values;
        for (const Step& step : rules_.steps) {
            if (step.kind >= Step::Kind::known || !is_derived(step.fact)) continue;
            const FactDomain& domain = rules_.domains[step.fact];
            for (const Values& stretch : passing(step, domain)) {
                if (stretch.first > domain.least) values[step.fact].insert(stretch.first);
                if (stretch.last < domain.most) values[step.fact].insert(stretch.last + 1);
            }
        }
        for (const auto& [fact, reached] : values) {
            views_of_[fact] = {static_cast<std::uint32_t>(program_.derived_views.size()),
                               static_cast<std::uint32_t>(reached.size())};
            program_.derived_views.insert(program_.derived_views.end(), reached.begin(), reached.end());
        }
    }

    ViewId view(const View& view) {
        const auto same = std::find(program_.views.begin(), program_.views.end(), view);
        if (same != program_.views.end()) return static_cast<ViewId>(same - program_.views.begin());
        program_.views.push_back(view);
        return static_cast<ViewId>(program_.views.size() - 1);
    }

    ViewId reaching(std::uint16_t fact, std::int32_t value) {
        const FactDomain& domain = rules_.domains[fact];
        if (value <= domain.least) return no_view;
        if (!is_derived(fact)) return view({View::Kind::at_least, fact, 0, value});
        const Stretch views = views_of_.at(fact);
        const auto first = program_.derived_views.begin() + views.first;
        return static_cast<ViewId>(std::find(first, first + views.size, value) - program_.derived_views.begin());
    }

    Stretch intervals(std::uint16_t fact, const std::vector<Values>& stretches) {
        const FactDomain& domain = rules_.domains[fact];
        Stretch result{static_cast<std::uint32_t>(program_.intervals.size()), 0};
        for (const Values& stretch : stretches) {
            const ViewId beyond = stretch.last < domain.most ? reaching(fact, stretch.last + 1) : no_view;
            program_.intervals.push_back({reaching(fact, stretch.first), beyond});
            ++result.size;
        }
        return result;
    }

    void add(StepId id, const Step& step) {
        switch (step.kind) {
            case Step::Kind::within:
            case Step::Kind::one_of:
            case Step::Kind::any_of:
            case Step::Kind::known: return add_test(step);
            case Step::Kind::count: return add_count(step);
            case Step::Kind::tally: return add_tally(id, step);
            case Step::Kind::reaches: return add_reaches(step);
            case Step::Kind::derive: return add_derivation(id, step);
            case Step::Kind::clear: program_.operations.push_back({Operation::Kind::clear}); return;
        }
    }

    void add_test(const Step& step) {
        Test test;
        test.table = step.table;
        test.fact = step.fact;
        test.derived = is_derived(step.fact);
        if (step.kind == Step::Kind::any_of) {
            const std::uint32_t options = rules_.domains[step.fact].options;
            test.marked = view({View::Kind::marks, step.fact, 0, step.low});
            test.open_can_pass = (options & static_cast<std::uint32_t>(step.low)) != 0;
            test.open_can_fail = (options & ~static_cast<std::uint32_t>(step.low)) != 0;
        } else if (step.kind != Step::Kind::known) {
            const auto inside = passing(step, rules_.domains[step.fact]);
            test.inside = intervals(step.fact, inside);
            test.outside = intervals(step.fact, others(inside, rules_.domains[step.fact]));
            test.open_can_pass = test.inside.size > 0;
            test.open_can_fail = test.outside.size > 0;
        }
        Operation operation{step.kind == Step::Kind::known ? Operation::Kind::known : Operation::Kind::compare};
        operation.index = static_cast<std::uint32_t>(program_.tests.size());
        program_.tests.push_back(test);
        program_.operations.push_back(operation);
    }

    /// A step that is only another one or its opposite is passed over: the part takes the other in its place. A tally
    /// cannot take an opposite, since it counts what is yes, and of what is unknown the opposite is no more yes.
    [[nodiscard]] CohortPart direct(CohortPart part, Operation::Kind whole) const {
        const Operation& operation = program_.operations[index_of(part.step)];
        if (operation.kind != Operation::Kind::all || operation.parts.size != 1) return part;
        const CohortPart& inner = program_.parts[operation.parts.first];
        if (whole == Operation::Kind::tally && !inner.adds_when_yes) return part;
        part.step = inner.step;
        part.adds_when_yes = part.adds_when_yes == inner.adds_when_yes;
        return part;
    }

    /// A tally reads the two parts of an `all` itself, which saves a step.
    [[nodiscard]] CohortPart with_pair(CohortPart part) const {
        const Operation& operation = program_.operations[index_of(part.step)];
        if (operation.kind != Operation::Kind::all || operation.parts.size != 2) return part;
        const std::span<const CohortPart> both = program_.parts_of(operation.parts);
        part.is_pair = true;
        part.pair = {Literal{both[0].step, both[0].adds_when_yes}, Literal{both[1].step, both[1].adds_when_yes}};
        return part;
    }

    /// The parts with positive weights; what the negative ones take away at most is handed back.
    std::int32_t add_parts(const Step& step, Operation& operation) {
        operation.parts = {static_cast<std::uint32_t>(program_.parts.size()), step.size};
        std::int32_t taken_away = 0;
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            const bool last = i + 1 == step.size || rules_.parts[step.first + i + 1].run != part.run;
            const auto weight = static_cast<std::uint32_t>(std::abs(part.weight));
            CohortPart made = direct({part.step, part.weight > 0, last, weight, false, {}}, operation.kind);
            if (operation.kind == Operation::Kind::tally) made = with_pair(made);
            program_.parts.push_back(made);
            taken_away += std::max(-part.weight, 0);
        }
        operation.threshold = step.low + taken_away;
        return taken_away;
    }

    [[nodiscard]] std::int32_t total_of(const Operation& operation) const {
        std::int32_t total = 0;
        for (std::uint32_t i = 0; i < operation.parts.size; ++i) {
            total += static_cast<std::int32_t>(program_.parts[operation.parts.first + i].weight);
        }
        return total;
    }

    void add_count(const Step& step) {
        Operation operation{Operation::Kind::count};
        add_parts(step, operation);
        const std::int32_t total = total_of(operation);
        operation.digits = required_digits(total);
        if (operation.threshold == 1) operation.kind = Operation::Kind::any;
        if (operation.threshold == total || operation.threshold <= 0) operation.kind = Operation::Kind::all;
        if (operation.threshold <= 0) operation.parts.size = 0;
        program_.operations.push_back(operation);
    }

    static std::uint32_t required_digits(std::int32_t total) {
        std::uint32_t digits = 0;
        while (digits <= most_digits && (total >> digits) != 0) ++digits;
        if (digits > most_digits)
            throw Error(Status::ceiling, "weights of conditions add up to more than can be counted");
        return digits;
    }

    void add_tally(StepId id, const Step& step) {
        Operation operation{Operation::Kind::tally};
        const std::int32_t taken_away = add_parts(step, operation);
        // Of a run of negative weights at most one is taken away, which only makes the true total smaller.
        const std::uint32_t size = required_digits(total_of(operation));
        program_.digits[index_of(id)] = {static_cast<std::uint32_t>(program_.digit_count), size, taken_away};
        program_.digit_count += size;
        program_.operations.push_back(operation);
    }

    void add_reaches(const Step& step) {
        Operation operation{Operation::Kind::reaches};
        operation.tally = StepId(step.first);
        operation.threshold = step.low + program_.digits[step.first].too_much;
        program_.operations.push_back(operation);
    }

    void add_derivation(StepId id, const Step& step) {
        const Derivation& derivation = rules_.derivations[step.first];
        const auto fact = static_cast<std::uint16_t>(derivation.fact);
        CohortDerivation result{id, fact, {}, {}};
        if (const auto views = views_of_.find(fact); views != views_of_.end()) result.views = views->second;
        for (const Branch& branch : derivation.first) result.branches.push_back(made_ready(branch, result.views));
        Operation operation{Operation::Kind::derive};
        operation.table = step.table;
        operation.index = static_cast<std::uint32_t>(program_.derivations.size());
        program_.derivation_of[static_cast<std::size_t>(step.table)][fact] = operation.index;
        program_.derivations.push_back(std::move(result));
        program_.operations.push_back(operation);
    }

    CohortBranch made_ready(const Branch& branch, Stretch views) {
        CohortBranch result{branch.when, branch.is_hours, branch.value, branch.from, branch.to, 0, no_view, {}};
        if (!branch.is_hours) return result;
        const auto minutes_reach = [&](std::int32_t minutes) {
            return view({View::Kind::hours, static_cast<std::uint16_t>(branch.from),
                         static_cast<std::uint16_t>(branch.to), minutes});
        };
        result.most = std::min(branch.unknown_above, minutes_per_day - 1);
        if (branch.unknown_above < minutes_per_day - 1) result.beyond = minutes_reach(branch.unknown_above + 1);
        for (std::uint32_t i = 0; i < views.size; ++i) {
            result.reaches.push_back(minutes_reach(program_.derived_views[views.first + i]));
        }
        return result;
    }

    const RuleBook& rules_;
    CohortRules::Program program_;
    std::map<std::uint16_t, Stretch> views_of_;  ///< of derived facts
};

/// What some steps are made of, down to the tests of answers, through derived facts and clearings.
class Needed {
public:
    explicit Needed(const CohortRules::Program& program) : program_(program) {
        const auto clears = [](const Operation& operation) { return operation.kind == Operation::Kind::clear; };
        const auto clear = std::find_if(program.operations.begin(), program.operations.end(), clears);
        if (clear != program.operations.end()) {
            places_.insert(static_cast<std::uint32_t>(clear - program.operations.begin()));
        }
    }

    void add(StepId step) {
        const auto place = static_cast<std::uint32_t>(step);
        if (!places_.insert(place).second) return;
        const Operation& operation = program_.operations[place];
        for (const CohortPart& part : program_.parts_of(operation.parts)) {
            if (part.is_pair) {
                for (const Literal& literal : part.pair) add(literal.step);
            } else {
                add(part.step);
            }
        }
        switch (operation.kind) {
            case Operation::Kind::compare:
            case Operation::Kind::known: return add_test(program_.tests[operation.index]);
            case Operation::Kind::reaches: return add(operation.tally);
            case Operation::Kind::derive: return add_branches(program_.derivations[operation.index], operation.table);
            case Operation::Kind::all:
            case Operation::Kind::any:
            case Operation::Kind::count:
            case Operation::Kind::tally:
            case Operation::Kind::clear: return;
        }
    }

    [[nodiscard]] CohortSteps steps() && {
        CohortSteps steps;
        steps.places.assign(places_.begin(), places_.end());
        steps.views.assign(views_.begin(), views_.end());
        sort_by_fact(steps.views, program_);
        return steps;
    }

private:
    void add_test(const Test& test) {
        add_fact(FactId{test.fact}, test.table);
        if (test.derived) return;
        add_view(test.marked);
        for (const Interval& interval : program_.intervals_of(test.inside)) {
            add_view(interval.from);
            add_view(interval.beyond);
        }
    }

    void add_fact(FactId fact, Table table) {
        if (index_of(fact) >= program_.questions) {
            const ViewId derivation = program_.derivation_of[static_cast<std::size_t>(table)][index_of(fact)];
            if (derivation != no_view) add(program_.derivations[derivation].step);
        }
        if (table == Table::given) return;
        for (const Clearing& clearing : program_.clearings) {
            const auto& cleared = clearing.facts;
            if (std::find(cleared.begin(), cleared.end(), fact) != cleared.end()) add(clearing.when);
        }
    }

    void add_branches(const CohortDerivation& derivation, Table table) {
        for (const CohortBranch& branch : derivation.branches) {
            if (branch.is_hours) {
                add_fact(branch.from, table);
                add_fact(branch.to, table);
            } else {
                add(branch.when);
            }
            add_view(branch.beyond);
            for (const ViewId view : branch.reaches) add_view(view);
        }
    }

    void add_view(ViewId view) {
        if (view != no_view) views_.insert(view);
    }

    const CohortRules::Program& program_;
    std::set<std::uint32_t> places_;
    std::set<ViewId> views_;
};

}  // namespace

CohortRules::CohortRules(const RuleBook& rules)
    : program_(std::make_unique<const Program>(Compiler(rules).program())) {}

CohortRules::~CohortRules() = default;

CohortSteps only(const CohortRules& rules, const std::vector<StepId>& wanted) {
    Needed needed(rules.program());
    for (const StepId step : wanted) needed.add(step);
    return std::move(needed).steps();
}

const CohortSteps& CohortRules::all_steps() const {
    return program_->all;
}

CohortDigits CohortRules::digits_of(StepId tally) const {
    return program_->digits[index_of(tally)];
}

}  // namespace sleepcheck
