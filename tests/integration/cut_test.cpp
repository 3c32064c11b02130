// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The connection ends after any byte, in either direction, or the server talks nonsense: one line of reason, exit code
// 4, a whole cache, nothing twice, and the next sync ends where an undisturbed one does. OTKLIK_TRIALS sets how many
// first syncs are cut (12), OTKLIK_CUT_EVERY after which bytes sending is (cut_plan.h).
#include "tests/integration/cut_plan.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

#include <iostream>

using namespace otklik::test;
using Direction = FaultProxy::Direction;

namespace {

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

int trials()
{
    const int wished = qEnvironmentVariableIntValue("OTKLIK_TRIALS");
    return wished > 0 ? wished : 12;
}

class CutTest : public DeskServersTest
{
protected:
    void SetUp() override
    {
        for (int i = 0; i <= trials(); ++i) {
            const auto user = m_dovecot.addUser(boxName(i));
            ASSERT_OK(user);
            const auto mailbox = m_smtp.addMailbox(boxName(i), m_dovecot.maildirOf(boxName(i)));
            ASSERT_OK(mailbox);
        }
        DeskServersTest::SetUp();
    }
    static QString boxName(int i) { return QStringLiteral("box%1@otklik.test").arg(i); }

    /// Each trial has a mailbox of its own with the same mails of the same dates.
    void fill(const QString &user)
    {
        for (int i = 0; i < 12; ++i) {
            const QByteArray number = QByteArray::number(i);
            const CustomerMail mail{.id = "m" + number + "@kunde.test",
                                    .subject = "Matter " + number,
                                    .text = QByteArray("Words of the matter " + number + ".\r\n").repeated(1 + i * 40),
                                    .inReplyTo = i % 3 == 2 ? "m" + QByteArray::number(i - 1) + "@kunde.test" : ""};
            const auto delivered = m_dovecot.deliver(user, mail.raw());
            ASSERT_OK(delivered);
        }
        const QDir folder(m_dovecot.maildirOf(user) + QStringLiteral("/new"));
        qint64 second = 1700000000;
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            ASSERT_TRUE(file.open(QIODevice::ReadWrite));
            ASSERT_TRUE(
                file.setFileTime(QDateTime::fromSecsSinceEpoch(second += 60), QFileDevice::FileModificationTime));
        }
    }
    /// A desk of mailbox `i` that reaches its servers through the bad line. Not encrypted: each byte cut is a byte of
    /// the protocol.
    Cli deskOf(int i, const QString &name, quint16 imapPort, quint16 smtpPort)
    {
        return desk(name, {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(imapPort),
                           QStringLiteral("--imap-security"), QStringLiteral("none"), QStringLiteral("--smtp"),
                           QStringLiteral("localhost:%1").arg(smtpPort), QStringLiteral("--user"), boxName(i)});
    }
    static void expectOneLineOfReason(const CliResult &result, int exitCode)
    {
        EXPECT_EQ(result.exitCode, exitCode) << result.said();
        EXPECT_EQ(result.err.trimmed().count(QLatin1Char('\n')), 0) << result.said();
        EXPECT_FALSE(result.err.trimmed().isEmpty()) << result.said();
    }
    /// How often the customer has it, once it had the time to come: the SMTP server delivers after it took a mail.
    qsizetype arrivals(const QString &text, bool isExpected)
    {
        QDeadlineTimer limit(isExpected ? 10000 : 0);
        for (;;) {
            const qsizetype count = mailsOf(kIrina).join('\n').count(text.toLatin1() + "\r\n");
            if (count > 0 || limit.hasExpired())
                return count;
            QThread::msleep(20);
        }
    }
    static QJsonObject newestInOutbox(const Cli &cli)
    {
        QJsonObject newest;
        const CliResult listed = cli.run(words(QStringLiteral("outbox list")));
        for (const QJsonValue &item : listed.json()[QLatin1String("outbox")].toArray())
            if (item[QLatin1String("id")].toInteger() > newest[QLatin1String("id")].toInteger(-1))
                newest = item.toObject();
        EXPECT_FALSE(newest.isEmpty()) << listed.said();
        return newest;
    }
    /// What became of the newest answer over a good line.
    static QString settled(const Cli &cli)
    {
        QString state;
        for (int turn = 0; turn < 3 && state != QLatin1String("sent") && state != QLatin1String("uncertain"); ++turn) {
            const QJsonObject newest = newestInOutbox(cli);
            state = newest[QLatin1String("state")].toString();
            if (state == QLatin1String("failed") || state == QLatin1String("waiting"))
                cli.must(words(QStringLiteral("outbox retry %1").arg(newest[QLatin1String("id")].toInteger())));
            cli.sync();
        }
        return state;
    }
};

