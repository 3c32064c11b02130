// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/report.h"

#include "core/stats/contributions.h"

#include <algorithm>
#include <map>

namespace otklik::stats {

namespace {

using Seconds = std::vector<qint64>;

struct Samples
{
    Seconds calendar;
    Seconds business;
};

/// Figures in the making.
struct Tally
{
    Figures figures;
    Samples firstResponse, nextResponse, resolution;
};

using Tallies = std::map<QString, Tally>;

Quantiles quantilesOf(Seconds &values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const size_t n = values.size();
    const qint64 upper = values[n / 2];
    const qint64 lower = values[(n - 1) / 2];
    const size_t rank = (9 * n + 9) / 10; // nearest rank: ceil(0.9 n)
    return {lower + (upper - lower) / 2, values[rank - 1], values.front(), values.back()};
}

Durations durationsOf(Samples &samples)
{
    return {static_cast<int>(samples.calendar.size()), quantilesOf(samples.calendar), quantilesOf(samples.business)};
}

Figures finished(Tally &tally)
{
    tally.figures.firstResponse = durationsOf(tally.firstResponse);
    tally.figures.nextResponse = durationsOf(tally.nextResponse);
    tally.figures.resolution = durationsOf(tally.resolution);
    return tally.figures;
}

void increase(std::optional<int> &count)
{
    count = count.value_or(0) + 1;
}

void addTo(Tally &tally, const Contribution &share, qint64 calendar, qint64 business)
{
    const auto sample = [&](Samples &samples) {
        samples.calendar.push_back(calendar);
        samples.business.push_back(business);
    };
    switch (share.metric) {
    case Metric::Created:
        return increase(tally.figures.created);
    case Metric::Solved:
        ++tally.figures.solved;
        return;
    case Metric::Reopened:
        ++tally.figures.reopened;
        return;
    case Metric::OneTouch:
        ++tally.figures.oneTouch;
        return;
    case Metric::FirstResponse:
        return sample(tally.firstResponse);
    case Metric::NextResponse:
        return sample(tally.nextResponse);
    case Metric::Resolution:
        return sample(tally.resolution);
    case Metric::Backlog:
    case Metric::Waiting:
        return;
    }
}

void addWaiting(Figures &figures, Instant since)
{
    increase(figures.waiting);
    if (figures.oldestWaiting.isNever() || since < figures.oldestWaiting)
        figures.oldestWaiting = since;
}

void addStanding(Figures &figures, const TicketFacts &ticket, Instant at)
{
    for (const Held &held : unsolvedStretches(ticket))
        if (held.at(at))
            increase(figures.backlog);
    for (const Held &held : waitingStretches(ticket))
        if (held.at(at))
            addWaiting(figures, held.from);
}

/// Zeros where nothing happened, null where the figure has no meaning.
Figures blank(std::optional<Grouping> grouping)
{
    Figures figures;
    if (grouping != Grouping::Specialist)
        figures.created = 0;
    if (grouping != Grouping::Hour && grouping != Grouping::Weekday) {
        figures.backlog = 0;
        figures.waiting = 0;
    }
    return figures;
}

class Computation final
{
public:
    Computation(const std::vector<TicketFacts> &tickets, const Period &period, const ticket::BusinessHours *hours)
        : m_tickets(tickets)
        , m_period(period)
    {
        m_totals.figures = blank(std::nullopt);
        collect();
        if (hours && !hours->isAlways())
            m_timeline.emplace(*hours, m_earliest, period.to);
        for (int i = 0; i < kGroupings; ++i)
            prepare(static_cast<Grouping>(i));
    }

    Report run()
    {
        for (size_t i = 0; i < m_tickets.size(); ++i) {
            for (const Contribution &share : m_shares[i])
                count(m_tickets[i], share);
            stand(m_tickets[i]);
        }
        standByTime(Grouping::Day);
        standByTime(Grouping::Week);
        Report report;
        report.period = m_period;
        report.totals = finished(m_totals);
        report.arrivals = m_arrivals;
        for (size_t g = 0; g < kGroupings; ++g)
            for (auto &[key, tally] : m_groups[g])
                report.groups[g].push_back({key, finished(tally)});
        return report;
    }

private:
    void collect()
    {
        m_earliest = m_period.from;
        m_shares.reserve(m_tickets.size());
        for (const TicketFacts &ticket : m_tickets) {
            m_shares.push_back(contributionsOf(ticket, m_period));
            for (const Contribution &share : m_shares.back())
                if (!share.since.isNever())
                    m_earliest = std::min(m_earliest, share.since);
        }
    }

    void prepare(Grouping grouping)
    {
        for (const Boundary &boundary : boundaries(grouping, m_period))
            tally(grouping, boundary.key);
        if (grouping == Grouping::Hour)
            for (int hour = 0; hour < 24; ++hour)
                tally(grouping, QStringLiteral("%1").arg(hour, 2, 10, QLatin1Char('0')));
        if (grouping == Grouping::Weekday)
            for (int day = 1; day <= 7; ++day)
                tally(grouping, QString::number(day));
    }

    Tally &tally(Grouping grouping, const QString &key)
    {
        Tallies &groups = m_groups[static_cast<size_t>(grouping)];
        const auto [it, isNew] = groups.try_emplace(key);
        if (isNew)
            it->second.figures = blank(grouping);
        return it->second;
    }

