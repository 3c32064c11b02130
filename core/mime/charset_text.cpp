// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/charset_text.h"

#include "core/mime/charset_converter.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>

#include <uchardet.h>

#include <memory>
#include <optional>

namespace otklik::mime {

namespace {

/// "utf-8" out of "\"UTF-8\";"
QByteArray plainName(const QByteArray &declared)
{
    QByteArray name;
    for (const char c : declared.trimmed().toLower()) {
        if (c == ';' || c == '\0')
            break;
        if (c != '"' && c != '\'' && c != ' ')
            name += c;
    }
    return name;
}

/// Names that programs make up: "cp-1251", "windows1251", "ansi-1251", "iso8859-1", "iso-8859-8-i", "utf_8".
QByteArray usualSpelling(const QByteArray &name)
{
    static const QRegularExpression windows(QStringLiteral("^(?:x-)?(?:cp|win|windows|ansi|ms)[-_]?(125\\d|874)$"));
    static const QRegularExpression iso(QStringLiteral("^(?:x-)?iso[-_]?8859[-_](\\d{1,2})(?:[-_][ie])?$"));
    const QString text = QString::fromLatin1(name);
    if (const auto match = windows.match(text); match.hasMatch())
        return (match.captured(1) == QLatin1String("874") ? "cp" : "windows-") + match.captured(1).toLatin1();
    if (const auto match = iso.match(text); match.hasMatch())
        return "iso-8859-" + match.captured(1).toLatin1();
    if (name == "utf_8" || name == "utf-8-sig" || name == "utf")
        return "utf-8";
    return name == "latin-1" || name == "latin_1" ? QByteArray("iso-8859-1") : name;
}

/// Names on the wire to names that iconv knows, and charsets to the supersets that senders mean.
QByteArray widened(const QByteArray &declared)
{
    static const QHash<QByteArray, QByteArray> supersets{{"us-ascii", "windows-1252"},
                                                         {"ascii", "windows-1252"},
                                                         {"iso-8859-1", "windows-1252"},
                                                         {"latin1", "windows-1252"},
                                                         {"gb2312", "gb18030"},
                                                         {"gbk", "gb18030"},
                                                         {"ks_c_5601-1987", "cp949"},
                                                         {"ks_c_5601", "cp949"},
                                                         {"euc-kr", "cp949"},
                                                         {"shift_jis", "cp932"},
                                                         {"x-sjis", "cp932"},
                                                         {"utf8", "utf-8"},
                                                         {"cp1251", "windows-1251"},
                                                         {"x-cp1251", "windows-1251"},
                                                         {"win-1251", "windows-1251"},
                                                         {"koi8", "koi8-r"},
                                                         {"x-mac-cyrillic", "maccyrillic"},
                                                         {"unicode-1-1-utf-7", "utf-7"},
                                                         {"x-unknown", ""},
                                                         {"unknown-8bit", ""},
                                                         {"default", ""},
                                                         {"8bit", ""},
                                                         {"iso-8859-9", "windows-1254"},
                                                         {"iso-8859-11", "cp874"},
                                                         {"tis-620", "cp874"},
                                                         {"euc-jp", "euc-jp-ms"},
                                                         {"windows-31j", "cp932"},
                                                         {"gb_2312-80", "gb18030"},
                                                         {"x-gbk", "gb18030"},
                                                         {"koi8-ru", "koi8-u"},
                                                         {"x-mac-roman", "macintosh"},
                                                         {"ansi_x3.4-1968", "windows-1252"}};
    const QByteArray name = plainName(declared);
    const auto superset = supersets.constFind(name);
    if (superset != supersets.constEnd())
        return *superset;
    if (name.isEmpty() || name == "utf-8" || CharsetConverter::of(name))
        return name;
    const QByteArray usual = usualSpelling(name);
    return supersets.value(usual, usual);
}

std::optional<QString> strictUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(text));
}

