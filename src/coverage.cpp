// Each condition is rebuilt as a tree from the places where its parts are written; the step of a part gives its truth,
// the step of a whole gives weights and threshold. A part decides when the tree comes out differently with this part
// alone turned round.

#include "sleepcheck/coverage.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>

#include "answer_search.hpp"
#include "json.hpp"

namespace sleepcheck {

namespace {

/// More answers than this are not tried one by one.
constexpr std::size_t most_answers = 100'000;
constexpr std::size_t near_answers = 30'000;

struct Node {
    StepId step{};
    RulePlace place;
    std::vector<Node> parts;
};

/// A whole condition and the entry it belongs to.
struct Condition {
    RulePlace rule;
    Node root;
};

bool is_within(const RulePlace& part, const RulePlace& whole) {
    const auto size = whole.pointer.size();
    return part.file == whole.file && part.pointer.size() > size && part.pointer[size] == '/' &&
           part.pointer.compare(0, size, whole.pointer) == 0;
}

/// Rebuilds the conditions of all rules.
class Conditions {
public:
    explicit Conditions(const Loaded& loaded) : loaded_(loaded), rules_(loaded.knowledge.rules) {}

    /// Parts are noted before their whole, conditions before the entry they belong to.
    std::vector<Condition> all() {
        std::vector<Condition> conditions;
        for (const RulePlace& place : loaded_.places) {
            std::vector<Node> inner = taken(place);
            if (place.kind == "condition") {
                open_.push_back({place.step, place, std::move(inner)});
                continue;
            }
            for (Node& root : inner) conditions.push_back({place, std::move(root)});
            if (place.kind == "group") conditions.push_back({place, group(place)});
            if (place.kind == "cap") add_unknown(place, conditions);
        }
        return conditions;
    }

private:
    /// The open conditions within this place, which are then no longer open.
    std::vector<Node> taken(const RulePlace& place) {
        const auto first =
            std::find_if(open_.begin(), open_.end(), [&](const Node& node) { return is_within(node.place, place); });
        std::vector<Node> inner(std::make_move_iterator(first), std::make_move_iterator(open_.end()));
        open_.erase(first, open_.end());
        return inner;
    }

    const json::Value& written(const RulePlace& place) {
        if (document_of_ != place.file || !document_) {
            const RuleFile& file = loaded_.sources[place.file];
            document_ = json::parse({file.path, file.text});
            document_of_ = place.file;
        }
        return *json::value_at(document_->root, place.pointer);
    }

    /// Of a value in the document that was read last.
    [[nodiscard]] RulePlace place_of(const RulePlace& rule, const json::Value& value) const {
        return {"condition",
                {},
                {},
                rule.file,
                value.mark.offset,
                value.mark.length,
                json::pointer_to(document_->root, value)};
    }

    [[nodiscard]] StepId part(StepId whole, std::size_t number) const {
        return rules_.parts[rules_.steps[index_of(whole)].first + number].step;
    }

    /// A list of facts of which one is to be known; a list of one is no count.
    [[nodiscard]] Node any_known(const RulePlace& rule, StepId step, const json::Value& facts) const {
        Node node{step, place_of(rule, facts), {}};
        for (std::size_t i = 0; i < facts.items.size(); ++i) {
            node.parts.push_back({facts.items.size() == 1 ? step : part(step, i), place_of(rule, facts.items[i]), {}});
        }
        return node;
    }

    Node group(const RulePlace& rule) {
        const json::Value& entry = written(rule);
        const json::Value* one_of = entry.find("and_one_of");
        const bool both = one_of != nullptr && !one_of->items.empty();
        const StepId enough = both ? part(rule.step, 0) : rule.step;
        const json::Value& lines = *entry.find("lines");
        Node count{enough, place_of(rule, lines), {}};
        for (std::size_t i = 0; i < lines.items.size(); ++i) {
            count.parts.push_back(any_known(rule, part(enough, i), lines.items[i]));
        }
        if (!both) return count;
        Node whole{rule.step, place_of(rule, entry), {}};
        whole.parts.push_back(std::move(count));
        whole.parts.push_back(any_known(rule, part(rule.step, 1), *one_of));
        return whole;
    }

    void add_unknown(const RulePlace& rule, std::vector<Condition>& conditions) {
        const json::Value* facts = written(rule).find("when_unknown");
        if (facts != nullptr && !facts->items.empty()) conditions.push_back({rule, any_known(rule, rule.step, *facts)});
    }

