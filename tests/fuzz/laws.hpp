#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/error.hpp"
#include "sleepcheck/import.hpp"

/// What must hold of more than one reader.
namespace fuzz {

/// Problems are sorted, and each says where in the text, in words that no terminal obeys.
void must_be_well_said(const sleepcheck::Problems& problems, const std::string& file, std::string_view text);

/// The text with another word in the place of whatever is written behind these keys, as far as one can see without
/// understanding the text.
std::string with_secret(std::string_view json, const std::vector<std::string>& private_keys);

/// An input that holds that word already may tell it.
bool holds_secret(std::string_view text);

/// None of the problems tells what `with_secret` wrote.
void must_keep_the_secret(const sleepcheck::Problems& problems);

/// What was read either has problems, or becomes a log that is sound, the same again when it is written and read, and
/// the same when the file comes twice or its records stand in another order. Returns whether it had none.
bool makes_a_sound_log(const sleepcheck::ReadExport& read, const std::string& file, std::string_view text);

/// Metrics, summary, rows, and writing and reading do what they say with a log that was read without problems.
void must_be_a_sound_log(const sleepcheck::Diary& diary);

}  // namespace fuzz
