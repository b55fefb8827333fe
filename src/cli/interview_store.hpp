#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal.hpp"

namespace sleepcheck::cli {

/// The folder for what this program keeps between runs, made when it is not there: below XDG_STATE_HOME, else below
/// ~/.local/state. Throws `Error` (stream) when there is no such place and none can be made.
std::string state_folder(const Environment& environment);

/// The one unfinished interview that is kept, in a file of the state folder that only its owner can read. While a store
/// lives, no other program can open it.
class InterviewStore {
public:
    /// Locks the folder. Throws `Error` (stream) when another interview is under way.
    explicit InterviewStore(const std::string& folder);
    InterviewStore(const InterviewStore&) = delete;
    InterviewStore& operator=(const InterviewStore&) = delete;
    ~InterviewStore();

    [[nodiscard]] const std::string& path() const { return path_; }

    /// What is kept; empty when there is nothing. Throws `Error` (stream) when it cannot be read.
    [[nodiscard]] std::optional<std::string> text() const;

    /// Replaces what is kept, as a whole or not at all; it outlasts a power cut. Throws `Error` (stream).
    void save(std::string_view text) const;

    /// Removes what is kept; false when there was nothing.
    bool forget() const;

    /// Gives what is kept another name, at which nothing was before, and returns that name.
    [[nodiscard]] std::string put_aside() const;

private:
    std::string path_;
    int folder_ = -1;
};

}  // namespace sleepcheck::cli
