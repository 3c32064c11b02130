// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/inline_picture.h"

#include <QUrl>

#include <algorithm>

namespace otklik::mime {

namespace {

constexpr qint64 kLogo = 16 * 1024;

bool mayBeInline(const Attachment &attachment)
{
    return !attachment.contentId.isEmpty() && attachment.contentType.startsWith(QLatin1String("image/"));
}

} // namespace

QSet<QByteArray> picturesNamedIn(const QString &html)
{
    QSet<QByteArray> ids;
    for (qsizetype at = html.indexOf(QLatin1String("cid:"), 0, Qt::CaseInsensitive); at >= 0;
         at = html.indexOf(QLatin1String("cid:"), at + 4, Qt::CaseInsensitive)) {
        qsizetype end = at + 4;
        while (end < html.size() && end - at < 1000 && !QStringLiteral("\"'<>)").contains(html[end]) &&
               !html[end].isSpace())
            ++end;
        const QString id = html.mid(at + 4, end - at - 4).replace(QLatin1String("&amp;"), QLatin1String("&"));
        ids.insert(id.toUtf8());
        ids.insert(QByteArray::fromPercentEncoding(id.toUtf8()));
    }
    return ids;
}

bool isSmallPicture(const Attachment &attachment)
{
    return attachment.contentType.startsWith(QLatin1String("image/")) && attachment.size <= kLogo;
}

void settlePictures(Message &message)
{
    if (std::any_of(message.attachments.begin(), message.attachments.end(), mayBeInline)) {
        const QSet<QByteArray> ids = picturesNamedIn(message.html);
        for (Attachment &attachment : message.attachments)
            if (mayBeInline(attachment))
                attachment.isInline = ids.contains(attachment.contentId);
    }
    // Without a page there is no signature's logo either: a picture beside a plain text was sent for itself.
    if (message.html.isEmpty())
        for (Attachment &attachment : message.attachments)
            attachment.isAside &= !attachment.contentType.startsWith(QLatin1String("image/"));
}

} // namespace otklik::mime
