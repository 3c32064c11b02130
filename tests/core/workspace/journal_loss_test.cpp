// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mails taken out of the journal folder, and the desk that wrote them is gone for good or knows another key
// (docs/decisions/0019).
#include "core/workspace/journal_gaps.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/server_profiles.h"

#include <QJsonArray>

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeImapServer;
using otklik::test::FakeMail;
using otklik::test::MailboxLife;
using workspace::JournalGaps;

namespace {

const QByteArray kOrder = "From: Customer <c@kunde.test>\r\nTo: support@otklik.test\r\nMessage-ID: <m@kunde.test>\r\n"
                          "Subject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nWhere is it?\r\n";
/// So long the most patient desk waits for the writer.
constexpr std::chrono::minutes kPatience(61);

class JournalLossTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        for (const QString &folder : MailboxLife::readFolders())
            if (!m_server.mailbox.has(folder))
                m_server.mailbox.create(folder, folder == QLatin1String("Sent") ? "\\Sent" : "");
        m_server.mailbox.deliver(QStringLiteral("INBOX"), kOrder, m_clock.now());
    }
    std::unique_ptr<FakeDesk> newDesk(const QString &name)
    {
        auto desk = std::make_unique<FakeDesk>(m_server, m_clock, name);
        desk->sync();
        desk->sync();
        return desk;
    }
    /// Puts a tag on the ticket; the UID of that decision in the journal.
    quint32 tag(FakeDesk &desk, const char *word)
    {
        EXPECT_OK(workspace::TicketDecisions(desk.desk())
                      .changeTags(ticket::Key::ofContent(kOrder), {QLatin1String(word)}, {}));
        desk.sync();
        EXPECT_EQ(desk.pending(), 0);
        return journal().back().uid;
    }
    const std::vector<FakeMail> &journal() { return m_server.mailbox.folder(MailboxLife::kJournal).mails; }
    void lose(quint32 uid) { m_server.mailbox.expunge(MailboxLife::kJournal, uid); }
    /// A new desk, after which all are as one.
    void expectOneTruth(const std::vector<FakeDesk *> &desks)
    {
        const auto fresh = newDesk(QStringLiteral("Zoe"));
        for (int turn = 0; turn < 2; ++turn)
            for (FakeDesk *desk : desks)
                desk->sync();
        fresh->sync();
        EXPECT_EQ(fresh->findings(), QStringList());
        for (FakeDesk *desk : desks) {
            EXPECT_EQ(desk->hash(), fresh->hash());
            EXPECT_EQ(desk->findings(), QStringList());
        }
        QMap<QByteArray, int> mails;
        for (const FakeMail &mail : journal())
            EXPECT_EQ(++mails[mail.raw], 1) << mail.raw.toStdString();
    }

    FakeClock m_clock;
    FakeImapServer m_server{otklik::test::serverProfiles().front().offers};
};

TEST_F(JournalLossTest, AnyDeskPutsBackWhatItHasRead)
{
    auto anna = newDesk(QStringLiteral("Anna"));
    auto boris = newDesk(QStringLiteral("Boris"));
    auto clara = newDesk(QStringLiteral("Clara"));
    const quint32 one = tag(*anna, "one");
    tag(*anna, "two");
    boris->sync();
    tag(*boris, "three");
    clara->sync();
    anna.reset();
    const QByteArray before = boris->hash();
    const std::size_t mails = journal().size();
    lose(one);

    boris->sync();
    clara->sync();
    EXPECT_NE(boris->hash(), before) << "what comes after it waits";
    EXPECT_EQ(boris->hash(), clara->hash());
    EXPECT_EQ(journal().size(), mails - 1) << "its writer is waited for";
    ASSERT_EQ(boris->findings().size(), 1);
    EXPECT_TRUE(boris->findings().front().startsWith(u"journal: ")) << boris->findings().front().toStdString();

    m_clock.advance(kPatience);
    boris->sync();
    clara->sync();
    EXPECT_EQ(boris->hash(), before);
    EXPECT_EQ(journal().size(), mails) << "once";
    expectOneTruth({boris.get(), clara.get()});
}

TEST_F(JournalLossTest, ItsWriterIsFirst)
{
    auto anna = newDesk(QStringLiteral("Anna"));
    auto boris = newDesk(QStringLiteral("Boris"));
    const quint32 one = tag(*anna, "one");
    boris->sync();
    const std::size_t mails = journal().size();
    lose(one);
    boris->sync();
    anna->sync();
    EXPECT_EQ(journal().size(), mails);
    m_clock.advance(kPatience);
    boris->sync();
    EXPECT_EQ(journal().size(), mails) << "once";
    expectOneTruth({anna.get(), boris.get()});
}

TEST_F(JournalLossTest, WhatNoDeskHasIsGivenUpByAPerson)
{
    auto anna = newDesk(QStringLiteral("Anna"));
    auto boris = newDesk(QStringLiteral("Boris"));
    const quint32 one = tag(*anna, "one");
    tag(*anna, "two");
    anna.reset();
    lose(one);

    JournalGaps gaps(boris->desk());
    EXPECT_ERROR(gaps.waive(), ErrorCode::RefusedByRule); // nothing is known to be missing yet
    boris->sync();
    EXPECT_FALSE(boris->dump().contains("two"));
    EXPECT_EQ(boris->findings().size(), 1);
    const auto report = gaps.report();
    ASSERT_OK(report);
    EXPECT_EQ((*report)[QLatin1String("held")].toInteger(), 1);
    const QJsonArray missing = (*report)[QLatin1String("missing")].toArray();
    ASSERT_EQ(missing.size(), 1);
    EXPECT_EQ(missing[0][QLatin1String("by")].toString(), QStringLiteral("anna@otklik.test"));

    ASSERT_OK(gaps.waive());
    boris->sync();
    EXPECT_TRUE(boris->dump().contains("two"));
    EXPECT_EQ(boris->findings(), QStringList());
    expectOneTruth({boris.get()});
}

TEST_F(JournalLossTest, DesksThatBeganItWithoutEachOtherReadEachOther)
{
    auto anna = newDesk(QStringLiteral("Anna"));
    tag(*anna, "one");
    while (!journal().empty())
        lose(journal().front().uid);
    auto boris = newDesk(QStringLiteral("Boris")); // begins it anew
    tag(*boris, "two");
    for (int turn = 0; turn < 2; ++turn) {
        anna->sync();
        boris->sync();
    }
    for (FakeDesk *desk : {anna.get(), boris.get()}) {
        EXPECT_TRUE(desk->dump().contains("one"));
        EXPECT_TRUE(desk->dump().contains("two"));
    }
    expectOneTruth({anna.get(), boris.get()});
}

TEST_F(JournalLossTest, WhatIsSignedWithALostKeyIsSignedAnew)
{
    auto anna = newDesk(QStringLiteral("Anna"));
    tag(*anna, "one");
    while (!journal().empty())
        lose(journal().front().uid);
    ASSERT_OK(anna->desk().renewCache()); // the key with it
    auto boris = newDesk(QStringLiteral("Boris"));
    for (int turn = 0; turn < 2; ++turn) {
        anna->sync();
        boris->sync();
    }
    EXPECT_TRUE(boris->dump().contains("one"));
    expectOneTruth({anna.get(), boris.get()});
}

} // namespace
