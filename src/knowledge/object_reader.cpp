#include "knowledge/object_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

using json::Value;

void report(const ParsedFile& file, const Value& value, Problems& problems, std::string what, std::string cure) {
    Problem problem = json::problem_at(file.source, value.mark, json::pointer_to(file.document.root, value),
                                       std::move(what), std::move(cure));
    json::add_excerpt(file.source, problem);
    problems.push_back(std::move(problem));
}

std::string suggestion(std::string_view written, const std::vector<std::string>& known) {
    if (const auto near = nearest(written, known)) return fmt::format("did you mean \"{}\"?", *near);
    constexpr std::size_t short_list = 12;
    if (known.empty() || known.size() > short_list) return {};
    return "there is " + listed(known);
}

bool is_id(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    };
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::all_of(text.begin(), text.end(), fits);
}

ObjectReader::ObjectReader(const ParsedFile& file, const Value& value, Problems& problems)
    : file_(file), value_(value), problems_(problems) {
    if (!value.is(Value::Type::object)) complain(fmt::format("expected an object, got {}", json::name_of(value.type)));
}

const Value* ObjectReader::value(std::string_view key) {
    asked_.emplace_back(key);
    return value_.find(key);
}

const Value* ObjectReader::typed(std::string_view key, Value::Type type) {
    const Value* found = value(key);
    if (found == nullptr || found->is(type)) return found;
    report(file_, *found, problems_,
           fmt::format("\"{}\" is to be {}, not {}", key, json::name_of(type), json::name_of(found->type)));
    return nullptr;
}

const Value* ObjectReader::required(std::string_view key, Value::Type type) {
    if (!has(key) && value_.is(Value::Type::object)) {
        complain(fmt::format("\"{}\" is missing", key), fmt::format("add {} as \"{}\"", json::name_of(type), key));
    }
    return typed(key, type);
}

std::string ObjectReader::text(std::string_view key) {
    const Value* found = required(key, Value::Type::text);
    if (found == nullptr) return {};
    if (found->text.empty()) complain_at(key, fmt::format("\"{}\" has no words", key));
    return found->text;
}

std::string ObjectReader::optional_text(std::string_view key) {
    const Value* found = typed(key, Value::Type::text);
    return found == nullptr ? std::string{} : found->text;
}

std::string ObjectReader::id(std::string_view key) {
    std::string found = text(key);
    if (!found.empty() && !is_id(found)) {
        complain_at(key, fmt::format("\"{}\" is no id", printable(found)), "an id is lower-case words joined by _");
    }
    return found;
}

std::int32_t ObjectReader::number(std::string_view key, std::int32_t least, std::int32_t most) {
    if (!has(key)) required(key, Value::Type::integer);
    return optional_number(key, least, most).value_or(least);
}

std::optional<std::int32_t> ObjectReader::optional_number(std::string_view key, std::int32_t least, std::int32_t most) {
    const Value* found = typed(key, Value::Type::integer);
    if (found == nullptr) return std::nullopt;
    if (found->integer < least || found->integer > most) {
        complain_at(key, fmt::format("\"{}\" is to be from {} to {}", key, least, most));
        return std::nullopt;
    }
    return static_cast<std::int32_t>(found->integer);
}

bool ObjectReader::boolean(std::string_view key, bool when_absent) {
    const Value* found = typed(key, Value::Type::boolean);
    return found == nullptr ? when_absent : found->boolean;
}

std::vector<const Value*> ObjectReader::optional_items(std::string_view key) {
    std::vector<const Value*> result;
    const Value* found = typed(key, Value::Type::list);
    if (found == nullptr) return result;
    for (const Value& item : found->items) result.push_back(&item);
    return result;
}

std::vector<const Value*> ObjectReader::items(std::string_view key) {
    if (!has(key)) required(key, Value::Type::list);
    return optional_items(key);
}

std::vector<std::string> ObjectReader::optional_texts(std::string_view key) {
    std::vector<std::string> result;
    for (const Value* item : optional_items(key)) {
        if (item->is(Value::Type::text)) {
            result.push_back(item->text);
        } else {
            report(file_, *item, problems_, fmt::format("\"{}\" is a list of texts", key));
        }
    }
    return result;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
    if (!has(key)) required(key, Value::Type::list);
    return optional_texts(key);
}

void ObjectReader::complain(std::string what, std::string cure) {
    report(file_, value_, problems_, std::move(what), std::move(cure));
}

void ObjectReader::complain_at(std::string_view key, std::string what, std::string cure) {
    const Value* found = value_.find(key);
    report(file_, found == nullptr ? value_ : *found, problems_, std::move(what), std::move(cure));
}

void ObjectReader::finish() {
    std::vector<std::string> known;
    for (const auto& key : asked_) {
        if (std::find(known.begin(), known.end(), key) == known.end()) known.push_back(key);
    }
    for (const auto& member : value_.members) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        Problem problem =
            json::problem_at(file_.source, member.key_mark, json::pointer_to(file_.document.root, member.value),
                             fmt::format("unknown key \"{}\"", printable(member.key)), suggestion(member.key, known));
        json::add_excerpt(file_.source, problem);
        problems_.push_back(std::move(problem));
    }
}

}  // namespace sleepcheck::knowledge
