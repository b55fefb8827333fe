#include "sleepcheck/rule_cases.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "knowledge/conditions.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using json::Value;
using knowledge::ObjectReader;
using knowledge::ParsedFile;
using Ids = std::vector<std::string>;

bool holds(const Ids& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

template <typename Entries>
Ids ids_of(const Entries& entries) {
    Ids ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

template <typename Choices>
Ids values_of(const Choices& choices) {
    Ids values;
    for (const auto& choice : choices) values.push_back(choice.value);
    return values;
}

Ids signs_of(const Knowledge& knowledge) {
    Ids ids;
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) {
            for (const Sign& sign : pattern.signs) ids.push_back(sign.id);
        }
    }
    return ids;
}

Ids questions_of(const Knowledge& knowledge) {
    Ids ids = ids_of(knowledge.catalogue.entries);
    ids.resize(knowledge.catalogue.questions);
    return ids;
}

Ids reasons_of(const Knowledge& knowledge) {
    Ids ids;
    for (const OutcomeLine& line : knowledge.lines) ids.push_back(line.reason);
    for (const Flag& flag : knowledge.flags) {
        if (flag.halt) ids.push_back(flag.id);
    }
    return ids;
}

Ids pieces_of(const Knowledge& knowledge) {
    Ids ids;
    for (const PlanEntry& entry : knowledge.plan) {
        for (const PlanPiece& piece : entry.first) ids.push_back(piece.id);
    }
    return ids;
}

Ids foods_of(const Knowledge& knowledge) {
    Ids ids;
    for (const Food& food : knowledge.foods) ids.push_back(food.group);
    return ids;
}

Ids ids_of(const Catalogue& catalogue, const std::vector<FactId>& facts) {
    Ids ids;
    for (const FactId fact : facts) ids.push_back(catalogue.at(fact).id);
    return ids;
}

template <typename Pointers>
Ids ids_behind(const Pointers& pointers) {
    Ids ids;
    for (const auto* pointer : pointers) ids.push_back(pointer->id);
    return ids;
}

/// The score of a pattern or cause; null for a cause without points and after a halt.
const Score* score_of(const Assessment& assessment, const std::string& id) {
    for (const auto* scores : {&assessment.patterns, &assessment.causes}) {
        for (const Score& score : *scores) {
            if (score.pattern->id == id) return &score;
        }
    }
    return nullptr;
}

Ids counted_signs(const Assessment& assessment) {
    Ids ids;
    for (const auto* scores : {&assessment.patterns, &assessment.causes}) {
        for (const Score& score : *scores) {
            for (const CountedSign& counted : score.counted) ids.push_back(counted.sign->id);
        }
    }
    return ids;
}

/// How the wanted ids of a list are compared with those found.
enum class Match { one, exactly, in_order, has, lacks };

/// A key that a worked case may expect something under.
struct Key {
    std::string_view name;
    std::string_view noun;  ///< for messages: `sign "x" is not there`
    Match match = Match::exactly;
    Ids (*known)(const Knowledge&);
    Ids (*found)(const Knowledge&, const Assessment&);
};

Ids found_plan(const Knowledge& /*knowledge*/, const Assessment& assessment) {
    Ids ids;
    for (const GivenPlanPiece& given : assessment.plan) ids.push_back(given.piece->id);
    return ids;
}

Ids found_missing(const Knowledge& knowledge, const Assessment& assessment) {
    return ids_of(knowledge.catalogue, assessment.missing);
}

