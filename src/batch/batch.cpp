// The way of a line: a plain one goes straight into a block of people, any other through `read_answers`, which alone
// says what is a mistake. A full block is judged at once. Where something is asked for that only a whole assessment
// tells, every document is assessed by itself.

#include "sleepcheck/batch.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "batch/cohort_results.hpp"
#include "batch/csv_results.hpp"
#include "batch/json_results.hpp"
#include "batch/plain_reader.hpp"
#include "certainty/cohort_certainty.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

struct Batch::Parts {
    Parts(const Knowledge& knowledge_to_use, BatchChoice chosen)
        : knowledge(knowledge_to_use),
          choice(std::move(chosen)),
          rules(knowledge.rules),
          classes(knowledge),
          leads(knowledge, classes),
          json(knowledge, choice),
          csv(knowledge, choice) {
        whole = choice.full;
        for (const std::string& name : choice.fields) {
            const BatchField& field = batch_field(name);
            whole = whole || field.whole;
            with_certainty = with_certainty || field.kind == BatchField::Kind::certainty;
        }
    }

    const Knowledge& knowledge;
    BatchChoice choice;
    CohortRules rules;
    AnswerClasses classes;
    Leads leads;
    JsonResults json;
    CsvResults csv;
    bool whole = false;  ///< every document needs its whole assessment
    bool with_certainty = false;
};

namespace {

BatchChoice with_usual_fields(BatchChoice choice) {
    if (choice.fields.empty()) choice.fields = usual_fields();
    return choice;
}

/// What was read of one line.
struct ReadLine {
    std::string_view id;     ///< of a plain line: within the line
    std::string written_id;  ///< of any other
    Problems problems;

    [[nodiscard]] std::string_view id_as_json() const { return written_id.empty() ? id : written_id; }
};

/// So many results are written while an id is fetched.
constexpr std::size_t lines_ahead = 8;

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

Batch::Batch(const Knowledge& knowledge, BatchChoice choice)
    : parts_(std::make_unique<const Parts>(knowledge, with_usual_fields(std::move(choice)))) {}

Batch::~Batch() = default;

const Knowledge& Batch::knowledge() const {
    return parts_->knowledge;
}

std::size_t Batch::most_lines() const {
    return parts_->whole ? People::most : 32 * People::most;
}

std::string Batch::header() const {
    return parts_->choice.format == BatchFormat::csv ? parts_->csv.header() : std::string();
}

struct BatchWorker::State {
    explicit State(const Batch& batch)
        : parts_(batch.parts()),
          reader_(parts_.knowledge.catalogue),
          facts_(parts_.knowledge.rules),
          results_(parts_.knowledge, parts_.rules),
          steps_(only(parts_.rules, results_.steps())),
          certainty_(parts_.knowledge, parts_.rules, parts_.classes, parts_.leads) {}

    std::optional<Problems> work(const std::vector<BatchLine>& input, BatchText& text, BatchCounts& counts) {
        std::optional<Problems> stopped_by;
        for (const BatchLine& line : input) {
            if (!line.too_long && is_blank(line.text)) continue;
            if (used_ == lines_.size()) lines_.emplace_back();
            ReadLine& read = lines_[used_];
            read_line(line, read);
            if (parts_.choice.strict && !read.problems.empty()) {
                stopped_by = std::move(read.problems);
                break;
            }
            ++used_;
            if (parts_.whole) {
                write_last(text, counts);
            } else if (used_ % People::most == 0) {
                judge_block();
            }
        }
        if (!parts_.whole) write_blocks(text, counts);
        used_ = 0;
        return stopped_by;
    }

private:
    void read_line(const BatchLine& line, ReadLine& read) {
        read.problems.clear();
        read.written_id.clear();
        read.id = {};
        if (line.too_long) {
            read.problems.push_back({{parts_.choice.file, static_cast<int>(line.number), 1, {}},
                                     fmt::format("a line of more than {} bytes", line.most_bytes),
                                     "--max-line allows longer ones",
                                     {},
                                     1});
            return;
        }
        if (!parts_.whole && reader_.read(line.text, used_ % People::most, facts_, read.id)) return;
        read.id = {};
        try {
            read_strictly(line, read);
        } catch (const Error& error) {  // too large to be read: this document's mistake, not the end of the stream
            if (error.status() != Status::ceiling) throw;
            read.problems = error.problems();
        }
        for (Problem& problem : read.problems) {
            problem.place = {parts_.choice.file, static_cast<int>(line.number), std::max(problem.place.column, 1),
                             std::move(problem.place.pointer)};
        }
    }

