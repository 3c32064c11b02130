// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/status_projection.h"
#include "core/ticket/ticket.h"

#include <vector>

namespace otklik::stats {

struct Solution
{
    Instant at;            ///< when it became solved (or closed from another status)
    QString assignee;      ///< at that moment
    Instant reopenedAt;    ///< end of this solution; never while it holds
    bool courtesy = false; ///< ended by nothing but thanks (written when those still reopened): not counted

    bool operator==(const Solution &) const = default;
};

/// What reports need of one ticket. `core/store` fills it; factsOf() does the part that comes from the projection.
struct TicketFacts
{
    ticket::Key key;
    Instant createdAt;
    bool excluded = false;      ///< merged away, spam, or nothing but automatic mail: in no figure
    bool initiatedByUs = false; ///< no first response; the first outgoing mail is no answer
    QString assignee;           ///< now
    QString category, cause, mailbox, company;
    ticket::Channel channel = ticket::Channel::Mail;
    Instant firstCustomerAt;
    Instant firstResponseAt;
    QString firstResponseBy;
    std::vector<ticket::Wait> waits;
    std::vector<Instant> replies; ///< human outgoing mails
    std::vector<Solution> solutions;

    bool operator==(const TicketFacts &) const = default;
};

/// Key, times, waits, replies and solutions of a projection; the caller adds the rest.
[[nodiscard]] TicketFacts factsOf(const ticket::Key &key, Instant createdAt, const ticket::StatusProjection &status);

} // namespace otklik::stats
