// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/file_name.h"

#include <QHash>
#include <QRegularExpression>

namespace otklik::mime {

namespace {

bool isDangerous(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7f && u < 0xa0) || (u >= 0x200b && u <= 0x200f) || (u >= 0x202a && u <= 0x202e) ||
           (u >= 0x2066 && u <= 0x2069) || u == 0x2028 || u == 0x2029 || u == 0xfeff ||
           QStringLiteral("<>:\"|?*").contains(c);
}

QString endingOf(const QString &contentType)
{
    // Not the system's database of types: names must be the same on every workstation.
    static const QHash<QString, QString> endings{{QStringLiteral("message/rfc822"), QStringLiteral("eml")},
                                                 {QStringLiteral("message/delivery-status"), QStringLiteral("txt")},
                                                 {QStringLiteral("text/rfc822-headers"), QStringLiteral("txt")},
                                                 {QStringLiteral("text/plain"), QStringLiteral("txt")},
                                                 {QStringLiteral("text/html"), QStringLiteral("html")},
                                                 {QStringLiteral("text/csv"), QStringLiteral("csv")},
                                                 {QStringLiteral("text/calendar"), QStringLiteral("ics")},
                                                 {QStringLiteral("text/vcard"), QStringLiteral("vcf")},
                                                 {QStringLiteral("text/x-vcard"), QStringLiteral("vcf")},
                                                 {QStringLiteral("image/png"), QStringLiteral("png")},
                                                 {QStringLiteral("image/jpeg"), QStringLiteral("jpg")},
                                                 {QStringLiteral("image/gif"), QStringLiteral("gif")},
                                                 {QStringLiteral("image/webp"), QStringLiteral("webp")},
                                                 {QStringLiteral("image/bmp"), QStringLiteral("bmp")},
                                                 {QStringLiteral("image/tiff"), QStringLiteral("tif")},
                                                 {QStringLiteral("image/svg+xml"), QStringLiteral("svg")},
                                                 {QStringLiteral("audio/mpeg"), QStringLiteral("mp3")},
                                                 {QStringLiteral("video/mp4"), QStringLiteral("mp4")},
                                                 {QStringLiteral("application/pdf"), QStringLiteral("pdf")},
                                                 {QStringLiteral("application/zip"), QStringLiteral("zip")},
                                                 {QStringLiteral("application/json"), QStringLiteral("json")},
                                                 {QStringLiteral("application/pgp-signature"), QStringLiteral("asc")},
                                                 {QStringLiteral("application/pgp-encrypted"), QStringLiteral("asc")},
                                                 {QStringLiteral("application/pkcs7-signature"), QStringLiteral("p7s")},
                                                 {QStringLiteral("application/pkcs7-mime"), QStringLiteral("p7m")},
                                                 {QStringLiteral("application/ms-tnef"), QStringLiteral("dat")},
                                                 {QStringLiteral("application/msword"), QStringLiteral("doc")},
                                                 {QStringLiteral("application/vnd.ms-excel"), QStringLiteral("xls")}};
    return endings.value(contentType);
}

} // namespace

QString safeFileName(const QString &name, const QString &contentType)
{
    QString safe = name.normalized(QString::NormalizationForm_C);
    safe.replace(QLatin1Char('\\'), QLatin1Char('/'));
    safe = safe.section(QLatin1Char('/'), -1);
    QString kept;
    for (const QChar c : safe)
        if (!isDangerous(c))
            kept += c;
    kept = kept.simplified();
    while (kept.endsWith(QLatin1Char('.')) || kept.endsWith(QLatin1Char(' ')))
        kept.chop(1);
    while (kept.startsWith(QLatin1Char('.')))
        kept.remove(0, 1);
    static const QRegularExpression device(QStringLiteral("^(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\.|$)"),
                                           QRegularExpression::CaseInsensitiveOption);
    if (device.match(kept).hasMatch())
        kept.prepend(QLatin1Char('_'));
    if (kept.size() > 120) {
        const QString ending = kept.section(QLatin1Char('.'), -1);
        kept = ending.size() < 20 ? kept.left(119 - ending.size()) + QLatin1Char('.') + ending : kept.left(120);
    }
    if (!kept.isEmpty())
        return kept;
    const QString ending = endingOf(contentType);
    return ending.isEmpty() ? QStringLiteral("attachment") : QStringLiteral("attachment.") + ending;
}

} // namespace otklik::mime
