// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/redirect_listener.h"
#include "core/oauth/token_endpoint.h"

#include <QTimer>

#include <memory>

namespace otklik::oauth {

/// One sign-in of a person in his browser: the address to open is given out, the browser comes back to this computer
/// with a code, and the code becomes tokens. Ends by itself after ten minutes.
class BrowserSignIn final
{
public:
    /// What the browser shows in the end.
    struct Pages
    {
        QString done, failed;
    };
    using Open = std::function<void(const QUrl &)>;

    BrowserSignIn(const Clock &clock, Provider provider, Pages pages);
    /// Once. `open` is called at once with the address; `done` exactly once, and not when the object goes before.
    /// RefusedByRule without a client id; AuthRejected when the person or the provider says no; Timeout; and what
    /// TokenEndpoint says. A sign-in without a refresh token is none: the mailbox would stop within the hour.
    void start(const QString &address, const Open &open, TokenEndpoint::Done done);

private:
    [[nodiscard]] QString come(const QUrlQuery &answer);
    void end(Result<TokenSet> result);

    Provider m_provider;
    Pages m_pages;
    TokenEndpoint m_endpoint;
    AuthorizationRequest m_request;
    std::unique_ptr<RedirectListener> m_listener;
    QTimer m_limit;
    bool m_isCodeThere = false;
    TokenEndpoint::Done m_done;
};

} // namespace otklik::oauth
