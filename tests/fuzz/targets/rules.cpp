// One file of a rules folder, the others being the starter's: the first line of an input is its name, the rest its
// text.

#include <algorithm>

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/built_in.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

bool is_rules(const RuleFile& file) {
    constexpr std::string_view ending = ".json";
    return file.name.size() > ending.size() &&
           file.name.compare(file.name.size() - ending.size(), ending.size(), ending) == 0;
}

const std::vector<RuleFile>& starter() {
    static const std::vector<RuleFile> files = [] {
        std::vector<RuleFile> all = starter_files();
        std::erase_if(all, [](const RuleFile& file) { return !is_rules(file); });
        return all;
    }();
    return files;
}

/// The starter's folder with this file in it, in the place of the one of the same name.
RuleLayer folder_with(const RuleFile& file) {
    RuleLayer layer{"folder", starter()};
    std::erase_if(layer.files, [&](const RuleFile& other) { return other.name == file.name; });
    layer.files.push_back(file);
    return layer;
}

void must_be_in_the_folder(const Problems& problems, const RuleLayer& folder) {
    for (const Problem& problem : problems) {
        const auto of_problem = [&](const RuleFile& file) { return file.path == problem.place.file; };
        must(problem.place.file == folder.name || std::any_of(folder.files.begin(), folder.files.end(), of_problem),
             "a problem of a file that nobody gave: " + problem.place.file);
        must(!problem.what.empty(), "nothing is said about the rules");
    }
}

bool is_sound(std::string_view input) {
    const auto end = std::min(input.find('\n'), input.size());
    const std::string name(input.substr(0, end));
    const std::string text(input.substr(std::min(end + 1, input.size())));
    try {
        const RuleLayer folder = folder_with({name, text, "folder/" + name});
        const Loaded loaded = load_knowledge({folder});
        must_be_in_the_folder(loaded.problems, folder);
        if (!loaded.problems.empty()) return false;
        const Knowledge& knowledge = loaded.knowledge;
        const std::string bytes = to_ready_bytes(knowledge);
        must(to_ready_bytes(from_ready_bytes(bytes)) == bytes, "rules are not the same when they are read back");
        static_cast<void>(assess(knowledge, Facts(knowledge.catalogue.entries.size())));
        for (const Pattern& pattern : knowledge.patterns) {
            for (const Sign& sign : pattern.signs) static_cast<void>(in_words(knowledge, sign.when));
        }
        return true;
    } catch (const Error& error) {
        must(error.status() == Status::ceiling || error.status() == Status::rules, "not a fault of the rules");
        return false;
    }
}

std::vector<std::string> all_files() {
    std::vector<std::string> seeds;
    for (const RuleFile& file : starter()) seeds.push_back(file.name + "\n" + file.text);
    return seeds;
}

}  // namespace

Target rules() {
    return {"rules", is_sound, all_files()};
}

}  // namespace fuzz
