#include <algorithm>

#include "sleepcheck/import.hpp"

namespace sleepcheck {

namespace {

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// What the text says when it is UTF-16: enough to know it again, so that its reader can name the encoding.
std::string in_single_bytes(std::string_view text) {
    std::string result(text);
    if (begins(text, "\xFF\xFE") || begins(text, "\xFE\xFF")) {
        result.erase(0, 2);
        result.erase(std::remove(result.begin(), result.end(), '\0'), result.end());
    }
    if (begins(result, "\xEF\xBB\xBF")) result.erase(0, 3);
    result.erase(0, result.find_first_not_of(" \t\r\n"));
    return result;
}

/// Whether the first key is this one, and a list stands behind it.
bool begins_with_list_of(std::string_view text, std::string_view key) {
    for (const std::string_view part : {std::string_view("{"), key, std::string_view(":"), std::string_view("[")}) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        if (!begins(text, part)) return false;
        text.remove_prefix(part.size());
    }
    return true;
}

std::optional<ExportFormat> recognised_json(std::string_view text) {
    const auto has = [&](std::string_view key) { return text.find(key) != std::string_view::npos; };
    if (is_sleep_log(text)) return ExportFormat::native_log;
    if (has("\"dateOfSleep\"") || has("\"totalSleepRecords\"")) return ExportFormat::fitbit;
    if (has("\"sleepStartTimestampGMT\"") || has("\"dailySleepDTO\"")) return ExportFormat::garmin;
    if (has("\"sleepWindowConfirmationType\"")) return ExportFormat::garmin;
    if (has("\"bedtime_start\"") || has("\"bedtime_end\"")) return ExportFormat::oura;
    if (has("\"data\"") && has("\"next_token\"")) return ExportFormat::oura;  // an answer without a night
    if (has("\"levels\"") && has("\"startTime\"")) return ExportFormat::fitbit;
    if (begins_with_list_of(text, "\"sleep\"")) return ExportFormat::fitbit;  // an answer without a night
    return std::nullopt;
}

bool is_table(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return false;
    return text.substr(0, text.find('\n')).find_first_of(",;\t|") != std::string_view::npos;
}

}  // namespace

std::optional<ExportFormat> recognised(std::string_view beginning) {
    constexpr std::size_t enough = std::size_t{64} << 10U;
    beginning = beginning.substr(0, enough);
    if (begins(beginning, "PK\x03\x04") || begins(beginning, "PK\x05\x06")) return ExportFormat::zip;
    const std::string text = in_single_bytes(beginning);
    if (text.empty()) return std::nullopt;
    if (text.front() == '{' || text.front() == '[') return recognised_json(text);
    if (text.front() == '<') {
        const bool apple = text.find("HealthData") != std::string::npos;
        return apple ? std::optional(ExportFormat::apple_health) : std::nullopt;
    }
    if (begins(text, "Id,Tz,From,To,")) return ExportFormat::sleep_as_android;
    return is_table(text) ? std::optional(ExportFormat::csv) : std::nullopt;
}

}  // namespace sleepcheck
