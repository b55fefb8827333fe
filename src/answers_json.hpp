#pragma once

#include <nlohmann/json.hpp>

#include "sleepcheck/catalogue.hpp"
#include "sleepcheck/facts.hpp"

namespace sleepcheck {

/// A value as an answers document has it: a number, a word, a time, a list of words.
nlohmann::ordered_json value_json(const Question& question, std::int32_t value);

/// The object of answers that `to_answers` writes.
nlohmann::ordered_json answers_json(const Catalogue& catalogue, const Facts& facts);

}  // namespace sleepcheck
