#include "batch/plain_reader.hpp"

#include <algorithm>
#include <utility>

namespace sleepcheck {

namespace {

constexpr std::int32_t minutes_per_hour = 60;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Line ends are left alone: the one behind the line stops every reader.
const char* past_white(const char* at) {
    if (*at > ' ') return at;
    while (*at == ' ' || *at == '\t' || *at == '\r') ++at;
    return at;
}

/// Behind the word, or null when it is another one.
const char* past(const char* at, std::string_view word) {
    return std::memcmp(at, word.data(), word.size()) == 0 ? at + word.size() : nullptr;
}

/// A number of up to nine digits without a sign. What stands behind it is looked at by whoever expects a comma.
const char* read_number(const char* at, std::int32_t& number) {
    constexpr std::ptrdiff_t most_digits = 9;
    const char* const start = at;
    number = 0;
    for (; is_digit(*at) && at - start < most_digits; ++at) number = number * 10 + (*at - '0');
    const bool whole = at > start && !is_digit(*at) && (*start != '0' || at == start + 1);
    return whole ? at : nullptr;
}

const char* read_time(const char* at, std::int32_t& minutes) {
    constexpr std::ptrdiff_t size = 7;  // "23:59" with its quotes
    if (at[0] != '"' || at[3] != ':' || at[6] != '"') return nullptr;
    if (!is_digit(at[1]) || !is_digit(at[2]) || !is_digit(at[4]) || !is_digit(at[5])) return nullptr;
    const std::int32_t hour = (at[1] - '0') * 10 + (at[2] - '0');
    const std::int32_t minute = (at[4] - '0') * 10 + (at[5] - '0');
    minutes = hour * minutes_per_hour + minute;
    return hour < 24 && minute < minutes_per_hour ? at + size : nullptr;
}

/// Printable ASCII without a backslash, or a whole number, or true, false or null.
const char* read_id(const char* at) {
    if (*at == '"') {
        for (++at; *at != '"'; ++at) {
            if (*at < ' ' || *at == '\\' || *at == '\x7F') return nullptr;
        }
        return at + 1;
    }
    for (const std::string_view word : {"null", "true", "false"}) {
        if (const char* const behind = past(at, word)) return behind;
    }
    std::int32_t number = 0;
    return read_number(*at == '-' ? at + 1 : at, number);
}

std::uint64_t eight_bytes(const char* text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    return word;
}

std::size_t hash_of(const char* key, std::size_t size) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    const std::uint64_t start =
        size >= 8 ? eight_bytes(key) : eight_bytes(key) & ((std::uint64_t{1} << (8 * size)) - 1);
    const std::uint64_t end = size >= 8 ? eight_bytes(key + size - 8) : 0;
    return ((start * odd) ^ (end + size) * odd) >> 32U;
}

}  // namespace

ShortText::ShortText(std::string_view text) : size_(text.size()) {
    std::memcpy(words_.data(), text.data(), text.size());
    std::memset(masks_.data(), 0xFF, text.size());
}

/// A document while it is read.
struct PlainReader::Document {
    std::size_t person;
    CohortFacts& facts;
    std::string_view id;
    std::uint64_t* seen;
    Written* before;  ///< the question before, to guess the next one by
    bool has_id = false;
    bool has_format = false;
    bool has_answers = false;
    bool has_flat_answers = false;
};

PlainReader::Written PlainReader::written(const Question& question, bool& plain) {
    Written result;
    const auto short_text = [&](const std::string& text) {
        const bool ascii = std::all_of(text.begin(), text.end(),
                                       [](char letter) { return letter >= ' ' && letter != '"' && letter != '\\'; });
        plain = plain && ascii && !text.empty() && text.size() < ShortText::longest;
        return plain ? ShortText(text + '"') : ShortText();
    };
    result.key = short_text(question.id);
    result.kind = question.kind;
    result.least = question.least;
    result.most = question.most;
    if (const auto none = find_option(question, none_of_these)) {
        result.alone = static_cast<std::int32_t>(1U << static_cast<std::uint32_t>(*none));
    }
    for (const Option& option : question.options) result.options.push_back(short_text(option.value));
    if (plain && !question.options.empty()) find_telling_bytes(question, result);
    return result;
}

