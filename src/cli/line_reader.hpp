#pragma once

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <string>

namespace sleepcheck::cli {

/// What came of waiting for a line.
struct Line {
    enum class Kind : std::uint8_t { text, end, interrupted, terminated, hung_up };

    Kind kind = Kind::text;
    std::string text;  ///< without its end; of a line that is too long only the beginning, still longer than allowed
};

/// Reads lines as a person types them. The terminal itself edits the line, so nothing is to be restored whatever
/// happens. While a reader lives, the signals that end a program (Ctrl-C, a closed terminal, a request to stop) come as
/// lines, between two others and never in the middle of a write.
class LineReader {
public:
    /// No line holds more bytes than this; a longer one is read to its end and then refused by its length.
    static constexpr std::size_t longest = 4096;

    explicit LineReader(std::FILE* input);
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;
    ~LineReader();

    /// Waits for the next line. The last line of a file or pipe may lack its end; of a terminal such a line was not
    /// finished and is dropped.
    Line next();

private:
    Line finished();
    Line signalled(int wait_ms);
    bool fill();

    int input_;
    bool is_terminal_;
    int signals_ = -1;
    sigset_t before_{};
    std::string buffer_;
    std::size_t at_ = 0;
    bool at_end_ = false;
};

}  // namespace sleepcheck::cli
