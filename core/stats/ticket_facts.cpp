// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/ticket_facts.h"

namespace otklik::stats {

namespace {

bool isDone(ticket::Status status)
{
    return status == ticket::Status::Solved || status == ticket::Status::Closed;
}

} // namespace

TicketFacts factsOf(const ticket::Key &key, Instant createdAt, const ticket::StatusProjection &status)
{
    TicketFacts facts;
    facts.key = key;
    facts.createdAt = createdAt;
    facts.initiatedByUs = status.initiatedByUs;
    facts.firstCustomerAt = status.firstCustomerAt;
    facts.firstResponseAt = status.firstResponseAt;
    facts.firstResponseBy = status.firstResponseBy;
    facts.waits = status.waits;
    facts.replies = status.replies;
    bool done = false;
    for (const ticket::StatusSpan &span : status.spans) {
        if (isDone(span.status) && !done) {
            facts.solutions.push_back({span.from, span.assignee, {}, false});
        } else if (!isDone(span.status) && done) {
            facts.solutions.back().reopenedAt = span.from;
        }
        done = isDone(span.status);
    }
    return facts;
}

} // namespace otklik::stats
