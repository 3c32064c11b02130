// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/subject_line.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

/// Group 1: an answer, group 2: a forward. HA is what a Russian Outlook writes in either alphabet. Counters stand in
/// brackets, behind ^, or bare: Re[2], Re(3), Re^2, Re2.
const QRegularExpression &prefixes()
{
    static const QRegularExpression expression(
        QStringLiteral(
            "^\\s*(?:(re|aw|antw|antwort|antwoord|sv|vs|ref|odp|rv|rif|res|bls|ynt|atb|απ|отв|ответ|відп|на|[hн][aа]|"
            "re\\s*на|回复|回覆|答复|答覆|返信|답장|회신)|(fwd?|wg|vb|vl|tr|enc|doorst|ilt|rvs|προθ|πρθ|пересл|пер|"
            "прсл|fwd\\s*на|转发|轉寄|轉發|転送|전달))\\s*(?:\\[\\s*\\d+\\s*\\]|\\(\\s*\\d+\\s*\\)|\\^\\s*\\d+|\\d{1,2}"
            ")?"
            "\\s*[:：]\\s*"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return expression;
}

} // namespace

QString baseSubject(const QString &subject)
{
    QString base = subject.simplified();
    for (auto match = prefixes().match(base); match.hasMatch(); match = prefixes().match(base))
        base = base.mid(match.capturedEnd());
    return base;
}

QString replySubject(const QString &subject)
{
    return QStringLiteral("Re: ") + baseSubject(subject);
}

QString forwardSubject(const QString &subject)
{
    return QStringLiteral("Fwd: ") + baseSubject(subject);
}

bool isReply(const QString &subject)
{
    const auto match = prefixes().match(subject);
    return match.hasMatch() && !match.captured(1).isEmpty();
}

bool isForward(const QString &subject)
{
    const auto match = prefixes().match(subject);
    return match.hasMatch() && !match.captured(2).isEmpty();
}

} // namespace otklik::mime
