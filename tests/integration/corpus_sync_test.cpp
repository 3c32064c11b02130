// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// All mails of $OTKLIK_MAIL_CORPUS in one mailbox: each is on exactly one ticket, whatever it is and in whatever order
// it arrived.
#include "tests/core/mime/corpus.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <iostream>
#include <numeric>

using namespace otklik::test;

namespace {

class CorpusSyncTest : public DeskServersTest
{
protected:
    void SetUp() override
    {
        if (!m_corpus.isThere())
            GTEST_SKIP() << "OTKLIK_MAIL_CORPUS is not set";
        DeskServersTest::SetUp();
        m_mails = m_corpus.allMails();
    }
    /// Every mail keeps its date; only the order in which they are numbered differs.
    void fill(const QString &user, const std::vector<qsizetype> &order)
    {
        for (const qsizetype i : order) {
            const auto delivered = m_dovecot.deliver(user, m_mails[i]);
            ASSERT_OK(delivered);
        }
        const QDir folder(m_dovecot.maildirOf(user) + QStringLiteral("/new"));
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        ASSERT_EQ(names.size(), qsizetype(order.size()));
        for (qsizetype at = 0; at < names.size(); ++at) {
            QFile file(folder.filePath(names[at]));
            ASSERT_TRUE(file.open(QIODevice::ReadWrite));
            const qint64 second = 1700000000 + qint64(order[size_t(at)]) * 60;
            ASSERT_TRUE(file.setFileTime(QDateTime::fromSecsSinceEpoch(second), QFileDevice::FileModificationTime));
        }
    }
    static qint64 folderField(const QJsonObject &report, const char *field)
    {
        return report[QLatin1String("folders")][0][QLatin1String(field)].toInteger(-1);
    }

    /// What the server has is here, and each mail has one verdict.
    void expectWholeLedger(const QJsonObject &ledger) const
    {
        qint64 sum = 0;
        const QJsonObject verdicts = ledger[QLatin1String("verdicts")].toObject();
        for (const QJsonValue &count : verdicts)
            sum += count.toInteger();
        EXPECT_EQ(ledger[QLatin1String("difference")].toInteger(-1), 0);
        EXPECT_EQ(ledger[QLatin1String("server")], ledger[QLatin1String("local")]);
        EXPECT_EQ(sum - verdicts[QLatin1String("journal")].toInteger(), m_mails.size());
        EXPECT_EQ(verdicts[QLatin1String("quarantined")].toInteger(), 0);
        EXPECT_GT(verdicts[QLatin1String("duplicate")].toInteger(), 0);
        std::cout << QJsonDocument(ledger).toJson(QJsonDocument::Compact).constData() << "\n";
    }

    Corpus m_corpus;
    QByteArrayList m_mails;
};

TEST_F(CorpusSyncTest, EveryMailIsOnOneTicketInAnyOrder)
{
    std::vector<qsizetype> order(static_cast<size_t>(m_mails.size()));
    std::iota(order.begin(), order.end(), 0);
    fill(kSupport, order);
    const Cli cli = desk(QStringLiteral("desk"));
    const QJsonObject report = cli.sync();
    EXPECT_EQ(folderField(report, "messages"), m_mails.size());
    EXPECT_EQ(folderField(report, "new"), m_mails.size());
    EXPECT_EQ(folderField(report, "missing"), 0);
    expectWholeLedger(report[QLatin1String("ledger")].toObject());
    EXPECT_TRUE(cli.isClean());
    EXPECT_EQ(folderField(cli.sync(), "new"), -1 + 1);
    const QString hash = cli.stateHash();
    cli.sync(QStringLiteral("rebuild"));
    EXPECT_EQ(cli.stateHash(), hash);
    EXPECT_TRUE(cli.isClean());
    const Cli second = desk(QStringLiteral("second"));
    second.sync();
    EXPECT_EQ(second.stateHash(), hash);

    std::shuffle(order.begin(), order.end(), *QRandomGenerator::global());
    fill(kIrina, order);
    const Cli shuffled = desk(QStringLiteral("shuffled"), {QStringLiteral("--user"), kIrina});
    expectWholeLedger(shuffled.sync()[QLatin1String("ledger")].toObject());
    const QJsonArray tickets = cli.ticketsWithoutNumbers();
    EXPECT_GT(tickets.size(), 0);
    EXPECT_EQ(shuffled.ticketsWithoutNumbers(), tickets);
    EXPECT_TRUE(shuffled.isClean());
    std::cout << m_mails.size() << " mails, " << tickets.size() << " tickets, "
              << report[QLatin1String("elapsed_ms")].toInteger() << " ms\n";
}

} // namespace
