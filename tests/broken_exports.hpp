#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "sleeps.hpp"

/// Exports that were cut off, or of which a byte is wrong; and the real ones beside the repository.
namespace sleeps {

using Reader = std::function<ReadExport(const std::string& text)>;

/// Whatever is read either has a problem or makes a log that reads back as it is.
inline void check_problem_or_sound(const Reader& reader, const std::string& text) {
    const ReadExport read = reader(text);
    if (!read.problems.empty()) {
        CHECK(read.problems.front().place.file == "file");
        return;
    }
    const ImportedLog log = united({read});
    if (log.diary.nights.empty()) return;
    const ReadDiary again = read_diary(to_json(log.diary), "log");
    INFO(text);
    REQUIRE(told(again.problems) == "");
    REQUIRE(to_json(again.diary) == to_json(log.diary));
}

/// Cuts the text off at each place, and puts other bytes into each.
inline void check_broken(const Reader& reader, const std::string& text) {
    std::mt19937 random(20260306);
    for (std::size_t at = 0; at < text.size(); ++at) {
        INFO("byte " << at);
        check_problem_or_sound(reader, text.substr(0, at));
        std::string changed = text;
        for (const char byte : {'9', '-', '"', '\0', static_cast<char>(random() & 0xFFU)}) {
            changed[at] = byte;
            check_problem_or_sound(reader, changed);
        }
        changed.erase(at, 1 + random() % 8);
        check_problem_or_sound(reader, changed);
    }
}

/// A real export; empty, with a message, when these are not there.
inline std::string real_export(const std::string& name) {
    const auto path = std::filesystem::path(SLEEPCHECK_SOURCE_DIR) / "../shared/sleep-logs/data" / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) WARN("skipped: " << name << " is not there");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace sleeps
