// What a sleep log answers, and how it stands beside a person's own answers.

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "program.hpp"
#include "sleepcheck/night_figures.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

using Change = std::function<void(json& night, int number)>;

/// A log of so many nights from 1 March 2026 on: to bed at 22:30, awake at 06:30, changed night by night.
json log_of(int nights, const Change& change = {}) {
    json log{{"format", "sleepcheck-log/1"}, {"nights", json::array()}};
    for (int number = 1; number <= nights; ++number) {
        const std::string day = (number < 10 ? "0" : "") + std::to_string(number);
        json night{{"date", "2026-03-" + day}, {"into_bed", "22:30"}, {"final_awakening", "06:30"}};
        if (change) change(night, number);
        log["nights"].push_back(night);
    }
    return log;
}

Change always(const std::string& key, const json& value) {
    return [=](json& night, int /*number*/) { night[key] = value; };
}

json report_on(const json& log, const Arguments& options = {}, const json& answers = {}) {
    Program program;
    program.file("log.json", log.dump());
    Arguments arguments{"assess", "--format", "json"};
    if (!answers.is_null()) {
        program.file("answers.json", answers.dump());
        arguments.insert(arguments.end(), {program.path("answers.json"), "--log"});
    }
    arguments.push_back(program.path("log.json"));
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result result = program.run(arguments);
    INFO(result);
    REQUIRE(result.status == 0);
    REQUIRE(result.error.empty());
    return json::parse(result.output);
}

