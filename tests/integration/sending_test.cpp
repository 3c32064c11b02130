// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What may stop an answer, who gets it, and where its copy ends: the real program against real servers.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QJsonArray>

using namespace otklik::test;

namespace {

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

class SendingTest : public DeskServersTest
{
protected:
    static CliResult reply(const Cli &cli, const QString &text, const QString &options = QStringLiteral("--now"))
    {
        return cli.run(words(QStringLiteral("ticket reply 1 ") + options) << QStringLiteral("--text") << text);
    }
    static QJsonArray outbox(const Cli &cli)
    {
        return cli.run(words(QStringLiteral("outbox list"))).json()[QLatin1String("outbox")].toArray();
    }
    static QString status(const Cli &cli) { return cli.show(1)[QLatin1String("status")].toString(); }
};

TEST_F(SendingTest, AMailThatOnlyTheServerKnowsHoldsTheAnswer)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    deliver({.id = "second@kunde.test", .text = "It works again, do nothing!", .inReplyTo = "first@kunde.test"});
    const CliResult held = reply(cli, QStringLiteral("We restart it now."));
    EXPECT_EQ(held.exitCode, 6) << held.said();
    EXPECT_TRUE(held.err.contains(QStringLiteral("Irina Belova wrote again meanwhile"))) << held.said();
    ASSERT_EQ(outbox(cli).size(), 1);
    EXPECT_EQ(outbox(cli)[0][QLatin1String("state")].toString(), QStringLiteral("held"));
    EXPECT_EQ(status(cli), QStringLiteral("open"));
    EXPECT_TRUE(cli.show(1)[QLatin1String("failed_send")].toBool()) << "marked in the queue";
    cli.sync();
    EXPECT_TRUE(mailsOf(kIrina).isEmpty());

    // The person has read it and sends it all the same.
    cli.must(words(QStringLiteral("outbox retry %1").arg(outbox(cli)[0][QLatin1String("id")].toInteger())));
    cli.sync();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    EXPECT_EQ(status(cli), QStringLiteral("pending"));
    EXPECT_FALSE(cli.show(1)[QLatin1String("failed_send")].toBool());
    EXPECT_TRUE(cli.isClean());
}

TEST_F(SendingTest, AnywayWavesNewsThrough)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    deliver({.id = "second@kunde.test", .inReplyTo = "first@kunde.test"});
    const CliResult file = reply(cli, QStringLiteral("The log is attached."));
    EXPECT_EQ(file.exitCode, 6) << file.said();
    EXPECT_TRUE(file.err.contains(QStringLiteral("--anyway"))) << file.said();
    EXPECT_TRUE(outbox(cli).isEmpty());
    const CliResult sent = reply(cli, QStringLiteral("The log is attached."), QStringLiteral("--now --anyway"));
    EXPECT_EQ(sent.exitCode, 0) << sent.said();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
}

TEST_F(SendingTest, AnAnswerOfAColleagueHoldsOurs)
{
    deliver({.id = "first@kunde.test"});
    const Cli anna = desk(QStringLiteral("anna"));
    anna.must(words(QStringLiteral("profile init --name Anna --address anna@otklik.test")));
    const Cli maria = desk(QStringLiteral("maria"));
    anna.sync();
    maria.sync();
    ASSERT_EQ(reply(anna, QStringLiteral("Anna is on it.")).exitCode, 0);
    const CliResult held = reply(maria, QStringLiteral("Maria is on it."));
    EXPECT_EQ(held.exitCode, 6) << held.said();
    EXPECT_TRUE(held.err.contains(QStringLiteral("Anna has answered meanwhile"))) << held.said();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
}

