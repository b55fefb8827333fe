// A change is made in the JSON as it was read, so that a mutant is what an author's slip would be; then only the loader
// runs again, not the parser. Points are changed in the row instead: there they may go beyond what an author may write,
// which is fine for asking whether anybody looks at them.

#include "sleepcheck/mutation.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <optional>

#include "answer_search.hpp"
#include "knowledge/loader.hpp"
#include "sleepcheck/clock.hpp"

namespace sleepcheck {

namespace {

using json::Value;

/// One change: of a value of the JSON, or of the points of a sign.
struct Change {
    RulePlace place;
    std::string what;
    Value* value = nullptr;        ///< what is changed ...
    std::optional<Value> becomes;  ///< ... and what it becomes
    std::string* key = nullptr;    ///< or a key, which becomes `new_key`
    std::string new_key;
    std::string sign;  ///< or the points of this sign by `by`
    std::int32_t by = 0;
};

/// A number of hours that stands for so many whole minutes.
double hours_of(std::int64_t minutes) {
    const double hours = static_cast<double>(minutes) / minutes_per_hour;
    for (const double near : {hours, std::nextafter(hours, 0.0), std::nextafter(hours, 100.0)}) {
        if (near * minutes_per_hour == static_cast<double>(minutes)) return near;
    }
    return hours;
}

std::string shown(const Value& value) {
    if (value.is(Value::Type::text)) return '"' + value.text + '"';
    if (value.is(Value::Type::integer)) return fmt::format("{}", value.integer);
    return fmt::format("{:.6g}", value.number);
}

/// All changes of a rules folder, file by file.
class Changes {
public:
    Changes(knowledge::Folder& folder, const Catalogue& catalogue) : folder_(folder), catalogue_(catalogue) {}

    std::vector<Change> all() {
        for (auto& file : folder_.files) {
            if (file.name.find("cases/") == 0) continue;
            file_ = &file;
            walk(file.document.root);
        }
        return std::move(changes_);
    }

private:
    static Value* find(Value& object, std::string_view key) {
        for (json::Member& member : object.members) {
            if (member.key == key) return &member.value;
        }
        return nullptr;
    }

    void walk(Value& value) {
        for (Value& item : value.items) walk(item);
        if (value.is(Value::Type::object)) change(value);
        for (json::Member& member : value.members) {
            if (member.key != "examples" && member.key != "options") walk(member.value);
        }
    }

    void change(Value& object) {
        Value* op = find(object, "op");
        Value* fact = find(object, "fact");
        if (fact != nullptr && op != nullptr) change_test(object, *fact, *op);
        if (Value* ends = find(object, "between")) {
            for (Value& end : ends->items) change_time(end, "a bound");
        }
        for (json::Member& member : object.members) {
            if (member.value.items.size() < 2) continue;
            if (member.key == "all") change_key(member, "any");
            if (member.key == "any") change_key(member, "all");
        }
        if (Value* number = find(object, "at_least")) change_count(*number, "at least", parts_of(object));
        if (Value* number = find(object, "need")) change_count(*number, "a need of", size_of(object, "lines"));
        if (Value* number = find(object, "unknown_above")) change_number(*number, "unknown above", 0, 24);
        if (Value* levels = find(object, "levels"); levels != nullptr && find(object, "signs") != nullptr) {
            for (auto& level : levels->members) change_number(level.value, level.key + " from", 1, 1000);
        }
        if (Value* points = find(object, "points")) {
            if (find(object, "patterns") != nullptr || find(object, "causes") != nullptr) {
                change_number(*points, "points", -1000, 1000);
            } else if (find(object, "when") != nullptr) {
                change_points(object, *points);
            }
        }
    }

    static std::int64_t size_of(Value& object, std::string_view key) {
        const Value* list = find(object, key);
        return list == nullptr ? 0 : static_cast<std::int64_t>(list->items.size());
    }

    static std::int64_t parts_of(Value& object) {
        std::int64_t size = 0;
        for (const auto* const key : {"of", "domains", "causes", "patterns"}) size += size_of(object, key);
        return size;
    }

