#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/line_reader.hpp"
#include "sleepcheck/document.hpp"
#include "sleepcheck/interview.hpp"

/// What is said in an interview and what is heard. Everything said goes to standard error, so that standard output
/// holds the report and nothing else. Lines follow each other; none is ever drawn again.
namespace sleepcheck::cli {

class Conversation {
public:
    Conversation(const Console& console, const TerminalWishes& wishes);

    /// Nobody listening any more is no reason to stop: what matters is saved and reported elsewhere.
    void say(const Document& document);
    void say(std::string text);

    /// Waits for a line. Empty when there is none and never will be: then `parting` says why.
    [[nodiscard]] std::optional<std::string> hear();

    /// Why nothing is heard any more: `done` for the end of the input, else the status of the signal.
    [[nodiscard]] Status parting() const { return parting_; }

private:
    const Console& console_;
    TextStyle style_;
    bool echoes_;  ///< the terminal shows what is typed, its line end included
    LineReader lines_;
    Status parting_ = Status::done;
};

/// The letters that work at every question.
Document commands_document();

/// How an interview begins.
Document welcome(bool saves);

/// The question as it is put.
Document question_document(const Knowledge& knowledge, const Interview& interview, bool show_private);

/// Why the question is put, and the claims that its answer is used for, with their grades.
Document why_document(const Knowledge& knowledge, FactId question);

/// A question that was put, with the number it has in the list.
struct ListedAnswer {
    std::size_t number = 0;
    FactId fact{};
};

/// Every question that was answered or skipped, numbered in the order of the catalogue.
std::vector<ListedAnswer> listed_answers(const Knowledge& knowledge, const Interview& interview);

/// The list as it is read.
Document list_document(const Knowledge& knowledge, const Interview& interview, const std::vector<ListedAnswer>& answers,
                       bool show_private);

}  // namespace sleepcheck::cli
