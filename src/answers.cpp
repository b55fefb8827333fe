#include "sleepcheck/answers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "answers_json.hpp"
#include "json.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using json::Member;
using json::Value;

constexpr std::string_view answers_format = "sleepcheck-answers/1";

std::vector<std::string> question_ids(const Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < catalogue.questions; ++i) ids.push_back(catalogue.entries[i].id);
    return ids;
}

std::vector<std::string> option_values(const Question& question) {
    std::vector<std::string> values;
    for (const auto& option : question.options) values.push_back(option.value);
    return values;
}

bool is_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
           (letter & '\x80') != 0;
}

constexpr std::array<std::string_view, 6> envelope_keys{"$schema", "format", "note", "answers", "id", "log"};
constexpr std::array<std::string_view, 4> template_keys{"question", "options", "expects", "answer"};

template <typename Keys>
bool among(const Keys& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool wrapped(const Value& root) {
    return root.find("format") != nullptr || root.find("answers") != nullptr;
}

/// True for what holds nothing that could be private.
bool is_empty(const Value& value) {
    const bool container = value.is(Value::Type::list) || value.is(Value::Type::object);
    return value.is(Value::Type::null) || (container && value.items.empty() && value.members.empty());
}

/// Decides what of an answers document an error message may show: nothing that is, or may be, a private answer. What is
/// not known to be public is private.
class Discretion {
public:
    Discretion(const Catalogue& catalogue, const json::Source& source)
        : catalogue_(catalogue), source_(source), ids_(question_ids(catalogue)) {}

    /// True when the key belongs to a question, or nearly so, whose answer may be shown.
    [[nodiscard]] bool is_public(const std::string& key) const {
        const std::string id = find_fact(catalogue_, key) ? key : nearest(key, ids_).value_or("");
        const auto fact = find_fact(catalogue_, id);
        return fact && !catalogue_.at(*fact).is_private;
    }

    /// Keeps the lines of everything in the document that is not public from being shown.
    void look_at(const Value& root, bool whole) {
        whole_ = whole;
        constexpr std::size_t worth_a_look = 1000;
        if (whole && is_empty(root)) return;
        if (!root.is(Value::Type::object) || root.members.size() > worth_a_look) return hide(0, source_.text.size());
        if (!wrapped(root)) return look_at_answers(root);
        for (const Member& member : root.members) {
            const bool answers = member.key == "answers" && member.value.is(Value::Type::object);
            const bool plain =
                (member.key == "$schema" || member.key == "format") && member.value.is(Value::Type::text);
            if (answers && member.value.members.size() <= worth_a_look) {
                look_at_answers(member.value);
            } else if (!plain && !(is_public(member.key) && is_plain(member.value))) {
                hide(root, member);
            }
        }
    }

    /// Adds the source line to a problem if it may be shown. After an error of syntax nobody knows what the rest of the
    /// line is, so there every word of it must be a word of the public questions.
    void add_excerpt(Problem& problem) const {
        if (problem.place.line == 0) return;
        const json::Mark line = json::line_mark(source_, problem.place.line);
        const auto overlaps = [&](const json::Mark& mark) {
            return mark.offset <= line.offset + line.length && line.offset <= mark.offset + mark.length;
        };
        if (std::any_of(hidden_.begin(), hidden_.end(), overlaps)) return;
        if (!whole_ && !only_public_words(std::string_view(source_.text).substr(line.offset, line.length))) return;
        json::add_excerpt(source_, problem);
    }

    /// The pointer down to the question; further only inside a public one. Below a private question, keys may be
    /// values.
    [[nodiscard]] std::string discreet(const Value& root, const std::string& pointer) const {
        if (!root.is(Value::Type::object)) return {};
        const bool in_envelope = wrapped(root) && pointer.rfind("/answers/", 0) == 0;
        const std::size_t start = in_envelope ? std::string_view("/answers/").size() : 1;
        const auto end = pointer.find('/', start);
        if (end == std::string::npos || is_public(pointer.substr(start, end - start))) return pointer;
        return pointer.substr(0, end);
    }

private:
    void hide(std::size_t offset, std::size_t length) { hidden_.push_back({offset, length}); }

    void hide(const Value& object, const Member& member) {
        if (whole_ && is_empty(member.value)) return;
        const bool open = !whole_ && &member == &object.members.back();
        const std::size_t end = open ? source_.text.size() : member.value.mark.offset + member.value.mark.length;
        hide(member.key_mark.offset, end - member.key_mark.offset);
    }

    void look_at_answers(const Value& answers) {
        for (const Member& member : answers.members) {
            if (!is_public(member.key) || !is_plain(member.value)) hide(answers, member);
        }
    }

    /// An answer, a list of answers, or an entry as `template_of` writes it; anything else may hold anything.
    static bool is_plain(const Value& value) {
        const auto scalar = [](const Value& item) {
            return !item.is(Value::Type::object) && !item.is(Value::Type::list);
        };
        if (value.is(Value::Type::list)) return std::all_of(value.items.begin(), value.items.end(), scalar);
        if (!value.is(Value::Type::object)) return true;
        const auto known = [&](const Member& member) {
            return among(template_keys, member.key) && (scalar(member.value) || member.key == "options");
        };
        return std::all_of(value.members.begin(), value.members.end(), known);
    }

    [[nodiscard]] bool only_public_words(std::string_view line) const {
        std::set<std::string, std::less<>> words{"true", "false", "null", "format", "answers"};
        for (std::size_t i = 0; i < catalogue_.questions; ++i) {
            const Question& question = catalogue_.entries[i];
            if (question.is_private) continue;
            words.insert(question.id);
            for (const auto& option : question.options) words.insert(option.value);
        }
        for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] == '\\') return false;
            if (!is_word(line[at])) continue;
            const std::size_t start = at;
            while (at < line.size() && (is_word(line[at]) || (line[at] >= '0' && line[at] <= '9'))) ++at;
            if (words.find(line.substr(start, at - start)) == words.end()) return false;
        }
        return true;
    }

    const Catalogue& catalogue_;
    const json::Source& source_;
    std::vector<std::string> ids_;
    std::vector<json::Mark> hidden_;
    bool whole_ = true;
};

