#include "live_program.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <utmp.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(20);

void close_if_open(int& descriptor) {
    if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

/// Reads what is there; false at the end.
bool read_into(std::string& text, int descriptor) {
    std::array<char, 65536> piece{};
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count <= 0) return count < 0 && errno == EINTR;
    text.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

int as_a_shell_has_it(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

LiveProgram::LiveProgram(const Setup& setup) {
    if (setup.columns > 0) {
        start_in_terminal(setup);
    } else {
        start_between_pipes(setup);
    }
}

LiveProgram::~LiveProgram() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    hang_up();
}

void LiveProgram::become(const Setup& setup) {
    if (!setup.output_file.empty()) {
        const int file = ::open(setup.output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        ::dup2(file, STDOUT_FILENO);
    }
    if (setup.ignores_hang_up) std::signal(SIGHUP, SIG_IGN);
    if (setup.largest_file > 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit = {setup.largest_file, setup.largest_file};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    std::vector<std::string> words{setup.program};
    words.insert(words.end(), setup.arguments.begin(), setup.arguments.end());
    std::vector<std::string> settings{"LANG=C.UTF-8"};
    for (const auto& [name, value] : setup.variables) settings.push_back(name + "=" + value);
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> result;
        for (std::string& text : texts) result.push_back(text.data());
        result.push_back(nullptr);
        return result;
    };
    ::execve(setup.program.c_str(), pointers(words).data(), pointers(settings).data());
    ::_exit(127);
}

void LiveProgram::start_in_terminal(const Setup& setup) {
    int line = -1;
    const struct winsize size = {24, setup.columns, 0, 0};
    REQUIRE(::openpty(&input_, &line, nullptr, nullptr, &size) == 0);
    REQUIRE(::fcntl(input_, F_SETFD, FD_CLOEXEC) == 0);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
        if (::login_tty(line) != 0) ::_exit(127);
        become(setup);
    }
    ::close(line);
    error_ = ::fcntl(input_, F_DUPFD_CLOEXEC, 3);
}

void LiveProgram::start_between_pipes(const Setup& setup) {
    std::array<std::array<int, 2>, 3> pipes{};
    for (auto& ends : pipes) REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
        ::dup2(pipes[0][0], STDIN_FILENO);
        ::dup2(pipes[1][1], STDOUT_FILENO);
        ::dup2(pipes[2][1], STDERR_FILENO);
        become(setup);
    }
    ::close(pipes[0][0]);
    ::close(pipes[1][1]);
    ::close(pipes[2][1]);
    input_ = pipes[0][1];
    output_end_ = pipes[1][0];
    error_ = pipes[2][0];
}

void LiveProgram::type(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(input_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        REQUIRE(count > 0);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// False when all it could say was said.
bool LiveProgram::read_some(int milliseconds) {
    if (error_ < 0 && output_end_ < 0) return false;
    std::array<struct pollfd, 2> watched{{{error_, POLLIN, 0}, {output_end_, POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), milliseconds) <= 0) return true;
    if (watched[0].revents != 0 && !read_into(said_, error_)) close_if_open(error_);
    if (watched[1].revents != 0 && !read_into(output_, output_end_)) close_if_open(output_end_);
    return true;
}

std::string LiveProgram::until(std::string_view text) {
    const auto deadline = Clock::now() + patience;
    const std::size_t start = seen_;
    while (true) {
        const auto found = said_.find(text, start);
        if (found != std::string::npos) {
            seen_ = found + text.size();
            return said_.substr(start, seen_ - start);
        }
        constexpr int moment = 100;
        const bool goes_on = read_some(moment);
        if (goes_on && Clock::now() < deadline) continue;
        INFO(said_.substr(start));
        FAIL((goes_on ? "too late: " : "ended without: ") << text);
    }
}

void LiveProgram::read_at_least(std::size_t bytes) {
    const auto deadline = Clock::now() + patience;
    constexpr int moment = 100;
    while (said_.size() < bytes && read_some(moment)) REQUIRE(Clock::now() < deadline);
}

void LiveProgram::signal(int number) const {
    REQUIRE(::kill(pid_, number) == 0);
}

void LiveProgram::hang_up() {
    close_if_open(input_);
    close_if_open(error_);
    close_if_open(output_end_);
}

void LiveProgram::end_input() {
    close_if_open(input_);
}

void LiveProgram::until_stopped() const {
    const auto deadline = Clock::now() + patience;
    int status = 0;
    while (::waitpid(pid_, &status, WUNTRACED | WNOHANG) == 0) {
        REQUIRE(Clock::now() < deadline);
        ::poll(nullptr, 0, 5);
    }
    REQUIRE(WIFSTOPPED(status));
}

int LiveProgram::status() {
    const auto deadline = Clock::now() + patience;
    int status = 0;
    while (true) {
        constexpr int moment = 5;
        if (!read_some(moment)) ::poll(nullptr, 0, moment);
        if (::waitpid(pid_, &status, WNOHANG) == pid_) break;
        INFO(said_);
        REQUIRE(Clock::now() < deadline);
    }
    pid_ = -1;
    while (read_some(0) && Clock::now() < deadline) {
        std::array<struct pollfd, 2> watched{{{error_, POLLIN, 0}, {output_end_, POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), 0) == 0) break;  // somebody else still holds the other end
    }
    return as_a_shell_has_it(status);
}

struct termios LiveProgram::terminal_settings() const {
    struct termios settings = {};
    REQUIRE(::tcgetattr(input_, &settings) == 0);
    return settings;
}

std::string plain_lines(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}
