// Exports of trackers on the command line: made into a log, or read as they are.

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "program.hpp"

using nlohmann::json;

namespace {

/// So many nights of a made-up band, from 11 at night to 7.
json fitbit(int nights) {
    json file = json::array();
    for (int number = 1; number <= nights; ++number) {
        const std::string evening = "2026-03-" + std::to_string(10 + number) + "T";
        const std::string morning = "2026-03-" + std::to_string(11 + number) + "T";
        json night{{"logId", number},
                   {"dateOfSleep", morning.substr(0, 10)},
                   {"startTime", evening + "23:00:00.000"},
                   {"endTime", morning + "07:00:00.000"},
                   {"duration", 28800000},
                   {"minutesAsleep", 450},
                   {"minutesAwake", 30},
                   {"timeInBed", 480},
                   {"type", "stages"},
                   {"mainSleep", true}};
        json stages = json::array();
        stages.push_back({{"dateTime", evening + "23:00:00.000"}, {"level", "light"}, {"seconds", 12600}});
        stages.push_back({{"dateTime", morning + "02:30:00.000"}, {"level", "wake"}, {"seconds", 1800}});
        stages.push_back({{"dateTime", morning + "03:00:00.000"}, {"level", "deep"}, {"seconds", 14400}});
        night["levels"] = {{"data", stages}, {"shortData", json::array()}};
        file.push_back(night);
    }
    return file;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("exports become one log, and say what was read") {
    Program program;
    program.file("march.json", fitbit(8).dump());
    program.file("again.json", fitbit(5).dump());
    const Result result = program.run({"log", "import", program.path("march.json"), program.path("again.json")});
    CHECK(result.status == 0);
    CHECK(holds(result.error, "8 nights and 0 naps; 5 records left out: "));
    const json log = json::parse(result.output);
    CHECK(log["format"] == "sleepcheck-log/1");
    CHECK(log["source"]["modality"] == "sensed");
    CHECK(log["nights"].size() == 8);
    CHECK(program.run({"log", "import", program.path("again.json"), program.path("march.json")}).output ==
          result.output);
}

TEST_CASE("a log that was imported is imported once more as it is") {
    Program program;
    program.file("march.json", fitbit(8).dump());
    const std::string log = program.path("log.json");
    REQUIRE(program.run({"log", "import", program.path("march.json"), "-o", log}).status == 0);
    CHECK(program.run({"log", "import", log}).output == program.text_of("log.json"));
}

TEST_CASE("an export is assessed and summarised as it is") {
    Program program;
    program.file("march.json", fitbit(8).dump());
    const std::string log = program.path("log.json");
    REQUIRE(program.run({"log", "import", program.path("march.json"), "-o", log}).status == 0);
    const auto same = [&](Arguments arguments) {
        arguments.push_back(program.path("march.json"));
        const Result direct = program.run(arguments);
        arguments.back() = log;
        const Result imported = program.run(arguments);
        INFO(direct);
        CHECK(direct.status == 0);
        CHECK(direct.output.size() == imported.output.size());
        return direct.output;
    };
    CHECK(holds(same({"assess", "--width", "100"}), "A device counted these nights."));
    same({"log", "summary"});
    const json report = json::parse(same({"assess", "--format", "json"}));
    CHECK(report["answers"]["awakenings_per_night"] == json{{"value", 1}, {"from", "log"}, {"nights", 8}});
    CHECK(!report["answers"].contains("sleep_latency_min"));
}

TEST_CASE("an Apple export is read however long it is, wherever it comes from") {
    // Longer than any file that is held in memory as a whole.
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_GB\">\n";
    std::string line(1023, ' ');
    line += '\n';
    for (int i = 0; i < 65 * 1024; ++i) xml += line;
    for (int day = 1; day <= 8; ++day) {
        xml += fmt::format(
            R"(<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" startDate="2026-03-{:02} 23:00:00 +0100" )"
            R"(endDate="2026-03-{:02} 06:30:00 +0100" value="HKCategoryValueSleepAnalysisAsleepCore"/>)"
            "\n",
            day, day + 1);
    }
    xml += "</HealthData>\n";
    Program program;
    program.file("export.xml", xml);
    const std::string path = program.path("export.xml");
    const auto nights = [](const Result& result) { return json::parse(result.output).at("nights").size(); };
    CHECK(nights(program.run({"log", "import", path})) == 8);
    CHECK(nights(program.input(xml).run({"log", "import", "-"})) == 8);
    CHECK(nights(program.run({"log", "summary", "--format", "json", path})) == 8);
    CHECK(program.run({"log", "check", path}).output == "nothing odd was found in 8 nights\n");
    for (const Arguments& arguments :
         {Arguments{"assess", "--format", "json", path}, Arguments{"assess", "--format", "json", "--log", path}}) {
        const json report = json::parse(program.run(arguments).output);
        CHECK(report.at("answers").at("usual_bedtime").at("nights") == 8);
    }
    CHECK(holds(program.run({"log", "add", path}).error, "this is the export of a tracker"));
}

TEST_CASE("what people remember and what devices count is not mixed") {
    Program program;
    program.file("march.json", fitbit(3).dump());
    program.file("diary.json", R"({"format": "sleepcheck-log/1", "nights": [{"date": "2026-03-06", "into_bed": "22:30",
        "final_awakening": "06:30"}]})");
    const Result result = program.run({"log", "import", program.path("diary.json"), program.path("march.json")});
    CHECK(result.status == 3);
    CHECK(result.output.empty());
    CHECK(holds(result.error, "Fitbit was counted by a device and one written by a person; that is not mixed"));
    CHECK(holds(result.error, "into two logs"));
    CHECK(holds(result.error, "1 problem; nothing was imported."));
    CHECK(program.run({"log", "import", program.path("diary.json")}).status == 0);
}

