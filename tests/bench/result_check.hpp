#pragma once

#include <string>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

/// What a result line of a batch says otherwise than the report of `assess` on the same document: the line and the
/// report, key by key. Empty when they agree on everything that the line says.
std::string disagreement(const Knowledge& knowledge, const std::string& document, const std::string& result);

}  // namespace sleepcheck
