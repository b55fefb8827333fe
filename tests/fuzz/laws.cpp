#include "fuzz/laws.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fuzz/target.hpp"
#include "json.hpp"
#include "sleepcheck/log_csv.hpp"
#include "sleepcheck/sleep_summary.hpp"
#include "sleepcheck/text.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

constexpr std::string_view secret = "xyzzy";

bool comes_before(const Problem& left, const Problem& right) {
    return std::pair(left.place.line, left.place.column) < std::pair(right.place.line, right.place.column);
}

/// Lines may end with LF, CR or both.
std::ptrdiff_t most_lines(std::string_view text) {
    return std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r') + 1;
}

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

/// Where the text, list or object behind the key may begin with a text; the end of the input when it does not.
std::size_t start_of_text(std::string_view json, std::size_t behind_key) {
    std::size_t at = behind_key;
    const auto skip_blanks = [&] {
        while (at < json.size() && is_blank(json[at])) ++at;
    };
    skip_blanks();
    if (at >= json.size() || json[at] != ':') return json.size();
    ++at;
    skip_blanks();
    while (at < json.size() && (json[at] == '[' || json[at] == '{')) {
        ++at;
        skip_blanks();
    }
    return at < json.size() && json[at] == '"' ? at + 1 : json.size();
}

Diary as_read_back(const Diary& diary) {
    const ReadDiary again = read_diary(to_json(diary), "written");
    if (!again.problems.empty()) {
        const Problem& problem = again.problems.front();
        throw Broken("what was read and written is refused: " + problem.place.pointer + ": " + problem.what);
    }
    return again.diary;
}

void must_be_numbers(const NightMetrics& metrics) {
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const auto& value = metrics.measures[i].value;
        if (value) must(std::isfinite(*value), std::string(words_for(static_cast<Quantity>(i)).id) + " is no number");
    }
    for (const Quantity quantity : {Quantity::time_in_bed, Quantity::sleep_period, Quantity::total_sleep_time}) {
        const auto& value = metrics.of(quantity).value;
        constexpr double minutes_of_a_day = 1440;
        must(!value || (*value >= 0 && *value <= minutes_of_a_day),
             std::string(words_for(quantity).id) + " is not within a day");
    }
}

}  // namespace

void must_be_well_said(const Problems& problems, const std::string& file, std::string_view text) {
    must(problems.size() <= json::most_problems, "more problems than help anybody");
    must(std::is_sorted(problems.begin(), problems.end(), comes_before), "problems are not sorted by place");
    for (const Problem& problem : problems) {
        must(problem.place.file == file, "a problem of another file: " + problem.place.file);
        must(problem.place.line >= 0 && problem.place.line <= most_lines(text), "a line that the text does not have");
        must(problem.place.column >= 0 && std::cmp_less_equal(problem.place.column, text.size() + 1),
             "a column that the text does not have");
        must((problem.place.line == 0) == (problem.place.column == 0), "a line without a column, or the reverse");
        must(!problem.what.empty() && problem.what.back() != '.', "not as a problem is said: " + problem.what);
        must(problem.width >= 1, "nothing to underline");
        for (const std::string& words : {problem.what, problem.cure, problem.excerpt}) {
            must(printable(words) == words, "words that a terminal may obey: " + printable(words));
        }
    }
}

std::string with_secret(std::string_view json, const std::vector<std::string>& private_keys) {
    std::string result(json);
    for (const std::string& id : private_keys) {
        const std::string key = '"' + id + '"';
        for (auto at = result.find(key); at != std::string::npos; at = result.find(key, at + key.size())) {
            const std::size_t start = start_of_text(result, at + key.size());
            const std::size_t end = std::min(result.find_first_of("\"\\", start), result.size());
            if (start < result.size()) result.replace(start, end - start, secret);
        }
    }
    return result;
}

bool holds_secret(std::string_view text) {
    return text.find(secret) != std::string_view::npos;
}

void must_keep_the_secret(const Problems& problems) {
    for (const Problem& problem : problems) {
        for (const std::string& words : {problem.what, problem.cure, problem.excerpt, problem.place.pointer}) {
            must(!holds_secret(words), "a private value is told: " + words);
        }
    }
}

bool makes_a_sound_log(const ReadExport& read, const std::string& file, std::string_view text) {
    must_be_well_said(read.problems, file, text);
    must_be_well_said(read.warnings, file, text);
    if (!read.problems.empty()) return false;
    const ImportedLog log = united({read});
    must(log.nights + log.naps == log.diary.nights.size(), "sleeps were lost or counted twice");
    must_be_a_sound_log(log.diary);
    must(united({read, read}).diary == log.diary, "the same file a second time changes the log");
    ReadExport turned = read;
    std::reverse(turned.sleeps.begin(), turned.sleeps.end());
    must(united({turned}).diary == log.diary, "the order of records changes the log");
    return true;
}

void must_be_a_sound_log(const Diary& diary) {
    if (diary.nights.empty()) return;
    must(as_read_back(diary) == diary, "a log is not the same when it is written and read back");
    for (const NightMetrics& metrics : night_metrics(diary)) must_be_numbers(metrics);
    Diary turned = diary;
    std::reverse(turned.nights.begin(), turned.nights.end());
    const SleepSummary summary = sleep_summary(diary);
    const SleepSummary summary_turned = sleep_summary(turned);
    must(summary.nights.size() == summary_turned.nights.size(), "the order of nights matters");
    must(summary.regularity.value == summary_turned.regularity.value, "the order of nights matters to regularity");
    must(to_csv(diary, PrivateColumns::shown).size() > to_csv(diary).size(), "private columns do not add anything");
}

}  // namespace fuzz
