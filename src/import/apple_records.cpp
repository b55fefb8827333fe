#include "import/apple_records.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "import/left_out.hpp"
#include "import/xml_stream.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

/// Ten years of a watch and two apps. Bounds the memory: a record has 24 bytes, what is made of it some 80.
constexpr std::size_t most_records = 400'000;
constexpr std::size_t most_names = 100;
constexpr std::size_t longest_name = 200;
constexpr std::size_t most_complaints = 100;
constexpr std::chrono::seconds longest = std::chrono::days{1};

constexpr std::string_view value_prefix = "HKCategoryValueSleepAnalysis";

struct StateName {
    std::string_view name;
    AppleState state;
};
constexpr std::array<StateName, 7> state_names{{
    {"AsleepCore", AppleState::core},
    {"AsleepREM", AppleState::rem},
    {"AsleepDeep", AppleState::deep},
    {"Awake", AppleState::awake},
    {"InBed", AppleState::in_bed},
    {"AsleepUnspecified", AppleState::asleep},
    {"Asleep", AppleState::asleep},  // before iOS 16
}};

std::optional<AppleState> state_of(std::string_view value) {
    if (value.substr(0, value_prefix.size()) != value_prefix) return std::nullopt;
    value.remove_prefix(value_prefix.size());
    for (const StateName& entry : state_names) {
        if (value == entry.name) return entry.state;
    }
    return std::nullopt;
}

/// "2024-01-01 03:27:53 +0200": ISO 8601 but for the second space.
std::optional<Moment> moment_of(std::string_view text) {
    constexpr std::size_t second_space = 19;
    if (text.size() <= second_space || text[second_space] != ' ') return std::nullopt;
    const auto moment = iso_moment(fmt::format("{}{}", text.substr(0, second_space), text.substr(second_space + 1)));
    return moment && moment->ahead ? moment : std::nullopt;
}

std::chrono::sys_seconds instant_of(const Moment& moment) {
    return std::chrono::sys_seconds{moment.shown.time_since_epoch() - *moment.ahead};
}

std::int16_t minutes_ahead(const Moment& moment) {
    return static_cast<std::int16_t>(std::chrono::floor<std::chrono::minutes>(*moment.ahead).count());
}

class Reader {
public:
    explicit Reader(const std::string& file) : file_(file), xml_("HealthData", file) {}

    AppleRecords read(const ByteReader& bytes) && {
        XmlHandlers handlers;
        handlers.opened = [this](std::string_view name, const XmlAttributes& attributes) { opened(name, attributes); };
        handlers.closed = [this](std::string_view name) {
            if (open_ && name == "Record") close_record();
        };
        Problems problems = xml_.read(bytes, std::move(handlers));
        result_.problems.insert(result_.problems.end(), problems.begin(), problems.end());
        result_.left_out = left_out_.all();
        return std::move(result_);
    }

private:
    void opened(std::string_view name, const XmlAttributes& attributes) {
        if (name == "Record") {
            open_.reset();
            const char* const type = attributes.find("type");
            if (type != nullptr && std::string_view(type) == "HKCategoryTypeIdentifierSleepAnalysis") {
                open_record(attributes);
            }
        } else if (open_ && name == "MetadataEntry") {
            const char* const key = attributes.find("key");
            const char* const value = attributes.find("value");
            if (key == nullptr || value == nullptr || std::string_view(key) != "HKTimeZone") return;
            open_->zone = zone_number(value);
        }
    }

    void open_record(const XmlAttributes& attributes) {
        const auto text = [&](std::string_view name) {
            const char* const value = attributes.find(name);
            return std::string_view(value == nullptr ? "" : value);
        };
        const auto state = state_of(text("value"));
        if (!state) return left_out_.add("of a kind of sleep that is not known");
        const auto start = moment("startDate", text("startDate"));
        const auto end = moment("endDate", text("endDate"));
        if (!start || !end) return;
        const std::chrono::seconds length = elapsed(*start, *end);
        if (length.count() == 0) return left_out_.add("without any length");
        if (length.count() < 0 || length > longest) {
            left_out_.add("ended before they began, or longer than 24 hours");
            return;
        }
        open_ = AppleRecord{instant_of(*start),
                            static_cast<std::uint32_t>(length.count()),
                            minutes_ahead(*start),
                            minutes_ahead(*end),
                            source_number(text("sourceName")),
                            0,
                            *state};
    }

    void close_record() {
        if (result_.records.size() >= most_records) {
            throw Error(Status::ceiling, fmt::format("{} has more than {} sleep records", file_, most_records),
                        "that is more than ten years of nights; export a shorter time");
        }
        result_.records.push_back(*open_);
        open_.reset();
    }

    std::optional<Moment> moment(std::string_view key, std::string_view text) {
        const auto moment = moment_of(text);
        if (moment || result_.problems.size() >= most_complaints) return moment;
        const XmlPlace place = xml_.where();
        const std::string what = text.empty() ? fmt::format("a sleep record without {}", key)
                                              : fmt::format("{} \"{}\" is no date and time", key, brief(text));
        result_.problems.push_back({{file_, place.line, place.column, {}},
                                    what,
                                    "Apple writes 2026-03-06 22:30:00 +0100; the export is damaged, export it again",
                                    {},
                                    1});
        return std::nullopt;
    }

    std::uint16_t source_number(std::string_view name) {
        const std::string key(name.substr(0, longest_name));
        const auto known = sources_.find(key);
        if (known != sources_.end()) return known->second;
        refuse_too_many(result_.sources.size(), "sources");
        const auto number = static_cast<std::uint16_t>(result_.sources.size());
        result_.sources.push_back(key);
        sources_.emplace(key, number);
        return number;
    }

    /// 0 for a name that this machine does not know: the offset of the record is used then.
    std::uint16_t zone_number(std::string_view name) {
        const std::string key(name.substr(0, longest_name));
        const auto known = zones_.find(key);
        if (known != zones_.end()) return known->second;
        refuse_too_many(zones_.size(), "time zones");
        const auto zone = find_zone(key);
        if (zone) result_.zones.push_back(*zone);
        const auto number = static_cast<std::uint16_t>(zone ? result_.zones.size() : 0);
        zones_.emplace(key, number);
        if (!zone) warn_of_zone(key);
        return number;
    }

    void warn_of_zone(const std::string& name) {
        const XmlPlace place = xml_.where();
        result_.warnings.push_back({{file_, place.line, place.column, {}},
                                    fmt::format("the time zone \"{}\" is not known on this machine", brief(name)),
                                    "the offset from UTC that stands in the record is used",
                                    {},
                                    1});
    }

    void refuse_too_many(std::size_t count, std::string_view what) const {
        if (count < most_names) return;
        throw Error(Status::ceiling, fmt::format("{} names more than {} {}", file_, most_names, what),
                    "no person has that many; the export is damaged");
    }

    std::string file_;
    XmlStream xml_;
    AppleRecords result_;
    LeftOutCounts left_out_;
    std::optional<AppleRecord> open_;
    std::map<std::string, std::uint16_t> sources_;
    std::map<std::string, std::uint16_t> zones_;
};

}  // namespace

AppleRecords read_apple_records(const ByteReader& bytes, const std::string& file) {
    return Reader(file).read(bytes);
}

}  // namespace sleepcheck
