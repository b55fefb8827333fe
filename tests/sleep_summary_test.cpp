// What nights come to together: spread, regularity, social jetlag, weeks, thresholds; and what must not change any of
// it.

#include "sleepcheck/sleep_summary.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "small_diary.hpp"

using namespace sleepcheck;
using enum Quantity;

namespace {

/// A full night on the given day after 2026-03-01, with members of one's own in front.
std::string full_night(int day, const std::string& more = "") {
    const Date date = *calendar_date("2026-03-01") + std::chrono::days{day};
    std::string text = fmt::format(R"({{"date": "{}")", to_string(date));
    const auto add = [&](const std::string& key, const std::string& value) {
        if (more.find('"' + key + '"') == std::string::npos) text += fmt::format(R"(, "{}": {})", key, value);
    };
    if (!more.empty()) text += ", " + more;
    add("into_bed", R"("22:30")");
    add("tried_to_sleep", R"("22:45")");
    add("latency_to_sleep_onset_min", "15");
    add("number_of_awakenings", "1");
    add("wake_after_sleep_onset_min", "10");
    add("final_awakening", R"("06:30")");
    add("out_of_bed", R"("06:45")");
    add("alarm", "false");
    add("naps", "[]");
    add("day_type", R"("work")");
    return text + "}";
}

std::string joined(const std::vector<std::string>& nights) {
    std::string text;
    for (const auto& night : nights) text += (text.empty() ? "" : ",\n") + night;
    return text;
}

/// Nights one after the other, all alike.
std::string alike(int count) {
    std::vector<std::string> nights;
    for (int day = 0; day < count; ++day) nights.push_back(full_night(day));
    return joined(nights);
}

/// Three weeks that vary, some values left out, with a printed seed.
Diary random_diary(unsigned seed, const std::string& header = "") {
    std::mt19937 random(seed);
    const auto upto = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    std::vector<std::string> nights;
    for (int day = 0; day < 21; ++day) {
        if (upto(10) == 0) continue;
        std::string more = fmt::format(
            R"("into_bed": "{:02}:{:02}", "tried_to_sleep": "00:{:02}", "final_awakening": "0{}:{:02}", "out_of_bed": "09:00")",
            22 + upto(2), upto(60), upto(60), 6 + upto(2), upto(60));
        more += upto(4) == 0 ? R"(, "latency_to_sleep_onset_min": null)"
                             : fmt::format(R"(, "latency_to_sleep_onset_min": {})", upto(60));
        more += upto(4) == 0 ? R"(, "wake_after_sleep_onset_min": null)"
                             : fmt::format(R"(, "wake_after_sleep_onset_min": {})", upto(90));
        more += upto(3) == 0 ? R"(, "day_type": "free")" : R"(, "day_type": "work")";
        nights.push_back(full_night(day, more));
    }
    return small_diary(joined(nights), header);
}

std::string figure(const Figure& figure) {
    const std::string value =
        figure.value ? fmt::format("{:.6f}", *figure.value) : std::string(words_for(figure.because));
    return fmt::format("{} ({} from {})", value, word_for(figure.standing), figure.nights);
}

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{:.9f}", *value) : "?";
}

/// Everything a summary says but its dates, as text.
std::string told(const SleepSummary& summary) {
    std::string text;
    for (const NightMetrics& night : summary.nights) {
        for (const Measure& measure : night.measures) text += number(measure.value) + " ";
        text += '\n';
    }
    for (const auto& each : summary.quantities) {
        const Summary& all = each.summary;
        text += fmt::format("{} {} {} {} {} {} {} {} {}\n", words_for(each.quantity).id, all.n, number(all.mean),
                            number(all.median), number(all.lower_quartile), number(all.upper_quartile),
                            number(all.standard_deviation), word_for(each.standing), word_for(each.standing_of_spread));
    }
    for (const ClockSummary* clock : {&summary.bedtime, &summary.onset, &summary.midsleep, &summary.final_awakening}) {
        text += fmt::format("{} {} {} {}\n", clock->circular.n, number(clock->circular.mean),
                            number(clock->circular.standard_deviation), number(clock->circular.linear));
    }
    for (const Figure* each : {&summary.midsleep_rmssd, &summary.regularity, &summary.midsleep_free_days,
                               &summary.social_jetlag, &summary.day_length}) {
        text += figure(*each) + "\n";
    }
    for (const auto& count : summary.thresholds) {
        text += fmt::format("{} {}/{} {}/{}\n", count.threshold->id, count.met, count.known, count.met_last_week,
                            count.known_last_week);
    }
    for (std::size_t week = 0; week < summary.weeks.size(); ++week) {
        for (const auto& each : summary.quantities) {
            const WeekFigure in_week = week_figure(summary, week, each.quantity);
            text += number(in_week.summary.mean);
            const auto& change = in_week.change;
            if (change) text += fmt::format(" {:.9f} {}", change->difference, change->beyond_noise);
            text += '\n';
        }
    }
    return text;
}

