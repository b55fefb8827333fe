#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "log_report/sections.hpp"
#include "log_report/words.hpp"
#include "sleepcheck/text.hpp"

namespace sleepcheck {

namespace {

using enum Quantity;

std::string number_or_blank(const std::optional<double>& number, int digits) {
    return number ? spoken_number(*number, digits) : "";
}

std::string standing_words(Standing standing) {
    return standing == Standing::enough ? "" : std::string(word_for(standing));
}

// ---- Weeks ----

const std::vector<Quantity> weekly{total_sleep_time, latency_to_sleep_onset, wake_after_sleep_onset,
                                   early_morning_awakening, sleep_efficiency_of_time_in_bed};

/// "372 (+8)*"; "(few)" where the week cannot be compared.
std::string week_cell(const WeekFigure& figure, Quantity quantity) {
    if (figure.summary.n == 0) return "?";
    const int digits = digits_of(quantity);
    std::string mean = spoken_number(*figure.summary.mean, digits);
    if (figure.is_base) return mean;
    if (!figure.change) return mean + " (few)";
    return fmt::format("{} ({}){}", mean, spoken_difference(figure.change->difference, digits),
                       figure.change->beyond_noise ? "*" : "");
}

/// The places of the first week that is compared with, and of as many of the last as are charted.
std::vector<std::size_t> weeks_to_show(const SleepSummary& summary) {
    const std::size_t most = static_cast<std::size_t>(charted.count() / 7) * 2;
    const auto base = summary.base_weeks[index_of(total_sleep_time)];
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < summary.weeks.size(); ++i) {
        const bool last = i + most >= summary.weeks.size();
        if (last || i == base) shown.push_back(i);
    }
    return shown;
}

/// The changes that are more than noise, with their intervals, week by week.
std::vector<Entry> clear_changes(const SleepSummary& summary, const std::vector<std::size_t>& shown) {
    std::vector<Entry> entries;
    for (const std::size_t place : shown) {
        std::vector<std::string> changes;
        for (const Quantity quantity : weekly) {
            const auto change = week_figure(summary, place, quantity).change;
            if (!change || !change->beyond_noise) continue;
            const int digits = digits_of(quantity);
            changes.push_back(
                fmt::format("{} {} ({} to {})", short_name(quantity), spoken_difference(change->difference, digits),
                            spoken_number(change->interval.low, digits), spoken_number(change->interval.high, digits)));
        }
        if (changes.empty()) continue;
        const Week& week = summary.weeks[place];
        entries.push_back({"*", fmt::format("{}: {}", spoken_days(week.first, week.last), fmt::join(changes, ", "))});
    }
    if (!entries.empty())
        entries.push_back({"*", "more than night-to-night noise: the 95 % interval leaves out 0 (Welch)"});
    return entries;
}

// ---- Quantities ----

/// "reported", "derived", or both with a comma.
std::string bases_of(const QuantitySummary& figures) {
    std::vector<std::string_view> words;
    for (const Basis basis : figures.bases) words.push_back(word_for(basis));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string> quantity_row(const QuantitySummary& figures) {
    const Summary& row = figures.summary;
    const int digits = digits_of(figures.quantity);
    std::string spread = number_or_blank(row.standard_deviation, digits);
    if (!spread.empty() && figures.standing_of_spread != Standing::enough) spread = fmt::format("({})", spread);
    return {full_name(figures.quantity),
            number_or_blank(row.mean, digits),
            number_or_blank(row.median, digits),
            spread,
            fmt::format("{}", row.n),
            bases_of(figures),
            row.n == 0 ? "unknown" : standing_words(figures.standing)};
}

/// How many nights were rated poor or very poor.
std::vector<Entry> poor_ratings(const SleepSummary& summary) {
    std::vector<Entry> entries;
    for (const QuantitySummary& figures : summary.quantities) {
        if (!figures.two_or_less || figures.summary.n == 0) continue;
        entries.push_back({fmt::format("{} of {}", *figures.two_or_less, figures.summary.n),
                           fmt::format("{} 2 of 5 or less", short_name(figures.quantity))});
    }
    return entries;
}

/// Which quantities are unknown for a reason, and on how many nights.
std::vector<Entry> unknowns(const SleepSummary& summary) {
    std::map<Unknown, std::map<std::size_t, std::vector<std::string>>> by_reason;
    for (std::size_t i = 0; i < quantity_count; ++i) {
        const auto quantity = static_cast<Quantity>(i);
        std::map<Unknown, std::size_t> reasons;
        for (const NightMetrics& night : summary.nights) {
            if (!night.of(quantity).value) ++reasons[night.of(quantity).because];
        }
        for (const auto& [reason, count] : reasons) by_reason[reason][count].emplace_back(short_name(quantity));
    }
    std::vector<Entry> entries;
    for (const auto& [reason, counts] : by_reason) {
        for (const auto& [count, names] : counts) {
            entries.push_back(
                {counted(count, "night", "nights"), fmt::format("{} unknown: {}", listed(names), words_for(reason))});
        }
    }
    return entries;
}

// ---- Regularity ----

std::vector<std::string> clock_row(std::string name, const ClockSummary& clock) {
    const CircularSummary& circular = clock.circular;
    return {std::move(name),
            circular.mean ? spoken_clock(*circular.mean) : "",
            number_or_blank(circular.standard_deviation, 0),
            number_or_blank(circular.linear, 0),
            fmt::format("{}", circular.n),
            standing_words(clock.standing_of_spread)};
}

/// "midsleep from one night to the next: 24 min".
template <typename Spoken>
Entry figure_entry(std::string name, std::string_view what, const Figure& figure, const Spoken& spoken) {
    const std::string value =
        figure.value ? spoken(*figure.value) : fmt::format("not known, {}", words_for(figure.because));
    const std::string standing = figure.value ? standing_words(figure.standing) : "";
    return {std::move(name),
            fmt::format("{}: {}{}", what, value, standing.empty() ? "" : fmt::format(" ({})", standing))};
}

// ---- Thresholds ----

std::string criterion_words(const Criterion& criterion) {
    const std::string limit = spoken_value(criterion.quantity, criterion.limit);
    const std::string_view words = words_for(criterion.quantity).name;
    const bool names_itself = words.find('(') != std::string_view::npos;
    std::string name =
        names_itself ? std::string(words) : fmt::format("{} ({})", words, short_name(criterion.quantity));
    switch (criterion.comparison) {
        case Comparison::at_least: return fmt::format("{} {} or more", name, limit);
        case Comparison::above: return fmt::format("{} above {}", name, limit);
        case Comparison::below: return fmt::format("{} below {}", name, limit);
    }
    return name;
}

Entry threshold_entry(const ThresholdCount& count) {
    const Threshold& threshold = *count.threshold;
    std::string words = criterion_words(threshold.criterion);
    if (threshold.and_also) words += " and " + criterion_words(*threshold.and_also);
    if (threshold.of_the_mean) {
        words += count.mean_meets ? (*count.mean_meets ? "; so is the mean" : "; the mean is not")
                                  : "; too few nights for the mean";
    } else if (constexpr std::size_t enough_of_a_week = 5; count.known_last_week >= enough_of_a_week) {
        words += fmt::format("; last week {} of {}", count.met_last_week, count.known_last_week);
    }
    if (count.known == 0) return {"unknown", words, 1};
    return {fmt::format("{} of {}", count.met, count.known), words, 1};
}

// ---- Nights ----

bool has_spells_out(const NightMetrics& night) {
    const auto& rest = night.of(time_in_bed_without_spells_out).value;
    return rest && rest != night.of(time_in_bed).value;
}

/// "480", or "480 (465)" with the spells out of bed taken off.
std::string time_in_bed_cell(const NightMetrics& night) {
    const auto& whole = night.of(time_in_bed).value;
    if (!whole) return "?";
    std::string cell = spoken_number(*whole, digits_of(time_in_bed));
    if (!has_spells_out(night)) return cell;
    const double rest = *night.of(time_in_bed_without_spells_out).value;
    return fmt::format("{} ({})", cell, spoken_number(rest, digits_of(time_in_bed)));
}

std::vector<std::string> night_row(const NightMetrics& night) {
    std::vector<std::string> row{fmt::format("{} {}", to_string(night.date), short_date(night.date).substr(0, 3)),
                                 time_in_bed_cell(night)};
    for (const Quantity quantity :
         {latency_to_sleep_onset, number_of_awakenings, wake_after_sleep_onset, early_morning_awakening,
          total_sleep_time, sleep_efficiency_of_time_in_bed, midsleep, quality, rested}) {
        const auto& value = night.of(quantity).value;
        row.push_back(!value                 ? "?"
                      : quantity == midsleep ? spoken_clock(*value)
                                             : spoken_number(*value, digits_of(quantity)));
    }
    return row;
}

}  // namespace

void add_weeks(Document& document, const SleepSummary& summary) {
    if (summary.weeks.empty()) return;
    const auto weeks = weeks_to_show(summary);
    document.push_back(Heading{weeks.size() == summary.weeks.size()
                                   ? "Week by week"
                                   : fmt::format("Week by week: the first and the last of {}", summary.weeks.size())});
    FigureTable table;
    table.head = {"means", "nights"};
    for (const Quantity quantity : weekly) {
        table.head.push_back(fmt::format("{} {}", short_name(quantity), words_for(quantity).unit));
    }
    for (const std::size_t place : weeks) {
        const Week& week = summary.weeks[place];
        std::vector<std::string> row{spoken_days(week.first, week.last), fmt::format("{}", week.nights)};
        for (const Quantity quantity : weekly)
            row.push_back(week_cell(week_figure(summary, place, quantity), quantity));
        table.rows.push_back(std::move(row));
    }
    document.push_back(std::move(table));
    std::vector<Entry> entries{{"( )", "the change from the first week with 5 nights; few: under 5, not compared"}};
    for (Entry& entry : clear_changes(summary, weeks)) entries.push_back(std::move(entry));
    document.push_back(Entries{std::move(entries)});
}

void add_quantities(Document& document, const SleepSummary& summary) {
    if (summary.nights.empty()) return;
    document.push_back(Heading{"All nights together"});
    FigureTable table;
    table.head = {"", "mean", "median", "SD", "n", "basis", ""};
    for (const QuantitySummary& figures : summary.quantities) table.rows.push_back(quantity_row(figures));
    document.push_back(std::move(table));
    std::vector<Entry> entries = poor_ratings(summary);
    for (Entry& entry : unknowns(summary)) entries.push_back(std::move(entry));
    const bool few = std::any_of(summary.quantities.begin(), summary.quantities.end(), [](const QuantitySummary& one) {
        return one.summary.standard_deviation && one.standing_of_spread != Standing::enough;
    });
    if (few) entries.push_back({"(SD)", "too few nights for a spread"});
    if (!entries.empty()) document.push_back(Entries{std::move(entries)});
}

/// What the index of regularity rests on without a word in the log.
void add_granted(Document& document, const TakenForGranted& granted) {
    std::vector<std::string> parts;
    if (granted.days_awake > 0) {
        parts.push_back(
            fmt::format("{} as awake, since nothing was written on naps", counted(granted.days_awake, "day", "days")));
    }
    if (granted.nights_asleep > 0) {
        parts.push_back(fmt::format("{} as slept through, since no time awake was written",
                                    counted(granted.nights_asleep, "night", "nights")));
    }
    if (!parts.empty()) document.push_back(Paragraph{fmt::format("The SRI takes {}.", fmt::join(parts, ", and "))});
}

void add_regularity(Document& document, const SleepSummary& summary) {
    if (summary.nights.empty()) return;
    document.push_back(Heading{"Times and regularity"});
    FigureTable table;
    table.head = {"", "mean", "SD min", "linear", "n", ""};
    table.rows = {clock_row("going to bed", summary.bedtime), clock_row("falling asleep", summary.onset),
                  clock_row("midsleep, the middle of sleep", summary.midsleep),
                  clock_row("final awakening", summary.final_awakening)};
    document.push_back(std::move(table));
    const auto index = [](double number) { return spoken_number(number, 1); };
    const auto hours = [](double number) { return spoken_number(number, 2) + " h"; };
    document.push_back(Entries{
        {figure_entry("RMSSD", "midsleep from one night to the next", summary.midsleep_rmssd, spoken_length),
         figure_entry("SRI", "regularity, 100 is the same every day and 0 is chance", summary.regularity, index),
         figure_entry("MSFsc", "midsleep on free days, corrected for sleep made up for", summary.midsleep_free_days,
                      spoken_clock),
         figure_entry("social jetlag", "midsleep of free days against that of work days", summary.social_jetlag,
                      spoken_length),
         figure_entry("day length", "onset to onset; above 24.25 h or so the clock may drift", summary.day_length,
                      hours)}});
    if (summary.regularity.value) add_granted(document, summary.granted);
}

void add_thresholds(Document& document, const SummarisedLog& log) {
    if (log.summary.nights.empty()) return;
    document.push_back(Heading{"Nights over published thresholds"});
    std::string words = "Numbers from research, to compare with; a count of nights is no diagnosis.";
    if (is_sensed(log.diary)) words += " They were made for diaries and do not carry over to a tracker.";
    document.push_back(Paragraph{std::move(words)});
    std::string_view source;
    for (const ThresholdCount& count : log.summary.thresholds) {
        if (count.threshold->source != source) {
            source = count.threshold->source;
            document.push_back(Entries{{{std::string(source), "", 0}}});
            document.push_back(Entries{});
        }
        std::get<Entries>(document.back()).entries.push_back(threshold_entry(count));
    }
}

void add_nights(Document& document, const SleepSummary& summary) {
    document.push_back(Heading{"Each night"});
    FigureTable table;
    table.head = {"morning", "TIB", "SOL", "NWAK", "WASO", "EMA", "TST", "SE", "midsleep", "quality", "rested"};
    for (const NightMetrics& night : summary.nights) table.rows.push_back(night_row(night));
    document.push_back(std::move(table));
    std::vector<Entry> entries{{"?", "unknown; --format json says why"}, {"SE", "of time in bed, in %"}};
    if (std::any_of(summary.nights.begin(), summary.nights.end(), has_spells_out)) {
        entries.push_back({"( )", "time in bed without the spells out of it"});
    }
    document.push_back(Entries{std::move(entries)});
}

}  // namespace sleepcheck
