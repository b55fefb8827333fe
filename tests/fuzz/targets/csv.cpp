// Tables: presets, and columns that a person names. An input whose first line is "map NAME=COLUMN,..." has its columns
// named so.

#include "fuzz/laws.hpp"
#include "fuzz/target.hpp"

namespace fuzz {

using namespace sleepcheck;

namespace {

/// Takes the first line off the table when it names columns.
ColumnMap take_map(std::string_view& input) {
    constexpr std::string_view begins = "map ";
    ColumnMap map;
    if (input.substr(0, begins.size()) != begins) return map;
    const auto end = std::min(input.find('\n'), input.size());
    std::string_view pairs = input.substr(begins.size(), end - begins.size());
    input.remove_prefix(std::min(end + 1, input.size()));
    while (!pairs.empty()) {
        const std::string_view pair = pairs.substr(0, pairs.find(','));
        pairs.remove_prefix(std::min(pair.size() + 1, pairs.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        map.columns.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
    }
    return map;
}

bool is_sound(std::string_view input) {
    static const std::optional<Zone> zone = find_zone("Australia/Sydney");
    const ColumnMap map = take_map(input);
    makes_a_sound_log(read_csv(input, "table", map, zone), "table", input);
    return makes_a_sound_log(read_csv(input, "table", map), "table", input);
}

}  // namespace

Target csv() {
    return {"csv",
            is_sound,
            {
                "map start=down,end=up,latency_to_sleep_onset_min=sol,number_of_awakenings=woke,quality=mark,"
                "notes=remark,source=who,nap=nap,modality=self-reported\n"
                "who;down;up;sol;woke;mark;remark;nap;other\r\n"
                "watch;2026-03-05 23:00;2026-03-06 07:00;20;2;4;\"a;\"\"b\"\"\";no;x\r\n"
                "watch;2026-03-06 23:00;2026-03-07 06:30;;;;;;\r\n",
                "map start=a,end=b,dates=day-month-year,timezone=Europe/Paris,sleep_onset=c,out_of_bed=d\n"
                "a,b,c,d\n1/2/2026 11:00 PM,2/2/2026 7:00 am,1/2/2026 11:20 PM,02.02.2026 07:20\n",
                "map date=day,start=bed,end=up,tried_to_sleep=out\nday;bed;out;up\n06.03.2026;22:30;10:40 pm;6:20\n"
                "31.03.2026;22:30;;06:00\n",
                "main_sleep,into_bed_local_time,final_awakening_local_time,out_of_bed_local_time,time_in_bed_min,"
                "alarm,day_type,nicotine,notes,modality,timezone,last_caffeine_local_time\n"
                "yes,2026-03-05 22:30,2026-03-06 06:20,2026-03-06 06:30,480,no,work,evening,'=a,sensed,Europe/Paris,"
                "15:00\n",
                "sid,start,stop,rating\n1,1772748000000,1772776800000,0\n2,1772834400000,1772863200000,5\n",
                "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps)\n"
                "2026-03-05 23:00:12;2026-03-06 07:00:30;73%;8:00;:);Drank tea;;4012\n",
                "from,to,\"light (s)\",\"deep (s)\",\"rem (s)\",\"awake (s)\",\"wake up\",\"Duration to sleep (s)\","
                "\"Duration to wake up (s)\"\n"
                "2026-03-05T23:00:00+01:00,2026-03-06T07:00:00+01:00,15000,6000,4200,3600,2,1200,600\n",
                "custom_tag_id,name\nCUSTOM_0001,\"x\"\n"
                "wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes\n"
                "\"2026-03-06 07:00+0100\",\"2026-03-05 23:10+0100\",\"2026-03-05 23:00+0100\",60-70|300-315,"
                "NIGHT_SLEEP,NONE,NONE,NONE,NONE,7,\"a \"quoted\", note\nof \"two\" lines\"\n",
            }};
}

}  // namespace fuzz
