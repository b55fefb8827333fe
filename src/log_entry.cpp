#include "sleepcheck/log_entry.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "json.hpp"

namespace sleepcheck {

namespace {

using json::Value;

/// As many as a log may have.
constexpr std::size_t most_values = 1'000'000;

/// The object of the night over several lines, as a log of ours holds it.
std::string several_lines(const Night& night) {
    Diary diary;
    diary.nights.push_back(night);
    const std::string log = to_json(diary);
    const json::Document document = json::parse({"", log}, most_values);
    const json::Mark& mark = document.root.find("nights")->items.front().mark;
    return log.substr(mark.offset, mark.length);
}

/// The same with other white space behind each line end. Within a JSON string there is none.
template <typename Replace>
std::string with_line_ends(const std::string& text, const Replace& replace) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\n') {
            result += text[at];
            continue;
        }
        const std::size_t next = text.find_first_not_of(' ', at + 1);
        result += replace(text[at - 1], next - at - 1);
        at = next - 1;
    }
    return result;
}

std::string one_line(const Night& night) {
    return with_line_ends(several_lines(night),
                          [](char before, std::size_t) { return std::string(before == ',' ? " " : ""); });
}

std::string indented(const Night& night, std::string_view margin) {
    constexpr std::size_t own_margin = 4;
    return with_line_ends(several_lines(night), [&](char, std::size_t spaces) {
        return fmt::format("\n{}{}", margin, std::string(spaces - std::min(spaces, own_margin), ' '));
    });
}

bool is_main_of(const Value& value, Date date) {
    const Value* written = value.find("date");
    const Value* main = value.find("is_main_sleep");
    const bool other = main != nullptr && main->is(Value::Type::boolean) && !main->boolean;
    return written != nullptr && written->text == to_string(date) && !other;
}

/// The white space that a line begins with, when nothing else stands before this place on it.
std::optional<std::string_view> margin_before(std::string_view text, std::size_t place) {
    const std::size_t start = text.rfind('\n', place) + 1;  // npos + 1 is the beginning
    const std::string_view before = text.substr(start, place - start);
    if (before.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
    return before;
}

std::string replaced(std::string_view text, const json::Mark& mark, std::string_view by) {
    return fmt::format("{}{}{}", text.substr(0, mark.offset), by, text.substr(mark.offset + mark.length));
}

/// In the manner of the night beside which it comes to stand.
std::string in_document(std::string_view text, const Value& nights, const Night& night) {
    const auto& items = nights.items;
    const auto same =
        std::find_if(items.begin(), items.end(), [&](const Value& item) { return is_main_of(item, night.date); });
    const json::Mark& beside = same == items.end() ? items.back().mark : same->mark;
    const auto margin = margin_before(text, beside.offset);
    const bool on_one_line = text.substr(beside.offset, beside.length).find('\n') == std::string_view::npos;
    const std::string entry = on_one_line ? one_line(night) : indented(night, margin.value_or(""));
    if (same != items.end()) return replaced(text, beside, entry);
    const std::string joint = margin ? fmt::format(",\n{}", *margin) : ", ";
    return replaced(text, {beside.offset + beside.length, 0}, joint + entry);
}

std::string in_lines(std::string_view text, const Night& night) {
    const std::string date = fmt::format("\"{}\"", to_string(night.date));
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        if (line.find(date) != std::string_view::npos) {
            const json::Document document = json::parse({"", std::string(line)}, most_values);
            const json::Mark mark{start + document.root.mark.offset, document.root.mark.length};
            if (is_main_of(document.root, night.date)) return replaced(text, mark, one_line(night));
        }
        start = end + 1;
    }
    const bool ended = text.empty() || text.back() == '\n';
    return fmt::format("{}{}{}\n", text, ended ? "" : "\n", one_line(night));
}

}  // namespace

std::string new_log(const Night& night, LogShape shape) {
    const std::string header =
        fmt::format("\"format\": \"{}\", \"source\": {{\"modality\": \"self-reported\"}}", log_format);
    if (shape == LogShape::night_a_line) return fmt::format("{{{}}}\n{}\n", header, one_line(night));
    return fmt::format("{{\n  {},\n  \"nights\": [\n    {}\n  ]\n}}\n", header, one_line(night));
}

std::string with_night(std::string_view log, const Night& night) {
    const json::Document document = json::parse({"", std::string(log)}, most_values);
    const Value* nights = document.whole ? document.root.find("nights") : nullptr;
    return nights == nullptr ? in_lines(log, night) : in_document(log, *nights, night);
}

const Night* night_of(const Diary& diary, Date date) {
    const auto found = std::find_if(diary.nights.begin(), diary.nights.end(),
                                    [&](const Night& night) { return is_main(night) && night.date == date; });
    return found == diary.nights.end() ? nullptr : &*found;
}

bool same_but_for(const Diary& left, const Diary& right, Date date) {
    const auto without = [&](Diary diary) {
        diary.nights.erase(std::remove_if(diary.nights.begin(), diary.nights.end(),
                                          [&](const Night& night) { return is_main(night) && night.date == date; }),
                           diary.nights.end());
        return diary;
    };
    return without(left) == without(right);
}

}  // namespace sleepcheck
