#include "import/stretches.hpp"

#include <algorithm>

namespace sleepcheck {

using std::chrono::seconds;

namespace {

/// Records begin and end half a minute beside their stages.
constexpr seconds rounding{60};

/// Adds the parts of the stretch in which none of these lies; they are in order.
void add_uncovered(Stretch stretch, const Stretches& by, Stretches& parts) {
    const auto first =
        std::partition_point(by.begin(), by.end(), [&](const Stretch& cover) { return cover.to <= stretch.from; });
    for (auto cover = first; cover != by.end() && cover->from < stretch.to; ++cover) {
        if (stretch.from < cover->from) parts.push_back({stretch.from, cover->from, stretch.state, stretch.stage});
        stretch.from = cover->to;
    }
    if (stretch.from < stretch.to) parts.push_back(stretch);
}

Stretches in_order(Stretches stretches) {
    std::stable_sort(stretches.begin(), stretches.end(),
                     [](const Stretch& left, const Stretch& right) { return left.from < right.from; });
    Stretches result;
    for (Stretch stretch : stretches) {
        if (!result.empty()) stretch.from = std::max(stretch.from, result.back().to);
        if (stretch.from < stretch.to) result.push_back(stretch);
    }
    return result;
}

}  // namespace

Stretches overlaid(const Stretches& below, const Stretches& above) {
    const Stretches covers = in_order(above);
    Stretches all = covers;
    for (const Stretch& stretch : in_order(below)) add_uncovered(stretch, covers, all);
    Stretches result;
    for (const Stretch& stretch : in_order(std::move(all))) {
        const bool goes_on = !result.empty() && result.back().to == stretch.from &&
                             result.back().state == stretch.state && result.back().stage == stretch.stage;
        if (goes_on) {
            result.back().to = stretch.to;
        } else {
            result.push_back(stretch);
        }
    }
    return result;
}

void tell(Night& night, const Stretches& scored, seconds length, const std::function<NightTime(seconds)>& moment_at) {
    night.into_bed = moment_at(seconds{0});
    night.final_awakening = moment_at(length);
    Stretches inside;
    for (Stretch stretch : scored) {
        stretch.from = std::max(stretch.from, seconds{0});
        stretch.to = std::min(stretch.to, length);
        if (stretch.from < stretch.to) inside.push_back(stretch);
    }
    if (!inside.empty()) {
        if (inside.front().from > rounding) {
            const Stretch not_scored{seconds{0}, inside.front().from, SleepState::unknown, std::nullopt};
            inside.insert(inside.begin(), not_scored);
        }
        const auto is_asleep = [](const Stretch& stretch) { return stretch.state == SleepState::asleep; };
        const auto is_known = [](const Stretch& stretch) { return stretch.state != SleepState::unknown; };
        const auto first = std::find_if(inside.begin(), inside.end(), is_asleep);
        const auto last = std::find_if(inside.rbegin(), inside.rend(), is_asleep);
        if (first != inside.end() && std::all_of(inside.begin(), first, is_known)) {
            night.sleep_onset = moment_at(first->from);
        }
        const bool to_the_end = length - inside.back().to <= rounding;
        if (to_the_end && last != inside.rend() && std::all_of(inside.rbegin(), last, is_known)) {
            night.out_of_bed = moment_at(inside.back().to);
            night.final_awakening = moment_at(last->to);
        }
    }
    for (const Stretch& stretch : inside) {
        night.segments.push_back({moment_at(stretch.from), moment_at(stretch.to), stretch.state, stretch.stage});
    }
    night.date = std::chrono::floor<std::chrono::days>(night.final_awakening.moment.shown);
}

}  // namespace sleepcheck
