// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/token_client.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace otklik::net {

namespace {

constexpr char kEnd = '\x01'; ///< of a field

class TokenClient final : public SaslClient
{
public:
    TokenClient(TokenForm form, const SaslIdentity &identity)
        : m_form(form)
        , m_identity(identity)
    {
    }
    [[nodiscard]] bool hasInitialResponse() const override { return true; }
    [[nodiscard]] Result<QByteArray> initialResponse() override;
    [[nodiscard]] Result<QByteArray> respond(const QByteArray &challenge) override;
    [[nodiscard]] Result<void> succeeded() const override;
    [[nodiscard]] QString refusal() const override { return m_refusal; }

private:
    TokenForm m_form;
    SaslIdentity m_identity;
    bool m_isSent = false;
    bool m_isRefused = false;
    QString m_refusal;
};

Result<QByteArray> TokenClient::initialResponse()
{
    m_isSent = true;
    const QByteArray end(1, kEnd);
    const QByteArray bearer = "auth=Bearer " + m_identity.secret.reveal().toUtf8() + end + end;
    if (m_form == TokenForm::XOAuth2)
        return "user=" + m_identity.user.toUtf8() + end + bearer;
    QByteArray user = m_identity.user.toUtf8();
    user.replace('=', "=3D").replace(',', "=2C"); // RFC 5801 §4
    return "n,a=" + user + ',' + end + "host=" + m_identity.host.toUtf8() + end +
           "port=" + QByteArray::number(m_identity.port) + end + bearer;
}

/// The reason in the server's words: {"status":"invalid_token","scope":…}, or with "error" and a text.
QString reasonIn(const QByteArray &challenge)
{
    const QJsonObject said = QJsonDocument::fromJson(challenge).object();
    QStringList reasons;
    for (const char *member : {"status", "error", "error_description", "scope"})
        if (const QString value = said[QLatin1String(member)].toVariant().toString(); !value.isEmpty())
            reasons << QLatin1String(member) + QLatin1Char(' ') + value.simplified().left(200);
    return reasons.isEmpty() ? QStringLiteral("no reason given") : reasons.join(QLatin1String(", "));
}

Result<QByteArray> TokenClient::respond(const QByteArray &challenge)
{
    if (!m_isSent && challenge.isEmpty())
        return initialResponse();
    if (!m_isSent || m_isRefused)
        return fail(ErrorCode::ProtocolViolation, QStringLiteral("sign-in with a token: one challenge too many"));
    m_isRefused = true;
    m_refusal = reasonIn(challenge);
    // RFC 7628 §3.2.3 wants a dummy; XOAUTH2 nothing.
    return m_form == TokenForm::OAuthBearer ? QByteArray(1, kEnd) : QByteArray();
}

Result<void> TokenClient::succeeded() const
{
    if (m_isRefused)
        return fail(ErrorCode::ProtocolViolation,
                    QStringLiteral("the server refused the token (%1) and says success").arg(m_refusal));
    return {};
}

bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

} // namespace

Result<std::unique_ptr<SaslClient>> makeTokenClient(TokenForm form, const SaslIdentity &identity)
{
    const QString &token = identity.secret.reveal();
    const bool isToken = !token.isEmpty() && isPlain(token) && !token.contains(QLatin1Char(' '));
    if (identity.user.isEmpty() || !isPlain(identity.user) || !isPlain(identity.host) || !isToken)
        return fail(ErrorCode::InvalidInput, QStringLiteral("the user name or the access token cannot be sent"));
    return std::make_unique<TokenClient>(form, identity);
}

} // namespace otklik::net
