// A line of a batch: the fast lane, which takes plain lines, and the strict reader agree on what is taken, on the
// answers and the id, and a result tells the mistakes that the strict reader tells.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "batch/plain_reader.hpp"
#include "fuzz/target.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/batch.hpp"
#include "sleepcheck/built_in.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

const Knowledge& knowledge() {
    static const Knowledge knowledge = built_in_knowledge();
    return knowledge;
}

bool same(const Facts& left, const Facts& right) {
    for (std::size_t i = 0; i < knowledge().catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        if (left.known(fact) != right.known(fact)) return false;
        if (left.known(fact) && left.value(fact) != right.value(fact)) return false;
    }
    return true;
}

/// Null when the line is too large to be read.
std::optional<ReadAnswers> read_strictly(std::string_view line) {
    try {
        return read_answers(knowledge().catalogue, line, "lines");
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "a line is refused by an error, not by its problems");
        return std::nullopt;
    }
}

void must_agree(std::string_view line, const std::optional<ReadAnswers>& strict) {
    static PlainReader reader(knowledge().catalogue);
    CohortFacts facts(knowledge().rules);
    std::string_view id;
    constexpr std::size_t person = 100;
    const bool plain = reader.read(line, person, facts, id);
    Facts taken(knowledge().rules.facts);
    facts.copy_to(person, taken);
    if (!plain) return must(same(taken, Facts(knowledge().rules.facts)), "what is not plain leaves answers behind");
    must(strict && strict->problems.empty(), "the fast lane takes what the strict reader refuses");
    must(!strict->log, "the fast lane overlooks a log");
    must(strict->id == id, "the fast lane reads another id");
    must(same(taken, strict->facts), "the fast lane reads other answers");
}

void must_tell(std::string_view result, const std::optional<ReadAnswers>& strict) {
    const nlohmann::json json = nlohmann::json::parse(result);
    if (!strict) return must(json.contains("error"), "a line that is too large has a result");
    if (strict->problems.empty()) return must(strict->log || !json.contains("error"), "a sound line has an error");
    const Problem& first = strict->problems.front();
    must(json.contains("error"), "a line with a mistake has a result");
    must(json["error"]["message"] == first.what, "a mistake is told in other words");
    must(json["error"]["column"] == std::max(first.place.column, 1), "a mistake is told at another place");
}

bool is_sound(std::string_view input) {
    static const Batch batch(knowledge(), {});
    static BatchWorker worker(batch);
    std::string line(input.substr(0, input.find('\n')));
    const std::size_t size = line.size();
    line += '\n' + std::string(64, '"');  // what lies behind a line may be anything
    const std::string_view text(line.data(), size);
    const auto strict = read_strictly(text);
    must_agree(text, strict);
    BatchText results;
    BatchCounts counts(knowledge());
    worker.work({{text, 7, false, size}}, results, counts);
    const bool blank = text.find_first_not_of(" \t\r") == std::string_view::npos;
    must(blank == results.text().empty(), "a line has a result unless it is blank");
    if (!blank) must_tell(results.text(), strict);
    return counts.bad == 0;
}

}  // namespace

Target batch() {
    return {
        "batch",
        is_sound,
        {
            R"({"id":"p1","age_years":43,"awakenings_per_night":5,"teeth_grinding":"often","main_wake_time":"03:05",)"
            R"("falls_asleep_easily":true,"restless_sleep":null,"conditions":["none"],"medicines":"none"})",
            R"({"format": "sleepcheck-answers/1", "id": -7, "answers": {"alcohol_evenings": 3, "low_mood": "no",)"
            R"( "already_takes": ["magnesium", "melatonin"]}})",
            R"({"teeth_grinding": "often", "sleep_latency_min": 5.0})",
            R"({"id": "x", "log": {"format": "sleepcheck-log/1", "nights": [{"date": "2026-03-06", "into_bed": "22:30",)"
            R"( "final_awakening": "06:00"}]}})",
            "{}",
        }};
}

}  // namespace fuzz
