// The interview in a terminal or from a script: the same lines in both.

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <utility>
#include <variant>

#include "cli/commands.hpp"
#include "cli/conversation.hpp"
#include "cli/files.hpp"
#include "cli/interview_store.hpp"
#include "cli/log_file.hpp"
#include "sleepcheck/answer_line.hpp"
#include "sleepcheck/answers.hpp"
#include "sleepcheck/log_answers.hpp"
#include "sleepcheck/report.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck::cli {

namespace {

constexpr std::string_view how_to_resume = "sleepcheck ask --resume";

/// Keeps the state of an interview after each answer, as long as there is a place to keep it.
class Autosave {
public:
    /// Throws `Error` (stream) when another interview is under way.
    Autosave(const Knowledge& knowledge, const Environment& environment) : knowledge_(knowledge) {
        const auto folder = folder_for(environment);
        if (folder) store_ = std::make_unique<InterviewStore>(*folder);
    }

    [[nodiscard]] const InterviewStore* store() const { return store_.get(); }

    /// What a person should know about the saving, told once; empty when all is well.
    [[nodiscard]] std::string trouble() { return std::exchange(trouble_, {}); }

    [[nodiscard]] bool saved() const { return saved_; }

    void save(const InterviewState& state) {
        if (store_ == nullptr) return;
        try {
            store_->save(to_json(knowledge_, state));
            saved_ = true;
            failed_ = false;
        } catch (const Error& error) {
            if (!failed_) trouble_ = told(error.problems().front());
            failed_ = true;
            saved_ = false;
        }
    }

    void forget() {
        if (store_ != nullptr) store_->forget();
        saved_ = false;
    }

private:
    /// Without a place to save, the interview works all the same.
    std::optional<std::string> folder_for(const Environment& environment) {
        try {
            return state_folder(environment);
        } catch (const Error& error) {
            trouble_ = told(error.problems().front());
            return std::nullopt;
        }
    }

    const Knowledge& knowledge_;
    std::unique_ptr<InterviewStore> store_;
    std::string trouble_;
    bool saved_ = false;
    bool failed_ = false;
};

/// The interview with a person: puts questions, hears lines, and does what they ask for.
class Dialogue {
public:
    Dialogue(const AskCommand& command, const Console& console, const Knowledge& knowledge)
        : command_(command),
          console_(console),
          knowledge_(knowledge),
          conversation_(console, command.report.wishes),
          autosave_(knowledge, console.environment) {}

    Status run() {
        auto state = first_state();
        if (!state) return leave();
        Interview interview(knowledge_, *std::move(state));
        conversation_.say(welcome(autosave_.store() != nullptr));
        tell_trouble();
        tell_flags(interview);
        while (true) {
            while (interview.question()) {
                if (!put_question(interview)) return leave();
            }
            if (interview.ended_by()) return end_at_once(*interview.ended_by());
            const Recap recap = recapitulate(interview);
            if (recap == Recap::leave) return leave();
            if (recap == Recap::finish) return finish(interview);
        }
    }

private:
    enum class Recap { leave, change, finish };

    void tell(std::string text) { conversation_.say(Document{Paragraph{std::move(text)}}); }
    void hint(const std::string& text) { conversation_.say(Document{Entries{{{"", text}}}}); }

    void tell_trouble() {
        const std::string trouble = autosave_.trouble();
        if (trouble.empty()) return;
        conversation_.say("\n" + trouble);
        tell("So your answers are not saved as you go; they live in this conversation only.");
    }

    // ---- How it begins ----

    /// Empty when the person leaves before it has begun.
    std::optional<InterviewState> first_state() {
        InterviewState state;
        state.facts = Facts(knowledge_.catalogue.entries.size());
        if (!command_.answers.empty()) state.facts = answers_in(command_.answers, knowledge_, console_);
        if (!command_.log.empty()) fill_from_log(state.facts);
        if (auto kept = kept_state()) {
            if (command_.resume) {
                state = *std::move(kept);
            } else if (!command_.anew && !(command_.answers.empty() && command_.log.empty())) {
                throw Error(Status::usage, "an unfinished interview is kept",
                            "--new begins anew with what the file says; --resume, without the file, goes on");
            } else if (!command_.anew) {
                const auto resumes = asks_to_resume(*kept);
                if (!resumes) return std::nullopt;
                if (*resumes) state = *std::move(kept);
            }
        } else if (command_.resume) {
            throw Error(Status::usage, "there is no unfinished interview to go on with", "sleepcheck ask begins one");
        }
        if (command_.depth) state.depth = *command_.depth;
        return state;
    }

