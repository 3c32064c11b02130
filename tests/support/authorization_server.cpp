// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/authorization_server.h"

#include "tests/support/loopback.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTcpSocket>

#include <memory>

namespace otklik::test {

namespace {

constexpr int kBrowserMs = 10000;

QString value(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

/// application/x-www-form-urlencoded writes spaces as plus signs.
QUrlQuery formOf(QByteArray body)
{
    return QUrlQuery(QString::fromUtf8(body.replace('+', "%20")));
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n'))
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

/// RFC 8252 §7.3: plain HTTP to this computer, any port.
bool isLoopbackRedirect(const QString &text)
{
    const QUrl url(text);
    const bool isHere = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    return url.scheme() == QLatin1String("http") && isHere && url.port() > 0;
}

} // namespace

AuthorizationServer::AuthorizationServer(QString user)
    : m_user(std::move(user))
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection())
            serve(socket);
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("the authorization server cannot listen");
}

QUrl AuthorizationServer::url(const char *path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QLatin1String(path)));
}

QString AuthorizationServer::secret(const char *kind)
{
    return QStringLiteral("%1-%2%3")
        .arg(QLatin1String(kind))
        .arg(QRandomGenerator::global()->generate64(), 0, 36)
        .arg(QRandomGenerator::global()->generate64(), 0, 36);
}

QString AuthorizationServer::issueAccessToken()
{
    const QString token = secret("access");
    m_accessTokens.insert(token, m_lifetime > 0 ? QDateTime::currentDateTimeUtc().addSecs(m_lifetime) : QDateTime());
    return token;
}

QString AuthorizationServer::issueRefreshToken()
{
    const QString token = secret("refresh");
    m_refreshTokens.insert(token);
    return token;
}

void AuthorizationServer::revokeAll()
{
    m_accessTokens.clear();
    m_refreshTokens.clear();
}

void AuthorizationServer::serve(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    const auto received = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] {
        *received += socket->readAll();
        const qsizetype headEnd = received->indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QByteArray head = received->left(headEnd), body = received->mid(headEnd + 4);
        if (body.size() < headerOf(head, "content-length").toLongLong())
            return;
        const QByteArrayList first = head.left(head.indexOf('\r')).split(' ');
        Request request;
        request.method = first.value(0);
        request.url = QUrl::fromEncoded(first.value(1));
        request.form = formOf(body);
        request.bearer = headerOf(head, "authorization");
        const Answer said = answer(request);
        socket->write("HTTP/1.1 " + QByteArray::number(said.status) +
                      " X\r\nConnection: close\r\nContent-Length: " + QByteArray::number(said.body.size()) + "\r\n" +
                      (said.location.isEmpty() ? "Content-Type: application/json\r\nCache-Control: no-store\r\n"
                                               : "Location: " + said.location + "\r\n") +
                      "\r\n" + said.body);
        socket->disconnectFromHost();
    });
}

AuthorizationServer::Answer AuthorizationServer::answer(const Request &request)
{
    const QString path = request.url.path();
    if (path == QLatin1String("/authorize") && request.method == "GET")
        return authorize(QUrlQuery(request.url));
    if (path == QLatin1String("/token") && request.method == "POST")
        return token(request.form);
    if (path.startsWith(QLatin1String("/introspect")))
        return introspect(request);
    return {404, "{}", {}};
}

AuthorizationServer::Answer AuthorizationServer::refused(const char *error, const char *why, int status)
{
    const QJsonObject body{{QStringLiteral("error"), QLatin1String(error)},
                           {QStringLiteral("error_description"), QLatin1String(why)}};
    return {status, QJsonDocument(body).toJson(QJsonDocument::Compact), {}};
}

/// A wrong client or redirect is told to the person; anything else to the client (RFC 6749 §4.1.2.1).
AuthorizationServer::Answer AuthorizationServer::authorize(const QUrlQuery &query)
{
    ++m_asked[QStringLiteral("authorize")];
    m_lastAuthorization = query;
    const QString redirect = value(query, "redirect_uri");
    if (value(query, "client_id") != kClientId || !isLoopbackRedirect(redirect))
        return refused("invalid_request", "unknown client or redirect address");
    QUrlQuery back;
    back.addQueryItem(QStringLiteral("state"), value(query, "state"));
    if (m_denies) {
        back.addQueryItem(QStringLiteral("error"), QStringLiteral("access_denied"));
    } else if (value(query, "response_type") != QLatin1String("code") ||
               value(query, "code_challenge_method") != QLatin1String("S256") ||
               value(query, "code_challenge").size() != 43 || value(query, "tenant") != QLatin1String("test")) {
        back.addQueryItem(QStringLiteral("error"), QStringLiteral("invalid_request"));
    } else {
        const QString code = secret("code");
        m_codes.insert(code, {query});
        back.addQueryItem(QStringLiteral("code"), code);
    }
    QUrl target(redirect);
    target.setQuery(back);
    return {302, {}, target.toEncoded()};
}

