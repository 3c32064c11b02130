// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/ticket_query.h"

#include <QStringList>

namespace otklik::ui {

namespace {

constexpr qsizetype kMostCharacters = 3000; // of the 4096 a query may have

QString during(const char *field, const stats::Period &period)
{
    return QStringLiteral("%1:>=%2 %1:<%3").arg(QLatin1String(field), period.from.toIso(), period.to.toIso());
}

QString byTimes(stats::Metric metric, const stats::Period &period)
{
    switch (metric) {
    case stats::Metric::Created:
        return during("created", period);
    case stats::Metric::Solved:
    case stats::Metric::OneTouch:
    case stats::Metric::Resolution:
        return during("solved", period);
    case stats::Metric::Backlog:
        return QStringLiteral("created:<%1 -solved:<%1").arg(period.to.toIso());
    case stats::Metric::Waiting:
        return QStringLiteral("is:waiting");
    case stats::Metric::Reopened:
    case stats::Metric::FirstResponse:
    case stats::Metric::NextResponse:
        break;
    }
    return during("updated", period);
}

} // namespace

QString ticketQuery(QList<qint64> numbers, stats::Metric metric, const stats::Period &period, const QString &mailbox)
{
    std::sort(numbers.begin(), numbers.end());
    QStringList parts;
    for (const qint64 number : numbers)
        parts << QString::number(number);
    const QString list = QStringLiteral("number:") + parts.join(QLatin1Char(','));
    if (!numbers.isEmpty() && numbers.front() > 0 && list.size() <= kMostCharacters)
        return list;
    const QString times = byTimes(metric, period);
    return mailbox.isEmpty() ? times : times + QStringLiteral(" mailbox:\"%1\"").arg(mailbox);
}

} // namespace otklik::ui
