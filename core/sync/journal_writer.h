// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/mime/message.h"
#include "core/store/store.h"
#include "core/sync/journal_folder.h"

#include <set>

namespace otklik::sync {

/// What one sync appends to the journal's folder: its first mail, the decisions of this desk, and what the folder has
/// lost. Each once in a sync: a server that shows new mails late must not be given them again and again. Engine thread.
/// Errors: those of MailboxSession and of the store.
class JournalWriter final
{
public:
    /// All outlive it.
    JournalWriter(store::Store &store, const Clock &clock, JournalFolder &folder, mime::EmailAddress mailbox);

    /// From now on writeWaiting() also looks for what this desk wrote before and the folder has not.
    void owe() { m_owes = true; }
    /// Appends what waits; with `hidesMails` only what the folder cannot have yet, since the rest may be among what the
    /// server holds back. The number of mails appended; those wait for being read back.
    [[nodiscard]] async::Task<int> writeWaiting(bool hidesMails);
    /// The first mail of a folder that has none.
    [[nodiscard]] async::Task<void> beginJournal();
    /// A genesis that is not among the `there` of a folder read from its start was lost: no other desk could read what
    /// was signed with it. It is put back.
    [[nodiscard]] async::Task<void> keepGenesis(std::set<QByteArray> there);

    /// Mails of decisions appended so far, by writeWaiting().
    [[nodiscard]] int sent() const { return m_sent; }

private:
    [[nodiscard]] store::JournalRepository &events() { return m_store.journal(); }
    [[nodiscard]] async::Task<int> appendOwn(bool hidesMails);
    [[nodiscard]] async::Task<int> appendSpares();
    [[nodiscard]] Result<void> freeze(store::OwnEvent &event);
    [[nodiscard]] async::Task<void> appendGenesis(journal::Genesis genesis);

    store::Store &m_store;
    const Clock &m_clock;
    JournalFolder &m_folder;
    mime::EmailAddress m_mailbox;
    int m_sent = 0;
    bool m_owes = false;
    std::set<QByteArray> m_genesisAppended; ///< ids of their journals
    std::set<qint64> m_appended;            ///< sequences of own events
    std::set<QByteArray> m_putBack;         ///< ids of events of others
};

} // namespace otklik::sync
