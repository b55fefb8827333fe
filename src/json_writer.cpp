#include "json_writer.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace sleepcheck {

void JsonWriter::end() {
    const Level closed = open_.back();
    open_.pop_back();
    if (!closed.empty) begin_line();
    text_ += closed.closing;
}

/// Most numbers of a report are whole. All others are left to nlohmann, so that they are the same in every report.
void JsonWriter::add(double number) {
    constexpr double surely_exact = 1e9;
    if (std::abs(number) < surely_exact && number == std::floor(number) && !std::signbit(number)) {
        return write(std::to_string(static_cast<int>(number)) + ".0");
    }
    write(nlohmann::json(number).dump());
}

void JsonWriter::add(std::string_view text) {
    begin_value();
    append_text(text);
}

void JsonWriter::name(std::string_view key) {
    begin_value();
    append_text(key);
    text_ += ": ";
    behind_key_ = true;
}

void JsonWriter::begin(char closing) {
    write(closing == '}' ? "{" : "[");
    open_.push_back({closing, true});
}

void JsonWriter::write(std::string_view written) {
    begin_value();
    text_ += written;
}

/// What comes next stands behind its key, or on a line of its own.
void JsonWriter::begin_value() {
    if (!behind_key_ && !open_.empty()) {
        if (!open_.back().empty) text_ += ',';
        open_.back().empty = false;
        begin_line();
    }
    behind_key_ = false;
}

void JsonWriter::append_text(std::string_view text) {
    const auto stands_for_itself = [](char letter) {
        return letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\';
    };
    if (std::all_of(text.begin(), text.end(), stands_for_itself)) {
        text_ += '"';
        text_ += text;
        text_ += '"';
    } else {
        text_ += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
}

void JsonWriter::begin_line() {
    text_ += '\n';
    text_.append(2 * open_.size(), ' ');
}

}  // namespace sleepcheck
