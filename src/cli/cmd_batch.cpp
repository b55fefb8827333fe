// A batch runs in any number of threads. Each takes the next chunk of the input, works on it, waits for its turn, and
// writes: so the output has the order of the input whoever finished first, and no more memory is used than chunks are
// worked on.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/batch_input.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/progress.hpp"
#include "cli/stop_request.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// Where results go: to standard output, or to a file that is there only when all of it is.
class BatchOutput {
public:
    BatchOutput(const BatchCommand& command, const Console& console) : console_(console) {
        if (!command.output.empty() && command.output != "-") file_ = std::make_unique<OutputFile>(command.output);
    }

    /// False when nobody reads any more.
    bool append(std::string_view text) {
        return file_ != nullptr ? file_->append(text) : write_stream(console_.streams.output, text);
    }
    void finish() {
        if (file_ != nullptr) file_->finish();
    }

private:
    const Console& console_;
    std::unique_ptr<OutputFile> file_;
};

class BatchRun {
public:
    /// `over` becomes true when nothing more is to be read.
    BatchRun(const Batch& batch, BatchInput& input, BatchOutput& output, Progress& progress, std::atomic<bool>& over)
        : batch_(batch), input_(input), output_(output), progress_(progress), over_(over), counts_(batch.knowledge()) {}

    /// Comes back when everything is written, or when something ended it early.
    void run(std::size_t jobs) {
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < jobs; ++i) others.emplace_back([this] { work(); });
        work();
        for (std::thread& other : others) other.join();
        if (failure_) std::rethrow_exception(failure_);
    }

    [[nodiscard]] const BatchCounts& counts() const { return counts_; }
    /// What was wrong with the first bad document, when that ended the run.
    [[nodiscard]] std::optional<Problems>& stopped_by() { return stopped_by_; }
    [[nodiscard]] bool nobody_reads() const { return nobody_reads_; }

private:
    /// What became of a chunk.
    struct Piece {
        BatchText results;
        std::optional<Problems> stopped_by;
        std::exception_ptr failure;
    };

    void work() {
        BatchWorker worker(batch_);
        BatchChunk chunk;
        Piece piece;
        while (true) {
            piece.results.clear();
            piece.failure = nullptr;
            BatchCounts counts(batch_.knowledge());
            std::size_t turn = 0;
            try {
                const std::lock_guard<std::mutex> lock(input_guard_);
                if (no_more_) return;
                turn = next_chunk_++;
                if (!input_.next(chunk)) {
                    no_more_ = true;
                    chunk.lines.clear();
                }
            } catch (...) {
                piece.failure = std::current_exception();
            }
            try {
                if (!piece.failure) piece.stopped_by = worker.work(chunk.lines, piece.results, counts);
            } catch (...) {
                piece.failure = std::current_exception();
            }
            if (!write(turn, chunk, piece, counts)) return;
        }
    }

    /// Waits for the turn. False when nothing more is to be done.
    bool write(std::size_t turn, const BatchChunk& chunk, Piece& piece, const BatchCounts& counts) {
        std::unique_lock<std::mutex> lock(output_guard_);
        turn_changed_.wait(lock, [&] { return over_ || turn == next_turn_; });
        if (over_) return false;
        try {
            if (piece.failure) std::rethrow_exception(piece.failure);
            nobody_reads_ = !piece.results.text().empty() && !output_.append(piece.results.text());
            counts_.add(counts);
            progress_.add(chunk.bytes, counts.documents);
            stopped_by_ = std::move(piece.stopped_by);
        } catch (...) {
            failure_ = std::current_exception();
        }
        ++next_turn_;
        over_ = failure_ || stopped_by_ || nobody_reads_ || StopRequest::status();
        turn_changed_.notify_all();
        return !over_;
    }

    const Batch& batch_;
    BatchInput& input_;
    BatchOutput& output_;
    Progress& progress_;
    std::atomic<bool>& over_;
    BatchCounts counts_;

    std::mutex input_guard_;
    std::size_t next_chunk_ = 0;
    bool no_more_ = false;

    std::mutex output_guard_;
    std::condition_variable turn_changed_;
    std::size_t next_turn_ = 0;
    bool nobody_reads_ = false;
    std::optional<Problems> stopped_by_;
    std::exception_ptr failure_;
};

void require_input(const BatchCommand& command, const Console& console) {
    if (!command.file.empty() || !look_at(console.streams, {}, console.environment).input_is_terminal) return;
    throw Error(Status::usage, "which documents? name a file, or pipe them in",
                "one JSON document a line; sleepcheck batch answers.ndjson");
}

void say(const Console& console, const std::string& text) {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), console.streams.error));
    static_cast<void>(std::fflush(console.streams.error));
}

void report(const BatchCommand& command, const Knowledge& knowledge, const BatchCounts& counts,
            const Console& console) {
    if (!command.summary_file.empty()) write_file(command.summary_file, to_json(knowledge, counts));
    if (command.summary) {
        say(console, to_text(knowledge, counts));
    } else if (counts.bad > 0) {
        say(console, fmt::format("{} of {} could not be read; \"error\" in their results says why\n", counts.bad,
                                 sleepcheck::counted(counts.documents, "document", "documents")));
    }
    // Mostly one document as people write it, over many lines.
    if (counts.bad > 1 && counts.bad == counts.documents) {
        say(console, "batch takes one JSON document a line; put one that goes over many lines on one first\n");
    }
}

}  // namespace

Status batch(const BatchCommand& command, const Console& console) {
    const Knowledge knowledge = knowledge_for(command.rules);
    require_input(command, console);
    if (!command.summary_file.empty()) require_writable(command.summary_file);
    InputStream stream(command.file.empty() ? "-" : command.file, console.streams.input);
    BatchChoice choice = command.choice;
    choice.file = stream.name();
    const Batch batch(knowledge, choice);
    BatchOutput output(command, console);
    std::optional<StopRequest> stop;
    if (!command.output.empty()) stop.emplace();  // half a file must not stay
    const std::string header = batch.header();
    if (!header.empty() && !output.append(header)) return Status::done;
    std::atomic<bool> over = false;
    BatchInput input(stream, {batch.most_lines(), command.most_bytes}, [&] { return over || StopRequest::status(); });
    std::optional<Progress> progress(std::in_place, console, command.quiet ? 0 : stream.size().value_or(0));
    BatchRun run(batch, input, output, *progress, over);
    run.run(command.jobs);
    progress.reset();
    if (const auto status = StopRequest::status(); stop && status) return *status;
    if (run.nobody_reads()) return Status::done;
    if (run.stopped_by()) throw Error(Status::input, std::move(*run.stopped_by()), "the rest was not assessed");
    output.finish();
    report(command, knowledge, run.counts(), console);
    return run.counts().bad > 0 ? Status::check_failed : Status::done;
}

}  // namespace sleepcheck::cli
