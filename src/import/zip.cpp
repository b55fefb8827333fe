#include "import/zip.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <fmt/format.h>

#include "sleepcheck/error.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

/// Apple's exports have a file per workout.
constexpr std::size_t most_members = 100'000;
constexpr std::size_t longest_name = 1024;
/// The largest export.xml that was heard of has some gigabytes.
constexpr std::uint64_t largest_member = std::uint64_t{64} << 30U;

constexpr const char* again = "copy it whole, or export it again";

[[noreturn]] void refuse(const std::string& file, const std::string& what, const std::string& cure,
                         Status status = Status::input) {
    throw Error(status, Problems{Problem{{file, 0, 0, {}}, what, cure, {}, 1}}, "nothing was imported");
}

/// What minizip takes for an open file. It asks for a few bytes at a time, so some are read ahead.
struct Cursor {
    const RandomAccess& bytes;
    std::uint64_t at = 0;
    std::string ahead;             ///< the bytes last read
    std::uint64_t ahead_from = 0;  ///< where they begin

    std::size_t read(char* buffer, std::size_t size) {
        constexpr std::size_t piece = std::size_t{16} << 10U;
        std::size_t done = 0;
        while (done < size) {
            if (at < ahead_from || at >= ahead_from + ahead.size()) {
                ahead.resize(piece);
                ahead.resize(bytes.read(at, ahead.data(), piece));
                ahead_from = at;
                if (ahead.empty()) break;
            }
            const std::size_t count = ahead.copy(buffer + done, size - done, at - ahead_from);
            at += count;
            done += count;
        }
        return done;
    }
};

voidpf open_cursor(voidpf opaque, const void* /*name*/, int /*mode*/) {
    return opaque;
}

uLong read_cursor(voidpf opaque, voidpf /*stream*/, void* buffer, uLong size) {
    return static_cast<Cursor*>(opaque)->read(static_cast<char*>(buffer), size);
}

uLong write_nothing(voidpf /*opaque*/, voidpf /*stream*/, const void* /*buffer*/, uLong /*size*/) {
    return 0;
}

ZPOS64_T tell_cursor(voidpf opaque, voidpf /*stream*/) {
    return static_cast<Cursor*>(opaque)->at;
}

long seek_cursor(voidpf opaque, voidpf /*stream*/, ZPOS64_T offset, int origin) {
    auto& cursor = *static_cast<Cursor*>(opaque);
    const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? cursor.bytes.size
                               : origin == ZLIB_FILEFUNC_SEEK_CUR ? cursor.at
                                                                  : 0;
    const std::uint64_t to = from + offset;
    if (to < from || to > cursor.bytes.size) return -1;
    cursor.at = to;
    return 0;
}

int no_trouble(voidpf /*opaque*/, voidpf /*stream*/) {
    return 0;
}

/// An open zip of minizip's, with what it reads from.
class Handle {
public:
    explicit Handle(const RandomAccess& bytes) : cursor_(std::make_unique<Cursor>(Cursor{bytes, 0, {}, 0})) {
        zlib_filefunc64_def functions{open_cursor, read_cursor, write_nothing, tell_cursor,
                                      seek_cursor, no_trouble,  no_trouble,    cursor_.get()};
        zip_ = unzOpen2_64("", &functions);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (zip_ != nullptr) unzClose(zip_);
    }

    [[nodiscard]] unzFile get() const { return zip_; }

private:
    std::unique_ptr<Cursor> cursor_;
    unzFile zip_ = nullptr;
};

std::vector<char> name_buffer() {
    return std::vector<char>(longest_name + 1, '\0');
}

}  // namespace

struct ZipFile::Parts {
    RandomAccess bytes;
    std::string file;
    std::vector<ZipMember> members;
    std::vector<unz64_file_pos> positions;

    void list() {
        const Handle zip(bytes);
        if (zip.get() == nullptr) {
            if (is_empty()) refuse(file, "there is nothing in this zip", "choose another, or export it again");
            refuse(file, "this is no zip file, or it is cut off: the list of files at its end is missing", again);
        }
        unz_global_info64 info{};
        unzGetGlobalInfo64(zip.get(), &info);
        if (info.number_entry > most_members) {
            refuse(file, fmt::format("there are more than {} files in this zip", most_members),
                   "unpack it, and import the file with the sleep data", Status::ceiling);
        }
        for (ZPOS64_T i = 0; i < info.number_entry; ++i) {
            const int moved = i == 0 ? unzGoToFirstFile(zip.get()) : unzGoToNextFile(zip.get());
            if (moved != UNZ_OK || !add_member(zip)) {
                refuse(file,
                       fmt::format("the zip is damaged: its list breaks off after {} of {} files", i,
                                   static_cast<std::uint64_t>(info.number_entry)),
                       again);
            }
        }
    }

