// Every figure of a night, row by row: what was written, and what comes of it.

#include "sleepcheck/sleep_metrics.hpp"

#include <algorithm>

#include "small_diary.hpp"

using namespace sleepcheck;
using enum Quantity;

namespace {

/// What a measure says in short: "82", "unknown: out_of_bed ...".
std::string told(const Measure& measure) {
    if (!measure.value) return fmt::format("unknown: {}", words_for(measure.because));
    return fmt::format("{:.7g} {}", *measure.value, word_for(measure.basis));
}

struct Row {
    std::string night;  ///< without date
    Quantity quantity;
    std::string said;
    std::string header;
};

void check(const std::vector<Row>& rows) {
    for (const auto& [night, quantity, said, header] : rows) {
        const bool dated = night.find("\"date\"") != std::string::npos;
        INFO(words_for(quantity).id << " of " << night);
        const Diary diary = small_diary((dated ? "{" : R"({"date": "2026-03-06", )") + night + "}", header);
        REQUIRE(diary.nights.size() == 1);
        CHECK(told(night_metrics(diary, diary.nights.front()).of(quantity)) == said);
    }
}

const std::string bare = R"("into_bed": "22:40", "final_awakening": "06:40")";
const std::string tried = bare + R"(, "tried_to_sleep": "23:05")";
const std::string slept = tried + R"(, "latency_to_sleep_onset_min": 20)";
const std::string awake = slept + R"(, "wake_after_sleep_onset_min": 25)";
const std::string risen = awake + R"(, "out_of_bed": "07:00")";

}  // namespace

TEST_CASE("what one night comes to", "[diary]") {
    check({
        {risen, time_in_bed, "500 derived", ""},
        {awake, time_in_bed, "unknown: the time of getting up was not written down", ""},
        {slept, latency_to_sleep_onset, "20 reported", ""},
        {tried + R"(, "sleep_onset": "23:25")", latency_to_sleep_onset, "20 derived", ""},
        {tried, latency_to_sleep_onset, "unknown: it is not known when sleep began", ""},
        {bare, latency_to_sleep_onset, "unknown: the time of trying to sleep was not written down", ""},
        {slept, sleep_period, "435 derived", ""},
        {tried, sleep_period, "unknown: it is not known when sleep began", ""},
        {bare + R"(, "sleep_onset": "23:40")", sleep_period, "420 derived", ""},
        {slept + R"(, "sleep_onset": "23:30")", sleep_period, "430 derived", ""},
        {risen, terminal_wakefulness, "20 derived", ""},
        {bare, terminal_wakefulness, "unknown: the time of getting up was not written down", ""},
        {awake, wake_after_sleep_onset, "25 reported", ""},
        {slept, wake_after_sleep_onset, "unknown: it was not written down", ""},
        {awake, total_sleep_time, "410 derived", ""},
        {slept, total_sleep_time, "unknown: the minutes awake after falling asleep are not known", ""},
        {tried + R"(, "wake_after_sleep_onset_min": 25)", total_sleep_time, "unknown: it is not known when sleep began",
         ""},
        {slept + R"(, "wake_after_sleep_onset_min": 480)", total_sleep_time,
         "unknown: more minutes awake were written than the night has", ""},
        {slept + R"(, "wake_after_sleep_onset_min": 435)", total_sleep_time, "0 derived", ""},
        {bare + R"(, "quality": 4)", quality, "4 reported", ""},
        {bare, quality, "unknown: it was not written down", ""},
        {bare + R"(, "rested": 1)", rested, "1 reported", ""},
    });
}

