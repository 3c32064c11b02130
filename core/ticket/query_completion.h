// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/query.h"

namespace otklik::ticket {

/// Values only the cache knows.
struct CompletionSource
{
    QStringList assignees, tags, categories, causes, mailboxes, companies, customers;
};

struct Completions
{
    int from = 0; ///< replace `length` characters from here …
    int length = 0;
    QStringList texts; ///< … by one of these: "status:", "open", quoted where needed; best first, at most 20
};

/// What may stand at `cursor`: field names while a word is typed, values after a colon or a comma.
[[nodiscard]] Completions completions(const QString &text, int cursor, const CompletionSource &source);

} // namespace otklik::ticket
