#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sleepcheck/import.hpp"

namespace sleepcheck {

/// A file that is read at any place: fills the buffer from an offset on and returns how many bytes it put there, fewer
/// only at the end of the file.
struct RandomAccess {
    std::uint64_t size = 0;
    std::function<std::size_t(std::uint64_t offset, char* buffer, std::size_t size)> read;
};

struct ZipMember {
    std::string name;        ///< as stored, with "/" between folders; cut after 1 KiB
    std::uint64_t size = 0;  ///< unpacked, as the zip says
};

/// A zip file, never unpacked to disk and never held in memory. Whatever is wrong with it is thrown as `Error`: a
/// damaged list of files here, damaged contents while they are read. No more is unpacked than the size that is stated,
/// and the check sum is compared at the end.
class ZipFile {
public:
    /// `file` is the name for messages.
    ZipFile(RandomAccess bytes, std::string file);

    [[nodiscard]] const std::vector<ZipMember>& members() const;

    /// The contents of a member. Several may be read at once, and may outlive this object.
    [[nodiscard]] ByteReader open(std::size_t member) const;

private:
    struct Parts;
    std::shared_ptr<const Parts> parts_;
};

}  // namespace sleepcheck
