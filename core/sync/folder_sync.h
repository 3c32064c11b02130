// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/mime/message.h"
#include "core/store/store.h"
#include "core/sync/mailbox_session.h"

#include <functional>

namespace otklik::sync {

/// Of one folder, since its reading began in this round. `bytes` are those of `done` mails.
struct FolderProgress
{
    qint64 done = 0, total = 0;
    qint64 bytes = 0;
};

/// A journal of years has some hundred thousand mails, of one to some hundred decisions each.
inline constexpr qsizetype kJournalSlice = 500;

/// What a sync works with; everything outlives it. `changed` is called after each commit, `progress` when it is known
/// how many mails are new, and as they come in.
struct SyncContext
{
    MailboxSession *session = nullptr;
    store::Store *store = nullptr;
    const Clock *clock = nullptr;
    QString account;
    std::function<void(const store::Changes &)> changed;
    std::function<void(const FolderProgress &)> progress;
    /// Asked while new mails are fetched, once some have come: true ends this reading of the folder for now
    /// (FolderReport::isUnfinished). Empty: never.
    std::function<bool()> pause = {};
    QString program = {}; ///< version: another one tries mails in quarantine again
    std::function<mime::Message(const QByteArray &)> parse = {}; ///< empty: mime::parseMessage
    qsizetype journalSlice = kJournalSlice;                      ///< mails of the journal that are in memory at once
};

struct FolderReport
{
    QString name;
    store::FolderRole role = store::FolderRole::Extra;
    qint64 messages = 0; ///< on the server
    qint64 fresh = 0;
    qint64 vanished = 0;
    qint64 flagChanges = 0;
    qint64 bytes = 0;
    qint64 missing = 0;     ///< on the server, but not handed out by it: tried again with a later sync
    qint64 givenUp = 0;     ///< of these, those for which it was tried for days
    qint64 difference = 0;  ///< UIDs that only the server or only the ledger has, after a second look
    qint64 quarantined = 0; ///< by this sync
    /// It was paused: the newest of what is new are here, the next syncFolder() goes on; nothing was compared yet.
    bool isUnfinished = false;
    store::Appearances appeared;
    QSet<ticket::Key> tickets; ///< that changed
};

/// Brings one folder of mail and the cache together: newest first, by UID, checkpoint last. A
/// changed UIDVALIDITY or a fallen UIDNEXT voids the bindings and binds again by content. Mails are taken away only
/// when the server's own count agrees, and many at once only after a second look. Ends with the comparison of the
/// server's UIDs and the ledger (docs/decisions/0010).
[[nodiscard]] async::Task<FolderReport> syncFolder(SyncContext context, RemoteFolder folder, store::FolderRole role);

} // namespace otklik::sync
