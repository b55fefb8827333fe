#include "sleepcheck/report.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sleepcheck/date.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

class Composer {
public:
    Composer(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options)
        : knowledge_(knowledge), assessment_(assessment), options_(options) {}

    Document document() && {
        add_flags("heading_urgent", Urgency::urgent, Urgency::emergency, Tone::urgent);
        add_headline();
        add_levels();
        if (!options_.brief) add_details();
        add(Paragraph{said("disclaimer"), Tone::quiet});
        return std::move(document_);
    }

private:
    void add(Block block) { document_.push_back(std::move(block)); }

    void add_details() {
        if (assessment_.line != nullptr) {
            add_log();
            add_patterns();
            add_causes();
            add_side();
            add_what_would_change();
            add_plan();
        }
        add_flags("heading_cautions", Urgency::caution, Urgency::caution, Tone::plain);
        add_professional();
        if (options_.explain) add_explanation();
    }

    /// A text of the rules with `{name}` filled in; empty when the rules leave it out.
    template <typename Meaning>
    [[nodiscard]] std::string said(std::string_view key, const Meaning& meaning) const {
        return filled(word(knowledge_, key), meaning);
    }
    [[nodiscard]] std::string said(std::string_view key) const { return std::string(word(knowledge_, key)); }

    void add_heading(std::string_view key) {
        if (const std::string text = said(key); !text.empty()) add(Heading{text});
    }
    void add_heading(std::string_view key, const Pattern& pattern) {
        const auto meaning = [&](std::string_view) { return std::optional(pattern.name); };
        if (const std::string text = said(key, meaning); !text.empty()) add(Heading{text});
    }

    void add_flags(std::string_view heading, Urgency from, Urgency to, Tone tone) {
        bool first = true;
        for (auto urgency = to; urgency >= from; urgency = static_cast<Urgency>(static_cast<int>(urgency) - 1)) {
            for (const Flag* flag : assessment_.flags) {
                if (flag->urgency != urgency) continue;
                if (first) add(Heading{said(heading), tone});
                first = false;
                add(Note{flag->title, flag->action, tone});
            }
            if (urgency == Urgency::caution) break;
        }
    }

    void add_headline() {
        const Outcome& outcome = *assessment_.outcome;
        const auto level_of = [&](std::string_view id) -> std::optional<std::string> {
            for (const Score& score : assessment_.patterns) {
                if (score.pattern->id == id) return std::string(level_name(score));
            }
            return std::nullopt;
        };
        add(Heading{filled(outcome.headline, level_of), Tone::headline});
        std::string text;
        const auto append = [&](const std::string& sentence) {
            if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
        };
        if (assessment_.leaning != nullptr) append(assessment_.leaning->says);
        append(outcome.says);
        if (assessment_.line != nullptr) append(assessment_.line->says);
        if (!text.empty()) add(Paragraph{text});
        if (assessment_.line == nullptr) return;
        add(Paragraph{how_sure()});
        add(Paragraph{rests_on()});
    }

    /// Whether more answers could change the result, and which.
    [[nodiscard]] std::string how_sure() const {
        const auto& matters = assessment_.could_matter;
        constexpr std::size_t few = 6;
        std::vector<std::string> questions;
        for (const FactId fact : matters) questions.push_back(knowledge_.catalogue.at(fact).name);
        const auto count = [&](std::string_view) { return std::optional(fmt::format("{}", matters.size())); };
        const std::string open = matters.size() > few ? said("many_questions", count) : listed(questions);
        const auto meaning = [&](std::string_view name) -> std::optional<std::string> {
            return name == "questions" ? open : listed(other_outcomes(), " or ");
        };
        if (!settled(assessment_)) return said("provisional", meaning);
        return said("settled") + (matters.empty() ? "" : " " + said("still_open", meaning));
    }

    [[nodiscard]] std::vector<std::string> other_outcomes() const {
        std::vector<std::string> names;
        for (const Outcome* outcome : assessment_.possible_outcomes) {
            if (outcome != assessment_.outcome) names.push_back(outcome->name);
        }
        return names;
    }

    [[nodiscard]] std::string rests_on() const {
        std::size_t answered = 0;
        const std::size_t questions = questions_asked(knowledge_.catalogue);
        for (std::size_t i = 0; i < knowledge_.catalogue.questions; ++i) {
            answered += assessment_.given.known(FactId(i)) && !knowledge_.catalogue.entries[i].from_log ? 1U : 0U;
        }
        if (answered == 0) return said("answered_none");
        return said("answered", [&](std::string_view name) {
            return std::optional(fmt::format("{}", name == "answered" ? answered : questions));
        });
    }

