#include "sleepcheck/rulebook.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "sleepcheck/clock.hpp"

using namespace sleepcheck;

namespace {

constexpr FactId first{0};
constexpr FactId second{1};
constexpr FactId third{2};
constexpr std::size_t questions = 3;
constexpr FactId derived{3};
constexpr FactId derived_from_derived{4};

RowBuilder new_row() {
    return {5, questions};
}

/// What the first three facts are; nothing where nobody answered.
using Answers = std::vector<std::optional<std::int32_t>>;

Facts facts_with(const Answers& answers) {
    Facts facts(5);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i]) facts.learn(FactId{static_cast<std::uint16_t>(i)}, *answers[i]);
    }
    return facts;
}

Judgement judged(const RowBuilder& row, const Answers& answers) {
    Judgement judgement;
    judge(row.build(), facts_with(answers), judgement);
    return judgement;
}

/// The questions behind a step, as `first second third`.
std::string behind(const RowBuilder& row, const Answers& answers, StepId step) {
    const std::vector<std::string> names{"first", "second", "third"};
    std::string result;
    for (const FactId fact : facts_behind(row.build(), judged(row, answers), step)) {
        result += (result.empty() ? "" : " ") + names[index_of(fact)];
    }
    return result;
}

const std::optional<std::int32_t> open;  ///< nobody answered

}  // namespace

TEST_CASE("each test of a fact is yes, no, or unknown without an answer") {
    struct Row {
        std::string what;
        std::function<StepId(RowBuilder&)> make;
        std::vector<std::int32_t> yes;
        std::vector<std::int32_t> no;
        Truth when_open;
    };
    const std::vector<Row> rows{
        {"within",
         [](RowBuilder& row) { return row.within(Table::given, first, 3, 5); },
         {3, 4, 5},
         {2, 6, -3},
         Truth::unknown},
        {"within one",
         [](RowBuilder& row) { return row.within(Table::given, first, 0, 0); },
         {0},
         {-1, 1},
         Truth::unknown},
        {"within nothing",
         [](RowBuilder& row) { return row.within(Table::given, first, 5, 3); },
         {},
         {3, 4, 5},
         Truth::unknown},
        {"one of",
         [](RowBuilder& row) { return row.one_of(Table::given, first, 0b101); },
         {0, 2},
         {1, 3},
         Truth::unknown},
        {"one of thirty-one",
         [](RowBuilder& row) { return row.one_of(Table::given, first, 1U << 30U); },
         {30},
         {0, 29},
         Truth::unknown},
        {"any of",
         [](RowBuilder& row) { return row.any_of(Table::given, first, 0b101); },
         {0b1, 0b100, 0b111},
         {0b10, 0b1000},
         Truth::unknown},
        {"any of thirty-one",
         [](RowBuilder& row) { return row.any_of(Table::given, first, 1U << 30U); },
         {1 << 30, (1 << 30) + 1},
         {1, 2},
         Truth::unknown},
        {"known", [](RowBuilder& row) { return row.known(Table::given, first); }, {0, 7}, {}, Truth::no},
    };
    for (const auto& [what, make, yes, no, when_open] : rows) {
        INFO(what);
        RowBuilder row = new_row();
        const StepId step = make(row);
        for (const std::int32_t value : yes) CHECK(judged(row, {value}).truth(step) == Truth::yes);
        for (const std::int32_t value : no) CHECK(judged(row, {value}).truth(step) == Truth::no);
        CHECK(judged(row, {open}).truth(step) == when_open);
    }
}

TEST_CASE("a declined answer is as unknown as one nobody gave") {
    RowBuilder row = new_row();
    const StepId known = row.known(Table::given, first);
    const StepId within = row.within(Table::given, first, 0, 10);
    Facts facts(5);
    facts.learn(first, 5);
    facts.decline(first);
    Judgement judgement;
    judge(row.build(), facts, judgement);
    CHECK(judgement.truth(known) == Truth::no);
    CHECK(judgement.truth(within) == Truth::unknown);
}

