// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/period.h"
#include "core/stats/ticket_facts.h"
#include "core/ticket/business_hours.h"

#include <array>
#include <optional>
#include <vector>

namespace otklik::stats {

/// Seconds; nothing when no value was reached (null is not zero). p90 = nearest rank; the median of an even number is
/// the mean of the two in the middle, rounded down.
struct Quantiles
{
    std::optional<qint64> median, p90, min, max;

    bool operator==(const Quantiles &) const = default;
};

struct Durations
{
    int count = 0;
    Quantiles calendar;
    Quantiles business;

    bool operator==(const Durations &) const = default;
};

/// The figures of a period or of one group in it. A figure that has no meaning for a grouping is null: created by
/// specialist; backlog and waiting by hour and weekday.
struct Figures
{
    std::optional<int> created; ///< by creation
    int solved = 0;             ///< tickets, by their last solution in the period
    int reopened = 0;           ///< times a ticket returned from solved in the period, mere thanks not counted
    int oneTouch = 0;           ///< of `solved`: one answer (none for phone and chat) until then
    std::optional<int> backlog; ///< not solved at the end of the period (of the day, of the week)
    Durations firstResponse;    ///< by the day of the answer, to who answered
    Durations nextResponse;     ///< waits after the first response, likewise
    Durations resolution;       ///< creation to last solution in the period, to the assignee then
    std::optional<int> waiting; ///< tickets with an unanswered customer mail at the end
    Instant oldestWaiting;      ///< since when the oldest of them waits

    bool operator==(const Figures &) const = default;
};

struct Group
{
    QString key; ///< see timeKey(); address, id or name; empty = none
    Figures figures;

    bool operator==(const Group &) const = default;
};

struct Report
{
    Period period;
    Figures totals;
    std::array<std::array<int, 24>, 7> arrivals{};     ///< created by weekday (Monday first) and hour
    std::array<std::vector<Group>, kGroupings> groups; ///< index = Grouping; ascending by key, days without gaps

    [[nodiscard]] const std::vector<Group> &by(Grouping g) const { return groups[static_cast<size_t>(g)]; }
    bool operator==(const Report &) const = default;
};

/// Pure: the same facts give the same report. `hours` null or around the clock: business = calendar.
[[nodiscard]] Report computeReport(const std::vector<TicketFacts> &tickets, const Period &period,
                                   const ticket::BusinessHours *hours = nullptr);

enum class Metric { Created, Solved, Reopened, OneTouch, Backlog, FirstResponse, NextResponse, Resolution, Waiting };

/// The tickets behind one figure: of the totals, or of the group `key` of `grouping`. Each once, in the order given.
[[nodiscard]] std::vector<ticket::Key> ticketsBehind(const std::vector<TicketFacts> &tickets, const Period &period,
                                                     Metric metric, std::optional<Grouping> grouping = std::nullopt,
                                                     const QString &key = {});

} // namespace otklik::stats
