#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sleepcheck/import.hpp"

namespace sleepcheck {

enum class AppleState : std::uint8_t { awake, deep, rem, core, asleep, in_bed };

/// One sleep record of an export.xml. Small, since these alone are kept of a file of a gigabyte.
struct AppleRecord {
    std::chrono::sys_seconds start;
    std::uint32_t seconds = 0;           ///< its length, above 0 and at most a day
    std::int16_t minutes_ahead = 0;      ///< of UTC, as written
    std::int16_t minutes_ahead_end = 0;  ///< at the end of the record
    std::uint16_t source = 0;            ///< in `AppleRecords::sources`
    std::uint16_t zone = 0;              ///< in `AppleRecords::zones`, counted from 1; 0: none was written
    AppleState state = AppleState::asleep;

    [[nodiscard]] std::chrono::sys_seconds end() const { return start + std::chrono::seconds{seconds}; }
    friend bool operator==(const AppleRecord&, const AppleRecord&) = default;
};

/// The sleep records of an export.xml, in the order of the file.
struct AppleRecords {
    std::vector<AppleRecord> records;
    std::vector<std::string> sources;
    std::vector<Zone> zones;
    std::vector<LeftOut> left_out;
    Problems problems;
    Problems warnings;
};

/// Streams the XML past expat. What Apple writes is no sound XML: the document type is malformed since iOS 16, and
/// control characters such as 0x0B occur. So parsing begins at the root element, and control characters become spaces.
/// Throws `Error` (ceiling) for more sleep records than a person has.
AppleRecords read_apple_records(const ByteReader& bytes, const std::string& file);

}  // namespace sleepcheck
