#include "cohort_maker.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace sleepcheck {

namespace {

constexpr std::int32_t minutes_of_day = 24 * 60;

FactId fact_at(std::size_t place) {
    return FactId{static_cast<std::uint16_t>(place)};
}

void append_value(const Question& question, std::int32_t value, std::string& text) {
    if (question.kind == Kind::integer) {
        fmt::format_to(std::back_inserter(text), "{}", value);
    } else if (question.kind == Kind::multi_choice) {
        text += '[';
        for (const std::string& option : marked_options(question, value)) {
            fmt::format_to(std::back_inserter(text), "\"{}\",", option);
        }
        text.back() = ']';
    } else {
        fmt::format_to(std::back_inserter(text), "\"{}\"", written(question, value));
    }
}

}  // namespace

CohortMaker::CohortMaker(const Knowledge& knowledge, const std::vector<Facts>& typical, std::uint64_t seed)
    : knowledge_(knowledge),
      random_(seed),
      sources_(knowledge.catalogue.questions),
      facts_(knowledge.catalogue.entries.size()) {
    find_thresholds();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (knowledge_.catalogue.entries[i].kind != Kind::time) continue;
        for (const Facts& answers : typical) {
            if (answers.known(fact_at(i))) sources_[i].times.push_back(answers.value(fact_at(i)));
        }
    }
}

void CohortMaker::find_thresholds() {
    for (const Step& step : knowledge_.rules.steps) {
        if (step.kind != Step::Kind::within || step.fact >= sources_.size()) continue;
        const Question& question = knowledge_.catalogue.entries[step.fact];
        auto& thresholds = sources_[step.fact].thresholds;
        if (step.low > question.least) thresholds.push_back(step.low);
        if (step.high < question.most) thresholds.push_back(step.high);
    }
}

std::string CohortMaker::next() {
    // Seldom is somebody in a state in which nothing may be sorted: of such documents one in fifty is kept.
    do {
        draw_everything();
    } while (halted() && below(50) != 0);
    constexpr std::uint32_t incomplete = 20;  // percent
    if (chance(incomplete)) leave_some_open();
    return document();
}

void CohortMaker::draw_everything() {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (!knowledge_.catalogue.entries[i].from_log) facts_.learn(fact_at(i), value(fact_at(i)));
    }
    leave_out_what_does_not_apply();
}

/// What applies may hang on what was left out just now, so it is judged until nothing changes.
void CohortMaker::leave_out_what_does_not_apply() {
    bool changed = true;
    while (changed) {
        changed = false;
        judge(knowledge_.rules, facts_, judgement_);
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const FactId fact = fact_at(i);
            if (!facts_.known(fact) || judgement_.truth(knowledge_.rules.applies[i]) != Truth::no) continue;
            facts_.forget(fact);
            changed = true;
        }
    }
}

bool CohortMaker::halted() const {
    return std::any_of(knowledge_.flags.begin(), knowledge_.flags.end(),
                       [&](const Flag& flag) { return flag.halt && judgement_.holds(flag.when); });
}

/// A few answers or half of them; of these one in ten is declined, the others are not there at all.
void CohortMaker::leave_some_open() {
    const std::uint32_t open = 5 + below(45);  // percent
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const FactId fact = fact_at(i);
        if (!facts_.known(fact) || !chance(open)) continue;
        chance(10) ? facts_.decline(fact) : facts_.forget(fact);
    }
}

std::int32_t CohortMaker::value(FactId fact) {
    const Question& question = knowledge_.catalogue.at(fact);
    const Source& source = sources_[index_of(fact)];
    switch (question.kind) {
        case Kind::integer: return integer(question, source);
        case Kind::time: return time(source);
        case Kind::multi_choice: return options(question);
        case Kind::yes_no: return chance(25) ? 1 : 0;
        case Kind::choice: break;
        case Kind::hours: break;  // never asked
    }
    // The mild options come first, and each has about half of what the ones before it have left.
    std::int32_t option = 0;
    while (option + 1 < std::ssize(question.options) && chance(45)) ++option;
    return option;
}

/// Half of them close to a threshold, the others mostly in the lower part of the range.
std::int32_t CohortMaker::integer(const Question& question, const Source& source) {
    if (!source.thresholds.empty() && chance(50)) {
        const std::int32_t threshold = source.thresholds[below(static_cast<std::uint32_t>(source.thresholds.size()))];
        const std::int32_t near = threshold - 1 + static_cast<std::int32_t>(below(3));
        return std::clamp(near, question.least, question.most);
    }
    constexpr std::uint32_t steps = 1000;
    const double share = below(steps) / static_cast<double>(steps);
    const double range = question.most - question.least + 1;
    return question.least + static_cast<std::int32_t>(range * share * share * share);
}

/// Within an hour and a half of a typical time, mostly close to it, across midnight where it lies there.
std::int32_t CohortMaker::time(const Source& source) {
    if (source.times.empty()) return static_cast<std::int32_t>(below(minutes_of_day));
    constexpr std::uint32_t spread = 45;
    const std::int32_t typical = source.times[below(static_cast<std::uint32_t>(source.times.size()))];
    const auto away = static_cast<std::int32_t>(below(2 * spread) + below(2 * spread)) - 2 * std::int32_t{spread};
    return (typical + away + minutes_of_day) % minutes_of_day;
}

/// Mostly the option that stands alone, where there is one; else one of the others, or a few.
std::int32_t CohortMaker::options(const Question& question) {
    const auto alone = find_option(question, none_of_these);
    if (alone && (question.options.size() == 1 || chance(70))) return std::int32_t{1} << *alone;
    std::int32_t marked = 0;
    while (marked == 0 || chance(25)) {
        const std::uint32_t option = below(static_cast<std::uint32_t>(question.options.size()));
        if (option != alone) marked |= std::int32_t{1} << option;
    }
    return marked;
}

std::string CohortMaker::document() {
    std::string text = fmt::format("{{\"id\":\"c{:07}\"", ++documents_);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const Question& question = knowledge_.catalogue.entries[i];
        const FactId fact = fact_at(i);
        if (facts_.state(fact) == Facts::State::not_given) continue;
        fmt::format_to(std::back_inserter(text), ",\"{}\":", question.id);
        if (facts_.declined(fact)) {
            text += "null";
            continue;
        }
        append_value(question, facts_.value(fact), text);
        ++answers_;
    }
    return text + "}";
}

}  // namespace sleepcheck