    void change_test(Value& test, Value& fact, Value& op) {
        const auto id = find_fact(catalogue_, fact.text);
        Value* value = find(test, "value");
        if (!id) return;
        const Question& question = catalogue_.at(*id);
        const std::vector<std::pair<std::string, std::string>> opposites{
            {"==", "!="}, {"!=", "=="}, {"known", "unknown"}, {"unknown", "known"}};
        for (const auto& [from, to] : opposites) {
            if (op.text == from) change_text(op, to, from, to);
        }
        if (value == nullptr) return;
        if (value->is(Value::Type::list)) {
            for (Value& item : value->items) change_value(item, question, op.text, value);
        } else {
            change_value(*value, question, op.text, nullptr);
            change_strictness(op, *value, question);
        }
    }

    /// `>=` to `>` is the step of one that the value takes as well; it is tried where no step could be, at the ends.
    void change_strictness(Value& op, const Value& value, const Question& question) {
        const std::vector<std::pair<std::string, std::string>> neighbours{
            {">=", ">"}, {">", ">="}, {"<=", "<"}, {"<", "<="}};
        const bool at_end =
            question.kind == Kind::integer && (value.integer == question.least || value.integer == question.most);
        for (const auto& [from, to] : neighbours) {
            if (at_end && op.text == from) change_text(op, to, from, to);
        }
    }

    void change_value(Value& value, const Question& question, const std::string& op, const Value* list) {
        const std::string before = list == nullptr ? op + ' ' : std::string();
        switch (question.kind) {
            case Kind::integer: change_number(value, op, question.least, question.most); break;
            case Kind::time: change_time(value, op); break;
            case Kind::hours: change_hours(value, op); break;
            case Kind::yes_no:
            case Kind::choice:
            case Kind::multi_choice: change_option(value, question, op, list); break;
        }
    }

    void change_option(Value& value, const Question& question, const std::string& op, const Value* list) {
        const auto option = find_option(question, value.text);
        // Of two options the next is the other one, which "!=" has tried.
        if (!option || (list == nullptr && question.options.size() == 2)) return;
        const auto taken = [&](const std::string& other) {
            if (list == nullptr) return false;
            return std::any_of(list->items.begin(), list->items.end(),
                               [&](const Value& item) { return item.text == other; });
        };
        for (std::size_t i = 1; i < question.options.size(); ++i) {
            const std::string& next = question.options[(*option + i) % question.options.size()].value;
            if (taken(next)) continue;
            return change_text(value, next, fmt::format("{} \"{}\"", op, value.text),
                               fmt::format("{} \"{}\"", op, next));
        }
    }

    void change_hours(Value& value, const std::string& op) {
        const std::int64_t minutes = std::lround(value.number * minutes_per_hour);
        for (const std::int64_t next : {minutes - 1, minutes + 1}) {
            if (next < 0 || next > minutes_per_day) continue;
            Value changed = value;
            changed.type = Value::Type::number;
            changed.number = hours_of(next);
            const std::string what = fmt::format("changing {} {} by a minute, to {}", op, shown(value), shown(changed));
            add(value, what).becomes = changed;
        }
    }

    void change_time(Value& value, const std::string& op) {
        const auto time = clock_time(value.text);
        if (!time) return;
        for (const std::int32_t by : {-1, 1}) {
            const ClockTime next{(time->minutes + by + minutes_per_day) % minutes_per_day};
            Value changed = value;
            changed.text = to_string(next);
            add(value, fmt::format("changing {} {} to {}", op, shown(value), shown(changed))).becomes = changed;
        }
    }

    void change_number(Value& value, const std::string& words, std::int64_t least, std::int64_t most) {
        for (const std::int64_t by : {-1, 1}) {
            if (value.integer + by < least || value.integer + by > most) continue;
            Value changed = value;
            changed.integer += by;
            changed.number += static_cast<double>(by);
            const std::string what =
                fmt::format("changing {} {} to {} {}", words, value.integer, words, changed.integer);
            add(value, what).becomes = changed;
        }
    }

    void change_count(Value& value, const std::string& words, std::int64_t parts) {
        change_number(value, words, 1, std::max<std::int64_t>(parts, 1));
    }

    void change_text(Value& value, const std::string& text, const std::string& from, const std::string& to) {
        Value changed = value;
        changed.text = text;
        add(value, fmt::format("changing {} to {}", from, to)).becomes = changed;
    }

    void change_key(json::Member& member, const std::string& key) {
        Change& change = add(member.value, fmt::format("changing \"{}\" to \"{}\"", member.key, key));
        change.place.offset = member.key_mark.offset;
        change.place.length = member.key_mark.length;
        change.key = &member.key;
        change.new_key = key;
    }

