// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_builder.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QUrl>

namespace otklik::mime {

namespace {

constexpr qsizetype kLine = 76;

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x7f && c.unicode() >= 0x20; });
}

bool breaksHeader(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c == QLatin1Char('\r') || c == QLatin1Char('\n') || c.isNull(); });
}

bool breaksHeader(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
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
    if (!isAscii(mailbox.name) || mailbox.name.contains(QLatin1String("=?")))
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

QByteArray addressHeader(const QByteArray &name, const std::vector<Mailbox> &mailboxes)
{
    QByteArray header = name + ':';
    for (std::size_t i = 0; i < mailboxes.size(); ++i)
        header += (i == 0 ? " " : "\r\n ") + mailboxText(mailboxes[i]) + (i + 1 < mailboxes.size() ? "," : "");
    return header + "\r\n";
}

QByteArray idHeader(const QByteArray &name, const std::vector<QByteArray> &ids)
{
    QByteArray header = name + ':';
    for (std::size_t i = 0; i < ids.size(); ++i)
        header += (i == 0 ? " <" : "\r\n <") + ids[i] + '>';
    return header + "\r\n";
}

QByteArray dateText(Instant date)
{
    const QLocale english = QLocale::c();
    return english.toString(date.toUtc(), QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

/// RFC 2045 §6.7.
QByteArray quotedPrintable(const QByteArray &text)
{
    static const char *kHex = "0123456789ABCDEF";
    QByteArray out;
    qsizetype column = 0;
    const auto put = [&](const QByteArray &piece) {
        if (column + piece.size() > kLine - 1) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool lineEnds = i + 1 == text.size() || text[i + 1] == '\n';
        const bool space = (c == ' ' || c == '\t') && !lineEnds;
        // "From " and a lone dot at the start of a line are changed by some programs on the way.
        const bool risky = column == 0 && (c == 'F' || c == '.');
        if (((c > 0x20 && c < 0x7f && c != '=') || space) && !risky)
            put(QByteArray(1, char(c)));
        else
            put(QByteArray("=") + kHex[c >> 4] + kHex[c & 15]);
    }
    return out;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray encoded = bytes.toBase64();
    QByteArray out;
    out.reserve(encoded.size() + encoded.size() / 38);
    for (qsizetype i = 0; i < encoded.size(); i += kLine)
        out += encoded.mid(i, kLine) + "\r\n";
    return out;
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

QByteArray attachmentEntity(const OutgoingAttachment &file)
{
    QByteArray entity = "Content-Type: " + file.type.toLatin1() + nameParameters(file.name, "name", true) + "\r\n";
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
    return type.count(QLatin1Char('/')) == 1 && isAscii(type) &&
           std::none_of(type.begin(), type.end(), [](QChar c) { return QStringLiteral(" ;\"\\()<>@,").contains(c); });
}

/// RFC 5322 §2.2.
bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
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
    std::vector<QByteArray> ids = message.references;
    ids.push_back(message.messageId);
    ids.push_back(message.inReplyTo);
    for (const QByteArray &id : ids)
        if (breaksHeader(id) || id.contains('<') || id.contains('>') || id.contains(' '))
            return refuse(QStringLiteral("such a Message-ID"));
    for (const auto &[name, value] : message.extraHeaders)
        if (!isHeaderName(name) || !isAscii(QString::fromLatin1(value)))
            return refuse(QStringLiteral("the header %1").arg(QString::fromLatin1(name)));
    for (const OutgoingAttachment &file : message.attachments)
        if (breaksHeader(file.name) || !isToken(file.type) || breaksHeader(file.contentId))
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
