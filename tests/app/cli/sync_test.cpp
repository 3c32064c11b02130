// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// sync, sync --watch, rebuild, state-hash, state-dump, doctor.
#include "tests/app/cli/contract_test.h"

#include <QCryptographicHash>
#include <QElapsedTimer>

#include <csignal>

using namespace otklik::test;

namespace {

class SyncContract : public ContractTest
{
protected:
    /// The first object with that event; an empty one when it does not come.
    static QJsonObject awaitEvent(QProcess &watch, const char *event)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 20000) {
            while (watch.canReadLine()) {
                const QByteArray line = watch.readLine();
                const QJsonObject object = QJsonDocument::fromJson(line).object();
                EXPECT_FALSE(object.isEmpty()) << line.toStdString();
                expectTime(at(object, "at"));
                if (at(object, "event").toString() == QLatin1String(event))
                    return object;
            }
            watch.waitForReadyRead(100);
        }
        return {};
    }
};

TEST_F(SyncContract, ReportsInTheFormOfTheContract)
{
    for (const char *command : {"sync", "sync --account support", "rebuild"}) {
        const QJsonObject report = done(command);
        const QJsonArray accounts = at(report, "accounts").toArray();
        ASSERT_EQ(accounts.size(), 1) << command;
        const QJsonObject account = accounts.first().toObject();
        EXPECT_EQ(at(account, "name").toString(), QStringLiteral("support"));
        EXPECT_TRUE(at(account, "ok").toBool());
        ASSERT_GE(at(account, "folders").toArray().size(), 2);
        for (const QJsonValue &folder : at(account, "folders").toArray()) {
            EXPECT_TRUE(folder[QLatin1String("name")].isString() && folder[QLatin1String("role")].isString());
            for (const char *name : {"messages", "new", "vanished", "flag_changes"})
                expectInteger(folder[QLatin1String(name)]);
        }
        for (const char *name : {"bytes_received", "elapsed_ms"})
            expectInteger(at(account, name));
        for (const char *name : {"applied", "sent"})
            expectInteger(account[QLatin1String("journal")][QLatin1String(name)]);
        for (const char *name : {"sent", "failed", "waiting"})
            expectInteger(account[QLatin1String("outbox")][QLatin1String(name)]);
        for (const char *name : {"created", "updated"})
            expectInteger(account[QLatin1String("tickets")][QLatin1String(name)]);
        for (const char *name : {"server", "local", "difference"})
            expectInteger(account[QLatin1String("ledger")][QLatin1String(name)]);
        EXPECT_GT(account[QLatin1String("ledger")][QLatin1String("verdicts")].toObject().size(), 2);
        EXPECT_EQ(at(report, "ledger"), at(account, "ledger"));
    }
    const QString hash = m_cli.stateHash();
    refused(5, "not-found", "sync --account nobody");
    refused(5, "not-found", "rebuild --account nobody");
    EXPECT_EQ(m_cli.stateHash(), hash) << "a mailbox that is not there is no reason to delete the cache";
}

TEST_F(SyncContract, TheDumpHashesToTheStateHash)
{
    const QString hash = m_cli.stateHash();
    EXPECT_EQ(hash.size(), 64);
    for (const CliResult &dump : {m_cli.run(words("state-dump")), m_cli.runPlain(words("state-dump"))}) {
        EXPECT_EQ(dump.exitCode, 0);
        EXPECT_EQ(QString::fromLatin1(QCryptographicHash::hash(dump.out, QCryptographicHash::Sha256).toHex()), hash)
            << "the bytes on stdout are the bytes that are hashed, without a newline";
    }
    EXPECT_EQ(m_cli.runPlain(words("state-hash")).out.trimmed(), hash.toLatin1());
}

TEST_F(SyncContract, DoctorSaysWhatItLookedAt)
{
    const QJsonObject report = done("doctor");
    EXPECT_TRUE(at(report, "ok").toBool());
    EXPECT_TRUE(at(report, "findings").toArray().isEmpty());
    const QJsonArray checks = at(report, "checks").toArray();
    for (const char *check : {"integrity", "foreign-keys", "projection", "search"})
        EXPECT_TRUE(checks.contains(QLatin1String(check))) << check;
    EXPECT_TRUE(at(done("doctor --repair"), "ok").toBool());
}

TEST_F(SyncContract, WatchTellsAndEndsOnSigterm)
{
    auto watch = m_cli.start(words("sync --watch"));
    EXPECT_EQ(at(awaitEvent(*watch, "state.online"), "account").toString(), QStringLiteral("support"));
    m_cli.must(words("ticket note 1 --text from-the-side"));
    EXPECT_FALSE(awaitEvent(*watch, "journal.applied").isEmpty()) << watch->readAllStandardError().toStdString();
    m_cli.must(words("ticket reply 1 --text Hello"));
    EXPECT_FALSE(awaitEvent(*watch, "outbox.sent").isEmpty()) << watch->readAllStandardError().toStdString();
    ::kill(pid_t(watch->processId()), SIGTERM);
    ASSERT_TRUE(watch->waitForFinished(20000));
    EXPECT_EQ(watch->exitStatus(), QProcess::NormalExit);
    EXPECT_EQ(watch->exitCode(), 0) << watch->readAllStandardError().toStdString();
    EXPECT_TRUE(m_cli.isClean());
}

} // namespace
