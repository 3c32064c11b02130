// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_builder.h"

#include "core/mime/header_writer.h"
#include "core/mime/transfer_encoding.h"

#include <QCryptographicHash>
#include <QUrl>

namespace otklik::mime {

namespace {

bool breaksHeader(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c == QLatin1Char('\r') || c == QLatin1Char('\n') || c.isNull(); });
}

bool breaksHeader(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

QByteArray textEntity(const QByteArray &type, const QString &text)
{
    QByteArray utf8 = text.toUtf8();
    utf8.replace("\r\n", "\n").replace('\r', '\n');
    const auto high =
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const bool base64 = high * 4 > utf8.size();
    QByteArray entity = "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: ";
    if (base64)
        return entity + "base64\r\n\r\n" + base64Lines(utf8.replace('\n', "\r\n"));
    return entity + "quoted-printable\r\n\r\n" + quotedPrintable(utf8);
}

/// RFC 2231 §4 with the RFC 2047 form beside it for programs that know only that.
QByteArray nameParameters(const QString &name, const QByteArray &parameter, bool word)
{
    if (isAscii(name) && name.size() < 60) {
        QString quoted = name;
        quoted.remove(QLatin1Char('"')).remove(QLatin1Char('\\'));
        return ";\r\n " + parameter + "=\"" + quoted.toLatin1() + '"';
    }
    if (word)
        return ";\r\n " + parameter + "=\"" + encodedWords(name).replace("\r\n ", "\r\n  ") + '"';
    const QByteArray percent = QUrl::toPercentEncoding(name, QByteArray(), "'()*");
    QByteArray result;
    int section = 0;
    for (qsizetype at = 0; at < percent.size(); ++section) {
        qsizetype end = std::min<qsizetype>(at + 50, percent.size());
        // Not in the middle of an escape.
        while (end < percent.size() && (percent[end - 1] == '%' || (end > 1 && percent[end - 2] == '%')))
            --end;
        result += ";\r\n " + parameter + '*' + QByteArray::number(section) + "*=" + (section == 0 ? "utf-8''" : "") +
                  percent.mid(at, end - at);
        at = end;
    }
    return result;
}

/// A mail, or a part of one, that is sent as a file: base64, which keeps its bytes, is not for these types (RFC 2046
/// §5.1, §5.2.1).
bool isComposite(const QString &type)
{
    return type.startsWith(QLatin1String("message/"), Qt::CaseInsensitive) ||
           type.startsWith(QLatin1String("multipart/"), Qt::CaseInsensitive);
}

QByteArray attachmentEntity(const OutgoingAttachment &file)
{
    const QByteArray type = isComposite(file.type) ? "application/octet-stream" : file.type.toLatin1();
    QByteArray entity = "Content-Type: " + type + nameParameters(file.name, "name", true) + "\r\n";
    entity += QByteArray("Content-Disposition: ") + (file.isInline ? "inline" : "attachment") +
              nameParameters(file.name, "filename", false) + "\r\n";
    if (!file.contentId.isEmpty())
        entity += "Content-ID: <" + file.contentId + ">\r\n";
    return entity + "Content-Transfer-Encoding: base64\r\n\r\n" + base64Lines(file.bytes);
}

QByteArray multipart(const QByteArray &type, const QByteArray &boundary, const std::vector<QByteArray> &entities)
{
    QByteArray body = "Content-Type: multipart/" + type + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const QByteArray &entity : entities)
        body += "--" + boundary + "\r\n" + entity + "\r\n"; // this line end belongs to the boundary, RFC 2046 §5.1.1
    return body + "--" + boundary + "--\r\n";
}

