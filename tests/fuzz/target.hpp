#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Readers, and what must hold of them whatever they are given. The program fuzz_<name> looks for an input that breaks
/// it (scripts/fuzz); the tests try the seeds and some hundred changes of each.
///
/// A new reader: one file targets/<name>.cpp that defines `Target <name>()`, and its two lines in targets.cpp.
namespace fuzz {

/// Something that must hold of every input does not hold of this one.
class Broken : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

void must(bool holds, const std::string& what);

struct Target {
    /// Of its file, and of its program.
    std::string name;
    /// Whether the reader found nothing wrong with the input. Throws `Broken`; anything else that it throws is a
    /// mistake of ours, too.
    bool (*is_sound)(std::string_view input) = nullptr;
    /// Sound inputs, made up, that between them use all the reader knows.
    std::vector<std::string> seeds;
};

/// All of them, by name.
const std::vector<Target>& targets();

}  // namespace fuzz
