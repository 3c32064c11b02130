// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/store/database.h"
#include "core/store/prepared_mail.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace otklik::store {

/// IMAP flags as bits.
enum MessageFlag : quint32 {
    kSeen = 1,
    kAnswered = 2,
    kFlagged = 4,
    kDeleted = 8,
    kDraft = 16,
    kForwarded = 32,
    kJunk = 64,
};

/// What became of one UID (docs/decisions/0010). Whether a Message is a follow-up, a bounce and so on stands with the
/// message itself. The last two have no place: nothing of them is here.
enum class LedgerVerdict { Message = 1, Duplicate = 2, Journal = 3, Quarantined = 4, Expunged = 5, Missing = 6 };

/// One mail at one place, as it came.
struct NewMessage
{
    PreparedMail mail;
    FolderRow folder;
    quint32 uid = 0;
    quint32 flags = 0; ///< MessageFlag bits
    quint64 modseq = 0;
    Instant internalDate;
    ticket::Direction direction = ticket::Direction::In; ///< Out: from one of our addresses, or in Sent
    QString account;
    QByteArray serverId = {}; ///< how the server of `account` calls it wherever it lies; empty: not at all
    QString failure = {};     ///< English: it could not be read, and only source, place and date count
};

struct FlagChange
{
    quint32 uid = 0;
    quint32 flags = 0;
    quint64 modseq = 0;
};

/// A known message at a known place.
struct Location
{
    FolderRow folder;
    quint32 uid = 0;
    MessageRow message;
    quint32 flags = 0;
    LedgerVerdict verdict = LedgerVerdict::Message;
};

/// A mail of ours, and who got it.
struct OutgoingNote
{
    QStringList recipients; ///< To and Cc
    ticket::Key ticket;     ///< empty when it is on none
    Instant at;
};

/// Mails, their sources and their places. On the writing connection for what writes; every method joins the transaction
/// that is open, or is one by itself.
class MessageRepository final
{
public:
    explicit MessageRepository(Database &database);

    struct Inserted
    {
        std::vector<MessageRow> rows;    ///< one a mail of the batch, in its order
        std::vector<MessageRow> toPlace; ///< new, or a known one whose date or first place changed
        std::vector<MessageRow> touched; ///< known ones with a new place: `seen` may have changed
    };
    /// All or nothing. Rows become text-searchable with the same transaction.
    [[nodiscard]] Result<Inserted> insertBatch(const std::vector<NewMessage> &batch);

    /// Rows whose `seen` changed.
    [[nodiscard]] Result<std::vector<MessageRow>> updateFlags(FolderRow folder, const std::vector<FlagChange> &changes);
    /// A mail that could not be read or filed: its place, its source and the reason, and the program that failed.
    [[nodiscard]] Result<void> quarantine(const NewMessage &mail, const QString &reason, const QString &program);
    /// UIDs never seen are ignored (VANISHED may name any). Messages that lost a place: afterRemoval() is due.
    [[nodiscard]] Result<std::vector<MessageRow>> removeLocations(FolderRow folder, const std::vector<quint32> &uids);
    /// Mail of ours that says of itself that it was sent by a program, as answers (RFC 3834).
    [[nodiscard]] Result<std::vector<OutgoingNote>> automaticOutgoing() const;
    struct Left
    {
        std::vector<MessageRow> gone;    ///< without a place
        std::vector<MessageRow> toPlace; ///< date or direction changed, as if the lost place had never been
        std::vector<MessageRow> touched; ///< the others
    };
    /// Date, direction and flags of messages from the places they have left.
    [[nodiscard]] Result<Left> afterRemoval(const std::vector<MessageRow> &rows, const QSet<QString> &ourAddresses);
    /// How many of these places hold what the journal needs: its events and its genesis.
    [[nodiscard]] Result<qint64> journalMailsAmong(FolderRow folder, const std::vector<quint32> &uids) const;
    /// A UID that holds no message of the conversation: a journal mail (quarantined or not).
    [[nodiscard]] Result<void> addJournalLocation(FolderRow folder, quint32 uid, LedgerVerdict verdict, qint64 size,
                                                  Instant internalDate, const QString &reason);

    /// Mails of an account that have no place now, or had one in this folder before it was renumbered, by what their
    /// server calls them and their size.
    using Strays = QHash<std::pair<QByteArray, qint64>, MessageRow>;
    [[nodiscard]] Result<Strays> strays(FolderRow folder, const QString &account) const;
    /// The raw bytes. NotFound.
    [[nodiscard]] Result<QByteArray> source(MessageRow row) const;
    /// The charset that a person at this desk chose to read it in; empty when none.
    [[nodiscard]] Result<QByteArray> chosenCharset(MessageRow row) const;
    /// Empty: as the mail says again. NotFound.
    [[nodiscard]] Result<void> chooseCharset(MessageRow row, const QByteArray &charset);
    /// The account it was seen in first; empty when there is no such message.
    [[nodiscard]] Result<QString> accountOf(MessageRow row) const;
    [[nodiscard]] Result<MessageRow> byContentKey(const ticket::Key &key) const;
    /// A mail with that Message-ID lies in the folder, or one that had it before a relay wrote another into it
    /// (X-Microsoft-Original-Message-ID).
    [[nodiscard]] Result<bool> isInFolder(const QString &messageId, FolderRow folder) const;
    [[nodiscard]] Result<std::vector<Location>> locations(MessageRow row) const;
    /// Message-ID of the mail at a place; empty when there is none, or it has none.
    [[nodiscard]] Result<QString> messageIdAt(FolderRow folder, quint32 uid) const;
    [[nodiscard]] Result<std::vector<Location>> locationsIn(FolderRow folder, quint32 fromUid, quint32 toUid) const;
    [[nodiscard]] Result<qint64> count() const;

private:
    Database &m_database;
};

} // namespace otklik::store
