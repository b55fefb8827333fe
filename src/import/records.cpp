#include "import/records.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace sleepcheck {

using std::chrono::seconds;

namespace {

bool earlier(const Record& left, const Record& right) {
    const auto key = [](const Record& record) {
        return std::tie(record.start, record.end, record.source, record.contents);
    };
    return key(left) < key(right);
}

std::string contents(const Record& record) {
    Diary diary;
    diary.nights.push_back(record.night);
    return to_json(diary);
}

/// The place of each source: who has more nights with stages, then scored ones, then any, goes before.
std::map<std::string, std::size_t> ranks_of_sources(const Records& records) {
    using Counts = std::array<std::size_t, 3>;
    std::map<std::string, Counts> nights;
    for (const Record& record : records) {
        const Detail detail = detail_of(record.night);
        Counts& counts = nights[record.source];
        if (detail == Detail::stages) ++counts[0];
        if (detail != Detail::times) ++counts[1];
        ++counts[2];
    }
    std::vector<std::pair<Counts, std::string>> order;
    for (const auto& [source, counts] : nights) order.emplace_back(counts, source);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& left, const auto& right) { return left.first > right.first; });
    std::map<std::string, std::size_t> ranks;
    for (const auto& [counts, source] : order) ranks.emplace(source, ranks.size());
    return ranks;
}

class Overlaps {
public:
    Overlaps(Records records, LeftOutCounts& left_out)
        : records_(std::move(records)), left_out_(left_out), ranks_(ranks_of_sources(records_)) {}

    Records resolved() && {
        Records sleeps;
        for (std::size_t i = 0; i < records_.size();) {
            Records group{std::move(records_[i])};
            seconds reached = group.front().end;
            for (++i; i < records_.size() && records_[i].start < reached; ++i) {
                reached = std::max(reached, records_[i].end);
                group.push_back(std::move(records_[i]));
            }
            sleeps.push_back(group.size() == 1 ? std::move(group.front()) : of_group(std::move(group)));
        }
        return sleeps;
    }

private:
    /// The more detail, the better its source, the longer: the more it counts.
    [[nodiscard]] bool counts_more(const Record& left, const Record& right) const {
        const Detail detail = detail_of(left.night);
        const Detail other_detail = detail_of(right.night);
        if (detail != other_detail) return detail > other_detail;
        const std::size_t rank = ranks_.at(left.source);
        const std::size_t other_rank = ranks_.at(right.source);
        if (rank != other_rank) return rank < other_rank;
        const seconds length = left.end - left.start;
        const seconds other_length = right.end - right.start;
        return length != other_length ? length > other_length : earlier(left, right);
    }

    Record of_group(Records group) {
        std::map<std::string, Records> by_source;
        for (Record& record : group) by_source[record.source].push_back(std::move(record));
        Records wholes;
        for (auto& [source, records] : by_source) wholes.push_back(of_one_source(std::move(records)));
        std::sort(wholes.begin(), wholes.end(),
                  [&](const Record& left, const Record& right) { return counts_more(left, right); });
        Record& first = wholes.front();
        for (std::size_t i = 1; i < wholes.size(); ++i) complete(first, wholes[i], wholes[i].source);
        return std::move(first);
    }

    /// The records of one source in a group are the same sleep in two versions, or pieces of it.
    Record of_one_source(Records records) {
        Record whole = std::move(records.front());
        for (std::size_t i = 1; i < records.size(); ++i) {
            Record& next = records[i];
            if (next.start >= whole.end) {
                if (!join(whole, next)) left_out_.add(cannot_be_one);
            } else if (counts_more(next, whole)) {
                complete(next, whole, other_version);
                whole = std::move(next);
            } else {
                complete(whole, next, other_version);
            }
        }
        return whole;
    }

    void complete(Record& record, const Record& by, const std::string& label) {
        const seconds start = std::min(record.start, by.start);
        const seconds end = std::max(record.end, by.end);
        if (end - start >= whole_day || record.used == most_used) return left_out_.add(cannot_be_one);
        ++record.used;
        left_out_.add("the same sleep recorded once more, used only where the better record has nothing");
        record.night = completed(std::move(record.night), by.night, label);
        record.start = start;
        record.end = end;
    }

    static constexpr int most_used = 20;
    static constexpr const char* cannot_be_one = "overlapping a record with which they cannot make one sleep";
    static constexpr const char* other_version = "other version";

    Records records_;
    LeftOutCounts& left_out_;
    std::map<std::string, std::size_t> ranks_;
};

}  // namespace

void sort_by_time(Records& records) {
    std::sort(records.begin(), records.end(), earlier);
    for (auto first = records.begin(); first != records.end();) {
        const auto last = std::find_if(first + 1, records.end(), [&](const Record& next) {
            return next.start != first->start || next.end != first->end || next.source != first->source;
        });
        if (last - first > 1) {
            for (auto record = first; record != last; ++record) record->contents = contents(*record);
            std::sort(first, last, earlier);
        }
        first = last;
    }
}

bool join(Record& whole, const Record& next) {
    constexpr int most_pieces = 100;
    if (next.end - whole.start >= whole_day || whole.pieces == most_pieces) return false;
    const bool short_pause = next.start - whole.end <= longest_pause;
    ++whole.pieces;
    whole.night = joined(std::move(whole.night), next.night, short_pause, fmt::format("piece {}", whole.pieces));
    whole.end = next.end;
    return true;
}

Records without_overlaps(Records records, LeftOutCounts& left_out) {
    return Overlaps(std::move(records), left_out).resolved();
}

}  // namespace sleepcheck
