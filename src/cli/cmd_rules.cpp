#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// Anything of the rules that has an id.
struct Item {
    std::string kind;
    std::string id;
    std::string words;  ///< one line
    Document document;  ///< all about it
};

class Items {
public:
    explicit Items(const Knowledge& knowledge) : knowledge_(knowledge) {
        for (const Pattern& pattern : knowledge.patterns) add_pattern("pattern", pattern);
        for (const Pattern& cause : knowledge.causes) add_pattern("cause", cause);
        for (const Pattern& pattern : knowledge.patterns) add_signs(pattern);
        for (const Pattern& cause : knowledge.causes) add_signs(cause);
        for (const Flag& flag : knowledge.flags) add_flag(flag);
        for (const Contradiction& contradiction : knowledge.contradictions) add_contradiction(contradiction);
        for (const Group& group : knowledge.groups) add_group(group);
        // Each derivation stands in the row twice, on the answers as given and as cleared.
        const auto& derivations = knowledge.rules.derivations;
        for (std::size_t i = 0; i < derivations.size() / 2; ++i) add_derived(derivations[i]);
        for (const Claim& claim : knowledge.claims) add_claim(claim);
    }

    [[nodiscard]] const std::vector<Item>& all() const { return items_; }

private:
    void add(std::string kind, std::string id, std::string words, Document document) {
        Item item{std::move(kind), std::move(id), std::move(words), {}};
        item.document.push_back(Heading{fmt::format("{} {}", item.kind, item.id), Tone::headline});
        item.document.insert(item.document.end(), document.begin(), document.end());
        items_.push_back(std::move(item));
    }

    void add_condition(Document& document, std::string introduction, StepId step) const {
        document.push_back(Paragraph{std::move(introduction)});
        Entries entries;
        for (const auto& line : in_words(knowledge_, step)) {
            entries.entries.push_back({"-", line.text, line.depth});
        }
        document.push_back(std::move(entries));
    }

    [[nodiscard]] std::string grade_name(const std::string& id) const {
        const auto& grades = knowledge_.grades;
        const auto found =
            std::find_if(grades.begin(), grades.end(), [&](const Named& grade) { return grade.id == id; });
        return found == grades.end() ? id : found->name;
    }

    void add_claims(Document& document, const std::vector<std::string>& ids) const {
        for (const std::string& id : ids) {
            for (const Claim& claim : knowledge_.claims) {
                if (claim.id != id) continue;
                document.push_back(Note{fmt::format("Claim {} ({})", claim.id, grade_name(claim.grade)),
                                        fmt::format("{} Why this grade: {}", claim.says, claim.reason)});
                document.push_back(sources(claim));
            }
        }
    }

    static Entries sources(const Claim& claim) {
        Entries entries;
        for (const std::string& source : claim.sources) entries.entries.push_back({"-", source, 1});
        return entries;
    }

    void add_pattern(const std::string& kind, const Pattern& pattern) {
        Document document;
        std::vector<std::string> levels;
        for (const Level& level : pattern.levels) levels.push_back(fmt::format("{} from {}", level.id, level.points));
        document.push_back(Paragraph{pattern.about.empty() ? capitalised(pattern.name) + "." : pattern.about});
        document.push_back(Paragraph{fmt::format("Levels by points: {}.", fmt::join(levels, ", "))});
        if (!pattern.evidence.empty()) {
            document.push_back(Note{fmt::format("Evidence: {}", pattern.evidence), pattern.evidence_note});
        }
        for (const Requirement& requirement : pattern.requirements) {
            add_condition(document, fmt::format("Needed, or there is no match (\"{}\"):", requirement.says),
                          requirement.when);
        }
        for (const Cap& cap : pattern.caps) {
            const std::string level = cap.at_most == 0 ? "none" : pattern.levels[cap.at_most - 1].id;
            add_condition(document, fmt::format("At most {} when:", level), cap.when);
        }
        Entries signs;
        for (const Sign& sign : pattern.signs) signs.entries.push_back({fmt::format("{:+}", sign.points), sign.id});
        document.push_back(Paragraph{"Signs:"});
        document.push_back(std::move(signs));
        add_claims(document, pattern.claims);
        add(kind, pattern.id, pattern.name, std::move(document));
    }

    /// The words of a sign with a stand-in for each answer.
    [[nodiscard]] std::string said(const Sign& sign) const {
        return filled(sign.says, [&](std::string_view name) -> std::optional<std::string> {
            const auto fact = find_fact(knowledge_.catalogue, name);
            return fact && knowledge_.catalogue.at(*fact).kind == Kind::time ? "HH:MM" : "N";
        });
    }

