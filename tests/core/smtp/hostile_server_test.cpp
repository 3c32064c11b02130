// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that break off, lie and talk nonsense, over real sockets.
#include "core/smtp/submission.h"
#include "core/smtp/submission_test_run.h"

#include "tests/support/expect_result.h"
#include "tests/support/run_task.h"
#include "tests/support/tls_peer.h"

#include <QTemporaryDir>

using namespace otklik;
using namespace otklik::smtp;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

/// A server that answers each line with the next of its replies, and hangs up where told.
struct Script
{
    QList<QByteArray> replies; ///< the first is the greeting; "HANGUP" closes, "TLS" after a reply starts encryption
    QByteArray heard;
};

const ServerCertificate &certificate()
{
    static const QTemporaryDir folder;
    static const auto made = makeServerCertificate(folder.path());
    if (!made)
        qFatal("%s", qPrintable(made.error().detail));
    return *made;
}

class ScriptedServer
{
public:
    explicit ScriptedServer(QList<QByteArray> replies)
        : m_peer([this](QSslSocket *socket) { serve(socket); })
    {
        m_script.replies = std::move(replies);
    }
    [[nodiscard]] SubmissionServer address(Security security) const
    {
        SubmissionServer server;
        server.host = QStringLiteral("localhost");
        server.port = m_peer.port();
        server.security = security;
        server.user = QStringLiteral("anna");
        server.password = SecretString(QStringLiteral("secret"));
        server.caFile = certificate().caFile;
        return server;
    }
    [[nodiscard]] QByteArray heard() const { return m_script.heard; }

private:
    void serve(QSslSocket *socket)
    {
        QObject::connect(socket, &QSslSocket::readyRead, socket, [this, socket] { hear(socket); });
        answer(socket);
    }
    void hear(QSslSocket *socket)
    {
        m_pending += socket->readAll();
        while (true) {
            const QByteArray end = m_inData ? "\r\n.\r\n" : "\r\n";
            const qsizetype at = m_pending.indexOf(end);
            if (at < 0)
                return;
            m_script.heard += m_pending.left(at) + "\n";
            m_pending.remove(0, at + end.size());
            m_inData = false;
            answer(socket);
        }
    }
    void answer(QSslSocket *socket)
    {
        if (m_next >= m_script.replies.size())
            return;
        QByteArray reply = m_script.replies[m_next++];
        if (reply == "HANGUP")
            return socket->disconnectFromHost();
        const bool tls = reply.endsWith("TLS");
        reply.chop(tls ? 3 : 0);
        m_inData = reply.startsWith("354");
        socket->write(reply + "\r\n");
        if (tls) {
            socket->flush();
            m_peer.encrypt(socket, certificate());
        }
    }

    Script m_script;
    qsizetype m_next = 0;
    bool m_inData = false;
    QByteArray m_pending;
    TlsPeer m_peer;
};

const QByteArray kCan = QByteArrayLiteral("250-mx\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 AUTH PLAIN");
const QList<QByteArray> kGood{"220 mx", kCan,     "220 goTLS", kCan,     "235 2.7.0 ok",
                              "250 ok", "250 ok", "250 ok",    "354 go", "250 2.0.0 queued as ABC",
                              "221 bye"};

SubmissionOptions quick()
{
    SubmissionOptions options;
    options.limits = {3s, 500ms, 500ms, 500ms};
    return options;
}

Result<SendOutcome> send(const ScriptedServer &to, Security security)
{
    const Envelope envelope{QStringLiteral("desk@otklik.test"),
                            {QStringLiteral("a@kunde.example"), QStringLiteral("b@kunde.example")}};
    return runTask(submit(to.address(security), envelope, "Subject: x\r\n\r\nSECRET BODY\r\n", quick(), {}));
}

} // namespace

TEST(HostileServer, TheScriptItselfIsAGoodServer)
{
    const ScriptedServer server(kGood);
    auto outcome = send(server, Security::StartTls);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
    EXPECT_EQ(outcome->queueId, QStringLiteral("ABC"));
}

TEST(HostileServer, HangingUpAtEachStage)
{
    for (qsizetype stage = 0; stage < kGood.size() - 1; ++stage) {
        auto replies = kGood;
        replies[stage] = "HANGUP";
        const ScriptedServer server(replies);
        auto outcome = send(server, Security::StartTls);
        if (stage < 5) {
            EXPECT_ERROR(outcome, ErrorCode::Offline);
            EXPECT_FALSE(server.heard().contains("MAIL"));
        } else {
            ASSERT_OK(outcome);
            EXPECT_EQ(outcome->state, stage < 9 ? SendState::TransientFailure : SendState::Uncertain) << stage;
        }
    }
}

