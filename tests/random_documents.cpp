#include "random_documents.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "program.hpp"
#include "test_rules.hpp"

using nlohmann::json;

namespace {

template <typename Items>
const auto& one_of(const Items& items, RandomDocuments& random) {
    return items[random.number(items.size())];
}

const std::string& example_log() {
    static const std::string log = json::parse(text_of_file(in_checkout("examples/log.json"))).dump();
    return log;
}

}  // namespace

RandomDocuments::RandomDocuments(std::uint64_t seed) : RandomDocuments(built_in_files(), seed) {}

std::string RandomDocuments::white() {
    if (white_ != White::random) return {};
    std::string result;
    for (std::size_t i = number(4); i > 0; --i) result += " \t\r"[number(3)];
    return result;
}

std::string RandomDocuments::joined(const std::vector<std::string>& members, const char* brackets) {
    std::string result(1, brackets[0]);
    result += white();
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) result += white() + (white_ == White::usual ? ", " : ",") + white();
        result += members[i];
    }
    return result + white() + brackets[1];
}

std::string RandomDocuments::member(const std::string& key, const std::string& value) {
    return text(key) + white() + (white_ == White::usual ? ": " : ":") + white() + value;
}

std::string RandomDocuments::text(const std::string& words) {
    std::string result = "\"";
    for (const char letter : words) {
        const bool escaped = letter > 0 && chance(escapes_);
        result += escaped ? fmt::format("\\u{:04X}", static_cast<int>(letter)) : std::string(1, letter);
    }
    return result + "\"";
}

std::string RandomDocuments::value(const json& answer) {
    const bool friendly = chance(friendly_);
    if (friendly && chance(10)) return "{" + member("answer", answer.dump()) + "}";
    if (answer.is_string()) {
        const auto words = answer.get<std::string>();
        const bool early = words.size() == 5 && words[2] == ':' && words[0] == '0';
        return text(friendly && early ? words.substr(1) : words);
    }
    if (answer.is_number_integer() && friendly) {
        const char* const forms[] = {"{}.0", "{}e0", "{}.000", "{}E+0"};
        return fmt::format(fmt::runtime(forms[number(4)]), answer.get<int>());
    }
    if (!answer.is_array()) return answer.dump();
    if (friendly && answer.size() == 1) return text(answer[0]);
    std::vector<std::string> items;
    for (const json& item : answer) items.push_back(text(item));
    if (friendly) items.push_back(items.front());
    return joined(items, "[]");
}

std::string RandomDocuments::id() {
    static const std::vector<std::string> ids{"7",
                                              "-7",
                                              "0",
                                              "-0",
                                              "123456789",
                                              "1234567890",
                                              "12345678901234567890123",
                                              "1.50",
                                              "-1e-3",
                                              "1E2",
                                              "null",
                                              "true",
                                              "false",
                                              R"("")",
                                              R"("a b")",
                                              R"("é")",
                                              R"("日本")",
                                              R"("\u0041\n\"")",
                                              R"("=1+1")",
                                              R"("a,b;c")",
                                              R"("\ud83d\ude00")",
                                              "\"\x7F\"",
                                              R"("]}{,:")",
                                              R"("//")"};
    return chance(40) ? fmt::format("\"p{:06}\"", number(1'000'000)) : one_of(ids, *this);
}

std::string RandomDocuments::plain() {
    std::vector<std::string> members;
    const json answers = answers_.next();
    for (const auto& [key, answer] : answers.items()) {
        members.push_back(json(key).dump() + ":" + answer.dump());
    }
    std::string result = "{";
    for (const std::string& each : members) result += (result.size() > 1 ? "," : "") + each;
    return result + "}";
}

std::string RandomDocuments::sound() {
    white_ = static_cast<White>(number(3));
    escapes_ = chance(15) ? 5 : 0;
    friendly_ = chance(25) ? 20 : 0;
    std::vector<std::string> members;
    const json answers = answers_.next();
    for (const auto& [key, answer] : answers.items()) members.push_back(member(key, value(answer)));
    if (chance(60)) std::shuffle(members.begin(), members.end(), random_);
    std::vector<std::string> beside;
    if (chance(60)) beside.push_back(member("id", id()));
    if (one_log_in_ > 0 && number(one_log_in_) == 0) beside.push_back(member("log", example_log()));
    if (chance(5)) beside.push_back(member("$schema", text("anything")));
    const bool wrapped = chance(30);
    if (wrapped) {
        beside.push_back(member("answers", joined(members, "{}")));
        if (chance(70)) beside.push_back(member("format", text("sleepcheck-answers/1")));
        if (chance(10)) beside.push_back(member("note", text("a few words")));
        members.clear();
    }
    members.insert(chance(50) ? members.begin() : members.end(), beside.begin(), beside.end());
    if (wrapped || chance(20)) std::shuffle(members.begin(), members.end(), random_);
    return white() + joined(members, "{}") + white() + (chance(10) ? "\r" : "");
}

