// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_presenter.h"

#include "ui/models/error_text.h"

namespace otklik::ui {

StatisticsPresenter::StatisticsPresenter(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void StatisticsPresenter::choose(Span span)
{
    m_span = span;
    reload();
}

stats::Period StatisticsPresenter::period() const
{
    const QDate today = m_client.clock().now().toUtc().date();
    switch (m_span) {
    case Span::Today:
        return stats::Period::ofDays(today, today);
    case Span::Week:
        return stats::Period::ofDays(today.addDays(-6), today);
    case Span::Month:
        return stats::Period::ofDays(today.addDays(-29), today);
    case Span::Quarter:
        return stats::Period::ofDays(today.addDays(-89), today);
    case Span::Year:
        return stats::Period::ofDays(today.addDays(-364), today);
    }
    return stats::Period::ofDays(today, today);
}

void StatisticsPresenter::reload()
{
    const int asked = ++m_asked;
    auto future = m_client.readInPool(
        [period = period()](const workspace::ReadSession &session) { return session.statistics(period, {}); });
    onResult(future, this, [this, asked](const Result<stats::Report> &report) {
        if (asked != m_asked)
            return;
        if (!report) {
            Q_EMIT failed(ErrorText::of(report.error()));
            return;
        }
        m_report = *report;
        Q_EMIT changed();
    });
}

QString StatisticsPresenter::nameOf(const QString &address) const
{
    const auto known = m_client.read().specialists();
    if (known)
        for (const ticket::PersonRef &person : *known)
            if (person.address.compare(address, Qt::CaseInsensitive) == 0 && !person.name.isEmpty())
                return person.name;
    return address;
}

} // namespace otklik::ui
