// Apple Health's export.xml, in large pieces and in pieces of a few bytes.

#include <algorithm>

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

ReadExport read(std::string_view input, std::size_t at_most) {
    std::size_t at = 0;
    const ByteReader bytes = [&](char* buffer, std::size_t size) {
        const std::size_t count = input.copy(buffer, std::min(size, at_most), at);
        at += count;
        return count;
    };
    return read_apple_health(bytes, "export");
}

bool is_sound(std::string_view input) {
    constexpr std::size_t a_few = 7;
    try {
        const ReadExport whole = read(input, input.size() + 1);
        const ReadExport pieces = read(input, a_few);
        must(whole.problems.size() == pieces.problems.size(), "problems hang on how the bytes come");
        must(united({whole}).diary == united({pieces}).diary, "sleeps hang on how the bytes come");
        return makes_a_sound_log(whole, "export", input);
    } catch (const Error& error) {
        must(error.status() == Status::ceiling, "an export is refused by an error, not by its problems");
        return false;
    }
}

}  // namespace

Target apple_health() {
    return {"apple_health",
            is_sound,
            {
                R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
  startDate CDATA #REQUIRED
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-03-07 08:00:00 +0100"/>
 <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" startDate="2026-03-05 23:00:00 +0100"
 endDate="2026-03-06 01:00:00 +0100" value="HKCategoryValueSleepAnalysisAsleepCore"/>
 <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" startDate="2026-03-06 01:00:00 +0100"
 endDate="2026-03-06 01:10:00 +0100" value="HKCategoryValueSleepAnalysisAwake">
  <MetadataEntry key="HKTimeZone" value="Europe/Paris"/>
 </Record>
 <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" startDate="2026-03-06 01:10:00 +0100"
 endDate="2026-03-06 06:00:00 +0100" value="HKCategoryValueSleepAnalysisAsleepREM"/>
 <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Phone" startDate="2026-03-05 22:50:00 +0100"
 endDate="2026-03-06 06:20:00 +0100" value="HKCategoryValueSleepAnalysisInBed"/>
 <Record type="HKQuantityTypeIdentifierStepCount" startDate="2026-03-06 08:00:00 +0100" value="12"/>
</HealthData>
)",
                R"(<HealthData><Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="A &amp; B"
 startDate="2026-03-06 14:00:00 +0000" endDate="2026-03-06 14:30:00 +0000"
 value="HKCategoryValueSleepAnalysisAsleep"/></HealthData>)",
            }};
}

}  // namespace fuzz