TEST_CASE("a tally has its number, and reaches reads it") {
    RowBuilder row = new_row();
    const StepId yes = row.within(Table::given, first, 1, 1);
    const StepId also = row.within(Table::given, second, 1, 1);
    const StepId against = row.within(Table::given, third, 1, 1);
    const StepId tally = row.tally({{yes, 3}, {also, 2}, {against, -4}}, 1);
    const StepId four = row.reaches(tally, 4);
    const StepId minus_four = row.reaches(tally, -4);
    struct Row {
        Answers answers;
        std::int32_t number;
        bool reaches_four;
    };
    const std::vector<Row> rows{
        {{1, 1, 0}, 5, true},  {{1, 1, open}, 5, true},        {{1, open, open}, 3, false},
        {{1, 1, 1}, 1, false}, {{open, open, open}, 0, false}, {{0, 0, 1}, -4, false},
    };
    for (const auto& [answers, number, reaches_four] : rows) {
        const Judgement judgement = judged(row, answers);
        CHECK(judgement.number(tally) == number);
        CHECK(judgement.holds(tally) == (number >= 1));
        CHECK(judgement.holds(four) == reaches_four);
        CHECK(judgement.holds(minus_four));
    }
}

TEST_CASE("the first branch that gives a value gives it, and no branch gives none") {
    RowBuilder row = new_row();
    const StepId small = row.within(Table::given, third, 0, 4);
    row.derive(Table::given, {derived,
                              {{.when = small, .value = 7},
                               {.is_hours = true, .from = first, .to = second, .unknown_above = 12 * 60}}});
    const StepId known = row.known(Table::given, derived);
    struct Row {
        Answers answers;
        std::optional<std::int32_t> value;
    };
    const std::vector<Row> rows{
        {{open, open, 4}, 7},
        {{open, open, 5}, open},
        {{open, open, open}, open},
        {{23 * 60, 5 * 60, 5}, 6 * 60},
        {{23 * 60, 5 * 60, open}, 6 * 60},  // a condition that is unknown is passed over
        {{23 * 60, 5 * 60, 4}, 7},
        {{23 * 60, 11 * 60, 5}, 12 * 60},
        {{23 * 60, 11 * 60 + 1, 5}, open},  // above the limit
        {{23 * 60, 5 * 60 + 20, 5}, 6 * 60 + 20},
        {{0, 0, 5}, 0},
        {{open, 5 * 60, 5}, open},
        {{23 * 60, open, 5}, open},
    };
    for (const auto& [answers, value] : rows) {
        const Judgement judgement = judged(row, answers);
        CHECK(judgement.given.known(derived) == value.has_value());
        CHECK(judgement.holds(known) == value.has_value());
        if (value) CHECK(judgement.given.value(derived) == *value);
    }
}

TEST_CASE("what a contradiction clears is unknown behind it and known before it") {
    RowBuilder row = new_row();
    const StepId clash = row.all({row.within(Table::given, first, 1, 1), row.within(Table::given, second, 1, 1)});
    row.clear({{clash, {first}}});
    const StepId before = row.known(Table::given, first);
    const StepId behind_it = row.known(Table::cleared, first);
    const StepId other = row.known(Table::cleared, second);
    CHECK(judged(row, {1, 1}).holds(before));
    CHECK_FALSE(judged(row, {1, 1}).holds(behind_it));
    CHECK(judged(row, {1, 1}).holds(other));
    CHECK(judged(row, {1, 0}).holds(behind_it));
    CHECK(judged(row, {1, open}).holds(behind_it));
}

TEST_CASE("a judgement that is used again forgets the facts of the last one") {
    RowBuilder row = new_row();
    const StepId small = row.within(Table::given, first, 0, 4);
    row.derive(Table::given, {derived, {{.when = small, .value = 1}}});
    row.clear({{small, {second}}});
    const RuleBook rules = row.build();
    Judgement used;
    judge(rules, facts_with({3, 3, 3}), used);
    judge(rules, facts_with({open, 2, open}), used);
    Judgement fresh;
    judge(rules, facts_with({open, 2, open}), fresh);
    CHECK(used.truths == fresh.truths);
    CHECK_FALSE(used.given.known(derived));
    CHECK(used.cleared.known(second));
    CHECK_FALSE(used.cleared.known(third));
}

