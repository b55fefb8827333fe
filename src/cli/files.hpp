#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
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

/// Bytes that are read from front to back, as much as there is: of a file, or of what `-`, `/dev/stdin` and `/dev/fd/N`
/// mean. Throws `Error` (stream) for what cannot be read, as `read_all` does.
class InputStream {
public:
    InputStream(const std::string& path, std::FILE* standard_input);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Empty for what has no size, such as a pipe.
    [[nodiscard]] std::optional<std::uint64_t> size() const { return size_; }
    /// Waits until there is something; 0 at the end.
    std::size_t read(char* buffer, std::size_t size);
    /// Waits at most so long for something to read, or the end.
    [[nodiscard]] bool ready(int wait_ms) const;
    /// Null for what has no name of its own.
    [[nodiscard]] std::shared_ptr<const OpenFile> file() const { return file_; }

private:
    std::string name_;
    std::shared_ptr<const OpenFile> file_;
    int number_ = -1;  ///< of what is no file
    std::uint64_t at_ = 0;
    std::optional<std::uint64_t> size_;
};

/// What was read of a stream, and all that comes behind it. Throws `Error` as `read_all` does.
std::string read_on(InputStream& stream, std::string beginning, std::size_t limit);

/// What only the owner may read (mode 0600), written piece by piece. A file is replaced as a whole by `finish` or, when
/// that is not reached, left as it was; a symbolic link is refused. Pipes, character devices and `/dev/stdout` are
/// written straight to. All functions throw `Error` with `stream`.
class OutputFile {
public:
    explicit OutputFile(std::string path);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    /// False when nobody reads any more: no failure, but time to stop.
    bool append(std::string_view text);
    void finish();

private:
    std::string path_;
    std::string temporary_;  ///< the name until `finish`; empty for what is written straight to
    int number_ = -1;
    bool own_ = false;  ///< opened here, so closed here
};

/// Writes the whole text to an `OutputFile`.
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
