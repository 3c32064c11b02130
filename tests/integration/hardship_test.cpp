// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A disk without room, a profile that cannot be written, and a program that slept while its connection died: a reason,
// and everything goes on after.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QThread>

#include <QStandardPaths>

#include <algorithm>
#include <csignal>
#include <unistd.h>

using namespace otklik::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

class HardshipTest : public DeskServersTest
{
protected:
    /// The program where no file may be longer than so many kB: writes beyond fail, as on a disk without room.
    static CliResult runWithin(int kilobytes, const Cli &cli, const QStringList &arguments)
    {
        const QString script = QStringLiteral("trap '' XFSZ; ulimit -f %1; exec \"$0\" \"$@\"").arg(kilobytes);
        return runBehind({QStringLiteral("bash"), QStringLiteral("-c"), script}, cli, arguments);
    }
    /// The program as somebody whom the permissions of files bind; root stays root, who alone may reach its home.
    static CliResult runBound(const Cli &cli, const QStringList &arguments)
    {
        QStringList before{QStringLiteral("env"), QStringLiteral("HOME=/")};
        if (::geteuid() == 0)
            before = QStringList{QStringLiteral("setpriv"), QStringLiteral("--bounding-set=-dac_override"),
                                 QStringLiteral("--inh-caps=-dac_override")} +
                     before;
        return runBehind(before, cli, arguments);
    }
    static CliResult runBehind(QStringList command, const Cli &cli, const QStringList &arguments)
    {
        command += QStringList{QStringLiteral(OTKLIK_CLI), QStringLiteral("--profile"), cli.profileDir(),
                               QStringLiteral("--json")} +
                   arguments;
        QProcess process;
        const QString program = command.takeFirst();
        process.start(program, command);
        CliResult result;
        const bool ended = process.waitForFinished(60000);
        result.exitCode = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        result.out = process.readAllStandardOutput();
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }
};

TEST_F(HardshipTest, ADiskWithoutRoomLosesNothing)
{
    QRandomGenerator random(1);
    for (int i = 0; i < 40; ++i) {
        QByteArray text; // that cannot be packed
        while (text.size() < 20000)
            text += QByteArray::number(random.generate64(), 36) + (text.size() % 70 < 12 ? "\r\n" : "");
        deliver({.id = QByteArray::number(i) + "@kunde.test", .text = text});
    }
    const Cli well = desk(QStringLiteral("well")), cramped = desk(QStringLiteral("cramped"));
    well.sync();
    well.must(words("ticket tag 1 +kept"));
    well.sync();
    int failures = 0;
    for (const int kilobytes : {200, 300, 450, 700, 1000}) {
        SCOPED_TRACE(kilobytes);
        const CliResult result = runWithin(kilobytes, cramped, words("sync"));
        EXPECT_GE(result.exitCode, 0) << "it crashed: " << result.said();
        if (result.exitCode > 0) {
            ++failures;
            EXPECT_FALSE(result.err.isEmpty() && result.out.isEmpty()) << "no reason";
        }
        EXPECT_TRUE(cramped.isClean());
    }
    EXPECT_GT(failures, 1) << "the limits were never met";
    cramped.sync();
    cramped.sync();
    well.sync();
    EXPECT_TRUE(cramped.isClean());
    EXPECT_EQ(cramped.stateHash(), well.stateHash());
    EXPECT_EQ(cramped.tickets().size(), 40);
}

