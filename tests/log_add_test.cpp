// Entering a night at the prompt, and that nothing else of the log changes by it.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>

#include "program.hpp"
#include "sleepcheck/diary.hpp"
#include "sleepcheck/log_entry.hpp"
#include "small_diary.hpp"

using namespace sleepcheck;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Bed, attempt, minutes to fall asleep, awake, up, planned, awakenings, minutes awake, rested, and Enter to write.
const std::string usual_answers = "22:30\n22:40\n20\n5:00\n6:30\n6:30\n2\n30\n3\n\n";

const std::string usual_night =
    R"({"date": "2026-03-06", "into_bed": "22:30", "tried_to_sleep": "22:40", "latency_to_sleep_onset_min": 20, )"
    R"("number_of_awakenings": 2, "wake_after_sleep_onset_min": 30, "final_awakening": "05:00", )"
    R"("planned_wake": "06:30", "out_of_bed": "06:30", "rested": 3})";

Diary diary_of(const std::string& text) {
    const ReadDiary read = read_diary(text, "log.json");
    INFO(text);
    REQUIRE(read.problems.empty());
    return read.diary;
}

struct Added {
    Result result;
    std::string text;  ///< of the log afterwards; empty when there is none
};

Added added(const std::string& log, const std::string& answers, const Arguments& options = {},
            const std::string& name = "log.json") {
    Program program;
    if (!log.empty()) program.file(name, log);
    Arguments arguments{"log", "add", program.path(name)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    Added outcome{program.input(answers).run(arguments), {}};
    if (std::filesystem::exists(program.path(name))) outcome.text = program.text_of(name);
    return outcome;
}

std::string small_log(const std::string& nights) {
    return "{\"format\": \"sleepcheck-log/1\", \"nights\": [" + nights + "]}";
}

/// Written by hand, with everything that a rewriting program would lose.
const std::string by_hand = R"({
  "$schema":   "my-own.json",
	"nights": [ {
      "into_bed": "23:00", "date": "2026-03-04",
      "final_awakening": "6:10", "rested": null, "latency_to_sleep_onset_min": 1.50e1
    },
    { "date": "2026-03-05",
      "into_bed": "23:00",
      "final_awakening": "06:10", "notes": "a \u00e9 [\"}" } ],
  "format": "sleepcheck-log/1", "source": {"name": "paper", "modality": "self-reported"}
}
)";

}  // namespace

TEST_CASE("a log is begun with its first night, readable by its owner alone") {
    Program program;
    const Result result = program.input(usual_answers).run({"log", "add", program.path("log.json")});
    INFO(result);
    CHECK(result.status == 0);
    CHECK(result.output.empty());
    CHECK(holds(result.error, "Written: the log holds 1 night, readable by you alone.\n"));
    CHECK(
        program.text_of("log.json") ==
        "{\n  \"format\": \"sleepcheck-log/1\", \"source\": {\"modality\": \"self-reported\"},\n  \"nights\": [\n    " +
            usual_night + "\n  ]\n}\n");
    struct stat found = {};
    REQUIRE(::stat(program.path("log.json").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(program.run({"log", "check", program.path("log.json")}).status == 0);
}

TEST_CASE("a log with a night a line is begun and continued as one") {
    const std::string header = R"({"format": "sleepcheck-log/1", "source": {"modality": "self-reported"}})";
    CHECK(added("", usual_answers, {}, "log.ndjson").text == header + "\n" + usual_night + "\n");
    const std::string line = R"({"date": "2026-03-05", "into_bed": "23:00", "final_awakening": "06:10"})";
    for (const std::string end : {"\n", ""}) {
        CHECK(added(line + end, usual_answers).text == line + "\n" + usual_night + "\n");
        CHECK(added(header + "\n" + line + end, usual_answers).text ==
              header + "\n" + line + "\n" + usual_night + "\n");
    }
}

TEST_CASE("everything else of a log stays as it was written, byte by byte") {
    const Added outcome = added(by_hand, usual_answers);
    INFO(outcome.result);
    const std::string before = by_hand.substr(0, by_hand.find(" ],"));
    const std::string after = by_hand.substr(by_hand.find(" ],"));
    REQUIRE(outcome.text.size() > by_hand.size());
    CHECK(outcome.text.substr(0, before.size()) == before);
    CHECK(outcome.text.substr(outcome.text.size() - after.size()) == after);
    Diary expected = diary_of(by_hand);
    expected.nights.push_back(small_diary(usual_night).nights.front());
    CHECK(diary_of(outcome.text) == expected);
}

TEST_CASE("what is left out stays unknown, and so is not in the log") {
    const Added outcome = added("", "22:30\ns\ns\n5:00\ns\ns\ns\ns\ns\n\n");
    CHECK(outcome.result.status == 0);
    const Diary diary = diary_of(outcome.text);
    CHECK(diary.nights ==
          small_diary(R"({"date": "2026-03-06", "into_bed": "22:30", "final_awakening": "05:00"})").nights);
}

TEST_CASE("an entry can be told in many ways") {
    struct Case {
        std::string answers;
        std::string night;
    };
    const std::vector<Case> cases{
        // The time of falling asleep in place of the minutes; no awakenings, and so no minutes awake.
        {"10:30 pm\n22:40\n11:05 pm\n5 am\n6:30\ns\n0\n3\n\n",
         R"({"date": "2026-03-06", "into_bed": "22:30", "tried_to_sleep": "22:40", "sleep_onset": "23:05",
             "number_of_awakenings": 0, "wake_after_sleep_onset_min": 0, "final_awakening": "05:00",
             "out_of_bed": "06:30", "rested": 3})"},
        // Back, and Enter keeps what was said.
        {"22:30\n22:40\nb\n22:45\n20\nb\n\n5:00\n6:30\n6:30\n2\n30\n3\nb\n4\n\n",
         R"({"date": "2026-03-06", "into_bed": "22:30", "tried_to_sleep": "22:45", "latency_to_sleep_onset_min": 20,
             "number_of_awakenings": 2, "wake_after_sleep_onset_min": 30, "final_awakening": "05:00",
             "planned_wake": "06:30", "out_of_bed": "06:30", "rested": 4})"},
        // A day sleeper; nobody asks whether noon is meant.
        {"8:30\n8:30\n10\n15:40\n16:00\ns\n1\n5\n3\n\n",
         R"({"date": "2026-03-06", "into_bed": "08:30", "tried_to_sleep": "08:30", "latency_to_sleep_onset_min": 10,
             "number_of_awakenings": 1, "wake_after_sleep_onset_min": 5, "final_awakening": "15:40",
             "out_of_bed": "16:00", "rested": 3})"},
    };
    for (const auto& [answers, night] : cases) {
        const Added outcome = added("", answers);
        INFO(answers << outcome.result);
        REQUIRE(outcome.result.status == 0);
        CHECK(diary_of(outcome.text).nights == small_diary(night).nights);
    }
}

