// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/person_mark.h"

#include <QStringList>

namespace otklik::ui {

QString initialsOf(const QString &name, const QString &address)
{
    QString letters;
    const QString source = name.trimmed().isEmpty() ? address.section(u'@', 0, 0) : name;
    bool atStart = true;
    for (const QChar c : source) {
        if (c.isLetterOrNumber() && atStart)
            letters += c.toUpper();
        atStart = !c.isLetterOrNumber();
    }
    if (letters.size() > 2)
        letters = QString(letters.front()) + letters.back();
    return letters.isEmpty() ? QStringLiteral("?") : letters;
}

int avatarIndexOf(const QString &address)
{
    // FNV-1a, since qHash differs between runs.
    quint32 hash = 2166136261U;
    for (const char byte : address.toLower().toUtf8()) {
        hash ^= static_cast<quint8>(byte);
        hash *= 16777619U;
    }
    return static_cast<int>((hash ^ (hash >> 16)) % 6U);
}

} // namespace otklik::ui