const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        {"outcome", "outcome", Match::one, [](const Knowledge& knowledge) { return ids_of(knowledge.outcomes); },
         [](const Knowledge&, const Assessment& assessment) { return Ids{assessment.outcome->id}; }},
        {"reason", "reason", Match::one, reasons_of,
         [](const Knowledge&, const Assessment& assessment) { return Ids{assessment.reason}; }},
        {"leaning", "leaning", Match::one, [](const Knowledge& knowledge) { return values_of(knowledge.leaning); },
         [](const Knowledge&, const Assessment& assessment) {
             return Ids{assessment.leaning == nullptr ? std::string() : assessment.leaning->value};
         }},
        {"side", "side", Match::one, [](const Knowledge& knowledge) { return values_of(knowledge.side); },
         [](const Knowledge&, const Assessment& assessment) {
             return Ids{assessment.side == nullptr ? std::string() : assessment.side->value};
         }},
        {"signs", "sign", Match::exactly, signs_of,
         [](const Knowledge&, const Assessment& assessment) { return counted_signs(assessment); }},
        {"flags", "flag", Match::exactly, [](const Knowledge& knowledge) { return ids_of(knowledge.flags); },
         [](const Knowledge&, const Assessment& assessment) { return ids_behind(assessment.flags); }},
        {"contradictions", "contradiction", Match::exactly,
         [](const Knowledge& knowledge) { return ids_of(knowledge.contradictions); },
         [](const Knowledge&, const Assessment& assessment) {
             Ids ids;
             for (const auto& found : assessment.contradictions) ids.push_back(found.contradiction->id);
             return ids;
         }},
        {"missing", "missing fact", Match::exactly, questions_of, found_missing},
        {"missing_has", "missing fact", Match::has, questions_of, found_missing},
        {"not_excluded", "fact not excluded", Match::exactly, questions_of,
         [](const Knowledge& knowledge, const Assessment& assessment) {
             return ids_of(knowledge.catalogue, assessment.not_excluded);
         }},
        {"plan", "piece of the plan", Match::in_order, pieces_of, found_plan},
        {"plan_has", "piece of the plan", Match::has, pieces_of, found_plan},
        {"foods_lack", "food", Match::lacks, foods_of,
         [](const Knowledge&, const Assessment& assessment) {
             Ids ids;
             for (const Food* food : assessment.foods) ids.push_back(food->group);
             return ids;
         }},
    };
    return all;
}

const Key* key_named(std::string_view name) {
    const auto found = std::find_if(keys().begin(), keys().end(), [&](const Key& key) { return key.name == name; });
    return found == keys().end() ? nullptr : &*found;
}

/// Reads cases and examples, strictly: whoever writes a case wants to be told of every slip.
class CaseReader {
public:
    CaseReader(const Loaded& loaded, RuleCases& result)
        : loaded_(loaded), result_(result), conditions_(asked_, row_, result.problems, places_) {
        asked_.catalogue = loaded.knowledge.catalogue;
    }

    void read() {
        for (std::size_t i = 0; i < loaded_.sources.size(); ++i) {
            const RuleFile& source = loaded_.sources[i];
            ParsedFile file{source.name, {source.path, source.text}, {}, i};
            file.document = json::parse(file.source);
            const std::string folder = source.name.substr(0, source.name.find('/') + 1);
            if (folder == "cases/") read_worked_cases(file);
            if (folder == "patterns/" || folder == "causes/") read_examples_of(file, "sign", "signs");
            if (folder == "flags/") read_examples_of(file, "flag", "flags");
            if (source.name == "contradictions.json") read_examples_of(file, "contradiction", "contradictions");
        }
    }

private:
    const Knowledge& knowledge() const { return loaded_.knowledge; }

    void read_worked_cases(const ParsedFile& file) {
        ObjectReader reader(file, file.document.root, result_.problems);
        const std::string id = reader.id();
        if (!id.empty() && "cases/" + id + ".json" != file.name) {
            reader.complain_at("id", fmt::format("the id is \"{}\", but the file is named otherwise", id),
                               "give both the same name");
        }
        constexpr std::int32_t largest_order = 1'000'000;
        reader.optional_number("order", 0, largest_order);
        for (const Value* item : reader.items("cases")) read_worked_case(file, *item);
        reader.finish();
    }

    void read_worked_case(const ParsedFile& file, const Value& item) {
        const std::size_t problems = result_.problems.size();
        ObjectReader reader(file, item, result_.problems);
        RuleCase worked{"case", reader.id(), Facts(0), {}};
        if (holds(taken_, worked.id)) {
            reader.complain_at("id", fmt::format("there is another case \"{}\"", worked.id),
                               "an id names one thing only");
        }
        taken_.push_back(worked.id);
        reader.text("title");
        reader.text("why");
        worked.facts = read_answers(file, reader.value("answers"), reader);
        if (const Value* expect = reader.value("expect")) {
            read_expectations(file, *expect, worked.expectations);
        } else {
            reader.complain("\"expect\" is missing", "say what must come of these answers");
        }
        reader.finish();
        if (result_.problems.size() != problems) return;
        ++result_.worked;
        result_.cases.push_back(std::move(worked));
    }