/// A long text in UTF-8 with a few bytes that are not (cut in a character, another program's footer): there are many
/// more good characters than bad bytes. Text in any other charset has next to none of the former.
bool isMostlyUtf8(const QByteArray &bytes)
{
    qsizetype good = 0;
    qsizetype bad = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const int length = lead < 0x80                   ? 1
                           : lead >= 0xc2 && lead < 0xe0 ? 2
                           : lead >= 0xe0 && lead < 0xf0 ? 3
                           : lead >= 0xf0 && lead < 0xf5 ? 4
                                                         : 0;
        int there = 1;
        while (there < length && at + there < bytes.size() &&
               (static_cast<unsigned char>(bytes[at + there]) & 0xc0) == 0x80)
            ++there;
        if (length == 0 || there < length) {
            ++bad;
            at += length == 0 ? 1 : there;
            continue;
        }
        good += length > 1 ? 1 : 0;
        at += length;
    }
    return good >= 4 && good >= 8 * bad;
}

bool isPlainAscii(const QByteArray &bytes)
{
    for (const char c : bytes)
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\x1b')
            return false;
    return true;
}

/// C1 controls in a text mean that the charset was not the right one.
bool looksRight(const QString &text)
{
    for (const QChar c : text)
        if ((c.unicode() >= 0x80 && c.unicode() < 0xa0 && c.unicode() != 0x85) || c.unicode() == 0xfffd)
            return false;
    return true;
}

bool isSingleByte(const QByteArray &charset)
{
    return charset.startsWith("windows-125") || charset.startsWith("iso-8859-") || charset.startsWith("koi8");
}

/// Text in a charset of single bytes is practically never valid UTF-8 by chance; three characters settle it.
bool hasManyUtf8Characters(const QByteArray &bytes)
{
    int characters = 0;
    for (const char c : bytes)
        if (static_cast<unsigned char>(c) >= 0xc2 && ++characters >= 3)
            return true;
    return false;
}

QByteArray detect(const QByteArray &bytes)
{
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    const qsizetype enough = std::min<qsizetype>(bytes.size(), 64 * 1024);
    if (uchardet_handle_data(detector.get(), bytes.constData(), size_t(enough)) != 0)
        return {};
    uchardet_data_end(detector.get());
    const QByteArray name = QByteArray(uchardet_get_charset(detector.get())).toLower();
    static const QList<QByteArray> plausible{
        "windows-1251", "koi8-r", "iso-8859-5",   "ibm866",     "gb18030",     "big5",
        "shift_jis",    "euc-jp", "windows-1252", "iso-8859-1", "iso-8859-15", "iso-2022-jp",
        "euc-kr",       "uhc",    "windows-1250", "iso-8859-2", "mac-cyrillic"};
    return plausible.contains(name) ? name : QByteArray();
}

/// Short Russian texts are beyond a detector: the candidate whose letters look most like words wins.
int cyrillicScore(const QString &text)
{
    int score = 0;
    bool inWord = false;
    bool afterLatin = false;
    for (const QChar c : text) {
        const bool lower = c.unicode() >= 0x0430 && c.unicode() <= 0x044f;
        const bool upper = c.unicode() >= 0x0410 && c.unicode() <= 0x042f;
        if (lower)
            score += 2;
        else if (upper)
            score += inWord ? -2 : 1;
        else if (c.unicode() >= 0x80)
            score -= 2;
        const bool latin = c.unicode() < 0x80 && c.isLetter();
        // "déjà" in windows-1252: letters of two alphabets in one word.
        if ((latin && inWord) || ((lower || upper) && afterLatin))
            score -= 3;
        inWord = lower || upper;
        afterLatin = latin;
    }
    return score;
}

std::optional<DecodedText> guessCyrillic(const QByteArray &bytes)
{
    DecodedText best;
    int bestScore = 0;
    for (const char *charset : {"windows-1251", "koi8-r", "ibm866", "iso-8859-5"}) {
        CharsetConverter *converter = CharsetConverter::of(charset);
        const auto text = converter ? converter->convert(bytes, false) : std::nullopt;
        const int score = text ? cyrillicScore(*text) : 0;
        if (score > bestScore) {
            bestScore = score;
            best.text = *text;
            best.charset = QString::fromLatin1(charset);
        }
    }
    int highBytes = 0;
    for (const char c : bytes)
        highBytes += static_cast<unsigned char>(c) >= 0x80 ? 1 : 0;
    // Nearly all of the high bytes must be letters in their places.
    return bestScore >= highBytes * 3 / 2 && highBytes >= 4 ? std::optional(best) : std::nullopt;
}

} // namespace