TEST_CASE("spells out of bed are taken off the time in bed where all of them are known", "[diary]") {
    const auto listed = [](const std::string& awakenings) { return risen + R"(, "awakenings": [)" + awakenings + "]"; };
    const std::string not_known =
        "unknown: it is not known of each awakening whether, and for how long, the bed was left";
    check({
        {risen, time_in_bed_without_spells_out, not_known, ""},
        {listed(""), time_in_bed_without_spells_out, "500 derived", ""},
        {risen + R"(, "number_of_awakenings": 0)", time_in_bed_without_spells_out, "500 derived", ""},
        {risen + R"(, "number_of_awakenings": 1)", time_in_bed_without_spells_out, not_known, ""},
        {listed(R"({"minutes": 5, "left_bed": true}, {"minutes": 20.5, "left_bed": true})"),
         time_in_bed_without_spells_out, "474.5 derived", ""},
        {listed(R"({"minutes": 5, "left_bed": false}, {"minutes": 20, "left_bed": true})"),
         time_in_bed_without_spells_out, "480 derived", ""},
        // How long somebody lay awake in bed does not matter here.
        {listed(R"({"at": "02:00", "left_bed": false})"), time_in_bed_without_spells_out, "500 derived", ""},
        {listed(R"({"at": "02:00", "left_bed": true})"), time_in_bed_without_spells_out, not_known, ""},
        {listed(R"({"minutes": 5})"), time_in_bed_without_spells_out, not_known, ""},
        {listed(R"({"minutes": 5, "left_bed": true})") + R"(, "number_of_awakenings": 2)",
         time_in_bed_without_spells_out, not_known, ""},
        {listed(R"({"minutes": 600, "left_bed": true})"), time_in_bed_without_spells_out,
         "unknown: more minutes awake were written than the night has", ""},
        {awake + R"(, "awakenings": [])", time_in_bed_without_spells_out,
         "unknown: the time of getting up was not written down", ""},
        {listed(R"({"minutes": 5, "left_bed": true})"), time_in_bed, "500 derived", ""},
    });
}

TEST_CASE("four sleep efficiencies of one night, each by its denominator", "[diary]") {
    const std::string trying = risen + R"(, "trying_to_sleep_after_final_awakening_min": 0)";
    check({
        {risen, sleep_efficiency_of_time_in_bed, "82 derived", ""},
        {risen, sleep_efficiency_of_attempt_to_rise, "86.31579 derived", ""},
        {trying, sleep_efficiency_of_sleep_episode, "90.10989 derived", ""},
        {risen, sleep_efficiency_of_sleep_period, "94.25287 derived", ""},
        {risen, sleep_efficiency_of_sleep_episode,
         "unknown: the time trying to sleep after the final awakening was not written down", ""},
        {awake, sleep_efficiency_of_time_in_bed, "unknown: the time of getting up was not written down", ""},
        {slept, sleep_efficiency_of_sleep_period, "unknown: the minutes awake after falling asleep are not known", ""},
        {R"("into_bed": "06:00", "tried_to_sleep": "06:00", "sleep_onset": "06:00", "final_awakening": "06:00",
            "out_of_bed": "06:00", "wake_after_sleep_onset_min": 0)",
         sleep_efficiency_of_time_in_bed, "unknown: there is nothing to divide by", ""},
    });
}

TEST_CASE("awakenings come as a number, as a list, or scored, and are not made up", "[diary]") {
    const std::string list = slept + R"(, "awakenings": [{"minutes": 3}, {"minutes": 5}, {"minutes": 12.5}])";
    const std::string partly = slept + R"(, "awakenings": [{"minutes": 3}, {"at": "02:00"}])";
    check({
        {bare + R"(, "number_of_awakenings": 0)", number_of_awakenings, "0 reported", ""},
        {bare, number_of_awakenings, "unknown: it was not written down", ""},
        {bare + R"(, "number_of_awakenings": 0)", wake_after_sleep_onset, "unknown: it was not written down", ""},
        {list, number_of_awakenings, "3 derived", ""},
        {list, awakenings_of_5_min, "2 derived", ""},
        {list, wake_after_sleep_onset, "20.5 derived", ""},
        {list + R"(, "wake_after_sleep_onset_min": 30)", wake_after_sleep_onset, "30 reported", ""},
        {list + R"(, "number_of_awakenings": 5)", number_of_awakenings, "5 reported", ""},
        {list + R"(, "number_of_awakenings": 5)", wake_after_sleep_onset, "unknown: it was not written down", ""},
        {partly, number_of_awakenings, "2 derived", ""},
        {partly, wake_after_sleep_onset, "unknown: it is not known how long each awakening was", ""},
        {partly, awakenings_of_5_min, "unknown: it is not known how long each awakening was", ""},
        {slept + R"(, "awakenings": [])", wake_after_sleep_onset, "0 derived", ""},
        {awake + R"(, "number_of_awakenings": 2)", awakening_index, "0.2926829 derived", ""},
        {awake, awakening_index, "unknown: the number of awakenings is not known", ""},
    });
}