    void add_signs(const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            Document document;
            document.push_back(Paragraph{said(sign)});
            document.push_back(
                Paragraph{fmt::format("{:+} for {}{}; role: {}; evidence: {}.", sign.points, pattern.name,
                                      sign.domain.empty() ? "" : fmt::format(", part \"{}\"", sign.domain), sign.role,
                                      grade_name(sign.grade))});
            add_condition(document, "Counts when:", sign.when);
            add_claims(document, sign.claims);
            add("sign", sign.id, fmt::format("{:+} {}: {}", sign.points, pattern.id, said(sign)), std::move(document));
        }
    }

    void add_flag(const Flag& flag) {
        Document document;
        document.push_back(Note{fmt::format("{} ({})", flag.title, word_for(flag.urgency)), flag.action});
        if (flag.halt) document.push_back(Paragraph{"After this flag nothing is sorted."});
        add_condition(document, "Raised when:", flag.when);
        add("flag", flag.id, fmt::format("{}: {}", word_for(flag.urgency), flag.title), std::move(document));
    }

    void add_contradiction(const Contradiction& contradiction) {
        Document document;
        document.push_back(Paragraph{contradiction.says});
        add_condition(document, "Found when:", contradiction.when);
        std::vector<std::string> names;
        for (const FactId fact : contradiction.clears) names.push_back(knowledge_.catalogue.at(fact).id);
        document.push_back(Paragraph{"Set aside then: " + listed(names) + "."});
        add("contradiction", contradiction.id, contradiction.says, std::move(document));
    }

    void add_group(const Group& group) {
        Document document;
        document.push_back(Paragraph{capitalised(group.name) + "."});
        add_condition(document, "Enough is known when:", group.met);
        add("group", group.id, group.name, std::move(document));
    }

    void add_derived(const Derivation& derivation) {
        const Question& fact = knowledge_.catalogue.at(derivation.fact);
        Document document{
            Paragraph{capitalised(fact.name) + ", worked out from answers. The first of these that holds:"}};
        for (const Branch& branch : derivation.first) {
            if (!branch.is_hours) {
                add_condition(document, fmt::format("{} when:", spoken(fact, branch.value)), branch.when);
                continue;
            }
            const auto name = [&](FactId id) { return knowledge_.catalogue.at(id).name; };
            document.push_back(Paragraph{fmt::format("the hours from {} to {}, unless more than {}", name(branch.from),
                                                     name(branch.to), spoken(fact, branch.unknown_above))});
        }
        document.push_back(Paragraph{"Otherwise it is unknown."});
        add("derived", fact.id, fact.name, std::move(document));
    }

    void add_claim(const Claim& claim) {
        Document document;
        document.push_back(Paragraph{claim.says});
        document.push_back(Paragraph{fmt::format("Grade: {}. {}", grade_name(claim.grade), claim.reason)});
        document.push_back(sources(claim));
        add("claim", claim.id, fmt::format("{}: {}", claim.grade, claim.says), std::move(document));
    }

    const Knowledge& knowledge_;
    std::vector<Item> items_;
};

bool holds_ignoring_case(std::string_view text, std::string_view part) {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    const auto same = [&](char left, char right) { return lower(left) == lower(right); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

[[noreturn]] void unknown(std::string_view what, const std::string& written, const std::vector<std::string>& known,
                          std::string_view otherwise) {
    const auto near = nearest(written, known);
    throw Error(Status::usage, fmt::format("unknown {} \"{}\"", what, printable(written)),
                near ? fmt::format("did you mean \"{}\"?", *near) : std::string(otherwise));
}

}  // namespace

Status rules_list(const RulesListCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    const Items items(knowledge);
    const std::vector<std::string> kinds{"pattern",       "cause", "sign",    "flag",
                                         "contradiction", "group", "derived", "claim"};
    if (!command.kind.empty() && std::find(kinds.begin(), kinds.end(), command.kind) == kinds.end()) {
        unknown("kind", command.kind, kinds, "there is " + listed(kinds));
    }
    std::string text;
    for (const Item& item : items.all()) {
        if (!command.kind.empty() && item.kind != command.kind) continue;
        if (!holds_ignoring_case(item.id, command.filter) && !holds_ignoring_case(item.words, command.filter)) continue;
        text += printable(fmt::format("{:<13} {:<36} {}", item.kind, item.id, item.words)) + '\n';
    }
    if (text.empty()) {
        throw Error(Status::usage, fmt::format("no rule holds \"{}\"", printable(command.filter)),
                    "\"sleepcheck rules list\" without a word lists them all");
    }
    put(console, text);
    return Status::done;
}

Status rules_show(const RulesShowCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    const Items items(knowledge);
    Document document;
    std::vector<std::string> ids;
    for (const Item& item : items.all()) {
        ids.push_back(item.id);
        if (item.id == command.id) document.insert(document.end(), item.document.begin(), item.document.end());
    }
    if (document.empty()) unknown("rule", command.id, ids, "\"sleepcheck rules list\" lists them");
    put(console, to_text(document, text_style(console, command.wishes)));
    return Status::done;
}

}  // namespace sleepcheck::cli