    const Loaded& loaded_;
    const RuleBook& rules_;
    std::vector<Node> open_;
    std::optional<json::Document> document_;
    std::size_t document_of_ = 0;
};

/// What a condition comes to when one of its parts is taken to be something else.
class Trial {
public:
    Trial(const RuleBook& rules, const Judgement& judgement) : rules_(rules), judgement_(judgement) {}

    [[nodiscard]] bool decides(const Node& root, const Node& part) const {
        const Truth turned = judgement_.holds(part.step) ? Truth::no : Truth::yes;
        const bool before = truth(root, nullptr, Truth::no) == Truth::yes;
        return before != (truth(root, &part, turned) == Truth::yes);
    }

    /// How many parts are to be turned round before this part decides: the whole is to be yes with it and not without
    /// it, or the other way round.
    [[nodiscard]] int distance(const Node& root, const Node& part, bool yes) const {
        if (judgement_.holds(part.step) == yes && decides(root, part)) return 0;
        const int own = judgement_.holds(part.step) == yes ? 0 : 1;
        const int with = to_turn(root, true, part, true) + to_turn(root, false, part, false);
        const int without = to_turn(root, false, part, true) + to_turn(root, true, part, false);
        return 1 + own + std::min(with, without);
    }

private:
    static constexpr int never = 1000;

    /// How many parts are to be turned round for a node to be yes, or not yes, while `held` is what `is` says.
    [[nodiscard]] int to_turn(const Node& node, bool yes, const Node& held, bool is) const {
        if (&node == &held) return is == yes ? 0 : never;
        if (node.parts.empty()) return judgement_.holds(node.step) == yes ? 0 : 1;
        if (passes_on(node)) return to_turn(node.parts.front(), yes, held, is);
        const Step& step = rules_.steps[index_of(node.step)];
        std::int32_t sum = 0;
        std::vector<int> turns;
        for (std::size_t i = 0; i < node.parts.size(); ++i) {
            const std::int32_t weight = rules_.parts[step.first + i].weight;
            const bool now = to_turn(node.parts[i], true, held, is) == 0;
            if (now) sum += weight;
            if ((weight > 0) == yes ? !now : now) turns.push_back(to_turn(node.parts[i], !now, held, is));
        }
        const std::int32_t lacking = yes ? step.low - sum : sum - step.low + 1;
        std::sort(turns.begin(), turns.end());
        int result = 0;
        for (std::int32_t i = 0; i < lacking; ++i) {
            result += static_cast<std::size_t>(i) < turns.size() ? turns[static_cast<std::size_t>(i)] : never;
        }
        return std::min(result, never);
    }

    static bool passes_on(const Node& node) { return node.parts.size() == 1 && node.parts.front().step == node.step; }

    [[nodiscard]] Truth truth(const Node& node, const Node* turned, Truth to) const {
        if (&node == turned) return to;
        if (node.parts.empty()) return judgement_.truth(node.step);
        const Step& step = rules_.steps[index_of(node.step)];
        if (passes_on(node)) return truth(node.parts.front(), turned, to);
        std::int32_t least = 0;
        std::int32_t greatest = 0;
        for (std::size_t i = 0; i < node.parts.size(); ++i) {
            const Truth part = truth(node.parts[i], turned, to);
            const std::int32_t weight = rules_.parts[step.first + i].weight;
            const std::int32_t sure = part == Truth::yes ? weight : 0;
            const std::int32_t possible = part == Truth::no ? 0 : weight;
            least += std::min(sure, possible);
            greatest += std::max(sure, possible);
        }
        if (least >= step.low) return Truth::yes;
        return greatest < step.low ? Truth::no : Truth::unknown;
    }

