#include <catch2/catch.hpp>
#include <functional>

#include "shared_exports.hpp"
#include "sleepcheck/import.hpp"
#include "zip_maker.hpp"

using namespace sleepcheck;

namespace {

std::string said_by(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return first_problem(error.problems());
    }
    return "";
}

std::string said_of(const std::string& bytes) {
    return said_by([&] {
        const ZipFile zip(access_to(bytes), "export.zip");
        for (std::size_t i = 0; i < zip.members().size(); ++i) all_of(zip.open(i));
    });
}

const std::string broken = "this file in the zip is damaged: it cannot be unpacked, or its check sum is wrong";

}  // namespace

TEST_CASE("the members of a zip are listed and read") {
    std::string large;
    for (int i = 0; i < 50'000; ++i) large += std::to_string(i) + "\n";
    ZipMaker maker;
    maker.add("apple_health_export/export.xml", large);
    maker.add("empty", "");
    maker.add("stored", "as it is", 8, ZipMaker::crc_of("as it is"), 0);
    const ZipFile zip(access_to(maker.bytes()), "export.zip");
    REQUIRE(zip.members().size() == 3);
    CHECK(zip.members()[0].name == "apple_health_export/export.xml");
    CHECK(zip.members()[0].size == large.size());
    const ByteReader first = zip.open(0);
    char letter = 0;
    CHECK(first(&letter, 1) == 1);
    CHECK(all_of(zip.open(2)) == "as it is");
    CHECK(all_of(zip.open(1)).empty());
    CHECK(letter + all_of(first) == large);
    CHECK(first(&letter, 1) == 0);
}

TEST_CASE("a damaged zip is refused, and never believed") {
    CHECK(said_of("") ==
          "export.zip:0:0: this is no zip file, or it is cut off: the list of files at its end is missing");
    CHECK(said_of("PK\x03\x04 and no more") ==
          "export.zip:0:0: this is no zip file, or it is cut off: the list of files at its end is missing");
    CHECK(said_of(std::string("PK\x05\x06", 4) + std::string(18, '\0')) ==
          "export.zip:0:0: there is nothing in this zip");
    const std::string text = "the same again and again, the same again and again";
    ZipMaker sum;
    sum.add("a.csv", ZipMaker::packed(text), text.size(), 1234, Z_DEFLATED);
    CHECK(said_of(sum.bytes()) == "export.zip: a.csv:0:0: " + broken);
    ZipMaker shorter;
    shorter.add("a.csv", ZipMaker::packed(text), text.size() + 5, ZipMaker::crc_of(text), Z_DEFLATED);
    CHECK(said_of(shorter.bytes()) == "export.zip: a.csv:0:0: " + broken);
    ZipMaker garbage;
    garbage.add("a.csv", "this is not deflated", 900, 0, Z_DEFLATED);
    CHECK(said_of(garbage.bytes()) == "export.zip: a.csv:0:0: " + broken);
}

TEST_CASE("no more of a member is unpacked than it says") {
    const std::string bomb(10'000'000, '\0');
    ZipMaker maker;
    maker.add("bomb", ZipMaker::packed(bomb), 100, ZipMaker::crc_of(bomb), Z_DEFLATED);
    const ZipFile zip(access_to(maker.bytes()), "export.zip");
    std::size_t given = 0;
    CHECK(said_by([&] {
              char buffer[64];
              const ByteReader reader = zip.open(0);
              while (const std::size_t count = reader(buffer, sizeof buffer)) given += count;
          }) == "export.zip: bomb:0:0: " + broken);
    CHECK(given == 100);
}

TEST_CASE("what a zip may hold and cannot be read here is said") {
    ZipMaker locked;
    locked.add("a.csv", "secret", 6, 0, 0, 1);
    CHECK(said_of(locked.bytes()) == "export.zip: a.csv:0:0: this file in the zip is locked with a password");
    ZipMaker other;
    other.add("a.csv", "odd", 3, 0, 99);
    CHECK(said_of(other.bytes()) ==
          "export.zip: a.csv:0:0: this file in the zip is packed by a method that is not known (99)");
}

TEST_CASE("a zip that is cut off or changed anywhere is survived") {
    ZipMaker maker;
    maker.add("a/export.xml", "<HealthData></HealthData>");
    maker.add("b.csv", "Id,Tz\n");
    const std::string good = maker.bytes();
    CHECK(said_of(good).empty());
    // Of the 22 bytes at the very end some are not needed.
    for (std::size_t size = 0; size < good.size(); ++size) {
        INFO(size);
        const std::string said = said_of(good.substr(0, size));
        CHECK((said != "" || size > good.size() - 22));
    }
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int change : {1, 255, 128}) {
            std::string changed = good;
            changed[at] = static_cast<char>(changed[at] ^ change);
            said_of(changed);
        }
    }
}

TEST_CASE("an Apple export is read from its zip") {
    ZipMaker maker;
    maker.add("apple_health_export/export.xml",
              R"(<HealthData><Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="W")"
              R"( startDate="2026-03-05 23:00:00 +0100" endDate="2026-03-06 06:00:00 +0100")"
              R"( value="HKCategoryValueSleepAnalysisAsleepCore"/></HealthData>)");
    const ZipFile zip(access_to(maker.bytes()), "export.zip");
    CHECK(read_apple_health(zip.open(0), "export.xml").sleeps.size() == 1);
}

TEST_CASE("the real zips of Sleep as Android hold what was unpacked from them") {
    for (const std::string name : {"1", "2", "3", "4", "1606551886", "1606736472"}) {
        const auto bytes = shared_export("sleep_as_android/sleep-export." + name + ".zip");
        const auto csv = shared_export("sleep_as_android/csv/sleep-export." + name + ".csv");
        if (!bytes || !csv) return;
        const ZipFile zip(access_to(*bytes), name);
        REQUIRE(zip.members().size() == 3);
        CHECK(zip.members()[0].name == "sleep-export.csv");
        CHECK(all_of(zip.open(0)) == *csv);
    }
}
