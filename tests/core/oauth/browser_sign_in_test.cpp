// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/browser_sign_in.h"

#include "tests/support/authorization_server.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

#include <QTcpSocket>

using namespace otklik;
using namespace otklik::oauth;
using otklik::test::AuthorizationServer;
using otklik::test::Browser;
using otklik::test::runUntil;

namespace {

class BrowserSignInTest : public ::testing::Test
{
protected:
    [[nodiscard]] Provider provider() const
    {
        Provider provider;
        provider.id = provider.name = QStringLiteral("test");
        provider.authorizeUrl = m_server.authorizeUrl();
        provider.tokenUrl = m_server.tokenUrl();
        provider.scopes = QStringList{QStringLiteral("mail")};
        provider.clientId = AuthorizationServer::kClientId;
        return provider;
    }
    void start(const Provider &with)
    {
        m_signIn = std::make_unique<BrowserSignIn>(
            m_clock, with, BrowserSignIn::Pages{QStringLiteral("Well <done>"), QStringLiteral("Failed")});
        m_signIn->start(
            QStringLiteral("anna@example.com"), [this](const QUrl &url) { m_opened = url; },
            [this](Result<TokenSet> tokens) { m_result = std::move(tokens); });
    }
    [[nodiscard]] Result<TokenSet> result()
    {
        runUntil([this] { return m_result.has_value(); });
        return m_result ? *m_result : fail(ErrorCode::Timeout, QStringLiteral("no end"));
    }
    /// What the person's browser would be sent back to.
    [[nodiscard]] QUrl redirect(const QString &query) const
    {
        QUrl back(QUrlQuery(m_opened).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        back.setQuery(query);
        return back;
    }

    SystemClock m_clock;
    AuthorizationServer m_server{QStringLiteral("anna@example.com")};
    std::unique_ptr<BrowserSignIn> m_signIn;
    QUrl m_opened;
    std::optional<Result<TokenSet>> m_result;
};

TEST_F(BrowserSignInTest, GivesTokens)
{
    start(provider());
    const Browser::Page page = Browser::open(m_opened);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.text.contains("Well &lt;done&gt;"));
    const auto tokens = result();
    ASSERT_OK(tokens);
    EXPECT_TRUE(m_server.isGoodRefreshToken(tokens->refreshToken.reveal()));
    EXPECT_TRUE(tokens->isGoodAt(m_clock.now() + std::chrono::minutes(58)));
    EXPECT_FALSE(tokens->isGoodAt(m_clock.now() + std::chrono::minutes(60)));
    EXPECT_EQ(m_server.lastAuthorization().queryItemValue(QStringLiteral("scope")), QStringLiteral("mail"));
}

TEST_F(BrowserSignInTest, TellsWhatTheProviderSays)
{
    m_server.setDenies(true);
    start(provider());
    EXPECT_TRUE(Browser::open(m_opened).text.contains("Failed"));
    const auto denied = result();
    EXPECT_ERROR(denied, ErrorCode::AuthRejected);
    EXPECT_TRUE(denied.error().detail.contains(QStringLiteral("access_denied")));
}

TEST_F(BrowserSignInTest, WhoDoesNotKnowTheStateChangesNothing)
{
    start(provider());
    EXPECT_EQ(Browser::open(redirect(QStringLiteral("code=stolen&state=guessed"))).status, 400);
    EXPECT_EQ(Browser::open(redirect(QStringLiteral("error=access_denied"))).status, 400);
    EXPECT_EQ(Browser::open(redirect({})).status, 404);
    QUrl icon = redirect({});
    icon.setPath(QStringLiteral("/favicon.ico"));
    EXPECT_EQ(Browser::open(icon).status, 404);
    EXPECT_FALSE(m_result.has_value());
    EXPECT_EQ(m_server.asked("code"), 0);
    EXPECT_EQ(Browser::open(m_opened).status, 200);
    EXPECT_OK(result());
}

TEST_F(BrowserSignInTest, NonsenseAtTheDoorHarmsNobody)
{
    start(provider());
    for (const QByteArray &nonsense : {QByteArray("\r\n\r\n"), QByteArray("POST / HTTP/1.1\r\n\r\n"),
                                       QByteArray("GET\r\n\r\n"), QByteArray(100'000, 'x')}) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(redirect({}).port()));
        socket.write(nonsense);
        EXPECT_TRUE(runUntil(
            [&socket] { return socket.state() == QAbstractSocket::UnconnectedState || socket.bytesAvailable() > 0; }));
    }
    EXPECT_EQ(Browser::open(m_opened).status, 200);
    EXPECT_OK(result());
}

TEST_F(BrowserSignInTest, ACodeIsGoodOnce)
{
    start(provider());
    const Browser::Page page = Browser::open(m_opened);
    ASSERT_OK(result());
    // The same code once more, as somebody who read it would: refused, and what was given out dies.
    const AuthorizationRequest other = AuthorizationRequest::make(redirect({}).toString());
    TokenEndpoint endpoint(m_clock);
    std::optional<Result<TokenSet>> again;
    endpoint.exchangeCode(provider(), other, QUrlQuery(page.url).queryItemValue(QStringLiteral("code")),
                          [&again](Result<TokenSet> tokens) { again = std::move(tokens); });
    ASSERT_TRUE(runUntil([&again] { return again.has_value(); }));
    EXPECT_ERROR(*again, ErrorCode::AuthRejected);
    EXPECT_FALSE(m_server.isGoodRefreshToken((*m_result)->refreshToken.reveal()));
}

TEST_F(BrowserSignInTest, TellsFailuresOfTheTokenEndpointApart)
{
    const std::tuple<int, QByteArray, ErrorCode> cases[]{
        {400, R"({"error":"invalid_grant"})", ErrorCode::AuthRejected},
        {401, R"({"error":"invalid_client"})", ErrorCode::AuthRejected},
        {400, R"({"error":"temporarily_unavailable"})", ErrorCode::ServerRefused},
        {503, "<html>later</html>", ErrorCode::ServerRefused},
        {302, "", ErrorCode::ServerRefused},
        {200, "nonsense", ErrorCode::ProtocolViolation},
        {200, R"({"access_token":"a","token_type":"mac"})", ErrorCode::ProtocolViolation},
        {200, R"({"access_token":"a","token_type":"Bearer"})", ErrorCode::AuthRejected}, // no refresh token
        {200, QByteArray(200'000, ' '), ErrorCode::ProtocolViolation},
    };
    for (const auto &[status, body, code] : cases) {
        m_result.reset();
        m_server.answerNext(status, body);
        start(provider());
        EXPECT_EQ(Browser::open(m_opened).status, 200);
        const auto failed = result();
        EXPECT_ERROR(failed, code);
    }
}

TEST_F(BrowserSignInTest, WantsAClientIdAndAFreePort)
{
    Provider nobody = provider();
    nobody.clientId.clear();
    start(nobody);
    EXPECT_ERROR(result(), ErrorCode::RefusedByRule);
    EXPECT_TRUE(m_opened.isEmpty());
    m_result.reset();
    Provider taken = provider();
    taken.redirectPort = quint16(m_server.authorizeUrl().port());
    start(taken);
    EXPECT_ERROR(result(), ErrorCode::Offline);
}

TEST_F(BrowserSignInTest, ShowsTheClientSecretWhereThereIsOne)
{
    m_server.setClientSecret(QStringLiteral("not so secret"));
    start(provider());
    EXPECT_EQ(Browser::open(m_opened).status, 200);
    EXPECT_ERROR(result(), ErrorCode::AuthRejected);
    m_result.reset();
    Provider with = provider();
    with.clientSecret = SecretString(QStringLiteral("not so secret"));
    start(with);
    EXPECT_EQ(Browser::open(m_opened).status, 200);
    EXPECT_OK(result());
}

} // namespace
