// What every reader of exports makes of the same mischief, told by the program as a whole.

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "program.hpp"
#include "zip_maker.hpp"

using sleepcheck::ZipMaker;

namespace {

/// An export of one sleep from `{start}` on; `{minutes}` is a length that the format states.
struct Format {
    std::string name;
    std::string text;
    std::string start;        ///< as this format writes 5 March 2026, 23:00
    std::string impossible;   ///< the same with the hour 25 and the minute 61
    std::string before_ours;  ///< the same in the year 0
    Arguments options;
};

std::vector<Format> formats() {
    return {
        {"log.json",
         R"({"format": "sleepcheck-log/1", "nights": [{"date": "2026-03-06", "into_bed": "{start}",
"final_awakening": "2026-03-06T07:00+01:00", "latency_to_sleep_onset_min": {minutes}}]})",
         "2026-03-05T23:00+01:00",
         "2026-03-05T25:61+01:00",
         "0000-03-05T23:00+01:00",
         {}},
        {"fitbit.json",
         R"([{"dateOfSleep": "2026-03-06", "startTime": "{start}", "endTime": "2026-03-06T07:00:00.000",
"levels": {"data": [{"dateTime": "{start}", "level": "light", "seconds": {minutes}}], "shortData": []}}])",
         "2026-03-05T23:00:00.000",
         "2026-03-05T25:61:00.000",
         "0000-03-05T23:00:00.000",
         {}},
        {"export.xml",
         "<HealthData>\n<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"Watch\" "
         "value=\"HKCategoryValueSleepAnalysisAsleep\" startDate=\"{start}\" endDate=\"2026-03-06 07:00:00 +0100\"/>\n"
         "</HealthData>\n",
         "2026-03-05 23:00:00 +0100",
         "2026-03-05 25:61:00 +0100",
         "0000-03-05 23:00:00 +0100",
         {}},
        {"sleep-export.csv",
         "Id,Tz,From,To,Sched,Hours\n\"{start}\",\"Europe/Paris\",\"\",\"\",\"\",\"{minutes}\"\n",
         "1772748000000",
         "1772748000000:61",
         "-62162000000000",
         {}},
        {"oura.json",
         R"([{"day": "2026-03-06", "bedtime_start": "{start}", "bedtime_end": "2026-03-06T07:00:00+01:00"}])",
         "2026-03-05T23:00:00+01:00",
         "2026-03-05T25:61:00+01:00",
         "0000-03-05T23:00:00+01:00",
         {}},
        {"garmin.json",
         R"([{"sleepStartTimestampGMT": "{start}", "sleepEndTimestampGMT": "2026-03-06T06:00:00.0"}])",
         "2026-03-05T22:00:00.0",
         "2026-03-05T25:61:00.0",
         "0000-03-05T22:00:00.0",
         {}},
        {"table.csv",
         "start,end,latency\n{start},2026-03-06 07:00,{minutes}\n",
         "2026-03-05 23:00",
         "2026-03-05 25:61",
         "0000-03-05 23:00",
         {"--map", "start=start,end=end,latency_to_sleep_onset_min=latency"}},
        {"times.csv",
         "day,bed,up,latency\n2026-03-06,{start},07:00,{minutes}\n",
         "23:00",
         "25:61",
         "23:00:00:00",
         {"--map", "date=day,start=bed,end=up,latency_to_sleep_onset_min=latency"}},
    };
}

std::string filled(std::string text, const std::string& name, const std::string& with) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + with.size())) {
        text.replace(at, name.size(), with);
    }
    return text;
}

std::string with(const Format& format, const std::string& start, const std::string& minutes = "8") {
    return filled(filled(format.text, "{start}", start), "{minutes}", minutes);
}

Result imported(const Format& format, const std::string& content) {
    Program program;
    program.file(format.name, content);
    Arguments arguments{"log", "import", program.path(format.name)};
    arguments.insert(arguments.end(), format.options.begin(), format.options.end());
    return program.run(arguments);
}

std::string in_utf16(const std::string& text) {
    std::string result = "\xFF\xFE";
    for (const char letter : text) result += {letter, '\0'};
    return result;
}

/// Says that nothing was imported, and names the file.
void check_refused(const Format& format, const Result& result) {
    CHECK(result.status == 3);
    CHECK(result.output.empty());
    CHECK(result.error.find(format.name) != std::string::npos);
    CHECK(result.error.find("nothing was imported") != std::string::npos);
}

}  // namespace

TEST_CASE("the sound form of each export is imported", "[import]") {
    for (const Format& format : formats()) {
        INFO(format.name);
        const Result result = imported(format, with(format, format.start));
        INFO(result.error);
        CHECK(result.status == 0);
        CHECK(nlohmann::json::parse(result.output)["nights"].size() == 1);
    }
}

TEST_CASE("no export holds an hour 25, a year 0, negative minutes or a thousand million of them", "[import]") {
    for (const Format& format : formats()) {
        std::vector<std::string> texts{with(format, format.impossible), with(format, format.before_ours)};
        if (format.text.find("{minutes}") != std::string::npos) {
            texts.push_back(with(format, format.start, "-5"));
            texts.push_back(with(format, format.start, "1e9"));
        }
        for (const std::string& text : texts) {
            const Result result = imported(format, text);
            INFO(text << result.error);
            check_refused(format, result);
        }
    }
}

TEST_CASE("an export that is cut off, without a night or in another encoding is refused", "[import]") {
    for (const Format& format : formats()) {
        const std::string sound = with(format, format.start);
        const bool table = format.name.find(".csv") != std::string::npos;
        INFO(format.name);
        check_refused(format, imported(format, in_utf16(sound)));
        check_refused(format, imported(format, sound + "\xE9\n"));
        check_refused(format, imported(format, table ? sound.substr(0, sound.find('\n') + 1) + "\"cut"
                                                     : sound.substr(0, sound.size() / 2)));
    }
    const std::vector<std::pair<std::string, std::string>> empty{
        {"log.json", R"({"format": "sleepcheck-log/1", "nights": []})"},
        {"fitbit.json", R"({"sleep": [], "summary": {"totalSleepRecords": 0}})"},
        {"export.xml", "<HealthData>\n</HealthData>\n"},
        {"sleep-export.csv", "Id,Tz,From,To,Sched,Hours\n"},
        {"oura.json", R"({"data": [], "next_token": null})"},
        {"garmin.json", R"([{"sleepWindowConfirmationType": "NONE", "retro": false}])"},
        {"plees.csv", "sid,start,stop,rating\n"},
    };
    for (const auto& [name, text] : empty) {
        const Format format{name, text, "", "", "", {}};
        const Result result = imported(format, text);
        INFO(name << ": " << result.error);
        check_refused(format, result);
    }
}

TEST_CASE("a zip that is damaged, empty or holds nothing of sleep is refused", "[import]") {
    const Format zip{"export.zip", "", "", "", "", {}};
    const Format fitbit = formats()[1];
    ZipMaker sound;
    sound.add("sleep-2026-03-05.json", with(fitbit, fitbit.start));
    CHECK(imported(zip, sound.bytes()).status == 0);

    check_refused(zip, imported(zip, ZipMaker().bytes()));
    ZipMaker other;
    other.add("readme.txt", "no sleep in here");
    check_refused(zip, imported(zip, other.bytes()));
    check_refused(zip, imported(zip, sound.bytes().substr(0, sound.bytes().size() - 10)));
    std::string changed = sound.bytes();
    changed[60] = static_cast<char>(changed[60] + 1);
    check_refused(zip, imported(zip, changed));
}
