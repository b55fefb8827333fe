#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sleepcheck/batch_text.hpp"
#include "sleepcheck/error.hpp"
#include "sleepcheck/knowledge.hpp"
#include "sleepcheck/log_answers.hpp"

/// Many answers documents, one a line, become as many results, one a line. A result says what `assess` says of the same
/// document, always; only the way to it is another one (see src/batch/).
namespace sleepcheck {

enum class BatchFormat : std::uint8_t { json, csv };

/// What of each result is written, and how.
struct BatchChoice {
    BatchFormat format = BatchFormat::json;
    std::vector<std::string> fields;  ///< in this order; empty for `usual_fields`
    bool full = false;                ///< the whole report in place of fields; JSON alone
    bool show_private = false;        ///< repeat private answers, too; only a whole report and `answers` have any
    std::size_t least_nights = nights_to_answer;
    std::string file;     ///< where the documents come from, for messages
    bool strict = false;  ///< stop at the first document with a mistake
};

/// The fields that a format can write, and those that are written when nothing else is said.
std::vector<std::string> known_fields(BatchFormat format);
const std::vector<std::string>& usual_fields();

/// A line of the input.
struct BatchLine {
    /// Without its line end; empty when `too_long`. 64 bytes behind it can be read, whatever they are.
    std::string_view text;
    std::size_t number = 0;  ///< counting from 1
    bool too_long = false;   ///< longer than `most_bytes`
    std::size_t most_bytes = 0;
};

/// How many documents came to what. Counts of a pattern or cause are by level, first those without one.
struct BatchCounts {
    std::uint64_t documents = 0;  ///< bad ones included
    std::uint64_t bad = 0;
    std::vector<std::uint64_t> outcomes;
    std::vector<std::vector<std::uint64_t>> patterns;
    std::vector<std::vector<std::uint64_t>> causes;
    std::vector<std::uint64_t> flags;

    explicit BatchCounts(const Knowledge& knowledge);
    void add(const BatchCounts& more);
};

/// The counts for a person, and as "sleepcheck-batch-summary/1".
std::string to_text(const Knowledge& knowledge, const BatchCounts& counts);
std::string to_json(const Knowledge& knowledge, const BatchCounts& counts);

/// What all workers share.
class Batch {
public:
    /// The knowledge must outlive it. Every field has to be one of `known_fields`.
    Batch(const Knowledge& knowledge, BatchChoice choice);
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    ~Batch();

    [[nodiscard]] const Knowledge& knowledge() const;
    /// How many lines a worker is best handed at once: enough to fill the blocks in which people are judged, and not
    /// so many that their results take much memory.
    [[nodiscard]] std::size_t most_lines() const;
    /// The line that goes before all results; empty for JSON.
    [[nodiscard]] std::string header() const;

    struct Parts;
    [[nodiscard]] const Parts& parts() const { return *parts_; }

private:
    std::unique_ptr<const Parts> parts_;
};

/// Works through lines, in one thread. Several workers may share a batch.
class BatchWorker {
public:
    explicit BatchWorker(const Batch& batch);
    BatchWorker(BatchWorker&&) noexcept;
    BatchWorker(const BatchWorker&) = delete;
    BatchWorker& operator=(const BatchWorker&) = delete;
    ~BatchWorker();

    /// Appends a result for each line that is not blank, in order. The result of a bad document is what is wrong with
    /// it; with `strict` everything ends before the first one, and what is wrong with it is handed back.
    std::optional<Problems> work(const std::vector<BatchLine>& lines, BatchText& results, BatchCounts& counts);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace sleepcheck
