// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/contributions.h"

#include <algorithm>
#include <limits>

namespace otklik::stats {

namespace {

constexpr int kMostDays = 4000;

Instant farAway()
{
    return Instant::fromMs(std::numeric_limits<qint64>::max());
}

bool isOneTouch(const TicketFacts &ticket, size_t solution)
{
    for (size_t i = 0; i < solution; ++i)
        if (!ticket.solutions[i].courtesy)
            return false;
    const Instant end = ticket.solutions[solution].reopenedAt;
    const auto sent = std::count_if(ticket.replies.begin(), ticket.replies.end(),
                                    [&](Instant at) { return end.isNever() || at < end; });
    const bool byMail = ticket.channel == ticket::Channel::Mail;
    const auto answers = sent - (ticket.initiatedByUs && byMail && sent > 0 ? 1 : 0);
    const bool spoken = ticket.channel == ticket::Channel::Phone || ticket.channel == ticket::Channel::Chat;
    return answers == 1 || (answers == 0 && spoken);
}

void addSolutions(const TicketFacts &ticket, const Period &period, std::vector<Contribution> &shares)
{
    std::optional<size_t> last;
    for (size_t i = 0; i < ticket.solutions.size(); ++i) {
        const Solution &solution = ticket.solutions[i];
        if (period.contains(solution.at))
            last = i;
        if (!solution.reopenedAt.isNever() && !solution.courtesy && period.contains(solution.reopenedAt))
            shares.push_back({Metric::Reopened, solution.reopenedAt, {}, solution.assignee});
    }
    if (!last)
        return;
    const Solution &solution = ticket.solutions[*last];
    shares.push_back({Metric::Solved, solution.at, {}, solution.assignee});
    shares.push_back({Metric::Resolution, solution.at, ticket.createdAt, solution.assignee});
    if (isOneTouch(ticket, *last))
        shares.push_back({Metric::OneTouch, solution.at, {}, solution.assignee});
}

void addResponses(const TicketFacts &ticket, const Period &period, std::vector<Contribution> &shares)
{
    const bool hasFirst = !ticket.initiatedByUs && !ticket.firstResponseAt.isNever();
    if (hasFirst && period.contains(ticket.firstResponseAt))
        shares.push_back(
            {Metric::FirstResponse, ticket.firstResponseAt, ticket.firstCustomerAt, ticket.firstResponseBy});
    for (const ticket::Wait &wait : ticket.waits) {
        const bool isFirst = hasFirst && wait.answeredAt == ticket.firstResponseAt;
        if (!wait.answeredAt.isNever() && !isFirst && period.contains(wait.answeredAt))
            shares.push_back({Metric::NextResponse, wait.answeredAt, wait.since, wait.answeredBy});
    }
}

} // namespace

std::vector<Contribution> contributionsOf(const TicketFacts &ticket, const Period &period)
{
    std::vector<Contribution> shares;
    if (ticket.excluded)
        return shares;
    if (period.contains(ticket.createdAt))
        shares.push_back({Metric::Created, ticket.createdAt, {}, {}});
    addSolutions(ticket, period, shares);
    addResponses(ticket, period, shares);
    return shares;
}

std::optional<QString> attributeKey(Grouping grouping, const TicketFacts &ticket)
{
    switch (grouping) {
    case Grouping::Specialist:
        return ticket.assignee;
    case Grouping::Category:
        return ticket.category;
    case Grouping::Cause:
        return ticket.cause;
    case Grouping::Mailbox:
        return ticket.mailbox;
    case Grouping::Company:
        return ticket.company;
    default:
        return std::nullopt;
    }
}

std::optional<QString> groupKey(Grouping grouping, const TicketFacts &ticket, const Contribution &share,
                                const QTimeZone &zone)
{
    if (grouping == Grouping::Specialist)
        return share.metric == Metric::Created ? std::nullopt : std::optional(share.specialist);
    if (const auto key = attributeKey(grouping, ticket))
        return key;
    return timeKey(grouping, share.when, zone);
}

std::vector<Held> unsolvedStretches(const TicketFacts &ticket)
{
    std::vector<Held> list;
    if (ticket.excluded)
        return list;
    Instant from = ticket.createdAt;
    for (const Solution &solution : ticket.solutions) {
        list.push_back({from, solution.at});
        if (solution.reopenedAt.isNever())
            return list;
        from = solution.reopenedAt;
    }
    list.push_back({from, farAway()});
    return list;
}

std::vector<Held> waitingStretches(const TicketFacts &ticket)
{
    std::vector<Held> list;
    if (ticket.excluded)
        return list;
    for (const ticket::Wait &wait : ticket.waits) {
        const Instant end = !wait.answeredAt.isNever() ? wait.answeredAt : wait.dismissedAt;
        list.push_back({wait.since, end.isNever() ? farAway() : end});
    }
    return list;
}

std::vector<Boundary> boundaries(Grouping grouping, const Period &period)
{
    std::vector<Boundary> list;
    if ((grouping != Grouping::Day && grouping != Grouping::Week) || period.to <= period.from)
        return list;
    QDate day = period.from.toUtc().toTimeZone(period.zone).date();
    const QDate last = (period.to - std::chrono::milliseconds(1)).toUtc().toTimeZone(period.zone).date();
    for (int i = 0; day <= last && i < kMostDays; ++i, day = day.addDays(1)) {
        const QDateTime start = day.startOfDay(period.zone);
        const QString key = timeKey(grouping, Instant::fromDateTime(start), period.zone);
        const Instant end = std::min(period.to, Instant::fromDateTime(day.addDays(1).startOfDay(period.zone)));
        if (!list.empty() && list.back().key == key)
            list.back().at = end;
        else
            list.push_back({key, end});
    }
    return list;
}

} // namespace otklik::stats
