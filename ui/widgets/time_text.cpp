// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/time_text.h"

#include <QLocale>

namespace otklik::ui {

QString TimeText::duration(std::chrono::milliseconds length)
{
    const qint64 minutes = std::chrono::duration_cast<std::chrono::minutes>(length).count();
    if (minutes < 1)
        return tr("< 1 m", "less than a minute");
    if (minutes < 60)
        return tr("%1 m", "minutes").arg(minutes);
    if (minutes < 24 * 60)
        return tr("%1 h %2 m", "hours and minutes").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
    const qint64 hours = minutes / 60;
    if (hours % 24 == 0)
        return tr("%1 d", "days").arg(hours / 24);
    return tr("%1 d %2 h", "days and hours").arg(hours / 24).arg(hours % 24);
}

QString TimeText::ago(std::chrono::milliseconds since)
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    if (seconds < 2)
        return tr("just now");
    if (seconds < 60)
        return tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86400)
        return tr("%1 h ago").arg(seconds / 3600);
    return tr("%1 d ago").arg(seconds / 86400);
}

QString TimeText::date(const QDate &date, const QDate &today)
{
    return QLocale().toString(date, date.year() == today.year() ? tr("d MMMM", "date format, this year")
                                                                : tr("d MMMM yyyy", "date format, other year"));
}

QString TimeText::stamp(const QDateTime &at, const QDateTime &now)
{
    const QString time = at.time().toString(QStringLiteral("HH:mm"));
    if (at.date() == now.date())
        return time;
    if (at.date().addDays(1) == now.date())
        return tr("Yesterday %1").arg(time);
    return date(at.date(), now.date());
}

QString TimeText::dayStamp(const QDateTime &at, const QDateTime &now)
{
    if (at.date() == now.date())
        return tr("Today %1").arg(at.time().toString(QStringLiteral("HH:mm")));
    return stamp(at, now);
}

QString TimeText::full(const QDateTime &at)
{
    return QLocale().toString(at, tr("d MMMM yyyy, HH:mm", "date and time format"));
}

} // namespace otklik::ui