    /// Such a file is the end of a list alone, which minizip does not take for a zip.
    [[nodiscard]] bool is_empty() const {
        constexpr std::string_view end_of_list = "PK\x05\x06";
        std::array<char, end_of_list.size()> start{};
        return bytes.read(0, start.data(), start.size()) == start.size() &&
               std::string_view(start.data(), start.size()) == end_of_list;
    }

    bool add_member(const Handle& zip) {
        auto name = name_buffer();
        unz_file_info64 info{};
        unz64_file_pos position{};
        if (unzGetCurrentFileInfo64(zip.get(), &info, name.data(), longest_name, nullptr, 0, nullptr, 0) != UNZ_OK ||
            unzGetFilePos64(zip.get(), &position) != UNZ_OK) {
            return false;
        }
        members.push_back({name.data(), info.uncompressed_size});
        positions.push_back(position);
        return true;
    }
};

namespace {

/// One member, unpacked as it is read.
class Member {
public:
    Member(const RandomAccess& bytes, std::string name, unz64_file_pos position) : zip_(bytes), name_(std::move(name)) {
        unz_file_info64 info{};
        if (zip_.get() == nullptr || unzGoToFilePos64(zip_.get(), &position) != UNZ_OK ||
            unzGetCurrentFileInfo64(zip_.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
            refuse_damaged();
        }
        if ((info.flag & 1U) != 0) {
            refuse(name_, "this file in the zip is locked with a password",
                   "unpack it with the password, and import "
                   "the file itself");
        }
        if (info.compression_method != 0 && info.compression_method != Z_DEFLATED) {
            refuse(name_,
                   fmt::format("this file in the zip is packed by a method that is not known ({})",
                               info.compression_method),
                   "unpack it with the program that packed it, and import the file itself");
        }
        if (info.uncompressed_size > largest_member) {
            refuse(name_, "this file in the zip says that it has more than 64 gigabytes",
                   "that is no export of a tracker, or the zip is damaged", Status::ceiling);
        }
        size_ = info.uncompressed_size;
        if (unzOpenCurrentFile(zip_.get()) != UNZ_OK) refuse_damaged();
    }

    std::size_t read(char* buffer, std::size_t size) {
        if (at_end_ || size == 0) return 0;
        constexpr std::size_t most = std::size_t{1} << 30U;
        const int count = unzReadCurrentFile(zip_.get(), buffer, static_cast<unsigned>(std::min(size, most)));
        if (count < 0) refuse_damaged();
        given_ += static_cast<std::uint64_t>(count);
        if (count == 0) finish();
        return static_cast<std::size_t>(count);
    }

private:
    void finish() {
        at_end_ = true;
        if (unzCloseCurrentFile(zip_.get()) != UNZ_OK || given_ != size_) refuse_damaged();
    }

    [[noreturn]] void refuse_damaged() const {
        refuse(name_, "this file in the zip is damaged: it cannot be unpacked, or its check sum is wrong", again);
    }

    Handle zip_;
    std::string name_;
    std::uint64_t size_ = 0;
    std::uint64_t given_ = 0;
    bool at_end_ = false;
};

}  // namespace

ZipFile::ZipFile(RandomAccess bytes, std::string file) {
    auto parts = std::make_shared<Parts>();
    parts->bytes = std::move(bytes);
    parts->file = std::move(file);
    parts->list();
    parts_ = std::move(parts);
}

const std::vector<ZipMember>& ZipFile::members() const {
    return parts_->members;
}

ByteReader ZipFile::open(std::size_t member) const {
    assert(member < parts_->members.size());
    const std::string name = parts_->file + ": " + printable(parts_->members[member].name);
    auto reading = std::make_shared<Member>(parts_->bytes, name, parts_->positions[member]);
    return [parts = parts_, reading = std::move(reading)](char* buffer, std::size_t size) {
        return reading->read(buffer, size);
    };
}

}  // namespace sleepcheck