class AnswersReader {
public:
    AnswersReader(const Catalogue& catalogue, std::string_view text, const std::string& file)
        : catalogue_(catalogue), source_{file, std::string(text)}, discretion_(catalogue, source_) {
        result_.facts = Facts(catalogue.entries.size());
    }

    ReadAnswers read() && {
        const json::Document document = json::parse(source_);
        root_ = &document.root;
        discretion_.look_at(document.root, document.whole);
        for (Problem problem : document.problems) {
            problem.place.pointer = discretion_.discreet(document.root, problem.place.pointer);
            discretion_.add_excerpt(problem);
            result_.problems.push_back(std::move(problem));
        }
        if (document.whole) read_document(document.root);
        sort_problems();
        return std::move(result_);
    }

private:
    /// The object that holds the answers; null when there is none.
    static const Value* answers_in(const Value& root) {
        const Value* answers = wrapped(root) ? root.find("answers") : &root;
        return answers != nullptr && answers->is(Value::Type::object) ? answers : nullptr;
    }

    [[nodiscard]] bool enough_problems() const { return result_.problems.size() >= json::most_problems; }

    /// Points to `value`, of which the mark is a part or the key.
    void complain(const json::Mark& mark, const Value& value, std::string what, std::string cure) {
        if (enough_problems()) return;
        const std::string pointer = discretion_.discreet(*root_, json::pointer_to(*root_, value));
        Problem problem = json::problem_at(source_, mark, pointer, std::move(what), std::move(cure));
        discretion_.add_excerpt(problem);
        result_.problems.push_back(std::move(problem));
    }
    void complain(const Value& value, std::string what, std::string cure) {
        complain(value.mark, value, std::move(what), std::move(cure));
    }

