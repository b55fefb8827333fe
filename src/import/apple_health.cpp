// Apple Health: the records of each source that follow one another without a gap become a sleep, or a piece of one.
// What a source says twice counts once: a stage or "awake" wins over plain "asleep", what began earlier over what began
// later.

#include <algorithm>
#include <set>

#include "import/apple_records.hpp"
#include "import/left_out.hpp"

namespace sleepcheck {

namespace {

using std::chrono::sys_seconds;
using Records = std::vector<AppleRecord>;

constexpr std::chrono::seconds longest_night = std::chrono::days{1};

bool is_asleep(AppleState state) {
    return state != AppleState::awake && state != AppleState::in_bed;
}

/// A total order, so that the order in the file does not matter.
auto key_of(const AppleRecord& record) {
    return std::tuple(record.source, record.start, -static_cast<std::int64_t>(record.seconds), record.state,
                      record.zone, record.minutes_ahead, record.minutes_ahead_end);
}

/// What is believed where records overlap: the first.
struct Believed {
    bool operator()(const AppleRecord* left, const AppleRecord* right) const {
        const auto rank = [](const AppleRecord& record) { return record.state == AppleState::asleep ? 1 : 0; };
        return std::tuple(rank(*left), key_of(*left)) < std::tuple(rank(*right), key_of(*right));
    }
};

/// A stretch of a record that nothing better covers.
struct Stretch {
    sys_seconds start;
    sys_seconds end;
    const AppleRecord* record;
};

/// The records without overlaps, in order. They are sorted by their start, and none stands there twice.
std::vector<Stretch> flattened(const Records& records) {
    std::vector<sys_seconds> edges;
    for (const AppleRecord& record : records) {
        edges.push_back(record.start);
        edges.push_back(record.end());
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::set<const AppleRecord*, Believed> active;
    std::vector<Stretch> result;
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        for (; next < records.size() && records[next].start == edges[i]; ++next) active.insert(&records[next]);
        while (!active.empty() && (*active.begin())->end() <= edges[i]) active.erase(active.begin());
        if (active.empty()) continue;
        const AppleRecord* const best = *active.begin();
        const bool goes_on = !result.empty() && result.back().record == best && result.back().end == edges[i];
        if (goes_on) {
            result.back().end = edges[i + 1];
        } else {
            result.push_back({edges[i], edges[i + 1], best});
        }
    }
    return result;
}

class Sleeps {
public:
    Sleeps(AppleRecords read, const std::string& file) : read_(std::move(read)), file_(file) {
        result_.name = "Apple Health";
        for (const LeftOut& entry : read_.left_out) left_out_.add(entry.why, entry.count);
        result_.problems = std::move(read_.problems);
        result_.warnings = std::move(read_.warnings);
    }

    ReadExport all() && {
        sort_records();
        for (auto from = read_.records.begin(); from != read_.records.end();) {
            auto reached = from->end();
            auto to = from + 1;
            while (to != read_.records.end() && to->source == from->source && to->start <= reached) {
                reached = std::max(reached, to->end());
                ++to;
            }
            add_sleep(Records(from, to));
            from = to;
        }
        add_beds();
        if (read_.zones.size() == 1) result_.zone = read_.zones.front();
        if (result_.sleeps.empty() && result_.problems.empty()) warn_of_nothing();
        result_.left_out = left_out_.all();
        return std::move(result_);
    }

private:
    /// Sorted by source and time, times in bed apart.
    void sort_records() {
        Records& records = read_.records;
        const auto earlier = [](const auto& left, const auto& right) { return key_of(left) < key_of(right); };
        std::sort(records.begin(), records.end(), earlier);
        const auto unique = std::unique(records.begin(), records.end());
        left_out_.add("the same record once more", static_cast<std::size_t>(records.end() - unique));
        records.erase(unique, records.end());
        const auto in_bed = [](const AppleRecord& record) { return record.state == AppleState::in_bed; };
        std::copy_if(records.begin(), records.end(), std::back_inserter(beds_), in_bed);
        records.erase(std::remove_if(records.begin(), records.end(), in_bed), records.end());
    }

