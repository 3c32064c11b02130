// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/email_address.h"

#include <algorithm>

namespace otklik::mime {

namespace {

bool isForbidden(QChar c)
{
    const char16_t u = c.unicode();
    // Direction marks show another address than the one that gets the mail.
    const bool direction = u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    return u < 0x20 || u == 0x7f || (u >= 0x80 && u < 0xa0) || direction || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator;
}

/// Position of the @ that parts local part and domain; -1 when there is not exactly one outside quotes.
qsizetype findAt(QStringView text)
{
    bool quoted = false;
    qsizetype at = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == QLatin1Char('\\')) {
            ++i;
        } else if (c == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (c == QLatin1Char('@') && !quoted) {
            if (at >= 0)
                return -1;
            at = i;
        }
    }
    return quoted ? -1 : at;
}

/// RFC 5321 §4.1.3, as far as its characters go: nothing that could end the address in a command.
bool isLiteral(QStringView domain)
{
    return domain.size() > 2 && domain.endsWith(QLatin1Char(']')) &&
           std::all_of(domain.begin() + 1, domain.end() - 1, [](QChar c) {
               return c.unicode() < 0x80 &&
                      (c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char(':') || c == QLatin1Char('-'));
           });
}

bool isDomain(QStringView domain)
{
    if (domain.isEmpty() || domain.size() > 255)
        return false;
    if (domain.startsWith(QLatin1Char('[')))
        return isLiteral(domain);
    for (const QChar c : domain)
        if (!c.isLetterOrNumber() && c != QLatin1Char('.') && c != QLatin1Char('-') && c != QLatin1Char('_'))
            return false;
    return !domain.startsWith(QLatin1Char('.')) && !domain.endsWith(QLatin1Char('.')) &&
           !domain.contains(QLatin1String(".."));
}

/// One quoted string: a quote inside it is escaped. Else `"a"> NOTIFY=NEVER X="b"@c.org` would end the address early.
bool isQuotedString(QStringView local)
{
    if (local.size() < 3 || !local.endsWith(QLatin1Char('"')))
        return false;
    for (qsizetype i = 1; i < local.size() - 1; ++i) {
        if (local[i] == QLatin1Char('"'))
            return false;
        if (local[i] == QLatin1Char('\\') && ++i == local.size() - 1)
            return false;
    }
    return true;
}

bool isLocalPart(QStringView local)
{
    if (local.isEmpty() || local.size() > 64 + 256)
        return false;
    if (local.startsWith(QLatin1Char('"')))
        return isQuotedString(local);
    static const QString kSpecials = QStringLiteral(" ()<>,;:\\\"[]");
    for (const QChar c : local)
        if (kSpecials.contains(c))
            return false;
    return true;
}

} // namespace

std::optional<EmailAddress> EmailAddress::parse(QStringView text)
{
    QStringView trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1Char('<')) && trimmed.endsWith(QLatin1Char('>')))
        trimmed = trimmed.mid(1, trimmed.size() - 2).trimmed();
    for (const QChar c : trimmed)
        if (isForbidden(c))
            return std::nullopt;
    const qsizetype at = findAt(trimmed);
    if (at <= 0 || !isLocalPart(trimmed.left(at)) || !isDomain(trimmed.mid(at + 1)))
        return std::nullopt;
    EmailAddress address;
    address.m_text = trimmed.left(at + 1).toString() + trimmed.mid(at + 1).toString().toLower();
    return address;
}

QString EmailAddress::localPart() const
{
    return m_text.left(findAt(m_text));
}

QString EmailAddress::domain() const
{
    const qsizetype at = findAt(m_text);
    return at < 0 ? QString() : m_text.mid(at + 1);
}

bool EmailAddress::needsSmtpUtf8() const
{
    for (const QChar c : localPart())
        if (c.unicode() > 0x7f)
            return true;
    return false;
}

} // namespace otklik::mime
