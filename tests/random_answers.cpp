#include "random_answers.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>

using nlohmann::json;

namespace {

#if !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__)
constexpr bool fast = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool fast = false;
#else
constexpr bool fast = true;
#endif
#else
constexpr bool fast = true;
#endif

constexpr int day = 24 * 60;

std::string time_of_day(int minutes) {
    const int within_day = (minutes % day + day) % day;
    return fmt::format("{:02}:{:02}", within_day / 60, within_day % 60);
}

int minutes_of(const std::string& time) {
    return std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3));
}

std::vector<json> examples_of(const json& rule, const char* answer) {
    return rule.contains("examples") ? rule["examples"][answer].get<std::vector<json>>() : std::vector<json>{};
}

}  // namespace

std::uint64_t random_seed() {
    static const std::uint64_t seed = [] {
        const char* const wanted = std::getenv("SLEEPCHECK_SEED");
        const std::uint64_t chosen = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : std::random_device{}();
        std::cout << "random answers: SLEEPCHECK_SEED=" << chosen << " repeats this run\n";
        return chosen;
    }();
    return seed;
}

std::size_t repetitions(std::size_t many) {
    const char* const percent = std::getenv("SLEEPCHECK_PERCENT");
    if (percent != nullptr) many = many * std::strtoull(percent, nullptr, 10) / 100;
    return fast ? many : many / 20;
}

RandomAnswers::RandomAnswers(const slow_twin::RuleFiles& files, const slow_twin::SlowTwin& twin, std::uint64_t seed)
    : twin_(twin), random_(seed) {
    for (const auto& [name, file] : files) {
        for (const json& question : file.value("questions", json::array())) {
            ids_.push_back(question["id"]);
            questions_[question["id"]] = question;
        }
        for (const json& scale : file.value("scales", json::array())) scales_[scale["id"]] = scale["options"];
        for (const json& derived : file.value("derived", json::array())) {
            for (const json& first : derived["first"]) {
                if (!first.contains("hours")) continue;
                const json& hours = first["hours"];
                spans_[derived["id"]] = {hours["from"], hours["to"], {hours.value("unknown_above", 24) * 60}};
            }
        }
    }
    for (const auto& [name, file] : files) {
        read(file);
        read_examples(file);
    }
}

void RandomAnswers::read(const json& rules) {
    if (rules.is_object() && rules.contains("fact")) read_threshold(rules);
    if (!rules.is_structured()) return;
    for (const json& part : rules) read(part);
}

void RandomAnswers::read_threshold(const json& condition) {
    const std::string fact = condition["fact"];
    for (const json& end : condition.value("between", json::array())) thresholds_[fact].push_back(minutes_of(end));
    if (!condition.contains("value") || !condition["value"].is_number()) return;
    if (const auto span = spans_.find(fact); span != spans_.end()) {
        span->second.thresholds.push_back(static_cast<int>(condition["value"].get<double>() * 60));
    } else {
        thresholds_[fact].push_back(condition["value"]);
    }
}

void RandomAnswers::read_examples(const json& file) {
    if (file.contains("signs")) {
        Examples examples;
        for (const json& sign : file["signs"]) {
            signs_.push_back(examples_of(sign, "yes"));
            if (sign["points"] > 0) examples.yes.push_back(examples_of(sign, "yes"));
            if (sign["points"] > 0) examples.no.push_back(examples_of(sign, "no"));
        }
        leanings_.push_back(std::move(examples));
    }
    for (const json& worked : file.value("cases", json::array())) cases_.push_back(worked["answers"]);
    for (const json& entry : file.value("contradictions", json::array())) {
        contradictory_.push_back(examples_of(entry, "yes"));
    }
    for (const json& flag : file.value("flags", json::array())) {
        if (flag.value("halt", false)) not_halting_.push_back(examples_of(flag, "no"));
    }
}

json RandomAnswers::options(const json& question) {
    return question["options"].is_string() ? scales_.at(question["options"]) : question["options"];
}

