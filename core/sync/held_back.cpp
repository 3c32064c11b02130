// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/held_back.h"

#include <functional>

namespace otklik::sync {

namespace {

/// First of all lines: there servers write theirs, never a sender.
const QByteArray kMark = "X-Otklik-Held-Back: ";

/// Calls for each field with its name in lower case and its lines, CRLF at the end.
void forEachField(const QByteArray &header, const std::function<void(const QByteArray &, const QByteArray &)> &take)
{
    QByteArray field;
    const auto flush = [&] {
        const qsizetype colon = field.indexOf(':');
        if (colon > 0)
            take(field.left(colon).trimmed().toLower(), field);
        field.clear();
    };
    for (qsizetype at = 0; at < header.size();) {
        const qsizetype end = header.indexOf('\n', at);
        QByteArray line = header.mid(at, end < 0 ? -1 : end - at);
        at = end < 0 ? header.size() : end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            break;
        if (line[0] != ' ' && line[0] != '\t')
            flush();
        field += line + "\r\n";
    }
    flush();
}

bool isOfBody(const QByteArray &name)
{
    return name.startsWith("content-") || name == "mime-version";
}

struct BodyFields
{
    QByteArray lines;
    QByteArray type = "text/plain"; ///< lower case, with its parameters
};

BodyFields bodyFields(const QByteArray &header)
{
    BodyFields found;
    forEachField(header, [&found](const QByteArray &name, const QByteArray &lines) {
        if (!isOfBody(name))
            return;
        if (name != "mime-version")
            found.lines += lines;
        if (name == "content-type")
            found.type = lines.mid(lines.indexOf(':') + 1).trimmed().toLower();
    });
    return found;
}

} // namespace

QByteArray makeStandIn(const MailBeginning &mail)
{
    QByteArray raw = kMark + QByteArray::number(mail.size) + "\r\n";
    forEachField(mail.header, [&raw](const QByteArray &name, const QByteArray &lines) {
        if (!isOfBody(name))
            raw += lines;
    });
    BodyFields body = bodyFields(mail.header);
    if (body.type.startsWith("multipart/"))
        body = bodyFields(mail.partHeader);
    // of a file that is cut off nothing can be used
    const bool isText = body.type.startsWith("text/") || body.type.startsWith("multipart/");
    if (isText)
        raw += "MIME-Version: 1.0\r\n" + body.lines;
    raw += "\r\n";
    return isText ? raw + mail.text : raw;
}

std::optional<qint64> heldBackSize(const QByteArray &raw)
{
    if (!raw.startsWith(kMark))
        return std::nullopt;
    bool isNumber = false;
    const qint64 size = raw.mid(kMark.size(), raw.indexOf('\r') - kMark.size()).toLongLong(&isNumber);
    return isNumber && size >= 0 ? std::optional(size) : std::nullopt;
}

} // namespace otklik::sync
