// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/submission.h"

#include "tests/support/expect_result.h"
#include "tests/support/memory_stream.h"
#include "tests/support/run_task.h"

#include <QTimer>

#include <tuple>

using namespace otklik;
using namespace otklik::smtp;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

const QByteArray kMessage = QByteArrayLiteral("Subject: hi\r\n\r\n.dot\r\n");

const QByteArray kHello = QByteArrayLiteral("S: 220 mx.example ready\n"
                                            "C: EHLO [127.0.0.1]\n"
                                            "S: 250-mx.example\n"
                                            "S: 250-PIPELINING\n"
                                            "S: 250-SIZE 1000\n"
                                            "S: 250 AUTH PLAIN LOGIN\n");
const QByteArray kSignIn = QByteArrayLiteral("C: AUTH PLAIN AGFubmEAc2VjcmV0\n"
                                             "S: 235 2.7.0 welcome\n");
const QByteArray kEnvelope = QByteArrayLiteral("C: MAIL FROM:<desk@otklik.test> SIZE=21\n"
                                               "C: RCPT TO:<a@kunde.example>\n"
                                               "C: RCPT TO:<b@kunde.example>\n");
const QByteArray kAccepted = QByteArrayLiteral("S: 250 2.1.0 ok\nS: 250 2.1.5 ok\nS: 250 2.1.5 ok\n");
const QByteArray kData = QByteArrayLiteral("C: DATA\nS: 354 go\nC: Subject: hi\nC: \nC: ..dot\nC: .\n");
const QByteArray kQueued = QByteArrayLiteral("S: 250 2.0.0 Ok: queued as Q1\nC: QUIT\nS: 221 bye\n");

SubmissionServer server()
{
    SubmissionServer server;
    server.host = QStringLiteral("localhost");
    server.port = 465;
    server.user = QStringLiteral("anna");
    server.password = SecretString(QStringLiteral("secret"));
    return server;
}

Envelope envelope()
{
    return {QStringLiteral("desk@otklik.test"), {QStringLiteral("a@kunde.example"), QStringLiteral("b@kunde.example")}};
}

SubmissionOptions quick()
{
    SubmissionOptions options;
    options.limits = {1s, 300ms, 300ms, 300ms};
    return options;
}

Result<SendOutcome> play(const QByteArray &transcript, const SubmissionServer &to = server(),
                         const Envelope &who = envelope(), const QByteArray &message = kMessage, qsizetype chunk = 1000)
{
    auto stream = std::make_unique<MemoryStream>(transcript);
    stream->setChunkSize(chunk);
    return runTask(submitOver(std::move(stream), to, who, message, quick(), {}));
}

/// A server that says its last words and closes: what is written from then on fails.
class LeavingStream final : public net::Stream
{
public:
    LeavingStream(const QByteArray &transcript, const QByteArray &lastWords)
        : m_inner(transcript + "S: " + lastWords + "\n")
        , m_last("S: " + lastWords)
    {
    }
    net::Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds limit, std::stop_token stop) override
    {
        return m_inner.readSome(maxBytes, limit, stop);
    }
    net::Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds limit, std::stop_token stop) override
    {
        if (m_inner.remaining().startsWith(m_last))
            return broken();
        return m_inner.writeAll(bytes, limit, stop);
    }
    net::Task<void> startTls(std::chrono::milliseconds limit, std::stop_token stop) override
    {
        return m_inner.startTls(limit, stop);
    }
    void close() override { m_inner.close(); }
    bool isOpen() const override { return m_inner.isOpen(); }
    qint64 bytesReceived() const override { return m_inner.bytesReceived(); }
    qint64 bytesSent() const override { return m_inner.bytesSent(); }
    net::PeerInfo peer() const override { return m_inner.peer(); }

private:
    static net::Task<void> broken() { co_return fail(ErrorCode::Offline, QStringLiteral("broken pipe")); }
    MemoryStream m_inner;
    QByteArray m_last;
};

} // namespace

