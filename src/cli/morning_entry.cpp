#include "cli/morning_entry.hpp"

#include <array>
#include <fmt/format.h>

#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

enum class Step : std::uint8_t {
    into_bed,
    tried_to_sleep,
    asleep,
    final_awakening,
    out_of_bed,
    planned_wake,
    awakenings,
    minutes_awake,
    rested,
};

constexpr std::array<std::string_view, 9> prompts{
    "When did you go to bed?",
    "When did you try to sleep?",
    "How many minutes did it take to fall asleep? Or when did you fall asleep?",
    "When did you wake for good?",
    "When did you get out of bed?",
    "When had you wanted to wake?",
    "How many times did you wake in between, not counting the last time?",
    "How many minutes were you awake then, all together?",
    "How rested did you feel? 1 is not at all, 5 is very.",
};

constexpr int most_awakenings = 100;

Question time_question() {
    Question question;
    question.kind = Kind::time;
    return question;
}

Question number_question(Step step) {
    Question question;
    question.kind = Kind::integer;
    question.unit = step == Step::awakenings ? "times" : step == Step::rested ? "points" : "minutes";
    question.least = step == Step::rested ? 1 : 0;
    question.most = step == Step::rested ? 5 : step == Step::awakenings ? most_awakenings : minutes_per_day;
    return question;
}

bool asks_for_time(Step step) {
    return step < Step::awakenings && step != Step::asleep;
}

NightTime bare(std::int32_t minutes) {
    return {{std::chrono::local_seconds{std::chrono::minutes{minutes}}, std::nullopt}, false};
}

std::string hint_of(const Reply& reply, const Question& question) {
    const auto* misunderstood = std::get_if<Misunderstood>(&reply);
    return misunderstood == nullptr ? how_to_answer(question) : misunderstood->hint;
}

}  // namespace

MorningEntry::MorningEntry(Date date, const Night* existing) {
    if (existing != nullptr) night_ = *existing;
    said_ = {existing != nullptr, existing != nullptr};
    night_.date = date;
}

std::optional<std::string> MorningEntry::prompt() const {
    if (at_ == prompts.size()) return std::nullopt;
    return std::string(prompts[at_]);
}

std::string MorningEntry::form() const {
    const auto step = static_cast<Step>(at_);
    if (step == Step::asleep) return "minutes like 20, or a time like 23:10";
    if (asks_for_time(step)) return "a time of day, like 6:40 or 11:30 pm";
    const Question question = number_question(step);
    return fmt::format("a whole number from {} to {}", question.least, question.most);
}

std::optional<NightTime>* MorningEntry::time_here(Night& night) const {
    switch (static_cast<Step>(at_)) {
        case Step::tried_to_sleep: return &night.tried_to_sleep;
        case Step::asleep: return &night.sleep_onset;
        case Step::out_of_bed: return &night.out_of_bed;
        default: return nullptr;
    }
}

std::string MorningEntry::earlier() const {
    const auto clock = [](const std::optional<NightTime>& time) { return time ? clock_words(*time) : std::string(); };
    const auto number = [](const std::optional<int>& value) { return value ? fmt::format("{}", *value) : ""; };
    switch (static_cast<Step>(at_)) {
        case Step::into_bed: return said_.into_bed ? clock(night_.into_bed) : "";
        case Step::tried_to_sleep: return clock(night_.tried_to_sleep);
        case Step::asleep:
            if (night_.latency_to_sleep_onset) return length_words(*night_.latency_to_sleep_onset);
            return clock(night_.sleep_onset);
        case Step::final_awakening: return said_.final_awakening ? clock(night_.final_awakening) : "";
        case Step::out_of_bed: return clock(night_.out_of_bed);
        case Step::planned_wake: return night_.planned_wake ? written_time(*night_.planned_wake) : "";
        case Step::awakenings: return number(night_.number_of_awakenings);
        case Step::minutes_awake:
            return night_.wake_after_sleep_onset ? length_words(*night_.wake_after_sleep_onset) : "";
        case Step::rested: return number(night_.rested);
    }
    return {};
}

MorningEntry::Heard MorningEntry::settle(Night changed, std::string words, std::string_view line) {
    const MorningEntry before = *this;
    night_ = std::move(changed);
    said_.into_bed = said_.into_bed || static_cast<Step>(at_) == Step::into_bed;
    said_.final_awakening = said_.final_awakening || static_cast<Step>(at_) == Step::final_awakening;
    if (std::string doubts = doubt_about(night_, said_);
        !doubts.empty() && before.doubted_ != line && doubt_about(before.night_, before.said_) != doubts) {
        *this = before;
        doubted_ = line;
        return {false, std::move(doubts)};
    }
    next();
    return {true, std::move(words)};
}

