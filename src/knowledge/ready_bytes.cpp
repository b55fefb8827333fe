// The built-in rules are read at every start, so they are kept as bytes that need no parsing: numbers as they lie in
// memory, a text or list as its length and what follows. `describe` names the fields of each type once, for both ways.
// The bytes never leave the program that was built with them, so there is no version and no byte order.

#include <cassert>
#include <cstring>
#include <type_traits>

#include "sleepcheck/knowledge.hpp"

namespace sleepcheck {

namespace {

class ByteWriter {
public:
    template <typename... Fields>
    void operator()(Fields&... fields) {
        (put(fields), ...);
    }
    template <typename Value>
    void put_plain(const Value& value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void put(std::string& text) {
        put_plain(static_cast<std::uint32_t>(text.size()));
        bytes_ += text;
    }
    template <typename Item>
    void put(std::vector<Item>& items) {
        put_plain(static_cast<std::uint32_t>(items.size()));
        for (Item& item : items) put(item);
    }
    template <typename Value>
    void put(Value& value) {
        if constexpr (std::is_trivially_copyable_v<Value>) {
            put_plain(value);
        } else {
            describe(*this, value);
        }
    }
    [[nodiscard]] std::string bytes() && { return std::move(bytes_); }

private:
    std::string bytes_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    template <typename... Fields>
    void operator()(Fields&... fields) {
        (put(fields), ...);
    }
    template <typename Value>
    void put_plain(Value& value) {
        assert(bytes_.size() >= sizeof value);
        std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_.remove_prefix(sizeof value);
    }
    void put(std::string& text) {
        const std::size_t size = length();
        text.assign(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
    }
    template <typename Item>
    void put(std::vector<Item>& items) {
        items.resize(length());
        if constexpr (std::is_trivially_copyable_v<Item>) {
            const std::size_t size = items.size() * sizeof(Item);
            if (size > 0) std::memcpy(items.data(), bytes_.data(), size);
            bytes_.remove_prefix(size);
        } else {
            for (Item& item : items) put(item);
        }
    }
    template <typename Value>
    void put(Value& value) {
        if constexpr (std::is_trivially_copyable_v<Value>) {
            put_plain(value);
        } else {
            describe(*this, value);
        }
    }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

private:
    std::size_t length() {
        std::uint32_t size = 0;
        put_plain(size);
        return size;
    }

    std::string_view bytes_;
};

template <typename Archive, typename First, typename Second>
void describe(Archive& archive, std::pair<First, Second>& pair) {
    archive(pair.first, pair.second);
}
template <typename Archive>
void describe(Archive& archive, Option& option) {
    archive(option.value, option.label);
}
template <typename Archive>
void describe(Archive& archive, Question& question) {
    archive(question.id, question.name, question.section, question.prompt, question.why, question.unit, question.kind,
            question.tier, question.is_private, question.never_stored, question.from_log, question.derived,
            question.least, question.most, question.options, question.claims);
}
template <typename Archive>
void describe(Archive& archive, Section& section) {
    archive(section.id, section.title);
}
template <typename Archive>
void describe(Archive& archive, Catalogue& catalogue) {
    archive(catalogue.sections, catalogue.entries, catalogue.questions);
}
template <typename Archive>
void describe(Archive& archive, Derivation& derivation) {
    archive(derivation.fact, derivation.first);
}
template <typename Archive>
void describe(Archive& archive, Clearing& clearing) {
    archive(clearing.when, clearing.facts);
}
template <typename Archive>
void describe(Archive& archive, RuleBook& rules) {
    archive(rules.facts, rules.questions, rules.steps, rules.parts, rules.derivations, rules.clearings, rules.applies,
            rules.domains, rules.sums);
}
template <typename Archive>
void describe(Archive& archive, Sign& sign) {
    archive(sign.id, sign.role, sign.domain, sign.points, sign.says, sign.grade, sign.claims, sign.adds_to, sign.when);
}
template <typename Archive>
void describe(Archive& archive, Domain& domain) {
    archive(domain.id, domain.name, domain.present);
}
template <typename Archive>
void describe(Archive& archive, Level& level) {
    archive(level.id, level.points, level.reached);
}
template <typename Archive>
void describe(Archive& archive, Requirement& requirement) {
    archive(requirement.when, requirement.says);
}
template <typename Archive>
void describe(Archive& archive, Cap& cap) {
    archive(cap.at_most, cap.when, cap.when_unknown, cap.causes, cap.says);
}
template <typename Archive>
void describe(Archive& archive, Pattern& pattern) {
    archive(pattern.id, pattern.name, pattern.about, pattern.evidence, pattern.evidence_note, pattern.claims,
            pattern.domains, pattern.levels, pattern.requirements, pattern.caps, pattern.signs, pattern.points,
            pattern.checkable);
}
template <typename Archive>
void describe(Archive& archive, Flag& flag) {
    archive(flag.id, flag.title, flag.action, flag.urgency, flag.halt, flag.when);
}
template <typename Archive>
void describe(Archive& archive, Contradiction& contradiction) {
    archive(contradiction.id, contradiction.says, contradiction.when, contradiction.clears);
}
template <typename Archive>
void describe(Archive& archive, Group& group) {
    archive(group.id, group.name, group.need, group.lines, group.and_one_of, group.met);
}
template <typename Archive>
void describe(Archive& archive, Outcome& outcome) {
    archive(outcome.id, outcome.name, outcome.headline, outcome.says, outcome.conclusive, outcome.leans);
}
template <typename Archive>
void describe(Archive& archive, OutcomeLine& line) {
    archive(line.outcome, line.reason, line.says, line.when, line.advice, line.missing);
}
template <typename Archive>
void describe(Archive& archive, Choice& choice) {
    archive(choice.value, choice.says, choice.when);
}
template <typename Archive>
void describe(Archive& archive, PlanPiece& piece) {
    archive(piece.id, piece.title, piece.text, piece.claims, piece.when);
}
template <typename Archive>
void describe(Archive& archive, PlanEntry& entry) {
    archive(entry.week, entry.first);
}
template <typename Archive>
void describe(Archive& archive, Food& food) {
    archive(food.group, food.examples, food.claims, food.leave_out_if);
}
template <typename Archive>
void describe(Archive& archive, LogAnswer& answer) {
    archive(answer.fact, answer.figure, answer.sensed_figure, answer.statistic, answer.from, answer.to,
            answer.differs_from, answer.wants_two_weeks, answer.ranges);
}
template <typename Archive>
void describe(Archive& archive, Named& named) {
    archive(named.id, named.name);
}
template <typename Archive>
void describe(Archive& archive, Claim& claim) {
    archive(claim.id, claim.article, claim.says, claim.grade, claim.reason, claim.sources);
}
template <typename Archive>
void describe(Archive& archive, Knowledge& knowledge) {
    archive(knowledge.name, knowledge.version, knowledge.layers, knowledge.catalogue, knowledge.rules,
            knowledge.contradictions, knowledge.flags, knowledge.groups, knowledge.patterns, knowledge.causes,
            knowledge.outcomes, knowledge.halted, knowledge.lines, knowledge.leaning, knowledge.side, knowledge.plan,
            knowledge.foods, knowledge.log_answers, knowledge.when_sensed, knowledge.grades, knowledge.articles,
            knowledge.claims, knowledge.words, knowledge.step_names);
}

}  // namespace

std::string to_ready_bytes(const Knowledge& knowledge) {
    Knowledge copy = knowledge;  // `describe` serves both ways, so it wants something it could change
    ByteWriter writer;
    describe(writer, copy);
    return std::move(writer).bytes();
}

Knowledge from_ready_bytes(std::string_view bytes) {
    Knowledge knowledge;
    ByteReader reader(bytes);
    describe(reader, knowledge);
    assert(reader.at_end());
    return knowledge;
}

}  // namespace sleepcheck
