#include "fuzz/target.hpp"

namespace fuzz {

// Each is defined in its own file in targets/.
Target answer_line();
Target answers();
Target apple_health();
Target batch();
Target csv();
Target fitbit();
Target garmin();
Target json();
Target oura();
Target rules();
Target sleep_as_android();
Target sleep_log();
Target zip();

const std::vector<Target>& targets() {
    // clang-format off
    static const std::vector<Target> all{
        answer_line(),
        answers(),
        apple_health(),
        batch(),
        csv(),
        fitbit(),
        garmin(),
        json(),
        oura(),
        rules(),
        sleep_as_android(),
        sleep_log(),
        zip(),
    };
    // clang-format on
    return all;
}

void must(bool holds, const std::string& what) {
    if (!holds) throw Broken(what);
}

}  // namespace fuzz
