#include <fmt/format.h>

#include "diary/log_check.hpp"
#include "diary/log_text.hpp"
#include "diary/night_reader.hpp"
#include "json/plain_json.hpp"
#include "sleepcheck/diary.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using json::Member;
using json::Value;

namespace {

/// Ten years of tracker nights with their segments have some 700,000 values.
constexpr std::size_t most_values = 1'000'000;
/// A night for each day of a long life.
constexpr std::size_t most_nights = 40'000;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

const std::vector<std::string> header_keys{"format", "timezone", "source"};
const std::vector<std::string> log_keys{"format", "timezone", "source", "nights"};
const std::vector<std::string> source_keys{"modality", "name"};

/// One line of a log with a night a line.
struct Line {
    std::size_t offset = 0;
    std::string_view text;
};

std::string_view trimmed(std::string_view text) {
    const auto white = " \t\r\n";
    const auto start = text.find_first_not_of(white);
    return start == std::string_view::npos ? std::string_view{}
                                           : text.substr(start, text.find_last_not_of(white) - start + 1);
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = text.substr(start, end - start);
        if (!trimmed(line).empty()) lines.push_back({start, line});
        start = end + 1;
    }
    return lines;
}

/// Whether the first line is complete in itself, and no log with all its nights.
bool has_a_night_a_line(const std::vector<Line>& lines) {
    if (lines.empty()) return false;
    auto first = trimmed(lines.front().text);
    if (first.substr(0, byte_order_mark.size()) == byte_order_mark) first.remove_prefix(byte_order_mark.size());
    if (first.empty()) return false;
    if (first.front() != '{' || first.back() != '}') return false;
    if (lines.size() > 1) return trimmed(lines[1].text).front() == '{';
    return first.find("\"nights\"") == std::string_view::npos && first.find("\"date\"") != std::string_view::npos;
}

class DiaryReader {
public:
    DiaryReader(std::string_view text, const std::string& file) : text_(text), log_(text, file) {}

    ReadDiary read() && {
        const std::vector<Line> lines = lines_of(text_);
        if (has_a_night_a_line(lines)) {
            read_lines(lines);
            return finish();
        }
        if (read_night_by_night()) return finish();
        DiaryReader again(text_, log_.file());
        again.read_document();
        return again.finish();
    }

private:
    ReadDiary finish() {
        check_nights(log_, diary_.nights, marks_, all_read_);
        Problems problems = log_.take_problems();
        return {std::move(diary_), std::move(problems), log_.take_warnings()};
    }

    /// The JSON of a part of the text; not whole when it is broken, which was said.
    json::Document parse(std::string_view part, std::size_t offset) {
        json::Document document;
        document.whole = json::is_text(part) && json::read_plain(part, most_values, document.root);
        if (document.whole) return document;
        document = json::parse_strictly({log_.file(), std::string(part)}, most_values);
        if (!document.whole) log_.doubt({offset, part.size()});
        for (Problem& problem : document.problems) log_.adopt(std::move(problem), offset);
        return document;
    }

    /// As if each night stood in a line of its own: the tree of a whole log takes ten times the memory of the log.
    /// False when the log is not as plain as that; what was read until then is of no use.
    bool read_night_by_night() {
        constexpr std::size_t levels = 2;  // the log and the list of its nights
        Value root;
        if (!json::is_text(text_) || !json::read_plain(text_, most_values, root, levels)) return false;
        const Value* nights = root.find("nights");
        if (nights == nullptr || nights->items.empty() || has_passed_over(root)) return false;
        LogValues values(log_, {root, 0, {}});
        read_header(values, root, log_keys);
        expect(nights->items.size());
        for (std::size_t i = 0; i < nights->items.size(); ++i) {
            const auto& [offset, length] = nights->items[i].mark;
            Value night;
            const std::string_view written = text_.substr(offset, length);
            if (json::read_plain(written, most_values, night)) {
                add_night({night, offset, fmt::format("/nights/{}", i)}, night);
                continue;
            }
            // An escape in a note, say, needs the other reader, for this night alone.
            const json::Document document = json::parse_strictly({log_.file(), std::string(written)}, most_values);
            if (!document.problems.empty()) return false;
            add_night({document.root, offset, fmt::format("/nights/{}", i)}, document.root);
        }
        return true;
    }

    /// Whether anything but a night may hold what was not looked at.
    static bool has_passed_over(const Value& root) {
        const auto is_container = [](const Value& value) {
            return value.is(Value::Type::list) || value.is(Value::Type::object);
        };
        return std::any_of(root.members.begin(), root.members.end(), [&](const Member& member) {
            const Value& value = member.value;
            const auto holds_one = [&](const Member& inner) { return is_container(inner.value); };
            if (member.key == "nights") return false;
            return std::any_of(value.items.begin(), value.items.end(), is_container) ||
                   std::any_of(value.members.begin(), value.members.end(), holds_one);
        });
    }