const QuantitySummary& of(const SleepSummary& summary, Quantity quantity) {
    return *std::find_if(summary.quantities.begin(), summary.quantities.end(),
                         [&](const QuantitySummary& each) { return each.quantity == quantity; });
}

const ThresholdCount& of(const SleepSummary& summary, std::string_view id) {
    return *std::find_if(summary.thresholds.begin(), summary.thresholds.end(),
                         [&](const ThresholdCount& each) { return each.threshold->id == id; });
}

}  // namespace

TEST_CASE("no night, no figure", "[diary]") {
    const SleepSummary summary = sleep_summary(Diary{});
    CHECK(summary.nights.empty());
    CHECK(summary.weeks.empty());
    CHECK_FALSE(of(summary, total_sleep_time).summary.mean);
    CHECK_FALSE(summary.bedtime.circular.mean);
    CHECK(figure(summary.regularity) == "fewer than 5 days that can be compared with the next (too few nights from 0)");
    CHECK(figure(summary.midsleep_rmssd) == "too few nights (too few nights from 0)");
    CHECK(figure(summary.day_length) == "too few nights (too few nights from 0)");
}

TEST_CASE("nights all alike have no spread and full regularity", "[diary]") {
    const SleepSummary summary = sleep_summary(small_diary(alike(8)));
    CHECK(of(summary, total_sleep_time).summary.mean == 440);
    CHECK(of(summary, total_sleep_time).summary.standard_deviation == 0);
    CHECK(summary.midsleep.circular.mean == Approx(165));
    CHECK(summary.bedtime.circular.mean == Approx(22 * 60 + 30));
    CHECK(*summary.midsleep.circular.standard_deviation < 1e-4);
    CHECK(figure(summary.midsleep_rmssd) == "0.000000 (enough nights from 7)");
    CHECK(figure(summary.regularity) == "100.000000 (enough nights from 6)");
    CHECK(figure(summary.day_length) == "24.000000 (enough nights from 8)");
    CHECK(figure(summary.social_jetlag) ==
          "it needs 3 nights before work and 2 before free days (too few nights from 8)");
}

TEST_CASE("a figure from too few nights says so", "[diary]") {
    struct Row {
        int nights;
        Standing mean;
        Standing latency;
        Standing spread;
    };
    using enum Standing;
    const std::vector<Row> rows{
        {1, too_few, too_few, too_few},         {4, too_few, too_few, too_few},
        {5, provisional, provisional, too_few}, {6, provisional, provisional, too_few},
        {7, enough, provisional, enough},       {13, enough, provisional, enough},
        {14, enough, enough, enough},
    };
    for (const auto& [nights, mean, latency, spread] : rows) {
        INFO(nights);
        const SleepSummary summary = sleep_summary(small_diary(alike(nights)));
        CHECK(of(summary, total_sleep_time).standing == mean);
        CHECK(of(summary, latency_to_sleep_onset).standing == latency);
        CHECK(of(summary, wake_after_sleep_onset).standing == latency);
        CHECK(of(summary, total_sleep_time).standing_of_spread == spread);
        CHECK(summary.regularity.value.has_value() == (nights >= 7));
        CHECK(summary.regularity.standing == spread);
    }
}

