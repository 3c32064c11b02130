// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/authorization_request.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace otklik::oauth {

namespace {

constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// 256 random bits: 43 characters (RFC 7636 §4.1).
QByteArray randomText()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64(kUrlSafe);
}

/// QUrlQuery leaves "+" as it is, which a server reads as a space.
void add(QUrlQuery &query, const QString &name, const QString &value)
{
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

QString text(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

} // namespace

AuthorizationRequest AuthorizationRequest::make(const QString &redirectUri)
{
    return {randomText(), randomText(), redirectUri};
}

QByteArray AuthorizationRequest::challenge() const
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(kUrlSafe);
}

QUrl AuthorizationRequest::url(const Provider &provider, const QString &address) const
{
    QUrl url = provider.authorizeUrl;
    QUrlQuery query(url);
    add(query, QStringLiteral("response_type"), QStringLiteral("code"));
    add(query, QStringLiteral("client_id"), provider.clientId);
    add(query, QStringLiteral("redirect_uri"), redirectUri);
    add(query, QStringLiteral("scope"), provider.scopes.join(QLatin1Char(' ')));
    add(query, QStringLiteral("state"), QString::fromLatin1(state));
    add(query, QStringLiteral("code_challenge"), QString::fromLatin1(challenge()));
    add(query, QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    if (!address.isEmpty())
        add(query, QStringLiteral("login_hint"), address);
    for (const auto &[name, value] : provider.parameters)
        add(query, name, value);
    url.setQuery(query);
    return url;
}

bool AuthorizationRequest::isAnsweredBy(const QUrlQuery &answer) const
{
    return text(answer, "state").toUtf8() == state;
}

Result<QString> AuthorizationRequest::codeIn(const QUrlQuery &answer)
{
    if (const QString error = text(answer, "error"); !error.isEmpty()) {
        const QString why = text(answer, "error_description").simplified().left(200);
        return fail(ErrorCode::AuthRejected, QStringLiteral("the provider says %1").arg(error.simplified().left(80)) +
                                                 (why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(why)));
    }
    const QString code = text(answer, "code");
    if (code.isEmpty())
        return fail(ErrorCode::ProtocolViolation, QStringLiteral("the provider sent the browser back without a code"));
    return code;
}

} // namespace otklik::oauth