    const RuleBook& rules_;
    const Judgement& judgement_;
};

/// A part of a condition, and what is known about it so far.
struct Watched {
    const Condition* condition = nullptr;
    const Node* part = nullptr;
    bool yes = false;
    bool no = false;
};

void watch(const Condition& condition, const Node& node, std::vector<Watched>& watched) {
    if (node.parts.empty()) watched.push_back({&condition, &node});
    for (const Node& part : node.parts) watch(condition, part, watched);
}

std::vector<Watched> watched_parts(const std::vector<Condition>& conditions) {
    std::vector<Watched> watched;
    for (const Condition& condition : conditions) watch(condition, condition.root, watched);
    return watched;
}

void look(const RuleBook& rules, const Judgement& judgement, Watched& watched) {
    bool& shown = judgement.holds(watched.part->step) ? watched.yes : watched.no;
    if (!shown) shown = Trial(rules, judgement).decides(watched.condition->root, *watched.part);
}

/// What the answers show at the place of a part. A derived fact stands in the row twice, on the answers as given and
/// as cleared; either shows the part.
bool same_place(const Watched& left, const Watched& right) {
    return left.part->place.file == right.part->place.file && left.part->place.offset == right.part->place.offset;
}

std::vector<Watched> merged(const std::vector<Watched>& parts) {
    std::vector<Watched> result;
    for (const Watched& part : parts) {
        const auto same =
            std::find_if(result.begin(), result.end(), [&](const Watched& other) { return same_place(part, other); });
        if (same == result.end()) {
            result.push_back(part);
        } else {
            same->yes = same->yes || part.yes;
            same->no = same->no || part.no;
        }
    }
    std::sort(result.begin(), result.end(), [](const Watched& left, const Watched& right) {
        const RulePlace& one = left.part->place;
        const RulePlace& other = right.part->place;
        return std::tuple(one.file, one.offset) < std::tuple(other.file, other.offset);
    });
    return result;
}

/// What must hold along with what holds already, by how the steps are built.
class Implied {
public:
    explicit Implied(const RuleBook& rules) : rules_(rules) {}

    /// Where the step is yes, every part without which it would not be is yes, too.
    void assume(StepId id) {
        if (!yes_.insert(id).second) return;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::count && step.kind != Step::Kind::tally) return;
        std::int32_t most = 0;
        for (std::uint32_t i = 0; i < step.size; ++i) {
            most += std::max<std::int32_t>(rules_.parts[step.first + i].weight, 0);
        }
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            if (part.weight > 0 && most - part.weight < step.low) assume(part.step);
        }
    }

    [[nodiscard]] bool holds(StepId id) const {
        if (yes_.find(id) != yes_.end()) return true;
        const Step& step = rules_.steps[index_of(id)];
        if (step.kind != Step::Kind::count && step.kind != Step::Kind::tally) return false;
        std::int32_t sum = 0;
        for (std::uint32_t i = 0; i < step.size; ++i) {
            const Part& part = rules_.parts[step.first + i];
            if (part.weight < 0 || holds(part.step)) sum += part.weight;
        }
        return sum >= step.low;
    }

private:
    const RuleBook& rules_;
    std::set<StepId> yes_;
};

/// Takes in everything that must hold for a part to decide: its neighbours in every "all" on the way to it.
bool assume_neighbours(const RuleBook& rules, const Node& node, const Node& part, Implied& implied) {
    if (&node == &part) return true;
    for (const Node& inner : node.parts) {
        if (!assume_neighbours(rules, inner, part, implied)) continue;
        const auto size = static_cast<std::int32_t>(node.parts.size());
        const bool all = size > 1 && rules.steps[index_of(node.step)].low == size;
        for (const Node& neighbour : node.parts) {
            if (all && &neighbour != &inner) implied.assume(neighbour.step);
        }
        return true;
    }
    return false;
}

/// True when the part holds wherever it could decide.
bool always_yes(const RuleBook& rules, const Watched& part) {
    Implied implied(rules);
    assume_neighbours(rules, part.condition->root, *part.part, implied);
    return implied.holds(part.part->step);
}

/// Whether any answers make the part decide; empty when there are too many to try.
std::optional<Watched> possible(const RuleBook& rules, Watched part) {
    AnswerSearch search(rules.facts);
    search.add(rules, part.condition->root.step);
    Judgement judgement;
    const bool tried = search.try_all(most_answers, [&](const Facts& facts) {
        judge(rules, facts, judgement);
        look(rules, judgement, part);
        return part.yes && part.no;
    });
    return tried ? std::optional(part) : std::nullopt;
}

Shown shown(bool by_a_case, bool possible) {
    if (by_a_case) return Shown::by_a_case;
    return possible ? Shown::by_none : Shown::impossible;
}

Problems problems_of(const Loaded& loaded, const Coverage& coverage, Shown wanted,
                     const std::array<std::string_view, 3>& words, std::string_view cure) {
    Problems problems;
    for (const PartCoverage& part : coverage.parts) {
        const bool yes = part.yes == wanted;
        const bool no = part.no == wanted;
        if (!yes && !no) continue;
        const std::string_view what = words.at(yes && no ? 0 : yes ? 1 : 2);
        problems.push_back(problem_at(loaded, part.place, std::string(what), std::string(cure)));
    }
    return problems;
}

