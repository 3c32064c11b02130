// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens to a mailbox between two syncs, and however often the connection ends in the middle: each UID of the
// server has exactly one verdict. OTKLIK_TRIALS sets how many rounds (12), OTKLIK_SEED repeats a run.
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"

#include <QRandomGenerator>

#include <iostream>

using namespace otklik::test;

namespace {

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

class LedgerTest : public DeskServersTest
{
protected:
    void SetUp() override
    {
        DeskServersTest::SetUp();
        doveadm(QStringLiteral("mailbox create -u %1 Projects").arg(kSupport));
    }
    QByteArray doveadm(const QString &arguments)
    {
        const auto said = m_dovecot.doveadm(words(arguments));
        EXPECT_OK(said);
        return said.value_or(QByteArray());
    }
    Cli deskBehind(const FaultProxy &line)
    {
        return desk(QStringLiteral("desk"), {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port()),
                                             QStringLiteral("--imap-security"), QStringLiteral("none"),
                                             QStringLiteral("--folder"), QStringLiteral("Projects")});
    }
    static QList<qint64> sorted(QList<qint64> uids)
    {
        std::sort(uids.begin(), uids.end());
        return uids;
    }
    QList<qint64> uidsOnServer(const QString &folder)
    {
        QList<qint64> uids;
        for (const QByteArray &line :
             doveadm(QStringLiteral("-f tab fetch -u %1 uid mailbox %2").arg(kSupport, folder)).split('\n'))
            if (const qint64 uid = line.trimmed().toLongLong(); uid > 0)
                uids << uid;
        return sorted(uids);
    }
    qsizetype below(qsizetype limit) { return m_random.bounded(int(limit)); }
    QString anyFolder() { return m_folders[below(m_folders.size())]; }
    QString anyMail(const QString &folder)
    {
        const QList<qint64> uids = uidsOnServer(folder);
        return uids.isEmpty() ? QString() : QString::number(uids[below(uids.size())]);
    }
    void append(const QString &folder)
    {
        const QByteArray number = QByteArray::number(++m_written);
        const CustomerMail mail{
            .id = "m" + number + "@kunde.test",
            .subject = "Matter " + number,
            .inReplyTo = below(3) == 0 ? "m" + QByteArray::number(below(m_written) + 1) + "@kunde.test" : QByteArray(),
            .headers = below(6) == 0 ? "Auto-Submitted: auto-replied\r\n" : ""};
        if (m_raw.size() < 200)
            m_raw << mail.raw();
        ASSERT_OK(m_dovecot.deliver(kSupport, mail.raw(), folder == QLatin1String("INBOX") ? QString() : folder));
    }
    void doOneThing()
    {
        const QString folder = anyFolder(), other = anyFolder();
        const QString uid = anyMail(folder);
        const qsizetype what = below(10);
        if (what < 4 || uid.isEmpty())
            return append(folder);
        if (what == 4) { // the same bytes once more
            ASSERT_OK(m_dovecot.deliver(kSupport, m_raw[below(m_raw.size())],
                                        folder == QLatin1String("INBOX") ? QString() : folder));
            return;
        }
        if (what < 7)
            doveadm(QStringLiteral("expunge -u %1 mailbox %2 uid %3").arg(kSupport, folder, uid));
        else if (what == 7 && folder != other)
            doveadm(QStringLiteral("move -u %1 %2 mailbox %3 uid %4").arg(kSupport, other, folder, uid));
        else if (what == 8)
            doveadm(QStringLiteral("copy -u %1 %2 mailbox %3 uid %4").arg(kSupport, other, folder, uid));
        else
            doveadm(QStringLiteral("flags add -u %1 \\Seen mailbox %2 uid %3").arg(kSupport, folder, uid));
    }
    void renumber(const QString &folder)
    {
        doveadm(QStringLiteral("mailbox update -u %1 --uid-validity %2 %3")
                    .arg(kSupport)
                    .arg(1900000000 + ++m_renumbered)
                    .arg(folder));
    }
    static QJsonArray contentsOf(const Cli &cli)
    {
        QJsonArray tickets;
        for (const QJsonValue &ticket : cli.stateDump()[QLatin1String("tickets")].toArray())
            tickets.append(ticket[QLatin1String("messages")]);
        return tickets;
    }
    void expectWhole(const Cli &cli)
    {
        const QJsonObject ledger = cli.run(words(QStringLiteral("ledger --verdict all --limit 0"))).json();
        EXPECT_EQ(ledger[QLatin1String("ledger")][QLatin1String("difference")].toInteger(-1), 0);
        EXPECT_EQ(ledger[QLatin1String("ledger")][QLatin1String("server")],
                  ledger[QLatin1String("ledger")][QLatin1String("local")]);
        QMap<QString, QList<qint64>> here;
        for (const QJsonValue &entry : ledger[QLatin1String("entries")].toArray()) {
            const QString verdict = entry[QLatin1String("verdict")].toString();
            EXPECT_NE(verdict, QLatin1String("missing"));
            EXPECT_NE(verdict, QLatin1String("unplaced"));
            EXPECT_TRUE(verdict != QLatin1String("duplicate") || entry[QLatin1String("reason")].isString())
                << "a duplicate of nothing";
            if (verdict != QLatin1String("expunged"))
                here[entry[QLatin1String("folder")].toString()] << entry[QLatin1String("uid")].toInteger();
        }
        for (const QString &folder : m_folders)
            EXPECT_EQ(sorted(here[folder]), uidsOnServer(folder)) << folder.toStdString();
        EXPECT_TRUE(cli.isClean());
    }

