#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/rules_diff.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::size_t largest_cohort = std::size_t{256} << 20U;

std::string_view word_for(RuleChange::What what) {
    switch (what) {
        case RuleChange::What::added: return "added";
        case RuleChange::What::removed: return "removed";
        case RuleChange::What::changed: return "changed";
    }
    return {};
}

std::string rules_part(const std::vector<RuleChange>& changes) {
    if (changes.empty()) return "The rules are the same.\n";
    std::string text;
    for (const RuleChange& change : changes) {
        text += printable(fmt::format("{:<8} {} {}", word_for(change.what), change.kind, change.id)) + '\n';
    }
    return text;
}

/// The answers of one line; what is wrong with them is told with the line of the file.
Facts facts_of(const Knowledge& knowledge, std::string_view line, const std::string& file, std::size_t number) {
    ReadAnswers answers = read_answers(knowledge.catalogue, line, file);
    for (Problem& problem : answers.problems) problem.place.line = static_cast<int>(number);
    if (!answers.problems.empty()) throw Error(Status::input, std::move(answers.problems));
    return answers.facts;
}

std::string results_part(const Knowledge& before, const Knowledge& after, std::string_view text,
                         const std::string& file) {
    ResultChanges changes;
    std::size_t sets = 0;
    std::size_t differing = 0;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        ++sets;
        const Assessment old_result = sleepcheck::assess(before, facts_of(before, line, file, number));
        const Assessment new_result = sleepcheck::assess(after, facts_of(after, line, file, number));
        if (add_changes(old_result, new_result, number, changes)) ++differing;
    }
    std::string result =
        fmt::format("{}: {} with another result\n", counted(sets, "answer set", "answer sets"), differing);
    for (const auto& [change, seen] : changes) {
        result += printable(fmt::format("{:>6}  {}, first in line {}", seen.count, change.second, seen.first)) + '\n';
    }
    return result;
}

}  // namespace

Status rules_diff(const RulesDiffCommand& command, const Console& console) {
    const Loaded before = loaded_rules(command.before);
    const Loaded after = loaded_rules(command.after);
    std::string text = rules_part(changed_rules(before, after));
    if (!command.answers.empty()) {
        const std::string answers = read_all(command.answers, console.streams.input, largest_cohort);
        text += results_part(before.knowledge, after.knowledge, answers, command.answers);
    }
    put(console, text);
    return Status::done;
}

}  // namespace sleepcheck::cli
