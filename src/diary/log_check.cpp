#include "diary/log_check.hpp"

#include <fmt/format.h>

#include "sleepcheck/text.hpp"

namespace sleepcheck {

using std::chrono::seconds;

namespace {

/// "12 h 30 min", "45 min".
std::string spoken(seconds length) {
    const auto minutes = std::chrono::round<std::chrono::minutes>(length).count();
    if (minutes < 60) return fmt::format("{} min", minutes);
    return minutes % 60 == 0 ? fmt::format("{} h", minutes / 60)
                             : fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string spoken(Minutes length) {
    return spoken(std::chrono::round<seconds>(length));
}

struct Point {
    Field field;
    Moment moment;
};

class NightCheck {
public:
    NightCheck(LogText& log, const Night& night, const NightPlace& place) : log_(log), night_(night), place_(place) {
        constexpr std::size_t most_points = 5;
        points_.reserve(most_points);
        const auto add = [&](Field field, const std::optional<NightTime>& time) {
            if (time) points_.push_back({field, time->moment});
        };
        add(Field::into_bed, night_.into_bed);
        add(Field::tried_to_sleep, night_.tried_to_sleep);
        add(Field::sleep_onset, night_.sleep_onset);
        add(Field::final_awakening, night_.final_awakening);
        add(Field::out_of_bed, night_.out_of_bed);
    }

    void run() {
        check_order();
        check_length();
        check_zones();
        check_onset();
        check_minutes_awake();
        check_awakenings();
        check_segments();
    }

private:
    void complain(Field field, std::string what, std::string cure) {
        log_.complain(place_.mark_of(field), pointer(field), std::move(what), std::move(cure));
    }
    void warn(Field field, std::string what, std::string cure) {
        log_.warn(place_.mark_of(field), pointer(field), std::move(what), std::move(cure));
    }
    [[nodiscard]] std::string pointer(Field field) const {
        return fmt::format("{}/{}", place_.pointer, name_of(field));
    }

    /// A step of 12 hours is taken for morning written as evening: the rule of sleepcleanr.
    void check_order() {
        constexpr seconds long_step = std::chrono::hours{12};
        for (std::size_t i = 1; i < points_.size(); ++i) {
            const auto& [from, start] = points_[i - 1];
            const auto& [to, end] = points_[i];
            const seconds step = elapsed(start, end);
            if (step.count() < 0) {
                complain(to, fmt::format("\"{}\" is before \"{}\"", name_of(to), name_of(from)),
                         "the order is into_bed, tried_to_sleep, sleep_onset, final_awakening, out_of_bed");
            } else if (step >= long_step) {
                warn(from, fmt::format("{} from \"{}\" to \"{}\"", spoken(step), name_of(from), name_of(to)),
                     "is one of them morning instead of evening? times have 24 hours");
            }
        }
    }

    void check_length() {
        constexpr seconds longest = std::chrono::hours{24};
        const seconds length = elapsed(points_.front().moment, points_.back().moment);
        if (length <= longest) return;
        complain(Field::into_bed, fmt::format("this night is {} long, more than a day", spoken(length)),
                 "check each time: hours go from 0 to 23");
    }

    void check_zones() {
        const auto known = [](const Point& point) { return point.moment.ahead.has_value(); };
        const auto count = std::count_if(points_.begin(), points_.end(), known);
        if (count == 0 || count == std::ssize(points_)) return;
        warn(Field::final_awakening, "some times of this night have an offset from UTC, others do not",
             "add \"timezone\" to the log; until then lengths are taken as the clocks showed them");
    }

    [[nodiscard]] std::optional<Moment> onset() const {
        if (night_.sleep_onset) return night_.sleep_onset->moment;
        if (!night_.tried_to_sleep || !night_.latency_to_sleep_onset) return std::nullopt;
        Moment onset = night_.tried_to_sleep->moment;
        onset.shown += std::chrono::round<seconds>(*night_.latency_to_sleep_onset);
        return onset;
    }

    void check_onset() {
        const auto& latency = night_.latency_to_sleep_onset;
        if (!latency || !night_.tried_to_sleep) return;
        if (!night_.sleep_onset) {
            if (elapsed(*onset(), night_.final_awakening.moment).count() < 0) {
                complain(Field::latency,
                         fmt::format("with {} to fall asleep, sleep would begin after the final awakening",
                                     spoken(*latency)),
                         "minutes from \"tried_to_sleep\" to sleep");
            }
            return;
        }
        constexpr Minutes allowed{15};  // ours; sleepcleanr keeps both without a word
        const Minutes between = elapsed(night_.tried_to_sleep->moment, night_.sleep_onset->moment);
        if (std::chrono::abs(between - *latency) <= allowed) return;
        warn(Field::sleep_onset,
             fmt::format("sleep began {} after trying, but {} were written as the time it took", spoken(between),
                         spoken(*latency)),
             "both are kept; correct one of them");
    }

    void check_minutes_awake() {
        const auto& awake = night_.wake_after_sleep_onset;
        if (!awake) return;
        if (night_.number_of_awakenings == 0 && awake->count() > 0) {
            warn(Field::awakenings_count,
                 fmt::format("no awakenings, but {} awake after falling asleep", spoken(*awake)),
                 "the minutes count; correct one of the two");
        }
        const auto asleep_from = onset();
        if (!asleep_from) return;
        const Minutes period = elapsed(*asleep_from, night_.final_awakening.moment);
        if (period.count() < 0 || *awake <= period) return;
        warn(Field::wake_after_sleep_onset,
             fmt::format("{} awake, but only {} from falling asleep to the final awakening", spoken(*awake),
                         spoken(period)),
             "this night's sleep time stays unknown");
    }

    void check_awakenings() {
        if (!night_.awakenings) return;
        const auto& list = *night_.awakenings;
        if (night_.number_of_awakenings && std::ssize(list) != *night_.number_of_awakenings) {
            warn(Field::awakenings,
                 fmt::format("{} listed, but \"{}\" is {}", counted(list.size(), "awakening is", "awakenings are"),
                             name_of(Field::awakenings_count), *night_.number_of_awakenings),
                 "the number counts; correct one of the two");
        }
        Minutes sum{0};
        bool complete = true;
        for (const Awakening& awakening : list) {
            complete = complete && awakening.lasted.has_value();
            if (awakening.lasted) sum += *awakening.lasted;
            const bool late = awakening.at && elapsed(awakening.at->moment, night_.final_awakening.moment).count() < 0;
            const bool early = awakening.at && elapsed(night_.into_bed.moment, awakening.at->moment).count() < 0;
            if (late || early) {
                warn(Field::awakenings,
                     fmt::format("the awakening at {} lies outside of the night",
                                 written_time(time_of_day(awakening.at->moment.shown))),
                     "an awakening lies between going to bed and the final awakening");
            }
        }
        constexpr Minutes rounding{1};
        const auto& total = night_.wake_after_sleep_onset;
        if (!total || !complete || std::chrono::abs(sum - *total) < rounding) return;
        warn(Field::awakenings,
             fmt::format("the awakenings add up to {}, but \"{}\" is {}", spoken(sum),
                         name_of(Field::wake_after_sleep_onset), spoken(*total)),
             "the total counts; correct one of the two");
    }

    void check_segments() {
        if (night_.segments.empty()) return;
        const Moment end = night_.out_of_bed ? night_.out_of_bed->moment : night_.final_awakening.moment;
        if (elapsed(night_.into_bed.moment, night_.segments.front().start.moment).count() >= 0 &&
            elapsed(night_.segments.back().end.moment, end).count() >= 0) {
            return;
        }
        warn(Field::segments, "the segments reach beyond the night",
             "what lies before going to bed or after the end of the night is not used");
    }

    LogText& log_;
    const Night& night_;
    const NightPlace& place_;
    std::vector<Point> points_;
};

/// A stretch of time that no other of its kind may overlap.
struct Stretch {
    Moment start;
    Moment end;
    const Night* night;
    const NightMarks* marks;
    Field field;
    std::string_view name;
};

/// Where it lies on one line for all: as instants when every time of the log has an offset, else as the clocks showed.
std::vector<Stretch> stretches_of(const std::vector<Night>& nights, const std::vector<NightMarks>& marks) {
    std::vector<Stretch> stretches;
    stretches.reserve(nights.size());
    for (std::size_t i = 0; i < nights.size(); ++i) {
        const Night& night = nights[i];
        const Moment end = night.out_of_bed ? night.out_of_bed->moment : night.final_awakening.moment;
        stretches.push_back({night.into_bed.moment, end, &night, &marks[i], Field::into_bed, "night"});
        if (!night.naps) continue;
        for (const Nap& nap : *night.naps) {
            if (!nap.start || !nap.lasted) continue;
            Moment woke = nap.start->moment;
            woke.shown += std::chrono::round<seconds>(*nap.lasted);
            stretches.push_back({nap.start->moment, woke, &night, &marks[i], Field::naps, "nap"});
        }
    }
    return stretches;
}

/// Which is said elsewhere.
bool same_date_twice(const Stretch& left, const Stretch& right) {
    const auto main_night = [](const Stretch& stretch) {
        return stretch.field == Field::into_bed && is_main(*stretch.night);
    };
    return main_night(left) && main_night(right) && left.night->date == right.night->date;
}

void check_overlaps(LogText& log, std::vector<Stretch> stretches) {
    const bool instants = std::all_of(stretches.begin(), stretches.end(),
                                      [](const Stretch& stretch) { return stretch.start.ahead && stretch.end.ahead; });
    const auto key = [&](const Moment& moment) {
        return moment.shown.time_since_epoch() - (instants ? *moment.ahead : seconds{0});
    };
    std::stable_sort(stretches.begin(), stretches.end(),
                     [&](const Stretch& left, const Stretch& right) { return key(left.start) < key(right.start); });
    const Stretch* last = nullptr;  // to end, of those that began
    for (const Stretch& stretch : stretches) {
        if (last != nullptr && key(stretch.start) < key(last->end) && !same_date_twice(*last, stretch)) {
            const NightMarks& marks = *stretch.marks;
            log.complain(stretch.field == Field::naps ? marks.naps : marks.into_bed,
                         fmt::format("{}/{}", marks.pointer, name_of(stretch.field)),
                         fmt::format("this {} begins before the {} of {} ends", stretch.name, last->name,
                                     to_string(last->night->date)),
                         fmt::format("that one goes on until {}", to_string(Moment{last->end.shown, {}})));
        }
        if (last == nullptr || key(last->end) < key(stretch.end)) last = &stretch;
    }
}

void check_dates(LogText& log, const std::vector<Night>& nights, const std::vector<NightMarks>& marks, bool all_read) {
    std::vector<std::size_t> sorted;
    for (std::size_t i = 0; i < nights.size(); ++i) {
        if (is_main(nights[i])) sorted.push_back(i);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t left, std::size_t right) { return nights[left].date < nights[right].date; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const Date before = nights[sorted[i - 1]].date;
        const Date date = nights[sorted[i]].date;
        if (date - before == std::chrono::days{1}) continue;  // the usual, and nothing is to be made up for it
        const json::Mark& mark = marks[sorted[i]].date;
        const std::string pointer = fmt::format("{}/{}", marks[sorted[i]].pointer, name_of(Field::date));
        if (date == before) {
            log.complain(mark, pointer, fmt::format("a second night for {}", to_string(date)),
                         "keep one; a shorter sleep of that day gets \"is_main_sleep\": false");
        } else if (const auto missing = (date - before).count() - 1; missing > 0 && all_read) {
            log.warn(mark, pointer,
                     fmt::format("{} between {} and {}",
                                 counted(static_cast<std::size_t>(missing), "night is missing", "nights are missing"),
                                 to_string(before), to_string(date)),
                     "they stay unknown");
        }
    }
}

}  // namespace

void check_night(LogText& log, const Night& night, const NightPlace& place) {
    NightCheck(log, night, place).run();
}

NightMarks marks_of(const NightPlace& place) {
    return {place.pointer, place.mark_of(Field::date), place.mark_of(Field::into_bed), place.mark_of(Field::naps)};
}

void check_nights(LogText& log, const std::vector<Night>& nights, const std::vector<NightMarks>& marks, bool all_read) {
    check_overlaps(log, stretches_of(nights, marks));
    check_dates(log, nights, marks, all_read);
}

}  // namespace sleepcheck
