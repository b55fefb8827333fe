// The report for scripts: the assessment, key by key. Nothing is worked out here.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "answers_json.hpp"
#include "report_json.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;

class JsonReport {
public:
    JsonReport(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options)
        : knowledge_(knowledge), assessment_(assessment), options_(options) {}

    [[nodiscard]] Json report() const {
        Json result;
        result["format"] = "sleepcheck-report/1";
        result["tool"] = {{"name", "sleepcheck"}, {"version", SLEEPCHECK_VERSION}};
        result["rules"] = {{"name", knowledge_.name}, {"version", knowledge_.version}, {"layers", knowledge_.layers}};
        result["outcome"] = assessment_.outcome->id;
        result["reason"] = text_or_null(assessment_.reason);
        result["leaning"] = assessment_.leaning == nullptr ? Json(nullptr) : Json(assessment_.leaning->value);
        result["certainty"] = settled(assessment_) ? "settled" : "provisional";
        result["possible_outcomes"] = Json::array();
        for (const Outcome* outcome : assessment_.possible_outcomes) result["possible_outcomes"].push_back(outcome->id);
        result["side"] = assessment_.side == nullptr ? Json(nullptr) : Json(assessment_.side->value);
        result["patterns"] = Json::array();
        for (const Score& score : assessment_.patterns) result["patterns"].push_back(pattern(score));
        result["causes"] = Json::array();
        for (const Score& score : assessment_.causes) result["causes"].push_back(cause(score));
        if (options_.explain) {
            result["causes_without_points"] = Json::array();
            for (const Score& score : assessment_.causes_without_points) {
                result["causes_without_points"].push_back(cause(score));
            }
        }
        result["flags"] = flags();
        result["contradictions"] = contradictions();
        result["missing"] = ids(assessment_.missing);
        result["not_excluded"] = ids(assessment_.not_excluded);
        result["could_matter"] = ids(assessment_.could_matter);
        result["plan"] = plan();
        result["foods"] = foods();
        result["answers"] = answers();
        result["log"] = log();
        result["disclaimer"] = std::string(word(knowledge_, "disclaimer"));
        return result;
    }

private:
    static Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

    [[nodiscard]] Json ids(const std::vector<FactId>& facts) const {
        Json result = Json::array();
        for (const FactId fact : facts) result.push_back(knowledge_.catalogue.at(fact).id);
        return result;
    }

    [[nodiscard]] bool hidden(const Question& question) const { return question.is_private && !options_.show_private; }

    /// The answers by fact, with null for one that was not given.
    [[nodiscard]] Json facts(const std::vector<FactId>& facts) const {
        Json result = Json::object();
        for (const FactId fact : facts) {
            const Question& question = knowledge_.catalogue.at(fact);
            if (hidden(question)) {
                result[question.id] = {{"private", true}};
            } else if (assessment_.given.known(fact)) {
                result[question.id] = value_json(question, assessment_.given.value(fact));
            } else {
                result[question.id] = nullptr;
            }
        }
        return result;
    }

    [[nodiscard]] Json signs(const Score& score) const {
        Json result = Json::array();
        for (const CountedSign& counted : score.counted) {
            const Sign& sign = *counted.sign;
            result.push_back({{"id", sign.id},
                              {"points", sign.points},
                              {"says", counted.says},
                              {"facts", facts(counted.facts)},
                              {"claims", sign.claims},
                              {"grade", sign.grade}});
        }
        return result;
    }

    [[nodiscard]] Json not_counted(const Score& score) const {
        Json result = Json::array();
        for (const UncountedSign& uncounted : score.uncounted) {
            result.push_back({{"id", uncounted.sign->id},
                              {"points", uncounted.sign->points},
                              {"truth", uncounted.truth == Truth::no ? "no" : "unknown"},
                              {"facts", facts(uncounted.facts)}});
        }
        return result;
    }

    void add_signs(Json& result, const Score& score) const {
        result["signs"] = signs(score);
        if (options_.explain) result["not_counted"] = not_counted(score);
    }

    static Json scored(const Score& score) {
        return {{"id", score.pattern->id},
                {"level", level_name(score)},
                {"points", score.points},
                {"points_range", {score.points_range.least, score.points_range.most}},
                {"level_range", {level_name(score, score.least_level), level_name(score, score.most_level)}}};
    }

    [[nodiscard]] Json pattern(const Score& score) const {
        Json result = scored(score);
        result["evidence"] = score.pattern->evidence;
        result["domains"] = score.domains;
        result["limits"] = score.limits;
        add_signs(result, score);
        return result;
    }

    [[nodiscard]] Json cause(const Score& score) const {
        Json result = scored(score);
        add_signs(result, score);
        return result;
    }

