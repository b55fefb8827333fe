#pragma once

#include <optional>

#include "diary/log_values.hpp"
#include "sleepcheck/diary.hpp"

namespace sleepcheck {

/// The date and the five times of a night as they are written.
struct WrittenTimes {
    std::optional<Date> date;
    std::optional<WrittenTime> into_bed;
    std::optional<WrittenTime> tried_to_sleep;
    std::optional<WrittenTime> sleep_onset;
    std::optional<WrittenTime> final_awakening;
    std::optional<WrittenTime> out_of_bed;
};

/// Gives bare times of day their date, and every time its instant.
///
///     into_bed <= tried_to_sleep <= sleep_onset <= final_awakening <= out_of_bed
///          <---------------<--------------<------- lies on `date` ----->
///
/// From the final awakening backwards each is the last such time at or before the next one, and out_of_bed is the first
/// at or after. Midnight is crossed here and nowhere else.
class TimeLine {
public:
    TimeLine(LogValues& values, const std::optional<Zone>& zone) : values_(values), zone_(zone) {}

    /// Fills in the date and the five times of a night. False when that is not possible, which is said. Date, going to
    /// bed and final awakening are there.
    bool lay_out(const WrittenTimes& written, Night& night);

    /// The last such time at or before; a dated time stays where it is.
    NightTime before(std::chrono::local_seconds limit, const WrittenTime& written);
    /// The first such time at or after; a dated time stays where it is.
    NightTime after(std::chrono::local_seconds limit, const WrittenTime& written);

private:
    NightTime settle(const WrittenTime& written, std::chrono::local_seconds shown);
    std::optional<NightTime> before(std::chrono::local_seconds& limit, const std::optional<WrittenTime>& written);

    LogValues& values_;
    const std::optional<Zone>& zone_;
};

}  // namespace sleepcheck
