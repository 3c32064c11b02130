// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/workspace/desk_values.h"
#include "ui/shell/sync_mark.h"

#include <QCoreApplication>
#include <QMap>

namespace otklik::ui {

/// All accounts seen as one: what the sync mark, the progress line and the banners show. Pure.
class SyncStatus final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::SyncStatus)
public:
    struct Trouble
    {
        QString account;
        QString sentence;
        bool needsSignIn = false;
    };

    /// Another try does not end a trouble; only its outcome does.
    void take(const workspace::AccountStatus &status);
    [[nodiscard]] bool knows(const QString &account) const { return m_accounts.contains(account); }
    /// Forgets accounts that are not there any more.
    void keepOnly(const QStringList &accounts);
    /// Answers that wait to be sent.
    void setWaiting(int answers) { m_waiting = answers; }
    /// Since when nothing goes out by itself because too much did (outbox::breakerOpenedAt); never = nothing is
    /// stopped.
    void setBreakerOpenedAt(Instant at) { m_breakerOpenedAt = at; }
    [[nodiscard]] Instant breakerOpenedAt() const { return m_breakerOpenedAt; }
    /// What the mark counts: answers that wait because the server is away.
    [[nodiscard]] int stuck() const;
    [[nodiscard]] SyncMark::State state() const;
    /// What the running synchronisations will take, about; 0 = not known.
    [[nodiscard]] std::chrono::milliseconds left() const;
    /// "2 s ago", "67 %", "67 % · 4 m": the second line of the mark.
    [[nodiscard]] QString detail(Instant now) const;
    /// One line for each account.
    [[nodiscard]] QString tip(Instant now) const;
    /// Of running synchronisations; total 0 = not known, done -1 = none runs.
    [[nodiscard]] std::pair<qint64, qint64> progress() const;
    /// Accounts that need somebody: sign-in refused, certificate not trusted, mailbox full, broken.
    [[nodiscard]] std::vector<Trouble> troubles() const;
    /// What servers want people to read, in their words; one for each account.
    [[nodiscard]] std::vector<Trouble> alerts() const;
    /// What its last try came to.
    [[nodiscard]] workspace::AccountStatus outcome(const QString &account) const { return m_outcomes.value(account); }
    [[nodiscard]] std::vector<workspace::AccountStatus> accounts() const;
    /// Its last outcome was that somebody has to do something.
    [[nodiscard]] bool isInTrouble(const QString &account) const;
    [[nodiscard]] bool isAtWork(const workspace::AccountStatus &account) const;
    [[nodiscard]] static QString healthText(workspace::AccountHealth health);

private:
    [[nodiscard]] Instant lastSync() const;

    QMap<QString, workspace::AccountStatus> m_accounts;
    QMap<QString, workspace::AccountStatus> m_outcomes; ///< of the last try that ended
    int m_waiting = 0;
    Instant m_breakerOpenedAt;
};

} // namespace otklik::ui