    void add_levels() {
        if (assessment_.patterns.empty()) return;
        add_heading("heading_patterns");
        Bars bars;
        for (const Score& score : assessment_.patterns) bars.bars.push_back(bar(score));
        add(std::move(bars));
    }

    void add_patterns() {
        bool any_sign = false;
        for (const Score& score : assessment_.patterns) {
            add_signs("heading_for", score, [](const Sign& sign) { return sign.points > 0; });
            add_signs("heading_against", score, [](const Sign& sign) { return sign.points < 0; });
            add_limits(score);
            any_sign = any_sign || !score.counted.empty();
        }
        if (!any_sign && !said("no_signs").empty()) add(Paragraph{said("no_signs")});
        add_worth();
    }

    [[nodiscard]] Bar bar(const Score& score) const {
        constexpr double room_above_the_top = 1.25;
        const double full = score.pattern->levels.back().points * room_above_the_top;
        const std::string level = score.level == 0 ? said("level_none") : std::string(level_name(score));
        const auto end = [&](std::string_view name) {
            return std::optional(
                fmt::format("{}", name == "least" ? score.points_range.least : score.points_range.most));
        };
        const bool open = score.points_range.least != score.points_range.most;
        return {score.pattern->name,
                score.points / full,
                {fmt::format("{}", score.points), open ? said("range", end) : "", level},
                fmt::format("{}: {}", said("evidence"), score.pattern->evidence)};
    }

    template <typename Wanted>
    void add_signs(std::string_view heading, const Score& score, const Wanted& wanted) {
        Entries entries;
        for (const CountedSign& counted : score.counted) {
            if (wanted(*counted.sign))
                entries.entries.push_back({fmt::format("{:+}", counted.sign->points), counted.says});
        }
        if (entries.entries.empty()) return;
        add_heading(heading, *score.pattern);
        add(std::move(entries));
    }

    void add_limits(const Score& score) {
        if (score.limits.empty()) return;
        add_heading("heading_limits", *score.pattern);
        Entries entries;
        for (const std::string& limit : score.limits) entries.entries.push_back({"-", limit});
        add(std::move(entries));
    }

    void add_worth() {
        add_heading("heading_worth");
        add(Paragraph{said("worth")});
        for (const Score& score : assessment_.patterns) {
            if (score.level == 0 || score.pattern->evidence_note.empty()) continue;
            add(Note{capitalised(score.pattern->name), score.pattern->evidence_note});
        }
    }

    /// What the nights of a log answered, and where a person's answers differ.
    void add_log() {
        if (!assessment_.log || assessment_.log->facts.empty()) return;
        const LogAnswers& log = *assessment_.log;
        add_heading("heading_log");
        add(Paragraph{said("log_rests", [&](std::string_view name) -> std::optional<std::string> {
            if (name == "nights") return counted(log.nights, "night", "nights");
            if (name == "least") return counted(log.least_nights, "night", "nights");
            return to_string(name == "first" ? *log.first : *log.last);
        })});
        if (log.sensed && !said("log_sensed").empty()) add(Paragraph{said("log_sensed")});
        Entries entries;
        for (const LoggedFact& fact : log.facts) entries.entries.push_back({"-", logged(fact)});
        add(std::move(entries));
        add_warnings(log);
    }

    void add_warnings(const LogAnswers& log) {
        if (log.warnings.empty()) return;
        add(Paragraph{said("log_warnings")});
        Entries entries;
        for (const Problem& warning : log.warnings) {
            entries.entries.push_back({fmt::format("{}", warning.place.line), warning.what});
        }
        add(std::move(entries));
    }

    [[nodiscard]] std::string logged(const LoggedFact& fact) const {
        const Question& question = knowledge_.catalogue.at(fact.fact);
        const auto shown = [&](const std::optional<std::int32_t>& value) -> std::string {
            if (question.is_private && !options_.show_private) return said("private_answer");
            return value ? spoken(question, *value) : said("log_no_word");
        };
        const auto meaning = [&](std::string_view name) -> std::optional<std::string> {
            return name == "nights" ? counted(fact.nights, "night", "nights") : shown(fact.answered);
        };
        std::string text = fmt::format("{}: {}", capitalised(question.name), shown(fact.value));
        text += " " + said(fact.too_few ? "log_not_used" : fact.from_few ? "log_few" : "log_nights", meaning);
        if (fact.differs) text += " " + said(fact.used ? "log_differs" : "log_differs_unused", meaning);
        return text;
    }

    void add_causes() {
        if (assessment_.causes.empty()) return;
        add_heading("heading_causes");
        Entries entries;
        for (const Score& score : assessment_.causes) {
            std::string text;
            for (const CountedSign& counted : score.counted) text += (text.empty() ? "" : " ") + counted.says;
            entries.entries.push_back({fmt::format("{} ({})", score.pattern->name, level_name(score)), text});
        }
        add(std::move(entries));
    }