std::string text_on(const json& log, const Arguments& options = {}, const json& answers = {}) {
    Program program;
    program.file("log.json", log.dump());
    program.file("answers.json", answers.is_null() ? "{}" : answers.dump());
    Arguments arguments{"assess", program.path("answers.json"), "--log", program.path("log.json")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result result = program.run(arguments);
    INFO(result);
    REQUIRE(result.status == 0);
    return result.output;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("nights answer questions") {
    struct Row {
        std::string fact;
        json value;  ///< null: nothing is said
        Change change;
    };
    const auto each = [](const std::string& key, std::vector<json> values) {
        return
            [=](json& night, int number) { night[key] = values[static_cast<std::size_t>(number - 1) % values.size()]; };
    };
    const auto awakening = [](const std::string& at) {
        return json::array({json{{"at", at}, {"minutes", 20}}, json{{"at", "05:00"}, {"minutes", 5}}});
    };
    const std::vector<Row> rows{
        {"sleep_latency_min", 12, always("latency_to_sleep_onset_min", 12)},
        {"sleep_latency_min", 13, each("latency_to_sleep_onset_min", {12, 13})},  // 12.5: half up
        {"falls_asleep_easily", "yes", always("latency_to_sleep_onset_min", 20)},
        {"falls_asleep_easily", nullptr, always("latency_to_sleep_onset_min", 21)},
        {"falls_asleep_easily", nullptr, always("latency_to_sleep_onset_min", 30)},
        {"falls_asleep_easily", "no", always("latency_to_sleep_onset_min", 31)},
        {"awakenings_per_night", 5, each("number_of_awakenings", {4, 5})},
        {"awakenings_per_night", nullptr, {}},
        {"nights_per_week", 7, always("problem_night", true)},
        {"nights_per_week", 0, always("problem_night", false)},
        {"nights_per_week", 4, each("problem_night", {true, false})},  // 3.5
        {"early_waking_min", 30, always("planned_wake", "07:00")},
        {"early_waking_min", 0, always("planned_wake", "06:00")},
        {"main_wake_time", "03:00", always("awakenings", awakening("03:00"))},
        {"main_wake_time", "00:00", each("awakenings", {awakening("23:50"), awakening("00:10")})},
        {"usual_bedtime", "22:30", {}},
        {"usual_bedtime", "23:00", always("tried_to_sleep", "23:00")},
        {"usual_bedtime", "00:00", each("into_bed", {"23:40", "00:20"})},
        {"bedtime_spread_min", 0, {}},
        {"bedtime_spread_min", 40, each("into_bed", {"23:40", "00:20"})},
        {"late_nights_per_week", 0, always("planned_bedtime", "21:30")},  // an hour late is not yet much later
        {"late_nights_per_week", 7, always("planned_bedtime", "21:29")},
        {"late_nights_per_week", 0, always("planned_bedtime", "23:30")},
        {"late_nights_per_week", nullptr, {}},
        {"unrefreshed", "often", always("rested", 2)},
        {"unrefreshed", "never", always("rested", 3)},
        {"unrefreshed", "often", each("rested", {1, 4})},
        {"caffeine_per_day", 3, always("caffeine_drinks", 2.5)},
        {"caffeine_last_time", "15:30", always("last_caffeine", "15:30")},
        {"evening_light_min", 90, always("evening_light_min", 90)},
        {"evening_light_min", 120, always("evening_light_min", 240)},  // the question asks for no more
        {"magnesium_foods_per_day", 2, always("magnesium_foods", 2)},
        {"nicotine_use", "none", always("nicotine", "none")},
        {"nicotine_use", "daytime_only", always("nicotine", "day")},
        {"nicotine_use", "evening_or_night", always("nicotine", "evening")},
        {"nicotine_use", "evening_or_night", each("nicotine", {"day", "evening"})},
        {"nicotine_use", "evening_or_night", each("nicotine", {"none", "none", "none", "evening"})},
        {"nicotine_use", "daytime_only", each("nicotine", {"none", "none", "day"})},
        {"nicotine_use", nullptr, always("nicotine", nullptr)},
    };
    for (const auto& [fact, value, change] : rows) {
        INFO(fact << ": " << value);
        const json answers = report_on(log_of(14, change), {"--show-private"})["answers"];
        if (value.is_null()) {
            CHECK(!answers.contains(fact));
        } else {
            REQUIRE(answers.contains(fact));
            CHECK(answers[fact] == json{{"value", value}, {"from", "log"}, {"nights", 14}});
        }
    }
}

TEST_CASE("from seven nights the log comes before the answer, both are told, and below it is told only") {
    const json answers{{"awakenings_per_night", 1}, {"teeth_grinding", "often"}};
    const auto broken = always("number_of_awakenings", 5);
    const json seven = report_on(log_of(7, broken), {}, answers);
    CHECK(seven["answers"]["awakenings_per_night"] == json{{"value", 5}, {"from", "log"}, {"nights", 7}});
    CHECK(seven["answers"]["teeth_grinding"]["from"] == "questionnaire");
    CHECK(seven["log"]["facts"]["awakenings_per_night"] == json{{"value", 5},
                                                                {"answered", 1},
                                                                {"nights", 7},
                                                                {"used", true},
                                                                {"from_few_nights", false},
                                                                {"differs", true}});
    CHECK(holds(text_on(log_of(7, broken), {"--width", "100"}, answers), "You answered 1 time; that is clearly"));

    const json six = report_on(log_of(6, broken), {}, answers);
    CHECK(six["answers"]["awakenings_per_night"] == json{{"value", 1}, {"from", "questionnaire"}});
    CHECK(six["log"]["facts"]["awakenings_per_night"]["used"] == false);
    CHECK(holds(text_on(log_of(6, broken), {}, answers), "5 times (6 nights: too few to count)"));

    const json allowed = report_on(log_of(6, broken), {"--min-nights", "6"}, answers);
    CHECK(allowed["answers"]["awakenings_per_night"]["from"] == "log");
    CHECK(allowed["log"]["least_nights"] == 6);
    CHECK(report_on(log_of(7, broken), {"--min-nights", "8"},
                    answers)["log"]["facts"]["awakenings_per_night"]["used"] == false);
}

TEST_CASE("an answer close to the nights is no disagreement") {
    const auto differs = [](int answered) {
        const json report =
            report_on(log_of(14, always("number_of_awakenings", 5)), {}, {{"awakenings_per_night", answered}});
        return report["log"]["facts"]["awakenings_per_night"]["differs"].get<bool>();
    };
    CHECK(differs(3));
    CHECK_FALSE(differs(4));
    CHECK_FALSE(differs(6));
    CHECK(differs(7));
}

TEST_CASE("latency and minutes awake from less than two weeks are said to be so") {
    const auto change = [](json& night, int /*number*/) {
        night["latency_to_sleep_onset_min"] = 10;
        night["wake_after_sleep_onset_min"] = 40;
        night["number_of_awakenings"] = 2;
    };
    const json nine = report_on(log_of(9, change))["log"]["facts"];
    CHECK(nine["sleep_latency_min"]["from_few_nights"] == true);
    CHECK(nine["awake_in_night_min"]["from_few_nights"] == true);
    CHECK(nine["awakenings_per_night"]["from_few_nights"] == false);
    CHECK(report_on(log_of(14, change))["log"]["facts"]["sleep_latency_min"]["from_few_nights"] == false);
    CHECK(holds(text_on(log_of(9, change)), "10 minutes (from 9 nights only)"));
}

TEST_CASE("between two words there is none, however many nights there are") {
    const auto latency = [](int first, int nights_of_first, int second) {
        return [=](json& night, int number) {
            night["latency_to_sleep_onset_min"] = number <= nights_of_first ? first : second;
        };
    };
    const auto answer = [](const Change& change) {
        return report_on(log_of(14, change))["log"]["facts"]["falls_asleep_easily"]["value"];
    };
    CHECK(answer(latency(20, 14, 0)) == "yes");
    CHECK(answer(latency(20, 8, 21)).is_null());  // a mean of 20.43
    CHECK(answer(latency(25, 14, 0)).is_null());
    CHECK(answer(latency(30, 6, 31)).is_null());  // a mean of 30.57
    CHECK(answer(latency(31, 14, 0)) == "no");
    CHECK(holds(text_on(log_of(14, latency(25, 14, 0))), "in between (14 nights)"));
    CHECK(holds(text_on(log_of(3, latency(25, 14, 0))), "in between (3 nights: too few to count)"));
    const std::string one = text_on(log_of(1, latency(25, 14, 0)), {"--min-nights", "1"});
    CHECK(holds(one, "From 1 night,"));
    CHECK(holds(one, "from 1 night on"));
    CHECK_FALSE(holds(one, "1 nights"));
}

TEST_CASE("only nights on which a figure is known count for it") {
    const auto sometimes = [](json& night, int number) {
        if (number <= 6) night["number_of_awakenings"] = 4;
    };
    const json fact = report_on(log_of(20, sometimes))["log"]["facts"]["awakenings_per_night"];
    CHECK(fact["nights"] == 6);
    CHECK(fact["used"] == false);
}

TEST_CASE("a device's nights hold a pattern at moderate, and the report says why") {
    const json strong =
        json::parse(text_of_file(in_checkout("rules/cases/clear_patterns.json")))["cases"][0]["answers"];
    const auto rested = always("rested", 1);
    json log = log_of(10, rested);
    const auto level = [](const json& report) { return report["patterns"][0]["level"].get<std::string>(); };
    const std::string without_log = level(json_report(strong));
    CHECK(level(report_on(log, {}, strong)) == without_log);
    log["source"] = {{"modality", "sensed"}};
    CHECK(level(report_on(log, {}, strong)) == "moderate");
    CHECK(without_log == "strong");
    CHECK(holds(text_on(log, {"--width", "100"}, strong), "A device counted your nights."));
}

TEST_CASE("a device says nothing on falling asleep, and of awakenings only those of five minutes") {
    const auto change = [](json& night, int /*number*/) {
        night["latency_to_sleep_onset_min"] = 12;
        night["number_of_awakenings"] = 30;
    };
    json log = log_of(10, change);
    log["source"] = {{"modality", "sensed"}};
    const json facts = report_on(log)["log"]["facts"];
    CHECK(!facts.contains("sleep_latency_min"));
    CHECK(!facts.contains("falls_asleep_easily"));
    CHECK(!facts.contains("awakenings_per_night"));
    CHECK(facts.contains("usual_bedtime"));
}

TEST_CASE("what a log says of alcohol stays private") {
    const auto drinks = always("alcohol_drinks", 3);
    const json answers{{"alcohol_evenings", 0}};
    CHECK(report_on(log_of(10, drinks), {}, answers)["log"]["facts"]["alcohol_evenings"].contains("value") == false);
    CHECK(report_on(log_of(10, drinks), {"--show-private"}, answers)["log"]["facts"]["alcohol_evenings"]["value"] == 7);
    const std::string text = text_on(log_of(10, drinks), {}, answers);
    CHECK(holds(text, "Evenings with alcohol: (private)"));
    CHECK_FALSE(holds(text, "7 evenings"));
}

TEST_CASE("a log is known by what it holds, alone, in a pipe, and beside answers") {
    const json log = log_of(8, always("number_of_awakenings", 3));
    const Result piped = Program().input(log.dump()).run({"assess"});
    CHECK(piped.status == 0);
    CHECK(holds(piped.output, "What your nights say"));
    Program program;
    program.file("log.json", log.dump());
    CHECK(program.run({"assess", program.path("log.json")}).output == piped.output);
    CHECK(program.run({"assess", "--log", program.path("log.json")}).output == piped.output);
    CHECK(program.run({"assess", program.path("log.json"), "--log", program.path("log.json")}) ==
          Result{2, "", "sleepcheck: both are sleep logs\n  give one log, beside answers or alone\n"});
}

TEST_CASE("mistakes in a log stop an assessment, oddities are told in the report") {
    json wrong = log_of(8);
    wrong["nights"][2]["final_awakening"] = "25:61";
    const Result result = Program().input(wrong.dump(1)).run({"assess"});
    CHECK(result.status == 3);
    CHECK(result.output.empty());
    CHECK(holds(result.error, "nothing was assessed"));

    json odd = log_of(8);
    odd["nights"].erase(3);
    const json report = report_on(odd);
    CHECK(report["log"]["warnings"].size() == 1);
    CHECK(holds(text_on(odd), "Worth checking in your log, by line:"));
    CHECK(report_on(log_of(8))["log"]["warnings"].empty());
}

TEST_CASE("a log of no use changes nothing in the result") {
    const json answers = example_answers();
    json report = report_on(log_of(3, always("number_of_awakenings", 0)), {}, answers);
    json without = json_report(answers);
    report.erase("log");
    without.erase("log");
    CHECK(report == without);
}

TEST_CASE("the least number of nights is a whole number of nights") {
    for (const std::string written : {"0", "-1", "367", "seven", "7.5", "", "1e1", " 7"}) {
        INFO(written);
        CHECK(Program().input("{}").run({"assess", "--min-nights", written}).status == 2);
    }
}

TEST_CASE("nobody is asked what only a log says") {
    for (const Question& question : built_in_rules().catalogue.entries) {
        if (!question.from_log) continue;
        CHECK_FALSE(holds(Program().run({"questions"}).output, question.id));
        CHECK_FALSE(holds(Program().run({"questions", "--template"}).output, question.id));
        CHECK_FALSE(holds(Program().run({"questions", "--format", "json"}).output, question.id));
        const auto report = json_report(json::object());
        const auto& matters = report["could_matter"];
        CHECK(std::find(matters.begin(), matters.end(), question.id) == matters.end());
    }
}

TEST_CASE("the rules ask for figures that there are, each under one name") {
    for (const LogAnswer& answer : built_in_rules().log_answers) {
        CHECK(find_night_figure(answer.figure) != nullptr);
    }
    for (const NightFigure& figure : night_figures()) CHECK(find_night_figure(figure.id) == &figure);
}
