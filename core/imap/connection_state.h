// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/connection.h"
#include "core/imap/server_error.h"

/// What the parts of a Connection share; not for other modules.
namespace otklik::imap {

/// Bytes of a UID set in one command: a line is to be no longer than about 1,000 (RFC 2683 §3.2.1.5; Yahoo refuses
/// more, others take 8,000).
inline constexpr qsizetype kSetLength = 900;

struct Connection::State
{
    std::shared_ptr<CommandChannel> channel;
    ServerInfo info;
    QByteArray selected;
    bool selectedReadOnly = false;
    UnsolicitedHandler unsolicited;
    QByteArrayList withheld; ///< never used on this connection, however often they are announced

    /// Takes down what any response may carry ([ALERT], CAPABILITY).
    void note(const Response &response);
    void note(const Status &status);
    void announce(Capabilities capabilities);
    /// Once TLS is up nothing counts that was said before: anybody may have said it (RFC 9051 §6.2.1).
    void forgetPlainText();
    /// From now on these are not used.
    void withhold(const QByteArrayList &names);
    [[nodiscard]] LiteralMode literals() const { return info.capabilities.literalMode(); }
    bool namesAreUtf8 = false; ///< as in IMAP4rev2 (RFC 9051 §5.1) and after UTF8=ACCEPT (RFC 6855 §3)
    bool acceptsUtf8 = false;  ///< UTF8=ACCEPT is on
    /// Folders have the spelling of IMAP4rev1 for key, whatever the server speaks: another one would be read anew as
    /// another folder. From here on what comes is respelled, and spelled() tells how a folder is called there.
    void spellInUtf8();
    [[nodiscard]] QByteArray spelled(const QByteArray &folder) const;
};

using StatePtr = std::shared_ptr<Connection::State>;

/// Runs a command that must be OK. `what` names it in the error.
[[nodiscard]] Task<Status> runChecked(StatePtr state, Result<Command> command, ResponseTaker taker, bool exclusive,
                                      std::stop_token stop);

/// The same whatever the answer says.
[[nodiscard]] Task<Status> runNoted(StatePtr state, Command command, ResponseTaker taker, bool exclusive,
                                    std::stop_token stop);

/// runChecked() for commands whose answer is just that.
[[nodiscard]] Task<void> runPlain(StatePtr state, Result<Command> command, bool exclusive, std::stop_token stop);

[[nodiscard]] Task<IdleEnd> runIdle(StatePtr state, UnsolicitedHandler onNews, std::chrono::milliseconds duration,
                                    std::stop_token stop);
[[nodiscard]] Task<bool> runNotify(StatePtr state, QByteArrayList folders, std::stop_token stop);
/// Compresses from here on, where that is offered and pays.
[[nodiscard]] Task<void> runCompress(StatePtr state, bool alsoLocally, std::stop_token stop);
[[nodiscard]] Task<void> runUnselect(StatePtr state, std::stop_token stop);
[[nodiscard]] Task<void> runLogout(StatePtr state);
[[nodiscard]] Task<void> runCreate(StatePtr state, QByteArray folder, std::stop_token stop);
[[nodiscard]] Task<std::vector<Folder>> runList(StatePtr state, std::stop_token stop);
[[nodiscard]] Task<SelectedMailbox> runSelect(StatePtr state, QByteArray folder, SelectOptions options,
                                              std::stop_token stop);
[[nodiscard]] Task<MailboxStatus> runStatus(StatePtr state, QByteArray folder, std::stop_token stop);
[[nodiscard]] Task<SearchResult> runSearch(StatePtr state, QByteArray criteria, std::stop_token stop);
[[nodiscard]] Task<FetchResult> runFetch(StatePtr state, FetchRequest request, FetchHandler onMessage,
                                         std::stop_token stop);
[[nodiscard]] Task<FlagResult> runStore(StatePtr state, FlagChange change, std::stop_token stop);
[[nodiscard]] Task<void> runMove(StatePtr state, UidSet uids, QByteArray folder, std::stop_token stop);
[[nodiscard]] Task<std::optional<AppendUid>> runAppend(StatePtr state, QByteArray folder, QByteArray message,
                                                       QByteArrayList flags, Instant internalDate,
                                                       std::stop_token stop);

} // namespace otklik::imap
