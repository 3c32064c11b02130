// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/folder_sync.h"

namespace otklik::sync {

struct JournalReport
{
    int applied = 0;
    int sent = 0;
    int quarantined = 0;
    qint64 bytes = 0;
    qint64 difference = 0; ///< UIDs that only the server or only the ledger has
};

/// Folder of the journal below the mailbox's root.
inline const QStringList kJournalPath{QStringLiteral("Otklik"), QStringLiteral("Journal")};

/// Whether this cache has had all of the journal that the server hands out, since it was last read from its start.
/// Before, nobody knows here what the team has decided.
[[nodiscard]] bool wasJournalRead(const store::Database &database);

/// Reads what is new in the journal folder, appends our own pending events, and reads them back until all of ours are
/// confirmed. Makes folder and genesis when the mailbox has none. An APPEND whose answer
/// was lost is not repeated before the folder was read again.
[[nodiscard]] async::Task<JournalReport> syncJournal(SyncContext context, mime::EmailAddress mailbox,
                                                     std::vector<RemoteFolder> folders);

} // namespace otklik::sync
