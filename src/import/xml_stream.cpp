#include "import/xml_stream.hpp"

#include <expat.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <fmt/format.h>

namespace sleepcheck {

namespace {

constexpr std::size_t piece = std::size_t{64} << 10U;
/// The document type of an export has some 10 KiB.
constexpr std::size_t longest_beginning = std::size_t{1} << 20U;
/// Both are far above what an export has, and bound the memory of the parser.
constexpr std::size_t longest_token = std::size_t{1} << 20U;
constexpr int deepest = 64;

constexpr std::string_view again = "export it again, and copy the whole file";

bool is_forbidden(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

void drop_control_bytes(char* begin, std::size_t size) {
    std::replace_if(begin, begin + size, is_forbidden, ' ');
}

int as_int(XML_Size number) {
    return static_cast<int>(std::min<XML_Size>(number, INT32_MAX - 1));
}

}  // namespace

struct XmlStream::Parts {
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XmlHandlers handlers;
    std::string beginning;    ///< of the file, up to some piece behind the root element
    std::size_t root_at = 0;  ///< in `beginning`
    int lines_before = 0;     ///< of the root element
    int columns_before = 0;   ///< on its line
    std::uint64_t given = 0;  ///< bytes, to the parser
    int depth = 0;
    bool too_deep = false;
    std::exception_ptr thrown;  ///< by a handler

    /// Lets no exception run through the parser, which is C.
    template <typename Step>
    void guarded(const Step& step) {
        if (thrown || too_deep) return;
        try {
            step();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }

    static void opened(void* parts, const char* name, const char** attributes) {
        auto& self = *static_cast<Parts*>(parts);
        if (++self.depth > deepest) {
            self.too_deep = true;
            XML_StopParser(self.parser, XML_FALSE);
        }
        self.guarded([&] { self.handlers.opened(name, XmlAttributes(attributes)); });
    }

    static void closed(void* parts, const char* name) {
        auto& self = *static_cast<Parts*>(parts);
        --self.depth;
        self.guarded([&] { self.handlers.closed(name); });
    }
};

XmlStream::XmlStream(std::string root, std::string file)
    : root_(std::move(root)), file_(std::move(file)), parts_(std::make_unique<Parts>()) {
    if (parts_->parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parts_->parser, parts_.get());
    XML_SetElementHandler(parts_->parser, &Parts::opened, &Parts::closed);
}

XmlStream::~XmlStream() {
    XML_ParserFree(parts_->parser);
}

Problems XmlStream::read(const ByteReader& bytes, XmlHandlers handlers) {
    parts_->handlers = std::move(handlers);
    if (skip_to_root(bytes)) {
        while (feed(bytes)) continue;
    }
    return std::move(problems_);
}

XmlPlace XmlStream::where() const {
    const int line = as_int(XML_GetCurrentLineNumber(parts_->parser));
    const int column = as_int(XML_GetCurrentColumnNumber(parts_->parser)) + 1;
    return {line + parts_->lines_before, line == 1 ? column + parts_->columns_before : column};
}

/// Looks for "<HealthData" with a space, ">" or "/" behind it, and gives the parser what was read from there on.
bool XmlStream::skip_to_root(const ByteReader& bytes) {
    std::string& text = parts_->beginning;
    const std::string tag = "<" + root_;
    for (std::size_t from = 0; text.size() < longest_beginning;) {
        const std::size_t before = text.size();
        text.resize(before + piece);
        text.resize(before + bytes(text.data() + before, piece));
        for (auto at = text.find(tag, from); at < text.size() - std::min(text.size(), tag.size());
             at = text.find(tag, at + 1)) {
            if (std::string_view(" \t\r\n\v/>").find(text[at + tag.size()]) == std::string_view::npos) continue;
            const auto line_begins = text.rfind('\n', at) + 1;
            parts_->lines_before =
                static_cast<int>(std::count(text.begin(), text.begin() + static_cast<int>(at), '\n'));
            parts_->columns_before = static_cast<int>(at - line_begins);
            drop_control_bytes(text.data() + at, text.size() - at);
            parts_->given = text.size() - at;
            const auto length = static_cast<int>(text.size() - at);
            if (XML_Parse(parts_->parser, text.data() + at, length, 0) != XML_STATUS_ERROR) return true;
            complain_of_syntax();
            return false;
        }
        if (text.size() == before) break;
        from = text.size() - std::min(text.size(), tag.size() + 1);
    }
    const bool wide = text.compare(0, 2, "\xFF\xFE") == 0 || text.compare(0, 2, "\xFE\xFF") == 0;
    const std::string what = text.empty() ? "the file is empty"
                             : wide       ? "the file is written in UTF-16, not in UTF-8"
                                          : fmt::format("there is no <{}> in the file", root_);
    problems_.push_back(
        {{file_, 0, 0, {}}, what, fmt::format("it must be an XML file with <{}> near its beginning", root_), {}, 1});
    return false;
}

/// The next piece, straight into the parser's own buffer. False when that was the last.
bool XmlStream::feed(const ByteReader& bytes) {
    void* const buffer = XML_GetBuffer(parts_->parser, static_cast<int>(piece));
    if (buffer == nullptr) throw std::bad_alloc();
    const std::size_t size = bytes(static_cast<char*>(buffer), piece);
    drop_control_bytes(static_cast<char*>(buffer), size);
    parts_->given += size;
    if (XML_ParseBuffer(parts_->parser, static_cast<int>(size), size == 0) == XML_STATUS_ERROR) {
        complain_of_syntax();
        return false;
    }
    const auto reached = static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parts_->parser)));
    if (parts_->given - std::min(reached, parts_->given) > longest_token) {
        complain("a tag of more than a megabyte", "this is no export of a tracker, or it is damaged: export it again");
        return false;
    }
    return size != 0;
}

void XmlStream::complain(std::string what, std::string cure) {
    const XmlPlace place = where();
    problems_.push_back({{file_, place.line, place.column, {}}, std::move(what), std::move(cure), {}, 1});
}

void XmlStream::complain_of_syntax() {
    if (parts_->thrown) std::rethrow_exception(parts_->thrown);
    if (parts_->too_deep) {
        complain(fmt::format("elements nested more than {} deep", deepest), "this is no export of a tracker");
        return;
    }
    const XML_Error error = XML_GetErrorCode(parts_->parser);
    switch (error) {
        case XML_ERROR_NO_ELEMENTS:
        case XML_ERROR_UNCLOSED_TOKEN:
        case XML_ERROR_PARTIAL_CHAR:
        case XML_ERROR_UNCLOSED_CDATA_SECTION:
            complain("the file ends in the middle: it is cut off", std::string(again));
            return;
        case XML_ERROR_NO_MEMORY: throw std::bad_alloc();
        default: break;
    }
    complain(fmt::format("this is no sound XML: {}", XML_ErrorString(error)), std::string(again));
}

}  // namespace sleepcheck
