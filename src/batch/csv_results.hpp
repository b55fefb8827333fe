#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/fields.hpp"
#include "batch/result.hpp"
#include "sleepcheck/batch_text.hpp"

namespace sleepcheck {

/// Writes results as rows of a table: a column for each level, number and flag; lists of facts with semicolons between.
/// A cell is empty where the result says nothing. The last columns say what is wrong with a document.
class CsvResults {
public:
    /// Both must outlive it.
    CsvResults(const Knowledge& knowledge, const BatchChoice& choice);

    [[nodiscard]] std::string header() const;
    void add(const BatchResult& result, BatchText& text) const;
    void add_error(const std::string& id, const Problems& problems, BatchText& text) const;

private:
    void add_cells(const BatchField& field, const BatchResult& result, std::vector<std::string>& cells) const;

    const Knowledge& knowledge_;
    std::vector<const BatchField*> fields_;
    std::vector<std::string> head_;
    std::optional<std::size_t> id_column_;
};

}  // namespace sleepcheck
