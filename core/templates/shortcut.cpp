// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/shortcut.h"

#include <algorithm>

namespace otklik::templates {

namespace {

constexpr qsizetype kMaxShortcut = 40;

bool belongsToShortcut(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_');
}

bool mayStandBefore(QChar c)
{
    return c.isSpace() || QStringView(u"([{\"'«„“").contains(c);
}

std::optional<QString> find(const QStringList &available, QStringView wanted)
{
    for (const QString &language : available)
        if (wanted.compare(language, Qt::CaseInsensitive) == 0)
            return language;
    return std::nullopt;
}

} // namespace

bool isShortcut(QStringView text)
{
    return text.size() > 1 && text.size() <= kMaxShortcut && text.front() == QLatin1Char(';') &&
           std::all_of(text.begin() + 1, text.end(), belongsToShortcut);
}

std::optional<SourceRange> shortcutBefore(QStringView text, qsizetype caret)
{
    if (caret < 0 || caret > text.size())
        return std::nullopt;
    qsizetype start = caret;
    while (start > 0 && belongsToShortcut(text.at(start - 1)))
        --start;
    --start; // the ";"
    if (start < 0 || !isShortcut(text.mid(start, caret - start)))
        return std::nullopt;
    if (start > 0 && !mayStandBefore(text.at(start - 1)))
        return std::nullopt;
    return SourceRange{start, caret - start};
}

QString chooseLanguage(const QStringList &available, const QStringList &preferred)
{
    for (const QString &wanted : preferred) {
        if (wanted.isEmpty())
            continue;
        if (const auto exact = find(available, wanted))
            return *exact;
        if (const auto base = find(available, QStringView(wanted).left(wanted.indexOf(QLatin1Char('-')))))
            return *base;
    }
    return available.value(0);
}

} // namespace otklik::templates
