// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/token_set.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace otklik::oauth {

namespace {

constexpr auto kMargin = std::chrono::seconds(60);
const QLatin1String kAccess("access_token"), kRefresh("refresh_token"), kUntil("valid_until");

} // namespace

bool TokenSet::isGoodAt(Instant now) const
{
    return !accessToken.isEmpty() && (validUntil.isNever() || now + kMargin < validUntil);
}

SecretString TokenSet::toSecret() const
{
    QJsonObject json{{kAccess, accessToken.reveal()}, {kRefresh, refreshToken.reveal()}};
    if (!validUntil.isNever())
        json[kUntil] = validUntil.toIso();
    return SecretString(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

Result<TokenSet> TokenSet::fromSecret(const SecretString &secret)
{
    const QJsonObject json = QJsonDocument::fromJson(secret.reveal().toUtf8()).object();
    TokenSet tokens;
    tokens.accessToken = SecretString(json[kAccess].toString());
    tokens.refreshToken = SecretString(json[kRefresh].toString());
    if (tokens.accessToken.isEmpty() && tokens.refreshToken.isEmpty())
        return fail(ErrorCode::AuthRejected, QStringLiteral("nobody has signed in yet: sign in in the browser"));
    tokens.validUntil = Instant::fromIso(json[kUntil].toString());
    return tokens;
}

} // namespace otklik::oauth
