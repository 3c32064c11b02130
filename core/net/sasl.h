// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_string.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace otklik::net {

/// Ways to sign in, strongest first: those with a password, then those with an OAuth 2 access token.
enum class SaslMechanism {
    ScramSha256Plus,
    ScramSha1Plus,
    ScramSha256,
    ScramSha1,
    Plain,
    Login,
    OAuthBearer,
    XOAuth2,
};

[[nodiscard]] QByteArray saslName(SaslMechanism mechanism); ///< "SCRAM-SHA-256-PLUS", "PLAIN", "XOAUTH2"

/// Who signs in, with what, and where.
struct SaslIdentity
{
    QString user;
    SecretString secret;
    bool isToken = false; ///< the secret is an OAuth 2 access token, not a password
    QString host;         ///< as asked for; OAUTHBEARER tells the server
    quint16 port = 0;
    /// PeerInfo::endPointBinding; empty: no channel binding, and the server is told that there is none here.
    QByteArray channelBinding;
    QByteArray nonce; ///< of SCRAM; empty for a random one
};

/// The strongest of those the server offers (names without "AUTH=", any case) that this identity can use. All but SCRAM
/// show the server the secret: only use them on an encrypted or loopback connection.
[[nodiscard]] std::optional<SaslMechanism> chooseSasl(const QList<QByteArray> &offered, const SaslIdentity &identity);

/// The client's side of one sign-in: a state machine without input or output. All bytes are as they are before BASE64.
class SaslClient
{
public:
    SaslClient() = default;
    virtual ~SaslClient() = default;
    SaslClient(const SaslClient &) = delete;
    SaslClient &operator=(const SaslClient &) = delete;

    /// True when initialResponse() may go out with the command (SASL-IR), or answers the first, empty challenge.
    [[nodiscard]] virtual bool hasInitialResponse() const = 0;
    [[nodiscard]] virtual Result<QByteArray> initialResponse() = 0;
    /// The answer to a challenge. ProtocolViolation when the challenge makes no sense, AuthRejected when the server
    /// reports the failure in it, TlsUntrusted when the server does not know the password either (SCRAM).
    [[nodiscard]] virtual Result<QByteArray> respond(const QByteArray &challenge) = 0;
    /// To be called when the server says success: an error if it did so before it proved itself (SCRAM).
    [[nodiscard]] virtual Result<void> succeeded() const = 0;
    /// To be called when the server refused: true when it did so at sight of a channel binding, not of the password. It
    /// may bind by a kind that is not known here; one try with no binding is due.
    [[nodiscard]] virtual bool wasBindingRefused() const { return false; }
    /// What the server said about the refusal in a challenge; may be empty.
    [[nodiscard]] virtual QString refusal() const { return {}; }
};

/// InvalidInput when user or secret hold what the mechanism cannot carry (NUL, control characters).
[[nodiscard]] Result<std::unique_ptr<SaslClient>> makeSaslClient(SaslMechanism mechanism, const SaslIdentity &identity);

} // namespace otklik::net
