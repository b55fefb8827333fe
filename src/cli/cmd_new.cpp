#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "cli/commands.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace fs = std::filesystem;

Status rules_new(const RulesNewCommand& command, const Console& console) {
    const fs::path folder = command.folder;
    const std::string name = printable(command.folder);
    std::error_code failure;
    if (fs::exists(folder, failure) && !(fs::is_directory(folder, failure) && fs::is_empty(folder, failure))) {
        throw Error(Status::stream, fmt::format("{}: is there already, and not empty", name),
                    "name a folder that does not exist yet");
    }
    for (const RuleFile& file : starter_files()) {
        const fs::path path = folder / file.name;
        fs::create_directories(path.parent_path(), failure);
        std::ofstream stream(path, std::ios::binary);
        stream << file.text;
        stream.close();
        if (!stream) throw Error(Status::stream, fmt::format("{}: cannot be written", printable(path.string())));
    }
    put(console, fmt::format("{}: a small folder of rules to start from; {}/README.md tells what is what.\n"
                             "Next: sleepcheck rules check {}\n",
                             name, name, name));
    return Status::done;
}

}  // namespace sleepcheck::cli
