// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace otklik::test {

/// An OAuth 2 authorization server on a free loopback port that speaks the real protocol: authorization code with PKCE
/// (RFC 7636: S256 only), loopback redirects (RFC 8252), codes for one use, refresh with rotation and its re-use check
/// (RFC 9700 §4.14), error answers (RFC 6749 §5.2), introspection (RFC 7662). The person at the browser agrees at once
/// unless told otherwise. It lives in the event loop of the test.
class AuthorizationServer final : public QTcpServer
{
public:
    inline static const QString kClientId = QStringLiteral("otklik-test-client");
    /// `user` is who signs in.
    explicit AuthorizationServer(QString user);

    [[nodiscard]] QUrl url(const char *path) const;
    [[nodiscard]] QUrl authorizeUrl() const { return url("/authorize?tenant=test"); }
    [[nodiscard]] QUrl tokenUrl() const { return url("/token"); }
    [[nodiscard]] QUrl introspectUrl() const { return url("/introspect"); }

    /// Seconds that access tokens are good for, from the next one on; 0: the answer does not say ("expires_in"
    /// missing).
    void setLifetime(qint64 seconds) { m_lifetime = seconds; }
    /// The client also has to show this.
    void setClientSecret(const QString &secret) { m_clientSecret = secret; }
    void setRotation(bool rotates) { m_rotates = rotates; }
    /// The person says no from now on.
    void setDenies(bool denies) { m_denies = denies; }
    /// What the token endpoint answers next, once, whatever is asked: status and body.
    void answerNext(int status, const QByteArray &body) { m_nextAnswers.append({status, body, {}}); }
    /// Access tokens that are out are not good any more; a refresh helps.
    void expireAccessTokens() { m_accessTokens.clear(); }
    /// Nor are refresh tokens: the person or an administrator has taken the consent back.
    void revokeAll();

    /// Tokens without a browser, as a sign-in that was long ago left them.
    [[nodiscard]] QString issueAccessToken();
    [[nodiscard]] QString issueRefreshToken();
    [[nodiscard]] bool isGoodRefreshToken(const QString &token) const { return m_refreshTokens.contains(token); }
    /// How often each was asked: "authorize", "code", "refresh", "introspect".
    [[nodiscard]] int asked(const char *what) const { return m_asked.value(QLatin1String(what)); }
    /// The parameters of the last request for authorization.
    [[nodiscard]] const QUrlQuery &lastAuthorization() const { return m_lastAuthorization; }

    /// Writes what a Dovecot needs to ask here about tokens into `folder`, which must be open to its users; the lines
    /// for its configuration.
    [[nodiscard]] Result<QString> dovecotConfig(const QString &folder) const;

private:
    struct Answer
    {
        int status = 200;
        QByteArray body;
        QByteArray location;
    };
    struct Code
    {
        QUrlQuery request;
        bool isUsed = false;
    };
    struct Request
    {
        QByteArray method, bearer;
        QUrl url;
        QUrlQuery form;
    };

    void serve(QTcpSocket *socket);
    [[nodiscard]] Answer answer(const Request &request);
    [[nodiscard]] Answer authorize(const QUrlQuery &query);
    [[nodiscard]] Answer token(const QUrlQuery &form);
    [[nodiscard]] Answer exchangeCode(const QUrlQuery &form);
    [[nodiscard]] Answer refresh(const QUrlQuery &form);
    [[nodiscard]] Answer introspect(const Request &request);
    [[nodiscard]] Answer tokens(const QString &refreshToken);
    [[nodiscard]] static Answer refused(const char *error, const char *why, int status = 400);
    [[nodiscard]] QString secret(const char *kind);

    QString m_user, m_clientSecret;
    qint64 m_lifetime = 3600;
    bool m_rotates = true, m_denies = false;
    QList<Answer> m_nextAnswers;
    QHash<QString, Code> m_codes;
    QHash<QString, QDateTime> m_accessTokens; ///< and when they end; null: never
    QSet<QString> m_refreshTokens, m_spentTokens;
    QHash<QString, int> m_asked;
    QUrlQuery m_lastAuthorization;
};

/// The person's browser: opens the address, follows redirects and reads the last page. Ends when that has come, or
/// could not be had.
class Browser final
{
public:
    struct Page
    {
        int status = 0; ///< 0: not reached
        QUrl url;
        QByteArray text;
    };
    static Page open(const QUrl &url);
};

} // namespace otklik::test
