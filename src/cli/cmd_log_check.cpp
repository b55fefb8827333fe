#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>

#include "cli/commands.hpp"
#include "cli/log_file.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Problems and warnings are told alike, but for a word.
struct Finding {
    const Problem* problem = nullptr;
    bool is_warning = false;
};

std::vector<Finding> by_place(const ReadDiary& read) {
    std::vector<Finding> findings;
    for (const Problem& problem : read.problems) findings.push_back({&problem, false});
    for (const Problem& warning : read.warnings) findings.push_back({&warning, true});
    const auto place = [](const Finding& finding) {
        return std::tuple(finding.problem->place.line, finding.problem->place.column, finding.is_warning);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& left, const Finding& right) { return place(left) < place(right); });
    return findings;
}

std::string told(const Finding& finding) {
    if (!finding.is_warning) return cli::told(*finding.problem);
    Problem warning = *finding.problem;
    warning.what = "warning: " + warning.what;
    return cli::told(warning);
}

std::string verdict(const ReadDiary& read) {
    if (read.problems.empty() && read.warnings.empty()) {
        return fmt::format("nothing odd was found in {}", counted(read.diary.nights.size(), "night", "nights"));
    }
    return fmt::format("{}, {}", counted(read.problems.size(), "problem", "problems"),
                       counted(read.warnings.size(), "warning", "warnings"));
}

std::string findings_json(const ReadDiary& read, const std::vector<Finding>& findings) {
    Json result{{"format", "sleepcheck-log-check/1"},
                {"nights", read.diary.nights.size()},
                {"problems", read.problems.size()},
                {"warnings", read.warnings.size()},
                {"findings", Json::array()}};
    for (const Finding& finding : findings) {
        const Problem& problem = *finding.problem;
        result["findings"].push_back({{"kind", finding.is_warning ? "warning" : "problem"},
                                      {"file", problem.place.file},
                                      {"line", problem.place.line},
                                      {"column", problem.place.column},
                                      {"pointer", problem.place.pointer},
                                      {"what", problem.what},
                                      {"cure", problem.cure}});
    }
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Status log_check(const LogCheckCommand& command, const Console& console) {
    const ReadDiary read = diary_at(command.file, console);
    const std::vector<Finding> findings = by_place(read);
    if (command.format == Format::json) {
        put(console, findings_json(read, findings));
    } else {
        std::string text;
        for (const Finding& finding : findings) text += told(finding);
        put(console, text + verdict(read) + "\n");
    }
    if (!read.problems.empty()) return Status::input;
    return read.warnings.empty() ? Status::done : Status::check_failed;
}

}  // namespace sleepcheck::cli
