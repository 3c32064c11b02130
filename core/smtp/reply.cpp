// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/reply.h"

#include <QRegularExpression>

namespace otklik::smtp {

QString Reply::text() const
{
    QString joined = QString::fromUtf8(lines.join(' ')).simplified().left(1000);
    for (QChar &c : joined)
        if (!c.isPrint())
            c = QLatin1Char('?');
    return joined;
}

QString Reply::toString() const
{
    QString result = QString::number(code);
    if (!enhanced.isEmpty())
        result += QLatin1Char(' ') + QString::fromLatin1(enhanced);
    return result + QLatin1Char(' ') + text();
}

QString Reply::queueId() const
{
    if (!isPositive())
        return {};
    static const QList<QRegularExpression> forms{
        QRegularExpression(QStringLiteral("queued as <?([\\w.@-]+)"), QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(QStringLiteral("\\bid=<?([\\w.@-]+)"), QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(QStringLiteral("^([0-9A-Za-z-]{6,}) Message accepted")),
        QRegularExpression(QStringLiteral("^OK +\\d* *([\\w.-]{8,}) - gsmtp")),
    };
    const QString words = text();
    for (const auto &form : forms)
        if (const auto match = form.match(words); match.hasMatch())
            return match.captured(1);
    return {};
}

} // namespace otklik::smtp