TEST_F(SendingTest, WhoWasRefusedIsNamedAndTheOthersHaveIt)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const CliResult sent =
        reply(cli, QStringLiteral("To both of you."), QStringLiteral("--now --cc nobody@kunde.test"));
    ASSERT_EQ(sent.exitCode, 0) << sent.said();
    EXPECT_EQ(sent.json()[QLatin1String("state")].toString(), QStringLiteral("sent"));
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    const auto refused = [&] { return outbox(cli)[0][QLatin1String("refused")].toArray(); };
    ASSERT_EQ(refused().size(), 1) << sent.said();
    EXPECT_EQ(refused()[0][QLatin1String("address")].toString(), QStringLiteral("nobody@kunde.test"));
    EXPECT_TRUE(refused()[0][QLatin1String("reason")].toString().startsWith(QStringLiteral("550 5.1.1")));
    bool onTicket = false;
    for (const QJsonValue &entry : cli.show(1)[QLatin1String("timeline")].toArray())
        onTicket = onTicket || entry[QLatin1String("refused")].toArray().size() == 1;
    EXPECT_TRUE(onTicket);
    EXPECT_EQ(status(cli), QStringLiteral("pending"));

    // Once he has a mailbox, he gets it alone, and Sent keeps one copy.
    const QString nobody = QStringLiteral("nobody@kunde.test");
    ASSERT_OK(m_dovecot.addUser(nobody));
    ASSERT_OK(m_smtp.addMailbox(nobody, m_dovecot.maildirOf(nobody)));
    m_smtp.stop();
    ASSERT_OK(m_smtp.start());
    cli.must(words(QStringLiteral("outbox retry %1").arg(outbox(cli)[0][QLatin1String("id")].toInteger())));
    cli.sync();
    EXPECT_EQ(awaitMailsOf(nobody, 1).size(), 1);
    cli.sync();
    EXPECT_TRUE(refused().isEmpty());
    EXPECT_EQ(mailsOf(kIrina).size(), 1);
    EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Sent")).size(), 1);
}

TEST_F(SendingTest, ACopyThatTheServerFilesIsTheOnlyOne)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"), words(QStringLiteral("--sent-copy server")));
    cli.sync();
    auto sending = cli.start(words(QStringLiteral("ticket reply 1 --now --text filed-by-the-server")));
    const QByteArrayList arrived = awaitMailsOf(kIrina, 1);
    ASSERT_EQ(arrived.size(), 1);
    // Not the same bytes: a server adds its own lines.
    ASSERT_OK(m_dovecot.deliver(kSupport, arrived.first(), QStringLiteral("Sent")));
    ASSERT_TRUE(sending->waitForFinished(60000));
    EXPECT_EQ(sending->exitCode(), 0);
    cli.sync();
    EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Sent")).size(), 1);
    EXPECT_EQ(cli.show(1)[QLatin1String("messages")].toInteger(), 2);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(SendingTest, AnAnswerForLaterGoesWhenItIsTold)
{
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const CliResult later =
        reply(cli, QStringLiteral("Good morning!"), QStringLiteral("--send-at 2099-01-01T09:00:00Z"));
    ASSERT_EQ(later.exitCode, 0) << later.said();
    const QJsonObject waiting = later.json();
    EXPECT_EQ(waiting[QLatin1String("state")].toString(), QStringLiteral("waiting"));
    EXPECT_TRUE(waiting[QLatin1String("send_at")].toString().startsWith(QStringLiteral("2099-01-01T09:00:00")));
    cli.sync();
    EXPECT_TRUE(mailsOf(kIrina).isEmpty());
    const QString id = QString::number(waiting[QLatin1String("id")].toInteger());
    cli.must(words(QStringLiteral("outbox retry ") + id));
    cli.sync();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);

    const CliResult back = reply(cli, QStringLiteral("Or not"), QStringLiteral("--send-at 2099-01-01T09:00:00Z"));
    cli.must(words(QStringLiteral("outbox cancel %1").arg(back.json()[QLatin1String("id")].toInteger())));
    EXPECT_EQ(
        cli.run(words(QStringLiteral("outbox retry ")) << QString::number(back.json()[QLatin1String("id")].toInteger()))
            .exitCode,
        2);
}

} // namespace
