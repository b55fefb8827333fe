#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Question& question) {
    Json result{{"id", question.id},
                {"section", question.section},
                {"name", question.name},
                {"kind", word_for(question.kind)},
                {"tier", word_for(question.tier)},
                {"prompt", question.prompt},
                {"why", question.why},
                {"private", question.is_private},
                {"never_stored", question.never_stored},
                {"claims", question.claims}};
    if (question.kind == Kind::integer) {
        result["unit"] = question.unit;
        result["min"] = question.least;
        result["max"] = question.most;
    }
    for (const auto& option : question.options) {
        result["options"].push_back({{"value", option.value}, {"label", option.label}});
    }
    return result;
}

std::string catalogue_json(const Knowledge& knowledge) {
    Json result{{"format", "sleepcheck-questions/1"}, {"rules", knowledge.name}, {"questions", Json::array()}};
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const Question& question = knowledge.catalogue.entries[i];
        if (!question.from_log) result["questions"].push_back(to_json(question));
    }
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// What may be answered, in one line.
std::string answers_of(const Question& question) {
    if (question.options.empty()) return expected_answer(question);
    std::vector<std::string> options;
    for (const auto& option : question.options) {
        const bool same = option.label.size() == option.value.size() && capitalised(option.value) == option.label;
        options.push_back(same ? option.value : fmt::format("{} ({})", option.value, option.label));
    }
    const bool several = question.kind == Kind::multi_choice;
    return several ? fmt::format("any of {}", fmt::join(options, ", ")) : listed(options, " or ");
}

bool is_put_to_nobody(const Catalogue& catalogue, const Section& section) {
    return std::none_of(catalogue.entries.begin(), catalogue.entries.end(),
                        [&](const Question& question) { return question.section == section.id && !question.from_log; });
}

Document catalogue_document(const Knowledge& knowledge) {
    Document document;
    const Catalogue& catalogue = knowledge.catalogue;
    for (const Section& section : catalogue.sections) {
        if (is_put_to_nobody(catalogue, section)) continue;
        document.push_back(Heading{section.title, Tone::headline});
        for (std::size_t i = 0; i < catalogue.questions; ++i) {
            const Question& question = catalogue.entries[i];
            if (question.section != section.id || question.from_log) continue;
            document.push_back(Note{question.prompt, fmt::format("{}: {}", question.id, answers_of(question))});
        }
    }
    document.push_back(
        Paragraph{"sleepcheck questions show ID tells why a question is asked; "
                  "sleepcheck questions --template writes a file to fill in.",
                  Tone::quiet});
    return document;
}

Document question_document(const Knowledge& knowledge, FactId fact) {
    const Question& question = knowledge.catalogue.at(fact);
    Document document{Heading{question.id, Tone::headline}, Paragraph{question.prompt}};
    if (question.options.empty()) {
        document.push_back(Paragraph{"Answer: " + answers_of(question)});
    } else {
        document.push_back(
            Paragraph{question.kind == Kind::multi_choice ? "Any of these (none stands alone):" : "One of these:"});
        Entries entries;
        for (const auto& option : question.options) entries.entries.push_back({option.value, option.label});
        document.push_back(std::move(entries));
    }
    document.push_back(Paragraph{"Why it is asked: " + question.why});
    const auto applies = in_words(knowledge, knowledge.rules.applies[index_of(fact)]);
    if (applies.size() != 1 || applies.front().text != "always") {
        document.push_back(Paragraph{"Asked only when this holds:"});
        Entries entries;
        for (const auto& line : applies) {
            entries.entries.push_back({"-", line.text, line.depth});
        }
        document.push_back(std::move(entries));
    }
    if (question.is_private)
        document.push_back(Paragraph{"Private: a report repeats this answer only with --show-private."});
    if (question.never_stored) document.push_back(Paragraph{"Never stored: an interview writes it to no file."});
    return document;
}

}  // namespace

Status questions(const QuestionsCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    if (command.as_template) {
        put(console, template_of(knowledge.catalogue));
        return Status::done;
    }
    if (command.show.empty()) {
        put(console, command.format == Format::json
                         ? catalogue_json(knowledge)
                         : to_text(catalogue_document(knowledge), text_style(console, command.wishes)));
        return Status::done;
    }
    const auto fact = find_fact(knowledge.catalogue, command.show);
    if (!fact || knowledge.catalogue.at(*fact).derived) {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i)
            ids.push_back(knowledge.catalogue.entries[i].id);
        const auto near = nearest(command.show, ids);
        throw Error(Status::usage, fmt::format("unknown question \"{}\"", printable(command.show)),
                    near ? fmt::format("did you mean \"{}\"?", *near) : "\"sleepcheck questions\" lists them");
    }
    if (command.format == Format::json) {
        put(console, to_json(knowledge.catalogue.at(*fact)).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    } else {
        put(console, to_text(question_document(knowledge, *fact), text_style(console, command.wishes)));
    }
    return Status::done;
}

}  // namespace sleepcheck::cli
