// Lines as people type them at a question, and lines that nobody should have to fear.

#include "sleepcheck/answer_line.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "random_answers.hpp"
#include "sleepcheck/text.hpp"
#include "test_rules.hpp"

using namespace sleepcheck;

namespace {

Question of_options(Kind kind, std::vector<Option> options) {
    Question question;
    question.id = "asked";
    question.kind = kind;
    question.options = std::move(options);
    return question;
}

Question yes_or_no() {
    return of_options(Kind::yes_no, {{"no", "No"}, {"yes", "Yes"}});
}

Question nights() {
    return of_options(Kind::choice, {{"never", "Hardly ever"}, {"sometimes", "Some nights"}, {"often", "Most nights"}});
}

Question illnesses() {
    return of_options(Kind::multi_choice, {{"none", "None of these"},
                                           {"lung", "Heart failure, asthma or other lung disease"},
                                           {"heart", "Heart rhythm"},
                                           {"pain", "Pain"},
                                           {"pain_in_legs", "Pain in the legs"}});
}

Question minutes() {
    Question question;
    question.id = "awake";
    question.kind = Kind::integer;
    question.unit = "minutes";
    question.least = 0;
    question.most = 480;
    return question;
}

Question bedtime() {
    Question question;
    question.id = "bedtime";
    question.kind = Kind::time;
    return question;
}

std::string word_for(Command command) {
    switch (command) {
        case Command::why: return "<why>";
        case Command::back: return "<back>";
        case Command::skip: return "<skip>";
        case Command::list: return "<list>";
        case Command::quit: return "<quit>";
        case Command::result: return "<result>";
    }
    return {};
}

/// What a line was understood as: an answer as an answers file has it, or `<back>`, `<empty>`, `<hint>`.
std::string meant(const Question& question, std::string_view line) {
    const Reply reply = understood(question, line);
    if (const auto* answer = std::get_if<TypedAnswer>(&reply)) return written(question, answer->value);
    if (const auto* command = std::get_if<Command>(&reply)) return word_for(*command);
    return std::holds_alternative<EmptyLine>(reply) ? "<empty>" : "<hint>";
}

struct Row {
    std::string line;
    std::string meaning;
};

void check_rows(const Question& question, const std::vector<Row>& rows) {
    for (const auto& [line, meaning] : rows) {
        INFO("\"" << printable(line) << "\"");
        CHECK(meant(question, line) == meaning);
    }
}

std::vector<Question> one_of_each_kind() {
    return {yes_or_no(), nights(), illnesses(), minutes(), bedtime()};
}

bool is_allowed(const FactDomain& domain, std::int32_t value) {
    if (domain.options == 0) return domain.least <= value && value <= domain.most;
    const auto marked = static_cast<std::uint32_t>(value);
    const bool alone = (marked & domain.alone) == 0 || marked == domain.alone;
    return marked != 0 && (marked & ~domain.options) == 0 && alone;
}

void check_hint(const Misunderstood& reply) {
    CHECK_FALSE(reply.hint.empty());
    CHECK(printable(reply.hint) == reply.hint);
    CHECK(reply.hint.find('\n') == std::string::npos);
    const bool says_what = reply.hint.find("Please type") != std::string::npos;
    const bool stands_alone = reply.hint.find("stands alone: type 1, ") != std::string::npos;
    CHECK((says_what || stands_alone));
}

/// Visits every question of the built-in catalogue with the values it may have.
template <typename Visit>
void each_question(const Visit& visit) {
    const Knowledge& knowledge = built_in_rules();
    for (std::size_t i = 0; i < knowledge.catalogue.questions; ++i) {
        const Question& question = knowledge.catalogue.entries[i];
        INFO(question.id);
        visit(question, knowledge.rules.domains[i]);
    }
}

std::string lower(std::string text) {
    for (char& letter : text) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    return text;
}

/// The option that a word is or begins, found slowly; `<hint>` when there is none or more than one.
std::string option_begun(const Question& question, const std::string& typed) {
    const std::string word = lower(typed);
    std::vector<std::string> begun;
    for (const Option& option : question.options) {
        if (lower(option.value) == word || lower(option.label) == word) return option.value;
        const bool begins = lower(option.value).rfind(word, 0) == 0 || lower(option.label).rfind(word, 0) == 0;
        if (begins) begun.push_back(option.value);
    }
    return begun.size() == 1 ? begun.front() : "<hint>";
}

}  // namespace

