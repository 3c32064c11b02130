// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/oauth/authorization_request.h"
#include "core/oauth/token_set.h"

#include <QNetworkAccessManager>

#include <functional>

class QNetworkReply;

namespace otklik::oauth {

/// Where a provider gives out tokens (RFC 6749 §3.2). Each call answers exactly once, later; not at all when the object
/// goes before.
///
/// AuthRejected: the person has to sign in again, or the client is not accepted; the detail tells. ServerRefused: not
/// now. Offline, Timeout, TlsUntrusted, ProtocolViolation as everywhere. Tokens are in no detail.
class TokenEndpoint final
{
public:
    using Done = std::function<void(Result<TokenSet>)>;

    explicit TokenEndpoint(const Clock &clock)
        : m_clock(clock)
    {
    }

    void exchangeCode(const Provider &provider, const AuthorizationRequest &request, const QString &code, Done done);
    /// The refresh token of the result is the one to use from now on, whether the provider gave a new one or not.
    void refresh(const Provider &provider, const SecretString &refreshToken, Done done);

private:
    void post(const Provider &provider, QUrlQuery form, SecretString refreshToken, Done done);
    [[nodiscard]] Result<TokenSet> read(QNetworkReply &reply, const SecretString &refreshToken) const;

    const Clock &m_clock;
    QNetworkAccessManager m_network;
};

} // namespace otklik::oauth
