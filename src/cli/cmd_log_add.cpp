// A morning's entry, line by line: in a terminal, from a pipe, for a screen reader the same.

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/conversation.hpp"
#include "cli/export_files.hpp"
#include "cli/files.hpp"
#include "cli/log_file.hpp"
#include "cli/morning_entry.hpp"
#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/clock.hpp"
#include "sleepcheck/log_entry.hpp"
#include "sleepcheck/sleep_metrics.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

[[noreturn]] void refuse_export() {
    throw Error(Status::usage, "this is the export of a tracker, and stays as it is",
                "keep a log of your own: name another file, and it is begun");
}

/// Empty when there is no such file yet.
std::optional<LogFile> existing_log(const std::string& path, const Console& console) {
    std::error_code error;
    const auto status = std::filesystem::symlink_status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return std::nullopt;
    PeekedInput input(path, console);
    if (is_large_export(input)) refuse_export();
    return whole_log(std::move(input));
}

LogShape shape_for(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension();
    return extension == ".ndjson" || extension == ".jsonl" ? LogShape::night_a_line : LogShape::document;
}

/// "the night from 5 to 6 March 2026" would need a month twice now and then; dates as a log has them do not.
std::string night_words(Date date) {
    return fmt::format("the night from {} to {}", to_string(date - std::chrono::days{1}), to_string(date));
}

class MorningTalk {
public:
    MorningTalk(const LogAddCommand& command, const Console& console, Date date)
        : command_(command),
          console_(console),
          date_(date),
          file_(existing_log(command.file, console)),
          before_(read(file_)),
          conversation_(console, command.wishes),
          entry_(date, night_of(before_.diary, date)) {}

    Status run() {
        tell(
            fmt::format("A short entry for {}. A time is 22:30 or 10:30 pm. At every question: s leaves it unknown, "
                        "b goes back, q leaves without a change.",
                        night_words(date_)));
        if (night_of(before_.diary, date_) != nullptr && !wants_to_correct()) return leave();
        while (true) {
            while (entry_.prompt()) {
                if (!put_question()) return leave();
            }
            const std::string text = with_entry();
            const ReadDiary after = read_diary(text, command_.file);
            if (!after.problems.empty()) {
                tell_problems(after.problems);
                entry_.start_again();
                continue;
            }
            if (file_ && !same_but_for(before_.diary, after.diary, date_)) {
                throw Error(Status::bug, "with this entry the log would change elsewhere; it was left as it is",
                            "please report this");
            }
            const auto wish = confirmed(after);
            if (!wish) return leave();
            if (*wish) return save(text, after);
            entry_.back();
        }
    }

private:
    void tell(std::string text) { conversation_.say(Document{Paragraph{std::move(text)}}); }
    void hint(const std::string& text) { conversation_.say(Document{Entries{{{"", text}}}}); }

    static ReadDiary read(const std::optional<LogFile>& file) {
        if (!file) return {};
        if (is_export(file->text, file->name)) refuse_export();
        ReadDiary read = sound(diary_in(*file), "the log was left as it is");
        if (!is_sensed(read.diary)) return read;
        throw Error(Status::usage, "this log is a tracker's; what people remember is not mixed with what devices count",
                    "keep a log of your own: name another file, and it is begun");
    }

    [[nodiscard]] std::string with_entry() const {
        return file_ ? with_night(file_->text, entry_.night()) : new_log(entry_.night(), shape_for(command_.file));
    }

    bool wants_to_correct() {
        tell(
            "This night is in the log already. Type yes to correct it, and Enter at each question to keep what is "
            "there; or no to leave it.");
        Question question;
        question.kind = Kind::yes_no;
        question.options = {{"no", "No"}, {"yes", "Yes"}};
        while (const auto line = conversation_.hear()) {
            const Reply reply = understood(question, *line);
            if (const auto* answer = std::get_if<TypedAnswer>(&reply)) return answer->value == 1;
            if (reply == Reply(Command::quit)) return false;
            hint("Please type yes or no.");
        }
        return false;
    }

    /// False when the person leaves.
    bool put_question() {
        const std::string earlier = entry_.earlier();
        Entries below{{{"", entry_.form()}}};
        if (!earlier.empty()) below.entries.push_back({"", fmt::format("So far: {}. Enter keeps it.", earlier)});
        conversation_.say("\n");
        conversation_.say(Document{Paragraph{*entry_.prompt()}, std::move(below)});
        while (const auto line = conversation_.hear()) {
            const auto asked = command_in(*line);
            if (asked == Command::quit) return false;
            if (asked ? obey(*asked) : take(*line)) return true;
        }
        return false;
    }

    /// True when another question is to be put.
    bool obey(Command asked) {
        if (asked == Command::back) {
            if (entry_.back()) return true;
            hint("This is the first question.");
        } else if (asked == Command::skip) {
            return heard(entry_.skip());
        } else {
            hint(fmt::format("Here it is {}; or s to leave it unknown, b to go back, q to leave.", entry_.form()));
        }
        return false;
    }

