// Our figures beside those of other programs on the same nights. The nights lie beside the checkout, not in it; where
// they are absent these tests say so and pass.

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "program.hpp"
#include "sleepcheck/sleep_summary.hpp"
#include "small_diary.hpp"

using namespace sleepcheck;
using nlohmann::json;

namespace {

const std::filesystem::path& data_folder() {
    static const std::filesystem::path folder =
        std::filesystem::path(SLEEPCHECK_SOURCE_DIR) / "../shared/sleep-logs/data";
    return folder;
}

bool absent() {
    if (std::filesystem::exists(data_folder())) return false;
    WARN("skipped: no ../shared/sleep-logs/data beside the checkout");
    return true;
}

std::string text_of(const std::string& name) {
    return text_of_file((data_folder() / name).string());
}

/// Rows of a CSV by column; quotes only round whole fields.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& name) {
    std::istringstream stream(text_of(name));
    const auto fields = [](const std::string& line) {
        std::vector<std::string> result;
        std::istringstream parts(line);
        for (std::string part; std::getline(parts, part, ',');) {
            if (part.size() > 1 && part.front() == '"') part = part.substr(1, part.size() - 2);
            result.push_back(part);
        }
        return result;
    };
    std::string line;
    std::getline(stream, line);
    const auto header = fields(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(stream, line)) {
        auto& row = rows.emplace_back();
        const auto values = fields(line);
        for (std::size_t i = 0; i < values.size() && i < header.size(); ++i) row[header[i]] = values[i];
    }
    return rows;
}

