#include "sleepcheck/log_answers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/night_figures.hpp"
#include "sleepcheck/statistics.hpp"

namespace sleepcheck {

namespace {

constexpr double days_of_a_week = 7;

std::int32_t rounded_half_up(double number) {
    return static_cast<std::int32_t>(std::floor(number + 0.5));
}

/// The statistic of numbers; times of day are laid out on a line first. Empty when times cancel out on the circle.
std::optional<double> statistic_of(const LogAnswer& rule, FigureKind kind, std::vector<double> numbers) {
    if (kind == FigureKind::time_of_day) numbers = unwrapped(numbers);
    if (numbers.empty()) return std::nullopt;
    std::sort(numbers.begin(), numbers.end());
    constexpr double low_end = 0.05;
    constexpr double high_end = 0.95;
    switch (rule.statistic) {
        case NightStatistic::mean: return summary(numbers).mean;
        case NightStatistic::median: return summary(numbers).median;
        case NightStatistic::spread: return quantile(numbers, high_end) - quantile(numbers, low_end);
        case NightStatistic::nights_a_week: break;
    }
    const auto within = [&](double number) { return number >= rule.from && number <= rule.to; };
    const auto count = std::count_if(numbers.begin(), numbers.end(), within);
    return days_of_a_week * static_cast<double>(count) / static_cast<double>(numbers.size());
}

/// The number as the question has it: whole, within its bounds, a time of day on the clock, or the word it stands for.
/// Between two words there may be none, which rounding must not fill; nights a week are whole.
std::optional<std::int32_t> value_of(const Question& question, const LogAnswer& rule, double number) {
    const std::int32_t whole = rounded_half_up(number);
    const double compared = rule.statistic == NightStatistic::nights_a_week ? whole : number;
    switch (question.kind) {
        case Kind::integer: return std::clamp(whole, question.least, question.most);
        case Kind::time: return (whole % minutes_per_day + minutes_per_day) % minutes_per_day;
        case Kind::yes_no:
        case Kind::choice:
            for (const LogAnswer::Range& range : rule.ranges) {
                if (compared >= range.from && compared <= range.to) return range.value;
            }
            break;
        case Kind::multi_choice:
        case Kind::hours: break;
    }
    return std::nullopt;
}

bool differs(const Question& question, const LogAnswer& rule, std::int32_t logged, std::int32_t answered) {
    std::int32_t distance = std::abs(logged - answered);
    if (question.kind == Kind::time) distance = std::min(distance, minutes_per_day - distance);
    return distance >= rule.differs_from;
}

std::vector<const LogAnswer*> rules_for(const Knowledge& knowledge, FactId fact) {
    std::vector<const LogAnswer*> rules;
    for (const LogAnswer& rule : knowledge.log_answers) {
        if (rule.fact == fact) rules.push_back(&rule);
    }
    return rules;
}

/// What one rule says; empty when no night has its figure.
std::optional<LoggedFact> logged_fact(const Knowledge& knowledge, const LogAnswer& rule,
                                      const std::vector<MeasuredNight>& nights, const LogAnswers& log) {
    const std::string& id = log.sensed ? rule.sensed_figure : rule.figure;
    const NightFigure* figure = find_night_figure(id);
    if (figure == nullptr) return std::nullopt;
    const std::vector<double> numbers = known_figures(nights, *figure);
    if (numbers.empty()) return std::nullopt;
    LoggedFact fact;
    fact.fact = rule.fact;
    fact.nights = numbers.size();
    if (const auto number = statistic_of(rule, figure->kind, numbers)) {
        fact.value = value_of(knowledge.catalogue.at(rule.fact), rule, *number);
    }
    fact.too_few = fact.nights < log.least_nights;
    fact.used = fact.value.has_value() && !fact.too_few;
    fact.from_few = !fact.too_few && rule.wants_two_weeks && fact.nights < nights_of_two_weeks;
    return fact;
}

/// What the first of the rules says whose words fit; when none fits, that there is a figure and no word for it.
std::optional<LoggedFact> first_that_fits(const Knowledge& knowledge, const std::vector<const LogAnswer*>& rules,
                                          const std::vector<MeasuredNight>& nights, const LogAnswers& log) {
    std::optional<LoggedFact> without_words;
    for (const LogAnswer* rule : rules) {
        const auto fact = logged_fact(knowledge, *rule, nights, log);
        if (fact && fact->value) return fact;
        if (!without_words) without_words = fact;
    }
    return without_words;
}

}  // namespace

LogAnswers log_answers(const Knowledge& knowledge, const Diary& diary, std::size_t least_nights) {
    LogAnswers log;
    log.sensed = is_sensed(diary);
    log.least_nights = least_nights;
    const auto nights = measured_nights(diary);
    log.nights = nights.size();
    if (!nights.empty()) {
        log.first = nights.front().night->date;
        log.last = nights.back().night->date;
    }
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const auto rules = rules_for(knowledge, FactId(i));
        if (const auto fact = first_that_fits(knowledge, rules, nights, log)) log.facts.push_back(*fact);
    }
    return log;
}

Facts with_log(const Knowledge& knowledge, Facts answers, LogAnswers& log) {
    bool any_used = false;
    for (LoggedFact& logged : log.facts) {
        const Question& question = knowledge.catalogue.at(logged.fact);
        if (answers.known(logged.fact)) logged.answered = answers.value(logged.fact);
        if (logged.answered && logged.value) {
            logged.differs =
                differs(question, *rules_for(knowledge, logged.fact).front(), *logged.value, *logged.answered);
        }
        if (!logged.used) continue;
        answers.learn(logged.fact, *logged.value);
        any_used = true;
    }
    if (!any_used) return answers;
    for (const FactId fact : knowledge.when_sensed) answers.learn(fact, log.sensed ? 1 : 0);
    return answers;
}

}  // namespace sleepcheck
