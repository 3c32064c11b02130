// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/text_part.h"

#include "core/mime/charset_text.h"

#include <QStringList>

#include <algorithm>
#include <cstring>
#include <optional>

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
    const bool endsWithNewline = text.isEmpty() || text.endsWith(QLatin1Char('\n'));
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype newline = text.indexOf(QLatin1Char('\n'), start);
        const qsizetype end = newline < 0 ? text.size() : newline;
        QStringView line = QStringView(text).sliced(start, end - start);
        start = end + 1;
        qsizetype quotes = 0;
        while (quotes < line.size() && line[quotes] == QLatin1Char('>'))
            ++quotes;
        line = line.sliced(quotes);
        if (line.startsWith(QLatin1Char(' ')))
            line = line.sliced(1);
        const bool signature = line == QLatin1String("-- ");
        if (open && (quotes != depth || signature))
            flush();
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

struct EncodedWord
{
    QByteArray charset, bytes;
    qsizetype end = 0; ///< behind the word
};

QByteArray fromQ(const QByteArray &payload)
{
    return QByteArray::fromPercentEncoding(QByteArray(payload).replace('_', ' '), '=');
}

bool pairAt(const QByteArray &header, qsizetype at, char first, char second)
{
    return header[at] == first && at + 1 < header.size() && header[at + 1] == second;
}

/// "=?charset?B?" at a place.
bool isWordStart(const QByteArray &header, qsizetype at)
{
    if (!pairAt(header, at, '=', '?'))
        return false;
    const qsizetype charsetEnd = header.indexOf('?', at + 2);
    if (charsetEnd <= at + 2 || charsetEnd - at > 80 || charsetEnd + 2 >= header.size() ||
        header[charsetEnd + 2] != '?')
        return false;
    const QByteArrayView charset = QByteArrayView(header).sliced(at + 2, charsetEnd - at - 2);
    return std::strchr("bBqQ", header[charsetEnd + 1]) != nullptr &&
           std::none_of(charset.begin(), charset.end(), [](char c) { return c == ' ' || c == '\t'; });
}

/// Where a word ends that has no "?=": before the next word, or where its letters end.
qsizetype endOfOpenWord(const QByteArray &header, qsizetype from, bool base64)
{
    for (qsizetype at = from; at < header.size(); ++at) {
        const char c = header[at];
        if (isWordStart(header, at))
            return at;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
                            c == '/' || c == '=';
        if (base64 ? !letter : c == '<' || c == '"')
            return at;
    }
    return header.size();
}

/// RFC 2047 §2; also without its end, with a language (RFC 2231 §5), with blanks or raw bytes in it.
std::optional<EncodedWord> wordAt(const QByteArray &header, qsizetype start)
{
    const qsizetype charsetEnd = header.indexOf('?', start + 2);
    if (charsetEnd < 0 || charsetEnd - start > 80 || charsetEnd + 2 >= header.size() || header[charsetEnd + 2] != '?')
        return std::nullopt;
    const char encoding = header[charsetEnd + 1];
    const bool base64 = encoding == 'b' || encoding == 'B';
    if (!base64 && encoding != 'q' && encoding != 'Q')
        return std::nullopt;
    // Not further than to the next word, or a header full of open words would be searched again for each.
    qsizetype close = charsetEnd + 3;
    while (close < header.size() && !pairAt(header, close, '?', '=') && !isWordStart(header, close))
        ++close;
    EncodedWord word;
    if (close < header.size() && header[close] == '?') {
        word.end = close + 2;
    } else {
        close = endOfOpenWord(header, charsetEnd + 3, base64);
        word.end = close < header.size() && header[close] == '?' ? close + 1 : close;
    }
    const QByteArray payload = header.mid(charsetEnd + 3, close - charsetEnd - 3);
    word.charset = header.mid(start + 2, charsetEnd - start - 2).toLower();
    if (const qsizetype language = word.charset.indexOf('*'); language >= 0)
        word.charset.truncate(language);
    word.bytes = base64 ? QByteArray::fromBase64(payload) : fromQ(payload);
    return word;
}

qsizetype behindBlanks(const QByteArray &header, qsizetype at)
{
    while (at < header.size() && (header[at] == ' ' || header[at] == '\t'))
        ++at;
    return at;
}

/// One word in UTF-8 for a run of them; a character may be cut between two words of one charset.
QByteArray joinedRun(const QByteArray &header, EncodedWord word, qsizetype &end)
{
    QString text;
    for (;;) {
        end = word.end;
        const qsizetype next = behindBlanks(header, end);
        auto following = QByteArrayView(header).sliced(next).startsWith("=?") ? wordAt(header, next) : std::nullopt;
        if (following && following->charset == word.charset) {
            following->bytes.prepend(word.bytes);
        } else {
            text += decodeText(word.bytes, word.charset).text;
        }
        if (!following)
            break;
        word = std::move(*following);
    }
    for (QChar &c : text)
        if (c.unicode() < 0x20)
            c = QLatin1Char(' ');
    if (text.isEmpty())
        return {}; // a word without letters
    return "=?utf-8?B?" + text.toUtf8().toBase64() + "?=";
}

} // namespace

QByteArray repairWords(const QByteArray &header)
{
    if (!header.contains("=?"))
        return header;
    QByteArray repaired;
    qsizetype at = 0;
    for (qsizetype start = header.indexOf("=?"); start >= 0; start = header.indexOf("=?", at)) {
        repaired += header.mid(at, start - at);
        if (auto word = wordAt(header, start)) {
            repaired += joinedRun(header, std::move(*word), at);
        } else {
            repaired += "=?";
            at = start + 2;
        }
    }
    return repaired + header.mid(at);
}

} // namespace otklik::mime
