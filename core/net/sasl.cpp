// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sasl.h"

#include "core/net/sasl_prep.h"
#include "core/net/scram_client.h"

namespace otklik::net {

namespace {

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
    case SaslMechanism::ScramSha256:
        return "SCRAM-SHA-256";
    case SaslMechanism::Plain:
        return "PLAIN";
    case SaslMechanism::Login:
        return "LOGIN";
    }
    return {};
}

std::optional<SaslMechanism> chooseSasl(const QList<QByteArray> &offered)
{
    for (const auto mechanism : {SaslMechanism::ScramSha256, SaslMechanism::Plain, SaslMechanism::Login})
        for (const QByteArray &name : offered)
            if (name.compare(saslName(mechanism), Qt::CaseInsensitive) == 0)
                return mechanism;
    return std::nullopt;
}

Result<std::unique_ptr<SaslClient>> makeSaslClient(SaslMechanism mechanism, const QString &user,
                                                   const SecretString &password, const QByteArray &nonce)
{
    const auto preparedUser = saslPrep(user, QStringLiteral("user name"));
    if (!preparedUser)
        return Failure(preparedUser.error());
    const auto preparedPassword = saslPrep(password.reveal(), QStringLiteral("password"));
    if (!preparedPassword)
        return Failure(preparedPassword.error());
    const QByteArray name = preparedUser->toUtf8();
    // Outside SCRAM the server compares the password as it was typed.
    switch (mechanism) {
    case SaslMechanism::ScramSha256:
        return std::make_unique<ScramClient>(name, SecretString(*preparedPassword), nonce);
    case SaslMechanism::Plain:
        return std::make_unique<PlainClient>(user.toUtf8(), password);
    case SaslMechanism::Login:
        return std::make_unique<LoginClient>(user.toUtf8(), password);
    }
    return fail(ErrorCode::Internal, QStringLiteral("unknown SASL mechanism"));
}

} // namespace otklik::net
