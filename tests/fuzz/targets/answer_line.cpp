// A line typed at a question. The input is the id of a question, a line end, and the line.

#include "sleepcheck/answer_line.hpp"
#include "fuzz/target.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/text.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

const Catalogue& catalogue() {
    static const Knowledge knowledge = built_in_knowledge();
    return knowledge.catalogue;
}

bool is_possible(const Question& question, std::int32_t value) {
    constexpr std::int32_t minutes_of_a_day = 1440;
    switch (question.kind) {
        case Kind::yes_no:
        case Kind::choice: return value >= 0 && std::cmp_less(value, question.options.size());
        case Kind::multi_choice: return value > 0 && value < (std::int64_t{1} << question.options.size());
        case Kind::integer: return value >= question.least && value <= question.most;
        case Kind::time: return value >= 0 && value < minutes_of_a_day;
        case Kind::hours: break;
    }
    return false;
}

void must_reply_well(const Question& question, std::string_view line) {
    const Reply reply = understood(question, line);
    must(reply == understood(question, line), "the same line is understood in two ways");
    if (const auto* answer = std::get_if<TypedAnswer>(&reply)) {
        must(is_possible(question, answer->value), "an answer that the question does not have");
        must(understood(question, written(question, answer->value)) == reply, "the answer as written means another");
    }
    if (const auto* misunderstood = std::get_if<Misunderstood>(&reply)) {
        must(!misunderstood->hint.empty(), "no hint how to answer");
        must(printable(misunderstood->hint) == misunderstood->hint, "a hint that a terminal may obey");
        must(misunderstood->hint.find("xyzzy") == std::string::npos, "a hint repeats what was typed");
    }
}

bool is_sound(std::string_view input) {
    const auto end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(std::min(end + 1, input.size()));
    const auto named = find_fact(catalogue(), input.substr(0, end));
    for (std::size_t i = 0; i < catalogue().questions; ++i) {
        const Question& question = catalogue().entries[i];
        if (named && index_of(*named) != i) continue;
        must_reply_well(question, line);
        must_reply_well(question, std::string(line) + " xyzzy");  // which no hint may repeat
    }
    return named && !std::holds_alternative<Misunderstood>(understood(catalogue().at(*named), line));
}

}  // namespace

Target answer_line() {
    return {
        "answer_line",
        is_sound,
        {"age_years\n43", "main_wake_time\n3:05 am", "main_wake_time\n23:30", "teeth_grinding\nof", "teeth_grinding\n2",
         "already_takes\n2, 3", "already_takes\n2 3", "falls_asleep_easily\nyes", "restless_sleep\n?", "age_years\n"}};
}

}  // namespace fuzz
