#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sleepcheck/assessment.hpp"
#include "slow_twin.hpp"

/// Rules for tests: the ones in the checkout, and small ones made on the spot.

/// The texts of a rules folder by their name below it.
using RuleTexts = std::map<std::string, std::string>;

/// A rules folder of the checkout, such as "rules".
RuleTexts texts_below(const std::string& name);

/// The rules folder of the checkout. Its layer is called "built-in".
const RuleTexts& built_in_texts();
const sleepcheck::Knowledge& built_in_rules();
const slow_twin::RuleFiles& built_in_files();

sleepcheck::RuleLayer layer_of(const RuleTexts& texts, const std::string& name);
slow_twin::RuleFiles files_of(const RuleTexts& texts);

/// The knowledge in these texts; fails the test when there is anything wrong with them.
sleepcheck::Knowledge knowledge_of(const RuleTexts& texts);

/// The least files a folder needs: one grade, one outcome, a disclaimer, no question.
RuleTexts bare_rules();

/// `file:line:column: what (cure)`.
std::string in_one_line(const sleepcheck::Problem& problem);

/// The answers of a flat object as facts. They must be sound.
sleepcheck::Facts facts_of(const sleepcheck::Catalogue& catalogue, const nlohmann::json& answers);

/// An assessment in the form in which two readings of the rules are compared.
slow_twin::Verdict verdict_of(const sleepcheck::Knowledge& knowledge, const sleepcheck::Assessment& assessment);

/// The ids of facts.
std::vector<std::string> ids_of(const sleepcheck::Catalogue& catalogue, const std::vector<sleepcheck::FactId>& facts);

/// The ids of all signs that count.
std::vector<std::string> counting_signs(const sleepcheck::Assessment& assessment);
