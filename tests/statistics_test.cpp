// Means, spreads and intervals, against values worked out by hand or taken from printed tables.

#include "sleepcheck/statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace sleepcheck;

namespace {

bool near(double left, double right, double tolerance = 1e-6) {
    return std::abs(left - right) <= tolerance;
}

}  // namespace

TEST_CASE("a summary says nothing where there are too few numbers", "[diary]") {
    const Summary none = summary({});
    CHECK(none.n == 0);
    CHECK_FALSE(none.mean);
    CHECK_FALSE(none.median);
    const Summary one = summary({7});
    CHECK(one.mean == 7);
    CHECK(one.upper_quartile == 7);
    CHECK_FALSE(one.standard_deviation);
}

TEST_CASE("a summary is that of a sample, with quartiles of type 7", "[diary]") {
    const Summary four = summary({4, 1, 3, 2});
    CHECK(four.n == 4);
    CHECK(four.mean == 2.5);
    CHECK(four.median == 2.5);
    CHECK(four.lower_quartile == 1.75);
    CHECK(four.upper_quartile == 3.25);
    CHECK(near(*four.standard_deviation, 1.2909944487));
    CHECK(quantile({10, 20, 40}, 0.9) == Approx(36));
    CHECK(quantile({10, 20, 40}, 0) == 10);
    CHECK(quantile({10, 20, 40}, 1) == 40);
}

TEST_CASE("times of day are averaged round midnight", "[diary]") {
    struct Row {
        std::vector<double> minutes;
        double mean;  ///< -1 when there is none
    };
    const std::vector<Row> rows{
        {{}, -1},          {{60}, 60},          {{1380, 60}, 0},       {{1380, 120}, 30},
        {{0, 720}, -1},    {{0, 480, 960}, -1}, {{1430, 1440, 10}, 0}, {{-60, 60, 1440}, 0},
        {{600, 660}, 630},
    };
    for (const auto& [minutes, expected] : rows) {
        INFO(Catch::Detail::stringify(minutes));
        const auto circular = circular_summary(minutes);
        REQUIRE(circular.mean.has_value() == (expected >= 0));
        if (circular.mean) CHECK(near(shorter_way(*circular.mean, expected), 0));
        if (circular.mean) CHECK((*circular.mean >= 0 && *circular.mean < 1440));
    }
    const auto spread = circular_summary({1380, 60});
    CHECK(near(*spread.standard_deviation, std::sqrt(-2 * std::log(std::cos(M_PI / 12))) * 720 / M_PI));
    CHECK(near(*spread.linear, 60 * std::sqrt(2)));
    CHECK_FALSE(circular_summary({60}).standard_deviation);
    CHECK(circular_summary({60, 60, 60}).standard_deviation == Approx(0).margin(1e-4));
}

TEST_CASE("the shorter way round the clock", "[diary]") {
    CHECK(shorter_way(1380, 60) == 120);
    CHECK(shorter_way(60, 1380) == -120);
    CHECK(shorter_way(0, 720) == 720);
    CHECK(shorter_way(100, 100) == 0);
    CHECK(shorter_way(0, 721) == -719);
}

TEST_CASE("Student's t agrees with the printed tables", "[diary]") {
    struct Row {
        double degrees;
        double t;
    };
    const std::vector<Row> rows{{1, 12.706204736}, {2, 4.302652730},  {5, 2.570581836},   {6, 2.446911851},
                                {10, 2.228138852}, {30, 2.042272456}, {120, 1.979930405}, {1e6, 1.959966357}};
    for (const auto& [degrees, t] : rows) {
        INFO(degrees);
        CHECK(near(student_quantile(0.975, degrees), t, 1e-9));
    }
    CHECK(near(student_quantile(0.6, 2), 0.288675135, 1e-9));
    CHECK(near(student_quantile(0.9999, 1), 3183.098757, 1e-6));
}

TEST_CASE("Welch's interval is that of the textbook", "[diary]") {
    const Summary a = summary({1, 2, 3, 4});
    const Summary b = summary({4, 5, 6, 7});
    const auto interval = welch_interval(a, b);
    REQUIRE(interval);
    const double half = 2.446912 * std::sqrt(5.0 / 6.0);  // equal variances and sizes: 6 degrees of freedom
    CHECK(near(interval->low, 3 - half, 1e-5));
    CHECK(near(interval->high, 3 + half, 1e-5));
    CHECK_FALSE(welch_interval(summary({1}), b));
    const auto still = welch_interval(summary({2, 2}), summary({3, 3}));
    CHECK(still->low == 1);
    CHECK(still->high == 1);
}

TEST_CASE("a slope needs two places", "[diary]") {
    CHECK_FALSE(slope({}, {}));
    CHECK_FALSE(slope({1}, {2}));
    CHECK_FALSE(slope({1, 1}, {2, 3}));
    CHECK(slope({0, 1, 2, 3}, {1, 3, 5, 7}) == Approx(2));
    CHECK(slope({0, 1, 3}, {0, 24, 72}) == Approx(24));
}
