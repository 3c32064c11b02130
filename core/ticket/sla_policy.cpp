// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/sla_policy.h"

namespace otklik::ticket {

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

void offer(SlaState &best, Promise promise, Instant due)
{
    if (!due.isNever() && (best.promise == Promise::None || due < best.dueAt))
        best = {promise, due};
}

bool isFirstWait(const StatusProjection &ticket)
{
    return !ticket.initiatedByUs && ticket.firstResponseAt.isNever() && ticket.waits.size() == 1;
}

bool countsForResolution(Status status)
{
    return status == Status::New || status == Status::Open;
}

/// When the working time of the stretches in which we owe an answer reaches the target; never while it stands still.
Instant resolutionDue(const StatusProjection &ticket, milliseconds target, const BusinessHours &calendar)
{
    milliseconds left = target;
    for (size_t i = 0; i + 1 < ticket.spans.size(); ++i) {
        const StatusSpan &span = ticket.spans[i];
        if (!countsForResolution(span.status))
            continue;
        const milliseconds used = calendar.between(span.from, ticket.spans[i + 1].from);
        if (used >= left)
            return calendar.add(span.from, left);
        left -= used;
    }
    return calendar.add(ticket.spans.back().from, left);
}

} // namespace

SlaPolicy defaultSlaPolicy()
{
    SlaPolicy policy;
    policy.byPriority = {SlaTargets{hours(24), hours(24), hours(120)}, SlaTargets{hours(8), hours(8), hours(72)},
                         SlaTargets{hours(4), hours(4), hours(24)}, SlaTargets{hours(1), hours(1), hours(8)}};
    return policy;
}

SlaState slaState(const StatusProjection &ticket, Priority priority, const SlaPolicy &policy)
{
    SlaState best;
    const SlaTargets &targets = policy.targets(priority);
    const bool done = ticket.status == Status::Solved || ticket.status == Status::Closed;
    if (done || ticket.status == Status::Pending)
        return best;
    if (!ticket.waitingSince.isNever()) {
        const bool first = isFirstWait(ticket);
        const auto target = first ? targets.firstResponse : targets.nextResponse;
        if (target)
            offer(best, first ? Promise::FirstResponse : Promise::NextResponse,
                  policy.hours.add(ticket.waitingSince, *target));
    }
    if (targets.resolution && countsForResolution(ticket.status) && !ticket.spans.empty())
        offer(best, Promise::Resolution, resolutionDue(ticket, *targets.resolution, policy.hours));
    return best;
}

} // namespace otklik::ticket
