// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snippet.h"

#include "core/store/word_folder.h"

#include <algorithm>
#include <set>

namespace otklik::store {

namespace {

constexpr qsizetype kLength = 160;
constexpr qsizetype kBefore = 50;
constexpr qsizetype kLooked = 64 * 1024;

/// Position of the first word whose stem, or beginning, is searched for; -1 when there is none.
qsizetype firstHit(const QString &text, const std::set<std::string> &stems, const std::string &typed)
{
    WordFolder &folder = WordFolder::ofThisThread();
    qsizetype start = -1;
    const qsizetype end = std::min(text.size(), kLooked);
    for (qsizetype i = 0; i <= end; ++i) {
        const bool inWord = i < end && text.at(i).isLetterOrNumber();
        if (inWord && start < 0)
            start = i;
        if (inWord || start < 0)
            continue;
        for (const std::string &word : folder.words(QStringView(text).mid(start, i - start)))
            if (stems.contains(folder.stem(word)) || (!typed.empty() && word.starts_with(typed)))
                return start;
        start = -1;
    }
    return -1;
}

qsizetype firstHit(const QString &text, const QString &query)
{
    WordFolder &folder = WordFolder::ofThisThread();
    std::set<std::string> stems;
    std::string typed;
    for (const std::string &word : folder.words(query)) {
        stems.insert(folder.stem(word));
        typed = word;
    }
    return stems.empty() ? -1 : firstHit(text, stems, typed);
}

QString pieceAround(const QString &text, qsizetype hit)
{
    qsizetype from = std::max<qsizetype>(0, hit - kBefore);
    if (from > 0)
        while (from < hit && text.at(from - 1).isLetterOrNumber())
            ++from;
    const QString piece = text.mid(from, 2 * kLength).simplified();
    const QString cut = piece.left(kLength);
    return (from > 0 ? QStringLiteral("… ") : QString()) + cut +
           (piece.size() > kLength ? QStringLiteral(" …") : QString());
}

} // namespace

QString makeSnippet(const QString &text, const QString &query)
{
    return pieceAround(text, firstHit(text, query));
}

std::optional<QString> findSnippet(const QString &text, const QString &query)
{
    const qsizetype hit = firstHit(text, query);
    return hit < 0 ? std::nullopt : std::optional(pieceAround(text, hit));
}

} // namespace otklik::store
