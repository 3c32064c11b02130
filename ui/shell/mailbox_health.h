// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/health_light.h"
#include "ui/shell/sync_status.h"

namespace otklik::ui {

/// What the health light says, and why: is mail coming in, and is all of it here? Pure.
class MailboxHealth final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::MailboxHealth)
public:
    using Level = HealthLight::Level;
    struct Account
    {
        QString name;
        Level level = Level::Unknown;
        QStringList sentences; ///< the worst first; never empty
    };

    MailboxHealth(const SyncStatus &sync, Instant now);

    /// Of the account that is worst off; not green while automatic mail is stopped.
    [[nodiscard]] Level level() const;
    /// When the last mail came.
    [[nodiscard]] QString detail() const { return m_detail; }
    [[nodiscard]] QString tip() const;
    [[nodiscard]] const std::vector<Account> &accounts() const { return m_accounts; }
    /// Why nothing goes out by itself; empty while nothing is stopped.
    [[nodiscard]] const QString &automaticMail() const { return m_automaticMail; }

private:
    [[nodiscard]] static Account judge(const SyncStatus &sync, const workspace::AccountStatus &status, Instant now);

    std::vector<Account> m_accounts;
    QString m_detail;
    QString m_automaticMail;
};

} // namespace otklik::ui
