// One assessment in all its formats, byte by byte. Each folder below tests/golden holds the answers and the reports.
// To write the reports anew, set SLEEPCHECK_REGENERATE, run this test, and read the diff.

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "program.hpp"

namespace {

std::vector<std::filesystem::path> golden_folders() {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(in_checkout("tests/golden"))) {
        if (entry.is_directory()) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

void compare(const std::filesystem::path& expected, const std::string& report) {
    if (regenerating()) std::ofstream(expected, std::ios::binary) << report;
    CHECK(text_of_file(expected) == report);
}

}  // namespace

TEST_CASE("each assessment reads as it did before") {
    REQUIRE_FALSE(golden_folders().empty());
    for (const auto& folder : golden_folders()) {
        INFO(folder);
        const std::string answers = folder / "answers.json";
        compare(folder / "report.txt", Program().run({"assess", answers}).output);
        compare(folder / "report.json", Program().run({"assess", answers, "--format", "json"}).output);
    }
}