TEST_CASE("waking early is measured against the plan, and an alarm is no early waking", "[diary]") {
    check({
        {R"("into_bed": "22:30", "final_awakening": "04:20", "planned_wake": "06:30")", early_morning_awakening,
         "130 derived", ""},
        {R"("into_bed": "22:30", "final_awakening": "07:00", "planned_wake": "06:30")", early_morning_awakening,
         "0 derived", ""},
        {R"("into_bed": "16:00", "final_awakening": "23:50", "planned_wake": "00:20")", early_morning_awakening,
         "30 derived", ""},
        {R"("into_bed": "22:30", "final_awakening": "04:20", "planned_wake": "06:30", "alarm": true)",
         early_morning_awakening, "unknown: an alarm ended the night", ""},
        {bare, early_morning_awakening, "unknown: the planned time of waking was not written down", ""},
    });
}

TEST_CASE("naps are sleep of the day, and unknown unless somebody says", "[diary]") {
    check({
        {awake, nap_time, "unknown: it was not written down whether there were naps", ""},
        {awake + R"(, "naps": [])", nap_time, "0 reported", ""},
        {awake + R"(, "naps": [{"start": "14:00", "minutes": 20}, {"minutes": 10}])", nap_time, "30 reported", ""},
        {awake + R"(, "naps": [{"start": "14:00"}])", nap_time,
         "unknown: it was not written down whether there were naps", ""},
        {awake + R"(, "naps": [{"minutes": 20}])", sleep_in_24_hours, "430 derived", ""},
        {awake, sleep_in_24_hours, "unknown: it was not written down whether there were naps", ""},
        {slept + R"(, "naps": [])", sleep_in_24_hours, "unknown: the minutes awake after falling asleep are not known",
         ""},
    });
    const Diary two =
        small_diary(R"({"date": "2026-03-06", "naps": [], )" + awake +
                    R"(}, {"date": "2026-03-06", "is_main_sleep": false, "into_bed": "13:00", "tried_to_sleep": "13:00",
        "latency_to_sleep_onset_min": 10, "wake_after_sleep_onset_min": 5, "final_awakening": "14:00"})");
    const auto nights = night_metrics(two);
    REQUIRE(nights.size() == 1);
    CHECK(told(nights.front().of(nap_time)) == "45 derived");
    CHECK(told(nights.front().of(sleep_in_24_hours)) == "455 derived");
}

TEST_CASE("a tracker's zero is no latency, and its gaps are no sleep", "[diary]") {
    const std::string zero = tried + R"(, "latency_to_sleep_onset_min": 0)";
    const auto segments = [](const std::string& list) { return tried + R"(, "segments": [)" + list + "]"; };
    const auto piece = [](const std::string& start, const std::string& end, const std::string& state) {
        return fmt::format(R"({{"start": "{}", "end": "{}", "state": "{}"}})", start, end, state);
    };
    const std::string night =
        segments(piece("23:05", "23:20", "awake") + "," + piece("23:20", "01:00", "asleep") + "," +
                 piece("01:00", "01:03", "awake") + "," + piece("01:03", "01:04", "awake") + "," +
                 piece("01:04", "03:00", "asleep") + "," + piece("03:00", "03:05", "awake") + "," +
                 piece("03:05", "06:40", "asleep") + "," + piece("06:40", "06:50", "awake"));
    const std::string gap = segments(piece("23:05", "01:00", "asleep") + "," + piece("01:10", "06:40", "asleep"));
    const std::string veiled = segments(piece("23:05", "01:00", "unknown") + "," + piece("01:00", "06:40", "asleep"));
    check({
        {zero, latency_to_sleep_onset, "0 reported", ""},
        {zero, latency_to_sleep_onset, "unknown: a tracker's 0 does not mean that it was measured", sensed},
        {zero, sleep_period, "unknown: it is not known when sleep began", sensed},
        {slept, latency_to_sleep_onset, "20 vendor", sensed},
        {night, latency_to_sleep_onset, "15 derived", sensed},
        {night, number_of_awakenings, "2 derived", sensed},
        {night, awakenings_of_5_min, "1 derived", sensed},
        {night, wake_after_sleep_onset, "9 derived", sensed},
        {night, total_sleep_time, "431 derived", sensed},
        {night + R"(, "number_of_awakenings": 30)", number_of_awakenings, "30 vendor", sensed},
        {gap, wake_after_sleep_onset, "unknown: the tracker left out parts of the night", sensed},
        {gap, number_of_awakenings, "unknown: the tracker left out parts of the night", sensed},
        {gap, total_sleep_time, "unknown: the tracker left out parts of the night", sensed},
        {veiled, sleep_period, "unknown: it is not known when sleep began", sensed},
        {tried + R"(, "vendor": {"efficiency": 95})", sleep_efficiency_of_time_in_bed,
         "unknown: it is not known when sleep began", sensed},
    });
}

