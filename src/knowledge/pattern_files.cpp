// contradictions.json, flags/*.json, groups.json, patterns/*.json and causes/*.json.

#include <algorithm>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

using json::Value;

namespace {

constexpr std::int32_t most_points = 3;
constexpr std::int32_t largest_order = 1'000'000;
const std::vector<std::string> roles{"core", "support", "risk", "counter", "discriminator", "temper", "factor"};
const std::vector<std::string> evidence_words{"weak", "mixed", "good"};

void check_among(ObjectReader& reader, std::string_view key, const std::string& written,
                 const std::vector<std::string>& known) {
    if (written.empty() || std::find(known.begin(), known.end(), written) != known.end()) return;
    reader.complain_at(key, fmt::format("unknown {} \"{}\"", key, printable(written)), suggestion(written, known));
}

}  // namespace

void Loader::read_examples(ObjectReader& reader) {
    const Value* value = reader.value("examples");
    if (value == nullptr) return;
    ObjectReader examples(reader.file(), *value, problems_);
    examples.items("yes");
    examples.items("no");
    examples.finish();
}

/// A `{fact}` in words to the person must be an answer that is there whenever the words are said, and no secret.
void Loader::check_words(ObjectReader& reader, std::string_view key, StepId when) {
    const Value* words = reader.value(key);
    if (words == nullptr) return;
    const RuleBook rules = row_.build();
    const auto behind = questions_of(rules, when);
    for (const std::string& name : names_in_braces(words->text)) {
        const auto fact = conditions_.fact(reader.file(), *words, name);
        if (!fact) continue;
        if (knowledge_.catalogue.at(*fact).is_private) {
            reader.complain_at(key, fmt::format("\"{{{}}}\" would repeat a private answer", name));
        } else if (std::find(behind.begin(), behind.end(), *fact) == behind.end()) {
            reader.complain_at(key, fmt::format("\"{{{}}}\" may be unknown when this is said", name),
                               "name only facts of the condition");
        }
    }
}

void Loader::read_contradictions() {
    const ParsedFile* file = find_file(folder_, "contradictions.json");
    if (file == nullptr || !file->document.whole) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("contradictions")) {
        ObjectReader entry(*file, *item, problems_);
        Contradiction contradiction;
        contradiction.id = entry.id();
        check_unique(entry, "contradiction", contradiction.id);
        contradiction.when = condition(entry, "when", {Table::given});
        contradiction.clears = conditions_.facts(entry, "clears", true);
        contradiction.says = entry.text("says");
        read_examples(entry);
        entry.finish();
        note_place(entry, "contradiction", contradiction.id, contradiction.when);
        knowledge_.contradictions.push_back(std::move(contradiction));
    }
    reader.finish();
}

void Loader::read_flags() {
    std::vector<std::string> urgencies;
    for (int i = 0; i <= static_cast<int>(Urgency::emergency); ++i) {
        urgencies.emplace_back(word_for(static_cast<Urgency>(i)));
    }
    for (const ParsedFile* file : files_in(folder_, "flags")) {
        ObjectReader reader(*file, file->document.root, problems_);
        check_file_id(reader, reader.id());
        reader.optional_number("order", 0, largest_order);
        reader.optional_text("name");
        for (const Value* item : reader.items("flags")) {
            ObjectReader entry(*file, *item, problems_);
            Flag flag;
            flag.id = entry.id();
            check_unique(entry, "flag", flag.id);
            const std::string urgency = entry.text("urgency");
            check_among(entry, "urgency", urgency, urgencies);
            flag.urgency = urgency_named(urgency).value_or(Urgency::caution);
            flag.halt = entry.boolean("halt");
            flag.when = condition(entry, "when", {Table::given});
            flag.title = entry.text("title");
            flag.action = entry.text("action");
            read_examples(entry);
            entry.finish();
            conditions_.add_flag(flag.id, flag.when, fmt::format("flag \"{}\"", flag.title));
            note_place(entry, "flag", flag.id, flag.when);
            knowledge_.flags.push_back(std::move(flag));
        }
        reader.finish();
    }
}

