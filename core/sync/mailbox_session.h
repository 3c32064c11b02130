// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <stop_token>
#include <vector>

namespace otklik::sync {

enum class FolderRole { Inbox, Sent, Drafts, Trash, Junk, Archive, Other };

/// Counters of a folder, taken before the data they cover.
struct RemoteState
{
    quint32 uidValidity = 0;
    quint32 uidNext = 0;
    quint64 highestModSeq = 0; ///< 0 = the server keeps none
    qint64 exists = 0;
};

/// A folder as the server names it. `rawName` is the key (bytes on the wire), `name` is for people.
struct RemoteFolder
{
    QByteArray rawName;
    QString name;
    QString delimiter;
    FolderRole role = FolderRole::Other;
    bool selectable = true;
    std::optional<RemoteState> counters = {}; ///< at the time of folders(), where the server gives them in one go
    std::optional<RemoteState> since = {};    ///< what open() is to report the changes since, where the server can
};

/// A folder to be told of, and what is known of it.
struct WatchedFolder
{
    QByteArray rawName;
    RemoteState known;
};

struct RemoteFlags
{
    quint32 uid = 0;
    QStringList flags;
};

struct RemoteId
{
    quint32 uid = 0;
    QByteArray messageId;   ///< the header as it stands in the mail
    bool malformed = false; ///< it came in a response without a meaning as a whole, and may be a part of it
};

struct UidRange
{
    quint32 first = 0, last = 0; ///< both in it
};

/// What changed in a folder since a state of it, as the server tells: not yet to be believed (uidsAfter()).
struct RemoteDelta
{
    std::vector<UidRange> vanished; ///< ascending, disjoint; may name UIDs that never were known
    std::vector<quint32> fresh;     ///< ascending
    std::vector<RemoteFlags> flags;
};

struct RemoteMessage
{
    quint32 uid = 0;
    QStringList flags;
    Instant internalDate;
    QByteArray raw;
    QByteArray serverId = {}; ///< the server's own name for the mail, the same wherever it lies; empty: it has none
};

/// A mail without its bytes.
struct RemoteHint
{
    quint32 uid = 0;
    QStringList flags;
    Instant internalDate;
    qint64 size = 0;
    QByteArray serverId;
};

struct OpenedFolder
{
    RemoteState state;
    std::optional<RemoteDelta> delta = {}; ///< when it was asked for, and the server can
};

/// How much there is to read in a folder.
struct FolderExtent
{
    qint64 mails = 0;
    std::optional<qint64> bytes = {}; ///< where it can be had without reading the mails
};

/// Where fetched mails go. take() is called on the engine thread as each mail arrives. Back-pressure: when the sink
/// isFull() after a mail, a fetch brings no other before room() has ended, whose failure ends the fetch. Before a fetch
/// asks the server for more it asks the sink: one that wantsMore() no longer ends it well, with what is on its way.
class MessageSink
{
public:
    virtual ~MessageSink() = default;
    virtual void take(RemoteMessage message) = 0;
    [[nodiscard]] virtual bool wantsMore() { return true; }
    [[nodiscard]] virtual bool isFull() const = 0;
    [[nodiscard]] virtual async::Task<void> room() = 0;
};

enum class Appended { Stored, Uncertain };
struct AppendReport
{
    Appended outcome = Appended::Stored;
    quint32 uidValidity = 0;
    quint32 uid = 0; ///< 0 when the server does not tell
};

/// One working connection to a mailbox, the same for a server and for a Maildir on disk: one sync path for both.
/// Engine thread; one call at a time; a folder stays open until the next open(). Errors: Offline, Timeout,
/// AuthRejected, ServerRefused, ProtocolViolation, Cancelled.
class MailboxSession
{
public:
    virtual ~MailboxSession() = default;
    /// False once the connection is lost: then nothing more comes of this session.
    [[nodiscard]] virtual bool isOpen() const { return true; }
    [[nodiscard]] virtual async::Task<std::vector<RemoteFolder>> folders() = 0;
    /// Of a folder that is not open.
    [[nodiscard]] virtual async::Task<FolderExtent> extent(RemoteFolder folder) = 0;
    [[nodiscard]] virtual async::Task<OpenedFolder> open(RemoteFolder folder) = 0;
    /// All live UIDs of the opened folder, ascending.
    [[nodiscard]] virtual async::Task<std::vector<quint32>> uids() = 0;
    /// Whole mails; of one that is too large a stand-in (held_back.h). A UID that has gone, or that the server refuses
    /// to hand out, is not an error and not taken.
    [[nodiscard]] virtual async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) = 0;
    /// Of the last fetch: the mails that the server refused to hand out, and the one that was next when the connection
    /// was lost.
    [[nodiscard]] virtual std::vector<quint32> notHandedOut() const { return {}; }
    /// Whether mails have a RemoteMessage::serverId here.
    [[nodiscard]] virtual bool namesMails() const { return false; }
    /// What can be known of mails of the opened folder without reading them. Who is not named may be there all the
    /// same.
    [[nodiscard]] virtual async::Task<std::vector<RemoteHint>> hints(std::vector<quint32> uids) = 0;
    /// The Message-IDs of mails of the opened folder, where they can be had without the mails. Who is not named may be
    /// there all the same.
    [[nodiscard]] virtual async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids) = 0;
    /// Flags of all mails, or of those changed since `modSeq` where the server can tell (0 = all).
    [[nodiscard]] async::Task<std::vector<RemoteFlags>> flags(quint64 modSeq) { return flagsFrom(1, modSeq); }
    /// The same of mails from this UID on.
    [[nodiscard]] virtual async::Task<std::vector<RemoteFlags>> flagsFrom(quint32 first, quint64 modSeq) = 0;
    /// When the flags of all mails of a folder were known in this session; never: not yet.
    [[nodiscard]] Instant allFlagsAt(const QByteArray &folder) const { return m_allFlagsAt.value(folder); }
    void noteAllFlags(const QByteArray &folder, Instant at) { m_allFlagsAt.insert(folder, at); }
    [[nodiscard]] virtual async::Task<AppendReport> append(RemoteFolder folder, QByteArray raw, QStringList flags,
                                                           Instant internalDate) = 0;
    /// Path parts joined by the server's delimiter, "Otklik" "Journal"; existing ones are kept.
    [[nodiscard]] virtual async::Task<RemoteFolder> create(QStringList path) = 0;
    /// Returns true when the server told of a change in the opened folder, or, where it can, in one of the others (also
    /// of one since what is known); false after `atMost`.
    [[nodiscard]] virtual async::Task<bool> waitForChange(std::vector<WatchedFolder> others,
                                                          std::chrono::milliseconds atMost, std::stop_token stop) = 0;
    /// What the server wants people to read ([ALERT]), each once, in its words.
    [[nodiscard]] virtual QStringList alerts() const { return {}; }
    [[nodiscard]] virtual async::Task<void> close() = 0;
    /// Cuts the connection now: what is under way ends with Cancelled.
    virtual void abort() = 0;

private:
    QHash<QByteArray, Instant> m_allFlagsAt;
};

} // namespace otklik::sync