    void read_examples_of(const ParsedFile& file, const std::string& kind, std::string_view key) {
        const Value* list = file.document.root.find(key);
        if (list == nullptr) return;
        for (const Value& rule : list->items) {
            const Value* id = rule.find("id");
            const Value* examples = rule.find("examples");
            if (id == nullptr || examples == nullptr) continue;
            for (const std::string_view answer : {"yes", "no"}) {
                const Value* sets = examples->find(answer);
                if (sets == nullptr) continue;
                for (const Value& set : sets->items) read_example(file, set, {kind, id->text}, answer);
            }
        }
    }

    void read_example(const ParsedFile& file, const Value& set, const std::pair<std::string, std::string>& rule,
                      std::string_view answer) {
        const std::size_t problems = result_.problems.size();
        ObjectReader reader(file, set, result_.problems);
        RuleCase example{rule.first, rule.second, read_answers(file, &set, reader), {}};
        if (result_.problems.size() != problems) return;
        example.expectations.push_back({std::string(answer), {}, {rule.second}, place_of(file, set)});
        ++result_.examples;
        result_.cases.push_back(std::move(example));
    }

    static RulePlace place_of(const ParsedFile& file, const Value& value) {
        return {"expectation",
                {},
                {},
                file.number,
                value.mark.offset,
                value.mark.length,
                json::pointer_to(file.document.root, value)};
    }

    void complain(const ParsedFile& file, const Value& value, std::string what, std::string cure = {}) {
        knowledge::report(file, value, result_.problems, std::move(what), std::move(cure));
    }

    Facts read_answers(const ParsedFile& file, const Value* answers, ObjectReader& reader) {
        Facts facts(knowledge().catalogue.entries.size());
        if (answers == nullptr || !answers->is(Value::Type::object)) {
            if (answers == nullptr)
                reader.complain("\"answers\" are missing");
            else if (answers != &reader.whole())
                complain(file, *answers, "\"answers\" are to be an object");
            return facts;
        }
        for (const json::Member& member : answers->members) {
            const auto fact = conditions_.question(file, member.value, member.key);
            if (!fact) continue;
            if (member.value.is(Value::Type::null)) {
                facts.decline(*fact);
            } else if (const auto value = value_of(file, member.value, knowledge().catalogue.at(*fact))) {
                facts.learn(*fact, *value);
            }
        }
        return facts;
    }

    std::optional<std::int32_t> value_of(const ParsedFile& file, const Value& value, const Question& question) {
        if (question.kind != Kind::multi_choice) return conditions_.value_of(file, value, question);
        if (!value.is(Value::Type::list) || value.items.empty()) {
            complain(file, value, fmt::format("\"{}\" takes a list of options", question.id),
                     "it is " + expected_answer(question));
            return std::nullopt;
        }
        std::uint32_t marked = 0;
        for (const Value& item : value.items) {
            const auto option = conditions_.value_of(file, item, question);
            if (!option) return std::nullopt;
            marked |= 1U << static_cast<std::uint32_t>(*option);
        }
        const auto none = find_option(question, none_of_these);
        if (none && (marked >> *none & 1U) != 0 && value.items.size() > 1) {
            complain(file, value, "\"none\" stands beside other options", "it means that nothing else holds");
            return std::nullopt;
        }
        return static_cast<std::int32_t>(marked);
    }

    void read_expectations(const ParsedFile& file, const Value& expect, std::vector<Expectation>& expectations) {
        ObjectReader reader(file, expect, result_.problems);
        if (expect.is(Value::Type::object) && expect.members.empty())
            complain(file, expect, "this case expects nothing");
        for (const Key& key : keys()) {
            const Value* value = reader.value(key.name);
            if (value != nullptr) read_expectation(file, *value, key, expectations);
        }
        read_scores(file, reader, "levels", expectations);
        read_scores(file, reader, "causes", expectations);
        read_scores(file, reader, "points", expectations);
        reader.finish();
    }

