#include "cli/batch_input.hpp"

#include <cstring>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace sleepcheck::cli {

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20U;
/// Nearly two thousand documents: enough to fill the blocks in which they, and the searches they need, are judged.
constexpr std::size_t room_of_chunk = large_page;
/// Behind a line so much can be read.
constexpr std::size_t room_behind = 64;
constexpr int wait_ms = 100;

}  // namespace

void Room::renew(std::size_t size) {
    size_ = (size + large_page - 1) / large_page * large_page;
    bytes_.reset(static_cast<char*>(std::aligned_alloc(large_page, size_)));
    if (bytes_ == nullptr) throw std::bad_alloc();
    static_cast<void>(::madvise(bytes_.get(), size_, MADV_HUGEPAGE));  // a wish: without, nothing is lost but time
}

BatchInput::BatchInput(InputStream& stream, const Limits& limits, std::function<bool()> stopped)
    : stream_(stream), limits_(limits), stopped_(std::move(stopped)) {}

bool BatchInput::next(BatchChunk& chunk) {
    chunk.lines.clear();
    chunk.bytes = 0;
    while (chunk.lines.empty() && !(ended_ && rest_.empty())) {
        if (chunk.room.size() < room_of_chunk) chunk.room.renew(room_of_chunk);
        if (chunk.room.size() < rest_.size() + room_behind + 1) {
            // The line at the beginning is as long as a chunk, so the chunk gets longer.
            chunk.room.renew(2 * rest_.size() + room_behind);
        }
        rest_.copy(chunk.room.data(), rest_.size());
        const std::size_t filled = std::exchange(rest_, {}).size();
        cut(chunk, ended_ ? filled : fill(chunk, filled));
    }
    return !chunk.lines.empty();
}

/// Reads behind what is there already; returns how much there is then.
std::size_t BatchInput::fill(BatchChunk& chunk, std::size_t filled) {
    const std::size_t room = chunk.room.size() - room_behind;
    bool has_line = std::memchr(chunk.room.data(), '\n', filled) != nullptr;
    while (filled < room && !(has_line && !stream_.ready(0))) {
        while (!stream_.ready(wait_ms)) {
            if (!stopped_()) continue;
            ended_ = true;
            return 0;
        }
        const std::size_t count = stream_.read(chunk.room.data() + filled, room - filled);
        if (count == 0) {
            ended_ = true;
            break;
        }
        chunk.bytes += count;
        has_line = has_line || std::memchr(chunk.room.data() + filled, '\n', count) != nullptr;
        filled += count;
    }
    return filled;
}

void BatchInput::cut(BatchChunk& chunk, std::size_t filled) {
    const char* const begin = chunk.room.data();
    std::size_t start = 0;
    while (const void* const found = std::memchr(begin + start, '\n', filled - start)) {
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - begin);
        add_line(chunk, start, end);
        start = end + 1;
        if (chunk.lines.size() < limits_.lines) continue;
        rest_.assign(begin + start, filled - start);
        return;
    }
    if (ended_) {
        chunk.room.data()[filled] = '\n';
        if (start < filled || in_long_line_) add_line(chunk, start, filled);
    } else if (in_long_line_ || filled - start > limits_.bytes_of_a_line) {
        in_long_line_ = true;
    } else {
        rest_.assign(begin + start, filled - start);
    }
}

void BatchInput::add_line(BatchChunk& chunk, std::size_t start, std::size_t end) {
    BatchLine line{{chunk.room.data() + start, end - start}, ++line_number_, false, limits_.bytes_of_a_line};
    if (std::exchange(in_long_line_, false) || end - start > limits_.bytes_of_a_line) {
        line.text = {};
        line.too_long = true;
    }
    chunk.lines.push_back(line);
}

}  // namespace sleepcheck::cli
