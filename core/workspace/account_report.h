// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/outbox/send_queue.h"
#include "core/store/ledger.h"
#include "core/sync/folder_sync.h"
#include "core/sync/journal_sync.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <optional>

namespace otklik::workspace {

/// What one synchronisation of an account came to.
struct AccountRound
{
    std::vector<sync::FolderReport> folders;
    sync::JournalReport journal;
    outbox::SendReport outbox;
    QElapsedTimer timer;
    store::Appearances appeared;  ///< at its end, compared with its start
    QSet<ticket::Key> tickets;    ///< that changed
    QStringList alerts;           ///< of the server, for people
    bool isUnfinished = false;    ///< a folder has more to read: another turn follows
    bool wasRead = false;         ///< the inbox, to its end, whatever was refused beside it
    std::optional<Error> refused; ///< what the server did not take, or not give, while the rest went on
    bool isPartial = false;       ///< a folder of mail, or a mail in it, could not be read
};

/// What a server refuses for the journal, for one folder, or since the mailbox is full, does not stop the rest: it is
/// noted, and told at the end of the round. Any other failure is returned.
[[nodiscard]] Result<void> unlessRefused(Result<void> done, const sync::MailboxSession &session, AccountRound *round);

/// One of "accounts[]" of `sync --json`, with "error" when it did not end well.
[[nodiscard]] QJsonObject reportOf(const QString &account, const AccountRound &round, const Result<void> &ended);

/// "ledger" of `sync --json`, `ledger` and `doctor`.
[[nodiscard]] QJsonObject toJson(const store::LedgerSum &sum);

/// Exit code of the command line for an error, as in `sync --json` ("error.exit_code").
[[nodiscard]] int exitCodeFor(ErrorCode code);

} // namespace otklik::workspace