TEST(Submission, TheLastWordsOfAServerThatLeavesCount)
{
    const QByteArray toRcpt = kHello + kSignIn + kEnvelope;
    const QByteArray toData = toRcpt + kAccepted + "C: DATA\nS: 354 go\n";
    const std::vector<std::tuple<QByteArray, QByteArray, SendState, int>> cases{
        {toData, "552 5.3.4 too large", SendState::PermanentFailure, 552},
        {toData, "452 4.3.1 disk full", SendState::TransientFailure, 452},
        {toData, "250 2.0.0 of something else", SendState::TransientFailure, 0},
        {toRcpt + kAccepted, "421 4.3.2 shutting down", SendState::TransientFailure, 421},
        {kHello + kSignIn, "554 5.7.1 you are blocked", SendState::PermanentFailure, 554},
    };
    for (const auto &[transcript, words, state, code] : cases) {
        auto stream = std::make_unique<LeavingStream>(transcript, words);
        auto outcome = runTask(submitOver(std::move(stream), server(), envelope(), kMessage, quick(), {}));
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, state) << words.toStdString();
        EXPECT_EQ(outcome->code, code);
        EXPECT_EQ(outcome->accepted, QStringList());
    }
}

TEST(Submission, SendsToAllAtEverySplit)
{
    for (const qsizetype chunk : {1, 2, 3, 7, 1000}) {
        auto outcome =
            play(kHello + kSignIn + kEnvelope + kAccepted + kData + kQueued, server(), envelope(), kMessage, chunk);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, SendState::Sent);
        EXPECT_EQ(outcome->accepted, envelope().recipients);
        EXPECT_TRUE(outcome->refused.empty());
        EXPECT_EQ(outcome->queueId, QStringLiteral("Q1"));
        EXPECT_EQ(outcome->code, 250);
        EXPECT_EQ(outcome->enhancedCode, QStringLiteral("2.0.0"));
    }
}

TEST(Submission, WaitsForEachReplyWithoutPipelining)
{
    auto outcome = play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH PLAIN\n" + kSignIn +
                        "C: MAIL FROM:<desk@otklik.test>\nS: 250 ok\nC: RCPT TO:<a@kunde.example>\nS: 250 ok\n"
                        "C: RCPT TO:<b@kunde.example>\nS: 251 ok\n" +
                        kData + kQueued);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, SendsToTheAcceptedAndNamesTheRefused)
{
    auto outcome =
        play(kHello + kSignIn + kEnvelope + "S: 250 ok\nS: 550 5.1.1 no such user\nS: 250 ok\n" + kData + kQueued);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
    EXPECT_EQ(outcome->accepted, QStringList{QStringLiteral("b@kunde.example")});
    ASSERT_EQ(outcome->refused.size(), 1u);
    EXPECT_EQ(outcome->refused[0], (RefusedRecipient{QStringLiteral("a@kunde.example"), 550, QStringLiteral("5.1.1"),
                                                     QStringLiteral("no such user"), true}));
}

TEST(Submission, SendsNothingWhenAllAreRefused)
{
    const struct
    {
        const char *first, *second;
        SendState state;
    } cases[] = {
        {"550 5.1.1 no", "550 5.1.1 no", SendState::PermanentFailure},
        {"550 5.1.1 no", "451 4.3.0 later", SendState::TransientFailure},
        {"450 4.2.0 greylisted", "450 4.2.0 greylisted", SendState::TransientFailure},
    };
    for (const auto &[first, second, state] : cases) {
        auto outcome = play(kHello + kSignIn + kEnvelope + "S: 250 ok\nS: " + first + "\nS: " + second + "\n");
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, state);
        EXPECT_EQ(outcome->refused.size(), 2u);
        EXPECT_TRUE(outcome->accepted.isEmpty());
    }
}

