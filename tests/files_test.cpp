#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "cli/files.hpp"
#include "sleepcheck/error.hpp"

using namespace sleepcheck;
using namespace sleepcheck::cli;

namespace {

constexpr std::size_t enough = 1024 * 1024;

/// A folder of its own for each test, removed at the end.
class Folder {
public:
    Folder() { REQUIRE(::mkdtemp(name_.data()) != nullptr); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(name_); }

    [[nodiscard]] std::string path(const std::string& name) const { return name_ + "/" + name; }
    [[nodiscard]] std::string made(const std::string& name, const std::string& text) const {
        std::ofstream(path(name)) << text;
        return path(name);
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const auto& entry : std::filesystem::directory_iterator(name_)) result.push_back(entry.path().filename());
        return result;
    }

private:
    std::string name_ = (std::filesystem::temp_directory_path() / "sleepcheck-test-XXXXXX").string();
};

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream opened(const std::string& path, const char* mode) {
    Stream stream(std::fopen(path.c_str(), mode), std::fclose);
    REQUIRE(stream != nullptr);
    return stream;
}

/// Both ends of a new pipe.
struct Pipe {
    Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        ::close(ends[0]);
        ::close(ends[1]);
    }

    std::array<int, 2> ends{};
};

/// What an action complains about: "5 file: what; cure". Empty when it does not.
std::string complaint(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        REQUIRE(error.problems().size() == 1);
        const Problem& problem = error.problems().front();
        return std::to_string(static_cast<int>(error.status())) + " " +
               (problem.place.file.empty() ? "" : problem.place.file + ": ") + problem.what +
               (problem.cure.empty() ? "" : "; " + problem.cure);
    }
    return "";
}

std::string complaint_of_reading(const std::string& path, std::size_t limit = enough) {
    return complaint([&] { static_cast<void>(read_all(path, stdin, limit)); });
}

