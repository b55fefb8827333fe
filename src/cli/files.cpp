#include "cli/files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "sleepcheck/error.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// An open file, closed when it goes out of sight.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (opened()) ::close(number_);
    }

    [[nodiscard]] bool opened() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    /// Hands the file over: to a `FILE`, or to a `close` that is looked at.
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

std::string reason(int error) {
    if (error == EBADF) return "it is not open";
    std::string text = std::generic_category().message(error);
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

[[noreturn]] void fail(Status status, const std::string& path, std::string what, std::string cure = {}) {
    const std::string name = path.empty() ? "\"\"" : printable(path);
    throw Error(status, Problems{Problem{{name, 0, 0, {}}, std::move(what), std::move(cure), {}, 1}});
}

}  // namespace

void cannot_read(const std::string& path, int error) {
    fail(Status::stream, path, "cannot be read: " + reason(error));
}

void cannot_write(const std::string& path, int error) {
    fail(Status::stream, path, "cannot be written: " + reason(error));
}

namespace {

/// The number in `/dev/fd/3` and its like. Such a path is never opened again, but the open file behind it used: that
/// works for sockets, too, and goes on where the shell's output to the same file ended.
std::optional<int> descriptor_named(const std::string& path) {
    if (path == "/dev/stdin") return STDIN_FILENO;
    if (path == "/dev/stdout") return STDOUT_FILENO;
    if (path == "/dev/stderr") return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (path.compare(0, folder.size(), folder) != 0) continue;
        int number = 0;
        const char* const end = path.data() + path.size();
        const auto result = std::from_chars(path.data() + folder.size(), end, number);
        if (result.ec == std::errc() && result.ptr == end && number >= 0) return number;
    }
    return std::nullopt;
}

std::string size_in_words(std::size_t bytes) {
    constexpr std::size_t kibi = 1024;
    if (bytes >= kibi * kibi && bytes % (kibi * kibi) == 0) return fmt::format("{} MiB", bytes / (kibi * kibi));
    if (bytes >= kibi && bytes % kibi == 0) return fmt::format("{} KiB", bytes / kibi);
    return fmt::format("{} bytes", bytes);
}

[[noreturn]] void too_large(const std::string& name, std::size_t limit) {
    fail(Status::ceiling, name, "holds more than " + size_in_words(limit) + ", the most that is read");
}

/// Reads to the end, holding no more than one piece above the limit.
/// `expected` bytes, or more, or fewer.
std::string read_stream(std::FILE* stream, const std::string& name, std::size_t limit, std::size_t expected = 0) {
    std::string text;
    text.reserve(std::min(expected, limit));
    std::array<char, 65536> piece{};
    while (true) {
        errno = 0;
        const std::size_t count = std::fread(piece.data(), 1, piece.size(), stream);
        if (count > limit - text.size()) {
            too_large(name, limit);
        }
        text.append(piece.data(), count);
        if (std::ferror(stream) != 0) cannot_read(name, errno);
        if (count < piece.size()) return text;
    }
}

/// The file may be one that could not be opened, `errno` saying why.
std::string read_descriptor(Descriptor file, const std::string& path, std::size_t limit, std::size_t expected = 0) {
    if (!file.opened()) cannot_read(path, errno);
    const std::unique_ptr<std::FILE, Close> stream(::fdopen(file.number(), "rb"));
    if (stream == nullptr) cannot_read(path, errno);
    static_cast<void>(file.release());
    return read_stream(stream.get(), path, limit, expected);
}

/// Refuses what would make us wait for somebody, or never end.
void require_file(const struct stat& found, const std::string& path) {
    if (S_ISREG(found.st_mode)) return;
    if (S_ISDIR(found.st_mode)) fail(Status::stream, path, "is a folder, not a file", "name a file in it");
    const std::string what = S_ISFIFO(found.st_mode) ? "is a pipe, not a file" : "is a device, not a file";
    fail(Status::stream, path, what, "use - and < to read it");
}

/// Refuses what a new file must not take the place of.
void require_replaceable(const struct stat& found, const std::string& path) {
    if (S_ISDIR(found.st_mode)) fail(Status::stream, path, "is a folder, not a file", "name a file in it");
    if (S_ISLNK(found.st_mode)) fail(Status::stream, path, "is a symbolic link", "name the file it points to");
    if (!S_ISREG(found.st_mode)) fail(Status::stream, path, "is not a file", "name a new one");
    // Putting a new file in its place would succeed even where its owner has forbidden to write to it.
    if (::access(path.c_str(), W_OK) != 0) cannot_write(path, errno);
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "./" : path.substr(0, slash + 1);
}

/// Makes the new name last through a power cut.
void sync_folder(const std::string& folder, const std::string& path) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // A folder that we may write to, but not list, cannot be opened; some file systems know no fsync of folders.
    if (opened.opened() && ::fsync(opened.number()) != 0 && errno != EINVAL) cannot_write(path, errno);
}

}  // namespace

std::string read_all(const std::string& path, std::FILE* standard_input, std::size_t limit) {
    if (path == "-" || path == "/dev/stdin") return read_stream(standard_input, "standard input", limit);
    if (const std::optional<int> number = descriptor_named(path)) {
        return read_descriptor(Descriptor(::fcntl(*number, F_DUPFD_CLOEXEC, 3)), path, limit);
    }
    // Looked at before it is opened, since opening a pipe and leaving would break it for its writer.
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0) cannot_read(path, errno);
    require_file(found, path);
    Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!file.opened() || ::fstat(file.number(), &found) != 0) cannot_read(path, errno);
    require_file(found, path);
    return read_descriptor(std::move(file), path, limit, static_cast<std::size_t>(found.st_size));
}