    const QStringList m_folders{QStringLiteral("INBOX"), QStringLiteral("Sent"), QStringLiteral("Projects")};
    QRandomGenerator m_random;
    QByteArrayList m_raw;
    qsizetype m_written = 0;
    int m_renumbered = 0;
};

TEST_F(LedgerTest, AFolderThatIsRenamedOrDeletedLeavesTheLedgerWithItsMails)
{
    for (int i = 0; i < 5; ++i) {
        append(QStringLiteral("INBOX"));
        append(QStringLiteral("Projects"));
    }
    FaultProxy line(m_dovecot.port());
    const Cli cli = deskBehind(line);
    cli.sync();
    expectWhole(cli);
    doveadm(QStringLiteral("mailbox rename -u %1 Projects Elsewhere").arg(kSupport));
    cli.sync();
    const QJsonObject ledger = cli.run(words(QStringLiteral("ledger"))).json();
    EXPECT_EQ(ledger[QLatin1String("ledger")][QLatin1String("difference")].toInteger(-1), 0);
    for (const QJsonValue &folder : ledger[QLatin1String("folders")].toArray())
        EXPECT_NE(folder[QLatin1String("folder")].toString(), QLatin1String("Projects"));
    EXPECT_TRUE(cli.isClean());
    const QJsonArray without = contentsOf(cli);
    doveadm(QStringLiteral("mailbox rename -u %1 Elsewhere Projects").arg(kSupport));
    cli.sync();
    expectWhole(cli);
    EXPECT_GT(contentsOf(cli).size(), without.size());
}

TEST_F(LedgerTest, WhateverHappensEachUidHasOneVerdict)
{
    const quint32 seed = qEnvironmentVariableIsSet("OTKLIK_SEED") ? quint32(qEnvironmentVariableIntValue("OTKLIK_SEED"))
                                                                  : QRandomGenerator::global()->generate() & 0x7fffffff;
    SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed));
    m_random.seed(seed);
    const int wished = qEnvironmentVariableIntValue("OTKLIK_TRIALS");
    const int rounds = wished > 0 ? wished : 12;
    FaultProxy line(m_dovecot.port());
    for (int i = 0; i < 12; ++i)
        append(anyFolder());
    const Cli cli = deskBehind(line);
    int cuts = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (int i = 0; i < 6; ++i)
            doOneThing();
        if (round % 4 == 3)
            renumber(anyFolder());
        if (round % 2 == 0) {
            line.cutAfter(FaultProxy::Direction::FromServer, 500 + below(9000));
            static_cast<void>(cli.run(words(QStringLiteral("sync")))); // may well end before the cut
            cuts += line.hasStruck() ? 1 : 0;
            line.passThrough();
            doOneThing();
        }
        cli.sync();
        expectWhole(cli);
        if (HasFailure())
            break;
    }
    EXPECT_GT(cuts, 0);
    const QString hash = cli.stateHash();
    cli.sync(QStringLiteral("rebuild"));
    expectWhole(cli);
    EXPECT_EQ(cli.stateHash(), hash);
    std::cout << rounds << " rounds, " << m_written << " mails written, " << cuts << " cuts, " << m_renumbered
              << " folders renumbered, seed " << seed << "\n";
}

} // namespace
