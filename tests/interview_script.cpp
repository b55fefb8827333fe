#include "interview_script.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/answers.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

InterviewState at_depth(Depth depth) {
    InterviewState state;
    state.depth = depth;
    return state;
}

FactId fact_of(std::string_view id) {
    const auto fact = find_fact(built_in_rules().catalogue, id);
    INFO(id);
    REQUIRE(fact);
    return *fact;
}

}  // namespace

InterviewScript::InterviewScript(const nlohmann::json& answers, InterviewState state)
    : answers_(facts_of(built_in_rules().catalogue, answers)), interview_(built_in_rules(), std::move(state)) {}

InterviewScript::InterviewScript(const nlohmann::json& answers, Depth depth)
    : InterviewScript(answers, at_depth(depth)) {}

const Question& InterviewScript::question() const {
    REQUIRE(interview_.question());
    return built_in_rules().catalogue.at(*interview_.question());
}

InterviewScript& InterviewScript::answer() {
    REQUIRE(interview_.question());
    const FactId fact = *interview_.question();
    if (!answers_.known(fact)) return skip();
    lines_.push_back(written(question(), answers_.value(fact)));
    interview_.answer(answers_.value(fact));
    return *this;
}

InterviewScript& InterviewScript::answer_until(std::string_view id) {
    while (interview_.question() && question().id != id) answer();
    return *this;
}

InterviewScript& InterviewScript::answer_with(const std::string& line) {
    const Reply reply = understood(question(), line);
    const auto* const answer = std::get_if<TypedAnswer>(&reply);
    INFO(question().id << ": " << line);
    REQUIRE(answer != nullptr);
    lines_.push_back(line);
    interview_.answer(answer->value);
    return *this;
}

InterviewScript& InterviewScript::skip() {
    lines_.emplace_back("s");
    interview_.skip();
    return *this;
}

InterviewScript& InterviewScript::back() {
    lines_.emplace_back("b");
    REQUIRE(interview_.back());
    return *this;
}

InterviewScript& InterviewScript::keep() {
    REQUIRE(interview_.looks_back());
    lines_.emplace_back();
    interview_.keep();
    return *this;
}

InterviewScript& InterviewScript::revisit(std::string_view id) {
    if (!at_end()) lines_.emplace_back("l");
    lines_.push_back(std::to_string(number(id)));
    interview_.revisit(fact_of(id));
    return *this;
}

InterviewScript& InterviewScript::line(const std::string& text) {
    lines_.push_back(text);
    return *this;
}

std::string InterviewScript::text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
}

std::string InterviewScript::file() const {
    return to_answers(built_in_rules().catalogue, interview_.facts());
}

std::size_t InterviewScript::number(std::string_view id) const {
    INFO(id);
    REQUIRE(interview_.passed(fact_of(id)));
    std::size_t number = 0;
    for (std::size_t i = 0; i <= index_of(fact_of(id)); ++i) {
        if (interview_.passed(FactId(i))) ++number;
    }
    return number;
}

const Question& never_stored_question() {
    const Catalogue& catalogue = built_in_rules().catalogue;
    const auto found = std::find_if(catalogue.entries.begin(), catalogue.entries.end(),
                                    [](const Question& question) { return question.never_stored; });
    REQUIRE(found != catalogue.entries.end());
    return *found;
}
