#pragma once

#include <cstddef>
#include <optional>
#include <vector>

/// What a row of numbers comes to. Nothing here has heard of sleep. Where there are too few numbers for a figure it is
/// empty, never zero.
namespace sleepcheck {

struct Summary {
    std::size_t n = 0;
    std::optional<double> mean;                ///< from 1 number
    std::optional<double> median;              ///< from 1
    std::optional<double> lower_quartile;      ///< from 1
    std::optional<double> upper_quartile;      ///< from 1
    std::optional<double> standard_deviation;  ///< of a sample (n - 1), from 2
};

Summary summary(std::vector<double> numbers);

/// The value below which this part of the numbers lies, linear between order statistics: type 7 of Hyndman and Fan,
/// The American Statistician 1996;50:361. The numbers are not empty; `part` goes from 0 to 1.
double quantile(std::vector<double> numbers, double part);

/// Times of day lie on a circle: the mean of 23:00 and 01:00 is midnight.
struct CircularSummary {
    std::size_t n = 0;
    std::optional<double> mean;                ///< minutes after midnight; empty when the times cancel out
    std::optional<double> standard_deviation;  ///< sqrt(-2 ln R) * 1440 / (2 pi), as in pyActigraphy; from 2 times
    std::optional<double> linear;              ///< the usual standard deviation round the mean; says more below 2 hours
};

/// Of times in minutes after midnight; any multiple of 1440 more or less is the same time.
CircularSummary circular_summary(const std::vector<double>& minutes);

/// The same times as numbers that can be averaged: each within 12 hours of their circular mean. Empty when the times
/// cancel out.
std::vector<double> unwrapped(const std::vector<double>& minutes);

/// Minutes from one time of day to the other along the shorter way, -720 up to 720.
double shorter_way(double from, double to);

/// The slope of the straight line of least squares; empty for fewer than 2 different places.
std::optional<double> slope(const std::vector<double>& places, const std::vector<double>& values);

struct Interval {
    double low = 0;
    double high = 0;
};

/// The 95 % interval of how much the mean of the second sample lies above that of the first, by Welch's method for
/// unequal variances (Biometrika 1947;34:28). Takes the numbers as independent. Empty for fewer than 2 of either.
std::optional<Interval> welch_interval(const Summary& first, const Summary& second);

/// The value below which a variable of Student's t distribution lies with this probability, which is above a half.
double student_quantile(double probability, double degrees_of_freedom);

}  // namespace sleepcheck
