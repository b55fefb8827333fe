#include "sleepcheck/defects.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "defects/checks.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace defects {

namespace {

std::vector<json::Document> parsed(const std::vector<RuleFile>& files) {
    std::vector<json::Document> documents;
    for (const RuleFile& file : files) documents.push_back(json::parse({file.path, file.text}));
    return documents;
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

std::string json_of(const Question& question, std::int32_t value) {
    if (question.kind == Kind::integer) return written(question, value);
    if (question.kind != Kind::multi_choice) return in_quotes(written(question, value));
    std::string list;
    for (const std::string& option : marked_options(question, value)) {
        list += (list.empty() ? "" : ", ") + in_quotes(option);
    }
    return fmt::format("[{}]", list);
}

/// A question for logs is never put to people: it applies when "always" does not hold. Here it may be answered.
RuleBook with_logs(const Knowledge& knowledge) {
    RuleBook rules = knowledge.rules;
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        if (!knowledge.catalogue.entries[i].from_log) continue;
        const Step& never = rules.steps[index_of(rules.applies[i])];
        rules.applies[i] = rules.parts[never.first].step;
    }
    return rules;
}

}  // namespace

Review::Review(const Loaded& all)
    : loaded(all),
      knowledge(all.knowledge),
      rules(with_logs(knowledge)),
      space(rules),
      documents(parsed(all.sources)) {}

void Review::report(const RulePlace& place, std::string what, std::string cure) {
    problems.push_back(problem_at(loaded, place, std::move(what), std::move(cure)));
}

void Review::report(std::size_t file, const json::Value& value, std::string what, std::string cure) {
    RulePlace place;
    place.file = file;
    place.offset = value.mark.offset;
    place.length = value.mark.length;
    place.pointer = json::pointer_to(documents[file].root, value);
    report(place, std::move(what), std::move(cure));
}

void Review::report_inside(const RulePlace& place, const std::string& pointer, std::string what, std::string cure) {
    const json::Value* value = json::value_at(documents[place.file].root, place.pointer + pointer);
    if (value == nullptr) return report(place, std::move(what), std::move(cure));
    report(place.file, *value, std::move(what), std::move(cure));
}

bool Review::reported_within(const RulePlace& place) const {
    const std::string& file = loaded.sources[place.file].path;
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        const std::string& pointer = problem.place.pointer;
        if (problem.place.file != file || pointer.compare(0, place.pointer.size(), place.pointer) != 0) return false;
        return pointer.size() == place.pointer.size() || pointer[place.pointer.size()] == '/';
    });
}

std::vector<const RulePlace*> Review::places(std::string_view kind) const {
    std::vector<const RulePlace*> result;
    for (const RulePlace& place : loaded.places) {
        if (place.kind == kind) result.push_back(&place);
    }
    return result;
}

const RulePlace* Review::place(std::string_view kind, std::string_view id) const {
    const auto found = std::find_if(loaded.places.begin(), loaded.places.end(),
                                    [&](const RulePlace& entry) { return entry.kind == kind && entry.id == id; });
    return found == loaded.places.end() ? nullptr : &*found;
}

std::string Review::as_json(const Facts& answers) const {
    std::string members;
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (!answers.known(fact)) continue;
        const Question& question = knowledge.catalogue.at(fact);
        members += fmt::format("{}\"{}\": {}", members.empty() ? "" : ", ", question.id,
                               json_of(question, answers.value(fact)));
    }
    return fmt::format("{{{}}}", members);
}

}  // namespace defects

Problems find_defects(const Loaded& loaded) {
    defects::Review review(loaded);
    defects::mark_levels(review);
    defects::check_conditions(review);
    defects::check_signs(review);
    defects::check_levels(review);
    defects::check_first_matches(review);
    defects::check_questions(review);
    defects::check_words(review);
    std::sort(review.problems.begin(), review.problems.end(), [](const Problem& left, const Problem& right) {
        return std::tie(left.place.file, left.place.line, left.place.column, left.what) <
               std::tie(right.place.file, right.place.line, right.place.column, right.what);
    });
    return std::move(review.problems);
}

}  // namespace sleepcheck