    /// What the nights say counts as answered; a person may still change it.
    void fill_from_log(Facts& facts) {
        const ReadDiary read = sound(diary_at(command_.log, console_), "nothing was asked");
        LogAnswers log = log_answers(knowledge_, read.diary, command_.least_nights);
        facts = with_log(knowledge_, std::move(facts), log);
        Entries entries;
        for (const LoggedFact& logged : log.facts) {
            if (!logged.used) continue;
            const Question& question = knowledge_.catalogue.at(logged.fact);
            const bool hidden = question.is_private && !command_.report.show_private;
            entries.entries.push_back({"-", fmt::format("{}: {}", capitalised(question.name),
                                                        hidden ? "(private)" : spoken(question, *logged.value))});
        }
        if (entries.entries.empty()) {
            return tell(fmt::format("Your log answers nothing yet: that takes {} with the same figure.",
                                    counted(command_.least_nights, "night", "nights")));
        }
        tell(fmt::format("From {} your log answers this, so it is not asked; l changes any of it:",
                         counted(log.nights, "night", "nights")));
        conversation_.say(Document{std::move(entries)});
        conversation_.say("\n");
    }

    /// The unfinished interview; empty when there is none. One that cannot be read is put aside, never written over.
    std::optional<InterviewState> kept_state() {
        if (autosave_.store() == nullptr) return std::nullopt;
        ReadInterview read;
        try {
            const auto text = autosave_.store()->text();
            if (!text) return std::nullopt;
            read = read_interview(knowledge_, *text, autosave_.store()->path());
        } catch (const Error& error) {  // a folder, a link to nowhere, far too large
            read.problems = error.problems();
        }
        if (read.problems.empty()) return std::move(read.state);
        const std::string aside = autosave_.store()->put_aside();
        Problem problem = read.problems.front();
        problem.cure = fmt::format("it was put aside as {}", printable(aside));
        if (command_.resume) throw Error(Status::input, Problems{std::move(problem)});
        conversation_.say(told(problem));
        return std::nullopt;
    }

    /// Empty when the person leaves.
    std::optional<bool> asks_to_resume(const InterviewState& kept) {
        const auto answered = kept.path.size();
        if (!look_at(console_.streams, {}, console_.environment).input_is_terminal) {
            throw Error(Status::usage, "an unfinished interview is kept",
                        "--resume goes on with it, --new begins anew in its place");
        }
        Question offer;
        offer.kind = Kind::yes_no;
        offer.options = {{"no", "No, begin anew: what is kept is then replaced"}, {"yes", "Yes, go on with it"}};
        tell(fmt::format("An unfinished interview is kept, with {}. Go on with it?",
                         counted(answered, "question put", "questions put")));
        conversation_.say(Document{Entries{{{"1", offer.options[0].label}, {"2", offer.options[1].label}}}});
        while (const auto line = conversation_.hear()) {
            const Reply reply = understood(offer, *line);
            if (const auto* answer = std::get_if<TypedAnswer>(&reply)) return answer->value == 1;
            if (reply == Reply(Command::quit)) return std::nullopt;
            hint("Please type yes to go on with it, no to begin anew, or q to leave it as it is.");
        }
        return std::nullopt;
    }

    // ---- One question ----

    /// Puts the question, once more after each line that is no answer. False when the person leaves.
    bool put_question(Interview& interview) {
        const FactId fact = *interview.question();
        conversation_.say("\n");
        conversation_.say(question_document(knowledge_, interview, command_.report.show_private));
        const auto line = conversation_.hear();
        if (!line) return false;
        const Reply reply = understood(knowledge_.catalogue.at(fact), *line);
        if (reply == Reply(Command::quit)) return false;
        take(interview, reply);
        return !leaving_;
    }

    void take(Interview& interview, const Reply& reply) {
        const FactId fact = *interview.question();
        if (const auto* answer = std::get_if<TypedAnswer>(&reply)) {
            show_back(fact, answer->value);
            interview.answer(answer->value);
            after_change(interview);
        } else if (const auto* misunderstood = std::get_if<Misunderstood>(&reply)) {
            hint(misunderstood->hint);
        } else if (const auto* asked = std::get_if<Command>(&reply)) {
            obey(interview, *asked);
        } else if (interview.looks_back()) {
            interview.keep();
        } else {
            hint(how_to_answer(knowledge_.catalogue.at(fact)) + " s skips it, ? tells why it is asked.");
        }
    }

