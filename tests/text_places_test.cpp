#include "text_places.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace sleepcheck;

namespace {

/// Line and column of a byte, counted one by one from the beginning of the text.
std::pair<std::size_t, std::size_t> counted_place(const std::string& text, std::size_t offset) {
    std::size_t line = 0;
    std::size_t column = 0;
    for (std::size_t at = text.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0; at < offset; ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
        column += begins ? 1 : 0;
        if (text[at] != '\n') continue;
        ++line;
        column = 0;
    }
    return {line, column};
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("a place is the same as when counted from the beginning, however long the line", "[text_places]") {
    const std::string mixed = "a\u00e9\u20ac\U0001F634";  // one to four bytes
    const std::vector<std::string> texts{
        "",
        "\n",
        "ab",
        "ab\ncd",
        "ab\r\n\r\ncd\n",
        "\u00e9\n\u20ac\u20ac",
        "\xEF\xBB\xBF{\n\u00e9}",
        repeated(mixed, 700),
        "\xEF\xBB\xBF" + repeated(mixed, 700),
        repeated("a", 1023) + "\u20ac" + repeated(mixed, 300),
        repeated("a", 1022) + "\u20ac" + repeated(mixed, 300),
        repeated("a", 1024) + "\n" + repeated(mixed, 300) + "\n" + repeated(mixed, 300),
    };
    for (const std::string& text : texts) {
        INFO(text.substr(0, 40) << " " << text.size());
        TextPlaces forwards(text);
        TextPlaces backwards(text);
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const auto place_by = [](TextPlaces& places, std::size_t offset) {
                return std::pair(places.line_of(offset), places.column_of(offset));
            };
            const std::size_t j = text.size() - i;
            if (i == 0 || i >= 3) REQUIRE(place_by(forwards, i) == counted_place(text, i));
            if (j == 0 || j >= 3) REQUIRE(place_by(backwards, j) == counted_place(text, j));
        }
    }
}

TEST_CASE("a line is what stands between two line ends", "[text_places]") {
    const std::string text = "a\r\n\n\u00e9";
    const TextPlaces places(text);
    REQUIRE(places.lines() == 3);
    CHECK(places.text_of(0) == "a");
    CHECK(places.text_of(1) == "");
    CHECK(places.text_of(2) == "\u00e9");
    CHECK(places.begin_of(2) == 4);
    CHECK(places.end_of(0) == 1);
    CHECK(TextPlaces("a\n").lines() == 2);
    CHECK(TextPlaces("").text_of(0) == "");
}
