#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/cli.hpp"
#include "cli/files.hpp"
#include "sleepcheck/error.hpp"

namespace {

/// Destructors on the way to a handler may need memory, too, so this is the one place that ends the program itself.
void out_of_memory() {
    constexpr char text[] = "sleepcheck: there is not enough memory for this\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text, sizeof text - 1);
    _exit(static_cast<int>(sleepcheck::Status::ceiling));
}

}  // namespace

int main(int count, char** arguments) {
    std::set_new_handler(out_of_memory);
    sleepcheck::cli::guard_standard_streams();
    try {
        const std::vector<std::string> words(arguments + (count > 0 ? 1 : 0), arguments + count);
        return sleepcheck::cli::run(words, {stdin, stdout, stderr}, sleepcheck::cli::environment_variable,
                                    sleepcheck::cli::local_date);
    } catch (const std::exception&) {
        std::fputs("sleepcheck: a mistake of ours; please report what you did\n", stderr);
        return static_cast<int>(sleepcheck::Status::bug);
    }
}
