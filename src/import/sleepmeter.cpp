#include "import/sleepmeter.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "import/table_time.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds longest_night = std::chrono::days{1};

enum Column : std::uint8_t { wake, sleep, bedtime, holes, type, dreams, aid, hindrances, tags, quality, column_count };

/// "2020-11-23 07:00+0000" in quotes, by its form alone: what it says is checked where a place can be told.
bool begins_with_time(std::string_view line) {
    constexpr std::string_view form = "\"0000-00-00 00:00+0000\"";
    if (line.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = line[i] >= '0' && line[i] <= '9';
        const bool fits = form[i] == '0'   ? digit
                          : form[i] == '+' ? line[i] == '+' || line[i] == '-'
                                           : line[i] == form[i];
        if (!fits) return false;
    }
    return true;
}

bool begins_record(std::string_view line) {
    constexpr std::size_t with_comma = 24;
    return begins_with_time(line) && begins_with_time(line.substr(std::min(line.size(), with_comma))) &&
           begins_with_time(line.substr(std::min(line.size(), 2 * with_comma)));
}

/// A record of the diary: its fields but the notes, and these as they stand between the outer quotes.
struct Entry {
    std::array<CsvField, column_count> fields;
    std::string notes;
};

Entry entry_at(std::string_view line, int number) {
    Entry entry;
    std::size_t at = 0;
    for (CsvField& field : entry.fields) {
        field.line = number;
        field.column = static_cast<int>(characters(line.substr(0, at))) + 1;
        const auto end = std::min(line.find(',', at), line.size());
        field.text = line.substr(at, end - at);
        std::erase(field.text, '"');
        at = std::min(end + 1, line.size());
    }
    entry.notes = line.substr(at);
    return entry;
}

std::string without_outer_quotes(std::string_view notes) {
    notes = trimmed(notes);
    if (!notes.empty() && notes.front() == '"') notes.remove_prefix(1);
    if (!notes.empty() && notes.back() == '"') notes.remove_suffix(1);
    return std::string(trimmed(notes));
}

class Reader {
public:
    explicit Reader(CsvExport& csv) : csv_(csv) {
        csv_.set_name("Sleepmeter");
        csv_.set_modality(Modality::self_reported);
    }

    void read() {
        std::string_view rest = csv_.text();
        bool in_diary = false;
        std::optional<Entry> open;
        for (int number = 1; !rest.empty(); ++number) {
            const auto end = std::min(rest.find('\n'), rest.size());
            std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            const bool heading = line == sleepmeter_header || line.substr(0, 7) == "custom_";
            if (open && (heading || begins_record(line))) take(*std::exchange(open, std::nullopt));
            if (heading) {
                in_diary = line == sleepmeter_header;
            } else if (in_diary && begins_record(line)) {
                open = entry_at(line, number);
            } else if (open) {
                open->notes.append("\n").append(line);
            } else if (in_diary && !trimmed(line).empty()) {
                csv_.complain({{}, number, 1}, "expected a sleep that begins with its three times in quotes",
                              "\"2026-03-06 07:00+0100\",\"2026-03-05 23:00+0100\",...; export it again");
            }
        }
        if (open) take(*open);
    }

private:
    void take(const Entry& entry) {
        const auto woke = moment(entry.fields[wake]);
        const auto slept = moment(entry.fields[sleep]);
        const auto to_bed = moment(entry.fields[bedtime]);
        if (!woke || !slept || !to_bed) return;
        const seconds period = elapsed(*slept, *woke);
        if (elapsed(*to_bed, *slept).count() < 0 || period.count() < 0) {
            return csv_.leave_out(entry.fields[wake], "not in the order to bed, asleep, awake");
        }
        const seconds length = elapsed(*to_bed, *woke);
        if (length.count() == 0) return csv_.leave_out(entry.fields[wake], "without any length");
        if (length > longest_night) return csv_.leave_out(entry.fields[wake], "longer than 24 hours");
        Night night;
        night.date = std::chrono::floor<std::chrono::days>(woke->shown);
        night.into_bed = {*to_bed, true};
        night.tried_to_sleep = night.into_bed;
        night.sleep_onset = NightTime{*slept, true};
        night.final_awakening = {*woke, true};
        add_holes(entry.fields[holes], *slept, period, night);
        if (entry.fields[type].text == "NAP") night.is_main_sleep = false;
        if (const auto number = number_in(entry.fields[quality].text)) night.vendor.push_back({"quality", *number});
        const std::string notes = without_outer_quotes(entry.notes);
        if (!notes.empty()) night.notes = notes;
        csv_.add(std::move(night));
    }

    std::optional<Moment> moment(const CsvField& field) {
        const auto read = table_moment(field.text, DateOrder::day_first);
        if (read) return read->moment;
        csv_.complain(field, fmt::format("expected a date and time, got \"{}\"", brief(field.text)),
                      fmt::format("years {} to {}, hours 0 to 23, minutes 00 to 59, such as \"2026-03-06 22:30+0100\"",
                                  first_year, last_year));
        return std::nullopt;
    }

    /// "191-221|310-340": awake from and to so many minutes after falling asleep. None written: none there.
    void add_holes(const CsvField& field, const Moment& slept, seconds period, Night& night) {
        std::vector<Awakening> awakenings;
        Minutes total{0};
        int reached = 0;
        for (std::string_view rest = field.text; !rest.empty();) {
            const auto bar = std::min(rest.find('|'), rest.size());
            const std::string_view hole = rest.substr(0, bar);
            rest.remove_prefix(std::min(bar + 1, rest.size()));
            const auto dash = std::min(hole.find('-'), hole.size());
            const auto from = number_in(hole.substr(0, dash));
            const auto to = number_in(hole.substr(std::min(dash + 1, hole.size())));
            if (!from || !to || *from < reached || *to <= *from || Minutes{*to} > period) {
                csv_.warn(field, "the times awake in this night are not in order, or lie outside of it",
                          "how long it was awake is taken as unknown");
                return;
            }
            reached = static_cast<int>(*to);
            const auto after = minutes{static_cast<int>(*from)};
            const Minutes lasted{*to - *from};
            awakenings.push_back({NightTime{{slept.shown + after, slept.ahead}, true}, lasted, std::nullopt});
            total += lasted;
        }
        night.number_of_awakenings = static_cast<int>(awakenings.size());
        night.wake_after_sleep_onset = total;
        night.awakenings = std::move(awakenings);
    }

    CsvExport& csv_;
};

}  // namespace

void read_sleepmeter(CsvExport& csv) {
    Reader(csv).read();
}

}  // namespace sleepcheck
