// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/imap/command_channel.h"
#include "core/imap/mailbox.h"
#include "core/imap/server_settings.h"
#include "core/net/stream.h"

#include <QStringList>

#include <memory>
#include <stop_token>

namespace otklik::imap {

/// What is known about a signed-in connection.
struct ServerInfo
{
    Capabilities capabilities;
    ServerId id;
    Namespaces namespaces;
    bool condstore = false;  ///< modseqs may be used
    bool compressed = false; ///< COMPRESS=DEFLATE is on
    bool qresync = false;    ///< ENABLEd: VANISHED instead of EXPUNGE
    QStringList alerts;      ///< [ALERT] texts, each once; the server's words, to be shown as such
};

/// One signed-in connection to an IMAP server. Operations may be started while others run: they are sent in order and
/// up to 8 fetches, stores and searches are in flight; select, idle and unselect wait until nothing is. Errors of all:
/// Offline (lost; everything in flight fails with it), Timeout, Cancelled (stopped), ServerRefused, ServerRejected,
/// NotFound, Conflict, StorageFull, ProtocolViolation. Destroying it closes the connection at once; who waits gets
/// Offline. One thread.
class Connection final
{
public:
    struct State;
    explicit Connection(std::shared_ptr<State> state);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const ServerInfo &server() const;
    [[nodiscard]] net::PeerInfo peer() const;
    [[nodiscard]] bool isOpen() const;
    /// Why it is closed; meaningful when isOpen() is false.
    [[nodiscard]] Error closeReason() const;
    /// Wire bytes; empty when no folder is selected.
    [[nodiscard]] QByteArray selectedFolder() const;
    [[nodiscard]] qint64 bytesReceived() const;

    /// Everything that is no answer to an operation. Replaces the last one.
    void onUnsolicited(UnsolicitedHandler handler);
    /// Back-pressure: between the two nothing is read from the server and no time-out runs. Counted.
    void pauseReading();
    void resumeReading();

    /// All folders, with roles, and counters where the server gives them in one go.
    [[nodiscard]] Task<std::vector<Folder>> list(std::stop_token stop);
    /// NotFound when there is no such folder; then none is selected.
    [[nodiscard]] Task<SelectedMailbox> select(QByteArray folder, SelectOptions options, std::stop_token stop);
    /// Counters of a folder that is not selected, and its size where the server can tell.
    [[nodiscard]] Task<MailboxStatus> status(QByteArray folder, std::stop_token stop);
    /// UIDs of the selected folder; `criteria` in IMAP's words ("ALL", "UID 5:*", "SINCE 1-Mar-2026").
    [[nodiscard]] Task<SearchResult> uidSearch(QByteArray criteria, std::stop_token stop);
    [[nodiscard]] Task<SearchResult> uidSearchAll(std::stop_token stop) { return uidSearch("ALL", std::move(stop)); }
    /// Long sets go out as several commands. `onMessage` gets each message as it comes.
    [[nodiscard]] Task<FetchResult> uidFetch(FetchRequest request, FetchHandler onMessage, std::stop_token stop);
    [[nodiscard]] Task<FlagResult> uidStore(FlagChange change, std::stop_token stop);
    /// Where the message went (empty without UIDPLUS). Uncertain when the answer was lost: look before sending again.
    /// NotFound when the folder is missing; ServerRejected when the message is larger than the server takes.
    [[nodiscard]] Task<std::optional<AppendUid>> append(QByteArray folder, QByteArray message, QByteArrayList flags,
                                                        Instant internalDate, std::stop_token stop);
    /// A folder that exists already is a success.
    [[nodiscard]] Task<void> create(QByteArray folder, std::stop_token stop);
    [[nodiscard]] Task<void> subscribe(QByteArray folder, std::stop_token stop);
    /// Moves messages of the selected folder (MOVE, or COPY with STORE and UID EXPUNGE).
    [[nodiscard]] Task<void> uidMove(UidSet uids, QByteArray folder, std::stop_token stop);
    /// NOTIFY (RFC 5465): from here on the server tells of changes in these folders, too, by MailboxStatus; at once
    /// what their counters are (to onUnsolicited), then each change. False: it cannot, and only the selected one is
    /// watched.
    [[nodiscard]] Task<bool> notify(QByteArrayList folders, std::stop_token stop);
    /// Waits for news in the selected folder, and in those of notify(), at most `duration`, or until stopped: both are
    /// a success. Goes to `onNews` as it comes (not to onUnsolicited). IDLE is renewed every 5 minutes, and when the
    /// server ends it; one that does so at once is asked every 20 seconds instead, as one without IDLE.
    [[nodiscard]] Task<IdleEnd> idle(UnsolicitedHandler onNews, std::chrono::milliseconds duration,
                                     std::stop_token stop);
    [[nodiscard]] Task<void> noop(std::stop_token stop);
    /// Leaves the selected folder; never expunges.
    [[nodiscard]] Task<void> unselect(std::stop_token stop);
    /// Says goodbye, waits at most 5 s for the answer, closes.
    [[nodiscard]] Task<void> logout();
    /// Closes without a word.
    void close();

private:
    std::shared_ptr<State> m_state;
};

/// Connects, encrypts and signs in. AuthRejected: wrong user name or password (do not try again by yourself).
/// TlsUntrusted: certificate. NotEncrypted: no encryption where it was demanded. ServerRefused: try later;
/// isConnectionLimit() tells when it is the number of connections.
[[nodiscard]] Task<std::unique_ptr<Connection>> connectImap(ServerSettings settings, std::stop_token stop);

/// The same over a stream that is connected already (and encrypted, for Security::Tls).
[[nodiscard]] Task<std::unique_ptr<Connection>> signIn(std::unique_ptr<net::Stream> stream, ServerSettings settings,
                                                       std::stop_token stop);

} // namespace otklik::imap