    /// An id among those there are; reports any other.
    bool is_known(const ParsedFile& file, const Value& value, std::string_view noun, const Ids& known) {
        if (value.is(Value::Type::text) && holds(known, value.text)) return true;
        if (!value.is(Value::Type::text)) {
            complain(file, value, fmt::format("expected the id of a {}, got {}", noun, json::name_of(value.type)));
        } else {
            complain(file, value, fmt::format("unknown {} \"{}\"", noun, printable(value.text)),
                     knowledge::suggestion(value.text, known));
        }
        return false;
    }

    void read_expectation(const ParsedFile& file, const Value& value, const Key& key,
                          std::vector<Expectation>& expectations) {
        Expectation expectation{std::string(key.name), {}, {}, place_of(file, value)};
        if (key.match == Match::one) {
            const bool absent = value.is(Value::Type::null) || (value.is(Value::Type::text) && value.text.empty());
            if (!absent && !is_known(file, value, key.noun, key.known(knowledge()))) return;
            expectation.wanted = {absent ? std::string() : value.text};
        } else if (!value.is(Value::Type::list)) {
            return complain(file, value,
                            fmt::format("\"{}\" is to be a list, not {}", key.name, json::name_of(value.type)));
        }
        for (const Value& item : value.items) {
            if (is_known(file, item, key.noun, key.known(knowledge()))) expectation.wanted.push_back(item.text);
        }
        expectations.push_back(std::move(expectation));
    }

    void read_scores(const ParsedFile& file, ObjectReader& reader, const std::string& key,
                     std::vector<Expectation>& expectations) {
        const Value* scores = reader.value(key);
        if (scores == nullptr) return;
        if (!scores->is(Value::Type::object)) {
            return complain(file, *scores, fmt::format("\"{}\" is to be an object", key),
                            "name patterns or causes in it, each with what it must come to");
        }
        for (const json::Member& member : scores->members) {
            const Pattern* pattern = scored(file, member, key);
            if (pattern == nullptr) continue;
            Expectation expectation{key, pattern->id, {}, place_of(file, member.value)};
            if (key == "points") {
                if (!member.value.is(Value::Type::integer)) {
                    complain(file, member.value, "points are a whole number");
                    continue;
                }
                expectation.wanted = {fmt::format("{}", member.value.integer)};
            } else {
                Ids levels = ids_of(pattern->levels);
                levels.insert(levels.begin(), "none");
                if (!is_known(file, member.value, "level", levels)) continue;
                expectation.wanted = {member.value.text};
            }
            expectations.push_back(std::move(expectation));
        }
    }

    /// The pattern or cause that a member speaks of; reports an unknown one.
    const Pattern* scored(const ParsedFile& file, const json::Member& member, const std::string& key) {
        Ids known;
        for (const auto* patterns : {&knowledge().patterns, &knowledge().causes}) {
            if (key == (patterns == &knowledge().patterns ? "causes" : "levels")) continue;
            for (const Pattern& pattern : *patterns) {
                if (pattern.id == member.key) return &pattern;
                known.push_back(pattern.id);
            }
        }
        complain(file, member.value, fmt::format("unknown id \"{}\" in \"{}\"", printable(member.key), key),
                 knowledge::suggestion(member.key, known));
        return nullptr;
    }

    const Loaded& loaded_;
    RuleCases& result_;
    Knowledge asked_;  ///< only the catalogue, which the readers of ids and values ask
    RowBuilder row_{0, 0};
    std::vector<RulePlace> places_;
    knowledge::ConditionReader conditions_;
    Ids taken_;
};

/// The condition of the sign, flag or contradiction that an example belongs to.
StepId condition_of(const Knowledge& knowledge, const RuleCase& example) {
    const auto with_id = [&](const auto& rule) { return rule.id == example.id; };
    if (example.kind == "flag") {
        return std::find_if(knowledge.flags.begin(), knowledge.flags.end(), with_id)->when;
    }
    if (example.kind == "contradiction") {
        return std::find_if(knowledge.contradictions.begin(), knowledge.contradictions.end(), with_id)->when;
    }
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) {
            const auto sign = std::find_if(pattern.signs.begin(), pattern.signs.end(), with_id);
            if (sign != pattern.signs.end()) return sign->when;
        }
    }
    return {};
}

