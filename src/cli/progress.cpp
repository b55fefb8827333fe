#include "cli/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace sleepcheck::cli {

namespace {

constexpr std::uint64_t worth_a_bar = std::uint64_t{8} << 20U;
constexpr std::size_t bar_width = 24;
constexpr std::size_t line_width = 72;

}  // namespace

Progress::Progress(const Console& console, std::uint64_t whole)
    : console_(console),
      whole_(whole),
      shown_(whole >= worth_a_bar && look_at(console.streams, {}, console.environment).error_is_terminal) {}

Progress::~Progress() {
    if (percent_ > 0) say("\r" + std::string(line_width, ' ') + "\r");
}

void Progress::add(std::uint64_t bytes, std::uint64_t documents) {
    read_ += bytes;
    documents_ += documents;
    if (!shown_) return;
    const auto percent = std::min<std::uint64_t>(100, read_ * 100 / whole_);
    if (percent == percent_) return;
    percent_ = percent;
    const std::size_t full = percent * bar_width / 100;
    const std::string bar = std::string(full, '#') + std::string(bar_width - full, '.');
    const std::string line = fmt::format("[{}] {:>3} %{}", bar, percent, documents_ == 0 ? "" : pace());
    say(fmt::format("\r{:<{}}", line, line_width));
}

std::string Progress::pace() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    if (passed.count() <= 0 || read_ == 0) return {};
    const double a_second = static_cast<double>(documents_) / passed.count();
    const double left =
        passed.count() * static_cast<double>(whole_ - std::min(read_, whole_)) / static_cast<double>(read_);
    return fmt::format("  {:.0f} a second, {:.0f} s left", a_second, left);
}

void Progress::say(const std::string& text) const {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), console_.streams.error));
    static_cast<void>(std::fflush(console_.streams.error));
}

}  // namespace sleepcheck::cli
