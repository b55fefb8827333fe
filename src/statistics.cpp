#include "sleepcheck/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace sleepcheck {

namespace {

constexpr double day = 24 * 60;
constexpr double radians_per_minute = 2 * std::numbers::pi / day;

double sum(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

double mean(const std::vector<double>& numbers) {
    return sum(numbers) / static_cast<double>(numbers.size());
}

std::optional<double> standard_deviation(const std::vector<double>& numbers) {
    if (numbers.size() < 2) return std::nullopt;
    const double middle = mean(numbers);
    double squares = 0;
    for (const double number : numbers) squares += (number - middle) * (number - middle);
    return std::sqrt(squares / static_cast<double>(numbers.size() - 1));
}

/// Leaves the numbers in another order.
double quantile_of(std::vector<double>& numbers, double part) {
    const double place = part * static_cast<double>(numbers.size() - 1);
    const auto below = numbers.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(numbers.begin(), below, numbers.end());
    const auto above = std::min_element(below + 1, numbers.end());
    return above == numbers.end() ? *below : *below + (place - std::floor(place)) * (*above - *below);
}

double on_the_clock(double minutes) {
    const double rest = std::fmod(minutes, day);
    const double positive = rest < 0 ? rest + day : rest;
    return positive >= day ? 0 : positive;
}

/// The mean of the times as points of the unit circle.
struct Resultant {
    double angle = 0;
    double length = 0;
};

Resultant resultant(const std::vector<double>& minutes) {
    double x = 0;
    double y = 0;
    for (const double minute : minutes) {
        x += std::cos(minute * radians_per_minute);
        y += std::sin(minute * radians_per_minute);
    }
    const auto n = static_cast<double>(minutes.size());
    return {std::atan2(y, x), std::min(1.0, std::hypot(x / n, y / n))};
}

/// Each time as the one of its clock time that lies nearest to the centre.
std::vector<double> round_centre(const std::vector<double>& minutes, double centre) {
    std::vector<double> result;
    result.reserve(minutes.size());
    for (const double minute : minutes) result.push_back(centre + shorter_way(centre, minute));
    return result;
}

/// Below this length the direction is rounding error.
constexpr double shortest_resultant = 1e-9;

/// The continued fraction of the incomplete beta function: Lentz's method on DLMF 8.17.22.
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    constexpr double precise = 1e-13;
    constexpr int most_terms = 500;
    const auto nonzero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / nonzero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= most_terms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / nonzero(1 + even * d);
        c = nonzero(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / nonzero(1 + odd * d);
        c = nonzero(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < precise) break;
    }
    return result;
}

/// Student's t distribution at a positive t: the probability above it, and the density.
struct StudentPoint {
    double above = 0;
    double density = 0;
};

/// Student's t distribution with its number of degrees of freedom: half of the regularised incomplete beta function at
/// degrees / (degrees + t * t), DLMF 8.17. What does not hang on t is worked out once.
class Student {
public:
    explicit Student(double degrees)
        : degrees_(degrees),
          a_(degrees * half),
          scale_(std::exp(std::lgamma(a_ + half) - std::lgamma(a_)) / std::sqrt(std::numbers::pi)) {}

