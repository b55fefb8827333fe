#include "test_rules.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "sleepcheck/clock.hpp"

using namespace sleepcheck;
using nlohmann::json;

RuleTexts texts_below(const std::string& name) {
    RuleTexts read;
    const std::filesystem::path folder = SLEEPCHECK_SOURCE_DIR "/" + name;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        read[entry.path().lexically_relative(folder).generic_string()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return read;
}

const RuleTexts& built_in_texts() {
    static const RuleTexts texts = texts_below("rules");
    return texts;
}

const Knowledge& built_in_rules() {
    static const Knowledge knowledge = knowledge_of(built_in_texts());
    return knowledge;
}

const slow_twin::RuleFiles& built_in_files() {
    static const slow_twin::RuleFiles files = files_of(built_in_texts());
    return files;
}

RuleLayer layer_of(const RuleTexts& texts, const std::string& name) {
    RuleLayer layer{name, {}};
    for (const auto& [file, text] : texts) layer.files.push_back({file, text, file});
    return layer;
}

slow_twin::RuleFiles files_of(const RuleTexts& texts) {
    slow_twin::RuleFiles files;
    for (const auto& [name, text] : texts) files[name] = json::parse(text);
    return files;
}

Knowledge knowledge_of(const RuleTexts& texts) {
    Loaded loaded = load_knowledge({layer_of(texts, "built-in")});
    for (const Problem& problem : loaded.problems) FAIL_CHECK(in_one_line(problem));
    REQUIRE(loaded.problems.empty());
    return std::move(loaded.knowledge);
}

RuleTexts bare_rules() {
    return {
        {"rules.json", R"({"format": "sleepcheck-rules/1", "name": "small", "version": "1"})"},
        {"claims.json", R"({"grades": [{"id": "fine", "name": "fine"}], "articles": [], "claims": []})"},
        {"report.json", R"({"disclaimer": "Only a test."})"},
        {"outcomes.json", R"({"outcomes": [{"id": "done", "name": "done", "headline": "Done."}],
                              "lines": [{"outcome": "done"}]})"},
    };
}

std::string in_one_line(const Problem& problem) {
    const Place& place = problem.place;
    std::string line = place.line == 0 ? place.file : fmt::format("{}:{}:{}", place.file, place.line, place.column);
    line += ": " + problem.what;
    return problem.cure.empty() ? line : fmt::format("{} ({})", line, problem.cure);
}

namespace {

std::int32_t option_named(const Question& question, const std::string& value) {
    const auto option = find_option(question, value);
    if (!option) throw std::invalid_argument(question.id + " has no option " + value);
    return static_cast<std::int32_t>(*option);
}

std::int32_t value_of(const Question& question, const json& answer) {
    switch (question.kind) {
        case Kind::yes_no:
        case Kind::choice: return option_named(question, answer);
        case Kind::multi_choice: {
            std::uint32_t marked = 0;
            for (const json& item : answer) marked |= 1U << static_cast<std::uint32_t>(option_named(question, item));
            return static_cast<std::int32_t>(marked);
        }
        case Kind::integer: return answer.get<std::int32_t>();
        case Kind::time: return clock_time(answer.get<std::string>()).value().minutes;
        case Kind::hours: break;
    }
    throw std::invalid_argument(question.id + " cannot be answered");
}

slow_twin::Scored scored(const Score& score) {
    return {score.pattern->id, std::string(level_name(score)), score.points, score.domains};
}

template <typename Things>
std::vector<std::string> ids(const Things& things) {
    std::vector<std::string> result;
    for (const auto& thing : things) result.push_back(thing->id);
    return result;
}

}  // namespace

Facts facts_of(const Catalogue& catalogue, const json& answers) {
    Facts facts(catalogue.entries.size());
    for (const auto& [id, answer] : answers.items()) {
        const auto fact = find_fact(catalogue, id);
        if (!fact) throw std::invalid_argument("no fact " + id);
        if (answer.is_null()) {
            facts.decline(*fact);
        } else {
            facts.learn(*fact, value_of(catalogue.at(*fact), answer));
        }
    }
    return facts;
}

std::vector<std::string> ids_of(const Catalogue& catalogue, const std::vector<FactId>& facts) {
    std::vector<std::string> result;
    for (const FactId fact : facts) result.push_back(catalogue.at(fact).id);
    return result;
}

std::vector<std::string> counting_signs(const Assessment& assessment) {
    std::vector<std::string> result;
    for (const auto* scores : {&assessment.patterns, &assessment.causes}) {
        for (const Score& score : *scores) {
            for (const CountedSign& counted : score.counted) result.push_back(counted.sign->id);
        }
    }
    return result;
}

slow_twin::Verdict verdict_of(const Knowledge& knowledge, const Assessment& assessment) {
    slow_twin::Verdict verdict;
    verdict.outcome = assessment.outcome->id;
    verdict.reason = assessment.reason;
    if (assessment.leaning != nullptr) verdict.leaning = assessment.leaning->value;
    if (assessment.side != nullptr) verdict.side = assessment.side->value;
    for (const Score& score : assessment.patterns) verdict.patterns.push_back(scored(score));
    for (const Score& score : assessment.causes) verdict.causes.push_back(scored(score));
    verdict.signs = counting_signs(assessment);
    verdict.flags = ids(assessment.flags);
    for (const auto& found : assessment.contradictions) verdict.contradictions.push_back(found.contradiction->id);
    verdict.missing = ids_of(knowledge.catalogue, assessment.missing);
    verdict.not_excluded = ids_of(knowledge.catalogue, assessment.not_excluded);
    for (const GivenPlanPiece& given : assessment.plan) verdict.plan.push_back(given.piece->id);
    for (const Food* food : assessment.foods) verdict.foods.push_back(food->group);
    return verdict;
}
