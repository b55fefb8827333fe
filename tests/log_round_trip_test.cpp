// A log as rows of a spreadsheet, and back: what the rows carry comes back as it was.

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "import/csv.hpp"
#include "program.hpp"
#include "random_answers.hpp"
#include "sleepcheck/import.hpp"
#include "sleepcheck/log_csv.hpp"
#include "sleeps.hpp"
#include "small_diary.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

/// What rests on single awakenings and naps, which have no column of their own.
const std::set<std::string> not_carried{"awakenings_of_5_min", "time_in_bed_without_spells_out_min", "nap_time_min",
                                        "sleep_in_24_hours_min"};

/// "column: cell" of each row, without what is not carried.
std::vector<std::string> carried(const std::string& csv) {
    CsvReader reader(csv, ',');
    const auto head = reader.next();
    std::vector<std::string> rows;
    while (const auto row = reader.next()) {
        REQUIRE(row->size() == head->size());
        std::string text;
        for (std::size_t i = 0; i < head->size(); ++i) {
            const std::string& column = (*head)[i].text;
            if (not_carried.count(column) == 0) text += fmt::format("{}: {}\n", column, (*row)[i].text);
        }
        rows.push_back(std::move(text));
    }
    return rows;
}

Diary imported(const std::string& csv) {
    const ReadExport read = read_csv(csv, "nights.csv", {});
    INFO(csv);
    REQUIRE(sleeps::told(read.problems) == "");
    return united({read}).diary;
}

/// Logs of people and of trackers, with zones and without, in which anything may be missing.
class RandomLog {
public:
    explicit RandomLog(std::uint64_t seed) : random_(seed) {}

    json next() {
        json log{{"format", "sleepcheck-log/1"}, {"nights", json::array()}};
        const std::vector<std::string> zones{"", "Europe/Paris", "Australia/Sydney", "Asia/Kolkata"};
        const std::string& zone = zones[number(zones.size())];
        if (!zone.empty()) log["timezone"] = zone;
        if (chance(30)) log["source"] = {{"modality", chance(50) ? "sensed" : "self-reported"}};
        // Around the changes of the clocks, in both hemispheres.
        const std::vector<std::string> firsts{"2026-03-27", "2026-10-23", "2026-04-03", "2026-10-02", "2026-01-01"};
        Date date = *calendar_date(firsts[number(firsts.size())]);
        for (std::size_t count = 1 + number(6); count > 0; --count) {
            log["nights"].push_back(night(date));
            if (chance(25)) log["nights"].push_back(short_sleep(date));
            date += std::chrono::days{1 + static_cast<int>(number(2))};
        }
        return log;
    }

private:
    std::size_t number(std::size_t below) { return random_() % below; }
    bool chance(std::size_t percent) { return number(100) < percent; }
    std::string clock(std::size_t from, std::size_t minutes) {
        const std::size_t minute = (from + number(minutes)) % (24 * 60);
        return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    }
    template <typename Value>
    void perhaps(json& night, const std::string& key, const Value& value) {
        if (chance(70)) night[key] = value;
    }

    json night(Date date) {
        json night{
            {"date", to_string(date)}, {"into_bed", clock(22 * 60, 60)}, {"final_awakening", clock(5 * 60, 120)}};
        perhaps(night, "tried_to_sleep", clock(23 * 60, 60));
        if (chance(50)) {
            perhaps(night, "sleep_onset", clock(24 * 60, 60));
        } else {
            perhaps(night, "latency_to_sleep_onset_min", static_cast<double>(number(120)) / 2);
        }
        perhaps(night, "out_of_bed", clock(7 * 60, 60));
        perhaps(night, "wake_after_sleep_onset_min", static_cast<double>(number(120)) / 2);
        perhaps(night, "number_of_awakenings", number(9));
        perhaps(night, "trying_to_sleep_after_final_awakening_min", number(60));
        perhaps(night, "planned_bedtime", clock(21 * 60, 120));
        perhaps(night, "planned_wake", clock(6 * 60, 120));
        perhaps(night, "alarm", chance(50));
        perhaps(night, "day_type", chance(50) ? "work" : "free");
        perhaps(night, "quality", 1 + number(5));
        perhaps(night, "rested", 1 + number(5));
        add_day(night);
        return night;
    }

    void add_day(json& night) {
        const std::vector<std::string> words{"slept well", "=1+1", "-", "a, \"b\"\nc", "'tis", "\xC3\xA9t\xC3\xA9"};
        const std::vector<std::string> nicotine{"none", "day", "evening"};
        perhaps(night, "caffeine_drinks", static_cast<double>(number(12)) / 2);
        perhaps(night, "last_caffeine", clock(8 * 60, 600));
        perhaps(night, "evening_light_min", number(240));
        perhaps(night, "magnesium_foods", number(5));
        perhaps(night, "problem_night", chance(50));
        perhaps(night, "alcohol_drinks", static_cast<double>(number(6)) / 2);
        perhaps(night, "nicotine", nicotine[number(nicotine.size())]);
        perhaps(night, "medication", words[number(words.size())]);
        perhaps(night, "notes", words[number(words.size())]);
        if (chance(30)) night["naps"] = json::array({{{"start", clock(14 * 60, 60)}, {"minutes", 20}}});
        if (chance(30)) night["awakenings"] = json::array({{{"at", "03:30"}, {"minutes", 7}, {"left_bed", true}}});
    }

