// A zip, and what its members unpack to.

#include <array>

#include "fuzz/target.hpp"
#include "import/zip.hpp"
#include "zip_maker.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

/// All that this input may unpack to: a small zip can hold far more than a test has time for.
constexpr std::uint64_t most_bytes = std::uint64_t{4} << 20U;

std::uint64_t unpacked(const ByteReader& bytes, std::uint64_t at_most) {
    std::array<char, 10'000> piece{};
    std::uint64_t sum = 0;
    while (sum < at_most) {
        const std::size_t count = bytes(piece.data(), piece.size());
        must(count <= piece.size(), "more bytes than there is room for");
        if (count == 0) return sum;
        sum += count;
    }
    return sum;
}

bool is_sound(std::string_view input) {
    try {
        const ZipFile zip(access_to(std::string(input)), "zip");
        std::uint64_t left = most_bytes;
        for (std::size_t i = 0; i < zip.members().size() && left > 0; ++i) {
            const std::uint64_t size = zip.members()[i].size;
            const std::uint64_t read = unpacked(zip.open(i), left);
            must(read <= size, "more was unpacked than the zip says");
            must(read == size || read >= left, "less was unpacked than the zip says, without a word");
            left -= std::min(left, read);
        }
        return true;
    } catch (const Error& error) {
        must(error.status() == Status::input || error.status() == Status::ceiling, "not the fault of a zip");
        must(!error.problems().empty() && !error.problems().front().what.empty(), "nothing is said about the zip");
        return false;
    }
}

std::string small_zip() {
    ZipMaker maker;
    maker.add("export/a.txt", std::string(2000, 'a'));
    maker.add("b.csv", "start,end\n2026-03-05 23:00,2026-03-06 07:00\n");
    const std::string plain = "as it is";
    maker.add("plain", plain, plain.size(), ZipMaker::crc_of(plain), 0);
    return maker.bytes();
}

}  // namespace

Target zip() {
    return {"zip", is_sound, {small_zip()}};
}

}  // namespace fuzz
