#pragma once

#include <string>
#include <vector>

#include "sleepcheck/document.hpp"

/// Tables and charts of a document as lines of text, without the margin on the left. Nothing in them can command a
/// terminal.
namespace sleepcheck {

/// In so many columns.
std::vector<std::string> lines_of(const FigureTable& table, std::size_t columns, const TextStyle& style);
std::vector<std::string> lines_of(const Raster& raster, std::size_t columns, const TextStyle& style);
std::vector<std::string> lines_of(const Sparks& sparks, std::size_t columns, const TextStyle& style);

}  // namespace sleepcheck