    void read_document() {
        const json::Document document = parse(text_, 0);
        if (!document.whole) return;
        const LogPart part{document.root, 0, {}};
        LogValues values(log_, part);
        if (!document.root.is(Value::Type::object)) {
            values.unexpected(document.root, "a sleep log",
                              fmt::format(R"(write {{"format": "{}", "nights": [...]}})", log_format));
            return;
        }
        read_header(values, document.root, log_keys);
        const Value* nights = document.root.find("nights");
        if (nights == nullptr) {
            values.complain(json::Mark{document.root.mark.offset, 1}, document.root, "\"nights\" is missing",
                            "add \"nights\": [...]");
        } else if (!nights->is(Value::Type::list)) {
            values.unexpected(*nights, "a list of nights", "write \"nights\": [{...}, {...}]");
        } else {
            if (nights->items.empty()) values.complain(*nights, "this log has no nights", "add one");
            expect(nights->items.size());
            for (const Value& night : nights->items) add_night(part, night);
        }
    }

    void read_lines(const std::vector<Line>& lines) {
        bool first = true;
        expect(lines.size());
        for (const Line& line : lines) {
            if (log_.enough_problems()) return;
            const json::Document document = parse(line.text, line.offset);
            const LogPart part{document.root, line.offset, {}};
            if (!document.whole) all_read_ = false;
            if (document.whole && !(first && is_header(part))) add_night(part, document.root);
            first = false;
        }
        if (marks_.empty() && !log_.has_problems()) {
            log_.complain(json::Mark{0, 1}, {}, "this log has no nights", "add one a line");
        }
    }

    /// Reads the first line when it is a header and no night.
    bool is_header(const LogPart& part) {
        const Value& root = part.root;
        const bool header =
            root.find("format") != nullptr || root.find("timezone") != nullptr || root.find("source") != nullptr;
        if (!header || root.find(name_of(Field::date)) != nullptr) return false;
        LogValues values(log_, part);
        read_header(values, root, header_keys);
        return true;
    }

    void read_header(LogValues& values, const Value& root, const std::vector<std::string>& keys) {
        for (const Member& member : root.members) {
            if (member.key == "$schema" || std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
            values.unknown_key(member, keys);
        }
        const Value* format = root.find("format");
        if (format == nullptr) {
            values.complain(json::Mark{root.mark.offset, 1}, root, "\"format\" is missing",
                            fmt::format("add \"format\": \"{}\"", log_format));
        } else if (!format->is(Value::Type::text) || format->text != log_format) {
            values.complain(*format, "this is no sleep log of a kind this program reads",
                            fmt::format("\"format\" is \"{}\"", log_format));
        }
        if (const Value* zone = root.find("timezone")) read_zone(values, *zone);
        if (const Value* source = root.find("source")) read_source(values, *source);
    }

    void read_zone(LogValues& values, const Value& value) {
        const auto name = values.text(value);
        if (!name) return;
        diary_.zone = find_zone(*name);
        if (diary_.zone) return;
        values.complain(value, fmt::format("no time zone \"{}\" is known on this machine", brief(*name)),
                        R"(write a name such as "Europe/Paris"; zones are read from /usr/share/zoneinfo (tzdata))");
    }

    void read_source(LogValues& values, const Value& source) {
        if (source.is(Value::Type::null)) return;
        if (!source.is(Value::Type::object)) {
            values.unexpected(source, "an object", R"(write {"modality": "self-reported", "name": "paper diary"})");
            return;
        }
        for (const Member& member : source.members) {
            if (member.key == "modality") {
                diary_.modality = values.word<Modality>(member.value, modality_words);
            } else if (member.key == "name") {
                diary_.name = values.text(member.value).value_or("");
            } else {
                values.unknown_key(member, source_keys);
            }
        }
    }

    void add_night(const LogPart& part, const Value& value) {
        if (log_.enough_problems()) return;
        if (marks_.size() >= most_nights) {
            throw Error(Status::ceiling, fmt::format("{}: more than {} nights", printable(log_.file()), most_nights),
                        "split the log");
        }
        auto read = read_night(log_, diary_.zone, part, value);
        if (!read) {
            all_read_ = false;
            return;
        }
        check_night(log_, read->night, read->place);
        diary_.nights.push_back(std::move(read->night));
        marks_.push_back(marks_of(read->place));
    }

    void expect(std::size_t nights) {
        diary_.nights.reserve(std::min(nights, most_nights));
        marks_.reserve(std::min(nights, most_nights));
    }

    std::string_view text_;
    LogText log_;
    Diary diary_;
    std::vector<NightMarks> marks_;  // of the nights of the diary
    bool all_read_ = true;
};

}  // namespace

bool is_sleep_log(std::string_view text) {
    std::string_view rest = text;
    if (rest.substr(0, byte_order_mark.size()) == byte_order_mark) rest.remove_prefix(byte_order_mark.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (rest.empty() || (rest.front() != '{' && rest.front() != '[')) return false;  // it may tell of logs
    const auto has = [&](std::string_view words) { return text.find(words) != std::string_view::npos; };
    return has("\"sleepcheck-log/") || (has("\"into_bed\"") && has("\"final_awakening\""));
}

ReadDiary read_diary(std::string_view text, const std::string& file) {
    return DiaryReader(text, file).read();
}

}  // namespace sleepcheck
