// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A reader of its own instead of module mime: it looks for one attachment only, accepts what servers do to the rest,
// and what it accepts must never change with a MIME library.
#include "core/journal/mail_form.h"

#include <QList>

#include <utility>

namespace otklik::journal {

namespace {

constexpr int kMaxPartDepth = 8;

using Headers = QList<std::pair<QByteArray, QByteArray>>; ///< name in lower case, unfolded value

struct Entity
{
    Headers headers;
    QByteArray body;
};

Entity splitEntity(const QByteArray &raw)
{
    Entity entity;
    qsizetype at = 0;
    while (at < raw.size()) {
        qsizetype end = raw.indexOf('\n', at);
        if (end < 0)
            end = raw.size();
        QByteArray line = raw.mid(at, end - at);
        at = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            break;
        if ((line.startsWith(' ') || line.startsWith('\t')) && !entity.headers.isEmpty()) {
            entity.headers.last().second += ' ' + line.trimmed();
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            entity.headers.append({line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
        }
    }
    entity.body = raw.mid(at);
    return entity;
}

QByteArray header(const Entity &entity, const char *name)
{
    for (const auto &[key, value] : entity.headers)
        if (key == name)
            return value;
    return {};
}

QByteArray boundaryOf(const QByteArray &contentType)
{
    const qsizetype at = contentType.toLower().indexOf("boundary=");
    if (at < 0)
        return {};
    const QByteArray rest = contentType.mid(at + 9);
    if (rest.startsWith('"'))
        return rest.mid(1, rest.indexOf('"', 1) - 1);
    const qsizetype end = rest.indexOf(';');
    return (end < 0 ? rest : rest.left(end)).trimmed();
}

QList<QByteArray> splitParts(const QByteArray &body, const QByteArray &boundary)
{
    QList<QByteArray> parts;
    const QByteArray mark = "--" + boundary;
    qsizetype partStart = -1;
    for (qsizetype at = 0; at < body.size();) {
        qsizetype end = body.indexOf('\n', at);
        if (end < 0)
            end = body.size();
        if (body.mid(at, mark.size()) == mark) {
            if (partStart >= 0)
                parts.append(body.mid(partStart, at - partStart));
            partStart = end + 1;
            if (body.mid(at + mark.size(), 2) == "--")
                return parts;
        }
        at = end + 1;
    }
    if (partStart >= 0 && partStart < body.size())
        parts.append(body.mid(partStart));
    return parts;
}

QByteArray decodeQuotedPrintable(const QByteArray &body)
{
    QByteArray joined = body;
    joined.replace("=\r\n", "").replace("=\n", "");
    return QByteArray::fromPercentEncoding(joined, '=').trimmed();
}

QByteArray decodedBody(const Entity &entity)
{
    const QByteArray encoding = header(entity, "content-transfer-encoding").toLower();
    if (encoding == "base64")
        return QByteArray::fromBase64(entity.body);
    return encoding == "quoted-printable" ? decodeQuotedPrintable(entity.body) : entity.body.trimmed();
}

std::optional<QByteArray> findPart(const Entity &entity, const QByteArray &wanted, int depth)
{
    const QByteArray contentType = header(entity, "content-type");
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    if (type == wanted)
        return decodedBody(entity);
    if (!type.startsWith("multipart/") || depth == kMaxPartDepth)
        return std::nullopt;
    const QByteArray boundary = boundaryOf(contentType);
    if (boundary.isEmpty())
        return std::nullopt;
    for (const QByteArray &part : splitParts(entity.body, boundary))
        if (auto found = findPart(splitEntity(part), wanted, depth + 1))
            return found;
    return std::nullopt;
}

} // namespace

MailReading readMail(const QByteArray &raw, const QByteArray &contentType)
{
    const Entity mail = splitEntity(raw);
    MailReading reading;
    for (const auto &[name, value] : mail.headers)
        if (name == "received" || name == "return-path" || name == "delivered-to" || name == "x-original-to")
            reading.hasTraceHeaders = true;
    reading.payload = findPart(mail, contentType, 0);
    return reading;
}

} // namespace otklik::journal
