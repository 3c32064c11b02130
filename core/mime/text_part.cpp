// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/text_part.h"

#include <QStringList>

namespace otklik::mime {

QString unflowed(const QString &text, bool delSp)
{
    QString result;
    QString paragraph;
    qsizetype depth = 0;
    bool open = false;
    const auto flush = [&] {
        if (open)
            result += (depth > 0 ? QString(depth, QLatin1Char('>')) + QLatin1Char(' ') : QString()) + paragraph +
                      QLatin1Char('\n');
        paragraph.clear();
        open = false;
    };
    QStringList lines = text.split(QLatin1Char('\n'));
    const bool endsWithNewline = !lines.isEmpty() && lines.last().isEmpty();
    if (endsWithNewline)
        lines.removeLast();
    for (QString line : lines) {
        qsizetype quotes = 0;
        while (quotes < line.size() && line[quotes] == QLatin1Char('>'))
            ++quotes;
        line.remove(0, quotes);
        if (line.startsWith(QLatin1Char(' ')))
            line.remove(0, 1);
        if (open && quotes != depth)
            flush();
        const bool signature = line == QLatin1String("-- ");
        const bool flows = !signature && line.endsWith(QLatin1Char(' '));
        if (flows && delSp)
            line.chop(1);
        depth = quotes;
        paragraph += line;
        open = true;
        if (!flows)
            flush();
    }
    flush();
    if (!endsWithNewline && result.endsWith(QLatin1Char('\n')))
        result.chop(1);
    return result;
}

namespace {

/// Raw bytes in a word of the Q encoding are of the word's charset, not of the header's.
QByteArray withoutHighBytes(const QByteArray &payload)
{
    QByteArray escaped;
    for (const char c : payload)
        if (static_cast<unsigned char>(c) < 0x80)
            escaped += c;
        else
            escaped += '=' + QByteArray(1, c).toHex().toUpper();
    return escaped;
}

} // namespace

QByteArray repairWords(const QByteArray &header)
{
    if (!header.contains("=?"))
        return header;
    QByteArray repaired;
    qsizetype at = 0;
    while (at < header.size()) {
        const qsizetype start = header.indexOf("=?", at);
        if (start < 0)
            break;
        const qsizetype charsetEnd = header.indexOf('?', start + 2);
        const qsizetype encodingEnd = charsetEnd < 0 ? -1 : header.indexOf('?', charsetEnd + 1);
        if (encodingEnd != charsetEnd + 2) {
            repaired += header.mid(at, start + 2 - at);
            at = start + 2;
            continue;
        }
        repaired += header.mid(at, start - at);
        if (start > 0 && repaired.endsWith("?="))
            repaired += ' ';
        qsizetype end = header.indexOf("?=", encodingEnd + 1);
        const bool closed = end >= 0;
        if (!closed)
            end = header.size();
        QByteArray payload = header.mid(encodingEnd + 1, end - encodingEnd - 1);
        if (header.mid(charsetEnd + 1, 1).compare("b", Qt::CaseInsensitive) == 0) {
            payload.replace(' ', "");
            while (payload.size() % 4 != 0 && payload.size() % 4 != 1)
                payload += '=';
        } else {
            payload = withoutHighBytes(payload);
        }
        repaired += header.mid(start, encodingEnd + 1 - start) + payload + "?=";
        at = closed ? end + 2 : header.size();
    }
    return repaired + header.mid(at);
}

} // namespace otklik::mime