/// Looks for answers that make a part decide, and writes them down.
class Proposer {
public:
    Proposer(const Loaded& loaded, const RuleCases& cases)
        : loaded_(loaded), rules_(loaded.knowledge.rules), conditions_(Conditions(loaded).all()) {
        Facts nothing(rules_.facts);
        known_.push_back(nothing);
        for (const RuleCase& rule_case : cases.cases) known_.push_back(rule_case.facts);
    }

    void propose(const PartCoverage& part, bool yes, std::vector<Proposal>& proposals) {
        for (const Watched& watched : watched_parts(conditions_)) {
            if (watched.part->place.file != part.place.file || watched.part->place.offset != part.place.offset)
                continue;
            const auto facts = search(watched, yes);
            if (!facts) continue;
            proposals.push_back(written(part, watched, *facts));
            return;
        }
        proposals.push_back({part.place, "no answers were found", {}});
    }

private:
    std::optional<Facts> search(const Watched& watched, bool yes) {
        const auto distance = [&](const Facts& facts) {
            judge(rules_, facts, judgement_);
            return Trial(rules_, judgement_).distance(watched.condition->root, *watched.part, yes);
        };
        std::optional<Facts> result;
        const auto found = [&](const Facts& facts) {
            if (distance(facts) != 0) return false;
            result = facts;
            return true;
        };
        AnswerSearch search(rules_.facts);
        search.add(rules_, watched.condition->root.step);
        result = search.near(known_, near_answers, distance);
        if (!result) search.try_all(most_answers, found);
        if (!result) return result;
        known_.push_back(without_needless_answers(*result, rules_.questions, found));
        return known_.back();
    }

    Proposal written(const PartCoverage& part, const Watched& watched, const Facts& facts) {
        const Catalogue& catalogue = loaded_.knowledge.catalogue;
        const std::string& kind = part.rule.kind;
        if (kind == "sign" || kind == "flag" || kind == "contradiction") {
            judge(rules_, facts, judgement_);
            const bool holds = judgement_.holds(watched.condition->root.step);
            return {part.place,
                    fmt::format("into the \"{}\" examples of {} \"{}\"", holds ? "yes" : "no", kind, part.rule.id),
                    answers_in_json(catalogue, facts)};
        }
        return {part.place, "into a file of cases/, after a look whether the result is what it should be",
                worked_case_in_json(loaded_.knowledge, facts)};
    }

    const Loaded& loaded_;
    const RuleBook& rules_;
    std::vector<Condition> conditions_;
    std::vector<Facts> known_;
    Judgement judgement_;
};

}  // namespace

Coverage coverage_of(const Loaded& loaded, const RuleCases& cases) {
    const RuleBook& rules = loaded.knowledge.rules;
    const std::vector<Condition> conditions = Conditions(loaded).all();
    std::vector<Watched> parts = watched_parts(conditions);
    Judgement judgement;
    for (const RuleCase& rule_case : cases.cases) {
        judge(rules, rule_case.facts, judgement);
        for (Watched& part : parts) look(rules, judgement, part);
    }
    Coverage coverage;
    for (const Watched& part : merged(parts)) {
        const bool covered = part.yes && part.no;
        const std::optional<Watched> could = covered ? part : possible(rules, part);
        const bool could_be_no = (!could || could->no) && !always_yes(rules, part);
        coverage.parts.push_back({part.part->place, part.condition->rule, part.condition->root.place,
                                  shown(part.yes, !could || could->yes), shown(part.no, could_be_no)});
    }
    return coverage;
}

Problems uncovered(const Loaded& loaded, const Coverage& coverage) {
    return problems_of(
        loaded, coverage, Shown::by_none,
        {"no case or example shows that this matters", "no case or example shows that it matters when this holds",
         "no case or example shows that it matters when this does not hold"},
        "--propose writes one");
}

Problems never_deciding(const Loaded& loaded, const Coverage& coverage) {
    return problems_of(loaded, coverage, Shown::impossible,
                       {"with no answers does this matter", "with no answers does it matter that this holds",
                        "with no answers does it matter that this does not hold"},
                       {});
}

std::vector<Proposal> propose(const Loaded& loaded, const RuleCases& cases, const Coverage& coverage) {
    std::vector<Proposal> proposals;
    Proposer proposer(loaded, cases);
    for (const PartCoverage& part : coverage.parts) {
        if (part.yes == Shown::by_none) proposer.propose(part, true, proposals);
        if (part.no == Shown::by_none) proposer.propose(part, false, proposals);
    }
    return proposals;
}

}  // namespace sleepcheck
