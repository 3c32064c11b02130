// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/quote_marks.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
/// No line that says who wrote what is longer; and no pattern gets to see more.
constexpr qsizetype kLongest = 400;

bool matches(const QString &line, const QRegularExpression &expression)
{
    return line.size() <= kLongest && expression.match(line).hasMatch();
}

bool isAttribution(const QString &line)
{
    const QStringView end = QStringView(line).trimmed();
    if (!end.endsWith(QLatin1Char(':')) && !end.endsWith(u'：') &&
        !end.endsWith(QLatin1String("wrote"), Qt::CaseInsensitive))
        return false;
    static const QRegularExpression verb(
        QStringLiteral(
            "^\\s*(?:\\S.{2,300}\\s(?:wrote|writes|пишет|пишете|писал|писала|написал|написала|написал\\(а\\)|"
            "написав|написала|пише|schrieb|a écrit|escribió|escreveu|ha scritto|napisał|napisała|napisał\\(a\\)|skrev|"
            "napsal|napsal\\(a\\)|het volgende geschreven|geschreven|schreef|kirjoitti|a scris|yazdı|írta)\\s*[:：]|"
            "\\S.{2,300}(?:写道|寫道)\\s*[:：]|on\\b.{3,300}\\bwrote|"
            "(?:on|am|le|il|op|el|em|den|dnia|w dniu)\\s.{0,40}\\d.{3,200}(?:schrieb|wrote).{1,80}[:：]|"
            "\\S.{2,120}\\s(?:писал|писала|писал\\(а\\)|написал|написала|написал\\(а\\))\\s.{0,10}\\d.{0,40}[:：]|"
            "\\S.{2,120}<[^<>\\s]+@[^<>\\s]+>.{0,20}\\s(?:schrieb|wrote|a écrit|escribió|написал|пишет)\\b.{0,80}[:：])"
            "\\s*$"),
        kOptions);
    static const QRegularExpression dated(
        QStringLiteral("^\\s*(?:\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[ ./-]\\S|[\\w.]{2,12},? \\d{1,2}[ .])\\S?.{3,240}"
                       "<\\s*[^<>@\\s]+@[^<>\\s]+>\\s*[:：]\\s*$"),
        kOptions);
    return matches(line, verb) || matches(line, dated);
}

/// "23 November 2026, 13:13, Irina Belova:" is what we write ourselves (the figures alone: earlier); it names no verb,
/// so marked lines must follow.
bool isOwnAttribution(const QString &line)
{
    static const QRegularExpression own(
        QStringLiteral("^(?:\\d{4}-\\d\\d-\\d\\d|\\d{1,2} \\w{3,12} \\d{4},) \\d\\d:\\d\\d, .{1,300}:\\s*$"), kOptions);
    return matches(line, own);
}

/// Only such a line is looked at together with the next ones.
bool startsAttribution(const QString &line)
{
    static const QRegularExpression start(
        QStringLiteral(
            "^\\s*(?:(?:on|am|le|il|op|el|em|den|dnia|w dniu)\\s.{0,60}\\d|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[ ./-]"
            "\\S+[ ./-]\\d{2,4}|(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|"
            "воскресенье)[.,]? |\\S.{2,120}<[^<>\\s]+@[^<>\\s]+>.{0,20}\\s(?:schrieb|wrote|a écrit|escribió|написал|"
            "пишет)\\b)"),
        kOptions);
    return matches(line, start);
}

enum class Label { None, From, Other };

Label labelOf(const QString &line)
{
    const QStringView start = QStringView(line).left(24);
    if (!start.contains(QLatin1Char(':')) && !start.contains(u'：'))
        return Label::None;
    static const QRegularExpression from(
        QStringLiteral(
            "^\\s*[*_]{0,2}(?:from|от|от кого|від|von|de|da|van|från|od|fra|发件人|寄件者|差出人)\\s*[:：][*_]{0,"
            "2}\\s*\\S"),
        kOptions);
    static const QRegularExpression other(
        QStringLiteral("^\\s*[*_]{0,2}(?:sent|date|to|cc|subject|reply-to|отправлено|дата|кому|копия|тема|надіслано|"
                       "gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|assunto|asunto|inviato|a|oggetto|"
                       "verzonden|aan|onderwerp|skickat|till|ämne|data|do|temat|wysłano|发送时间|收件人|主题|日期)"
                       "\\s*[:：]"),
        kOptions);
    if (matches(line, from))
        return Label::From;
    return matches(line, other) ? Label::Other : Label::None;
}

} // namespace

bool isBlank(const QString &line)
{
    return line.trimmed().isEmpty();
}

