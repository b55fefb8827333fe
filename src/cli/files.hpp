#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace sleepcheck::cli {

/// All bytes of a file. `-` and `/dev/stdin` mean `standard_input`; `/dev/fd/N` and `/proc/self/fd/N`, as a shell makes
/// them for `<(...)`, are read as they come. What has a name but is no file (folder, named pipe, device) is refused
/// before it can make us wait. Throws `Error`: `stream`, or `ceiling` for more than `limit` bytes.
std::string read_all(const std::string& path, std::FILE* standard_input, std::size_t limit);

/// A file that is read at any place, with no limit of size. Throws `Error` (stream) for what is no file, or cannot be
/// read.
class OpenFile {
public:
    explicit OpenFile(const std::string& path);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Fills the buffer from an offset on and returns how many bytes it put there, fewer only at the end.
    [[nodiscard]] std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const;

private:
    std::string path_;
    int number_ = -1;
    std::uint64_t size_ = 0;
};

/// Writes what only the owner may read (mode 0600). A file is replaced as a whole or, when anything fails, left as it
/// was; a symbolic link is refused. Pipes, character devices and `/dev/stdout` are written straight to.
/// Throws `Error` with `stream`.
void write_file(const std::string& path, std::string_view text);

/// Throws what `write_file` would throw, as far as that can be known before: to be called before hours of work depend
/// on it.
void require_writable(const std::string& path);

/// Makes a folder, and those above it, for its owner alone (mode 0700); one that is there stays as it is.
/// Throws `Error` with `stream`, also when something else stands in its place.
void make_private_folder(const std::string& path);

/// How the name of a temporary file begins that `write_file` makes beside its target, and that stays when it is killed.
inline constexpr std::string_view temporary_prefix = ".sleepcheck-";

/// Throws the `Error` (`stream`) for a path, `error` being an `errno`.
[[noreturn]] void cannot_read(const std::string& path, int error);
[[noreturn]] void cannot_write(const std::string& path, int error);

/// Writes and flushes everything. False when nobody reads any more: time to stop, but not a failure.
/// Throws `Error` with `stream` for all other reasons, a full disk for one.
bool write_stream(std::FILE* stream, std::string_view text);

/// To be called first in `main`. A closed pipe becomes an error of `write`, not a signal; a standard stream that was
/// closed stays unusable, so that no file opened later takes its place; and no core dump holds a person's answers.
void guard_standard_streams();

}  // namespace sleepcheck::cli
