#pragma once

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// The rules that are part of the program, ready to use.
Knowledge built_in_knowledge();

/// The same rules as files, to lay other files over.
RuleLayer built_in_layer();

/// A small folder of rules to start a subject of one's own from, with a README.md.
std::vector<RuleFile> starter_files();

}  // namespace sleepcheck