TEST(Submission, ClassifiesRefusalsOfTheMail)
{
    const QByteArray toRcpt = kHello + kSignIn + kEnvelope;
    const struct
    {
        QByteArray transcript;
        SendState state;
        int code;
    } cases[] = {
        {toRcpt + "S: 550 5.7.1 sender not yours\nS: 503 no mail\nS: 503 no mail\n", SendState::PermanentFailure, 550},
        {toRcpt + "S: 451 4.7.1 slow down\nS: 503 no mail\nS: 503 no mail\n", SendState::TransientFailure, 451},
        {toRcpt + "S: 250 ok\nS: 250 ok\nS: 421 4.3.2 shutting down\n", SendState::TransientFailure, 421},
        {toRcpt + kAccepted + "C: DATA\nS: 452 4.3.1 disk full\n", SendState::TransientFailure, 452},
        {toRcpt + kAccepted + "C: DATA\nS: 250 what\n", SendState::TransientFailure, 250},
        {toRcpt + kAccepted + kData + "S: 554 5.6.0 spam\n", SendState::PermanentFailure, 554},
        {toRcpt + kAccepted + kData + "S: 550 4.7.0 try later\n", SendState::TransientFailure, 550},
    };
    for (const auto &[transcript, state, code] : cases) {
        auto outcome = play(transcript);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, state) << transcript.toStdString();
        EXPECT_EQ(outcome->code, code);
        EXPECT_TRUE(outcome->accepted.isEmpty());
    }
}

TEST(Submission, ALostConnectionIsUncertainOnlyAfterTheFinalDot)
{
    const QByteArray toData = kHello + kSignIn + kEnvelope + kAccepted;
    for (const QByteArray &transcript :
         {kHello + kSignIn + kEnvelope + "EOF\n", kHello + kSignIn + kEnvelope + "S: 250 ok\nEOF\n",
          toData + "C: DATA\nEOF\n", toData + "C: DATA\n", toData + "C: DATA\nS: nonsense\n"}) {
        auto outcome = play(transcript);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, SendState::TransientFailure) << transcript.toStdString();
        EXPECT_FALSE(outcome->text.isEmpty());
    }
    for (const QByteArray &end : {QByteArray("EOF\n"), QByteArray(), QByteArray("S+ 250 2.0.0 o\nEOF\n"),
                                  QByteArray("S: nonsense\n"), QByteArray("S: 354 again\n")}) {
        auto outcome = play(toData + kData + end);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, SendState::Uncertain) << end.toStdString();
        EXPECT_EQ(outcome->accepted, envelope().recipients);
    }
}

TEST(Submission, TheGoodbyeDoesNotMatter)
{
    auto outcome = play(kHello + kSignIn + kEnvelope + kAccepted + kData + "S: 250 queued as Z9\nC: QUIT\nEOF\n");
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, AStopBeforeTheDotIsCancelledAndAfterItUncertain)
{
    const QByteArray toData = kHello + kSignIn + kEnvelope + kAccepted;
    for (const bool afterDot : {false, true}) {
        auto stream = std::make_unique<MemoryStream>(afterDot ? toData + kData : toData + "C: DATA\n");
        auto options = quick();
        options.limits.afterFinalDot = options.limits.command = 10s;
        std::stop_source stop;
        QTimer::singleShot(30, [&stop] { stop.request_stop(); });
        auto outcome =
            runTask(submitOver(std::move(stream), server(), envelope(), kMessage, options, stop.get_token()));
        if (afterDot) {
            ASSERT_OK(outcome);
            EXPECT_EQ(outcome->state, SendState::Uncertain);
        } else {
            EXPECT_ERROR(outcome, ErrorCode::Cancelled);
        }
    }
}

