#include "cli/log_file.hpp"

#include <utility>

#include "cli/export_files.hpp"
#include "json/plain_json.hpp"

namespace sleepcheck::cli {

namespace {

void require_log(const std::string& path, const Console& console) {
    if (!path.empty() || !look_at(console.streams, {}, console.environment).input_is_terminal) return;
    throw Error(Status::usage, "which log? name a file, or pipe it in",
                "sleepcheck log add LOG begins one, night by night");
}

}  // namespace

ReadDiary diary_in(const LogFile& file) {
    const std::string unread = "no nights were read";
    if (is_sleep_log(file.text)) return read_diary(file.text, file.name);
    if (is_export(file.text, file.name)) return diary_of_export(file.text, file.name);
    // Of what is no text at all the reader says why.
    if (!json::is_text(file.text)) throw Error(Status::input, read_diary(file.text, file.name).problems, unread);
    throw Error(Status::input,
                Problems{{{file.name, 0, 0, {}},
                          "this is no sleep log",
                          "one begins with {\"format\": \"" + std::string(log_format) +
                              "\", \"nights\": [...]}; sleepcheck log add writes one",
                          {},
                          1}},
                unread);
}

ReadDiary sound(ReadDiary read, const std::string& consequence) {
    if (!read.problems.empty()) throw Error(Status::input, std::move(read.problems), consequence);
    return read;
}

LogFile whole_log(PeekedInput input) {
    const std::string name = input.name();
    return {name, std::move(input).text(largest_log)};
}

ReadDiary diary_at(const std::string& path, const Console& console) {
    require_log(path, console);
    PeekedInput input(path, console);
    return is_large_export(input) ? diary_of_large_export(std::move(input)) : diary_in(whole_log(std::move(input)));
}

}  // namespace sleepcheck::cli
