#include "cli/line_reader.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace sleepcheck::cli {

namespace {

Line::Kind kind_of(std::uint32_t signal) {
    if (signal == SIGINT) return Line::Kind::interrupted;
    return signal == SIGHUP ? Line::Kind::hung_up : Line::Kind::terminated;
}

}  // namespace

LineReader::LineReader(std::FILE* input) : input_(::fileno(input)), is_terminal_(::isatty(input_) == 1) {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&watched, signal);
    ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
    signals_ = ::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

LineReader::~LineReader() {
    if (signals_ >= 0) ::close(signals_);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

/// A text when no signal has come within that time.
Line LineReader::signalled(int wait_ms) {
    struct pollfd watched = {signals_, POLLIN, 0};
    struct signalfd_siginfo received = {};
    if (::poll(&watched, 1, wait_ms) <= 0 || ::read(signals_, &received, sizeof received) <= 0) return {};
    return {kind_of(received.ssi_signo), {}};
}

/// Reads a piece; false at the end, which a terminal that is gone counts as.
bool LineReader::fill() {
    std::array<char, 65536> piece{};
    ssize_t count = 0;
    do {
        count = ::read(input_, piece.data(), piece.size());
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

Line LineReader::finished() {
    at_end_ = true;
    if (is_terminal_) {
        // A terminal that closes ends the input and sends its signal a moment later.
        constexpr int moment_ms = 50;
        Line line = signalled(moment_ms);
        if (line.kind != Line::Kind::text) return line;
        // Or the signal goes to a shell that keeps it to itself.
        struct pollfd terminal = {input_, POLLIN, 0};
        const bool closed = ::poll(&terminal, 1, 0) > 0 && (terminal.revents & POLLHUP) != 0;
        return {closed ? Line::Kind::hung_up : Line::Kind::end, {}};
    }
    if (at_ == buffer_.size()) return {Line::Kind::end, {}};
    return {Line::Kind::text, buffer_.substr(std::exchange(at_, buffer_.size()))};
}

Line LineReader::next() {
    std::string beginning;  // of a line that is too long
    while (true) {
        const auto end = buffer_.find('\n', at_);
        if (end != std::string::npos) {
            std::string text = beginning + buffer_.substr(at_, end - at_);
            at_ = end + 1;
            if (!text.empty() && text.back() == '\r') text.pop_back();
            return {Line::Kind::text, std::move(text)};
        }
        if (buffer_.size() - at_ > longest) {
            if (beginning.empty()) beginning = buffer_.substr(at_, longest + 1);
            buffer_.clear();
            at_ = 0;
        }
        if (Line line = signalled(0); line.kind != Line::Kind::text) return line;
        if (at_end_) return {Line::Kind::end, {}};
        std::array<struct pollfd, 2> watched{{{input_, POLLIN, 0}, {signals_, POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return finished();
        if (watched[1].revents != 0) continue;
        if (watched[0].revents != 0 && !fill()) {
            if (beginning.empty()) return finished();
            at_end_ = true;
            return {Line::Kind::text, std::move(beginning)};
        }
    }
}

}  // namespace sleepcheck::cli
