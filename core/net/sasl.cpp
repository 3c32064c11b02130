// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sasl.h"

#include "core/net/sasl_prep.h"
#include "core/net/scram_client.h"
#include "core/net/token_client.h"

#include <array>

namespace otklik::net {

namespace {

constexpr std::array kStrongestFirst{
    SaslMechanism::ScramSha256Plus, SaslMechanism::ScramSha1Plus, SaslMechanism::ScramSha256, SaslMechanism::ScramSha1,
    SaslMechanism::Plain,           SaslMechanism::Login,         SaslMechanism::OAuthBearer, SaslMechanism::XOAuth2};

constexpr bool isBound(SaslMechanism mechanism)
{
    return mechanism == SaslMechanism::ScramSha256Plus || mechanism == SaslMechanism::ScramSha1Plus;
}

/// RFC 4616: one message, identity and password between NULs.
class PlainClient final : public SaslClient
{
public:
    PlainClient(QByteArray user, SecretString password)
        : m_user(std::move(user))
        , m_password(std::move(password))
    {
    }
    [[nodiscard]] bool hasInitialResponse() const override { return true; }
    [[nodiscard]] Result<QByteArray> initialResponse() override
    {
        return QByteArray(1, '\0') + m_user + QByteArray(1, '\0') + m_password.reveal().toUtf8();
    }
    [[nodiscard]] Result<QByteArray> respond(const QByteArray &challenge) override
    {
        if (!challenge.isEmpty())
            return fail(ErrorCode::ProtocolViolation, QStringLiteral("PLAIN: the server sent a challenge"));
        return initialResponse();
    }
    [[nodiscard]] Result<void> succeeded() const override { return {}; }

private:
    QByteArray m_user;
    SecretString m_password;
};

/// draft-murchison-sasl-login: two challenges whose text means nothing, user first.
class LoginClient final : public SaslClient
{
public:
    LoginClient(QByteArray user, SecretString password)
        : m_user(std::move(user))
        , m_password(std::move(password))
    {
    }
    [[nodiscard]] bool hasInitialResponse() const override { return false; }
    [[nodiscard]] Result<QByteArray> initialResponse() override { return QByteArray(); }
    [[nodiscard]] Result<QByteArray> respond(const QByteArray &) override
    {
        switch (m_step++) {
        case 0:
            return m_user;
        case 1:
            return m_password.reveal().toUtf8();
        default:
            return fail(ErrorCode::ProtocolViolation, QStringLiteral("LOGIN: a third challenge"));
        }
    }
    [[nodiscard]] Result<void> succeeded() const override { return {}; }

private:
    QByteArray m_user;
    SecretString m_password;
    int m_step = 0;
};

} // namespace

QByteArray saslName(SaslMechanism mechanism)
{
    switch (mechanism) {
    case SaslMechanism::ScramSha256Plus:
        return "SCRAM-SHA-256-PLUS";
    case SaslMechanism::ScramSha1Plus:
        return "SCRAM-SHA-1-PLUS";
    case SaslMechanism::ScramSha256:
        return "SCRAM-SHA-256";
    case SaslMechanism::ScramSha1:
        return "SCRAM-SHA-1";
    case SaslMechanism::Plain:
        return "PLAIN";
    case SaslMechanism::Login:
        return "LOGIN";
    case SaslMechanism::OAuthBearer:
        return "OAUTHBEARER";
    case SaslMechanism::XOAuth2:
        return "XOAUTH2";
    }
    return {};
}

std::optional<SaslMechanism> chooseSasl(const QList<QByteArray> &offered, const SaslIdentity &identity)
{
    for (const auto mechanism : kStrongestFirst) {
        const bool takesToken = mechanism == SaslMechanism::OAuthBearer || mechanism == SaslMechanism::XOAuth2;
        if (takesToken != identity.isToken || (isBound(mechanism) && identity.channelBinding.isEmpty()))
            continue;
        for (const QByteArray &name : offered)
            if (name.compare(saslName(mechanism), Qt::CaseInsensitive) == 0)
                return mechanism;
    }
    return std::nullopt;
}

Result<std::unique_ptr<SaslClient>> makeSaslClient(SaslMechanism mechanism, const SaslIdentity &identity)
{
    if (identity.isToken)
        return makeTokenClient(mechanism == SaslMechanism::XOAuth2 ? TokenForm::XOAuth2 : TokenForm::OAuthBearer,
                               identity);
    const auto preparedUser = saslPrep(identity.user, QStringLiteral("user name"));
    if (!preparedUser)
        return Failure(preparedUser.error());
    const auto preparedPassword = saslPrep(identity.secret.reveal(), QStringLiteral("password"));
    if (!preparedPassword)
        return Failure(preparedPassword.error());
    // Outside SCRAM the server compares the password as it was typed.
    if (mechanism == SaslMechanism::Plain)
        return std::make_unique<PlainClient>(identity.user.toUtf8(), identity.secret);
    if (mechanism == SaslMechanism::Login)
        return std::make_unique<LoginClient>(identity.user.toUtf8(), identity.secret);
    const bool isSha1 = mechanism == SaslMechanism::ScramSha1 || mechanism == SaslMechanism::ScramSha1Plus;
    ScramClient::Options options;
    options.hash = isSha1 ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
    options.channelBinding = identity.channelBinding;
    options.isBound = isBound(mechanism);
    options.nonce = identity.nonce;
    return std::make_unique<ScramClient>(preparedUser->toUtf8(), SecretString(*preparedPassword), options);
}

} // namespace otklik::net