TEST_CASE("a single letter is a command at every question") {
    const std::vector<Row> rows{
        {"?", "<why>"},    {"b", "<back>"},  {"s", "<skip>"},      {"l", "<list>"},       {"q", "<quit>"},
        {"r", "<result>"}, {"B", "<back>"},  {"S", "<skip>"},      {"L", "<list>"},       {"Q", "<quit>"},
        {"R", "<result>"}, {" b", "<back>"}, {"b ", "<back>"},     {"   s   ", "<skip>"}, {" ? ", "<why>"},
        {"", "<empty>"},   {" ", "<empty>"}, {"     ", "<empty>"}, {"n", "<hint>"},       {"y", "<hint>"},
        {"N", "<hint>"},   {"h", "<hint>"},  {"x", "<hint>"},      {"??", "<hint>"},      {"bb", "<hint>"},
        {"b s", "<hint>"}, {"!", "<hint>"},  {"-", "<hint>"},      {",", "<hint>"},
    };
    for (const Question& question : one_of_each_kind()) check_rows(question, rows);
    for (const auto& [line, meaning] : rows) {
        INFO(line);
        const auto command = command_in(line);
        CHECK(command.has_value() == (meaning != "<empty>" && meaning != "<hint>"));
        if (command) CHECK(word_for(*command) == meaning);
    }
}

TEST_CASE("an option is its number, its word, its label or a beginning that only one has") {
    check_rows(yes_or_no(), {{"1", "no"},
                             {"2", "yes"},
                             {"no", "no"},
                             {"yes", "yes"},
                             {"NO", "no"},
                             {"Yes", "yes"},
                             {"ye", "yes"},
                             {" yes ", "yes"},
                             {"0", "<hint>"},
                             {"3", "<hint>"},
                             {"yess", "<hint>"},
                             {"nope", "<hint>"},
                             {"true", "<hint>"},
                             {"1.", "<hint>"},
                             {"1 2", "<hint>"}});
    check_rows(nights(), {{"1", "never"},
                          {"3", "often"},
                          {"002", "sometimes"},
                          {"sometimes", "sometimes"},
                          {"SOME NIGHTS", "sometimes"},
                          {"some", "sometimes"},
                          {"so", "sometimes"},
                          {"ha", "never"},
                          {"ne", "never"},
                          {"mo", "often"},
                          {"4", "<hint>"},
                          {"0", "<hint>"},
                          {"-1", "<hint>"},
                          {"some  nights", "<hint>"},
                          {"sometimes, often", "<hint>"},
                          {"nights", "<hint>"}});
}

TEST_CASE("a beginning that two options have is refused, and a whole word is never a mere beginning") {
    const Question work = of_options(
        Kind::choice, {{"shift_work", "Shift"}, {"shift", "Any shift"}, {"shift_long", "Long"}, {"no", "No"}});
    check_rows(work, {{"sh", "<hint>"},
                      {"shif", "<hint>"},
                      {"shift_", "<hint>"},
                      {"shift_w", "shift_work"},
                      {"shift_l", "shift_long"},
                      {"lo", "shift_long"},
                      {"an", "shift"}});
    const Question pains = of_options(Kind::choice, {{"pain_long", "Always"}, {"pain", "Now and then"}});
    check_rows(pains, {{"pain", "pain"}, {"PAIN", "pain"}, {"pai", "<hint>"}, {"pain_", "pain_long"}});
    check_rows(illnesses(), {{"pain", "pain"}, {"pain in", "pain_in_legs"}, {"pai", "<hint>"}, {"heart", "heart"}});
}

TEST_CASE("a beginning has two letters, also where a letter has two bytes") {
    const Question mood = of_options(Kind::choice, {{"worn", "\u00e9puis\u00e9"}, {"rested", "repos\u00e9"}});
    check_rows(mood, {{"\u00e9", "<hint>"}, {"\u00e9p", "worn"}, {"\u00e9puis\u00e9", "worn"}, {"re", "rested"}});
}

