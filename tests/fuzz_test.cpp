// Every reader on its seeds, and on some hundred changes of each. scripts/fuzz looks for more, and for longer.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <random>
#include <set>

#include "fuzz/target.hpp"
#include "sleepcheck/text.hpp"

using fuzz::Target;

namespace {

/// What people and machines write where something else belongs.
const std::vector<std::string> odd_words{
    "null",
    "true",
    "-1",
    "0",
    "1e9",
    "1e400",
    "99999999999999999999",
    "25:61",
    "24:00",
    "02:30",
    "0000-00-00",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "\\u0000",
    "\n",
    "\r\n",
    ";",
    "\xEF\xBB\xBF",
    "\xFF",
    "<",
    "/>",
    "&",
    "PK",
    " ",
    "2026-03-29T02:30",
    "2200-12-31",
    "Z",
    "+23:59",
};

class Changes {
public:
    explicit Changes(std::uint64_t seed) : random_(seed) {}

    /// One to four changes: a byte, a piece taken out, doubled or put elsewhere, an odd word in the place of a word.
    std::string of(std::string text) {
        for (std::size_t count = 1 + number(4); count > 0; --count) {
            const std::size_t at = number(text.size() + 1);
            const std::size_t length = std::min(text.size() - at, number(20));
            switch (number(6)) {
                case 0:
                    if (at < text.size()) text[at] = static_cast<char>(number(256));
                    break;
                case 1: text.erase(at, length); break;
                case 2: text.insert(number(text.size() + 1), text.substr(at, length)); break;
                case 3: text.resize(at); break;
                case 4: text.insert(at, odd_words[number(odd_words.size())]); break;
                default: replace_word(text, at); break;
            }
        }
        return text;
    }

private:
    std::size_t number(std::size_t below) { return random_() % below; }

    void replace_word(std::string& text, std::size_t at) {
        const auto ends = " \t\r\n\"',;:{}[]<>=";
        const std::size_t start = text.find_first_not_of(ends, at);
        if (start == std::string::npos) return;
        const std::size_t end = std::min(text.find_first_of(ends, start), text.size());
        text.replace(start, end - start, odd_words[number(odd_words.size())]);
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("each file of fuzz targets is one of the targets, by its name", "[fuzz]") {
    std::set<std::string> files;
    const auto folder = std::filesystem::path(SLEEPCHECK_SOURCE_DIR) / "tests/fuzz/targets";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.insert(entry.path().stem().string());
    std::set<std::string> names;
    for (const Target& target : fuzz::targets()) names.insert(target.name);
    CHECK(files == names);
}

TEST_CASE("every reader keeps its word on sound input", "[fuzz]") {
    for (const Target& target : fuzz::targets()) {
        for (const std::string& seed : target.seeds) {
            INFO(target.name << " " << seed);
            CHECK(target.is_sound(seed));
        }
    }
}

TEST_CASE("every reader keeps its word on changed input", "[fuzz]") {
    constexpr std::uint64_t seed = 20260306;      // the same changes in each run: the search is for scripts/fuzz
    constexpr std::size_t changes_of_each = 300;  // target
    for (const Target& target : fuzz::targets()) {
        Changes changes(seed);
        std::size_t refused = 0;
        for (std::size_t i = 0; i < changes_of_each; ++i) {
            const std::string changed = changes.of(target.seeds[i % target.seeds.size()]);
            INFO("seed " << seed << ", change " << i << ", " << target.name << ": " << sleepcheck::printable(changed));
            bool sound = true;
            REQUIRE_NOTHROW(sound = target.is_sound(changed));
            if (!sound) ++refused;
        }
        INFO(target.name);
        CHECK(refused > 0);
    }
}
