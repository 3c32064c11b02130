// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/store/database.h"

#include <vector>

namespace otklik::store {

enum class FolderRole { Inbox, Sent, Extra, Journal };

/// What is known of a folder on the server. The numbers are a checkpoint: written in the transaction that writes the
/// data they cover.
struct FolderState
{
    FolderRow row;
    QString account;
    QString name; ///< as the server spells it
    FolderRole role = FolderRole::Extra;
    quint32 uidValidity = 0; ///< 0: never synced
    quint32 uidNext = 0;
    quint64 highestModseq = 0;
    qint64 serverCount = 0;  ///< EXISTS at the last finished sync
    quint32 backfillUid = 0; ///< every UID from here up to uidNext is here; 1 = all are
    quint32 watermark = 0;   ///< journal: every UID up to here was read or quarantined
    int resets = 0;          ///< times the server changed its UIDs
    qint64 difference = 0;   ///< UIDs that only the server or only the ledger had after the last sync
    Instant syncedAt;

    bool operator==(const FolderState &) const = default;
};

/// A mail that was asked for in vain: refused, or the connection was lost over it.
struct UnfetchedMail
{
    quint32 uid = 0;
    int times = 0; ///< one after the other
    Instant at;    ///< the last time
};

/// Folders and their checkpoints. On the writing connection; save() and the others join a transaction that is open.
class FolderRepository final
{
public:
    explicit FolderRepository(Database &database);

    /// Known by account and name, or made.
    [[nodiscard]] Result<FolderState> ensure(const QString &account, const QString &name, FolderRole role);
    [[nodiscard]] Result<std::vector<FolderState>> all() const;
    [[nodiscard]] Result<std::vector<FolderState>> ofAccount(const QString &account) const;
    [[nodiscard]] Result<FolderState> state(FolderRow row) const;
    [[nodiscard]] Result<void> save(const FolderState &state);

    /// All known UIDs, ascending (for comparing with the server's).
    [[nodiscard]] Result<std::vector<quint32>> uids(FolderRow row) const;
    [[nodiscard]] Result<qint64> count(FolderRow row) const;
    /// Of all known mails, as they came.
    [[nodiscard]] Result<qint64> bytes(FolderRow row) const;
    /// UIDs that the server lists and does not hand out, all of them; none = none any more. Forgets the others of
    /// noteUnfetched().
    [[nodiscard]] Result<void> noteMissing(FolderRow row, const std::vector<quint32> &uids);
    /// UIDs that were expunged, missing or in quarantine; forgets that for those that hold a mail now.
    [[nodiscard]] Result<void> noteReturned(FolderRow row, const std::vector<quint32> &uids);
    /// They were asked for in vain once more.
    [[nodiscard]] Result<void> noteUnfetched(FolderRow row, const std::vector<quint32> &uids, Instant at);
    [[nodiscard]] Result<std::vector<UnfetchedMail>> unfetched(FolderRow row) const;
    /// Mails that another version of the program put into quarantine, ascending.
    [[nodiscard]] Result<std::vector<quint32>> quarantinedByOthers(FolderRow row, const QString &program) const;

    /// UIDVALIDITY changed or UIDNEXT fell: the UIDs are void, the mails stay bound to the folder
    /// until finishRebind(); those that come again meanwhile are recognised by their content. Sets the checkpoint back.
    [[nodiscard]] Result<void> beginRebind(FolderRow row, quint32 newUidValidity);
    /// Between the two.
    [[nodiscard]] Result<bool> isRebinding(FolderRow row) const;
    /// The folder was read whole again: what did not come back is gone. Messages that lost a place:
    /// MessageRepository::afterRemoval() is due.
    [[nodiscard]] Result<std::vector<MessageRow>> finishRebind(FolderRow row);

private:
    [[nodiscard]] Result<std::vector<FolderState>> read(sqlite::Statement query) const;

    Database &m_database;
};

} // namespace otklik::store
