// What the program costs, as ratios and medians: the start of the whole program against `true`, ten years of a sleep
// log against the same, and one judgement.
// A measurement, never a test: machines differ and have bad days. Usage: bench PROGRAM ANSWERS

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "sleepcheck/answers.hpp"
#include "sleepcheck/assessment.hpp"
#include "sleepcheck/built_in.hpp"
#include "sleepcheck/date.hpp"
#include "sleepcheck/outlook.hpp"

namespace {

using namespace sleepcheck;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Microseconds from the start of a process to its end; its output is thrown away.
double run(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    const auto start = Clock::now();
    pid_t child = 0;
    int status = 0;
    const int failure = posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environment.data());
    if (failure == 0) waitpid(child, &status, 0);
    const auto end = Clock::now();
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0 || status != 0) {
        fmt::print(stderr, "{} failed\n", words.front());
        std::exit(1);
    }
    return microseconds(end - start);
}

void measure_start(const std::string& program, const std::string& answers) {
    constexpr int runs = 50;
    std::vector<double> ours;
    std::vector<double> nothing;
    std::vector<double> ratios;
    for (int i = 0; i <= runs; ++i) {
        const double with = run({program, "assess", answers});
        const double without = run({"/bin/true"});
        if (i == 0) continue;  // the first run fetches the files from the disk
        ours.push_back(with);
        nothing.push_back(without);
        ratios.push_back(with / without);
    }
    fmt::print("start of `assess`, medians of {} runs in turn\n", runs);
    fmt::print("  sleepcheck {:8.0f} us\n  true       {:8.0f} us\n  ratio      {:8.2f}    (aim 2.5, at most 4)\n",
               median(ours), median(nothing), median(ratios));
}

/// Ten years of nights as a person writes them down, one a line.
std::string ten_years() {
    std::string text = R"({"format": "sleepcheck-log/1", "source": {"modality": "self-reported"}, "nights": [)";
    const Date first = *calendar_date("2016-01-01");
    constexpr int nights = 3652;
    for (int i = 0; i < nights; ++i) {
        const int varied = i * 37 % 60;  // minutes
        text += fmt::format(
            R"({}{{"date": "{}", "into_bed": "22:{:02}", "tried_to_sleep": "23:{:02}", )"
            R"("latency_to_sleep_onset_min": {}, "number_of_awakenings": {}, "wake_after_sleep_onset_min": {}, )"
            R"("final_awakening": "06:{:02}", "planned_wake": "07:00", "out_of_bed": "07:{:02}", "alarm": {}, )"
            R"("day_type": "{}", "quality": {}, "rested": {}, "naps": [], "caffeine_drinks": {}}})",
            i == 0 ? "\n" : ",\n", to_string(first + std::chrono::days{i}), varied, varied, varied / 2, i % 3,
            i % 3 * 11, varied, varied, i % 7 < 5, i % 7 < 5 ? "work" : "free", i % 5 + 1, i % 4 + 1, i % 3);
    }
    return text + "\n]}\n";
}

/// A file that is there for as long as this is.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text) {
        const int descriptor = ::mkstemp(path_.data());
        const bool written = descriptor >= 0 && ::write(descriptor, text.data(), text.size()) == std::ssize(text);
        if (descriptor >= 0) ::close(descriptor);
        if (written) return;
        fmt::print(stderr, "{} cannot be written\n", path_);
        std::exit(1);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(path_.c_str()); }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = "/tmp/sleepcheck-bench-XXXXXX";
};

void measure_log(const std::string& program, std::string_view layout, const std::string& text) {
    const TemporaryFile log(text);
    const std::vector<std::vector<std::string>> commands{
        {"log", "check"}, {"log", "summary"}, {"log", "summary", "--format", "json"}, {"assess"}};
    constexpr int runs = 15;
    fmt::print("ten years of nights, {} ({} KB), medians of {} runs in turn with `true`\n", layout, text.size() / 1000,
               runs);
    for (const auto& command : commands) {
        std::vector<std::string> words{program};
        words.insert(words.end(), command.begin(), command.end());
        words.push_back(log.path());
        std::vector<double> ours;
        std::vector<double> ratios;
        for (int i = 0; i < runs; ++i) {
            const double without = run({"/bin/true"});
            ours.push_back(run(words));
            ratios.push_back(ours.back() / without);
        }
        std::string name = command.front();
        for (std::size_t i = 1; i < command.size(); ++i) name += " " + command[i];
        fmt::print("  {:26} {:8.1f} ms  {:6.0f} times `true`\n", name, median(ours) / 1000, median(ratios));
    }
}

void measure_judgement(const Knowledge& knowledge, const Facts& facts, const std::string& name, const Facts& other) {
    constexpr int rounds = 31;
    constexpr int judgements = 2000;
    std::vector<double> times;
    Judgement judgement;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        // Two sets in turn, so that the branch predictor does not learn one by heart.
        for (int i = 0; i < judgements; ++i) judge(knowledge.rules, i % 2 == 0 ? facts : other, judgement);
        times.push_back(microseconds(Clock::now() - start) / judgements);
    }
    fmt::print("one judgement (`now`), {}: median of {} rounds\n  {:.2f} us    (aim below 2)\n", name, rounds,
               median(times));
}

void measure_outlook(const Knowledge& knowledge, const Facts& facts, Sums sums, std::string_view what) {
    constexpr int rounds = 31;
    constexpr int looks = 20;
    std::vector<double> times;
    Judgement judgement;
    judge(knowledge.rules, facts, judgement);
    Outlook outlook;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        for (int i = 0; i < looks; ++i) {
            judge(knowledge.rules, facts, judgement);
            look_ahead(knowledge.rules, judgement, sums, outlook);
        }
        times.push_back(microseconds(Clock::now() - start) / looks);
    }
    fmt::print("  {:10.2f} us  {}\n", median(times), what);
}

std::string content_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        fmt::print(stderr, "usage: bench PROGRAM ANSWERS\n");
        return 2;
    }
    measure_start(arguments[1], arguments[2]);
    std::string log = ten_years();
    measure_log(arguments[1], "one a line", log);
    std::replace(log.begin(), log.end(), '\n', ' ');
    measure_log(arguments[1], "all in one line", log);
    const Knowledge knowledge = built_in_knowledge();
    const ReadAnswers answers = read_answers(knowledge.catalogue, content_of(arguments[2]), arguments[2]);
    const Facts nothing(knowledge.catalogue.entries.size());
    Facts half = answers.facts;
    for (std::size_t i = 0; i < half.size(); i += 2) half.forget(FactId{static_cast<std::uint16_t>(i)});
    fmt::print("{} steps, {} parts\n", knowledge.rules.steps.size(), knowledge.rules.parts.size());
    measure_judgement(knowledge, answers.facts, "the example and half of it", half);
    measure_judgement(knowledge, nothing, "nothing answered and the example", answers.facts);
    Facts most = answers.facts;
    for (std::size_t i = 0; i < most.size(); i += 5) most.forget(FactId{static_cast<std::uint16_t>(i)});
    fmt::print("one judgement with what it could still become\n");
    measure_outlook(knowledge, most, Sums::bounded, "bounds, a fifth open (aim below 5)");
    measure_outlook(knowledge, half, Sums::bounded, "bounds, half open");
    measure_outlook(knowledge, most, Sums::exact, "exact ranges, a fifth open (aim below 100)");
    measure_outlook(knowledge, half, Sums::exact, "exact ranges, half open");
    measure_outlook(knowledge, nothing, Sums::exact, "exact ranges, nothing answered (aim below 20000)");
    return 0;
}
