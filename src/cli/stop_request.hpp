#pragma once

#include <array>
#include <csignal>
#include <optional>

#include "sleepcheck/error.hpp"

namespace sleepcheck::cli {

/// While one lives, Ctrl-C, a closed terminal and a request to end do not end the program at once, so that it can tidy
/// up. There is one at a time.
class StopRequest {
public:
    StopRequest();
    StopRequest(const StopRequest&) = delete;
    StopRequest& operator=(const StopRequest&) = delete;
    ~StopRequest();

    /// With what the program is to end; empty while nobody wants it to.
    [[nodiscard]] static std::optional<Status> status();

private:
    static constexpr std::array<int, 3> watched{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, watched.size()> before_{};
};

}  // namespace sleepcheck::cli
