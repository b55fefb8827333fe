#include "cli/export_files.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "cli/files.hpp"
#include "import/zip.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

/// All formats but XML are read as a whole.
constexpr std::size_t largest_text = std::size_t{64} << 20U;
constexpr std::size_t enough_to_recognise = std::size_t{64} << 10U;

ByteReader pieces_of(std::string_view text) {
    const auto rest = std::make_shared<std::string_view>(text);
    return [rest](char* buffer, std::size_t size) {
        const std::size_t count = rest->copy(buffer, size);
        rest->remove_prefix(count);
        return count;
    };
}

/// The beginning, and a reader that gives it once more before the rest.
std::pair<std::string, ByteReader> peeked(ByteReader bytes) {
    std::string beginning(enough_to_recognise, '\0');
    std::size_t held = 0;
    while (held < beginning.size()) {
        const std::size_t count = bytes(beginning.data() + held, beginning.size() - held);
        if (count == 0) break;
        held += count;
    }
    beginning.resize(held);
    auto at = std::make_shared<std::size_t>(0);
    ByteReader again = [beginning, at, bytes = std::move(bytes)](char* buffer, std::size_t size) {
        if (*at == beginning.size()) return bytes(buffer, size);
        const std::size_t count = beginning.copy(buffer, size, *at);
        *at += count;
        return count;
    };
    return {beginning, std::move(again)};
}

std::string whole_text(const ByteReader& bytes, const std::string& name) {
    std::string text;
    std::array<char, 65536> piece{};
    while (const std::size_t count = bytes(piece.data(), piece.size())) {
        if (text.size() + count > largest_text) {
            throw Error(Status::ceiling,
                        Problems{{{name, 0, 0, {}}, "holds more than is read of such a file", {}, {}, 1}});
        }
        text.append(piece.data(), count);
    }
    return text;
}

ReadExport unknown_format(const std::string& name) {
    ReadExport read;
    read.problems.push_back(
        {{name, 0, 0, {}},
         "this is no export of a kind this program reads",
         "it reads Fitbit, Apple Health, Sleep as Android, Oura, Garmin and tables; --from names one",
         {},
         1});
    return read;
}

/// A log of ours beside exports joins in.
ReadExport read_native(std::string_view text, const std::string& name) {
    ReadDiary log = read_diary(text, name);
    ReadExport read;
    read.problems = std::move(log.problems);
    read.warnings = std::move(log.warnings);
    read.zone = log.diary.zone;
    read.name = log.diary.name;
    read.modality = log.diary.modality.value_or(Modality::self_reported);
    for (Night& night : log.diary.nights) read.sleeps.push_back({std::move(night), log.diary.name});
    return read;
}

ReadExport read_as(ExportFormat format, const ByteReader& bytes, const std::string& name, const ExportFiles& files) {
    if (format == ExportFormat::apple_health) return read_apple_health(bytes, name);
    const std::string text = whole_text(bytes, name);
    switch (format) {
        case ExportFormat::native_log: return read_native(text, name);
        case ExportFormat::fitbit: return read_fitbit(text, name, files.zone);
        case ExportFormat::oura: return read_oura(text, name);
        case ExportFormat::garmin: return read_garmin(text, name, files.zone);
        case ExportFormat::sleep_as_android: return read_sleep_as_android(text, name);
        case ExportFormat::csv: return read_csv(text, name, files.columns, files.zone);
        case ExportFormat::apple_health:
        case ExportFormat::zip: break;
    }
    return unknown_format(name);
}

/// Members that no reader knows are none of our business: a zip of a whole account holds thousands.
void read_members(const ZipFile& zip, const std::string& path, const ExportFiles& files,
                  std::vector<ReadExport>& exports) {
    const std::size_t before = exports.size();
    for (std::size_t i = 0; i < zip.members().size(); ++i) {
        const std::string name = fmt::format("{}:{}", path, zip.members()[i].name);
        auto [beginning, bytes] = peeked(zip.open(i));
        const auto format = recognised(beginning);
        const bool known =
            format && *format != ExportFormat::zip && (*format != ExportFormat::csv || files.from == format);
        if (known && (!files.from || files.from == format)) exports.push_back(read_as(*format, bytes, name, files));
    }
    if (exports.size() == before) {
        exports.emplace_back().problems.push_back(
            {{path, 0, 0, {}}, "nothing in this zip is an export of sleep that this program reads", {}, {}, 1});
    }
}

