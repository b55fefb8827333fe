// The same answers give the same bytes: whatever their order, the locale, the time zone or the terminal.

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "program.hpp"

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

std::string shuffled(const json& answers, std::mt19937& random) {
    std::vector<std::pair<std::string, json>> members;
    for (const auto& [id, value] : answers.items()) members.emplace_back(id, value);
    std::shuffle(members.begin(), members.end(), random);
    ordered_json document = ordered_json::object();
    for (const auto& [id, value] : members) {
        document[id] = value;
        if (value.is_array()) std::shuffle(document[id].begin(), document[id].end(), random);
    }
    return document.dump();
}

const std::vector<Arguments> forms{
    {}, {"--explain"}, {"--format", "json"}, {"--format", "json", "--explain", "--show-private"}};

}  // namespace

TEST_CASE("the order of the answers makes no difference") {
    std::mt19937 random(20'260'101);  // any fixed seed will do
    for (const WorkedCase& worked : sampled_cases()) {
        INFO(worked.name);
        for (const Arguments& form : {forms[1], forms[3]}) {
            CHECK(assess(shuffled(worked.answers, random), form) == assess_json(worked.answers, form));
        }
    }
}

TEST_CASE("the same again is the same again") {
    const std::string answers = example_answers().dump();
    for (const Arguments& form : forms) CHECK(assess(answers, form) == assess(answers, form));
    for (const Arguments& arguments : std::vector<Arguments>{
             {"questions"}, {"questions", "--format", "json"}, {"questions", "--template"}, {"rules", "list"}}) {
        CHECK(Program().run(arguments) == Program().run(arguments));
    }
}

TEST_CASE("no environment changes a report for scripts") {
    const std::vector<Variables> environments{
        {{"LANG", ""}},
        {{"LANG", "C"}, {"TZ", "UTC"}},
        {{"LC_ALL", "de_DE.UTF-8"}, {"TZ", "Europe/Berlin"}},
        {{"LC_ALL", "tr_TR.ISO-8859-9"}, {"TZ", "Asia/Istanbul"}},
        {{"LC_ALL", "no_SUCH"}, {"TZ", "Nowhere/At_All"}, {"TERM", "dumb"}},
        {{"TERM", "xterm-256color"}, {"COLUMNS", "40"}, {"CLICOLOR_FORCE", "1"}},
        {{"NO_COLOR", "1"}, {"LC_NUMERIC", "de_DE.UTF-8"}},
        {{"LANG", std::string(100'000, 'x')}, {"COLUMNS", "-1"}, {"HOME", "/nowhere"}},
    };
    const std::string answers = example_answers().dump();
    const Result usual = assess(answers, forms[3]);
    for (const Variables& variables : environments) {
        Program program;
        for (const auto& [name, value] : variables) program.variable(name, value);
        Arguments arguments{"assess"};
        arguments.insert(arguments.end(), forms[3].begin(), forms[3].end());
        CHECK(program.input(answers).run(arguments) == usual);
    }
}
