// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every UID has a verdict, and a difference between server and ledger is mended or shown, never silent.
#include "core/mime/message_parser.h"
#include "tests/core/sync/sync_fixture.h"

#include <set>
#include <stdexcept>

using namespace otklik;
using namespace otklik::sync;
using namespace otklik::sync::test;

namespace {

/// A server that keeps some mails to itself: lists them and does not hand them out, or does not even list them.
class WithholdingSession final : public MaildirSession
{
public:
    using MaildirSession::MaildirSession;
    async::Task<std::vector<quint32>> uids() override
    {
        auto listed = co_await MaildirSession::uids();
        if (listed && unlisted > 0)
            std::erase(*listed, unlisted);
        if (forgetful)
            unlisted = 0;
        co_return listed;
    }
    async::Task<void> fetch(std::vector<quint32> uids, MessageSink *sink) override
    {
        std::erase_if(uids, [this](quint32 uid) { return withheld.contains(uid); });
        if (forgetful)
            withheld.clear();
        auto fetched = co_await MaildirSession::fetch(std::move(uids), sink);
        co_return fetched;
    }
    std::set<quint32> withheld;
    quint32 unlisted = 0;
    bool forgetful = false; ///< only the first time
};

class LedgerSyncTest : public FolderSyncTest
{
protected:
    void SetUp() override
    {
        FolderSyncTest::SetUp();
        m_desk.context.session = &m_session;
        for (const char *name : {"a", "b", "c"})
            m_uids.push_back(add({.id = QString::fromLatin1(name) + QStringLiteral("@acme.example")}));
    }
    store::LedgerSum ledger()
    {
        const auto folders = store::Ledger(m_desk.store->database()).folders({});
        EXPECT_OK(folders);
        store::LedgerSum sum;
        for (const store::LedgerFolder &folder : folders.value_or(std::vector<store::LedgerFolder>()))
            sum.add(folder.sum);
        return sum;
    }
    std::vector<store::LedgerEntry> entries(const QString &verdict)
    {
        const auto entries = store::Ledger(m_desk.store->database()).entries({{}, verdict, -1});
        EXPECT_OK(entries);
        return entries.value_or(std::vector<store::LedgerEntry>());
    }
    void expectWhole(qint64 mails)
    {
        const store::LedgerSum sum = ledger();
        EXPECT_EQ(sum.server, mails);
        EXPECT_EQ(sum.local, mails);
        EXPECT_EQ(sum.difference, 0);
        EXPECT_EQ(sum.missing, 0);
        EXPECT_EQ(qint64(entries({}).size()), mails + sum.expunged);
    }
    void removeOnServer(quint32 uid)
    {
        const auto scanned = Maildir(m_mail.path()).scan(QStringLiteral("INBOX"));
        ASSERT_OK(scanned);
        ASSERT_TRUE(QFile::remove(scanned->entries[uid].path));
    }
    /// The writer refuses one mail, as a damaged index or a defect of ours would.
    void refuse(const QString &messageId)
    {
        const QByteArray sql = "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN new.message_id='" +
                               messageId.toLatin1() + "' BEGIN SELECT RAISE(ABORT,'refused by the test'); END";
        const auto made = m_desk.store->database().connection().execute(sql.toStdString());
        ASSERT_OK(made);
    }
    void refuseNothing()
    {
        const auto dropped = m_desk.store->database().connection().execute("DROP TRIGGER refuse");
        ASSERT_OK(dropped);
    }

