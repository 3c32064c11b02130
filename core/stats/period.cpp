// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/period.h"

#include <array>

namespace otklik::stats {

namespace {

constexpr std::array kNames{"day", "week", "specialist", "category", "cause", "mailbox", "company", "hour", "weekday"};
static_assert(kNames.size() == kGroupings);

} // namespace

Period Period::ofDays(QDate first, QDate last, const QTimeZone &zone)
{
    return {Instant::fromDateTime(first.startOfDay(zone)), Instant::fromDateTime(last.addDays(1).startOfDay(zone)),
            zone};
}

QString toString(Grouping grouping)
{
    return QString::fromLatin1(kNames[static_cast<size_t>(grouping)]);
}

std::optional<Grouping> groupingFromString(QStringView text)
{
    for (size_t i = 0; i < kNames.size(); ++i)
        if (text.compare(QLatin1String(kNames[i]), Qt::CaseInsensitive) == 0)
            return static_cast<Grouping>(i);
    return std::nullopt;
}

QString timeKey(Grouping grouping, Instant at, const QTimeZone &zone)
{
    const QDateTime local = at.toUtc().toTimeZone(zone);
    switch (grouping) {
    case Grouping::Day:
        return local.date().toString(Qt::ISODate);
    case Grouping::Week: {
        int year = 0;
        const int week = local.date().weekNumber(&year);
        return QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0'));
    }
    case Grouping::Hour:
        return QStringLiteral("%1").arg(local.time().hour(), 2, 10, QLatin1Char('0'));
    case Grouping::Weekday:
        return QString::number(local.date().dayOfWeek());
    default:
        return {};
    }
}

} // namespace otklik::stats
