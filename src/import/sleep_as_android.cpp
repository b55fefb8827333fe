// Sleep as Android. Each night has a header of its own, a row of values, and maybe a row of noise that begins with an
// empty field:
//
//     Id,Tz,From,To,Sched,Hours,Rating,Comment,...,"7:38","7:39","Event","Event"
//     "1606462701362","Europe/London","27. 11. 2020 7:38",...,"0.030","0.0",...,"1.0","10.0","DEEP_START-1606462701500"
//
// From and To have no seconds and no offset, so Id (milliseconds since 1970) and Hours are used. Headers and values do
// not always have the same number of fields: events are known by their form.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "import/csv.hpp"
#include "import/stretches.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds longest_night = std::chrono::days{1};
constexpr std::size_t most_zones = 100;

struct Event {
    std::string label;
    milliseconds at{};
};

/// Milliseconds since 1970, in the years of our calendar; 1970 itself is taken for a slip.
std::optional<milliseconds> instant_in(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    constexpr std::int64_t least = 31'536'000'000;
    constexpr std::int64_t most = 7'258'118'400'000;
    if (error != std::errc() || end != text.data() + text.size() || count < least || count > most) return std::nullopt;
    return milliseconds{count};
}

/// LABEL-milliseconds or LABEL-milliseconds-value.
std::optional<Event> event_in(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const std::string_view label = text.substr(0, dash);
    const auto belongs = [](char letter) { return (letter >= 'A' && letter <= 'Z') || letter == '_'; };
    if (!std::all_of(label.begin(), label.end(), belongs)) return std::nullopt;
    const std::string_view rest = text.substr(dash + 1);
    const auto at = instant_in(rest.substr(0, rest.find('-')));
    return at ? std::optional(Event{std::string(label), *at}) : std::nullopt;
}

class Reader {
public:
    Reader(std::string_view text, const std::string& file) : csv_(text, file, "Sleep as Android") {}

    ReadExport read() && {
        CsvReader rows(csv_.text(), ',');
        while (const auto row = rows.next()) {
            if (csv_.enough_problems()) break;
            read_row(*row);
        }
        csv_.check(rows);
        if (zones_.size() == 1 && zones_.begin()->second) csv_.set_zone(zones_.begin()->second);
        return std::move(csv_).finish();
    }

private:
    void read_row(const CsvRow& row) {
        if (row.front().text == "Id") {
            columns_.clear();
            for (std::size_t i = 0; i < row.size(); ++i) columns_.emplace(row[i].text, i);
        } else if (columns_.empty()) {
            csv_.complain(row.front(), "expected the header of Sleep as Android, \"Id,Tz,From,To,...\"",
                          "take sleep-export.csv out of the zip of the app's backup, or import the zip");
            columns_.emplace("Id", 0);
        } else if (!row.front().text.empty()) {
            read_night(row);
        }
    }

    /// Null when the row has no such field.
    [[nodiscard]] const CsvField* field(const CsvRow& row, const std::string& name) const {
        const auto column = columns_.find(name);
        return column == columns_.end() || column->second >= row.size() ? nullptr : &row[column->second];
    }

    void read_night(const CsvRow& row) {
        const auto start = instant_in(row.front().text);
        if (!start) {
            csv_.complain(row.front(),
                          fmt::format("expected an Id in milliseconds, got \"{}\"", brief(row.front().text)),
                          "the export is damaged; export it again");
            return;
        }
        const auto length = length_of(row);
        if (!length) return;
        if (length->count() <= 0) return csv_.leave_out(row.front(), "without any length");
        if (*length > longest_night) return csv_.leave_out(row.front(), "longer than 24 hours");
        const auto zone = zone_of(row);
        const auto moment_at = [&](seconds after) -> NightTime {
            const std::chrono::sys_seconds instant{std::chrono::floor<seconds>(*start) + after};
            if (zone) return {zone->shown_at(instant), true};
            return {{std::chrono::local_seconds{instant.time_since_epoch()}, seconds{0}}, true};
        };
        Night night;
        tell(night, scored(row, *start, *length), *length, moment_at);
        add_reports(row, night);
        csv_.add(std::move(night));
    }

