// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/response.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

/// What the operations of a Connection take and give.
namespace otklik::imap {

/// SPECIAL-USE, RFC 6154.
enum class FolderRole { None, Inbox, Sent, Drafts, Junk, Trash, Archive, All, Flagged };

/// One folder of LIST.
struct Folder
{
    QByteArray name;      ///< wire bytes: the key, and what every command takes
    QString displayName;  ///< decoded, for people only
    QByteArray delimiter; ///< one byte, or empty
    QByteArrayList flags;
    FolderRole role = FolderRole::None;
    bool selectable = true;              ///< neither \Noselect nor \NonExistent
    bool subscribed = false;             ///< only known with LIST-EXTENDED
    std::optional<MailboxStatus> status; ///< with LIST-STATUS
};

/// What a client remembers of a folder, to be told only what changed since (QRESYNC, RFC 7162 §3.2.5).
struct ResyncPoint
{
    quint32 uidValidity = 0;
    quint64 modSeq = 0;
    UidSet knownUids; ///< may be empty
};

struct SelectOptions
{
    bool readOnly = false;             ///< EXAMINE
    std::optional<ResyncPoint> resync; ///< used when QRESYNC is enabled and modSeq is not 0
};

/// The state a SELECT reported.
struct SelectedMailbox
{
    quint32 uidValidity = 0;
    Uid uidNext = 0;           ///< 0: the server does not tell
    quint64 highestModSeq = 0; ///< 0: NOMODSEQ, or not offered
    quint32 exists = 0;
    QByteArrayList flags;
    QByteArrayList permanentFlags;
    bool readOnly = false;
    bool keepsUids = true;      ///< false: UIDNOTSTICKY, the folder is of no use to us
    bool resynced = false;      ///< a resync point was sent, and what came for it is whole
    UidSet vanished;            ///< only with a resync point: may name UIDs that never were known
    std::vector<Fetch> changed; ///< flags that changed, only with a resync point
};

/// What to fetch of which messages. UID comes always. Nothing sets \Seen.
struct FetchRequest
{
    UidSet uids;
    bool flags = false;
    bool internalDate = false;
    bool size = false;
    bool serverId = false;                         ///< where the server keeps one
    QByteArrayList sections;                       ///< "" whole, "HEADER", "HEADER.FIELDS (MESSAGE-ID)", …
    std::optional<std::pair<qint64, qint64>> part; ///< first byte and length, for each section
    std::optional<quint64> changedSince;           ///< needs CONDSTORE; MODSEQ then comes too
    bool modSeq = false;
    bool vanished = false; ///< with changedSince: expunged UIDs too; needs QRESYNC
};

struct FetchResult
{
    UidSet seen;      ///< UIDs that were delivered, whole or not; compare with what was asked for
    UidSet malformed; ///< of those, the ones where something could not be read
    UidSet vanished;
    std::optional<quint64> highestModSeq; ///< told at the end, or the highest of the batch
};

/// Called on the engine's thread for each message as it comes, before the command has ended.
using FetchHandler = std::function<void(Fetch &&)>;

struct FlagChange
{
    UidSet uids;
    bool add = true; ///< +FLAGS.SILENT, else -FLAGS.SILENT
    QByteArrayList flags;
    std::optional<quint64> unchangedSince; ///< needs CONDSTORE
};

struct FlagResult
{
    UidSet modified; ///< not changed since somebody else was first
    std::optional<quint64> highestModSeq;
};

/// Something the server said by itself: Exists, Expunge, Vanished, Fetch with flags, UntaggedStatus.
using UnsolicitedHandler = std::function<void(const Response &)>;

} // namespace otklik::imap