TEST(Submission, RequiresStartTlsAndForgetsWhatCameBefore)
{
    SubmissionServer to = server();
    to.security = Security::StartTls;
    EXPECT_ERROR(play(kHello, to), ErrorCode::NotEncrypted);
    const QByteArray upgrade =
        "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-AUTH LOGIN\nS: 250 STARTTLS\nC: STARTTLS\n";
    EXPECT_ERROR(play(upgrade + "S: 454 4.7.0 no TLS now\n", to), ErrorCode::ServerRefused);
    EXPECT_ERROR(play(upgrade + "S: 502 5.5.1 no\n", to), ErrorCode::ServerRefused); // by anybody
    // in the same packet, and in the next one
    EXPECT_ERROR(play(upgrade + "S+ 220 go\\r\\n250 injected\\r\\n\nTLS\n", to), ErrorCode::ProtocolViolation);
    EXPECT_ERROR(play(upgrade + "S: 220 go\nS: 250 injected\nTLS\n", to), ErrorCode::ProtocolViolation);
    auto outcome =
        play(upgrade +
                 "S: 220 go\nTLS\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-PIPELINING\nS: 250-SIZE\nS: 250 AUTH PLAIN\n" +
                 kSignIn + kEnvelope + kAccepted + kData + kQueued,
             to);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, SignsInByLogin)
{
    auto outcome =
        play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-SIZE\nS: 250-PIPELINING\nS: 250 AUTH LOGIN\n"
             "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5uYQ==\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 ok\n" +
             kEnvelope + kAccepted + kData + kQueued);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, TellsSignInFailuresApart)
{
    const QByteArray auth = "C: AUTH PLAIN AGFubmEAc2VjcmV0\n";
    EXPECT_ERROR(play(kHello + auth + "S: 535 5.7.8 wrong password\n"), ErrorCode::AuthRejected);
    EXPECT_ERROR(play(kHello + auth + "S: 534 5.7.9 app password needed\n"), ErrorCode::AuthRejected);
    EXPECT_ERROR(play(kHello + auth + "S: 454 4.7.0 not now\n"), ErrorCode::ServerRefused);
    EXPECT_ERROR(play(kHello + auth + "S: 334 Y2hhbGxlbmdl\nC: *\nS: 501 cancelled\n"), ErrorCode::ProtocolViolation);
    EXPECT_ERROR(play(kHello + auth + "EOF\n"), ErrorCode::Offline);
    EXPECT_ERROR(play(kHello + auth), ErrorCode::Timeout);
    auto none = play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH XOAUTH2 GSSAPI\n");
    EXPECT_ERROR(none, ErrorCode::AuthRejected);
    EXPECT_TRUE(none.error().detail.contains(QStringLiteral("XOAUTH2")));
}

TEST(Submission, RefusesAServerThatCannotProveItselfByScram)
{
    auto outcome = play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH PLAIN SCRAM-SHA-256\n"
                        "C: AUTH SCRAM-SHA-256 *\nS: 235 welcome\n");
    EXPECT_ERROR(outcome, ErrorCode::ProtocolViolation);
}

TEST(Submission, SignsInWithATokenAndTellsWhyItIsRefused)
{
    SubmissionServer google = server();
    google.password = SecretString(QStringLiteral("ya29"));
    google.passwordIsToken = true;
    const QByteArray offer = "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH PLAIN XOAUTH2\n";
    const QByteArray first = QByteArray("user=anna\x01"
                                        "auth=Bearer ya29\x01\x01")
                                 .toBase64();
    const QByteArray why = QByteArray(R"({"status":"401"})").toBase64();
    const auto refused = play(offer + "C: AUTH XOAUTH2 " + first + "\nS: 334 " + why +
                                  "\nC: \nS: 535-5.7.8 Username and Password not accepted\nS: 535 5.7.8 gsmtp\n",
                              google);
    EXPECT_ERROR(refused, ErrorCode::AuthRejected);
    EXPECT_TRUE(refused.error().detail.contains(QStringLiteral("status 401")));
    const auto without = play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH PLAIN LOGIN\n", google);
    EXPECT_ERROR(without, ErrorCode::AuthRejected);
}

