#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "import/zip.hpp"
#include "sleepcheck/import.hpp"

namespace sleepcheck::cli {

/// An input whose beginning is read to see what it is. The rest is taken once, in one of three ways. All functions
/// throw `Error` (stream, ceiling) as `read_all` does.
class PeekedInput {
public:
    /// `-`, or nothing, for standard input.
    PeekedInput(const std::string& path, const Console& console);

    [[nodiscard]] const std::string& name() const { return stream_->name(); }
    /// At least so much that every format can be told; all there is when that is less.
    [[nodiscard]] std::string_view beginning() const { return beginning_; }

    /// All of it, of at most so many bytes.
    std::string text(std::size_t limit) &&;
    /// All of it piece by piece, with a bar on standard error when that is a terminal.
    ByteReader pieces() &&;
    /// All of it at any place; what is no file is held in memory, up to the limit.
    RandomAccess at_any_place(std::size_t limit) &&;

private:
    const Console& console_;
    std::shared_ptr<InputStream> stream_;
    std::string beginning_;
};

/// A text as bytes at any place.
RandomAccess bytes_in_memory(std::string text);

}  // namespace sleepcheck::cli