std::optional<double> number(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

TEST_CASE("worked diary nights come to what the definitions say", "[diary][peers]") {
    if (absent()) return;
    const json nights = json::parse(text_of("csd_worked_examples/nights.json"))["nights"];
    const json expected = json::parse(text_of("csd_worked_examples/expected.peers-and-reference.json"))["nights"];
    const std::map<std::string, Quantity> names{
        {"time_in_bed_min", Quantity::time_in_bed},
        {"sleep_onset_latency_min", Quantity::latency_to_sleep_onset},
        {"sleep_period_min", Quantity::sleep_period},
        {"wake_after_sleep_onset_min", Quantity::wake_after_sleep_onset},
        {"total_sleep_time_min", Quantity::total_sleep_time},
        {"terminal_wakefulness_min", Quantity::terminal_wakefulness},
        {"sleep_efficiency_tib_pct", Quantity::sleep_efficiency_of_time_in_bed},
        {"sleep_efficiency_attempt_to_rise_pct", Quantity::sleep_efficiency_of_attempt_to_rise},
        {"sleep_maintenance_efficiency_pct", Quantity::sleep_efficiency_of_sleep_period},
        {"sleep_efficiency_dse_pct", Quantity::sleep_efficiency_of_sleep_episode},
        {"midsleep_offset_min", Quantity::midsleep},
        {"awakening_index_per_h", Quantity::awakening_index},
    };
    int compared = 0;
    for (const json& night : nights) {
        json ours{{"date", night["date"]},
                  {"into_bed", night["into_bed"]},
                  {"tried_to_sleep", night["tried_to_sleep"]},
                  {"latency_to_sleep_onset_min", night["sol_min"]},
                  {"number_of_awakenings", night["awakenings"]},
                  {"wake_after_sleep_onset_min", night["waso_min"]},
                  {"trying_to_sleep_after_final_awakening_min", night["ema_min"]},
                  {"final_awakening", night["final_awakening"]},
                  {"out_of_bed", night["out_of_bed"]}};
        const NightMetrics metrics = night_metrics(small_diary(ours.dump())).front();
        const json& reference = expected[night["id"].get<std::string>()]["reference"];
        for (const auto& [name, quantity] : names) {
            if (!reference.contains(name)) continue;
            INFO(night["id"] << ": " << name);
            const auto& value = metrics.of(quantity).value;
            REQUIRE(value.has_value() == !reference[name].is_null());
            if (value) CHECK(std::abs(*value - reference[name].get<double>()) < 6e-5);
            ++compared;
        }
    }
    CHECK(compared == 67);
}

TEST_CASE("regularity equals that of four other programs", "[diary][peers]") {
    if (absent()) return;
    const json expected = json::parse(text_of("sri/expected.sri.json"));
    int compared = 0;
    for (const auto& [name, entry] : expected.items()) {
        // One of them came without its vector.
        if (name == "_how" || !std::filesystem::exists(data_folder() / ("sri/" + name + ".vec"))) continue;
        INFO(name);
        std::istringstream stream(text_of("sri/" + name + ".vec"));
        std::string states;
        std::getline(stream, states);
        std::getline(stream, states);
        std::vector<Run> runs;
        for (std::size_t i = 0; i < states.size(); ++i) {
            const auto state = states[i] == '1'   ? SleepState::asleep
                               : states[i] == '0' ? SleepState::awake
                                                  : SleepState::unknown;
            const auto minute = static_cast<std::int64_t>(i);
            runs.push_back({minute, minute + 1, state});
        }
        const Figure figure = sleep_regularity(runs);
        REQUIRE(figure.value);
        for (const std::string peer : {"reference", "sleepreg", "pyActigraphy", "GGIR_weighted_mean"}) {
            INFO(peer);
            const double theirs = entry["expected_sri"][peer].get<double>();
            CHECK(std::abs(*figure.value - theirs) < 1e-4);
            ++compared;
        }
    }
    CHECK(compared == 20);
}

TEST_CASE("chronotype and social jetlag equal those of mctq", "[diary][peers]") {
    if (absent()) return;
    const auto functions = rows_of("mctq/expected.std_mctq.functions-run.seconds.csv");
    const auto package = rows_of("mctq/expected.std_mctq.package-rda.seconds.csv");
    REQUIRE(functions.size() == package.size());
    int jetlags = 0;
    int middles = 0;
    for (std::size_t i = 0; i < functions.size(); ++i) {
        const auto value = [&](const std::string& column) {
            const auto found = functions[i].find(column);
            return found == functions[i].end() ? std::optional<double>{} : number(found->second);
        };
        auto other = package[i];
        INFO("id " << functions[i].at("id"));
        const auto onset_work = value("so_w");
        const auto onset_free = value("so_f");
        const auto sleep_work = value("sd_w");
        const auto sleep_free = value("sd_f");
        const auto days = number(other["wd"]);
        if (!onset_work || !onset_free || !sleep_work || !sleep_free || !days) continue;
        const SleepOfDays work{*onset_work / 60, *sleep_work / 60, *days};
        const SleepOfDays free{*onset_free / 60, *sleep_free / 60, 7 - *days};
        if (const auto theirs = value("sjl_rel")) {
            CHECK(std::abs(social_jetlag(work, free) * 60 - std::abs(*theirs)) < 1);
            ++jetlags;
        }
        if (const auto theirs = number(other["sjl"])) CHECK(std::abs(social_jetlag(work, free) * 60 - *theirs) < 1);
        if (const auto theirs = value("msf_sc")) {
            CHECK(std::abs(corrected_midsleep(work, free) * 60 - *theirs) < 1);
            ++middles;
        }
    }
    UNSCOPED_INFO(jetlags << " social jetlags, " << middles << " corrected middles of sleep");
    CHECK(jetlags > 30);
    CHECK(middles > 20);
}

TEST_CASE("generated diaries have the lengths and the drift that another program sees", "[diary][peers]") {
    if (absent()) return;
    const json expected = json::parse(text_of("sleepdiary_generated/expected.sleepdiary-core-summary.json"));
    for (const std::string name : {"simple", "dspd", "non24", "weekday_alarm"}) {
        INFO(name);
        Diary diary;
        for (auto& row : rows_of("sleepdiary_generated/" + name + ".csv")) {
            if (row["Status"] != "asleep") continue;
            const auto start = iso_moment(row["Start"]);
            const auto end = iso_moment(row["End"]);
            REQUIRE((start && end));
            Night night;
            night.date = std::chrono::floor<std::chrono::days>(end->shown);
            night.into_bed = {*start, true};
            night.sleep_onset = NightTime{*start, true};
            night.final_awakening = {*end, true};
            diary.nights.push_back(night);
        }
        const SleepSummary summary = sleep_summary(diary);
        const json& theirs = expected[name];
        REQUIRE(summary.nights.size() == 365);
        const auto& period = *std::find_if(summary.quantities.begin(), summary.quantities.end(),
                                           [](const auto& each) { return each.quantity == Quantity::sleep_period; });
        const double n = 365;
        CHECK(std::abs(*period.summary.mean / 60 - theirs["asleep_duration_h"]["mean"].get<double>()) < 1e-3);
        CHECK(std::abs(*period.summary.median / 60 - theirs["asleep_duration_h"]["median"].get<double>()) < 1e-3);
        CHECK(std::abs(*period.summary.standard_deviation / 60 * std::sqrt((n - 1) / n) -
                       theirs["asleep_duration_h"]["standard_deviation"].get<double>()) < 1e-3);
        CHECK(std::abs(*summary.day_length.value - theirs["day_length_h"]["mean"].get<double>()) < 0.02);
        INFO("day length " << *summary.day_length.value << ", theirs " << theirs["day_length_h"]["mean"]);
        const double onset = *summary.onset.circular.mean / 60;
        const double schedule = theirs["schedule_sleep_h_after_midnight_GMT"]["mean"].get<double>();
        INFO("onset " << onset << ", theirs " << schedule);
        if (name != "non24") CHECK(std::abs(shorter_way(onset * 60, schedule * 60)) < 3);
    }
}
