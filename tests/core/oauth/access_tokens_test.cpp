// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/access_tokens.h"

#include "tests/support/authorization_server.h"
#include "tests/support/expect_result.h"
#include "tests/support/fake_clock.h"
#include "tests/support/run_task.h"

using namespace otklik;
using namespace otklik::oauth;
using namespace std::chrono_literals;
using otklik::test::AuthorizationServer;
using otklik::test::runUntil;

namespace {

/// A keychain in memory; can refuse to write.
class MemoryStore final : public settings::SecretStore
{
public:
    void read(const QString &key, ReadDone done) override
    {
        ++reads;
        const auto found = secrets.constFind(key);
        if (found == secrets.constEnd())
            return done(fail(ErrorCode::NotFound, key));
        done(*found);
    }
    void write(const QString &key, SecretString secret, Done done) override
    {
        if (refuses)
            return done(fail(ErrorCode::StorageFailed, QStringLiteral("locked")));
        secrets[key] = std::move(secret);
        done({});
    }
    void remove(const QString &key, Done done) override
    {
        secrets.remove(key);
        done({});
    }
    QHash<QString, SecretString> secrets;
    int reads = 0;
    bool refuses = false;
};

class AccessTokensTest : public ::testing::Test
{
protected:
    AccessTokensTest()
    {
        m_account.name = QStringLiteral("support");
        m_account.user = QStringLiteral("anna@example.com");
        m_account.oauth = QStringLiteral("test");
        m_provider.name = QStringLiteral("test");
        m_provider.tokenUrl = m_server.tokenUrl();
        m_provider.clientId = AuthorizationServer::kClientId;
    }
    /// As a sign-in left it.
    void keep(const QString &refreshToken, const QString &accessToken = {}, Instant until = {})
    {
        TokenSet tokens;
        tokens.accessToken = SecretString(accessToken);
        tokens.refreshToken = SecretString(refreshToken);
        tokens.validUntil = until;
        m_store.secrets[m_account.secretKey()] = tokens.toSecret();
    }
    [[nodiscard]] TokenSet kept() const { return *TokenSet::fromSecret(m_store.secrets[m_account.secretKey()]); }
    [[nodiscard]] Result<SecretString> get(const SecretString &refused = {})
    {
        std::optional<Result<SecretString>> token;
        m_tokens.get(m_account, m_provider, refused,
                     [&token](Result<SecretString> answer) { token = std::move(answer); });
        runUntil([&token] { return token.has_value(); });
        return token ? *token : fail(ErrorCode::Timeout, QStringLiteral("no answer"));
    }