TEST_F(CutTest, AFirstSyncThatIsCutAnywhereEndsWhereAnUndisturbedOneDoes)
{
    FaultProxy line(m_dovecot.port());
    fill(boxName(0));
    const Cli whole = deskOf(0, QStringLiteral("whole"), line.port(), m_smtp.port());
    line.passThrough();
    whole.sync();
    const QJsonArray tickets = whole.stateDump()[QLatin1String("tickets")].toArray();
    EXPECT_EQ(tickets.size(), 8);
    const qint64 fromServer = line.count(Direction::FromServer);
    const qint64 toServer = line.count(Direction::ToServer);
    int failures = 0;
    for (int i = 1; i <= trials(); ++i) {
        const Direction direction = i % 2 == 0 ? Direction::ToServer : Direction::FromServer;
        const qint64 all = direction == Direction::FromServer ? fromServer : toServer;
        const Cut cut{direction, all * ((i - 1) / 2 * 2 + 1) / (trials() + 1)};
        SCOPED_TRACE(toString(cut));
        fill(boxName(i));
        const Cli cli = deskOf(i, QStringLiteral("desk%1").arg(i), line.port(), m_smtp.port());
        line.cutAfter(cut.direction, cut.at);
        const CliResult disturbed = cli.run(words(QStringLiteral("sync")));
        EXPECT_TRUE(line.hasStruck());
        if (disturbed.exitCode != 0) {
            ++failures;
            expectOneLineOfReason(disturbed, 4);
        }
        EXPECT_TRUE(cli.isClean());
        line.passThrough();
        cli.sync();
        EXPECT_EQ(cli.stateDump()[QLatin1String("tickets")].toArray(), tickets);
        EXPECT_TRUE(cli.isClean());
    }
    RecordProperty("failures", failures);
    EXPECT_GT(failures, trials() / 2);
}

TEST_F(CutTest, DecisionsAndAnswersTravelOnceThroughACutImapLine)
{
    FaultProxy line(m_dovecot.port());
    fill(boxName(0));
    const Cli cli = deskOf(0, QStringLiteral("desk"), line.port(), m_smtp.port());
    const Cli second = deskOf(0, QStringLiteral("second"), m_dovecot.port(), m_smtp.port());
    cli.sync();
    const auto decide = [&](int i) {
        cli.must(words(QStringLiteral("ticket tag 1 +kept%1").arg(i)));
        cli.must(words(QStringLiteral("ticket note 1 --text noted")));
        cli.must(words(QStringLiteral("ticket reply 1 --text answer-n%1n").arg(i)));
    };
    decide(0);
    line.passThrough();
    cli.sync();
    const auto cuts = cutsOf(line.count(Direction::FromServer), line.count(Direction::ToServer), 12);
    int struck = 0;
    for (int i = 1; i <= int(cuts.size()) && !HasFailure(); ++i) {
        const Cut cut = cuts[std::size_t(i - 1)];
        SCOPED_TRACE(toString(cut));
        decide(i);
        line.cutAfter(cut.direction, cut.at);
        const CliResult disturbed = cli.run(words(QStringLiteral("sync")));
        if (disturbed.exitCode != 0)
            expectOneLineOfReason(disturbed, 4);
        struck += line.hasStruck() ? 1 : 0;
        line.passThrough();
        cli.sync();
        cli.sync();
        EXPECT_TRUE(cli.isClean());
        const QString text = QStringLiteral("answer-n%1n").arg(i);
        EXPECT_EQ(arrivals(text, true), 1) << "the customer has it once";
        EXPECT_EQ(mailsOf(boxName(0), QStringLiteral("Sent")).join('\n').count(text.toLatin1() + "\r\n"), 1);
        const QJsonObject ticket = cli.show(1);
        EXPECT_TRUE(ticket[QLatin1String("tags")].toArray().contains(QStringLiteral("kept%1").arg(i)));
        EXPECT_EQ(ticket[QLatin1String("notes")].toInteger(), i + 1);
        second.sync();
        EXPECT_EQ(second.stateHash(), cli.stateHash());
    }
    std::cout << struck << " cuts\n";
    EXPECT_GE(struck, int(cuts.size()) * 3 / 4);
}