OpenFile::OpenFile(const std::string& path) : path_(path) {
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0) cannot_read(path, errno);
    require_file(found, path);
    Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!file.opened() || ::fstat(file.number(), &found) != 0) cannot_read(path, errno);
    require_file(found, path);
    size_ = static_cast<std::uint64_t>(found.st_size);
    number_ = file.release();
}

OpenFile::~OpenFile() {
    ::close(number_);
}

std::size_t OpenFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = ::pread(number_, buffer + done, size - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno != EINTR) cannot_read(path_, errno);
        if (count == 0) break;
        if (count > 0) done += static_cast<std::size_t>(count);
    }
    return done;
}

InputStream::InputStream(const std::string& path, std::FILE* standard_input) : name_(path) {
    if (path == "-" || path == "/dev/stdin") {
        name_ = "standard input";
        number_ = ::fileno(standard_input);
    } else if (const std::optional<int> number = descriptor_named(path)) {
        number_ = *number;
    } else {
        file_ = std::make_shared<const OpenFile>(path);
        size_ = file_->size();
        return;
    }
    struct stat found = {};
    if (::fstat(number_, &found) != 0) cannot_read(name_, errno);
    const off_t begin = S_ISREG(found.st_mode) ? ::lseek(number_, 0, SEEK_CUR) : -1;
    if (begin >= 0) size_ = static_cast<std::uint64_t>(std::max<off_t>(found.st_size - begin, 0));
}

std::size_t InputStream::read(char* buffer, std::size_t size) {
    if (file_ != nullptr) {
        const std::size_t count = file_->read(at_, buffer, size);
        at_ += count;
        return count;
    }
    while (true) {
        const ssize_t count = ::read(number_, buffer, size);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) cannot_read(name_, errno);
    }
}

bool InputStream::ready(int wait_ms) const {
    if (file_ != nullptr) return true;
    struct pollfd waiting = {number_, POLLIN, 0};
    return ::poll(&waiting, 1, wait_ms) == 1;
}

std::string read_on(InputStream& stream, std::string beginning, std::size_t limit) {
    std::string text = std::move(beginning);
    text.reserve(std::min<std::uint64_t>(stream.size().value_or(0), limit));
    std::array<char, 65536> piece{};
    while (const std::size_t count = stream.read(piece.data(), piece.size())) {
        if (count > limit - std::min(limit, text.size())) too_large(stream.name(), limit);
        text.append(piece.data(), count);
    }
    if (text.size() > limit) too_large(stream.name(), limit);
    return text;
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
    if (const std::optional<int> number = descriptor_named(path_)) {
        number_ = *number;
        return;
    }
    struct stat found = {};
    if (::lstat(path_.c_str(), &found) == 0) {
        if (S_ISCHR(found.st_mode) || S_ISFIFO(found.st_mode)) {
            own_ = true;
            number_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
            if (number_ < 0) cannot_write(path_, errno);
            return;
        }
        require_replaceable(found, path_);
    } else if (errno != ENOENT) {
        cannot_write(path_, errno);
    }
    std::string name = folder_of(path_) + std::string(temporary_prefix) + "XXXXXX";
    own_ = true;
    number_ = ::mkostemp(name.data(), O_CLOEXEC);  // O_EXCL: never a file, or a link, that is there already
    if (number_ < 0) cannot_write(path_, errno);
    temporary_ = std::move(name);
}

OutputFile::~OutputFile() {
    if (own_ && number_ >= 0) ::close(number_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool OutputFile::append(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(number_, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EPIPE) {
            return false;
        } else if (errno != EINTR) {
            cannot_write(path_, errno);
        }
    }
    return true;
}

void OutputFile::finish() {
    if (temporary_.empty()) return;
    // mkostemp heeds the umask, which may take our own rights away.
    if (::fchmod(number_, S_IRUSR | S_IWUSR) != 0) cannot_write(path_, errno);
    if (::fsync(number_) != 0) cannot_write(path_, errno);
    if (::close(std::exchange(number_, -1)) != 0) cannot_write(path_, errno);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) cannot_write(path_, errno);
    temporary_.clear();
    sync_folder(folder_of(path_), path_);
}

void write_file(const std::string& path, std::string_view text) {
    OutputFile file(path);
    file.append(text);
    file.finish();
}

void require_writable(const std::string& path) {
    if (path == "-" || descriptor_named(path)) return;
    struct stat found = {};
    if (::lstat(path.c_str(), &found) == 0) {
        if (!S_ISCHR(found.st_mode) && !S_ISFIFO(found.st_mode)) require_replaceable(found, path);
    } else if (errno != ENOENT || ::access(folder_of(path).c_str(), W_OK | X_OK) != 0) {
        cannot_write(path, errno);
    }
}

void make_private_folder(const std::string& path) {
    for (auto end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (::mkdir(part.c_str(), S_IRWXU) != 0 && errno != EEXIST) cannot_write(part, errno);
        if (end == std::string::npos) break;
    }
    if (::access((path + "/").c_str(), R_OK | X_OK) != 0) cannot_write(path, errno);  // no folder, or not ours
}

bool write_stream(std::FILE* stream, std::string_view text) {
    const std::size_t count = std::fwrite(text.data(), 1, text.size(), stream);
    if (count == text.size() && std::fflush(stream) == 0) return true;
    if (errno == EPIPE) return false;
    throw Error(Status::stream, "cannot write the output: " + reason(errno));
}

void guard_standard_streams() {
    std::signal(SIGPIPE, SIG_IGN);
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // The lowest free number is the one that was found closed. O_PATH can be neither read nor written.
        if (::fcntl(descriptor, F_GETFD) < 0) static_cast<void>(::open("/", O_PATH));
    }
    const struct rlimit no_core = {0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &no_core));
}

}  // namespace sleepcheck::cli
