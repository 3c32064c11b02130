// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// An APPEND whose answer was lost, on a server whose lists then leave the mail out: what is there is not put there
// again, what is not there is.
#include "core/workspace/replies.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/server_profiles.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeFaults;
using otklik::test::FakeImapServer;
using otklik::test::FakeMail;
using otklik::test::MailboxLife;

namespace {

const QByteArray kOrder = "From: Customer <c@kunde.test>\r\nTo: support@otklik.test\r\nMessage-ID: <m@kunde.test>\r\n"
                          "Subject: Order\r\nDate: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nWhere is it?\r\n";

constexpr quint32 kSeeds = 8; ///< enough for both ends of a lost answer, see expectBothEnds()

/// A mailbox with one ticket, and a desk that has read it.
class Trial
{
public:
    explicit Trial(quint32 seed)
        : server(otklik::test::serverProfiles().front().offers, seed)
    {
        for (const QString &folder : MailboxLife::readFolders())
            if (!server.mailbox.has(folder))
                server.mailbox.create(folder, folder == QLatin1String("Sent") ? "\\Sent" : "");
        server.mailbox.deliver(QStringLiteral("INBOX"), kOrder, m_clock.now());
        desk.sync();
        desk.sync();
    }
    /// A sync in which what is written to `folder` gets no answer. True when the server has stored it all the same.
    bool syncWithoutAnswer(const QString &folder)
    {
        const std::size_t before = mailsIn(folder);
        server.meanwhile = [this, folder, journalBefore = mailsIn(MailboxLife::kJournal)] {
            // a round writes the journal first
            const bool isNext = folder == MailboxLife::kJournal || mailsIn(MailboxLife::kJournal) > journalBefore;
            server.faults.lostAppend = isNext ? 1000 : 0;
        };
        desk.sync();
        server.meanwhile = nullptr;
        server.faults = FakeFaults();
        return mailsIn(folder) > before;
    }
    void syncHiddenAndThenWell()
    {
        server.faults.omitSearch = 1000; // every list is empty
        desk.sync();
        desk.sync();
        server.faults = FakeFaults();
        m_clock.advance(std::chrono::hours(2));
        desk.sync();
        desk.sync();
        EXPECT_EQ(desk.findings(), QStringList());
        EXPECT_EQ(desk.pending(), 0);
    }
    [[nodiscard]] std::size_t mailsIn(const QString &folder) const
    {
        return server.mailbox.folder(folder).mails.size();
    }

private:
    FakeClock m_clock;

public:
    FakeImapServer server;
    FakeDesk desk{server, m_clock, QStringLiteral("Anna")};
    const ticket::Key order = ticket::Key::ofContent(kOrder);
};

/// Or the test proves nothing.
void expectBothEnds(int stored)
{
    EXPECT_GT(stored, 0);
    EXPECT_LT(stored, int(kSeeds));
}

TEST(UncertainAppend, OfADecisionStandsOnce)
{
    int stored = 0;
    for (quint32 seed = 1; seed <= kSeeds; ++seed) {
        SCOPED_TRACE(seed);
        Trial trial(seed);
        const std::size_t before = trial.mailsIn(MailboxLife::kJournal);
        ASSERT_OK(workspace::TicketDecisions(trial.desk.desk()).changeTags(trial.order, {QStringLiteral("late")}, {}));
        stored += trial.syncWithoutAnswer(MailboxLife::kJournal) ? 1 : 0;
        ASSERT_EQ(trial.desk.pending(), 1);
        trial.syncHiddenAndThenWell();
        EXPECT_EQ(trial.mailsIn(MailboxLife::kJournal), before + 1);
    }
    expectBothEnds(stored);
}

TEST(UncertainAppend, OfASentCopyStandsOnce)
{
    int stored = 0;
    for (quint32 seed = 1; seed <= kSeeds; ++seed) {
        SCOPED_TRACE(seed);
        Trial trial(seed);
        workspace::ReplyRequest request;
        request.ticket = trial.order;
        request.text = QStringLiteral("On its way.");
        ASSERT_OK(workspace::Replies(trial.desk.desk()).reply(request));
        stored += trial.syncWithoutAnswer(QStringLiteral("Sent")) ? 1 : 0;
        ASSERT_EQ(trial.desk.carried().size(), 1);
        trial.syncHiddenAndThenWell();
        EXPECT_EQ(trial.mailsIn(QStringLiteral("Sent")), 1U);
    }
    expectBothEnds(stored);
}

} // namespace
