// The CSV of Sleep as Android.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

bool is_sound(std::string_view input) {
    return makes_a_sound_log(read_sleep_as_android(input, "export"), "export", input);
}

}  // namespace

Target sleep_as_android() {
    return {
        "sleep_as_android",
        is_sound,
        {
            R"(Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo,"23:12","Event","Event","Event","Event","Event","Event"
"1772748000000","Europe/Paris","05. 03. 2026 23:00","06. 03. 2026 7:00","","8.000","3.5","slept, ""well"" #sport","10007","-1","-1.0","0","-1.0","0","","0.1","AWAKE_START-1772748000000","AWAKE_END-1772748600000","DEEP_START-1772750000000-1.0","DEEP_END-1772752000000","REM_START-1772760000000","REM_END-1772762000000"
"","","","","","","","","","","","","","","","0.2"
Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo
"1772834400000","Asia/Tokyo","07. 03. 2026 7:00","07. 03. 2026 8:00","","1.0","0.0","","10007","-1","-1.0","0","-1.0","-10","")",
        }};
}

}  // namespace fuzz
