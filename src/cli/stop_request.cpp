#include "cli/stop_request.hpp"

namespace sleepcheck::cli {

namespace {

/// A signal handler reaches nothing but what is global.
volatile std::sig_atomic_t received = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void receive(int signal) {
    received = signal;
}

}  // namespace

StopRequest::StopRequest() {
    received = 0;
    struct sigaction action = {};
    action.sa_handler = receive;
    for (std::size_t i = 0; i < watched.size(); ++i) {
        ::sigaction(watched[i], nullptr, &before_[i]);
        const bool ignored = before_[i].sa_handler == SIG_IGN;  // by nohup, say
        if (!ignored) ::sigaction(watched[i], &action, nullptr);
    }
}

StopRequest::~StopRequest() {
    for (std::size_t i = 0; i < watched.size(); ++i) ::sigaction(watched[i], &before_[i], nullptr);
}

std::optional<Status> StopRequest::status() {
    switch (received) {
        case 0: return std::nullopt;
        case SIGINT: return Status::interrupted;
        case SIGHUP: return Status::hung_up;
        default: return Status::terminated;
    }
}

}  // namespace sleepcheck::cli