TEST(Submission, ReportsGreetings)
{
    EXPECT_ERROR(play("S: 554 5.7.1 go away\n"), ErrorCode::ServerRejected);
    EXPECT_ERROR(play("S: 421 4.3.2 too many\n"), ErrorCode::ServerRefused);
    EXPECT_ERROR(play("S: * OK IMAP ready\n"), ErrorCode::ProtocolViolation);
    EXPECT_ERROR(play("EOF\n"), ErrorCode::Offline);
    EXPECT_ERROR(play(""), ErrorCode::Timeout);
    EXPECT_ERROR(play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 502 what\n"), ErrorCode::ServerRejected);
}

TEST(Submission, KnowsBeforeSendingWhatTheServerWillNotTake)
{
    auto tooBig = play(kHello + kSignIn, server(), envelope(), QByteArray(2000, 'x'));
    ASSERT_OK(tooBig);
    EXPECT_EQ(tooBig->state, SendState::PermanentFailure);
    EXPECT_EQ(tooBig->enhancedCode, QStringLiteral("5.3.4"));
    EXPECT_EQ(tooBig->text, QStringLiteral("the mail has 2.0 kB, the server takes 1.0 kB at most"));
    auto eightBit = play(kHello + kSignIn, server(), envelope(), "Subject: \xc3\xa4\r\n");
    ASSERT_OK(eightBit);
    EXPECT_EQ(eightBit->state, SendState::PermanentFailure);
    Envelope wide = envelope();
    wide.recipients = {QStringLiteral("\u0430\u043D\u043D\u0430@kunde.example")};
    auto utf8 = play(kHello + kSignIn, server(), wide);
    ASSERT_OK(utf8);
    EXPECT_EQ(utf8->enhancedCode, QStringLiteral("5.6.7"));
}

TEST(Submission, AsksForSmtpUtf8OnlyWhenNeeded)
{
    const QByteArray hello =
        "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-SMTPUTF8\nS: 250-8BITMIME\nS: 250 AUTH PLAIN\n";
    Envelope wide{QStringLiteral("desk@b\u00FCro.example"), {QStringLiteral("\u00E4@b\u00FCro.example")}};
    auto outcome = play(hello + kSignIn +
                            "C: MAIL FROM:<desk@b\u00FCro.example> BODY=8BITMIME SMTPUTF8\nS: 250 ok\n"
                            "C: RCPT TO:<\u00E4@b\u00FCro.example>\nS: 250 ok\n" +
                            kData + kQueued,
                        server(), wide);
    ASSERT_OK(outcome);
    wide.recipients = {QStringLiteral("a@b\u00FCro.example")};
    outcome = play(hello + kSignIn +
                       "C: MAIL FROM:<desk@xn--bro-hoa.example>\nS: 250 ok\n"
                       "C: RCPT TO:<a@xn--bro-hoa.example>\nS: 250 ok\n" +
                       kData + kQueued,
                   server(), wide);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, SendsNothingForABadEnvelopeOrServer)
{
    Envelope bad = envelope();
    bad.recipients += QStringLiteral("x@y\r\nDATA");
    EXPECT_ERROR(play("", server(), bad), ErrorCode::InvalidInput);
    SubmissionServer remote = server();
    remote.host = QStringLiteral("mail.example.com");
    remote.security = Security::None;
    EXPECT_ERROR(runTask(submit(remote, envelope(), kMessage, quick(), {})), ErrorCode::InvalidInput);
    remote.security = Security::Tls;
    EXPECT_ERROR(runTask(submit(remote, bad, kMessage, quick(), {})), ErrorCode::InvalidInput);
}

TEST(Submission, ReportsProgress)
{
    auto options = quick();
    qint64 last = 0;
    int calls = 0;
    options.onProgress = [&](qint64 sent, qint64 total) {
        EXPECT_GT(sent, last);
        EXPECT_LE(sent, total);
        last = sent;
        ++calls;
    };
    auto to = server();
    to.user.clear();
    const QByteArray line(998, 'x');
    QByteArray message, transcript =
                            "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250 mx\nC: MAIL FROM:<desk@otklik.test>\nS: 250 ok\n"
                            "C: RCPT TO:<a@kunde.example>\nS: 250 ok\nC: RCPT TO:<b@kunde.example>\nS: 250 ok\n"
                            "C: DATA\nS: 354 go\n";
    for (int i = 0; i < 300; ++i) {
        message += line + "\r\n";
        transcript += "C: " + line + "\n";
    }
    auto outcome = runTask(submitOver(std::make_unique<MemoryStream>(transcript + "C: .\n" + kQueued), to, envelope(),
                                      message, options, {}));
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
    EXPECT_GE(calls, 4);
}

// The transcript's server hears the mail as one chunk: no dot is doubled, and none ends it.
TEST(Submission, PrefersOneChunkWhereItIsOffered)
{
    const QByteArray hello =
        "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-PIPELINING\nS: 250-CHUNKING\nS: 250 AUTH PLAIN\n" + kSignIn +
        "C: MAIL FROM:<desk@otklik.test>\nC: RCPT TO:<a@kunde.example>\nC: RCPT TO:<b@kunde.example>\n";
    const QByteArray chunk = "C: BDAT 21 LAST\nC: Subject: hi\nC: \nC: .dot\n";
    for (const qsizetype split : {1, 7, 1000}) {
        auto outcome = play(hello + kAccepted + chunk + kQueued, server(), envelope(), kMessage, split);
        ASSERT_OK(outcome);
        EXPECT_EQ(outcome->state, SendState::Sent);
        EXPECT_EQ(outcome->queueId, QStringLiteral("Q1"));
    }
    auto refused = play(hello + kAccepted + chunk + "S: 554 5.6.0 spam\n");
    ASSERT_OK(refused);
    EXPECT_EQ(refused->state, SendState::PermanentFailure);
    auto lost = play(hello + kAccepted + chunk + "EOF\n");
    ASSERT_OK(lost);
    EXPECT_EQ(lost->state, SendState::Uncertain);
    // No chunk for nobody.
    auto nobody = play(hello + "S: 250 ok\nS: 550 5.1.1 no\nS: 550 5.1.1 no\n");
    ASSERT_OK(nobody);
    EXPECT_EQ(nobody->state, SendState::PermanentFailure);
    // Somebody whose server does it wrong leaves it out.
    SubmissionServer without = server();
    without.without = {QStringLiteral("CHUNKING")};
    auto byData = play(hello + kAccepted + kData + kQueued, without);
    ASSERT_OK(byData);
    EXPECT_EQ(byData->state, SendState::Sent);
}

TEST(Submission, AsksForReportsWhereTheServerCan)
{
    Envelope who = envelope();
    who.recipients = {QStringLiteral("a+b@kunde.example")};
    who.id = "t.1=2@otklik.test";
    auto outcome = play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-DSN\nS: 250 AUTH PLAIN\n" + kSignIn +
                            "C: MAIL FROM:<desk@otklik.test> RET=HDRS ENVID=t.1+3D2@otklik.test\nS: 250 ok\n"
                            "C: RCPT TO:<a+b@kunde.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@kunde.example\n"
                            "S: 250 ok\n" +
                            kData + kQueued,
                        server(), who);
    ASSERT_OK(outcome);
    EXPECT_EQ(outcome->state, SendState::Sent);
}

