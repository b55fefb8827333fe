// Each condition becomes a function of the person, made once from its JSON. Nothing is remembered between two of them:
// a level that an outcome asks for is added up again from the signs.

#include "slow_twin.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

namespace slow_twin {

namespace {

using nlohmann::json;

/// Empty is unknown.
using Truth = std::optional<bool>;

/// A value in the form that compares best: a number (also minutes), a word, or several words.
struct Value {
    int number = 0;
    std::string word;
    std::vector<std::string> words;
};

using Facts = std::vector<std::optional<Value>>;

struct Person {
    Facts given;
    Facts cleared;
};

using Condition = std::function<Truth(const Person&)>;
using Conditions = std::vector<Condition>;

/// Which of the person's facts a condition reads.
using Table = Facts Person::*;

struct Named {
    std::string id;
    Condition when;
};

struct Sign {
    std::string id;
    std::string domain;
    std::string role;
    int points = 0;
    Condition when;
};

struct Cap {
    int at_most = 0;
    Condition when;
    std::vector<std::size_t> when_unknown;
};

struct Pattern {
    std::string id;
    std::vector<std::string> domains;
    std::vector<std::pair<int, std::string>> levels;  ///< by points
    std::vector<Sign> signs;
    Conditions requirements;
    std::vector<Cap> caps;
    Condition checkable;
};

struct Flag {
    std::string id;
    bool halt = false;
    Condition when;
};

struct Contradiction {
    std::string id;
    Condition when;
    std::vector<std::size_t> clears;
};

struct Group {
    std::string id;
    int need = 0;
    std::vector<std::vector<std::size_t>> lines;
    std::vector<std::size_t> and_one_of;
};

struct MissingItem {
    std::vector<std::size_t> asks;                ///< a fact to ask for
    std::vector<std::vector<std::size_t>> lines;  ///< or lines of a group
    Condition when;
};

struct Line {
    std::string outcome;
    std::string reason;
    bool leans = false;
    bool advice = false;
    Condition when;
    std::vector<MissingItem> missing;
};

struct Food {
    std::string group;
    std::vector<std::string> leave_out_if;
};

struct Branch {
    std::optional<Value> value;  ///< without it, hours
    Condition when;
    std::size_t from = 0;
    std::size_t to = 0;
    int unknown_above = 0;
};

struct Derived {
    std::size_t fact = 0;
    std::vector<Branch> first;
};

bool is_yes(const Truth& truth) {
    return truth == Truth(true);
}

Truth negated(const Truth& truth) {
    return truth ? Truth(!*truth) : Truth();
}

int minutes_of(const std::string& time) {
    const auto colon = time.find(':');
    return std::stoi(time.substr(0, colon)) * 60 + std::stoi(time.substr(colon + 1));
}

struct Counts {
    int yes = 0;
    int unknown = 0;
};

Counts counts_of(const Conditions& conditions, const Person& person) {
    Counts counts;
    for (const Condition& condition : conditions) {
        const Truth truth = condition(person);
        if (!truth) ++counts.unknown;
        if (is_yes(truth)) ++counts.yes;
    }
    return counts;
}

Truth at_least(int number, const Conditions& conditions, const Person& person) {
    const Counts counts = counts_of(conditions, person);
    if (counts.yes >= number) return true;
    if (counts.yes + counts.unknown < number) return false;
    return {};
}

Truth all(const Conditions& conditions, const Person& person) {
    bool unknown = false;
    for (const Condition& condition : conditions) {
        const Truth truth = condition(person);
        if (truth == Truth(false)) return false;
        if (!truth) unknown = true;
    }
    return unknown ? Truth() : Truth(true);
}

Truth more(const Conditions& these, const Conditions& those, const Person& person) {
    const Counts left = counts_of(these, person);
    const Counts right = counts_of(those, person);
    if (left.yes > right.yes + right.unknown) return true;
    if (left.yes + left.unknown <= right.yes) return false;
    return {};
}

bool compares(const std::string& op, int left, int right) {
    if (op == "==") return left == right;
    if (op == "!=") return left != right;
    if (op == "<") return left < right;
    if (op == "<=") return left <= right;
    if (op == ">") return left > right;
    if (op == ">=") return left >= right;
    throw std::invalid_argument("operator " + op);
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

struct SlowTwin::Rules {
    explicit Rules(const RuleFiles& files) : files_(files) {
        read_facts();
        read_derived();
        read_flags_and_contradictions();
        read_groups();
        read_signs("causes/", causes);
        read_signs("patterns/", patterns);
        read_limits();
        read_outcomes();
        read_plan();
    }

    std::vector<std::string> facts;  ///< questions, then derived
    std::vector<std::string> kinds;
    Conditions applies;  ///< of each question
    std::vector<Derived> derived_from_given;
    std::vector<Derived> derived_from_cleared;
    std::vector<Flag> flags;
    std::vector<Contradiction> contradictions;
    std::vector<Group> groups;
    std::vector<Pattern> causes;
    std::vector<Pattern> patterns;
    std::vector<Line> lines;
    std::vector<Named> leaning;
    std::vector<Named> side;
    std::string halted;
    std::vector<std::vector<Named>> plan;
    std::vector<Food> foods;

    [[nodiscard]] std::size_t fact(const std::string& id) const {
        const auto found = std::find(facts.begin(), facts.end(), id);
        if (found == facts.end()) throw std::invalid_argument("fact " + id);
        return static_cast<std::size_t>(found - facts.begin());
    }

    [[nodiscard]] Value value(std::size_t fact, const json& written) const {
        const std::string& kind = kinds[fact];
        if (kind == "integer") return {written.get<int>(), {}, {}};
        if (kind == "time") return {minutes_of(written.get<std::string>()), {}, {}};
        if (kind == "hours") return {static_cast<int>(written.get<double>() * 60), {}, {}};
        if (kind == "multi_choice" && written.is_array()) return {0, {}, written.get<std::vector<std::string>>()};
        return {0, written.get<std::string>(), {}};
    }

    // ---- What was found ----

    static int points(const Pattern& pattern, const Person& person) {
        int sum = 0;
        for (const Sign& sign : pattern.signs) {
            if (is_yes(sign.when(person))) sum += sign.points;
        }
        return sum;
    }

    static bool present(const Pattern& pattern, const std::string& domain, const Person& person) {
        for (const Sign& sign : pattern.signs) {
            if (sign.domain == domain && sign.points > 0 && is_yes(sign.when(person))) return true;
        }
        return false;
    }

    /// 0 is none.
    static int level(const Pattern& pattern, const Person& person) {
        for (const Condition& requirement : pattern.requirements) {
            if (!is_yes(requirement(person))) return 0;
        }
        const int sum = points(pattern, person);
        int result = 0;
        for (const auto& [least, name] : pattern.levels) {
            if (sum >= least) ++result;
        }
        for (const Cap& cap : pattern.caps) {
            if (is_yes(cap.when(person))) result = std::min(result, cap.at_most);
        }
        return result;
    }

    static int place(const Pattern& pattern, const std::string& level) {
        for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
            if (pattern.levels[i].second == level) return static_cast<int>(i) + 1;
        }
        if (level == "none") return 0;
        throw std::invalid_argument("level " + level);
    }

    static bool known(const std::vector<std::size_t>& line, const Facts& values) {
        return std::any_of(line.begin(), line.end(), [&](std::size_t fact) { return values[fact].has_value(); });
    }

    static bool met(const Group& group, const Person& person) {
        int lines = 0;
        for (const auto& line : group.lines) {
            if (known(line, person.cleared)) ++lines;
        }
        return lines >= group.need && (group.and_one_of.empty() || known(group.and_one_of, person.cleared));
    }

    // ---- Conditions ----

    Conditions list(const json& written, Table table, const std::string& pattern) {
        Conditions result;
        for (const json& item : written) result.push_back(condition(item, table, pattern));
        return result;
    }

    /// `pattern` is the one whose domains are meant when a condition names none.
    Condition condition(const json& written, Table table, const std::string& pattern = {}) {
        if (written.contains("fact")) return of_fact(written, table);
        if (written.contains("all")) {
            return [parts = list(written["all"], table, pattern)](const Person& person) { return all(parts, person); };
        }
        if (written.contains("any")) {
            return [parts = list(written["any"], table, pattern)](const Person& person) {
                return at_least(1, parts, person);
            };
        }
        if (written.contains("not")) {
            return [part = condition(written["not"], table, pattern)](const Person& person) {
                return negated(part(person));
            };
        }
        if (written.contains("of")) {
            return [number = written["at_least"].get<int>(), parts = list(written["of"], table, pattern)](
                       const Person& person) { return at_least(number, parts, person); };
        }
        if (written.contains("more_of")) {
            return [these = list(written["more_of"], table, pattern), those = list(written["than_of"], table, pattern)](
                       const Person& person) { return more(these, those, person); };
        }
        return of_finding(written, pattern);
    }

    Condition condition_or_always(const json& written, const char* key, Table table, const std::string& pattern = {}) {
        if (written.contains(key)) return condition(written[key], table, pattern);
        return [](const Person&) { return Truth(true); };
    }

    Condition of_fact(const json& written, Table table) const {
        const std::size_t at = fact(written["fact"]);
        if (written.contains("between")) {
            const int from = minutes_of(written["between"][0]);
            const int to = minutes_of(written["between"][1]);
            return of_value(at, table, [from, to](const Value& value) {
                if (from <= to) return value.number >= from && value.number <= to;
                return value.number >= from || value.number <= to;
            });
        }
        const std::string op = written["op"];
        if (op == "known") return [at, table](const Person& person) { return Truth((person.*table)[at].has_value()); };
        if (op == "unknown") {
            return [at, table](const Person& person) { return Truth(!(person.*table)[at].has_value()); };
        }
        const std::string& kind = kinds[at];
        const bool is_number = kind == "integer" || kind == "time" || kind == "hours";
        if (op == "in" || op == "has_any") {
            std::vector<Value> wanted;
            for (const json& item : written["value"]) wanted.push_back(value(at, item));
            return of_value(at, table, [wanted, is_number](const Value& given) {
                return std::any_of(wanted.begin(), wanted.end(), [&](const Value& one) {
                    if (is_number) return one.number == given.number;
                    return given.words.empty() ? one.word == given.word : contains(given.words, one.word);
                });
            });
        }
        const Value wanted = value(at, written["value"]);
        if (is_number) {
            return of_value(at, table,
                            [op, wanted](const Value& given) { return compares(op, given.number, wanted.number); });
        }
        return of_value(at, table,
                        [op, wanted](const Value& given) { return (given.word == wanted.word) == (op == "=="); });
    }

    template <typename Test>
    static Condition of_value(std::size_t fact, Table table, const Test& test) {
        return [fact, table, test](const Person& person) {
            const auto& value = (person.*table)[fact];
            return value ? Truth(test(*value)) : Truth();
        };
    }

    template <typename Thing>
    static const Thing& named(const std::vector<Thing>& things, const std::string& id) {
        for (const Thing& thing : things) {
            if (thing.id == id) return thing;
        }
        throw std::invalid_argument("id " + id);
    }

    /// What was found is never unknown.
    Condition of_finding(const json& written, const std::string& pattern) const {
        if (written.contains("flag")) return found(named(flags, written["flag"]).when);
        if (written.contains("sign")) return found(sign_named(written["sign"]).when);
        if (written.contains("group")) {
            const Group& group = named(groups, written["group"]);
            return [&group](const Person& person) { return Truth(met(group, person)); };
        }
        Conditions parts;
        if (written.contains("domains")) {
            const Pattern& owner = named(patterns, written.value("pattern", pattern));
            for (const std::string domain : written["domains"]) {
                parts.push_back(
                    [&owner, domain](const Person& person) { return Truth(present(owner, domain, person)); });
            }
        } else if (written.contains("causes")) {
            parts = of_scores(written, written["causes"], causes);
        } else if (written.contains("patterns")) {
            parts = of_scores(written, written["patterns"], patterns);
        } else {
            throw std::invalid_argument("condition " + written.dump());
        }
        return [parts, number = written.value("at_least", 1)](const Person& person) {
            return at_least(number, parts, person);
        };
    }

    static Condition found(const Condition& condition) {
        return [condition](const Person& person) { return Truth(is_yes(condition(person))); };
    }

    [[nodiscard]] const Sign& sign_named(const std::string& id) const {
        for (const auto* all_of_a_kind : {&causes, &patterns}) {
            for (const Pattern& pattern : *all_of_a_kind) {
                for (const Sign& sign : pattern.signs) {
                    if (sign.id == id) return sign;
                }
            }
        }
        throw std::invalid_argument("sign " + id);
    }

    static Conditions of_scores(const json& written, const json& ids, const std::vector<Pattern>& known) {
        Conditions parts;
        for (const Pattern& pattern : known) {
            const bool meant = ids == "any" || std::find(ids.begin(), ids.end(), pattern.id) != ids.end();
            if (meant) parts.push_back(of_score(written, pattern));
        }
        return parts;
    }

    static Condition of_score(const json& written, const Pattern& pattern) {
        if (written.contains("level")) {
            const std::string level_wanted = written["level"];
            return [&pattern, level_wanted, checkable = written.value("checkable", false)](const Person& person) {
                if (checkable && !is_yes(pattern.checkable(person))) return Truth(false);
                return Truth(level(pattern, person) >= place(pattern, level_wanted));
            };
        }
        const bool by_points = written.contains("points");
        return [&pattern, by_points, least = written.value("points", 0),
                role = written.value("role", std::string())](const Person& person) {
            if (by_points && points(pattern, person) < least) return Truth(false);
            if (role.empty()) return Truth(true);
            return Truth(std::any_of(pattern.signs.begin(), pattern.signs.end(),
                                     [&](const Sign& sign) { return sign.role == role && is_yes(sign.when(person)); }));
        };
    }

    // ---- Files ----

    /// By `order`, then by name.
    [[nodiscard]] std::vector<json> folder(const std::string& beginning) const {
        std::vector<std::pair<std::pair<int, std::string>, json>> found;
        for (const auto& [name, content] : files_) {
            if (name.compare(0, beginning.size(), beginning) != 0) continue;
            found.push_back({{content.value("order", 0), name}, content});
        }
        std::sort(found.begin(), found.end(),
                  [](const auto& left, const auto& right) { return left.first < right.first; });
        std::vector<json> result;
        for (const auto& [place, content] : found) result.push_back(content);
        return result;
    }

    /// A list in a file that may be left out.
    [[nodiscard]] json items(const std::string& file, const std::string& key) const {
        const auto found = files_.find(file);
        return found == files_.end() ? json::array() : found->second.value(key, json::array());
    }

    [[nodiscard]] std::vector<std::size_t> facts_of(const json& ids) const {
        std::vector<std::size_t> result;
        for (const json& id : ids) result.push_back(fact(id));
        return result;
    }

    void read_facts() {
        std::vector<json> questions;
        for (const json& file : folder("questions/")) {
            for (const json& question : file["questions"]) questions.push_back(question);
        }
        for (const json& question : questions) {
            facts.push_back(question["id"]);
            kinds.push_back(question["kind"]);
        }
        for (const json& entry : items("derived.json", "derived")) {
            facts.push_back(entry["id"]);
            kinds.push_back(entry["kind"]);
        }
        for (const json& question : questions) {
            const bool asked = !question.value("from_log", false);
            applies.push_back(asked ? condition_or_always(question, "applies_when", &Person::cleared)
                                    : [](const Person&) { return Truth(false); });
        }
    }

    void read_derived() {
        for (const json& entry : items("derived.json", "derived")) {
            derived_from_given.push_back(derived(entry, &Person::given));
            derived_from_cleared.push_back(derived(entry, &Person::cleared));
        }
    }

    Derived derived(const json& written, Table table) {
        Derived result{fact(written["id"]), {}};
        for (const json& first : written["first"]) {
            Branch branch;
            if (first.contains("hours")) {
                branch.from = fact(first["hours"]["from"]);
                branch.to = fact(first["hours"]["to"]);
                branch.unknown_above = first["hours"].value("unknown_above", 24) * 60;
            } else {
                branch.value = value(result.fact, first["value"]);
                branch.when = condition_or_always(first, "when", table);
            }
            result.first.push_back(branch);
        }
        return result;
    }

    void read_flags_and_contradictions() {
        for (const json& file : folder("flags/")) {
            for (const json& flag : file["flags"]) {
                flags.push_back({flag["id"], flag.value("halt", false), condition(flag["when"], &Person::given)});
            }
        }
        for (const json& entry : items("contradictions.json", "contradictions")) {
            contradictions.push_back(
                {entry["id"], condition(entry["when"], &Person::given), facts_of(entry["clears"])});
        }
    }

    void read_groups() {
        for (const json& entry : items("groups.json", "groups")) {
            Group group{entry["id"], entry["need"], {}, facts_of(entry.value("and_one_of", json::array()))};
            for (const json& line : entry["lines"]) group.lines.push_back(facts_of(line));
            groups.push_back(group);
        }
    }

    void read_signs(const std::string& beginning, std::vector<Pattern>& patterns_read) {
        for (const json& file : folder(beginning)) {
            Pattern pattern;
            pattern.id = file["id"];
            for (const json& domain : file.value("domains", json::array())) pattern.domains.push_back(domain["id"]);
            for (const auto& [name, least] : file["levels"].items()) pattern.levels.emplace_back(least, name);
            std::sort(pattern.levels.begin(), pattern.levels.end());
            for (const json& sign : file["signs"]) {
                pattern.signs.push_back({sign["id"], sign.value("domain", std::string()), sign["role"], sign["points"],
                                         condition(sign["when"], &Person::cleared)});
            }
            patterns_read.push_back(pattern);
        }
    }

    /// After all signs: a limit may speak of any cause or sign.
    void read_limits() {
        for (Pattern& cause : causes) cause.checkable = [](const Person&) { return Truth(true); };
        const auto written = folder("patterns/");
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            Pattern& pattern = patterns[i];
            for (const json& entry : written[i].value("requires", json::array())) {
                pattern.requirements.push_back(condition(entry["when"], &Person::cleared, pattern.id));
            }
            for (const json& entry : written[i].value("caps", json::array()))
                pattern.caps.push_back(cap(entry, pattern));
            pattern.checkable = condition_or_always(written[i], "checkable", &Person::cleared, pattern.id);
        }
    }