TEST_CASE("what is unlikely is asked about once, and taken when it is said again") {
    struct Case {
        std::string answers;
        std::string asked;
        std::string then;
    };
    const std::vector<Case> cases{
        {"10:30\n22:40\n", "From going to bed (10:30) to trying to sleep (22:40) that is 12 h 10 min.", "22:40\n20\n"},
        {"22:30\n22:15\n", "From going to bed (22:30) to trying to sleep (22:15) that is 23 h 45 min.", "22:45\n20\n"},
        {"22:30\n22:40\n20\n17:00\n", "From falling asleep (23:00) to waking for good (17:00) that is 18 h 0 min.",
         "5:00\n"},
    };
    for (const auto& [answers, asked, then] : cases) {
        const Added outcome = added("", answers + then);
        INFO(outcome.result);
        std::string error = outcome.result.error;
        for (auto at = error.find("\n    "); at != std::string::npos; at = error.find("\n    ", at + 1)) {
            error.replace(at, 5, " ");
        }
        CHECK(holds(error, asked));
    }
    const Added awake = added("", "22:30\n22:40\n20\n5:00\n6:30\ns\n2\n400\n400\n3\n\n");
    INFO(awake.result);
    CHECK(awake.result.status == 0);
    CHECK(holds(awake.result.error, "From falling asleep to waking for good there are only 6 h 0 min."));
    CHECK(diary_of(awake.text).nights.front().wake_after_sleep_onset == Minutes{400});
}

TEST_CASE("a night that cannot be is told over once more, and nothing is written before it can") {
    const std::string before = small_log(R"({"date": "2026-03-05", "into_bed": "23:00", "final_awakening": "06:10",
        "out_of_bed": "07:00"})");
    // To bed at 06:30, while the night before went on until 07:00.
    const std::string impossible = "6:30\ns\ns\n5:00\n5:00\n5:00\ns\ns\ns\ns\nq\n";
    const Added outcome = added(before, impossible);
    INFO(outcome.result);
    CHECK(outcome.result.status == 0);
    CHECK(holds(outcome.result.error, "That cannot be so:\n"));
    CHECK(holds(outcome.result.error, "this night begins before the night of 2026-03-05 ends"));
    CHECK(outcome.text == before);
}

