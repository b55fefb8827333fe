// What a batch costs, as ratios and medians: the library and the whole program on a made-up cohort, against simdjson's
// DOM parse of the same documents in the same run. No time is taken before the results were compared with `assess`.
// A measurement, never a test: machines differ and have bad days. Usage: batch_bench PROGRAM [DOCUMENTS] [--million]

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "cohort_maker.hpp"
#include "more_signs.hpp"
#include "parse_everything.hpp"
#include "program_run.hpp"
#include "result_check.hpp"
#include "sleepcheck/batch.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/rule_cases.hpp"

namespace {

using namespace sleepcheck;

constexpr std::uint64_t seed = 20260306;
constexpr int runs = 9;
constexpr std::size_t room_behind = 64;  // what both readers may read behind a line

struct Wishes {
    std::string program;
    std::size_t documents = 100'000;
    bool million = false;
};

/// A file for results or documents that is there for as long as this is.
class TemporaryFile {
public:
    TemporaryFile() : path_(std::filesystem::temp_directory_path() / "sleepcheck-bench-XXXXXX") {
        const int descriptor = ::mkstemp(path_.data());
        if (descriptor < 0) throw std::runtime_error(path_ + " cannot be made");
        ::close(descriptor);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(path_.c_str()); }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string content() const {
        std::ifstream stream(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

private:
    std::string path_;
};

Loaded sound(Loaded loaded) {
    if (loaded.problems.empty()) return loaded;
    throw std::runtime_error("the rules are at fault: " + loaded.problems.front().what);
}

/// Writes a cohort, a document at a time, so that this process stays small. Returns the mean number of answers.
double write_cohort(const Loaded& rules, std::size_t documents, const TemporaryFile& file) {
    std::vector<Facts> typical;
    const RuleCases cases = read_cases(rules);
    for (std::size_t i = 0; i < cases.worked; ++i) typical.push_back(cases.cases[i].facts);
    CohortMaker maker(rules.knowledge, typical, seed);
    std::ofstream stream(file.path(), std::ios::binary);
    for (std::size_t i = 0; i < documents; ++i) stream << maker.next() << '\n';
    stream.close();
    if (!stream) throw std::runtime_error(file.path() + " cannot be written");
    return static_cast<double>(maker.answers()) / static_cast<double>(documents);
}

std::vector<std::string_view> cut_into_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Works through the lines as the program does with one job: some megabytes at a time, with results in a buffer.
class LibraryRun {
public:
    LibraryRun(const Knowledge& knowledge, const std::vector<std::string_view>& lines,
               std::vector<std::string> fields = {})
        : knowledge_(knowledge), batch_(knowledge, choice(std::move(fields))), worker_(batch_) {
        constexpr std::size_t lines_of_a_chunk = 4096;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i % lines_of_a_chunk == 0) chunks_.emplace_back();
            chunks_.back().push_back({lines[i], i + 1, false, lines[i].size()});
        }
    }

    void work() {
        each_chunk([](std::string_view) {});
    }
    std::string results() {
        std::string all;
        each_chunk([&](std::string_view results) { all += results; });
        return all;
    }

private:
    static BatchChoice choice(std::vector<std::string> fields) {
        BatchChoice choice;
        choice.fields = std::move(fields);
        return choice;
    }

    template <typename Use>
    void each_chunk(const Use& use) {
        BatchCounts counts(knowledge_);
        for (const auto& chunk : chunks_) {
            results_.clear();
            worker_.work(chunk, results_, counts);
            use(results_.text());
        }
    }

