#include "cli/interview_store.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "cli/files.hpp"
#include "sleepcheck/error.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t largest = std::size_t{1} << 20U;

/// A save that was killed leaves its temporary file, and private answers in it. Nobody else writes here: the folder is
/// locked.
void remove_leftovers(const std::string& folder) {
    std::error_code ignored;
    std::vector<std::filesystem::path> leftovers;
    for (std::filesystem::directory_iterator entries(folder, ignored), end; entries != end;
         entries.increment(ignored)) {
        if (entries->path().filename().string().rfind(temporary_prefix, 0) == 0) leftovers.push_back(entries->path());
    }
    for (const auto& path : leftovers) ::unlink(path.c_str());
}

bool is_there(const std::string& path) {
    struct stat found = {};
    return ::lstat(path.c_str(), &found) == 0;
}

}  // namespace

/// XDG Base Directory Specification 0.8: a path that is not absolute counts as not set.
std::string state_folder(const Environment& environment) {
    std::string folder = environment("XDG_STATE_HOME").value_or("");
    if (folder.empty() || folder.front() != '/') {
        const std::string home = environment("HOME").value_or("");
        if (home.empty() || home.front() != '/') {
            throw Error(Status::stream, "there is no place to keep answers: neither XDG_STATE_HOME nor HOME is set");
        }
        folder = home + "/.local/state";
    }
    folder += "/sleepcheck";
    make_private_folder(folder);
    return folder;
}

InterviewStore::InterviewStore(const std::string& folder) : path_(folder + "/interview.json") {
    folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ < 0) cannot_read(folder, errno);
    if (::flock(folder_, LOCK_EX | LOCK_NB) != 0) {
        ::close(folder_);
        throw Error(Status::stream, "another interview is under way, in another window perhaps",
                    "finish it there, or leave it with q; then try again");
    }
    remove_leftovers(folder);
}

InterviewStore::~InterviewStore() {
    ::close(folder_);
}

std::optional<std::string> InterviewStore::text() const {
    if (!is_there(path_)) return std::nullopt;
    return read_all(path_, stdin, largest);
}

void InterviewStore::save(std::string_view text) const {
    write_file(path_, text);
}

bool InterviewStore::forget() const {
    if (::unlink(path_.c_str()) == 0) {
        ::fsync(folder_);
        return true;
    }
    if (errno != ENOENT) cannot_write(path_, errno);
    return false;
}

std::string InterviewStore::put_aside() const {
    for (int number = 1;; ++number) {
        std::string aside = fmt::format("{}.kept-{}", path_, number);
        if (is_there(aside)) continue;
        if (::rename(path_.c_str(), aside.c_str()) != 0) cannot_write(path_, errno);
        return aside;
    }
}

}  // namespace sleepcheck::cli
