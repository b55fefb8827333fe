#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sleepcheck/import.hpp"

namespace sleepcheck {

/// The attributes of an element, as the parser has them: name, value, name, value, null.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}

    /// Null when there is no such attribute.
    [[nodiscard]] const char* find(std::string_view name) const {
        for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
            if (name == *pair) return pair[1];
        }
        return nullptr;
    }

private:
    const char** pairs_;
};

/// Where the parser stands; lines and columns of the whole file.
struct XmlPlace {
    int line = 0;
    int column = 0;
};

/// What is called for each element. An exception ends the reading and reaches the caller of `read`.
struct XmlHandlers {
    std::function<void(std::string_view name, const XmlAttributes& attributes)> opened;
    std::function<void(std::string_view name)> closed;
};

/// Reads XML in UTF-8 from its root element on, in constant memory; `where()` may be asked in a handler. What stands
/// before the root element is skipped, and control characters that XML forbids become spaces.
class XmlStream {
public:
    XmlStream(std::string root, std::string file);
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;
    ~XmlStream();

    /// Empty when the whole document was read.
    Problems read(const ByteReader& bytes, XmlHandlers handlers);

    [[nodiscard]] XmlPlace where() const;

private:
    struct Parts;

    bool skip_to_root(const ByteReader& bytes);
    bool feed(const ByteReader& bytes);
    void complain(std::string what, std::string cure);
    void complain_of_syntax();

    std::string root_;
    std::string file_;
    Problems problems_;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sleepcheck
