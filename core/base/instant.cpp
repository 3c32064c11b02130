// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/instant.h"

#include <QTimeZone>

namespace otklik {

Instant Instant::fromIso(const QString &text)
{
    const QString trimmed = text.trimmed();
    QDateTime time;
    if (trimmed.size() == 10) {
        time = QDateTime(QDate::fromString(trimmed, Qt::ISODate), QTime(0, 0), Qt::UTC);
    } else {
        time = QDateTime::fromString(trimmed, Qt::ISODateWithMs);
        if (time.isValid() && time.timeSpec() == Qt::LocalTime)
            time.setTimeSpec(Qt::UTC);
    }
    return time.isValid() ? fromDateTime(time) : Instant();
}

QString Instant::toIso() const
{
    return isNever() ? QString() : toUtc().toString(Qt::ISODateWithMs);
}

} // namespace otklik
