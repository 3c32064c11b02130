// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/status_projection.h"

#include <QSet>

namespace otklik::ticket {

namespace {

constexpr int kMostCharacters = 200;

const QSet<QString> &thankingWords()
{
    static const QSet<QString> words = [] {
        const QStringList list =
            QStringLiteral(
                "спасибо спс благодарю благодарим благодарна благодарен признателен признательна thanks thank "
                "thx ty cheers ок окей хорошо понятно понял поняла поняли принято ok okay great perfect super "
                "супер отлично класс received got")
                .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

/// Words that may stand beside a thank-you without asking for anything.
const QSet<QString> &harmlessWords()
{
    static const QSet<QString> words = [] {
        const QStringList list =
            QStringLiteral(
                "большое огромное вам тебе вас вы за помощь быструю оперативную оперативность быстро быстрый ответ "
                "всё все работает заработало теперь уже получилось и очень да ясно добрый день здравствуйте "
                "хорошего дня доброго всего удачи с уважением пожалуйста помогли выручили решено получили получил "
                "получила информацию you very much so a lot many for the your quick fast help reply response answer "
                "support everything all works working it's its it is now fine good again and yes have nice day "
                "regards best kind hi hello dear that this solved fixed appreciated much again kindly sincerely we "
                "i")
                .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
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

bool isCourtesyOnly(const QString &text)
{
    QString own = text;
    own.remove(QLatin1Char('\r'));
    const auto signature = own.startsWith(QLatin1String("-- \n")) ? 0 : own.indexOf(QLatin1String("\n-- \n"));
    if (signature >= 0)
        own.truncate(signature);
    own = own.trimmed();
    if (own.isEmpty() || own.size() > kMostCharacters || own.contains(QLatin1Char('?')))
        return false;
    bool thanks = false;
    for (const QString &word : wordsOf(own)) {
        const bool isThanks = thankingWords().contains(word);
        if (!isThanks && !harmlessWords().contains(word))
            return false;
        thanks = thanks || isThanks;
    }
    return thanks;
}

} // namespace otklik::ticket
