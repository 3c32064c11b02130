// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sasl.h"

namespace otklik::net {

/// SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677): the password never leaves, and the server proves that it
/// knows it too. Rounds outside 4096…10 000 000 are refused (weak, or a way to keep us busy).
class ScramClient final : public SaslClient
{
public:
    /// User and password are prepared by saslPrep(). An empty nonce means a random one.
    ScramClient(QByteArray user, SecretString password, QByteArray nonce);

    [[nodiscard]] bool hasInitialResponse() const override { return true; }
    [[nodiscard]] Result<QByteArray> initialResponse() override;
    [[nodiscard]] Result<QByteArray> respond(const QByteArray &challenge) override;
    [[nodiscard]] Result<void> succeeded() const override;

private:
    enum class Step { Start, FirstSent, ProofSent, Verified };
    [[nodiscard]] Result<QByteArray> answerServerFirst(const QByteArray &serverFirst);
    [[nodiscard]] Result<QByteArray> checkServerFinal(const QByteArray &serverFinal);
    [[nodiscard]] QByteArray clientFirstBare() const;

    QByteArray m_user;
    SecretString m_password;
    QByteArray m_nonce;
    QByteArray m_serverSignature;
    Step m_step = Step::Start;
};

} // namespace otklik::net
