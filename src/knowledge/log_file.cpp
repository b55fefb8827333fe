// log.json: how the nights of a sleep log answer questions.

#include <array>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/night_figures.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

using json::Value;

namespace {

constexpr std::array<std::string_view, 4> statistic_words{"mean", "median", "spread", "nights_a_week"};

NightStatistic read_statistic(ObjectReader& reader) {
    const std::string written = reader.text("statistic");
    for (std::size_t i = 0; i < statistic_words.size(); ++i) {
        if (statistic_words[i] == written) return static_cast<NightStatistic>(i);
    }
    if (!written.empty()) {
        reader.complain_at("statistic", fmt::format("unknown statistic \"{}\"", printable(written)),
                           suggestion(written, {statistic_words.begin(), statistic_words.end()}));
    }
    return NightStatistic::mean;
}

void check_figure(ObjectReader& reader, std::string_view key, const std::string& id) {
    if (id.empty() || find_night_figure(id) != nullptr) return;
    std::vector<std::string> ids;
    for (const NightFigure& figure : night_figures()) ids.emplace_back(figure.id);
    reader.complain_at(key, fmt::format("unknown {} \"{}\"", key, printable(id)), suggestion(id, ids));
}

}  // namespace

/// Words for numbers: `[{"value": "yes", "from": 0, "to": 20}]`. Both ends belong to it, after rounding.
std::vector<LogAnswer::Range> Loader::read_ranges(ObjectReader& reader, const Question& question) {
    constexpr std::int32_t largest = 1'000'000;
    std::vector<LogAnswer::Range> ranges;
    for (const Value* item : reader.optional_items("values")) {
        ObjectReader entry(reader.file(), *item, problems_);
        const std::string value = entry.text("value");
        const auto option = find_option(question, value);
        if (!option && !value.empty()) {
            entry.complain_at("value", fmt::format("\"{}\" is no answer to {}", printable(value), question.id));
        }
        LogAnswer::Range range;
        range.value = static_cast<std::int32_t>(option.value_or(0));
        range.from = entry.number("from", 0, largest);
        range.to = entry.number("to", 0, largest);
        entry.finish();
        ranges.push_back(range);
    }
    return ranges;
}

LogAnswer Loader::read_log_answer(ObjectReader& reader) {
    constexpr std::int32_t largest = 1'000'000;
    LogAnswer answer;
    const std::string id = reader.text("fact");
    const auto fact = find_fact(knowledge_.catalogue, id);
    if (!fact || knowledge_.catalogue.at(*fact).derived) {
        reader.complain_at("fact", fmt::format("unknown question \"{}\"", printable(id)));
        return answer;
    }
    answer.fact = *fact;
    answer.figure = reader.text("figure");
    check_figure(reader, "figure", answer.figure);
    answer.sensed_figure = reader.optional_text("sensed_figure");
    check_figure(reader, "sensed_figure", answer.sensed_figure);
    answer.statistic = read_statistic(reader);
    if (answer.statistic == NightStatistic::nights_a_week) {
        answer.from = reader.number("from", 0, largest);
        answer.to = reader.number("to", 0, largest);
    }
    answer.differs_from = reader.optional_number("differs_from", 1, largest).value_or(1);
    answer.wants_two_weeks = reader.boolean("wants_two_weeks");
    answer.ranges = read_ranges(reader, knowledge_.catalogue.at(*fact));
    const Kind kind = knowledge_.catalogue.at(*fact).kind;
    const bool words = kind == Kind::yes_no || kind == Kind::choice;
    if (kind == Kind::multi_choice) reader.complain_at("fact", "a log cannot answer a question with several options");
    if (words && answer.ranges.empty()) reader.complain("\"values\" is missing", "say which number is which answer");
    return answer;
}

void Loader::read_log_answers() {
    const auto& catalogue = knowledge_.catalogue;
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        if (catalogue.entries[i].from_log) knowledge_.when_sensed.push_back(FactId(i));
    }
    const ParsedFile* file = find_file(folder_, "log.json");
    if (file == nullptr) return;
    ObjectReader reader(*file, file->document.root, problems_);
    for (const Value* item : reader.items("answers")) {
        ObjectReader entry(*file, *item, problems_);
        knowledge_.log_answers.push_back(read_log_answer(entry));
        entry.finish();
    }
    reader.finish();
}

}  // namespace sleepcheck::knowledge