    void read_document(const Value& root) {
        if (!root.is(Value::Type::object)) {
            return complain(root, fmt::format("expected an object of answers, got {}", json::name_of(root.type)),
                            R"(write {"question": answer, ...}; "sleepcheck questions" lists the questions)");
        }
        read_companions(root);
        if (wrapped(root)) read_envelope(root);
        const Value* answers = answers_in(root);
        if (answers == nullptr) return;
        for (const Member& member : answers->members) {
            const bool companion = answers == &root && is_companion(member.key);
            if (!companion) read_member(member);
        }
    }

    /// What may stand beside answers, whether they are wrapped or flat. A question of that name comes first.
    [[nodiscard]] bool is_companion(const std::string& key) const {
        return (key == "id" || key == "log") && !find_fact(catalogue_, key);
    }

    void read_companions(const Value& root) {
        const Value* id = is_companion("id") ? root.find("id") : nullptr;
        if (id != nullptr && (id->is(Value::Type::list) || id->is(Value::Type::object))) {
            complain(*id, fmt::format("expected an id, got {}", json::name_of(id->type)), "write a text or a number");
        } else if (id != nullptr) {
            result_.id = source_.text.substr(id->mark.offset, id->mark.length);
        }
        const Value* log = is_companion("log") ? root.find("log") : nullptr;
        if (log == nullptr || log->is(Value::Type::null)) return;
        if (!log->is(Value::Type::object)) {
            return complain(*log, fmt::format("expected a sleep log, got {}", json::name_of(log->type)),
                            R"(write "log": {"format": "sleepcheck-log/1", "nights": [...]}, or leave it out)");
        }
        result_.log = blanked_but(log->mark);
    }

    /// A space for each character outside of the mark; line ends stay.
    [[nodiscard]] std::string blanked_but(const json::Mark& mark) const {
        const std::string_view text = source_.text;
        std::string result;
        const auto blank = [&](std::string_view part) {
            for (const char byte : part) {
                const bool begins_character = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
                if (begins_character) result += byte == '\n' ? '\n' : ' ';
            }
        };
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        const bool marked = text.substr(0, byte_order_mark.size()) == byte_order_mark;
        const std::size_t start = marked ? byte_order_mark.size() : 0;
        blank(text.substr(start, mark.offset - start));
        result += text.substr(mark.offset, mark.length);
        blank(text.substr(mark.offset + mark.length));
        return result;
    }

    void read_envelope(const Value& root) {
        for (const Member& member : root.members) {
            if (among(envelope_keys, member.key) || enough_problems()) continue;
            const auto near = nearest(member.key, {envelope_keys.begin(), envelope_keys.end()});
            complain(member.key_mark, member.value, fmt::format("unknown key \"{}\"", brief(member.key)),
                     near ? fmt::format("did you mean \"{}\"?", *near) : "answers stand inside \"answers\"");
        }
        const Value* format = root.find("format");
        if (format != nullptr && (!format->is(Value::Type::text) || format->text != answers_format)) {
            complain(*format, "this is no answers document of a kind this program reads",
                     fmt::format("\"format\" is \"{}\"", answers_format));
        }
        const Value* answers = root.find("answers");
        if (answers == nullptr) {
            complain(json::Mark{root.mark.offset, 1}, root, "\"answers\" is missing", "add \"answers\": {...}");
        } else if (!answers->is(Value::Type::object)) {
            complain(*answers, fmt::format("expected an object of answers, got {}", json::name_of(answers->type)),
                     R"(write "answers": {"question": answer, ...})");
        }
    }

    void read_member(const Member& member) {
        if (member.key == "$schema" || enough_problems()) return;
        const auto fact = find_fact(catalogue_, member.key);
        if (!fact || catalogue_.at(*fact).derived) {
            const auto near = nearest(member.key, question_ids(catalogue_));
            return complain(
                member.key_mark, member.value, fmt::format("unknown question \"{}\"", brief(member.key)),
                near ? fmt::format("did you mean \"{}\"?", *near) : "\"sleepcheck questions\" lists the questions");
        }
        const Value* answer = &member.value;
        if (answer->is(Value::Type::object)) {
            answer = answer_of_template(catalogue_.at(*fact), *answer);
            if (answer == nullptr || answer->is(Value::Type::null)) return;
        }
        if (answer->is(Value::Type::null)) {
            result_.facts.decline(*fact);
        } else if (const auto value = read_value(catalogue_.at(*fact), *answer)) {
            result_.facts.learn(*fact, *value);
        }
    }

