// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_string.h"
#include "core/workspace/desk.h"
#include "core/workspace/desk_values.h"
#include "core/workspace/engine_host.h"

#include <functional>
#include <optional>

namespace otklik::workspace {

/// Who is at the desk and which mailboxes it has: profile, secrets and engines are changed together, or not at all.
/// Engine thread. Each call answers exactly once, possibly before it returns.
class AccountSetup final
{
public:
    using Done = std::function<void(Result<void>)>;

    AccountSetup(Desk &desk, EngineHost &host)
        : m_desk(desk)
        , m_host(host)
    {
    }

    /// The profile as it would be with this person at the desk. InvalidInput: no mail address.
    [[nodiscard]] Result<settings::ProfileConfig> profileWith(const Me &me);
    /// Saves who is here, and tells the team; without a mailbox the first synchronisation does.
    [[nodiscard]] Result<void> introduce(const Me &me);
    /// With `me`, who is here is saved in the same step. RefusedByRule without a profile, Conflict when the name is
    /// taken.
    void add(std::optional<Me> me, settings::AccountConfig account, SecretString secret, Done done);
    void change(settings::AccountConfig account, SecretString secret, Done done);
    /// With the mail that came only from there. RefusedByRule while an answer of it is on its way, and for the first
    /// of several (the journal is there); Conflict when another program has the profile open.
    void remove(const QString &name, Done done);
    void tryKeychain(Done done);

private:
    void keepSecret(const settings::AccountConfig &account, const SecretString &secret, Done done);
    [[nodiscard]] Result<void> mayChangeAccounts();
    [[nodiscard]] Result<void> mayRemove(const QString &name);
    [[nodiscard]] Result<void> removeStopped(const QString &name);
    void dropSecret(const settings::AccountConfig &account);

    Desk &m_desk;
    EngineHost &m_host;
};

} // namespace otklik::workspace
