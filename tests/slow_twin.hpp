#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// The rules read a second time, slowly and plainly: straight from JSON, by recursion, everything worked out anew
/// wherever it is asked for. It shares no code with the library, so where both agree, neither slipped on its own.
namespace slow_twin {

/// The files of a rules folder by their name below it.
using RuleFiles = std::map<std::string, nlohmann::json>;

/// What a pattern or cause came to.
struct Scored {
    std::string id;
    std::string level;
    int points = 0;
    std::vector<std::string> domains;

    friend bool operator==(const Scored&, const Scored&) = default;
};

/// All that both readings of the rules must agree on, as ids in the order of the rules.
struct Verdict {
    std::string outcome;
    std::string reason;   ///< empty when there is none
    std::string leaning;  ///< empty when there is none
    std::string side;     ///< empty when the rules know no sides
    std::vector<Scored> patterns;
    std::vector<Scored> causes;      ///< those with more than 0 points
    std::vector<std::string> signs;  ///< those that count, of these patterns and causes
    std::vector<std::string> flags;
    std::vector<std::string> contradictions;
    std::vector<std::string> missing;
    std::vector<std::string> not_excluded;
    std::vector<std::string> plan;
    std::vector<std::string> foods;

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// One line for each part of the verdict.
std::string to_string(const Verdict& verdict);

class SlowTwin {
public:
    /// The rules must be sound: a mistake in them ends in an exception of nlohmann or the standard library.
    explicit SlowTwin(const RuleFiles& files);
    SlowTwin(const SlowTwin&) = delete;
    SlowTwin& operator=(const SlowTwin&) = delete;
    ~SlowTwin();

    /// `answers` is a flat object of fact and value; `null` is no answer.
    [[nodiscard]] Verdict verdict(const nlohmann::json& answers) const;

    /// The questions that make no sense with these answers.
    [[nodiscard]] std::vector<std::string> not_applicable(const nlohmann::json& answers) const;

private:
    struct Rules;
    std::unique_ptr<Rules> rules_;
};

}  // namespace slow_twin
