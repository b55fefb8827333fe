#include "parse_everything.hpp"

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace sleepcheck {

namespace {

// In both, a text counts its length, a number its value, a key its length.

std::uint64_t look_at(const simdjson::dom::element& element) {
    using Type = simdjson::dom::element_type;
    std::uint64_t sum = 0;
    switch (element.type()) {
        case Type::OBJECT:
            for (const auto field : simdjson::dom::object(element)) sum += field.key.size() + look_at(field.value);
            return sum;
        case Type::ARRAY:
            for (const auto item : simdjson::dom::array(element)) sum += look_at(item);
            return sum;
        case Type::STRING: return std::string_view(element).size();
        case Type::INT64: return static_cast<std::uint64_t>(std::int64_t(element));
        case Type::UINT64: return std::uint64_t(element);
        case Type::DOUBLE: return static_cast<std::uint64_t>(double(element));
        case Type::BOOL: return bool(element) ? 1 : 0;
        case Type::NULL_VALUE: return 0;
    }
    return 0;
}

std::uint64_t look_at(const nlohmann::json& value) {
    std::uint64_t sum = 0;
    switch (value.type()) {
        case nlohmann::json::value_t::object:
            for (const auto& [key, item] : value.items()) sum += key.size() + look_at(item);
            return sum;
        case nlohmann::json::value_t::array:
            for (const auto& item : value) sum += look_at(item);
            return sum;
        case nlohmann::json::value_t::string: return value.get_ref<const std::string&>().size();
        case nlohmann::json::value_t::null: return 0;
        default: return value.get<std::uint64_t>();
    }
}

}  // namespace

std::uint64_t parse_with_simdjson(const std::vector<std::string_view>& lines) {
    static_assert(simdjson::SIMDJSON_PADDING <= 64);
    simdjson::dom::parser parser;
    std::uint64_t sum = 0;
    for (const std::string_view line : lines) sum += look_at(parser.parse(line.data(), line.size(), false).value());
    return sum;
}

std::uint64_t parse_with_nlohmann(const std::vector<std::string_view>& lines) {
    std::uint64_t sum = 0;
    for (const std::string_view line : lines) sum += look_at(nlohmann::json::parse(line));
    return sum;
}

}  // namespace sleepcheck