TEST_CASE("a night on which clocks are set has the time that went by", "[diary]") {
    const auto night = [](const std::string& date) {
        return fmt::format(
            R"("date": "{}", "into_bed": "22:40", "tried_to_sleep": "23:00", "latency_to_sleep_onset_min": 0,
               "final_awakening": "07:00", "out_of_bed": "07:00", "wake_after_sleep_onset_min": 0)",
            date);
    };
    struct Clocks {
        std::string date;
        std::string zone;
        std::string period;
        std::string middle;  ///< minutes after midnight
    };
    const std::vector<Clocks> rows{
        {"2026-03-28", "Europe/Paris", "480", "180"},     {"2026-03-29", "Europe/Paris", "420", "210"},
        {"2026-10-25", "Europe/Paris", "540", "150"},     {"2026-04-05", "Australia/Sydney", "540", "150"},
        {"2026-10-04", "Australia/Sydney", "420", "210"}, {"2026-03-29", "Australia/Sydney", "480", "180"},
        {"2026-03-08", "America/New_York", "420", "210"}, {"2026-03-29", "UTC", "480", "180"},
    };
    for (const auto& [date, name, period, middle] : rows) {
        INFO(date << " in " << name);
        check({{night(date), sleep_period, period + " derived", zone(name)},
               {night(date), total_sleep_time, period + " derived", zone(name)},
               {night(date), midsleep, middle + " derived", zone(name)}});
        check({{night(date), sleep_period, "480 derived", ""}, {night(date), midsleep, "180 derived", ""}});
    }
    const Diary plain = small_diary("{" + night("2026-03-29") + "}");
    CHECK(night_metrics(plain).front().by_the_clock);
    // To bed at a time that clocks skipped: 02:30 is taken as it would have been without the change, 03:30.
    check({{R"("date": "2026-03-29", "into_bed": "02:30", "tried_to_sleep": "02:30", "latency_to_sleep_onset_min": 10,
                "final_awakening": "08:00", "wake_after_sleep_onset_min": 0)",
            midsleep, "350 derived", zone("Europe/Paris")}});
    const Diary zoned = small_diary("{" + night("2026-03-29") + "}", zone("Europe/Paris"));
    CHECK_FALSE(night_metrics(zoned).front().by_the_clock);
}

TEST_CASE("the middle of sleep is shown by the clock of the place", "[diary]") {
    check({
        {R"("into_bed": "23:50", "sleep_onset": "23:59", "final_awakening": "00:02")", midsleep, "0.5 derived", ""},
        {R"("into_bed": "07:00", "sleep_onset": "08:00", "final_awakening": "15:01")", midsleep, "690.5 derived", ""},
        {R"("into_bed": "2026-03-05T22:00-05:00", "sleep_onset": "2026-03-05T23:00-05:00",
            "final_awakening": "2026-03-06T07:00-05:00")",
         midsleep, "180 derived", zone("Europe/Paris")},
    });
}