TEST_F(CutTest, AnAnswerLeavesOnceThroughACutSmtpLineOrIsUncertain)
{
    FaultProxy line(m_smtp.port());
    fill(boxName(0));
    const Cli cli = deskOf(0, QStringLiteral("desk"), m_dovecot.port(), line.port());
    cli.sync();
    cli.must(words(QStringLiteral("ticket reply 1 --text undisturbed")));
    line.passThrough();
    cli.sync();
    const auto cuts = cutsOf(line.count(Direction::FromServer), line.count(Direction::ToServer), 16);
    int uncertain = 0, struck = 0;
    for (int i = 0; i < int(cuts.size()) && !HasFailure(); ++i) {
        const Cut cut = cuts[std::size_t(i)];
        SCOPED_TRACE(toString(cut));
        const QString text = QStringLiteral("answer-n%1n").arg(i);
        cli.must(words(QStringLiteral("ticket reply 1 --text %1").arg(text)));
        line.cutAfter(cut.direction, cut.at);
        const CliResult disturbed = cli.run(words(QStringLiteral("sync")));
        EXPECT_NE(disturbed.exitCode, -1) << disturbed.said();
        struck += line.hasStruck() ? 1 : 0;
        line.passThrough();
        const QString state = settled(cli);
        uncertain += state == QLatin1String("uncertain") ? 1 : 0;
        const auto arrived = arrivals(text, state != QLatin1String("uncertain"));
        EXPECT_LE(arrived, 1) << "sent twice";
        if (state != QLatin1String("uncertain")) {
            EXPECT_EQ(arrived, 1) << state.toStdString();
        }
    }
    std::cout << struck << " cuts, " << uncertain << " answers uncertain\n";
    EXPECT_GE(struck, int(cuts.size()) * 3 / 4);
    ASSERT_FALSE(cuts.empty()) << "the session is shorter than OTKLIK_CUT_EVERY";
    EXPECT_LT(uncertain, int(cuts.size()));
    EXPECT_TRUE(cli.isClean());
}

TEST_F(CutTest, AServerThatTalksNonsenseIsExit4)
{
    FaultProxy line(m_dovecot.port());
    const Cli cli = deskOf(0, QStringLiteral("desk"), line.port(), m_smtp.port());
    QByteArray noise;
    for (int i = 0; i < 100000; ++i)
        noise += static_cast<char>(i * 7919 >> 3);
    const std::vector<QByteArray> greetings{"",
                                            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
                                            "220 mail.example.com ESMTP\r\n",
                                            "* BYE too many connections\r\n",
                                            "* OK hello\r\n* BYE",
                                            "* OK hello\r\na1 OK\r\n* LIST (((((((((\r\n",
                                            "* OK {4294967295}\r\n",
                                            "* OK {99999999999999999999}\r\nx",
                                            "* OK " + QByteArray(20000000, 'x'),
                                            QByteArray(100000, '('),
                                            noise};
    for (const QByteArray &greeting : greetings) {
        SCOPED_TRACE(greeting.left(60).toStdString());
        line.sayInstead(greeting, true);
        expectOneLineOfReason(cli.run(words(QStringLiteral("sync"))), 4);
    }
    line.passThrough();
    cli.sync();
    EXPECT_TRUE(cli.isClean());
}

} // namespace
