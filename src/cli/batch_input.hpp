#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/files.hpp"
#include "sleepcheck/batch.hpp"

namespace sleepcheck::cli {

/// Room for bytes, never cleared: of a large one, a short input touches only the beginning. It lies in large pages
/// where the system has them, since to touch a page for the first time takes longer than to fill it.
class Room {
public:
    [[nodiscard]] char* data() const { return bytes_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// At least as large as asked for; gives up what is in it. Throws `std::bad_alloc`.
    void renew(std::size_t size);

private:
    struct Free {
        void operator()(char* bytes) const { std::free(bytes); }
    };

    std::unique_ptr<char, Free> bytes_;
    std::size_t size_ = 0;
};

/// A piece of a batch's input: whole lines.
struct BatchChunk {
    Room room;  ///< what the lines point into
    std::vector<BatchLine> lines;
    std::uint64_t bytes = 0;  ///< of the input, read for it
};

/// Cuts a stream into lines, a chunk at a time, in bounded memory. A line that is too long is read past, not kept.
class BatchInput {
public:
    struct Limits {
        std::size_t lines = 0;            ///< of a chunk
        std::size_t bytes_of_a_line = 0;  ///< a longer one is told as such
    };

    /// `stopped` is asked while there is nothing to read; once it says yes, the input has come to its end.
    BatchInput(InputStream& stream, const Limits& limits, std::function<bool()> stopped);

    /// The next lines; false when there are none any more. Does not wait for more once there is a whole line.
    /// Throws `Error` (stream).
    bool next(BatchChunk& chunk);

private:
    std::size_t fill(BatchChunk& chunk, std::size_t filled);
    void cut(BatchChunk& chunk, std::size_t filled);
    void add_line(BatchChunk& chunk, std::size_t start, std::size_t end);

    InputStream& stream_;
    Limits limits_;
    std::function<bool()> stopped_;
    std::string rest_;  ///< what was read and is in no chunk yet: lines, or the beginning of one
    std::size_t line_number_ = 0;
    bool in_long_line_ = false;  ///< what comes up to the next line end belongs to a line that is too long
    bool ended_ = false;
};

}  // namespace sleepcheck::cli
