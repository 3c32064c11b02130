// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/provider.h"

#include "core/oauth/authorization_request.h"
#include "core/oauth/token_set.h"
#include "tests/support/expect_result.h"

#include <QTemporaryDir>

using namespace otklik;
using namespace otklik::oauth;

namespace {

settings::Settings emptySettings()
{
    static const QTemporaryDir folder;
    return *settings::Settings::open(folder.filePath(QStringLiteral("config.json")));
}

void set(settings::Settings &settings, const char *key, const char *value)
{
    settings.set(settings::Setting<QString>{key, {}}, QString::fromLatin1(value));
}

} // namespace

TEST(Provider, HasFourPresets)
{
    const settings::Settings settings = emptySettings();
    for (const QString &id : providerIds()) {
        const auto provider = providerNamed(id, settings);
        ASSERT_OK(provider);
        EXPECT_EQ(provider->authorizeUrl.scheme(), QStringLiteral("https"));
        EXPECT_EQ(provider->tokenUrl.scheme(), QStringLiteral("https"));
        EXPECT_FALSE(provider->scopes.isEmpty());
        EXPECT_EQ(provider->imap.port, 993);
        EXPECT_FALSE(provider->smtp.host.isEmpty());
        EXPECT_EQ(provider->redirectPort, 0);
    }
    EXPECT_EQ(providerIds(), QStringList({QStringLiteral("google"), QStringLiteral("microsoft"),
                                          QStringLiteral("yandex"), QStringLiteral("mailru")}));
}

TEST(Provider, WantsAClientIdAndSaysWhere)
{
    settings::Settings settings = emptySettings();
    set(settings, "oauth/yandex/clientId", "");
    auto provider = providerNamed(QStringLiteral("yandex"), settings);
    ASSERT_OK(provider);
    provider->clientId.clear(); // this build may have one
    const auto missing = checkClient(*provider);
    EXPECT_ERROR(missing, ErrorCode::RefusedByRule);
    EXPECT_TRUE(missing.error().detail.contains(QStringLiteral("--client-id")));
    set(settings, "oauth/yandex/clientId", "mine");
    provider = providerNamed(QStringLiteral("yandex"), settings);
    EXPECT_EQ(provider->clientId, QStringLiteral("mine"));
    EXPECT_OK(checkClient(*provider));
}

TEST(Provider, MayBeOneOfOnesOwnButNeverInTheClear)
{
    settings::Settings settings = emptySettings();
    EXPECT_ERROR(providerNamed(QStringLiteral("keycloak"), settings), ErrorCode::InvalidInput);
    set(settings, "oauth/keycloak/authorizeUrl", "https://id.example.com/auth");
    set(settings, "oauth/keycloak/tokenUrl", "http://id.example.com/token");
    EXPECT_ERROR(providerNamed(QStringLiteral("keycloak"), settings), ErrorCode::InvalidInput);
    set(settings, "oauth/keycloak/tokenUrl", "https://id.example.com/token");
    EXPECT_OK(providerNamed(QStringLiteral("keycloak"), settings));
    set(settings, "oauth/keycloak/redirectHost", "example.com");
    EXPECT_ERROR(providerNamed(QStringLiteral("keycloak"), settings), ErrorCode::InvalidInput);
    EXPECT_ERROR(providerNamed(QStringLiteral("../x"), settings), ErrorCode::InvalidInput);
}

// RFC 7636 appendix B.
TEST(AuthorizationRequest, MakesTheChallengeOfTheRfc)
{
    const AuthorizationRequest request{"state", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", {}};
    EXPECT_EQ(request.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(AuthorizationRequest, IsNewEachTimeAndKeepsWhatTheAddressHad)
{
    Provider provider = *providerNamed(QStringLiteral("google"), emptySettings());
    provider.authorizeUrl = QUrl(QStringLiteral("https://id.example.com/auth?tenant=a%20b"));
    provider.clientId = QStringLiteral("id+1");
    const auto request = AuthorizationRequest::make(QStringLiteral("http://127.0.0.1:4711/"));
    const QUrlQuery query(request.url(provider, QStringLiteral("a+b@example.com")));
    const auto said = [&query](const char *name) {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    EXPECT_EQ(said("tenant"), QStringLiteral("a b"));
    EXPECT_EQ(said("client_id"), QStringLiteral("id+1"));
    EXPECT_EQ(said("redirect_uri"), QStringLiteral("http://127.0.0.1:4711/"));
    EXPECT_EQ(said("login_hint"), QStringLiteral("a+b@example.com"));
    EXPECT_EQ(said("access_type"), QStringLiteral("offline"));
    EXPECT_EQ(said("code_challenge").size(), 43);
    EXPECT_TRUE(request.url(provider, QStringLiteral("a+b@x.y")).toEncoded().contains("a%2Bb%40x.y"));
    const auto other = AuthorizationRequest::make({});
    EXPECT_NE(other.state, request.state);
    EXPECT_NE(other.verifier, request.verifier);
    EXPECT_TRUE(request.isAnsweredBy(QUrlQuery(QStringLiteral("code=1&state=") + QString::fromLatin1(request.state))));
    EXPECT_FALSE(request.isAnsweredBy(QUrlQuery(QStringLiteral("code=1&state=") + QString::fromLatin1(other.state))));
    EXPECT_FALSE(request.isAnsweredBy(QUrlQuery(QStringLiteral("code=1"))));
}

TEST(TokenSet, IsKeptAsOneLine)
{
    TokenSet tokens;
    tokens.accessToken = SecretString(QStringLiteral("a\nb"));
    tokens.refreshToken = SecretString(QStringLiteral("r"));
    tokens.validUntil = Instant::fromMs(1'000'000);
    const auto read = TokenSet::fromSecret(tokens.toSecret());
    ASSERT_OK(read);
    EXPECT_FALSE(tokens.toSecret().reveal().contains(QLatin1Char('\n')));
    EXPECT_EQ(read->accessToken.reveal(), QStringLiteral("a\nb"));
    EXPECT_EQ(read->validUntil, tokens.validUntil);
    EXPECT_TRUE(read->isGoodAt(Instant::fromMs(900'000)));
    EXPECT_FALSE(read->isGoodAt(Instant::fromMs(945'000))); // within a minute of its end
    EXPECT_ERROR(TokenSet::fromSecret(SecretString(QStringLiteral("a password"))), ErrorCode::AuthRejected);
}