TEST(Submission, AsksBeforeTheLastBytesAndNotEarlier)
{
    const QByteArray chunking = "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250-CHUNKING\nS: 250 PIPELINING\n";
    const QByteArray plain = "S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 PIPELINING\n";
    const QByteArray toMail =
        "C: MAIL FROM:<desk@otklik.test>\nC: RCPT TO:<a@kunde.example>\nC: RCPT TO:<b@kunde.example>\n";
    auto to = server();
    to.user.clear();
    const auto submitting = [&](const QByteArray &transcript, const Result<void> &answer, int *asked) {
        auto options = quick();
        options.beforeLastBytes = [answer, asked] {
            ++*asked;
            return answer;
        };
        return runTask(submitOver(std::make_unique<MemoryStream>(transcript), to, envelope(), kMessage, options, {}));
    };
    int asked = 0;
    for (const QByteArray &transcript :
         {plain + toMail + kAccepted + kData + kQueued,
          chunking + toMail + kAccepted + "C: BDAT 21 LAST\nC: Subject: hi\nC: \nC: .dot\n" + kQueued}) {
        asked = 0;
        auto sent = submitting(transcript, {}, &asked);
        ASSERT_OK(sent);
        EXPECT_EQ(sent->state, SendState::Sent);
        EXPECT_EQ(asked, 1);
        const auto no = fail(ErrorCode::Cancelled, QStringLiteral("taken back"));
        EXPECT_ERROR(submitting(transcript, no, &asked), ErrorCode::Cancelled);
    }
    // Whatever the server says before: nobody asks, nothing can have been taken.
    for (const QByteArray &end :
         {QByteArray("EOF\n"), QByteArray("S: 250 ok\nS: 550 no\nS: 550 no\n"),
          QByteArray(kAccepted + "C: DATA\nS: 452 full\n"), QByteArray(kAccepted + "C: DATA\nEOF\n")}) {
        asked = 0;
        auto outcome = submitting(plain + toMail + end, {}, &asked);
        ASSERT_OK(outcome);
        EXPECT_NE(outcome->state, SendState::Uncertain);
        EXPECT_EQ(asked, 0) << end.toStdString();
    }
}