TEST_CASE("social jetlag and the middle of sleep on free days", "[diary]") {
    const auto log = [](const std::string& alarm) {
        std::vector<std::string> nights;
        for (int day = 0; day < 7; ++day) {
            nights.push_back(full_night(day, day < 5 ? R"("alarm": true)"
                                                     : R"("into_bed": "00:00", "tried_to_sleep": "00:30",
"final_awakening": "09:45", "out_of_bed": "10:00", "day_type": "free", "alarm": )" +
                                                           alarm));
        }
        return sleep_summary(small_diary(joined(nights)));
    };
    // work: 23:00 to 06:30, 450 min, middle 02:45; free: 00:45 to 09:45, 540 min, middle 05:15
    const SleepSummary free = log("false");
    CHECK(figure(free.social_jetlag) == "150.000000 (enough nights from 7)");
    const double week = (450 * 5 + 540 * 2) / 7.0;
    CHECK(figure(free.midsleep_free_days) == fmt::format("{:.6f} (enough nights from 7)", 315 - (540 - week) / 2));
    CHECK(figure(log("true").midsleep_free_days) == "an alarm ended a night before a free day (enough nights from 7)");
    CHECK(figure(log("null").midsleep_free_days) ==
          "it is not known whether an alarm ended a night before a free day (enough nights from 7)");
    CHECK(figure(log("null").social_jetlag) == "150.000000 (enough nights from 7)");
}

TEST_CASE("sleep that is not longer on free days is not corrected", "[diary]") {
    CHECK(corrected_midsleep({1380, 480, 5}, {60, 420, 2}) == 270);
    CHECK(corrected_midsleep({1380, 480, 5}, {60, 480, 2}) == 300);
    CHECK(social_jetlag({1380, 480, 5}, {1320, 480, 2}) == 60);
    CHECK(social_jetlag({1080, 480, 5}, {240, 480, 2}) == 600);
    CHECK(midsleep_of({1380, 480, 5}) == 180);
}

TEST_CASE("regularity agrees with counting minute by minute", "[diary]") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 50; ++round) {
        std::vector<Run> runs;
        std::vector<SleepState> minutes;
        std::int64_t at = 0;
        while (at < 9 * 1440) {
            const auto length = static_cast<std::int64_t>(random() % 700);
            const auto state = static_cast<SleepState>(random() % 3);
            if (random() % 5 != 0 && length > 0) {
                runs.push_back({at, at + length, state});
                minutes.insert(minutes.end(), static_cast<std::size_t>(length), state);
            } else {
                minutes.insert(minutes.end(), static_cast<std::size_t>(length), SleepState::unknown);
            }
            at += length;
        }
        double same = 0;
        double pairs = 0;
        for (std::size_t i = 0; i + 1440 < minutes.size(); ++i) {
            if (minutes[i] == SleepState::unknown || minutes[i + 1440] == SleepState::unknown) continue;
            ++pairs;
            same += minutes[i] == minutes[i + 1440] ? 1 : 0;
        }
        const Figure figure = sleep_regularity(runs);
        CHECK(figure.nights == static_cast<std::size_t>(pairs / 1440));
        CHECK(figure.value.has_value() == (pairs >= 5 * 1440));
        if (figure.value) CHECK(std::abs(*figure.value - (-100 + 200 * same / pairs)) < 1e-9);
    }
}

TEST_CASE("what regularity takes for granted is counted", "[diary]") {
    const auto granted = [](const std::string& nights) {
        const TakenForGranted taken = taken_for_granted(small_diary(nights));
        return std::pair(taken.days_awake, taken.nights_asleep);
    };
    using Counts = std::pair<std::size_t, std::size_t>;
    const std::string more = R"("wake_after_sleep_onset_min": 5, "naps": [])";
    CHECK(granted(full_night(0, more) + "," + full_night(1, more) + "," + full_night(2, more)) == Counts(0, 0));
    const std::string no_naps = R"("wake_after_sleep_onset_min": 5, "naps": null)";
    CHECK(granted(full_night(0, more) + "," + full_night(1, no_naps) + "," + full_night(3, no_naps)) == Counts(1, 0));
    const std::string no_wake = R"("wake_after_sleep_onset_min": null, "naps": [])";
    CHECK(granted(full_night(0, more) + "," + full_night(1, no_wake)) == Counts(0, 1));
}

