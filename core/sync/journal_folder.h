// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/mailbox_session.h"

#include <map>

namespace otklik::sync {

/// The journal's folder as the server has it, during one sync. Engine thread; one call at a time. Errors: those of
/// MailboxSession.
class JournalFolder final
{
public:
    /// `folders` is what the server listed; `slice` how many mails are read at once. The session outlives it.
    JournalFolder(MailboxSession &session, std::vector<RemoteFolder> folders, qsizetype slice);

    /// Looks for it among the listed ones; makes it when there is none. Before everything else.
    [[nodiscard]] async::Task<void> findOrMake();
    /// Also makes it, when it was deleted since the folders were listed.
    [[nodiscard]] async::Task<void> open();
    /// A list shorter than the server's own count proves no mail absent: a search that leaves some out is asked about
    /// by a FETCH. What we appended may be among them, and would be appended again.
    [[nodiscard]] async::Task<void> listMails();

    [[nodiscard]] const QByteArray &rawName() const { return m_folder.rawName; }
    /// When it was opened last.
    [[nodiscard]] const RemoteState &state() const { return m_state; }
    /// Its UIDs when it was listed last, ascending.
    [[nodiscard]] const std::vector<quint32> &listed() const { return m_listed; }
    [[nodiscard]] std::vector<quint32> listedAfter(quint32 uid) const;
    /// How many more mails the server counts than it lists.
    [[nodiscard]] qint64 unlisted() const { return m_state.exists - qint64(m_listed.size()); }
    [[nodiscard]] std::vector<std::vector<quint32>> slicesOf(const std::vector<quint32> &uids) const;

    /// By UID, each once. What the server leaves out is asked for once more. A mail that is too large for the journal
    /// is cut, so that it is refused for its size.
    [[nodiscard]] async::Task<std::vector<RemoteMessage>> mails(std::vector<quint32> uids);
    /// Of mails that mails() will be asked for again: they are not fetched a second time.
    void keep(std::vector<RemoteMessage> mails);
    void forgetKept() { m_kept.clear(); }
    /// Their Message-IDs, where they can be had without the mails.
    [[nodiscard]] async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids);
    [[nodiscard]] async::Task<AppendReport> append(QByteArray mail, Instant at);

private:
    [[nodiscard]] async::Task<void> create();

    MailboxSession &m_session;
    std::vector<RemoteFolder> m_folders;
    qsizetype m_slice;
    RemoteFolder m_folder;
    RemoteState m_state;
    std::vector<quint32> m_listed;
    std::map<quint32, RemoteMessage> m_kept;
};

} // namespace otklik::sync