bool isKnownCharset(const QByteArray &charset)
{
    return CharsetConverter::of(widened(charset)) != nullptr;
}

QString decodeAs(const QByteArray &bytes, const QByteArray &charset)
{
    CharsetConverter *converter = CharsetConverter::of(widened(charset));
    return converter ? converter->convert(bytes, false).value_or(QString()) : QString();
}

DecodedText decodeText(const QByteArray &bytes, const QByteArray &declared)
{
    const QByteArray charset = widened(declared);
    if (isPlainAscii(bytes) && charset != "utf-7" && !charset.startsWith("utf-16") && !charset.startsWith("utf-32") &&
        charset != "hz-gb-2312")
        return {QString::fromLatin1(bytes),
                charset.isEmpty() ? QStringLiteral("us-ascii") : QString::fromLatin1(charset), false, false};
    const QByteArray name = plainName(declared);
    const bool isAsciiClaim = name == "us-ascii" || name == "ascii" || name == "ansi_x3.4-1968";
    DecodedText result;
    result.undeclared = charset.isEmpty() || isAsciiClaim;
    if (charset.startsWith("iso-2022-")) {
        // Its bytes are ASCII: any other reading "succeeds". Letters of the maker's own stay unknown.
        if (CharsetConverter *converter = CharsetConverter::of(charset))
            return {converter->convert(bytes, false).value_or(QString()), QString::fromLatin1(charset), false, false};
    }
    if ((charset == "utf-8" || result.undeclared) && (bytes.contains("\x1b$") || bytes.contains("\x1b("))) {
        if (CharsetConverter *japanese = CharsetConverter::of("iso-2022-jp"))
            if (auto text = japanese->convert(bytes, true))
                return {std::move(*text), QStringLiteral("iso-2022-jp"), result.undeclared, !result.undeclared};
    }
    if (charset == "utf-8" || result.undeclared) {
        if (auto text = strictUtf8(bytes))
            return {std::move(*text), QStringLiteral("utf-8"), result.undeclared, false};
    }
    if ((charset == "utf-8" || result.undeclared) && isMostlyUtf8(bytes)) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        return {decoder(bytes), QStringLiteral("utf-8"), result.undeclared, true};
    }
    if (isSingleByte(charset) && hasManyUtf8Characters(bytes)) {
        if (auto text = strictUtf8(bytes))
            return {std::move(*text), QStringLiteral("utf-8"), false, true};
    }
    if (!result.undeclared && charset != "utf-8") {
        if (CharsetConverter *converter = CharsetConverter::of(charset))
            if (auto text = converter->convert(bytes, true); text && looksRight(*text))
                return {std::move(*text), QString::fromLatin1(charset), false, false};
        if (auto text = strictUtf8(bytes))
            return {std::move(*text), QStringLiteral("utf-8"), false, true};
    }
    result.wrong = !result.undeclared;
    if (auto cyrillic = guessCyrillic(bytes)) {
        result.text = cyrillic->text;
        result.charset = cyrillic->charset;
        return result;
    }
    const QByteArray detected = widened(detect(bytes));
    for (const QByteArray &candidate : {detected, charset, QByteArray("windows-1252")}) {
        CharsetConverter *converter = candidate.isEmpty() ? nullptr : CharsetConverter::of(candidate);
        if (!converter)
            continue;
        result.text = converter->convert(bytes, false).value_or(QString());
        result.charset = QString::fromLatin1(candidate);
        return result;
    }
    result.text = QString::fromLatin1(bytes);
    result.charset = QStringLiteral("iso-8859-1");
    return result;
}

} // namespace otklik::mime
