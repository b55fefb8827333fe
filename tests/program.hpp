#pragma once

#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/date.hpp"

/// The whole program, run in process: what a test puts in, and what comes out.

using Arguments = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;
using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// How a run ended and what it said. The name of the program's folder is left out, so that a file is called what the
/// test called it.
struct Result {
    int status = 0;
    std::string output;
    std::string error;

    friend bool operator==(const Result&, const Result&) = default;
};
std::ostream& operator<<(std::ostream& stream, const Result& result);

/// A run in the making. It has a folder of its own, an empty standard input and no environment but LANG=C.UTF-8.
class Program {
public:
    Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();

    /// Makes a file, and the folders above it.
    Program& file(const std::string& name, std::string_view text);
    Program& input(std::string_view text);
    /// Takes away the variable when the value is empty.
    Program& variable(const std::string& name, const std::string& value);
    /// A place that is opened instead of the usual one, such as /dev/full.
    Program& output_to(std::string path);
    /// As in "2026-03-06", which it is when nothing else is said.
    Program& today(std::string_view date);
    /// Standard input is a terminal at which nobody types.
    Program& at_terminal();

    [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }
    [[nodiscard]] std::string text_of(const std::string& name) const;
    [[nodiscard]] Result run(const Arguments& arguments) const;

private:
    std::string folder_;
    std::string input_;
    std::string output_path_;
    bool at_terminal_ = false;
    sleepcheck::Date today_ = sleepcheck::calendar_date("2026-03-06").value();
    Variables variables_{{"LANG", "C.UTF-8"}};
};

Stream opened(const std::string& path, const char* mode);

/// `assess` with these answers on standard input.
Result assess(std::string_view answers, const Arguments& options = {});
Result assess_json(const nlohmann::json& answers, const Arguments& options = {});

/// The report for scripts on these answers, which must be sound.
nlohmann::ordered_json json_report(const nlohmann::json& answers, const Arguments& options = {});

/// All of a file; fails the test when it cannot be read.
std::string text_of_file(const std::string& path);

/// A file of the checkout.
std::string in_checkout(const std::string& name);

/// Whether what is expected is to be written anew: SLEEPCHECK_REGENERATE is set. Read the diff afterwards.
bool regenerating();

/// An answer set that the rules carry with them.
struct WorkedCase {
    std::string name;  ///< file and id, as in "safety/child"
    nlohmann::json answers;
};
/// All of them, as they are found below rules/cases.
const std::vector<WorkedCase>& worked_cases();
/// The same for a law that each of them has to keep by itself: a quarter of them, another one with another seed, where
/// `repetitions` are fewer, too.
std::vector<WorkedCase> sampled_cases();

/// The answers of examples/answers.json.
nlohmann::json example_answers();

/// Whether a terminal could obey something in this text, or no JSON reader would read it: control characters but the
/// line end, C1, direction marks, line separators, bytes that are not UTF-8.
bool commands_terminals(std::string_view text);

std::vector<std::string> lines_of(std::string_view text);
