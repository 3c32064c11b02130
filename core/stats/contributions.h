// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"

#include <vector>

namespace otklik::stats {

/// One ticket's share in one figure of a period, at the moment it counts.
struct Contribution
{
    Metric metric = Metric::Created;
    Instant when;
    Instant since; ///< start of a duration; never for counts
    QString specialist;
};

/// Everything of a ticket that happened in the period. Backlog and Waiting are not moments: see Held.
[[nodiscard]] std::vector<Contribution> contributionsOf(const TicketFacts &ticket, const Period &period);

/// The key of the group a share belongs to; nothing when the figure has no meaning there.
[[nodiscard]] std::optional<QString> groupKey(Grouping grouping, const TicketFacts &ticket, const Contribution &share,
                                              const QTimeZone &zone);
/// Key by what the ticket is now; nothing for groupings by time.
[[nodiscard]] std::optional<QString> attributeKey(Grouping grouping, const TicketFacts &ticket);

/// (from, to] at whose instants something held; `to` is far away while it still holds.
struct Held
{
    Instant from;
    Instant to;

    [[nodiscard]] bool at(Instant t) const { return from < t && t <= to; }
};
[[nodiscard]] std::vector<Held> unsolvedStretches(const TicketFacts &ticket);
[[nodiscard]] std::vector<Held> waitingStretches(const TicketFacts &ticket);

/// The end of each day or week of a period, cut to the period, ascending.
struct Boundary
{
    QString key;
    Instant at;
};
[[nodiscard]] std::vector<Boundary> boundaries(Grouping grouping, const Period &period);

} // namespace otklik::stats
