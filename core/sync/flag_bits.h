// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/message_repository.h"

#include <QStringList>

namespace otklik::sync {

/// IMAP flag names ("\\Seen", "$Junk", any case) as bits of the cache. Other keywords are not kept: no team state is in
/// keywords.
[[nodiscard]] inline quint32 flagBits(const QStringList &flags)
{
    const std::pair<QLatin1String, quint32> names[] = {
        {QLatin1String("\\Seen"), store::kSeen},       {QLatin1String("\\Answered"), store::kAnswered},
        {QLatin1String("\\Flagged"), store::kFlagged}, {QLatin1String("\\Deleted"), store::kDeleted},
        {QLatin1String("\\Draft"), store::kDraft},     {QLatin1String("$Forwarded"), store::kForwarded},
        {QLatin1String("$Junk"), store::kJunk},        {QLatin1String("Junk"), store::kJunk}};
    quint32 bits = 0;
    for (const QString &flag : flags)
        for (const auto &[name, bit] : names)
            if (flag.compare(name, Qt::CaseInsensitive) == 0)
                bits |= bit;
    return bits;
}

} // namespace otklik::sync