    const Knowledge& knowledge_;
    Batch batch_;
    BatchWorker worker_;
    std::vector<std::vector<BatchLine>> chunks_;
    BatchText results_;
};

/// Ends everything when a result is wrong: a fast wrong answer is worth nothing.
void check(const Knowledge& knowledge, const std::vector<std::string_view>& documents, const std::string& results,
           std::size_t sample) {
    const std::vector<std::string_view> lines = cut_into_lines(results);
    if (lines.size() != documents.size()) throw std::runtime_error("there are not as many results as documents");
    const std::size_t step = std::max<std::size_t>(1, documents.size() / sample);
    for (std::size_t i = 0; i < documents.size(); i += step) {
        const auto wrong = disagreement(knowledge, std::string(documents[i]), std::string(lines[i]));
        if (!wrong.empty()) throw std::runtime_error(fmt::format("document {}\n{}", i + 1, wrong));
    }
    fmt::print("  {} results are those of `assess`\n", (documents.size() + step - 1) / step);
}

/// Seconds of one thread, in which other programs do not count.
double processor_time() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double median_ratio(const std::vector<double>& over, const std::vector<double>& under) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < over.size(); ++i) ratios.push_back(over[i] / under[i]);
    return median(std::move(ratios));
}

/// One of the things that are measured in turn.
struct Way {
    std::string name;
    std::function<void()> work;
    std::string aim;
    std::vector<double> seconds;  ///< of each run
};

void measure(std::vector<Way>& ways) {
    for (int run = 0; run < runs; ++run) {
        for (Way& way : ways) {
            const double start = processor_time();
            way.work();
            way.seconds.push_back(processor_time() - start);
        }
    }
}

void print_library(const std::vector<Way>& ways, std::size_t documents) {
    fmt::print("in the library, one thread, processor time            us each   speed, the parse = 1\n");
    for (const Way& way : ways) {
        fmt::print("  {:48} {:10.2f} {:10.2f}    {}\n", way.name,
                   median(way.seconds) * 1e6 / static_cast<double>(documents),
                   median_ratio(ways.front().seconds, way.seconds), way.aim);
    }
}

struct Turns {
    std::vector<double> wall;
    std::vector<double> processor;
};

void measure_program(const std::string& program, const std::string& file, const std::vector<std::string_view>& lines) {
    std::array<Turns, 2> jobs;
    std::vector<double> parse;
    for (int run = 0; run < runs; ++run) {
        const double start = processor_time();
        parse_with_simdjson(lines);
        parse.push_back(processor_time() - start);
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            const ProgramRun spent = run_program({program, "batch", "-j", std::to_string(i + 1), "--quiet", file});
            jobs[i].wall.push_back(spent.seconds);
            jobs[i].processor.push_back(spent.processor_seconds);
        }
    }
    const double each = 1e6 / static_cast<double>(lines.size());
    fmt::print("the whole program, to /dev/null               us each: wall, processors   speed, the parse = 1\n");
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        fmt::print("  sleepcheck batch -j {}                              {:10.2f} {:10.2f} {:10.2f}\n", i + 1,
                   median(jobs[i].wall) * each, median(jobs[i].processor) * each,
                   median_ratio(parse, jobs[i].processor));
    }
    fmt::print("  two jobs are {:.2f} times as fast as one               (on two idle processors at least 1.7)\n",
               median_ratio(jobs[0].wall, jobs[1].wall));
}

void measure_memory(const Wishes& wishes, const Loaded& rules, const std::string& file) {
    const auto print = [&](std::size_t documents, const std::string& path) {
        const ProgramRun run = run_program({wishes.program, "batch", "-j", "1", "--quiet", path});
        rusage own{};
        ::getrusage(RUSAGE_SELF, &own);
        fmt::print("  {:8} documents {:>10} {:.1f} MB    (below 32, the same for ten times as many)\n", documents,
                   run.peak_kilobytes > own.ru_maxrss ? "" : "at most", static_cast<double>(run.peak_kilobytes) / 1024);
    };
    fmt::print("peak memory of `sleepcheck batch -j 1`\n");
    print(wishes.documents, file);
    if (!wishes.million) return;
    constexpr std::size_t million = 1'000'000;
    const TemporaryFile many;
    write_cohort(rules, million, many);
    print(million, many.path());
}

void check_program(const std::string& program, const std::string& file, const std::string& results) {
    for (const char* const jobs : {"1", "2"}) {
        const TemporaryFile output;
        run_program({program, "batch", "-j", jobs, "--quiet", "-o", output.path(), file});
        if (output.content() != results) throw std::runtime_error("the program and the library differ");
    }
    fmt::print("  the program writes the same bytes as the library, with one job and with two\n");
}