    void count(const TicketFacts &ticket, const Contribution &share)
    {
        const Instant since = share.since.isNever() ? share.when : std::min(share.since, share.when);
        const qint64 calendar = (share.when - since).count() / 1000;
        const qint64 business = m_timeline ? m_timeline->between(since, share.when).count() / 1000 : calendar;
        addTo(m_totals, share, calendar, business);
        if (share.metric == Metric::Created)
            addArrival(share.when);
        for (int i = 0; i < kGroupings; ++i) {
            const auto grouping = static_cast<Grouping>(i);
            if (const auto key = groupKey(grouping, ticket, share, m_period.zone))
                addTo(tally(grouping, *key), share, calendar, business);
        }
    }

    void addArrival(Instant when)
    {
        const QDateTime local = when.toUtc().toTimeZone(m_period.zone);
        ++m_arrivals[static_cast<size_t>(local.date().dayOfWeek() - 1)][static_cast<size_t>(local.time().hour())];
    }

    void stand(const TicketFacts &ticket)
    {
        Figures standing;
        addStanding(standing, ticket, m_period.to);
        if (!standing.backlog && !standing.waiting)
            return;
        addStanding(m_totals.figures, ticket, m_period.to);
        for (int i = 0; i < kGroupings; ++i) {
            const auto grouping = static_cast<Grouping>(i);
            if (const auto key = attributeKey(grouping, ticket))
                addStanding(tally(grouping, *key).figures, ticket, m_period.to);
        }
    }

    /// Backlog and waiting at the end of each day or week: each stretch goes to the ends it reaches over.
    void standByTime(Grouping grouping)
    {
        const std::vector<Boundary> ends = boundaries(grouping, m_period);
        std::vector<Figures *> figures;
        figures.reserve(ends.size());
        for (const Boundary &end : ends)
            figures.push_back(&tally(grouping, end.key).figures);
        const auto forEachEnd = [&](const Held &held, auto &&apply) {
            auto end = std::upper_bound(ends.begin(), ends.end(), held.from,
                                        [](Instant t, const Boundary &b) { return t < b.at; });
            for (; end != ends.end() && held.at(end->at); ++end)
                apply(*figures[static_cast<size_t>(end - ends.begin())]);
        };
        for (const TicketFacts &ticket : m_tickets) {
            for (const Held &held : unsolvedStretches(ticket))
                forEachEnd(held, [](Figures &f) { increase(f.backlog); });
            for (const Held &held : waitingStretches(ticket))
                forEachEnd(held, [&](Figures &f) { addWaiting(f, held.from); });
        }
    }

    const std::vector<TicketFacts> &m_tickets;
    Period m_period;
    std::vector<std::vector<Contribution>> m_shares;
    Instant m_earliest;
    std::optional<ticket::BusinessTimeline> m_timeline;
    Tally m_totals;
    std::array<Tallies, kGroupings> m_groups;
    std::array<std::array<int, 24>, 7> m_arrivals{};
};

bool holdsAt(const std::vector<Held> &stretches, Instant at)
{
    return std::any_of(stretches.begin(), stretches.end(), [&](const Held &held) { return held.at(at); });
}

/// The instant at which a standing figure of a group is taken; never when the group has none.
Instant standingAt(const Period &period, std::optional<Grouping> grouping, const QString &key)
{
    if (grouping == Grouping::Hour || grouping == Grouping::Weekday)
        return {};
    if (grouping != Grouping::Day && grouping != Grouping::Week)
        return period.to;
    for (const Boundary &boundary : boundaries(*grouping, period))
        if (boundary.key == key)
            return boundary.at;
    return {};
}

bool countsIn(const TicketFacts &ticket, const Period &period, Metric metric, std::optional<Grouping> grouping,
              const QString &key)
{
    for (const Contribution &share : contributionsOf(ticket, period))
        if (share.metric == metric && (!grouping || groupKey(*grouping, ticket, share, period.zone) == key))
            return true;
    return false;
}

} // namespace

Report computeReport(const std::vector<TicketFacts> &tickets, const Period &period, const ticket::BusinessHours *hours)
{
    return Computation(tickets, period, hours).run();
}

std::vector<ticket::Key> ticketsBehind(const std::vector<TicketFacts> &tickets, const Period &period, Metric metric,
                                       std::optional<Grouping> grouping, const QString &key)
{
    std::vector<ticket::Key> keys;
    const bool standing = metric == Metric::Backlog || metric == Metric::Waiting;
    const Instant at = standing ? standingAt(period, grouping, key) : Instant();
    for (const TicketFacts &ticket : tickets) {
        if (!standing) {
            if (countsIn(ticket, period, metric, grouping, key))
                keys.push_back(ticket.key);
            continue;
        }
        const auto attribute = grouping ? attributeKey(*grouping, ticket) : std::nullopt;
        const bool inGroup = !attribute || *attribute == key;
        const auto stretches = metric == Metric::Backlog ? unsolvedStretches(ticket) : waitingStretches(ticket);
        if (!at.isNever() && inGroup && holdsAt(stretches, at))
            keys.push_back(ticket.key);
    }
    return keys;
}

} // namespace otklik::stats