    json short_sleep(Date date) {
        return {{"date", to_string(date)},
                {"is_main_sleep", false},
                {"into_bed", clock(17 * 60, 30)},
                {"final_awakening", clock(18 * 60, 30)}};
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("a log exported as rows, imported and exported again gives the same rows", "[log]") {
    const auto seed = random_seed();
    RandomLog random(seed);
    for (std::size_t i = 0; i < repetitions(2'000); ++i) {
        const std::string log = random.next().dump();
        INFO("SLEEPCHECK_SEED=" << seed << " " << log);
        const ReadDiary read = read_diary(log, "log");
        if (!read.problems.empty()) continue;
        for (const PrivateColumns columns : {PrivateColumns::left_out, PrivateColumns::shown}) {
            const std::string rows = to_csv(read.diary, columns);
            REQUIRE(carried(to_csv(imported(rows), columns)) == carried(rows));
        }
    }
}

TEST_CASE("private words come back from rows only when they were asked for", "[log]") {
    const Diary diary = small_diary(R"({"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "06:20",
"medication": "=a", "alcohol_drinks": 2, "nicotine": "evening", "notes": "@b"})");
    const Night shown = imported(to_csv(diary, PrivateColumns::shown)).nights.at(0);
    CHECK(shown.medication == "=a");
    CHECK(shown.alcohol_drinks == 2);
    CHECK(shown.nicotine == Nicotine::evening);
    CHECK(shown.notes == "@b");
    const Night hidden = imported(to_csv(diary)).nights.at(0);
    CHECK(!hidden.medication);
    CHECK(!hidden.alcohol_drinks);
    CHECK(!hidden.nicotine);
    CHECK(!hidden.notes);
}

TEST_CASE("rows know whether a device counted the nights, and the zone", "[log]") {
    const std::string night = R"({"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "06:20"})";
    const Diary tracker = imported(to_csv(small_diary(night, sensed + zone("Asia/Tokyo"))));
    CHECK(is_sensed(tracker));
    REQUIRE(tracker.zone);
    CHECK(tracker.zone->name() == "Asia/Tokyo");
    const Diary person = imported(to_csv(small_diary(night)));
    CHECK(!is_sensed(person));
    CHECK(!person.zone);
}

TEST_CASE("what is wrong in rows of ours is said, and nothing private with it", "[log]") {
    const std::string head =
        "main_sleep,into_bed_local_time,final_awakening_local_time,time_in_bed_min,alcohol_drinks,"
        "nicotine,day_type,alarm,last_caffeine_local_time,magnesium_foods\n"
        "yes,2026-03-05 22:30,2026-03-06 06:20,470,";
    const auto said = [&](const std::string& row) {
        return sleeps::told(read_csv(head + row + "\n", "nights.csv", {}).problems);
    };
    const std::string unknown = " | leave the field empty if it is not known\n";
    CHECK(said("secret") == "2:43: expected a number from 0 to 100" + unknown);
    CHECK(said(",secret") == "2:44: expected none, day or evening" + unknown);
    CHECK(said(",,holiday") == "2:45: expected work or free, got \"holiday\"" + unknown);
    CHECK(
        said(",,,maybe") ==
        "2:46: expected yes or no, got \"maybe\" | yes, true and 1 say that an alarm ended the night; no, false and 0 "
        "deny it\n");
    CHECK(said(",,,,25:61") ==
          "2:47: expected a time of day, got \"25:61\" | hours 0 to 23, minutes 00 to 59, such as 22:30 or 10:30 pm\n");
    CHECK(said(",,,,,1.5") == "2:48: expected a whole number from 0 to 100, got \"1.5\"" + unknown);
}

TEST_CASE("the program takes its own rows for a log", "[log]") {
    Program program;
    program.file("log.json", R"({"format": "sleepcheck-log/1", "nights": [{"date": "2026-03-06", "into_bed": "22:30",
"final_awakening": "06:20", "out_of_bed": "06:30", "rested": 2}]})");
    CHECK(program.run({"log", "export", program.path("log.json"), "-o", program.path("nights.csv")}).status == 0);
    const Result back = program.run({"log", "import", program.path("nights.csv"), "-o", program.path("back.json")});
    INFO(back.error);
    CHECK(back.status == 0);
    CHECK(program.run({"log", "export", program.path("back.json")}).output == program.text_of("nights.csv"));
    CHECK(program.run({"log", "summary", program.path("nights.csv")}).status == 0);
}