bool isQuoteLine(const QString &line)
{
    const QString start = line.left(24);
    if (!start.contains(QLatin1Char('>')))
        return false;
    static const QRegularExpression quote(QStringLiteral("^\\s{0,3}\\w{0,3}>"), kOptions);
    return quote.match(start).hasMatch();
}

bool isRule(const QString &line)
{
    static const QRegularExpression rule(QStringLiteral("^\\s*(?:_{5,}|-{5,}|—{3,})\\s*$"));
    return matches(line, rule);
}

std::size_t attributionLength(const std::vector<QString> &lines, std::size_t at)
{
    if (isAttribution(lines[at]))
        return 1;
    if (at + 1 < lines.size() && isQuoteLine(lines[at + 1]) && isOwnAttribution(lines[at]))
        return 1;
    if (!startsAttribution(lines[at]))
        return 0;
    QString joined = lines[at].trimmed();
    for (std::size_t length = 2; length <= 3 && at + length <= lines.size(); ++length) {
        const QString &next = lines[at + length - 1];
        if (isBlank(next) || isQuoteLine(next))
            return 0;
        joined += QLatin1Char(' ') + next.trimmed();
        if (isAttribution(joined))
            return length;
    }
    return 0;
}

bool isDatedAttribution(const std::vector<QString> &lines, std::size_t from, std::size_t to)
{
    QString joined;
    for (std::size_t i = from; i < to; ++i)
        joined += lines[i];
    static const QRegularExpression day(QStringLiteral("\\d{1,4}[ ./:-]\\s?\\S"));
    return joined.contains(QLatin1Char('@')) || matches(joined, day);
}

bool isQuotedOriginal(const std::vector<QString> &lines, std::size_t at)
{
    static const QRegularExpression rule(
        QStringLiteral(
            "^\\s*[-–—_*]{2,}\\s*(?:original message|original appointment|forwarded (?:message|by .*)|исходное "
            "сообщение|пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|ursprüngliche "
            "(?:nachricht|mail)|"
            "weitergeleitete nachricht|message d'origine|message original|mensaje original|mensagem "
            "original|messaggio originale|oorspronkelijk bericht|reply message)\\s*[-–—_*]{2,}\\s*$"),
        kOptions);
    static const QRegularExpression begin(
        QStringLiteral("^\\s*(?:begin forwarded message|начало переадресованного сообщения|anfang der weitergeleiteten "
                       "nachricht|début du message réexpédié)\\s*:\\s*$"),
        kOptions);
    static const QRegularExpression zoho(QStringLiteral("^\\s*-{2,}\\s*(?:on|в|am|le)\\b.{5,200}-{2,}\\s*$"), kOptions);
    const QChar first = lines[at].trimmed().isEmpty() ? QChar() : lines[at].trimmed().front();
    const bool ruled = QStringLiteral("-–—_*").contains(first);
    const bool colon = lines[at].contains(QLatin1Char(':')) || lines[at].contains(u'：');
    if (!ruled && !colon)
        return false;
    if (matches(lines[at], rule) || matches(lines[at], zoho) || matches(lines[at], begin))
        return true;
    if (labelOf(lines[at]) == Label::None)
        return false;
    int from = 0;
    int others = 0;
    for (std::size_t i = at; i < lines.size() && i < at + 8; ++i) {
        const Label label = labelOf(lines[i]);
        from += label == Label::From ? 1 : 0;
        others += label == Label::Other ? 1 : 0;
        if (isBlank(lines[i]) && others + from > 1)
            break;
    }
    return from > 0 && others >= 2;
}

bool isSignatureMark(const QString &line)
{
    QStringView bare(line);
    while (bare.endsWith(QLatin1Char('\n')) || bare.endsWith(QLatin1Char('\r')))
        bare.chop(1);
    return bare == QLatin1String("-- ") || bare == QLatin1String("--");
}

bool isMobileSignature(const QString &line)
{
    static const QRegularExpression mobile(
        QStringLiteral(
            "^\\W{0,3}(?:sent (?:from|via|with|by|using)\\b|отправлено (?:с|со|из|от)\\b|get \\[?outlook for\\b|"
            "envoyé (?:depuis|de)\\b|von mein\\w* .{2,40} gesendet|gesendet (?:von|mit)\\b|diese nachricht "
            "wurde von mein|verzonden (?:met|vanaf|via)\\b|enviado (?:desde|do|a partir)\\b|inviato da\\b|"
            "skickat från\\b|wysłane z\\b|надіслано з\\b|從我的 |从我的|发自我的).{0,200}$"),
        kOptions);
    return line.size() <= 200 && matches(line.trimmed(), mobile);
}

} // namespace otklik::mime
