// The friendly forms of an answers document: what is read as the same thing, and what is read as nothing.

#include <algorithm>
#include <catch2/catch.hpp>

#include "program.hpp"
#include "sleepcheck/answers.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

const Catalogue& catalogue() {
    return built_in_rules().catalogue;
}

Facts facts_in(const std::string& text) {
    const ReadAnswers read = read_answers(catalogue(), text, "answers.json");
    for (const Problem& problem : read.problems) FAIL_CHECK(in_one_line(problem));
    return read.facts;
}

bool same(const Facts& left, const Facts& right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (left.state(fact) != right.state(fact)) return false;
        if (left.known(fact) && left.value(fact) != right.value(fact)) return false;
    }
    return true;
}

std::size_t count_in_state(const Facts& facts, Facts::State state) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) count += facts.state(FactId(i)) == state ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("what is plainly meant is read as such") {
    struct Row {
        std::string friendly;
        std::string strict;
    };
    const std::vector<Row> rows{
        {R"({"legs_urge": true})", R"({"legs_urge": "yes"})"},
        {R"({"legs_urge": false})", R"({"legs_urge": "no"})"},
        {R"({"age_years": 41.0})", R"({"age_years": 41})"},
        {R"({"age_years": 4.1e1})", R"({"age_years": 41})"},
        {R"({"early_waking_min": -0})", R"({"early_waking_min": 0})"},
        {R"({"early_waking_min": -0.0})", R"({"early_waking_min": 0})"},
        {R"({"usual_bedtime": "7:05"})", R"({"usual_bedtime": "07:05"})"},
        {R"({"medicines": "steroid"})", R"({"medicines": ["steroid"]})"},
        {R"({"medicines": "none"})", R"({"medicines": ["none"]})"},
        {R"({"medicines": ["steroid", "diuretic", "steroid"]})", R"({"medicines": ["diuretic", "steroid"]})"},
        {R"({"$schema": "anything", "age_years": 41})", R"({"age_years": 41})"},
        {R"({"age_y\u0065ars": 41})", R"({"age_years": 41})"},
        {R"({"answers": {"age_years": 41}})", R"({"age_years": 41})"},
        {R"({"format": "sleepcheck-answers/1", "answers": {"age_years": 41}})", R"({"age_years": 41})"},
        {R"({"answers": {"age_years": 41}, "note": "x", "$schema": "y", "format": "sleepcheck-answers/1"})",
         R"({"age_years": 41})"},
        {R"({"age_years": {"answer": 41}})", R"({"age_years": 41})"},
        {R"({"age_years": {"question": "?", "expects": "!", "answer": 41}})", R"({"age_years": 41})"},
        {R"({"medicines": {"options": {"steroid": "x"}, "answer": ["steroid"]}})", R"({"medicines": ["steroid"]})"},
    };
    for (const auto& [friendly, strict] : rows) {
        INFO(friendly);
        CHECK(same(facts_in(friendly), facts_in(strict)));
        CHECK(assess(friendly) == assess(strict));
    }
}

TEST_CASE("null declines, and what is left out was never asked") {
    const Facts facts = facts_in(R"({"age_years": null, "legs_urge": "no"})");
    CHECK(facts.declined(*find_fact(catalogue(), "age_years")));
    CHECK(facts.known(*find_fact(catalogue(), "legs_urge")));
    CHECK(count_in_state(facts, Facts::State::not_given) == facts.size() - 2);
    CHECK(json_report({{"age_years", nullptr}})["answers"]["age_years"]["value"].is_null());
    CHECK(assess(R"({"age_years": null})").output == assess("{}").output);
}

