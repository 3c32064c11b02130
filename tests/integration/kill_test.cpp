// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at random moments: nothing decided or written is lost, and no answer leaves twice. OTKLIK_TRIALS sets how
// often (200), OTKLIK_SEED repeats a run.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>

#include <iostream>

using namespace otklik::test;

namespace {

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

class KillTest : public DeskServersTest
{
protected:
    /// True when the command ended by itself and said that it was done.
    bool killedOrDone(const Cli &cli, const QStringList &command, int afterMs)
    {
        auto process = cli.start(command);
        if (process->waitForFinished(afterMs))
            return process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0;
        process->kill();
        process->waitForFinished();
        return false;
    }
    QSet<QString> uncertainIds(const Cli &cli)
    {
        QSet<QString> ids;
        const CliResult listed = cli.run(words(QStringLiteral("outbox list")));
        for (const QJsonValue &item : listed.json()[QLatin1String("outbox")].toArray()) {
            const QString state = item[QLatin1String("state")].toString();
            EXPECT_TRUE(state == QLatin1String("sent") || state == QLatin1String("uncertain")) << state.toStdString();
            if (state == QLatin1String("uncertain"))
                ids.insert(item[QLatin1String("message_id")].toString());
        }
        return ids;
    }
};

TEST_F(KillTest, NothingIsLostAndNothingIsSentTwice)
{
    const int trials =
        qEnvironmentVariableIntValue("OTKLIK_TRIALS") > 0 ? qEnvironmentVariableIntValue("OTKLIK_TRIALS") : 200;
    const auto seed = qEnvironmentVariableIsSet("OTKLIK_SEED")
                          ? static_cast<quint32>(qEnvironmentVariableIntValue("OTKLIK_SEED"))
                          : QRandomGenerator::global()->generate() >> 1;
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    QRandomGenerator random(seed);
    deliver({.id = "first@kunde.test"});
    const Cli cli = desk(QStringLiteral("desk"));
    cli.sync();
    // Any moment of a command, on a slow machine too.
    QElapsedTimer whole;
    whole.start();
    cli.must(words(QStringLiteral("ticket reply 1 --now --text to-begin-with")));
    const int longest = std::max(350, int(whole.elapsed() * 5 / 4));
    QStringList tags, answers;
    int killed = 0, mails = 1, attempts = 0;
    for (int i = 0; killed < trials; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QString name = QStringLiteral("n%1n").arg(i);
        const int afterMs = random.bounded(5, longest);
        bool done = false;
        if (i % 3 == 0) {
            deliver({.id = "more" + number + "@kunde.test", .subject = "More " + number});
            ++mails;
            done = killedOrDone(cli, {QStringLiteral("sync")}, afterMs);
        } else if (i % 3 == 1) {
            done = killedOrDone(cli, words(QStringLiteral("ticket reply 1 --now --text answer-%1").arg(name)), afterMs);
            if (done)
                answers << name;
        } else {
            done = killedOrDone(cli, words(QStringLiteral("ticket tag 1 +%1").arg(name)), afterMs % 60 + 5);
            if (done)
                tags << name;
        }
        attempts = i + 1;
        killed += done ? 0 : 1;
        if (!done) {
            EXPECT_TRUE(cli.isClean()) << "after " << i << ", killed after " << afterMs << " ms";
        }
    }
    cli.sync();
    cli.sync();
    EXPECT_TRUE(cli.isClean());
    const QJsonObject ledger = cli.run(words(QStringLiteral("ledger"))).json()[QLatin1String("ledger")].toObject();
    EXPECT_EQ(ledger[QLatin1String("difference")].toInteger(-1), 0);
    EXPECT_EQ(cli.tickets().size(), qMin(mails, 500));

    const QJsonArray kept = cli.show(1)[QLatin1String("tags")].toArray();
    for (const QString &tag : tags)
        EXPECT_TRUE(kept.contains(tag)) << tag.toStdString() << " was confirmed and is lost";
    const QSet<QString> uncertain = uncertainIds(cli);
    const QByteArray arrived = mailsOf(kIrina).join('\n');
    for (int i = 1; i < attempts; i += 3) {
        const QString name = QStringLiteral("n%1n").arg(i);
        const auto times = arrived.count("answer-" + name.toLatin1());
        EXPECT_LE(times, 1) << name.toStdString() << " was sent twice";
        EXPECT_FALSE(answers.contains(name) && times == 0) << name.toStdString() << " was confirmed and did not arrive";
    }
    // What we hold for sent is what the customer has, except where we say that we do not know.
    const auto listed = cli.run(words(QStringLiteral("outbox list"))).json()[QLatin1String("outbox")].toArray();
    qsizetype uncertainArrived = 0;
    for (const QJsonValue &item : listed) {
        const QString id = item[QLatin1String("message_id")].toString();
        const auto times = arrived.count("Message-ID: <" + id.toLatin1());
        if (uncertain.contains(id))
            uncertainArrived += times;
        else
            EXPECT_EQ(times, 1) << id.toStdString();
    }
    std::cout << killed << " killed of " << attempts << ", " << uncertain.size() << " answers uncertain of "
              << listed.size() << ", of which " << uncertainArrived << " arrived\n";
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.stateHash(), cli.stateHash());
}

} // namespace