    test::FakeClock m_clock;
    AuthorizationServer m_server{QStringLiteral("anna@example.com")};
    MemoryStore m_store;
    settings::AccountConfig m_account;
    Provider m_provider;
    AccessTokens m_tokens{m_clock, m_store};
};

TEST_F(AccessTokensTest, AreRenewedWhenTheirTimeIsOverAndNotBefore)
{
    keep(m_server.issueRefreshToken());
    const auto first = get();
    ASSERT_OK(first);
    m_clock.advance(50min);
    EXPECT_EQ(get()->reveal(), first->reveal());
    EXPECT_EQ(m_server.asked("refresh"), 1);
    m_clock.advance(9min + 30s); // a minute before the end
    const auto second = get();
    ASSERT_OK(second);
    EXPECT_NE(second->reveal(), first->reveal());
    EXPECT_EQ(m_server.asked("refresh"), 2);
    EXPECT_EQ(kept().accessToken.reveal(), second->reveal());
    EXPECT_TRUE(m_server.isGoodRefreshToken(kept().refreshToken.reveal()));
}

TEST_F(AccessTokensTest, AreTakenFromTheStoreWhileTheyAreGood)
{
    keep(m_server.issueRefreshToken(), QStringLiteral("kept"), m_clock.now() + 10min);
    EXPECT_EQ(get()->reveal(), QStringLiteral("kept"));
    EXPECT_EQ(get()->reveal(), QStringLiteral("kept"));
    EXPECT_EQ(m_store.reads, 1);
    EXPECT_EQ(m_server.asked("refresh"), 0);
}

/// Our clock may be wrong, or the provider took it back early.
TEST_F(AccessTokensTest, AreRenewedWhenAMailServerRefusesThem)
{
    keep(m_server.issueRefreshToken(), QStringLiteral("kept"), m_clock.now() + 10min);
    const auto renewed = get(SecretString(QStringLiteral("kept")));
    ASSERT_OK(renewed);
    EXPECT_NE(renewed->reveal(), QStringLiteral("kept"));
    // Somebody else's complaint of the old one costs nothing any more.
    EXPECT_EQ(get(SecretString(QStringLiteral("kept")))->reveal(), renewed->reveal());
    EXPECT_EQ(m_server.asked("refresh"), 1);
}

TEST_F(AccessTokensTest, WithoutRotationTheRefreshTokenStays)
{
    m_server.setRotation(false);
    const QString token = m_server.issueRefreshToken();
    keep(token);
    ASSERT_OK(get());
    EXPECT_EQ(kept().refreshToken.reveal(), token);
}

TEST_F(AccessTokensTest, WithoutATimeTheyAreGoodUntilRefused)
{
    m_server.setLifetime(0);
    keep(m_server.issueRefreshToken());
    const auto token = get();
    ASSERT_OK(token);
    m_clock.advance(48h);
    EXPECT_EQ(get()->reveal(), token->reveal());
    EXPECT_NE(get(*token)->reveal(), token->reveal());
}

TEST_F(AccessTokensTest, ARevokedSignInIsNotAskedAboutAgain)
{
    keep(QStringLiteral("revoked"));
    EXPECT_ERROR(get(), ErrorCode::AuthRejected);
    EXPECT_ERROR(get(), ErrorCode::AuthRejected);
    EXPECT_EQ(m_server.asked("refresh"), 1);
    keep(m_server.issueRefreshToken()); // the person signed in again
    EXPECT_OK(get());
}

TEST_F(AccessTokensTest, TroubleOfTheProviderIsNoReasonToSignInAgain)
{
    keep(m_server.issueRefreshToken());
    m_server.answerNext(503, "later");
    EXPECT_ERROR(get(), ErrorCode::ServerRefused);
    m_server.answerNext(400, R"({"error":"temporarily_unavailable"})");
    EXPECT_ERROR(get(), ErrorCode::ServerRefused);
    EXPECT_OK(get());
    m_provider.tokenUrl = QUrl(QStringLiteral("http://127.0.0.1:1/token"));
    m_clock.advance(2h);
    EXPECT_ERROR(get(), ErrorCode::Offline);
}

TEST_F(AccessTokensTest, AnotherProgramMayHaveBeenFaster)
{
    const QString spent = m_server.issueRefreshToken(), fresh = m_server.issueRefreshToken();
    keep(spent);
    std::optional<Result<SecretString>> token;
    m_server.answerNext(400, R"({"error":"invalid_grant"})");
    m_tokens.get(m_account, m_provider, {}, [&token](Result<SecretString> answer) { token = std::move(answer); });
    keep(fresh); // while ours is under way
    ASSERT_TRUE(runUntil([&token] { return token.has_value(); }));
    ASSERT_OK(*token);
    EXPECT_EQ(m_server.asked("refresh"), 2);
}

TEST_F(AccessTokensTest, CallsAtTheSameTimeShareTheWay)
{
    keep(m_server.issueRefreshToken());
    QStringList tokens;
    for (int i = 0; i < 5; ++i)
        m_tokens.get(m_account, m_provider, {}, [&tokens](Result<SecretString> answer) {
            tokens << (answer ? answer->reveal() : answer.error().detail);
        });
    ASSERT_TRUE(runUntil([&tokens] { return tokens.size() == 5; }));
    EXPECT_EQ(tokens.count(tokens.first()), 5);
    EXPECT_EQ(m_server.asked("refresh"), 1);
}

TEST_F(AccessTokensTest, AStoreThatRefusesDoesNotStopTheMail)
{
    keep(m_server.issueRefreshToken());
    m_store.refuses = true;
    const auto token = get();
    ASSERT_OK(token);
    EXPECT_EQ(get()->reveal(), token->reveal());
    m_clock.advance(2h);
    EXPECT_OK(get()); // by the refresh token that could not be kept: the one in the store was spent
    m_store.refuses = false;
    m_clock.advance(2h);
    const auto last = get();
    ASSERT_OK(last);
    EXPECT_EQ(kept().accessToken.reveal(), last->reveal());
}

TEST_F(AccessTokensTest, ForgetEndsWhatIsUnderWay)
{
    keep(m_server.issueRefreshToken());
    std::optional<Result<SecretString>> token;
    m_tokens.get(m_account, m_provider, {}, [&token](Result<SecretString> answer) { token = std::move(answer); });
    m_tokens.forget(m_account.name);
    ASSERT_TRUE(token.has_value());
    EXPECT_ERROR(*token, ErrorCode::Cancelled);
    keep(m_server.issueRefreshToken());
    EXPECT_OK(get());
}

TEST_F(AccessTokensTest, APasswordIsNoToken)
{
    m_store.secrets[m_account.secretKey()] = SecretString(QStringLiteral("secret"));
    EXPECT_ERROR(get(), ErrorCode::AuthRejected);
    m_store.secrets.clear();
    EXPECT_ERROR(get(), ErrorCode::NotFound);
}

} // namespace
