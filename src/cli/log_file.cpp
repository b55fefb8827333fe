#include "cli/log_file.hpp"

#include <utility>

#include "cli/export_files.hpp"
#include "cli/files.hpp"

namespace sleepcheck::cli {

LogFile log_file(const std::string& path, const Console& console) {
    // Ten years of a tracker's nights with all their segments.
    constexpr std::size_t largest_log = std::size_t{64} << 20U;
    if (path.empty() && look_at(console.streams, {}, console.environment).input_is_terminal) {
        throw Error(Status::usage, "which log? name a file, or pipe it in",
                    "sleepcheck log add LOG begins one, night by night");
    }
    const bool piped = path.empty() || path == "-";
    return {piped ? "standard input" : path, read_all(piped ? "-" : path, console.streams.input, largest_log)};
}

ReadDiary diary_in(const LogFile& file, const Console& console) {
    if (is_sleep_log(file.text)) return read_diary(file.text, file.name);
    if (is_export(file.text, file.name)) return diary_of_export(file.text, file.name, console);
    throw Error(Status::input, Problems{{{file.name, 0, 0, {}},
                                         "this is no sleep log",
                                         "one begins with {\"format\": \"" + std::string(log_format) +
                                             "\", \"nights\": [...]}; sleepcheck log add writes one",
                                         {},
                                         1}});
}

ReadDiary sound_diary_in(const LogFile& file, const Console& console, const std::string& consequence) {
    ReadDiary read = diary_in(file, console);
    if (!read.problems.empty()) throw Error(Status::input, std::move(read.problems), consequence);
    return read;
}

}  // namespace sleepcheck::cli
