#include "sleepcheck/clock.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sleepcheck;

TEST_CASE("a time of day is read in 24 hours, and nothing else is") {
    struct Row {
        std::string text;
        int minutes;  ///< -1 when it is no time
    };
    const std::vector<Row> rows{
        {"00:00", 0},        {"0:00", 0},    {"7:05", 425},   {"07:05", 425}, {"12:00", 720},
        {"23:59", 1439},     {"9:59", 599},  {"19:30", 1170}, {"24:00", -1},  {"23:60", -1},
        {"7:5", -1},         {"007:05", -1}, {"", -1},        {":", -1},      {":30", -1},
        {"7:", -1},          {"7", -1},      {"0705", -1},    {"-1:00", -1},  {"+7:00", -1},
        {" 7:00", -1},       {"7:00 ", -1},  {"7:00:00", -1}, {"7.30", -1},   {"7:3a", -1},
        {"a:30", -1},        {"7:-1", -1},   {"7 :00", -1},   {"99:99", -1},  {"7:00pm", -1},
        {"\xD9\xA7:00", -1},
    };
    for (const auto& [text, minutes] : rows) {
        INFO("\"" << text << "\"");
        const auto time = clock_time(text);
        CHECK((time ? time->minutes : -1) == minutes);
    }
}

TEST_CASE("a time as people say it is read, and what could be morning or evening is not") {
    struct Row {
        std::string text;
        int minutes;  ///< -1 when it is no time
    };
    const std::vector<Row> rows{
        {"23:30", 1410},   {"7:05", 425},    {"11:30 pm", 1410}, {"11:30pm", 1410}, {"11:30 PM", 1410},  {"7 am", 420},
        {"7am", 420},      {"12 am", 0},     {"12:15 am", 15},   {"12 pm", 720},    {"12:59 pm", 779},   {"1 pm", 780},
        {"13:00 pm", -1},  {"0 am", -1},     {"0:30 am", -1},    {"13 am", -1},     {"7", -1},           {"25:00", -1},
        {"24:00", -1},     {"pm", -1},       {" pm", -1},        {"am", -1},        {"m", -1},           {"7 m", -1},
        {"7 xm", -1},      {"7  am", -1},    {"7:5 am", -1},     {"-7 am", -1},     {"half past 7", -1}, {"", -1},
        {"11:30 pm ", -1}, {"11.30 pm", -1},
    };
    for (const auto& [text, minutes] : rows) {
        INFO("\"" << text << "\"");
        const auto time = spoken_clock_time(text);
        CHECK((time ? time->minutes : -1) == minutes);
    }
}

TEST_CASE("every minute of the day is written as it is read") {
    for (int minutes = 0; minutes < minutes_per_day; ++minutes) {
        const std::string text = to_string(ClockTime{minutes});
        REQUIRE(text.size() == 5);
        REQUIRE(clock_time(text) == ClockTime{minutes});
    }
    CHECK(to_string(ClockTime{425}) == "07:05");
}

TEST_CASE("hours go forward, over midnight too") {
    struct Row {
        std::string from;
        std::string to;
        int minutes;
    };
    const std::vector<Row> rows{
        {"23:00", "05:00", 360}, {"05:00", "23:00", 1080}, {"00:00", "00:00", 0},    {"12:00", "12:00", 0},
        {"23:59", "00:00", 1},   {"00:00", "23:59", 1439}, {"22:30", "22:29", 1439}, {"01:15", "01:16", 1},
    };
    for (const auto& [from, to, minutes] : rows) {
        INFO(from << " to " << to);
        CHECK(minutes_forward(*clock_time(from), *clock_time(to)) == minutes);
    }
    static_assert(minutes_forward(ClockTime{1439}, ClockTime{0}) == 1);
}