    /// The answer inside an entry as `template_of` writes it; null when there is none. A key in the place of a private
    /// answer is not named: it may be the answer.
    const Value* answer_of_template(const Question& question, const Value& entry) {
        for (const Member& member : entry.members) {
            if (among(template_keys, member.key) || enough_problems()) continue;
            complain(member.key_mark, member.value,
                     question.is_private ? "an unknown key" : fmt::format("unknown key \"{}\"", brief(member.key)),
                     "an answer stands behind \"answer\"");
        }
        const Value* answer = entry.find("answer");
        if (answer == nullptr)
            complain(entry, "\"answer\" is missing", "write the answer itself, or {\"answer\": ...}");
        return answer;
    }

    std::optional<std::int32_t> read_value(const Question& question, const Value& value) {
        switch (question.kind) {
            case Kind::yes_no:
                if (value.is(Value::Type::boolean)) return value.boolean ? 1 : 0;
                return read_option(question, value);
            case Kind::choice: return read_option(question, value);
            case Kind::multi_choice: return read_options(question, value);
            case Kind::integer: return read_integer(question, value);
            case Kind::time: return read_time(question, value);
            case Kind::hours: break;
        }
        return std::nullopt;
    }

    /// What was written, for a message; empty for a private question.
    [[nodiscard]] std::string got(const Question& question, const Value& value) const {
        if (question.is_private) return {};
        constexpr std::size_t longest = 40;
        const std::string written = source_.text.substr(value.mark.offset, value.mark.length);
        if (value.is(Value::Type::object) || value.is(Value::Type::list) || written.size() > longest) {
            return fmt::format(", got {}", json::name_of(value.type));
        }
        return ", got " + printable(written);
    }

    std::nullopt_t unexpected(const Question& question, const Value& value, std::string cure = {}) {
        complain(value, fmt::format("expected {}{}", expected_answer(question), got(question, value)), std::move(cure));
        return std::nullopt;
    }

    std::optional<std::int32_t> read_option(const Question& question, const Value& value) {
        if (value.is(Value::Type::list)) return unexpected(question, value, "write one word, without brackets");
        if (!value.is(Value::Type::text)) return unexpected(question, value, "write the word in double quotes");
        if (const auto option = find_option(question, value.text)) return static_cast<std::int32_t>(*option);
        const auto near = question.is_private ? std::nullopt : nearest(value.text, option_values(question));
        return unexpected(question, value, near ? fmt::format("did you mean \"{}\"?", *near) : std::string{});
    }

    std::optional<std::int32_t> read_options(const Question& question, const Value& value) {
        if (value.is(Value::Type::text)) {
            const auto option = read_option(question, value);
            return option ? std::optional(static_cast<std::int32_t>(1U << static_cast<std::uint32_t>(*option)))
                          : std::nullopt;
        }
        if (!value.is(Value::Type::list)) return unexpected(question, value, R"(write ["one", "another"])");
        if (value.items.empty()) {
            complain(value, "an empty list says nothing",
                     find_option(question, none_of_these)
                         ? R"(write ["none"] for none of these, or null to leave it open)"
                         : "write null to leave it open");
            return std::nullopt;
        }
        std::uint32_t marked = 0;
        bool sound = true;
        for (const Value& item : value.items) {
            const auto option = read_option(question, item);
            if (option) marked |= 1U << static_cast<std::uint32_t>(*option);
            sound = sound && option.has_value();
        }
        if (!sound) return std::nullopt;
        const auto none = find_option(question, none_of_these);
        if (none && ((marked >> *none) & 1U) && marked != (1U << *none)) {
            complain(value, "\"none\" stands beside another option", "keep \"none\" alone, or the others without it");
            return std::nullopt;
        }
        return static_cast<std::int32_t>(marked);
    }

