// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/connection.h"
#include "core/sync/folder_news.h"
#include "core/sync/mailbox_session.h"

#include <memory>

namespace otklik::sync {

/// A mailbox on an IMAP server. Fetches go out newest first, a few commands in flight, and pause while the sink is
/// full.
class ImapSession final : public MailboxSession
{
public:
    [[nodiscard]] static async::Task<std::unique_ptr<MailboxSession>> connect(imap::ServerSettings settings,
                                                                              std::stop_token stop);

    ImapSession(std::unique_ptr<imap::Connection> connection, std::stop_token stop);

    [[nodiscard]] bool isOpen() const override { return m_connection->isOpen(); }
    async::Task<std::vector<RemoteFolder>> folders() override;
    async::Task<FolderExtent> extent(RemoteFolder folder) override;
    async::Task<OpenedFolder> open(RemoteFolder folder) override;
    async::Task<std::vector<quint32>> uids() override;
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override;
    [[nodiscard]] std::vector<quint32> notHandedOut() const override { return m_notHandedOut; }
    [[nodiscard]] bool namesMails() const override;
    async::Task<std::vector<RemoteHint>> hints(std::vector<quint32> uids) override;
    async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids) override;
    async::Task<std::vector<RemoteFlags>> flagsFrom(quint32 first, quint64 modSeq) override;
    async::Task<AppendReport> append(RemoteFolder folder, QByteArray raw, QStringList flags,
                                     Instant internalDate) override;
    async::Task<RemoteFolder> create(QStringList path) override;
    async::Task<bool> waitForChange(std::vector<WatchedFolder> others, std::chrono::milliseconds atMost,
                                    std::stop_token stop) override;
    [[nodiscard]] QStringList alerts() const override { return m_connection->server().alerts; }
    async::Task<void> close() override;
    void abort() override;
    [[nodiscard]] const imap::ServerInfo &server() const { return m_connection->server(); }

private:
    async::Task<std::vector<quint32>> uidsBetween(quint32 first, quint32 end);
    struct Inflow;
    async::Task<void> fetchSlice(std::vector<quint32> uids, Inflow *inflow);
    struct Handed;
    async::Task<void> fetchWhole(std::vector<quint32> uids, Inflow *inflow, Handed *handed);
    async::Task<void> fetchDoubtful(Inflow *inflow, Handed *handed);
    async::Task<void> fetchRefused(std::vector<quint32> uids, Error why, Inflow *inflow);
    [[nodiscard]] bool mayAskOn(const Error &refused) const;
    void noteLostAt(quint32 uid);
    async::Task<void> fetchBeginning(quint32 uid, Inflow *inflow);
    async::Task<bool> askForBeginning(quint32 uid, QByteArrayList sections, Inflow *inflow);
    static async::Task<void> holdBack(Inflow *inflow);

    std::unique_ptr<imap::Connection> m_connection;
    std::stop_token m_stop;
    FolderNews m_news;
    std::vector<quint32> m_notHandedOut;
    bool m_wasLost = false; ///< in the last fetch
    int m_oddMails = 0;     ///< that came in an odd form, one after the other
    QByteArray m_prefix;    ///< of personal folders
    QByteArray m_delimiter = "/";
};

} // namespace otklik::sync