TEST_CASE("several options stand between commas, their numbers between spaces too") {
    check_rows(illnesses(), {{"2", "lung"},
                             {"2,3", "lung, heart"},
                             {"3, 2", "lung, heart"},
                             {"2 3", "lung, heart"},
                             {"2  3 ,4", "lung, heart, pain"},
                             {"2, 2", "lung"},
                             {"2,", "lung"},
                             {"lung, heart", "lung, heart"},
                             {"2, heart", "lung, heart"},
                             {"lu, pain in", "lung, pain_in_legs"},
                             {"1", "none"},
                             {"none", "none"},
                             {"none, none", "none"},
                             {"1, 2", "<hint>"},
                             {"none, lung", "<hint>"},
                             {"lung, none", "<hint>"},
                             {"6", "<hint>"},
                             {"0", "<hint>"},
                             {"2, 6", "<hint>"},
                             {"2, what", "<hint>"},
                             {"lung heart", "<hint>"},
                             {"2 heart", "<hint>"},
                             {"23", "<hint>"},
                             {"2;3", "<hint>"},
                             {"2-4", "<hint>"},
                             {"q, s", "<hint>"},
                             {", ,", "<hint>"}});
    const Reply reply = understood(illnesses(), "lung, none");
    CHECK(std::get<Misunderstood>(reply).hint == "1 stands alone: type 1, or the others without it.");
}

TEST_CASE("a label that holds a comma is one option") {
    check_rows(illnesses(), {{"Heart failure, asthma or other lung disease", "lung"},
                             {"heart failure, asthma", "lung"},
                             {"heart failure,", "lung"},
                             {"heart failure, heart rhythm", "lung, heart"}});
}

TEST_CASE("a number is plain digits within its bounds and nothing else") {
    check_rows(minutes(), {{"0", "0"},
                           {"7", "7"},
                           {"007", "7"},
                           {"480", "480"},
                           {"481", "<hint>"},
                           {"-1", "<hint>"},
                           {"-0", "<hint>"},
                           {"+7", "<hint>"},
                           {"1e9", "<hint>"},
                           {"1e2", "<hint>"},
                           {" 7 ", "<hint>"},
                           {"7 ", "<hint>"},
                           {" 7", "<hint>"},
                           {"7h", "<hint>"},
                           {"7.0", "<hint>"},
                           {"7,0", "<hint>"},
                           {"0x7", "<hint>"},
                           {"seven", "<hint>"},
                           {"7 8", "<hint>"},
                           {"\uff15", "<hint>"},
                           {"\u0667", "<hint>"},
                           {"\u00a07", "<hint>"},
                           {"99999999999999999999", "<hint>"},
                           {"4294967296", "<hint>"},
                           {"2147483648", "<hint>"},
                           {"nan", "<hint>"},
                           {"00000000", "<hint>"}});
}

TEST_CASE("a time is read as people say it, and shown in 24 hours") {
    check_rows(bedtime(), {{"23:30", "23:30"},
                           {"11:30 pm", "23:30"},
                           {"11:30pm", "23:30"},
                           {"11:30 PM", "23:30"},
                           {" 23:30 ", "23:30"},
                           {"7:05", "07:05"},
                           {"7 am", "07:00"},
                           {"12 am", "00:00"},
                           {"00:00", "00:00"},
                           {"7", "<hint>"},
                           {"24:00", "<hint>"},
                           {"25:00", "<hint>"},
                           {"23:60", "<hint>"},
                           {"2330", "<hint>"},
                           {"half past 7", "<hint>"},
                           {"-1:00", "<hint>"},
                           {"\uff17:00", "<hint>"},
                           {"13:00 pm", "<hint>"}});
    struct Hint {
        std::string line;
        std::string hint;
    };
    const std::string example = "Please type a time of day like 23:30 or 11:30 pm.";
    for (const auto& [line, hint] : std::vector<Hint>{
             {"24:00", "Midnight is 00:00. " + example}, {"7", "Morning or evening? " + example}, {"25:00", example}}) {
        INFO(line);
        CHECK(std::get<Misunderstood>(understood(bedtime(), line)).hint == hint);
    }
}

