// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_presenter.h"

#include "core/stats/report_csv.h"
#include "ui/models/error_text.h"
#include "ui/statistics/ticket_query.h"

#include <QSaveFile>
#include <QSet>

namespace otklik::ui {

namespace {

constexpr int kMostDaysInChart = 62;

bool differ(const stats::Durations &durations)
{
    return durations.calendar != durations.business;
}

struct Reports
{
    Result<stats::Report> now;
    Result<std::optional<stats::Report>> before;
};

} // namespace

StatisticsPresenter::StatisticsPresenter(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void StatisticsPresenter::choose(Span span)
{
    if (span == Span::Custom && !m_first.isValid()) {
        m_first = firstDay();
        m_last = lastDay();
    }
    m_span = span;
    reload();
}

void StatisticsPresenter::chooseDays(QDate first, QDate last)
{
    m_first = std::min(first, last);
    m_last = std::max(first, last);
    choose(Span::Custom);
}

void StatisticsPresenter::setMailbox(const QString &name)
{
    m_mailbox = name;
    reload();
}

void StatisticsPresenter::setComparing(bool comparing)
{
    m_isComparing = comparing;
    reload();
}

void StatisticsPresenter::setBusinessHours(bool business)
{
    m_usesBusinessHours = business;
    Q_EMIT changed();
}

bool StatisticsPresenter::hasBusinessHours() const
{
    return m_report && (differ(m_report->totals.firstResponse) || differ(m_report->totals.resolution) ||
                        differ(m_report->totals.nextResponse));
}

QDate StatisticsPresenter::lastDay() const
{
    return m_span == Span::Custom ? m_last : m_client.clock().now().toUtc().date();
}

QDate StatisticsPresenter::firstDay() const
{
    switch (m_span) {
    case Span::Today:
        return lastDay();
    case Span::Week:
        return lastDay().addDays(-6);
    case Span::Month:
        return lastDay().addDays(-29);
    case Span::Quarter:
        return lastDay().addDays(-89);
    case Span::Year:
        return lastDay().addDays(-364);
    case Span::Custom:
        return m_first;
    }
    return lastDay();
}

stats::Period StatisticsPresenter::period() const
{
    return stats::Period::ofDays(firstDay(), lastDay());
}

stats::Period StatisticsPresenter::periodBefore() const
{
    const qint64 days = firstDay().daysTo(lastDay()) + 1;
    return stats::Period::ofDays(firstDay().addDays(-days), firstDay().addDays(-1));
}

stats::Grouping StatisticsPresenter::chartGrouping() const
{
    return firstDay().daysTo(lastDay()) >= kMostDaysInChart ? stats::Grouping::Week : stats::Grouping::Day;
}

void StatisticsPresenter::reload()
{
    const int asked = ++m_asked;
    m_isLoading = true;
    auto future =
        m_client.readInPool([now = period(), earlier = periodBefore(), mailbox = m_mailbox, comparing = m_isComparing](
                                const workspace::ReadSession &session) -> Result<std::shared_ptr<Reports>> {
            auto reports =
                std::make_shared<Reports>(Reports{session.statistics(now, mailbox), std::optional<stats::Report>()});
            if (comparing) {
                auto before = session.statistics(earlier, mailbox);
                if (before)
                    reports->before = std::optional(std::move(*before));
                else
                    reports->before = tl::unexpected(before.error());
            }
            return reports;
        });
    onResult(future, this, [this, asked](const Result<std::shared_ptr<Reports>> &reports) {
        if (asked != m_asked)
            return;
        if (reports)
            take((*reports)->now, (*reports)->before);
        else
            take(tl::unexpected(reports.error()), std::optional<stats::Report>());
    });
}

void StatisticsPresenter::take(Result<stats::Report> report, Result<std::optional<stats::Report>> before)
{
    m_isLoading = false;
    if (!report || !before) {
        Q_EMIT failed(ErrorText::of(report ? before.error() : report.error()));
        return;
    }
    m_names.clear();
    if (const auto known = m_client.read().specialists())
        for (const ticket::PersonRef &person : *known)
            if (!person.name.isEmpty())
                m_names.insert(person.address.toLower(), person.name);
    m_report = std::move(*report);
    m_before = std::move(*before);
    Q_EMIT changed();
}

QStringList StatisticsPresenter::mailboxes() const
{
    QStringList names;
    if (const auto accounts = m_client.read().accounts())
        for (const workspace::AccountStatus &account : *accounts)
            names << account.name;
    return names;
}

QByteArray StatisticsPresenter::csv(stats::Grouping by) const
{
    return m_report ? stats::toCsv(*m_report, by) : QByteArray();
}

QString StatisticsPresenter::saveCsv(const QString &path, stats::Grouping by) const
{
    const QByteArray bytes = csv(by);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return tr("The file %1 cannot be written: %2").arg(path, file.errorString());
    return {};
}

void StatisticsPresenter::requestTickets(stats::Metric metric, std::optional<stats::Grouping> grouping,
                                         const QString &key)
{
    requestCommon({{metric, grouping, key}});
}

void StatisticsPresenter::requestArrivals(int weekday, int hour)
{
    requestCommon(
        {{stats::Metric::Created, stats::Grouping::Weekday, QString::number(weekday)},
         {stats::Metric::Created, stats::Grouping::Hour, QStringLiteral("%1").arg(hour, 2, 10, QLatin1Char('0'))}});
}

void StatisticsPresenter::requestCommon(std::vector<Part> parts)
{
    auto numbers = m_client.readInPool(
        [parts, now = period(), mailbox = m_mailbox](const workspace::ReadSession &session) -> Result<QList<qint64>> {
            QHash<ticket::Key, int> found;
            for (const Part &part : parts) {
                auto keys = session.ticketsBehind(now, mailbox, part.metric, part.grouping, part.key);
                if (!keys)
                    return tl::unexpected(keys.error());
                for (const ticket::Key &key : *keys)
                    ++found[key];
            }
            QList<qint64> list;
            for (auto it = found.cbegin(); it != found.cend(); ++it) {
                if (it.value() < int(parts.size()))
                    continue;
                auto row = session.ticket(it.key());
                if (!row)
                    return tl::unexpected(row.error());
                list << row->number;
            }
            return list;
        });
    onResult(numbers, this, [this, part = parts.front()](const Result<QList<qint64>> &list) {
        if (!list)
            Q_EMIT failed(ErrorText::of(list.error()));
        else
            Q_EMIT ticketsReady(ticketQuery(*list, part.metric, period(), m_mailbox));
    });
}

} // namespace otklik::ui