std::string RandomDocuments::blank() {
    std::string result;
    for (std::size_t i = number(4); i > 0; --i) result += " \t\r"[number(3)];
    return result;
}

std::string RandomDocuments::damaged() {
    std::string document = chance(30) ? plain() : sound();
    for (std::size_t i = 1 + number(2); i > 0; --i) damage(document);
    std::replace(document.begin(), document.end(), '\n', '\r');
    return document;
}

void RandomDocuments::damage(std::string& document) {
    static const std::vector<std::string> values{"05",
                                                 "+5",
                                                 "5.",
                                                 ".5",
                                                 "-5",
                                                 "5.5",
                                                 "1e999",
                                                 "-",
                                                 "99999999999",
                                                 "2147483648",
                                                 "4294967296",
                                                 "1000000000000000000000",
                                                 "True",
                                                 "NaN",
                                                 "nul",
                                                 "truefalse",
                                                 "[]",
                                                 "{}",
                                                 "[[]]",
                                                 "{\"answer\":5}",
                                                 "{\"answer\":null}",
                                                 "{\"answr\":1}",
                                                 "\"5\"",
                                                 "\"24:00\"",
                                                 "\"23:60\"",
                                                 "\"7:05\"",
                                                 "\"07:5\"",
                                                 "\"7.05\"",
                                                 "\" 7:05\"",
                                                 "\"\"",
                                                 "\"no \"",
                                                 "\"No\"",
                                                 "[\"none\"]",
                                                 "[\"none\",\"none\"]",
                                                 "[\"yes\"]",
                                                 "[5]",
                                                 "[null]",
                                                 "'yes'",
                                                 "yes",
                                                 "\"yes",
                                                 "\"y\\u0065s\"",
                                                 "\"y\\qes\"",
                                                 "\"\\ud800\"",
                                                 "\"\xC3\"",
                                                 "\"\xED\xA0\x80\"",
                                                 "\"\x01\"",
                                                 "\"\x7F\"",
                                                 "0",
                                                 "1",
                                                 "-0",
                                                 "0.0",
                                                 "1e0",
                                                 "null",
                                                 "true",
                                                 "false"};
    static const std::vector<std::string> members{
        "\"id\":1,",
        "\"id\":[1],",
        "\"id\":{},",
        "\"id\":01,",
        "\"id\":-,",
        "\"id\":1.,",
        "\"id\":\"\t\",",
        "\"id\":\"\xFF\",",
        "\"unknown\":1,",
        "\"\":1,",
        "\"$schema\":1,",
        "\"format\":\"sleepcheck-answers/1\",",
        "\"format\":\"sleepcheck-answers/2\",",
        "\"format\":\"sleepcheck-answers/1\\u0020\",",
        "\"answers\":{},",
        "\"answers\":{\"id\":1},",
        "\"answers\":5,",
        "\"note\":\"n\",",
        "\"log\":null,",
        "\"log\":5,",
        "\"log\":{\"format\":\"sleepcheck-log/1\",\"nights\":[]},",
        "\"log\":{\"format\":\"sleepcheck-log/1\",\"nights\":[{\"date\":\"2026-02-30\"}]},",
        "\"i\\u0064\":\"x\",",
        "id:1,",
        ","};
    static const std::string letters("{}[]\",:\\ 0-+.eE'#/\0\x7F\xFF\xC3\xB6\f\v\t", 27);
    const std::size_t at = number(document.size() + 1);
    const auto brace = document.find('{');
    switch (number(13)) {
        case 0: document.resize(at); break;
        case 1: document.erase(0, at); break;
        case 2:
            if (at < document.size()) document[at] = static_cast<char>(random_());
            break;
        case 3:
            if (at < document.size()) document.erase(at, 1);
            break;
        case 4:
        case 5: document.insert(at, 1, letters[number(letters.size())]); break;
        case 6: document.insert(at, document.substr(number(document.size() + 1), number(20))); break;
        case 7:
        case 8: {
            const auto colon = document.find(':', at);
            if (colon == std::string::npos) break;
            const auto end = std::min(document.find_first_of(",}", colon), document.size());
            document.replace(colon + 1, end - colon - 1, one_of(values, *this));
            break;
        }
        case 9:
        case 10:
            if (brace != std::string::npos) document.insert(brace + 1, one_of(members, *this));
            break;
        case 11: {
            const char* const around[] = {
                "\xEF\xBB\xBF", "\xFF\xFE", "x", "{}", "//", "\f", "\r", "[", "\xEF\xBB\xBF\xEF\xBB\xBF"};
            document.insert(chance(60) ? 0 : document.size(), around[number(9)]);
            break;
        }
        default: {
            const std::string& question = one_of(answers_.questions(), *this);
            if (brace == std::string::npos) break;
            document.insert(brace + 1, json(question).dump() + ":" + one_of(values, *this) + (chance(95) ? "," : ""));
        }
    }
}
