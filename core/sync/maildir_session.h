// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/mailbox_session.h"
#include "core/sync/maildir.h"

namespace otklik::sync {

/// A Maildir on disk as a mailbox. Calls do not wait; they are Tasks because a server's are.
class MaildirSession : public MailboxSession
{
public:
    explicit MaildirSession(QString root);

    async::Task<std::vector<RemoteFolder>> folders() override;
    async::Task<FolderExtent> extent(RemoteFolder folder) override;
    async::Task<OpenedFolder> open(RemoteFolder folder) override;
    async::Task<std::vector<quint32>> uids() override;
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override;
    [[nodiscard]] std::vector<quint32> notHandedOut() const override { return m_notHandedOut; }
    async::Task<std::vector<RemoteHint>> hints(std::vector<quint32> uids) override;
    async::Task<std::vector<RemoteId>> messageIds(std::vector<quint32> uids) override;
    async::Task<std::vector<RemoteFlags>> flagsFrom(quint32 first, quint64 modSeq) override;
    async::Task<AppendReport> append(RemoteFolder folder, QByteArray raw, QStringList flags,
                                     Instant internalDate) override;
    async::Task<RemoteFolder> create(QStringList path) override;
    async::Task<bool> waitForChange(std::vector<WatchedFolder> others, std::chrono::milliseconds atMost,
                                    std::stop_token stop) override;
    async::Task<void> close() override;
    void abort() override {}

private:
    Maildir m_maildir;
    QString m_opened;
    Maildir::Folder m_folder;
    std::vector<quint32> m_notHandedOut;
};

} // namespace otklik::sync
