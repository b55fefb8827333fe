#include "sleepcheck/truth.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sleepcheck/rulebook.hpp"

using namespace sleepcheck;

namespace {

/// The answer of a yes-or-no question as a step: y, n, or ? when nobody answered.
Truth truth_named(char letter) {
    return letter == 'y' ? Truth::yes : letter == 'n' ? Truth::no : Truth::unknown;
}

char name_of(Truth truth) {
    return truth == Truth::yes ? 'y' : truth == Truth::no ? 'n' : '?';
}

/// Judges a step made of yes-or-no facts with these answers.
template <typename Make>
char judged(const std::string& answers, const Make& make) {
    RowBuilder row(answers.size(), answers.size());
    std::vector<StepId> steps;
    Facts facts(answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        steps.push_back(row.one_of(Table::given, fact, 0b10));
        if (answers[i] != '?') facts.learn(fact, answers[i] == 'y' ? 1 : 0);
    }
    const StepId step = make(row, steps);
    Judgement judgement;
    judge(row.build(), facts, judgement);
    return name_of(judgement.truth(step));
}

/// All strings of y, n and ? of this length.
std::vector<std::string> mixes(std::size_t length) {
    if (length == 0) return {""};
    std::vector<std::string> result;
    for (const std::string& shorter : mixes(length - 1)) {
        for (const char letter : {'y', 'n', '?'}) result.push_back(shorter + letter);
    }
    return result;
}

}  // namespace

TEST_CASE("not swaps yes and no and leaves unknown") {
    CHECK((!Truth::yes) == Truth::no);
    CHECK((!Truth::no) == Truth::yes);
    CHECK((!Truth::unknown) == Truth::unknown);
    CHECK(truth_of(true) == Truth::yes);
    CHECK(truth_of(false) == Truth::no);
    CHECK(std::min(Truth::unknown, Truth::no) == Truth::no);
    CHECK(std::max(Truth::unknown, Truth::yes) == Truth::yes);
    static_assert((!Truth::unknown) == Truth::unknown);
}

TEST_CASE("all and any know every mix of yes, no and unknown") {
    struct Row {
        std::string parts;
        char all;
        char any;
    };
    const std::vector<Row> rows{
        {"yy", 'y', 'y'},  {"yn", 'n', 'y'},  {"y?", '?', 'y'},  {"ny", 'n', 'y'},  {"nn", 'n', 'n'},
        {"n?", 'n', '?'},  {"?y", '?', 'y'},  {"?n", 'n', '?'},  {"??", '?', '?'},  {"y", 'y', 'y'},
        {"n", 'n', 'n'},   {"?", '?', '?'},   {"yyy", 'y', 'y'}, {"yy?", '?', 'y'}, {"yn?", 'n', 'y'},
        {"???", '?', '?'}, {"nn?", 'n', '?'}, {"nnn", 'n', 'n'},
    };
    for (const auto& [parts, all, any] : rows) {
        INFO(parts);
        CHECK(judged(parts, [](RowBuilder& row, const auto& steps) { return row.all(steps); }) == all);
        CHECK(judged(parts, [](RowBuilder& row, const auto& steps) { return row.any(steps); }) == any);
    }
}

TEST_CASE("all is the least of its parts and any the greatest") {
    for (const std::size_t length : {1U, 2U, 3U, 4U}) {
        for (const std::string& parts : mixes(length)) {
            INFO(parts);
            Truth least = Truth::yes;
            Truth greatest = Truth::no;
            for (const char part : parts) {
                least = std::min(least, truth_named(part));
                greatest = std::max(greatest, truth_named(part));
            }
            CHECK(judged(parts, [](RowBuilder& row, const auto& steps) { return row.all(steps); }) == name_of(least));
            CHECK(judged(parts, [](RowBuilder& row, const auto& steps) { return row.any(steps); }) ==
                  name_of(greatest));
            CHECK(judged(parts, [](RowBuilder& row, const auto& steps) { return row.negation(row.all(steps)); }) ==
                  name_of(!least));
        }
    }
}

TEST_CASE("a count is sure only when no answer still open can change it") {
    const auto count_of = [](std::size_t weights, std::int32_t threshold) {
        return [=](RowBuilder& row, const std::vector<StepId>& steps) {
            std::vector<Part> parts;
            for (std::size_t i = 0; i < steps.size(); ++i) {
                const bool against = ((weights >> i) & 1U) != 0;
                parts.push_back({steps[i], static_cast<std::int16_t>(against ? -1 : 2)});
            }
            return row.count(parts, threshold);
        };
    };
    for (const std::string& parts : mixes(3)) {
        for (std::size_t weights = 0; weights < 8; ++weights) {
            for (std::int32_t threshold = -3; threshold <= 6; ++threshold) {
                INFO(parts << " weights " << weights << " threshold " << threshold);
                bool some = false;
                bool every = true;
                for (const std::string& full : mixes(3)) {  // every way to answer what is open
                    bool completes = full.find('?') == std::string::npos;
                    for (std::size_t i = 0; i < 3; ++i)
                        completes = completes && (parts[i] == '?' || parts[i] == full[i]);
                    if (!completes) continue;
                    std::int32_t sum = 0;
                    for (std::size_t i = 0; i < 3; ++i) {
                        if (full[i] == 'y') sum += ((weights >> i) & 1U) != 0 ? -1 : 2;
                    }
                    some = some || sum >= threshold;
                    every = every && sum >= threshold;
                }
                CHECK(judged(parts, count_of(weights, threshold)) == (every ? 'y' : some ? '?' : 'n'));
            }
        }
    }
}

TEST_CASE("what was found is never unknown") {
    struct Row {
        std::string parts;
        char tally_of_one;
        char tally_of_two;
    };
    const std::vector<Row> rows{
        {"??", 'n', 'n'}, {"y?", 'y', 'n'}, {"yy", 'y', 'y'}, {"n?", 'n', 'n'}, {"ny", 'y', 'n'}, {"nn", 'n', 'n'},
    };
    const auto tally = [](std::int32_t threshold) {
        return [=](RowBuilder& row, const std::vector<StepId>& steps) {
            return row.tally({{steps[0], 1}, {steps[1], 1}}, threshold);
        };
    };
    for (const auto& [parts, one, two] : rows) {
        INFO(parts);
        CHECK(judged(parts, tally(1)) == one);
        CHECK(judged(parts, tally(2)) == two);
    }
    CHECK(judged("?", [](RowBuilder& row, const auto& steps) { return row.found(steps[0]); }) == 'n');
    CHECK(judged("?", [](RowBuilder& row, const auto& steps) { return row.negation(row.found(steps[0])); }) == 'y');
    CHECK(judged("?", [](RowBuilder& row, const auto&) { return row.always(); }) == 'y');
}
