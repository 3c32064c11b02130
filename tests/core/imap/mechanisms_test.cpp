// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Each way to sign in, on the real servers that have it.
#include "core/imap/connection.h"
#include "tests/support/authorization_server.h"
#include "tests/support/cyrus_fixture.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"

namespace otklik::imap {
namespace {

using test::AuthorizationServer;
using test::CyrusFixture;
using test::DovecotFixture;
using test::runTask;
const QString kUser = QStringLiteral("anna");

/// All but the one to be tried.
QByteArrayList allBut(const QByteArray &wanted)
{
    QByteArrayList others;
    for (const char *name : {"SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256",
                             "SCRAM-SHA-1", "PLAIN", "LOGIN", "OAUTHBEARER", "XOAUTH2"})
        if (wanted != name)
            others << QByteArray("AUTH=") + name;
    return others;
}

template<typename Server>
ServerSettings settingsOf(const Server &server, Security security, const QString &password)
{
    ServerSettings settings;
    settings.host = QStringLiteral("localhost");
    settings.port = security == Security::Tls ? server.tlsPort() : server.port();
    settings.security = security;
    settings.user = kUser;
    settings.password = SecretString(password);
    settings.caFile = server.caFile();
    return settings;
}

Result<std::unique_ptr<Connection>> connect(const ServerSettings &settings)
{
    return runTask(connectImap(settings, std::stop_token()));
}

class DovecotMechanisms : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        m_folder.setAutoRemove(true);
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
        const auto config = m_tokens.dovecotConfig(m_folder.path());
        ASSERT_OK(config);
        m_dovecot.addConfig(*config);
        ASSERT_OK(m_dovecot.addUser(kUser));
        ASSERT_OK(m_dovecot.start());
    }
    [[nodiscard]] ServerSettings withToken(const QString &token, const QByteArray &mechanism = {}) const
    {
        ServerSettings settings = settingsOf(m_dovecot, Security::Tls, token);
        settings.passwordIsToken = true;
        if (!mechanism.isEmpty())
            settings.without = allBut(mechanism);
        return settings;
    }

    QTemporaryDir m_folder;
    AuthorizationServer m_tokens{kUser};
    DovecotFixture m_dovecot;
};

TEST_F(DovecotMechanisms, SignsInByEachWithAPassword)
{
    for (const char *mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN"})
        for (const Security security : {Security::Tls, Security::None}) {
            ServerSettings settings = settingsOf(m_dovecot, security, DovecotFixture::kPassword);
            settings.without = allBut(mechanism);
            ASSERT_OK(connect(settings)) << mechanism << m_dovecot.log().toStdString();
            EXPECT_TRUE(m_dovecot.log().contains(QStringLiteral("method=") + QLatin1String(mechanism))) << mechanism;
            settings.password = SecretString(QStringLiteral("wrong"));
            EXPECT_ERROR(connect(settings), ErrorCode::AuthRejected);
        }
}

/// With TLS we say "y": binding could be had here. Dovecot 2.3 has none and lets us in.
TEST_F(DovecotMechanisms, TakesTheStrongestOne)
{
    ASSERT_OK(connect(settingsOf(m_dovecot, Security::StartTls, DovecotFixture::kPassword)));
    EXPECT_TRUE(m_dovecot.log().contains(QStringLiteral("method=SCRAM-SHA-256"))) << m_dovecot.log().toStdString();
}

TEST_F(DovecotMechanisms, SignsInWithAToken)
{
    for (const char *mechanism : {"OAUTHBEARER", "XOAUTH2"}) {
        ASSERT_OK(connect(withToken(m_tokens.issueAccessToken(), mechanism))) << m_dovecot.log().toStdString();
        EXPECT_TRUE(m_dovecot.log().contains(QStringLiteral("method=") + QLatin1String(mechanism))) << mechanism;
    }
    EXPECT_GE(m_tokens.asked("introspect"), 2);
}

TEST_F(DovecotMechanisms, TellsWhyATokenIsRefused)
{
    for (const char *mechanism : {"OAUTHBEARER", "XOAUTH2"}) {
        const auto refused = connect(withToken(QStringLiteral("stale"), mechanism));
        EXPECT_ERROR(refused, ErrorCode::AuthRejected);
        EXPECT_TRUE(refused.error().detail.contains(QStringLiteral("status"))) << refused.error().detail.toStdString();
        EXPECT_FALSE(refused.error().detail.contains(QStringLiteral("stale")));
    }
    const QString token = m_tokens.issueAccessToken();
    ASSERT_OK(connect(withToken(token)));
    m_tokens.revokeAll();
    EXPECT_ERROR(connect(withToken(token)), ErrorCode::AuthRejected);
}

TEST_F(DovecotMechanisms, ATokenIsNeverSentAsAPassword)
{
    ServerSettings settings = withToken(m_tokens.issueAccessToken());
    settings.without = {"AUTH=OAUTHBEARER", "AUTH=XOAUTH2"};
    EXPECT_ERROR(connect(settings), ErrorCode::AuthRejected);
    EXPECT_EQ(m_tokens.asked("introspect"), 0);
}

class CyrusMechanisms : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        if (!CyrusFixture::isThere())
            GTEST_SKIP() << "no Cyrus: scripts/servers could not get it";
        ASSERT_OK(m_cyrus.addUser(kUser));
        ASSERT_OK(m_cyrus.start());
    }
    [[nodiscard]] Result<std::unique_ptr<Connection>> signIn(const QByteArray &mechanism, Security security,
                                                             const QString &password) const
    {
        ServerSettings settings = settingsOf(m_cyrus, security, password);
        if (!mechanism.isEmpty())
            settings.without = allBut(mechanism);
        return connect(settings);
    }

    CyrusFixture m_cyrus;
};

TEST_F(CyrusMechanisms, SignsInByEachWithAPassword)
{
    for (const char *mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"})
        for (const Security security : {Security::Tls, Security::None})
            EXPECT_OK(signIn(mechanism, security, CyrusFixture::kPassword)) << mechanism;
    EXPECT_ERROR(signIn("SCRAM-SHA-1", Security::Tls, QStringLiteral("wrong")), ErrorCode::AuthRejected);
}

/// It offers -PLUS, but binds by tls-unique only, which cannot be had here.
TEST_F(CyrusMechanisms, TakesTheStrongestOneThatWorks)
{
    for (const Security security : {Security::Tls, Security::StartTls})
        EXPECT_OK(signIn({}, security, CyrusFixture::kPassword));
}

} // namespace
} // namespace otklik::imap