QByteArray bodyOf(const OutgoingMessage &message)
{
    const QByteArray seed =
        QCryptographicHash::hash(message.messageId + message.text.toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(24);
    QByteArray body = textEntity("text/plain", message.text);
    std::vector<QByteArray> inlined, files;
    for (const OutgoingAttachment &file : message.attachments)
        (file.isInline && !message.html.isEmpty() ? inlined : files).push_back(attachmentEntity(file));
    if (!message.html.isEmpty()) {
        QByteArray html = textEntity("text/html", message.html);
        if (!inlined.empty()) {
            inlined.insert(inlined.begin(), html);
            html = multipart("related", "=_r" + seed, inlined);
        }
        body = multipart("alternative", "=_a" + seed, {body, html});
    }
    if (files.empty())
        return body;
    files.insert(files.begin(), body);
    return multipart("mixed", "=_m" + seed, files);
}

bool isToken(const QString &type)
{
    return type.count(QLatin1Char('/')) == 1 && type.size() <= 255 && isAscii(type) &&
           std::none_of(type.begin(), type.end(), [](QChar c) { return QStringLiteral(" ;\"\\()<>@,").contains(c); });
}

/// RFC 5322 §2.2.
bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
}

/// RFC 5322 §2.1.1: a word that cannot be folded into lines of 998.
bool hasEndlessWord(const QByteArray &value)
{
    const QList<QByteArray> words = value.split(' ');
    return std::any_of(words.begin(), words.end(), [](const QByteArray &word) { return word.size() > 900; });
}

Result<void> check(const OutgoingMessage &message)
{
    const auto refuse = [](const QString &what) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 cannot stand in a mail").arg(what));
    };
    if (message.from.address.isEmpty())
        return refuse(QStringLiteral("a missing sender"));
    std::vector<Mailbox> all{message.from};
    all.insert(all.end(), message.to.begin(), message.to.end());
    all.insert(all.end(), message.cc.begin(), message.cc.end());
    if (message.replyTo)
        all.push_back(*message.replyTo);
    for (const Mailbox &mailbox : all)
        if (mailbox.address.isEmpty() || breaksHeader(mailbox.name))
            return refuse(QStringLiteral("the recipient %1")
                              .arg(mailbox.raw.isEmpty() ? mailbox.address.toString() : mailbox.raw));
    if (breaksHeader(message.subject))
        return refuse(QStringLiteral("a subject with a line break"));
    if (message.messageId.isEmpty())
        return refuse(QStringLiteral("a missing Message-ID"));
    if (!isSendableId(message.messageId))
        return refuse(QStringLiteral("such a Message-ID"));
    // Other people's ids may look odd (idHeader leaves those out), but nobody's holds a line end.
    std::vector<QByteArray> ids = message.references;
    ids.push_back(message.inReplyTo);
    for (const QByteArray &id : ids)
        if (breaksHeader(id))
            return refuse(QStringLiteral("such a Message-ID in References"));
    for (const auto &[name, value] : message.extraHeaders)
        if (!isHeaderName(name) || !isAscii(QString::fromLatin1(value)) || hasEndlessWord(value))
            return refuse(QStringLiteral("the header %1").arg(QString::fromLatin1(name)));
    for (const OutgoingAttachment &file : message.attachments)
        if (breaksHeader(file.name) || !isToken(file.type) ||
            (!file.contentId.isEmpty() && !isSendableId(file.contentId)))
            return refuse(QStringLiteral("the attachment %1").arg(file.name));
    return {};
}

} // namespace

Result<QByteArray> buildMessage(const OutgoingMessage &message)
{
    if (auto checked = check(message); !checked)
        return tl::unexpected(checked.error());
    QByteArray mail = addressHeader("From", {message.from});
    if (!message.to.empty())
        mail += addressHeader("To", message.to);
    if (!message.cc.empty())
        mail += addressHeader("Cc", message.cc);
    if (message.replyTo)
        mail += addressHeader("Reply-To", {*message.replyTo});
    mail += textHeader("Subject", message.subject);
    mail += "Date: " + dateText(message.date) + "\r\n";
    mail += "Message-ID: <" + message.messageId + ">\r\n";
    if (!message.inReplyTo.isEmpty())
        mail += idHeader("In-Reply-To", {message.inReplyTo});
    if (!message.references.empty())
        mail += idHeader("References", message.references);
    for (const auto &[name, value] : message.extraHeaders)
        mail += folded(name, value);
    mail += "MIME-Version: 1.0\r\n";
    mail += bodyOf(message);
    return mail.endsWith("\r\n") ? mail : mail + "\r\n";
}

} // namespace otklik::mime
