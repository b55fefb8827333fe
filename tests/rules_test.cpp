// Demands on all rules alike. A new demand on the rules is a new test here.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <set>

#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

/// Words of the rules to a person, each with the name of the thing they belong to.
using Words = std::vector<std::pair<std::string, std::string>>;

template <typename Visit>
void each_score(const Visit& visit) {
    for (const Pattern& pattern : built_in_rules().patterns) visit(pattern);
    for (const Pattern& cause : built_in_rules().causes) visit(cause);
}

/// What is said about the person: signs, limits, flags, contradictions, outcomes.
Words words_about_the_person() {
    const Knowledge& rules = built_in_rules();
    Words words;
    each_score([&](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) words.emplace_back(sign.id, sign.says);
        for (const Requirement& requirement : pattern.requirements) words.emplace_back(pattern.id, requirement.says);
        for (const Cap& cap : pattern.caps) words.emplace_back(pattern.id, cap.says);
    });
    for (const Flag& flag : rules.flags) {
        words.emplace_back(flag.id, flag.title);
        words.emplace_back(flag.id, flag.action);
    }
    for (const Contradiction& contradiction : rules.contradictions)
        words.emplace_back(contradiction.id, contradiction.says);
    for (const Outcome& outcome : rules.outcomes) {
        words.emplace_back(outcome.id, outcome.headline);
        words.emplace_back(outcome.id, outcome.says);
    }
    for (const OutcomeLine& line : rules.lines) words.emplace_back("line " + line.reason, line.says);
    for (const auto* choices : {&rules.leaning, &rules.side}) {
        for (const Choice& choice : *choices) words.emplace_back(choice.value, choice.says);
    }
    return words;
}

/// All of these, and questions, plan, evidence, report.
Words all_words() {
    const Knowledge& rules = built_in_rules();
    Words words = words_about_the_person();
    for (const Question& question : rules.catalogue.entries) {
        words.emplace_back(question.id, question.prompt);
        words.emplace_back(question.id, question.why);
        for (const Option& option : question.options) words.emplace_back(question.id, option.label);
    }
    each_score([&](const Pattern& pattern) {
        words.emplace_back(pattern.id, pattern.about);
        words.emplace_back(pattern.id, pattern.evidence_note);
    });
    for (const PlanEntry& entry : rules.plan) {
        for (const PlanPiece& piece : entry.first) {
            words.emplace_back(piece.id, piece.title);
            words.emplace_back(piece.id, piece.text);
        }
    }
    for (const auto& [key, text] : rules.words) words.emplace_back(key, text);
    return words;
}

std::string in_lower_case(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

bool contains(const std::string& text, const std::string& part) {
    return in_lower_case(text).find(part) != std::string::npos;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
    return std::isalpha(static_cast<unsigned char>(letter)) != 0;
}

/// A number followed by a unit in which products are sold: "400 mg", "0.5mg", "1,000 IU".
bool looks_like_a_dose(const std::string& text) {
    const std::vector<std::string> units{"mg", "mcg",       "\xC2\xB5g", "\xCE\xBCg", "iu",
                                         "g",  "milligram", "microgram", "gram"};
    const std::string lower = in_lower_case(text);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (!is_digit(lower[i])) continue;
        const std::size_t unit_at = lower.find_first_not_of(" -", i + 1);
        if (unit_at == std::string::npos) continue;
        for (const std::string& unit : units) {
            if (lower.compare(unit_at, unit.size(), unit) != 0) continue;
            std::size_t end = unit_at + unit.size();
            if (end < lower.size() && lower[end] == 's') ++end;
            if (end == lower.size() || !is_letter(lower[end])) return true;
        }
    }
    return false;
}

bool is_words(const std::string& id) {
    const auto fits = [](char letter) { return (letter >= 'a' && letter <= 'z') || letter == '_' || is_digit(letter); };
    return std::all_of(id.begin(), id.end(), fits) && std::count_if(id.begin(), id.end(), is_letter) > 2 &&
           is_letter(id[0]);
}

}  // namespace

TEST_CASE("no file of the rules was lost") {
    const Knowledge& rules = built_in_rules();
    std::size_t signs = 0;
    each_score([&](const Pattern& pattern) { signs += pattern.signs.size(); });
    CHECK(questions_asked(rules.catalogue) == 47);
    CHECK(rules.catalogue.questions == 48);
    CHECK(rules.catalogue.entries.size() - rules.catalogue.questions == 5);
    CHECK(signs == 104);
    CHECK(rules.patterns.size() == 2);
    CHECK(rules.causes.size() == 15);
    CHECK(rules.flags.size() == 26);
    CHECK(rules.contradictions.size() == 6);
    CHECK(rules.claims.size() == 49);
}

TEST_CASE("a file of the rules is named after the id in it") {
    for (const auto& [name, file] : built_in_files()) {
        INFO(name);
        const auto slash = name.find('/');
        if (slash == std::string::npos) continue;
        CHECK(file["id"] == name.substr(slash + 1, name.size() - slash - 1 - std::string(".json").size()));
        CHECK(file.contains("order"));
    }
}

TEST_CASE("ids are words, not numbers") {
    CHECK_FALSE(is_words("M10"));
    CHECK_FALSE(is_words("m10"));
    const Knowledge& rules = built_in_rules();
    each_score([&](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            INFO(sign.id);
            CHECK(is_words(sign.id));
        }
    });
    for (const Flag& flag : rules.flags) CHECK(is_words(flag.id));
    for (const Contradiction& contradiction : rules.contradictions) CHECK(is_words(contradiction.id));
    for (const Question& question : rules.catalogue.entries) CHECK(is_words(question.id));
}