std::uint8_t PlainReader::Written::mixture(const char* text) const {
    const auto first = static_cast<unsigned char>(text[telling[0]]);
    const auto second = static_cast<unsigned char>(text[telling[1]]);
    return static_cast<std::uint8_t>(first + 31 * second);
}

/// The closing quote counts, too: it tells "no" from "not_sure".
void PlainReader::find_telling_bytes(const Question& question, Written& written) {
    std::size_t shortest = ShortText::longest;
    for (const Option& option : question.options) shortest = std::min(shortest, option.value.size());
    const auto tells = [&] {
        std::array<bool, 256> met{};
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            const std::uint8_t mixture = written.mixture((question.options[i].value + '"').c_str());
            if (std::exchange(met[mixture], true)) return false;
            written.by_mixture[mixture] = static_cast<std::uint8_t>(i);
        }
        return true;
    };
    for (std::size_t second = 0; second <= shortest; ++second) {
        for (std::size_t first = 0; first <= second; ++first) {
            written.telling = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
            written.told = tells();
            if (written.told) return;
        }
    }
}

PlainReader::PlainReader(const Catalogue& catalogue)
    : questions_(catalogue.questions + 1), seen_(catalogue.questions / 64 + 1), usable_(catalogue.questions > 0) {
    constexpr std::array<std::string_view, 6> envelope{"id", "log", "format", "answers", "note", "$schema"};
    std::size_t slots = 64;
    while (slots < 4 * catalogue.questions) slots *= 2;
    slots_.assign(slots, nullptr);
    for (std::size_t i = 0; i < catalogue.questions && usable_; ++i) {
        const Question& question = catalogue.entries[i];
        usable_ = std::find(envelope.begin(), envelope.end(), question.id) == envelope.end();
        questions_[i] = written(question, usable_);
        questions_[i].place = static_cast<std::uint16_t>(i);
        questions_[i].follows = &questions_[i + 1 < catalogue.questions ? i + 1 : 0];
        const std::string key = question.id + std::string(8, '"');
        std::size_t slot = hash_of(key.data(), question.id.size()) % slots;
        while (slots_[slot] != nullptr) slot = (slot + 1) % slots;
        slots_[slot] = &questions_[i];
    }
    questions_.back().follows = questions_.data();
}

const char* PlainReader::read_option(const char* at, const Written& question, std::int32_t& option) {
    if (*at != '"') return nullptr;
    ++at;
    const ShortText* const options = question.options.data();
    std::size_t place = question.by_mixture[question.mixture(at)];
    if (!question.told) {
        place = 0;
        while (place + 1 < question.options.size() && !options[place].begins(at)) ++place;
    }
    if (!options[place].begins(at)) return nullptr;
    option = static_cast<std::int32_t>(place);
    return at + options[place].size();
}

const char* PlainReader::read_options(const char* at, const Written& question, std::int32_t& marked) {
    std::int32_t option = 0;
    const auto mark = [&] { marked |= static_cast<std::int32_t>(1U << static_cast<std::uint32_t>(option)); };
    if (*at == '"') {
        at = read_option(at, question, option);
        mark();
        return at;
    }
    if (*at != '[') return nullptr;
    do {
        at = read_option(past_white(at + 1), question, option);
        if (at == nullptr) return nullptr;
        mark();
        at = past_white(at);
    } while (*at == ',');
    const bool sound = (marked & question.alone) == 0 || marked == question.alone;
    return *at == ']' && sound ? at + 1 : nullptr;
}

const char* PlainReader::read_answer(const char* at, const Written& question, Document& document) {
    if (*at == 'n') return past(at, "null");
    std::int32_t value = 0;
    const char* behind = nullptr;
    switch (question.kind) {
        case Kind::yes_no:
            if (*at == '"') {
                behind = read_option(at, question, value);
            } else {
                value = *at == 't' ? 1 : 0;
                behind = past(at, value == 1 ? "true" : "false");
            }
            break;
        case Kind::choice: behind = read_option(at, question, value); break;
        case Kind::multi_choice: behind = read_options(at, question, value); break;
        case Kind::integer:
            behind = read_number(at, value);
            if (value < question.least || value > question.most) return nullptr;
            break;
        case Kind::time: behind = read_time(at, value); break;
        case Kind::hours: break;
    }
    if (behind != nullptr) document.facts.learn(document.person, FactId{question.place}, value);
    return behind;
}

