#pragma once

#include <string>
#include <vector>

#include "batch/fields.hpp"
#include "batch/result.hpp"
#include "batch/snippet.hpp"

namespace sleepcheck {

/// Writes results as JSON objects, one a line. What can be said is put together once; a line is then a row of snippets.
class JsonResults {
public:
    /// Both must outlive it.
    JsonResults(const Knowledge& knowledge, const BatchChoice& choice);

    void add(const BatchResult& result, BatchText& text) const;

    /// What is wrong with a document, in place of a result; `id` as JSON, empty when it has none.
    static void add_error(const std::string& id, const Problems& problems, BatchText& text);

private:
    struct Piece {
        const BatchField* field = nullptr;
        Snippet before;  ///< what stands before the value: the comma and the key
    };

    void add_pieces(const BatchChoice& choice);
    void add_snippets();
    [[nodiscard]] std::size_t longest_line() const;

    void add_value(const BatchField& field, const BatchResult& result, BatchText& text) const;
    void add_patterns(const BatchResult& result, BatchText& text) const;
    [[nodiscard]] std::string report(const BatchResult& result, std::string_view key) const;

    const Knowledge& knowledge_;
    const BatchChoice& choice_;
    std::vector<Piece> pieces_;
    bool with_levels_ = false;
    bool with_ranges_ = false;
    std::size_t most_bytes_ = 0;  ///< of a line, but for ids, words and what comes from a whole report
    Snippet settled_;
    Snippet provisional_;
    std::vector<Snippet> outcomes_;
    std::vector<Snippet> leanings_;
    std::vector<Snippet> flags_;
    std::vector<Snippet> facts_;
    std::vector<std::vector<Snippet>> patterns_;  ///< of each pattern and level: all but the numbers
    std::vector<std::vector<Snippet>> causes_;    ///< of each cause and level
};

}  // namespace sleepcheck
