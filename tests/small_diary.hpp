#pragma once

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>

#include "sleepcheck/diary.hpp"

/// The diary of a log that must be sound: these nights, as JSON objects between commas.
inline sleepcheck::Diary small_diary(const std::string& nights, const std::string& header = "") {
    const std::string text = "{\"format\": \"sleepcheck-log/1\", " + header + "\"nights\": [" + nights + "]}";
    const auto read = sleepcheck::read_diary(text, "log.json");
    for (const auto& problem : read.problems) {
        FAIL_CHECK(fmt::format("{}: {} in {}", problem.place.pointer, problem.what, text));
    }
    return read.diary;
}

inline const std::string sensed = R"("source": {"modality": "sensed"}, )";

inline std::string zone(const std::string& name) {
    return R"("timezone": ")" + name + R"(", )";
}
