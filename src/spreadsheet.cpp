#include "sleepcheck/spreadsheet.hpp"

#include <algorithm>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

std::string cell_of_words(std::string_view words) {
    if (words.empty()) return {};
    std::string tamed;
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find('\n', at), words.size());
        tamed += printable(words.substr(at, end - at));
        if (end < words.size()) tamed += '\n';
        at = end + 1;
    }
    constexpr std::string_view formula_signs = "=+-@";
    const std::size_t first = tamed.find_first_not_of(" \n");
    const bool formula = first != std::string::npos && formula_signs.find(tamed[first]) != std::string_view::npos;
    return formula ? "'" + tamed : tamed;
}

void add_row(std::string& text, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += ',';
        if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
            text += cells[i];
            continue;
        }
        text += '"';
        for (const char letter : cells[i]) {
            if (letter == '"') text += '"';
            text += letter;
        }
        text += '"';
    }
    text += "\r\n";
}

}  // namespace sleepcheck
