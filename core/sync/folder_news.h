// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/mailbox.h"
#include "core/sync/mailbox_session.h"

#include <QHash>
#include <QSet>

namespace otklik::sync {

/// Tells what a server says of folders apart from what is known of them. A pure value.
class FolderNews final
{
public:
    /// What is known from here on.
    void expect(const std::vector<WatchedFolder> &folders);
    [[nodiscard]] QByteArrayList names() const { return m_known.keys(); }
    /// True when this is reason to look. Counters that stay at odds with what is known, however often a folder is read,
    /// are a reason once, not for ever.
    [[nodiscard]] bool take(const imap::Response &response);

private:
    [[nodiscard]] bool takeCounters(const imap::MailboxStatus &status);
    /// An alert is for people, at once; one said again and again is news once.
    [[nodiscard]] bool takeText(const imap::Status &status);

    QHash<QByteArray, RemoteState> m_known;
    QHash<QByteArray, imap::MailboxStatus> m_told;
    QSet<QByteArray> m_alerts;
};

} // namespace otklik::sync
