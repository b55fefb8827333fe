// Any JSON: the fast lane and the strict reader come to the same.

#include "json.hpp"

#include <algorithm>

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;
using sleepcheck::json::Document;
using sleepcheck::json::Mark;
using sleepcheck::json::Member;
using sleepcheck::json::Value;

namespace {

bool same(const Mark& left, const Mark& right) {
    return left.offset == right.offset && left.length == right.length;
}

bool same(const Value& left, const Value& right);

bool same_members(const Member& left, const Member& right) {
    return left.key == right.key && same(left.key_mark, right.key_mark) && same(left.value, right.value);
}

bool same(const Value& left, const Value& right) {
    const auto same_items = [](const Value& one, const Value& other) { return same(one, other); };
    return left.type == right.type && left.boolean == right.boolean && left.integer == right.integer &&
           left.number == right.number && left.text == right.text && same(left.mark, right.mark) &&
           std::equal(left.items.begin(), left.items.end(), right.items.begin(), right.items.end(), same_items) &&
           std::equal(left.members.begin(), left.members.end(), right.members.begin(), right.members.end(),
                      same_members);
}

bool is_sound(std::string_view input) {
    constexpr std::size_t most_values = 1000;
    const sleepcheck::json::Source source{"json", std::string(input)};
    try {
        const Document document = sleepcheck::json::parse(source, most_values);
        must_be_well_said(document.problems, source.file, input);
        const Document strictly = sleepcheck::json::parse_strictly(source, most_values);
        must(document.whole == strictly.whole, "the lanes do not agree whether the JSON is whole");
        must(document.problems.size() == strictly.problems.size(), "the lanes do not find the same problems");
        must(!document.whole || same(document.root, strictly.root), "the lanes do not build the same tree");
        return document.problems.empty();
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "JSON is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target json() {
    return {
        "json",
        is_sound,
        {
            R"({"a": [1, -2, 0, -0, 0.5, -2.5e-3, 1E+2, 123456789012345678, 1234567890123456789], "b": {}, "c": []})",
            "\xEF\xBB\xBF [ true ,\tfalse,\r\nnull,\n\"\", \"caf\xC3\xA9\", \"\\u00e9\\n\"]  ",
            R"([{"x": 1, "y": {"z": [[], [{}]]}}, {"x": 2, "y": {"z": [[1.0]]}}, {"x": 3, "y": null, "w": 1e-400}])",
            "7",
        }};
}

}  // namespace fuzz
