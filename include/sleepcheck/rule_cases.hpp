#pragma once

#include <string>
#include <vector>

#include "sleepcheck/assessment.hpp"

/// The worked cases and examples that rules carry with them: answers, and what must come of them. `rules/README.md`
/// explains both to an author.
namespace sleepcheck {

/// One thing that answers must come to, and where that is written.
struct Expectation {
    std::string key;                  ///< as in the file: "outcome", "levels", ...; of an example "yes" or "no"
    std::string of;                   ///< the pattern or cause that "levels", "causes" and "points" speak of
    std::vector<std::string> wanted;  ///< one word, or the ids of a list; of an example the id of its rule
    RulePlace place;
};

/// A set of answers that is to come out in a certain way.
struct RuleCase {
    std::string kind;  ///< "case", or what it is an example of: "sign", "flag", "contradiction"
    std::string id;    ///< of the case, or of the rule whose example it is
    Facts facts{0};
    std::vector<Expectation> expectations;
};

/// All cases of some rules, in the order of the files.
struct RuleCases {
    std::vector<RuleCase> cases;
    std::size_t worked = 0;    ///< so many are worked cases, the rest are examples
    std::size_t examples = 0;  ///< answer sets of signs, flags and contradictions
    Problems problems;         ///< what is wrong with the way they are written; such a case is left out
};

/// Reads the cases of rules that were loaded without a problem.
RuleCases read_cases(const Loaded& loaded);

/// Runs all cases; each expectation that is not met is a problem where it is written.
Problems run_cases(const Loaded& loaded, const RuleCases& cases);

/// True when everything that the case expects comes out. `judgement` is that of the rules on the facts of the case.
bool passes(const Knowledge& knowledge, const RuleCase& rule_case, const Judgement& judgement);

/// Answers as one JSON object on one line, in catalogue order.
std::string answers_in_json(const Catalogue& catalogue, const Facts& facts);

/// A worked case on these answers that expects whatever comes of them now, for an author to look over and name.
std::string worked_case_in_json(const Knowledge& knowledge, const Facts& facts);

}  // namespace sleepcheck
