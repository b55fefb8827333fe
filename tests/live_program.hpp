#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <termios.h>

#include "program.hpp"

/// A real program while it runs, in a pseudo-terminal or between pipes: what it says is waited for, what it is to hear
/// is typed. Everything that is waited for has a generous deadline, after which the test fails.
class LiveProgram {
public:
    struct Setup {
        Arguments arguments;
        Variables variables;
        unsigned short columns = 0;  ///< of its terminal; 0: it runs between pipes
        std::string output_file;     ///< where standard output goes; empty: to the terminal, or into a pipe
        std::string program = SLEEPCHECK_PROGRAM;
        bool ignores_hang_up = false;  ///< as under nohup
        std::size_t largest_file = 0;  ///< bytes; a write beyond fails as on a full disk. 0: no limit
    };

    explicit LiveProgram(const Setup& setup);
    LiveProgram(const LiveProgram&) = delete;
    LiveProgram& operator=(const LiveProgram&) = delete;
    ~LiveProgram();

    void type(std::string_view bytes);
    void line(const std::string& text) { type(text + "\n"); }

    /// What was said up to and with the next prompt or text, after the one waited for last.
    std::string until_prompt() { return until("\n> "); }
    std::string until(std::string_view text);

    /// Reads until so much was said altogether, or the end.
    void read_at_least(std::size_t bytes);

    void signal(int number) const;
    void until_stopped() const;
    /// Closes the terminal, or the pipes to and from the program.
    void hang_up();
    /// Closes standard input; only between pipes.
    void end_input();

    /// Waits for the end. The status is that of a shell: 128 and the number of the signal that killed it.
    int status();

    /// Everything so far: on the terminal, or on standard error.
    [[nodiscard]] const std::string& said() const { return said_; }
    /// Standard output so far; only between pipes.
    [[nodiscard]] const std::string& output() const { return output_; }

    [[nodiscard]] struct termios terminal_settings() const;

private:
    void start_in_terminal(const Setup& setup);
    void start_between_pipes(const Setup& setup);
    [[noreturn]] static void become(const Setup& setup);
    bool read_some(int milliseconds);

    pid_t pid_ = -1;
    int input_ = -1;
    int error_ = -1;
    int output_end_ = -1;
    std::string said_;
    std::string output_;
    std::size_t seen_ = 0;
};

/// The terminal's line ends made plain ones.
std::string plain_lines(std::string text);
