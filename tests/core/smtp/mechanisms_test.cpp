// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Each way to sign in, at a real submission server that has them: Dovecot's.
#include "core/smtp/submission_test_run.h"
#include "tests/support/authorization_server.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/loopback.h"
#include "tests/support/run_task.h"

#include <QFile>

namespace otklik::smtp {
namespace {

using test::AuthorizationServer;
using test::DovecotFixture;
using test::runTask;
const QString kUser = QStringLiteral("anna");

/// It would hand mail on to nobody: only the sign-in is tried.
const char *const kSubmission = R"(protocols = imap submission
submission_relay_host = 127.0.0.1
submission_relay_port = @RELAY@
service submission-login {
  chroot =
  inet_listener submission {
    address = 127.0.0.1
    port = @PORT@
  }
}
auth_mechanisms = @MECHANISMS@
)";

class SubmissionMechanisms : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (DovecotFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
    }
    void start(const char *mechanisms)
    {
        const auto config = m_tokens.dovecotConfig(m_folder.path());
        ASSERT_OK(config);
        const auto port = test::freePort(), relay = test::freePort();
        ASSERT_TRUE(port && relay);
        m_port = *port;
        QString lines = QString::fromLatin1(kSubmission);
        lines.replace(QStringLiteral("@PORT@"), QString::number(m_port));
        lines.replace(QStringLiteral("@RELAY@"), QString::number(*relay));
        m_dovecot.addConfig(*config);
        m_dovecot.addConfig(lines.replace(QStringLiteral("@MECHANISMS@"), QLatin1String(mechanisms)));
        ASSERT_OK(m_dovecot.addUser(kUser));
        const auto started = m_dovecot.start();
        if (!started && started.error().detail.contains(QStringLiteral("submission")))
            GTEST_SKIP() << "this Dovecot has no submission service";
        ASSERT_OK(started);
    }
    [[nodiscard]] SubmissionReport signIn(const QString &secret, bool isToken)
    {
        SubmissionServer server;
        server.host = QStringLiteral("localhost");
        server.port = m_port;
        server.security = Security::StartTls;
        server.user = kUser;
        server.password = SecretString(secret);
        server.passwordIsToken = isToken;
        server.caFile = m_dovecot.caFile();
        const auto report = runTask(testSubmission(server, {}, std::stop_token()));
        return report ? *report : SubmissionReport();
    }
    static void expectSignedIn(const SubmissionReport &report, const char *mechanism)
    {
        ASSERT_FALSE(report.steps.empty());
        EXPECT_EQ(report.steps.back().kind, SubmissionStep::Kind::SignIn);
        EXPECT_OK(report.steps.back().result) << mechanism;
        EXPECT_TRUE(report.capabilities.auth.contains(mechanism));
    }

    QTemporaryDir m_folder;
    AuthorizationServer m_tokens{kUser};
    DovecotFixture m_dovecot;
    quint16 m_port = 0;
};

/// One mechanism is all it offers.
class EachSubmissionMechanism : public SubmissionMechanisms, public ::testing::WithParamInterface<const char *>
{
};

TEST_P(EachSubmissionMechanism, SignsIn)
{
    start(GetParam());
    if (IsSkipped() || HasFatalFailure())
        return;
    const bool isToken = QByteArray(GetParam()).contains("OAUTH");
    const QString good = isToken ? m_tokens.issueAccessToken() : DovecotFixture::kPassword;
    expectSignedIn(signIn(good, isToken), GetParam());
    const SubmissionReport refused = signIn(QStringLiteral("wrong"), isToken);
    ASSERT_FALSE(refused.steps.empty());
    EXPECT_EQ(refused.steps.back().kind, SubmissionStep::Kind::SignIn);
    EXPECT_ERROR(refused.steps.back().result, ErrorCode::AuthRejected);
}

INSTANTIATE_TEST_SUITE_P(Each, EachSubmissionMechanism,
                         ::testing::Values("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "OAUTHBEARER", "XOAUTH2"),
                         [](const auto &value) { return QByteArray(value.param).replace("-", "").toStdString(); });

} // namespace
} // namespace otklik::smtp
