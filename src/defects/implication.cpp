// Every condition is a weighted count. One that needs all of its weight is an `all` of its parts, one that needs a
// single part is an `any`; a part of negative weight stands for its opposite. What is said of the whole then comes down
// to the same being said of all of the parts, or of one.

#include "defects/implication.hpp"

#include <algorithm>

#include "rulebook/passes_test.hpp"

namespace sleepcheck::defects {

namespace {

using Says = Literal::Says;

Says opposite(Says says) {
    switch (says) {
        case Says::yes: return Says::no;
        case Says::no: return Says::yes;
        case Says::not_yes: return Says::not_no;
        case Says::not_no: return Says::not_yes;
    }
    return says;
}

/// What a literal denies: the literal is false exactly when this one is true.
Literal denial(const Literal& literal) {
    switch (literal.says) {
        case Says::yes: return {literal.step, Says::not_yes};
        case Says::no: return {literal.step, Says::not_no};
        case Says::not_yes: return {literal.step, Says::yes};
        case Says::not_no: return {literal.step, Says::no};
    }
    return literal;
}

bool covers(Says says, Truth truth) {
    if (says == Says::yes) return truth == Truth::yes;
    if (says == Says::no) return truth == Truth::no;
    return says == Says::not_yes ? truth != Truth::yes : truth != Truth::no;
}

bool weaker_or_equal(Says first, Says second) {
    for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
        if (covers(first, truth) && !covers(second, truth)) return false;
    }
    return true;
}

class Prover {
public:
    Prover(const RuleBook& rules, const Outlook& outlook) : rules_(rules), outlook_(outlook) {}

    bool implies(const Literal& first, const Literal& second, int depth) {
        if (first.step == second.step && weaker_or_equal(settled(first), settled(second))) return true;
        if (is_sure(second)) return true;
        if (depth == 0 || budget_ == 0) return false;
        --budget_;
        const Parts of_first = parts_of(first);
        const Parts of_second = parts_of(second);
        const auto from = [&](const Literal& part) { return implies(part, second, depth - 1); };
        const auto to = [&](const Literal& part) { return implies(first, part, depth - 1); };
        if (of_first.form == Form::any) return all(of_first, from);
        if (of_second.form == Form::all) return all(of_second, to);
        if (of_first.form == Form::all && some(of_first, from)) return true;
        if (of_second.form == Form::any && some(of_second, to)) return true;
        return counts_more(first, second) || test_implies(first, second);
    }

    bool implies_one(const Literal& first, const std::vector<Literal>& others, int depth) {
        const auto shown = [&](const Literal& other) { return implies(first, other, depth); };
        if (std::any_of(others.begin(), others.end(), shown)) return true;
        const Parts parts = parts_of(first);
        if (depth == 0 || parts.form == Form::opaque || parts.literals.empty()) return false;
        const auto leads = [&](const Literal& part) { return implies_one(part, others, depth - 1); };
        return parts.form == Form::any ? all(parts, leads) : some(parts, leads);
    }

    bool contradicts_itself(StepId step, int depth) {
        const Parts parts = parts_of({step, Says::yes});
        if (parts.form != Form::all) return false;
        for (const Literal& left : parts.literals) {
            for (const Literal& right : parts.literals) {
                if (left != right && implies(left, denial(right), depth)) return true;
            }
        }
        return false;
    }

private:
    enum class Form : std::uint8_t { all, any, opaque };

    struct Parts {
        Form form = Form::opaque;
        std::vector<Literal> literals;
    };

    template <typename Test>
    static bool all(const Parts& parts, const Test& test) {
        return std::all_of(parts.literals.begin(), parts.literals.end(), test);
    }
    template <typename Test>
    static bool some(const Parts& parts, const Test& test) {
        return std::any_of(parts.literals.begin(), parts.literals.end(), test);
    }

    [[nodiscard]] const Step& at(StepId step) const { return rules_.steps[index_of(step)]; }

    /// A step that is never unknown has only two things to say.
    [[nodiscard]] Says settled(const Literal& literal) const {
        const Step::Kind kind = at(literal.step).kind;
        if (kind != Step::Kind::tally && kind != Step::Kind::reaches && kind != Step::Kind::known) return literal.says;
        if (literal.says == Says::not_yes) return Says::no;
        return literal.says == Says::not_no ? Says::yes : literal.says;
    }

    [[nodiscard]] bool is_sure(const Literal& literal) const {
        for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
            if (outlook_.of(literal.step).has(truth) && !covers(literal.says, truth)) return false;
        }
        return true;
    }