AuthorizationServer::Answer AuthorizationServer::token(const QUrlQuery &form)
{
    const QString type = value(form, "grant_type");
    ++m_asked[type == QLatin1String("refresh_token") ? QStringLiteral("refresh") : QStringLiteral("code")];
    if (!m_nextAnswers.isEmpty())
        return m_nextAnswers.takeFirst();
    if (value(form, "client_id") != kClientId || value(form, "client_secret") != m_clientSecret)
        return refused("invalid_client", "unknown client", 401);
    if (type == QLatin1String("authorization_code"))
        return exchangeCode(form);
    if (type == QLatin1String("refresh_token"))
        return refresh(form);
    return refused("unsupported_grant_type", "code or refresh token");
}

AuthorizationServer::Answer AuthorizationServer::exchangeCode(const QUrlQuery &form)
{
    const auto code = m_codes.find(value(form, "code"));
    if (code == m_codes.end())
        return refused("invalid_grant", "unknown code");
    if (std::exchange(code->isUsed, true)) {
        revokeAll(); // RFC 6749 §4.1.2: somebody else has it, too
        return refused("invalid_grant", "the code was used before");
    }
    if (value(form, "redirect_uri") != value(code->request, "redirect_uri"))
        return refused("invalid_grant", "another redirect address");
    const QByteArray verifier = value(form, "code_verifier").toUtf8();
    const QByteArray challenge = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                                     .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (verifier.size() < 43 || verifier.size() > 128 || challenge != value(code->request, "code_challenge").toLatin1())
        return refused("invalid_grant", "the verifier does not fit the challenge");
    return tokens(issueRefreshToken());
}

AuthorizationServer::Answer AuthorizationServer::refresh(const QUrlQuery &form)
{
    const QString used = value(form, "refresh_token");
    if (m_spentTokens.contains(used)) {
        revokeAll();
        return refused("invalid_grant", "the refresh token was used before");
    }
    if (!m_refreshTokens.contains(used))
        return refused("invalid_grant", "the refresh token has expired or was revoked");
    if (!m_rotates)
        return tokens({});
    m_refreshTokens.remove(used);
    m_spentTokens.insert(used);
    return tokens(issueRefreshToken());
}

AuthorizationServer::Answer AuthorizationServer::tokens(const QString &refreshToken)
{
    QJsonObject body{{QStringLiteral("access_token"), issueAccessToken()},
                     {QStringLiteral("token_type"), QStringLiteral("bearer")},
                     {QStringLiteral("scope"), QStringLiteral("mail")}};
    if (m_lifetime > 0)
        body[QStringLiteral("expires_in")] = m_lifetime;
    if (!refreshToken.isEmpty())
        body[QStringLiteral("refresh_token")] = refreshToken;
    return {200, QJsonDocument(body).toJson(QJsonDocument::Compact), {}};
}

AuthorizationServer::Answer AuthorizationServer::introspect(const Request &request)
{
    ++m_asked[QStringLiteral("introspect")];
    QString token = value(request.form, "token");
    if (token.isEmpty() && request.bearer.toLower().startsWith("bearer "))
        token = QString::fromUtf8(request.bearer.mid(7));
    const auto found = m_accessTokens.constFind(token);
    const bool isActive =
        found != m_accessTokens.constEnd() && (found->isNull() || *found > QDateTime::currentDateTimeUtc());
    QJsonObject body{{QStringLiteral("active"), isActive}};
    if (isActive) {
        body[QStringLiteral("username")] = m_user;
        body[QStringLiteral("scope")] = QStringLiteral("mail");
    }
    return {200, QJsonDocument(body).toJson(QJsonDocument::Compact), {}};
}

Result<QString> AuthorizationServer::dovecotConfig(const QString &folder) const
{
    const QString name = folder + QStringLiteral("/oauth2.conf");
    const QString content =
        QStringLiteral("introspection_mode = post\nintrospection_url = %1\nusername_attribute = username\n"
                       "active_attribute = active\nactive_value = true\n")
            .arg(introspectUrl().toString());
    if (auto written = writeFile(name, content.toUtf8()); !written)
        return Failure(written.error());
    QFile::setPermissions(name, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    return QStringLiteral("auth_mechanisms = $auth_mechanisms xoauth2 oauthbearer\n"
                          "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = %1\n}\n")
        .arg(name);
}

Browser::Page Browser::open(const QUrl &url)
{
    QNetworkAccessManager network;
    network.setRedirectPolicy(QNetworkRequest::NoLessSafeRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    const QDeadlineTimer deadline(kBrowserMs);
    while (!reply->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    Page page;
    page.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    page.url = reply->url();
    page.text = reply->readAll();
    return page;
}

} // namespace otklik::test
