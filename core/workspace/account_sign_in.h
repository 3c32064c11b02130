// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/browser_sign_in.h"
#include "core/workspace/desk.h"
#include "core/workspace/desk_values.h"

#include <memory>

namespace otklik::workspace {

/// The person signs in to a mailbox in his browser. Engine thread; one sign-in at a time.
class AccountSignIn final
{
public:
    using Done = std::function<void(Result<SecretString>)>;

    explicit AccountSignIn(Desk &desk)
        : m_desk(desk)
    {
    }

    [[nodiscard]] std::vector<SignInProvider> providers();
    [[nodiscard]] Result<SignInProvider> provider(const QString &id);
    /// Into config.json; what is empty stays as it was.
    [[nodiscard]] Result<void> setClient(const SignInClient &client);
    /// Ends one that is under way (Cancelled).
    void start(const settings::AccountConfig &account, const SignInPages &pages,
               const std::function<void(const QUrl &)> &open, Done done);
    void cancel();

private:
    void finish(const Result<oauth::TokenSet> &tokens);

    Desk &m_desk;
    std::unique_ptr<oauth::BrowserSignIn> m_signIn;
    std::vector<std::unique_ptr<oauth::BrowserSignIn>> m_ended; ///< still on the stack when they end
    Done m_done;
};

} // namespace otklik::workspace