MorningEntry::Heard MorningEntry::take_time(std::string_view line) {
    const Question question = time_question();
    const Reply reply = understood(question, line);
    const auto* answer = std::get_if<TypedAnswer>(&reply);
    if (answer == nullptr) return {false, hint_of(reply, question)};
    Night changed = night_;
    const NightTime time = bare(answer->value);
    switch (static_cast<Step>(at_)) {
        case Step::into_bed: changed.into_bed = time; break;
        case Step::final_awakening: changed.final_awakening = time; break;
        case Step::planned_wake: changed.planned_wake = std::chrono::minutes{answer->value}; break;
        default: *time_here(changed) = time; break;
    }
    if (static_cast<Step>(at_) == Step::asleep) changed.latency_to_sleep_onset.reset();
    return settle(std::move(changed), clock_words(time), line);
}

/// Plain digits are minutes, anything else a time.
MorningEntry::Heard MorningEntry::take_asleep(std::string_view line) {
    if (line.find_first_not_of("0123456789") != std::string_view::npos) {
        Heard heard = take_time(line);
        const bool not_understood = !heard.accepted && doubted_ != line;
        if (not_understood) heard.words = "Please type minutes, like 20, or a time of day, like 23:10.";
        return heard;
    }
    const Question question = number_question(Step::asleep);
    const Reply reply = understood(question, line);
    const auto* answer = std::get_if<TypedAnswer>(&reply);
    if (answer == nullptr) return {false, hint_of(reply, question)};
    Night changed = night_;
    changed.latency_to_sleep_onset = Minutes{answer->value};
    changed.sleep_onset.reset();
    return settle(std::move(changed), length_words(Minutes{answer->value}), line);
}

MorningEntry::Heard MorningEntry::take_number(std::string_view line) {
    const auto step = static_cast<Step>(at_);
    const Question question = number_question(step);
    const Reply reply = understood(question, line);
    const auto* answer = std::get_if<TypedAnswer>(&reply);
    if (answer == nullptr) return {false, hint_of(reply, question)};
    Night changed = night_;
    std::string words = fmt::format("{}", answer->value);
    if (step == Step::awakenings) {
        changed.number_of_awakenings = answer->value;
        if (answer->value == 0) {
            changed.wake_after_sleep_onset = Minutes{0};
            words = "0, so no minutes awake";
        }
    } else if (step == Step::minutes_awake) {
        changed.wake_after_sleep_onset = Minutes{answer->value};
        words = length_words(Minutes{answer->value});
    } else {
        changed.rested = answer->value;
        words = fmt::format("{} of 5", answer->value);
    }
    return settle(std::move(changed), std::move(words), line);
}

MorningEntry::Heard MorningEntry::take(std::string_view line) {
    const auto step = static_cast<Step>(at_);
    if (step == Step::asleep) return take_asleep(line);
    return asks_for_time(step) ? take_time(line) : take_number(line);
}

MorningEntry::Heard MorningEntry::skip() {
    switch (static_cast<Step>(at_)) {
        case Step::into_bed:
        case Step::final_awakening: return {false, "A night cannot do without this time; q leaves without a change."};
        case Step::asleep:
            night_.latency_to_sleep_onset.reset();
            night_.sleep_onset.reset();
            break;
        case Step::planned_wake: night_.planned_wake.reset(); break;
        case Step::awakenings: night_.number_of_awakenings.reset(); break;
        case Step::minutes_awake: night_.wake_after_sleep_onset.reset(); break;
        case Step::rested: night_.rested.reset(); break;
        default: time_here(night_)->reset(); break;
    }
    next();
    return {true, "left unknown"};
}

bool MorningEntry::keep() {
    if (earlier().empty()) return false;
    next();
    return true;
}

bool MorningEntry::asks_for_minutes_awake() const {
    return night_.number_of_awakenings != 0;
}

void MorningEntry::next() {
    doubted_.clear();
    ++at_;
    if (static_cast<Step>(at_) == Step::minutes_awake && !asks_for_minutes_awake()) ++at_;
}

bool MorningEntry::back() {
    if (at_ == 0) return false;
    doubted_.clear();
    --at_;
    if (static_cast<Step>(at_) == Step::minutes_awake && !asks_for_minutes_awake()) --at_;
    return true;
}

}  // namespace sleepcheck::cli