    void add_sleep(const Records& records) {
        const std::vector<Stretch> stretches = flattened(records);
        const auto asleep = [](const Stretch& stretch) { return is_asleep(stretch.record->state); };
        const auto first = std::find_if(stretches.begin(), stretches.end(), asleep);
        if (first == stretches.end()) {
            left_out_.add("awake, without sleep before or after it", records.size());
            return;
        }
        if (stretches.back().end - stretches.front().start > longest_night) {
            left_out_.add("of a sleep of more than 24 hours", records.size());
            return;
        }
        const auto last = std::find_if(stretches.rbegin(), stretches.rend(), asleep);
        Night night;
        for (const Stretch& stretch : stretches) night.segments.push_back(segment(stretch));
        night.into_bed = night.segments.front().start;
        night.sleep_onset = time_at(first->start, *first->record);
        night.final_awakening = time_at(last->end, *last->record);
        night.date = std::chrono::floor<std::chrono::days>(night.final_awakening.moment.shown);
        if (stretches.back().end > last->end) night.out_of_bed = night.segments.back().end;
        result_.sleeps.push_back({std::move(night), read_.sources[records.front().source]});
        spans_.push_back({stretches.front().start, stretches.back().end, records.front().source});
    }

    [[nodiscard]] Segment segment(const Stretch& stretch) const {
        Segment segment{time_at(stretch.start, *stretch.record), time_at(stretch.end, *stretch.record),
                        SleepState::asleep, std::nullopt};
        switch (stretch.record->state) {
            case AppleState::core: segment.stage = Stage::light; break;
            case AppleState::deep: segment.stage = Stage::deep; break;
            case AppleState::rem: segment.stage = Stage::rem; break;
            case AppleState::awake: segment.state = SleepState::awake; break;
            case AppleState::asleep:
            case AppleState::in_bed: break;
        }
        return segment;
    }

    /// As the clock showed it where the person slept, if the record says where; else with the offset as written.
    [[nodiscard]] NightTime time_at(sys_seconds instant, const AppleRecord& record) const {
        if (record.zone != 0) return {read_.zones[record.zone - 1U].shown_at(instant), true};
        const std::chrono::seconds ahead =
            std::chrono::minutes{instant == record.end() ? record.minutes_ahead_end : record.minutes_ahead};
        return {{std::chrono::local_seconds{instant.time_since_epoch() + ahead}, ahead}, true};
    }

    struct Span {
        sys_seconds start;
        sys_seconds end;
        std::size_t source;
    };

    /// A time in bed, of whatever source, says when somebody went to bed before the first piece of sleep in it, and got
    /// up after the last.
    void add_beds() {
        std::size_t unused = 0;
        for (const AppleRecord& bed : beds_) unused += add_bed(bed) ? 0U : 1U;
        left_out_.add("in bed, without any sleep recorded", unused);
    }

    bool add_bed(const AppleRecord& bed) {
        bool used = false;
        for (std::size_t source = 0; source < read_.sources.size(); ++source) {
            const auto [from, to] = touched(source, bed);
            if (from == to) continue;
            used = true;
            begin_earlier(result_.sleeps[from].night, time_at(bed.start, bed));
            end_later(result_.sleeps[to - 1].night, time_at(bed.end(), bed));
        }
        return used;
    }

    /// The sleeps of a source that a time in bed overlaps: `spans_` is sorted by source and time.
    [[nodiscard]] std::pair<std::size_t, std::size_t> touched(std::size_t source, const AppleRecord& bed) const {
        const auto before = [&](const Span& span, const AppleRecord& record) {
            return std::pair(span.source, span.end) <= std::pair(source, record.start);
        };
        auto from = std::lower_bound(spans_.begin(), spans_.end(), bed, before);
        auto to = from;
        while (to != spans_.end() && to->source == source && to->start < bed.end()) ++to;
        return {static_cast<std::size_t>(from - spans_.begin()), static_cast<std::size_t>(to - spans_.begin())};
    }

    static void begin_earlier(Night& night, const NightTime& into_bed) {
        const Moment& last = night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment;
        if (elapsed(into_bed.moment, last) > longest_night) return;
        if (elapsed(into_bed.moment, night.into_bed.moment).count() > 0) night.into_bed = into_bed;
    }

    static void end_later(Night& night, const NightTime& out_of_bed) {
        const Moment& last = night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment;
        if (elapsed(night.into_bed.moment, out_of_bed.moment) > longest_night) return;
        if (elapsed(last, out_of_bed.moment).count() >= 0) night.out_of_bed = out_of_bed;
    }

    void warn_of_nothing() {
        result_.warnings.insert(result_.warnings.begin(),
                                {{file_, 0, 0, {}},
                                 "there is no sleep in this Apple Health export that could be used",
                                 "in the Health app, look under Sleep for what your devices recorded",
                                 {},
                                 1});
    }

    AppleRecords read_;
    std::string file_;
    Records beds_;
    std::vector<Span> spans_;  ///< of `result_.sleeps`
    LeftOutCounts left_out_;
    ReadExport result_;
};

}  // namespace

ReadExport read_apple_health(const ByteReader& bytes, const std::string& file) {
    return Sleeps(read_apple_records(bytes, file), file).all();
}

}  // namespace sleepcheck
