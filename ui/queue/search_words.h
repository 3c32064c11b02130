// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace otklik::ui {

/// How typed search text is cut into chips and words. A token ends at white space outside quotes; `status:open` and
/// `"exact phrase"` (also with a leading minus) become chips when they are complete, bare words stay text.
struct SearchTokens
{
    QStringList chips;
    QString rest; ///< what stays in the field
};
/// `isFinal` also takes the last token, which the caret may still be in.
[[nodiscard]] SearchTokens cutSearch(const QString &text, bool isFinal);
/// The words and phrases to be marked in subjects: no fields, no quotes, nothing negated.
[[nodiscard]] QStringList wordsToMark(const QString &query);
/// `text` without a field that has no value yet ("status:"), so that typing never is an error.
[[nodiscard]] QString withoutUnfinished(const QString &text);

} // namespace otklik::ui