TEST_CASE("what nobody saw is no regularity", "[diary]") {
    const auto minutes_in = [](const Diary& diary, SleepState state) {
        std::int64_t sum = 0;
        for (const Run& run : sleep_runs(diary)) sum += run.state == state ? run.end - run.start : 0;
        return sum;
    };
    const Diary two = small_diary(full_night(0) + "," + full_night(1));
    CHECK(minutes_in(two, SleepState::asleep) == 2 * 450);
    CHECK(minutes_in(two, SleepState::awake) == 2 * (30 + 15) + 945);
    const Diary gap = small_diary(full_night(0) + "," + full_night(2));
    CHECK(minutes_in(gap, SleepState::awake) == 2 * (30 + 15));
    const Diary nap =
        small_diary(full_night(0) + "," + full_night(1, R"("naps": [{"start": "14:00", "minutes": 30}])"));
    CHECK(minutes_in(nap, SleepState::asleep) == 2 * 450 + 30);
    const Diary lost = small_diary(full_night(0) + "," + full_night(1, R"("naps": [{"minutes": 30}])"));
    CHECK(minutes_in(lost, SleepState::awake) == 2 * (30 + 15));
    const Diary woke = small_diary(full_night(0, R"("awakenings": [{"at": "02:00", "minutes": 10}])"));
    CHECK(minutes_in(woke, SleepState::asleep) == 440);
    const Diary dark = small_diary(full_night(0, R"("latency_to_sleep_onset_min": null)"));
    CHECK(minutes_in(dark, SleepState::asleep) == 0);
    CHECK(minutes_in(dark, SleepState::awake) == 15);
}

TEST_CASE("a day of 25 hours shows in its length, not in dates", "[diary]") {
    Diary diary;
    const Moment start{*calendar_date("2026-01-01") + std::chrono::hours{1}, std::nullopt};
    for (int i = 0; i < 40; ++i) {
        Night night;
        Moment onset = start;
        onset.shown += std::chrono::hours{25} * i;
        Moment woke = onset;
        woke.shown += std::chrono::hours{8};
        night.date = std::chrono::floor<std::chrono::days>(woke.shown);
        night.into_bed = {onset, true};
        night.sleep_onset = NightTime{onset, true};
        night.final_awakening = {woke, true};
        diary.nights.push_back(night);
    }
    CHECK(figure(sleep_summary(diary).day_length) == "25.000000 (enough nights from 40)");
    diary.nights.erase(diary.nights.begin() + 10, diary.nights.begin() + 14);
    CHECK(figure(sleep_summary(diary).day_length) == "25.000000 (enough nights from 36)");
}

TEST_CASE("nights over published thresholds are counted, unknown ones are not", "[diary]") {
    std::vector<std::string> nights;
    for (int day = 0; day < 14; ++day) {
        const std::string latency = day == 0 ? "null" : day < 10 ? "30" : "31";
        nights.push_back(full_night(day, R"("latency_to_sleep_onset_min": )" + latency));
    }
    const SleepSummary summary = sleep_summary(small_diary(joined(nights)));
    CHECK(of(summary, "lichstein_latency").known == 13);
    CHECK(of(summary, "lichstein_latency").met == 4);
    CHECK(of(summary, "lichstein_latency").met_last_week == 4);
    CHECK(of(summary, "lichstein_latency").known_last_week == 7);
    CHECK(of(summary, "dsm_latency").met == 4);
    CHECK(of(summary, "lineberger_latency").met == 13);
    CHECK_FALSE(of(summary, "lineberger_latency").mean_meets);
    CHECK(of(summary, "dsm_early").met == 0);
    const SleepSummary whole = sleep_summary(small_diary(alike(14)));
    CHECK(of(whole, "lineberger_latency").mean_meets == false);
    for (const Threshold& threshold : thresholds()) CHECK_FALSE(threshold.source.empty());
}

