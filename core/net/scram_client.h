// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sasl.h"

#include <QCryptographicHash>

namespace otklik::net {

/// SCRAM (RFC 5802, RFC 7677): the password never leaves, and the server proves that it knows it too. With channel
/// binding (-PLUS) both also prove that they look at the same certificate; without, the server is told whether it could
/// have been had, so that nobody in between can hide the offer. Rounds outside 4096…10 000 000 are refused (weak, or a
/// way to keep us busy).
class ScramClient final : public SaslClient
{
public:
    struct Options
    {
        QCryptographicHash::Algorithm hash = QCryptographicHash::Sha256;
        QByteArray channelBinding; ///< tls-server-end-point (RFC 5929); empty where there is none
        bool isBound = false;      ///< it is used: the server offered -PLUS
        QByteArray nonce;          ///< empty for a random one
    };
    /// User and password are prepared by saslPrep().
    ScramClient(QByteArray user, SecretString password, const Options &options);

    [[nodiscard]] bool hasInitialResponse() const override { return true; }
    [[nodiscard]] Result<QByteArray> initialResponse() override;
    [[nodiscard]] Result<QByteArray> respond(const QByteArray &challenge) override;
    [[nodiscard]] Result<void> succeeded() const override;
    [[nodiscard]] bool wasBindingRefused() const override;

private:
    enum class Step { Start, FirstSent, ProofSent, Verified };
    [[nodiscard]] Result<QByteArray> answerServerFirst(const QByteArray &serverFirst);
    [[nodiscard]] Result<QByteArray> checkServerFinal(const QByteArray &serverFinal);
    [[nodiscard]] QByteArray clientFirstBare() const;
    [[nodiscard]] QByteArray gs2Header() const;
    [[nodiscard]] Failure failure(ErrorCode code, const QString &what) const;
    [[nodiscard]] Failure refused(const QByteArray &error);
    [[nodiscard]] Failure violation(const char *what) const;
    [[nodiscard]] QByteArray hmac(const QByteArray &key, const QByteArray &message) const;

    QByteArray m_user;
    SecretString m_password;
    QCryptographicHash::Algorithm m_hash;
    QByteArray m_channelBinding;
    bool m_isBound;
    QByteArray m_nonce;
    QByteArray m_serverSignature;
    Step m_step = Step::Start;
    bool m_isKindUnknown = false; ///< the server says that it cannot bind like this
};

} // namespace otklik::net