TEST_F(HardshipTest, ADecisionThatFoundNoRoomIsToldAndTheNextOneCounts)
{
    deliver({.id = "a@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const CliResult refused = runWithin(8, cli, words("ticket tag 1 +lost"));
    EXPECT_GT(refused.exitCode, 0) << refused.said();
    cli.must(words("ticket tag 1 +kept"));
    cli.sync();
    EXPECT_EQ(cli.show(1)[QLatin1String("tags")].toArray(), QJsonArray{QStringLiteral("kept")});
    EXPECT_TRUE(cli.isClean());
}

TEST_F(HardshipTest, AnAnswerUnderWayOnADiskWithoutRoomIsNeverStuck)
{
    constexpr int kAnswers = 6;
    for (int i = 0; i < kAnswers; ++i)
        deliver({.id = QByteArray::number(i) + "@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    QSet<QByteArray> texts;
    for (int i = 1; i <= kAnswers; ++i) {
        const QString text = QStringLiteral("answer-number-%1").arg(i);
        texts.insert(text.toLatin1());
        cli.must(words("ticket reply") << QString::number(i) << QStringLiteral("--text") << text);
    }
    const auto states = [&cli] {
        QStringList found;
        for (const QJsonValue &item : cli.run(words("outbox list")).json()[QLatin1String("outbox")].toArray())
            found << item[QLatin1String("state")].toString();
        return found;
    };
    int failures = 0;
    for (int kilobytes = 8; kilobytes <= 512 && states().contains(QStringLiteral("waiting")); kilobytes *= 2)
        failures += runWithin(kilobytes, cli, words("sync")).exitCode != 0 ? 1 : 0;
    EXPECT_GT(failures, 0) << "the limits were never met";
    cli.sync();
    const QStringList ended = states();
    EXPECT_EQ(ended.size(), kAnswers);
    qsizetype uncertain = 0;
    for (const QString &state : ended) {
        EXPECT_TRUE(state == QLatin1String("sent") || state == QLatin1String("uncertain")) << state.toStdString();
        uncertain += state == QLatin1String("uncertain") ? 1 : 0;
    }
    // Each once, but for those of which the program says that it does not know.
    const QByteArrayList arrived = awaitMailsOf(kIrina, int(kAnswers - uncertain));
    qsizetype came = 0;
    for (const QByteArray &text : texts) {
        const auto times = std::ranges::count_if(arrived, [&](const QByteArray &mail) { return mail.contains(text); });
        EXPECT_LE(times, 1) << text.toStdString();
        came += times;
    }
    EXPECT_GE(came, kAnswers - uncertain);
    for (const QJsonValue &ticket : cli.tickets())
        uncertain -= ticket[QLatin1String("failed_send")].toBool() ? 1 : 0;
    EXPECT_EQ(uncertain, 0) << "what is uncertain is marked in the queue";
    EXPECT_TRUE(cli.isClean());
}

/// Readable by everybody, writable by nobody; and back.
void setWritable(const QString &folder, bool writable)
{
    using enum QFileDevice::Permission;
    const auto reads = ReadOwner | ReadGroup | ReadOther;
    const auto enters = ExeOwner | ExeGroup | ExeOther;
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files)
        EXPECT_TRUE(QFile::setPermissions(file.filePath(), writable ? reads | WriteOwner : reads));
    EXPECT_TRUE(QFile::setPermissions(folder, writable ? reads | enters | WriteOwner : reads | enters));
}

TEST_F(HardshipTest, AProfileThatCannotBeWrittenIsReadAndSaysWhy)
{
    if (::geteuid() == 0 && QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty())
        GTEST_SKIP() << "root is bound by no permissions, and there is no setpriv to give that up";
    deliver({.id = "a@kunde.test", .text = "Where is it?"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    const QJsonObject before = cli.run(words("ticket show 1")).json();
    setWritable(cli.profileDir(), false);
    QFile::setPermissions(QFileInfo(cli.profileDir()).path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                                                  QFileDevice::ExeOwner | QFileDevice::ExeGroup |
                                                                  QFileDevice::ExeOther);
    for (const char *command : {"tickets", "ticket show 1", "search Where", "ledger", "outbox list", "customers"}) {
        const CliResult result = runBound(cli, words(command));
        EXPECT_EQ(result.exitCode, 0) << command << ": " << result.said();
    }
    EXPECT_EQ(runBound(cli, words("ticket show 1")).json(), before);
    for (const char *command :
         {"sync", "sync --watch", "ticket tag 1 +lost", "ticket reply 1 --text Soon", "outbox retry 1", "rebuild",
          "doctor", "doctor --repair", "journal status", "customer erase c@kunde.test --yes", "state-hash"}) {
        const CliResult result = runBound(cli, words(command));
        EXPECT_EQ(result.exitCode, 1) << command << ": " << result.said();
        EXPECT_TRUE(result.err.contains(u"cannot be written")) << command << ": " << result.said();
    }
    setWritable(cli.profileDir(), true);
    cli.must(words("ticket tag 1 +kept"));
    cli.sync();
    EXPECT_EQ(cli.show(1)[QLatin1String("tags")].toArray(), QJsonArray{QStringLiteral("kept")});
    EXPECT_TRUE(cli.isClean());
}

/// Until nothing has gone over the line for a second.
void waitUntilQuiet(const FaultProxy &line)
{
    const auto bytes = [&line] {
        return line.count(FaultProxy::Direction::FromServer) + line.count(FaultProxy::Direction::ToServer);
    };
    qint64 before = -1;
    QElapsedTimer quiet;
    quiet.start();
    while (quiet.elapsed() < 1000) {
        if (const qint64 now = bytes(); now != before) {
            before = now;
            quiet.restart();
        }
        QThread::msleep(20);
    }
}

TEST_F(HardshipTest, AsleepWhileItsConnectionDied)
{
    FaultProxy line(m_dovecot.tlsPort());
    const Cli cli =
        desk(QStringLiteral("desk"), {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port())});
    auto watch = cli.start(words("sync --watch"));
    ASSERT_TRUE(sees(*watch, "state.online")) << watch->readAllStandardError().toStdString();
    const auto pid = pid_t(watch->processId());
    waitUntilQuiet(line); // it has to listen before it falls asleep
    ASSERT_EQ(::kill(pid, SIGSTOP), 0);
    line.cutAfter(FaultProxy::Direction::FromServer, 0);
    deliver({.id = "a@kunde.test"}); // the server tells of it, and the line is dead
    const QDeadlineTimer limit(20000);
    while (!line.hasStruck() && !limit.hasExpired())
        QThread::msleep(20);
    EXPECT_TRUE(line.hasStruck());
    line.passThrough();
    ASSERT_EQ(::kill(pid, SIGCONT), 0);
    EXPECT_TRUE(sees(*watch, "message.new", 30000)) << watch->readAllStandardError().toStdString();
    EXPECT_EQ(endOf(*watch, SIGTERM), 0);
    EXPECT_EQ(cli.tickets().size(), 1);
    EXPECT_TRUE(cli.isClean());
}

} // namespace