    std::optional<std::int32_t> read_integer(const Question& question, const Value& value) {
        const bool a_number = value.is(Value::Type::integer) || value.is(Value::Type::number);
        if (!a_number) {
            const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
            const bool quoted = !value.text.empty() && std::all_of(value.text.begin(), value.text.end(), digit);
            return unexpected(question, value, quoted ? "write the number without quotes" : "write a number");
        }
        if (value.number != std::floor(value.number)) return unexpected(question, value, "write a whole number");
        if (value.number < question.least || value.number > question.most) return unexpected(question, value);
        return static_cast<std::int32_t>(value.number);
    }

    std::optional<std::int32_t> read_time(const Question& question, const Value& value) {
        if (!value.is(Value::Type::text))
            return unexpected(question, value, "write hours and minutes in double quotes");
        if (const auto time = clock_time(value.text)) return time->minutes;
        const bool midnight = value.text == "24:00";
        return unexpected(question, value, midnight ? "midnight is \"00:00\"" : "hours 0 to 23, minutes 00 to 59");
    }

    void sort_problems() {
        const auto before = [](const Problem& left, const Problem& right) {
            return std::pair(left.place.line, left.place.column) < std::pair(right.place.line, right.place.column);
        };
        std::stable_sort(result_.problems.begin(), result_.problems.end(), before);
    }

    const Catalogue& catalogue_;
    json::Source source_;
    Discretion discretion_;
    const Value* root_ = nullptr;
    ReadAnswers result_;
};

}  // namespace

ReadAnswers read_answers(const Catalogue& catalogue, std::string_view text, const std::string& file) {
    return AnswersReader(catalogue, text, file).read();
}

/// Inside of a text a quote follows a backslash, so this is a key.
bool embeds_log(std::string_view text) {
    constexpr std::string_view key = "\"log\"";
    const auto after_white = [&](std::size_t at) {
        return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    };
    for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        const std::size_t colon = after_white(at + key.size());
        if (colon == text.size() || text[colon] != ':') continue;
        const std::size_t value = after_white(colon + 1);
        if (value < text.size() && text[value] == '{') return true;
    }
    return false;
}

nlohmann::ordered_json value_json(const Question& question, std::int32_t value) {
    if (question.kind == Kind::integer) return value;
    if (question.kind == Kind::multi_choice) return marked_options(question, value);
    return written(question, value);
}

nlohmann::ordered_json answers_json(const Catalogue& catalogue, const Facts& facts) {
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        const FactId fact{static_cast<std::uint16_t>(i)};
        const Question& question = catalogue.at(fact);
        if (question.never_stored) continue;
        if (facts.declined(fact)) answers[question.id] = nullptr;
        if (facts.known(fact)) answers[question.id] = value_json(question, facts.value(fact));
    }
    return answers;
}

std::string to_answers(const Catalogue& catalogue, const Facts& facts) {
    const nlohmann::ordered_json document{{"format", answers_format}, {"answers", answers_json(catalogue, facts)}};
    return document.dump(2) + "\n";
}

std::string template_of(const Catalogue& catalogue) {
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < catalogue.questions; ++i) {
        const Question& question = catalogue.entries[i];
        if (question.from_log) continue;
        nlohmann::ordered_json entry{{"question", question.prompt}};
        if (question.options.empty()) {
            entry["expects"] = expected_answer(question);
        } else {
            for (const auto& option : question.options) entry["options"][option.value] = option.label;
        }
        entry["answer"] = nullptr;
        answers[question.id] = std::move(entry);
    }
    const nlohmann::ordered_json document{
        {"format", answers_format},
        {"note",
         "Put your answer in place of null behind \"answer\", for example \"answer\": \"often\". Leave null where "
         "you do not know or do not want to say. Several options: [\"one\", \"another\"]."},
        {"answers", std::move(answers)},
    };
    return document.dump(2) + "\n";
}

}  // namespace sleepcheck
