// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/absence.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
constexpr qsizetype kLookedAt = 4000;

/// First letters of the months in English, Russian and German, in order.
constexpr const char *kMonths[12] = {"jan|янв",         "feb|фев",     "mar|mär|мар",  "apr|апр",
                                     "may|mai|мая|май", "jun|июн",     "jul|июл",      "aug|авг",
                                     "sep|сен",         "oct|okt|окт", "nov|ноя|нояб", "dec|dez|дек"};

int monthOf(const QString &word)
{
    for (int i = 0; i < 12; ++i)
        for (const QString &start : QString::fromUtf8(kMonths[i]).split(QLatin1Char('|')))
            if (word.startsWith(start, Qt::CaseInsensitive))
                return i + 1;
    return 0;
}

QDate withYear(int year, int month, int day, const QDate &written)
{
    if (year > 0)
        return QDate(year < 100 ? 2000 + year : year, month, day);
    const QDate thisYear(written.year(), month, day);
    return thisYear.isValid() && thisYear < written ? QDate(written.year() + 1, month, day) : thisYear;
}

QDate dateAt(const QString &text, const QDate &written)
{
    static const QRegularExpression iso(QStringLiteral("^(\\d{4})-(\\d\\d)-(\\d\\d)"));
    static const QRegularExpression dotted(QStringLiteral("^(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4}|\\d\\d)?"));
    static const QRegularExpression slashed(QStringLiteral("^(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d\\d)"));
    static const QRegularExpression dayFirst(
        QStringLiteral("^(\\d{1,2})(?:st|nd|rd|th|-?го)?\\.?\\s+(?:of\\s+)?(\\w{3,9})\\.?(?:,?\\s+(\\d{4}))?"),
        kOptions);
    static const QRegularExpression monthFirst(
        QStringLiteral("^(\\w{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?\\b"), kOptions);
    if (const auto m = iso.match(text); m.hasMatch())
        return QDate(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt());
    if (const auto m = dotted.match(text); m.hasMatch())
        return withYear(m.captured(3).toInt(), m.captured(2).toInt(), m.captured(1).toInt(), written);
    if (const auto m = slashed.match(text); m.hasMatch()) {
        const int one = m.captured(1).toInt();
        const int two = m.captured(2).toInt();
        if (one <= 12 && two <= 12 && one != two)
            return {}; // 03/04: in March or in April?
        return withYear(m.captured(3).toInt(), one > 12 ? two : one, one > 12 ? one : two, written);
    }
    if (const auto m = dayFirst.match(text); m.hasMatch() && monthOf(m.captured(2)) > 0)
        return withYear(m.captured(3).toInt(), monthOf(m.captured(2)), m.captured(1).toInt(), written);
    if (const auto m = monthFirst.match(text); m.hasMatch() && monthOf(m.captured(1)) > 0)
        return withYear(m.captured(3).toInt(), monthOf(m.captured(1)), m.captured(2).toInt(), written);
    return {};
}

} // namespace

bool isNamedAutoReply(const QString &subject)
{
    static const QRegularExpression phrase(
        QStringLiteral(
            "^(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|(?:out of (?:the )?office|ooo)(?: (?:auto[ -]?reply|"
            "automatic reply|reply|response|message|notification|notice))?|автоответ|автоматический "
            "ответ|отсутствие на работе|abwesenheit(?:snotiz)?|automatische antwort|réponse automatique|respuesta "
            "automática|risposta automatica|automatisch antwoord|vacation reply)\\s*(?:[:：].*|[.!]*)$"),
        kOptions | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression away(QStringLiteral("^auto: .{1,60} is (?:out of|away)\\b"), kOptions);
    return phrase.match(subject).hasMatch() || away.match(subject).hasMatch();
}

QDate dayOfReturn(const QString &text, const QDate &written)
{
    static const QRegularExpression phrase(
        QStringLiteral(
            "\\b(?:(?:be |am )?back(?: (?:in|at)(?: the| my)? (?:office|desk|work))?|return(?:ing|s)?(?: to (?:the |my "
            ")?"
            "(?:office|work))?|вернусь|возвращаюсь|выйду(?: на работу)?|выхожу(?: на работу)?|(?:снова )?буду (?:на "
            "(?:месте|работе|связи)|в офисе|доступ(?:ен|на))|wieder (?:da|im (?:büro|hause)|erreichbar)|bin ich|zurück)"
            "(?: again)?,?\\s*(?:on|from|by|с|со|ab|am|zum|wieder ab)?(?: "
            "dem)?:?\\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)"
            "day,? (?:the )?|(?:понедельника|вторника|среды|четверга|пятницы)[, ]+)?"),
        kOptions);
    static const QRegularExpression germanPhrase(
        QStringLiteral("\\bab (?:dem )?(?=\\d[^\\n]{2,30}?(?:wieder|erreichbar|zurück))"), kOptions);
    const QString start = text.left(kLookedAt).simplified();
    for (const QRegularExpression *one : {&phrase, &germanPhrase}) {
        auto matches = one->globalMatch(start);
        while (matches.hasNext()) {
            const QDate day = dateAt(start.mid(matches.next().capturedEnd(), 40), written);
            // A day long past or far away is not the return from this absence.
            if (day.isValid() && day >= written.addDays(-1) && day <= written.addDays(400))
                return day;
        }
    }
    return {};
}

} // namespace otklik::mime