    Cap cap(const json& written, const Pattern& pattern) {
        Cap result;
        result.at_most = place(pattern, written["at_most"]);
        if (written.contains("when_unknown")) {
            result.when_unknown = facts_of(written["when_unknown"]);
            result.when = [unknown = result.when_unknown](const Person& person) {
                return Truth(std::any_of(unknown.begin(), unknown.end(),
                                         [&](std::size_t fact) { return !person.cleared[fact].has_value(); }));
            };
        } else {
            result.when = condition(written["when"], &Person::cleared, pattern.id);
        }
        return result;
    }

    void read_outcomes() {
        const json& file = files_.at("outcomes.json");
        halted = file.value("halted", std::string());
        for (const json& entry : file["lines"]) {
            Line line;
            line.outcome = entry["outcome"];
            line.reason = entry.value("reason", std::string());
            line.advice = entry.value("advice", false);
            line.when = condition_or_always(entry, "when", &Person::cleared);
            for (const json& outcome : file["outcomes"]) {
                if (outcome["id"] == line.outcome) line.leans = outcome.value("leans", false);
            }
            for (const json& item : entry.value("missing", json::array())) {
                MissingItem missing;
                missing.when = condition_or_always(item, "when", &Person::cleared);
                if (item.contains("group")) missing.lines = named(groups, item["group"]).lines;
                if (item.contains("fact")) missing.asks = {fact(item["fact"])};
                line.missing.push_back(missing);
            }
            lines.push_back(line);
        }
        for (const json& entry : choices(file, "leaning")) leaning.push_back(choice(entry, "value"));
        for (const json& entry : choices(file, "side")) side.push_back(choice(entry, "value"));
    }