TEST_CASE("a night that is there already is corrected only after asking, and keeps what was not asked") {
    const std::string other = R"({"date": "2026-03-05", "into_bed": "23:00", "final_awakening": "06:10"})";
    const std::string there =
        R"({"date": "2026-03-06", "into_bed": "22:00", "final_awakening": "05:00", "rested": 1, "notes": "noise"})";
    const std::string log = small_log(there + ", " + other);
    for (const std::string answer : {"no\n", "q\n", ""}) CHECK(added(log, answer).text == log);
    const Added outcome = added(log, "yes\n22:15\ns\ns\n\ns\ns\ns\ns\n\n\n");
    INFO(outcome.result);
    CHECK(outcome.text ==
          small_log(R"({"date": "2026-03-06", "into_bed": "22:15", "final_awakening": "05:00", "rested": 1, )"
                    R"("notes": "noise"})" +
                    (", " + other)));
    CHECK_FALSE(holds(outcome.result.error, "noise"));
}

TEST_CASE("who leaves, or says nothing more, leaves the log as it was") {
    const std::string log = small_log(R"({"date": "2026-03-05", "into_bed": "23:00", "final_awakening": "06:10"})");
    std::string answers;
    std::string all = usual_answers;
    all.pop_back();  // the Enter that writes
    for (const std::string& line : lines_of(all)) {
        for (const std::string end : {"q\n", ""}) {
            const Added outcome = added(log, answers + end);
            INFO(answers);
            CHECK(outcome.result.status == 0);
            CHECK(outcome.text == log);
            CHECK(holds(outcome.result.error, "The log was left as it is.\n"));
        }
        answers += line + "\n";
    }
    CHECK(added("", "22:30\nq\n").text.empty());
}

TEST_CASE("the date is today's morning, or the one asked for") {
    const auto date_with = [](const std::string& today, const Arguments& options) {
        Program program;
        Arguments arguments{"log", "add", program.path("log.json")};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Result result = program.today(today).input(usual_answers).run(arguments);
        INFO(result);
        REQUIRE(result.status == 0);
        return to_string(diary_of(program.text_of("log.json")).nights.front().date);
    };
    CHECK(date_with("2026-03-06", {}) == "2026-03-06");
    CHECK(date_with("2026-01-01", {}) == "2026-01-01");
    CHECK(date_with("2026-03-06", {"--date", "2026-02-28"}) == "2026-02-28");
    CHECK(added("", "", {"--date", "2026-03-07"}).result ==
          Result{2, "",
                 "sleepcheck: the morning of 2026-03-07 has not come yet\n"
                 "  today is 2026-03-06; a night has the date of its morning\n"});
    CHECK(added("", "", {"--date", "yesterday"}).result.status == 2);
    CHECK(added("", "", {"--date", "2026-02-30"}).result.status == 2);
}

TEST_CASE("a log that cannot be added to is refused before anything is asked") {
    const std::string broken = small_log(R"({"date": "2026-03-05", "into_bed": "23:00"})");
    const Added problems = added(broken, usual_answers);
    CHECK(problems.result.status == 3);
    CHECK(holds(problems.result.error, "1 problem; the log was left as it is.\n"));
    CHECK(problems.text == broken);
    const Added tracker =
        added(R"({"format": "sleepcheck-log/1", "source": {"modality": "sensed"}, "nights": [)" + usual_night + "]}",
              usual_answers);
    CHECK(tracker.result.status == 2);
    for (const Result& result : {problems.result, tracker.result}) CHECK_FALSE(holds(result.error, "When did you"));
    CHECK(Program().run({"log", "add", "-"}).status == 2);
    CHECK(Program().run({"log", "add"}).status == 2);
    CHECK(Program().run({"log", "add", "/nowhere/log.json"}).status == 5);
    Program program;
    program.file("log.json", small_log(usual_night));
    std::filesystem::create_symlink(program.path("log.json"), program.path("link.json"));
    CHECK(program.input(usual_answers).run({"log", "add", program.path("link.json")}).status == 5);
}

TEST_CASE("adding to a log of any form gives the same diary with the night more") {
    const std::string night = R"({"date": "2026-03-05", "into_bed": "23:00", "final_awakening": "06:10"})";
    const Night more = small_diary(usual_night).nights.front();
    for (const std::string& log :
         {small_log(night), small_log("\n" + night + "\n"), small_log("\n\t" + night), by_hand,
          "\xEF\xBB\xBF" + small_log(night), night, night + "\r\n", "\n\n" + night + "\n\n",
          to_json(small_diary(night)), small_log(R"({"date": "2026-03-05", "is_main_sleep": false, "into_bed": "14:00",
              "final_awakening": "14:30"})")}) {
        INFO(log);
        Diary expected = diary_of(log);
        expected.nights.push_back(more);
        CHECK(diary_of(with_night(log, more)) == expected);
        CHECK(same_but_for(diary_of(log), expected, more.date));
        CHECK_FALSE(same_but_for(diary_of(log), expected, more.date + std::chrono::days{1}));
        CHECK(with_night(with_night(log, more), more) == with_night(log, more));
    }
}
