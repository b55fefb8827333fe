#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "slow_twin.hpp"

/// The seed of this run: from SLEEPCHECK_SEED, else a new one. Printed once, so that a red test can be repeated.
std::uint64_t random_seed();

/// `many` in a fast build; a twentieth of it without optimisation or when sanitizers watch every step.
/// SLEEPCHECK_PERCENT asks for more (or less) than that.
std::size_t repetitions(std::size_t many);

/// Makes answer sets of all sorts: full and sparse, close to every threshold of the rules, contradicting themselves,
/// pointing to one pattern, close to a worked case, with answers that do not apply and without, with questions
/// declined.
class RandomAnswers {
public:
    RandomAnswers(const slow_twin::RuleFiles& files, const slow_twin::SlowTwin& twin, std::uint64_t seed);

    nlohmann::json next();

    /// One allowed value of the question.
    nlohmann::json value(const std::string& question);

    /// From 0 up to, but without, `end`.
    std::size_t number(std::size_t end) { return end == 0 ? 0 : random_() % end; }
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    [[nodiscard]] const std::vector<std::string>& questions() const { return ids_; }

private:
    /// Two times of which a rule looks at the hours from one to the other.
    struct Span {
        std::string from;
        std::string to;
        std::vector<int> thresholds;  ///< minutes
    };

    void read(const nlohmann::json& rules);
    void read_threshold(const nlohmann::json& condition);
    void read_examples(const nlohmann::json& file);
    nlohmann::json options(const nlohmann::json& question);
    void put_times_near_thresholds(nlohmann::json& answers);
    void lean(nlohmann::json& answers);
    nlohmann::json near_a_case();
    void merge_one(nlohmann::json& answers, const std::vector<nlohmann::json>& examples);

    const slow_twin::SlowTwin& twin_;
    std::mt19937_64 random_;
    std::vector<std::string> ids_;
    std::map<std::string, nlohmann::json> questions_;
    std::map<std::string, nlohmann::json> scales_;
    std::map<std::string, std::vector<int>> thresholds_;  ///< by fact, also derived ones
    std::map<std::string, Span> spans_;                   ///< by derived fact

    /// Examples of the signs of each pattern or cause: what makes a sign count, and what does not.
    struct Examples {
        std::vector<std::vector<nlohmann::json>> yes;
        std::vector<std::vector<nlohmann::json>> no;
    };
    std::vector<Examples> leanings_;
    std::vector<std::vector<nlohmann::json>> signs_;
    std::vector<std::vector<nlohmann::json>> contradictory_;
    std::vector<std::vector<nlohmann::json>> not_halting_;
    std::vector<nlohmann::json> cases_;
};
