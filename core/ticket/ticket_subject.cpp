// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/ticket_subject.h"

#include "core/mime/subject_line.h"
#include "core/ticket/subject_token.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::ticket {

namespace {

/// What lists, filters and other desks put in: "[EXT]", "***SPAM***".
const QRegularExpression &mark()
{
    static const QRegularExpression pattern(QStringLiteral("\\[[^\\[\\]]{0,60}\\]|\\*{2,}[^*]{1,30}\\*{2,}"));
    return pattern;
}

QStringList marksOf(const QString &subject)
{
    QStringList marks;
    for (auto found = mark().globalMatch(subject); found.hasNext();)
        marks << found.next().captured();
    return marks;
}

/// Letters and digits of the base subject, in lower case, one space between words.
QString comparable(const QString &subject)
{
    QString text = withoutSubjectTokens(subject);
    // a mark may stand before a prefix: "[EXT] Re: [list] AW: shop"
    for (QString before; before != text;) {
        before = text;
        text = mime::baseSubject(text.replace(mark(), QStringLiteral(" ")));
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

bool isSameButForMarks(const QString &a, const QString &b)
{
    if (a == b)
        return true;
    const auto bare = [](QString text) { return text.replace(mark(), QStringLiteral(" ")).simplified(); };
    const QString rest = bare(a);
    if (rest.isEmpty() || rest != bare(b))
        return false;
    const QStringList ofA = marksOf(a);
    const QStringList ofB = marksOf(b);
    const auto hasAllOf = [](const QStringList &all, const QStringList &some) {
        return std::all_of(some.begin(), some.end(), [&](const QString &one) { return all.contains(one); });
    };
    return hasAllOf(ofA, ofB) || hasAllOf(ofB, ofA);
}

} // namespace otklik::ticket
