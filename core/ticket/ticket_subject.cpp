// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/ticket_subject.h"

#include "core/mime/subject_line.h"
#include "core/ticket/subject_token.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::ticket {

namespace {

/// Letters and digits of the base subject, in lower case, one space between words.
QString comparable(const QString &subject)
{
    static const QRegularExpression mark(QStringLiteral("\\[[^\\[\\]]{0,60}\\]|\\*{2,}[^*]{1,30}\\*{2,}"));
    QString text = withoutSubjectTokens(subject);
    // a mark may stand before a prefix: "[EXT] Re: [list] AW: shop"
    for (QString before; before != text;) {
        before = text;
        text = mime::baseSubject(text.replace(mark, QStringLiteral(" ")));
    }
    QString plain;
    for (const QChar c : text.toLower())
        plain += c.isLetterOrNumber() ? c : QLatin1Char(' ');
    return plain.simplified();
}

bool isPartOf(const QString &part, const QString &whole)
{
    return (QLatin1Char(' ') + whole + QLatin1Char(' ')).contains(QLatin1Char(' ') + part + QLatin1Char(' '));
}

} // namespace

QString ticketSubject(const QString &mailSubject)
{
    const QString plain = withoutSubjectTokens(mailSubject);
    const QString base = mime::baseSubject(plain);
    return base.isEmpty() ? plain : base;
}

bool isOtherSubject(const QString &subject, const QStringList &before)
{
    const QString own = comparable(subject);
    if (own.isEmpty())
        return false;
    return std::none_of(before.begin(), before.end(), [&](const QString &one) {
        const QString other = comparable(one);
        // one side was shortened on the way, or somebody added a word
        return other.isEmpty() || isPartOf(own, other) || isPartOf(other, own) || own.startsWith(other) ||
               other.startsWith(own);
    });
}

} // namespace otklik::ticket
