#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "knowledge/loader.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::knowledge {

namespace {

constexpr std::string_view manifest = "rules.json";
constexpr std::array<std::string_view, 9> single_files{"scales.json",         "derived.json",  "groups.json",
                                                       "contradictions.json", "outcomes.json", "plan.json",
                                                       "claims.json",         "report.json",   "log.json"};
constexpr std::array<std::string_view, 5> subfolders{"questions", "patterns", "causes", "flags", "cases"};

std::string_view subfolder_of(std::string_view name) {
    return name.substr(0, std::min(name.find('/'), name.size()));
}

bool known_name(std::string_view name) {
    if (std::find(single_files.begin(), single_files.end(), name) != single_files.end()) return true;
    return name.find('/') != std::string_view::npos &&
           std::find(subfolders.begin(), subfolders.end(), subfolder_of(name)) != subfolders.end();
}

ParsedFile parsed(const RuleFile& file, Problems& problems) {
    ParsedFile result{file.name, {file.path, file.text}, {}, 0};
    result.document = json::parse(result.source);
    for (Problem problem : result.document.problems) {
        json::add_excerpt(result.source, problem);
        problems.push_back(std::move(problem));
    }
    return result;
}

void read_manifest(const RuleLayer& layer, Folder& folder, Problems& problems) {
    const auto& files = layer.files;
    const auto found =
        std::find_if(files.begin(), files.end(), [](const RuleFile& file) { return file.name == manifest; });
    if (found == files.end()) {
        Problem problem;
        problem.place.file = layer.name;
        problem.what = "rules.json is missing: it gives the folder its name";
        problem.cure = R"(write {"format": "sleepcheck-rules/1", "name": "my-rules", "version": "1"} into it)";
        problems.push_back(std::move(problem));
        return;
    }
    const ParsedFile file = parsed(*found, problems);
    if (!file.document.whole) return;
    ObjectReader reader(file, file.document.root, problems);
    const std::string format = reader.text("format");
    if (!format.empty() && format != "sleepcheck-rules/1") {
        reader.complain_at("format", "this program reads \"sleepcheck-rules/1\"");
    }
    const std::string name = reader.text("name");
    const std::string version = reader.text("version");
    reader.optional_text("about");
    reader.finish();
    const bool built_in = layer.name == "built-in";
    folder.layers.push_back(built_in ? layer.name : name);
    if (folder.layers.size() == 1) {
        folder.name = name;
        folder.version = version;
    }
}

/// What files of one folder are sorted by.
std::int64_t order_of(const ParsedFile& file) {
    const json::Value* order = file.document.root.find("order");
    return order != nullptr && order->is(json::Value::Type::integer) ? order->integer : 0;
}

}  // namespace

Folder merged(const std::vector<RuleLayer>& layers, Problems& problems) {
    Folder folder;
    std::vector<RuleFile> files;
    for (const RuleLayer& layer : layers) {
        read_manifest(layer, folder, problems);
        for (const RuleFile& file : layer.files) {
            if (file.name == manifest) continue;
            if (!known_name(file.name)) {
                Problem problem;
                problem.place.file = file.path;
                problem.what = "this file has no place in a rules folder";
                std::vector<std::string> names(single_files.begin(), single_files.end());
                for (const auto name : subfolders) names.push_back(fmt::format("{}/...", name));
                problem.cure = suggestion(file.name, names);
                problems.push_back(std::move(problem));
                continue;
            }
            const auto same =
                std::find_if(files.begin(), files.end(), [&](const auto& other) { return other.name == file.name; });
            if (same == files.end()) {
                files.push_back(file);
            } else {
                *same = file;
            }
        }
    }
    for (const RuleFile& file : files) folder.files.push_back(parsed(file, problems));
    const auto before = [](const ParsedFile& left, const ParsedFile& right) {
        return std::tuple(subfolder_of(left.name), order_of(left), left.name) <
               std::tuple(subfolder_of(right.name), order_of(right), right.name);
    };
    std::sort(folder.files.begin(), folder.files.end(), before);
    for (std::size_t i = 0; i < folder.files.size(); ++i) folder.files[i].number = i;
    return folder;
}

const ParsedFile* find_file(const Folder& folder, std::string_view name) {
    const auto& files = folder.files;
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

std::vector<const ParsedFile*> files_in(const Folder& folder, std::string_view subfolder) {
    std::vector<const ParsedFile*> result;
    for (const ParsedFile& file : folder.files) {
        if (file.name.find('/') != std::string::npos && subfolder_of(file.name) == subfolder && file.document.whole) {
            result.push_back(&file);
        }
    }
    return result;
}

}  // namespace sleepcheck::knowledge
