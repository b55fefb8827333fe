#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sleepcheck/date.hpp"

namespace sleepcheck {

/// The rules by which the clocks of a place are set, with their history and the changes that are to come, as the tz
/// database of the machine has them (/usr/share/zoneinfo). Cheap to copy.
class Zone {
public:
    /// How often a clock of this place showed a time: once; never, when it is skipped in spring; or twice, in autumn.
    enum class Shown { once, never, twice };

    struct Found {
        Moment moment;
        Shown shown = Shown::once;
    };

    [[nodiscard]] const std::string& name() const { return name_; }

    /// The instant at which clocks showed this. A time shown twice is taken as the first of the two; one never shown as
    /// if the clock had not been set forward yet. The caller has to tell the person about both.
    [[nodiscard]] Found at(std::chrono::local_seconds shown) const;

    /// What the clocks showed at an instant.
    [[nodiscard]] Moment shown_at(std::chrono::sys_seconds instant) const;

    friend bool operator==(const Zone& left, const Zone& right) { return left.name_ == right.name_; }

private:
    struct Rules;
    friend std::optional<Zone> find_zone(std::string_view name);

    Zone(std::string name, std::shared_ptr<const Rules> rules);

    std::string name_;
    std::shared_ptr<const Rules> rules_;
};

/// The zone of a name such as "Europe/Paris". Empty when the machine has no zone of this name, or no zones at all:
/// nobody guesses. Only names of the tz database are looked for, never a path.
std::optional<Zone> find_zone(std::string_view name);

}  // namespace sleepcheck