    void read_strictly(const BatchLine& line, ReadLine& read) {
        ReadAnswers answers = read_answers(parts_.knowledge.catalogue, line.text, parts_.choice.file);
        read.written_id = std::move(answers.id);
        read.problems = std::move(answers.problems);
        if (!read.problems.empty()) return;
        std::optional<ReadDiary> log;
        if (answers.log) {
            log = read_diary(*answers.log, parts_.choice.file);
            read.problems = std::move(log->problems);
            for (Problem& problem : read.problems) problem.place.pointer.insert(0, "/log");
            if (!read.problems.empty()) return;
        }
        if (parts_.whole) {
            assessment_ = log ? assess_with_log(parts_.knowledge, std::move(answers.facts), std::move(*log),
                                                parts_.choice.least_nights)
                              : assess(parts_.knowledge, answers.facts);
            return;
        }
        if (log) {
            LogAnswers said = log_answers(parts_.knowledge, log->diary, parts_.choice.least_nights);
            answers.facts = with_log(parts_.knowledge, std::move(answers.facts), said);
        }
        facts_.learn(used_ % People::most, 1, answers.facts);
    }

    /// Judges those who came since the last full block.
    void judge_block() {
        const std::size_t block = (used_ - 1) / People::most;
        judge(parts_.rules, steps_, facts_, judgement_);
        People settled;
        if (parts_.with_certainty) {
            People asked;
            for (std::size_t i = block * People::most; i < used_; ++i) {
                if (lines_[i].problems.empty()) asked.add(i % People::most);
            }
            settled = certainty_.settled_at_once(facts_, judgement_, asked & ~results_.halted(judgement_), block);
        }
        if (block == blocks_.size()) blocks_.emplace_back();
        results_.gather(judgement_, settled, blocks_[block]);
        facts_.forget_everybody();
    }

    void write_blocks(BatchText& text, BatchCounts& counts) {
        if (used_ % People::most != 0) judge_block();
        certainty_.finish([&](PersonOfBlock whose, const Facts& /*answers*/, Certainty verdict) {
            if (verdict == Certainty::settled) results_.settle(whose.person, blocks_[whose.block]);
        });
        for (std::size_t i = 0; i < used_; ++i) {
            fetch_id(i + lines_ahead);
            const bool bad = !lines_[i].problems.empty();
            if (!bad) results_.take(blocks_[i / People::most], i % People::most, result_);
            write(lines_[i], text, counts);
        }
    }

    /// An id stands in its document, which has left the fast memory since it was read. Waiting for each would take as
    /// long as writing the result.
    void fetch_id(std::size_t line) const {
        if (line < used_) __builtin_prefetch(lines_[line].id.data());
    }

    void write_last(BatchText& text, BatchCounts& counts) {
        const ReadLine& read = lines_[--used_];
        if (read.problems.empty()) take(parts_.knowledge, assessment_, result_);
        write(read, text, counts);
    }

    void write(const ReadLine& read, BatchText& text, BatchCounts& counts) {
        const bool csv = parts_.choice.format == BatchFormat::csv;
        ++counts.documents;
        if (!read.problems.empty()) {
            ++counts.bad;
            const std::string id(read.id_as_json());
            csv ? parts_.csv.add_error(id, read.problems, text) : JsonResults::add_error(id, read.problems, text);
            return;
        }
        result_.id = read.id_as_json();
        count(counts);
        csv ? parts_.csv.add(result_, text) : parts_.json.add(result_, text);
    }

    void count(BatchCounts& counts) const {
        ++counts.outcomes[result_.outcome];
        for (std::size_t i = 0; i < result_.patterns.size(); ++i) ++counts.patterns[i][result_.patterns[i].level];
        for (const auto& [cause, level] : result_.causes) ++counts.causes[cause][level];
        for (const std::size_t flag : result_.flags) ++counts.flags[flag];
    }

    const Batch::Parts& parts_;
    PlainReader reader_;
    CohortFacts facts_;  ///< of the block that is being filled
    CohortJudgement judgement_;
    CohortResults results_;
    CohortSteps steps_;  ///< what results, certainty among them, are had from
    CohortCertainty certainty_;
    std::vector<ReadLine> lines_;       ///< of the input at hand; the first `used_` are in use
    std::vector<BlockResults> blocks_;  ///< of these lines_, 256 to a block
    std::size_t used_ = 0;
    Assessment assessment_;  ///< of the last line, when every document needs its whole assessment_
    BatchResult result_;
};

BatchWorker::BatchWorker(const Batch& batch) : state_(std::make_unique<State>(batch)) {}
BatchWorker::BatchWorker(BatchWorker&&) noexcept = default;
BatchWorker::~BatchWorker() = default;

std::optional<Problems> BatchWorker::work(const std::vector<BatchLine>& lines, BatchText& results,
                                          BatchCounts& counts) {
    return state_->work(lines, results, counts);
}

}  // namespace sleepcheck
