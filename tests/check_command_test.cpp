// `sleepcheck rules check`, run as a whole.

#include <catch2/catch.hpp>

#include "program.hpp"
#include "small_rules.hpp"

namespace {

void fill(Program& program, const RuleTexts& texts) {
    for (const auto& [name, text] : texts) program.file("mine/" + name, text);
}

}  // namespace

TEST_CASE("sound rules: one line, exit status 0") {
    Program program;
    fill(program, small_rules());
    const Result result = program.run({"rules", "check", program.path("mine")});
    CHECK(result.error.empty());
    CHECK(result.output.find("small: 1 sign, 1 flag, 0 cases, 4 examples: ") != std::string::npos);
}

TEST_CASE("a failing example is shown with its line, exit status 1") {
    Program program;
    RuleTexts texts = small_rules();
    std::string& file = texts["flags/some.json"];
    file.replace(file.find("{\"cups\": 11}"), 12, "{\"cups\": 9}");
    fill(program, texts);
    const Result result = program.run({"rules", "check", program.path("mine")});
    CHECK(result.status == 1);
    CHECK(result.output.find("flags/some.json:6:26: on this example flag \"too_many\" is to be raised, but is not") !=
          std::string::npos);
    CHECK(result.output.find("   6 |  \"examples\"") != std::string::npos);
}

TEST_CASE("rules that do not load are a finding, too") {
    Program program;
    fill(program, {{"rules.json", "{}"}, {"questions/a.json", "{}"}});
    const Result result = program.run({"rules", "check", program.path("mine")});
    CHECK(result.status == 1);
    CHECK(result.output.find("problems\n") != std::string::npos);
    CHECK(result.error.empty());
}

TEST_CASE("a folder that is not there cannot be checked") {
    Program program;
    const Result result = program.run({"rules", "check", program.path("none")});
    CHECK(result.status == 5);
}

TEST_CASE("a misspelt option is answered with the near one") {
    const Result result = Program().run({"rules", "check", "--mutat"});
    CHECK(result.status == 2);
    CHECK(result.error.find("did you mean \"--mutate\"?") != std::string::npos);
}

TEST_CASE("the built-in rules have no finding") {
    const Result result = Program().run({"rules", "check"});
    CHECK(result.output.find(": nothing found\n") != std::string::npos);
    CHECK(result.status == 0);
}
