// Two hands go along the same runs, one a day ahead of the other: the work is that of the runs, not of the minutes, and
// a log that spans centuries takes no more memory than its nights.

#include <algorithm>

#include "sleepcheck/clock.hpp"
#include "sleepcheck/sleep_summary.hpp"

namespace sleepcheck {

using std::chrono::seconds;

namespace {

bool known(const Run& run) {
    return run.state != SleepState::unknown;
}

/// A stretch of the diary in seconds, before it is cut into whole minutes.
struct Stretch {
    seconds start;
    seconds end;
    SleepState state;
};

/// On one line for all: as instants when every time of the diary has its offset, else as the clocks showed.
class DiaryLine {
public:
    explicit DiaryLine(const Diary& diary) {
        for (const Night& night : diary.nights) {
            instants_ = instants_ && night.into_bed.moment.ahead && night.final_awakening.moment.ahead;
        }
    }

    [[nodiscard]] seconds place(const Moment& moment) const {
        return moment.shown.time_since_epoch() - (instants_ && moment.ahead ? *moment.ahead : seconds{0});
    }

private:
    bool instants_ = true;
};

/// Later stretches win over earlier ones: first a whole is laid down, then its parts.
class DiaryRuns {
public:
    explicit DiaryRuns(const Diary& diary) : diary_(diary), line_(diary) {
        for (const Night& night : diary.nights) nights_.push_back(&night);
        std::stable_sort(nights_.begin(), nights_.end(), [&](const Night* left, const Night* right) {
            return line_.place(left->into_bed.moment) < line_.place(right->into_bed.moment);
        });
    }

    [[nodiscard]] TakenForGranted granted() const {
        TakenForGranted result;
        for (std::size_t i = 0; i < nights_.size(); ++i) {
            const Night& night = *nights_[i];
            if (i > 0 && !night.naps && is_day_between(*nights_[i - 1], night)) ++result.days_awake;
            const bool awake_is_known = night.wake_after_sleep_onset || night.awakenings || !night.segments.empty();
            if (!awake_is_known && sleep_onset(diary_, night)) ++result.nights_asleep;
        }
        return result;
    }

    std::vector<Run> runs() && {
        for (std::size_t i = 0; i < nights_.size(); ++i) {
            if (i > 0) add_day(*nights_[i - 1], *nights_[i]);
            add_night(*nights_[i]);
        }
        return std::move(runs_);
    }

private:
    [[nodiscard]] seconds end_of(const Night& night) const {
        return line_.place(night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment);
    }

    [[nodiscard]] bool is_day_between(const Night& before, const Night& night) const {
        constexpr seconds longest = std::chrono::hours{24};
        return line_.place(night.into_bed.moment) - end_of(before) <= longest;
    }

    void add_day(const Night& before, const Night& night) {
        if (!is_day_between(before, night)) return;
        const seconds start = end_of(before);
        const seconds end = line_.place(night.into_bed.moment);
        std::vector<Stretch> asleep;
        if (night.naps) {
            for (const Nap& nap : *night.naps) {
                if (!nap.start || !nap.lasted) return;
                const seconds fell = line_.place(nap.start->moment);
                asleep.push_back({fell, fell + std::chrono::round<seconds>(*nap.lasted), SleepState::asleep});
            }
        }
        lay(start, end, SleepState::awake, asleep);
    }

    void add_night(const Night& night) {
        const auto fell_asleep = sleep_onset(diary_, night);
        const seconds start = line_.place(night.into_bed.moment);
        const seconds woke = line_.place(night.final_awakening.moment);
        if (!fell_asleep) {
            lay(woke, end_of(night), SleepState::awake, {});
            return;
        }
        const seconds onset = line_.place(*fell_asleep);
        lay(start, onset, SleepState::awake, {});
        // Between two segments of a tracker nothing is known.
        lay(onset, woke, night.segments.empty() ? SleepState::asleep : SleepState::unknown, spells(night));
        lay(woke, end_of(night), SleepState::awake, {});
    }

    [[nodiscard]] std::vector<Stretch> spells(const Night& night) const {
        std::vector<Stretch> result;
        for (const Segment& segment : night.segments) {
            result.push_back({line_.place(segment.start.moment), line_.place(segment.end.moment), segment.state});
        }
        if (!night.awakenings) return result;
        for (const Awakening& awakening : *night.awakenings) {
            if (!awakening.at || !awakening.lasted) continue;
            const seconds start = line_.place(awakening.at->moment);
            result.push_back({start, start + std::chrono::round<seconds>(*awakening.lasted), SleepState::awake});
        }
        return result;
    }

    /// A stretch of one state, with others cut into it.
    void lay(seconds start, seconds end, SleepState state, std::vector<Stretch> cuts) {
        std::stable_sort(cuts.begin(), cuts.end(),
                         [](const Stretch& left, const Stretch& right) { return left.start < right.start; });
        seconds reached = start;
        for (const Stretch& cut : cuts) {
            const seconds from = std::clamp(cut.start, reached, std::max(reached, end));
            const seconds to = std::clamp(cut.end, from, std::max(from, end));
            add(reached, from, state);
            add(from, to, cut.state);
            reached = to;
        }
        add(reached, end, state);
    }

    /// A minute has the state of its beginning.
    void add(seconds start, seconds end, SleepState state) {
        const auto from = std::chrono::ceil<std::chrono::minutes>(start).count();
        const auto to = std::chrono::ceil<std::chrono::minutes>(end).count();
        const std::int64_t begin = runs_.empty() ? from : std::max<std::int64_t>(from, runs_.back().end);
        if (to > begin) runs_.push_back({begin, to, state});
    }

    const Diary& diary_;
    DiaryLine line_;
    std::vector<const Night*> nights_;
    std::vector<Run> runs_;
};

}  // namespace

Figure sleep_regularity(const std::vector<Run>& runs) {
    std::int64_t pairs = 0;
    std::int64_t same = 0;
    std::size_t later = 0;
    for (std::size_t i = 0; i < runs.size();) {
        if (later == runs.size()) break;
        const Run& today = runs[i];
        const Run tomorrow{runs[later].start - minutes_per_day, runs[later].end - minutes_per_day, runs[later].state};
        const std::int64_t both = std::min(today.end, tomorrow.end) - std::max(today.start, tomorrow.start);
        if (both > 0 && known(today) && known(tomorrow)) {
            pairs += both;
            same += today.state == tomorrow.state ? both : 0;
        }
        if (today.end <= tomorrow.end) {
            ++i;
        } else {
            ++later;
        }
    }
    constexpr std::int64_t fewest_days = 5;
    Figure figure;
    figure.nights = static_cast<std::size_t>(pairs / minutes_per_day);
    if (pairs < fewest_days * minutes_per_day) {
        figure.because = Lacking::too_few_days_in_a_row;
        return figure;
    }
    figure.value = -100 + 200 * static_cast<double>(same) / static_cast<double>(pairs);
    figure.standing = standing(gate_of_spread(), figure.nights);
    return figure;
}

std::vector<Run> sleep_runs(const Diary& diary) {
    return DiaryRuns(diary).runs();
}

TakenForGranted taken_for_granted(const Diary& diary) {
    return DiaryRuns(diary).granted();
}

}  // namespace sleepcheck