TEST_CASE("nothing that is said to a person is without words") {
    const Knowledge& rules = built_in_rules();
    each_score([](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            INFO(sign.id);
            CHECK(sign.says.size() > 10);
        }
    });
    for (const Flag& flag : rules.flags) {
        INFO(flag.id);
        CHECK(flag.title.size() > 3);
        CHECK(flag.action.size() > 20);
    }
    for (std::size_t i = 0; i < rules.catalogue.questions; ++i) {
        const Question& question = rules.catalogue.entries[i];
        INFO(question.id);
        CHECK(contains(question.prompt, "?"));
        CHECK(question.why.size() > 20);
    }
}

TEST_CASE("what is said ends as a sentence ends") {
    const std::set<std::string> titles = [] {
        std::set<std::string> result;
        for (const Flag& flag : built_in_rules().flags) result.insert(flag.title);
        return result;
    }();
    for (const auto& [id, text] : words_about_the_person()) {
        INFO(id << ": " << text);
        if (text.empty()) continue;
        CHECK(text.find("  ") == std::string::npos);
        if (titles.count(text) == 1) {
            CHECK(text.back() != '.');
        } else {
            CHECK(text.back() == '.');
        }
    }
}

TEST_CASE("no rule speaks of a dose") {
    for (const std::string dose : {"400 mg", "0.5mg", "1,000 IU", "2 g of", "300-mg", "5 \xC2\xB5g.", "10 mcg"}) {
        INFO(dose);
        CHECK(looks_like_a_dose(dose));
    }
    for (const std::string harmless :
         {"20 minutes", "3 goes", "2 glasses", "18 in Germany", "60 mgr", "week 2", "5 I use"}) {
        INFO(harmless);
        CHECK_FALSE(looks_like_a_dose(harmless));
    }
    for (const auto& [id, text] : all_words()) {
        INFO(id << ": " << text);
        CHECK_FALSE(looks_like_a_dose(text));
    }
}

TEST_CASE("no rule says that the person lacks something, is ill, or will be well") {
    const std::vector<std::string> diagnoses{"you are deficient", "you're deficient",  "you have a deficiency",
                                             "deficien",          "you have insomnia", "you suffer from",
                                             "you are low in"};
    const std::vector<std::string> promises{
        "cure", "guarantee", "will fix", "will help you sleep", "will make you sleep", "proven to", "miracle", "100%"};
    for (const auto& [id, text] : words_about_the_person()) {
        INFO(id << ": " << text);
        for (const std::string& diagnosis : diagnoses) CHECK_FALSE(contains(text, diagnosis));
    }
    for (const auto& [id, text] : all_words()) {
        INFO(id << ": " << text);
        for (const std::string& promise : promises) CHECK_FALSE(contains(text, promise));
    }
}

TEST_CASE("without any answer no sign counts, no flag is raised and nothing contradicts") {
    const Knowledge& rules = built_in_rules();
    Judgement judgement;
    judge(rules.rules, Facts(rules.catalogue.entries.size()), judgement);
    each_score([&](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            INFO(sign.id);
            CHECK_FALSE(judgement.holds(sign.when));
        }
    });
    for (const Flag& flag : rules.flags) {
        INFO(flag.id);
        CHECK_FALSE(judgement.holds(flag.when));
    }
    for (const Contradiction& contradiction : rules.contradictions) CHECK_FALSE(judgement.holds(contradiction.when));
}

TEST_CASE("every question can matter to a sign, a flag, a limit or a contradiction") {
    const Knowledge& rules = built_in_rules();
    std::set<FactId> used;
    const auto use = [&](StepId step) {
        for (const FactId fact : questions_of(rules.rules, step)) used.insert(fact);
    };
    each_score([&](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) use(sign.when);
        for (const Cap& cap : pattern.caps) use(cap.when);
        for (const Requirement& requirement : pattern.requirements) use(requirement.when);
    });
    for (const Flag& flag : rules.flags) use(flag.when);
    for (const Contradiction& contradiction : rules.contradictions) use(contradiction.when);
    for (std::size_t i = 0; i < rules.catalogue.questions; ++i) {
        INFO(rules.catalogue.entries[i].id);
        CHECK(used.count(FactId{static_cast<std::uint16_t>(i)}) == 1);
    }
}

TEST_CASE("no private answer is repeated in the words of a sign, a limit or a flag") {
    const Knowledge& rules = built_in_rules();
    for (const Question& question : rules.catalogue.entries) {
        if (!question.is_private) continue;
        for (const auto& [id, text] : words_about_the_person()) {
            INFO(id << ": " << text);
            CHECK_FALSE(contains(text, "{" + question.id + "}"));
        }
    }
}

TEST_CASE("every claim has a reason, every medical one a source, and every sign rests on a claim") {
    const Knowledge& rules = built_in_rules();
    for (const Claim& claim : rules.claims) {
        INFO(claim.id);
        CHECK_FALSE(claim.reason.empty());
        if (claim.grade != "not-medical") CHECK_FALSE(claim.sources.empty());
    }
    each_score([](const Pattern& pattern) {
        for (const Sign& sign : pattern.signs) {
            INFO(sign.id);
            CHECK_FALSE(sign.claims.empty());
        }
    });
}
