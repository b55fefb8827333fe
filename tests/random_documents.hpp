#pragma once

#include <random>
#include <string>
#include <vector>

#include "random_answers.hpp"

/// Writes answers documents, each in a line of its own, in every way that JSON allows, and in many that it does not.
class RandomDocuments {
public:
    RandomDocuments(const slow_twin::RuleFiles& files, std::uint64_t seed)
        : twin_(files), answers_(files, twin_, seed), random_(seed) {}
    /// Of the built-in rules.
    explicit RandomDocuments(std::uint64_t seed);

    /// A sound document: flat or wrapped, with an id or without, plain or with escapes and white space of all kinds.
    std::string sound();
    /// A sound one as programs write it: keys in order, no white space.
    std::string plain();
    /// A document with a few faults, or what may be one.
    std::string damaged();
    /// White space alone.
    std::string blank();

    std::size_t number(std::size_t end) { return answers_.number(end); }
    bool chance(unsigned percent) { return answers_.chance(percent); }
    RandomAnswers& answers() { return answers_; }

    /// A log is put into one in so many documents; 0: into none.
    void put_logs(std::size_t one_in) { one_log_in_ = one_in; }

private:
    enum class White { none, usual, random };

    std::string white();
    std::string joined(const std::vector<std::string>& members, const char* brackets);
    std::string member(const std::string& key, const std::string& value);
    std::string text(const std::string& words);
    std::string value(const nlohmann::json& answer);
    std::string id();
    void damage(std::string& document);

    slow_twin::SlowTwin twin_;
    RandomAnswers answers_;
    std::mt19937_64 random_;
    White white_ = White::none;
    unsigned escapes_ = 0;   ///< percent of letters written as an escape
    unsigned friendly_ = 0;  ///< percent of answers in another form that is read, too
    std::size_t one_log_in_ = 0;
};