std::vector<std::string> fields_without(std::string_view name) {
    std::vector<std::string> fields = usual_fields();
    fields.erase(std::remove(fields.begin(), fields.end(), name), fields.end());
    return fields;
}

std::size_t signs_of(const Knowledge& knowledge) {
    std::size_t signs = 0;
    for (const auto* const patterns : {&knowledge.patterns, &knowledge.causes}) {
        for (const Pattern& pattern : *patterns) signs += pattern.signs.size();
    }
    return signs;
}

std::string described(const Knowledge& knowledge) {
    return fmt::format("{} signs, {} steps, {} parts", signs_of(knowledge), knowledge.rules.steps.size(),
                       knowledge.rules.parts.size());
}

void measure_everything(const Wishes& wishes) {
    const Loaded rules = sound(load_knowledge({built_in_layer()}));
    const TemporaryFile file;
    const double answers = write_cohort(rules, wishes.documents, file);
    fmt::print("{} made-up documents of {} bytes with {:.1f} answers, seed {}; rules of {}\n", wishes.documents,
               std::filesystem::file_size(file.path()) / wishes.documents, answers, seed, described(rules.knowledge));
    // First of all: a program's peak counts what this process has, too.
    measure_memory(wishes, rules, file.path());

    constexpr std::size_t times = 10;
    const Loaded more = sound(load_knowledge({with_more_signs(built_in_layer(), rules.knowledge, times)}));
    std::string text = file.content();
    const std::size_t size = text.size();
    text.append(room_behind, ' ');
    const std::vector<std::string_view> lines = cut_into_lines(std::string_view(text).substr(0, size));
    LibraryRun usual(rules.knowledge, lines);
    LibraryRun without_certainty(rules.knowledge, lines, fields_without("certainty"));
    LibraryRun many_signs(more.knowledge, lines);

    fmt::print("checked\n");
    if (parse_with_simdjson(lines) != parse_with_nlohmann(lines)) throw std::runtime_error("the parsers differ");
    const std::string results = usual.results();
    check(rules.knowledge, lines, results, 3000);
    check(rules.knowledge, lines, without_certainty.results(), 3000);
    check(more.knowledge, lines, many_signs.results(), 100);
    check_program(wishes.program, file.path(), results);

    std::array<double, 1> load{};
    if (::getloadavg(load.data(), 1) != 1) load = {};
    fmt::print("medians of {} runs in turn; {} processors with a load of {:.1f}\n", runs,
               std::thread::hardware_concurrency(), load[0]);
    std::vector<Way> ways{
        {"simdjson: DOM parse, every value looked at", [&] { parse_with_simdjson(lines); }, "", {}},
        {"batch, the default line", [&] { usual.work(); }, "(at least 0.5, aim 0.8)", {}},
        {"batch, without certainty", [&] { without_certainty.work(); }, "(at least 0.7, aim 1.0)", {}},
        {"batch, the default line, ten times the signs", [&] { many_signs.work(); }, "", {}},
        {"nlohmann/json: parse, every value looked at", [&] { parse_with_nlohmann(lines); }, "", {}},
    };
    measure(ways);
    print_library(ways, wishes.documents);
    fmt::print("  ten times the signs ({}): {:.2f} times as long    (at most 2)\n", described(more.knowledge),
               median_ratio(ways[3].seconds, ways[1].seconds));
    measure_program(wishes.program, file.path(), lines);
}

std::size_t number_of_documents(std::string_view word) {
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool whole = failure == std::errc() && end == word.data() + word.size();
    if (!whole || number == 0) throw std::runtime_error(fmt::format("\"{}\" is no number of documents", word));
    return number;
}

Wishes wishes_of(const std::vector<std::string>& words) {
    if (words.empty()) throw std::runtime_error("usage: batch_bench PROGRAM [DOCUMENTS] [--million]");
    Wishes wishes;
    wishes.program = words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i] == "--million") {
            wishes.million = true;
        } else {
            wishes.documents = number_of_documents(words[i]);
        }
    }
    return wishes;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        measure_everything(wishes_of(std::vector<std::string>(arguments + 1, arguments + count)));
        return 0;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
}