TEST_CASE("of a rating the poor nights are counted, too", "[diary]") {
    std::vector<std::string> nights;
    for (int day = 0; day < 8; ++day) {
        const std::string rating = day == 0 ? "null" : std::to_string(1 + day % 5);
        nights.push_back(full_night(day, fmt::format(R"("quality": {}, "rested": 3)", rating)));
    }
    const SleepSummary summary = sleep_summary(small_diary(joined(nights)));
    CHECK(of(summary, quality).summary.n == 7);
    CHECK(of(summary, quality).two_or_less == 3);  // 2, 1 and 2
    CHECK(of(summary, rested).two_or_less == 0);
    CHECK_FALSE(of(summary, total_sleep_time).two_or_less);
}

TEST_CASE("a week is seven days that end with the last, and change is told from noise", "[diary]") {
    std::vector<std::string> nights;
    for (int day = 0; day < 17; ++day) {
        const int awake = day < 10 ? 40 + day % 3 : 10 + day % 3;
        nights.push_back(full_night(day, fmt::format(R"("wake_after_sleep_onset_min": {})", awake)));
    }
    const SleepSummary summary = sleep_summary(small_diary(joined(nights)));
    const auto& weeks = summary.weeks;
    REQUIRE(weeks.size() == 3);
    CHECK(weeks[0].nights == 3);
    CHECK(to_string(weeks[2].last) == "2026-03-17");
    CHECK(to_string(weeks[2].first) == "2026-03-11");
    CHECK(to_string(weeks[0].first) == "2026-02-25");
    const auto awake = [&](std::size_t week) { return week_figure(summary, week, wake_after_sleep_onset); };
    CHECK_FALSE(awake(0).is_base);
    CHECK_FALSE(awake(0).change);
    CHECK(awake(1).is_base);
    CHECK_FALSE(awake(1).change);
    const auto change = awake(2).change;
    REQUIRE(change);
    CHECK(change->difference == Approx(-30).margin(1));
    CHECK(change->beyond_noise);
}

TEST_CASE("the order of nights does not matter", "[diary]") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    const Diary diary = random_diary(seed);
    Diary shuffled = diary;
    std::shuffle(shuffled.nights.begin(), shuffled.nights.end(), std::mt19937(seed));
    CHECK(told(sleep_summary(shuffled)) == told(sleep_summary(diary)));
}

TEST_CASE("nights moved by a day come to the same", "[diary]") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    const Diary diary = random_diary(seed);
    const std::string written = to_json(diary);
    Diary moved = diary;
    for (Night& night : moved.nights) {
        const auto later = [](NightTime& time) { time.moment.shown += std::chrono::days{1}; };
        night.date += std::chrono::days{1};
        later(night.into_bed);
        later(*night.tried_to_sleep);
        later(night.final_awakening);
        later(*night.out_of_bed);
    }
    CHECK(to_json(moved) != written);
    CHECK(told(sleep_summary(moved)) == told(sleep_summary(diary)));
}

TEST_CASE("a nap more changes no figure of a night", "[diary]") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    const Diary diary = random_diary(seed);
    Diary with_nap = diary;
    Night& night = with_nap.nights[5];
    Moment afternoon = night.into_bed.moment;
    afternoon.shown -= std::chrono::hours{8};
    night.naps = std::vector<Nap>{{NightTime{afternoon, false}, Minutes{40}}};
    const auto before = night_metrics(diary);
    const auto after = night_metrics(with_nap);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t j = 0; j < quantity_count; ++j) {
            const auto quantity = static_cast<Quantity>(j);
            if (quantity == nap_time || quantity == sleep_in_24_hours) continue;
            CHECK(before[i].of(quantity).value == after[i].of(quantity).value);
        }
    }
    CHECK(night_metrics(with_nap, night).of(nap_time).value == 40);
}

TEST_CASE("a log is read, written and read again without a change of any figure", "[diary]") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    for (const std::string name : {"", "Europe/Paris", "Australia/Sydney", "America/New_York"}) {
        const Diary diary = random_diary(seed, name.empty() ? "" : zone(name));
        const auto again = read_diary(to_json(diary), "log.json");
        CHECK(again.problems.empty());
        CHECK(again.diary == diary);
        CHECK(told(sleep_summary(again.diary)) == told(sleep_summary(diary)));
    }
}
