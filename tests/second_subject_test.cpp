// The engine has heard of no subject: folders about something else run through every command without a line of C++.

#include <catch2/catch.hpp>
#include <filesystem>

#include "program.hpp"

namespace {

const std::string headaches = in_checkout("tests/second_subject/headaches");
const std::string starter = in_checkout("examples/starter-rules");

nlohmann::json report_on(const std::string& folder, const nlohmann::json& answers) {
    const Result result = assess_json(answers, {"--rules-only", folder, "--format", "json"});
    REQUIRE(result.error == "");
    return nlohmann::json::parse(result.output);
}

}  // namespace

TEST_CASE("another subject has its own facts, patterns, causes, flags, outcomes, plan and words") {
    const nlohmann::json answers{{"headache_days", 16}, {"band_like", true},      {"one_sided", "daily"},
                                 {"with_it", "nausea"}, {"screen_from", "22:00"}, {"screen_until", "6:30"},
                                 {"water_glasses", 1}};
    const auto report = report_on(headaches, answers);
    CHECK(report["rules"]["layers"] == nlohmann::json{"headaches"});
    CHECK(report["outcome"] == "throbbing");
    CHECK(report["certainty"] == "settled");
    CHECK(report["patterns"][0]["level"] == "likely");
    CHECK(report["patterns"][0]["limits"] == nlohmann::json{"Other things explain it, too (thirst)."});
    CHECK(report["patterns"][1]["level"] == "clear");
    CHECK(report["causes"][0]["level"] == "clear");
    CHECK(report["causes"][0]["signs"][0]["says"] == "You drink 1 glasses of water.");
    CHECK(report["flags"][0]["id"] == "most_days");
    CHECK(report["plan"][0]["id"] == "see_someone");
    CHECK(report["foods"].empty());
    CHECK(report["answers"]["with_it"] == nlohmann::json{{"private", true}, {"from", "questionnaire"}});
    CHECK(report["disclaimer"] == "Made up for a test; it knows nothing of your head.");
}

TEST_CASE("another subject halts, leans, misses and contradicts like the first") {
    CHECK(report_on(headaches, {{"with_it", "stiff_neck"}})["outcome"] == "stopped");
    const auto leaning = report_on(headaches, {{"band_like", "yes"}});
    CHECK(leaning["outcome"] == "unclear");
    CHECK(leaning["leaning"] == "tension");
    CHECK(leaning["missing"] == nlohmann::json{"headache_days", "with_it"});
    const auto clash = report_on(headaches, {{"headache_days", 0}, {"one_sided", "daily"}});
    CHECK(clash["contradictions"][0]["id"] == "no_days_but_daily");
    CHECK(clash["contradictions"][0]["facts"] == nlohmann::json{"headache_days", "one_sided"});
}

TEST_CASE("the folder that rule authors start from is written, checked and used") {
    Program program;
    const std::string folder = program.path("my-rules");
    CHECK(program.run({"rules", "new", folder}).status == 0);
    CHECK(program.run({"rules", "new", folder}).status == 5);
    CHECK(program.run({"rules", "list", "--rules-only", folder}).output ==
          program.run({"rules", "list", "--rules-only", starter}).output);
    CHECK(report_on(folder, {{"hours_slept", 4}})["outcome"] == "short_night");
}

TEST_CASE("rules check finds nothing in another subject, nor in the folder to start from") {
    for (const std::string& folder : {headaches, starter}) {
        const Result result = Program().run({"rules", "check", folder});
        CHECK(Program().run({"rules", "check", "--rules-only", folder}) == result);
        CHECK(result.output.find("nothing found") != std::string::npos);
        CHECK(result.error == "");
        CHECK(result.status == 0);
    }
}

TEST_CASE("questions and rules of another subject are listed and shown") {
    const Program program;
    CHECK(program.run({"questions", "--rules-only", headaches}).output.find("How many glasses") != std::string::npos);
    CHECK(program.run({"questions", "--template", "--rules-only", headaches}).output.find("band_like") !=
          std::string::npos);
    CHECK(program.run({"rules", "show", "--rules-only", headaches, "screen_hours"}).status == 0);
    CHECK(program.run({"rules", "show", "--rules-only", headaches, "little_water"}).output.find("4 glasses or less") !=
          std::string::npos);
}
