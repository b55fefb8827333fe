#include "result_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sleepcheck/answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/report.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::json;

/// Whether a value of a result says the same as that of a report, which may say more: of an object further keys, and
/// in place of an id all of what it stands for.
bool agrees(const Json& said, const Json& in_report) {
    if (said.is_string() && in_report.is_object()) return in_report.value("id", Json()) == said;
    if (said.is_array() && in_report.is_array()) {
        if (said.size() != in_report.size()) return false;
        for (std::size_t i = 0; i < said.size(); ++i) {
            if (!agrees(said[i], in_report[i])) return false;
        }
        return true;
    }
    if (said.is_object() && in_report.is_object()) {
        for (const auto& [key, value] : said.items()) {
            if (!in_report.contains(key) || !agrees(value, in_report[key])) return false;
        }
        return true;
    }
    return said == in_report;
}

}  // namespace

std::string disagreement(const Knowledge& knowledge, const std::string& document, const std::string& result) {
    const ReadAnswers answers = read_answers(knowledge.catalogue, document, "document");
    if (!answers.problems.empty()) return "the document is at fault: " + answers.problems.front().what;
    ReportOptions options;
    options.id = answers.id;
    const Json report = Json::parse(to_json(knowledge, assess(knowledge, answers.facts), options));
    const Json line = Json::parse(result);
    std::string differences;
    for (const auto& [key, said] : line.items()) {
        const Json in_report = report.value(key, Json("(nothing)"));
        if (!agrees(said, in_report)) {
            differences += fmt::format("{}: {} in the batch, {} by itself\n", key, said.dump(), in_report.dump());
        }
    }
    return differences;
}

}  // namespace sleepcheck