TEST_CASE("the facts behind a verdict are those that decided it") {
    RowBuilder row = new_row();
    const StepId a = row.within(Table::given, first, 1, 1);
    const StepId b = row.within(Table::given, second, 1, 1);
    const StepId c = row.within(Table::given, third, 1, 1);
    const StepId any = row.any({a, b, c});
    const StepId all = row.all({a, b, c});
    const StepId a_and_not_b = row.all({a, row.negation(b)});
    const StepId two = row.count({{a, 1}, {b, 1}, {c, 1}}, 2);
    const StepId more = row.count({{a, 1}, {b, -1}}, 1);
    const StepId found = row.found(a);
    struct Row {
        std::string what;
        StepId step;
        Answers answers;
        std::string facts;
    };
    const std::vector<Row> rows{
        {"any that holds: what holds", any, {1, 0, open}, "first"},
        {"any that holds twice", any, {1, 0, 1}, "first third"},
        {"any that fails: all of it", any, {0, 0, 0}, "first second third"},
        {"any that is open: what is open", any, {0, open, open}, "second third"},
        {"all that holds: all of it", all, {1, 1, 1}, "first second third"},
        {"all that fails: what fails", all, {1, 0, open}, "second"},
        {"all that is open: what is open", all, {1, 1, open}, "third"},
        {"not turns the sides", a_and_not_b, {1, 0, open}, "first second"},
        {"not that fails", a_and_not_b, {1, 1, open}, "second"},
        {"not that is open", a_and_not_b, {1, open, open}, "second"},
        {"at least two that holds", two, {1, 0, 1}, "first third"},
        {"at least two that fails", two, {1, 0, 0}, "second third"},
        {"at least two that is open", two, {1, 0, open}, "third"},
        {"more that holds", more, {1, 0, 0}, "first second"},
        {"found, but open", found, {open, 0, 0}, "first"},
        {"found", found, {1, 0, 0}, "first"},
    };
    for (const auto& [what, step, answers, facts] : rows) {
        INFO(what);
        CHECK(behind(row, answers, step) == facts);
    }
}

TEST_CASE("behind a derived fact stand the questions it was worked out from") {
    RowBuilder row = new_row();
    const StepId small = row.within(Table::given, third, 0, 4);
    row.derive(Table::given, {derived,
                              {{.when = small, .value = 7},
                               {.is_hours = true, .from = first, .to = second, .unknown_above = 12 * 60}}});
    const StepId seven = row.within(Table::given, derived, 7, 7);
    row.derive(Table::given, {derived_from_derived, {{.when = seven, .value = 1}}});
    const StepId known = row.known(Table::given, derived_from_derived);
    CHECK(behind(row, {60, 120, 3}, seven) == "third");
    CHECK(behind(row, {60, 120, 9}, seven) == "first second");
    CHECK(behind(row, {open, open, 9}, seven) == "first second third");
    CHECK(behind(row, {60, 120, 3}, known) == "third");
    CHECK(behind(row, {60, 120, 9}, known) == "first second third");
    CHECK(questions_of(row.build(), known).size() == 3);
    CHECK(questions_of(row.build(), small) == std::vector<FactId>{third});
    CHECK(questions_of(row.build(), row.always()).empty());
}

TEST_CASE("the same step is made once") {
    RowBuilder row = new_row();
    const StepId a = row.within(Table::given, first, 1, 5);
    const StepId b = row.known(Table::given, second);
    CHECK(row.within(Table::given, first, 1, 5) == a);
    CHECK(row.within(Table::cleared, first, 1, 5) != a);
    CHECK(row.within(Table::given, second, 1, 5) != a);
    CHECK(row.within(Table::given, first, 1, 6) != a);
    CHECK(row.known(Table::given, second) == b);
    CHECK(row.one_of(Table::given, first, 1) == row.one_of(Table::given, first, 1));
    CHECK(row.one_of(Table::given, first, 1) != row.any_of(Table::given, first, 1));
    const StepId all = row.all({a, b});
    CHECK(row.all({a, b}) == all);
    CHECK(row.any({a, b}) != all);
    CHECK(row.all({a}) == a);
    CHECK(row.any({b}) == b);
    CHECK(row.tally({{a, 1}, {b, 1}}, 2) != all);
    CHECK(row.count({{a, 1}, {b, 2}}, 2) != all);
    CHECK(row.negation(a) == row.negation(a));
    CHECK(row.reaches(all, 1) == row.reaches(all, 1));
    CHECK(row.always() == row.always());
}

TEST_CASE("parts stand before the whole") {
    RowBuilder row = new_row();
    const StepId a = row.within(Table::given, first, 1, 5);
    const StepId whole = row.all({a, row.negation(row.any({a, row.known(Table::given, second)}))});
    const RuleBook rules = row.build();
    CHECK(index_of(whole) + 1 == rules.steps.size());
    for (std::size_t i = 0; i < rules.steps.size(); ++i) {
        const Step& step = rules.steps[i];
        if (step.kind != Step::Kind::count) continue;
        for (std::uint32_t part = 0; part < step.size; ++part) CHECK(index_of(rules.parts[step.first + part].step) < i);
    }
}
