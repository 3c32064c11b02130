// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/urgency.h"

#include <algorithm>

namespace otklik::ticket {

namespace {

enum Group : qint64 { FailedAnswer, OursToAnswer, OnHold, WaitingForCustomer, Done };

constexpr int kGroupShift = 40;
constexpr qint64 kMostSeconds = (qint64(1) << 36) - 1;

Group groupOf(const TicketRow &ticket)
{
    if (ticket.status == Status::Solved || ticket.status == Status::Closed)
        return ticket.failedSend ? FailedAnswer : Done;
    if (ticket.failedSend)
        return FailedAnswer;
    if (ticket.status == Status::OnHold)
        return OnHold;
    return ticket.status == Status::Pending ? WaitingForCustomer : OursToAnswer;
}

Instant timeOf(const TicketRow &ticket)
{
    for (const Instant time : {ticket.dueAt, ticket.waitingSince})
        if (!time.isNever())
            return time;
    return ticket.updatedAt;
}

} // namespace

qint64 urgencyKey(const TicketRow &ticket)
{
    const Group group = groupOf(ticket);
    const Instant time = group == Done ? ticket.updatedAt : timeOf(ticket);
    const qint64 seconds = std::clamp(time.ms() / 1000, qint64(0), kMostSeconds);
    const qint64 ordered = group == Done ? kMostSeconds - seconds : seconds;
    return (static_cast<qint64>(group) << kGroupShift) | (ordered << 2) |
           (static_cast<qint64>(Priority::Urgent) - static_cast<qint64>(ticket.priority));
}

} // namespace otklik::ticket
