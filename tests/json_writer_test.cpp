#include "json_writer.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

using namespace sleepcheck;
using Json = nlohmann::ordered_json;

namespace {

/// The slow twin: the same value as a tree, written by nlohmann.
std::string dumped(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

void write(JsonWriter& writer, const Json& json);

void write_members(JsonWriter& writer, const Json& json) {
    for (const auto& [key, value] : json.items()) {
        if (value.is_object()) {
            writer.begin_object(key);
            write_members(writer, value);
            writer.end();
        } else if (value.is_array()) {
            writer.begin_list(key);
            for (const Json& item : value) write(writer, item);
            writer.end();
        } else if (value.is_boolean()) {
            writer.put(key, value.get<bool>());
        } else if (value.is_string()) {
            writer.put(key, value.get_ref<const std::string&>());
        } else if (value.is_number_float()) {
            writer.put(key, value.get<double>());
        } else if (value.is_number()) {
            writer.put(key, value.get<std::int64_t>());
        } else {
            writer.put(key, nullptr);
        }
    }
}

void write(JsonWriter& writer, const Json& json) {
    if (json.is_object()) {
        writer.begin_object();
        write_members(writer, json);
        writer.end();
    } else if (json.is_string()) {
        writer.add(json.get_ref<const std::string&>());
    } else {
        writer.add(json.get<double>());
    }
}

std::string written(const Json& json) {
    JsonWriter writer;
    write(writer, json);
    return std::move(writer).take();
}

}  // namespace

TEST_CASE("JSON is written as nlohmann writes it", "[json_writer]") {
    const std::vector<std::string> texts{
        "{}",
        R"({"a": {}, "b": [], "c": null})",
        R"({"a": 1, "b": -2, "c": true, "d": false, "e": "x"})",
        R"({"a": [1.5, -0.25, 0.0, -0.0, 7.0, 1e-7, 1e9, 999999999.0, 4294967296.0, 1e300]})",
        R"({"a": ["", "\"", "\\", "\n\t\u0001\u007f", "\u00e9\u20ac\ud83d\ude34", "</script>\u2028"]})",
        R"({"a\"b": {"c": [{}, {"d": {"e": []}}, {"f": "g"}]}, "h": 1})",
    };
    for (const std::string& text : texts) {
        INFO(text);
        const Json json = Json::parse(text);
        CHECK(written(json) == dumped(json));
    }
    Json damaged = Json::object();
    damaged["key"] = "a\xFFz\xC3";
    CHECK(written(damaged) == dumped(damaged));
}

TEST_CASE("numbers are written as nlohmann writes them", "[json_writer]") {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> part(-1, 1);
    for (const double scale : {1.0, 1e3, 1e6, 1e10, 1e18}) {
        for (int i = 0; i < 2000; ++i) {
            const double number = part(random) * scale;
            for (const double each : {number, std::round(number), std::round(number * 1e6) / 1e6}) {
                JsonWriter writer;
                writer.add(each);
                REQUIRE(std::move(writer).take() == Json(each).dump());
            }
        }
    }
}

TEST_CASE("an empty value is null", "[json_writer]") {
    JsonWriter writer;
    writer.begin_object();
    writer.put("none", std::optional<double>());
    writer.put("some", std::optional<double>(2));
    writer.put("count", std::size_t{3});
    writer.put("words", "text");
    writer.end();
    CHECK(std::move(writer).take() ==
          "{\n  \"none\": null,\n  \"some\": 2.0,\n  \"count\": 3,\n  \"words\": \"text\"\n}");
}
