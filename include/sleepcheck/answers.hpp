#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sleepcheck/catalogue.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/facts.hpp"

namespace sleepcheck {

/// Answers as read from a document. The facts are complete only when there are no problems.
struct ReadAnswers {
    Facts facts{0};
    Problems problems;  ///< all of the document, sorted by place; no private value is repeated in them
    std::string id;     ///< the document's own id, a JSON scalar as it is written there; empty when it has none
    /// A sleep log that stands in the document: the whole text with all else blanked out, so that places in it are
    /// those of the document. Empty when there is none.
    std::optional<std::string> log;
};

/// Reads answers: a flat object `{"fact": value}`, or the same under `"answers"` beside
/// `"format": "sleepcheck-answers/1"`; in both an `"id"` and a `"log"` may stand beside. `file` is the name for
/// messages. Friendly where it is safe: true and false for yes and no, 5.0 for 5, "7:05", one text for a list of one;
/// `null` is "declined", and the form that `template_of` writes is read too.
ReadAnswers read_answers(const Catalogue& catalogue, std::string_view text, const std::string& file);

/// Whether the text is a document with a sleep log inside, and no sleep log itself.
bool embeds_log(std::string_view text);

/// The answers as a document that `read_answers` reads back, in catalogue order: the same answers give the same bytes.
/// A declined one is `null`; one that is never to be stored is left out.
std::string to_answers(const Catalogue& catalogue, const Facts& facts);

/// An answers document to fill in by hand, each question's text and options beside it. Reads back as nothing answered.
std::string template_of(const Catalogue& catalogue);

}  // namespace sleepcheck
