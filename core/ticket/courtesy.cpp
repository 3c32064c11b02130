// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/courtesy.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace otklik::ticket {

namespace {

constexpr int kMostCharacters = 200;

QSet<QString> setOf(const char *words)
{
    const QStringList list = QString::fromUtf8(words).split(QLatin1Char(' '));
    return QSet<QString>(list.begin(), list.end());
}

const QSet<QString> &thankingWords()
{
    static const QSet<QString> words =
        setOf("спасибо спс благодарю благодарим благодарна благодарен признателен признательна thanks thank "
              "thx ty cheers ок окей хорошо понятно понял поняла поняли принято ok okay great perfect super "
              "супер отлично класс received");
    return words;
}

/// What says that there is nothing left to do.
const QSet<QString> &doneWords()
{
    static const QSet<QString> words =
        setOf("работает заработало получилось решено помогли выручили works working solved fixed fine");
    return words;
}

/// Words that may stand beside a thank-you without asking for anything.
const QSet<QString> &harmlessWords()
{
    static const QSet<QString> words = setOf(
        "большое огромное вам тебе вас вы за помощь быструю оперативную оперативность быстро быстрый ответ "
        "всё все теперь уже и очень ясно добрый день здравствуйте хорошего дня доброго всего удачи с "
        "уважением пожалуйста получили получил получила информацию you very much so a lot many for the your quick "
        "fast help reply response answer support everything all it's its it is now good and have nice day "
        "regards best kind hi hello dear that appreciated kindly sincerely we i once");
    return words;
}

/// Harmless in some company only: "thanks again" and "for this", never "got this again"; «да» beside «работает», but
/// alone it answers a question.
bool isHarmlessHere(const QStringList &words, qsizetype at, bool isDone)
{
    const auto is = [&words](qsizetype i, const char *list) {
        return i >= 0 && i < words.size() && QString::fromUtf8(list).split(QLatin1Char(' ')).contains(words[i]);
    };
    const QString &word = words[at];
    if (word == QLatin1String("again"))
        return is(at - 1, "thanks thank you much lot once") || is(at + 1, "thanks thank");
    if (word == QLatin1String("this"))
        return is(at - 1, "for") || is(at + 1, "works solved fixed");
    if (word == QLatin1String("got"))
        return is(at + 1, "it");
    if (word == QStringLiteral("да") || word == QLatin1String("yes"))
        return isDone;
    return harmlessWords().contains(word) || doneWords().contains(word);
}

/// "Best regards, Irina Belova" at the end, below it a telephone number at most. The name is of one line and of words
/// that begin with a capital letter: a sentence is not taken for one.
bool takeClosing(QString &text)
{
    static const QRegularExpression closing(
        QStringLiteral("(?:^|[\\s.,!])(?i:с (?:большим )?уважением|с наилучшими пожеланиями|всего (?:доброго|хорошего)|"
                       "(?:with )?(?:best|kind|kindest|warm) (?:regards|wishes)|regards|(?:yours )?sincerely|best|"
                       "cheers|mit freundlichen grüßen|viele grüße)[,.!]?"
                       "(?:\\s+\\p{Lu}[\\p{L}'-]*\\.?(?:[ \\t]+\\p{Lu}[\\p{L}'-]*\\.?){0,2})?"
                       "(?:\\s*\\n[+\\d][\\d ()-]{6,18})?\\s*$"),
        QRegularExpression::UseUnicodePropertiesOption);
    const auto match = closing.match(text);
    if (!match.hasMatch())
        return false;
    text.truncate(match.capturedStart());
    if (match.capturedView().contains(QLatin1String("cheers"), Qt::CaseInsensitive))
        text += QLatin1String(" cheers");
    return true;
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : text.toLower()) {
        if (c.isLetterOrNumber() || c == QLatin1Char('\'')) {
            word.append(c);
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

} // namespace

Courtesy courtesyOf(const QString &text)
{
    Courtesy courtesy;
    QString own = text;
    own.remove(QLatin1Char('\r'));
    const auto signature = own.startsWith(QLatin1String("-- \n")) ? 0 : own.indexOf(QLatin1String("\n-- \n"));
    if (signature >= 0)
        own.truncate(signature);
    own = own.trimmed();
    if (own.isEmpty() || own.size() > kMostCharacters || own.contains(QLatin1Char('?')))
        return courtesy;
    const bool closed = takeClosing(own);
    courtesy.isSigned = signature >= 0 || closed;
    const QStringList words = wordsOf(own);
    const bool isDone =
        std::any_of(words.begin(), words.end(), [](const QString &word) { return doneWords().contains(word); });
    bool thanks = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool gotIt = words[i] == QLatin1String("got") && isHarmlessHere(words, i, isDone);
        const bool isThanks = gotIt || thankingWords().contains(words[i]);
        if (!isThanks && !isHarmlessHere(words, i, isDone))
            return courtesy;
        thanks |= isThanks;
    }
    courtesy.isPolite = true;
    courtesy.isAll = thanks;
    return courtesy;
}

} // namespace otklik::ticket