    void add_side() {
        if (assessment_.side == nullptr || assessment_.side->says.empty()) return;
        add_heading("heading_side");
        add(Paragraph{assessment_.side->says});
    }

    void add_what_would_change() {
        const bool unsure = !assessment_.outcome->conclusive;
        const bool missing = unsure && !assessment_.missing.empty();
        if (!missing && assessment_.not_excluded.empty() && assessment_.contradictions.empty()) return;
        add_heading("heading_change");
        if (missing) {
            add(Paragraph{said("missing")});
            Entries entries;
            for (const FactId fact : assessment_.missing) {
                entries.entries.push_back({"-", capitalised(knowledge_.catalogue.at(fact).name) + ": " +
                                                    knowledge_.catalogue.at(fact).prompt});
            }
            add(std::move(entries));
        }
        if (!assessment_.not_excluded.empty()) {
            add(Paragraph{said("not_excluded")});
            Entries entries;
            for (const FactId fact : assessment_.not_excluded) {
                entries.entries.push_back({"-", capitalised(knowledge_.catalogue.at(fact).name)});
            }
            add(std::move(entries));
        }
        if (assessment_.contradictions.empty()) return;
        add(Paragraph{said("contradictions")});
        Entries entries;
        for (const auto& found : assessment_.contradictions)
            entries.entries.push_back({"-", found.contradiction->says});
        add(std::move(entries));
    }

    void add_plan() {
        if (!assessment_.plan.empty()) {
            add_heading("heading_plan");
            for (const auto& given : assessment_.plan) {
                const auto week = [&](std::string_view) { return std::optional(fmt::format("{}", given.week)); };
                add(Note{fmt::format("{}: {}", said("week", week), given.piece->title), given.piece->text});
            }
        }
        if (assessment_.foods.empty()) return;
        add_heading("heading_foods");
        Entries entries;
        for (const Food* food : assessment_.foods) {
            entries.entries.push_back({"-", fmt::format("{}: {}", food->group, fmt::join(food->examples, ", "))});
        }
        add(std::move(entries));
    }

    void add_professional() {
        const auto places = document_.size();
        add_flags("heading_professional", Urgency::see_routine, Urgency::see_soon, Tone::plain);
        if (said("professional").empty() || assessment_.line == nullptr) return;
        if (document_.size() == places) add_heading("heading_professional");
        add(Paragraph{said("professional")});
    }

    void add_explanation() {
        add_heading("heading_explain");
        for (const Score& score : assessment_.patterns) add_explanation(score);
        for (const Score& score : assessment_.causes) add_explanation(score);
        for (const Score& score : assessment_.causes_without_points) add_explanation(score);
    }

    void add_explanation(const Score& score) {
        add(Paragraph{capitalised(score.pattern->name)});
        Entries entries;
        for (const Sign& sign : score.pattern->signs) entries.entries.push_back(explained(score, sign));
        add(std::move(entries));
    }

    [[nodiscard]] Entry explained(const Score& score, const Sign& sign) const {
        for (const auto& counted : score.counted) {
            if (counted.sign == &sign) return explained("yes", sign, counted.facts);
        }
        for (const auto& uncounted : score.uncounted) {
            if (uncounted.sign == &sign)
                return explained(uncounted.truth == Truth::no ? "no" : "?", sign, uncounted.facts);
        }
        return {};
    }

    [[nodiscard]] Entry explained(std::string_view truth, const Sign& sign, const std::vector<FactId>& facts) const {
        std::vector<std::string> reasons;
        for (const FactId fact : facts) {
            const Question& question = knowledge_.catalogue.at(fact);
            const auto& aside = assessment_.set_aside;
            std::string answer = said("not_answered");
            if (std::find(aside.begin(), aside.end(), fact) != aside.end()) {
                answer = said("set_aside");
            } else if (assessment_.given.known(fact)) {
                answer = question.is_private && !options_.show_private
                             ? said("private_answer")
                             : spoken(question, assessment_.given.value(fact));
            }
            reasons.push_back(fmt::format("{}: {}", question.name, answer));
        }
        return {std::string(truth), fmt::format("{:+} {} - {}", sign.points, sign.id, fmt::join(reasons, "; "))};
    }

    const Knowledge& knowledge_;
    const Assessment& assessment_;
    const ReportOptions& options_;
    Document document_;
};

}  // namespace

Document compose(const Knowledge& knowledge, const Assessment& assessment, const ReportOptions& options) {
    return Composer(knowledge, assessment, options).document();
}

}  // namespace sleepcheck
