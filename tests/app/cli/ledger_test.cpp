// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// ledger.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class LedgerContract : public ContractTest
{
protected:
    static qint64 sumOf(const QJsonObject &ledger)
    {
        qint64 sum = 0;
        for (const QJsonValue &count : at(ledger, "verdicts").toObject())
            sum += count.toInteger();
        return sum;
    }
};

TEST_F(LedgerContract, AddsUpFolderByFolder)
{
    static_cast<void>(done("sync"));
    for (const char *command : {"ledger", "ledger --account support"}) {
        const QJsonObject report = done(command);
        const QJsonObject whole = at(report, "ledger").toObject();
        EXPECT_GT(at(whole, "server").toInteger(), 100);
        EXPECT_EQ(at(whole, "difference").toInteger(-1), 0);
        EXPECT_EQ(sumOf(whole), at(whole, "local").toInteger());
        qint64 local = 0;
        for (const QJsonValue &value : at(report, "folders").toArray()) {
            const QJsonObject folder = value.toObject();
            EXPECT_EQ(at(folder, "account").toString(), QLatin1String("support"));
            EXPECT_FALSE(at(folder, "folder").toString().isEmpty());
            expectTimeOrNull(at(folder, "synced_at"));
            for (const char *name : {"server", "local", "difference", "missing", "expunged"})
                expectInteger(at(folder, name));
            EXPECT_EQ(sumOf(folder), at(folder, "local").toInteger());
            local += at(folder, "local").toInteger();
        }
        EXPECT_EQ(local, at(whole, "local").toInteger());
        EXPECT_FALSE(report.contains(QLatin1String("entries"))) << "only when asked for";
    }
    EXPECT_EQ(at(done("doctor"), "ledger"), at(done("ledger"), "ledger"));
}

TEST_F(LedgerContract, ListsTheMailsOfAVerdict)
{
    static_cast<void>(done("sync"));
    const QJsonObject verdicts = done("ledger")[QLatin1String("ledger")][QLatin1String("verdicts")].toObject();
    for (auto it = verdicts.begin(); it != verdicts.end(); ++it) {
        const QJsonArray entries =
            at(done({QStringLiteral("ledger"), QStringLiteral("--verdict"), it.key()}), "entries").toArray();
        EXPECT_EQ(entries.size(), std::min<qint64>(1000, it->toInteger())) << it.key().toStdString();
        for (const QJsonValue &value : entries) {
            const QJsonObject entry = value.toObject();
            EXPECT_EQ(at(entry, "verdict").toString(), it.key());
            for (const char *name : {"uid", "size"})
                expectInteger(at(entry, name));
            for (const char *name : {"reason", "message_id", "from", "subject"})
                expectTextOrNull(at(entry, name));
            expectIntegerOrNull(at(entry, "ticket"));
            expectTimeOrNull(at(entry, "date"));
        }
    }
    EXPECT_EQ(at(done("ledger --verdict all --limit 3"), "entries").toArray().size(), 3);
    EXPECT_TRUE(m_cli.runPlain(words("ledger --verdict ticket")).out.contains("support/INBOX/"));
}

TEST_F(LedgerContract, SaysWhatThereIsNot)
{
    refused(5, "not-found", "ledger --account nobody");
    refused(5, "not-found", "ledger --source support/INBOX/1");
    refused(2, "invalid-input", "ledger --source support");
    refused(2, "invalid-input", "ledger --verdict lost");
}

} // namespace