void Loader::read_groups() {
    const ParsedFile* file = find_file(folder_, "groups.json");
    if (file == nullptr || !file->document.whole) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("groups")) {
        ObjectReader entry(*file, *item, problems_);
        Group group;
        group.id = entry.id();
        check_unique(entry, "group", group.id);
        group.name = entry.text("name");
        std::vector<Part> lines;
        for (const Value* line : entry.items("lines")) {
            group.lines.push_back(conditions_.facts(*file, *line));
            std::vector<StepId> known;
            for (const FactId fact : group.lines.back()) known.push_back(row_.known(Table::cleared, fact));
            if (known.empty()) {
                report(*file, *line, problems_, "this line names no fact");
            } else {
                lines.push_back({row_.any(known), 1});
            }
        }
        group.need = entry.number("need", 1, std::max<std::int32_t>(1, static_cast<std::int32_t>(lines.size())));
        group.met = row_.count(std::move(lines), group.need);
        group.and_one_of = conditions_.facts(entry, "and_one_of", false);
        if (!group.and_one_of.empty()) {
            std::vector<StepId> known;
            for (const FactId fact : group.and_one_of) known.push_back(row_.known(Table::cleared, fact));
            group.met = row_.all({group.met, row_.any(known)});
        }
        entry.finish();
        conditions_.add_group(group.id, group.met, fmt::format("enough is known about {}", group.name));
        note_place(entry, "group", group.id, group.met);
        knowledge_.groups.push_back(std::move(group));
    }
    reader.finish();
}

Sign Loader::read_sign(ObjectReader& reader, const Pattern& pattern) {
    Sign sign;
    sign.id = reader.id();
    check_unique(reader, "sign", sign.id);
    sign.domain = reader.optional_text("domain");
    if (!sign.domain.empty()) {
        std::vector<std::string> domains;
        for (const Domain& domain : pattern.domains) domains.push_back(domain.id);
        check_among(reader, "domain", sign.domain, domains);
    }
    sign.role = reader.text("role");
    check_among(reader, "role", sign.role, roles);
    sign.points = reader.number("points", -most_points, most_points);
    if (sign.points == 0) reader.complain_at("points", "a sign of 0 points says nothing");
    sign.when = condition(reader, "when", {Table::cleared});
    sign.says = reader.text("says");
    check_words(reader, "says", sign.when);
    sign.claims = reader.texts("claims");
    check_claims(reader, sign.claims);
    sign.grade = reader.text("grade");
    std::vector<std::string> grades;
    for (const Named& grade : knowledge_.grades) grades.push_back(grade.id);
    check_among(reader, "grade", sign.grade, grades);
    const auto place = [&](const std::string& grade) { return std::find(grades.begin(), grades.end(), grade); };
    const auto better = [&](const Claim& claim) {
        const bool its_own = std::find(sign.claims.begin(), sign.claims.end(), claim.id) != sign.claims.end();
        return its_own && place(claim.grade) <= place(sign.grade);
    };
    if (!sign.claims.empty() && std::none_of(knowledge_.claims.begin(), knowledge_.claims.end(), better)) {
        reader.complain_at("grade",
                           fmt::format("\"{}\" is better than the grade of every claim of this sign", sign.grade),
                           "a sign is never better than the best of its claims");
    }
    sign.adds_to = reader.optional_text("adds_to");
    read_examples(reader);
    reader.finish();
    note_place(reader, "sign", sign.id, sign.when);
    return sign;
}

/// A sign adds to a sign of the same pattern, above it or below.
void Loader::check_additions(ObjectReader& reader, const Pattern& pattern) {
    std::vector<std::string> others;
    for (const Sign& sign : pattern.signs) others.push_back(sign.id);
    const auto items = reader.items("signs");
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Sign& sign = pattern.signs[i];
        const bool known = std::find(others.begin(), others.end(), sign.adds_to) != others.end();
        if (sign.adds_to.empty() || (known && sign.adds_to != sign.id)) continue;
        ObjectReader entry(reader.file(), *items[i], problems_);
        entry.complain_at("adds_to",
                          fmt::format("no other sign of \"{}\" is called \"{}\"", pattern.id, printable(sign.adds_to)),
                          known ? "" : suggestion(sign.adds_to, others));
    }
}

void Loader::read_signs(const std::string& subfolder, std::vector<Pattern>& patterns) {
    for (const ParsedFile* file : files_in(folder_, subfolder)) {
        ObjectReader reader(*file, file->document.root, problems_);
        Pattern pattern;
        pattern.id = reader.id();
        check_unique(reader, subfolder == "causes" ? "cause" : "pattern", pattern.id);
        check_file_id(reader, pattern.id);
        reader.optional_number("order", 0, largest_order);
        pattern.name = reader.text("name");
        for (const Value* item : reader.optional_items("domains")) {
            ObjectReader entry(*file, *item, problems_);
            pattern.domains.push_back({entry.id(), entry.text("name"), {}});
            entry.finish();
        }
        std::vector<Part> points;
        for (const Value* item : reader.items("signs")) {
            ObjectReader entry(*file, *item, problems_);
            pattern.signs.push_back(read_sign(entry, pattern));
            const Sign& sign = pattern.signs.back();
            points.push_back({sign.when, static_cast<std::int16_t>(sign.points)});
            conditions_.add_sign(sign.id, sign.when, fmt::format("sign \"{}\"", sign.id));
        }
        check_additions(reader, pattern);
        pattern.points = row_.tally(std::move(points), 1);
        row_.sum(pattern.points);
        for (Domain& domain : pattern.domains) {
            std::vector<Part> parts;
            for (const Sign& sign : pattern.signs) {
                if (sign.domain == domain.id && sign.points > 0) parts.push_back({sign.when, 1});
            }
            domain.present = row_.tally(std::move(parts), 1);
            knowledge_.step_names.emplace_back(domain.present, domain.name);
        }
        patterns.push_back(std::move(pattern));
    }
}