    void change_points(Value& sign, Value& points) {
        for (const std::int32_t by : {-1, 1}) {
            Change& change = add(points, fmt::format("changing {} points to {}", points.integer, points.integer + by));
            change.sign = find(sign, "id")->text;
            change.by = by;
        }
    }

    Change& add(Value& value, std::string what) {
        Change change;
        change.place = {"change",
                        {},
                        {},
                        file_->number,
                        value.mark.offset,
                        value.mark.length,
                        json::pointer_to(file_->document.root, value)};
        change.what = std::move(what);
        change.value = &value;
        changes_.push_back(std::move(change));
        return changes_.back();
    }

    knowledge::Folder& folder_;
    const Catalogue& catalogue_;
    knowledge::ParsedFile* file_ = nullptr;
    std::vector<Change> changes_;
};

/// All that an assessment rests on, in the order of the rules: two rule bases that differ in one condition have the
/// same list of it, step for step.
std::vector<StepId> telling_steps(const Knowledge& knowledge) {
    std::vector<StepId> steps;
    const auto add = [&](const auto& entries) {
        for (const auto& entry : entries) steps.push_back(entry.when);
    };
    add(knowledge.contradictions);
    add(knowledge.flags);
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) {
            add(pattern.signs);
            steps.push_back(pattern.points);
            for (const Level& level : pattern.levels) steps.push_back(level.reached);
        }
    }
    for (const OutcomeLine& line : knowledge.lines) {
        steps.push_back(line.when);
        add(line.missing);
    }
    add(knowledge.leaning);
    add(knowledge.side);
    for (const PlanEntry& entry : knowledge.plan) add(entry.first);
    return steps;
}

/// What of a judgement an assessment would show: a guide for searches, which would be slow if they assessed.
std::vector<std::int32_t> visible(const Knowledge& knowledge, const Judgement& judgement) {
    std::vector<std::int32_t> seen;
    const auto see = [&](const auto& entries) {
        for (const auto& entry : entries) seen.push_back(judgement.holds(entry.when) ? 1 : 0);
    };
    const auto see_first = [&](const auto& entries) {
        const auto holds = [&](const auto& entry) { return judgement.holds(entry.when); };
        const auto first = std::find_if(entries.begin(), entries.end(), holds);
        seen.push_back(static_cast<std::int32_t>(first - entries.begin()));
        return first;
    };
    see(knowledge.flags);
    const auto halts = [&](const Flag& flag) { return flag.halt && judgement.holds(flag.when); };
    if (std::any_of(knowledge.flags.begin(), knowledge.flags.end(), halts)) return seen;
    see(knowledge.contradictions);
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) {
            const std::int32_t points = judgement.number(pattern.points);
            if (patterns == &knowledge.causes && points <= 0) continue;
            see(pattern.signs);
            seen.push_back(points);
            for (const Level& level : pattern.levels) seen.push_back(judgement.holds(level.reached) ? 1 : 0);
        }
    }
    const auto line = see_first(knowledge.lines);
    if (knowledge.outcomes[line->outcome].leans) see_first(knowledge.leaning);
    see_first(knowledge.side);
    if (line->advice) {
        for (const PlanEntry& entry : knowledge.plan) see_first(entry.first);
    }
    for (const MissingItem& item : line->missing) {
        seen.push_back(judgement.holds(item.when) ? 1 : 0);
        if (!item.group || !judgement.holds(item.when)) continue;
        for (const auto& facts : knowledge.groups[*item.group].lines) {
            const StepId applies = knowledge.rules.applies[index_of(facts.front())];
            const auto known = [&](FactId fact) { return judgement.cleared.known(fact); };
            const bool asked = std::none_of(facts.begin(), facts.end(), known) && judgement.truth(applies) != Truth::no;
            seen.push_back(asked ? 1 : 0);
        }
    }
    return seen;
}

/// Tries changes against the cases.
class Mutation {
public:
    Mutation(const Loaded& loaded, const RuleCases& cases, const MutationWishes& wishes)
        : knowledge_(loaded.knowledge), cases_(cases), wishes_(wishes), steps_(telling_steps(loaded.knowledge)) {
        judgements_.resize(cases.cases.size());
        for (std::size_t i = 0; i < cases.cases.size(); ++i) {
            judge(knowledge_.rules, cases.cases[i].facts, judgements_[i]);
            known_.push_back(cases.cases[i].facts);
        }
    }

