// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/imap/protocol/capabilities.h"
#include "core/imap/protocol/uid_set.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

/// What a server can say, as values (RFC 9051 §7 and the extensions named at each). Names and flags are wire bytes.
namespace otklik::imap {

/// APPENDUID, RFC 4315: where an appended message went.
struct AppendUid
{
    quint32 uidValidity = 0;
    Uid uid = 0;
    bool operator==(const AppendUid &) const = default;
};

/// `[NAME argument]`, RFC 9051 §7.1 and RFC 5530. Empty name: there was none.
struct ResponseCode
{
    QByteArray name; ///< upper case
    QByteArray argument;

    [[nodiscard]] quint64 number() const;       ///< 0 when the argument is no number
    [[nodiscard]] QByteArrayList words() const; ///< of a list like PERMANENTFLAGS or CAPABILITY
    [[nodiscard]] std::optional<AppendUid> appendUid() const;
    [[nodiscard]] UidSet uids() const; ///< MODIFIED, RFC 7162; empty when it is no set
    bool operator==(const ResponseCode &) const = default;
};

enum class Condition { Ok, No, Bad, PreAuth, Bye };

struct Status
{
    Condition condition = Condition::Ok;
    ResponseCode code;
    QByteArray text;
    bool operator==(const Status &) const = default;
};

/// The end of a command.
struct TaggedStatus
{
    QByteArray tag;
    Status status;
    bool operator==(const TaggedStatus &) const = default;
};

/// Also the greeting: the first response of a connection.
struct UntaggedStatus
{
    Status status;
    bool operator==(const UntaggedStatus &) const = default;
};

struct CapabilityList
{
    Capabilities capabilities;
    bool operator==(const CapabilityList &) const = default;
};

/// RFC 5161. May be empty.
struct Enabled
{
    QByteArrayList names; ///< upper case
    bool operator==(const Enabled &) const = default;
};

/// LIST, LSUB and XLIST.
struct ListEntry
{
    QByteArrayList flags; ///< as written, with the backslash
    QByteArray delimiter; ///< one byte, or empty for a flat namespace
    QByteArray name;      ///< wire bytes, the key of the folder

    [[nodiscard]] bool hasFlag(QByteArrayView flag) const; ///< without case
    bool operator==(const ListEntry &) const = default;
};

/// RFC 2342.
struct Namespaces
{
    struct Entry
    {
        QByteArray prefix;
        QByteArray delimiter;
        bool operator==(const Entry &) const = default;
    };
    std::vector<Entry> personal, others, shared;
    bool operator==(const Namespaces &) const = default;
};

/// SEARCH, and ESEARCH (RFC 4731) when `extended`.
struct SearchResult
{
    bool extended = false;
    QByteArray tag; ///< ESEARCH only: the command that asked
    UidSet all;
    std::optional<quint32> count, min, max;
    std::optional<quint64> modSeq;
    bool operator==(const SearchResult &) const = default;
};

/// STATUS, RFC 9051 §7.3.4; what the server did not tell is empty.
struct MailboxStatus
{
    QByteArray name;
    std::optional<quint32> messages, recent, uidNext, uidValidity, unseen;
    std::optional<quint64> highestModSeq, size;
    bool operator==(const MailboxStatus &) const = default;
};

struct FlagList
{
    QByteArrayList flags;
    bool operator==(const FlagList &) const = default;
};
struct Exists
{
    quint32 count = 0;
    bool operator==(const Exists &) const = default;
};
struct Recent
{
    quint32 count = 0;
    bool operator==(const Recent &) const = default;
};
struct Expunge
{
    quint32 sequence = 0;
    bool operator==(const Expunge &) const = default;
};

/// RFC 7162 §3.2.10. `earlier`: an answer to QRESYNC; UIDs only, sequence numbers do not move.
struct Vanished
{
    bool earlier = false;
    UidSet uids;
    bool operator==(const Vanished &) const = default;
};

/// A piece of a message in a FETCH.
struct Section
{
    QByteArray name;      ///< inside the brackets, upper case: "" (whole message), "HEADER", "1.MIME", …
    qint64 origin = -1;   ///< first byte of a partial fetch
    QByteArray data;      ///< null when the server said NIL, or it was dropped
    bool dropped = false; ///< it was longer than LexerLimits::literal
    bool operator==(const Section &) const = default;
};

/// FETCH, solicited or not. What the server did not tell is empty.
struct Fetch
{
    quint32 sequence = 0; ///< 0 when the server wrote nonsense there
    Uid uid = 0;
    std::optional<QByteArrayList> flags;
    Instant internalDate;
    std::optional<qint64> size;
    std::optional<quint64> modSeq; ///< -1 and 0 of some servers count as not told
    QByteArray serverId;           ///< EMAILID (RFC 8474 §5.1) or X-GM-MSGID: the same at each place of the mail
    std::vector<Section> sections;
    bool malformed = false; ///< something in it could not be read: fetch this message again alone

    /// The bytes of a section, null when it is not there.
    [[nodiscard]] QByteArray section(QByteArrayView name) const;
    bool operator==(const Fetch &) const = default;
};

/// ID, RFC 2971: names lower case.
struct ServerId
{
    std::vector<std::pair<QByteArray, QByteArray>> fields;
    bool operator==(const ServerId &) const = default;
};

/// `+`: go on.
struct Continuation
{
    QByteArray text;
    bool operator==(const Continuation &) const = default;
};

/// A line that is to be skipped: not known, or not readable.
struct Unknown
{
    QByteArray text; ///< its first 200 bytes
    bool malformed = false;
    bool operator==(const Unknown &) const = default;
};

using Response =
    std::variant<Unknown, TaggedStatus, UntaggedStatus, Continuation, CapabilityList, Enabled, ListEntry, Namespaces,
                 SearchResult, MailboxStatus, FlagList, Exists, Recent, Expunge, Vanished, Fetch, ServerId>;

} // namespace otklik::imap
