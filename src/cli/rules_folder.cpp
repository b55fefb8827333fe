#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_folder = std::size_t{4} << 20U;
constexpr int deepest = 1;

/// The JSON files of a rules folder and of the folders in it. What begins with a dot and what is a link is left alone.
RuleLayer read_layer(const std::string& folder) {
    std::error_code failure;
    if (!fs::is_directory(folder, failure)) {
        throw Error(Status::stream, fmt::format("{}: this is no folder that can be read", printable(folder)),
                    "give the folder that holds rules.json");
    }
    RuleLayer layer{folder, {}};
    std::size_t room = largest_folder;
    auto entries = fs::recursive_directory_iterator(folder, failure);
    for (; !failure && entries != fs::recursive_directory_iterator(); entries.increment(failure)) {
        const fs::path& path = entries->path();
        const bool hidden = path.filename().string().front() == '.';
        if (hidden || entries.depth() >= deepest) entries.disable_recursion_pending();
        if (hidden || path.extension() != ".json" || !entries->is_regular_file() || entries->is_symlink()) continue;
        const std::string name = path.lexically_relative(folder).generic_string();
        layer.files.push_back({name, read_all(path.string(), nullptr, room), path.string()});
        room -= layer.files.back().text.size();
    }
    if (failure) throw Error(Status::stream, fmt::format("{}: {}", printable(folder), failure.message()));
    const auto by_name = [](const RuleFile& left, const RuleFile& right) { return left.name < right.name; };
    std::sort(layer.files.begin(), layer.files.end(), by_name);
    return layer;
}

}  // namespace

std::vector<RuleLayer> layers_of(const std::string& folder) {
    if (folder == "built-in") return {built_in_layer()};
    RuleLayer layer = read_layer(folder);
    const auto of_questions = [](const RuleFile& file) { return file.name.rfind("questions/", 0) == 0; };
    const bool whole = std::any_of(layer.files.begin(), layer.files.end(), of_questions);
    if (whole) return {std::move(layer)};
    return {built_in_layer(), std::move(layer)};
}

Loaded loaded_rules(const std::string& folder) {
    Loaded loaded = load_knowledge(layers_of(folder));
    if (!loaded.problems.empty()) throw Error(Status::rules, std::move(loaded.problems));
    return loaded;
}

namespace {

std::vector<RuleLayer> layers_of(const RulesChoice& choice) {
    std::vector<RuleLayer> layers;
    layers.push_back(choice.only.empty() ? built_in_layer() : read_layer(choice.only));
    for (const std::string& folder : choice.over) layers.push_back(read_layer(folder));
    return layers;
}

}  // namespace

Knowledge knowledge_for(const RulesChoice& choice) {
    if (choice.over.empty() && choice.only.empty()) return built_in_knowledge();
    Loaded loaded = load_knowledge(layers_of(choice));
    if (!loaded.problems.empty()) throw Error(Status::rules, std::move(loaded.problems));
    return std::move(loaded.knowledge);
}

std::vector<RuleLayer> layers_to_check(const std::vector<std::string>& folders, const RulesChoice& choice) {
    const bool chosen = !choice.only.empty() || !choice.over.empty();
    const bool alone = !chosen && !folders.empty();
    std::vector<RuleLayer> layers = alone ? layers_of(folders.front()) : layers_of(choice);
    for (std::size_t i = alone ? 1 : 0; i < folders.size(); ++i) layers.push_back(read_layer(folders[i]));
    return layers;
}

}  // namespace sleepcheck::cli