/// One difference between what is expected and what came out: the place in the list it is about, if any, and words.
struct Difference {
    std::optional<std::size_t> item;
    std::string what;
};

std::string quoted_or_none(const std::string& word) {
    return word.empty() ? std::string("none") : fmt::format("\"{}\"", word);
}

std::vector<Difference> score_differences(const Expectation& expectation, const Assessment& assessment) {
    const Score* score = score_of(assessment, expectation.of);
    const std::string& wanted = expectation.wanted.front();
    if (expectation.key == "points") {
        const std::string found = fmt::format("{}", score == nullptr ? 0 : score->points);
        if (found == wanted) return {};
        return {{{}, fmt::format("this case expects {} points of \"{}\", got {}", wanted, expectation.of, found)}};
    }
    const std::string found(score == nullptr ? std::string_view("none") : level_name(*score));
    if (found == wanted) return {};
    return {{{}, fmt::format("this case expects level \"{}\" of \"{}\", got \"{}\"", wanted, expectation.of, found)}};
}

std::vector<Difference> list_differences(const Key& key, const Ids& wanted, const Ids& found) {
    std::vector<Difference> differences;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const bool there = holds(found, wanted[i]);
        if (key.match == Match::lacks && there) {
            differences.push_back({i, fmt::format("this case expects no {} \"{}\", got it", key.noun, wanted[i])});
        } else if (key.match != Match::lacks && !there) {
            differences.push_back({i, fmt::format("this case expects {} \"{}\", did not get it", key.noun, wanted[i])});
        }
    }
    if (key.match == Match::lacks || key.match == Match::has) return differences;
    for (const std::string& id : found) {
        if (holds(wanted, id)) continue;
        differences.push_back({{}, fmt::format("this case expects no {} \"{}\", got it", key.noun, id)});
    }
    if (differences.empty() && key.match == Match::in_order && wanted != found) {
        differences.push_back({{}, "this case expects another order, got " + listed(found)});
    }
    return differences;
}

std::vector<Difference> differences(const Knowledge& knowledge, const Assessment& assessment,
                                    const Expectation& expectation) {
    if (!expectation.of.empty()) return score_differences(expectation, assessment);
    const Key& key = *key_named(expectation.key);
    const Ids found = key.found(knowledge, assessment);
    if (key.match != Match::one) return list_differences(key, expectation.wanted, found);
    if (found == expectation.wanted) return {};
    return {{{},
             fmt::format("this case expects {} {}, got {}", key.noun, quoted_or_none(expectation.wanted.front()),
                         quoted_or_none(found.front()))}};
}

std::string what_failed(const RuleCase& example) {
    const bool sign = example.kind == "sign";
    const bool yes = example.expectations.front().key == "yes";
    return fmt::format("on this example {} \"{}\" is {}to {}, but {}{}", example.kind, example.id, yes ? "" : "not ",
                       sign                     ? "count"
                       : example.kind == "flag" ? "be raised"
                                                : "be found",
                       sign ? "does" : "is", yes ? " not" : "");
}

bool example_passes(const Knowledge& knowledge, const RuleCase& example, const Judgement& judgement) {
    return judgement.holds(condition_of(knowledge, example)) == (example.expectations.front().key == "yes");
}

/// The place of an item of a list; the place of the list when it cannot be told apart.
RulePlace place_of_item(const Loaded& loaded, RulePlace place, const std::string& id) {
    const std::string& text = loaded.sources[place.file].text;
    const auto at = text.find('"' + id + '"', place.offset);
    if (at == std::string::npos || at >= place.offset + place.length) return place;
    place.offset = at;
    place.length = id.size() + 2;
    return place;
}

