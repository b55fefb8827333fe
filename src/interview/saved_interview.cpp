// A saved interview as JSON. What is wrong with one is said in general words only: it holds private answers.

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "answers_json.hpp"
#include "json.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/interview.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using json::Value;
using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view interview_format = "sleepcheck-interview/1";

std::optional<Depth> depth_named(std::string_view word) {
    for (const Depth depth : {Depth::quick, Depth::usual, Depth::full}) {
        if (word_for(depth) == word) return depth;
    }
    return std::nullopt;
}

class InterviewReader {
public:
    InterviewReader(const Knowledge& knowledge, std::string_view text, const std::string& file)
        : knowledge_(knowledge), source_{file, std::string(text)} {}

    ReadInterview read() && {
        const json::Document document = json::parse(source_);
        if (!document.problems.empty()) {
            complain("is damaged");
        } else {
            read_root(document.root);
        }
        return std::move(result_);
    }

private:
    void complain(std::string what) {
        result_.problems.push_back(Problem{{source_.file, 0, 0, {}}, std::move(what), {}, {}, 1});
    }

    /// The text of a member; empty when it is missing or no text.
    static std::string text_of(const Value& root, std::string_view key) {
        const Value* value = root.find(key);
        return value != nullptr && value->is(Value::Type::text) ? value->text : std::string();
    }

    void read_root(const Value& root) {
        if (text_of(root, "format") != interview_format) return complain("is no saved interview of this program");
        if (text_of(root, "rules") != knowledge_.name) {
            return complain(fmt::format("belongs to other rules (\"{}\")", brief(text_of(root, "rules"))));
        }
        const auto depth = depth_named(text_of(root, "depth"));
        const Value* asked = root.find("asked");
        const Value* answers = root.find("answers");
        const bool sound = depth && asked != nullptr && asked->is(Value::Type::list) && answers != nullptr &&
                           answers->is(Value::Type::object) && !answers->find("answers") && !answers->find("format");
        if (!sound) return complain("is damaged");
        result_.state.depth = *depth;
        read_facts(*answers);
        read_path(*asked);
    }

    void read_facts(const Value& answers) {
        const std::string text = source_.text.substr(answers.mark.offset, answers.mark.length);
        ReadAnswers read = read_answers(knowledge_.catalogue, text, source_.file);
        if (!read.problems.empty()) return complain("holds answers that these rules do not know");
        result_.state.facts = std::move(read.facts);
    }

    void read_path(const Value& asked) {
        for (const Value& item : asked.items) {
            const auto fact = item.is(Value::Type::text) ? find_fact(knowledge_.catalogue, item.text) : std::nullopt;
            if (!fact || knowledge_.catalogue.at(*fact).derived)
                return complain("holds questions that these rules do not know");
            auto& path = result_.state.path;
            const bool twice = std::find(path.begin(), path.end(), *fact) != path.end();
            if (!twice && !knowledge_.catalogue.at(*fact).never_stored) path.push_back(*fact);
        }
    }

    const Knowledge& knowledge_;
    json::Source source_;
    ReadInterview result_;
};

}  // namespace

std::string to_json(const Knowledge& knowledge, const InterviewState& state) {
    OrderedJson asked = OrderedJson::array();
    for (const FactId fact : state.path) {
        if (!knowledge.catalogue.at(fact).never_stored) asked.push_back(knowledge.catalogue.at(fact).id);
    }
    const OrderedJson document{{"format", interview_format},
                               {"rules", knowledge.name},
                               {"depth", word_for(state.depth)},
                               {"asked", std::move(asked)},
                               {"answers", answers_json(knowledge.catalogue, state.facts)}};
    return document.dump(2) + "\n";
}

ReadInterview read_interview(const Knowledge& knowledge, std::string_view text, const std::string& file) {
    return InterviewReader(knowledge, text, file).read();
}

}  // namespace sleepcheck
