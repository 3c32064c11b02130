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

/// Ways to sign in, strongest first.
enum class SaslMechanism { ScramSha256, Plain, Login };

[[nodiscard]] QByteArray saslName(SaslMechanism mechanism); ///< "SCRAM-SHA-256", "PLAIN", "LOGIN"

/// The strongest of those the server offers (names without "AUTH=", any case). PLAIN and LOGIN show the server the
/// password: only use them on an encrypted or loopback connection.
[[nodiscard]] std::optional<SaslMechanism> chooseSasl(const QList<QByteArray> &offered);

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
};

/// InvalidInput when user or password hold what the mechanism cannot carry (NUL, control characters). The nonce of
/// SCRAM is random; a test may give its own.
[[nodiscard]] Result<std::unique_ptr<SaslClient>> makeSaslClient(SaslMechanism mechanism, const QString &user,
                                                                 const SecretString &password,
                                                                 const QByteArray &nonce = {});

} // namespace otklik::net
