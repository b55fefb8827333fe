#include "cli/conversation.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

std::string title_of(const Catalogue& catalogue, const Question& question) {
    for (const Section& section : catalogue.sections) {
        if (section.id == question.section) return section.title;
    }
    return {};
}

/// What may be typed, in a few words below the question.
std::string form_of(const Question& question) {
    switch (question.kind) {
        case Kind::integer:
            return fmt::format("a whole number of {}, from {} to {}", question.unit, question.least, question.most);
        case Kind::time: return "a time of day, like 23:30";
        case Kind::multi_choice: return "one number or more, with commas between";
        case Kind::yes_no:
        case Kind::choice:
        case Kind::hours: break;
    }
    return {};
}

/// What was said before, for a question that is put again.
std::string earlier(const Question& question, const Interview& interview, FactId fact, bool show_private) {
    if (question.never_stored) return "What you said is not kept; Enter leaves it so.";
    if (!interview.facts().known(fact)) return "You skipped this; Enter leaves it so.";
    if (question.is_private && !show_private) return "You answered this (private); Enter keeps your answer.";
    return fmt::format("You said: {}. Enter keeps it.", spoken(question, interview.facts().value(fact)));
}

std::string said(const Question& question, const Interview& interview, FactId fact, bool show_private) {
    if (question.never_stored) return "(asked, not kept)";
    if (!interview.facts().known(fact)) return "skipped";
    if (question.is_private && !show_private) return "(private)";
    return spoken(question, interview.facts().value(fact));
}

std::string grade_name(const Knowledge& knowledge, const std::string& id) {
    for (const Named& grade : knowledge.grades) {
        if (grade.id == id) return grade.name;
    }
    return id;
}

}  // namespace

Conversation::Conversation(const Console& console, const TerminalWishes& wishes)
    : console_(console), lines_(console.streams.input) {
    const Terminal terminal =
        look_at({console.streams.input, console.streams.error, console.streams.error}, wishes, console.environment);
    style_ = {terminal.columns, terminal.color, terminal.utf8};
    echoes_ = terminal.input_is_terminal;
}

void Conversation::say(const Document& document) {
    say(to_text(document, style_));
}

void Conversation::say(std::string text) {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), console_.streams.error));
    static_cast<void>(std::fflush(console_.streams.error));
}

std::optional<std::string> Conversation::hear() {
    say("> ");
    Line line = lines_.next();
    if (!echoes_ || line.kind != Line::Kind::text) say("\n");
    switch (line.kind) {
        case Line::Kind::text: return std::move(line.text);
        case Line::Kind::end: parting_ = Status::done; break;
        case Line::Kind::interrupted: parting_ = Status::interrupted; break;
        case Line::Kind::terminated: parting_ = Status::terminated; break;
        case Line::Kind::hung_up: parting_ = Status::hung_up; break;
    }
    return std::nullopt;
}

Document commands_document() {
    Document document;
    document.push_back(Paragraph{"At every question one letter does this:"});
    document.push_back(Entries{{{"?", "why this is asked, and what it is used for"},
                                {"b", "back to the question before"},
                                {"s", "skip: it stays unknown, and that is never counted as \"no\""},
                                {"l", "list your answers, and change any of them"},
                                {"r", "the result so far"},
                                {"q", "save and leave; you can go on later"}}});
    return document;
}

Document welcome(bool saves) {
    Document document;
    document.push_back(
        Paragraph{"Questions, one at a time, and then what your answers point to. For education only: this is no "
                  "diagnosis. If you are in danger or have thoughts of harming yourself, call your emergency number "
                  "or a crisis line now."});
    for (Block& block : commands_document()) document.push_back(std::move(block));
    if (saves) document.push_back(Paragraph{"Each answer is saved at once, readable by you alone.", Tone::quiet});
    return document;
}

Document question_document(const Knowledge& knowledge, const Interview& interview, bool show_private) {
    const FactId fact = *interview.question();
    const Question& question = knowledge.catalogue.at(fact);
    const std::size_t to_go = interview.about_to_go();
    const std::string rest = interview.looks_back() ? "once more"
                             : to_go == 0           ? "perhaps the last"
                                                    : fmt::format("about {} to go", to_go);
    Document document;
    document.push_back(
        Heading{fmt::format("{}: question {}, {}", title_of(knowledge.catalogue, question), interview.number(), rest),
                Tone::quiet});
    document.push_back(Paragraph{question.prompt});
    Entries entries;
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        entries.entries.push_back({fmt::format("{}", i + 1), question.options[i].label});
    }
    if (const std::string form = form_of(question); !form.empty()) entries.entries.push_back({"", form});
    document.push_back(std::move(entries));
    if (interview.looks_back()) {
        document.push_back(Entries{{{"", earlier(question, interview, fact, show_private)}}});
    }
    return document;
}

Document why_document(const Knowledge& knowledge, FactId fact) {
    const Question& question = knowledge.catalogue.at(fact);
    Document document{Paragraph{question.why}};
    Entries entries;
    for (const std::string& id : question.claims) {
        for (const Claim& claim : knowledge.claims) {
            if (claim.id != id) continue;
            entries.entries.push_back({"-", fmt::format("{} ({})", claim.says, grade_name(knowledge, claim.grade))});
        }
    }
    if (!entries.entries.empty()) {
        document.push_back(Paragraph{"It is used for these claims, with how good the evidence is:"});
        document.push_back(std::move(entries));
    }
    for (Block& block : commands_document()) document.push_back(std::move(block));
    return document;
}

std::vector<ListedAnswer> listed_answers(const Knowledge& knowledge, const Interview& interview) {
    std::vector<ListedAnswer> answers;
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (interview.passed(fact)) answers.push_back({answers.size() + 1, fact});
    }
    return answers;
}

Document list_document(const Knowledge& knowledge, const Interview& interview, const std::vector<ListedAnswer>& answers,
                       bool show_private) {
    Document document;
    if (answers.empty()) return {Paragraph{"Nothing was answered yet."}};
    for (const Section& section : knowledge.catalogue.sections) {
        Entries entries;
        for (const ListedAnswer& answer : answers) {
            const Question& question = knowledge.catalogue.at(answer.fact);
            if (question.section != section.id) continue;
            const std::string text = said(question, interview, answer.fact, show_private);
            entries.entries.push_back(
                {fmt::format("{:>2}", answer.number), fmt::format("{}: {}", capitalised(question.name), text)});
        }
        if (entries.entries.empty()) continue;
        document.push_back(Heading{section.title});
        document.push_back(std::move(entries));
    }
    return document;
}

}  // namespace sleepcheck::cli
