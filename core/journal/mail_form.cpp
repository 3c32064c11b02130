// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/mail_form.h"

#include <QUrl>

#include <algorithm>

namespace otklik::journal {

namespace {

constexpr qsizetype kLine = 76;

QByteArray wrappedBase64(const QByteArray &bytes)
{
    const QByteArray code = bytes.toBase64();
    QByteArray out;
    out.reserve(code.size() + code.size() / kLine * 2 + 2);
    for (qsizetype i = 0; i < code.size(); i += kLine)
        out += code.mid(i, kLine) + "\r\n";
    return out;
}

/// RFC 2047 §2: encoded words of at most 75 characters, cut between characters, one a line.
QByteArray encodedHeader(const QString &text)
{
    QByteArray out;
    QByteArray word;
    const auto flush = [&] {
        out += (out.isEmpty() ? "" : "\r\n ") + QByteArray("=?UTF-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    for (const uint character : text.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1).toUtf8();
        if (word.size() + bytes.size() > 39)
            flush();
        word += bytes;
    }
    flush();
    return out;
}

QByteArray subjectOf(const QString &sentence)
{
    const QString line = sentence.simplified().left(200);
    bool plain = line.size() <= 60 && !line.contains(QLatin1String("=?"));
    for (const QChar c : line)
        plain = plain && c.unicode() >= 0x20 && c.unicode() < 0x7f;
    return plain ? line.toLatin1() : encodedHeader(line);
}

struct AsciiAddress
{
    QByteArray address, domain;
};
AsciiAddress asciiAddress(const mime::EmailAddress &mailbox)
{
    const QString text = mailbox.toString();
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    const QString local = text.left(at);
    QByteArray domain = QUrl::toAce(text.mid(at + 1));
    if (domain.isEmpty())
        domain = "localhost";
    const bool ascii = std::all_of(local.begin(), local.end(), [](QChar c) { return c.unicode() < 0x7f; });
    return {(ascii && at > 0 ? local.toLatin1() : QByteArray("journal")) + '@' + domain, domain};
}

} // namespace

QByteArray buildMail(const MailForm &form)
{
    const AsciiAddress from = asciiAddress(form.mailbox);
    const QByteArray boundary = "=_" + form.messageIdStart.left(60);
    const QByteArray date = form.date.toUtc().toString(Qt::RFC2822Date).toLatin1();
    QByteArray out;
    out += "From: <" + from.address + ">\r\nTo: <" + from.address + ">\r\n";
    out += "Subject: " + subjectOf(form.sentence) + "\r\n";
    out += "Date: " + date + "\r\n";
    out += "Message-ID:\r\n <" + form.messageIdStart + '@' + from.domain + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    out += "Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    out += "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n";
    out += "Content-Transfer-Encoding: base64\r\n\r\n" + wrappedBase64(form.sentence.toUtf8() + "\r\n");
    out += "--" + boundary + "\r\nContent-Type: " + form.contentType + "\r\n";
    out += "Content-Transfer-Encoding: base64\r\n";
    out += "Content-Disposition: attachment;\r\n filename=\"" + form.fileName.toLatin1() + "\"\r\n\r\n";
    out += wrappedBase64(form.payload) + "--" + boundary + "--\r\n";
    return out;
}

} // namespace otklik::journal