    [[nodiscard]] Json flags() const {
        Json result = Json::array();
        for (const Flag* flag : assessment_.flags) {
            result.push_back({{"id", flag->id},
                              {"urgency", word_for(flag->urgency)},
                              {"title", flag->title},
                              {"action", flag->action}});
        }
        return result;
    }

    [[nodiscard]] Json contradictions() const {
        Json result = Json::array();
        for (const auto& found : assessment_.contradictions) {
            result.push_back(
                {{"id", found.contradiction->id}, {"says", found.contradiction->says}, {"facts", ids(found.facts)}});
        }
        return result;
    }

    [[nodiscard]] Json plan() const {
        Json result = Json::array();
        for (const auto& given : assessment_.plan) {
            result.push_back({{"week", given.week},
                              {"id", given.piece->id},
                              {"title", given.piece->title},
                              {"text", given.piece->text}});
        }
        return result;
    }

    [[nodiscard]] Json foods() const {
        Json result = Json::array();
        for (const Food* food : assessment_.foods) {
            result.push_back({{"group", food->group}, {"examples", food->examples}});
        }
        return result;
    }

    /// What the log says about the fact; null when it says nothing, or from too few nights.
    [[nodiscard]] const LoggedFact* used_from_log(FactId fact) const {
        if (!assessment_.log) return nullptr;
        const auto& facts = assessment_.log->facts;
        const auto found = std::find_if(facts.begin(), facts.end(),
                                        [&](const LoggedFact& logged) { return logged.fact == fact && logged.used; });
        return found == facts.end() ? nullptr : &*found;
    }

    [[nodiscard]] Json log() const {
        if (!assessment_.log) return nullptr;
        const LogAnswers& log = *assessment_.log;
        Json result{{"nights", log.nights},
                    {"first", log.first ? Json(to_string(*log.first)) : Json()},
                    {"last", log.last ? Json(to_string(*log.last)) : Json()},
                    {"modality", log.sensed ? "sensed" : "self-reported"},
                    {"least_nights", log.least_nights},
                    {"facts", Json::object()},
                    {"warnings", Json::array()}};
        for (const Problem& warning : log.warnings) {
            result["warnings"].push_back(
                {{"line", warning.place.line}, {"column", warning.place.column}, {"what", warning.what}});
        }
        for (const LoggedFact& fact : log.facts) {
            const Question& question = knowledge_.catalogue.at(fact.fact);
            const auto shown = [&](const std::optional<std::int32_t>& value) {
                return value ? value_json(question, *value) : Json();
            };
            Json entry = Json::object();
            if (hidden(question)) {
                entry["private"] = true;
            } else {
                entry["value"] = shown(fact.value);
                entry["answered"] = shown(fact.answered);
            }
            entry["nights"] = fact.nights;
            entry["used"] = fact.used;
            entry["from_few_nights"] = fact.used && fact.from_few;
            entry["differs"] = fact.differs;
            result["facts"][question.id] = std::move(entry);
        }
        return result;
    }

    [[nodiscard]] Json answers() const {
        Json result = Json::object();
        for (std::size_t i = 0; i < knowledge_.catalogue.questions; ++i) {
            const FactId fact{static_cast<std::uint16_t>(i)};
            const Question& question = knowledge_.catalogue.at(fact);
            if (assessment_.given.state(fact) == Facts::State::not_given) continue;
            Json answer = Json::object();
            if (hidden(question)) {
                answer["private"] = true;
            } else if (assessment_.given.known(fact)) {
                answer["value"] = value_json(question, assessment_.given.value(fact));
            } else {
                answer["value"] = nullptr;
            }
            const LoggedFact* logged = used_from_log(fact);
            answer["from"] = logged == nullptr ? "questionnaire" : "log";
            if (logged != nullptr) answer["nights"] = logged->nights;
            result[question.id] = std::move(answer);
        }
        return result;
    }

    const Knowledge& knowledge_;
    const Assessment& assessment_;
    const ReportOptions& options_;
};

}  // namespace

Json report_json(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options) {
    return JsonReport(knowledge, assessment, options).report();
}

namespace {

/// The id goes in as it was written, digit by digit.
std::string written(const Json& report, const std::string& id, int indent) {
    std::string text = report.dump(indent, ' ', false, Json::error_handler_t::replace);
    if (!id.empty()) text.insert(1, indent < 0 ? "\"id\":" + id + "," : "\n  \"id\": " + id + ",");
    return text;
}

}  // namespace

std::string to_json(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options) {
    return written(report_json(knowledge, assessment, options), options.id, 2) + "\n";
}

std::string to_json_line(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options) {
    return written(report_json(knowledge, assessment, options), options.id, -1);
}

}  // namespace sleepcheck