TEST_CASE("a log never takes the place of the export it is made from") {
    Program program;
    program.file("march.json", fitbit(3).dump());
    const std::string path = program.path("march.json");
    const Result result = program.run({"log", "import", path, "-o", path});
    CHECK(result.status == 2);
    CHECK(holds(result.error, "name another file after -o"));
    CHECK(program.text_of("march.json") == fitbit(3).dump());
}

TEST_CASE("times of an export that clocks skipped or showed twice are told of") {
    Program program;
    program.file("nights.csv",
                 "Begin;End\n2026-03-29 02:30;2026-03-29 09:00\n2026-10-24 23:00;2026-10-25 02:30\n"
                 "2026-10-25 22:00;2026-10-26 06:30\n");
    const Result result = program.run({"log", "import", "--from", "csv", "--map", "start=Begin,end=End", "--timezone",
                                       "Europe/Paris", program.path("nights.csv")});
    CHECK(holds(result.error, "nights.csv:2:1: 2026-03-29T02:30 was skipped in Europe/Paris"));
    CHECK(holds(result.error, "nights.csv:3:18: 2026-10-25T02:30 came twice in Europe/Paris"));
    CHECK_FALSE(holds(result.error, "nights.csv:4"));
}

TEST_CASE("a maker's figure that cannot be true is left out, with a word") {
    json file = fitbit(2);
    file[0]["minutesAsleep"] = -450;
    file[1]["minutesAwake"] = 1e9;
    Program program;
    program.file("march.json", file.dump());
    const Result result = program.run({"log", "import", program.path("march.json")});
    CHECK(result.status == 0);
    CHECK(holds(result.error, "\"minutesAsleep\" cannot be true"));
    CHECK(holds(result.error, "\"minutesAwake\" cannot be true"));
    const json nights = json::parse(result.output)["nights"];
    CHECK_FALSE(nights[0]["vendor"].contains("minutesAsleep"));
    CHECK(nights[0]["vendor"]["minutesAwake"] == 30);
}

TEST_CASE("what cannot be imported is said with its cure") {
    Program program;
    program.file("march.json", fitbit(2).dump());
    program.file("poem.txt", "No sleep tonight\n");
    program.file("empty.json", "[]");
    program.file("torn.json", fitbit(2).dump().substr(0, 400));
    const auto run = [&](const Arguments& more) {
        Arguments arguments{"log", "import"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Result result = program.run(arguments);
        CHECK(result.output.empty());
        return std::pair(result.status, result.error);
    };
    using Said = std::pair<int, std::string>;
    CHECK(run({program.path("poem.txt")}).first == 3);
    CHECK(holds(run({program.path("poem.txt")}).second, "this is no export of a kind this program reads"));
    CHECK(run({program.path("empty.json")}).first == 3);
    CHECK(run({program.path("torn.json")}).first == 3);
    CHECK(holds(run({program.path("torn.json")}).second, "nothing was imported"));
    CHECK(run({program.path("nowhere.json")}) == Said{5, "nowhere.json: cannot be read: no such file or directory\n"});
    CHECK(run({"--from", "fitbitt", program.path("march.json")}) ==
          Said{2, "sleepcheck: --from cannot be \"fitbitt\"\n  did you mean \"fitbit\"?\n"});
    CHECK(run({"--timezone", "Europe/Atlantis", program.path("march.json")}).first == 2);
    CHECK(run({"--map", "start", program.path("march.json")}) ==
          Said{2, "sleepcheck: --map cannot hold \"start\"\n  it is NAME=COLUMN,NAME=COLUMN\n"});
    CHECK(run({}).first == 2);
}

TEST_CASE("a table is read by the columns that are named") {
    Program program;
    program.file("nights.csv", "Begin;End\n2026-03-01 23:00;2026-03-02 07:00\n2026-03-02 23:10;2026-03-03 06:50\n");
    const Result result =
        program.run({"log", "import", "--from", "csv", "--map", "start=Begin,end=End", program.path("nights.csv")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(json::parse(result.output)["nights"].size() == 2);
}

TEST_CASE("an export is never written into by a morning entry") {
    Program program;
    program.file("march.json", fitbit(2).dump());
    const Result result = program.input("").run({"log", "add", "--date", "2026-03-20", program.path("march.json")});
    CHECK(result.status == 2);
    CHECK(program.text_of("march.json") == fitbit(2).dump());
}

TEST_CASE("a Garmin export in universal time says how to tell the zone, which puts times and dates right") {
    Program program;
    program.file("garmin.json", R"([{"sleepStartTimestampGMT": "2026-03-05T22:30:00.0",
"sleepEndTimestampGMT": "2026-03-06T05:00:00.0", "calendarDate": "2026-03-05"}])");
    const Result bare = program.run({"log", "import", program.path("garmin.json")});
    CHECK(bare.status == 0);
    CHECK(holds(bare.error, "these times are in universal time (UTC), which may be hours off what your clocks showed"));
    CHECK(holds(bare.error, "name the zone in which you slept: log import --timezone Europe/Paris"));
    CHECK(json::parse(bare.output)["nights"][0]["date"] == "2026-03-06");

    const Result zoned = program.run({"log", "import", "--timezone", "Pacific/Honolulu", program.path("garmin.json")});
    CHECK(zoned.status == 0);
    CHECK(!holds(zoned.error, "UTC"));
    const json log = json::parse(zoned.output);
    CHECK(log["timezone"] == "Pacific/Honolulu");
    CHECK(log["nights"][0]["date"] == "2026-03-05");
    CHECK(log["nights"][0]["into_bed"] == "12:30");
    CHECK(log["nights"][0]["final_awakening"] == "19:00");
}