void Loader::read_requirements(ObjectReader& reader, Pattern& pattern) {
    for (const Value* item : reader.optional_items("requires")) {
        ObjectReader entry(reader.file(), *item, problems_);
        const StepId when = condition(entry, "when", {Table::cleared, true, pattern.id});
        pattern.requirements.push_back({when, entry.text("says")});
        entry.finish();
        note_place(entry, "requirement", pattern.id, when);
    }
}

void Loader::read_caps(ObjectReader& reader, Pattern& pattern) {
    std::vector<std::string> levels{"none"};
    for (const Level& level : pattern.levels) levels.push_back(level.id);
    for (const Value* item : reader.optional_items("caps")) {
        ObjectReader entry(reader.file(), *item, problems_);
        Cap cap;
        const std::string at_most = entry.text("at_most");
        check_among(entry, "at_most", at_most, levels);
        cap.at_most = static_cast<std::size_t>(std::find(levels.begin(), levels.end(), at_most) - levels.begin());
        if (entry.has("when_unknown")) {
            cap.when_unknown = conditions_.facts(entry, "when_unknown", true);
            std::vector<StepId> unknown;
            for (const FactId fact : cap.when_unknown) {
                unknown.push_back(row_.negation(row_.known(Table::cleared, fact)));
            }
            cap.when = unknown.empty() ? row_.always() : row_.any(unknown);
        } else {
            cap.when = condition(entry, "when", {Table::cleared, true, pattern.id});
            cap.causes = conditions_.causes_mentioned();
        }
        cap.says = entry.text("says");
        for (const std::string& name : names_in_braces(cap.says)) {
            if (name != "causes" && name != "facts") {
                entry.complain_at("says", fmt::format("\"{{{}}}\" means nothing here", printable(name)),
                                  "a cap knows {causes} and {facts}");
            }
        }
        entry.finish();
        note_place(entry, "cap", pattern.id, cap.when);
        pattern.caps.push_back(std::move(cap));
    }
}

/// A level is reached when the points are, what the pattern requires holds, and no cap below it does.
void Loader::settle_levels(ObjectReader& reader, Pattern& pattern) {
    for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
        Level& level = pattern.levels[i];
        std::vector<Part> parts{{row_.reaches(pattern.points, level.points), 1}};
        for (const Requirement& requirement : pattern.requirements) parts.push_back({requirement.when, 1});
        const auto needed = static_cast<std::int32_t>(parts.size());
        for (const Cap& cap : pattern.caps) {
            if (cap.at_most <= i) parts.push_back({cap.when, -1});
        }
        level.reached = row_.tally(std::move(parts), needed);
        if (i > 0 && level.points <= pattern.levels[i - 1].points) {
            reader.complain_at("levels", "the points of the levels are to rise");
        }
    }
}

void Loader::read_levels(const std::string& subfolder, std::vector<Pattern>& patterns) {
    std::size_t place = 0;
    for (const ParsedFile* file : files_in(folder_, subfolder)) {
        Pattern& pattern = patterns[place++];
        ObjectReader reader(*file, file->document.root, problems_);
        for (const auto key : {"id", "order", "name", "domains", "signs"}) reader.value(key);
        if (const Value* levels = reader.value("levels")) {
            ObjectReader entry(*file, *levels, problems_);
            for (const auto& member : levels->members) {
                pattern.levels.push_back({member.key, entry.number(member.key, 1, 1000), {}});
            }
        }
        if (pattern.levels.empty())
            reader.complain("\"levels\" is missing", "for example {\"weak\": 4, \"strong\": 8}");
        pattern.checkable = row_.always();
        if (subfolder == "patterns") {
            pattern.about = reader.text("about");
            pattern.evidence = reader.text("evidence");
            check_among(reader, "evidence", pattern.evidence, evidence_words);
            pattern.evidence_note = reader.text("evidence_note");
            pattern.claims = reader.texts("claims");
            check_claims(reader, pattern.claims);
            read_requirements(reader, pattern);
            read_caps(reader, pattern);
            pattern.checkable = optional_condition(reader, "checkable", {Table::cleared, true, pattern.id});
        }
        reader.finish();
        settle_levels(reader, pattern);
        note_place(reader, subfolder == "causes" ? "cause" : "pattern", pattern.id, pattern.points);
    }
}

}  // namespace sleepcheck::knowledge