void run_worked_case(const Loaded& loaded, const RuleCase& worked, Problems& problems) {
    const Assessment assessment = assess(loaded.knowledge, worked.facts);
    for (const Expectation& expectation : worked.expectations) {
        for (const Difference& difference : differences(loaded.knowledge, assessment, expectation)) {
            const RulePlace place = difference.item
                                        ? place_of_item(loaded, expectation.place, expectation.wanted[*difference.item])
                                        : expectation.place;
            problems.push_back(problem_at(loaded, place, difference.what));
        }
    }
}

nlohmann::ordered_json answer_in_json(const Question& question, std::int32_t value) {
    if (question.kind == Kind::integer) return value;
    if (question.kind == Kind::multi_choice) return marked_options(question, value);
    return written(question, value);
}

/// JSON on one line, with the spaces of our files.
std::string on_one_line(const nlohmann::ordered_json& value) {
    if (!value.is_structured()) return value.dump();
    std::string text = value.is_object() ? "{" : "[";
    for (auto item = value.begin(); item != value.end(); ++item) {
        if (item != value.begin()) text += ", ";
        if (value.is_object()) text += nlohmann::ordered_json(item.key()).dump() + ": ";
        text += on_one_line(*item);
    }
    return text + (value.is_object() ? "}" : "]");
}

/// What came out, as the `expect` of a worked case.
nlohmann::ordered_json expectations_of(const Knowledge& knowledge, const Assessment& assessment) {
    nlohmann::ordered_json expect = nlohmann::ordered_json::object();
    for (const Key& key : keys()) {
        if (key.match == Match::has || key.match == Match::lacks) continue;
        const Ids found = key.found(knowledge, assessment);
        if (key.match != Match::one) {
            expect[std::string(key.name)] = found;
        } else if (!found.front().empty()) {
            expect[std::string(key.name)] = found.front();
        }
    }
    for (const auto* scores : {&assessment.patterns, &assessment.causes}) {
        for (const Score& score : *scores) {
            const auto* const key = scores == &assessment.patterns ? "levels" : "causes";
            expect[key][score.pattern->id] = level_name(score);
            expect["points"][score.pattern->id] = score.points;
        }
    }
    return expect;
}

}  // namespace

RuleCases read_cases(const Loaded& loaded) {
    RuleCases result;
    CaseReader(loaded, result).read();
    return result;
}

Problems run_cases(const Loaded& loaded, const RuleCases& cases) {
    Problems problems;
    Judgement judgement;
    for (const RuleCase& rule_case : cases.cases) {
        if (rule_case.kind == "case") {
            run_worked_case(loaded, rule_case, problems);
            continue;
        }
        judge(loaded.knowledge.rules, rule_case.facts, judgement);
        if (example_passes(loaded.knowledge, rule_case, judgement)) continue;
        problems.push_back(problem_at(loaded, rule_case.expectations.front().place, what_failed(rule_case)));
    }
    return problems;
}

bool passes(const Knowledge& knowledge, const RuleCase& rule_case, const Judgement& judgement) {
    if (rule_case.kind != "case") return example_passes(knowledge, rule_case, judgement);
    const Assessment assessment = assess(knowledge, rule_case.facts);
    const auto met = [&](const Expectation& expectation) {
        return differences(knowledge, assessment, expectation).empty();
    };
    return std::all_of(rule_case.expectations.begin(), rule_case.expectations.end(), met);
}

std::string answers_in_json(const Catalogue& catalogue, const Facts& facts) {
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (facts.declined(fact)) answers[catalogue.at(fact).id] = nullptr;
        if (facts.known(fact)) answers[catalogue.at(fact).id] = answer_in_json(catalogue.at(fact), facts.value(fact));
    }
    return on_one_line(answers);
}

std::string worked_case_in_json(const Knowledge& knowledge, const Facts& facts) {
    const Assessment assessment = assess(knowledge, facts);
    std::string text = "{\n  \"id\": \"to_be_reviewed\", \"title\": \"To be reviewed\",\n";
    text += "  \"why\": \"Written by the program: is this what should come out?\",\n";
    text += fmt::format("  \"answers\": {},\n", answers_in_json(knowledge.catalogue, facts));
    return text + fmt::format("  \"expect\": {}\n}}", on_one_line(expectations_of(knowledge, assessment)));
}

}  // namespace sleepcheck