TEST_CASE("unknown in gives unknown out", "[diary]") {
    const std::string full = R"({"date": "2026-03-06", "into_bed": "22:40", "tried_to_sleep": "23:05",
"latency_to_sleep_onset_min": 20, "number_of_awakenings": 2, "wake_after_sleep_onset_min": 25,
"final_awakening": "06:40", "planned_wake": "06:30", "trying_to_sleep_after_final_awakening_min": 5,
"out_of_bed": "07:00", "quality": 3, "rested": 3, "naps": [], "awakenings": [{"minutes": 5, "left_bed": false}, {"minutes": 20, "left_bed": true}]})";
    const Diary all = small_diary(full);
    for (std::size_t i = 0; i < quantity_count; ++i) {
        INFO(words_for(static_cast<Quantity>(i)).id);
        CHECK(night_metrics(all).front().measures[i].value);
    }
    struct Hidden {
        void (*forget)(Night&);
        std::vector<Quantity> unknown;
    };
    const std::vector<Hidden> rows{
        {[](Night& night) { night.latency_to_sleep_onset.reset(); },
         {latency_to_sleep_onset, sleep_period, total_sleep_time, sleep_efficiency_of_time_in_bed,
          sleep_efficiency_of_attempt_to_rise, sleep_efficiency_of_sleep_episode, sleep_efficiency_of_sleep_period,
          midsleep, awakening_index, sleep_in_24_hours}},
        {[](Night& night) { night.tried_to_sleep.reset(); },
         {sleep_period, total_sleep_time, sleep_efficiency_of_time_in_bed, sleep_efficiency_of_attempt_to_rise,
          sleep_efficiency_of_sleep_episode, sleep_efficiency_of_sleep_period, midsleep, awakening_index,
          sleep_in_24_hours}},
        {[](Night& night) { night.out_of_bed.reset(); },
         {time_in_bed, time_in_bed_without_spells_out, terminal_wakefulness, sleep_efficiency_of_time_in_bed,
          sleep_efficiency_of_attempt_to_rise}},
        {[](Night& night) {
             night.wake_after_sleep_onset.reset();
             night.awakenings.reset();
         },
         {time_in_bed_without_spells_out, awakenings_of_5_min, wake_after_sleep_onset, total_sleep_time,
          sleep_efficiency_of_time_in_bed, sleep_efficiency_of_attempt_to_rise, sleep_efficiency_of_sleep_episode,
          sleep_efficiency_of_sleep_period, awakening_index, sleep_in_24_hours}},
        {[](Night& night) {
             night.number_of_awakenings.reset();
             night.awakenings.reset();
         },
         {time_in_bed_without_spells_out, number_of_awakenings, awakenings_of_5_min, awakening_index}},
        {[](Night& night) { night.planned_wake.reset(); }, {early_morning_awakening}},
        {[](Night& night) { night.trying_to_sleep_after_final_awakening.reset(); },
         {sleep_efficiency_of_sleep_episode}},
        {[](Night& night) { night.naps.reset(); }, {nap_time, sleep_in_24_hours}},
        {[](Night& night) { night.quality.reset(); }, {quality}},
        {[](Night& night) { night.rested.reset(); }, {rested}},
        {[](Night& night) { night.awakenings.reset(); }, {time_in_bed_without_spells_out, awakenings_of_5_min}},
        {[](Night& night) { night.awakenings->front().left_bed.reset(); }, {time_in_bed_without_spells_out}},
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Diary diary = all;
        rows[row].forget(diary.nights.front());
        const auto metrics = night_metrics(diary).front();
        for (std::size_t i = 0; i < quantity_count; ++i) {
            const auto quantity = static_cast<Quantity>(i);
            INFO("row " << row << ", " << words_for(quantity).id);
            const auto& unknown = rows[row].unknown;
            const bool expected = std::find(unknown.begin(), unknown.end(), quantity) == unknown.end();
            CHECK(metrics.of(quantity).value.has_value() == expected);
        }
    }
}

TEST_CASE("every quantity and reason has its words", "[diary]") {
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const auto quantity = static_cast<Quantity>(i);
        CHECK(find_quantity(words_for(quantity).id) == quantity);
        CHECK_FALSE(words_for(quantity).name.empty());
    }
    CHECK_FALSE(find_quantity("sleep"));
    for (int i = 0; i <= static_cast<int>(Unknown::nothing_to_divide_by); ++i) {
        CHECK_FALSE(words_for(static_cast<Unknown>(i)).empty());
    }
}