    [[nodiscard]] Parts parts_of(const Literal& literal) const {
        const Step& step = at(literal.step);
        if (step.kind != Step::Kind::count && step.kind != Step::Kind::tally) return {};
        std::int32_t greatest = 0;
        std::int32_t least = 0;
        bool even = true;
        Parts parts;
        const Says says = settled(literal);
        const bool affirms = says == Says::yes || says == Says::not_no;
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            (part.weight > 0 ? greatest : least) += part.weight;
            even = even && (part.weight == 1 || part.weight == -1);
            Says of_part = part.weight > 0 ? says : opposite(says);
            if (step.kind == Step::Kind::tally) of_part = affirms == (part.weight > 0) ? Says::yes : Says::not_yes;
            parts.literals.push_back({part.step, of_part});
        }
        if (!even || parts.literals.empty()) return {};
        if (step.low == greatest) {
            parts.form = affirms ? Form::all : Form::any;
        } else if (step.low == least + 1) {
            parts.form = affirms ? Form::any : Form::all;
        }
        return parts;
    }

    /// Of the same things, or of fewer, at least as many.
    [[nodiscard]] bool counts_more(const Literal& first, const Literal& second) const {
        const Step& left = at(first.step);
        const Step& right = at(second.step);
        if (left.kind != right.kind || settled(first) != Says::yes || settled(second) != Says::yes) return false;
        if (left.kind == Step::Kind::reaches) return left.first == right.first && left.low >= right.low;
        if ((left.kind != Step::Kind::count && left.kind != Step::Kind::tally) || left.low < right.low) return false;
        const auto begin = rules_.parts.begin() + right.first;
        for (std::uint32_t i = 0; i < right.size; ++i) {
            if (begin[i].weight < 0) return false;
        }
        for (std::uint32_t i = 0; i < left.size; ++i) {
            const Part& part = rules_.parts[left.first + i];
            const auto same = [&](std::uint32_t l, std::uint32_t r) {
                return rules_.parts[l] == part && rules_.parts[r] == part;
            };
            std::int32_t more = 0;  // in the first than in the second
            for (std::uint32_t j = 0; j < left.size; ++j) more += same(left.first + j, left.first + i) ? 1 : 0;
            for (std::uint32_t j = 0; j < right.size; ++j) more -= begin[j] == part ? 1 : 0;
            if (more > 0) return false;
        }
        return true;
    }

    /// Both are tests of one fact, and what passes (or fails) the first has no way round the second.
    [[nodiscard]] bool test_implies(const Literal& first, const Literal& second) const {
        const Step& left = at(first.step);
        const Step& right = at(second.step);
        if (left.kind > Step::Kind::known || right.kind > Step::Kind::known || left.fact != right.fact) return false;
        const bool same_table = left.table == right.table;
        const bool taken_over = left.table == Table::cleared && left.fact < rules_.questions;
        if (!same_table && !taken_over) return false;
        const Says says = settled(first);
        if (left.kind == Step::Kind::known) return false;
        if (says != Says::yes && says != Says::no) return false;
        if (right.kind == Step::Kind::known) return settled(second) == Says::yes;
        if (left.kind != right.kind || left.kind == Step::Kind::any_of)
            return any_of_implies(left, right, says, second);
        return within_implies(left, right, says, second.says);
    }

    [[nodiscard]] static bool any_of_implies(const Step& left, const Step& right, Says says, const Literal& second) {
        if (left.kind != Step::Kind::any_of || right.kind != Step::Kind::any_of) return false;
        const auto options = static_cast<std::uint32_t>(left.low);
        const auto others = static_cast<std::uint32_t>(right.low);
        const bool affirms = second.says == Says::yes || second.says == Says::not_no;
        if (says == Says::yes) return affirms && (options & ~others) == 0;
        return !affirms && (others & ~options) == 0;
    }

    [[nodiscard]] bool within_implies(const Step& left, const Step& right, Says says, Says wanted) const {
        const FactDomain& domain = rules_.domains[left.fact];
        const bool affirms = wanted == Says::yes || wanted == Says::not_no;
        // Only where a test begins or ends does anything change.
        std::vector<std::int32_t> values{domain.least, domain.most};
        if (left.kind == Step::Kind::one_of) {
            for (std::int32_t value = domain.least; value <= domain.most; ++value) values.push_back(value);
        } else {
            for (const Step* step : {&left, &right}) {
                if (step->low > domain.least && step->low <= domain.most) {
                    values.insert(values.end(), {step->low - 1, step->low});
                }
                if (step->high >= domain.least && step->high < domain.most) {
                    values.insert(values.end(), {step->high, step->high + 1});
                }
            }
        }
        return std::all_of(values.begin(), values.end(), [&](std::int32_t value) {
            return passes_test(left, value) != (says == Says::yes) || passes_test(right, value) == affirms;
        });
    }

    const RuleBook& rules_;
    const Outlook& outlook_;
    int budget_ = 20'000;
};

constexpr int deepest = 16;

}  // namespace

bool implies(const RuleBook& rules, const Outlook& outlook, const Literal& first, const Literal& second) {
    return Prover(rules, outlook).implies(first, second, deepest);
}

bool implies_one(const RuleBook& rules, const Outlook& outlook, const Literal& first,
                 const std::vector<Literal>& others) {
    return Prover(rules, outlook).implies_one(first, others, deepest);
}

bool contradicts_itself(const RuleBook& rules, const Outlook& outlook, StepId step) {
    return Prover(rules, outlook).contradicts_itself(step, deepest);
}

}  // namespace sleepcheck::defects