    std::optional<seconds> length_of(const CsvRow& row) {
        const CsvField* hours = field(row, "Hours");
        const auto number = hours == nullptr ? std::nullopt : number_in(hours->text);
        constexpr double most = 1e6;
        if (number && std::abs(*number) < most) {
            return std::chrono::round<seconds>(std::chrono::duration<double, std::ratio<3600>>{*number});
        }
        const std::string got = hours == nullptr ? "nothing" : fmt::format("\"{}\"", brief(hours->text));
        csv_.complain(hours == nullptr ? row.front() : *hours,
                      fmt::format("expected the Hours of the sleep, got {}", got),
                      "the export is damaged; export it again");
        return std::nullopt;
    }

    std::optional<Zone> zone_of(const CsvRow& row) {
        const CsvField* name = field(row, "Tz");
        const std::string key = name == nullptr ? "" : name->text;
        const auto known = zones_.find(key);
        if (known != zones_.end()) return known->second;
        auto zone = find_zone(key);
        if (!zone) {
            csv_.warn(name == nullptr ? row.front() : *name,
                      fmt::format("the time zone \"{}\" is not known on this machine", brief(key)),
                      "times of its nights are told in UTC");
        }
        if (zones_.size() < most_zones) zones_.emplace(key, zone);
        return zone;
    }

    /// Once the app has scored anything, what it does not call awake is sleep to it.
    static Stretches scored(const CsvRow& row, milliseconds start, seconds length) {
        std::vector<Event> events;
        for (const CsvField& field : row) {
            if (auto event = event_in(field.text)) events.push_back(std::move(*event));
        }
        std::stable_sort(events.begin(), events.end(),
                         [](const Event& left, const Event& right) { return left.at < right.at; });
        const auto stretches = [&](const std::string& label, SleepState state, std::optional<Stage> stage) {
            return spells(events, label, start, length, {{}, {}, state, stage});
        };
        Stretches stages = stretches("LIGHT", SleepState::asleep, Stage::light);
        stages = overlaid(stages, stretches("DEEP", SleepState::asleep, Stage::deep));
        stages = overlaid(stages, stretches("REM", SleepState::asleep, Stage::rem));
        stages = overlaid(stages, stretches("AWAKE", SleepState::awake, std::nullopt));
        if (stages.empty()) return {};
        return overlaid({{seconds{0}, length, SleepState::asleep, std::nullopt}}, stages);
    }

    /// From each LABEL_START to the next LABEL_END. One that never ends lasts until the sleep does.
    static Stretches spells(const std::vector<Event>& events, const std::string& label, milliseconds start,
                            seconds length, Stretch stretch) {
        Stretches result;
        bool open = false;
        const auto close = [&](seconds at) {
            stretch.to = at;
            if (open && stretch.from < stretch.to) result.push_back(stretch);
            open = false;
        };
        for (const Event& event : events) {
            const seconds at = std::chrono::round<seconds>(event.at - start);
            if (event.label == label + "_START" && !open) {
                open = true;
                stretch.from = at;
            } else if (event.label == label + "_END") {
                close(at);
            }
        }
        close(length);
        return result;
    }

    /// Stars from 1 to 5 are the person's own; 0 are none. -1 stands for what the app did not measure.
    void add_reports(const CsvRow& row, Night& night) const {
        static constexpr std::array<std::string_view, 7> figures{"Hours",  "Rating",    "Snore",    "Noise",
                                                                 "Cycles", "DeepSleep", "LenAdjust"};
        for (const std::string_view name : figures) {
            const CsvField* figure = field(row, std::string(name));
            const auto number = figure == nullptr ? std::nullopt : number_in(figure->text);
            if (number) night.vendor.push_back({std::string(name), *number});
        }
        const CsvField* rating = field(row, "Rating");
        const auto stars = rating == nullptr ? std::nullopt : number_in(rating->text);
        if (stars && *stars > 0 && *stars <= 5) night.quality = std::max(1, static_cast<int>(std::floor(*stars + 0.5)));
        const CsvField* comment = field(row, "Comment");
        if (comment != nullptr && !trimmed(comment->text).empty()) night.notes = std::string(trimmed(comment->text));
        const auto by_alarm = [](const CsvField& field) { return field.text.compare(0, 14, "ALARM_DISMISS-") == 0; };
        if (std::any_of(row.begin(), row.end(), by_alarm)) night.alarm = true;
    }

    CsvExport csv_;
    std::map<std::string, std::size_t> columns_;
    std::map<std::string, std::optional<Zone>> zones_;
};

}  // namespace

ReadExport read_sleep_as_android(std::string_view text, const std::string& file) {
    return Reader(text, file).read();
}

}  // namespace sleepcheck
