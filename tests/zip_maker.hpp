#pragma once

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "import/zip.hpp"

namespace sleepcheck {

/// The bytes of a small zip, made by hand so that tests can break them.
class ZipMaker {
public:
    void add(const std::string& name, const std::string& contents) {
        add(name, packed(contents), contents.size(), crc_of(contents), Z_DEFLATED);
    }
    /// As stated, whether it is true or not.
    void add(const std::string& name, const std::string& data, std::size_t size, std::uint32_t crc, int method,
             int flags = 0) {
        const std::string facts = two(20) + two(flags) + two(method) + two(0) + two(0x21) + four(crc) +
                                  four(data.size()) + four(size) + two(name.size()) + two(0);
        list_ += "PK\x01\x02" + two(20) + facts + two(0) + two(0) + two(0) + four(0) + four(bytes_.size()) + name;
        bytes_ += "PK\x03\x04" + facts + name + data;
        ++count_;
    }
    [[nodiscard]] std::string bytes() const {
        return bytes_ + list_ + "PK\x05\x06" + two(0) + two(0) + two(count_) + two(count_) + four(list_.size()) +
               four(bytes_.size()) + two(0);
    }

    static std::uint32_t crc_of(const std::string& text) {
        return static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
    }
    static std::string packed(const std::string& text) {
        std::string result(compressBound(text.size()), '\0');
        uLongf size = result.size();
        compress(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                 text.size());
        // Without the two bytes before and the four behind that make it a zlib stream.
        return result.substr(2, size - 6);
    }

private:
    template <typename Number>
    static std::string two(Number number) {
        return {static_cast<char>(number & 255), static_cast<char>((number >> 8) & 255)};
    }
    template <typename Number>
    static std::string four(Number number) {
        return two(number & 0xFFFF) + two((number >> 16) & 0xFFFF);
    }

    std::string bytes_;
    std::string list_;
    int count_ = 0;
};

inline RandomAccess access_to(std::string bytes) {
    const std::uint64_t length = bytes.size();
    return {length, [bytes = std::move(bytes)](std::uint64_t offset, char* buffer, std::size_t size) {
                return offset >= bytes.size() ? 0 : bytes.copy(buffer, size, offset);
            }};
}

inline std::string all_of(const ByteReader& reader) {
    std::string result;
    char buffer[1000];
    while (const std::size_t count = reader(buffer, sizeof buffer)) result.append(buffer, count);
    return result;
}

}  // namespace sleepcheck