json RandomAnswers::value(const std::string& id) {
    const json& question = questions_.at(id);
    const std::string kind = question["kind"];
    const std::vector<int>& thresholds = thresholds_[id];
    if (kind == "yes_no") return chance(50) ? "yes" : "no";
    if (kind == "time") {
        if (!thresholds.empty() && chance(50)) {
            return time_of_day(thresholds[number(thresholds.size())] - 1 + static_cast<int>(number(3)));
        }
        return time_of_day(static_cast<int>(number(day)));
    }
    if (kind == "integer") {
        const int least = question["min"];
        const int most = question["max"];
        if (!thresholds.empty() && chance(70)) {
            const int near = thresholds[number(thresholds.size())] - 1 + static_cast<int>(number(3));
            return std::clamp(near, least, most);
        }
        return least + static_cast<int>(number(static_cast<std::size_t>(most - least) + 1));
    }
    const json choices = options(question);
    const json one = choices[number(choices.size())]["value"];
    if (kind == "choice") return one;
    json marked = json::array({one});
    while (one != "none" && chance(40)) {
        const json another = choices[number(choices.size())]["value"];
        if (another != "none" && std::find(marked.begin(), marked.end(), another) == marked.end())
            marked.push_back(another);
    }
    return marked;
}

void RandomAnswers::put_times_near_thresholds(json& answers) {
    for (const auto& [derived, span] : spans_) {
        if (!answers.contains(span.to) || answers[span.to].is_null() || !answers.contains(span.from)) continue;
        const int hours = span.thresholds[number(span.thresholds.size())];
        answers[span.from] = time_of_day(minutes_of(answers[span.to]) - hours - 1 + static_cast<int>(number(3)));
    }
}

void RandomAnswers::merge_one(json& answers, const std::vector<json>& examples) {
    if (!examples.empty()) answers.update(examples[number(examples.size())]);
}

/// Makes the signs of one pattern or cause count, and most of the others not.
void RandomAnswers::lean(json& answers) {
    if (leanings_.empty()) return;
    const std::size_t chosen = number(leanings_.size());
    for (std::size_t i = 0; i < leanings_.size(); ++i) {
        if (i == chosen) continue;
        for (const auto& examples : leanings_[i].no) {
            if (chance(70)) merge_one(answers, examples);
        }
    }
    for (const auto& examples : leanings_[chosen].yes) {
        if (chance(80)) merge_one(answers, examples);
    }
}

/// A worked case with a few answers changed or left out.
json RandomAnswers::near_a_case() {
    json answers = cases_[number(cases_.size())];
    for (const std::string& id : ids_) {
        if (!answers.contains(id) || !chance(10)) continue;
        if (chance(50)) {
            answers[id] = value(id);
        } else {
            answers.erase(id);
        }
    }
    return answers;
}

json RandomAnswers::next() {
    json answers = json::object();
    constexpr unsigned densities[] = {5, 30, 60, 90, 100};
    const unsigned density = densities[number(5)];
    for (const std::string& id : ids_) {
        if (chance(density)) answers[id] = value(id);
    }
    if (!cases_.empty() && chance(20)) answers = near_a_case();
    if (chance(50)) lean(answers);
    if (chance(50)) put_times_near_thresholds(answers);
    for (const auto& examples : contradictory_) {
        if (chance(8)) merge_one(answers, examples);
    }
    if (!signs_.empty() && chance(50)) merge_one(answers, signs_[number(signs_.size())]);
    for (const auto& examples : not_halting_) {
        if (chance(90)) merge_one(answers, examples);
    }
    if (chance(40)) {
        for (const std::string& id : twin_.not_applicable(answers)) answers.erase(id);
    }
    if (chance(25)) {
        const std::string& id = ids_[number(ids_.size())];
        for (auto& [question, answer] : answers.items()) {
            if (question == id || chance(10)) answer = nullptr;
        }
        answers[id] = nullptr;
    }
    return answers;
}
