// Questions without use, and questions that hang on what was left open.

#include <fmt/format.h>

#include "defects/checks.hpp"

namespace sleepcheck::defects {

namespace {

constexpr std::string_view applies_when = "/applies_when";

bool is_in_applies_when(const RulePlace& place) {
    return place.pointer.find(applies_when) != std::string::npos;
}

/// Marks all questions a step rests on; true when there is a new one among them.
bool mark(const Review& review, StepId step, std::vector<bool>& used) {
    bool more = false;
    for (const FactId fact : questions_of(review.rules, step)) {
        more = more || !used[index_of(fact)];
        used[index_of(fact)] = true;
    }
    return more;
}

std::vector<bool> used_questions(const Review& review) {
    const std::size_t questions = review.knowledge.catalogue.questions;
    std::vector<bool> used(questions);
    for (const RulePlace& place : review.loaded.places) {
        if (place.kind != "claim" && place.kind != "outcome" && place.kind != "question" &&
            !is_in_applies_when(place)) {
            mark(review, place.step, used);
        }
    }
    for (const Derivation& derivation : review.rules.derivations) {
        for (const Branch& branch : derivation.first) {
            for (const FactId fact : {branch.from, branch.to}) {
                if (branch.is_hours && index_of(fact) < questions) used[index_of(fact)] = true;
            }
        }
    }
    // What decides whether a question applies is of use when that question is.
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < questions; ++i) {
            if (used[i]) more = mark(review, review.rules.applies[i], used) || more;
        }
    }
    return used;
}

void report_tests_of_being_known(Review& review, std::size_t file, const json::Value& condition) {
    if (const json::Value* op = condition.find("op"); op != nullptr && (op->text == "known" || op->text == "unknown")) {
        review.report(file, *op, fmt::format("\"{}\" cannot be used in applies_when", op->text),
                      "whether a question makes sense hangs on answers, not on whether they were given");
    }
    for (const json::Value& item : condition.items) report_tests_of_being_known(review, file, item);
    for (const json::Member& member : condition.members) report_tests_of_being_known(review, file, member.value);
}

}  // namespace

void check_questions(Review& review) {
    const std::vector<bool> used = used_questions(review);
    std::size_t question = 0;
    for (const RulePlace* place : review.places("question")) {
        if (!used[question++]) {
            review.report(*place, "no rule uses this question", "use it in a condition, or leave it out");
        }
    }
    for (std::size_t file = 0; file < review.documents.size(); ++file) {
        const json::Value* questions = review.documents[file].root.find("questions");
        if (questions == nullptr) continue;
        for (const json::Value& item : questions->items) {
            if (const auto* condition = item.find("applies_when"))
                report_tests_of_being_known(review, file, *condition);
        }
    }
}

}  // namespace sleepcheck::defects
