// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/search_words.h"

namespace otklik::ui {
namespace {

QStringList tokensOf(const QString &text)
{
    QStringList tokens;
    QString token;
    bool inQuotes = false;
    for (const QChar c : text) {
        if (c == u'"')
            inQuotes = !inQuotes;
        if (c.isSpace() && !inQuotes) {
            if (!token.isEmpty())
                tokens << token;
            token.clear();
        } else {
            token += c;
        }
    }
    if (!token.isEmpty())
        tokens << token;
    return tokens;
}

QString positive(const QString &token)
{
    return token.startsWith(u'-') ? token.mid(1) : token;
}

bool isQuoted(const QString &token)
{
    return token.size() > 2 && token.startsWith(u'"') && token.endsWith(u'"');
}

qsizetype fieldLength(const QString &token)
{
    const qsizetype colon = token.indexOf(u':');
    if (colon < 1)
        return 0;
    return std::all_of(token.begin(), token.begin() + colon, [](QChar c) { return c.isLetter(); }) ? colon : 0;
}

bool isChip(const QString &token)
{
    const QString core = positive(token);
    const qsizetype field = fieldLength(core);
    return isQuoted(core) || (field > 0 && core.size() > field + 1 && core.count(u'"') % 2 == 0);
}

} // namespace

SearchTokens cutSearch(const QString &text, bool isFinal)
{
    QStringList tokens = tokensOf(text);
    SearchTokens cut;
    QStringList rest;
    const bool lastIsOpen = !isFinal && !text.isEmpty() && !text.back().isSpace() && !tokens.isEmpty();
    const QString last = lastIsOpen ? tokens.takeLast() : QString();
    for (const QString &token : tokens)
        (isChip(token) ? cut.chips : rest) << token;
    if (lastIsOpen && isQuoted(positive(last)))
        cut.chips << last; // the closing quote ends it
    else if (lastIsOpen)
        rest << last;
    cut.rest = rest.join(QLatin1Char(' '));
    if (!rest.isEmpty() && !lastIsOpen && !isFinal)
        cut.rest += QLatin1Char(' ');
    return cut;
}

QStringList wordsToMark(const QString &query)
{
    QStringList words;
    for (const QString &token : tokensOf(query)) {
        if (token.startsWith(u'-') || fieldLength(token) > 0)
            continue;
        const QString word = isQuoted(token) ? token.mid(1, token.size() - 2) : token;
        if (word.size() > 1)
            words << word;
    }
    return words;
}

QString withoutUnfinished(const QString &text)
{
    QStringList tokens = tokensOf(text);
    tokens.removeIf([](const QString &token) {
        const QString core = positive(token);
        const qsizetype field = fieldLength(core);
        return core.isEmpty() || core == QStringLiteral("\"") || (field > 0 && core.size() == field + 1) ||
               core.count(u'"') % 2 != 0;
    });
    return tokens.join(QLatin1Char(' '));
}

} // namespace otklik::ui
