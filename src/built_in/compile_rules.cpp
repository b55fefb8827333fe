// A build step: reads the rules folder, refuses it when anything is wrong, and writes a C++ source with the rules as
// ready bytes and as files, and with the files of the folder that rule authors start from.
// Usage: compile_rules RULES_DIR STARTER_DIR OUTPUT.cpp

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "sleepcheck/knowledge.hpp"

namespace {

using namespace sleepcheck;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

RuleLayer read_layer(const std::filesystem::path& folder, const std::vector<std::string>& extensions) {
    RuleLayer layer{"built-in", {}};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string extension = entry.path().extension().string();
        if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
        const std::string name = std::filesystem::relative(entry.path(), folder).generic_string();
        layer.files.push_back({name, content_of(entry.path()), folder.filename().string() + "/" + name});
    }
    const auto by_name = [](const RuleFile& left, const RuleFile& right) { return left.name < right.name; };
    std::sort(layer.files.begin(), layer.files.end(), by_name);
    return layer;
}

/// The bytes as the numbers of an array: a string literal may not be longer than 64 KiB everywhere.
std::string array_of(std::string_view name, std::string_view bytes) {
    std::string source = fmt::format("constexpr unsigned char {}[] = {{", name);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 40 == 0) source += '\n';
        source += fmt::format("{},", static_cast<unsigned char>(bytes[i]));
    }
    return source + "0};\n";
}

/// A list of rule files in braces; their texts go into arrays of their own.
std::string listed_files(const RuleLayer& layer, const std::string& prefix, std::string& arrays) {
    std::string files;
    for (std::size_t i = 0; i < layer.files.size(); ++i) {
        const auto& file = layer.files[i];
        arrays += array_of(fmt::format("{}_{}", prefix, i), file.text);
        files += fmt::format("        {{\"{}\", text_of({}_{}), \"{}\"}},\n", file.name, prefix, i, file.path);
    }
    return files;
}

std::string source_of(const RuleLayer& layer, const RuleLayer& starter, const Knowledge& knowledge) {
    std::string arrays = array_of("ready", to_ready_bytes(knowledge));
    const std::string files = listed_files(layer, "file", arrays);
    const std::string starter_files = listed_files(starter, "starter", arrays);
    return fmt::format(R"(// Written by compile_rules; change the files in rules/ instead.
#include "sleepcheck/built_in.hpp"

namespace sleepcheck {{

namespace {{

{}
template <std::size_t Size>
std::string_view view_of(const unsigned char (&bytes)[Size]) {{
    return {{reinterpret_cast<const char*>(bytes), Size - 1}};
}}
template <std::size_t Size>
std::string text_of(const unsigned char (&bytes)[Size]) {{
    return std::string(view_of(bytes));
}}

}}  // namespace

Knowledge built_in_knowledge() {{
    return from_ready_bytes(view_of(ready));
}}

RuleLayer built_in_layer() {{
    return {{"built-in", {{
{}    }}}};
}}

std::vector<RuleFile> starter_files() {{
    return {{
{}    }};
}}

}}  // namespace sleepcheck
)",
                       arrays, files, starter_files);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        fmt::print(stderr, "usage: compile_rules RULES_DIR STARTER_DIR OUTPUT.cpp\n");
        return 2;
    }
    const RuleLayer layer = read_layer(arguments[1], {".json"});
    const RuleLayer starter = read_layer(arguments[2], {".json", ".md"});
    const Loaded loaded = load_knowledge({layer});
    for (const Problem& problem : loaded.problems) {
        const Place& place = problem.place;
        fmt::print(stderr, "{}:{}:{}: error: {}; {}\n", place.file, place.line, place.column, problem.what,
                   problem.cure);
    }
    if (!loaded.problems.empty()) return 1;
    std::ofstream output(arguments[3], std::ios::binary);
    output << source_of(layer, starter, loaded.knowledge);
    output.close();
    return output ? 0 : 1;
}