    void attempt(const Change& change, const Knowledge& mutant) {
        ++result.tried;
        const std::vector<StepId> steps = telling_steps(mutant);
        for (std::size_t i = 0; i < cases_.cases.size(); ++i) {
            judge(mutant.rules, cases_.cases[i].facts, judgement_);
            if (same(judgements_[i], mutant, steps)) continue;
            const bool worked = cases_.cases[i].kind == "case";
            if (worked && visible(mutant, judgement_) == visible(knowledge_, judgements_[i])) continue;
            if (!passes(mutant, cases_.cases[i], judgement_)) return;
        }
        const auto different = [&](const Facts& facts) { return differs(mutant, steps, facts); };
        const AnswerSearch search = search_for(mutant, steps);
        bool told_apart = false;
        const bool all_tried = search.try_all(most_answers, [&](const Facts& facts) {
            told_apart = told_apart || different(facts);
            return told_apart;
        });
        if (all_tried && !told_apart) {
            ++result.without_effect;
            return;
        }
        result.unnoticed.push_back({change.place, change.what, {}});
        if (wishes_.propose) result.unnoticed.back().proof = proof(mutant, search, different);
    }

    MutationResult result;

private:
    static constexpr std::size_t most_answers = 10'000;
    static constexpr std::size_t near_answers = 6'000;

    /// Whether everything an assessment rests on came out as it did with the rules as they are.
    bool same(const Judgement& before, const Knowledge& mutant, const std::vector<StepId>& steps) const {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (before.holds(steps_[i]) != judgement_.holds(steps[i])) return false;
            if (before.number(steps_[i]) != judgement_.number(steps[i])) return false;
        }
        for (std::size_t i = 0; i < knowledge_.rules.applies.size(); ++i) {
            const bool now = judgement_.truth(mutant.rules.applies[i]) == Truth::no;
            if (now != (before.truth(knowledge_.rules.applies[i]) == Truth::no)) return false;
        }
        for (std::size_t i = 0; i < knowledge_.rules.questions; ++i) {
            const FactId fact{static_cast<std::uint16_t>(i)};
            if (before.cleared.known(fact) != judgement_.cleared.known(fact)) return false;
        }
        return true;
    }

    bool differs(const Knowledge& mutant, const std::vector<StepId>& steps, const Facts& facts) {
        judge(knowledge_.rules, facts, before_);
        judge(mutant.rules, facts, judgement_);
        return !same(before_, mutant, steps);
    }

    /// A search among all answers that could tell the mutant from the rules as they are.
    AnswerSearch search_for(const Knowledge& mutant, const std::vector<StepId>& steps) const {
        AnswerSearch search(knowledge_.rules.facts);
        const auto compare = [&](StepId left, StepId right) {
            if (!steps_differ(mutant, left, right)) return;
            search.add(mutant.rules, left);
            search.add(knowledge_.rules, right);
        };
        for (std::size_t i = 0; i < steps.size(); ++i) compare(steps[i], steps_[i]);
        const auto& applies = knowledge_.rules.applies;
        for (std::size_t i = 0; i < applies.size(); ++i) compare(mutant.rules.applies[i], applies[i]);
        return search;
    }

    /// Whether two steps of two rule bases are not built in the same way.
    bool steps_differ(const Knowledge& mutant, StepId left, StepId right) const {
        const Step& one = mutant.rules.steps[index_of(left)];
        const Step& other = knowledge_.rules.steps[index_of(right)];
        const bool alike = one.kind == other.kind && one.table == other.table && one.fact == other.fact &&
                           one.size == other.size && one.low == other.low && one.high == other.high;
        if (!alike) return true;
        if (one.kind == Step::Kind::reaches) return steps_differ(mutant, StepId(one.first), StepId(other.first));
        if (one.kind < Step::Kind::count && one.fact >= knowledge_.rules.questions) {
            return derivations_differ(mutant, one.table, one.fact);
        }
        if (one.kind != Step::Kind::count && one.kind != Step::Kind::tally) return false;
        for (std::uint32_t i = 0; i < one.size; ++i) {
            const Part& part = mutant.rules.parts[one.first + i];
            const Part& same = knowledge_.rules.parts[other.first + i];
            if (part.weight != same.weight || steps_differ(mutant, part.step, same.step)) return true;
        }
        return false;
    }

    bool derivations_differ(const Knowledge& mutant, Table table, std::uint16_t fact) const {
        const auto& all = knowledge_.rules.derivations;
        const std::size_t half = all.size() / 2;
        const std::size_t place = fact - knowledge_.rules.questions + (table == Table::given ? 0 : half);
        const auto& one = mutant.rules.derivations[place].first;
        const auto& other = all[place].first;
        for (std::size_t i = 0; i < one.size(); ++i) {
            if (one[i].unknown_above != other[i].unknown_above) return true;
            if (!one[i].is_hours && steps_differ(mutant, one[i].when, other[i].when)) return true;
        }
        return false;
    }

    /// A worked case on which the change shows in what is expected.
    std::string proof(const Knowledge& mutant, const AnswerSearch& search,
                      const std::function<bool(const Facts&)>& different) {
        const auto telling = [&](const Facts& facts) {
            return different(facts) && visible(knowledge_, before_) != visible(mutant, judgement_);
        };
        // What was proposed for another change may do for this one.
        if (std::any_of(proofs_.begin(), proofs_.end(), telling)) return {};
        const auto found =
            search.near(known_, near_answers, [&](const Facts& facts) { return telling(facts) ? 0 : 1; });
        if (!found) return {};
        const Facts fewer = without_needless_answers(*found, knowledge_.rules.questions, telling);
        known_.push_back(fewer);
        proofs_.push_back(fewer);
        return worked_case_in_json(knowledge_, fewer);
    }

    const Knowledge& knowledge_;
    const RuleCases& cases_;
    const MutationWishes& wishes_;
    std::vector<StepId> steps_;
    std::vector<Judgement> judgements_;
    std::vector<Facts> known_;
    std::vector<Facts> proofs_;
    Judgement judgement_;
    Judgement before_;
};

