// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/token_endpoint.h"

#include "core/net/tls_trust.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSslConfiguration>

#include <memory>
#include <utility>

namespace otklik::oauth {

namespace {

constexpr int kLimitMs = 30000;
constexpr qint64 kLargestAnswer = 64 * 1024;

void add(QUrlQuery &form, const char *name, const QString &value)
{
    form.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

Failure noAnswer(const QNetworkReply &reply)
{
    const QString detail = QStringLiteral("%1: %2").arg(reply.url().host(), reply.errorString());
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return fail(ErrorCode::TlsUntrusted, detail);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // what a transfer that takes too long ends with
        return fail(ErrorCode::Timeout, QStringLiteral("%1: no whole answer in time").arg(reply.url().host()));
    default:
        return fail(ErrorCode::Offline, detail);
    }
}

Result<TokenSet> tooLong(const QNetworkReply &reply)
{
    return fail(ErrorCode::ProtocolViolation, QStringLiteral("%1: the answer is too long").arg(reply.url().host()));
}

/// RFC 6749 §5.2, and what providers add to it.
Failure refusal(int status, const QJsonObject &said, const QString &host)
{
    const QString error = said[QLatin1String("error")].toString().simplified().left(80);
    const QString why = said[QLatin1String("error_description")].toString().simplified().left(200);
    const QString detail =
        QStringLiteral("%1: %2").arg(host, error.isEmpty() ? QStringLiteral("HTTP %1").arg(status) : error) +
        (why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(why));
    const bool isNotNow = status == 429 || status >= 500 || error.isEmpty() ||
                          error == QLatin1String("temporarily_unavailable") || error == QLatin1String("server_error") ||
                          error == QLatin1String("slow_down");
    if (isNotNow)
        return fail(ErrorCode::ServerRefused, detail);
    if (error == QLatin1String("invalid_grant"))
        return fail(ErrorCode::AuthRejected,
                    QStringLiteral("the sign-in has run out or was withdrawn: sign in again; ") + detail);
    return fail(ErrorCode::AuthRejected, detail);
}

} // namespace

void TokenEndpoint::exchangeCode(const Provider &provider, const AuthorizationRequest &request, const QString &code,
                                 Done done)
{
    QUrlQuery form;
    add(form, "grant_type", QStringLiteral("authorization_code"));
    add(form, "code", code);
    add(form, "redirect_uri", request.redirectUri);
    add(form, "code_verifier", QString::fromLatin1(request.verifier));
    post(provider, form, {}, std::move(done));
}

void TokenEndpoint::refresh(const Provider &provider, const SecretString &refreshToken, Done done)
{
    QUrlQuery form;
    add(form, "grant_type", QStringLiteral("refresh_token"));
    add(form, "refresh_token", refreshToken.reveal());
    post(provider, form, refreshToken, std::move(done));
}

void TokenEndpoint::post(const Provider &provider, QUrlQuery form, SecretString refreshToken, Done done)
{
    add(form, "client_id", provider.clientId);
    if (!provider.clientSecret.isEmpty())
        add(form, "client_secret", provider.clientSecret.reveal());
    QNetworkRequest request(provider.tokenUrl);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
    request.setRawHeader("Accept", "application/json");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(kLimitMs);
    const auto trust = net::tlsConfiguration(provider.caFile);
    if (!trust)
        return done(Failure(trust.error()));
    request.setSslConfiguration(*trust);
    QNetworkReply *reply = m_network.post(request, form.toString(QUrl::FullyEncoded).toUtf8());
    const auto isTooLong = std::make_shared<bool>(false);
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, [reply, isTooLong](qint64 received, qint64) {
        if (received > kLargestAnswer && !std::exchange(*isTooLong, true))
            reply->abort();
    });
    const auto finish = [this, reply, refreshToken, isTooLong, done = std::move(done)] {
        reply->deleteLater();
        const Result<TokenSet> tokens = *isTooLong ? tooLong(*reply) : read(*reply, refreshToken);
        const Done told = done; // what is told may destroy this
        told(tokens);
    };
    QObject::connect(reply, &QNetworkReply::finished, reply, finish);
}

Result<TokenSet> TokenEndpoint::read(QNetworkReply &reply, const SecretString &refreshToken) const
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || (status == 200 && reply.error() != QNetworkReply::NoError))
        return noAnswer(reply);
    const QJsonObject said = QJsonDocument::fromJson(reply.readAll()).object();
    const QString host = reply.url().host();
    if (status != 200)
        return refusal(status, said, host);
    TokenSet tokens;
    tokens.accessToken = SecretString(said[QLatin1String("access_token")].toString());
    const QString type = said[QLatin1String("token_type")].toString(QStringLiteral("bearer"));
    if (tokens.accessToken.isEmpty() || type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return fail(ErrorCode::ProtocolViolation, QStringLiteral("%1: the answer holds no bearer token").arg(host));
    const QString renewed = said[QLatin1String("refresh_token")].toString();
    tokens.refreshToken = renewed.isEmpty() ? refreshToken : SecretString(renewed);
    // A number, but some write it as text.
    const qint64 seconds = said[QLatin1String("expires_in")].toVariant().toLongLong();
    if (seconds > 0)
        tokens.validUntil = m_clock.now() + std::chrono::seconds(qMin(seconds, qint64(366) * 24 * 3600));
    return tokens;
}

} // namespace otklik::oauth