    [[nodiscard]] StudentPoint at(double t) const {
        const double x = degrees_ / (degrees_ + t * t);
        const double power = scale_ * std::pow(x, a_);
        const double front = power * std::sqrt(1 - x);
        const double density = power * std::sqrt(x / degrees_);
        if (x < (a_ + 1) / (a_ + half + 2)) return {half * front * beta_fraction(x, a_, half) / a_, density};
        return {half - front * beta_fraction(1 - x, half, a_), density};
    }

private:
    static constexpr double half = 0.5;
    double degrees_;
    double a_;
    double scale_;
};

/// The normal distribution's quantile for a probability above a half, within 0.0005: Abramowitz and Stegun 26.2.23.
double roughly_normal_quantile(double probability) {
    const double t = std::sqrt(-2 * std::log(1 - probability));
    return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/// From the normal distribution's quantile to Student's: the first terms of a series in 1 / degrees of freedom,
/// Abramowitz and Stegun 26.7.5.
double roughly_student_quantile(double normal, double degrees) {
    const double z = normal;
    const double square = z * z;
    const double first = z * (square + 1) / 4;
    const double second = z * (square * (5 * square + 16) + 3) / 96;
    const double third = z * (square * (square * (3 * square + 19) + 17) - 15) / 384;
    const double fourth = z * (square * (square * (square * (79 * square + 776) + 1482) - 1920) - 945) / 92160;
    return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
}

/// One of Newton's steps.
double nearer_normal_quantile(double rough, double probability) {
    const double above = std::erfc(rough / std::numbers::sqrt2) / 2;
    const double density = std::exp(-rough * rough / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    return rough + (above - (1 - probability)) / density;
}

}  // namespace

Summary summary(std::vector<double> numbers) {
    Summary result;
    result.n = numbers.size();
    if (numbers.empty()) return result;
    result.mean = mean(numbers);
    result.standard_deviation = standard_deviation(numbers);
    constexpr double quarter = 0.25;
    result.lower_quartile = quantile_of(numbers, quarter);
    result.median = quantile_of(numbers, 2 * quarter);
    result.upper_quartile = quantile_of(numbers, 3 * quarter);
    return result;
}

double quantile(std::vector<double> numbers, double part) {
    return quantile_of(numbers, part);
}

CircularSummary circular_summary(const std::vector<double>& minutes) {
    CircularSummary result;
    result.n = minutes.size();
    if (minutes.empty()) return result;
    const auto [angle, length] = resultant(minutes);
    if (length < shortest_resultant) return result;
    result.mean = on_the_clock(angle / radians_per_minute);
    if (minutes.size() < 2) return result;
    result.standard_deviation = std::sqrt(std::max(0.0, -2 * std::log(length))) / radians_per_minute;
    result.linear = standard_deviation(round_centre(minutes, angle / radians_per_minute));
    return result;
}

std::vector<double> unwrapped(const std::vector<double>& minutes) {
    if (minutes.empty()) return {};
    const auto [angle, length] = resultant(minutes);
    if (length < shortest_resultant) return {};
    return round_centre(minutes, angle / radians_per_minute);
}

double shorter_way(double from, double to) {
    const double forward = on_the_clock(to - from);
    return forward > day / 2 ? forward - day : forward;
}

std::optional<double> slope(const std::vector<double>& places, const std::vector<double>& values) {
    if (places.size() < 2) return std::nullopt;
    const double middle = mean(places);
    const double height = mean(values);
    double together = 0;
    double alone = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        together += (places[i] - middle) * (values[i] - height);
        alone += (places[i] - middle) * (places[i] - middle);
    }
    return alone > 0 ? std::optional(together / alone) : std::nullopt;
}

std::optional<Interval> welch_interval(const Summary& first, const Summary& second) {
    if (!first.standard_deviation || !second.standard_deviation) return std::nullopt;
    const auto square = [](double number) { return number * number; };
    const double one = square(*first.standard_deviation) / static_cast<double>(first.n);
    const double other = square(*second.standard_deviation) / static_cast<double>(second.n);
    const double difference = *second.mean - *first.mean;
    if (one + other <= 0) return Interval{difference, difference};
    const double degrees = square(one + other) / (square(one) / static_cast<double>(first.n - 1) +
                                                  square(other) / static_cast<double>(second.n - 1));
    constexpr double upper_part = 0.975;
    const double half = student_quantile(upper_part, degrees) * std::sqrt(one + other);
    return Interval{difference - half, difference + half};
}

/// Halley's method: Newton's step, with the bend of the curve put right.
double student_quantile(double probability, double degrees_of_freedom) {
    constexpr double precise = 1e-4;  // the next step would be some 1e-12
    constexpr int most_steps = 100;
    constexpr double fewest_degrees = 3;  // below, the series leads astray
    const Student student(degrees_of_freedom);
    const double normal = nearer_normal_quantile(roughly_normal_quantile(probability), probability);
    double t = degrees_of_freedom < fewest_degrees ? 0 : roughly_student_quantile(normal, degrees_of_freedom);
    for (int i = 0; i < most_steps; ++i) {
        const auto [above, density] = student.at(t);
        const double straight = (above - (1 - probability)) / density;
        const double bend = (degrees_of_freedom + 1) * t / (degrees_of_freedom + t * t);
        const double step = straight / (1 - straight * bend / 2);
        t += step;
        if (std::abs(step) < precise) break;
    }
    return t;
}

}  // namespace sleepcheck