/// The rules with one more point, or one less, for a sign.
Knowledge with_points(const Knowledge& knowledge, const Change& change) {
    Knowledge mutant = knowledge;
    for (auto* patterns : {&mutant.patterns, &mutant.causes}) {
        for (Pattern& pattern : *patterns) {
            for (std::size_t i = 0; i < pattern.signs.size(); ++i) {
                if (pattern.signs[i].id != change.sign) continue;
                const Step& sum = mutant.rules.steps[index_of(pattern.points)];
                std::int16_t& weight = mutant.rules.parts[sum.first + i].weight;
                weight = static_cast<std::int16_t>(weight + change.by);
            }
        }
    }
    return mutant;
}

/// The rules with a change of their JSON; empty when they do not load then.
std::optional<Knowledge> with_json(const knowledge::Folder& folder, const Change& change) {
    const Value before = *change.value;
    const std::string key = change.key == nullptr ? std::string() : *change.key;
    if (change.becomes) *change.value = *change.becomes;
    if (change.key != nullptr) *change.key = change.new_key;
    Loaded loaded;
    knowledge::Loader(folder, loaded).load();
    *change.value = before;
    if (change.key != nullptr) *change.key = key;
    if (!loaded.problems.empty()) return std::nullopt;
    return std::move(loaded.knowledge);
}

}  // namespace

MutationResult mutate(const std::vector<RuleLayer>& layers, const Loaded& loaded, const RuleCases& cases,
                      const MutationWishes& wishes) {
    Problems problems;
    knowledge::Folder folder = knowledge::merged(layers, problems);
    const std::vector<Change> changes = Changes(folder, loaded.knowledge.catalogue).all();
    Mutation mutation(loaded, cases, wishes);
    for (std::size_t i = 0; i < changes.size(); i += wishes.every) {
        const Change& change = changes[i];
        if (!change.sign.empty()) {
            mutation.attempt(change, with_points(loaded.knowledge, change));
        } else if (const auto mutant = with_json(folder, change)) {
            mutation.attempt(change, *mutant);
        } else {
            ++mutation.result.tried;  // whoever makes this change is told when the rules are loaded
        }
    }
    return std::move(mutation.result);
}

Problems problems_of(const Loaded& loaded, const MutationResult& result) {
    Problems problems;
    for (const UnnoticedChange& change : result.unnoticed) {
        problems.push_back(problem_at(loaded, change.place, change.what + " is noticed by no case"));
    }
    return problems;
}

}  // namespace sleepcheck
