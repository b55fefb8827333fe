#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sleepcheck/batch.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using Json = nlohmann::ordered_json;
using Counts = std::vector<std::uint64_t>;

void add_to(Counts& counts, const Counts& more) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += more[i];
}

void add_to(std::vector<Counts>& counts, const std::vector<Counts>& more) {
    for (std::size_t i = 0; i < counts.size(); ++i) add_to(counts[i], more[i]);
}

std::vector<Counts> by_level(const std::vector<Pattern>& patterns) {
    std::vector<Counts> counts;
    for (const Pattern& pattern : patterns) counts.emplace_back(pattern.levels.size() + 1);
    return counts;
}

std::string_view level_name(const Pattern& pattern, std::size_t level) {
    return level == 0 ? std::string_view("none") : std::string_view(pattern.levels[level - 1].id);
}

std::string line(std::string_view what, std::uint64_t count, std::uint64_t of) {
    const double percent = of == 0 ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(of);
    return fmt::format("  {:<44} {:>12} {:>5.1f} %\n", what, count, percent);
}

std::string level_lines(const std::vector<Pattern>& patterns, const std::vector<Counts>& counts, std::uint64_t of) {
    std::string text;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        for (std::size_t level = patterns[i].levels.size() + 1; level-- > 0;) {
            if (counts[i][level] == 0) continue;
            text += line(fmt::format("{}: {}", patterns[i].name, level_name(patterns[i], level)), counts[i][level], of);
        }
    }
    return text;
}

std::string section(std::string_view heading, const std::string& lines) {
    return fmt::format("{}\n{}", heading, lines.empty() ? "  none\n" : lines);
}

Json levels_json(const std::vector<Pattern>& patterns, const std::vector<Counts>& counts) {
    Json result = Json::object();
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        Json levels = Json::object();
        for (std::size_t level = 0; level < counts[i].size(); ++level) {
            levels[std::string(level_name(patterns[i], level))] = counts[i][level];
        }
        result[patterns[i].id] = std::move(levels);
    }
    return result;
}

}  // namespace

BatchCounts::BatchCounts(const Knowledge& knowledge)
    : outcomes(knowledge.outcomes.size()),
      patterns(by_level(knowledge.patterns)),
      causes(by_level(knowledge.causes)),
      flags(knowledge.flags.size()) {}

void BatchCounts::add(const BatchCounts& more) {
    documents += more.documents;
    bad += more.bad;
    add_to(outcomes, more.outcomes);
    add_to(patterns, more.patterns);
    add_to(causes, more.causes);
    add_to(flags, more.flags);
}

std::string to_text(const Knowledge& knowledge, const BatchCounts& counts) {
    const std::uint64_t assessed = counts.documents - counts.bad;
    std::string text =
        fmt::format("{} assessed, {} with mistakes\n", counted(assessed, "document", "documents"), counts.bad);
    std::string outcomes;
    for (std::size_t i = 0; i < knowledge.outcomes.size(); ++i) {
        if (counts.outcomes[i] > 0) outcomes += line(knowledge.outcomes[i].name, counts.outcomes[i], assessed);
    }
    std::string flags;
    for (std::size_t i = 0; i < knowledge.flags.size(); ++i) {
        if (counts.flags[i] > 0) flags += line(knowledge.flags[i].id, counts.flags[i], assessed);
    }
    text += section("outcomes", outcomes);
    text += section("patterns", level_lines(knowledge.patterns, counts.patterns, assessed));
    text += section("other causes", level_lines(knowledge.causes, counts.causes, assessed));
    text += section("warning signs", flags);
    return text;
}

std::string to_json(const Knowledge& knowledge, const BatchCounts& counts) {
    Json result{{"format", "sleepcheck-batch-summary/1"},
                {"tool", {{"name", "sleepcheck"}, {"version", SLEEPCHECK_VERSION}}},
                {"rules", {{"name", knowledge.name}, {"version", knowledge.version}, {"layers", knowledge.layers}}},
                {"documents", counts.documents},
                {"bad", counts.bad}};
    result["outcomes"] = Json::object();
    for (std::size_t i = 0; i < knowledge.outcomes.size(); ++i) {
        result["outcomes"][knowledge.outcomes[i].id] = counts.outcomes[i];
    }
    result["patterns"] = levels_json(knowledge.patterns, counts.patterns);
    result["causes"] = levels_json(knowledge.causes, counts.causes);
    result["flags"] = Json::object();
    for (std::size_t i = 0; i < knowledge.flags.size(); ++i) result["flags"][knowledge.flags[i].id] = counts.flags[i];
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sleepcheck