TEST_CASE("a line that no keyboard writes is never an answer, and nothing of it is repeated") {
    using namespace std::string_literals;
    const std::string canary = "zqcanary";
    const std::vector<std::string> bad{
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b",
        "\x07",
        "\x08",
        "\x7f",
        "\t",
        "\r",
        "\n",
        "\0"s,
        "\xc2\x9b"
        "31m",
        "\xff",
        "\xc3",
        "\xc0\xaf",
        "\xed\xa0\x80",
        "\xf5\x80\x80\x80",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u2028",
        "\ufeff",
    };
    for (const Question& question : one_of_each_kind()) {
        for (const std::string& piece : bad) {
            for (const std::string& word : {canary, "1"s, "yes"s, "23:30"s, "7"s, "often"s, "s"s, ""s}) {
                for (const std::string& line : {piece + word, word + piece, word + piece + word}) {
                    INFO(question.id << " \"" << printable(line) << "\"");
                    CHECK(is_garbled(line));
                    const Reply reply = understood(question, line);
                    REQUIRE(std::holds_alternative<Misunderstood>(reply));
                    const auto& misunderstood = std::get<Misunderstood>(reply);
                    check_hint(misunderstood);
                    CHECK(misunderstood.hint.find(canary) == std::string::npos);
                }
            }
        }
    }
    for (const auto* line : {"", "yes", "\u00e9puis\u00e9", "\u65e5\u672c", "23:30", " "})
        CHECK_FALSE(is_garbled(line));
}

TEST_CASE("a line of a megabyte is too long to be anything") {
    for (const Question& question : one_of_each_kind()) {
        for (const std::string piece : {"b", "1", " ", "1, ", "yes ", "0", "\xff", "\x1b[2J"}) {
            std::string line;
            while (line.size() < 1'000'000) line += piece;
            INFO(question.id << " of \"" << printable(piece) << "\"");
            const Reply reply = understood(question, line);
            REQUIRE(std::holds_alternative<Misunderstood>(reply));
            const auto& hint = std::get<Misunderstood>(reply).hint;
            CHECK(hint == "That line is too long. " + how_to_answer(question));
        }
    }
}

TEST_CASE("a hint repeats nothing that was typed") {
    for (const Question& question : one_of_each_kind()) {
        for (const std::string line : {"zqcanary", "zqcanary, 1", "1, zqcanary", "zqcanary 23:30", "7 zqcanary",
                                       "zqcanary zqcanary", "?zqcanary", "yes zqcanary", "no, zqcanary"}) {
            INFO(question.id << " \"" << line << "\"");
            const Reply reply = understood(question, line);
            REQUIRE(std::holds_alternative<Misunderstood>(reply));
            check_hint(std::get<Misunderstood>(reply));
            CHECK(std::get<Misunderstood>(reply).hint.find("zq") == std::string::npos);
        }
    }
}

TEST_CASE("how to answer is said whole for each kind") {
    struct Words {
        Question question;
        std::string words;
    };
    const std::vector<Words> rows{
        {yes_or_no(), "Please type yes or no, or the number before it."},
        {nights(), "Please type one number from 1 to 3, for example 2, or the first letters of an answer."},
        {illnesses(), "Please type one or more numbers from 1 to 5 with commas between, for example 2, 3."},
        {minutes(),
         "Please type a whole number of minutes from 0 to 480 in plain digits and nothing else, for example 12."},
        {bedtime(), "Please type a time of day like 23:30 or 11:30 pm."},
    };
    for (const auto& [question, words] : rows) CHECK(how_to_answer(question) == words);
}

