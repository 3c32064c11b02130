// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/header_writer.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace otklik::mime {

namespace {

constexpr qsizetype kLine = 76;
constexpr qsizetype kLongestName = 200; ///< longer ones are folded inside encoded words

} // namespace

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x7f && c.unicode() >= 0x20; });
}

/// RFC 2047 §2: words of at most 75 characters, cut between characters.
QByteArray encodedWords(const QString &text)
{
    QByteArray words;
    QByteArray chunk;
    const auto flush = [&] {
        if (chunk.isEmpty())
            return;
        words += (words.isEmpty() ? "" : "\r\n ") + QByteArray("=?utf-8?B?") + chunk.toBase64() + "?=";
        chunk.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype length = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const QByteArray character = QStringView(text).mid(i, length).toUtf8();
        if (chunk.size() + character.size() > 39)
            flush();
        chunk += character;
        i += length - 1;
    }
    flush();
    return words;
}

/// Words folded at spaces.
QByteArray folded(const QByteArray &name, const QByteArray &value)
{
    QByteArray line = name + ':';
    QByteArray result;
    for (const QByteArray &word : value.split(' ')) {
        if (word.isEmpty())
            continue;
        const bool first = line.endsWith(':');
        const qsizetype length = word.contains("\r\n") ? word.indexOf("\r\n") : word.size();
        if (!first && line.size() + 1 + length > kLine) {
            result += line + "\r\n";
            line.clear();
        }
        line += ' ' + word;
        if (const qsizetype inner = line.lastIndexOf("\r\n"); inner >= 0) {
            result += line.left(inner + 2);
            line = line.mid(inner + 2);
        }
    }
    return result + line + "\r\n";
}

QByteArray textHeader(const QByteArray &name, const QString &text)
{
    // A long word without spaces, or something that looks like an encoded word, is safe only encoded.
    const bool plain = isAscii(text) && !text.contains(QLatin1String("=?"));
    return plain && text.size() < 900 ? folded(name, text.toLatin1()) : name + ": " + encodedWords(text) + "\r\n";
}

namespace {

/// Domains travel in their ASCII form (RFC 5891).
QString domainText(const QString &domain)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(domain));
    return ascii.isEmpty() ? domain : ascii;
}

QByteArray mailboxText(const Mailbox &mailbox)
{
    const QByteArray plain = mailbox.address.localPart().toUtf8() + '@' + domainText(mailbox.address.domain()).toUtf8();
    const QByteArray address = '<' + plain + '>';
    if (mailbox.name.trimmed().isEmpty())
        return plain;
    if (!isAscii(mailbox.name) || mailbox.name.contains(QLatin1String("=?")) || mailbox.name.size() > kLongestName)
        return encodedWords(mailbox.name) + "\r\n " + address;
    static const QString kSpecials = QStringLiteral("()<>[]:;@\\,.\"");
    const bool quote =
        std::any_of(mailbox.name.begin(), mailbox.name.end(), [](QChar c) { return kSpecials.contains(c); });
    QString name = mailbox.name;
    if (quote)
        name = QLatin1Char('"') +
               name.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\"")) +
               QLatin1Char('"');
    return name.toLatin1() + (name.size() + address.size() > 60 ? "\r\n " : " ") + address;
}

} // namespace

QByteArray addressHeader(const QByteArray &name, const std::vector<Mailbox> &mailboxes)
{
    QByteArray header = name + ':';
    for (std::size_t i = 0; i < mailboxes.size(); ++i)
        header += (i == 0 ? " " : "\r\n ") + mailboxText(mailboxes[i]) + (i + 1 < mailboxes.size() ? "," : "");
    return header + "\r\n";
}

bool isSendableId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 900 &&
           std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>'; });
}

QByteArray idHeader(const QByteArray &name, const std::vector<QByteArray> &ids)
{
    QByteArray header;
    for (const QByteArray &id : ids)
        if (isSendableId(id))
            header += (header.isEmpty() ? name + ": <" : QByteArray("\r\n <")) + id + '>';
    return header.isEmpty() ? header : header + "\r\n";
}

QByteArray dateText(Instant date)
{
    const QLocale english = QLocale::c();
    return english.toString(date.toUtc(), QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

} // namespace otklik::mime
