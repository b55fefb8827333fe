#include <fmt/format.h>

#include "cli/commands.hpp"
#include "sleepcheck/coverage.hpp"
#include "sleepcheck/defects.hpp"
#include "sleepcheck/mutation.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

void add(Problems& problems, const Problems& more) {
    problems.insert(problems.end(), more.begin(), more.end());
}

std::string all_told(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += told(problem);
    return text;
}

/// "my-rules: 104 signs, 26 flags, 60 cases, 231 examples: ".
std::string summary(const Knowledge& knowledge, const RuleCases& cases) {
    std::size_t signs = 0;
    for (const auto* patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) signs += pattern.signs.size();
    }
    const std::string& name = knowledge.layers.size() > 1 ? knowledge.layers.back() : knowledge.name;
    return fmt::format("{}: {}, {}, {}, {}: ", printable(name), counted(signs, "sign", "signs"),
                       counted(knowledge.flags.size(), "flag", "flags"), counted(cases.worked, "case", "cases"),
                       counted(cases.examples, "example", "examples"));
}

std::string told(const Loaded& loaded, const Proposal& proposal) {
    const Place place = problem_at(loaded, proposal.part, {}).place;
    std::string text = fmt::format("{}:{}:{}: {}", printable(place.file), place.line, place.column, proposal.where);
    if (!proposal.text.empty()) text += ":\n" + proposal.text;
    return text + "\n\n";
}

std::string told(const MutationResult& result) {
    return fmt::format(
        "{}: {} noticed, {} without any effect, {} unnoticed\n", counted(result.tried, "change", "changes"),
        result.tried - result.without_effect - result.unnoticed.size(), result.without_effect, result.unnoticed.size());
}

}  // namespace

Status rules_check(const RulesCheckCommand& command, const Console& console) {
    const std::vector<RuleLayer> layers = layers_to_check(command.folders, command.rules);
    const Loaded loaded = load_knowledge(layers);
    if (!loaded.problems.empty()) {
        put(console, all_told(loaded.problems) + counted(loaded.problems.size(), "problem", "problems") + "\n");
        return Status::check_failed;
    }
    const RuleCases cases = read_cases(loaded);
    const Coverage coverage = coverage_of(loaded, cases);
    Problems problems = find_defects(loaded);
    add(problems, cases.problems);
    const Problems failures = run_cases(loaded, cases);
    add(problems, failures);
    add(problems, uncovered(loaded, coverage));
    MutationResult mutation;
    // A case that fails already notices everything.
    if (command.mutate && failures.empty()) {
        mutation = mutate(layers, loaded, cases, {1, command.propose});
        add(problems, problems_of(loaded, mutation));
    }
    std::string text = all_told(problems);
    if (command.propose) {
        for (const Proposal& proposal : propose(loaded, cases, coverage)) text += told(loaded, proposal);
    }
    for (const UnnoticedChange& change : mutation.unnoticed) {
        if (!change.proof.empty()) text += told(loaded, {change.place, change.what, change.proof});
    }
    if (command.mutate) text += told(mutation);
    text += summary(loaded.knowledge, cases);
    text += problems.empty() ? "nothing found" : counted(problems.size(), "problem", "problems");
    put(console, text + "\n");
    return problems.empty() ? Status::done : Status::check_failed;
}

}  // namespace sleepcheck::cli