    Desk m_desk{m_mail.path(), m_clock};
    WithholdingSession m_session{m_mail.path()};
    std::vector<quint32> m_uids;
};

TEST_F(LedgerSyncTest, AMailThatIsNotHandedOutStaysADifferenceUntilItIs)
{
    m_session.withheld = {m_uids[1]};
    const FolderReport report = m_desk.syncInbox();
    EXPECT_EQ(report.missing, 1);
    EXPECT_EQ(report.difference, 1);
    EXPECT_EQ(ledger().difference, 1);
    ASSERT_EQ(entries(QStringLiteral("missing")).size(), 1U);
    EXPECT_EQ(entries(QStringLiteral("missing")).front().uid, m_uids[1]);
    // Another mail goes: now both sides count two, and still they are not the same two.
    removeOnServer(m_uids[0]);
    EXPECT_EQ(m_desk.syncInbox().difference, 1);
    EXPECT_EQ(ledger().server, 2);
    m_session.withheld.clear();
    EXPECT_EQ(m_desk.syncInbox().fresh, 1);
    expectWhole(2);
    ASSERT_EQ(entries(QStringLiteral("expunged")).size(), 1U);
    EXPECT_EQ(entries(QStringLiteral("expunged")).front().uid, m_uids[0]);
}

TEST_F(LedgerSyncTest, WhatTheServerForgotOnceIsMendedInTheSameSync)
{
    m_session.forgetful = true;
    m_session.withheld = {m_uids[0], m_uids[2]};
    const FolderReport report = m_desk.syncInbox();
    EXPECT_EQ(report.fresh, 3);
    EXPECT_EQ(report.difference, 0);
    expectWhole(3);
}

TEST_F(LedgerSyncTest, AMailThatIsCountedButNotListedIsADifference)
{
    m_session.unlisted = m_uids[2];
    EXPECT_EQ(m_desk.syncInbox().difference, 1);
    EXPECT_EQ(ledger().server, 3);
    EXPECT_EQ(ledger().local, 2);
    // One that is here already is not gone because a list leaves it out.
    m_session.unlisted = m_uids[0];
    EXPECT_EQ(m_desk.syncInbox().vanished, 0);
    m_session.unlisted = 0;
    EXPECT_EQ(m_desk.syncInbox().difference, 0);
    expectWhole(3);
}

TEST_F(LedgerSyncTest, AMailThatCannotBeFiledGoesToQuarantineAndTheOthersGoOn)
{
    refuse(QStringLiteral("b@acme.example"));
    m_desk.context.program = QStringLiteral("1");
    const FolderReport report = m_desk.syncInbox();
    EXPECT_EQ(report.quarantined, 1);
    EXPECT_EQ(report.difference, 0);
    expectWhole(3);
    const auto kept = entries(QStringLiteral("quarantined"));
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_TRUE(kept.front().reason.contains(QLatin1String("refused by the test")));
    const auto source = store::Ledger(m_desk.store->database())
                            .quarantinedSource(kept.front().account, kept.front().folder, kept.front().uid);
    ASSERT_OK(source);
    EXPECT_EQ(*source, rawOf({.id = QStringLiteral("b@acme.example")}));
    refuseNothing();
    EXPECT_EQ(m_desk.syncInbox().fresh, 0) << "the same program would fail again";
    m_desk.context.program = QStringLiteral("2");
    EXPECT_EQ(m_desk.syncInbox().fresh, 1);
    EXPECT_EQ(ledger().verdicts, (QMap<QString, qint64>{{QStringLiteral("ticket"), 3}}));
    EXPECT_ERROR(store::Ledger(m_desk.store->database())
                     .quarantinedSource(kept.front().account, kept.front().folder, kept.front().uid),
                 ErrorCode::NotFound);
    expectWhole(3);
}

TEST_F(LedgerSyncTest, AMailThatCannotBeReadGoesToQuarantineAndLeavesItWhenItIsExpunged)
{
    m_desk.context.parse = [](const QByteArray &raw) {
        if (raw.contains("c@acme.example"))
            throw std::runtime_error("a defect");
        return mime::parseMessage(raw);
    };
    EXPECT_EQ(m_desk.syncInbox().quarantined, 1);
    const auto kept = entries(QStringLiteral("quarantined"));
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().uid, m_uids[2]);
    EXPECT_TRUE(kept.front().reason.contains(QLatin1String("a defect")));
    EXPECT_EQ(kept.front().size, rawOf({.id = QStringLiteral("c@acme.example")}).size());
    expectWhole(3);
    removeOnServer(m_uids[2]);
    EXPECT_EQ(m_desk.syncInbox().vanished, 1);
    EXPECT_TRUE(entries(QStringLiteral("quarantined")).empty());
    EXPECT_EQ(store::Ledger(m_desk.store->database()).health(QStringLiteral("support"))->quarantined, 0);
    expectWhole(2);
}

TEST_F(LedgerSyncTest, CountsThatWereKeptAreNeverStale)
{
    const auto kept = [this] {
        store::Ledger book(m_desk.store->database());
        for (int i = 0; i < 2; ++i) { // counted, and then as it was kept
            const auto sum = book.keepSum(QStringLiteral("support"));
            EXPECT_OK(sum);
            EXPECT_EQ(sum.value_or(store::LedgerSum()), ledger());
        }
        return ledger().verdicts;
    };
    using Verdicts = QMap<QString, qint64>;
    m_desk.syncInbox();
    EXPECT_EQ(kept(), (Verdicts{{QStringLiteral("ticket"), 3}}));
    add({.id = QStringLiteral("a@acme.example")}); // the same bytes once more
    add({.id = QStringLiteral("r@acme.example"), .references = {QStringLiteral("b@acme.example")}});
    m_desk.syncInbox();
    const Verdicts more{{QStringLiteral("ticket"), 3}, {QStringLiteral("duplicate"), 1}, {QStringLiteral("joined"), 1}};
    EXPECT_EQ(kept(), more);
    EXPECT_EQ(entries(QStringLiteral("duplicate")).front().reason,
              QStringLiteral("the same content as support/INBOX/%1").arg(m_uids[0]));
    removeOnServer(m_uids[0]);
    m_desk.syncInbox();
    EXPECT_EQ(kept(), (Verdicts{{QStringLiteral("ticket"), 3}, {QStringLiteral("joined"), 1}}));
    m_desk.tag(keyOf({.id = QStringLiteral("b@acme.example")}), QStringLiteral("vip"));
    EXPECT_EQ(kept(), ledger().verdicts);
}

TEST_F(LedgerSyncTest, TheJournalIsCountedToo)
{
    m_desk.syncInbox();
    m_desk.tag(keyOf({.id = QStringLiteral("a@acme.example")}), QStringLiteral("vip"));
    m_desk.syncEvents();
    EXPECT_EQ(ledger().verdicts[QStringLiteral("journal")], 2); // genesis and the decision
    EXPECT_EQ(ledger().difference, 0);
    for (const QFileInfo &file : QDir(journalPath() + QStringLiteral("/cur")).entryInfoList(QDir::Files, QDir::Name)) {
        QFile mail(file.absoluteFilePath());
        ASSERT_TRUE(mail.open(QIODevice::ReadOnly));
        ASSERT_TRUE(mail.readAll().contains("otklik.genesis") || mail.remove());
    }
    m_desk.syncEvents(); // appended again under a new UID
    EXPECT_EQ(ledger().difference, 0);
    EXPECT_EQ(ledger().server, ledger().local);
}

} // namespace