std::string complaint_of_writing(const std::string& path, const std::string& text = "new") {
    return complaint([&] { write_file(path, text); });
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

unsigned mode_of(const std::string& path) {
    struct stat found = {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777U;
}

/// How a child process ends that does this; 99 when it is killed by a signal.
int status_of_child(const std::function<int()>& action) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(action());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

}  // namespace

TEST_CASE("a file is read byte by byte as it is") {
    const Folder folder;
    const std::string text("\xEF\xBB\xBF{}\r\n\0\xFF", 9);
    CHECK(read_all(folder.made("answers.json", text), stdin, enough) == text);
    CHECK(read_all(folder.made("empty", ""), stdin, enough).empty());
    const std::string large(200'000, 'x');
    CHECK(read_all(folder.made("large", large), stdin, enough) == large);
}

TEST_CASE("a minus means standard input") {
    const Folder folder;
    const std::string path = folder.made("input", "from here");
    for (const std::string name : {"-", "/dev/stdin"}) {
        CHECK(read_all(name, opened(path, "rb").get(), enough) == "from here");
    }
}

TEST_CASE("a pipe that a shell made is read to its end") {
    for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
        Pipe pipe;
        REQUIRE(::write(pipe.ends[1], "through", 7) == 7);
        ::close(std::exchange(pipe.ends[1], -1));
        CHECK(read_all(folder + std::to_string(pipe.ends[0]), stdin, enough) == "through");
    }
    CHECK(complaint_of_reading("/dev/fd/987") == "5 /dev/fd/987: cannot be read: it is not open");
}

TEST_CASE("what is no file is refused at once") {
    const Folder folder;
    const std::string pipe = folder.path("pipe");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(complaint_of_reading(pipe) == "5 " + pipe + ": is a pipe, not a file; use - and < to read it");
    CHECK(complaint_of_reading("/dev/zero") == "5 /dev/zero: is a device, not a file; use - and < to read it");
    CHECK(complaint_of_reading("/tmp") == "5 /tmp: is a folder, not a file; name a file in it");
    const Stream directory = opened("/tmp", "rb");
    CHECK(complaint([&] { static_cast<void>(read_all("-", directory.get(), enough)); }) ==
          "5 standard input: cannot be read: is a directory");
}

TEST_CASE("a file that cannot be read is named, and the reason told") {
    const Folder folder;
    const std::string missing = folder.path("missing");
    CHECK(complaint_of_reading(missing) == "5 " + missing + ": cannot be read: no such file or directory");
    CHECK(complaint_of_reading("") == "5 \"\": cannot be read: no such file or directory");
    CHECK(complaint_of_reading("/\x1b[31m\n") == "5 /\\x1b[31m\\x0a: cannot be read: no such file or directory");
    const std::string locked = folder.made("locked", "text");
    REQUIRE(::chmod(locked.c_str(), 0) == 0);
    if (::geteuid() != 0) {  // root may read everything
        CHECK(complaint_of_reading(locked) == "5 " + locked + ": cannot be read: permission denied");
    }
}

TEST_CASE("no more than the limit is read") {
    const Folder folder;
    const std::string path = folder.made("text", "12345");
    CHECK(read_all(path, stdin, 5) == "12345");
    CHECK(complaint_of_reading(path, 4) == "7 " + path + ": holds more than 4 bytes, the most that is read");
    const Stream zero = opened("/dev/zero", "rb");
    CHECK(complaint([&] { static_cast<void>(read_all("-", zero.get(), 3072)); }) ==
          "7 standard input: holds more than 3 KiB, the most that is read");
    CHECK(complaint([&] { static_cast<void>(read_all("-", zero.get(), enough)); }) ==
          "7 standard input: holds more than 1 MiB, the most that is read");
}

TEST_CASE("only the owner may read what is written, whatever the umask") {
    const Folder folder;
    for (const mode_t mask : {0U, 022U, 0777U}) {
        const std::string path = folder.path("report" + std::to_string(mask));
        const mode_t before = ::umask(mask);
        write_file(path, "private");
        ::umask(before);
        CHECK(mode_of(path) == 0600);
        CHECK(text_of(path) == "private");
    }
}

TEST_CASE("a file is replaced as a whole, and its rights tightened") {
    const Folder folder;
    const std::string path = folder.made("report", "a longer text than the new one");
    REQUIRE(::chmod(path.c_str(), 0644) == 0);
    write_file(path, "new");
    CHECK(text_of(path) == "new");
    CHECK(mode_of(path) == 0600);
    CHECK(folder.names() == std::vector<std::string>{"report"});
}

TEST_CASE("a name without a folder is written to the current one") {
    const Folder folder;
    CHECK(status_of_child([&] {
              if (::chdir(folder.path("").c_str()) != 0) return 1;
              write_file("report", "here");
              return 0;
          }) == 0);
    CHECK(text_of(folder.path("report")) == "here");
}

TEST_CASE("a write that fails leaves the old file and nothing else") {
    const Folder folder;
    const std::string path = folder.made("report", "old");
    CHECK(status_of_child([&] {
              std::signal(SIGXFSZ, SIG_IGN);
              const struct rlimit small = {1000, 1000};
              if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return 1;
              const bool told = complaint_of_writing(path, std::string(5000, 'x')) ==
                                "5 " + path + ": cannot be written: file too large";
              return told ? 0 : 2;
          }) == 0);
    CHECK(text_of(path) == "old");
    CHECK(folder.names() == std::vector<std::string>{"report"});
}

TEST_CASE("what a report must not take the place of is refused") {
    const Folder folder;
    const std::string victim = folder.made("victim", "old");
    const std::string link = folder.path("link");
    REQUIRE(::symlink(victim.c_str(), link.c_str()) == 0);
    CHECK(complaint_of_writing(link) == "5 " + link + ": is a symbolic link; name the file it points to");
    CHECK(text_of(victim) == "old");
    const std::string inner = folder.path("inner");
    std::filesystem::create_directory(inner);
    CHECK(complaint_of_writing(inner) == "5 " + inner + ": is a folder, not a file; name a file in it");
    const std::string lost = folder.path("nowhere/report");
    CHECK(complaint_of_writing(lost) == "5 " + lost + ": cannot be written: no such file or directory");
    REQUIRE(::chmod(victim.c_str(), 0400) == 0);
    if (::geteuid() != 0) {  // root may write everything
        CHECK(complaint_of_writing(victim) == "5 " + victim + ": cannot be written: permission denied");
        CHECK(text_of(victim) == "old");
    }
}

TEST_CASE("devices and pipes are written straight to") {
    CHECK(complaint_of_writing("/dev/null").empty());
    CHECK(std::filesystem::is_character_file("/dev/null"));
    CHECK(complaint_of_writing("/dev/full") == "5 /dev/full: cannot be written: no space left on device");
    Pipe pipe;
    write_file("/dev/fd/" + std::to_string(pipe.ends[1]), "through");
    std::array<char, 20> text{};
    CHECK(::read(pipe.ends[0], text.data(), text.size()) == 7);
    CHECK(std::string(text.data()) == "through");
}

TEST_CASE("standard output that is a file goes on where it was") {
    const Folder folder;
    const std::string path = folder.path("output");
    const int output = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(output >= 0);
    REQUIRE(::write(output, "first ", 6) == 6);
    write_file("/dev/fd/" + std::to_string(output), "second");
    ::close(output);
    CHECK(text_of(path) == "first second");
}

TEST_CASE("a stream gets everything, or the failure is told") {
    const Folder folder;
    const std::string path = folder.path("output");
    const Stream stream = opened(path, "wb");
    CHECK(write_stream(stream.get(), std::string("a\0b", 3)));
    CHECK(write_stream(stream.get(), ""));
    CHECK(text_of(path) == std::string("a\0b", 3));
    const Stream full = opened("/dev/full", "wb");
    CHECK(complaint([&] { static_cast<void>(write_stream(full.get(), "text")); }) ==
          "5 cannot write the output: no space left on device");
    const Stream read_only = opened("/dev/null", "rb");
    CHECK(complaint([&] { static_cast<void>(write_stream(read_only.get(), "text")); }) ==
          "5 cannot write the output: it is not open");
}

TEST_CASE("a reader who has seen enough is no failure") {
    CHECK(status_of_child([] {
              guard_standard_streams();
              Pipe pipe;
              ::close(std::exchange(pipe.ends[0], -1));
              const Stream stream(::fdopen(::dup(pipe.ends[1]), "wb"), std::fclose);
              if (write_stream(stream.get(), "text")) return 1;
              write_file("/dev/fd/" + std::to_string(pipe.ends[1]), "text");
              return 0;
          }) == 0);
}

TEST_CASE("a standard stream that was closed is never mistaken for a file") {
    for (const int closed : {0, 1, 2}) {
        INFO(closed);
        CHECK(status_of_child([&] {
                  ::close(closed);
                  guard_standard_streams();
                  const int next = ::open("/dev/null", O_RDWR | O_CLOEXEC);
                  if (next <= STDERR_FILENO) return 1;
                  char letter = 'x';
                  if (::write(closed, &letter, 1) >= 0 || errno != EBADF) return 2;
                  if (::read(closed, &letter, 1) >= 0 || errno != EBADF) return 3;
                  return 0;
              }) == 0);
    }
    CHECK(status_of_child([] {
              ::close(STDIN_FILENO);
              ::close(STDOUT_FILENO);
              ::close(STDERR_FILENO);
              guard_standard_streams();
              return ::open("/dev/null", O_RDONLY | O_CLOEXEC) > STDERR_FILENO ? 0 : 1;
          }) == 0);
}

TEST_CASE("no core dump holds a person's answers") {
    CHECK(status_of_child([] {
              guard_standard_streams();
              struct rlimit core = {};
              if (::getrlimit(RLIMIT_CORE, &core) != 0) return 1;
              return core.rlim_cur == 0 ? 0 : 2;
          }) == 0);
}