    void obey(Interview& interview, Command asked) {
        switch (asked) {
            case Command::why: return conversation_.say(why_document(knowledge_, *interview.question()));
            case Command::result: return tell_result(interview);
            case Command::list: return list_and_change(interview);
            case Command::skip: interview.skip(); return after_change(interview);
            case Command::back:
                if (!interview.back()) hint("This is the first question.");
                return;
            case Command::quit: return;  // seen before
        }
    }

    /// What was typed is shown as it was understood, but for private answers.
    void show_back(FactId fact, std::int32_t value) {
        const Question& question = knowledge_.catalogue.at(fact);
        hint(question.is_private ? "Noted." : spoken(question, value));
    }

    void after_change(const Interview& interview) {
        if (interview.ended_by()) return;
        autosave_.save(interview.state());
        tell_trouble();
        std::vector<std::string> names;
        for (const FactId fact : interview.dropped()) names.push_back(knowledge_.catalogue.at(fact).name);
        if (!names.empty()) tell("With that, this no longer applies and was left out: " + listed(names) + ".");
        tell_flags(interview);
    }

    /// A warning sign that cannot wait is told at once, each only once.
    void tell_flags(const Interview& interview) {
        Judgement judgement;
        judge(knowledge_.rules, interview.facts(), judgement);
        Document document;
        for (const Flag& flag : knowledge_.flags) {
            const bool now = flag.urgency >= Urgency::urgent && judgement.holds(flag.when);
            if (!now || !told_flags_.insert(flag.id).second) continue;
            if (document.empty())
                document.push_back(Heading{std::string(word(knowledge_, "heading_urgent")), Tone::urgent});
            document.push_back(Note{flag.title, flag.action, Tone::urgent});
        }
        if (document.empty()) return;
        conversation_.say("\n");
        conversation_.say(document);
    }

    void tell_result(const Interview& interview) {
        ReportOptions options;
        options.brief = true;
        conversation_.say("\n");
        conversation_.say(compose(knowledge_, sleepcheck::assess(knowledge_, interview.facts()), options));
    }

    // ---- The list ----

    void say_list(const Interview& interview, const std::vector<ListedAnswer>& answers) {
        conversation_.say("\n");
        conversation_.say(list_document(knowledge_, interview, answers, command_.report.show_private));
    }

    /// The answer with the number in the line; empty when there is none.
    static std::optional<FactId> numbered(const std::vector<ListedAnswer>& answers, const std::string& line) {
        const auto has_number = [&](const ListedAnswer& answer) { return fmt::format("{}", answer.number) == line; };
        const auto found = std::find_if(answers.begin(), answers.end(), has_number);
        return found == answers.end() ? std::nullopt : std::optional(found->fact);
    }

    /// Sets `leaving_` when the person leaves.
    void list_and_change(Interview& interview) {
        const auto answers = listed_answers(knowledge_, interview);
        say_list(interview, answers);
        if (answers.empty()) return;
        tell("The number of an answer changes it; Enter goes on.");
        while (const auto line = conversation_.hear()) {
            if (line->empty()) return;
            if (const auto fact = numbered(answers, *line)) return interview.revisit(*fact);
            if (command_in(*line) == Command::quit) break;
            hint(fmt::format("Please type a number from 1 to {}, or Enter to go on; q saves and leaves.",
                             answers.size()));
        }
        leaving_ = true;
    }

    // ---- How it ends ----

    void say_contradictions(const Assessment& assessment, const std::vector<ListedAnswer>& answers) {
        if (assessment.contradictions.empty()) return;
        Document document{Heading{"These do not fit together"}};
        Entries entries;
        for (const FoundContradiction& found : assessment.contradictions) {
            std::vector<std::string> numbers;
            for (const ListedAnswer& answer : answers) {
                const bool part = std::find(found.facts.begin(), found.facts.end(), answer.fact) != found.facts.end();
                if (part) numbers.push_back(fmt::format("{}", answer.number));
            }
            entries.entries.push_back({"-", fmt::format("{} To correct one of them, type {}.",
                                                        found.contradiction->says, listed(numbers, " or "))});
        }
        document.push_back(std::move(entries));
        conversation_.say("\n");
        conversation_.say(document);
    }

