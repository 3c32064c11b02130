// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Against a real SMTP server (SmtpServerFixture) that delivers into Maildirs.
#include "core/smtp/submission.h"
#include "core/smtp/submission_test_run.h"

#include "tests/support/dovecot_fixture.h"
#include "tests/support/expect_result.h"
#include "tests/support/loopback.h"
#include "tests/support/run_task.h"
#include "tests/support/smtp_server_fixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace otklik;
using namespace otklik::smtp;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

const QString kAnna = QStringLiteral("anna@kunde.example");
const QString kBoris = QStringLiteral("boris@kunde.example");

class RealServer : public testing::Test
{
protected:
    void SetUp() override
    {
        if (SmtpServerFixture::skipped())
            GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
        ASSERT_OK(smtp.addMailbox(kAnna, maildirs.filePath(QStringLiteral("anna"))));
        ASSERT_OK(smtp.addMailbox(kBoris, maildirs.filePath(QStringLiteral("boris"))));
        ASSERT_OK(smtp.start());
    }
    [[nodiscard]] SubmissionServer server(Security security) const
    {
        SubmissionServer server;
        server.host = QStringLiteral("localhost");
        server.port = security == Security::Tls ? smtp.tlsPort() : smtp.port();
        server.security = security;
        server.user = SmtpServerFixture::kUser;
        server.password = SecretString(SmtpServerFixture::kPassword);
        server.caFile = smtp.caFile();
        return server;
    }
    [[nodiscard]] Result<SendOutcome> send(Security security, const QStringList &to, const QByteArray &message) const
    {
        const Envelope envelope{SmtpServerFixture::kUser, to};
        return runTask(submit(server(security), envelope, message, SubmissionOptions(), {}));
    }
    /// The mails delivered to one of them; waits for the first.
    [[nodiscard]] QList<QByteArray> delivered(const QString &name) const
    {
        const QString folder = maildirs.filePath(name + QStringLiteral("/new"));
        runUntil([&folder] { return !QDir(folder).entryList(QDir::Files).isEmpty(); }, 10s);
        QList<QByteArray> contents;
        for (const QString &file : QDir(folder).entryList(QDir::Files)) {
            QFile mail(folder + QLatin1Char('/') + file);
            EXPECT_TRUE(mail.open(QIODevice::ReadOnly));
            contents += mail.readAll().replace("\r\n", "\n");
        }
        return contents;
    }

    QTemporaryDir maildirs;
    SmtpServerFixture smtp;
};

} // namespace

TEST_F(RealServer, DeliversWhatWasSentDotsIncluded)
{
    const QByteArray message = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <one@otklik.test>\r\n\r\n"
                               ".first\r\n..second\r\n.\r\nlast\r\n";
    for (const Security security : {Security::StartTls, Security::Tls}) {
        auto outcome = send(security, {kAnna, kBoris}, message);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, SendState::Sent) << outcome->text.toStdString() << smtp.log().toStdString();
        EXPECT_EQ(outcome->accepted, (QStringList{kAnna, kBoris}));
    }
    for (const QString &name : {QStringLiteral("anna"), QStringLiteral("boris")}) {
        const auto mails = delivered(name);
        ASSERT_FALSE(mails.isEmpty()) << smtp.log().toStdString();
        EXPECT_TRUE(mails[0].endsWith(QByteArray(message).replace("\r\n", "\n"))) << mails[0].toStdString();
    }
}

TEST_F(RealServer, RefusesAnUnknownRecipientAndServesTheOther)
{
    auto outcome = send(Security::Tls, {QStringLiteral("nobody@kunde.example"), kAnna}, "Subject: x\r\n\r\nbody\r\n");
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
    EXPECT_EQ(outcome->accepted, QStringList{kAnna});
    ASSERT_EQ(outcome->refused.size(), 1u);
    EXPECT_TRUE(outcome->refused[0].permanent);
    EXPECT_EQ(outcome->refused[0].code, 550);
    EXPECT_EQ(outcome->refused[0].enhancedCode, QStringLiteral("5.1.1"));
}

TEST_F(RealServer, NeverLetsMailLeaveTheMachine)
{
    auto outcome = send(Security::Tls, {QStringLiteral("someone@example.org")}, "Subject: x\r\n\r\nbody\r\n");
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::PermanentFailure);
    EXPECT_EQ(outcome->code, 554);
}

TEST_F(RealServer, TakesALargeMail)
{
    QByteArray message = "Subject: large\r\n\r\n";
    for (int i = 0; i < 130000; ++i)
        message += "line of a large mail, number " + QByteArray::number(i) + " and some more text to fill it up\r\n";
    ASSERT_GT(message.size(), 8 << 20);
    auto outcome = send(Security::Tls, {kAnna}, message);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent) << outcome->text.toStdString();
    const auto mails = delivered(QStringLiteral("anna"));
    ASSERT_EQ(mails.size(), 1);
    EXPECT_TRUE(mails[0].endsWith(message.replace("\r\n", "\n")));
}

TEST_F(RealServer, RejectsAWrongPassword)
{
    auto to = server(Security::StartTls);
    to.password = SecretString(QStringLiteral("wrong"));
    const Envelope envelope{SmtpServerFixture::kUser, {kAnna}};
    auto outcome = runTask(submit(to, envelope, "Subject: x\r\n\r\n", SubmissionOptions(), {}));
    EXPECT_ERROR(outcome, ErrorCode::AuthRejected);
    EXPECT_FALSE(outcome.error().detail.contains(QStringLiteral("wrong")));
}