TEST(HostileServer, FallingSilentAtEachStage)
{
    for (qsizetype stage = 0; stage < kGood.size() - 1; ++stage) {
        const ScriptedServer server(kGood.mid(0, stage));
        auto outcome = send(server, Security::StartTls);
        if (stage < 5) {
            EXPECT_ERROR(outcome, ErrorCode::Timeout);
        } else {
            ASSERT_OK(outcome);
            EXPECT_EQ(outcome->state, stage < 9 ? SendState::TransientFailure : SendState::Uncertain) << stage;
        }
    }
}

TEST(HostileServer, TalkingNonsenseAtEachStage)
{
    for (const QByteArray &nonsense : {QByteArray("\x00\xff\xfe binary", 11), QByteArray("HTTP/1.1 400 Bad Request"),
                                       QByteArray("250-one\r\n550 two"), QByteArray(100000, '2')}) {
        for (qsizetype stage = 0; stage < kGood.size() - 1; ++stage) {
            auto replies = kGood;
            replies[stage] = nonsense;
            const ScriptedServer server(replies);
            auto outcome = send(server, Security::StartTls);
            if (stage < 5) {
                EXPECT_ERROR(outcome, ErrorCode::ProtocolViolation);
            } else {
                ASSERT_OK(outcome);
                EXPECT_EQ(outcome->state, stage < 9 ? SendState::TransientFailure : SendState::Uncertain) << stage;
            }
        }
    }
}

TEST(HostileServer, InjectingBeforeTlsNeverHearsThePassword)
{
    const ScriptedServer server({"220 mx", kCan, "220 go\r\n250 AUTH PLAIN\r\n235 ok", "250 x", "235 x"});
    auto outcome = send(server, Security::StartTls);
    EXPECT_ERROR(outcome, ErrorCode::ProtocolViolation);
    EXPECT_TRUE(outcome.error().detail.contains(QStringLiteral("injected before TLS")))
        << outcome.error().detail.toStdString();
    EXPECT_FALSE(server.heard().contains("AUTH"));
}

TEST(HostileServer, StrippingStartTlsNeverHearsThePassword)
{
    const ScriptedServer server({"220 mx", "250-mx\r\n250 AUTH PLAIN", "235 ok"});
    EXPECT_ERROR(send(server, Security::StartTls), ErrorCode::NotEncrypted);
    EXPECT_FALSE(server.heard().contains("AUTH"));
}

TEST(HostileServer, ARefusalBeforeTlsIsNoneForGood)
{
    for (qsizetype stage = 0; stage < 3; ++stage) {
        auto replies = kGood;
        replies[stage] = "554 5.7.1 go away";
        const ScriptedServer server(replies);
        SCOPED_TRACE(stage);
        EXPECT_ERROR(send(server, Security::StartTls), ErrorCode::ServerRefused);
    }
    auto replies = kGood;
    replies[3] = "554 5.7.1 go away"; // behind TLS it is the server's own word
    const ScriptedServer server(replies);
    EXPECT_ERROR(send(server, Security::StartTls), ErrorCode::ServerRejected);
}

TEST(HostileServer, WithAWrongCertificateNeverHearsThePassword)
{
    const ScriptedServer server(kGood);
    auto to = server.address(Security::StartTls);
    to.caFile.clear();
    auto report = runTask(testSubmission(to, quick().limits, {}));
    ASSERT_OK(report);
    EXPECT_FALSE(report->ok());
    EXPECT_EQ(report->steps.back().kind, SubmissionStep::Kind::Tls);
    EXPECT_ERROR(report->steps.back().result, ErrorCode::TlsUntrusted);
    EXPECT_FALSE(server.heard().contains("AUTH"));
}

TEST(HostileServer, WantsTlsWhereNoneIs)
{
    const ScriptedServer server(kGood);
    EXPECT_ERROR(send(server, Security::Tls), ErrorCode::NotEncrypted);
}

TEST(HostileServer, RefusingTheRecipientsHearsNoMail)
{
    const ScriptedServer server(
        {"220 mx", kCan, "220 goTLS", kCan, "235 ok", "250 ok", "550 5.1.1 unknown", "452 4.2.2 full"});
    auto outcome = send(server, Security::StartTls);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::TransientFailure);
    ASSERT_EQ(outcome->refused.size(), 2u);
    EXPECT_TRUE(outcome->refused[0].permanent);
    EXPECT_EQ(outcome->refused[0].enhancedCode, QStringLiteral("5.1.1"));
    EXPECT_FALSE(outcome->refused[1].permanent);
    EXPECT_FALSE(server.heard().contains("DATA"));
    EXPECT_FALSE(server.heard().contains("SECRET BODY"));
}