    /// The end of the input is an end here, too: every question was put.
    Recap recapitulate(Interview& interview) {
        const auto answers = listed_answers(knowledge_, interview);
        conversation_.say("\n");
        conversation_.say(Document{Heading{"Here is what you said", Tone::headline}});
        say_list(interview, answers);
        say_contradictions(sleepcheck::assess(knowledge_, interview.facts(), Ahead::do_not_look), answers);
        if (interview.state().depth == Depth::quick && interview.outcome_settled()) {
            tell(
                "No further answer can change the outcome, so the questions end here. Levels and plan could still "
                "change: sleepcheck ask without --quick asks for them, too.");
        }
        tell(command_.no_report ? "Enter writes your answers; a number changes that answer; q saves and leaves."
                                : "Enter shows the report; a number changes that answer; q saves and leaves.");
        while (const auto line = conversation_.hear()) {
            if (line->empty()) return Recap::finish;
            if (const auto fact = numbered(answers, *line)) {
                interview.revisit(*fact);
                return Recap::change;
            }
            const auto asked = command_in(*line);
            if (asked == Command::quit) return Recap::leave;
            if (asked == Command::list) return Recap::change;
            if (asked == Command::back && interview.back()) return Recap::change;
            if (asked == Command::result) {
                tell_result(interview);
            } else {
                hint("Please press Enter, or type the number of an answer to change; q saves and leaves.");
            }
        }
        return conversation_.parting() == Status::done ? Recap::finish : Recap::leave;
    }

    Status finish(const Interview& interview) {
        if (!command_.output.empty()) {
            const std::string answers = to_answers(knowledge_.catalogue, interview.facts());
            if (command_.output == "-") {
                put(console_, answers);
            } else {
                write_file(command_.output, answers);
                tell(fmt::format("Your answers are in {}, readable by you alone.", printable(command_.output)));
            }
        }
        if (!command_.no_report) {
            const Assessment assessment = sleepcheck::assess(knowledge_, interview.facts());
            conversation_.say("\n");
            put(console_, report_text(command_.report, console_, knowledge_, assessment));
        }
        autosave_.forget();
        return Status::done;
    }

    /// After an answer that is never stored and that halts: help at once and nothing beside it, whatever else fails,
    /// and no trace.
    Status end_at_once(const Facts& facts) {
        Assessment assessment = sleepcheck::assess(knowledge_, facts, Ahead::do_not_look);
        auto& flags = assessment.flags;
        flags.erase(std::remove_if(flags.begin(), flags.end(), [](const Flag* flag) { return !flag->halt; }),
                    flags.end());
        conversation_.say("\n");
        conversation_.say(compose(knowledge_, assessment, {}));
        autosave_.forget();
        tell("The questions end here, and nothing you said was kept.");
        return Status::done;
    }

    Status leave() {
        if (autosave_.saved()) {
            tell(fmt::format("Saved. To go on: {}", how_to_resume));
        } else if (autosave_.store() != nullptr && autosave_.store()->text()) {
            tell(fmt::format("What was kept before is still there. To go on: {}", how_to_resume));
        } else {
            tell("Nothing was kept.");
        }
        return conversation_.parting();
    }

    const AskCommand& command_;
    const Console& console_;
    const Knowledge& knowledge_;
    Conversation conversation_;
    Autosave autosave_;
    std::set<std::string> told_flags_;
    bool leaving_ = false;
};

Status forget(const Console& console) {
    const InterviewStore store(state_folder(console.environment));
    put(console, store.forget() ? "The unfinished interview was removed.\n" : "There was no unfinished interview.\n");
    return Status::done;
}

void check(const AskCommand& command) {
    if (command.resume && command.anew) throw Error(Status::usage, "--resume and --new exclude each other");
    if (command.resume && !(command.answers.empty() && command.log.empty())) {
        throw Error(Status::usage, "--resume excludes --answers and --log", "the unfinished interview has its own");
    }
    if (command.log == "-") {
        throw Error(Status::usage, "--log cannot be -", "standard input is the conversation: name a file");
    }
    if (command.answers == "-") {
        throw Error(Status::usage, "--answers cannot be -", "standard input is the conversation: name a file");
    }
    if (command.no_report && command.output.empty()) {
        throw Error(Status::usage, "--no-report alone would leave nothing of the interview",
                    "-o FILE writes the answers to a file");
    }
    if (command.output == "-" && !command.no_report) {
        throw Error(Status::usage, "answers and report would run into each other on standard output",
                    "name a file for the answers, or add --no-report");
    }
    if (!command.output.empty()) require_writable(command.output);
}

}  // namespace

Status ask(const AskCommand& command, const Console& console) {
    if (command.forget) return forget(console);
    check(command);
    const Knowledge knowledge = knowledge_for(command.rules);
    return Dialogue(command, console, knowledge).run();
}

}  // namespace sleepcheck::cli
