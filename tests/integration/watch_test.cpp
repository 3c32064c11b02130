// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// sync --watch: told of mail as it comes, shares its profile with other processes, ends when asked.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <csignal>

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

using WatchTest = DeskServersTest;

TEST_F(WatchTest, TellsOfMailAndEndsOnSigterm)
{
    const Cli cli = desk(QStringLiteral("desk"));
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online")) << watch->readAllStandardError().toStdString();
    deliver({.id = "a@kunde.test"});
    EXPECT_TRUE(sees(*watch, "message.new"));
    EXPECT_TRUE(sees(*watch, "ticket.changed"));
    deliver({.id = "b@kunde.test"});
    EXPECT_TRUE(sees(*watch, "message.new")) << "also the second time";
    EXPECT_EQ(endOf(*watch, SIGTERM), 0) << watch->readAllStandardError().toStdString();
    EXPECT_EQ(cli.tickets().size(), 2);
    EXPECT_TRUE(cli.isClean());
}

TEST_F(WatchTest, EndsOnSigintBeforeItIsOnline)
{
    const Cli cli = desk(QStringLiteral("desk"));
    m_dovecot.stop();
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.offline"));
    EXPECT_EQ(endOf(*watch, SIGINT), 0);
}

TEST_F(WatchTest, ServesOtherProcessesOfItsProfile)
{
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online"));
    cli.must(words("ticket note 1 --text beside-the-owner"));
    const CliResult asked = cli.run(words("sync"), 20000);
    EXPECT_EQ(asked.exitCode, 0) << asked.said();
    EXPECT_TRUE(asked.json()[QLatin1String("accounts")][0][QLatin1String("ok")].toBool()) << asked.said();
    const CliResult sent = cli.run(words("ticket reply 1 --text Hello --now"), 20000);
    EXPECT_EQ(sent.exitCode, 0) << sent.said();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    EXPECT_EQ(cli.run(words("sync"), 20000).exitCode, 0) << "what is decided is in the journal after it";
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.show(1)[QLatin1String("notes")].toInteger(), 1) << "the note went out through the owner";
    EXPECT_EQ(second.stateHash(), cli.stateHash());
}

TEST_F(WatchTest, TakesOverWhenTheOwnerDies)
{
    const Cli cli = desk(QStringLiteral("desk"));
    auto first = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*first, "state.online"));
    auto second = cli.start(words("sync --watch"));
    EXPECT_FALSE(second->waitForFinished(1500)) << "waits, and is not online while the first one is";
    EXPECT_FALSE(second->readAllStandardOutput().contains("state.online"));
    first->kill();
    first->waitForFinished();
    ASSERT_TRUE(sees(*second, "state.online"));
    deliver({.id = "a@kunde.test"});
    EXPECT_TRUE(sees(*second, "message.new"));
    EXPECT_EQ(endOf(*second, SIGTERM), 0);
}

TEST_F(WatchTest, ASyncAskedOfTheOwnerIsOneOfAllAccounts)
{
    const Cli cli = desk(QStringLiteral("desk"));
    for (const char *part : {"cur", "new", "tmp"})
        ASSERT_TRUE(QDir().mkpath(path(QStringLiteral("sales/")) + QLatin1String(part)));
    cli.must(words("account add sales --address sales@otklik.test --maildir") << path(QStringLiteral("sales")));
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online"));
    deliver({.id = "a@kunde.test"});
    (void)writeFile(QStringLiteral("sales/new/1700000000.m.host"), CustomerMail{.id = "b@kunde.test"}.raw());
    const CliResult asked = cli.run(words("sync"), 20000);
    ASSERT_EQ(asked.exitCode, 0) << asked.said();
    QStringList names;
    for (const QJsonValue &account : asked.json()[QLatin1String("accounts")].toArray())
        names << account[QLatin1String("name")].toString();
    EXPECT_EQ(names, words("support sales")) << asked.said();
    EXPECT_EQ(cli.tickets().size(), 2);
    for (const QJsonValue &ticket : cli.tickets())
        EXPECT_TRUE(ticket[QLatin1String("number")].isDouble()) << "both are in the journal, which the first one keeps";
    EXPECT_EQ(cli.run(words("sync --account nobody"), 20000).exitCode, 5) << "the owner says what is wrong";
    const CliResult one = cli.run(words("sync --account sales"), 20000);
    EXPECT_EQ(one.json()[QLatin1String("accounts")].toArray().size(), 1) << one.said();
    EXPECT_EQ(one.json()[QLatin1String("accounts")][0][QLatin1String("name")].toString(), QStringLiteral("sales"));
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
}

TEST_F(WatchTest, ComesBackWhenTheServerDoes)
{
    const Cli cli = desk(QStringLiteral("desk"));
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online"));
    m_dovecot.stop();
    EXPECT_TRUE(sees(*watch, "state.offline", 15000));
    const auto again = m_dovecot.start();
    ASSERT_OK(again);
    deliver({.id = "a@kunde.test"});
    EXPECT_TRUE(sees(*watch, "state.online", 30000));
    EXPECT_TRUE(sees(*watch, "message.new", 10000));
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
}

TEST_F(WatchTest, AServerThatNeverAnswersIsGivenUpAndTriedAgain)
{
    FaultProxy line(m_dovecot.port());
    line.sayInstead({}, false); // accepts, and then nothing
    const QStringList plain = words("--imap-security none --imap") << QStringLiteral("127.0.0.1:%1").arg(line.port());
    const Cli asked = desk(QStringLiteral("asked"), plain);
    const Cli cli = desk(QStringLiteral("desk"), plain);
    deliver({.id = "a@kunde.test"});
    auto watch = cli.start(words("sync --watch"));
    const CliResult once = asked.run(words("sync"), 150000);
    EXPECT_EQ(once.exitCode, 4) << once.said();
    EXPECT_EQ(once.json()[QLatin1String("error")][QLatin1String("code")].toString(), QStringLiteral("timeout"))
        << once.said();
    EXPECT_TRUE(sees(*watch, "state.offline", 150000));
    line.passThrough();
    EXPECT_TRUE(sees(*watch, "state.online", 60000)) << "tried again by itself";
    EXPECT_TRUE(sees(*watch, "message.new", 20000));
    EXPECT_LE(line.connections(), 2) << "after a pause, not over and over";
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
}

TEST_F(WatchTest, AnAnswerDoesNotWaitForTheHistory)
{
    constexpr int kHistory = 12000;
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    for (int i = 0; i < kHistory; ++i)
        deliver(
            {.id = "history-" + QByteArray::number(i) + "@kunde.test", .subject = "Matter " + QByteArray::number(i)});
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "message.new", 30000));
    const CliResult queued = cli.run(words("ticket reply 1 --text Hello"), 20000);
    ASSERT_EQ(queued.exitCode, 0) << queued.said();
    ASSERT_TRUE(sees(*watch, "outbox.sent", 60000)) << watch->readAllStandardError().toStdString();
    const qint64 known = cli.run(words("tickets --limit 1")).json()[QLatin1String("total")].toInteger();
    EXPECT_EQ(cli.run(words("sync")).exitCode, 0);
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    EXPECT_EQ(awaitMailsOf(kIrina, 1).size(), 1);
    EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Sent")).size(), 1);
    EXPECT_TRUE(cli.isClean());
    if (known == kHistory + 1)
        GTEST_SKIP() << "all of the history was there before the answer was made";
}

} // namespace
