#include "more_signs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <vector>

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;

class MoreSigns {
public:
    MoreSigns(const Knowledge& knowledge, std::size_t times) : catalogue_(knowledge.catalogue), times_(times) {
        Judgement judgement;
        judge(knowledge.rules, Facts(catalogue_.entries.size()), judgement);
        for (std::size_t i = 0; i < catalogue_.questions; ++i) {
            const bool always = judgement.holds(knowledge.rules.applies[i]);
            if (always && catalogue_.entries[i].kind == Kind::integer) numbers_.push_back(&catalogue_.entries[i]);
        }
    }

    std::string file_with_more(const std::string& text) {
        Json file = Json::parse(text);
        Json signs = Json::array();
        for (const Json& sign : file["signs"]) {
            signs.push_back(sign);
            for (std::size_t i = 1; i < times_; ++i) signs.push_back(copy(sign, i));
        }
        file["signs"] = std::move(signs);
        for (auto& [name, points] : file["levels"].items()) points = points.get<int>() * static_cast<int>(times_);
        return file.dump();
    }

private:
    Json copy(Json sign, std::size_t number) {
        sign["id"] = fmt::format("{}_{}", sign["id"].get<std::string>(), std::string(number, 'x'));
        shift(sign["when"], static_cast<int>(number));
        // Somebody whose answer to another question is just this number is left out.
        const Question& other = *numbers_[copies_ % numbers_.size()];
        const int value = other.least + static_cast<int>(copies_ / numbers_.size()) % (other.most - other.least + 1);
        ++copies_;
        const Json test{{"fact", other.id}, {"op", "!="}, {"value", value}};
        sign["when"] = Json{{"all", Json::array({std::move(sign["when"]), test})}};
        return sign;
    }

    /// Makes all numbers within a condition larger, as far as the question allows.
    void shift(Json& condition, int by) const {
        if (condition.contains("fact") && condition.contains("value") && condition["value"].is_number_integer()) {
            const auto fact = find_fact(catalogue_, condition["fact"].get<std::string>());
            const Question& question = catalogue_.at(fact.value());
            if (question.kind != Kind::integer) return;
            const int value = condition["value"].get<int>();
            // The last number stays free, so that every comparison can still come out both ways.
            condition["value"] = std::max(value, std::min(value + by, question.most - 1));
            return;
        }
        if (condition.is_structured()) {
            for (Json& part : condition) shift(part, by);
        }
    }

    const Catalogue& catalogue_;
    std::size_t times_;
    std::vector<const Question*> numbers_;  ///< questions about a number that are put to everybody
    std::size_t copies_ = 0;
};

}  // namespace

RuleLayer with_more_signs(RuleLayer layer, const Knowledge& knowledge, std::size_t times) {
    MoreSigns more(knowledge, times);
    for (RuleFile& file : layer.files) {
        const std::string folder = file.name.substr(0, file.name.find('/'));
        if (folder == "patterns" || folder == "causes") file.text = more.file_with_more(file.text);
    }
    return layer;
}

}  // namespace sleepcheck