TEST_CASE("every question takes every answer it lists, and hands it back") {
    const json questions = json::parse(Program().run({"questions", "--format", "json"}).output)["questions"];
    REQUIRE(questions.size() == questions_asked(catalogue()));
    for (const json& question : questions) {
        std::vector<json> values;
        for (const json& option : question.value("options", json::array())) {
            values.push_back(question["kind"] == "multi_choice" ? json::array({option["value"]}) : option["value"]);
        }
        if (question["kind"] == "integer") values = {question["min"], question["max"]};
        if (question["kind"] == "time") values = {"00:00", "23:59"};
        REQUIRE_FALSE(values.empty());
        for (const json& value : values) {
            const std::string id = question["id"];
            INFO(id << ": " << value);
            CHECK(json(json_report({{id, value}}, {"--show-private"})["answers"][id]["value"]) == value);
        }
    }
}

TEST_CASE("numbers end where their question says") {
    for (std::size_t i = 0; i < catalogue().questions; ++i) {
        const Question& question = catalogue().entries[i];
        if (question.kind != Kind::integer) continue;
        INFO(question.id);
        CHECK(assess_json({{question.id, question.least}}).status == 0);
        CHECK(assess_json({{question.id, question.most}}).status == 0);
        CHECK(assess_json({{question.id, question.least - 1}}).status == 3);
        CHECK(assess_json({{question.id, question.most + 1}}).status == 3);
    }
}

TEST_CASE("a template holds every question and reads back as nothing answered") {
    const std::string text = template_of(catalogue());
    CHECK(count_in_state(facts_in(text), Facts::State::not_given) == catalogue().entries.size());
    const json document = json::parse(text);
    CHECK(document["format"] == "sleepcheck-answers/1");
    CHECK(document["answers"].size() == questions_asked(catalogue()));
    CHECK(Program().run({"questions", "--template"}) == Result{0, text, ""});
    CHECK(assess(text) == assess("{}"));
}

TEST_CASE("a template that was filled in reads as those answers") {
    const json answers = example_answers();
    nlohmann::ordered_json document = nlohmann::ordered_json::parse(template_of(catalogue()));
    for (const auto& [id, value] : answers.items()) document["answers"][id]["answer"] = value;
    CHECK(same(facts_in(document.dump(2)), facts_in(answers.dump())));
    CHECK(assess(document.dump(2)) == assess_json(answers));
}

TEST_CASE("answers of the folder of examples are sound") {
    CHECK(count_in_state(facts_in(example_answers().dump()), Facts::State::known) == example_answers().size());
}

TEST_CASE("answers are written in catalogue order, declined ones as null, and read back the same") {
    json answers = example_answers();
    answers[catalogue().entries[2].id] = nullptr;
    const Facts facts = facts_in(answers.dump());
    const std::string text = to_answers(catalogue(), facts);
    CHECK(same(facts_in(text), facts));
    CHECK(to_answers(catalogue(), facts_in(text)) == text);
    CHECK(json::parse(text)["answers"] == answers);
    std::vector<std::string> order;
    const auto document = nlohmann::ordered_json::parse(text);
    for (const auto& item : document["answers"].items()) order.push_back(item.key());
    CHECK(std::is_sorted(order.begin(), order.end(), [](const std::string& left, const std::string& right) {
        return *find_fact(catalogue(), left) < *find_fact(catalogue(), right);
    }));
    CHECK(to_answers(catalogue(), Facts(catalogue().entries.size())) ==
          "{\n  \"format\": \"sleepcheck-answers/1\",\n  \"answers\": {}\n}\n");
}

TEST_CASE("what is never to be stored is not written, known or declined") {
    Facts facts(catalogue().entries.size());
    std::size_t never = 0;
    for (std::size_t i = 0; i < catalogue().questions; ++i) {
        if (!catalogue().entries[i].never_stored) continue;
        ++never;
        facts.learn(FactId(i), 1);
        CHECK(json::parse(to_answers(catalogue(), facts))["answers"].empty());
        facts.decline(FactId(i));
        CHECK(json::parse(to_answers(catalogue(), facts))["answers"].empty());
    }
    CHECK(never == 1);
}
