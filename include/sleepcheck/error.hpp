#pragma once

#include <exception>
#include <string>
#include <vector>

namespace sleepcheck {

/// The exit statuses of the program; one table for all commands (see README).
enum class Status {
    done = 0,
    check_failed = 1,
    usage = 2,
    input = 3,
    inconclusive = 4,
    stream = 5,
    rules = 6,
    ceiling = 7,
    bug = 70,
    hung_up = 129,      ///< the terminal was closed
    interrupted = 130,  ///< by Ctrl-C
    terminated = 143,
};

/// Where in a file something stands. Lines and columns count from 1, columns in characters; 0 means "the whole file".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string pointer;  ///< JSON pointer; empty for the whole document or when there is none
};

/// One mistake of a person: where, what, and how to mend it. Never holds a private answer.
struct Problem {
    Place place;
    std::string what;     ///< lower case, no full stop
    std::string cure;     ///< empty when `what` says it already
    std::string excerpt;  ///< the source line; empty when it may not be shown
    int width = 1;        ///< characters to underline from the column on
};

using Problems = std::vector<Problem>;

/// A person's mistake or a failing stream. Thrown by readers and commands, caught once, in `cli::run`.
class Error : public std::exception {
public:
    /// `consequence`: what was not done then, "nothing was assessed"; empty for the usual one of the status.
    Error(Status status, Problems problems, std::string consequence = {})
        : status_(status), problems_(std::move(problems)), consequence_(std::move(consequence)) {}
    Error(Status status, std::string what, std::string cure = {})
        : Error(status, Problems{Problem{{}, std::move(what), std::move(cure), {}, 1}}) {}

    [[nodiscard]] Status status() const { return status_; }
    [[nodiscard]] const Problems& problems() const { return problems_; }
    [[nodiscard]] const std::string& consequence() const { return consequence_; }
    [[nodiscard]] const char* what() const noexcept override { return "see problems()"; }

private:
    Status status_;
    Problems problems_;
    std::string consequence_;
};

}  // namespace sleepcheck