/// Behind the opening quote of the key.
const char* PlainReader::read_member(const char* at, Document& document, bool inside_answers) {
    // Documents mostly have their keys in one order, some of them left out.
    Written* question = document.before->follows;
    for (int guesses = 3; guesses > 0 && !question->key.begins(at); --guesses) question = question->follows;
    if (!question->key.begins(at)) {
        question = find_question(at);
        if (question == nullptr) return inside_answers ? nullptr : read_companion(at, document);
        document.before->follows = question;
    }
    document.before = question;
    std::uint64_t& seen = document.seen[question->place / 64U];
    const std::uint64_t bit = std::uint64_t{1} << (question->place % 64U);
    if ((seen & bit) != 0) return nullptr;
    seen |= bit;
    document.has_flat_answers = document.has_flat_answers || !inside_answers;
    at = past_white(at + question->key.size());
    return *at == ':' ? read_answer(past_white(at + 1), *question, document) : nullptr;
}

bool PlainReader::read(std::string_view line, std::size_t person, CohortFacts& facts, std::string_view& id) {
    if (!usable_) return false;
    std::fill(seen_.begin(), seen_.end(), 0);
    Document document{person, facts, {}, seen_.data(), &questions_.back()};
    const char* at = past_white(line.data());
    if (*at == '{') {
        at = read_members(at + 1, document, false);
        const bool wrapped = document.has_format || document.has_answers;
        const bool whole = !wrapped || (document.has_answers && !document.has_flat_answers);
        if (at != nullptr && whole && past_white(at) == line.data() + line.size()) {
            id = document.id;
            return true;
        }
    }
    facts.forget(person);
    return false;
}

/// Behind the opening brace; reads the closing one.
const char* PlainReader::read_members(const char* at, Document& document, bool inside_answers) {
    at = past_white(at);
    if (*at == '}') return at + 1;
    while (true) {
        if (*at != '"') return nullptr;
        at = read_member(at + 1, document, inside_answers);
        if (at == nullptr) return nullptr;
        at = past_white(at);
        if (*at == '}') return at + 1;
        if (*at != ',') return nullptr;
        at = past_white(at + 1);
    }
}

/// What may stand beside answers, behind the opening quote of its key.
const char* PlainReader::read_companion(const char* at, Document& document) {
    bool* has = nullptr;
    const auto key_is = [&](std::string_view key, bool& companion) {
        const char* const behind = past(at, key);
        if (behind == nullptr) return;
        at = behind;
        has = &companion;
    };
    if (*at == 'i') {
        key_is("id\"", document.has_id);
    } else if (*at == 'f') {
        key_is("format\"", document.has_format);
    } else {
        key_is("answers\"", document.has_answers);
    }
    if (has == nullptr || std::exchange(*has, true)) return nullptr;
    at = past_white(at);
    if (*at != ':') return nullptr;
    at = past_white(at + 1);
    if (has == &document.has_format) return past(at, "\"sleepcheck-answers/1\"");
    if (has == &document.has_answers) return *at == '{' ? read_members(at + 1, document, true) : nullptr;
    const char* const behind = read_id(at);
    if (behind != nullptr) document.id = {at, static_cast<std::size_t>(behind - at)};
    return behind;
}

PlainReader::Written* PlainReader::find_question(const char* key) {
    std::size_t size = 0;
    while (size < ShortText::longest && key[size] != '"' && key[size] != '\n') ++size;
    for (std::size_t slot = hash_of(key, size) % slots_.size(); slots_[slot] != nullptr;
         slot = (slot + 1) % slots_.size()) {
        if (slots_[slot]->key.begins(key)) return slots_[slot];
    }
    return nullptr;
}

}  // namespace sleepcheck
