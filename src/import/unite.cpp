// All records are laid on one line of time. What overlaps there is one sleep, recorded more than once:
//
//     watch   |==asleep==|  |=====asleep=====|
//     phone |--------- in bed -----------------|        fills in where the watch has nothing
//     watch                                       |==asleep==|     after a pause of 120 minutes at most: the same
//                                                                  sleep; after a longer one: the next
//
// Records are sorted by what they say, never by the order of the files.

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "import/local_time.hpp"
#include "import/records.hpp"
#include "sleepcheck/import.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

using std::chrono::seconds;

namespace {

bool in_our_years(const Moment& moment) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(moment.shown)};
    return date.year() >= std::chrono::year{first_year} && date.year() <= std::chrono::year{last_year};
}

class Uniting {
public:
    explicit Uniting(std::vector<ReadExport> exports) : exports_(std::move(exports)) {}

    ImportedLog log() && {
        name_log();
        choose_zone();
        collect();
        lay_on_one_line();
        drop_repeated();
        records_ = without_overlaps(std::move(records_), left_out_);
        join_pieces();
        add_nights();
        tell_naps();
        sort_warnings();
        log_.left_out = left_out_.all();
        return std::move(log_);
    }

private:
    void warn(std::string what, std::string cure) {
        log_.warnings.push_back({{}, std::move(what), std::move(cure), {}, 1});
    }

    void name_log() {
        std::set<std::string> names;
        bool sensed = exports_.empty();
        for (const ReadExport& read : exports_) {
            if (!read.name.empty()) names.insert(read.name);
            sensed = sensed || read.modality == Modality::sensed;
            for (const LeftOut& left_out : read.left_out) left_out_.add(left_out.why, left_out.count);
            log_.warnings.insert(log_.warnings.end(), read.warnings.begin(), read.warnings.end());
        }
        log_.diary.modality = sensed ? Modality::sensed : Modality::self_reported;
        log_.diary.name = listed({names.begin(), names.end()});
    }

    void choose_zone() {
        std::map<std::string, Zone> zones;
        for (const ReadExport& read : exports_) {
            if (read.zone) zones.emplace(read.zone->name(), *read.zone);
        }
        if (zones.size() == 1) log_.diary.zone = zones.begin()->second;
        if (zones.size() < 2) return;
        std::vector<std::string> names;
        for (const auto& [name, zone] : zones) names.push_back(name);
        warn(fmt::format("the files name more than one time zone: {}", listed(names)),
             "times are written with their dates and offsets instead");
    }

    void collect() {
        for (ReadExport& read : exports_) {
            const auto& zone = read.zone ? read.zone : log_.diary.zone;
            for (ExportedSleep& sleep : read.sleeps) {
                if (zone) tell_doubts(settle(sleep.night, *zone));
                const seconds length = length_of(sleep.night);
                if (length.count() <= 0) {
                    left_out_.add("without any length");
                } else if (length >= whole_day) {
                    left_out_.add("24 hours or longer");
                } else if (!in_our_years(sleep.night.into_bed.moment) || !in_our_years(end_of(sleep.night))) {
                    left_out_.add(fmt::format("not in the years {} to {}", first_year, last_year));
                } else {
                    const std::string& source = sleep.source.empty() ? read.name : sleep.source;
                    records_.push_back({std::move(sleep.night), source, {}, {}, 1, 1, {}});
                }
            }
        }
    }

    void tell_doubts(std::vector<ClockDoubt> doubts) {
        for (ClockDoubt& doubt : doubts) warn(std::move(doubt.what), std::move(doubt.cure));
    }

    void lay_on_one_line() {
        const auto has_offsets = [](const Record& record) {
            return record.night.into_bed.moment.ahead && end_of(record.night).ahead;
        };
        const auto count = std::count_if(records_.begin(), records_.end(), has_offsets);
        const bool instants = count == std::ssize(records_);
        if (count > 0 && !instants) {
            warn("some times have an offset from UTC, others neither an offset nor a time zone",
                 fmt::format("all are compared as the clocks showed them; {}", name_the_zone));
        }
        const auto place = [&](const Moment& moment) {
            return moment.shown.time_since_epoch() - (instants ? *moment.ahead : seconds{0});
        };
        for (Record& record : records_) {
            record.start = place(record.night.into_bed.moment);
            record.end = std::max(record.start, place(end_of(record.night)));
        }
        sort_by_time(records_);
    }

    void drop_repeated() {
        const auto same = [](const Record& left, const Record& right) {
            return left.source == right.source && left.night == right.night;
        };
        const auto rest = std::unique(records_.begin(), records_.end(), same);
        left_out_.add("the same record once more", static_cast<std::size_t>(records_.end() - rest));
        records_.erase(rest, records_.end());
    }

    void join_pieces() {
        Records sleeps;
        for (Record& record : records_) {
            const bool near = !sleeps.empty() && record.start - sleeps.back().end <= longest_pause;
            if (near && join(sleeps.back(), record)) {
                ++log_.joined;
            } else {
                sleeps.push_back(std::move(record));
            }
        }
        records_ = std::move(sleeps);
    }

    void add_nights() {
        for (Record& record : records_) {
            shorten(record.night, log_.diary.zone);
            record.night.date = std::chrono::floor<std::chrono::days>(record.night.final_awakening.moment.shown);
            log_.diary.nights.push_back(std::move(record.night));
        }
    }

    /// Of sleeps that are equally long, the first is the main one.
    void tell_naps() {
        std::map<Date, Night*> longest;
        for (Night& night : log_.diary.nights) {
            Night*& main = longest.try_emplace(night.date, &night).first->second;
            if (length_of(night) > length_of(*main)) main = &night;
        }
        for (Night& night : log_.diary.nights) night.is_main_sleep = longest.at(night.date) == &night;
        log_.nights = longest.size();
        log_.naps = log_.diary.nights.size() - log_.nights;
    }

    void sort_warnings() {
        const auto key = [](const Problem& problem) {
            return std::tie(problem.place.file, problem.place.line, problem.place.column, problem.what);
        };
        std::stable_sort(log_.warnings.begin(), log_.warnings.end(),
                         [&](const Problem& left, const Problem& right) { return key(left) < key(right); });
    }

    std::vector<ReadExport> exports_;
    ImportedLog log_;
    LeftOutCounts left_out_;
    Records records_;
};

}  // namespace

ImportedLog united(std::vector<ReadExport> exports) {
    return Uniting(std::move(exports)).log();
}

}  // namespace sleepcheck
