// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/envelope.h"

#include <QUrl>

namespace otklik::smtp {

namespace {

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

QString localPart(const QString &address)
{
    return address.left(address.lastIndexOf(QLatin1Char('@')));
}

QString domainOf(const QString &address)
{
    return address.mid(address.lastIndexOf(QLatin1Char('@')) + 1);
}

bool isForbidden(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7F || c == QLatin1Char('<') || c == QLatin1Char('>') ||
           c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QByteArray asciiDomain(const QString &domain)
{
    // An address literal, "[192.0.2.1]", is not a name.
    return domain.startsWith(QLatin1Char('[')) ? domain.toUtf8() : QUrl::toAce(domain);
}

Result<void> validateAddress(const QString &address)
{
    QString shown = address.left(100);
    for (QChar &c : shown)
        if (!c.isPrint())
            c = QLatin1Char('?');
    const auto refuse = [&shown](const char *why) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("address \"%1\": %2").arg(shown, QLatin1String(why)));
    };
    if (std::any_of(address.begin(), address.end(), isForbidden))
        return refuse("holds a line break, control character or bracket");
    const QString local = localPart(address);
    const QString domain = domainOf(address);
    if (!address.contains(QLatin1Char('@')) || local.isEmpty() || domain.isEmpty())
        return refuse("is not of the form name@domain");
    const bool quoted = local.size() > 2 && local.startsWith(QLatin1Char('"')) && local.endsWith(QLatin1Char('"'));
    if (domain.contains(QLatin1Char(' ')) || (!quoted && local.contains(QLatin1Char(' '))))
        return refuse("holds a space");
    if (local.toUtf8().size() > 64 || asciiDomain(domain).size() > 255)
        return refuse("is too long");
    if (asciiDomain(domain).isEmpty())
        return refuse("its domain is not a valid name");
    return {};
}

} // namespace

Result<void> validate(const Envelope &envelope)
{
    if (envelope.recipients.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the mail has no recipient"));
    if (!envelope.from.isEmpty())
        if (auto valid = validateAddress(envelope.from); !valid)
            return valid;
    for (const QString &recipient : envelope.recipients)
        if (auto valid = validateAddress(recipient); !valid)
            return valid;
    return {};
}

bool needsSmtpUtf8(const Envelope &envelope)
{
    const auto hasWideName = [](const QString &address) { return !isAscii(localPart(address)); };
    return hasWideName(envelope.from) ||
           std::any_of(envelope.recipients.begin(), envelope.recipients.end(), hasWideName);
}

QByteArray transmittedAddress(const QString &address, bool smtpUtf8)
{
    if (smtpUtf8 || isAscii(address))
        return address.toUtf8();
    return localPart(address).toUtf8() + '@' + asciiDomain(domainOf(address));
}

QByteArray toXtext(const QByteArray &text)
{
    QByteArray coded;
    for (const char c : text)
        if (c > 32 && c < 127 && c != '+' && c != '=')
            coded += c;
        else
            coded += '+' + QByteArray(1, c).toHex().toUpper();
    return coded;
}

} // namespace otklik::smtp
