// Calendar dates, ISO 8601, and clocks that are set forward and back.

#include "sleepcheck/date.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sleepcheck/zone.hpp"

using namespace sleepcheck;

TEST_CASE("a date is read as the calendar has it, and nothing else is", "[diary]") {
    for (const std::string text : {"2026-03-06", "1900-01-01", "2200-12-31", "2024-02-29", "2000-02-29"}) {
        INFO(text);
        const auto date = calendar_date(text);
        REQUIRE(date);
        CHECK(to_string(*date) == text);
    }
    for (const std::string text :
         {"", "0000-01-01", "1899-12-31", "2201-01-01", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
          "2026-04-31", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "2026-01-01 ", "2026-01-01T00:00",
          "-026-01-01", "+2026-01-01", "20260101", "06.03.2026"}) {
        INFO(text);
        CHECK_FALSE(calendar_date(text));
    }
    CHECK(*calendar_date("1970-01-01") == Date{});
    CHECK(*calendar_date("2026-03-01") - *calendar_date("2026-02-28") == std::chrono::days{1});
}

TEST_CASE("every date from 1900 to 2200 is written as it is read", "[diary]") {
    int weekends = 0;
    const Date last = *calendar_date("2200-12-31");
    for (Date date = *calendar_date("1900-01-01"); date <= last; date += std::chrono::days{1}) {
        REQUIRE(calendar_date(to_string(date)) == date);
        weekends += is_weekend(date) ? 1 : 0;
    }
    CHECK(weekends == 31'410);
    CHECK(is_weekend(*calendar_date("2026-03-07")));
    CHECK(is_weekend(*calendar_date("2026-03-08")));
    CHECK_FALSE(is_weekend(*calendar_date("2026-03-09")));
}

TEST_CASE("a moment is read from ISO 8601 and written alike", "[diary]") {
    struct Row {
        std::string text;
        std::string written;  ///< empty when it is no moment
    };
    const std::vector<Row> rows{
        {"2026-03-06T22:30", "2026-03-06T22:30"},
        {"2026-03-06 22:30", "2026-03-06T22:30"},
        {"2026-03-06T22:30:00", "2026-03-06T22:30"},
        {"2026-03-06T22:30:15", "2026-03-06T22:30:15"},
        {"2026-03-06T22:30:15.999", "2026-03-06T22:30:15"},
        {"2026-03-06T22:30Z", "2026-03-06T22:30+00:00"},
        {"2026-03-06T22:30+01:00", "2026-03-06T22:30+01:00"},
        {"2026-03-06T22:30:00.000-0330", "2026-03-06T22:30-03:30"},
        {"2026-03-06T22:30+14", "2026-03-06T22:30+14:00"},
        {"2026-03-06", ""},
        {"2026-03-06T", ""},
        {"2026-03-06T7:30", ""},
        {"2026-03-06T25:61", ""},
        {"2026-03-06T24:00", ""},
        {"2026-02-30T10:00", ""},
        {"2026-03-06T22:30:", ""},
        {"2026-03-06T22:30:60", ""},
        {"2026-03-06T22:30:00.", ""},
        {"2026-03-06T22:30+", ""},
        {"2026-03-06T22:30+1:00", ""},
        {"2026-03-06T22:30+16:00", ""},
        {"2026-03-06T22:30+01:60", ""},
        {"2026-03-06T22:30+01:00x", ""},
        {"2026-03-06T22:30 +01:00", ""},
        {"2026-03-06x22:30", ""},
    };
    for (const auto& [text, written] : rows) {
        INFO(text);
        const auto moment = iso_moment(text);
        CHECK((moment ? to_string(*moment) : "") == written);
    }
}

TEST_CASE("time goes by between moments, not between what clocks show", "[diary]") {
    const auto between = [](const std::string& from, const std::string& to) {
        return elapsed(*iso_moment(from), *iso_moment(to)).count() / 60;
    };
    CHECK(between("2026-03-06T22:30+01:00", "2026-03-07T06:30+01:00") == 480);
    CHECK(between("2026-03-28T22:30+01:00", "2026-03-29T06:30+02:00") == 420);
    CHECK(between("2026-03-28T22:30", "2026-03-29T06:30+02:00") == 480);
    CHECK(between("2026-03-07T06:30Z", "2026-03-06T22:30Z") == -480);
}

TEST_CASE("a zone knows when its clocks are set, on both halves of the earth", "[diary]") {
    struct Row {
        std::string zone;
        std::string shown;
        Zone::Shown how;
        std::string moment;
    };
    using enum Zone::Shown;
    const std::vector<Row> rows{
        {"Europe/Paris", "2026-03-29T01:59", once, "2026-03-29T01:59+01:00"},
        {"Europe/Paris", "2026-03-29T02:00", never, "2026-03-29T02:00+01:00"},
        {"Europe/Paris", "2026-03-29T02:30", never, "2026-03-29T02:30+01:00"},
        {"Europe/Paris", "2026-03-29T03:00", once, "2026-03-29T03:00+02:00"},
        {"Europe/Paris", "2026-10-25T01:59", once, "2026-10-25T01:59+02:00"},
        {"Europe/Paris", "2026-10-25T02:30", twice, "2026-10-25T02:30+02:00"},
        {"Europe/Paris", "2026-10-25T03:00", once, "2026-10-25T03:00+01:00"},
        {"Australia/Sydney", "2026-10-04T02:30", never, "2026-10-04T02:30+10:00"},
        {"Australia/Sydney", "2026-10-04T03:00", once, "2026-10-04T03:00+11:00"},
        {"Australia/Sydney", "2026-04-05T02:30", twice, "2026-04-05T02:30+11:00"},
        {"Australia/Lord_Howe", "2026-10-04T02:15", never, "2026-10-04T02:15+10:30"},
        {"Asia/Kathmandu", "2026-03-29T02:30", once, "2026-03-29T02:30+05:45"},
        {"Europe/Paris", "2150-03-29T02:30", never, "2150-03-29T02:30+01:00"},
        {"UTC", "1900-01-01T00:00", once, "1900-01-01T00:00+00:00"},
    };
    for (const auto& [name, shown, how, moment] : rows) {
        INFO(name << " " << shown);
        const auto zone = find_zone(name);
        REQUIRE(zone);
        const auto found = zone->at(iso_moment(shown)->shown);
        CHECK(found.shown == how);
        CHECK(to_string(found.moment) == moment);
        const std::chrono::sys_seconds instant{found.moment.shown.time_since_epoch() - *found.moment.ahead};
        if (how != never) CHECK(to_string(zone->shown_at(instant)) == moment);
    }
    CHECK(find_zone("Europe/Paris") == find_zone("Europe/Paris"));
}

TEST_CASE("what is no name of a zone is none, whatever file it leads to", "[diary]") {
    for (const std::string name :
         {"", "Nowhere/Here", "localtime", "/usr/share/zoneinfo/Europe/Paris", "../zoneinfo/Europe/Paris",
          "Europe/../Europe/Paris", "right/Europe/Paris", "file:Europe/Paris", "Europe/Paris ", "Europe", "CET\n"}) {
        INFO(name);
        CHECK_FALSE(find_zone(name));
    }
}
