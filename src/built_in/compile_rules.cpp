// A build step: reads the rules folder, refuses it when anything is wrong, and writes a C++ source with the rules as
// ready bytes and as files. Usage: compile_rules RULES_DIR OUTPUT.cpp

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

RuleLayer read_layer(const std::filesystem::path& folder) {
    RuleLayer layer{"built-in", {}};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = std::filesystem::relative(entry.path(), folder).generic_string();
        layer.files.push_back({name, content_of(entry.path()), "rules/" + name});
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

std::string source_of(const RuleLayer& layer, const Knowledge& knowledge) {
    std::string arrays = array_of("ready", to_ready_bytes(knowledge));
    std::string files;
    for (std::size_t i = 0; i < layer.files.size(); ++i) {
        const auto& file = layer.files[i];
        arrays += array_of(fmt::format("file_{}", i), file.text);
        files += fmt::format("        {{\"{}\", text_of(file_{}), \"{}\"}},\n", file.name, i, file.path);
    }
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

}}  // namespace sleepcheck
)",
                       arrays, files);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        fmt::print(stderr, "usage: compile_rules RULES_DIR OUTPUT.cpp\n");
        return 2;
    }
    const RuleLayer layer = read_layer(arguments[1]);
    const Loaded loaded = load_knowledge({layer});
    for (const Problem& problem : loaded.problems) {
        const Place& place = problem.place;
        fmt::print(stderr, "{}:{}:{}: error: {}; {}\n", place.file, place.line, place.column, problem.what,
                   problem.cure);
    }
    if (!loaded.problems.empty()) return 1;
    std::ofstream output(arguments[2], std::ios::binary);
    output << source_of(layer, loaded.knowledge);
    output.close();
    return output ? 0 : 1;
}
