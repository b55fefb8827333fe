#include "program.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <pty.h>
#include <unistd.h>
#include <utility>

#include "cli/cli.hpp"
#include "random_answers.hpp"

using nlohmann::json;

namespace {

Stream temporary_stream() {
    Stream stream(std::tmpfile(), std::fclose);
    REQUIRE(stream != nullptr);
    return stream;
}

std::string text_in(std::FILE* stream) {
    std::string text;
    std::rewind(stream);
    std::array<char, 65536> piece{};
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), stream))
        text.append(piece.data(), count);
    return text;
}

std::string without(std::string text, const std::string& part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
    return text;
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const Result& result) {
    return stream << "status " << result.status << "\noutput:\n" << result.output << "error:\n" << result.error;
}

Stream opened(const std::string& path, const char* mode) {
    Stream stream(std::fopen(path.c_str(), mode), std::fclose);
    REQUIRE(stream != nullptr);
    return stream;
}

Program::Program() : folder_((std::filesystem::temp_directory_path() / "sleepcheck-test-XXXXXX").string()) {
    REQUIRE(::mkdtemp(folder_.data()) != nullptr);
}

Program::~Program() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Program& Program::file(const std::string& name, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream stream(path(name), std::ios::binary);
    REQUIRE((stream << text).good());
    return *this;
}

Program& Program::input(std::string_view text) {
    input_ = text;
    return *this;
}

Program& Program::variable(const std::string& name, const std::string& value) {
    variables_[name] = value;
    return *this;
}

Program& Program::output_to(std::string path) {
    output_path_ = std::move(path);
    return *this;
}

Program& Program::today(std::string_view date) {
    today_ = sleepcheck::calendar_date(date).value();
    return *this;
}

Program& Program::at_terminal() {
    at_terminal_ = true;
    return *this;
}

std::string Program::text_of(const std::string& name) const {
    return text_of_file(path(name));
}

Result Program::run(const Arguments& arguments) const {
    const auto environment = [&](std::string_view name) -> std::optional<std::string> {
        const auto found = variables_.find(std::string(name));
        if (found == variables_.end() || found->second.empty()) return std::nullopt;
        return found->second;
    };
    const Stream input = temporary_stream();
    REQUIRE(std::fwrite(input_.data(), 1, input_.size(), input.get()) == input_.size());
    std::rewind(input.get());
    const Stream output = output_path_.empty() ? temporary_stream() : opened(output_path_, "wb");
    const Stream error = temporary_stream();
    sleepcheck::cli::Streams streams{input.get(), output.get(), error.get()};
    Stream terminal(nullptr, std::fclose);
    int controller = -1;
    if (at_terminal_) {
        int line = -1;
        REQUIRE(::openpty(&controller, &line, nullptr, nullptr, nullptr) == 0);
        terminal.reset(::fdopen(line, "r+"));
        streams.input = terminal.get();
    }
    Result result;
    result.status = sleepcheck::cli::run(arguments, streams, environment, [this] { return today_; });
    if (output_path_.empty()) result.output = without(text_in(output.get()), folder_ + "/");
    result.error = without(text_in(error.get()), folder_ + "/");
    terminal.reset();
    if (controller >= 0) ::close(controller);
    return result;
}

Result assess(std::string_view answers, const Arguments& options) {
    Arguments arguments{"assess"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return Program().input(answers).run(arguments);
}

Result assess_json(const json& answers, const Arguments& options) {
    return assess(answers.dump(), options);
}

nlohmann::ordered_json json_report(const json& answers, const Arguments& options) {
    Arguments arguments{"--format", "json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result result = assess_json(answers, arguments);
    INFO(result);
    REQUIRE(result.status == 0);
    REQUIRE(result.error.empty());
    return nlohmann::ordered_json::parse(result.output);
}

std::string text_of_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    INFO(path);
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string in_checkout(const std::string& name) {
    return SLEEPCHECK_SOURCE_DIR "/" + name;
}

bool regenerating() {
    return std::getenv("SLEEPCHECK_REGENERATE") != nullptr;
}

const std::vector<WorkedCase>& worked_cases() {
    static const std::vector<WorkedCase> cases = [] {
        std::vector<WorkedCase> found;
        for (const auto& entry : std::filesystem::directory_iterator(in_checkout("rules/cases"))) {
            const json file = json::parse(text_of_file(entry.path()));
            for (const json& one : file.at("cases")) {
                found.push_back(
                    {entry.path().stem().string() + "/" + one.at("id").get<std::string>(), one.at("answers")});
            }
        }
        const auto by_name = [](const WorkedCase& left, const WorkedCase& right) { return left.name < right.name; };
        std::sort(found.begin(), found.end(), by_name);
        return found;
    }();
    return cases;
}

std::vector<WorkedCase> sampled_cases() {
    constexpr std::size_t whole = 100;
    if (repetitions(whole) == whole) return worked_cases();
    constexpr std::size_t step = 4;
    std::vector<WorkedCase> cases;
    for (std::size_t i = random_seed() % step; i < worked_cases().size(); i += step) cases.push_back(worked_cases()[i]);
    return cases;
}

json example_answers() {
    return json::parse(text_of_file(in_checkout("examples/answers.json")));
}

// Written without the program's own eyes for such characters, on purpose.
bool commands_terminals(std::string_view text) {
    try {
        static_cast<void>(json(std::string(text)).dump());
    } catch (const json::type_error&) {
        return true;  // not UTF-8
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return true;
        const std::string_view rest = text.substr(at);
        if (byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;  // C1
        for (const std::string_view mark :
             {"\u200B", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
              "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF"}) {
            if (rest.substr(0, mark.size()) == mark) return true;
        }
    }
    return false;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}