TEST_F(RealServer, ReportsEachStepOfATestRun)
{
    for (const Security security : {Security::StartTls, Security::Tls}) {
        auto report = runTask(testSubmission(server(security), SubmissionLimits(), {}));
        ASSERT_OK(report);
        EXPECT_TRUE(report->ok());
        EXPECT_EQ(report->steps.size(), 5u);
        for (const auto &step : report->steps)
            EXPECT_OK(step.result);
        EXPECT_TRUE(report->peer.encrypted);
        EXPECT_TRUE(report->capabilities.auth.contains("PLAIN"));
    }
    auto to = server(Security::Tls);
    to.password = SecretString(QStringLiteral("wrong"));
    auto report = runTask(testSubmission(to, SubmissionLimits(), {}));
    ASSERT_OK(report);
    EXPECT_FALSE(report->ok());
    EXPECT_EQ(report->steps.back().kind, SubmissionStep::Kind::SignIn);

    smtp.stop();
    report = runTask(testSubmission(to, SubmissionLimits(), {}));
    ASSERT_OK(report);
    EXPECT_EQ(report->steps.back().kind, SubmissionStep::Kind::Connect);
    EXPECT_ERROR(report->steps.back().result, ErrorCode::Offline);
}

TEST_F(RealServer, KeepsItsPortsWhenStartedAgain)
{
    const quint16 port = smtp.port();
    smtp.stop();
    ASSERT_OK(smtp.start());
    EXPECT_EQ(smtp.port(), port);
    auto outcome = send(Security::StartTls, {kBoris}, "Subject: again\r\n\r\n");
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

/// Dovecot's submission service offers CHUNKING, and hands on to the other server by DATA.
TEST(RealServers, TakeAMailInOneChunk)
{
    if (SmtpServerFixture::skipped())
        GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
    const QTemporaryDir maildirs;
    SmtpServerFixture smtp;
    ASSERT_OK(smtp.addMailbox(kAnna, maildirs.filePath(QStringLiteral("anna"))));
    ASSERT_OK(smtp.start());
    const auto port = freePort();
    ASSERT_OK(port);
    DovecotFixture dovecot;
    ASSERT_OK(dovecot.addUser(QStringLiteral("desk")));
    dovecot.addConfig(QStringLiteral(R"(protocols = imap submission
hostname = localhost
submission_relay_host = 127.0.0.1
submission_relay_port = %1
submission_relay_ssl = starttls
submission_relay_ssl_verify = no
submission_relay_user = %2
submission_relay_password = %3
service submission-login {
  chroot =
  inet_listener submission {
    address = 127.0.0.1
    port = %4
  }
}
)")
                          .arg(QString::number(smtp.port()), SmtpServerFixture::kUser, SmtpServerFixture::kPassword,
                               QString::number(*port)));
    ASSERT_OK(dovecot.start());
    SubmissionServer server;
    server.host = QStringLiteral("localhost");
    server.port = *port;
    server.security = Security::StartTls;
    server.user = QStringLiteral("desk");
    server.password = SecretString(DovecotFixture::kPassword);
    server.caFile = dovecot.caFile();
    auto report = runTask(testSubmission(server, SubmissionLimits(), {}));
    ASSERT_OK(report);
    ASSERT_TRUE(report->ok()) << dovecot.log().toStdString();
    ASSERT_TRUE(report->capabilities.chunking) << "this test is about it";
    QByteArray message =
        "Subject: one chunk\r\nMessage-ID: <chunk@otklik.test>\r\n\r\n.first\r\n..second\r\n.\r\nlast\r\n";
    for (int i = 0; i < 5000; ++i)
        message += "line " + QByteArray::number(i) + "\r\n.\r\n";
    const Envelope envelope{SmtpServerFixture::kUser, {kAnna}};
    auto outcome = runTask(submit(server, envelope, message, SubmissionOptions(), {}));
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent) << outcome->text.toStdString() << dovecot.log().toStdString();
    const QString folder = maildirs.filePath(QStringLiteral("anna/new"));
    ASSERT_TRUE(runUntil([&folder] { return !QDir(folder).entryList(QDir::Files).isEmpty(); }, 10s));
    QFile mail(folder + QLatin1Char('/') + QDir(folder).entryList(QDir::Files).first());
    ASSERT_TRUE(mail.open(QIODevice::ReadOnly));
    EXPECT_TRUE(mail.readAll().replace("\r\n", "\n").endsWith(message.replace("\r\n", "\n")));
}

TEST(RealServers, DeliverIntoAMailboxThatDovecotServes)
{
    if (SmtpServerFixture::skipped())
        GTEST_SKIP() << "OTKLIK_SKIP_SERVERS is set";
    DovecotFixture dovecot;
    ASSERT_OK(dovecot.addUser(QStringLiteral("anna")));
    ASSERT_OK(dovecot.start());
    SmtpServerFixture smtp;
    ASSERT_OK(smtp.addMailbox(kAnna, dovecot.maildirOf(QStringLiteral("anna"))));
    ASSERT_OK(smtp.start());
    SubmissionServer server;
    server.host = QStringLiteral("127.0.0.1");
    server.port = smtp.tlsPort();
    server.user = kAnna;
    server.password = SecretString(SmtpServerFixture::kPassword);
    server.caFile = smtp.caFile();
    const Envelope envelope{kAnna, {kAnna}};
    auto outcome = runTask(submit(server, envelope, "Subject: through both\r\n\r\nbody\r\n", SubmissionOptions(), {}));
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
    const auto subjects = [&dovecot] {
        auto fetched = dovecot.doveadm({QStringLiteral("fetch"), QStringLiteral("-u"), QStringLiteral("anna"),
                                        QStringLiteral("hdr.subject"), QStringLiteral("all")});
        return fetched.value_or(fetched ? QByteArray() : fetched.error().detail.toUtf8());
    };
    EXPECT_TRUE(runUntil([&subjects] { return subjects().contains("through both"); })) << subjects().toStdString();
}