TEST_CASE("the example in a hint is an answer") {
    const auto check = [](const Question& question) {
        const std::string hint = how_to_answer(question);
        const std::string mark = "for example ";
        const auto start = hint.find(mark);
        if (start == std::string::npos) return;
        std::string example = hint.substr(start + mark.size());
        example.resize(example.find_last_of("0123456789") + 1);
        INFO(hint);
        CHECK(meant(question, example) != "<hint>");
    };
    each_question([&](const Question& question, const FactDomain&) { check(question); });
    for (const Question& question : one_of_each_kind()) check(question);
    for (const Kind kind : {Kind::choice, Kind::multi_choice}) {
        std::vector<Option> options;
        for (const auto* const word : {"none", "red", "green", "blue"}) {
            options.push_back({word, word});
            check(of_options(kind, options));
        }
    }
    for (const auto& [least, most] : {std::pair{0, 0}, {0, 1}, {5, 9}, {13, 20}, {1, 100}, {20, 20}}) {
        Question question = minutes();
        question.least = least;
        question.most = most;
        check(question);
    }
}

TEST_CASE("every option of the catalogue can be chosen by number, word and label") {
    each_question([](const Question& question, const FactDomain&) {
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            const Option& option = question.options[i];
            INFO(option.value);
            CHECK(meant(question, std::to_string(i + 1)) == option.value);
            CHECK(meant(question, option.value) == option.value);
            CHECK(meant(question, option.label) == option.value);
        }
        if (question.options.empty()) return;
        CHECK(meant(question, "0") == "<hint>");
        CHECK(meant(question, std::to_string(question.options.size() + 1)) == "<hint>");
    });
}

TEST_CASE("every beginning of every option of the catalogue means that option or is refused") {
    each_question([](const Question& question, const FactDomain&) {
        for (const Option& option : question.options) {
            for (const std::string& word : {option.value, option.label}) {
                for (std::size_t length = 2; length <= word.size(); ++length) {
                    const std::string typed = word.substr(0, length);
                    if (typed.back() == ' ') continue;
                    INFO(typed);
                    CHECK(meant(question, typed) == option_begun(question, typed));
                }
            }
        }
    });
}

TEST_CASE("every number of the catalogue is taken up to its bounds and not beyond") {
    each_question([](const Question& question, const FactDomain& domain) {
        if (question.kind != Kind::integer) return;
        CHECK(domain.least == question.least);
        CHECK(domain.most == question.most);
        for (std::int32_t number = question.least - 1; number <= question.most + 1; ++number) {
            const bool allowed = question.least <= number && number <= question.most;
            CHECK(meant(question, std::to_string(number)) == (allowed ? std::to_string(number) : "<hint>"));
        }
    });
}

TEST_CASE("whatever is typed, only an answer that the question allows comes of it") {
    const slow_twin::SlowTwin twin(built_in_files());
    const auto seed = random_seed();
    RandomAnswers random(built_in_files(), twin, seed);
    const std::string letters = "0123456789 ,:.-+eamphsyno?bslqr\x1b\x07\xff\xc3\x80";
    const auto piece = [&](const Question& question) -> std::string {
        switch (random.number(6)) {
            case 0: return std::string(1, static_cast<char>(random.number(256)));
            case 1: return std::to_string(random.number(2000));
            case 2: return random.chance(50) ? "," : " ";
            case 3:
                if (question.options.empty()) return fmt::format("{}:{:02}", random.number(26), random.number(62));
                return question.options[random.number(question.options.size())].value;
            case 4: {
                if (question.options.empty()) return random.chance(50) ? " pm" : "am";
                const std::string& label = question.options[random.number(question.options.size())].label;
                return label.substr(0, random.number(label.size() + 1));
            }
            default: return std::string(1, letters[random.number(letters.size())]);
        }
    };
    std::size_t answers = 0;
    for (std::size_t i = 0; i < repetitions(2000); ++i) {
        each_question([&](const Question& question, const FactDomain& domain) {
            std::string line;
            for (auto pieces = random.number(5) + 1; pieces > 0; --pieces) line += piece(question);
            INFO("SLEEPCHECK_SEED=" << seed << " \"" << printable(line) << "\"");
            const Reply reply = understood(question, line);
            if (const auto* answer = std::get_if<TypedAnswer>(&reply)) {
                ++answers;
                REQUIRE(is_allowed(domain, answer->value));
                REQUIRE_FALSE(is_garbled(line));
            } else if (const auto* misunderstood = std::get_if<Misunderstood>(&reply)) {
                check_hint(*misunderstood);
            }
        });
    }
    CHECK(answers > repetitions(2000));
}
