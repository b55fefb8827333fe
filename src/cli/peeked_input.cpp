#include "cli/peeked_input.hpp"

#include "cli/progress.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t enough_to_recognise = std::size_t{64} << 10U;

}  // namespace

PeekedInput::PeekedInput(const std::string& path, const Console& console)
    : console_(console), stream_(std::make_shared<InputStream>(path.empty() ? "-" : path, console.streams.input)) {
    beginning_.resize(enough_to_recognise);
    std::size_t held = 0;
    while (held < beginning_.size()) {
        const std::size_t count = stream_->read(beginning_.data() + held, beginning_.size() - held);
        if (count == 0) break;
        held += count;
    }
    beginning_.resize(held);
}

std::string PeekedInput::text(std::size_t limit) && {
    return read_on(*stream_, std::move(beginning_), limit);
}

ByteReader PeekedInput::pieces() && {
    struct State {
        State(const Console& console, std::shared_ptr<InputStream> from, std::string first)
            : stream(std::move(from)), beginning(std::move(first)), progress(console, stream->size().value_or(0)) {}

        std::shared_ptr<InputStream> stream;
        std::string beginning;
        std::size_t told = 0;  // of the beginning
        Progress progress;
    };
    const auto state = std::make_shared<State>(console_, stream_, std::move(beginning_));
    return [state](char* buffer, std::size_t size) {
        const bool begins = state->told < state->beginning.size();
        const std::size_t count =
            begins ? state->beginning.copy(buffer, size, state->told) : state->stream->read(buffer, size);
        if (begins) state->told += count;
        state->progress.add(count);
        return count;
    };
}

RandomAccess PeekedInput::at_any_place(std::size_t limit) && {
    const auto file = stream_->file();
    if (file == nullptr) return bytes_in_memory(std::move(*this).text(limit));
    return {file->size(),
            [file](std::uint64_t offset, char* buffer, std::size_t size) { return file->read(offset, buffer, size); }};
}

RandomAccess bytes_in_memory(std::string text) {
    const auto held = std::make_shared<const std::string>(std::move(text));
    return {held->size(), [held](std::uint64_t offset, char* buffer, std::size_t size) {
                if (offset >= held->size()) return std::size_t{0};
                return held->copy(buffer, size, offset);
            }};
}

}  // namespace sleepcheck::cli