void read_input(PeekedInput input, const ExportFiles& files, std::vector<ReadExport>& exports) {
    const std::string name = input.name();
    const auto format = recognised(input.beginning());
    if (format == ExportFormat::zip) {
        return read_members(ZipFile(std::move(input).at_any_place(largest_text), name), name, files, exports);
    }
    const auto chosen = files.from ? files.from : format;
    exports.push_back(chosen ? read_as(*chosen, std::move(input).pieces(), name, files) : unknown_format(name));
}

/// What people remember and what devices count are not the same thing, so they stay apart.
void require_one_kind(const std::vector<ReadExport>& exports) {
    const auto kind = [&](Modality modality) {
        return std::find_if(exports.begin(), exports.end(),
                            [&](const ReadExport& read) { return read.modality == modality && !read.sleeps.empty(); });
    };
    const auto counted = kind(Modality::sensed);
    const auto remembered = kind(Modality::self_reported);
    if (counted == exports.end() || remembered == exports.end()) return;
    const auto named = [](const ReadExport& read) { return read.name.empty() ? std::string("one") : read.name; };
    Problem mixed;
    mixed.what = fmt::format("of these files, {} was counted by a device and {} written by a person; that is not mixed",
                             printable(named(*counted)), printable(named(*remembered)));
    mixed.cure = "import them one by one, into two logs";
    throw Error(Status::input, Problems{std::move(mixed)}, "nothing was imported");
}

ImportedLog one_log(std::vector<ReadExport> exports, const std::string& name) {
    Problems problems;
    for (const ReadExport& read : exports) problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    if (!problems.empty()) throw Error(Status::input, std::move(problems), "nothing was imported");
    require_one_kind(exports);
    ImportedLog log = united(std::move(exports));
    if (log.nights + log.naps > 0) return log;
    Problems nothing = std::move(log.warnings);
    nothing.push_back({{name, 0, 0, {}}, "there is no sleep in it", {}, {}, 1});
    throw Error(Status::input, std::move(nothing), "nothing was imported");
}

ReadDiary diary_of(ImportedLog log) {
    return {std::move(log.diary), {}, std::move(log.warnings)};
}

}  // namespace

std::string_view word_for(ExportFormat format) {
    constexpr std::array<std::string_view, 8> words{"native", "fitbit", "apple-health", "sleep-as-android",
                                                    "csv",    "oura",   "garmin",       "zip"};
    return words[static_cast<std::size_t>(format)];
}

ExportFormat export_format_named(const std::string& word) {
    std::vector<std::string> words;
    for (int i = 0; i < static_cast<int>(ExportFormat::zip); ++i) {
        words.emplace_back(word_for(static_cast<ExportFormat>(i)));
        if (words.back() == word) return static_cast<ExportFormat>(i);
    }
    const auto near = nearest(word, words);
    throw Error(Status::usage, fmt::format("--from cannot be \"{}\"", brief(word)),
                near ? fmt::format("did you mean \"{}\"?", *near) : "it is " + listed(words, " or "));
}

bool is_export(std::string_view text, const std::string& name) {
    const auto format = recognised(text);
    if (!format || *format == ExportFormat::native_log) return false;
    constexpr std::string_view table = ".csv";
    const bool named_table =
        name.size() > table.size() && name.compare(name.size() - table.size(), table.size(), table) == 0;
    return *format != ExportFormat::csv || named_table;
}

ImportedLog imported(const ExportFiles& files, const Console& console) {
    std::vector<ReadExport> exports;
    for (const std::string& path : files.paths) read_input(PeekedInput(path, console), files, exports);
    const std::string& first = files.paths.front();
    return one_log(std::move(exports), first == "-" ? "standard input" : first);
}

ReadDiary diary_of_export(const std::string& text, const std::string& name) {
    std::vector<ReadExport> exports;
    exports.push_back(read_as(*recognised(text), pieces_of(text), name, {}));
    return diary_of(one_log(std::move(exports), name));
}

bool is_large_export(const PeekedInput& input) {
    const auto format = recognised(input.beginning());
    return format == ExportFormat::zip || format == ExportFormat::apple_health;
}

ReadDiary diary_of_large_export(PeekedInput input) {
    const std::string name = input.name();
    std::vector<ReadExport> exports;
    read_input(std::move(input), {}, exports);
    return diary_of(one_log(std::move(exports), name));
}

std::string import_summary(const ImportedLog& log) {
    std::string text =
        fmt::format("{} and {}", counted(log.nights, "night", "nights"), counted(log.naps, "nap", "naps"));
    if (log.joined > 0) text += fmt::format("; {} joined to the sleep before", counted(log.joined, "piece", "pieces"));
    for (const LeftOut& left_out : log.left_out) {
        text += fmt::format("; {} left out: {}", counted(left_out.count, "record", "records"), left_out.why);
    }
    return text + "\n";
}

}  // namespace sleepcheck::cli