    bool take(const std::string& line) {
        if (line.find_first_not_of(" \t") != std::string::npos) return heard(entry_.take(line));
        if (entry_.keep()) return true;
        hint(fmt::format("Please type {}; s leaves it unknown.", entry_.form()));
        return false;
    }

    bool heard(const MorningEntry::Heard& heard) {
        hint(heard.words);
        return heard.accepted;
    }

    void tell_problems(const Problems& problems) {
        Entries entries;
        for (const Problem& problem : problems) {
            entries.entries.push_back({"-", fmt::format("{} ({})", problem.what, problem.cure)});
        }
        conversation_.say("\n");
        conversation_.say(Document{Paragraph{"That cannot be so:"}, std::move(entries),
                                   Paragraph{"Once more, then; Enter keeps an answer."}});
    }

    /// Those that this entry brought.
    [[nodiscard]] std::vector<Entry> new_warnings(const ReadDiary& after) const {
        std::vector<Entry> entries;
        for (const Problem& warning : after.warnings) {
            const bool known = std::any_of(before_.warnings.begin(), before_.warnings.end(),
                                           [&](const Problem& old) { return old.what == warning.what; });
            if (!known) entries.push_back({"note", fmt::format("{} ({})", warning.what, warning.cure)});
        }
        return entries;
    }

    void say_recap(const ReadDiary& after) {
        const Night& night = *night_of(after.diary, date_);
        const NightMetrics metrics = night_metrics(after.diary, night);
        const auto length = [&](Quantity quantity) -> std::string {
            const Measure& measure = metrics.of(quantity);
            if (!measure.value) return fmt::format("unknown: {}", words_for(measure.because));
            return fmt::format("{:.0f} min", *measure.value);
        };
        const auto clock = [](const std::optional<NightTime>& time) {
            return time ? written_time(time_of_day(time->moment.shown)) : std::string("unknown");
        };
        const Measure& sleep = metrics.of(Quantity::total_sleep_time);
        const std::string slept = sleep.value
                                      ? fmt::format("{} h {} min", static_cast<int>(*sleep.value) / minutes_per_hour,
                                                    static_cast<int>(*sleep.value) % minutes_per_hour)
                                      : length(Quantity::total_sleep_time);
        std::vector<Entry> entries{{"in bed", fmt::format("{} to {}", clock(night.into_bed), clock(night.out_of_bed))},
                                   {"awake for good", clock(night.final_awakening)},
                                   {"falling asleep", length(Quantity::latency_to_sleep_onset)},
                                   {"awake at night", length(Quantity::wake_after_sleep_onset)},
                                   {"sleep", slept},
                                   {"rested", night.rested ? fmt::format("{} of 5", *night.rested) : "unknown"}};
        for (Entry& entry : new_warnings(after)) entries.push_back(std::move(entry));
        conversation_.say("\n");
        conversation_.say(Document{Heading{capitalised(night_words(date_)), Tone::headline},
                                   Entries{std::move(entries)},
                                   Paragraph{"Enter writes this to the log; b goes back; q leaves without a change."}});
    }

    /// True to write, false to go back, empty to leave. The end of the input leaves: nobody has agreed.
    std::optional<bool> confirmed(const ReadDiary& after) {
        say_recap(after);
        while (const auto line = conversation_.hear()) {
            if (line->empty()) return true;
            const auto asked = command_in(*line);
            if (asked == Command::back) return false;
            if (asked == Command::quit) return std::nullopt;
            hint("Please press Enter to write it, b to go back, or q to leave without a change.");
        }
        return std::nullopt;
    }

    Status save(const std::string& text, const ReadDiary& after) {
        const auto now = existing_log(command_.file, console_);
        if (now.has_value() != file_.has_value() || (now && now->text != file_->text)) {
            throw Error(Status::stream,
                        fmt::format("{} was changed meanwhile, and nothing was written", printable(command_.file)),
                        "enter the night again");
        }
        write_file(command_.file, text);
        const std::string count = counted(after.diary.nights.size(), "night", "nights");
        tell(fmt::format("Written: the log holds {}, readable by you alone.", count));
        return Status::done;
    }

    Status leave() {
        tell(file_ ? "The log was left as it is." : "Nothing was written.");
        return conversation_.parting();
    }

    const LogAddCommand& command_;
    const Console& console_;
    Date date_;
    std::optional<LogFile> file_;
    ReadDiary before_;
    Conversation conversation_;
    MorningEntry entry_;
};

}  // namespace

Status log_add(const LogAddCommand& command, const Console& console) {
    if (command.file == "-") {
        throw Error(Status::usage, "LOG cannot be -", "standard input is the conversation: name a file");
    }
    const Date today = console.today();
    const Date date = command.date.value_or(today);
    if (date > today) {
        throw Error(Status::usage, fmt::format("the morning of {} has not come yet", to_string(date)),
                    fmt::format("today is {}; a night has the date of its morning", to_string(today)));
    }
    require_writable(command.file);
    return MorningTalk(command, console, date).run();
}

}  // namespace sleepcheck::cli