    static json choices(const json& file, const char* key) {
        return file.contains(key) ? file[key]["first"] : json::array();
    }

    Named choice(const json& written, const char* key) {
        return {written[key], condition_or_always(written, "when", &Person::cleared)};
    }

    void read_plan() {
        for (const json& week : items("plan.json", "weeks")) {
            std::vector<Named> pieces;
            for (const json& piece : week["first"]) pieces.push_back(choice(piece, "id"));
            plan.push_back(pieces);
        }
        for (const json& food : items("plan.json", "foods")) {
            foods.push_back({food["group"], food.value("leave_out_if", std::vector<std::string>())});
        }
    }

    const RuleFiles& files_;  ///< only while the constructor runs
};

namespace {

void derive(const std::vector<Derived>& derived, const Person& person, Facts& facts) {
    for (const Derived& entry : derived) {
        facts[entry.fact].reset();
        for (const Branch& branch : entry.first) {
            if (branch.value) {
                if (!is_yes(branch.when(person))) continue;
                facts[entry.fact] = branch.value;
                break;
            }
            if (!facts[branch.from] || !facts[branch.to]) continue;
            int minutes = facts[branch.to]->number - facts[branch.from]->number;
            if (minutes < 0) minutes += 24 * 60;
            if (minutes > branch.unknown_above) continue;
            facts[entry.fact] = Value{minutes, {}, {}};
            break;
        }
    }
}

template <typename Rules>
Person person_of(const Rules& rules, const json& answers) {
    Person person{Facts(rules.facts.size()), {}};
    for (const auto& [id, answer] : answers.items()) {
        if (answer.is_null()) continue;
        const std::size_t fact = rules.fact(id);
        person.given[fact] = rules.value(fact, answer);
    }
    derive(rules.derived_from_given, person, person.given);
    person.cleared = person.given;
    for (const Contradiction& contradiction : rules.contradictions) {
        if (!is_yes(contradiction.when(person))) continue;
        for (const std::size_t fact : contradiction.clears) person.cleared[fact].reset();
    }
    derive(rules.derived_from_cleared, person, person.cleared);
    return person;
}

std::string first_holding(const std::vector<Named>& choices, const Person& person) {
    for (const Named& choice : choices) {
        if (is_yes(choice.when(person))) return choice.id;
    }
    return {};
}

template <typename Rules>
Scored scored(const Pattern& pattern, const Person& person) {
    Scored result{pattern.id, "none", Rules::points(pattern, person), {}};
    if (const int level = Rules::level(pattern, person); level > 0) {
        result.level = pattern.levels[static_cast<std::size_t>(level) - 1].second;
    }
    for (const std::string& domain : pattern.domains) {
        if (Rules::present(pattern, domain, person)) result.domains.push_back(domain);
    }
    return result;
}

void add_signs(const Pattern& pattern, const Person& person, std::vector<std::string>& signs) {
    for (const Sign& sign : pattern.signs) {
        if (is_yes(sign.when(person))) signs.push_back(sign.id);
    }
}

template <typename Rules>
std::vector<std::string> names_of(const Rules& rules, const std::set<std::size_t>& facts) {
    std::vector<std::string> result;
    for (const std::size_t fact : facts) result.push_back(rules.facts[fact]);
    return result;
}

template <typename Rules>
std::vector<std::string> missing(const Rules& rules, const Line& line, const Person& person) {
    std::set<std::size_t> asked;
    for (const MissingItem& item : line.missing) {
        if (!is_yes(item.when(person))) continue;
        asked.insert(item.asks.begin(), item.asks.end());
        for (const auto& facts : item.lines) {
            if (!Rules::known(facts, person.cleared)) asked.insert(facts.front());
        }
    }
    std::set<std::size_t> worth_asking;
    for (const std::size_t fact : asked) {
        const bool set_aside = person.given[fact] && !person.cleared[fact];
        const bool applies = fact >= rules.applies.size() || rules.applies[fact](person) != Truth(false);
        if (!person.cleared[fact] && !set_aside && applies) worth_asking.insert(fact);
    }
    return names_of(rules, worth_asking);
}

}  // namespace

SlowTwin::SlowTwin(const RuleFiles& files) : rules_(std::make_unique<Rules>(files)) {}

SlowTwin::~SlowTwin() = default;

Verdict SlowTwin::verdict(const json& answers) const {
    const Rules& rules = *rules_;
    const Person person = person_of(rules, answers);
    Verdict verdict;
    for (const Flag& flag : rules.flags) {
        if (is_yes(flag.when(person))) verdict.flags.push_back(flag.id);
    }
    for (const Flag& flag : rules.flags) {
        if (!flag.halt || !contains(verdict.flags, flag.id)) continue;
        verdict.outcome = rules.halted;
        verdict.reason = flag.id;
        if (!rules.side.empty()) verdict.side = rules.side.back().id;
        return verdict;
    }
    for (const Contradiction& contradiction : rules.contradictions) {
        if (is_yes(contradiction.when(person))) verdict.contradictions.push_back(contradiction.id);
    }
    std::set<std::size_t> not_excluded;
    for (const Pattern& pattern : rules.patterns) {
        verdict.patterns.push_back(scored<Rules>(pattern, person));
        add_signs(pattern, person, verdict.signs);
        if (verdict.patterns.back().level == "none") continue;
        for (const Cap& cap : pattern.caps) {
            for (const std::size_t fact : cap.when_unknown) {
                if (!person.cleared[fact]) not_excluded.insert(fact);
            }
        }
    }
    verdict.not_excluded = names_of(rules, not_excluded);
    for (const Pattern& cause : rules.causes) {
        if (Rules::points(cause, person) <= 0) continue;
        verdict.causes.push_back(scored<Rules>(cause, person));
        add_signs(cause, person, verdict.signs);
    }
    verdict.side = first_holding(rules.side, person);
    for (const Line& line : rules.lines) {
        if (!is_yes(line.when(person))) continue;
        verdict.outcome = line.outcome;
        verdict.reason = line.reason;
        if (line.leans) verdict.leaning = first_holding(rules.leaning, person);
        verdict.missing = missing(rules, line, person);
        if (!line.advice) break;
        for (const auto& pieces : rules.plan) {
            const std::string piece = first_holding(pieces, person);
            if (!piece.empty()) verdict.plan.push_back(piece);
        }
        for (const Food& food : rules.foods) {
            const bool left_out = std::any_of(food.leave_out_if.begin(), food.leave_out_if.end(),
                                              [&](const std::string& flag) { return contains(verdict.flags, flag); });
            if (!left_out) verdict.foods.push_back(food.group);
        }
        break;
    }
    return verdict;
}

std::vector<std::string> SlowTwin::not_applicable(const json& answers) const {
    const Person person = person_of(*rules_, answers);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < rules_->applies.size(); ++i) {
        if (rules_->applies[i](person) == Truth(false)) result.push_back(rules_->facts[i]);
    }
    return result;
}

std::string to_string(const Verdict& verdict) {
    const auto list = [](const char* name, const std::vector<std::string>& ids) {
        std::string line = name;
        for (const std::string& id : ids) line += " " + id;
        return line + "\n";
    };
    const auto scores = [&](const char* name, const std::vector<Scored>& all_scored) {
        std::string text;
        for (const Scored& one : all_scored) {
            text += std::string(name) + " " + one.id + " " + one.level + " " + std::to_string(one.points);
            text += list(" of", one.domains);
        }
        return text;
    };
    return "outcome " + verdict.outcome + "\nreason " + verdict.reason + "\nleaning " + verdict.leaning + "\nside " +
           verdict.side + "\n" + scores("pattern", verdict.patterns) + scores("cause", verdict.causes) +
           list("signs", verdict.signs) + list("flags", verdict.flags) +
           list("contradictions", verdict.contradictions) + list("missing", verdict.missing) +
           list("not excluded", verdict.not_excluded) + list("plan", verdict.plan) + list("foods", verdict.foods);
}

}  // namespace slow_twin
