// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/modified_utf7.h"

namespace otklik::imap {

namespace {

QByteArray encodeRun(QStringView run)
{
    QByteArray units;
    for (const QChar unit : run) {
        units += char(unit.unicode() >> 8);
        units += char(unit.unicode() & 0xFF);
    }
    QByteArray text = units.toBase64(QByteArray::OmitTrailingEquals);
    text.replace('/', ',');
    return '&' + text + '-';
}

/// Nothing (null) when `run` is not the base64 of whole UTF-16 units.
QString decodeRun(QByteArrayView run)
{
    QByteArray base64 = run.toByteArray();
    base64.replace(',', '/');
    const auto result = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray decoded = result ? *result : QByteArray();
    if (decoded.isEmpty() || decoded.size() % 2 != 0)
        return {};
    QString text;
    for (qsizetype i = 0; i < decoded.size(); i += 2)
        text += QChar(ushort((uchar(decoded.at(i)) << 8) | uchar(decoded.at(i + 1))));
    return text;
}

} // namespace

QString decodeModifiedUtf7(QByteArrayView wire)
{
    QString name;
    qsizetype plain = 0;
    const auto flush = [&](qsizetype end) { name += QString::fromUtf8(wire.sliced(plain, end - plain)); };
    for (qsizetype at = 0; at < wire.size();) {
        const qsizetype end = wire[at] == '&' ? wire.indexOf('-', at) : -1;
        if (end < 0) {
            ++at;
            continue;
        }
        const QString run = end == at + 1 ? QStringLiteral("&") : decodeRun(wire.sliced(at + 1, end - at - 1));
        if (run.isNull()) {
            ++at;
            continue;
        }
        flush(at);
        name += run;
        at = plain = end + 1;
    }
    flush(wire.size());
    return name;
}

QByteArray encodeModifiedUtf7(QStringView name)
{
    QByteArray wire;
    for (qsizetype at = 0; at < name.size();) {
        const char16_t unit = name[at].unicode();
        if (unit >= 0x20 && unit <= 0x7E) {
            wire += char(unit);
            if (unit == '&')
                wire += '-';
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < name.size() && (name[end].unicode() < 0x20 || name[end].unicode() > 0x7E))
            ++end;
        wire += encodeRun(name.sliced(at, end - at));
        at = end;
    }
    return wire;
}

} // namespace otklik::imap
