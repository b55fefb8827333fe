#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

// The house has rooms, and includes go one way: a module may include what stands before it in this list. A module is
// the name of a file below include/sleepcheck/ or src/, or of a folder below src/. A new module gets its place here:
// as early as what it includes allows.

namespace {

// One room a line.
// clang-format off
const std::vector<std::string> modules{
    // foundation: has never heard of sleep
    "truth", "clock", "date", "zone", "statistics", "text", "spreadsheet", "text_places", "error", "json", "json_writer",
    // larder: what is known about a person, and what can be known
    "facts", "catalogue", "answers_json", "answers", "answer_line",
    // workshop: nights to metrics, facts to truths and points
    "diary", "log_entry", "sleep_metrics", "sleep_summary", "night_figures", "rulebook", "outlook", "people", "cohort",
    // readers of tracker exports
    "import",
    // library: loads rules/
    "knowledge", "defects", "built_in",
    // consulting room: what to ask next, what the facts amount to
    "log_answers", "prospects", "certainty", "interview", "assessment",
    // proof room: do the rules hold what their cases say, and do the cases say enough
    "answer_search", "rule_cases", "coverage", "mutation", "rules_diff",
    // writing desk: an assessment becomes a document, a document becomes text
    "document", "text_charts", "text_renderer", "markdown_renderer", "html_renderer", "report", "report_json", "log_report", "log_csv", "batch_text", "batch",
    // front door: terminal, files, flags and the time of day
    "cli",
};
// clang-format on

struct Source {
    std::string path;  ///< from the checkout on: "src/json.hpp"
    std::string text;
};

std::string without_beginning(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0 ? text.substr(beginning.size()) : text;
}

/// The module that a path or an include names: "src/cli/files.cpp", "sleepcheck/facts.hpp", "json.hpp".
std::string module_of(const std::string& path) {
    const std::string rest =
        without_beginning(without_beginning(without_beginning(path, "include/"), "src/"), "sleepcheck/");
    return rest.substr(0, rest.find_first_of("/."));
}

/// The names between quotes or angle brackets, these included.
std::vector<std::string> includes(const std::string& text) {
    static const std::regex line(R"re((^|\n)[ \t]*#[ \t]*include[ \t]*(["<][^">\n]+[">]))re");
    std::vector<std::string> result;
    for (std::sregex_iterator match(text.begin(), text.end(), line), end; match != end; ++match) {
        result.push_back((*match)[2]);
    }
    return result;
}

bool is_ours(const std::string& include) {
    return include.front() == '"' || include.compare(0, 12, "<sleepcheck/") == 0;
}

std::ptrdiff_t place_of(const std::string& module) {
    return std::find(modules.begin(), modules.end(), module) - modules.begin();
}

bool listed(const std::string& module) {
    return place_of(module) < std::ssize(modules);
}

/// The first thing in a source that breaks the order of the house; empty when nothing does.
std::string fault(const Source& source) {
    const std::string own = module_of(source.path);
    if (!listed(own)) return own + " has no place in the list of modules: add it at the top of tests/layers_test.cpp";
    const bool public_header = source.path.compare(0, 8, "include/") == 0;
    // compile_rules is a program that runs while ours is built.
    const bool program = own == "cli" || own == "built_in";
    for (const std::string& include : includes(source.text)) {
        const std::string name = include.substr(1, include.size() - 2);
        if (is_ours(include)) {
            const std::string module = module_of(name);
            if (!listed(module)) return "includes " + include + ", which is no module: write it from src/ on";
            if (place_of(module) > place_of(own)) return "includes " + include + ", which stands above " + own;
            continue;
        }
        if (public_header && (name.find("nlohmann/") == 0 || name.find("CLI/") == 0)) {
            return "includes " + include + ", which no public header does: it takes seconds to compile";
        }
        if (!program && (name == "iostream" || name == "unistd.h" || name.find("CLI/") == 0)) {
            return "includes " + include + ", which only src/cli/ does";
        }
    }
    if (!program && source.text.find("getenv(") != std::string::npos) {
        return "reads the environment, which only src/cli/ does";
    }
    return "";
}

std::vector<Source> all_sources() {
    const std::filesystem::path root = SLEEPCHECK_SOURCE_DIR;
    std::vector<Source> result;
    for (const char* const folder : {"include", "src"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const auto ending = entry.path().extension();
            if (ending != ".hpp" && ending != ".cpp") continue;
            std::ifstream file(entry.path());
            result.push_back({entry.path().lexically_relative(root).generic_string(),
                              {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
        }
    }
    std::sort(result.begin(), result.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
    return result;
}

}  // namespace

TEST_CASE("no module includes one that stands above it") {
    const std::vector<Source> sources = all_sources();
    REQUIRE(sources.size() > 10);
    for (const Source& source : sources) {
        INFO(source.path);
        CHECK(fault(source) == "");
    }
}

TEST_CASE("what breaks the order of the house is noticed") {
    struct Row {
        Source source;
        std::string fault;
    };
    const auto row = GENERATE(values<Row>({
        {{"src/facts.cpp", "#include \"sleepcheck/facts.hpp\"\n#include \"json.hpp\"\n#include <vector>\n"}, ""},
        {{"src/knowledge/conditions.cpp", "#include \"knowledge/object_reader.hpp\""}, ""},
        {{"src/cli/main.cpp", "#include <iostream>\n#include <CLI/CLI.hpp>\nauto home = getenv(\"HOME\");"}, ""},
        {{"src/text.cpp", "// includes:\n  # include <sleepcheck/facts.hpp>\n"},
         "includes <sleepcheck/facts.hpp>, which stands above text"},
        {{"include/sleepcheck/report.hpp", "#include \"cli/terminal.hpp\"\n"},
         "includes \"cli/terminal.hpp\", which stands above report"},
        {{"src/knowledge/conditions.cpp", "#include \"object_reader.hpp\""},
         "includes \"object_reader.hpp\", which is no module: write it from src/ on"},
        {{"src/weather.cpp", ""},
         "weather has no place in the list of modules: add it at the top of tests/layers_test.cpp"},
        {{"include/sleepcheck/facts.hpp", "#include <nlohmann/json_fwd.hpp>"},
         "includes <nlohmann/json_fwd.hpp>, which no public header does: it takes seconds to compile"},
        {{"src/report.cpp", "#include <iostream>"}, "includes <iostream>, which only src/cli/ does"},
        {{"src/clock.cpp", "auto zone = std::getenv(\"TZ\");"}, "reads the environment, which only src/cli/ does"},
    }));
    CHECK(fault(row.source) == row.fault);
}
