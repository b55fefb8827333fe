#include "batch/result.hpp"

namespace sleepcheck {

void take(const Knowledge& knowledge, const Assessment& assessment, BatchResult& result) {
    result.assessment = &assessment;
    result.outcome = static_cast<std::size_t>(assessment.outcome - knowledge.outcomes.data());
    result.halted = assessment.line == nullptr;
    result.reason = assessment.reason;
    result.leaning = assessment.leaning;
    result.side = assessment.side;
    result.settled = settled(assessment);
    result.patterns.clear();
    for (const Score& score : assessment.patterns) {
        result.patterns.push_back({score.level, score.points, score.points_range});
    }
    result.causes.clear();
    for (const Score& score : assessment.causes) {
        result.causes.emplace_back(static_cast<std::size_t>(score.pattern - knowledge.causes.data()), score.level);
    }
    result.flags.clear();
    for (const Flag* flag : assessment.flags) {
        result.flags.push_back(static_cast<std::size_t>(flag - knowledge.flags.data()));
    }
    result.missing = assessment.missing;
}

}  // namespace sleepcheck
